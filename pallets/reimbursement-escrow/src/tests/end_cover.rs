use super::{mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, LicenceFault, RxId};

fn ending(rx: RxId) -> Call<Test> {
	Call::end_cover { licence: licence(PAYER), rx, rank: 0 }
}

fn end(rx: RxId) -> DispatchResult {
	send(PAYER, ending(rx))
}

fn use_up(rx: RxId) {
	UsedUp::mutate(|items| items.insert(rx));
}

#[test]
fn end_cover_gives_back_what_is_left_a_week_later() {
	run(|| {
		let rx = preauthorised();
		dispense(rx, 30);
		use_up(rx);
		after(DAY);
		assert_ok!(end(rx));
		let until = START + DAY;
		assert_eq!(last_event(), Event::CoverShortened { rx, rank: 0, until });
		assert_eq!(Escrow::cover_of(rx, 0).map(|cover| cover.until), Some(until));
		turn(until + AFTERLIFE - 1);
		assert_eq!(free(PAYER, CARE), 4_000);
		turn(until + AFTERLIFE);
		assert_eq!(Escrow::cover_of(rx, 0), None);
		let returned = 6_000 - SHARE;
		assert_eq!(last_event(), Event::CoverEnded { rx, rank: 0, returned });
		assert_eq!((free(PAYER, CARE), pooled(CARE, PAYER)), (10_000 - SHARE, 10_000 - SHARE));
		assert_eq!(deposited(PAYER), 0);
		assert_noop!(end(rx), Error::<Test>::NotFound);
	});
}

#[test]
fn end_cover_leaves_what_was_dispensed_before() {
	run(|| {
		let rx = preauthorised_with(|plan| plan.reserve = 0);
		let before = key(rx, dispense(rx, 30));
		after(1);
		assert_ok!(end(rx));
		let late = key(rx, dispense(rx, 30));
		after(AFTERLIFE - 1);
		assert_noop!(submits(late, 3_000), Error::<Test>::NoContract);
		assert_ok!(submits(before, 3_200));
	});
}

#[test]
fn end_cover_with_funds_set_aside_binds_while_the_item_can_be_dispensed() {
	run(|| {
		let rx = preauthorised();
		at(plan().until - 1);
		assert_noop!(end(rx), Error::<Test>::AuthorisationBinding);
		use_up(rx);
		assert_ok!(end(rx));
	});
}

#[test]
fn end_cover_at_its_end_is_too_late() {
	run(|| {
		let rx = preauthorised_with(|plan| plan.reserve = 0);
		at(plan().until);
		assert_noop!(end(rx), Error::<Test>::TooLate);
	});
	run(|| {
		let rx = preauthorised_with(|plan| plan.reserve = 0);
		at(plan().until - 1);
		assert_ok!(end(rx));
		assert_noop!(end(rx), Error::<Test>::TooLate);
	});
}

#[test]
fn end_cover_serves_those_who_wait_when_its_row_goes() {
	run(|| {
		contract();
		let rx = preauthorised();
		let key = submitted(5_000);
		assert!(claim(key).queued);
		use_up(rx);
		assert_ok!(end(rx));
		turn_after(AFTERLIFE);
		assert_eq!((claim(key).queued, claim(key).reserved), (false, 5_000));
	});
}

#[test]
fn end_cover_leaves_what_claims_have_drawn_from_it() {
	run(|| {
		let rx = preauthorised_with(|plan| plan.provider = Some(licence(RIVAL)));
		let key = key(rx, dispense_by(RIVAL, rx, 100));
		// The price is capped at 10,000: more than there is.
		let call = Call::submit {
			licence: licence(RIVAL),
			key,
			payer: licence(PAYER),
			billed: 3_000,
			commitment: H256::zero(),
		};
		assert_ok!(send(RIVAL, call));
		// 3,000 less a fixed 100 and a tenth.
		assert_eq!(claim(key).reserved, 2_600);
		use_up(rx);
		after(1);
		assert_ok!(end(rx));
		turn_after(AFTERLIFE);
		assert_eq!((free(PAYER, CARE), claim(key).reserved), (7_400, 2_600));
		turn(claim(key).pay_by);
		assert_eq!(balance(CARE, RIVAL), POOR + 2_600);
	});
}

#[test]
fn end_cover_needs_the_holder_and_no_valid_licence() {
	run(|| {
		let rx = preauthorised_with(|plan| plan.reserve = 0);
		for who in [ADJUDICATOR, PHARMACY, STRANGER] {
			assert_noop!(send(who, ending(rx)), Error::<Test>::NotAuthorized);
		}
		let (licence, rank) = (licence(SECOND_PAYER), 0);
		let foreign = Call::end_cover { licence, rx, rank };
		assert_noop!(send(SECOND_PAYER, foreign), Error::<Test>::NotAuthorized);
		only_signed(ending(rx));
		fault(PAYER, Some(LicenceFault::Ended));
		assert_ok!(end(rx));
	});
}
