//! A member pays what its relayer relays; a relayer can neither be made to pay nor take anything. See
//! `salus_runtime_common::sponsorship`.

use super::{
	meta::{dispatch, dispatched, meta},
	support::*,
};
use crate::network;
use codec::Encode;
use frame_support::{assert_ok, dispatch::GetDispatchInfo, traits::InstanceFilter};
use pallet_prescriptions::{Access, Call as Rx};
use pallet_sponsorship::{Call, CallId, Event, Policies, Refusal, Relayable, Terms};
use runtime::{
	constants::SLOT_DURATION, AccountId, Address, Balance, Balances, Executive, Moment, Runtime,
	RuntimeCall, RuntimeEvent, Sponsorship, System, TransactionPayment, UncheckedExtrinsic,
};
use salus_primitives::{
	ids::{DAY, HOUR},
	OrganisationId, RxId,
};
use salus_runtime_common::{
	constants::{EXISTENTIAL_DEPOSIT, MILLI, UNIT},
	delegation::ProxyType,
	sequenced::MAX_LENGTH,
	sponsorship::MetaTransactions,
};
use sp_runtime::{
	generic::Era,
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	DispatchError, DispatchResult,
};

/// The hospital of the development genesis.
const HOSPITAL: OrganisationId = 4;
const SET_ACCESS: CallId = (51, 13);

fn terms() -> Terms<Balance> {
	let mut calls: std::collections::BTreeSet<CallId> = Default::default();
	calls.extend([(51, 3), SET_ACCESS, (0, 0)]);
	let calls = calls.try_into().unwrap();
	Terms { calls, per_day: 3, until: START + 30 * DAY, max_fee: 100 * MILLI }
}

fn set_policy(terms: Terms<Balance>) -> DispatchResult {
	let relayer = account("Relayer");
	act("Hospital", Call::set_policy { organisation: HOSPITAL, relayer, terms })
}

/// Relayed at the hospital's expense.
fn relay(call: impl Into<RuntimeCall>) -> Call<Runtime> {
	Call::relay { sponsor: account("Hospital"), call: Box::new(call.into()) }
}

/// The patient opens the item to any pharmacy.
fn opens(id: RxId, seq: u16) -> pallet_meta_tx::Call<Runtime> {
	dispatch(meta("Patient", Rx::set_access { id, access: Access::Any, seq }))
}

fn left() -> u32 {
	Sponsorship::left_today(account("Hospital"), account("Relayer"))
}

fn balances() -> [Balance; 2] {
	["Hospital", "Relayer"].map(|name| Balances::free_balance(account(name)))
}

fn paid() -> Vec<(AccountId, AccountId, Balance)> {
	let event = |event| match event {
		RuntimeEvent::Sponsorship(Event::Paid { sponsor, relayer, fee }) => {
			Some((sponsor, relayer, fee))
		},
		_ => None,
	};
	events().into_iter().filter_map(event).collect()
}

/// Refused by the pool and by the block, at nobody's expense.
fn refused(extrinsic: UncheckedExtrinsic) {
	let payment = || TransactionValidityError::from(InvalidTransaction::Payment);
	let before = (balances(), left());
	assert_eq!(pooled(extrinsic.clone()), Err(payment()));
	assert_eq!(block(|| Executive::apply_extrinsic(extrinsic)), Err(payment()));
	assert_eq!((balances(), left()), before);
}

/// A policy, and an item of the patient, who has no account.
fn sponsored(test: impl FnOnce(RxId)) {
	development(|| {
		wait(0);
		assert_ok!(set_policy(terms()));
		let id = issued(1, "Patient", Access::Closed);
		test(id);
		assert!(!frame_system::Account::<Runtime>::contains_key(account("Patient")));
	});
}

#[test]
fn the_sponsor_pays_the_relayer_relays_the_patient_acts() {
	sponsored(|id| {
		let [sponsor, relayer] = balances();
		let author = Balances::free_balance(account("Alice"));
		let extrinsic = signed(&key("Relayer"), relay(opens(id, 0)));
		assert_ok!(pooled(extrinsic.clone()));
		assert_ok!(block(|| Executive::apply_extrinsic(extrinsic)).unwrap());
		assert_eq!(dispatched(), [Ok(())]);
		assert_eq!(item(id).access, Access::Any);
		let fee = match &paid()[..] {
			[(from, by, fee)] => {
				assert_eq!((from, by), (&account("Hospital"), &account("Relayer")));
				*fee
			},
			other => panic!("{other:?}"),
		};
		assert!(fee > 0);
		assert_eq!(balances(), [sponsor - fee, relayer]);
		assert_eq!(Balances::free_balance(account("Alice")), author + fee);
		assert_eq!(left(), 2);
	});
}

