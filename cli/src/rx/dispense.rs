//! Dispensing: each line of a FHIR dispense notice becomes an act of the dispenser who holds the item.

use super::{
	receipt::{self, Receipt},
	state, DispenseArgs,
};
use crate::{
	args::Common,
	chain::{
		salus::{self, runtime_types::pallet_prescriptions::types::Rx},
		Chain,
	},
	fhir::numbered,
	files,
	output::{hex, Report},
};
use anyhow::{anyhow, bail, Context, Result};
use salus_fhir::{os_salt, DispenseAction, DispenseLine, Document, Reading};
use std::path::{Path, PathBuf};
use subxt::utils::H256;
use subxt_signer::sr25519::Keypair;

/// A line that asks something of the chain, with its item and the document of what was handed out.
struct Prepared<'a> {
	line: &'a DispenseLine,
	item: H256,
	path: PathBuf,
	document: Document,
}

/// Finds the items of all lines before anything is sent, then acts line by line.
pub async fn run(args: DispenseArgs, common: &Common) -> Result<()> {
	let Reading::DispenseNotice(notice) = args.rules.read(&args.notice)? else {
		bail!("{}: is no notice of what was dispensed", args.notice.display());
	};
	let receipts = receipt::all_in(&args.receipts)?;
	let prepared = prepare(&notice.lines, &receipts, &args)
		.with_context(|| args.notice.display().to_string())?;
	let signer = common.signer()?;
	let chain = Chain::connect(common).await?;
	let mut done = Vec::new();
	for line in &prepared {
		match act(&chain, &signer, args.licence, line).await {
			Ok(report) => done.push(report),
			Err(error) => {
				if !done.is_empty() {
					common.format().table("", &done)?;
				}
				return Err(error);
			},
		}
	}
	match done.as_slice() {
		[one] => common.format().report(one),
		many => common.format().table("Nothing was handed out this time.", many),
	}
}

fn prepare<'a>(
	lines: &'a [DispenseLine],
	receipts: &[(PathBuf, Receipt)],
	args: &DispenseArgs,
) -> Result<Vec<Prepared<'a>>> {
	let mut prepared = Vec::new();
	for (line, path) in lines.iter().zip(numbered(&args.notice, &args.out)?) {
		if line.action == DispenseAction::Nothing {
			continue;
		}
		let item = item_of(line, receipts, &args.receipts)?;
		prepared.push(Prepared { line, item, path, document: line.draft.commit(os_salt)? });
	}
	Ok(prepared)
}

/// The one item among the receipts that a line answers.
fn item_of(line: &DispenseLine, receipts: &[(PathBuf, Receipt)], folder: &Path) -> Result<H256> {
	let order = line.order.code();
	let form = line.group.as_ref().map(|group| group.value.as_str());
	let mut found = receipts.iter().filter(|(_, receipt)| receipt.is_for(Some(order), form));
	let form = form.map(|form| format!(" of form {form}")).unwrap_or_default();
	match (found.next(), found.next()) {
		(Some((_, receipt)), None) => Ok(receipt.id),
		(None, _) => bail!("no receipt in {} is for line {order}{form}", folder.display()),
		_ => bail!("several receipts in {} are for line {order}{form}", folder.display()),
	}
}

async fn act(chain: &Chain, signer: &Keypair, licence: u32, line: &Prepared<'_>) -> Result<Report> {
	let calls = salus::transactions().prescriptions();
	let report = Report::new("").with("item", hex(line.item));
	match line.line.action {
		DispenseAction::Nothing => Ok(report),
		DispenseAction::Decline { reason } => {
			let sent = chain.send(&calls.decline(licence, line.item, reason), signer).await?;
			Ok(Report::new("Declined")
				.and(report)
				.with("did", format!("declined, reason {reason}"))
				.and(sent.facts()))
		},
		DispenseAction::Dispense { quantity, unit } => {
			same_unit(chain, line.item, unit).await?;
			let kept = [(line.path.clone(), line.document.private_json().into_bytes())];
			let product = H256(line.document.commitment());
			let call = calls.dispense(licence, line.item, quantity, product, line.line.substituted);
			let sent = files::keeping(&kept, chain.send(&call, signer)).await?;
			let did = format!("dispensed {quantity} {}", state::unit_name(unit));
			Ok(Report::new("Dispensed")
				.and(report)
				.with("did", did)
				.with("document", line.path.display().to_string())
				.and(sent.facts()))
		},
	}
}

/// Refuses to add tablets to millilitres.
async fn same_unit(chain: &Chain, item: H256, unit: u8) -> Result<()> {
	let row = state::row(&chain.best().await?, item).await?;
	let row = row.ok_or_else(|| anyhow!("there is no item {}", hex(item)))?;
	let prescribed = match row {
		Rx::Live(live) => live.terms.unit,
		Rx::Archived(archived) => archived.unit,
	};
	if prescribed != unit {
		bail!(
			"the item is prescribed in {}, the notice counts {}",
			state::unit_name(prescribed),
			state::unit_name(unit)
		);
	}
	Ok(())
}
