//! Random operations of many actors, with the numbered invariants after each one, against [`Model`].
//!
//! As a rule 60 cases of about 55 operations. With `SALUS_LONG=1` in the environment 100,000 operations and more:
//! `SALUS_LONG=1 cargo nextest run -p pallet-health-records --features runtime-benchmarks,try-runtime -E 'test(invariants)'`.

use super::{
	calls,
	mock::*,
	model::Model,
	ops::{ops, Op},
	setup::*,
};
use crate::*;
use frame::{deps::sp_io, testing_prelude::*};
use proptest::{prelude::ProptestConfig, test_runner::TestRunner};
use salus_primitives::{
	ids::{DAY, HOUR},
	LicenceFault, Moment, Power, RecordId,
};
use std::{
	cell::{Cell, RefCell},
	collections::BTreeSet,
};

/// How many blocks a signature lives.
const ERA: u64 = 10;

/// What a number picks, 0 the newest, the first again after the last.
fn nth<T: Clone>(all: &[T], n: u8) -> Option<T> {
	let n = usize::from(n).checked_rem(all.len())?;
	all.iter().rev().nth(n).cloned()
}

fn guardians_of_kind(kind: u8) -> Guardians<u64> {
	let [_, recovers, reads] = GUARDIANS;
	match kind {
		0 => Guardians::default(),
		1 => guardians(),
		2 => {
			let until = Now::get() + 60 * DAY;
			guardians_of(vec![guardian(recovers, &[Power::Recovery], until)], 1)
		},
		_ => {
			let until = Now::get() + 20 * DAY;
			guardians_of(vec![guardian(reads, &[Power::Records, Power::Consents], until)], 0)
		},
	}
}

fn perform(model: &mut Model, op: Op) {
	match op {
		Op::Wait { time, blocks: n } => {
			after(time);
			blocks(n);
		},
		Op::Turn { time, blocks: n } => {
			blocks(n);
			turn(Now::get() + time);
		},
		Op::Fault { who, on } => {
			if Registry::get()[&licence(who)].fault != Some(LicenceFault::Ended) {
				fault(who, on.then_some(LicenceFault::Suspended));
			}
		},
		Op::End => fault(HOSPITAL, Some(LicenceFault::Ended)),
		Op::Govern { short } => {
			let hurried = EmergencyRules { read: 12 * HOUR, justify: 2 * DAY, review: 30 * DAY };
			let rules = if short { hurried } else { EmergencyRules::default() };
			assert_ok!(send_from(RuntimeOrigin::root(), Call::set_emergency { rules }));
		},
		Op::Again { n } => again(model, n),
		op => {
			if let Some((who, call)) = call_of(model, op) {
				attempt(model, who, call);
			}
		},
	}
}

/// Sends a call. An error changes nothing; what the model knows comes true; what guards itself is not heard twice.
fn attempt(model: &mut Model, who: u64, call: Call<Test>) {
	let expected = model.expects(who, &call);
	let done = quietly(who, &call);
	if let Some(expected) = expected {
		assert_eq!(done.is_ok(), expected, "1, 2, 3: {who}: {call:?}: {done:?}");
	}
	if done.is_err() {
		return;
	}
	model.admits(who, &call);
	model.heard(who, &call);
	let lives = match call {
		Call::enter_patient { .. } | Call::grant { .. } | Call::revoke { .. } => u64::MAX,
		_ => System::block_number() + ERA,
	};
	let guarded = call.is_sequenced()
		|| matches!(call, Call::enter_patient { .. } | Call::revoke_signed { .. });
	if guarded {
		assert!(quietly(who, &call).is_err(), "heard twice: {call:?}");
		model.heard.push((who, call, lives));
	}
}

/// What was heard once is not heard again while a signature over it lives, whatever has happened since.
fn again(model: &mut Model, n: u8) {
	let block = System::block_number();
	model.heard.retain(|(.., lives)| block <= *lives);
	if let Some((who, call, _)) = nth(&model.heard, n) {
		assert!(quietly(who, &call).is_err(), "heard again: {call:?}");
	}
}

fn quietly(who: u64, call: &Call<Test>) -> DispatchResult {
	let before = sp_io::storage::root(StateVersion::V1);
	let done = match call {
		Call::revoke_signed { .. } => {
			submit(call.clone()).unwrap_or(Err(DispatchError::Other("not valid")))
		},
		_ => send(who, call.clone()),
	};
	if let Err(error) = &done {
		let now = sp_io::storage::root(StateVersion::V1);
		assert_eq!(before, now, "12: a failed call changed something: {error:?}");
	}
	done
}

