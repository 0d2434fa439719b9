//! Trial consents: trials, forms, consents in rounds, enrolment, data.

mod acts;
pub mod patient;
pub mod show;
pub mod words;

use crate::{
	args::{self, Common},
	fhir::Rules,
	patient::call::PatientCall,
};
use anyhow::Result;
use clap::{Args, Subcommand, ValueEnum};
use patient::{ConsentAct, Whose};
use std::path::PathBuf;
use subxt::utils::{AccountId32, H256};
use words::{AnswerArg, ExitArg, Set, StepArg};

/// Consents to take part in clinical trials.
#[derive(Debug, Subcommand)]
pub enum ConsentCommand {
	/// Register a trial (the sponsor signs).
	Trial(TrialArgs),
	/// Admit an investigator as a site, or no longer (the sponsor signs).
	Site {
		#[command(flatten)]
		by: Licence,
		/// The trial.
		trial: u32,
		/// The investigator's licence.
		investigator: u32,
		/// No longer.
		#[arg(long)]
		close: bool,
	},
	/// Submit the next version of the form (the sponsor signs).
	Form(FormArgs),
	/// Decide on a version (the ethics committee signs).
	Decide {
		#[command(flatten)]
		by: Licence,
		/// The trial.
		trial: u32,
		/// The version.
		version: u16,
		/// What is decided.
		decision: DecisionArg,
		/// From when the version may be used; at once, if absent.
		#[arg(long, value_parser = args::moment)]
		from: Option<u64>,
		/// Until when (exclusive).
		#[arg(long, value_parser = args::moment, required_if_eq("decision", "approve"))]
		until: Option<u64>,
	},
	/// Suspend a version, or all (the committee or a regulator signs).
	Suspend {
		#[command(flatten)]
		by: Licence,
		/// The trial.
		trial: u32,
		/// The version.
		#[arg(long)]
		version: Option<u16>,
	},
	/// End one's suspension of a version, or of all (the committee or a regulator signs).
	Resume {
		#[command(flatten)]
		by: Licence,
		/// The trial.
		trial: u32,
		/// The version.
		#[arg(long)]
		version: Option<u16>,
	},
	/// Approve a version, or with no version the trial, for longer (the committee signs).
	Extend {
		#[command(flatten)]
		by: Licence,
		/// The trial.
		trial: u32,
		/// The version.
		#[arg(long)]
		version: Option<u16>,
		/// Until when (exclusive).
		#[arg(long, value_parser = args::moment)]
		until: u64,
	},
	/// End a trial (the sponsor or a regulator signs).
	EndTrial {
		#[command(flatten)]
		by: Licence,
		/// The trial.
		trial: u32,
	},
	/// Propose to a participant (the investigator signs).
	Propose(ProposeArgs),
	/// Take a participant in before anybody could consent, in an emergency (the investigator signs).
	Defer {
		#[command(flatten)]
		by: Licence,
		#[command(flatten)]
		whose: Whose,
		/// The version.
		#[arg(long)]
		version: u16,
	},
	/// What participants, representatives and witnesses do.
	#[command(flatten)]
	Patient(ConsentAct),
	/// Enrol a participant who has consented (the investigator signs).
	Enrol {
		#[command(flatten)]
		by: Licence,
		#[command(flatten)]
		whose: Whose,
	},
	/// Note that a participant is at a later stage (the investigator signs).
	Advance {
		#[command(flatten)]
		by: Licence,
		#[command(flatten)]
		whose: Whose,
		/// The stage.
		#[arg(long)]
		to: StepArg,
	},
	/// Commit to data that were collected (the investigator signs).
	RecordData(DataArgs),
	/// End a participation (the investigator signs).
	End {
		#[command(flatten)]
		by: Licence,
		#[command(flatten)]
		whose: Whose,
		/// Why.
		#[arg(long)]
		why: ExitArg,
	},
	/// Answer a request to erase (the sponsor signs).
	AnswerErasure {
		#[command(flatten)]
		by: Licence,
		#[command(flatten)]
		whose: Whose,
		/// What was done.
		answer: AnswerArg,
	},
	/// Show a participant.
	Show {
		#[command(flatten)]
		whose: Whose,
	},
	/// Show a trial and its forms.
	ShowTrial {
		/// The trial.
		trial: u32,
	},
	/// Say what a consent is worth, now or at a moment. Exit code 1 if it permits nothing.
	Standing {
		#[command(flatten)]
		whose: Whose,
		/// At this moment, if nobody does anything until then.
		#[arg(long, value_parser = args::moment)]
		at: Option<u64>,
	},
	/// List the participants whose consents are due for renewal or lapsed.
	Due {
		/// The trial.
		trial: u32,
	},
	/// Print a participant's history with its proofs, as `consents_export` answers it.
	Export {
		#[command(flatten)]
		whose: Whose,
	},
}

/// Under which licence somebody acts.
#[derive(Args, Clone, Copy, Debug)]
pub struct Licence {
	/// The licence of who signs.
	#[arg(long)]
	pub licence: u32,
}

/// What a committee decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DecisionArg {
	/// A favourable opinion.
	Approve,
	/// An unfavourable one.
	Reject,
}

