use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::{DAY, HOUR};
use salus_primitives::Infraction;

fn decide(id: RxId, accept: bool) -> DispatchResult {
	send(DOCTOR, ratify(licence(DOCTOR), id, accept))
}

#[test]
fn ratify_makes_it_payable() {
	run(|| {
		let id = owed();
		after(7 * DAY - 1);
		assert_ok!(decide(id, true));
		assert_eq!(last_event(), Event::Ratified { id, accepted: true });
		assert_eq!(closure(id), Some(Closure::Completed));
		assert_eq!(Obligations::<Test>::iter().count(), 0);
		assert_eq!(
			Told::get().iter().map(|f| (f.id(), f.payable)).collect::<Vec<_>>(),
			[((id, 0), true)]
		);
		after(DAY);
		Prescriptions::on_idle(1, Weight::MAX);
		assert!(Reports::get().is_empty());
	});
}

#[test]
fn ratify_refused_is_unratified_without_a_report() {
	run(|| {
		let id = owed();
		assert_ok!(decide(id, false));
		assert_eq!(closure(id), Some(Closure::Unratified));
		assert!(Told::get().is_empty() && Reports::get().is_empty());
		assert_noop!(decide(id, true), Error::<Test>::TooLate);
	});
}

#[test]
fn ratify_a_millisecond_late_fails_and_both_are_reported_once() {
	run(|| {
		let id = owed();
		after(7 * DAY);
		assert_noop!(decide(id, true), Error::<Test>::TooLate);
		assert_ok!(send(STRANGER, poke(id)));
		let both = [
			(licence(DOCTOR), Infraction::Unratified),
			(licence(PHARMACY), Infraction::Unratified),
		];
		assert_eq!(Reports::get(), both);
		after(2 * HOUR);
		Prescriptions::on_idle(1, Weight::MAX);
		assert_eq!(Reports::get(), both);
	});
}

#[test]
fn ratify_by_others_or_of_others_fails() {
	run(|| {
		let id = owed();
		for (who, by) in [
			(COLLEAGUE, licence(COLLEAGUE)),
			(STRANGER, licence(DOCTOR)),
			(PHARMACY, licence(PHARMACY)),
		] {
			assert_noop!(send(who, ratify(by, id, true)), Error::<Test>::NotAuthorized);
		}
		let other = issued();
		assert_noop!(decide(other, true), Error::<Test>::NotOpen);
		assert_noop!(decide(H256::zero(), true), Error::<Test>::NotFound);
		suspend_licence(DOCTOR);
		assert_noop!(decide(id, true), Error::<Test>::LicenceNotValid);
	});
}
