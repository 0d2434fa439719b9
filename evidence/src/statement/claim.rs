//! Claims for money.

use super::{
	case::Case,
	licence::{hidden, sentence},
	said::Said,
	words::date,
};
use crate::{
	failure::Failure,
	json::to_hex,
	reads::Arg,
	rows::{
		escrow::{
			Cause, Claim, ClaimKey, Event, Lapse, NativeOrWithId, Payment, Ruling, Split, Stage,
			Why, TRAIL,
		},
		prescriptions::{Dispense, Rx},
		Balance, Hash, Moment, Pallet,
	},
	trail::{begin, History, Link},
};
use alloc::{format, string::String, vec::Vec};

impl Link for Event {
	fn lapsed_at(&self) -> Option<Moment> {
		match self {
			Event::Lapsed { at, .. } => Some(*at),
			_ => None,
		}
	}
}

/// `claim(item, dispense, rank)`: where a claim stands, what was paid, why and when; and the dispense that it is for.
pub fn claim(case: &Case<'_>, said: &mut Said<'_>) -> Result<Vec<Hash>, Failure> {
	let [rx, dispense, rank] = case.args()?;
	let key = ClaimKey { rx: rx.id()?, dispense: dispense.number()?, rank: rank.number()? };
	case.no_opening()?;
	let place = [Arg::Id(key.rx), Arg::Number(key.dispense.into()), Arg::Number(key.rank.into())];
	let stored: Claim = case.main_row(Pallet::ReimbursementEscrow, "Claims", place)?;
	let mut row = stored.clone();
	let lapses = row.settle(case.now);
	said.put("payer", row.payer)?;
	said.put("provider", row.provider)?;
	match row.asset {
		NativeOrWithId::Native => said.put("asset", "native")?,
		NativeOrWithId::WithId(number) => said.put("asset", number)?,
	}
	said.put("billed", row.billed)?;
	said.put("promised", row.promise.split(row.billed).payer)?;
	said.put("payBy", row.pay_by)?;
	put_stage(&row.stage, said)?;
	for (n, lapsed) in lapses.iter().enumerate() {
		said.put(format!("lapses.{n}.what"), lapsed.what.word())?;
		said.put(format!("lapses.{n}.at"), lapsed.at)?;
		said.say(format!(
			"Time alone did this, which the chain had not written down yet: {}, {}.",
			lapsed.what.word(),
			date(lapsed.at),
		));
	}
	let handed_out = dispensed(case, &key, &row)?;

	let history: History<Event> = case.history(&begin(TRAIL, &key), &row.trail)?;
	agree(&history, &key, &stored)?;
	put_dispense(handed_out.as_ref(), said)?;
	said.put("events", row.trail.n)?;
	said.put("hidden", history.hidden)?;

	said.conclude(format!(
		"At the end of block {} ({}) the claim of licence {} on licence {} for dispense {} of item {}, rank {}, was {}. Billed: {}. \
		 Amounts are in the smallest unit of {}.",
		case.at.number,
		date(case.now),
		row.provider,
		row.payer,
		key.dispense,
		to_hex(&key.rx),
		key.rank,
		stage_words(&row.stage),
		row.billed,
		asset_words(&row.asset),
	));
	said.limit(format!(
		"Which currency {} stands for, and with how many decimals, is not in this file.",
		asset_words(&row.asset),
	));
	hidden(history.hidden, said);
	for step in &history.steps {
		said.say(sentence(step, &words(&step.event)));
	}
	let committed = history.all(|step| match &step.event {
		Event::Submitted { commitment, .. }
		| Event::Resubmitted { commitment, .. }
		| Event::Appealed { commitment, .. } => Some(*commitment),
		_ => None,
	});
	Ok(committed.collect())
}

