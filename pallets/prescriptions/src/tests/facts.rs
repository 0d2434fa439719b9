use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::{DAY, HOUR};
use salus_primitives::{DispenseFacts, Facts};

fn facts(id: RxId, seq: u8) -> Option<Facts> {
	<Prescriptions as DispenseFacts>::get(&(id, seq))
}

fn may(id: RxId) -> bool {
	<Prescriptions as DispenseFacts>::may_dispense(&id)
}

#[test]
fn facts_outlive_the_item_until_it_is_removed() {
	run(|| {
		let id = held();
		hand_out(id, 10);
		let expected = Facts {
			rx: id,
			seq: 0,
			by: licence(PHARMACY),
			at: START,
			quantity: 10,
			unit: 1,
			class: CLASS,
			fill: 0,
			first_of_fill: true,
			issuer: licence(DOCTOR),
			issued_at: 1,
			payable: true,
		};
		assert_eq!(facts(id, 0), Some(expected.clone()));
		assert_eq!(facts(id, 1), None);
		after(40 * DAY);
		assert!(matches!(Prescriptions::item(id), Some(Rx::Archived(_))));
		assert_eq!(facts(id, 0), Some(expected));
		after(400 * DAY);
		assert_eq!(facts(id, 0), None);
	});
}

#[test]
fn facts_of_a_withdrawn_dispense_are_not_payable_and_the_next_is_first() {
	run(|| {
		let id = held();
		hand_out(id, 10);
		assert_ok!(send(PHARMACY, withdraw(id, 0)));
		hand_out(id, 20);
		let withdrawn = facts(id, 0).unwrap();
		assert_eq!((withdrawn.payable, withdrawn.first_of_fill), (false, false));
		let next = facts(id, 1).unwrap();
		assert_eq!((next.payable, next.first_of_fill, next.fill), (true, true, 0));
	});
}

#[test]
fn facts_of_an_emergency_are_payable_once_ratified() {
	run(|| {
		let (good, bad, late) = (owed(), owed(), owed());
		assert!(!facts(good, 0).unwrap().payable);
		assert_ok!(send(DOCTOR, ratify(licence(DOCTOR), good, true)));
		assert_ok!(send(DOCTOR, ratify(licence(DOCTOR), bad, false)));
		after(7 * DAY);
		assert!(facts(good, 0).unwrap().payable);
		assert!(!facts(bad, 0).unwrap().payable);
		assert!(!facts(late, 0).unwrap().payable);
	});
}

#[test]
fn may_dispense_while_open_valid_and_untainted() {
	run(|| {
		let id = issue_with(|t| (t.from, t.until) = (t.from + HOUR, t.from + 2 * HOUR));
		assert!(!may(id));
		after(HOUR);
		assert!(may(id));
		hand_to(id, PHARMACY);
		assert!(may(id));
		assert_ok!(send(REGULATOR, suspend(licence(REGULATOR), id)));
		assert!(!may(id));
		assert_ok!(send(REGULATOR, resume(licence(REGULATOR), id)));
		let other = held();
		assert_ok!(send(PHARMACY, decline(licence(PHARMACY), other)));
		assert!(!may(other) && !may(owed()) && !may(H256::zero()));
		revoke_for_fraud(DOCTOR, 1);
		assert!(!may(id));
		after(HOUR);
		assert!(!may(id));
	});
}
