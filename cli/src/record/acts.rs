//! Acts under a licence: of custodians, regulators, reviewers, registrars.

use super::{AmendArgs, AnchorArgs, RecordCommand};
use crate::{
	args::Common,
	chain::{
		salus::{
			self,
			runtime_types::pallet_health_records::types::{
				incidents::EmergencyRules, patients::Warrant,
			},
		},
		Chain,
	},
	fhir::{numbered, Rules},
	files,
	output::{hex, Report},
	patient::agreement::Agreement,
	receipt::{Receipt, RECORD},
	refusal::Refused,
	registry::council,
};
use anyhow::{bail, Context, Result};
use jiff::Timestamp;
use salus_fhir::{json::MAX_BYTES, os_salt, records};
use std::path::{Path, PathBuf};
use subxt::{transactions::Payload, utils::H256};

/// Runs an act.
pub async fn run(command: RecordCommand, common: &Common) -> Result<()> {
	let calls = salus::transactions().health_records();
	match command {
		RecordCommand::EnterPatient { by, agreement } => {
			enter(by.licence, &agreement, common).await
		},
		RecordCommand::ClosePatient { by, patient } => {
			act(common, "Relationship closed", &calls.close_patient(by.licence, patient)).await
		},
		RecordCommand::Anchor(args) => anchor(args, common).await,
		RecordCommand::Amend(args) => amend(args, common).await,
		RecordCommand::MarkError { by, record } => {
			act(common, "Marked as in error", &calls.mark_error(by.licence, record.id()?)).await
		},
		RecordCommand::Shred { by, record, reason } => {
			act(common, "Shredded", &calls.shred(by.licence, record, reason.into())).await
		},
		RecordCommand::Hold { by, record, ground, until } => {
			let call = calls.place_hold(by.licence, record.id()?, ground.into(), until);
			act(common, "Held", &call).await
		},
		RecordCommand::LiftHold { by, record } => {
			act(common, "Hold lifted", &calls.lift_hold(by.licence, record.id()?)).await
		},
		RecordCommand::Succeed { old, new } => {
			act(common, "Custody passed on", &calls.succeed(old, new)).await
		},
		RecordCommand::CourtGuardians { patient, guardians, order } => {
			let warrant = Warrant::Court { order };
			let call = calls.set_guardians(patient, guardians.to_chain()?, warrant);
			act(common, "Guardians set", &call).await
		},
		RecordCommand::Justify { patient, incident, commitment } => {
			act(common, "Explained", &calls.justify(patient, incident, commitment)).await
		},
		RecordCommand::Review { by, patient, incident, finding } => {
			let call = calls.review(by.licence, patient, incident, finding.into());
			act(common, "Reviewed", &call).await
		},
		RecordCommand::SetEmergency { read, justify, review } => {
			let chain = Chain::connect(common).await?;
			let call = calls.set_emergency(EmergencyRules { read, justify, review });
			let acted = council::propose(&chain, common, &call).await?;
			common.format().report(&acted.report("times of emergencies set"))
		},
		_ => bail!("this command is no act"),
	}
}

async fn act(common: &Common, done: &str, call: &impl Payload) -> Result<()> {
	let signer = common.signer()?;
	let sent = Chain::connect(common).await?.send(call, &signer).await?;
	common.format().report(&Report::new(done).and(sent.facts()))
}

async fn enter(licence: u32, file: &Path, common: &Common) -> Result<()> {
	let agreement = Agreement::read(file)?;
	let patient = agreement.patient()?;
	let call = salus::transactions().health_records().enter_patient(
		licence,
		patient,
		agreement.guardians()?,
		agreement.authored_at,
		agreement.signature()?,
	);
	if agreement.custodian != licence {
		bail!("{}: it is for custodian {}", file.display(), agreement.custodian);
	}
	let signer = common.signer()?;
	let chain = Chain::connect(common).await?;
	if !agreement.is_for(chain.genesis().await?)? {
		bail!(Refused::new("WrongChain", format!("{}: it is for another chain", file.display())));
	}
	let sent = chain.send(&call, &signer).await?;
	let report = Report::new("Patient entered").with("patient", patient.to_string());
	common.format().report(&report.and(sent.facts()))
}

/// A resource that is about to be anchored: where its receipt goes, and the receipt.
fn prepare(file: &Path, out: &Path, rules: &Rules, licence: u32) -> Result<(PathBuf, Receipt)> {
	let bytes = files::read(file, MAX_BYTES)?;
	let record = records::read(&bytes, &rules.profile()?);
	let record = record.with_context(|| file.display().to_string())?;
	let authored_at = u64::try_from(Timestamp::now().as_millisecond())?;
	let path = numbered(file, out)?.next().context("a name for the receipt")?;
	Ok((path, Receipt::new(RECORD, licence, authored_at, record.draft.commit(os_salt)?)))
}

async fn anchor(args: AnchorArgs, common: &Common) -> Result<()> {
	let (path, receipt) = prepare(&args.file, &args.out, &args.rules, args.by.licence)?;
	let call = salus::transactions().health_records().anchor(
		args.by.licence,
		H256(receipt.document.commitment()),
		receipt.authored_at,
		args.patient,
		args.set,
	);
	send(common, "Anchored", path, &receipt, &call).await
}

async fn amend(args: AmendArgs, common: &Common) -> Result<()> {
	let (path, receipt) = prepare(&args.file, &args.out, &args.rules, args.by.licence)?;
	let call = salus::transactions().health_records().amend(
		args.by.licence,
		args.record.id()?,
		H256(receipt.document.commitment()),
		receipt.authored_at,
	);
	send(common, "Amended", path, &receipt, &call).await
}

async fn send(
	common: &Common,
	done: &str,
	path: PathBuf,
	receipt: &Receipt,
	call: &impl Payload,
) -> Result<()> {
	let signer = common.signer()?;
	let chain = Chain::connect(common).await?;
	let kept = [(path, receipt.to_bytes()?)];
	let sent = files::keeping(&kept, chain.send(call, &signer)).await?;
	let report = Report::new(done).with("record", hex(receipt.id));
	let [(path, _)] = kept;
	let report = report.with("receipt", path.display().to_string());
	common.format().report(&report.and(sent.facts()))
}
