//! What patients do with their records: sent directly, or signed for somebody else to relay.

use super::{words::PurposeArg, RecordRef};
use crate::{
	args,
	call::Call,
	chain::{
		salus::{
			self,
			runtime_types::{
				pallet_health_records::types::{
					grants::{Grantee, What},
					patients::Warrant,
				},
				sp_runtime::MultiSignature,
			},
		},
		Chain, Sent,
	},
	output::{moment, Report},
	patient::{
		agreement::GuardiansArgs,
		call::PatientCall,
		row::{Numbers, Row},
		signed::statement,
	},
};
use anyhow::{bail, Context, Result};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use salus_fhir::{json::MAX_BYTES, lists, records as fhir};
use std::path::PathBuf;
use subxt::{
	ext::codec::Encode,
	utils::{AccountId32, H256},
};
use subxt_signer::sr25519::Keypair;

/// Domain of what is signed to revoke for free.
const REVOKE: &[u8] = b"salus/revoke-grant";

/// What patients do with their records. Guardians with the power may, too.
#[derive(Debug, Subcommand)]
pub enum RecordAct {
	/// Let somebody read (the patient signs).
	Grant(Box<GrantArgs>),
	/// Take a grant back, at once (the patient signs). Can be free.
	Revoke {
		/// The patient's key.
		#[arg(value_parser = args::account)]
		patient: AccountId32,
		/// The grant's slot.
		slot: u8,
	},
	/// Dispute a record (the patient signs).
	Dispute {
		#[command(flatten)]
		own: Own,
	},
	/// Ask to shred a record (the patient signs).
	RequestShred {
		#[command(flatten)]
		own: Own,
	},
	/// Say which sets no emergency opens, in place of those said before (the patient signs).
	Seal {
		/// The patient's key.
		#[arg(value_parser = args::account)]
		patient: AccountId32,
		/// The sets, by their numbers: 0,3.
		#[arg(long, value_parser = args::bits)]
		sets: u32,
	},
	/// Set who may act beside the patient (the patient signs).
	SetGuardians {
		/// The patient's key.
		#[arg(value_parser = args::account)]
		patient: AccountId32,
		#[command(flatten)]
		guardians: GuardiansArgs,
	},
	/// Vote for a key to speak for a lost one (a guardian signs, or a registrar).
	Recover {
		/// The lost key.
		#[arg(value_parser = args::account)]
		patient: AccountId32,
		/// The new key.
		#[arg(value_parser = args::account)]
		new: AccountId32,
	},
	/// Refuse a recovery that is decided (the old key signs).
	Veto {
		/// The patient's key.
		#[arg(value_parser = args::account)]
		patient: AccountId32,
	},
}

/// A record, and whose it is.
#[derive(Args, Debug)]
pub struct Own {
	/// The record: its id, or its receipt.
	record: RecordRef,
	/// The patient's key.
	#[arg(long, value_parser = args::account)]
	patient: AccountId32,
}

/// What `grant` is told.
#[derive(Args, Debug)]
#[group(id = "granted", required = true, multiple = false, args = ["sets", "record", "document"])]
pub struct GrantArgs {
	/// The patient's key.
	#[arg(value_parser = args::account)]
	patient: AccountId32,
	/// The slot, 0 to 31: a grant lives in it until a while after its end.
	slot: u8,
	/// Who may read: the holder of this licence.
	#[arg(long, value_name = "LICENCE", required_unless_present = "to_key")]
	to: Option<u32>,
	/// Who may read: this key.
	#[arg(long, value_parser = args::account, conflicts_with = "to", value_name = "KEY")]
	to_key: Option<AccountId32>,
	/// All records of these sets, by their numbers: 0,3.
	#[arg(long, value_parser = args::bits, requires_all = ["purpose", "until", "reads"])]
	sets: Option<u32>,
	/// One record: its id, or its receipt.
	#[arg(long, requires_all = ["purpose", "until", "reads"])]
	record: Option<RecordRef>,
	/// A FHIR Consent that permits one thing: it says what, what for, when and how often.
	#[arg(long, value_name = "FILE", requires = "table")]
	document: Option<PathBuf>,
	/// The custodian's table of sets (salus-sets/1).
	#[arg(long, value_name = "FILE", requires = "document")]
	table: Option<PathBuf>,
	/// What for.
	#[arg(long)]
	purpose: Option<PurposeArg>,
	/// From when; now, if absent.
	#[arg(long, value_parser = args::moment)]
	from: Option<u64>,
	/// Until when (exclusive).
	#[arg(long, value_parser = args::moment)]
	until: Option<u64>,
	/// How many times.
	#[arg(long)]
	reads: Option<u16>,
	#[command(flatten)]
	rules: crate::fhir::Rules,
}

