//! What operators' metrics are made of: how the calls of a block ended, and how far queues are behind.

use super::{
	meta::{dispatch, meta},
	money::{contract, dispense, fund, held_item, key_of, submit, CARE},
	support::*,
};
use codec::Encode;
use frame_support::assert_ok;
use pallet_migrations::MigrationCursor;
use pallet_prescriptions::{Access, Call as Rx};
use pallet_sponsorship::Call as Sponsorship;
use pallet_utility::Call as Utility;
use runtime::{Address, Block, Executive, Runtime, RuntimeCall, UncheckedExtrinsic};
use salus_primitives::{
	ids::{DAY, HOUR},
	Upkeep,
};
use salus_runtime_api::runtime_decl_for_operations_api::OperationsApiV1;
use salus_runtime_common::delegation::ProxyType;
use sp_core::H256;
use sp_runtime::OpaqueExtrinsic;

/// Pallet, calls that took effect, calls that did not.
type Counted = Vec<(String, u32, u32)>;

fn counted(body: Vec<OpaqueExtrinsic>) -> Counted {
	let tallies = <Runtime as OperationsApiV1<Block>>::calls(body);
	tallies.into_iter().map(|tally| (tally.pallet, tally.ok, tally.failed)).collect()
}

fn opaque(extrinsic: &UncheckedExtrinsic) -> OpaqueExtrinsic {
	OpaqueExtrinsic::try_from_encoded_extrinsic(&extrinsic.encode()).unwrap()
}

/// The transactions in a block, behind the inherents.
fn body_of(acts: Vec<(&str, RuntimeCall)>) -> Vec<OpaqueExtrinsic> {
	let transactions = block(|| {
		let send = |(who, call): (&str, RuntimeCall)| {
			let extrinsic = signed(&key(who), call);
			let opaque = opaque(&extrinsic);
			Executive::apply_extrinsic(extrinsic).expect("the block takes it").ok();
			opaque
		};
		acts.into_iter().map(send).collect::<Vec<_>>()
	});
	inherents().iter().map(opaque).chain(transactions).collect()
}

fn count(acts: Vec<(&str, RuntimeCall)>) -> Counted {
	counted(body_of(acts))
}

fn is(counted: Counted, expected: &[(&str, u32, u32)]) {
	let expected: Counted =
		expected.iter().map(|(pallet, ok, failed)| (pallet.to_string(), *ok, *failed)).collect();
	assert_eq!(counted, expected);
}

fn good() -> RuntimeCall {
	frame_system::Call::remark { remark: vec![] }.into()
}

/// There is no such item.
fn bad() -> RuntimeCall {
	Rx::mark_error { licence: PRESCRIBER, id: H256::zero() }.into()
}

fn batch(calls: Vec<RuntimeCall>) -> RuntimeCall {
	Utility::batch { calls }.into()
}

fn batch_all(calls: Vec<RuntimeCall>) -> RuntimeCall {
	Utility::batch_all { calls }.into()
}

fn force_batch(calls: Vec<RuntimeCall>) -> RuntimeCall {
	Utility::force_batch { calls }.into()
}

fn proxied(real: &str, call: RuntimeCall) -> RuntimeCall {
	let real = Address::Id(account(real));
	pallet_proxy::Call::proxy { real, force_proxy_type: None, call: Box::new(call) }.into()
}

#[test]
fn calls_are_counted_by_pallet_and_outcome_without_inherents() {
	development(|| {
		wait(0);
		is(count(vec![]), &[]);
		let acts = vec![("Alice", good()), ("Prescriber", bad()), ("Bob", good()), ("Bob", bad())];
		is(count(acts), &[("Prescriptions", 0, 2), ("System", 2, 0)]);
	});
}

#[test]
fn a_batch_counts_as_its_calls() {
	development(|| {
		wait(0);
		let calls = || vec![good(), bad(), good()];
		let by_bob = |call| count(vec![("Bob", call)]);
		// Stopped by the second: the third was not tried.
		is(by_bob(batch(calls())), &[("Prescriptions", 0, 1), ("System", 1, 0)]);
		is(by_bob(batch(vec![good(), good()])), &[("System", 2, 0)]);
		is(by_bob(batch(vec![])), &[]);
		// All is undone.
		is(by_bob(batch_all(calls())), &[("Prescriptions", 0, 1), ("System", 0, 2)]);
		is(by_bob(batch_all(vec![good(), good()])), &[("System", 2, 0)]);
		// Each for itself.
		is(by_bob(force_batch(calls())), &[("Prescriptions", 0, 1), ("System", 2, 0)]);
	});
}

#[test]
fn batches_in_batches_count_each_call_once() {
	development(|| {
		wait(0);
		let inner = || vec![good(), bad()];
		let nested = force_batch(vec![
			bad(),
			batch(inner()),     // 1 and 1
			batch_all(inner()), // 0 and 2: one of each pallet
			force_batch(vec![batch(vec![bad(), good()]), good()]),
			good(),
		]);
		let expected = [("Prescriptions", 0, 4), ("System", 3, 1)];
		is(count(vec![("Bob", nested.clone())]), &expected);
		// And beside another transaction, whose events are not mixed with its own.
		let expected = [("Prescriptions", 0, 4), ("System", 4, 1)];
		is(count(vec![("Bob", nested), ("Alice", good())]), &expected);
	});
}

