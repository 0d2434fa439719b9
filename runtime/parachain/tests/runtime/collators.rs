//! Who makes blocks: the council's list, a session late, and nobody else.

use crate::shared::{sessions::*, support::*};
use frame_support::assert_ok;
use pallet_collator_selection::Call as Collators;
use runtime::{Runtime, RuntimeCall};
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_core::Pair;
use sp_runtime::DispatchError;

fn add(who: &str) -> Collators<Runtime> {
	Collators::add_invulnerable { who: account(who) }
}

/// Whether this session's blocks are sealed with the keys that are derived from these seeds, and with no others.
fn sealed_by(seeds: &[&str]) -> bool {
	let mut keys: Vec<AuraId> = seeds.iter().map(|seed| key(seed).public().into()).collect();
	let mut present = pallet_aura::Authorities::<Runtime>::get().into_inner();
	keys.sort();
	present.sort();
	keys == present
}

#[test]
fn whom_the_council_names_collates_two_sessions_later_and_whom_it_strikes_off_no_longer() {
	development(|| {
		wait(0);
		assert_eq!(active(), accounts(&["Alice"]));
		assert_eq!(error_of(council_does(add("Bob"))), "ValidatorNotRegistered");
		assert_ok!(set_keys("Bob", "Bob's node"));
		assert_ok!(council_does(add("Bob")));
		pass(1);
		assert_eq!(active(), accounts(&["Alice"]));
		assert!(sealed_by(&["Alice"]));
		pass(1);
		assert_eq!(active(), accounts(&["Alice", "Bob"]));
		assert!(sealed_by(&["Alice", "Bob's node"]));
		let remove = |who| Collators::remove_invulnerable { who: account(who) };
		assert_ok!(council_does(remove("Alice")));
		assert_eq!(error_of(council_does(remove("Bob"))), "TooFewEligibleCollators");
		pass(2);
		assert_eq!(active(), accounts(&["Bob"]));
		assert!(sealed_by(&["Bob's node"]));

		// It changes its key, and nobody needs to agree.
		assert_ok!(set_keys("Bob", "Bob's new node"));
		pass(2);
		assert!(sealed_by(&["Bob's new node"]));
	});
}

/// Who has no keys is left out of the list, if need be everybody; then those go on who made blocks before.
#[test]
fn a_council_that_names_nobody_with_keys_does_not_stop_the_chain() {
	development(|| {
		wait(0);
		let new = accounts(&["Bob", "Charlie"]);
		assert_ok!(council_does(Collators::<Runtime>::set_invulnerables { new }));
		pass(3);
		assert_eq!(active(), []);
		assert!(sealed_by(&["Alice"]));
		assert_ok!(council_does(add("Alice")));
		pass(2);
		assert_eq!(active(), accounts(&["Alice"]));
		assert!(sealed_by(&["Alice"]));
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
