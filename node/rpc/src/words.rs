//! Claims in sentences, for people who read an answer before they read a manual. Times are UTC.

use crate::json::{
	Adjustment, Amount, Asset, AssetRow, Cause, Claim, ClaimStage, ClosedWhy, Deadline,
	DeadlineKind, Payment, Quote, QuoteFault, Ruling, Split, Waits,
};
use salus_primitives::Moment;
use salus_runtime_api::pallet_reimbursement_escrow::{Claim as Row, Stage, DEBT_LIFE};

/// A moment as people write it.
fn date(at: Moment) -> String {
	let time = i64::try_from(at).ok().and_then(|at| jiff::Timestamp::from_millisecond(at).ok());
	time.map_or_else(|| format!("{at} ms"), |time| time.strftime("%Y-%m-%d %H:%M:%S").to_string())
}

/// An amount with its unit.
fn money(amount: Amount, asset: Asset) -> String {
	format!("{amount} minor units of {asset}")
}

/// What stands ahead of a claim at a time, the nearest first.
pub(crate) fn deadlines(claim: &Row<AssetRow>, now: Moment) -> Vec<Deadline> {
	use DeadlineKind::{Answer, Appeal, Debt, Notice, Panel, Payment, SecondPanel};
	let silence = || {
		let due = Amount(claim.promise.split(claim.billed).payer);
		let due = money(due, claim.asset.clone().into());
		format!("if the payer has not decided, it is to pay {due}")
	};
	let unheard = if claim.promise.is_covered() {
		"if the panel has not decided, what the cover promised is to be paid"
	} else {
		"if the panel has not decided, the decision stands"
	};
	let closes = "if nobody has appealed, the claim closes";
	let ends = "the cut can no longer be appealed";
	let all = match claim.stage {
		Stage::Submitted { deemed_at, .. } => vec![
			(Notice, deemed_at, "the claim is deemed clean: no deficiency notice any more".into()),
			(Payment, claim.pay_by, silence()),
		],
		Stage::Noticed { answer_by, .. } => {
			vec![(Answer, answer_by, "if the provider has not answered, the claim closes".into())]
		},
		Stage::Denied { appeal_by, .. } => vec![(Appeal, appeal_by, closes.into())],
		Stage::Appealed { level: 1, decide_by, last_by, .. } => vec![
			(Panel, decide_by, "if the panel has not decided, the second panel takes over".into()),
			(SecondPanel, last_by, unheard.into()),
		],
		Stage::Appealed { decide_by, .. } => vec![(Panel, decide_by, unheard.into())],
		Stage::Payable { since, .. } => vec![(
			Debt,
			since.saturating_add(DEBT_LIFE),
			"if it is still not paid, the claim ends as a certificate of debt".into(),
		)],
		Stage::Paid { appeal_by, .. } => vec![(Appeal, appeal_by, ends.into())],
		Stage::Reversed { .. }
		| Stage::Recouped { .. }
		| Stage::Unpaid { .. }
		| Stage::Closed { .. } => vec![],
	};
	all.into_iter()
		.filter(|(_, at, _): &(_, Moment, String)| *at > now)
		.map(|(what, at, then)| Deadline { what, at, words: format!("{}: {then}.", date(at)) })
		.collect()
}

/// Who bears what, by the decision in force; `None` while there is none.
pub(crate) fn split(stage: &ClaimStage) -> Option<Split> {
	match stage {
		ClaimStage::Payable { split, .. } | ClaimStage::Unpaid { split, .. } => Some(*split),
		ClaimStage::Paid { payment, .. }
		| ClaimStage::Recouped { payment, .. }
		| ClaimStage::Appealed { ruling: Ruling::Payment { payment }, .. } => Some(payment.split),
		ClaimStage::Submitted { .. }
		| ClaimStage::Noticed { .. }
		| ClaimStage::Denied { .. }
		| ClaimStage::Appealed { .. }
		| ClaimStage::Reversed { .. }
		| ClaimStage::Closed { .. } => None,
	}
}

