//! Batch, proxy, multisig, derived accounts: none of them is a way round a licence, and no proxy does what only a person may.

use super::{
	care::CORE,
	money::{self, CARE, INSURER},
	support::*,
};
use frame_support::{assert_ok, traits::InstanceFilter};
use pallet_health_records::{BreakGlassReason, Call as Records, Finding};
use pallet_prescriptions::{Access, Call as Rx, Stage};
use pallet_registry::{Call as Registry, Ground, Target};
use pallet_reimbursement_escrow::{Call as Escrow, ClaimKey};
use pallet_trial_consents::{Call as Trials, ExitReason};
use runtime::{Address, Prescriptions, Runtime, RuntimeCall, RuntimeEvent};
use salus_primitives::{Infraction, RxId, Signer};
use salus_runtime_common::delegation::ProxyType;
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResult};

pub const EVERY_TYPE: [ProxyType; 6] = [
	ProxyType::Organisation,
	ProxyType::Counter,
	ProxyType::Treasury,
	ProxyType::Relay,
	ProxyType::ClaimsDesk,
	ProxyType::RecordsDesk,
];

fn batch(calls: Vec<RuntimeCall>) -> pallet_utility::Call<Runtime> {
	pallet_utility::Call::batch_all { calls }
}

pub fn add_proxy(proxy: &str, proxy_type: ProxyType) -> pallet_proxy::Call<Runtime> {
	pallet_proxy::Call::add_proxy { delegate: Address::Id(account(proxy)), proxy_type, delay: 0 }
}

/// What the proxied call answered.
pub fn through_proxy(proxy: &str, real: &str, call: impl Into<RuntimeCall>) -> DispatchResult {
	act(
		proxy,
		pallet_proxy::Call::proxy {
			real: Address::Id(account(real)),
			force_proxy_type: None,
			call: Box::new(call.into()),
		},
	)?;
	events()
		.into_iter()
		.find_map(|event| match event {
			RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => Some(result),
			_ => None,
		})
		.expect("the proxy call ran")
}

fn an_issue() -> RuntimeCall {
	issue(PRESCRIBER, H256::repeat_byte(9), "Patient", Access::Closed).into()
}

fn claim(id: RxId) -> RuntimeCall {
	Rx::claim { licence: PHARMACY, ids: vec![id].try_into().unwrap() }.into()
}

pub fn filtered() -> DispatchResult {
	Err(frame_system::Error::<Runtime>::CallFiltered.into())
}

#[test]
fn a_batch_checks_every_licence() {
	development(|| {
		wait(0);
		assert_eq!(error_of(act("Bob", batch(vec![an_issue()]))), "NotAuthorized");
		// All or nothing: the first call's item is gone with the second's error.
		let second = Rx::mark_error { licence: PRESCRIBER, id: H256::zero() }.into();
		let id = Prescriptions::id(PRESCRIBER, now(), H256::repeat_byte(9));
		assert_eq!(error_of(act("Prescriber", batch(vec![an_issue(), second]))), "NotFound");
		assert_eq!(Prescriptions::item(id), None);
		assert_ok!(act("Prescriber", batch(vec![an_issue()])));
	});
}

#[test]
fn a_derived_account_and_a_multisig_are_somebody_else() {
	development(|| {
		wait(0);
		let derived = pallet_utility::Call::as_derivative { index: 0, call: Box::new(an_issue()) };
		assert_eq!(error_of(act("Prescriber", derived)), "NotAuthorized");
		let multisig = pallet_multisig::Call::as_multi_threshold_1 {
			other_signatories: vec![account("Bob")],
			call: Box::new(an_issue()),
		};
		assert_eq!(error_of(act("Prescriber", multisig)), "NotAuthorized");
		let dispatch_as = pallet_utility::Call::dispatch_as {
			as_origin: Box::new(frame_system::RawOrigin::Signed(account("Prescriber")).into()),
			call: Box::new(an_issue()),
		};
		assert_eq!(act("Bob", dispatch_as), Err(DispatchError::BadOrigin));
	});
}

