use super::{mock::*, setup::*};
use crate::*;
use codec::MaxEncodedLen;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, LicenceFault};

fn tariff(rule: PriceRule, from: Moment, until: Moment) -> Call<Test> {
	Call::set_tariff { licence: licence(PAYER), number: 4711, rule, from, until }
}

fn set(rule: PriceRule, from: Moment, until: Moment) -> DispatchResult {
	send(PAYER, tariff(rule, from, until))
}

#[test]
fn set_tariff_publishes_a_price_until_a_week_after_its_end() {
	run(|| {
		assert_ok!(set(price(), START, START + DAY));
		let row = Escrow::tariff(licence(PAYER), 4711).unwrap();
		assert_eq!((row.rule, row.from, row.until), (price(), START, START + DAY));
		assert_eq!(last_event(), Event::TariffSet { payer: licence(PAYER), number: 4711 });
		assert_eq!(deposited(PAYER), TariffOf::<Test>::max_encoded_len() as Balance);
		assert_eq!(Escrow::tariff(licence(SECOND_PAYER), 4711), None);
		turn(START + 8 * DAY - 1);
		assert!(Escrow::tariff(licence(PAYER), 4711).is_some());
		turn(START + 8 * DAY);
		assert_eq!(Escrow::tariff(licence(PAYER), 4711), None);
		assert_eq!(deposited(PAYER), 0);
	});
}

#[test]
fn set_tariff_writes_a_number_once() {
	run(|| {
		assert_ok!(set(price(), START, START + DAY));
		assert_noop!(set(price(), START, START + DAY), Error::<Test>::AlreadyExists);
		after(2 * DAY);
		assert_noop!(set(price(), Now::get(), Now::get() + DAY), Error::<Test>::AlreadyExists);
	});
}

#[test]
fn set_tariff_of_more_than_the_whole_fails() {
	run(|| {
		let rule = |ppm| PriceRule { ppm, ..price() };
		let until = START + DAY;
		assert_noop!(set(rule(1_000_001), START, until), Error::<Test>::OutOfBounds);
		assert_ok!(set(rule(1_000_000), START, until));
	});
}

#[test]
fn set_tariff_in_the_past_or_for_no_time_fails() {
	run(|| {
		let fails = |from, until| {
			assert_noop!(set(price(), from, until), Error::<Test>::InvalidPeriod);
		};
		fails(START - 1, START + DAY);
		fails(START + 1, START + 1);
		fails(START, START + MAX_TERM + 1);
		assert_ok!(set(price(), START + 1, START + MAX_TERM));
	});
}

#[test]
fn set_tariff_without_the_payers_valid_licence_or_deposit_fails() {
	run(|| {
		let call = tariff(price(), START, START + DAY);
		for who in [ADJUDICATOR, PHARMACY, STRANGER] {
			assert_noop!(send(who, call.clone()), Error::<Test>::NotAuthorized);
		}
		fault(PAYER, Some(LicenceFault::Expired));
		assert_noop!(send(PAYER, call.clone()), Error::<Test>::LicenceNotValid);
		fault(PAYER, None);
		fund(PAYER, NATIVE, RICH - 10);
		assert_noop!(send(PAYER, call.clone()), TokenError::FundsUnavailable);
		only_signed(call);
	});
}
