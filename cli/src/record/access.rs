//! Reading: under a grant, and in an emergency.

use super::{show, words::EmergencyArg, RecordRef};
use crate::{
	args::{self, Common},
	chain::{
		salus::{
			self,
			health_records::events,
			runtime_types::{
				bounded_collections::bounded_vec::BoundedVec, salus_primitives::records::Purpose,
			},
		},
		Chain,
	},
	fhir::{numbered, Rules},
	files,
	output::{hex, Report},
	refusal::Refused,
};
use anyhow::{bail, Context, Result};
use clap::Args;
use jiff::Timestamp;
use salus_fhir::{
	json::MAX_BYTES,
	lists, os_salt,
	records::{self, AccessReason},
};
use std::path::PathBuf;
use subxt::utils::{AccountId32, H256};

/// An AuditEvent is taken within a day of its recording.
const MAX_AGE: u64 = 86_400_000;

/// What is committed to before anything is read.
#[derive(Args, Debug)]
#[group(id = "accounted", required = true, multiple = false, args = ["document", "receipt"])]
struct Account {
	/// A FHIR AuditEvent: who reads what, why and when.
	#[arg(long, value_name = "FILE", requires = "out")]
	document: Option<PathBuf>,
	/// The folder for the committed document with its salts, `STEM-1.json`.
	#[arg(long, value_name = "DIR", requires = "document")]
	out: Option<PathBuf>,
	/// The commitment to who reads what, why and when; that itself stays off the chain.
	#[arg(long, value_parser = args::hash)]
	receipt: Option<H256>,
	#[command(flatten)]
	rules: Rules,
}

/// An account, read.
struct Accounted {
	kept: Vec<(PathBuf, Vec<u8>)>,
	receipt: H256,
	records: Vec<H256>,
	reason: Option<AccessReason>,
}

impl Account {
	fn read(&self) -> Result<Accounted> {
		let (Some(file), Some(out)) = (&self.document, &self.out) else {
			let receipt = self.receipt.context("say what is read: --document or --receipt")?;
			return Ok(Accounted { kept: vec![], receipt, records: vec![], reason: None });
		};
		let bytes = files::read(file, MAX_BYTES)?;
		let now = u64::try_from(Timestamp::now().as_millisecond())?;
		let access = records::read_access(&bytes, &self.rules.profile()?, now, MAX_AGE)
			.with_context(|| file.display().to_string())?;
		let document = access.draft.commit(os_salt)?;
		let path = numbered(file, out)?.next().context("a name for the document")?;
		Ok(Accounted {
			kept: vec![(path, document.private_json().into_bytes())],
			receipt: H256(document.commitment()),
			records: access.records.into_iter().map(H256).collect(),
			reason: Some(access.reason),
		})
	}
}

/// What `access` is told.
#[derive(Args, Debug)]
#[group(id = "under", required = true, multiple = false, args = ["slot", "incident"])]
pub struct AccessArgs {
	/// The patient's key.
	#[arg(value_parser = args::account)]
	patient: AccountId32,
	/// The records, at most eight; those of the document, if absent.
	records: Vec<RecordRef>,
	/// Under the grant in this slot.
	#[arg(long)]
	slot: Option<u8>,
	/// In this emergency.
	#[arg(long, requires = "licence")]
	incident: Option<u64>,
	/// The licence of who reads; none for a grant to a key.
	#[arg(long)]
	licence: Option<u32>,
	#[command(flatten)]
	account: Account,
}

