use super::mock::*;
use crate::*;
use frame::{deps::frame_support::weights::RuntimeDbWeight, testing_prelude::*};
use salus_primitives::ids::DAY;

fn with_policy(test: impl FnOnce()) {
	run(|| {
		assert_ok!(set(terms()));
		test()
	});
}

#[test]
fn the_sponsor_pays_and_the_relayer_nothing() {
	with_policy(|| {
		let before = Balances::free_balance(HOSPITAL);
		assert_ok!(send(RELAYER, remark(1), 10).unwrap());
		assert_eq!(Balances::free_balance(HOSPITAL), before - 5);
		assert_eq!(Balances::free_balance(RELAYER), WEALTH);
		assert_eq!(policy().used, Used { day: day_of(START), count: 1 });
		let (sponsor, relayer) = (HOSPITAL, RELAYER);
		assert_eq!(last_event(), Event::Paid { sponsor, relayer, fee: 5 });
	});
}

#[test]
fn what_fails_counts_and_is_answered_as_it_would_be_alone() {
	with_policy(|| {
		let fails: RuntimeCall = frame_system::Call::set_heap_pages { pages: 1 }.into();
		assert_eq!(send(RELAYER, fails, 10), Ok(Err(DispatchError::BadOrigin)));
		assert_eq!(policy().used.count, 1);
		assert!(!Paying::<Test>::exists());
	});
}

#[test]
fn every_refusal() {
	with_policy(|| {
		let refused = |relayer, call, fee, tip, refusal| {
			assert_storage_noop!(assert_eq!(send_tipped(relayer, call, fee, tip), Err(refusal)));
		};
		refused(OTHER, remark(1), 10, 0, Refusal::NoPolicy);
		refused(HOSPITAL, remark(1), 10, 0, Refusal::NoPolicy);
		refused(RELAYER, remark(1), 10, 1, Refusal::Tipped);
		refused(RELAYER, remark(64), 10, 0, Refusal::NotRelayable);
		refused(RELAYER, remark(1), MAX_FEE + 1, 0, Refusal::FeeTooHigh);
		let nested = crate::Call::relay { sponsor: HOSPITAL, call: Box::new(remark(1)) };
		refused(RELAYER, nested.into(), 10, 0, Refusal::NotRelayable);
		let unlisted = frame_system::Call::remark_with_event { remark: vec![] };
		refused(RELAYER, unlisted.into(), 10, 0, Refusal::NotListed);
		Now::set(terms().until);
		refused(RELAYER, remark(1), 10, 0, Refusal::Expired);
		Now::set(terms().until - 1);
		assert_ok!(send(RELAYER, remark(63), MAX_FEE).unwrap());
	});
}

#[test]
fn a_day_begins_at_midnight_and_has_its_quota() {
	with_policy(|| {
		let midnight = START + DAY / 2;
		Now::set(midnight - 1);
		for _ in 0..3 {
			assert_ok!(send(RELAYER, remark(1), 10).unwrap());
		}
		assert_eq!(send(RELAYER, remark(1), 10), Err(Refusal::QuotaSpent));
		Now::set(midnight);
		for _ in 0..3 {
			assert_ok!(send(RELAYER, remark(1), 10).unwrap());
		}
		assert_eq!(send(RELAYER, remark(1), 10), Err(Refusal::QuotaSpent));
	});
}

/// Nobody has paid for it: in a batch, as a proxy's call, sent by somebody else.
#[test]
fn it_runs_only_as_the_transaction_that_was_paid_for() {
	with_policy(|| {
		let relay = |sponsor| Sponsorship::relay(by(RELAYER), sponsor, Box::new(remark(1)));
		assert_err_ignore_postinfo!(relay(HOSPITAL), Error::<Test>::NotSponsored);
		// Once for each payment, and for the sponsor who paid.
		assert_ok!(Sponsorship::charge(&HOSPITAL, &RELAYER, &remark(1), 10, 0));
		assert_err_ignore_postinfo!(relay(OTHER), Error::<Test>::NotSponsored);
		Sponsorship::settled(HOSPITAL, RELAYER, 10);
		assert_err_ignore_postinfo!(relay(HOSPITAL), Error::<Test>::NotSponsored);
		assert_ok!(Sponsorship::charge(&HOSPITAL, &RELAYER, &remark(1), 10, 0));
		assert_ok!(relay(HOSPITAL));
		assert_err_ignore_postinfo!(relay(HOSPITAL), Error::<Test>::NotSponsored);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			let call = Box::new(remark(1));
			assert_err_ignore_postinfo!(Sponsorship::relay(origin, HOSPITAL, call), BadOrigin);
		}
	});
}

#[test]
fn its_weight_is_its_own_and_that_of_what_is_relayed() {
	with_policy(|| {
		let relay = crate::Call::<Test>::relay { sponsor: HOSPITAL, call: Box::new(remark(9)) };
		let database: RuntimeDbWeight = <Test as frame_system::Config>::DbWeight::get();
		let own = <() as WeightInfo>::relay().saturating_add(database.reads_writes(1, 1));
		let info = relay.get_dispatch_info();
		assert_eq!(info.call_weight, own.saturating_add(remark(9).get_dispatch_info().call_weight));
		assert_eq!(info.class, DispatchClass::Normal);
		assert_ok!(Sponsorship::charge(&HOSPITAL, &RELAYER, &remark(9), 10, 0));
		let post_info = RuntimeCall::from(relay).dispatch(by(RELAYER)).unwrap();
		assert_eq!(post_info.actual_weight, Some(info.call_weight));
		assert_eq!(post_info.pays_fee, Pays::Yes);
	});
}
