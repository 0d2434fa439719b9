//! What settling makes of records and grants, for the verifier of evidence, which has rules of its own.

#[path = "../../../../evidence/vectors/support.rs"]
mod support;

use crate::{life::ANSWER_WITHIN, *};
use codec::Encode;
use salus_primitives::{ids::HOUR, Moment, Purpose, Settle, Trail};
use support::{check, digest, moments, Case, Random};

const START: Moment = 1_800_000_000_000;

fn time(random: &mut Random) -> Moment {
	match random.below(20) {
		0 => 0,
		1 => Moment::MAX,
		_ => START + random.below(60) * HOUR,
	}
}

fn trail(random: &mut Random) -> Trail {
	Trail { head: random.hash().into(), n: random.next() as u32, last: random.next() as u32 }
}

fn record(random: &mut Random) -> KeptRecord<[u8; 32], ()> {
	KeptRecord {
		custodian: random.below(9) as u32,
		patient: random.hash(),
		set: random.below(32) as u8,
		block: random.below(1_000) as u32,
		disputed: random.once_in(2),
		version: match random.below(3) {
			0 => Version::Live,
			1 => Version::Amended { by: random.hash().into() },
			_ => Version::InError,
		},
		hold: random.option(|random| Hold {
			until: time(random),
			by: random.below(9) as u32,
			ground: random.pick(&[HoldGround::LegalClaim, HoldGround::TrialData]),
		}),
		erasure: random.option(|random| match random.once_in(4) {
			true => Erasure::Ignored { since: time(random) },
			false => Erasure::Requested { due: time(random) },
		}),
		trail: trail(random),
		ticket: (),
	}
}

fn grant(random: &mut Random) -> Grant<[u8; 32]> {
	Grant {
		authored_at: time(random),
		grantee: match random.once_in(2) {
			true => Grantee::Licence(random.below(9) as u32),
			false => Grantee::Key(random.hash()),
		},
		what: match random.once_in(2) {
			true => What::Sets(random.next() as u32),
			false => What::Record(random.hash().into()),
		},
		purpose: random.pick(&[Purpose::Treatment, Purpose::Legal, Purpose::ClinicalTrial]),
		from: time(random),
		until: time(random),
		state: match random.once_in(4) {
			true => GrantState::Closed {
				why: random.pick(&[GrantEnd::Spent, GrantEnd::Expired, GrantEnd::Revoked]),
				at: time(random),
			},
			false => GrantState::Open { reads_left: random.next() as u16 },
		},
		trail: trail(random),
	}
}

#[test]
fn settling_records_is_as_the_vectors_say() {
	let mut random = Random::new(4);
	let cases = (0..260).map(|_| {
		let row = record(&mut random);
		let hold = row.hold.as_ref().map_or(START, |hold| hold.until);
		let due = match row.erasure {
			Some(Erasure::Requested { due }) => due,
			_ => START,
		};
		let deadlines = [hold, due, hold.saturating_add(ANSWER_WITHIN)];
		let outcomes = moments(&mut random, &deadlines).into_iter().map(|now| {
			let mut settled = row.clone();
			let lapses = settled.settle(now);
			let lapses: Vec<_> =
				lapses.into_iter().map(|lapsed| (lapsed.what, lapsed.at)).collect();
			(now, digest(&(Record::Kept(settled), lapses).encode()))
		});
		let outcomes = outcomes.collect();
		Case { input: Record::Kept(row).encode(), outcomes }
	});
	check("records.settle.json", &cases.collect::<Vec<_>>());
}

#[test]
fn settling_grants_is_as_the_vectors_say() {
	let mut random = Random::new(5);
	let cases = (0..260).map(|_| {
		let row = grant(&mut random);
		let outcomes = moments(&mut random, &[row.from, row.until]).into_iter().map(|now| {
			let mut settled = row.clone();
			let lapses = settled.settle(now);
			let lapses: Vec<_> =
				lapses.into_iter().map(|lapsed| (lapsed.what, lapsed.at)).collect();
			(now, digest(&(settled, lapses).encode()))
		});
		let outcomes = outcomes.collect();
		Case { input: row.encode(), outcomes }
	});
	check("grants.settle.json", &cases.collect::<Vec<_>>());
}
