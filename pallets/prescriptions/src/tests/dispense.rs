use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::{DAY, HOUR};

fn give(id: RxId, quantity: u32) -> DispatchResult {
	send(PHARMACY, dispense(licence(PHARMACY), id, quantity))
}

#[test]
fn dispense_of_a_whole_fill_frees_the_item_and_tells_the_payer() {
	run(|| {
		let id = held();
		assert_ok!(give(id, 30));
		let by = licence(PHARMACY);
		let expected = Dispense { by, block: 1, at: Now::get(), quantity: 30, fill: 0, flags: 0 };
		assert_eq!(live(id).dispenses.to_vec(), [expected]);
		assert_eq!(stage(id), Stage::Free);
		let product = H256::repeat_byte(7);
		let event = Event::Dispensed { id, seq: 0, by, quantity: 30, product, flags: 0 };
		assert_eq!(last_event(), event);
		let told = Told::get();
		assert_eq!((told.len(), told[0].id(), told[0].payable), (1, (id, 0), true));
	});
}

#[test]
fn dispense_refunds_what_the_payer_did_not_use() {
	run(|| {
		let id = held();
		let call = RuntimeCall::from(dispense(licence(PHARMACY), id, 30));
		let charged = call.get_dispatch_info().call_weight;
		let post = call.dispatch(RuntimeOrigin::signed(PHARMACY)).unwrap();
		assert_eq!(charged.ref_time() - post.actual_weight.unwrap().ref_time(), 1_000_000 - 10);
	});
}

#[test]
fn dispense_in_parts_completes_the_fill() {
	run(|| {
		let id = held();
		assert_ok!(give(id, 10));
		assert!(matches!(stage(id), Stage::Held { .. }));
		assert_noop!(give(id, 21), Error::<Test>::ExceedsFill);
		assert_noop!(give(id, 0), Error::<Test>::ExceedsFill);
		assert_ok!(give(id, 20));
		assert_eq!(stage(id), Stage::Free);
		let facts: Vec<_> = Told::get().iter().map(|f| (f.seq, f.fill, f.first_of_fill)).collect();
		assert_eq!(facts, [(0, 0, true), (1, 0, false)]);
	});
}

#[test]
fn dispense_of_partial_rest_and_one_more() {
	run(|| {
		let id = issue_with(|t| t.repeats = 0);
		hand_to(id, PHARMACY);
		assert_ok!(give(id, 29));
		assert_noop!(give(id, 2), Error::<Test>::ExceedsFill);
		assert_ok!(give(id, 1));
		assert_eq!(last_event(), Event::Closed { id, why: Closure::Completed });
		assert_noop!(give(id, 1), Error::<Test>::NotHolder);
	});
}

#[test]
fn dispense_of_the_next_fill_waits_for_the_interval() {
	run(|| {
		let id = held();
		let begun = Now::get();
		assert_ok!(give(id, 10));
		after(HOUR);
		assert_ok!(give(id, 20));
		at(begun + DAY - 1);
		assert_eq!(Prescriptions::eligible_at(id), Some(begun + DAY));
		assert_noop!(send(PATIENT, present(&[id], licence(PHARMACY))), Error::<Test>::TooEarly);
		at(begun + DAY);
		hand_to(id, PHARMACY);
		assert_ok!(give(id, 30));
		assert_eq!(live(id).dispenses[2].fill, 1);
	});
}

#[test]
fn dispense_too_early_within_a_hold_fails() {
	run(|| {
		// The rest of the fill becomes void while the pharmacy holds the item: the next fill is not yet eligible.
		let id = issue_with(|t| (t.partial_h, t.interval_h) = (2, 24));
		hand_to(id, PHARMACY);
		assert_ok!(give(id, 10));
		after(2 * HOUR);
		assert!(matches!(stage(id), Stage::Held { .. }));
		assert_noop!(give(id, 30), Error::<Test>::TooEarly);
		after(22 * HOUR);
		assert_ok!(give(id, 30));
		assert_eq!(live(id).dispenses[1].fill, 1);
	});
}