/// The dispense of the claim, while its item is kept.
fn dispensed(case: &Case<'_>, key: &ClaimKey, claim: &Claim) -> Result<Option<Dispense>, Failure> {
	let row = case.row::<Rx>(case.at, Pallet::Prescriptions, "Items", [Arg::Id(key.rx)])?;
	let Some(row) = row else { return Ok(None) };
	match row.dispenses().get(usize::from(key.dispense)) {
		Some(dispense) if dispense.by == claim.provider => Ok(Some(*dispense)),
		// A claim names the dispenser of its dispense: these two rows are not of one chain's history.
		_ => Err(Failure::ValueMismatch { field: "provider".into() }),
	}
}

fn put_dispense(dispense: Option<&Dispense>, said: &mut Said<'_>) -> Result<(), Failure> {
	let Some(dispense) = dispense else {
		said.limit(
			"The item is no longer kept, so that the dispense stands only in the claim's history.",
		);
		return Ok(());
	};
	said.put("dispense.quantity", dispense.quantity)?;
	said.put("dispense.block", dispense.block)?;
	said.put("dispense.at", dispense.at)?;
	said.put("dispense.withdrawn", dispense.has(Dispense::WITHDRAWN))?;
	said.say(format!(
		"The dispense: quantity {} by licence {} in block {} ({}){}.",
		dispense.quantity,
		dispense.by,
		dispense.block,
		date(dispense.at),
		if dispense.has(Dispense::WITHDRAWN) { ", withdrawn since" } else { "" },
	));
	Ok(())
}

fn put_stage(stage: &Stage, said: &mut Said<'_>) -> Result<(), Failure> {
	said.put("stage", stage.word())?;
	match stage {
		Stage::Submitted { deemed_at, .. } => said.put("stage.deemedAt", *deemed_at),
		Stage::Noticed { defects, answer_by, .. } => {
			said.put("stage.defects", *defects)?;
			said.put("stage.answerBy", *answer_by)
		},
		Stage::Denied { carc, by, level, appeal_by } => {
			said.put("stage.carc", *carc)?;
			said.put("stage.by", *by)?;
			said.put("stage.level", *level)?;
			said.put("stage.appealBy", *appeal_by)
		},
		Stage::Appealed { ruling, by, level, decide_by, .. } => {
			said.put("stage.by", *by)?;
			said.put("stage.level", *level)?;
			said.put("stage.decideBy", *decide_by)?;
			match ruling {
				Ruling::Denial { carc, .. } => said.put("stage.carc", *carc),
				Ruling::Payment(payment) => put_payment(payment, said),
			}
		},
		Stage::Payable { split, cause, earlier, owed, since, .. } => {
			said.put("stage.cause", cause.word())?;
			said.put("stage.since", *since)?;
			put_split("stage.", split, said)?;
			said.put("stage.owed", *owed)?;
			earlier.iter().try_for_each(|payment| put_payment(payment, said))
		},
		Stage::Paid { payment, level, appeal_by } => {
			said.put("stage.level", *level)?;
			said.put("stage.appealBy", *appeal_by)?;
			put_payment(payment, said)
		},
		Stage::Reversed { amount, at } => {
			said.put("stage.amount", *amount)?;
			said.put("stage.at", *at)
		},
		Stage::Recouped { amount, payment, at } => {
			said.put("stage.amount", *amount)?;
			said.put("stage.at", *at)?;
			put_payment(payment, said)
		},
		Stage::Unpaid { split, earlier, at } => {
			said.put("stage.at", *at)?;
			put_split("stage.", split, said)?;
			earlier.iter().try_for_each(|payment| put_payment(payment, said))
		},
		Stage::Closed { why, at } => {
			said.put("stage.why", why.word())?;
			said.put("stage.at", *at)
		},
	}
}

fn put_payment(payment: &Payment, said: &mut Said<'_>) -> Result<(), Failure> {
	put_split("paid.", &payment.split, said)?;
	said.put("paid.interest", payment.interest)?;
	said.put("paid.collected", payment.collected)?;
	said.put("paid.at", payment.at)?;
	said.put("paid.cause", payment.cause.word())?;
	said.put_some("paid.adjudicator", payment.adjudicator)
}

