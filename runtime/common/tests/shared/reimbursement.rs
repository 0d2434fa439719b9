//! Dispenses are paid: at once, by a silent payer's deadline, once, and back.

use super::{
	money::*,
	support::{self, *},
};
use frame_support::assert_ok;
use pallet_prescriptions::Call as Rx;
use pallet_reimbursement_escrow::{Call as Escrow, Cause, Deferral, DueKey, Event, Stage, Waits};
use runtime::{
	constants::SLOT_DURATION, Address, Balance, Executive, Prescriptions, ReimbursementEscrow,
	Runtime,
};
use salus_primitives::ids::{DAY, HOUR};
use salus_runtime_common::{
	constants::{EXISTENTIAL_DEPOSIT, UNIT},
	genesis::reimbursement::{self, DOLLAR},
	AnyAssetId,
};
use sp_core::H256;

/// Runs a test in the first blocks of a chain on which no money may come or go.
fn with_money(test: impl FnOnce()) {
	development(|| {
		wait(0);
		let before = issued_money();
		test();
		assert_eq!(issued_money(), before);
		let accounts = frame_system::Account::<Runtime>::iter_values();
		let all: Balance = accounts.map(|account| account.data.free + account.data.reserved).sum();
		assert_eq!(all, before.0);
	});
}

#[test]
fn a_dispense_is_paid_in_its_block_and_never_twice() {
	with_money(|| {
		let (insurer, pharmacy) = (all_of(CARE, "Insurer"), all_of(CARE, "Pharmacy"));
		fund(CARE, 10_000 * DOLLAR);
		let id = held_item(1);
		let rule =
			pallet_reimbursement_escrow::PriceRule { fixed: 5 * DOLLAR, ..per_unit(2 * DOLLAR) };
		cover(id, CARE, rule, 60 * DOLLAR);
		assert_eq!(pool_hold(CARE, "Insurer"), 10_000 * DOLLAR);

		assert_ok!(act("Pharmacy", dispense(id, 30)));
		let key = key_of(id, 0);
		assert_eq!(paid(), [(key, 55 * DOLLAR, Cause::AtDispense)]);
		assert_eq!(all_of(CARE, "Pharmacy"), pharmacy + 55 * DOLLAR);
		assert_eq!(all_of(CARE, "Insurer"), insurer - 55 * DOLLAR);
		assert_eq!(pool_hold(CARE, "Insurer"), 10_000 * DOLLAR - 55 * DOLLAR);
		let Stage::Paid { payment, .. } = stage(key) else { panic!("{:?}", stage(key)) };
		assert_eq!((payment.split.payer, payment.split.patient), (55 * DOLLAR, 5 * DOLLAR));
		assert_eq!(payment.at, now());

		assert_eq!(error_of(act("Pharmacy", submit(key, 60 * DOLLAR))), "AlreadyExists");
		let forged = key_of(id, 1);
		assert_eq!(error_of(act("Pharmacy", submit(forged, 60 * DOLLAR))), "NotFound");
		assert_eq!(error_of(act("Pharmacy2", submit(key, 60 * DOLLAR))), "NotAuthorized");
	});
}

#[test]
fn a_withdrawn_dispense_is_paid_back_or_stands() {
	with_money(|| {
		let (insurer, pharmacy) = (all_of(CARE, "Insurer"), all_of(CARE, "Pharmacy"));
		fund(CARE, 10_000 * DOLLAR);
		let id = held_item(1);
		cover(id, CARE, per_unit(2 * DOLLAR), 60 * DOLLAR);
		assert_ok!(act("Pharmacy", dispense(id, 10)));
		assert_ok!(act("Pharmacy", dispense(id, 20)));

		assert_ok!(act("Pharmacy", Rx::withdraw_dispense { id, seq: 1 }));
		let reversed = Stage::Reversed { amount: 40 * DOLLAR, at: now() };
		assert_eq!(stage(key_of(id, 1)), reversed);
		assert_eq!(all_of(CARE, "Pharmacy"), pharmacy + 20 * DOLLAR);
		assert_eq!(all_of(CARE, "Insurer"), insurer - 20 * DOLLAR);
		assert_eq!(error_of(act("Pharmacy", submit(key_of(id, 1), 40 * DOLLAR))), "NotPayable");

		// Whoever has spent what it was paid cannot unsay the dispense.
		let dest = Address::Id(account("Pharmacy2"));
		let id_of_care = reimbursement::CARE.into();
		let spend = pallet_assets::Call::transfer_all { id: id_of_care, dest, keep_alive: false };
		assert_ok!(act("Pharmacy", spend));
		let withdraw = || Rx::withdraw_dispense { id, seq: 0 };
		assert_eq!(error_of(act("Pharmacy", withdraw())), "AlreadyPaid");
		assert!(matches!(stage(key_of(id, 0)), Stage::Paid { .. }));
		let facts = <Prescriptions as salus_primitives::DispenseFacts>::get(&(id, 0)).unwrap();
		assert!(facts.payable);
	});
}

