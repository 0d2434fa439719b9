//! Who validates: the council's list, a session late, and no new GRANDPA set while nothing changes.

use crate::{
	network::finality_key,
	shared::{sessions::*, support::*},
};
use frame_support::{assert_ok, traits::KeyOwnerProofSystem};
use pallet_membership::Call as Members;
use runtime::{validators::ValidatorMembers, Address, Historical, Runtime, RuntimeCall};
use sp_consensus_grandpa::KEY_TYPE;
use sp_core::{crypto::ByteArray, Pair};
use sp_runtime::DispatchError;

type ValidatorsCall = Members<Runtime, ValidatorMembers>;

fn set_id() -> u64 {
	pallet_grandpa::CurrentSetId::<Runtime>::get()
}

/// Whether a vote on finality by the key of `seed` could be held against `who`, now.
fn is_accountable(who: &str, seed: &str) -> bool {
	let key = (KEY_TYPE, finality_key(seed).public().to_raw_vec());
	let Some(proof) = Historical::prove(key.clone()) else { return false };
	Historical::check_proof(key, proof).is_some_and(|(found, ())| found == account(who))
}

#[test]
fn an_unchanged_set_keeps_its_number() {
	chain("local_testnet", || {
		wait(0);
		pass(3);
		assert_eq!(set_id(), 0);
		assert_eq!(active(), accounts(&["Alice", "Bob", "Charlie", "Dave"]));
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
		assert_eq!(act("Eve", refused), Err(DispatchError::BadOrigin));
		assert_ok!(council_does(add()));
		// Without keys she is only a name on a list.
		pass(2);
		assert_eq!((active(), set_id()), (accounts(&["Alice"]), 0));
		assert_ok!(set_keys("Eve", "Eve"));
		pass(1);
		assert_eq!((active(), set_id()), (accounts(&["Alice"]), 0));
		// The tests' blocks are all made in Alice's name: with two authorities every second slot is Eve's, which the
		// runtime does not check; the node does.
		pass(1);
		assert_eq!(active(), accounts(&["Alice", "Eve"]));
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
		assert_eq!((active(), set_id()), (accounts(&["Alice"]), 1));
		assert!(is_accountable("Alice", "Ferdie"));
		assert!(!is_accountable("Alice", "Alice"));
		pass(1);
		assert_eq!(set_id(), 1);
	});
}

#[test]
fn a_list_without_anybody_does_not_stop_the_chain() {
	development(|| {
		wait(0);
		assert_ok!(council_does(ValidatorsCall::reset_members { members: vec![] }));
		pass(3);
		assert_eq!((active(), set_id()), (accounts(&["Alice"]), 0));
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
		assert_eq!(active(), accounts(&["Alice", "Bob", "Charlie"]));
		assert_eq!(set_id(), 1);
	});
}
