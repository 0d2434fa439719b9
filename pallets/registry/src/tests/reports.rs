use crate::{mock::*, *};
use frame::testing_prelude::*;
use salus_primitives::{Infraction, Licensing};

fn report(id: u32, what: Infraction) {
	<Registry as Licensing<AccountId>>::report(id, what)
}

const ALL: [Infraction; 4] = [
	Infraction::Unratified,
	Infraction::UnexplainedAccess,
	Infraction::AbusedAccess,
	Infraction::IgnoredShredding,
];

#[test]
fn report_counts_by_kind_and_changes_nothing_else() {
	run(|| {
		let id = doctor();
		let before = row(id);
		for what in ALL {
			report(id, what);
		}
		pass(1);
		report(id, Infraction::AbusedAccess);
		let event =
			Event::InfractionReported { licence: id, what: Infraction::AbusedAccess, count: 2 };
		assert_eq!(last_event(), event);
		let counts: Vec<_> = file(id).reports.iter().map(|r| (r.what, r.count, r.last)).collect();
		let expected = ALL.map(|what| match what {
			Infraction::AbusedAccess => (what, 2, 2),
			_ => (what, 1, 1),
		});
		assert_eq!(counts, expected);
		assert_eq!((row(id), file(id).trail.n), (before, 6));
	});
}

#[test]
fn report_of_nobody_or_at_its_maximum_is_nothing() {
	run(|| {
		let id = doctor();
		assert_storage_noop!(report(99, Infraction::Unratified));
		report(id, Infraction::Unratified);
		Files::<Test>::mutate(id, |file| {
			file.as_mut().unwrap().reports[0].count = u16::MAX;
		});
		assert_storage_noop!(report(id, Infraction::Unratified));
	});
}

#[test]
fn answer_report_works() {
	run(|| {
		let id = doctor();
		report(id, Infraction::Unratified);
		report(id, Infraction::Unratified);
		assert_ok!(Registry::answer_report(by(BOARD), id, Infraction::Unratified, decision()));
		assert_eq!(file(id).reports[0].answered, 2);
		let event = Event::ReportAnswered {
			licence: id,
			what: Infraction::Unratified,
			answered: 2,
			decision: decision(),
		};
		assert_eq!(last_event(), event);
		assert_noop!(
			Registry::answer_report(by(BOARD), id, Infraction::Unratified, decision()),
			Error::<Test>::NothingReported
		);
	});
}

#[test]
fn answer_report_fails() {
	run(|| {
		let answer =
			|origin, id| Registry::answer_report(origin, id, Infraction::Unratified, decision());
		let id = doctor();
		report(id, Infraction::AbusedAccess);
		assert_noop!(answer(by(BOARD), id), Error::<Test>::NothingReported);
		assert_noop!(answer(by(BOARD), 99), Error::<Test>::NotFound);
		for who in [RIVAL, DOCTOR, CLINIC] {
			assert_noop!(answer(by(who), id), Error::<Test>::NotAuthorized);
		}
		// Nobody clears its own house.
		let own = own_house_active();
		report(own, Infraction::Unratified);
		assert_noop!(answer(by(BOARD), own), Error::<Test>::NotAuthorized);
		assert_ok!(answer(council(), own));
	});
}