#[test]
fn no_proxy_issues_for_a_prescriber_however_wrapped() {
	development(|| {
		wait(0);
		for proxy_type in EVERY_TYPE {
			assert_ok!(act("Prescriber", add_proxy("Bob", proxy_type)));
			assert_eq!(through_proxy("Bob", "Prescriber", an_issue()), filtered());
			let wrapped = batch(vec![batch(vec![an_issue()]).into()]);
			assert_eq!(through_proxy("Bob", "Prescriber", wrapped), filtered());
			let nested = pallet_proxy::Call::proxy {
				real: Address::Id(account("Prescriber")),
				force_proxy_type: None,
				call: Box::new(an_issue()),
			};
			let _ = through_proxy("Bob", "Prescriber", nested);
			let id = Prescriptions::id(PRESCRIBER, now(), H256::repeat_byte(9));
			assert_eq!(Prescriptions::item(id), None, "{proxy_type:?}");
			let undo = pallet_proxy::Call::remove_proxies {};
			assert_ok!(act("Prescriber", undo));
		}
	});
}

#[test]
fn a_counter_dispenses_and_does_nothing_else() {
	development(|| {
		wait(0);
		let id = issued(1, "Patient", Access::Only(PHARMACY));
		assert_ok!(act("Pharmacy", add_proxy("Bob", ProxyType::Counter)));
		assert_ok!(through_proxy("Bob", "Pharmacy", batch(vec![claim(id)])));
		assert!(matches!(item(id).stage, Stage::Held { by: PHARMACY, .. }));
		let pay = pallet_balances::Call::transfer_all {
			dest: Address::Id(account("Bob")),
			keep_alive: false,
		};
		assert_eq!(through_proxy("Bob", "Pharmacy", pay), filtered());
		let bond = Registry::withdraw_bond { organisation: 2, amount: 1 };
		assert_eq!(through_proxy("Bob", "Pharmacy", bond.clone()), filtered());
		let widen = add_proxy("Bob", ProxyType::Organisation);
		assert_eq!(through_proxy("Bob", "Pharmacy", widen), filtered());
		// Bob's licence is not what counts: the pharmacy's is, and only while it is valid.
		let suspend = Registry::suspend {
			licences: vec![PHARMACY].try_into().unwrap(),
			ground: Ground::Ordinary,
			decision: H256::zero(),
		};
		assert_ok!(act("Registrar", suspend));
		let dispense = Rx::dispense {
			licence: PHARMACY,
			id,
			quantity: 30,
			product: H256::zero(),
			substituted: false,
		};
		assert_eq!(error_of(through_proxy("Bob", "Pharmacy", dispense)), "LicenceNotValid");
		assert_ok!(act("Pharmacy", add_proxy("Charlie", ProxyType::Treasury)));
		assert_ok!(through_proxy("Charlie", "Pharmacy", bond));
		assert_eq!(through_proxy("Charlie", "Pharmacy", claim(id)), filtered());
	});
}

#[test]
fn a_counter_wields_nothing_through_a_multisig() {
	let inner = Box::new(claim(H256::zero()));
	let multisig: RuntimeCall = pallet_multisig::Call::as_multi_threshold_1 {
		other_signatories: vec![account("Bob")],
		call: inner,
	}
	.into();
	assert!(EVERY_TYPE.iter().all(|proxy_type| !proxy_type.filter(&multisig)));
}

