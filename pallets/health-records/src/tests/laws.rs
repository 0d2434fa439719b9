//! Settling, on arbitrary rows, reachable or not: it composes, is idempotent, and applies each deadline at its own time.

use super::mock::START;
use crate::{life::ANSWER_WITHIN, *};
use frame::prelude::H256;
use proptest::prelude::*;
use salus_primitives::{ids::HOUR, Lapsed, Moment, Purpose, Settle, Trail};

fn time() -> impl Strategy<Value = Moment> {
	prop_oneof![
		8 => (0..4_000u64).prop_map(|hours| START + hours * HOUR),
		4 => START..START + 4_000 * HOUR,
		1 => Just(Moment::MAX),
		1 => Just(0),
	]
}

fn record() -> impl Strategy<Value = KeptRecord<u64, ()>> {
	let hold = proptest::option::of(time().prop_map(|until| Hold {
		until,
		by: 1,
		ground: HoldGround::RetentionLaw,
	}));
	let erasure = proptest::option::of(prop_oneof![
		2 => time().prop_map(|due| Erasure::Requested { due }),
		1 => time().prop_map(|since| Erasure::Ignored { since }),
	]);
	(hold, erasure).prop_map(|(hold, erasure)| KeptRecord {
		custodian: 1,
		patient: 1,
		set: 0,
		block: 1,
		disputed: false,
		version: Version::Live,
		hold,
		erasure,
		trail: Trail::of_id(H256::zero()),
		ticket: (),
	})
}

fn grant() -> impl Strategy<Value = Grant<u64>> {
	let end = prop_oneof![Just(GrantEnd::Spent), Just(GrantEnd::Expired), Just(GrantEnd::Revoked)];
	let state = prop_oneof![
		2 => (0..5u16).prop_map(|reads_left| GrantState::Open { reads_left }),
		1 => (end, time()).prop_map(|(why, at)| GrantState::Closed { why, at }),
	];
	(time(), time(), state).prop_map(|(from, until, state)| Grant {
		authored_at: START,
		grantee: Grantee::Key(1),
		what: What::Sets(1),
		purpose: Purpose::Treatment,
		from,
		until,
		state,
		trail: Trail::of_id(H256::zero()),
	})
}

fn incident() -> impl Strategy<Value = Incident> {
	let state = prop_oneof![
		time().prop_map(|justify_by| IncidentState::Open { justify_by }),
		time().prop_map(|since| IncidentState::Overdue { since }),
		(time(), any::<bool>()).prop_map(|(at, late)| IncidentState::Justified {
			commitment: H256::zero(),
			late,
			at
		}),
		time().prop_map(|at| IncidentState::Closed { verdict: Verdict::Cleared, at }),
	];
	(state, time(), 0..3_000u64).prop_map(|(state, at, review)| Incident {
		by: 1,
		sets: 1,
		reason: BreakGlassReason::Disaster,
		at,
		read_until: at,
		state,
		review: review * HOUR,
		due: at,
		trail: Trail::of_id(H256::zero()),
	})
}

fn patient() -> impl Strategy<Value = Patient<u64, ()>> {
	let recovery = proptest::option::weighted(
		0.8,
		prop_oneof![
			time().prop_map(|until| Recovery::Gathering { votes: Default::default(), until }),
			time().prop_map(|effective_at| Recovery::Decided { new: 3, effective_at }),
		],
	);
	(recovery, proptest::option::of(Just(2)), 0..=u16::MAX).prop_map(
		|(recovery, controller, attempt)| Patient {
			custodian: 1,
			controller,
			guardians: Default::default(),
			recovery,
			attempt,
			vetoed_at: None,
			sealed: 0,
			seq: 0,
			agreed_at: START,
			trail: Trail::of_id(H256::zero()),
			ticket: (),
		},
	)
}

