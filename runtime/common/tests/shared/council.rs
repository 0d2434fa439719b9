//! The council: two thirds or nothing, and the only way to Root.

use super::support::*;
use codec::Encode;
use frame_support::assert_ok;
use pallet_collective::Call as Collective;
use pallet_preimage::Call as Preimage;
use pallet_registry::Call as RegistryCall;
use pallet_whitelist::Call as Whitelist;
use runtime::{constants::DAYS, Prescriptions, Registry, Runtime, RuntimeCall, RuntimeEvent};
use salus_primitives::{Duties, Role, Roles};
use salus_runtime_common::governance::CouncilCollective;
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	DispatchError, DispatchResult,
};

type CouncilEvent = pallet_collective::Event<Runtime, CouncilCollective>;
type CouncilCall = Collective<Runtime, CouncilCollective>;

fn name_registrar() -> RuntimeCall {
	RegistryCall::add_registrar {
		account: account("Registrar2"),
		organisation: 9,
		roles: Roles::of(&[Role::Prescriber]),
		duties: Duties::NONE,
		allotment: 10,
	}
	.into()
}

fn propose(who: &str, threshold: u32, call: &RuntimeCall) -> DispatchResult {
	let length_bound = call.encoded_size() as u32;
	act(who, CouncilCall::propose { threshold, proposal: Box::new(call.clone()), length_bound })
}

fn vote(who: &str, call: &RuntimeCall, approve: bool) -> DispatchResult {
	let proposal = BlakeTwo256::hash_of(call);
	act(who, CouncilCall::vote { proposal, index: 0, approve })
}

fn close(call: &RuntimeCall) -> DispatchResult {
	act(
		"Eve",
		CouncilCall::close {
			proposal_hash: BlakeTwo256::hash_of(call),
			index: 0,
			proposal_weight_bound:
				<Runtime as pallet_collective::Config<CouncilCollective>>::MaxProposalWeight::get(),
			length_bound: call.encoded_size() as u32,
		},
	)
}

fn executed() -> Option<DispatchResult> {
	events().into_iter().find_map(|event| match event {
		RuntimeEvent::Council(CouncilEvent::Executed { result, .. }) => Some(result),
		_ => None,
	})
}

#[test]
fn a_council_of_one_names_a_registrar_and_sets_a_policy() {
	development(|| {
		wait(0);
		assert_ok!(council_does(name_registrar()));
		assert_eq!(Registry::registrars().len(), 2);
		let policy = Prescriptions::policy(0);
		assert_ok!(council_does(pallet_prescriptions::Call::set_policy {
			class: 9,
			policy: policy.clone()
		}));
		assert_eq!(Prescriptions::policy(9), policy);
	});
}

#[test]
fn nobody_else_does() {
	development(|| {
		wait(0);
		for who in ["Bob", "Registrar", "Alice"] {
			assert_eq!(act(who, name_registrar()), Err(DispatchError::BadOrigin));
			let policy = pallet_prescriptions::Call::set_policy { class: 0, policy: None };
			assert_eq!(act(who, policy), Err(DispatchError::BadOrigin));
		}
	});
}

#[test]
fn two_of_four_are_not_two_thirds() {
	chain("local_testnet", || {
		wait(0);
		let call = name_registrar();
		assert_ok!(propose("Alice", 2, &call));
		assert_ok!(vote("Alice", &call, true));
		assert_ok!(vote("Bob", &call, true));
		assert_ok!(close(&call));
		assert_eq!(executed(), Some(Err(DispatchError::BadOrigin)));
		assert_eq!(Registry::registrars().len(), 1);
	});
}