/// A claim: where it stands, who bears what, what was taken off, what is ahead.
pub(crate) fn explain(
	claim: &Claim,
	split: Option<Split>,
	adjustments: Option<&[Adjustment]>,
	deadlines: &[Deadline],
) -> Vec<String> {
	let asset = claim.asset;
	let mut words = vec![
		format!(
			"Licence {} claims {} from licence {}.",
			claim.provider,
			money(claim.billed, asset),
			claim.payer
		),
		stage(claim),
	];
	words.extend(split.map(|split| shares(claim.billed, split, asset)));
	match adjustments {
		Some(adjustments) => {
			words.extend(adjustments.iter().map(|adjustment| taken_off(adjustment, asset)));
		},
		None => words.push(
			"What was taken off, and why, is in events that this node does not keep: ask an archive node."
				.into(),
		),
	}
	words.extend(deadlines.iter().map(|deadline| deadline.words.clone()));
	words
}

fn shares(billed: Amount, split: Split, asset: Asset) -> String {
	let Split { payer, patient, writeoff, other } = split;
	format!(
		"Of {} billed, the payer bears {payer}, the patient {patient}, the provider writes off \
		 {writeoff}, and {other} is taken off otherwise.",
		money(billed, asset)
	)
}

fn taken_off(adjustment: &Adjustment, asset: Asset) -> String {
	let Adjustment { group, carc, amount } = adjustment;
	format!("{} taken off: group {group}, reason code {carc}.", money(*amount, asset))
}

/// Where a claim stands.
fn stage(claim: &Claim) -> String {
	let asset = claim.asset;
	match &claim.stage {
		ClaimStage::Submitted { .. } => {
			format!("The payer decides until {}.", date(claim.pay_by))
		},
		ClaimStage::Noticed { defects, rounds, answer_by, .. } => {
			let defects: Vec<_> = defects.iter().map(u8::to_string).collect();
			format!(
				"Notice {rounds}: the provider is to mend the defects {} before {}.",
				defects.join(", "),
				date(*answer_by)
			)
		},
		ClaimStage::Denied { carc, by, level, .. } => {
			format!("Denied by licence {by}, reason code {carc}; {level} panels have upheld it.")
		},
		ClaimStage::Appealed { ruling, by, level, votes, .. } => {
			let what = match ruling {
				Ruling::Denial { carc, .. } => format!("a denial with reason code {carc}"),
				Ruling::Payment { payment } => {
					format!("a payment of only {}", money(payment.split.payer, asset))
				},
			};
			let to_overturn = votes.iter().filter(|vote| vote.overturn).count();
			format!(
				"Licence {by} appealed against {what}: panel {level} has cast {} votes, {to_overturn} \
				 of them to overturn.",
				votes.len()
			)
		},
		ClaimStage::Payable { split, earlier, owed, since, waits, .. } => {
			let paid = earlier.as_ref().map_or(0, |payment| payment.split.payer.0);
			let due = money(Amount(split.payer.0.saturating_sub(paid)), asset);
			let why = match waits {
				Waits::Nothing => "it is paid with the next deadlines, or when somebody calls poke",
				Waits::Funds => "the payer's pool is short, and interest runs",
				Waits::Payee { .. } => {
					"the provider's account cannot receive; set_payee names another, then poke pays"
				},
			};
			format!(
				"To be paid since {}: {due}, and {owed} interest from before; {why}.",
				date(*since)
			)
		},
		ClaimStage::Paid { payment, .. } => paid(payment, asset),
		ClaimStage::Reversed { amount, at } => format!(
			"The dispense was withdrawn, and {} came back to the payer on {}.",
			money(*amount, asset),
			date(*at)
		),
		ClaimStage::Recouped { amount, payment, at } => format!(
			"{} On {} a regulator ordered {} back, by set-off.",
			paid(payment, asset),
			date(*at),
			money(*amount, asset)
		),
		ClaimStage::Unpaid { at, .. } => {
			format!("Owed for two years until {}: a certificate of debt.", date(*at))
		},
		ClaimStage::Closed { why, at } => {
			let why = match why {
				ClosedWhy::Denied => "denied, and not appealed or upheld",
				ClosedWhy::Unanswered => "a deficiency notice was not answered",
				ClosedWhy::Retracted => "the provider took it back",
				ClosedWhy::Withdrawn => "the dispense was withdrawn",
				ClosedWhy::NotPayable => "the item was void",
			};
			format!("Closed without payment on {}: {why}.", date(*at))
		},
	}
}

fn paid(payment: &Payment, asset: Asset) -> String {
	let cause = match payment.cause {
		Cause::AtDispense => "in the block of the dispense",
		Cause::Adjudicated => "as the payer decided",
		Cause::Deadline => "because the payer was silent",
		Cause::Appeal => "after an appeal",
	};
	format!(
		"Paid on {}, {cause}: {}, and {} interest; {} of the patient's share came from a held co-pay.",
		date(payment.at),
		money(payment.split.payer, asset),
		payment.interest,
		payment.collected
	)
}