fn put_split(prefix: &str, split: &Split, said: &mut Said<'_>) -> Result<(), Failure> {
	said.put(format!("{prefix}payer"), split.payer)?;
	said.put(format!("{prefix}patient"), split.patient)?;
	said.put(format!("{prefix}writeoff"), split.writeoff)?;
	said.put(format!("{prefix}other"), split.other)
}

/// That all events are of this claim, that the payments which they tell are those of the row, and that it stands as the last of
/// them left it.
fn agree(history: &History<Event>, key: &ClaimKey, row: &Claim) -> Result<(), Failure> {
	if let Some(stranger) = history.steps.iter().find(|step| step.event.key() != key) {
		return Err(Failure::TrailMismatch { n: stranger.n });
	}
	let paid = match &row.stage {
		Stage::Paid { payment, .. }
		| Stage::Recouped { payment, .. }
		| Stage::Appealed { ruling: Ruling::Payment(payment), .. } => Some(payment),
		Stage::Payable { earlier, .. } | Stage::Unpaid { earlier, .. } => earlier.as_ref(),
		_ => None,
	};
	let told = history.all(|step| match &step.event {
		Event::Paid { split, interest, collected, cause, .. } => {
			Some((split, *interest, *collected, *cause, step.now))
		},
		_ => None,
	});
	let told = told.collect::<Vec<_>>();
	let sum = |part: fn(&(&Split, Balance, Balance, Cause, Moment)) -> Balance| {
		told.iter().map(part).fold(0, Balance::saturating_add)
	};
	let agrees = match (paid, told.last()) {
		(None, Some(_)) => matches!(row.stage, Stage::Reversed { .. }),
		(None, None) => true,
		(Some(_), None) => !history.is_whole(),
		(Some(payment), Some((split, _, _, cause, at))) => {
			let last = (payment.split, payment.cause, payment.at) == (**split, *cause, *at);
			let sums =
				(payment.interest, payment.collected) == (sum(|told| told.1), sum(|told| told.2));
			last && (sums || !history.is_whole())
		},
	};
	let ends = history.steps.last().is_none_or(|step| leaves(&step.event, step.now, &row.stage));
	if agrees && ends && asks(history, row) {
		Ok(())
	} else {
		Err(history.contradicted())
	}
}

/// Whether the row asks of whom, and for what, its events tell.
fn asks(history: &History<Event>, row: &Claim) -> bool {
	history.steps.iter().rev().find_map(|step| match &step.event {
		Event::Submitted { billed, pay_by, .. } | Event::Resubmitted { billed, pay_by, .. } => {
			Some((*billed, *pay_by) == (row.billed, row.pay_by))
		},
		_ => None,
	}) != Some(false)
		&& history.steps.iter().all(|step| match &step.event {
			Event::Submitted { payer, provider, .. } | Event::Paid { payer, provider, .. } => {
				(*payer, *provider) == (row.payer, row.provider)
			},
			_ => true,
		})
}

