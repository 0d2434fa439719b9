//! A claim's row, in words.

use super::{
	asset::{Asset, AssetId},
	key,
};
use crate::{
	chain::salus::runtime_types::pallet_reimbursement_escrow::{
		price::{PriceRule, Promisor, Rule},
		types::{
			claims::{ClaimKey, Stage, Waits, Why},
			decisions::{Cause, Payment, Ruling, Split},
		},
	},
	output::{bits, hex, moment, Report},
};
use salus_fhir::claims::Deadline;

/// A claim as the chain's queries answer it, settled.
pub type Claim =
	crate::chain::salus::runtime_types::pallet_reimbursement_escrow::types::claims::Claim<AssetId>;

/// Everything about a claim.
pub fn full(key: &ClaimKey, claim: &Claim, asset: &Asset) -> Report {
	let promise = &claim.promise;
	let report = Report::new(format!("Claim {}", key::text(key)))
		.with("state", state(claim, asset))
		.with_some("next", next(claim))
		.with("payer", claim.payer)
		.with("provider", claim.provider)
		.with("billed", asset.show(claim.billed))
		.with("promised", format!("{} at most, {}", asset.show(promise.allowed), by(&promise.by)))
		.with("reserved", asset.show(claim.reserved))
		.with("queued", claim.queued)
		.with(
			"interest",
			format!("{} ppm a year, from {}", claim.interest_ppm, moment(claim.pay_by)),
		);
	let report = match decided(claim) {
		Some(split) => report.with("split", split_table(&split, asset)),
		None => report,
	};
	let report = match payment(claim) {
		Some(payment) => {
			report.with("paid", paid(payment, asset)).with_some("adjudicator", payment.adjudicator)
		},
		None => report,
	};
	report
		.with("events", claim.trail.n)
		.with("lastBlock", claim.trail.last)
		.with("trail", hex(claim.trail.head))
}

/// A claim in one row of a table.
pub fn brief(key: &ClaimKey, claim: &Claim, asset: &Asset) -> Report {
	Report::new("")
		.with("claim", key::text(key))
		.with("payer", claim.payer)
		.with("provider", claim.provider)
		.with("billed", asset.show(claim.billed))
		.with("paid", asset.show(payment(claim).map_or(0, |payment| payment.split.payer)))
		.with("state", state(claim, asset))
}

/// Where a claim stands.
pub fn state(claim: &Claim, asset: &Asset) -> String {
	match &claim.stage {
		Stage::Submitted { rounds: 0, .. } => "Submitted, the payer decides".into(),
		Stage::Submitted { rounds, .. } => {
			format!("Submitted, mended {rounds} times, the payer decides")
		},
		Stage::Noticed { defects, .. } => {
			format!("Noticed, to be mended: defects {}", bits(*defects))
		},
		Stage::Denied { carc, by, level: 0, .. } => {
			format!("Denied under licence {by}, CARC {carc}")
		},
		Stage::Denied { carc, by, level, .. } => {
			format!("Denied under licence {by}, CARC {carc}, upheld by panel {level}")
		},
		Stage::Appealed { ruling, level, votes, .. } => {
			let overturn = votes.0.iter().filter(|(_, overturn)| *overturn).count();
			let uphold = votes.0.len() - overturn;
			format!(
				"Appealed against {}, panel {level}: {overturn} to overturn, {uphold} to uphold",
				against(ruling)
			)
		},
		Stage::Payable { split, earlier, waits, since, .. } => {
			let waits = match waits {
				Waits::Nothing => "not tried yet".into(),
				Waits::Funds => "the payer's pool is short".into(),
				Waits::Payee(since) => {
					format!("the provider's account cannot receive since {}", moment(*since))
				},
			};
			let owed = asset.show(owed(split, earlier));
			format!("Payable {owed} since {}: {waits}", moment(*since))
		},
		Stage::Paid { payment, .. } => {
			format!("Paid {} {}", asset.show(payment.split.payer), moved_by(&payment.cause))
		},
		Stage::Reversed { amount, at } => {
			format!("Reversed, {} went back {}", asset.show(*amount), moment(*at))
		},
		Stage::Recouped { amount, at, .. } => {
			format!("Recouped, {} to be set off, ordered {}", asset.show(*amount), moment(*at))
		},
		Stage::Unpaid { split, earlier, at } => {
			format!("Unpaid, a debt of {} since {}", asset.show(owed(split, earlier)), moment(*at))
		},
		Stage::Closed { why, at } => format!("Closed: {}, {}", because(why), moment(*at)),
	}
}

