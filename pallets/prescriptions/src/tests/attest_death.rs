use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::DAY;

#[test]
fn attest_death_closes_whatever_is_open() {
	run(|| {
		let ids = [issued(), held()];
		hand_out(ids[1], 10);
		assert_ok!(send(REGISTRAR, attest_death(&ids)));
		for id in ids {
			assert_eq!(closure(id), Some(Closure::Deceased));
			assert!(events().contains(&Event::Closed { id, why: Closure::Deceased }));
		}
		// What was dispensed stays payable.
		assert!(Frozen::get().is_empty());
		let facts = <Prescriptions as salus_primitives::DispenseFacts>::get(&(ids[1], 0)).unwrap();
		assert!(facts.payable);
	});
}

#[test]
fn attest_death_is_all_or_nothing() {
	run(|| {
		let (open, owed, closed) = (issued(), owed(), issued());
		assert_ok!(send(DOCTOR, cancel(licence(DOCTOR), &[closed])));
		for other in [owed, closed, open] {
			assert_noop!(send(REGISTRAR, attest_death(&[open, other])), Error::<Test>::NotOpen);
		}
		assert_noop!(send(REGISTRAR, attest_death(&[open, H256::zero()])), Error::<Test>::NotFound);
		after(40 * DAY);
		assert_noop!(send(REGISTRAR, attest_death(&[open])), Error::<Test>::NotOpen);
	});
}

#[test]
fn attest_death_by_anybody_else_fails() {
	run(|| {
		let id = issued();
		for who in [DOCTOR, PHARMACY, REGULATOR, PATIENT, STRANGER] {
			assert_noop!(send(who, attest_death(&[id])), Error::<Test>::NotAuthorized);
		}
	});
}