/// The operation's call; `None` if there is nothing that it could be about.
fn call_of(model: &Model, op: Op) -> Option<(u64, Call<Test>)> {
	let record = |n| nth(&model.order, n);
	Some(match op {
		Op::Enter { by, patient, guardians } => {
			(by, calls::enter(by, patient, guardians_of_kind(guardians)))
		},
		Op::Close { by, patient } => (by, calls::close(by, patient)),
		Op::Anchor { by, patient, set } => (by, calls::anchor(by, root(), patient, set)),
		Op::Amend { by, n } => (by, calls::amend(by, record(n)?, root())),
		Op::MarkError { by, n } => (by, calls::mark_error(by, record(n)?)),
		Op::Dispute { who, n } => (who, calls::dispute(record(n)?)),
		Op::RequestShred { who, n } => (who, calls::request_shred(record(n)?)),
		Op::Shred { by, n, reason } => {
			let reasons = [
				ShredReason::RetentionEnded,
				ShredReason::LegalOrder,
				ShredReason::PatientRequest,
				ShredReason::EnteredInError,
			];
			let (id, reason) = (record(n)?, reasons[usize::from(reason)]);
			(by, Call::shred { licence: licence(by), id, reason })
		},
		Op::Hold { by, n, days } => (by, calls::hold(by, record(n)?, Now::get() + days * DAY)),
		Op::Lift { by, n } => (by, calls::lift(by, record(n)?)),
		Op::Succeed { who } => (who, calls::succeed(HOSPITAL, OTHER_HOSPITAL)),
		op => return call_of_reader(model, &record, op),
	})
}

/// What patients give, and what readers make of it.
fn call_of_reader(
	model: &Model,
	record: &dyn Fn(u8) -> Option<RecordId>,
	op: Op,
) -> Option<(u64, Call<Test>)> {
	let case = |n| nth(&model.incidents, n);
	let clinician = |by: Option<u64>, patient, id| {
		let found = Incidents::<Test>::get(patient, id).map(|row| u64::from(row.by));
		by.or(found).unwrap_or(CLINICIAN)
	};
	Some(match op {
		Op::Grant { who, patient, gift } => {
			let what = match gift.sets {
				Some(sets) => What::Sets(sets),
				None => What::Record(record(gift.n)?),
			};
			let grantee = match gift.to {
				Some(to) => Grantee::Licence(licence(to)),
				None => Grantee::Key(STRANGER),
			};
			let now = Now::get();
			let (from, authored_at) = (now + gift.from, now - gift.age);
			let (slot, until, reads) = (gift.slot, from + gift.lasts, gift.reads);
			let gift = calls::Gift { slot, grantee, what, from, until, reads, authored_at };
			(who, calls::grant(patient, gift))
		},
		Op::Revoke { who, grant, free } => {
			let (patient, slot, _) = nth(&model.grants(), grant)?;
			let who = who.unwrap_or(model.speaker(patient));
			let free = free.then(|| calls::revoke_signed(patient, slot, who));
			(who, free.unwrap_or(calls::revoke(patient, slot)))
		},
		Op::Access { by, grant, n } => {
			let (patient, slot, grantee) = nth(&model.grants(), grant)?;
			let by = by.unwrap_or(grantee);
			let records = model.records_of(patient);
			let ids: Vec<_> = n.into_iter().filter_map(|n| nth(&records, n)).collect();
			let licensed = (by != STRANGER).then(|| licence(by));
			(by, calls::access_by(licensed, patient, slot, &ids))
		},
		Op::Break { by, patient, sets } => (by, calls::break_glass(by, patient, sets)),
		Op::Read { by, incident, n } => {
			let (patient, id) = case(incident)?;
			let by = clinician(by, patient, id);
			let asked = nth(&model.records_of(patient), n)?;
			(by, calls::read(by, patient, id, &[asked]))
		},
		Op::Justify { by, incident } => {
			let (patient, id) = case(incident)?;
			(clinician(by, patient, id), calls::justify(patient, id))
		},
		Op::Review { by, incident, abuse } => {
			let (patient, id) = case(incident)?;
			let finding = if abuse { Finding::Abuse } else { Finding::Cleared };
			(by, calls::review(by, patient, id, finding))
		},
		Op::Seal { who, patient, sets } => (who, calls::seal(patient, sets)),
		Op::SetGuardians { who, patient, guardians, court: true } => {
			(who, calls::order_guardians(patient, guardians_of_kind(guardians)))
		},
		Op::SetGuardians { who, patient, guardians, .. } => {
			(who, calls::set_guardians(patient, guardians_of_kind(guardians)))
		},
		Op::Recover { who, patient, new } => (who, calls::recover(patient, new)),
		Op::Veto { who, patient } => (who.unwrap_or(model.speaker(patient)), calls::veto(patient)),
		_ => return None,
	})
}

