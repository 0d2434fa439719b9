//! Health records: anchors, grants, receipts of access, emergencies.

mod access;
mod acts;
pub mod patient;
mod proof;
pub mod show;
pub mod words;

use crate::{
	args::{self, Common},
	fhir::Rules,
	patient::{agreement::GuardiansArgs, call::PatientCall},
	receipt::{Receipt, RECORD},
};
use access::{AccessArgs, BreakGlassArgs};
use anyhow::Result;
use clap::{Args, Subcommand};
use patient::RecordAct;
use proof::{DiscloseArgs, VerifyArgs};
use std::{path::PathBuf, process::ExitCode, str::FromStr};
use subxt::utils::{AccountId32, H256};
use words::{FindingArg, GroundArg, PurposeArg, ShredArg};

/// Health records. A RECORD is an id, or the file with the receipt that `anchor` wrote.
#[derive(Debug, Subcommand)]
pub enum RecordCommand {
	/// Enter a patient's key, which agreed to it (the custodian signs).
	EnterPatient {
		#[command(flatten)]
		by: Licence,
		/// What `salus patient agree` wrote.
		agreement: PathBuf,
	},
	/// Close a relationship with a patient (the custodian signs).
	ClosePatient {
		#[command(flatten)]
		by: Licence,
		/// The patient's key.
		#[arg(value_parser = args::account)]
		patient: AccountId32,
	},
	/// Anchor a FHIR resource (the custodian signs), and write a receipt with its salts.
	Anchor(AnchorArgs),
	/// Replace a record by another version (the custodian signs).
	Amend(AmendArgs),
	/// Say that a record should never have been written (the custodian signs).
	MarkError {
		#[command(flatten)]
		by: Licence,
		/// The record.
		record: RecordRef,
	},
	/// What patients and their guardians do.
	#[command(flatten)]
	Patient(RecordAct),
	/// Say that document, salts and wrapped keys are destroyed (the custodian signs). Destroy them first: the receipt, too.
	Shred {
		#[command(flatten)]
		by: Licence,
		/// The record.
		#[arg(value_parser = args::hash)]
		record: H256,
		/// Why.
		#[arg(long)]
		reason: ShredArg,
	},
	/// Forbid to shred a record until a time (the custodian or a regulator signs).
	Hold {
		#[command(flatten)]
		by: Licence,
		/// The record.
		record: RecordRef,
		/// Why.
		#[arg(long)]
		ground: GroundArg,
		/// Until when (exclusive).
		#[arg(long, value_parser = args::moment)]
		until: u64,
	},
	/// Lift that ban (whoever placed it signs, or a regulator).
	LiftHold {
		#[command(flatten)]
		by: Licence,
		/// The record.
		record: RecordRef,
	},
	/// Name who keeps what an ended custodian anchored (a registrar with that duty signs).
	Succeed {
		/// The ended licence.
		old: u32,
		/// The licence that takes over.
		new: u32,
	},
	/// Set a patient's guardians by a court's order (a registrar with that duty signs).
	CourtGuardians {
		/// The patient's key.
		#[arg(value_parser = args::account)]
		patient: AccountId32,
		#[command(flatten)]
		guardians: GuardiansArgs,
		/// The order's commitment; the order itself stays off the chain.
		#[arg(long, value_parser = args::hash)]
		order: H256,
	},
	/// Read under a grant, or in an emergency that one opened (the reader signs).
	Access(AccessArgs),
	/// Open sets of a patient who cannot be asked (the clinician signs).
	BreakGlass(BreakGlassArgs),
	/// Explain an emergency (the clinician signs).
	Justify {
		/// The patient's key.
		#[arg(value_parser = args::account)]
		patient: AccountId32,
		/// The incident.
		incident: u64,
		/// The explanation's commitment; the explanation itself stays off the chain.
		#[arg(long, value_parser = args::hash)]
		commitment: H256,
	},
	/// Judge an explained emergency (an auditor or regulator of another house signs).
	Review {
		#[command(flatten)]
		by: Licence,
		/// The patient's key.
		#[arg(value_parser = args::account)]
		patient: AccountId32,
		/// The incident.
		incident: u64,
		/// What was found.
		finding: FindingArg,
	},
	/// Set how long emergencies take (council).
	SetEmergency {
		/// How long the records stay readable: 24h.
		#[arg(long, value_parser = args::span)]
		read: u64,
		/// How long the clinician has to explain: 72h.
		#[arg(long, value_parser = args::span)]
		justify: u64,
		/// How long a review may take: 90d.
		#[arg(long, value_parser = args::span)]
		review: u64,
	},
	/// Show a record.
	Show {
		/// The record.
		record: RecordRef,
	},
	/// Show a patient's relationship with its custodian.
	ShowPatient(KeyArg),
	/// List a patient's grants.
	Grants(KeyArg),
	/// List the emergencies in which a patient's records were opened.
	Incidents(KeyArg),
	/// List what was read under a grant, newest first, as `records_receipts` answers it.
	Receipts {
		/// The patient's key.
		#[arg(value_parser = args::account)]
		patient: AccountId32,
		/// The grant's slot.
		slot: u8,
		/// How many.
		#[arg(long, default_value_t = 20)]
		limit: u32,
	},
	/// Show what a licence has not explained.
	Conduct {
		/// The licence.
		licence: u32,
	},
	/// Say whether somebody may read a record now. Exit code 1 if not.
	MayAccess {
		/// Who.
		#[arg(value_parser = args::account)]
		who: AccountId32,
		/// The record.
		record: RecordRef,
		/// What for.
		#[arg(long)]
		purpose: PurposeArg,
	},
	/// List a custodian's records that patients asked to shred.
	Requests {
		/// The custodian's licence.
		custodian: u32,
	},
	/// Take fields out of a receipt, to show them alone. Without a node.
	Disclose(DiscloseArgs),
	/// Check that shown fields, or a whole receipt, are what stands behind a record. Without a node.
	Verify(VerifyArgs),
}

