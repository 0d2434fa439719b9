//! Who validates: the council's list, a session late, and no new GRANDPA set while nothing changes.

use crate::support::*;
use codec::Encode;
use frame_support::{assert_ok, traits::KeyOwnerProofSystem};
use pallet_membership::Call as Members;
use salus_consortium_runtime::{
	constants::SESSION_LENGTH, AccountId, Address, Historical, Runtime, RuntimeCall, Session,
	SessionKeys, System,
};
use salus_runtime_common::governance::ValidatorMembers;
use sp_consensus_grandpa::KEY_TYPE;
use sp_core::{crypto::ByteArray, ed25519, proof_of_possession::ProofOfPossessionGenerator, Pair};
use sp_runtime::DispatchResult;

type ValidatorsCall = Members<Runtime, ValidatorMembers>;

fn set_id() -> u64 {
	pallet_grandpa::CurrentSetId::<Runtime>::get()
}

fn validators(names: &[&str]) -> Vec<AccountId> {
	let mut accounts: Vec<_> = names.iter().map(|name| account(name)).collect();
	accounts.sort();
	accounts
}

fn active() -> Vec<AccountId> {
	let mut active = Session::validators();
	active.sort();
	active
}

/// Lets `sessions` sessions end, making only their last blocks.
fn pass(sessions: u32) {
	for _ in 0..sessions {
		let last = (System::block_number() / SESSION_LENGTH + 1) * SESSION_LENGTH - 1;
		System::set_block_number(last);
		let session = Session::current_index();
		wait(0);
		assert_eq!(Session::current_index(), session + 1);
	}
}

/// Registers session keys derived from `seed`, with the proof that they are one's own.
fn set_keys(who: &str, seed: &str) -> DispatchResult {
	let mut aura = key(seed);
	let mut grandpa = ed25519::Pair::from_string(&format!("//{seed}"), None).unwrap();
	let owner = account(who).encode();
	let proof =
		(aura.generate_proof_of_possession(&owner), grandpa.generate_proof_of_possession(&owner));
	let keys = SessionKeys { aura: aura.public().into(), grandpa: grandpa.public().into() };
	act(who, pallet_session::Call::set_keys { keys, proof: proof.encode() })
}

/// Whether a vote on finality by the key of `seed` could be held against `who`, now.
fn is_accountable(who: &str, seed: &str) -> bool {
	let grandpa = ed25519::Pair::from_string(&format!("//{seed}"), None).unwrap().public();
	let key = (KEY_TYPE, grandpa.to_raw_vec());
	let Some(proof) = Historical::prove(key.clone()) else { return false };
	Historical::check_proof(key, proof).is_some_and(|(found, ())| found == account(who))
}

#[test]
fn an_unchanged_set_keeps_its_number() {
	chain("local_testnet", || {
		wait(0);
		pass(3);
		assert_eq!(set_id(), 0);
		assert_eq!(active(), validators(&["Alice", "Bob", "Charlie", "Dave"]));
		assert!(
			is_accountable("Bob", "Bob"),
			"a vote can be held against a validator of long standing"
		);
		assert!(!is_accountable("Bob", "Alice"));
	});
}

#[test]
fn the_council_adds_a_validator() {
	development(|| {
		wait(0);
		let add = || ValidatorsCall::add_member { who: Address::Id(account("Eve")) };
		let refused: RuntimeCall = add().into();
		assert_eq!(act("Eve", refused), Err(sp_runtime::DispatchError::BadOrigin));
		assert_ok!(council_does(add()));
		// Without keys she is only a name on a list.
		pass(2);
		assert_eq!((active(), set_id()), (validators(&["Alice"]), 0));
		assert_ok!(set_keys("Eve", "Eve"));
		pass(1);
		assert_eq!((active(), set_id()), (validators(&["Alice"]), 0));
		// The tests' blocks are all made in Alice's name: with two authorities every second slot is Eve's, which the
		// runtime does not check; the node does.
		pass(1);
		assert_eq!(active(), validators(&["Alice", "Eve"]));
		assert_eq!(set_id(), 1);
		assert!(is_accountable("Eve", "Eve"));
		pass(2);
		assert_eq!(set_id(), 1);
	});
}

#[test]
fn a_rotated_key_is_a_change_for_which_its_owner_answers() {
	development(|| {
		wait(0);
		assert_ok!(set_keys("Alice", "Ferdie"));
		pass(2);
		assert_eq!((active(), set_id()), (validators(&["Alice"]), 1));
		assert!(is_accountable("Alice", "Ferdie"));
		assert!(!is_accountable("Alice", "Alice"));
		pass(1);
		assert_eq!(set_id(), 1);
	});
}

#[test]
fn keys_of_somebody_else_are_refused() {
	development(|| {
		wait(0);
		let mut aura = key("Ferdie");
		let mut grandpa = ed25519::Pair::from_string("//Ferdie", None).unwrap();
		let owner = account("Ferdie").encode();
		let proof = (
			aura.generate_proof_of_possession(&owner),
			grandpa.generate_proof_of_possession(&owner),
		);
		let keys = SessionKeys { aura: aura.public().into(), grandpa: grandpa.public().into() };
		let stolen = pallet_session::Call::set_keys { keys, proof: proof.encode() };
		assert_eq!(error_of(act("Eve", stolen)), "InvalidProof");
	});
}

#[test]
fn a_list_without_anybody_does_not_stop_the_chain() {
	development(|| {
		wait(0);
		assert_ok!(council_does(ValidatorsCall::reset_members { members: vec![] }));
		pass(3);
		assert_eq!((active(), set_id()), (validators(&["Alice"]), 0));
	});
}

#[test]
fn a_validator_leaves_a_session_after_the_council_said_so() {
	chain("local_testnet", || {
		wait(0);
		pallet_membership::Members::<Runtime, ValidatorMembers>::mutate(|members| {
			let dave = account("Dave");
			members.retain(|member| *member != dave);
		});
		pass(1);
		assert_eq!(active().len(), 4);
		pass(1);
		assert_eq!(active(), validators(&["Alice", "Bob", "Charlie"]));
		assert_eq!(set_id(), 1);
	});
}
