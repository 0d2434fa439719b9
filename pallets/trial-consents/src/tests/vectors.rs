//! What consents are worth, for the verifier of evidence, which has rules of its own.

#[path = "../../../../evidence/vectors/support.rs"]
mod support;

use super::mock::START;
use crate::{
	standing::{begin_of, standing},
	*,
};
use codec::Encode;
use salus_primitives::{
	ids::{DAY, HOUR},
	Given, Moment, Scopes, Settle, Signers, Standing, Trail,
};
use support::{check, digest, moments, Case, Random};

/// Who paid the deposit, and how much: as the runtimes store it.
type Paid = ([u8; 32], u128);

const GRACE: Moment = 31 * DAY;
/// The month in which the mock's clock begins.
const MONTH: Month = 684;

fn time(random: &mut Random) -> Moment {
	match random.below(20) {
		0 => 0,
		1 => Moment::MAX,
		_ => START + random.below(60) * HOUR,
	}
}

fn month(random: &mut Random) -> Month {
	match random.below(4) {
		0 => random.next() as u16,
		_ => MONTH + random.below(3) as u16,
	}
}

fn given(random: &mut Random) -> Given {
	Given {
		version: random.below(9) as u16,
		scopes: Scopes(random.next() as u32),
		core: Scopes(random.next() as u32),
		by: Signers(random.below(32) as u8),
		round: random.below(9) as u16,
		at: time(random),
		block: random.below(1_000) as u32,
		investigator: random.below(9) as u32,
		deferred: if random.once_in(4) { Some(time(random)) } else { None },
	}
}

fn consent(random: &mut Random) -> Consent {
	match random.below(10) {
		0 => Consent::Absent,
		1 => Consent::Ended {
			at: time(random),
			why: random.pick(&[EndReason::Withdrawn, EndReason::Refused, EndReason::Unsigned]),
			last: random.option(given),
		},
		_ => Consent::Given(given(random)),
	}
}

fn proposal(random: &mut Random) -> Proposal<[u8; 32]> {
	Proposal {
		version: random.below(9) as u16,
		scopes: Scopes(random.next() as u32),
		need: Signers(random.below(32) as u8),
		have: Signers(random.below(32) as u8),
		representative: None,
		witness: None,
		majority: random.option(month),
		by: random.below(9) as u32,
		until: time(random),
	}
}

fn enrolment(random: &mut Random) -> Enrolment {
	match random.below(6) {
		0 => Enrolment::None,
		1 => Enrolment::Enrolled(time(random)),
		2 => Enrolment::OnStudy,
		3 => Enrolment::FollowUp,
		4 => Enrolment::Off(OffReason::Withdrawn),
		_ => Enrolment::Off(OffReason::Exited(ExitReason::Sponsor)),
	}
}

fn row(random: &mut Random) -> Participation<[u8; 32], Paid> {
	Participation {
		organisation: random.below(9) as u32,
		representative: if random.once_in(4) { Some(random.hash()) } else { None },
		majority: if random.once_in(2) { Some(month(random)) } else { None },
		refused: random.once_in(2),
		round: random.below(9) as u16,
		consent: consent(random),
		proposal: if random.once_in(3) { Some(proposal(random)) } else { None },
		enrolment: enrolment(random),
		records: random.below(99) as u32,
		erasure: if random.once_in(4) {
			Some(Erasure { scopes: Scopes::ALL, due: time(random), answer: Some(Answer::Partly) })
		} else {
			None
		},
		trail: Trail {
			head: random.hash().into(),
			n: random.next() as u32,
			last: random.next() as u32,
		},
		ticket: (random.hash(), random.next().into()),
	}
}

fn form(random: &mut Random) -> Form<Paid> {
	let approval = Approval {
		from: if random.once_in(4) { time(random) } else { 0 },
		until: if random.once_in(4) { time(random) } else { Moment::MAX },
		block: random.below(1_000) as u32,
	};
	let status = match random.below(8) {
		0 => FormStatus::Submitted { until: time(random), replace: Some(Reconsent::NewOnly) },
		1 => FormStatus::Rejected,
		2 | 3 => FormStatus::Approved { approval, replace: None },
		_ => FormStatus::Superseded {
			approval,
			at: time(random),
			asks: [(); 4].map(|()| {
				let (from, until) = (time(random), time(random));
				if random.once_in(4) {
					None
				} else {
					Some(Ask { from, until })
				}
			}),
		},
	};
	Form {
		commitment: random.hash().into(),
		offered: Scopes(random.next() as u32),
		core: Scopes(random.next() as u32),
		sets: vec![Signers(17), Signers(18)].try_into().unwrap(),
		deferred_h: random.below(720) as u16,
		ends_at: if random.once_in(4) { time(random) } else { Moment::MAX },
		suspended: Suspension { committee: random.once_in(8), regulator: random.once_in(8) },
		status,
		ticket: (random.hash(), random.next().into()),
	}
}

/// Every moment at which something may change.
fn deadlines(row: &Participation<[u8; 32], Paid>, form: &Form<Paid>) -> Vec<Moment> {
	let mut moments = vec![form.ends_at];
	moments.extend(row.proposal.as_ref().map(|proposal| proposal.until));
	if let Consent::Given(given) = &row.consent {
		moments.extend(given.deferred.into_iter().chain([given.at]));
	}
	if let Some(month) = row.majority {
		moments.extend([begin_of(month), begin_of(month).saturating_add(GRACE)]);
	}
	if let Some(approval) = form.approval() {
		moments.extend([approval.from, approval.until]);
	}
	if let FormStatus::Superseded { asks, .. } = &form.status {
		moments.extend(asks.iter().flatten().flat_map(|ask| [ask.from, ask.until]));
	}
	moments
}

#[test]
fn what_consents_are_worth_is_as_the_vectors_say() {
	let mut random = Random::new(3);
	let cases = (0..260).map(|_| {
		let (row, form) = (row(&mut random), form(&mut random));
		let outcomes = moments(&mut random, &deadlines(&row, &form)).into_iter().map(|now| {
			let mut settled = row.clone();
			settled.settle(now);
			let worth = match &settled.consent {
				Consent::Absent => Standing::Absent,
				Consent::Ended { .. } => Standing::Ended,
				Consent::Given(given) => standing(given, &form, &settled.circumstances(GRACE), now),
			};
			(now, [worth.encode(), digest(&settled.encode())[..4].to_vec()].concat())
		});
		let outcomes = outcomes.collect();
		Case { input: (&row, &form).encode(), outcomes }
	});
	check("consents.standing.json", &cases.collect::<Vec<_>>());
}
