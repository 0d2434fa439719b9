//! Sessions: who makes blocks, and with which keys. Whom the council names is each network's own.

use super::support::*;
use crate::network;
use runtime::{constants::SESSION_LENGTH, AccountId, Runtime, Session, System};
use sp_runtime::DispatchResult;

/// The accounts with these names, in the order of [`active`].
pub fn accounts(names: &[&str]) -> Vec<AccountId> {
	let mut accounts: Vec<_> = names.iter().map(|name| account(name)).collect();
	accounts.sort();
	accounts
}

/// Who makes blocks in this session.
pub fn active() -> Vec<AccountId> {
	let mut active = Session::validators();
	active.sort();
	active
}

/// Lets `sessions` sessions end, making only their last blocks.
pub fn pass(sessions: u32) {
	for _ in 0..sessions {
		let last = (System::block_number() / SESSION_LENGTH + 1) * SESSION_LENGTH - 1;
		System::set_block_number(last);
		let session = Session::current_index();
		wait(0);
		assert_eq!(Session::current_index(), session + 1);
	}
}

/// The session keys derived from `seed`, with the proof that they are `owner`'s.
fn keys(seed: &str, owner: &str) -> pallet_session::Call<Runtime> {
	let (keys, proof) = network::session_keys(seed, &account(owner));
	pallet_session::Call::set_keys { keys, proof }
}

/// Registers session keys derived from `seed`, with the proof that they are one's own.
pub fn set_keys(who: &str, seed: &str) -> DispatchResult {
	act(who, keys(seed, who))
}

#[test]
fn keys_of_somebody_else_are_refused() {
	development(|| {
		wait(0);
		assert_eq!(error_of(act("Eve", keys("Ferdie", "Ferdie"))), "InvalidProof");
	});
}
