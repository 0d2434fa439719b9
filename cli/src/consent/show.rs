//! What the chain has about trials and consents.

use super::{
	patient::Whose,
	words::{self, Row},
};
use crate::{
	args::Common,
	chain::{
		salus::{
			self,
			runtime_types::{
				pallet_trial_consents::types::{Form, FormStatus},
				salus_primitives::consent::Standing,
			},
		},
		AtBlock, Chain, Sent,
	},
	output::{bits, hex, moment, Report},
};
use anyhow::{anyhow, Context, Result};
use serde_json::Value;
use std::process::ExitCode;
use subxt::{rpcs::client::rpc_params, utils::AccountId32};

/// Rows of one question.
const PAGE: u32 = 64;

/// A participant's row at a block, settled.
pub async fn row(at: &AtBlock, trial: u32, subject: AccountId32) -> Result<Row> {
	let query = salus::runtime_apis().trial_consents_api().consent(trial, subject);
	at.runtime_apis()
		.call(query)
		.await
		.context("cannot read the participant")?
		.ok_or_else(|| anyhow!("trial {trial} has no participant {subject}"))
}

/// A version of a trial's form.
pub async fn form(at: &AtBlock, trial: u32, version: u16) -> Result<Form<()>> {
	let query = salus::runtime_apis().trial_consents_api().form(trial, version);
	at.runtime_apis()
		.call(query)
		.await
		.context("cannot read the form")?
		.ok_or_else(|| anyhow!("trial {trial} has no version {version} of its form"))
}

/// A report on an act, with where its participant stands afterwards.
pub async fn after(chain: &Chain, sent: &Sent, report: Report, whose: &Whose) -> Result<Report> {
	let report = match sent.block() {
		Some(block) => {
			let at = chain.at(block).await?;
			report.with("standing", words::standing(&worth(&at, whose, None).await?))
		},
		None => report,
	};
	Ok(report.and(sent.facts()))
}

async fn worth(at: &AtBlock, whose: &Whose, moment: Option<u64>) -> Result<Standing> {
	let (queries, apis) = (salus::runtime_apis().trial_consents_api(), at.runtime_apis());
	let Whose { trial, subject } = *whose;
	let standing = match moment {
		Some(moment) => apis.call(queries.standing_at(trial, subject, moment)).await,
		None => apis.call(queries.standing(trial, subject)).await,
	};
	standing.context("cannot read what the consent is worth")
}

/// Everything about a participant.
pub async fn participant(whose: &Whose, common: &Common) -> Result<()> {
	let at = Chain::connect(common).await?.finalised().await?;
	let row = row(&at, whose.trial, whose.subject).await?;
	let report = Report::new(format!("{} in trial {}", whose.subject, whose.trial))
		.with("standing", words::standing(&worth(&at, whose, None).await?))
		.and(words::full(&row));
	common.format().report(&report)
}

/// What a consent is worth, and as an exit code whether it permits anything.
pub async fn standing(whose: &Whose, moment: Option<u64>, common: &Common) -> Result<ExitCode> {
	let at = Chain::connect(common).await?.finalised().await?;
	let standing = worth(&at, whose, moment).await?;
	let permits = matches!(standing, Standing::Active | Standing::Due { .. });
	let report = Report::new(words::standing(&standing)).with("permits", permits);
	common.format().report(&report)?;
	Ok(if permits { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A trial and its forms.
pub async fn trial(id: u32, common: &Common) -> Result<()> {
	let at = Chain::connect(common).await?.finalised().await?;
	let (queries, apis) = (salus::runtime_apis().trial_consents_api(), at.runtime_apis());
	let trial = apis.call(queries.trial(id)).await.context("cannot read the trial")?;
	let trial = trial.ok_or_else(|| anyhow!("there is no trial {id}"))?;
	let mut forms = Vec::new();
	let mut cursor = None;
	loop {
		let page =
			apis.call(queries.forms(id, cursor, PAGE)).await.context("cannot read the forms")?;
		forms.extend(page.items.into_iter().map(|(version, form)| in_words(version, &form)));
		cursor = page.next;
		if cursor.is_none() {
			break;
		}
	}
	let report = Report::new(format!("Trial {id}"))
		.with("sponsor", trial.sponsor)
		.with("committee", trial.committee)
		.with("protocol", hex(trial.protocol))
		.with("ends", moment(trial.ended.unwrap_or(trial.ends_at)))
		.with_some("current", trial.current)
		.with("forms", forms);
	common.format().report(&report)
}

fn in_words(version: u16, form: &Form<()>) -> String {
	let status = match &form.status {
		FormStatus::Submitted { until, .. } => format!("submitted, until {}", moment(*until)),
		FormStatus::Approved { approval, .. } => {
			format!("approved, {} until {}", moment(approval.from), moment(approval.until))
		},
		FormStatus::Superseded { at, .. } => format!("superseded {}", moment(*at)),
		FormStatus::Rejected => "rejected".into(),
	};
	let suspended = match (form.suspended.committee, form.suspended.regulator) {
		(false, false) => "",
		(true, false) => ", suspended by the committee",
		(false, true) => ", suspended by a regulator",
		(true, true) => ", suspended by the committee and a regulator",
	};
	format!(
		"{version}: {status}{suspended}; scopes {}, core {}; {}",
		bits(form.offered.0),
		bits(form.core.0),
		hex(form.commitment)
	)
}

/// The participants whose consents are due for renewal or lapsed.
pub async fn due(trial: u32, common: &Common) -> Result<()> {
	let at = Chain::connect(common).await?.finalised().await?;
	let (queries, apis) = (salus::runtime_apis().trial_consents_api(), at.runtime_apis());
	let mut rows = Vec::new();
	let mut cursor = None;
	loop {
		let page = apis.call(queries.due(trial, cursor, PAGE)).await;
		let page = page.context("cannot read the consents")?;
		rows.extend(page.items.into_iter().map(|(subject, standing)| {
			Report::new("")
				.with("subject", subject.to_string())
				.with("standing", words::standing(&standing))
		}));
		cursor = page.next;
		if cursor.is_none() {
			break;
		}
	}
	common.format().table("No consent is due for renewal.", &rows)
}

/// A participant's history with its proofs, checked by the node.
pub async fn export(whose: &Whose, common: &Common) -> Result<()> {
	let chain = Chain::connect(common).await?;
	let params = rpc_params![whose.trial, whose.subject.to_string()];
	let history: Value = chain.request("consents_export", params).await?;
	common.format().document(&history)
}