/// Reads under a grant, or in an emergency.
pub async fn access(args: AccessArgs, common: &Common) -> Result<()> {
	let accounted = args.account.read()?;
	let ids: Vec<H256> = match args.records.as_slice() {
		[] => accounted.records,
		named => named.iter().map(RecordRef::id).collect::<Result<_>>()?,
	};
	if !(1..=8).contains(&ids.len()) {
		bail!("{} records: one access takes one to eight", ids.len());
	}
	let signer = common.signer()?;
	let chain = Chain::connect(common).await?;
	if let (Some(slot), Some(reason)) = (args.slot, accounted.reason) {
		same_purpose(&chain, args.patient, slot, reason).await?;
	}
	let calls = salus::transactions().health_records();
	let (records, receipt) = (BoundedVec(ids.clone()), accounted.receipt);
	let sending = async {
		match (args.slot, args.incident, args.licence) {
			(Some(slot), _, licence) => {
				let call = calls.access(args.patient, slot, licence, records, receipt);
				chain.send(&call, &signer).await
			},
			(None, Some(incident), Some(licence)) => {
				let call = calls.access_incident(licence, args.patient, incident, records, receipt);
				chain.send(&call, &signer).await
			},
			_ => bail!("say under what: --slot, or --incident and --licence"),
		}
	};
	let sent = files::keeping(&accounted.kept, sending).await?;
	let report = Report::new("Accounted for: read")
		.with("records", ids.into_iter().map(hex).collect::<Vec<_>>())
		.with("receipt", hex(receipt));
	common.format().report(&report.and(sent.facts()))
}

/// The chain does not see what a reader reads for; it is in the committed account. So the reader's own client compares.
async fn same_purpose(
	chain: &Chain,
	patient: AccountId32,
	slot: u8,
	reason: AccessReason,
) -> Result<()> {
	let granted = show::grant_row(&chain.best().await?, patient, slot).await?.purpose;
	match reason {
		AccessReason::Grant(purpose)
			if Purpose::from(super::patient::purpose(purpose)) == granted =>
		{
			Ok(())
		},
		other => bail!(Refused::new(
			"PurposeNotGranted",
			format!("the document says {}, the patient granted {granted:?}", other.code())
		)),
	}
}

/// What `break-glass` is told.
#[derive(Args, Debug)]
pub struct BreakGlassArgs {
	/// The patient's key.
	#[arg(value_parser = args::account)]
	patient: AccountId32,
	/// The clinician's licence.
	#[arg(long)]
	licence: u32,
	/// The sets, by their numbers: 0,3.
	#[arg(long, value_parser = args::bits)]
	sets: u32,
	/// What kind of emergency; that of the document, if absent.
	#[arg(long, required_unless_present = "document")]
	reason: Option<EmergencyArg>,
	#[command(flatten)]
	account: Account,
}

/// Opens sets of a patient who cannot be asked.
pub async fn break_glass(args: BreakGlassArgs, common: &Common) -> Result<()> {
	let accounted = args.account.read()?;
	let reason = match (args.reason, accounted.reason) {
		(Some(reason), _) => reason,
		(None, Some(AccessReason::BreakGlass(reason))) => emergency(reason),
		_ => bail!("the document tells of no emergency"),
	};
	let signer = common.signer()?;
	let chain = Chain::connect(common).await?;
	let call = salus::transactions().health_records().break_glass(
		args.licence,
		args.patient,
		args.sets,
		reason.into(),
		accounted.receipt,
	);
	let sent = files::keeping(&accounted.kept, chain.send(&call, &signer)).await?;
	let incident = sent.event::<events::GlassBroken>()?.map(|event| event.incident);
	let report = Report::new("Glass broken: explain it in time").with_some("incident", incident);
	common.format().report(&report.and(sent.facts()))
}

/// FHIR's reason as an argument.
fn emergency(reason: lists::BreakGlassReason) -> EmergencyArg {
	use lists::BreakGlassReason as Fhir;
	match reason {
		Fhir::EmergencyTreatment => EmergencyArg::EmergencyTreatment,
		Fhir::EmergencyRoom => EmergencyArg::EmergencyRoom,
		Fhir::PolicyOverride => EmergencyArg::PolicyOverride,
		Fhir::Disaster => EmergencyArg::Disaster,
		Fhir::Threat => EmergencyArg::Threat,
		Fhir::PatientSafety => EmergencyArg::PatientSafety,
	}
}
