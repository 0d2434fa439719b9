//! What patients do: acts signed without a node and without tokens, for somebody else to relay.

pub mod agreement;
pub mod call;
pub mod context;
pub mod row;
pub mod signed;

use crate::{
	args::Common, chain::Chain, consent::patient::ConsentAct, files, output::Report,
	record::patient::RecordAct, rx::patient::RxAct,
};
use agreement::{AgreeArgs, Agreement};
use anyhow::Result;
use call::PatientCall;
use clap::{Args, Subcommand};
use context::{Context, MAX_PERIOD};
use row::Row;
use signed::Signed;
use std::path::PathBuf;

/// All calls that patients sign.
pub const CALLS: &[&str] = &[
	"HealthRecords.dispute",
	"HealthRecords.grant",
	"HealthRecords.recover",
	"HealthRecords.request_shred",
	"HealthRecords.revoke",
	"HealthRecords.seal",
	"HealthRecords.set_guardians",
	"HealthRecords.veto",
	"Prescriptions.discard",
	"Prescriptions.present",
	"Prescriptions.recall",
	"Prescriptions.reopen",
	"Prescriptions.set_access",
	"TrialConsents.refuse",
	"TrialConsents.rekey",
	"TrialConsents.sign",
	"TrialConsents.withdraw",
];

/// What patients do: sign without a node, for `salus relay` to submit.
#[derive(Debug, Subcommand)]
pub enum PatientCommand {
	/// Fetch from a node what signing needs, so that it can be done elsewhere.
	Context {
		/// The file to write.
		#[arg(long, value_name = "FILE")]
		out: PathBuf,
		/// For how many blocks what is signed stays good; rounded up to a power of two.
		#[arg(long, default_value_t = MAX_PERIOD)]
		blocks: u64,
		/// The rows that will be acted on, whose numbers are fetched: rx/ID, proposal/TRIAL/KEY (to sign or refuse),
		/// consent/TRIAL/KEY (to withdraw), patient/KEY, recovery/KEY, grant/KEY/SLOT (to revoke).
		#[arg(long = "row", value_name = "ROW")]
		rows: Vec<Row>,
	},
	/// Sign an act into a file, without a node. Whoever has the file can relay it, and change nothing.
	Sign(Box<SignArgs>),
	/// Agree to be entered by a custodian, without a node: it takes the file with `salus record enter-patient`.
	Agree(AgreeArgs),
	/// Show what a signed file says.
	Show {
		/// The file.
		file: PathBuf,
	},
}

/// What `sign` is told.
#[derive(Args, Debug)]
pub struct SignArgs {
	/// The context that `salus patient context` wrote.
	#[arg(long, value_name = "FILE")]
	context_file: PathBuf,
	/// The file to write.
	#[arg(long, value_name = "FILE")]
	out: PathBuf,
	/// The number that the act carries, if the context has none for its row.
	#[arg(long)]
	seq: Option<u64>,
	/// For the free lane, which needs no relayer's money: withdrawing a consent, revoking a grant.
	#[arg(long)]
	free: bool,
	/// What is signed.
	#[command(subcommand)]
	act: PatientAct,
}

/// An act of a patient.
#[derive(Debug, Subcommand)]
pub enum PatientAct {
	/// On a prescription.
	#[command(subcommand)]
	Rx(RxAct),
	/// On a consent to take part in a trial.
	#[command(subcommand)]
	Consent(ConsentAct),
	/// On health records and who may read them.
	#[command(subcommand)]
	Record(RecordAct),
}

impl PatientCommand {
	/// Runs the command.
	pub async fn run(self, common: &Common) -> Result<()> {
		let report = match self {
			PatientCommand::Context { out, blocks, rows } => {
				let chain = Chain::connect(common).await?;
				let context = Context::fetch(&chain, &rows, blocks).await?;
				files::write_new(&[(out.clone(), context.to_bytes()?)])?;
				Report::new("Context written")
					.with("file", out.display().to_string())
					.with("goodUntilBlock", context.ends())
			},
			PatientCommand::Sign(args) => sign(&args, common)?,
			PatientCommand::Agree(args) => Agreement::sign(&args, common)?,
			PatientCommand::Show { file } => Signed::read(&file)?.0.report("Signed act"),
		};
		common.format().report(&report)
	}
}

fn sign(args: &SignArgs, common: &Common) -> Result<Report> {
	let context = Context::read(&args.context_file)?;
	let (numbers, key) = (context.numbers().or_every(args.seq), common.signer()?);
	let signed = match &args.act {
		PatientAct::Rx(act) => act.sign(args.free, &numbers, &context, &key),
		PatientAct::Consent(act) => act.sign(args.free, &numbers, &context, &key),
		PatientAct::Record(act) => act.sign(args.free, &numbers, &context, &key),
	}?;
	files::write_new(&[(args.out.clone(), signed.to_bytes()?)])?;
	Ok(signed.report("Signed").with("file", args.out.display().to_string()))
}
