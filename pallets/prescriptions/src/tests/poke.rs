use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::DAY;

#[test]
fn poke_writes_what_time_has_changed() {
	run(|| {
		let id = held();
		assert_noop!(send(STRANGER, poke(id)), Error::<Test>::NothingDue);
		let until = Now::get() + 3 * DAY;
		after(4 * DAY);
		let settled = Prescriptions::item(id);
		assert_ok!(send(STRANGER, poke(id)));
		assert_eq!(events(), [Event::Lapsed { id, lapse: Lapse::HoldEnded, at: until }]);
		let mut written = stored(id).without_ticket();
		assert_eq!(written.trail().n, 3);
		*written.trail_mut() = settled.clone().unwrap().trail().clone();
		assert_eq!(Some(written), settled);
		assert_noop!(send(STRANGER, poke(id)), Error::<Test>::NothingDue);
	});
}

#[test]
fn poke_archives_returns_the_ticket_and_removes() {
	run(|| {
		let id = issued();
		let deposit = on_hold(DOCTOR);
		after(33 * DAY - 1);
		assert_ok!(send(STRANGER, poke(id)));
		assert_eq!(on_hold(DOCTOR), deposit);
		after(1);
		assert_ok!(send(STRANGER, poke(id)));
		assert!(matches!(stored(id), Rx::Archived(_)));
		assert_eq!(on_hold(DOCTOR), 0);
		at(START + 430 * DAY - 1);
		assert_noop!(send(STRANGER, poke(id)), Error::<Test>::NothingDue);
		after(1);
		assert_eq!(Prescriptions::item(id), None);
		assert_ok!(send(STRANGER, poke(id)));
		assert_eq!(last_event(), Event::Pruned { id });
		assert_noop!(send(STRANGER, poke(id)), Error::<Test>::NotFound);
	});
}

#[test]
fn poke_of_a_row_that_nobody_touched_to_the_end_still_tells_and_reports() {
	run(|| {
		let id = owed();
		after(500 * DAY);
		assert_ok!(send(STRANGER, poke(id)));
		let at = START + 7 * DAY;
		assert_eq!(
			events(),
			[Event::Lapsed { id, lapse: Lapse::RatificationEnded, at }, Event::Pruned { id }]
		);
		assert_eq!(Reports::get().len(), 2);
		assert_eq!(on_hold(PHARMACY), 0);
		assert_eq!(Obligations::<Test>::iter().count(), 0);
	});
}
