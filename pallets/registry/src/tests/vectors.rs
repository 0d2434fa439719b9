//! Where licences stand, for the verifier of evidence, which has rules of its own.

#[path = "../../../../evidence/vectors/support.rs"]
mod support;

use crate::*;
use codec::Encode;
use salus_primitives::{
	ids::{DAY, HOUR},
	Moment, Role,
};
use support::{check, moments, Case, Random};

const START: Moment = 1_800_000_000_000;
const COUNTERSIGN_WITHIN: Moment = 30 * DAY;

fn time(random: &mut Random) -> Moment {
	match random.below(20) {
		0 => 0,
		1 => Moment::MAX,
		_ => START + random.below(60) * HOUR,
	}
}

fn standing(random: &mut Random) -> Standing {
	let ground = match random.once_in(2) {
		true => Ground::Ordinary,
		false => Ground::Fraud { since: random.below(1_000) as u32 },
	};
	match random.below(9) {
		0 | 1 => Standing::Awaiting,
		2..=4 => Standing::Active,
		5 => Standing::Suspended(ground),
		6 => Standing::Revoked(ground),
		7 => Standing::Surrendered,
		_ => Standing::Void,
	}
}

#[test]
fn where_licences_stand_is_as_the_vectors_say() {
	let mut random = Random::new(2);
	let cases = (0..260).map(|_| {
		let random = &mut random;
		let row = Licence {
			holder: random.hash(),
			organisation: random.below(1_000) as u32,
			role: random.pick(&Role::ALL),
			bonded: random.once_in(2),
			from: time(random),
			until: time(random),
			standing: standing(random),
			set: (random.below(1_000) as u32, time(random)),
		};
		let void = row.set.1.saturating_add(COUNTERSIGN_WITHIN);
		let outcomes = moments(random, &[row.from, row.until, row.set.1, void])
			.into_iter()
			.map(|now| (now, row.status(now, COUNTERSIGN_WITHIN).encode()))
			.collect();
		Case { input: row.encode(), outcomes }
	});
	check("registry.status.json", &cases.collect::<Vec<_>>());
}