/// A patient's key.
#[derive(Args, Clone, Copy, Debug)]
pub struct KeyArg {
	/// The patient's key.
	#[arg(value_parser = args::account)]
	pub patient: AccountId32,
}

/// Under which licence somebody acts.
#[derive(Args, Clone, Copy, Debug)]
pub struct Licence {
	/// The licence of who signs.
	#[arg(long)]
	pub licence: u32,
}

/// What `anchor` is told.
#[derive(Args, Debug)]
pub struct AnchorArgs {
	#[command(flatten)]
	pub by: Licence,
	/// The FHIR resource.
	pub file: PathBuf,
	/// The patient's key with this custodian.
	#[arg(long, value_parser = args::account)]
	pub patient: AccountId32,
	/// The set, 0 to 31, whose meaning patient and custodian know.
	#[arg(long)]
	pub set: u8,
	/// The folder for the receipt, `STEM-1.json`; it holds the salts: keep it.
	#[arg(long, value_name = "DIR")]
	pub out: PathBuf,
	#[command(flatten)]
	pub rules: Rules,
}

/// What `amend` is told.
#[derive(Args, Debug)]
pub struct AmendArgs {
	#[command(flatten)]
	pub by: Licence,
	/// The record.
	pub record: RecordRef,
	/// The FHIR resource that replaces it.
	pub file: PathBuf,
	/// The folder for the receipt, `STEM-1.json`; it holds the salts: keep it.
	#[arg(long, value_name = "DIR")]
	pub out: PathBuf,
	#[command(flatten)]
	pub rules: Rules,
}

/// A record on the command line: its id, or the file with its receipt.
#[derive(Clone, Debug)]
pub enum RecordRef {
	/// The id.
	Id(H256),
	/// The receipt's file.
	File(PathBuf),
}

impl FromStr for RecordRef {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		if text.starts_with("0x") {
			return args::hash(text).map(RecordRef::Id);
		}
		Ok(RecordRef::File(text.into()))
	}
}

impl RecordRef {
	/// The record's id.
	pub fn id(&self) -> Result<H256> {
		match self {
			RecordRef::Id(id) => Ok(*id),
			RecordRef::File(path) => Ok(Receipt::read(RECORD, path)?.id),
		}
	}
}

impl RecordCommand {
	/// Runs the command.
	pub async fn run(self, common: &Common) -> Result<ExitCode> {
		match self {
			RecordCommand::Patient(act) => act.send(common).await?,
			RecordCommand::Access(args) => access::access(args, common).await?,
			RecordCommand::BreakGlass(args) => access::break_glass(args, common).await?,
			RecordCommand::Show { record } => show::record(&record, common).await?,
			RecordCommand::ShowPatient(key) => show::patient(key, common).await?,
			RecordCommand::Grants(key) => show::grants(key, common).await?,
			RecordCommand::Incidents(key) => show::incidents(key, common).await?,
			RecordCommand::Receipts { patient, slot, limit } => {
				show::receipts(patient, slot, limit, common).await?
			},
			RecordCommand::Conduct { licence } => show::conduct(licence, common).await?,
			RecordCommand::MayAccess { who, record, purpose } => {
				return show::may_access(who, &record, purpose, common).await
			},
			RecordCommand::Requests { custodian } => show::requests(custodian, common).await?,
			RecordCommand::Disclose(args) => proof::disclose(&args, common)?,
			RecordCommand::Verify(args) => proof::verify(&args, common)?,
			act => acts::run(act, common).await?,
		}
		Ok(ExitCode::SUCCESS)
	}
}
