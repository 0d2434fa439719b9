//! Items through their life under real licences.

use super::{money::dispense, support::*};
use frame_support::assert_ok;
use pallet_prescriptions::{Access, Call as Rx, Closure, Rx as Row, Stage};
use pallet_registry::{Call as Registry, Ground};
use runtime::{Prescriptions, Runtime, System};
use salus_primitives::{
	ids::{DAY, HOUR},
	DispenseFacts, LicenceId, RxId,
};
use sp_core::H256;
use sp_runtime::DispatchResult;

fn claim(id: RxId) -> Rx<Runtime> {
	Rx::claim { licence: PHARMACY, ids: vec![id].try_into().unwrap() }
}

fn suspend(licence: LicenceId, ground: Ground) -> DispatchResult {
	let licences = vec![licence].try_into().unwrap();
	act("Registrar", Registry::suspend { licences, ground, decision: H256::zero() })
}

#[test]
fn an_item_from_issue_to_nothing() {
	development(|| {
		wait(0);
		let id = issued(1, "Patient", Access::Only(PHARMACY));
		assert_ok!(act("Pharmacy", claim(id)));
		assert_ok!(act("Pharmacy", dispense(id, 20)));
		assert_eq!(error_of(act("Pharmacy", dispense(id, 11))), "ExceedsFill");
		assert_ok!(act("Pharmacy", dispense(id, 10)));
		assert!(matches!(item(id).stage, Stage::Closed { why: Closure::Completed, .. }));
		let facts = <Prescriptions as DispenseFacts>::get(&(id, 1)).unwrap();
		assert_eq!((facts.quantity, facts.by, facts.issuer), (10, PHARMACY, PRESCRIBER));

		// Past the window for withdrawals the sweep takes the patient's key away; 400 days on, the row.
		wait(21 * DAY);
		let archived = pallet_prescriptions::Items::<Runtime>::get(id);
		assert!(matches!(archived, Some(Row::Archived(_))), "{archived:?}");
		wait(400 * DAY);
		wait(0);
		assert!(!pallet_prescriptions::Items::<Runtime>::contains_key(id));
		assert_eq!(Prescriptions::item(id), None);
	});
}

#[test]
fn a_suspended_prescriber_issues_nothing_and_what_was_issued_stays_good() {
	development(|| {
		wait(0);
		let id = issued(1, "Patient", Access::Only(PHARMACY));
		assert_ok!(suspend(PRESCRIBER, Ground::Ordinary));
		let again = || issue(PRESCRIBER, H256::repeat_byte(2), "Patient", Access::Closed);
		assert_eq!(error_of(act("Prescriber", again())), "LicenceNotValid");
		assert_ok!(act("Pharmacy", claim(id)));
		assert_ok!(act("Pharmacy", dispense(id, 30)));
		assert_ok!(act("Registrar", Registry::resume { licence: PRESCRIBER }));
		assert_ok!(act("Prescriber", again()));
	});
}

#[test]
fn the_order_within_a_block_decides() {
	use runtime::Executive;

	development(|| {
		wait(0);
		let licences = vec![PRESCRIBER].try_into().unwrap();
		let suspend =
			Registry::suspend { licences, ground: Ground::Ordinary, decision: H256::zero() };
		let issue = |salt| issue(PRESCRIBER, H256::repeat_byte(salt), "Patient", Access::Closed);
		block(|| {
			let apply = |who: &str, call: runtime::RuntimeCall| {
				Executive::apply_extrinsic(signed(&key(who), call)).unwrap()
			};
			assert_ok!(apply("Prescriber", issue(1).into()));
			assert_ok!(apply("Registrar", suspend.into()));
			assert_eq!(error_of(apply("Prescriber", issue(2).into())), "LicenceNotValid");
		});
	});
}

#[test]
fn fraud_bars_what_was_issued_since_and_nothing_before() {
	development(|| {
		wait(0);
		let good = issued(1, "Patient", Access::Only(PHARMACY));
		let held = issued(2, "Patient", Access::Only(PHARMACY));
		let since = System::block_number();
		let free = issued(3, "Patient", Access::Only(PHARMACY));
		assert_ok!(act("Pharmacy", claim(held)));
		assert_ok!(suspend(PRESCRIBER, Ground::Fraud { since }));
		assert_ok!(act("Pharmacy", claim(good)));
		assert_eq!(error_of(act("Pharmacy", claim(free))), "IssuerRevoked");
		assert_eq!(error_of(act("Pharmacy", dispense(held, 30))), "IssuerRevoked");
		let overrule = Registry::overrule { licence: PRESCRIBER, decision: H256::zero() };
		assert_ok!(council_does(overrule));
		assert_ok!(act("Pharmacy", claim(free)));
		assert_ok!(act("Pharmacy", dispense(held, 30)));
	});
}

#[test]
fn a_suspended_pharmacy_gives_back_and_hands_out_nothing() {
	development(|| {
		wait(0);
		let id = issued(1, "Patient", Access::Only(PHARMACY));
		assert_ok!(act("Pharmacy", claim(id)));
		assert_ok!(suspend(PHARMACY, Ground::Ordinary));
		assert_eq!(error_of(act("Pharmacy", dispense(id, 30))), "LicenceNotValid");
		let back = Rx::return_item { ids: vec![id].try_into().unwrap(), reason: 1 };
		assert_ok!(act("Pharmacy", back));
		assert_eq!(item(id).stage, Stage::Free);
	});
}

#[test]
fn an_emergency_nobody_ratifies_is_reported_to_both_registrars() {
	development(|| {
		wait(0);
		let emergency = |salt| Rx::emergency_dispense {
			licence: PHARMACY,
			commitment: H256::repeat_byte(salt),
			authored_at: now(),
			patient: account("Patient"),
			class: 1,
			unit: 1,
			quantity: 5,
			prescriber: PRESCRIBER,
		};
		let ratified = Prescriptions::id(PHARMACY, now(), H256::repeat_byte(1));
		assert_ok!(act("Pharmacy", emergency(1)));
		let ratify = Rx::ratify { licence: PRESCRIBER, id: ratified, accept: true };
		assert_ok!(act("Prescriber", ratify));
		assert_ok!(act("Pharmacy", emergency(2)));
		wait(7 * DAY + HOUR);
		wait(HOUR);
		for licence in [PRESCRIBER, PHARMACY] {
			let file = runtime::Registry::file(licence).unwrap();
			assert_eq!(file.reports.len(), 1);
			assert_eq!(file.reports[0].count, 1);
		}
	});
}

#[test]
fn another_pharmacys_licence_id_is_nobodys_key() {
	development(|| {
		wait(0);
		let id = issued(1, "Patient", Access::Only(PHARMACY));
		for stranger in ["Pharmacy2", "Prescriber", "Regulator", "Alice"] {
			assert_eq!(error_of(act(stranger, claim(id))), "NotAuthorized");
		}
		// Nor does a valid licence of another role serve.
		let wrong_role = Rx::claim { licence: REGULATOR, ids: vec![id].try_into().unwrap() };
		assert_eq!(error_of(act("Regulator", wrong_role)), "NotAuthorized");
	});
}
