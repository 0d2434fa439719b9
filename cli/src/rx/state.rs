//! An item's row, in words.

use crate::{
	chain::{
		salus::{
			self,
			runtime_types::pallet_prescriptions::types::{
				Access, ArchivedRx, Closure, Dispense, LiveRx, Outcome, Rx, Stage, Terms,
			},
		},
		AtBlock,
	},
	output::{hex, moment, Report},
};
use anyhow::{Context, Result};
use salus_fhir::{
	status::{fhir_status, ChainClosure, ChainStage},
	units,
};
use subxt::utils::{AccountId32, H256};

/// A row as the chain's queries answer it, settled.
pub type Row = Rx<AccountId32, ()>;

/// Flags of a dispense, as the pallet defines them. This one: taken back.
pub const WITHDRAWN: u8 = 1;
const SUBSTITUTED: u8 = 1 << 1;
const LATE: u8 = 1 << 2;
const VOIDED: u8 = 1 << 3;

/// The item's row at a block.
pub async fn row(at: &AtBlock, id: H256) -> Result<Option<Row>> {
	let query = salus::runtime_apis().prescriptions_api().item(id);
	at.runtime_apis().call(query).await.with_context(|| format!("cannot read the item {}", hex(id)))
}

/// Everything about an item.
pub fn full(id: H256, row: &Row, eligible_at: Option<u64>) -> Report {
	let report = Report::new(format!("Item {}", hex(id)))
		.with("state", state(row))
		.with("fhirStatus", fhir(row));
	match row {
		Rx::Live(live) => report
			.with("prescribed", prescribed(&live.terms))
			.with("class", live.terms.class)
			.with(
				"valid",
				format!("{} until {}", moment(live.terms.from), moment(live.terms.until)),
			)
			.with_some("nextDispense", eligible_at.map(moment))
			.with("access", access(&live.access))
			.with("dispenses", dispenses(&live.dispenses.0, live.terms.unit))
			.with("issuer", live.issuer)
			.with("issuedAt", live.issued_at)
			.with("patient", live.patient.to_string())
			.with("patientSeq", live.patient_seq)
			.with("transfersLeft", live.transfers_left)
			.with("events", live.trail.n)
			.with("trail", hex(live.trail.head)),
		Rx::Archived(archived) => report
			.with("class", archived.class)
			.with("dispenses", dispenses(&archived.dispenses.0, archived.unit))
			.with("issuer", archived.issuer)
			.with("issuedAt", archived.issued_at)
			.with("events", archived.trail.n)
			.with("trail", hex(archived.trail.head)),
	}
}

/// An item in one row of a table.
pub fn brief(name: String, row: &Row) -> Report {
	Report::new("")
		.with("item", name)
		.with("state", state(row))
		.with("dispensed", dispensed(row))
		.with("fhirStatus", fhir(row))
}

/// Where an item stands.
pub fn state(row: &Row) -> String {
	match row {
		Rx::Live(live) => match &live.stage {
			Stage::Free => "Free".into(),
			Stage::Held { by, until, pending } => {
				let pending = if *pending { ", cancellation pending" } else { "" };
				format!("Held by licence {by} until {}{pending}", moment(*until))
			},
			Stage::OnHold { by } => format!("OnHold, suspended by licence {by}"),
			Stage::Declined { by, until } => {
				format!("Declined by licence {by}, may be reopened until {}", moment(*until))
			},
			Stage::Owed { until } => format!("Owed until {}", moment(*until)),
			Stage::Closed { why, at } => format!("Closed({why:?}) {}", moment(*at)),
		},
		Rx::Archived(archived) => format!("Closed({:?}), archived", archived.why),
	}
}

/// Whether nothing more will happen to an item.
pub fn is_closed(row: &Row) -> bool {
	matches!(row, Rx::Archived(_) | Rx::Live(LiveRx { stage: Stage::Closed { .. }, .. }))
}

