//! All claims of FHIR Bundles, from the prescription to the submission, in one command.
//!
//! Every step is looked for on the chain and on the disk before it is taken, so that a batch that stopped is simply run
//! again: what was done is found, and nothing is done twice.

use super::{
	acts::claimed,
	asset::{Asset, AssetArg},
	claim::{now, same_asset},
	key,
	show::{ask, queries},
	state,
};
use crate::{
	args::{self, Common},
	chain::{
		salus::{
			self,
			runtime_types::{
				bounded_collections::bounded_vec::BoundedVec,
				pallet_prescriptions::types::{Dispense, LiveRx, Rx, Stage},
				pallet_reimbursement_escrow::types::claims::ClaimKey,
			},
		},
		Chain, Sent,
	},
	files,
	key::{pair, secret},
	output::{hex, sentence, Format, Report},
	receipt::{Receipt, ITEM},
	refusal::Refused,
	rx::{issue, state as rx_state, IssueArgs},
};
use anyhow::{anyhow, bail, Context, Result};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use salus_fhir::{
	claims::{self, BundleClaim, Claim},
	json::{self, Value},
	os_salt, schema, units, Document, Draft,
};
use std::{
	path::{Path, PathBuf},
	process::ExitCode,
};
use subxt::utils::H256;
use subxt_signer::sr25519::Keypair;

/// What `batch` is told. Prescriptions are issued as by `rx issue`, claimed and dispensed whole by the pharmacy that the
/// documents nominate, and their claims submitted. The pharmacy's key is the one that signs.
#[derive(Args, Debug)]
#[group(id = "prescriber", required = true, multiple = false, args = ["prescriber_suri", "prescriber_suri_file"])]
pub struct BatchArgs {
	#[command(flatten)]
	issue: IssueArgs,
	/// The prescriber's secret, as a URI: for development only.
	#[arg(long, value_name = "SECRET")]
	prescriber_suri: Option<String>,
	/// The file with the prescriber's secret.
	#[arg(long, value_name = "FILE")]
	prescriber_suri_file: Option<PathBuf>,
	/// The pharmacy's licence.
	#[arg(long, value_name = "LICENCE")]
	pharmacy: u32,
	/// The payer's licence.
	#[arg(long, value_name = "LICENCE")]
	payer: u32,
	/// What is paid in.
	#[arg(long)]
	asset: AssetArg,
	/// The currency of the documents, of which the asset is the money on the chain: USD.
	#[arg(long, value_name = "CODE")]
	currency: String,
	/// The greatest age of `created`: records of the past need a long one.
	#[arg(long, value_name = "SPAN", default_value = "390d", value_parser = args::span)]
	max_age: u64,
}

/// What a batch works with.
struct Batch<'a> {
	args: &'a BatchArgs,
	chain: Chain,
	prescriber: Keypair,
	pharmacy: Keypair,
	asset: Asset,
	items: Vec<issue::Prepared>,
}

/// A claim's row of the table.
struct Row {
	report: Report,
	end: End,
}

/// How it ended for a claim.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
	/// Submitted now, with what it bills.
	Submitted(u128),
	/// On the chain already, with what it bills.
	Stands(u128),
	/// The document was refused: it is no claim for the chain.
	Unfit,
	/// The chain, or the item's state, refused.
	Refused,
}