/// registry.md, section 2: no proxy type admits acts of a personal role; nor of a patient, a registrar or the council.
#[test]
fn personal_acts_are_in_no_proxy_type() {
	development(|| {
		let (id, licence) = (H256::zero(), PRESCRIBER);
		let target = Target::Licence(licence);
		let who = || account("Bob");
		let personal: Vec<RuntimeCall> = vec![
			an_issue(),
			Rx::ratify { licence, id, accept: true }.into(),
			Rx::cancel { licence, ids: vec![id].try_into().unwrap() }.into(),
			Rx::mark_error { licence, id }.into(),
			Rx::suspend { licence, id }.into(),
			Rx::resume { licence, id }.into(),
			Rx::reopen { id, seq: None }.into(),
			Rx::reopen { id, seq: Some(0) }.into(),
			Rx::present { ids: vec![(id, 0)].try_into().unwrap(), to: PHARMACY }.into(),
			Rx::discard { id, seq: 0 }.into(),
			Rx::recall { id, seq: 0 }.into(),
			Rx::set_access { id, access: Access::Any, seq: 0 }.into(),
			Rx::attest_death { ids: vec![id].try_into().unwrap() }.into(),
			Rx::set_policy { class: 0, policy: None }.into(),
			Registry::rotate { target, new: who() }.into(),
			Registry::accept_change { target }.into(),
			Registry::cancel_change { target }.into(),
			Registry::surrender { licence }.into(),
			Registry::replace_holder { target, new: who() }.into(),
			Registry::resume { licence }.into(),
			Registry::overrule { licence, decision: id }.into(),
			Registry::answer_report { licence, what: Infraction::Unratified, decision: id }.into(),
			Escrow::vote { licence, key: money::key_of(id, 0), overturn: true }.into(),
			Escrow::order_reversal { licence, key: money::key_of(id, 0), amount: 1 }.into(),
			Escrow::set_carc { carc: 16, usage: None }.into(),
			Escrow::set_panel { level: 1, members: Default::default() }.into(),
			Escrow::admit_asset { asset: CARE, admitted: false }.into(),
			super::care::sign(1, &who(), Signer::Subject, 1, CORE).into(),
			super::care::sign(1, &who(), Signer::Investigator, 1, CORE).into(),
			super::care::withdraw(1, "Patient", 1, CORE).into(),
			Trials::enrol { licence, trial: 1, subject: who() }.into(),
			Trials::end_participation {
				licence,
				trial: 1,
				subject: who(),
				why: ExitReason::Completed,
			}
			.into(),
			super::care::grant("Patient", 0).into(),
			Records::veto { patient: who(), attempt: 0 }.into(),
			Records::recover { patient: who(), new: who(), attempt: 0 }.into(),
			Records::justify { patient: who(), incident: 1, commitment: id }.into(),
			Records::break_glass {
				licence,
				patient: who(),
				sets: 1,
				reason: BreakGlassReason::Disaster,
				receipt: id,
			}
			.into(),
			Records::review { licence, patient: who(), incident: 1, finding: Finding::Cleared }
				.into(),
			Records::succeed { old: 1, new: 2 }.into(),
			Records::set_emergency { rules: Default::default() }.into(),
			pallet_collective::Call::<Runtime, pallet_collective::Instance1>::vote {
				proposal: id,
				index: 0,
				approve: true,
			}
			.into(),
		];
		for call in personal {
			for proxy_type in EVERY_TYPE {
				assert!(!proxy_type.filter(&call), "{proxy_type:?} admits {call:?}");
			}
		}
	});
}

#[test]
fn proxy_types_form_an_order_under_organisation() {
	for proxy_type in EVERY_TYPE {
		assert!(ProxyType::Organisation.is_superset(&proxy_type));
		assert_eq!(
			proxy_type.is_superset(&ProxyType::Organisation),
			proxy_type == Default::default()
		);
	}
}

/// A claim that waits for the insurer's decision.
fn submitted() -> ClaimKey {
	money::fund(CARE, 10_000);
	money::contract(salus_primitives::ids::DAY, 50);
	let id = money::held_item(1);
	assert_ok!(act("Pharmacy", money::dispense(id, 30)));
	let key = money::key_of(id, 0);
	assert_ok!(act("Pharmacy", money::submit(key, 50)));
	key
}

fn adjudicate(key: ClaimKey) -> RuntimeCall {
	let (payer, patient, adjustments) = (50, 0, Default::default());
	Escrow::adjudicate { licence: INSURER, key, payer, patient, adjustments }.into()
}

#[test]
fn a_provider_pays_itself_through_no_wrapper() {
	development(|| {
		wait(0);
		let key = submitted();
		let pay = |who| act(who, batch(vec![adjudicate(key)]));
		assert_eq!(error_of(pay("Pharmacy")), "NotAuthorized");
		let derived =
			pallet_utility::Call::as_derivative { index: 0, call: Box::new(adjudicate(key)) };
		assert_eq!(error_of(act("Insurer", derived)), "NotAuthorized");
		let multisig = pallet_multisig::Call::as_multi_threshold_1 {
			other_signatories: vec![account("Pharmacy")],
			call: Box::new(adjudicate(key)),
		};
		assert_eq!(error_of(act("Insurer", multisig)), "NotAuthorized");
		// Whoever acts for the pharmacy, by whatever right, is the pharmacy.
		for proxy_type in EVERY_TYPE {
			assert_ok!(act("Pharmacy", add_proxy("Bob", proxy_type)));
			let outcome = through_proxy("Bob", "Pharmacy", adjudicate(key));
			assert!(
				outcome == filtered() || error_of(outcome) == "NotAuthorized",
				"{proxy_type:?}"
			);
			assert_ok!(act("Pharmacy", pallet_proxy::Call::remove_proxies {}));
		}
		// A pharmacy that acts for the insurer needs the insurer's leave.
		let asked = act(
			"Pharmacy",
			pallet_proxy::Call::<Runtime>::proxy {
				real: Address::Id(account("Insurer")),
				force_proxy_type: None,
				call: Box::new(adjudicate(key)),
			},
		);
		assert_eq!(error_of(asked), "NotProxy");
		assert_eq!(money::paid(), []);
		assert_ok!(pay("Insurer"));
		assert_eq!(money::paid().len(), 1);
	});
}