/// What a cancellation met, with the number of NHS EPS.
pub fn outcome(outcome: &Outcome) -> String {
	let number = match outcome {
		Outcome::Cancelled => "R-0001",
		Outcome::WithDispenser => "R-0002",
		Outcome::WithDispenserActive => "R-0003",
		Outcome::AlreadyDispensed => "R-0004",
		Outcome::AlreadyExpired => "R-0005",
		Outcome::AlreadyCancelled => "R-0006",
		Outcome::NotDispensed => "R-0010",
	};
	format!("{number} {outcome:?}")
}

/// The name of a unit of the table.
pub fn unit_name(unit: u8) -> String {
	units::unit(unit).map_or_else(|| format!("of unit {unit}"), |unit| unit.name.to_owned())
}

fn prescribed(terms: &Terms) -> String {
	let repeats = match terms.repeats {
		0 => String::new(),
		repeats => format!(", {repeats} repeats every {} hours", terms.interval_h),
	};
	let partial = match terms.partial_h {
		0 => ", each fill whole".to_owned(),
		hours => format!(", the rest of a fill within {hours} hours"),
	};
	format!("{} {}{repeats}{partial}", terms.quantity, unit_name(terms.unit))
}

fn access(access: &Access) -> String {
	match access {
		Access::Closed => "closed: the patient presents it".into(),
		Access::Only(licence) => format!("only licence {licence}"),
		Access::Any => "any dispenser".into(),
	}
}

fn dispenses(list: &[Dispense], unit: u8) -> Vec<String> {
	let flags = |dispense: &Dispense| {
		[
			(WITHDRAWN, "withdrawn"),
			(SUBSTITUTED, "substituted"),
			(LATE, "after a cancellation"),
			(VOIDED, "rest void"),
		]
		.into_iter()
		.filter(|(flag, _)| dispense.flags & flag != 0)
		.map(|(_, name)| format!(", {name}"))
		.collect::<String>()
	};
	list.iter()
		.enumerate()
		.map(|(seq, dispense)| {
			format!(
				"{seq}: {} {} of fill {} by licence {}, {}{}",
				dispense.quantity,
				unit_name(unit),
				dispense.fill + 1,
				dispense.by,
				moment(dispense.at),
				flags(dispense)
			)
		})
		.collect()
}

/// Handed out and not withdrawn, of all that may be handed out.
fn dispensed(row: &Row) -> String {
	let (list, unit, most) = match row {
		Rx::Live(LiveRx { dispenses, terms, .. }) => {
			let fills = u64::from(terms.repeats) + 1;
			(dispenses, terms.unit, format!(" of {}", u64::from(terms.quantity) * fills))
		},
		Rx::Archived(ArchivedRx { dispenses, unit, .. }) => (dispenses, *unit, String::new()),
	};
	let kept = list.0.iter().filter(|dispense| dispense.flags & WITHDRAWN == 0);
	let sum: u64 = kept.map(|dispense| u64::from(dispense.quantity)).sum();
	format!("{sum}{most} {}", unit_name(unit))
}

fn fhir(row: &Row) -> &'static str {
	let closure = |why: &Closure| match why {
		Closure::Completed => ChainClosure::Completed,
		Closure::Cancelled => ChainClosure::Cancelled,
		Closure::Stopped => ChainClosure::Stopped,
		Closure::Expired => ChainClosure::Expired,
		Closure::NotDispensed => ChainClosure::NotDispensed,
		Closure::EnteredInError => ChainClosure::EnteredInError,
		Closure::Deceased => ChainClosure::Deceased,
		Closure::Unratified => ChainClosure::Unratified,
	};
	fhir_status(match row {
		Rx::Archived(archived) => ChainStage::Closed(closure(&archived.why)),
		Rx::Live(live) => match &live.stage {
			Stage::Free => ChainStage::Free,
			Stage::Held { .. } => ChainStage::Held,
			Stage::OnHold { .. } => ChainStage::OnHold,
			Stage::Declined { .. } => ChainStage::Declined,
			Stage::Owed { .. } => ChainStage::Owed,
			Stage::Closed { why, .. } => ChainStage::Closed(closure(why)),
		},
	})
}
