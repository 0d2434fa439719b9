//! Acts under a licence: of sponsors, ethics committees, investigators.

use super::{
	patient::Whose, show, ConsentCommand, DataArgs, DecisionArg, FormArgs, ProposeArgs, TrialArgs,
};
use crate::{
	args::Common,
	chain::{
		salus::{
			self,
			runtime_types::{
				bounded_collections::bounded_vec::BoundedVec,
				pallet_trial_consents::types::{Decision, Reconsent},
				salus_primitives::consent::Scopes,
			},
			trial_consents::events,
		},
		Chain,
	},
	fhir::{numbered, Rules},
	files,
	output::{moment, Report},
};
use anyhow::{anyhow, bail, Context, Result};
use jiff::Timestamp;
use salus_fhir::{
	json::MAX_BYTES,
	os_salt, records,
	trials::{self, ConsentTerms, ScopeTable},
	Document,
};
use std::path::{Path, PathBuf};
use subxt::{transactions::Payload, utils::H256};

/// A FHIR Consent is proposed within a day of its date.
const MAX_AGE: u64 = 86_400_000;

/// Runs an act.
pub async fn run(command: ConsentCommand, common: &Common) -> Result<()> {
	let calls = salus::transactions().trial_consents();
	match command {
		ConsentCommand::Trial(args) => register(args, common).await,
		ConsentCommand::Form(args) => submit(args, common).await,
		ConsentCommand::Propose(args) => propose(args, common).await,
		ConsentCommand::RecordData(args) => record_data(args, common).await,
		ConsentCommand::Site { by, trial, investigator, close } => {
			let call = calls.set_site(by.licence, trial, investigator, !close);
			act(common, if close { "Site closed" } else { "Site open" }, &call).await
		},
		ConsentCommand::Decide { by, trial, version, decision, from, until } => {
			let (done, decision) = match (decision, until) {
				(DecisionArg::Approve, Some(until)) => {
					("Approved", Decision::Approve { from, until })
				},
				(DecisionArg::Approve, None) => bail!("say until when: --until"),
				(DecisionArg::Reject, _) => ("Rejected", Decision::Reject),
			};
			act(common, done, &calls.decide_form(by.licence, trial, version, decision)).await
		},
		ConsentCommand::Suspend { by, trial, version } => {
			act(common, "Suspended", &calls.suspend(by.licence, trial, version)).await
		},
		ConsentCommand::Resume { by, trial, version } => {
			act(common, "Resumed", &calls.resume(by.licence, trial, version)).await
		},
		ConsentCommand::Extend { by, trial, version: Some(version), until } => {
			act(common, "Extended", &calls.extend(by.licence, trial, version, until)).await
		},
		ConsentCommand::Extend { by, trial, version: None, until } => {
			act(common, "Trial extended", &calls.extend_trial(by.licence, trial, until)).await
		},
		ConsentCommand::EndTrial { by, trial } => {
			act(common, "Trial ended", &calls.end_trial(by.licence, trial)).await
		},
		ConsentCommand::Defer { by, whose, version } => {
			let call = calls.defer(by.licence, whose.trial, whose.subject, version);
			act_on(common, "Deferred", &whose, &call).await
		},
		ConsentCommand::Enrol { by, whose } => {
			let call = calls.enrol(by.licence, whose.trial, whose.subject);
			act_on(common, "Enrolled", &whose, &call).await
		},
		ConsentCommand::Advance { by, whose, to } => {
			let call = calls.advance(by.licence, whose.trial, whose.subject, to.into());
			act_on(common, "Advanced", &whose, &call).await
		},
		ConsentCommand::End { by, whose, why } => {
			let call = calls.end_participation(by.licence, whose.trial, whose.subject, why.into());
			act_on(common, "Participation ended", &whose, &call).await
		},
		ConsentCommand::AnswerErasure { by, whose, answer } => {
			let call = calls.answer_erasure(by.licence, whose.trial, whose.subject, answer.into());
			act_on(common, "Answered", &whose, &call).await
		},
		_ => bail!("this command is no act"),
	}
}

async fn act(common: &Common, done: &str, call: &impl Payload) -> Result<()> {
	let signer = common.signer()?;
	let sent = Chain::connect(common).await?.send(call, &signer).await?;
	common.format().report(&Report::new(done).and(sent.facts()))
}

async fn act_on(common: &Common, done: &str, whose: &Whose, call: &impl Payload) -> Result<()> {
	let signer = common.signer()?;
	let chain = Chain::connect(common).await?;
	let sent = chain.send(call, &signer).await?;
	common.format().report(&show::after(&chain, &sent, Report::new(done), whose).await?)
}

async fn register(args: TrialArgs, common: &Common) -> Result<()> {
	let (kept, protocol, ends_at) = match (&args.study, &args.out) {
		(Some(file), Some(out)) => {
			let bytes = files::read(file, MAX_BYTES)?;
			let study = trials::read_study(&bytes, &args.rules.profile()?)
				.with_context(|| file.display().to_string())?;
			let document = study.draft.commit(os_salt)?;
			(vec![kept(file, out, &document)?], H256(document.commitment()), study.until_ms)
		},
		_ => {
			let protocol = args.protocol.ok_or_else(|| anyhow!("name the --protocol"))?;
			let until = args.until.ok_or_else(|| anyhow!("say when it ends: --until"))?;
			(Vec::new(), protocol, until)
		},
	};
	let signer = common.signer()?;
	let chain = Chain::connect(common).await?;
	let calls = salus::transactions().trial_consents();
	let call = calls.register_trial(args.by.licence, protocol, args.committee, ends_at);
	let sent = files::keeping(&kept, chain.send(&call, &signer)).await?;
	let trial = sent.event::<events::TrialRegistered>()?.map(|event| event.trial);
	let report = Report::new("Trial registered").with_some("trial", trial);
	common.format().report(&report.with("ends", moment(ends_at)).and(sent.facts()))
}

