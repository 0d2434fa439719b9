//! What the chain has about records, grants, emergencies and patients.

use super::{
	words::{self, PurposeArg},
	KeyArg, RecordRef,
};
use crate::{
	args::Common,
	chain::{
		salus::{
			self,
			runtime_types::pallet_health_records::types::{
				grants::Grant,
				patients::Patient,
				records::{Erasure, Record},
			},
		},
		AtBlock, Chain,
	},
	output::{hex, moment, Report},
};
use anyhow::{anyhow, Context, Result};
use serde_json::Value;
use std::process::ExitCode;
use subxt::{rpcs::client::rpc_params, utils::AccountId32};

/// Rows of one question.
const PAGE: u32 = 64;

/// A patient's row at a block, settled.
pub async fn patient_row(at: &AtBlock, key: AccountId32) -> Result<Patient<AccountId32, ()>> {
	let query = salus::runtime_apis().health_records_api().patient(key);
	let row = at.runtime_apis().call(query).await.context("cannot read the patient")?;
	row.ok_or_else(|| anyhow!("no custodian has entered {key}"))
}

async fn grants_of(at: &AtBlock, key: AccountId32) -> Result<Vec<(u8, Grant<AccountId32>)>> {
	let query = salus::runtime_apis().health_records_api().grants(key);
	at.runtime_apis().call(query).await.context("cannot read the grants")
}

/// A grant.
pub async fn grant_row(at: &AtBlock, key: AccountId32, slot: u8) -> Result<Grant<AccountId32>> {
	let mut grants = grants_of(at, key).await?.into_iter();
	let found = grants.find(|(own, _)| *own == slot).map(|(_, grant)| grant);
	found.ok_or_else(|| anyhow!("{key} has no grant in slot {slot}"))
}

/// A record.
pub async fn record(record: &RecordRef, common: &Common) -> Result<()> {
	let id = record.id()?;
	let at = Chain::connect(common).await?.finalised().await?;
	let query = salus::runtime_apis().health_records_api().record(id);
	let row = at.runtime_apis().call(query).await.context("cannot read the record")?;
	let row = row.ok_or_else(|| anyhow!("the chain has no record {}", hex(id)))?;
	let report = Report::new(format!("Record {}", hex(id)));
	common.format().report(&match &row {
		Record::Kept(kept) => report.and(words::kept(kept)),
		Record::Shredded(marker) => report
			.with("version", format!("shredded {}: {:?}", moment(marker.at), marker.reason))
			.with("custodian", marker.custodian)
			.with("anchoredInBlock", marker.block)
			.with("events", marker.trail.n),
	})
}

/// A patient's relationship with its custodian.
pub async fn patient(KeyArg { patient }: KeyArg, common: &Common) -> Result<()> {
	let at = Chain::connect(common).await?.finalised().await?;
	let row = patient_row(&at, patient).await?;
	common.format().report(&Report::new(format!("Patient {patient}")).and(words::patient(&row)))
}

/// A patient's grants.
pub async fn grants(KeyArg { patient }: KeyArg, common: &Common) -> Result<()> {
	let at = Chain::connect(common).await?.finalised().await?;
	let grants = grants_of(&at, patient).await?;
	let rows: Vec<Report> = grants.iter().map(|(slot, grant)| words::grant(*slot, grant)).collect();
	common.format().table("There is no grant.", &rows)
}

/// The emergencies in which a patient's records were opened.
pub async fn incidents(KeyArg { patient }: KeyArg, common: &Common) -> Result<()> {
	let at = Chain::connect(common).await?.finalised().await?;
	let (queries, apis) = (salus::runtime_apis().health_records_api(), at.runtime_apis());
	let mut rows = Vec::new();
	let mut cursor = None;
	loop {
		let page = apis.call(queries.incidents(patient, cursor, PAGE)).await;
		let page = page.context("cannot read the emergencies")?;
		rows.extend(page.items.iter().map(|(id, incident)| words::incident(*id, incident)));
		cursor = page.next;
		if cursor.is_none() {
			break;
		}
	}
	common.format().table("No emergency opened anything.", &rows)
}

/// What was read under a grant.
pub async fn receipts(patient: AccountId32, slot: u8, limit: u32, common: &Common) -> Result<()> {
	let chain = Chain::connect(common).await?;
	let params = rpc_params![patient.to_string(), slot, limit];
	let receipts: Value = chain.request("records_receipts", params).await?;
	common.format().document(&receipts)
}

/// What a licence has not explained.
pub async fn conduct(licence: u32, common: &Common) -> Result<()> {
	let at = Chain::connect(common).await?.finalised().await?;
	let query = salus::runtime_apis().health_records_api().conduct(licence);
	let (conduct, suspended) =
		at.runtime_apis().call(query).await.context("cannot read the conduct")?;
	let open = conduct.open.0.iter().map(|one| {
		format!("{} of {}, before {}", one.incident, one.patient, moment(one.justify_by))
	});
	let report = Report::new(format!("Licence {licence}"))
		.with("suspended", suspended)
		.with("unexplained", open.collect::<Vec<_>>());
	common.format().report(&report)
}

/// Whether somebody may read a record now, also as an exit code.
pub async fn may_access(
	who: AccountId32,
	record: &RecordRef,
	purpose: PurposeArg,
	common: &Common,
) -> Result<ExitCode> {
	let id = record.id()?;
	let at = Chain::connect(common).await?.finalised().await?;
	let query = salus::runtime_apis().health_records_api().may_access(who, id, purpose.into());
	let may = at.runtime_apis().call(query).await.context("cannot read the grants")?;
	let report = Report::new(if may { "May read" } else { "May not read" }).with("may", may);
	common.format().report(&report)?;
	Ok(if may { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A custodian's records that patients asked to shred.
pub async fn requests(custodian: u32, common: &Common) -> Result<()> {
	let at = Chain::connect(common).await?.finalised().await?;
	let (queries, apis) = (salus::runtime_apis().health_records_api(), at.runtime_apis());
	let mut rows = Vec::new();
	let mut cursor = None;
	loop {
		let page = apis.call(queries.shred_requests(custodian, cursor, PAGE)).await;
		let page = page.context("cannot read the requests")?;
		rows.extend(page.items.iter().map(|(id, erasure)| {
			let state = match erasure {
				Erasure::Requested { due } => format!("due {}", moment(*due)),
				Erasure::Ignored { since } => format!("ignored since {}", moment(*since)),
			};
			Report::new("").with("record", hex(id)).with("state", state)
		}));
		cursor = page.next;
		if cursor.is_none() {
			break;
		}
	}
	common.format().table("No patient asked to shred anything.", &rows)
}