#[test]
fn a_silent_insurer_is_overtaken_without_any_transaction() {
	with_money(|| {
		fund(CARE, 10_000 * DOLLAR);
		let pay = 5 * SLOT_DURATION;
		contract(pay, 50 * DOLLAR);
		let id = held_item(1);
		assert_ok!(act("Pharmacy", dispense(id, 30)));
		let key = key_of(id, 0);
		assert_ok!(act("Pharmacy", submit(key, 80 * DOLLAR)));
		let pay_by = now() + pay;
		let pharmacy = all_of(CARE, "Pharmacy");
		while now() < pay_by {
			assert!(matches!(stage(key), Stage::Submitted { .. }));
			wait(0);
		}
		assert_eq!(now(), pay_by);
		assert_eq!(paid(), [(key, 50 * DOLLAR, Cause::Deadline)]);
		assert_eq!(all_of(CARE, "Pharmacy"), pharmacy + 50 * DOLLAR);
		// And once.
		wait(HOUR);
		assert_eq!(paid(), []);
	});
}

#[test]
fn in_its_own_block_the_deadline_comes_before_the_denial() {
	with_money(|| {
		fund(CARE, 10_000 * DOLLAR);
		contract(10_000, 50 * DOLLAR);
		let id = held_item(1);
		assert_ok!(act("Pharmacy", dispense(id, 30)));
		let key = key_of(id, 0);
		assert_ok!(act("Pharmacy", submit(key, 80 * DOLLAR)));
		let denial = Escrow::deny { licence: INSURER, key, carc: 16 };
		let refused = block_after(10_000, || {
			Executive::apply_extrinsic(signed(&support::key("Insurer"), denial)).unwrap()
		});
		assert_eq!(error_of(refused), "TooLate");
		assert_eq!(paid(), [(key, 50 * DOLLAR, Cause::Deadline)]);
	});
}

#[test]
fn a_denied_claim_is_appealed_overturned_and_paid() {
	with_money(|| {
		fund(CARE, 10_000 * DOLLAR);
		contract(14 * DAY, 50 * DOLLAR);
		let id = held_item(1);
		assert_ok!(act("Pharmacy", dispense(id, 30)));
		let key = key_of(id, 0);
		assert_ok!(act("Pharmacy", submit(key, 50 * DOLLAR)));
		assert_ok!(act("Insurer", Escrow::deny { licence: INSURER, key, carc: 16 }));
		let commitment = H256::repeat_byte(0xdd);
		assert_ok!(act("Pharmacy", Escrow::appeal { licence: PHARMACY, key, commitment }));
		let vote = |licence| Escrow::vote { licence, key, overturn: true };
		assert_eq!(error_of(act("Insurer", vote(INSURER))), "NotAuthorized");
		assert_ok!(act("Auditor", vote(9)));
		assert_ok!(act("Clinician", vote(10)));
		assert_eq!(paid(), [(key, 50 * DOLLAR, Cause::Appeal)]);
	});
}

#[test]
fn a_ratified_emergency_is_paid_when_it_is_ratified() {
	with_money(|| {
		fund(CARE, 10_000 * DOLLAR);
		let (authored_at, commitment) = (now(), H256::repeat_byte(7));
		let id = Prescriptions::id(PHARMACY, authored_at, commitment);
		let emergency = Rx::emergency_dispense {
			licence: PHARMACY,
			commitment,
			authored_at,
			patient: account("Patient"),
			class: 1,
			unit: 1,
			quantity: 5,
			prescriber: PRESCRIBER,
		};
		assert_ok!(act("Pharmacy", emergency));
		cover(id, CARE, per_unit(2 * DOLLAR), 60 * DOLLAR);
		assert_eq!(paid(), []);
		assert_ok!(act("Prescriber", Rx::ratify { licence: PRESCRIBER, id, accept: true }));
		assert_eq!(paid(), [(key_of(id, 0), 10 * DOLLAR, Cause::AtDispense)]);
	});
}

#[test]
fn what_nobody_promised_leaves_the_pool_and_what_was_promised_stays() {
	with_money(|| {
		fund(CARE, 100 * DOLLAR);
		let id = held_item(1);
		cover(id, CARE, per_unit(2 * DOLLAR), 60 * DOLLAR);
		let withdraw = |amount| Escrow::withdraw { licence: INSURER, asset: CARE, amount };
		assert_eq!(error_of(act("Insurer", withdraw(40 * DOLLAR + 1))), "InsufficientFree");
		assert_ok!(act("Insurer", withdraw(40 * DOLLAR)));
		let end = Escrow::end_cover { licence: INSURER, rx: id, rank: 0 };
		assert_eq!(error_of(act("Insurer", end)), "AuthorisationBinding");
		assert_ok!(act("Pharmacy", dispense(id, 30)));
		assert_eq!(pool_hold(CARE, "Insurer"), 0);
	});
}

