use super::{mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::DAY;

const RETENTION: Moment = 400 * DAY;

fn set(change: impl FnOnce(&mut Rules)) -> DispatchResult {
	let mut rules = rules();
	change(&mut rules);
	send_from(RuntimeOrigin::root(), Call::set_rules { rules })
}

#[test]
fn set_rules_binds_what_begins_after_it() {
	run(|| {
		contract();
		let changed = Rules { pay: Bounds { least: 20 * DAY, most: 30 * DAY }, ..rules() };
		let call = Call::set_rules { rules: changed.clone() };
		assert_ok!(send_from(RuntimeOrigin::root(), call));
		assert_eq!(Escrow::rules(), Some(changed.clone()));
		assert_eq!(last_event(), Event::RulesSet { rules: changed });

		let (licence, provider, terms) = (licence(PAYER), licence(PHARMACY), terms());
		let offer = Call::offer_contract { licence, provider, terms };
		assert_noop!(send(PAYER, offer), Error::<Test>::OutOfBounds);
		let key = submitted(1_000);
		assert_eq!(claim(key).pay_by, Now::get() + 14 * DAY);
	});
}

#[test]
fn set_rules_with_bounds_out_of_order_fails() {
	run(|| {
		let bounds = |least, most| Bounds { least, most };
		let fails = |change: fn(&mut Rules, Bounds), bounds| {
			assert_noop!(set(|rules| change(rules, bounds)), Error::<Test>::InvalidRules);
		};
		for change in [
			|rules: &mut Rules, bounds| rules.notice = bounds,
			|rules: &mut Rules, bounds| rules.pay = bounds,
			|rules: &mut Rules, bounds| rules.filing = bounds,
		] {
			fails(change, bounds(0, 20 * DAY));
			fails(change, bounds(20 * DAY + 1, 20 * DAY));
			assert_ok!(set(|rules| {
				rules.notice.most = 19 * DAY;
				change(rules, bounds(1, 20 * DAY));
				rules.pay.most = 21 * DAY;
			}));
		}
		fails(|rules, bounds| rules.notice = bounds, bounds(1, 30 * DAY));
		assert_ok!(set(|rules| rules.notice = bounds(1, 30 * DAY - 1)));
		fails(|rules, bounds| rules.filing = bounds, bounds(1, RETENTION));
		assert_ok!(set(|rules| rules.filing = bounds(1, RETENTION - 1)));
	});
}

#[test]
fn set_rules_with_a_value_out_of_range_fails() {
	run(|| {
		for span in [
			|rules: &mut Rules, span| rules.renotice = span,
			|rules: &mut Rules, span| rules.answer = span,
			|rules: &mut Rules, span| rules.appeal.0 = span,
			|rules: &mut Rules, span| rules.appeal.1 = span,
			|rules: &mut Rules, span| rules.decide.0 = span,
			|rules: &mut Rules, span| rules.decide.1 = span,
			|rules: &mut Rules, span| rules.ending = span,
			|rules: &mut Rules, span| rules.cover = span,
		] {
			for wrong in [0, RETENTION] {
				assert_noop!(set(|rules| span(rules, wrong)), Error::<Test>::InvalidRules);
			}
			for right in [1, RETENTION - 1] {
				assert_ok!(set(|rules| span(rules, right)));
			}
		}
		assert_noop!(set(|rules| rules.rounds = 0), Error::<Test>::InvalidRules);
		assert_noop!(set(|rules| rules.defects = 0), Error::<Test>::InvalidRules);
		let rate = |ppm| set(|rules| rules.interest_ppm = ppm);
		assert_noop!(rate(1_000_001), Error::<Test>::InvalidRules);
		assert_ok!(rate(1_000_000));
		assert_ok!(set(|rules| (rules.rounds, rules.defects) = (1, 1)));
	});
}

#[test]
fn set_rules_by_anybody_else_fails() {
	run(|| {
		let call = Call::set_rules { rules: rules() };
		for who in [PAYER, PHARMACY, REGULATOR, STRANGER] {
			assert_noop!(send(who, call.clone()), BadOrigin);
		}
		assert_noop!(send_from(RuntimeOrigin::none(), call), BadOrigin);
	});
}
