//! Acts that need no document: claim, present, return, cancel and the like.

use super::{
	receipt::{self, ItemRef},
	state, AccessArg, Items, PolicyArgs, RxCommand,
};
use crate::{
	args::Common,
	chain::{
		salus::{
			self,
			prescriptions::events,
			runtime_types::{
				bounded_collections::bounded_vec::BoundedVec,
				pallet_prescriptions::types::{Access, Policy},
			},
		},
		Chain, Sent,
	},
	fhir::Rules,
	output::{hex, Report},
	patient::call::PatientCall,
	registry::council,
};
use anyhow::{anyhow, bail, Result};
use salus_fhir::Reading;
use subxt::{transactions::Payload, utils::H256};

/// Runs an act.
pub async fn run(command: RxCommand, common: &Common) -> Result<()> {
	let calls = salus::transactions().prescriptions();
	match command {
		RxCommand::Claim { items, licence } => {
			let ids = items.ids()?;
			act(common, "Claimed", &ids, &calls.claim(licence, form(&ids)?)).await
		},
		RxCommand::Return { items, reason } => {
			let (ids, said) = items.ids_and_reason()?;
			let reason = reason.or(said).ok_or_else(|| anyhow!("say why: --reason NUMBER"))?;
			act(common, "Returned", &ids, &calls.return_item(form(&ids)?, reason)).await
		},
		RxCommand::Cancel { items, licence } => {
			let ids = items.ids()?;
			act(common, "Cancellation", &ids, &calls.cancel(licence, form(&ids)?)).await
		},
		RxCommand::Decline { item, licence, reason } => {
			let id = item.id()?;
			act(common, "Declined", &[id], &calls.decline(licence, id, reason)).await
		},
		RxCommand::Suspend { item, licence } => {
			let id = item.id()?;
			act(common, "Suspended", &[id], &calls.suspend(licence, id)).await
		},
		RxCommand::Resume { item, licence } => {
			let id = item.id()?;
			act(common, "Resumed", &[id], &calls.resume(licence, id)).await
		},
		RxCommand::Transfer { item, licence, to } => {
			let id = item.id()?;
			act(common, "Transferred", &[id], &calls.transfer(licence, id, to)).await
		},
		RxCommand::Withdraw { item, dispense } => {
			let id = item.id()?;
			act(common, "Dispense withdrawn", &[id], &calls.withdraw_dispense(id, dispense)).await
		},
		RxCommand::MarkError { item, licence } => {
			let id = item.id()?;
			act(common, "Marked as issued in error", &[id], &calls.mark_error(licence, id)).await
		},
		RxCommand::Ratify { item, licence, refuse } => {
			let (id, done) = (item.id()?, if refuse { "Refused" } else { "Ratified" });
			act(common, done, &[id], &calls.ratify(licence, id, !refuse)).await
		},
		RxCommand::AttestDeath { items } => {
			let ids: Vec<H256> = items.iter().map(ItemRef::id).collect::<Result<_>>()?;
			act(common, "Death attested", &ids, &calls.attest_death(BoundedVec(ids.clone()))).await
		},
		RxCommand::Reopen { item } => {
			let id = item.id()?;
			act(common, "Reopened", &[id], &calls.reopen(id, None)).await
		},
		RxCommand::SetPolicy(policy) => {
			let chain = Chain::connect(common).await?;
			let call = calls.set_policy(policy.class, Some(policy.limits()));
			let acted = council::propose(&chain, common, &call).await?;
			common.format().report(&acted.report(&format!("limits of class {} set", policy.class)))
		},
		RxCommand::Patient(act) => act.send(common).await,
		_ => bail!("this command is no act"),
	}
}

async fn act(common: &Common, headline: &str, ids: &[H256], call: &impl Payload) -> Result<()> {
	let signer = common.signer()?;
	let chain = Chain::connect(common).await?;
	let sent = chain.send(call, &signer).await?;
	common.format().report(&after(&chain, &sent, headline, ids).await?)
}