#[test]
fn a_claims_desk_decides_and_takes_nothing() {
	development(|| {
		wait(0);
		let key = submitted();
		assert_ok!(act("Insurer", add_proxy("Bob", ProxyType::ClaimsDesk)));
		let withdraw = Escrow::withdraw { licence: INSURER, asset: CARE, amount: 1 };
		assert_eq!(through_proxy("Bob", "Insurer", withdraw.clone()), filtered());
		let transfer = pallet_assets::Call::transfer_all {
			id: salus_runtime_common::genesis::reimbursement::CARE.into(),
			dest: Address::Id(account("Bob")),
			keep_alive: false,
		};
		assert_eq!(through_proxy("Bob", "Insurer", transfer), filtered());
		assert_ok!(through_proxy("Bob", "Insurer", batch(vec![adjudicate(key)])));
		assert_eq!(money::paid().len(), 1);
		assert_ok!(act("Insurer", add_proxy("Charlie", ProxyType::Treasury)));
		assert_ok!(through_proxy("Charlie", "Insurer", withdraw));
		assert_eq!(through_proxy("Charlie", "Insurer", adjudicate(key)), filtered());
	});
}

/// The key in a hospital's records system enters and anchors; it shreds nothing, opens nothing and pays nothing.
#[test]
fn a_records_desk_writes_and_takes_nothing() {
	development(|| {
		wait(0);
		super::care::entered("Patient", &[]);
		assert_ok!(act("Hospital", add_proxy("Bob", ProxyType::RecordsDesk)));
		let (licence, root) = (super::care::HOSPITAL, H256::repeat_byte(1));
		let (authored_at, patient) = (now(), account("Patient"));
		let anchor = Records::anchor { licence, root, authored_at, patient, set: 0 };
		let id = runtime::HealthRecords::id(licence, authored_at, root);
		assert_ok!(through_proxy("Bob", "Hospital", batch(vec![anchor.into()])));
		let shred = Records::shred {
			licence,
			id,
			reason: pallet_health_records::ShredReason::RetentionEnded,
		};
		assert_eq!(through_proxy("Bob", "Hospital", shred.clone()), filtered());
		let relayer = account("Relayer");
		let sponsor = account("Hospital");
		let remove = pallet_sponsorship::Call::remove_policy { sponsor, relayer };
		assert_eq!(through_proxy("Bob", "Hospital", remove), filtered());
		assert_ok!(act("Hospital", add_proxy("Charlie", ProxyType::Organisation)));
		assert_ok!(through_proxy("Charlie", "Hospital", shred));
	});
}

/// A consent that an investigator signs for the participant, by whatever way, is none.
#[test]
fn an_investigator_signs_for_nobody_through_any_wrapper() {
	use super::care::{proposed, sign, trial, OFFERED};
	use salus_primitives::Signers;

	development(|| {
		wait(0);
		let (trial, subject) = (trial(), account("Patient"));
		let round = proposed(trial, "Patient", Signers::SELF);
		let forged = || RuntimeCall::from(sign(trial, &subject, Signer::Subject, round, OFFERED));
		assert_eq!(error_of(act("Investigator", forged())), "NotAuthorized");
		assert_eq!(error_of(act("Investigator", batch(vec![forged()]))), "NotAuthorized");
		let derived = pallet_utility::Call::as_derivative { index: 0, call: Box::new(forged()) };
		assert_eq!(error_of(act("Investigator", derived)), "NotAuthorized");
		let multisig = pallet_multisig::Call::as_multi_threshold_1 {
			other_signatories: vec![account("Bob")],
			call: Box::new(forged()),
		};
		assert_eq!(error_of(act("Investigator", multisig)), "NotAuthorized");
		let relayed = super::care::relayed("Investigator", forged());
		assert_eq!(error_of(relayed), "NotAuthorized");
		assert_ok!(super::care::relayed("Patient", forged()));
	});
}