#[test]
fn a_proxys_call_counts_with_its_own_result() {
	development(|| {
		wait(0);
		let add = pallet_proxy::Call::add_proxy {
			delegate: Address::Id(account("Bob")),
			proxy_type: ProxyType::Counter,
			delay: 0,
		};
		assert_ok!(act("Pharmacy", add));
		let unknown = || Rx::return_item { ids: vec![H256::zero()].try_into().unwrap(), reason: 0 };
		let id = held_item(1);
		let works = || dispense(id, 1).into();
		// The transaction succeeds each time.
		let acts = vec![
			("Bob", proxied("Pharmacy", unknown().into())),
			("Bob", proxied("Pharmacy", works())),
			("Bob", proxied("Pharmacy", batch(vec![works(), unknown().into(), works()]))),
			// Not within a counter's rights.
			("Bob", proxied("Pharmacy", good())),
		];
		is(count(acts), &[("Prescriptions", 2, 2), ("System", 0, 1)]);
		// Nobody's proxy: the transaction fails.
		is(count(vec![("Alice", proxied("Pharmacy", works()))]), &[("Prescriptions", 0, 1)]);
	});
}

/// A relay succeeds although the patient's call in it fails.
#[test]
fn a_patients_call_counts_with_its_own_result() {
	development(|| {
		wait(0);
		let id = issued(1, "Patient", Access::Closed);
		let opens = |seq| {
			RuntimeCall::from(dispatch(meta(
				"Patient",
				Rx::set_access { id, access: Access::Any, seq },
			)))
		};
		is(count(vec![("Relayer", opens(0))]), &[("Prescriptions", 1, 0)]);
		is(count(vec![("Relayer", opens(0))]), &[("Prescriptions", 0, 1)]);
		let both = force_batch(vec![opens(7), opens(1), good()]);
		is(count(vec![("Relayer", both)]), &[("Prescriptions", 1, 1), ("System", 1, 0)]);
		// Refused before it ran: only what a patient's key may sign is relayed.
		let refused = RuntimeCall::from(dispatch(meta("Patient", good())));
		is(count(vec![("Relayer", refused)]), &[("System", 0, 1)]);

		let policy = Sponsorship::set_policy {
			organisation: 4,
			relayer: account("Relayer"),
			terms: pallet_sponsorship::Terms {
				calls: std::collections::BTreeSet::from([(51, 13)]).try_into().unwrap(),
				per_day: 9,
				until: now() + DAY,
				max_fee: salus_runtime_common::constants::UNIT,
			},
		};
		assert_ok!(act("Hospital", policy));
		let relay = |seq| {
			let call = Box::new(opens(seq));
			RuntimeCall::from(Sponsorship::relay { sponsor: account("Hospital"), call })
		};
		let acts = vec![("Relayer", relay(2)), ("Relayer", relay(2)), ("Relayer", relay(3))];
		is(count(acts), &[("Prescriptions", 2, 1)]);
	});
}

#[test]
fn a_body_that_is_not_this_blocks_counts_what_can_be_told() {
	development(|| {
		wait(0);
		let mut body = body_of(vec![("Alice", good()), ("Bob", bad())]);
		let first = inherents().len();
		body[first] = OpaqueExtrinsic::from_blob(vec![0xff; 40]);
		// One more than the block has.
		body.push(body[first + 1].clone());
		is(counted(body), &[("Prescriptions", 0, 1)]);
		is(counted(vec![]), &[]);
	});
}

fn upkeep() -> Vec<(String, Upkeep)> {
	<Runtime as OperationsApiV1<Block>>::upkeep()
}

#[test]
fn a_queue_that_is_behind_shows() {
	development(|| {
		wait(0);
		let names = ["Prescriptions", "ReimbursementEscrow", "HealthRecords"];
		let idle: Vec<_> = names.map(|name| (name.to_string(), Upkeep::default())).to_vec();
		assert_eq!(upkeep(), idle);

		fund(CARE, 1_000);
		contract(HOUR, 7);
		let id = held_item(1);
		assert_ok!(act("Pharmacy", dispense(id, 1)));
		assert_ok!(act("Pharmacy", submit(key_of(id, 0), 7)));
		assert_eq!(upkeep(), idle);
		let (due, _) = pallet_reimbursement_escrow::Due::<Runtime>::iter_keys().next().unwrap();
		let due = u64::from_be_bytes(due);

		// A migration pauses the hooks.
		pallet_migrations::Cursor::<Runtime>::put(MigrationCursor::Stuck);
		wait(2 * HOUR);
		let late = Upkeep { backlog: 1, overdue: now() - due };
		assert!(late.overdue > 0);
		assert_eq!(upkeep()[1], (names[1].to_string(), late));
		pallet_migrations::Cursor::<Runtime>::kill();
		wait(0);
		assert_eq!(upkeep(), idle);
	});
}