/// Whether a claim stands as its last event left it. What the event leaves open is not compared.
fn leaves(event: &Event, now: Moment, stage: &Stage) -> bool {
	match (event, stage) {
		(Event::Closed { why, .. }, stage) => *stage == Stage::Closed { why: *why, at: now },
		(Event::Reversed { amount, .. }, stage) => {
			*stage == Stage::Reversed { amount: *amount, at: now }
		},
		(Event::Recouped { amount, .. }, Stage::Recouped { amount: told, at, .. }) => {
			(told, *at) == (amount, now)
		},
		(
			Event::Denied { carc, by, appeal_by, .. },
			Stage::Denied { carc: told, by: who, appeal_by: until, .. },
		) => (told, who, until) == (carc, by, appeal_by),
		(
			Event::DeficiencyNoticed { defects, answer_by, .. },
			Stage::Noticed { defects: told, answer_by: until, .. },
		) => (told, until) == (defects, answer_by),
		(
			Event::Appealed { by, level, decide_by, .. },
			Stage::Appealed { by: who, level: at, decide_by: until, .. },
		) => (who, at, until) == (by, level, decide_by),
		(Event::Payable { split, owed, .. }, Stage::Payable { split: told, owed: left, .. }) => {
			(told, left) == (split, owed)
		},
		(Event::Lapsed { lapse, at, .. }, stage) => match lapse {
			Lapse::Silence => matches!(stage, Stage::Payable { since, .. } if since == at),
			Lapse::Unanswered => *stage == Stage::Closed { why: Why::Unanswered, at: *at },
			Lapse::NotAppealed => *stage == Stage::Closed { why: Why::Denied, at: *at },
			Lapse::FirstPanel => matches!(stage, Stage::Appealed { level: 2, .. }),
			Lapse::Debt => matches!(stage, Stage::Unpaid { at: told, .. } if told == at),
			Lapse::SecondPanel => true,
		},
		(Event::Submitted { .. } | Event::Resubmitted { .. }, Stage::Submitted { .. })
		| (Event::Voted { .. }, Stage::Appealed { .. })
		| (
			Event::Decided { .. },
			Stage::Denied { .. } | Stage::Paid { .. } | Stage::Payable { .. },
		)
		| (Event::Paid { .. } | Event::PaymentStopped { .. }, Stage::Paid { .. }) => true,
		(
			Event::Unfunded { .. }
			| Event::Reserved { .. }
			| Event::Adjudicated { .. }
			| Event::AppealWaived { .. },
			_,
		) => true,
		_ => false,
	}
}

fn asset_words(asset: &NativeOrWithId) -> String {
	match asset {
		NativeOrWithId::Native => "this chain's own token".into(),
		NativeOrWithId::WithId(number) => format!("asset {number} of this chain"),
	}
}

fn stage_words(stage: &Stage) -> String {
	match stage {
		Stage::Submitted { .. } => "submitted, to be decided by the payer".into(),
		Stage::Noticed { answer_by, .. } => {
			format!("to be mended by the provider before {}", date(*answer_by))
		},
		Stage::Denied { carc, by, appeal_by, .. } => format!(
			"denied under licence {by} (CARC {carc}), to be appealed before {}",
			date(*appeal_by),
		),
		Stage::Appealed { level, decide_by, .. } => {
			format!("before the panel of level {level} until {}", date(*decide_by))
		},
		Stage::Payable { split, since, .. } => {
			format!("payable since {}: {}", date(*since), split.payer)
		},
		Stage::Paid { payment, .. } => paid_words(payment),
		Stage::Reversed { amount, at } => format!("paid back on {}: {amount}", date(*at)),
		Stage::Recouped { amount, payment, at } => {
			format!("{}; a regulator ordered {amount} back on {}", paid_words(payment), date(*at),)
		},
		Stage::Unpaid { split, at, .. } => {
			format!("unpaid, a debt of {} certified on {}", split.payer, date(*at))
		},
		Stage::Closed { why, at } => {
			format!("closed without payment ({}) on {}", why.word(), date(*at))
		},
	}
}

fn paid_words(payment: &Payment) -> String {
	format!(
		"paid on {}: {}, plus {} interest ({})",
		date(payment.at),
		payment.split.payer,
		payment.interest,
		payment.cause.word(),
	)
}