/// What holds of every row: what it becomes at two times in order is what it becomes at the later one.
fn is_lawful<R>(row: &R, a: Moment, b: Moment) -> Result<(), TestCaseError>
where
	R: Settle + Clone + PartialEq + core::fmt::Debug,
	R::Lapse: Clone + PartialEq + core::fmt::Debug,
{
	let (early, late) = (a.min(b), a.max(b));
	let mut once = row.clone();
	let lapses = once.settle(late);
	let mut twice = row.clone();
	let mut in_two = twice.settle(early);
	in_two.extend(twice.settle(late));
	prop_assert_eq!(&once, &twice);
	prop_assert_eq!(&lapses, &in_two);
	prop_assert!(once.due().is_none_or(|next| next.at > late));
	prop_assert!(once.settle(late).is_empty());
	prop_assert!(lapses.is_sorted_by_key(|lapse| lapse.at));
	prop_assert!(lapses.iter().all(|lapse| lapse.at <= late));
	// At each deadline, and not before.
	if let Some(Lapsed { at, .. }) = row.due() {
		prop_assert!(at == 0 || row.clone().settle(at - 1).is_empty());
		prop_assert!(!row.clone().settle(at).is_empty());
	}
	Ok(())
}

/// At the end of time every interval ends at once: `[at, Moment::MAX)` plus anything is empty.
fn is_near(at: Option<Moment>) -> bool {
	at.is_none_or(|at| at < Moment::MAX - 100_000 * HOUR)
}

proptest! {
	#[test]
	fn records_settle(row in record(), a in time(), b in time()) {
		is_lawful(&row, a, b)?;
		let mut settled = row.clone();
		settled.settle(a);
		prop_assert_eq!(&settled.trail, &row.trail);
		prop_assert_eq!(settled.hold.is_some(), row.hold.as_ref().is_some_and(|hold| a < hold.until));
		// Nothing but silence blocks, and silence is a month after the hold.
		if let (Some(hold), Some(Erasure::Requested { .. })) = (&row.hold, &row.erasure) {
			prop_assume!(is_near(Some(hold.until)));
			prop_assert_eq!(settled.is_blocked(), hold.until + ANSWER_WITHIN <= a);
		}
	}

	#[test]
	fn grants_settle(row in grant(), a in time(), b in time()) {
		is_lawful(&row, a, b)?;
		let mut settled = row.clone();
		settled.settle(a);
		prop_assert_eq!(settled.is_open(), row.is_open() && a < row.until);
		prop_assert_eq!(settled.is_open(), settled.closed_at().is_none());
	}

	#[test]
	fn grants_give_each_read_once(row in grant(), now in time()) {
		let mut reads = 0;
		let mut settled = row.clone();
		settled.settle(now);
		let granted = match settled.state {
			GrantState::Open { reads_left } => reads_left,
			GrantState::Closed { .. } => 0,
		};
		while let Some(left) = settled.take_read(now) {
			reads += 1;
			prop_assert_eq!(left, granted - reads);
		}
		prop_assert_eq!(reads, granted);
	}

	#[test]
	fn incidents_settle(row in incident(), a in time(), b in time()) {
		is_lawful(&row, a, b)?;
		let mut settled = row.clone();
		settled.settle(a);
		// The clock explains nothing, and closes what was explained for the want of a review only.
		prop_assert!(row.is_unexplained() || !settled.is_unexplained());
		if let IncidentState::Closed { verdict, .. } = settled.state {
			let presumed = row.is_unexplained();
			prop_assert!(row.closed_at().is_some() || presumed == (verdict == Verdict::PresumedAbuse));
		}
	}

	/// What a conduct says of an incident is what its row says, at every moment.
	#[test]
	fn conducts_say_what_their_incidents_say(row in incident(), now in time()) {
		let IncidentState::Open { justify_by } = row.state else { return Ok(()) };
		prop_assume!(is_near(Some(justify_by)));
		let presumed_at = justify_by + row.review;
		let entry = Unexplained { patient: 1, incident: 1, justify_by, presumed_at };
		let conduct = Conduct { open: vec![entry].try_into().unwrap() };
		let mut settled = row.clone();
		settled.settle(now);
		let overdue = matches!(settled.state, IncidentState::Overdue { .. });
		prop_assert_eq!(conduct.is_suspended(now), overdue);
		prop_assert_eq!(conduct.concerns(&1, now), settled.is_unexplained());
		prop_assert!(!conduct.concerns(&2, now));
	}

	#[test]
	fn patients_settle(row in patient(), a in time(), b in time()) {
		is_lawful(&row, a, b)?;
		let mut settled = row.clone();
		let ended = !settled.settle(a).is_empty();
		prop_assert_eq!(settled.attempt, row.attempt.saturating_add(ended.into()));
		let effective = matches!(row.recovery, Some(Recovery::Decided { .. })) && ended;
		prop_assert_eq!(settled.controller, if effective { Some(3) } else { row.controller });
	}
}