/// Left alone, everything ends, and nothing stays but what somebody keeps: records, and patients with their deposits.
fn silence(model: &mut Model) {
	let end: Moment = Now::get() + 3 * 366 * DAY;
	while Now::get() < end {
		turn(Now::get() + 30 * DAY);
		model.learn();
	}
	// Grants, incidents and markers in one round each.
	for _ in 0..4 {
		turn(Now::get() + 1);
		model.learn();
	}
	model.check();
	assert_eq!(Grants::<Test>::iter().count(), 0, "a grant stays");
	assert_eq!(Incidents::<Test>::iter().count(), 0, "an incident stays");
	assert_eq!(Due::<Test>::iter().count(), 0, "4: an entry stays");
	assert_eq!(Conducts::<Test>::iter().count(), 0, "4: a conduct stays");
	let kept = |row: RecordOf<Test>| matches!(row, Record::Kept(_));
	assert!(Records::<Test>::iter_values().all(kept), "a marker stays");
}

/// What every long run comes to; a short one may miss some.
const REACHED: [&str; 37] = [
	"EmergencySet",
	"PatientEntered",
	"PatientClosed",
	"Anchored",
	"Amended",
	"MarkedInError",
	"Disputed",
	"ShredRequested",
	"ShredIgnored",
	"Shredded",
	"HoldPlaced",
	"HoldLifted",
	"HoldEnded",
	"RecordPruned",
	"CustodySucceeded",
	"Granted",
	"Accessed",
	"Revoked",
	"Expired",
	"GrantPruned",
	"GlassBroken",
	"EmergencyAccessed",
	"Justified",
	"Justified late",
	"Reviewed",
	"AccessSuspended",
	"IncidentClosed",
	"IncidentClosed Unreviewed",
	"IncidentClosed PresumedAbuse",
	"IncidentPruned",
	"Sealed",
	"GuardiansSet",
	"RecoveryApproved",
	"RecoveryVetoed",
	"RecoveryAbandoned",
	"Recovered",
	"Entered again",
];

/// What the events of a case are called.
fn names() -> BTreeSet<String> {
	let (mut names, mut closed) = (BTreeSet::new(), BTreeSet::new());
	for (event, ..) in Journal::get() {
		let told = format!("{event:?}");
		let name = told.trim_start_matches("Event::").split(' ').next();
		names.extend(name.map(String::from));
		match event {
			Event::Justified { late: true, .. } => {
				names.insert("Justified late".into());
			},
			Event::IncidentClosed { verdict, .. } => {
				names.insert(format!("IncidentClosed {verdict:?}"));
			},
			Event::PatientClosed { patient } => {
				closed.insert(patient);
			},
			Event::PatientEntered { patient, .. } if closed.contains(&patient) => {
				names.insert("Entered again".into());
			},
			_ => {},
		}
	}
	names
}

fn case(ops: Vec<Op>) {
	Journal::set(Vec::new());
	new_test_ext().execute_with(|| {
		let mut model = Model::new();
		for (patient, kind) in [(PATIENT, 1), (OTHER_PATIENT, 2), (102, 0)] {
			attempt(&mut model, HOSPITAL, calls::enter(HOSPITAL, patient, guardians_of_kind(kind)));
		}
		model.learn();
		for op in ops {
			perform(&mut model, op);
			model.learn();
			model.check();
		}
		silence(&mut model);
		check();
	});
}

#[test]
fn invariants_hold_after_any_operations() {
	let long = std::env::var("SALUS_LONG").is_ok();
	let cases = if long { 2_000 } else { 60 };
	let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases) };
	let (reached, performed) = (RefCell::new(BTreeSet::new()), Cell::new(0));
	let tested = TestRunner::new(config).run(&ops(), |ops| {
		performed.set(performed.get() + ops.len());
		case(ops);
		reached.borrow_mut().extend(names());
		Ok(())
	});
	if let Err(failed) = tested {
		panic!("{failed}");
	}
	let reached = reached.into_inner();
	let missed: Vec<_> = REACHED.iter().filter(|name| !reached.contains(**name)).collect();
	println!("{} operations; not reached: {missed:?}", performed.get());
	assert!(!long || missed.is_empty(), "the operations never reach {missed:?}");
}