/// The deadlines of a claim, in the order of time.
pub fn deadlines(claim: &Claim) -> Vec<(Deadline, u64)> {
	match &claim.stage {
		Stage::Submitted { deemed_at, .. } => {
			vec![(Deadline::DeemedClean, *deemed_at), (Deadline::PayBy, claim.pay_by)]
		},
		Stage::Noticed { answer_by, .. } => vec![(Deadline::AnswerBy, *answer_by)],
		Stage::Denied { appeal_by, .. } => vec![(Deadline::AppealBy, *appeal_by)],
		Stage::Appealed { decide_by, .. } => vec![(Deadline::DecideBy, *decide_by)],
		Stage::Paid { payment, appeal_by, .. } if *appeal_by > payment.at => {
			vec![(Deadline::AppealBy, *appeal_by)]
		},
		_ => Vec::new(),
	}
}

/// What comes when, if nobody does anything.
pub fn next(claim: &Claim) -> Option<Vec<String>> {
	let lines: Vec<String> = deadlines(claim)
		.into_iter()
		.map(|(kind, at)| {
			let what = match kind {
				Deadline::DeemedClean => "no deficiency notice any more",
				Deadline::PayBy => "paid, whether the payer decides or not",
				Deadline::AnswerBy => "closed, if not mended",
				Deadline::AppealBy => "final, if not appealed",
				Deadline::DecideBy => "the panel's time is over",
			};
			format!("{} {what}", moment(at))
		})
		.collect();
	(!lines.is_empty()).then_some(lines)
}

/// Who bears what of what was billed, as far as the row tells.
pub fn decided(claim: &Claim) -> Option<Split> {
	match &claim.stage {
		Stage::Payable { split, .. } | Stage::Unpaid { split, .. } => Some(split.clone()),
		_ => payment(claim).map(|payment| payment.split.clone()),
	}
}

/// What was paid, as far as the row tells.
pub fn payment(claim: &Claim) -> Option<&Payment> {
	match &claim.stage {
		Stage::Paid { payment, .. }
		| Stage::Recouped { payment, .. }
		| Stage::Appealed { ruling: Ruling::Payment(payment), .. }
		| Stage::Payable { earlier: Some(payment), .. }
		| Stage::Unpaid { earlier: Some(payment), .. } => Some(payment),
		_ => None,
	}
}

/// What the payer still owes of its share.
fn owed(split: &Split, earlier: &Option<Payment>) -> u128 {
	split.payer - earlier.as_ref().map_or(0, |payment| payment.split.payer.min(split.payer))
}

fn paid(payment: &Payment, asset: &Asset) -> String {
	let mut text = format!("{} {}", asset.show(payment.split.payer), moment(payment.at));
	if payment.interest > 0 {
		text.push_str(&format!(", and {} interest", asset.show(payment.interest)));
	}
	if payment.collected > 0 {
		text.push_str(&format!(", and {} from the co-pay", asset.show(payment.collected)));
	}
	format!("{text}, {}", moved_by(&payment.cause))
}

/// The four parts of what was billed, a line each.
pub fn split_table(split: &Split, asset: &Asset) -> Vec<String> {
	[
		("payer", split.payer),
		("patient (PR)", split.patient),
		("written off (CO)", split.writeoff),
		("other (OA, PI)", split.other),
	]
	.map(|(who, amount)| format!("{who:16}  {:>12}", asset.plain(amount)))
	.into()
}

/// How a cover prices a dispense.
pub fn rule(rule: &Rule, asset: &Asset) -> String {
	match rule {
		Rule::Tariff(number) => format!("tariff {number}"),
		Rule::Inline(price) => self::price(price, asset),
	}
}

/// A price.
pub fn price(price: &PriceRule, asset: &Asset) -> String {
	format!(
		"{} a fill and {} a unit, {} at most; of that the patient {} and {} ppm",
		asset.plain(price.per_fill),
		asset.plain(price.per_unit),
		asset.show(price.cap),
		asset.plain(price.fixed),
		price.ppm
	)
}

fn by(promisor: &Promisor) -> &'static str {
	match promisor {
		Promisor::Contract => "by the contract's silent cap",
		Promisor::Cover => "by a cover",
		Promisor::Preauthorisation => "by a pre-authorisation",
	}
}

fn against(ruling: &Ruling) -> String {
	match ruling {
		Ruling::Denial { carc, by } => format!("the denial under licence {by}, CARC {carc}"),
		Ruling::Payment(_) => "a cut".into(),
	}
}

/// What moved the money.
pub fn moved_by(cause: &Cause) -> &'static str {
	match cause {
		Cause::AtDispense => "in the block of the dispense",
		Cause::Adjudicated => "by the payer's decision",
		Cause::Deadline => "by deadline, the payer was silent",
		Cause::Appeal => "on appeal",
	}
}

fn because(why: &Why) -> &'static str {
	match why {
		Why::Denied => "denied",
		Why::Unanswered => "a notice was not answered",
		Why::Retracted => "the provider took it back",
		Why::Withdrawn => "the dispense was withdrawn",
		Why::NotPayable => "the item was in error, or not ratified",
	}
}