/// What was taken beforehand for more than was needed.
#[test]
fn a_refund_goes_to_the_sponsor() {
	sponsored(|id| {
		let signed_act = meta("Patient", Rx::set_access { id, access: Access::Any, seq: 0 });
		let generous = pallet_meta_tx::Call::dispatch {
			meta_tx_encoded_len: 1_000_000,
			meta_tx: Box::new(signed_act),
		};
		let [sponsor, relayer] = balances();
		assert_ok!(act("Relayer", relay(generous)));
		let fee = paid()[0].2;
		assert_eq!(balances(), [sponsor - fee, relayer]);
		let [before, _] = balances();
		assert_ok!(act("Relayer", relay(opens(id, 1))));
		assert_eq!(before - balances()[0], fee);
	});
}

#[test]
fn what_fails_is_paid_and_counted() {
	sponsored(|id| {
		let [sponsor, relayer] = balances();
		// The inner call fails; the meta-transaction itself is refused.
		assert_ok!(act("Relayer", relay(opens(id, 7))));
		assert_eq!(error_of(dispatched()[0]), "StaleSequence");
		let signed_act = meta("Patient", Rx::set_access { id, access: Access::Any, seq: 0 });
		let short = pallet_meta_tx::Call::dispatch {
			meta_tx: Box::new(signed_act),
			meta_tx_encoded_len: 1,
		};
		assert_eq!(error_of(act("Relayer", relay(short))), "InvalidLength");
		assert_eq!(left(), 1);
		assert!(balances()[0] < sponsor);
		assert_eq!(balances()[1], relayer);
	});
}

#[test]
fn what_a_policy_does_not_admit_is_refused_at_nobodys_expense() {
	sponsored(|id| {
		let by = |who: &str, call| signed(&key(who), call);
		// Another relayer; another sponsor.
		refused(by("Bob", relay(opens(id, 0))));
		let (sponsor, call) = (account("Surgery"), Box::new(opens(id, 0).into()));
		refused(by("Relayer", Call::relay { sponsor, call }));
		// Not a meta-transaction, whatever is listed; one that is not listed.
		refused(by("Relayer", relay(frame_system::Call::remark { remark: vec![] })));
		refused(by("Relayer", relay(relay(opens(id, 0)))));
		let batch = pallet_utility::Call::batch { calls: vec![opens(id, 0).into()] };
		refused(by("Relayer", relay(batch)));
		let unlisted = dispatch(meta("Patient", Rx::discard { id, seq: 0 }));
		refused(by("Relayer", relay(unlisted)));
		// A tip.
		let nonce = System::account_nonce(account("Relayer"));
		let extensions = network::extensions(nonce, Era::Immortal, 1);
		refused(signed_with(&key("Relayer"), relay(opens(id, 0)), extensions));
		// Dear, as it is with a long declared length.
		let meta_tx = Box::new(meta("Patient", Rx::set_access { id, access: Access::Any, seq: 0 }));
		let long = pallet_meta_tx::Call::dispatch { meta_tx, meta_tx_encoded_len: 100_000_000 };
		let info = RuntimeCall::from(relay(long.clone())).get_dispatch_info();
		let max_fee = TransactionPayment::weight_to_fee(info.call_weight);
		assert_ok!(set_policy(Terms { max_fee, ..terms() }));
		refused(by("Relayer", relay(long)));
		// Nothing of it has used the policy up.
		assert_eq!(left(), 3);
		assert_ok!(act("Relayer", relay(opens(id, 0))));
	});
}

/// A meta-transaction that could carry anything is refused at 4 KiB, here before anybody pays and in `CheckSequenced`.
#[test]
fn an_oversized_meta_transaction_is_refused() {
	sponsored(|_| {
		let remark = |length| frame_system::Call::remark { remark: vec![0; length] };
		let overhead = meta("Patient", remark(MAX_LENGTH)).encoded_size() - MAX_LENGTH;
		let signed_of = |length: usize| {
			let call = dispatch(meta("Patient", remark(length - overhead))).into();
			MetaTransactions::<Runtime>::signed(&call)
		};
		assert_eq!(signed_of(MAX_LENGTH), Some((0, 0)));
		assert_eq!(signed_of(MAX_LENGTH + 1), None);
		let long = dispatch(meta("Patient", remark(MAX_LENGTH)));
		refused(signed(&key("Relayer"), relay(long.clone())));
		// At the relayer's own expense it is no better.
		assert_eq!(error_of(act("Relayer", long)), "Invalid");
	});
}