/// Reads everything before anything is sent, then goes claim by claim.
pub async fn run(args: BatchArgs, common: &Common) -> Result<ExitCode> {
	let prescriber =
		pair(&secret(args.prescriber_suri.as_deref(), args.prescriber_suri_file.as_deref())?)?;
	let (items, pharmacy) = (issue::prepare(&args.issue)?, common.signer()?);
	let chain = Chain::connect(common).await?;
	let asset = args.asset.find(&chain.best().await?).await?;
	let batch = Batch { args: &args, chain, prescriber, pharmacy, asset, items };
	let claims = batch.claims().await?;
	let bar = ProgressBar::new(u64::try_from(claims.len())?);
	if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} claims  {msg}") {
		bar.set_style(style);
	}
	let (mut rows, all) = (Vec::new(), claims.len());
	for (number, (file, claim)) in (1..).zip(claims) {
		bar.set_message(claim.path.clone());
		match batch.take(number, &file, claim).await {
			Ok(row) => rows.push(row),
			Err(error) => {
				bar.finish_and_clear();
				batch.tell(common.format(), &rows, all)?;
				return Err(error.context(format!(
					"stopped at claim {number} of {all}; run it again: what was done is found and not done twice"
				)));
			},
		}
		bar.inc(1);
	}
	bar.finish_and_clear();
	batch.tell(common.format(), &rows, all)?;
	let refused = rows.iter().any(|row| row.end == End::Refused);
	Ok(if refused { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

impl Batch<'_> {
	/// The claims of all files, in their order.
	async fn claims(&self) -> Result<Vec<(PathBuf, BundleClaim)>> {
		let terms = claims::Terms {
			currency: self.asset.currency(&self.args.currency)?,
			now_ms: now(&self.chain.best().await?).await?,
			max_age_ms: self.args.max_age,
		};
		let profile = self.args.issue.rules.profile()?;
		let mut claims = Vec::new();
		for file in &self.args.issue.files {
			let bytes = files::read(file, json::MAX_BYTES)?;
			let found = claims::of_bundle(&bytes, &profile, &terms)
				.with_context(|| file.display().to_string())?;
			claims.extend(found.into_iter().map(|claim| (file.clone(), claim)));
		}
		if claims.is_empty() {
			bail!("there is no Claim in what was given");
		}
		Ok(claims)
	}

	/// One claim, whatever becomes of it. Only what nobody can judge is an error: then the batch stops.
	async fn take(&self, number: usize, file: &Path, bundled: BundleClaim) -> Result<Row> {
		let report = Report::new("")
			.with("number", number)
			.with("kind", bundled.kind.as_deref().unwrap_or("-"));
		let line = bundled.request.and_then(|request| request.line).map(|line| line.value);
		let claim = match bundled.outcome {
			Ok(claim) => claim,
			Err(error) => {
				let report = report.with("billed", "-");
				return Ok(Row { report: refused(report, error.to_string()), end: End::Unfit });
			},
		};
		let report = report.with("billed", self.asset.show(claim.total));
		match self.through(number, file, line.as_deref(), &claim).await {
			Ok((outcome, end)) => Ok(Row { report: report.and(outcome), end }),
			Err(error) if error.is::<Refused>() => {
				Ok(Row { report: refused(report, sentence(&error)), end: End::Refused })
			},
			Err(error) => Err(error),
		}
	}

	/// From the prescription to the submission.
	async fn through(
		&self,
		number: usize,
		file: &Path,
		line: Option<&str>,
		claim: &Claim,
	) -> Result<(Report, End)> {
		let item = self.item(line)?;
		let rx = self.issued(item).await?;
		let dispense = self.dispensed(number, file, rx, line).await?;
		let key = ClaimKey { rx, dispense, rank: claim.rank };
		let at = self.chain.best().await?;
		if let Some(row) = ask(&at, queries().claim(key.clone())).await? {
			let report = Report::new("")
				.with("claim", key::text(&key))
				.with("outcome", state::state(&row, &self.asset));
			return Ok((report, End::Stands(row.billed)));
		}
		same_asset(&at, &key, self.args.payer, self.args.pharmacy, &self.asset).await?;
		let path = self.path(file, "claim", number)?;
		let document = Kept::of(&path, &claim.draft)?;
		let call = salus::transactions().reimbursement_escrow().submit(
			self.args.pharmacy,
			key.clone(),
			self.args.payer,
			claim.total,
			H256(document.commitment),
		);
		let sent = document.keep_if(self.chain.send(&call, &self.pharmacy).await)?;
		let outcome = claimed(&self.chain, "", &key, &sent).await?;
		Ok((outcome.with("outcome", "submitted"), End::Submitted(claim.total)))
	}

	/// The item that the claim's prescription was or will be issued as.
	fn item(&self, line: Option<&str>) -> Result<&issue::Prepared> {
		let mut found =
			self.items.iter().filter(|item| line.is_some() && item.receipt.is_for(line, None));
		match (found.next(), found.next()) {
			(Some(item), None) => Ok(item),
			_ => Err(Refused::new(
				"NotIssued",
				"its prescription is not the one item among those to be issued: name it in the completion's `lines`",
			)
			.into()),
		}
	}

	/// The item's id; issued now, if it was not before.
	async fn issued(&self, item: &issue::Prepared) -> Result<H256> {
		let receipt =
			if item.path.exists() { Some(Receipt::read(ITEM, &item.path)?) } else { None };
		if let Some(receipt) = receipt {
			if rx_state::row(&self.chain.best().await?, receipt.id).await?.is_some() {
				return Ok(receipt.id);
			}
			// It never reached the chain.
			files::remove(&item.path)?;
		}
		issue::issue(&self.chain, &self.prescriber, self.args.issue.licence, item).await?;
		Ok(item.receipt.id)
	}

	/// The position of the pharmacy's dispense; dispensed now, whole, if it was not before.
	async fn dispensed(
		&self,
		number: usize,
		file: &Path,
		rx: H256,
		line: Option<&str>,
	) -> Result<u8> {
		if let Some(seq) = own_dispense(&self.row(rx).await?, self.args.pharmacy) {
			return Ok(seq);
		}
		let calls = salus::transactions().prescriptions();
		if let Rx::Live(LiveRx { stage: Stage::Free, .. }) = self.row(rx).await? {
			let form = BoundedVec(vec![rx]);
			self.chain.send(&calls.claim(self.args.pharmacy, form), &self.pharmacy).await?;
		}
		let Rx::Live(live) = self.row(rx).await? else { bail!("the item {} is archived", hex(rx)) };
		let draft = replayed(live.terms.unit, live.terms.quantity, line)?;
		let path = self.path(file, "dispense", number)?;
		let product = Kept::of(&path, &draft)?;
		let commitment = H256(product.commitment);
		let call = calls.dispense(self.args.pharmacy, rx, live.terms.quantity, commitment, false);
		product.keep_if(self.chain.send(&call, &self.pharmacy).await)?;
		let row = self.row(rx).await?;
		own_dispense(&row, self.args.pharmacy).ok_or_else(|| {
			anyhow!("the dispense of {} is not in the newest block yet: run it again", hex(rx))
		})
	}

	async fn row(&self, rx: H256) -> Result<rx_state::Row> {
		let row = rx_state::row(&self.chain.best().await?, rx).await?;
		row.ok_or_else(|| {
			anyhow!("the item {} is not in the newest block yet: run it again", hex(rx))
		})
	}

	/// `STEM-claim-3.json`
	fn path(&self, file: &Path, what: &str, number: usize) -> Result<PathBuf> {
		let stem = file.file_stem().ok_or_else(|| anyhow!("{} names no file", file.display()))?;
		let name = format!("{}-{what}-{number}.json", stem.to_string_lossy());
		Ok(self.args.issue.out.join(name))
	}

	/// The table, and the sums that show that nothing is lost.
	fn tell(&self, format: Format, rows: &[Row], all: usize) -> Result<()> {
		let count = |ends: fn(&End) -> bool| rows.iter().filter(|row| ends(&row.end)).count();
		let billed = |ends: fn(&End) -> Option<u128>| {
			let sum =
				rows.iter().filter_map(|row| ends(&row.end)).fold(0u128, u128::saturating_add);
			self.asset.show(sum)
		};
		let sums = Report::new(format!("{} of {all} claims dealt with", rows.len()))
			.with("submitted", count(|end| matches!(end, End::Submitted(_))))
			.with(
				"submittedBilled",
				billed(|end| match end {
					End::Submitted(billed) => Some(*billed),
					_ => None,
				}),
			)
			.with("stoodAlready", count(|end| matches!(end, End::Stands(_))))
			.with(
				"stoodAlreadyBilled",
				billed(|end| match end {
					End::Stands(billed) => Some(*billed),
					_ => None,
				}),
			)
			.with("unfit", count(|end| *end == End::Unfit))
			.with("refusedByChain", count(|end| *end == End::Refused))
			.with("notReached", all - rows.len());
		let reports: Vec<Report> = rows.iter().map(|row| row.report.clone()).collect();
		match format {
			Format::Screen => {
				format.table("No claim was reached.", &reports)?;
				format.report(&sums)
			},
			Format::Json => format.report(&sums.with("claims", serde_json::to_value(&reports)?)),
		}
	}
}

fn refused(report: Report, why: String) -> Report {
	report.with("claim", "-").with("outcome", format!("refused: {why}"))
}

/// The first dispense of a licence that was not withdrawn.
fn own_dispense(row: &rx_state::Row, licence: u32) -> Option<u8> {
	let list = match row {
		Rx::Live(live) => &live.dispenses.0,
		Rx::Archived(archived) => &archived.dispenses.0,
	};
	let own =
		|dispense: &Dispense| dispense.by == licence && dispense.flags & rx_state::WITHDRAWN == 0;
	list.iter().position(own).and_then(|seq| u8::try_from(seq).ok())
}

/// What stands for the product of a dispense of which the record says nothing.
fn replayed(unit: u8, quantity: u32, line: Option<&str>) -> Result<Draft> {
	let unit = units::unit(unit).ok_or_else(|| anyhow!("the table has no unit {unit}"))?;
	let (system, code) = unit.codes.first().ok_or_else(|| anyhow!("{} has no code", unit.name))?;
	let note = "replayed from a record that says nothing of the dispense: handed out as prescribed";
	let quantity = Value::object([
		("value", Value::Number(quantity.to_string())),
		("unit", Value::string(unit.name)),
		("system", Value::string(*system)),
		("code", Value::string(*code)),
	]);
	let identifier = Value::object([("value", Value::string(line.unwrap_or_default()))]);
	let order = Value::object([("identifier", identifier)]);
	let note = Value::object([("text", Value::string(note))]);
	let fields = [
		("status", Value::string("completed")),
		("authorizingPrescription", Value::Array(vec![order])),
		("quantity", quantity),
		("note", Value::Array(vec![note])),
	];
	Ok(Draft::new(&schema::DISPENSE, fields.map(|(path, value)| (path.to_owned(), value)))?)
}

/// A document whose salts are on the disk.
struct Kept<'a> {
	path: &'a Path,
	commitment: [u8; 32],
	/// Written now, not by a batch that stopped.
	new: bool,
}