fn words(event: &Event) -> String {
	match event {
		Event::Submitted { billed, pay_by, .. } => {
			format!("submitted, {billed} billed, to be paid by {}", date(*pay_by))
		},
		Event::Unfunded { missing, .. } => format!("the payer's pool lacked {missing}"),
		Event::Reserved { amount, .. } => format!("{amount} set aside"),
		Event::DeficiencyNoticed { by, answer_by, .. } => {
			format!("deficiencies named under licence {by}, to be mended before {}", date(*answer_by))
		},
		Event::Resubmitted { billed, .. } => format!("resubmitted, {billed} billed"),
		Event::Adjudicated { by, split, .. } => {
			format!("adjudicated under licence {by}: the payer bears {}", split.payer)
		},
		Event::Denied { by, carc, .. } => format!("denied under licence {by} (CARC {carc})"),
		Event::Appealed { by, level, .. } => format!("appealed to level {level} by licence {by}"),
		Event::Voted { by, overturn, .. } => {
			format!("licence {by} voted to {}", if *overturn { "overturn" } else { "uphold" })
		},
		Event::Decided { level, overturned, .. } => {
			format!("level {level} {}", if *overturned { "overturned" } else { "upheld" })
		},
		Event::Paid { split, interest, moved, set_off, cause, .. } => format!(
			"paid ({}): the payer's share is {}, interest {interest}; {moved} moved and {set_off} was set off",
			cause.word(),
			split.payer,
		),
		Event::Payable { split, .. } => format!("payable, and waiting: {}", split.payer),
		Event::PaymentStopped { .. } => "nothing more is paid for the dispense".into(),
		Event::AppealWaived { .. } => "the provider went to the next payer".into(),
		Event::Reversed { amount, .. } => format!("paid back: {amount}"),
		Event::Recouped { by, amount, .. } => format!("{amount} ordered back under licence {by}"),
		Event::Closed { why, .. } => format!("closed ({})", why.word()),
		Event::Lapsed { lapse, .. } => lapse.word().into(),
	}
}

impl Stage {
	/// Its name in a claim.
	const fn word(&self) -> &'static str {
		match self {
			Stage::Submitted { .. } => "submitted",
			Stage::Noticed { .. } => "noticed",
			Stage::Denied { .. } => "denied",
			Stage::Appealed { .. } => "appealed",
			Stage::Payable { .. } => "payable",
			Stage::Paid { .. } => "paid",
			Stage::Reversed { .. } => "reversed",
			Stage::Recouped { .. } => "recouped",
			Stage::Unpaid { .. } => "unpaid",
			Stage::Closed { .. } => "closed",
		}
	}
}

impl Cause {
	/// Its name in a claim.
	const fn word(self) -> &'static str {
		match self {
			Cause::AtDispense => "at the dispense",
			Cause::Adjudicated => "adjudicated",
			Cause::Deadline => "deadline",
			Cause::Appeal => "appeal",
		}
	}
}

impl Why {
	/// Its name in a claim.
	const fn word(self) -> &'static str {
		match self {
			Why::Denied => "denied",
			Why::Unanswered => "unanswered",
			Why::Retracted => "retracted",
			Why::Withdrawn => "dispense withdrawn",
			Why::NotPayable => "not payable",
		}
	}
}

impl Lapse {
	/// Its name in a claim.
	const fn word(self) -> &'static str {
		match self {
			Lapse::Silence => "the payer was silent",
			Lapse::Unanswered => "the provider did not answer",
			Lapse::NotAppealed => "nobody appealed",
			Lapse::FirstPanel => "the first panel was silent",
			Lapse::SecondPanel => "the second panel was silent",
			Lapse::Debt => "owed for two years",
		}
	}
}

impl Event {
	/// The claim.
	const fn key(&self) -> &ClaimKey {
		match self {
			Event::Submitted { key, .. }
			| Event::Unfunded { key, .. }
			| Event::Reserved { key, .. }
			| Event::DeficiencyNoticed { key, .. }
			| Event::Resubmitted { key, .. }
			| Event::Adjudicated { key, .. }
			| Event::Denied { key, .. }
			| Event::Appealed { key, .. }
			| Event::Voted { key, .. }
			| Event::Decided { key, .. }
			| Event::Paid { key, .. }
			| Event::Payable { key, .. }
			| Event::PaymentStopped { key }
			| Event::AppealWaived { key }
			| Event::Reversed { key, .. }
			| Event::Recouped { key, .. }
			| Event::Closed { key, .. }
			| Event::Lapsed { key, .. } => key,
		}
	}
}