#[test]
fn a_policy_ends_and_a_day_ends() {
	sponsored(|id| {
		for seq in 0..3 {
			assert_ok!(act("Relayer", relay(opens(id, seq))));
		}
		let next = || signed(&key("Relayer"), relay(opens(id, 3)));
		refused(next());
		// The tests begin at midnight UTC.
		let midnight = START + DAY;
		wait(midnight - now() - 2 * SLOT_DURATION);
		refused(next());
		// The pool knows the time of the last block, the block its own.
		assert_eq!(pooled(next()), Err(InvalidTransaction::Payment.into()));
		assert_ok!(act("Relayer", relay(opens(id, 3))));
		assert_eq!(now(), midnight);

		let ends = now() + HOUR;
		assert_ok!(set_policy(Terms { until: ends, ..terms() }));
		wait(ends - now() - 2 * SLOT_DURATION);
		assert_ok!(act("Relayer", relay(opens(id, 4))));
		wait(0);
		refused(signed(&key("Relayer"), relay(opens(id, 5))));
	});
}

#[test]
fn a_removal_binds_from_its_position_in_the_block() {
	sponsored(|id| {
		let relayed = |seq, nonce| {
			let extensions = extensions(nonce, Era::Immortal);
			signed_with(&key("Relayer"), relay(opens(id, seq)), extensions)
		};
		let nonce = System::account_nonce(account("Relayer"));
		let (first, second) = (relayed(0, nonce), relayed(1, nonce + 1));
		let (sponsor, relayer) = (account("Hospital"), account("Relayer"));
		let removal = signed(&key("Hospital"), Call::remove_policy { sponsor, relayer });
		block(|| {
			assert_ok!(Executive::apply_extrinsic(first).unwrap());
			assert_ok!(Executive::apply_extrinsic(removal).unwrap());
			let late = Executive::apply_extrinsic(second);
			assert_eq!(late, Err(InvalidTransaction::Payment.into()));
		});
		assert_eq!(Policies::<Runtime>::iter().count(), 0);
		let held = Balances::reserved_balance(account("Hospital"));
		assert_ok!(set_policy(terms()));
		assert!(Balances::reserved_balance(account("Hospital")) > held);
	});
}

/// The outermost call decides who pays: a relay inside another fails, whoever wraps it, and the sponsor has paid nothing.
#[test]
fn nothing_that_is_wrapped_reaches_the_sponsor() {
	sponsored(|id| {
		let inner = || -> RuntimeCall { relay(opens(id, 0)).into() };
		let proxy = |real| pallet_proxy::Call::proxy {
			real: Address::Id(account(real)),
			force_proxy_type: None,
			call: Box::new(inner()),
		};
		let add = pallet_proxy::Call::add_proxy {
			delegate: Address::Id(account("Bob")),
			proxy_type: ProxyType::Organisation,
			delay: 0,
		};
		assert_ok!(act("Relayer", add.clone()));
		assert_ok!(act("Hospital", add));
		let (sponsor, left_before) = (balances()[0], left());
		let wrapped: Vec<(&str, RuntimeCall)> = vec![
			("Relayer", pallet_utility::Call::batch { calls: vec![inner()] }.into()),
			("Relayer", pallet_utility::Call::batch_all { calls: vec![inner()] }.into()),
			("Relayer", pallet_utility::Call::force_batch { calls: vec![inner()] }.into()),
			(
				"Relayer",
				pallet_utility::Call::as_derivative { index: 0, call: Box::new(inner()) }.into(),
			),
			(
				"Relayer",
				pallet_multisig::Call::as_multi_threshold_1 {
					other_signatories: vec![account("Bob")],
					call: Box::new(inner()),
				}
				.into(),
			),
			("Bob", proxy("Relayer").into()),
			("Bob", proxy("Hospital").into()),
			("Bob", dispatch(meta("Relayer", inner())).into()),
		];
		for (who, call) in wrapped {
			let before = Balances::free_balance(account(who));
			let _ = act(who, call.clone());
			assert_eq!(item(id).patient_seq, 0, "{call:?}");
			assert_eq!(dispatched(), [], "{call:?}");
			assert_eq!(paid(), [], "{call:?}");
			assert!(Balances::free_balance(account(who)) < before, "{call:?}");
		}
		assert_eq!((balances()[0], left()), (sponsor, left_before));
		let all = pallet_utility::Call::batch_all { calls: vec![inner()] };
		assert_eq!(error_of(act("Relayer", all)), "NotSponsored");
	});
}