/// Where a committed document is kept, and its bytes.
fn kept(file: &Path, out: &Path, document: &Document) -> Result<(PathBuf, Vec<u8>)> {
	let path = numbered(file, out)?.next().context("a name for the document")?;
	Ok((path, document.private_json().into_bytes()))
}

async fn submit(args: FormArgs, common: &Common) -> Result<()> {
	let (commitment, offered, core) = match (&args.scopes, args.commitment) {
		(Some(file), _) => {
			let table = table(file)?;
			if table.form().trial != args.trial {
				bail!("{}: is of trial {}", file.display(), table.form().trial);
			}
			(H256(table.form().commitment), table.offered(), table.core())
		},
		(None, Some(commitment)) => {
			let [offered, core] = [args.offered, args.core].map(Option::unwrap_or_default);
			(commitment, offered, core)
		},
		(None, None) => bail!("say what it offers: --scopes FILE, or --commitment"),
	};
	let replace = match (args.new_only, args.grace) {
		(true, _) => Some(Reconsent::NewOnly),
		(false, Some(grace_until)) => {
			let mask = args.asks.iter().fold(0, |mask, stage| mask | 1 << *stage as u8);
			Some(Reconsent::Stages { mask, grace_until })
		},
		(false, None) => None,
	};
	let sets = BoundedVec(args.sets.into_iter().map(Into::into).collect());
	let call = salus::transactions().trial_consents().submit_form(
		args.by.licence,
		args.trial,
		commitment,
		Scopes(offered),
		Scopes(core),
		sets,
		replace,
		args.deferred_hours,
	);
	let signer = common.signer()?;
	let sent = Chain::connect(common).await?.send(&call, &signer).await?;
	let version = sent.event::<events::FormSubmitted>()?.map(|event| event.version);
	let report = Report::new("Form submitted").with_some("version", version);
	common.format().report(&report.and(sent.facts()))
}

fn table(file: &Path) -> Result<ScopeTable> {
	let bytes = files::read(file, MAX_BYTES)?;
	ScopeTable::parse(&bytes).with_context(|| file.display().to_string())
}

async fn propose(args: ProposeArgs, common: &Common) -> Result<()> {
	let signer = common.signer()?;
	let table = args.table.as_deref().map(table).transpose()?;
	let chain = Chain::connect(common).await?;
	let (version, scopes) = match (&args.document, &table) {
		(Some(file), Some(table)) => document(&chain, file, table, &args).await?,
		_ => {
			let version = args.version.ok_or_else(|| anyhow!("name the --version"))?;
			(version, args.scopes.unwrap_or_default())
		},
	};
	let call = salus::transactions().trial_consents().propose(
		args.by.licence,
		args.whose.trial,
		args.whose.subject,
		version,
		Scopes(scopes),
		args.need.into(),
		args.representative,
		args.majority,
	);
	let sent = chain.send(&call, &signer).await?;
	let report = show::after(&chain, &sent, Report::new("Proposed"), &args.whose).await?;
	common.format().report(&report)
}

/// The version and the scopes that a FHIR Consent is about. The table must be the one that the chain knows.
async fn document(
	chain: &Chain,
	file: &Path,
	table: &ScopeTable,
	args: &ProposeArgs,
) -> Result<(u16, u32)> {
	let (trial, form) = (args.whose.trial, table.form());
	let at = chain.best().await?;
	let on_chain = show::form(&at, trial, form.version).await?;
	if form.trial != trial || on_chain.commitment.0 != form.commitment {
		bail!("the table of scopes is not that of a form of trial {trial}");
	}
	let bytes = files::read(file, MAX_BYTES)?;
	let terms = ConsentTerms {
		scopes: table,
		ends_ms: on_chain.ends_at,
		now_ms: u64::try_from(Timestamp::now().as_millisecond())?,
		max_age_ms: MAX_AGE,
	};
	let consent = trials::read_consent(&bytes, &args.rules.profile()?, &terms)
		.with_context(|| file.display().to_string())?;
	Ok((form.version, consent.scopes))
}

async fn record_data(args: DataArgs, common: &Common) -> Result<()> {
	let (kept, commitment) = match (&args.document, &args.out, args.commitment) {
		(Some(file), Some(out), _) => {
			let document = committed(file, &args.rules)?;
			(vec![kept(file, out, &document)?], H256(document.commitment()))
		},
		(_, _, Some(commitment)) => (Vec::new(), commitment),
		_ => bail!("name the data: --document FILE, or --commitment"),
	};
	let signer = common.signer()?;
	let chain = Chain::connect(common).await?;
	let call = salus::transactions().trial_consents().record_data(
		args.by.licence,
		args.whose.trial,
		args.whose.subject,
		Scopes(args.scopes),
		commitment,
	);
	let sent = files::keeping(&kept, chain.send(&call, &signer)).await?;
	let report = show::after(&chain, &sent, Report::new("Data recorded"), &args.whose).await?;
	common.format().report(&report)
}

/// A FHIR resource with fresh salts.
fn committed(file: &Path, rules: &Rules) -> Result<Document> {
	let bytes = files::read(file, MAX_BYTES)?;
	let record = records::read(&bytes, &rules.profile()?);
	Ok(record.with_context(|| file.display().to_string())?.draft.commit(os_salt)?)
}