/// A report on an act, with where its items stand afterwards.
pub async fn after(chain: &Chain, sent: &Sent, headline: &str, ids: &[H256]) -> Result<Report> {
	let mut report = Report::new(headline).with_some("outcome", outcomes(sent)?);
	if let Some(block) = sent.block() {
		let at = chain.at(block).await?;
		let mut lines = Vec::new();
		for id in ids {
			let row = state::row(&at, *id).await?;
			let state = row.map_or_else(|| "gone".into(), |row| state::state(&row));
			lines.push(format!("{} {state}", hex(id)));
		}
		report = report.with("items", lines);
	}
	Ok(report.and(sent.facts()))
}

/// There is nothing under an id.
pub fn unknown(id: H256) -> anyhow::Error {
	anyhow!("the chain has no item {}", hex(id))
}

/// What cancellations met, and what giving up met.
fn outcomes(sent: &Sent) -> Result<Option<Vec<String>>> {
	let cancelled =
		sent.events::<events::CancelRequested>()?.into_iter().map(|event| event.outcome);
	let discarded = sent.events::<events::Discarded>()?.into_iter().map(|event| event.outcome);
	let outcomes: Vec<String> =
		cancelled.chain(discarded).map(|outcome| state::outcome(&outcome)).collect();
	Ok((!outcomes.is_empty()).then_some(outcomes))
}

/// The items of one call.
pub fn form(ids: &[H256]) -> Result<BoundedVec<H256>> {
	match ids.len() {
		1..=4 => Ok(BoundedVec(ids.to_vec())),
		0 => bail!("no item is named"),
		many => bail!("{many} items: one call takes at most four, the lines of one form"),
	}
}

impl Items {
	/// The items.
	pub fn ids(&self) -> Result<Vec<H256>> {
		Ok(self.ids_and_reason()?.0)
	}

	/// The items, and the reason that the message gives.
	fn ids_and_reason(&self) -> Result<(Vec<H256>, Option<u8>)> {
		let (Some(message), Some(folder)) = (&self.message, &self.receipts) else {
			return Ok((self.items.iter().map(ItemRef::id).collect::<Result<_>>()?, None));
		};
		let (line, form, reason) = match Rules::nhs_eps().read(message)? {
			Reading::Release(release) => (None, release.group, None),
			Reading::Return(returned) => (None, Some(returned.group), Some(returned.reason)),
			Reading::Cancellation(cancel) => (Some(cancel.line), cancel.group, Some(cancel.reason)),
			_ => bail!("{}: is no release, return or cancellation", message.display()),
		};
		let [line, form] = [line, form].map(|identifier| identifier.map(|found| found.value));
		if line.is_none() && form.is_none() {
			bail!("{}: names no form; name the items", message.display());
		}
		let ids: Vec<H256> = receipt::all_in(folder)?
			.into_iter()
			.filter(|(_, receipt)| receipt.is_for(line.as_deref(), form.as_deref()))
			.map(|(_, receipt)| receipt.id)
			.collect();
		if ids.is_empty() {
			bail!("{}: no receipt in {} is for its items", message.display(), folder.display());
		}
		Ok((ids, reason))
	}
}

impl From<AccessArg> for Access {
	fn from(access: AccessArg) -> Self {
		match access {
			AccessArg::Closed => Access::Closed,
			AccessArg::Only(licence) => Access::Only(licence),
			AccessArg::Any => Access::Any,
		}
	}
}

impl PolicyArgs {
	fn limits(&self) -> Policy {
		Policy {
			max_repeats: self.max_repeats,
			max_validity_h: self.max_validity,
			max_quantity: self.max_quantity,
			min_interval_h: self.min_interval,
			partial_h: self.partial_hours,
			transfers: self.transfers,
			inherit_transfers: self.inherit_transfers,
			emergency: self.emergency,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_call_takes_one_to_four_items() {
		let ids = |count: u8| (0..count).map(|n| H256([n; 32])).collect::<Vec<_>>();
		assert!(form(&ids(0)).is_err());
		assert_eq!(form(&ids(4)).unwrap().0.len(), 4);
		assert!(form(&ids(5)).is_err());
	}
}