#[test]
fn a_relayer_needs_an_account_and_nothing_on_it() {
	sponsored(|id| {
		let fresh = signed(&key("Fresh"), relay(opens(id, 0)));
		let relayer = account("Fresh");
		let policy = Call::set_policy { organisation: HOSPITAL, relayer, terms: terms() };
		assert_ok!(act("Hospital", policy));
		refused(fresh);
		let give = |value| pallet_balances::Call::transfer_allow_death {
			dest: Address::Id(account("Fresh")),
			value,
		};
		assert_ok!(act("Bob", give(EXISTENTIAL_DEPOSIT)));
		for seq in 0..3 {
			assert_ok!(act("Fresh", relay(opens(id, seq))));
		}
		assert_eq!(item(id).patient_seq, 3);
		assert_eq!(Balances::free_balance(account("Fresh")), EXISTENTIAL_DEPOSIT);
	});
}

#[test]
fn a_sponsor_without_money_pays_nothing_and_keeps_its_account() {
	sponsored(|id| {
		let spare = Balances::free_balance(account("Hospital")) - UNIT;
		let dest = Address::Id(account("Bob"));
		let give = pallet_balances::Call::transfer_keep_alive { dest, value: spare };
		assert_ok!(act("Hospital", give));
		let rest = Balances::usable_balance(account("Hospital"));
		let dest = Address::Id(account("Bob"));
		// Leaves less than the fee above the minimum, after the fee of this transfer itself.
		let probe = pallet_balances::Call::transfer_keep_alive { dest, value: rest };
		let xt = signed(&key("Hospital"), probe);
		let length = xt.encoded_size() as u32;
		let fee = TransactionPayment::query_info(xt, length).partial_fee;
		let dest = Address::Id(account("Bob"));
		let value = rest - fee - EXISTENTIAL_DEPOSIT;
		assert_ok!(act("Hospital", pallet_balances::Call::transfer_keep_alive { dest, value }));
		refused(signed(&key("Relayer"), relay(opens(id, 0))));
	});
}

#[test]
fn only_a_members_own_account_sponsors() {
	development(|| {
		wait(0);
		let relayer = account("Relayer");
		let set = |organisation| Call::set_policy {
			organisation,
			relayer: relayer.clone(),
			terms: terms(),
		};
		// A stranger; a licence's holder who is no organisation; another organisation.
		for who in ["Bob", "Prescriber", "Surgery"] {
			assert_eq!(act(who, set(HOSPITAL)), Err(DispatchError::BadOrigin));
		}
		assert_eq!(act("Hospital", set(9_999)), Err(DispatchError::BadOrigin));
		assert_ok!(act("Hospital", set(HOSPITAL)));
		assert_ok!(act("Surgery", set(1)));
	});
}

#[test]
fn a_treasurer_says_for_whom_an_organisation_pays_and_no_proxy_relays() {
	development(|| {
		let relayer = account("Relayer");
		let set: RuntimeCall =
			Call::set_policy { organisation: HOSPITAL, relayer: relayer.clone(), terms: terms() }
				.into();
		let remove: RuntimeCall =
			Call::remove_policy { sponsor: account("Hospital"), relayer }.into();
		let relayed: RuntimeCall = relay(frame_system::Call::remark { remark: vec![] }).into();
		use ProxyType::*;
		for proxy in [Organisation, Counter, Treasury, Relay, ClaimsDesk, RecordsDesk] {
			let may = matches!(proxy, Organisation | Treasury);
			assert_eq!((proxy.filter(&set), proxy.filter(&remove)), (may, may), "{proxy:?}");
			assert!(!proxy.filter(&relayed));
		}
	});
}

/// The pool says `Payment`; the view says why.
#[test]
fn a_relayer_asks_why() {
	sponsored(|id| {
		let why = |signed, fee| {
			Sponsorship::refusal_of(account("Hospital"), account("Relayer"), signed, fee)
		};
		assert_eq!(why(SET_ACCESS, 100 * MILLI), None);
		assert_eq!(why(SET_ACCESS, 100 * MILLI + 1), Some(Refusal::FeeTooHigh));
		assert_eq!(why((51, 10), 1), Some(Refusal::NotListed));
		let call = opens(id, 0).into();
		assert_eq!(MetaTransactions::<Runtime>::signed(&call), Some(SET_ACCESS));
	});
}

/// A day begins at midnight UTC, whatever the moment at which the chain began.
#[test]
fn the_tests_begin_at_midnight() {
	let rest: Moment = START % DAY;
	assert_eq!(rest, 0);
}
