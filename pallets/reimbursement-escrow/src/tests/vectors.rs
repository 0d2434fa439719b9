//! What settling makes of claims, for the verifier of evidence, which has rules of its own.

#[path = "../../../../evidence/vectors/support.rs"]
mod support;

use super::mock::{Asset, CARE, NATIVE, START};
use crate::{
	price::{Promise, Promisor},
	*,
};
use codec::Encode;
use salus_primitives::{ids::HOUR, Moment, Settle, Trail};
use support::{check, digest, moments, Case, Random};

fn time(random: &mut Random) -> Moment {
	match random.below(20) {
		0 => 0,
		1 => Moment::MAX,
		_ => START + random.below(60) * HOUR,
	}
}

/// Of every size, since shares are rounded.
fn amount(random: &mut Random) -> Balance {
	match random.below(12) {
		0 => 0,
		1 => Balance::MAX,
		2 => Balance::from(random.next()) << 64,
		3 => random.below(10).into(),
		_ => random.below(1_000_000_000).into(),
	}
}

fn split(random: &mut Random) -> Split {
	Split {
		payer: amount(random),
		patient: amount(random),
		writeoff: amount(random),
		other: amount(random),
	}
}

fn payment(random: &mut Random) -> Payment {
	Payment {
		split: split(random),
		interest: amount(random),
		collected: amount(random),
		at: time(random),
		cause: random.pick(&[
			Cause::AtDispense,
			Cause::Adjudicated,
			Cause::Deadline,
			Cause::Appeal,
		]),
		adjudicator: random.option(|random| random.below(9) as u32),
	}
}

fn ruling(random: &mut Random) -> Ruling {
	match random.once_in(2) {
		true => Ruling::Denial { carc: random.next() as u16, by: random.below(9) as u32 },
		false => Ruling::Payment(payment(random)),
	}
}

fn votes(random: &mut Random) -> Votes {
	let votes = (0..random.below(6)).map(|_| (random.below(99) as u32, random.once_in(2)));
	votes.collect::<Vec<_>>().try_into().unwrap()
}

fn stage(random: &mut Random) -> Stage {
	let (by, at) = (random.below(9) as u32, time(random));
	let (first, rounds) = (random.next() as u32, random.below(4) as u8);
	match random.below(14) {
		0 | 1 => Stage::Submitted { deemed_at: at, first, rounds },
		2 => Stage::Noticed { defects: first, first, rounds, at, answer_by: time(random) },
		3 => Stage::Denied { carc: 29, by, level: rounds, appeal_by: at },
		4..=8 => Stage::Appealed {
			ruling: ruling(random),
			by,
			level: random.pick(&[1, 1, 2]),
			decide_by: at,
			last_by: time(random),
			votes: votes(random),
		},
		9 | 10 => Stage::Payable {
			split: split(random),
			cause: Cause::Deadline,
			adjudicator: None,
			level: rounds,
			earlier: random.option(payment),
			owed: amount(random),
			since: at,
			waits: random.pick(&[Waits::Nothing, Waits::Funds, Waits::Payee(7)]),
		},
		11 => Stage::Paid { payment: payment(random), level: rounds, appeal_by: at },
		12 => Stage::Recouped { amount: 1, payment: payment(random), at },
		_ => random.pick(&[
			Stage::Reversed { amount: 7, at },
			Stage::Unpaid { split: Split::default(), earlier: None, at },
			Stage::Closed { why: Why::Retracted, at },
		]),
	}
}

fn claim(random: &mut Random) -> Claim<Asset> {
	Claim {
		payer: random.below(9) as u32,
		provider: random.below(9) as u32,
		asset: random.pick(&[NATIVE, CARE]),
		billed: amount(random),
		promise: Promise {
			allowed: amount(random),
			fixed: amount(random),
			ppm: random.pick(&[0, 1, 100_000, 333_333, 1_000_000, u32::MAX]),
			most: if random.once_in(2) { Balance::MAX } else { amount(random) },
			prior: if random.once_in(2) { 0 } else { amount(random) },
			by: random.pick(&[Promisor::Contract, Promisor::Cover, Promisor::Preauthorisation]),
		},
		reserved: amount(random),
		interest_ppm: random.below(1_000_000) as u32,
		pay_by: time(random),
		heard: (0..random.below(3)).map(|n| n as u32).collect::<Vec<_>>().try_into().unwrap(),
		queued: random.once_in(2),
		due: time(random),
		stage: stage(random),
		trail: Trail {
			head: random.hash().into(),
			n: random.next() as u32,
			last: random.next() as u32,
		},
	}
}

/// Every moment at which something may be due.
fn deadlines(claim: &Claim<Asset>) -> Vec<Moment> {
	let mut moments = vec![claim.pay_by];
	match &claim.stage {
		Stage::Noticed { answer_by, .. } => moments.push(*answer_by),
		Stage::Denied { appeal_by, .. } => moments.push(*appeal_by),
		Stage::Appealed { decide_by, last_by, .. } => {
			for at in [*decide_by, *last_by] {
				moments.extend([at, at.saturating_add(DEBT_LIFE)]);
			}
		},
		Stage::Payable { since, .. } => moments.push(since.saturating_add(DEBT_LIFE)),
		_ => moments.push(claim.pay_by.saturating_add(DEBT_LIFE)),
	}
	moments
}

#[test]
fn settling_is_as_the_vectors_say() {
	let mut random = Random::new(6);
	let cases = (0..260).map(|_| {
		let row = claim(&mut random);
		let outcomes = moments(&mut random, &deadlines(&row)).into_iter().map(|now| {
			let mut settled = row.clone();
			let lapses = settled.settle(now);
			let lapses: Vec<_> =
				lapses.into_iter().map(|lapsed| (lapsed.what, lapsed.at)).collect();
			(now, digest(&(settled, lapses).encode()))
		});
		let outcomes = outcomes.collect();
		Case { input: row.encode(), outcomes }
	});
	check("claims.settle.json", &cases.collect::<Vec<_>>());
}