impl<'a> Kept<'a> {
	/// The document that an earlier batch left, else a new one.
	fn of(path: &'a Path, draft: &Draft) -> Result<Self> {
		if path.exists() {
			let document = Document::open(&files::read(path, json::MAX_BYTES)?)
				.with_context(|| path.display().to_string())?;
			return Ok(Kept { path, commitment: document.commitment(), new: false });
		}
		let document = draft.commit(os_salt)?;
		files::write_new(&[(path.to_owned(), document.private_json().into_bytes())])?;
		Ok(Kept { path, commitment: document.commitment(), new: true })
	}

	/// What the chain refused leaves no file.
	fn keep_if(self, sent: Result<Sent>) -> Result<Sent> {
		if self.new && sent.as_ref().is_err_and(|error| error.is::<Refused>()) {
			files::remove(self.path)?;
		}
		sent
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_batch_that_stopped_finds_its_documents() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("a-dispense-1.json");
		let draft = replayed(1, 30, Some("line-1")).unwrap();
		let first = Kept::of(&path, &draft).unwrap();
		let again = Kept::of(&path, &draft).unwrap();
		assert_eq!(first.commitment, again.commitment);
		let refused = || Err(Refused::new("X", "no").into());
		assert!(again.keep_if(refused()).is_err());
		assert!(path.exists(), "what an earlier batch left stays");
		assert!(first.keep_if(refused()).is_err());
		assert!(!path.exists());
	}

	#[test]
	fn a_unit_outside_the_table_is_refused() {
		assert!(replayed(0, 30, None).is_err());
	}
}
