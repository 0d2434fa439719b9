//! Who makes blocks: the council's list, a session late, and nobody else.

use crate::support::*;
use codec::Encode;
use frame_support::assert_ok;
use pallet_collator_selection::Call as Collators;
use runtime::{
	constants::SESSION_LENGTH, AccountId, Runtime, RuntimeCall, Session, SessionKeys, System,
};
use sp_core::{proof_of_possession::ProofOfPossessionGenerator, Pair};
use sp_runtime::{DispatchError, DispatchResult};

fn accounts(names: &[&str]) -> Vec<AccountId> {
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

/// Registers a session key derived from `seed`, with the proof that it is one's own.
fn set_keys(who: &str, seed: &str) -> DispatchResult {
	let mut aura = key(seed);
	let proof = aura.generate_proof_of_possession(&account(who).encode()).encode();
	let keys = SessionKeys { aura: aura.public().into() };
	act(who, pallet_session::Call::set_keys { keys, proof })
}

fn add(who: &str) -> Collators<Runtime> {
	Collators::add_invulnerable { who: account(who) }
}

#[test]
fn whom_the_council_names_collates_two_sessions_later_and_whom_it_strikes_off_no_longer() {
	development(|| {
		wait(0);
		assert_eq!(active(), accounts(&["Alice"]));
		assert_eq!(error_of(council_does(add("Bob"))), "ValidatorNotRegistered");
		assert_ok!(set_keys("Bob", "Bob"));
		assert_ok!(council_does(add("Bob")));
		pass(1);
		assert_eq!(active(), accounts(&["Alice"]));
		pass(1);
		assert_eq!(active(), accounts(&["Alice", "Bob"]));
		let remove = |who| Collators::remove_invulnerable { who: account(who) };
		assert_ok!(council_does(remove("Alice")));
		assert_eq!(error_of(council_does(remove("Bob"))), "TooFewEligibleCollators");
		pass(2);
		assert_eq!(active(), accounts(&["Bob"]));
	});
}

#[test]
fn nobody_names_itself() {
	development(|| {
		wait(0);
		assert_ok!(set_keys("Bob", "Bob"));
		assert_eq!(error_of(act("Bob", Collators::register_as_candidate {})), "TooManyCandidates");
		let calls: [RuntimeCall; 4] = [
			add("Bob").into(),
			Collators::<Runtime>::set_invulnerables { new: accounts(&["Bob"]) }.into(),
			Collators::<Runtime>::set_desired_candidates { max: 1 }.into(),
			Collators::<Runtime>::set_candidacy_bond { bond: 0 }.into(),
		];
		for call in calls {
			for who in ["Bob", "Alice"] {
				assert_eq!(act(who, call.clone()), Err(DispatchError::BadOrigin), "{call:?}");
			}
		}
		pass(2);
		assert_eq!(active(), accounts(&["Alice"]));
	});
}

#[test]
fn keys_are_registered_by_whoever_has_them() {
	development(|| {
		wait(0);
		let mut aura = key("Bob");
		let proof = aura.generate_proof_of_possession(&account("Charlie").encode()).encode();
		let keys = SessionKeys { aura: aura.public().into() };
		let stolen = act("Bob", pallet_session::Call::set_keys { keys, proof });
		assert_eq!(error_of(stolen), "InvalidProof");
	});
}