/// Of either asset the payer's account keeps its least balance outside the hold.
#[test]
fn an_existential_deposit_stays_outside_the_pool() {
	for asset in [NATIVE, CARE] {
		with_money(|| {
			let all = all_of(asset.clone(), "Insurer");
			let fund = |amount| Escrow::fund { licence: INSURER, asset: asset.clone(), amount };
			assert!(act("Insurer", fund(all)).is_err());
			assert!(act("Insurer", fund(all / 2)).is_ok());
			assert!(frame_system::Account::<Runtime>::contains_key(account("Insurer")));
		});
	}
}

/// An account that cannot receive stops no dispense and nobody else's money, and nothing is burnt: neither less than an
/// account can live on, nor an asset that keeps no account alive.
#[test]
fn a_payee_that_cannot_receive_waits_for_its_money() {
	for (asset, share) in [(NATIVE, EXISTENTIAL_DEPOSIT - 1), (CARE, 1)] {
		with_money(|| {
			fund(asset.clone(), 100 * share);
			let give = || pallet_balances::Call::transfer_allow_death {
				dest: Address::Id(account("Till")),
				value: UNIT,
			};
			let till = Escrow::set_payee { licence: PHARMACY, account: Some(account("Till")) };
			assert_eq!(error_of(act("Pharmacy", till.clone())), "NoSuchAccount");
			assert_ok!(act("Bob", give()));
			assert_ok!(act("Pharmacy", till));
			let all = pallet_balances::Call::transfer_all {
				dest: Address::Id(account("Bob")),
				keep_alive: false,
			};
			let gone = block(|| Executive::apply_extrinsic(signed(&support::key("Till"), all)));
			assert_ok!(gone.unwrap());
			assert!(!frame_system::Account::<Runtime>::contains_key(account("Till")));

			let id = held_item(1);
			cover(id, asset.clone(), per_unit(share), 50 * share);
			assert_ok!(act("Pharmacy", dispense(id, 1)));
			let cause = Deferral::Payee;
			assert_eq!(told(), [Event::PaymentDeferred { rx: id, dispense: 0, cause }]);

			let key = key_of(id, 0);
			assert_ok!(act("Pharmacy", submit(key, share)));
			let decided = Escrow::adjudicate {
				licence: INSURER,
				key,
				payer: share,
				patient: 0,
				adjustments: Default::default(),
			};
			assert_ok!(act("Insurer", decided));
			assert!(matches!(stage(key), Stage::Payable { waits: Waits::Payee(_), .. }));
			let withdraw =
				Escrow::withdraw { licence: INSURER, asset: asset.clone(), amount: 50 * share };
			assert_ok!(act("Insurer", withdraw));

			assert_ok!(act("Bob", give()));
			let poke = Escrow::poke { key: DueKey::Claim(key) };
			let before = all_of(asset.clone(), "Till");
			assert_ok!(act("Alice", poke));
			assert_eq!(paid(), [(key, share, Cause::Adjudicated)]);
			assert_eq!(all_of(asset.clone(), "Till"), before + share);
		});
	}
}

#[test]
fn a_pool_is_its_payers_and_of_an_admitted_asset() {
	with_money(|| {
		fund(CARE, 5);
		assert_eq!(ReimbursementEscrow::pool(INSURER, CARE).unwrap().free, 5);
		assert_eq!(ReimbursementEscrow::pool(INSURER, NATIVE), None);
		let theft = Escrow::withdraw { licence: INSURER, asset: CARE, amount: 1 };
		assert_eq!(error_of(act("Insurer2", theft)), "NotAuthorized");
		let unknown = Escrow::fund { licence: INSURER, asset: AnyAssetId::WithId(2), amount: 1 };
		assert_eq!(error_of(act("Insurer", unknown)), "AssetNotAdmitted");
		let none = Escrow::admit_asset { asset: AnyAssetId::WithId(2), admitted: true };
		assert_eq!(error_of(council_does(none)), "NotFound");
		let no_more = Escrow::admit_asset { asset: NATIVE, admitted: false };
		assert_ok!(council_does(no_more));
		let begin = Escrow::fund { licence: INSURER, asset: NATIVE, amount: 1 };
		assert_eq!(error_of(act("Insurer", begin)), "AssetNotAdmitted");
		assert_ok!(act("Insurer", Escrow::withdraw { licence: INSURER, asset: CARE, amount: 5 }));
	});
}