#[test]
fn dispense_within_the_validity_only() {
	run(|| {
		let id = issue_with(|t| (t.from, t.until) = (t.from + HOUR, t.from + 2 * HOUR));
		let (from, until) = (Now::get() + HOUR, Now::get() + 2 * HOUR);
		at(from - 1);
		let early = present(&[id], licence(PHARMACY));
		assert_noop!(send(PATIENT, early), Error::<Test>::TooEarly);
		at(from);
		hand_to(id, PHARMACY);
		assert_ok!(give(id, 1));
		at(until - 1);
		assert_ok!(give(id, 1));
		at(until);
		assert_noop!(give(id, 1), Error::<Test>::Expired);
		assert_eq!(closure(id), Some(Closure::Expired));
		// A clock that jumps over interval and validity finds it expired.
		after(100 * DAY);
		assert_noop!(give(id, 1), Error::<Test>::Expired);
	});
}

#[test]
fn dispense_without_a_right_to_it_fails() {
	run(|| {
		let id = held();
		let by = |who, licence| send(who, dispense(licence, id, 1));
		assert_noop!(by(PATIENT, licence(PHARMACY)), Error::<Test>::NotAuthorized);
		assert_noop!(by(RIVAL, licence(PHARMACY)), Error::<Test>::NotAuthorized);
		assert_noop!(by(DOCTOR, licence(DOCTOR)), Error::<Test>::NotAuthorized);
		assert_noop!(by(RIVAL, licence(RIVAL)), Error::<Test>::NotHolder);
		let free = issued();
		assert_noop!(give(free, 1), Error::<Test>::NotHolder);
		assert_noop!(give(H256::zero(), 1), Error::<Test>::NotFound);
		revoke_for_fraud(DOCTOR, 1);
		assert_noop!(give(id, 1), Error::<Test>::IssuerRevoked);
		suspend_licence(PHARMACY);
		assert_noop!(give(id, 1), Error::<Test>::LicenceNotValid);
	});
}

#[test]
fn dispense_of_a_substitute_needs_leave() {
	run(|| {
		let id = held();
		let substitute = Call::dispense {
			licence: licence(PHARMACY),
			id,
			quantity: 10,
			product: H256::zero(),
			substituted: true,
		};
		assert_ok!(send(PHARMACY, substitute.clone()));
		assert!(live(id).dispenses[0].has(Dispense::SUBSTITUTED));
		Items::<Test>::mutate(id, |row| {
			if let Some(Rx::Live(live)) = row {
				live.flags = Flags(0);
			}
		});
		assert_noop!(send(PHARMACY, substitute), Error::<Test>::SubstitutionNotAllowed);
	});
}

#[test]
fn dispense_of_a_part_where_fills_are_whole_fails() {
	run(|| {
		let id = issue_with(|t| t.partial_h = 0);
		hand_to(id, PHARMACY);
		assert_noop!(give(id, 29), Error::<Test>::PartialNotAllowed);
		assert_ok!(give(id, 30));
	});
}

#[test]
fn dispense_in_parts_leaves_slots_for_later_fills() {
	run(|| {
		let id = held(); // three fills, 16 slots
		for _ in 0..13 {
			assert_ok!(give(id, 1));
		}
		// Three slots, three fills: only the whole rest will do.
		assert_noop!(give(id, 1), Error::<Test>::MaxDispensesExceeded);
		assert_ok!(give(id, 17));
		assert_eq!((live(id).slots_left(), live(id).fills_left()), (2, 2));
	});
}

#[test]
fn dispense_begun_and_not_completed_voids_the_rest() {
	run(|| {
		let id = held();
		let begun = Now::get();
		assert_ok!(give(id, 10));
		at(begun + 48 * HOUR - 1);
		assert_eq!(live(id).progress().fill, 0);
		at(begun + 48 * HOUR);
		assert!(live(id).dispenses[0].has(Dispense::VOIDED));
		assert_eq!(live(id).progress().fill, 1);
		// Past the interval, so that the next fill can begin at once.
		assert_ok!(give(id, 30));
		let lapse = Event::Lapsed { id, lapse: Lapse::FillVoided, at: begun + 48 * HOUR };
		assert!(events().contains(&lapse));
		assert_eq!(live(id).dispenses[1].fill, 1);
	});
}

#[test]
fn dispense_of_the_last_fill_not_completed_closes() {
	for pending in [false, true] {
		run(|| {
			let id = issue_with(|t| t.repeats = 0);
			hand_to(id, PHARMACY);
			assert_ok!(give(id, 10));
			if pending {
				assert_ok!(send(DOCTOR, cancel(licence(DOCTOR), &[id])));
			}
			let at_window = Now::get() + 48 * HOUR;
			after(4 * DAY);
			let why = if pending { Closure::Stopped } else { Closure::Completed };
			assert_eq!(stage(id), Stage::Closed { why, at: at_window });
		});
	}
}