/// What is granted, whoever says so.
struct Granted {
	what: What,
	purpose: salus::runtime_types::salus_primitives::records::Purpose,
	from: u64,
	until: u64,
	reads: u16,
}

impl GrantArgs {
	fn granted(&self, now: u64) -> Result<Granted> {
		if let (Some(file), Some(table)) = (&self.document, &self.table) {
			return self.of_document(file, table);
		}
		let what = match (&self.record, self.sets) {
			(Some(record), _) => What::Record(record.id()?),
			(None, sets) => What::Sets(sets.unwrap_or_default()),
		};
		let (Some(purpose), Some(until), Some(reads)) = (self.purpose, self.until, self.reads)
		else {
			bail!("say what for, until when and how often: --purpose, --until, --reads")
		};
		let from = self.from.unwrap_or(now);
		Ok(Granted { what, purpose: purpose.into(), from, until, reads })
	}

	fn of_document(&self, file: &PathBuf, table: &PathBuf) -> Result<Granted> {
		let read = |path: &PathBuf| crate::files::read(path, MAX_BYTES);
		let sets =
			fhir::SetTable::parse(&read(table)?).with_context(|| table.display().to_string())?;
		let mut grants = fhir::read_grants(&read(file)?, &self.rules.profile()?, &sets)
			.with_context(|| file.display().to_string())?;
		let (Some(grant), true) = (grants.pop(), grants.is_empty()) else {
			bail!("{}: permits not exactly one thing; split it", file.display())
		};
		let what = match grant.what {
			fhir::What::Sets(sets) => What::Sets(sets),
			fhir::What::Record(id) => What::Record(H256(id)),
		};
		let purpose = purpose(grant.purpose).into();
		let (from, until, reads) = (grant.from_ms, grant.until_ms, grant.reads);
		Ok(Granted { what, purpose, from, until, reads })
	}
}

/// FHIR's purpose as an argument.
pub fn purpose(purpose: lists::Purpose) -> PurposeArg {
	use lists::Purpose as Fhir;
	match purpose {
		Fhir::Treatment => PurposeArg::Treatment,
		Fhir::Payment => PurposeArg::Payment,
		Fhir::Operations => PurposeArg::Operations,
		Fhir::Research => PurposeArg::Research,
		Fhir::ClinicalTrial => PurposeArg::ClinicalTrial,
		Fhir::PublicHealth => PurposeArg::PublicHealth,
		Fhir::PatientRequested => PurposeArg::PatientRequested,
		Fhir::Legal => PurposeArg::Legal,
	}
}

impl RecordAct {
	/// The row whose number it carries.
	fn row(&self) -> Option<Row> {
		match self {
			RecordAct::Grant(_) => None,
			RecordAct::Revoke { patient, slot } => Some(Row::Grant(*patient, *slot)),
			RecordAct::Dispute { own } | RecordAct::RequestShred { own } => {
				Some(Row::Patient(own.patient))
			},
			RecordAct::Seal { patient, .. } | RecordAct::SetGuardians { patient, .. } => {
				Some(Row::Patient(*patient))
			},
			RecordAct::Recover { patient, .. } | RecordAct::Veto { patient } => {
				Some(Row::Recovery(*patient))
			},
		}
	}