/// What `trial` is told.
#[derive(Args, Debug)]
#[group(id = "protocolled", required = true, multiple = false, args = ["study", "protocol"])]
pub struct TrialArgs {
	#[command(flatten)]
	pub by: Licence,
	/// The ethics committee's licence.
	#[arg(long)]
	pub committee: u32,
	/// A FHIR ResearchStudy: its commitment is the protocol's, its period's end the trial's.
	#[arg(long, value_name = "FILE", requires = "out")]
	pub study: Option<PathBuf>,
	/// The folder for the committed document with its salts, `STEM-1.json`.
	#[arg(long, value_name = "DIR", requires = "study")]
	pub out: Option<PathBuf>,
	/// The commitment to the protocol, which stays off the chain.
	#[arg(long, value_parser = args::hash, requires = "until")]
	pub protocol: Option<H256>,
	/// When the trial ends (exclusive).
	#[arg(long, value_parser = args::moment, conflicts_with = "study")]
	pub until: Option<u64>,
	#[command(flatten)]
	pub rules: Rules,
}

/// What `form` is told.
#[derive(Args, Debug)]
#[group(id = "described", required = true, multiple = false, args = ["scopes", "commitment"])]
pub struct FormArgs {
	#[command(flatten)]
	pub by: Licence,
	/// The trial.
	pub trial: u32,
	/// The form's published table of scopes (salus-scopes/1), which names its commitment and what it offers.
	#[arg(long, value_name = "FILE")]
	pub scopes: Option<PathBuf>,
	/// The commitment to the form, which stays off the chain.
	#[arg(long, value_parser = args::hash, requires_all = ["offered", "core"])]
	pub commitment: Option<H256>,
	/// The scopes that it offers, by their numbers: 0,1,4.
	#[arg(long, value_parser = args::bits, requires = "commitment")]
	pub offered: Option<u32>,
	/// Those of them without which nobody takes part.
	#[arg(long, value_parser = args::bits, requires = "commitment")]
	pub core: Option<u32>,
	/// A set of signers that it admits: subject,investigator. Given once for each.
	#[arg(long = "set", required = true)]
	pub sets: Vec<Set>,
	/// It is for new participants only. This or --asks must be said once a version was approved.
	#[arg(long, conflicts_with_all = ["asks", "grace"])]
	pub new_only: bool,
	/// Who must sign it anew: participants of these stages.
	#[arg(long, value_delimiter = ',', num_args = 1, requires = "grace")]
	pub asks: Vec<StageArg>,
	/// When a consent that was not renewed lapses (exclusive).
	#[arg(long, value_parser = args::moment, requires = "asks")]
	pub grace: Option<u64>,
	/// For how many hours an investigator may defer the consent in an emergency.
	#[arg(long, default_value_t = 0)]
	pub deferred_hours: u16,
}

/// A stage of participants; in the order of the runtime's bits.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum StageArg {
	/// Not enrolled yet.
	None,
	/// Enrolled.
	Enrolled,
	/// Under the trial's intervention.
	OnStudy,
	/// Observed after it.
	FollowUp,
}

/// What `propose` is told.
#[derive(Args, Debug)]
#[group(id = "proposed", required = true, multiple = false, args = ["scopes", "document"])]
pub struct ProposeArgs {
	#[command(flatten)]
	pub by: Licence,
	#[command(flatten)]
	pub whose: Whose,
	/// The version of the form; that of the document.
	#[arg(long, required_unless_present = "document")]
	pub version: Option<u16>,
	/// The scopes, by their numbers: 0,1,4.
	#[arg(long, value_parser = args::bits, requires = "version")]
	pub scopes: Option<u32>,
	/// A FHIR Consent that says so.
	#[arg(long, value_name = "FILE", requires = "table")]
	pub document: Option<PathBuf>,
	/// The form's published table of scopes (salus-scopes/1).
	#[arg(long, value_name = "FILE", requires = "document")]
	pub table: Option<PathBuf>,
	/// Who must sign: subject,investigator.
	#[arg(long)]
	pub need: Set,
	/// The representative's key.
	#[arg(long, value_parser = args::account)]
	pub representative: Option<AccountId32>,
	/// Of a minor: the month in which the participant comes of age, 2027-05.
	#[arg(long, value_parser = words::month)]
	pub majority: Option<u16>,
	#[command(flatten)]
	pub rules: Rules,
}

/// What `record-data` is told.
#[derive(Args, Debug)]
#[group(id = "collected", required = true, multiple = false, args = ["document", "commitment"])]
pub struct DataArgs {
	#[command(flatten)]
	pub by: Licence,
	#[command(flatten)]
	pub whose: Whose,
	/// The scopes under which they were collected, by their numbers.
	#[arg(long, value_parser = args::bits)]
	pub scopes: u32,
	/// A FHIR resource.
	#[arg(long, value_name = "FILE", requires = "out")]
	pub document: Option<PathBuf>,
	/// The folder for the committed document with its salts, `STEM-1.json`.
	#[arg(long, value_name = "DIR", requires = "document")]
	pub out: Option<PathBuf>,
	/// The commitment to the data, which stay off the chain.
	#[arg(long, value_parser = args::hash)]
	pub commitment: Option<H256>,
	#[command(flatten)]
	pub rules: Rules,
}

impl ConsentCommand {
	/// Runs the command.
	pub async fn run(self, common: &Common) -> Result<std::process::ExitCode> {
		match self {
			ConsentCommand::Patient(act) => act.send(common).await?,
			ConsentCommand::Show { whose } => show::participant(&whose, common).await?,
			ConsentCommand::ShowTrial { trial } => show::trial(trial, common).await?,
			ConsentCommand::Standing { whose, at } => {
				return show::standing(&whose, at, common).await
			},
			ConsentCommand::Due { trial } => show::due(trial, common).await?,
			ConsentCommand::Export { whose } => show::export(&whose, common).await?,
			act => acts::run(act, common).await?,
		}
		Ok(std::process::ExitCode::SUCCESS)
	}
}