/// What a quote means, and what to do.
pub(crate) fn quote(quote: &Quote) -> String {
	let Split { payer, patient, .. } = quote.split;
	let shares = format!(
		"the payer {}, the patient {}",
		money(payer, quote.asset),
		money(patient, quote.asset)
	);
	let submit = "after it, submit a claim";
	let (why, then) = match quote.deferred {
		None => return format!("Paid in the block of the dispense: {shares}."),
		Some(QuoteFault::NotDispensable) => {
			("the item cannot be dispensed at present", "look at the item's stage")
		},
		Some(QuoteFault::NotReserved) => ("the cover has no funds set aside", submit),
		Some(QuoteFault::Expired) => {
			("the cover is over", "ask the payer, or submit a claim under a contract")
		},
		Some(QuoteFault::OtherProvider) => (
			"the cover names another dispenser",
			"ask the payer, or submit a claim under a contract",
		),
		Some(QuoteFault::Exhausted) => ("less is left of the cover than the payer's share", submit),
		Some(QuoteFault::NoPrice) => {
			("the price exceeds any balance, or the tariff is gone", "ask the payer")
		},
		Some(QuoteFault::Payee) => {
			("the provider's account cannot receive", "name another with set_payee")
		},
		Some(QuoteFault::NotPayable) => {
			("the dispense has a claim, or may not be paid", "look at the item's claims")
		},
	};
	format!("Not paid in the block of the dispense, because {why}: {then}. By the cover's price: {shares}.")
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::json::claim_tests::{claim, KEY};
	use salus_runtime_api::pallet_reimbursement_escrow::{Promise, Ruling as RowRuling};

	fn kinds(stage: Stage, now: Moment) -> Vec<(DeadlineKind, Moment)> {
		let ahead = deadlines(&claim(stage), now);
		ahead.into_iter().map(|deadline| (deadline.what, deadline.at)).collect()
	}

	#[test]
	fn a_deadline_is_ahead_until_it_comes() {
		let stage = Stage::Submitted { deemed_at: 4_000, first: 0, rounds: 0 };
		let (notice, payment) = ((DeadlineKind::Notice, 4_000), (DeadlineKind::Payment, 5_000));
		assert_eq!(kinds(stage.clone(), 3_999), [notice, payment]);
		assert_eq!(kinds(stage.clone(), 4_000), [payment]);
		assert_eq!(kinds(stage, 5_000), []);
	}

	#[test]
	fn what_silent_panels_do_depends_on_the_promise() {
		let stage = Stage::Appealed {
			ruling: RowRuling::Denial { carc: 29, by: 3 },
			by: 2,
			level: 1,
			decide_by: 7_000,
			last_by: 8_000,
			votes: Default::default(),
		};
		let mut row = claim(stage);
		let covered = deadlines(&row, 0);
		assert_eq!(covered.len(), 2);
		assert!(covered[1].words.contains("what the cover promised is to be paid"));
		row.promise = Promise::of_contract(900);
		assert!(deadlines(&row, 0)[1].words.contains("the decision stands"));
	}

	#[test]
	fn an_explanation_names_parties_stage_and_deadlines() {
		let row = claim(Stage::Submitted { deemed_at: 4_000, first: 0, rounds: 0 });
		let ahead = deadlines(&row, 4_500);
		let words = explain(&Claim::new(KEY, row), None, Some(&[]), &ahead);
		assert_eq!(
			words,
			[
				"Licence 2 claims 1000 minor units of asset 1 from licence 3.",
				"The payer decides until 1970-01-01 00:00:05.",
				"1970-01-01 00:00:05: if the payer has not decided, it is to pay 800 minor units of asset 1.",
			]
		);
	}

	#[test]
	fn events_that_are_gone_are_said_to_be_gone() {
		let row = claim(Stage::Submitted { deemed_at: 4_000, first: 0, rounds: 0 });
		let words = explain(&Claim::new(KEY, row), None, None, &[]);
		assert!(words[2].contains("ask an archive node"));
	}

	#[test]
	fn a_time_beyond_all_calendars_is_a_number() {
		assert_eq!(date(Moment::MAX), format!("{} ms", Moment::MAX));
	}
}
