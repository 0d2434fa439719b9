//! What settling makes of rows, for the verifier of evidence, which has rules of its own.

#[path = "../../../../evidence/vectors/support.rs"]
mod support;

use super::mock::START;
use crate::*;
use codec::Encode;
use salus_primitives::{ids::HOUR, Moment, Settle, Trail};
use support::{check, digest, moments, Case, Random};

type Row = LiveRx<[u8; 32], ()>;

/// On whole hours, so that deadlines often fall together.
fn time(random: &mut Random) -> Moment {
	match random.below(20) {
		0 => 0,
		1 => Moment::MAX,
		_ => START + random.below(60) * HOUR,
	}
}

fn stage(random: &mut Random) -> Stage {
	let (by, until) = (random.below(4) as u32, time(random));
	match random.below(8) {
		0 | 1 => Stage::Free,
		2 | 3 => Stage::Held { by, until, pending: random.once_in(2) },
		4 => Stage::OnHold { by },
		5 => Stage::Declined { by, until },
		6 => Stage::Owed { until },
		_ => Stage::Closed { why: Closure::Stopped, at: until },
	}
}

fn dispense(random: &mut Random) -> Dispense {
	Dispense {
		by: random.below(4) as u32,
		block: random.below(1_000) as u32,
		at: time(random),
		quantity: random.below(40) as u32,
		fill: random.below(4) as u8,
		flags: random.below(16) as u8,
	}
}

fn row(random: &mut Random) -> Row {
	let many = if random.once_in(25) { 16 } else { random.below(4) };
	let dispenses = (0..many).map(|_| dispense(random)).collect::<Vec<_>>();
	LiveRx {
		patient: random.hash(),
		issuer: random.below(4) as u32,
		issued_at: random.below(1_000) as u32,
		terms: Terms {
			class: random.below(256) as u8,
			unit: random.below(256) as u8,
			quantity: random.below(60) as u32,
			repeats: random.pick(&[0, 0, 1, 2, 15, 255]),
			interval_h: random.below(100) as u16,
			partial_h: random.pick(&[0, 1, 2, 24, u16::MAX]),
			from: time(random),
			until: time(random),
		},
		trail: Trail {
			head: random.hash().into(),
			n: random.next() as u32,
			last: random.next() as u32,
		},
		flags: Flags(random.below(8) as u8),
		patient_seq: random.next() as u16,
		access: random.pick(&[Access::Closed, Access::Any, Access::Only(1)]),
		transfers_left: random.below(4) as u8,
		stage: stage(random),
		dispenses: dispenses.try_into().unwrap(),
		ticket: (),
	}
}

/// Every moment at which something may be due.
fn deadlines(row: &Row) -> Vec<Moment> {
	let own = match row.stage {
		Stage::Held { until, .. } | Stage::Declined { until, .. } | Stage::Owed { until } => until,
		_ => START,
	};
	let window = HOUR * Moment::from(row.terms.partial_h);
	let fills = row.dispenses.iter().map(|dispense| dispense.at.saturating_add(window));
	fills.chain([own, row.terms.until]).collect()
}

#[test]
fn settling_is_as_the_vectors_say() {
	let mut random = Random::new(1);
	let cases = (0..260).map(|_| {
		let row = row(&mut random);
		let outcomes = moments(&mut random, &deadlines(&row)).into_iter().map(|now| {
			let mut settled = row.clone();
			let lapses = settled.settle(now);
			let lapses: Vec<_> =
				lapses.into_iter().map(|lapsed| (lapsed.what, lapsed.at)).collect();
			(now, digest(&(Rx::Live(settled), lapses).encode()))
		});
		let outcomes = outcomes.collect();
		Case { input: Rx::Live(row).encode(), outcomes }
	});
	check("prescriptions.settle.json", &cases.collect::<Vec<_>>());
}