#[test]
fn three_of_four_are() {
	chain("local_testnet", || {
		wait(0);
		let call = name_registrar();
		assert_ok!(propose("Alice", 3, &call));
		for who in ["Alice", "Bob", "Charlie"] {
			assert_ok!(vote(who, &call, true));
		}
		assert_ok!(close(&call));
		assert_eq!(executed(), Some(Ok(())));
		assert_eq!(Registry::registrars().len(), 2);
		// One alone, by the shortcut of a threshold of one.
		let alone = pallet_prescriptions::Call::set_policy { class: 0, policy: None }.into();
		assert_ok!(propose("Alice", 1, &alone));
		assert_eq!(executed(), Some(Err(DispatchError::BadOrigin)));
		assert!(Prescriptions::policy(0).is_some());
	});
}

#[test]
fn who_is_silent_has_not_agreed() {
	chain("local_testnet", || {
		wait(0);
		let call = name_registrar();
		assert_ok!(propose("Alice", 3, &call));
		assert_ok!(vote("Alice", &call, true));
		assert_ok!(vote("Bob", &call, true));
		assert_eq!(error_of(close(&call)), "TooEarly");
		// As many blocks as the motion lasts, without making each of them.
		runtime::System::set_block_number(7 * DAYS + 10);
		assert_ok!(close(&call));
		assert!(events()
			.iter()
			.any(|event| matches!(event, RuntimeEvent::Council(CouncilEvent::Disapproved { .. }))));
		assert_eq!(executed(), None);
	});
}

#[test]
fn root_is_reached_only_through_whitelist_and_preimage() {
	development(|| {
		wait(0);
		let (key, value) = (b"canary".to_vec(), vec![7]);
		let call: RuntimeCall =
			frame_system::Call::set_storage { items: vec![(key.clone(), value.clone())] }.into();
		assert_eq!(act("Alice", call.clone()), Err(DispatchError::BadOrigin));
		assert_eq!(council_does(call.clone()), Err(DispatchError::BadOrigin));

		let bytes = call.encode();
		let (call_hash, call_encoded_len) = (BlakeTwo256::hash(&bytes), bytes.len() as u32);
		let call_weight_witness = {
			use frame_support::dispatch::GetDispatchInfo;
			call.get_dispatch_info().call_weight
		};
		let dispatch = || Whitelist::<Runtime>::dispatch_whitelisted_call {
			call_hash,
			call_encoded_len,
			call_weight_witness,
		};
		assert_ok!(act("Bob", Preimage::note_preimage { bytes }));
		assert_eq!(
			act("Bob", Whitelist::whitelist_call { call_hash }),
			Err(DispatchError::BadOrigin)
		);
		assert_ok!(council_does(Whitelist::whitelist_call { call_hash }));
		assert_ok!(council_does(dispatch()));
		assert_eq!(sp_io::storage::get(&key), Some(value.into()));
		// Once named, once dispatched: a second time it only waits to be named again.
		sp_io::storage::clear(&key);
		assert_ok!(council_does(dispatch()));
		assert_eq!(sp_io::storage::get(&key), None);
	});
}

#[test]
fn the_councils_members_change_only_by_its_own_two_thirds() {
	development(|| {
		wait(0);
		let add: RuntimeCall =
			pallet_membership::Call::<Runtime, pallet_membership::Instance1>::add_member {
				who: sp_runtime::MultiAddress::Id(account("Bob")),
			}
			.into();
		assert_eq!(act("Bob", add.clone()), Err(DispatchError::BadOrigin));
		assert_ok!(council_does(add));
		assert_eq!(
			pallet_collective::Members::<Runtime, pallet_collective::Instance1>::get().len(),
			2
		);
		// Alice alone is half now.
		let remove: RuntimeCall =
			pallet_membership::Call::<Runtime, pallet_membership::Instance1>::remove_member {
				who: sp_runtime::MultiAddress::Id(account("Bob")),
			}
			.into();
		assert_eq!(council_does(remove), Err(DispatchError::BadOrigin));
		// Members are set by their membership alone, not even by a whole council.
		let set = CouncilCall::set_members { new_members: vec![], prime: None, old_count: 2 };
		assert_eq!(act("Alice", set), Err(DispatchError::BadOrigin));
	});
}