	fn done(&self) -> &'static str {
		match self {
			RecordAct::Grant(_) => "Granted",
			RecordAct::Revoke { .. } => "Revoked",
			RecordAct::Dispute { .. } => "Disputed",
			RecordAct::RequestShred { .. } => "Shredding requested",
			RecordAct::Seal { .. } => "Sealed",
			RecordAct::SetGuardians { .. } => "Guardians set",
			RecordAct::Recover { .. } => "Voted",
			RecordAct::Veto { .. } => "Vetoed",
		}
	}
}

impl PatientCall for RecordAct {
	fn rows(&self) -> Result<Vec<Row>> {
		Ok(self.row().into_iter().collect())
	}

	fn call(&self, numbers: &Numbers) -> Result<Call> {
		let calls = salus::transactions().health_records();
		let seq = |key: &AccountId32| numbers.get::<u32>(&Row::Patient(*key));
		match self {
			RecordAct::Grant(args) => {
				let now = u64::try_from(Timestamp::now().as_millisecond())?;
				let Granted { what, purpose, from, until, reads } = args.granted(now)?;
				let grantee = match (args.to, args.to_key) {
					(Some(licence), _) => Grantee::Licence(licence),
					(None, Some(key)) => Grantee::Key(key),
					(None, None) => bail!("say who may read: --to LICENCE, or --to-key KEY"),
				};
				Call::new(&calls.grant(
					args.patient,
					args.slot,
					grantee,
					what,
					purpose,
					from,
					until,
					reads,
					now,
				))
			},
			RecordAct::Revoke { patient, slot } => {
				let authored_at = numbers.get(&Row::Grant(*patient, *slot))?;
				Call::new(&calls.revoke(*patient, *slot, authored_at))
			},
			RecordAct::Dispute { own } => {
				Call::new(&calls.dispute(own.record.id()?, seq(&own.patient)?))
			},
			RecordAct::RequestShred { own } => {
				Call::new(&calls.request_shred(own.record.id()?, seq(&own.patient)?))
			},
			RecordAct::Seal { patient, sets } => {
				Call::new(&calls.seal(*patient, *sets, seq(patient)?))
			},
			RecordAct::SetGuardians { patient, guardians } => {
				let warrant = Warrant::Patient { seq: seq(patient)? };
				Call::new(&calls.set_guardians(*patient, guardians.to_chain()?, warrant))
			},
			RecordAct::Recover { patient, new } => {
				let attempt = numbers.get(&Row::Recovery(*patient))?;
				Call::new(&calls.recover(*patient, *new, attempt))
			},
			RecordAct::Veto { patient } => {
				Call::new(&calls.veto(*patient, numbers.get(&Row::Recovery(*patient))?))
			},
		}
	}

	fn free(&self, numbers: &Numbers, genesis: H256, key: &Keypair) -> Result<Call> {
		let RecordAct::Revoke { patient, slot } = self else {
			bail!("of records only revoking a grant is free")
		};
		let authored_at: u64 = numbers.get(&Row::Grant(*patient, *slot))?;
		let said = (patient.0, *slot, authored_at).encode();
		let signature = key.sign(&statement(REVOKE, genesis, &said));
		Call::new(&salus::transactions().health_records().revoke_signed(
			*patient,
			*slot,
			authored_at,
			key.public_key().to_account_id(),
			MultiSignature::Sr25519(signature.0),
		))
	}

	async fn report(&self, _: &Chain, sent: &Sent) -> Result<Report> {
		let due = sent.event::<salus::health_records::events::ShredRequested>()?;
		Ok(Report::new(self.done())
			.with_some("due", due.map(|event| moment(event.due)))
			.and(sent.facts()))
	}
}
