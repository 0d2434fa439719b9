use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::{DAY, HOUR};

fn by_pharmacy(change: impl FnOnce(&mut Call<Test>)) -> DispatchResult {
	let mut call = emergency(licence(PHARMACY), commitment(), 10, licence(DOCTOR));
	change(&mut call);
	send(PHARMACY, call)
}

#[test]
fn emergency_dispense_is_owed_and_not_yet_payable() {
	run(|| {
		let id = owed();
		let until = Now::get() + 7 * DAY;
		let row = live(id);
		assert_eq!((row.issuer, row.stage), (licence(DOCTOR), Stage::Owed { until }));
		assert!(row.flags.has(Flags::EMERGENCY));
		assert_eq!(row.dispenses[0].by, licence(PHARMACY));
		assert!(Obligations::<Test>::contains_key((until / HOUR) as u32, id));
		let (by, prescriber) = (licence(PHARMACY), licence(DOCTOR));
		let event = Event::EmergencyDispensed { id, by, prescriber, quantity: 10, until };
		assert_eq!(last_event(), event);
		assert!(Told::get().is_empty());
		assert!(on_hold(PHARMACY) > 0);
	});
}

#[test]
fn emergency_dispense_keeps_to_the_policy() {
	run(|| {
		let quantity = |wanted| {
			by_pharmacy(|call| {
				if let Call::emergency_dispense { quantity, .. } = call {
					*quantity = wanted
				}
			})
		};
		assert_noop!(quantity(0), Error::<Test>::InvalidTerms);
		assert_noop!(quantity(101), Error::<Test>::PolicyViolated);
		assert_ok!(quantity(100));
		Policies::<Test>::insert(CLASS, Policy { emergency: false, ..policy() });
		assert_noop!(quantity(1), Error::<Test>::PolicyViolated);
		Policies::<Test>::remove(CLASS);
		assert_noop!(quantity(1), Error::<Test>::PolicyViolated);
	});
}

#[test]
fn emergency_dispense_without_a_right_to_it_fails() {
	run(|| {
		let call = |by, prescriber| emergency(by, commitment(), 10, prescriber);
		let not_authorized = DispatchError::from(Error::<Test>::NotAuthorized);
		assert_noop!(send(DOCTOR, call(licence(DOCTOR), licence(DOCTOR))), not_authorized);
		assert_noop!(send(STRANGER, call(licence(PHARMACY), licence(DOCTOR))), not_authorized);
		assert_noop!(send(PHARMACY, call(licence(PHARMACY), licence(RIVAL))), not_authorized);
		assert_noop!(send(PHARMACY, call(licence(PHARMACY), 99)), not_authorized);
		suspend_licence(DOCTOR);
		assert_noop!(by_pharmacy(|_| ()), Error::<Test>::LicenceNotValid);
		fault(DOCTOR, None);
		suspend_licence(PHARMACY);
		assert_noop!(by_pharmacy(|_| ()), Error::<Test>::LicenceNotValid);
	});
}

#[test]
fn emergency_dispense_again_or_too_old_fails() {
	run(|| {
		let call = emergency(licence(PHARMACY), commitment(), 10, licence(DOCTOR));
		assert_ok!(send(PHARMACY, call.clone()));
		assert_noop!(send(PHARMACY, call.clone()), Error::<Test>::AlreadyExists);
		after(DAY + 1);
		assert_noop!(send(PHARMACY, call), Error::<Test>::Stale);
	});
}

#[test]
fn emergency_dispense_cannot_take_the_id_of_a_prescription() {
	run(|| {
		let commitment = commitment();
		assert_ok!(send(PHARMACY, emergency(licence(PHARMACY), commitment, 10, licence(DOCTOR))));
		let same = issue(licence(DOCTOR), commitment, terms(), Access::Closed, None);
		assert_ok!(send(DOCTOR, same));
	});
}
