//! The council's upgrade of the runtime: authorised as Root, applied by anybody, in force when the relay chain says so.

use crate::{network::relay_says, shared::support::*};
use codec::Encode;
use cumulus_pallet_parachain_system::Event;
use cumulus_primitives_core::relay_chain::UpgradeGoAhead;
use frame_support::{assert_ok, dispatch::GetDispatchInfo};
use pallet_preimage::Call as Preimage;
use pallet_whitelist::Call as Whitelist;
use runtime::{Runtime, RuntimeCall, RuntimeEvent};
use sp_core::storage::well_known_keys::CODE;
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	DispatchError, DispatchResult,
};

const NEW: &[u8] = b"what comes after";

/// Has the council dispatch a call as Root.
fn as_root(call: RuntimeCall) -> DispatchResult {
	let bytes = call.encode();
	let call_hash = BlakeTwo256::hash(&bytes);
	let call_encoded_len = bytes.len() as u32;
	let call_weight_witness = call.get_dispatch_info().call_weight;
	// It may be there already.
	act("Bob", Preimage::note_preimage { bytes }).ok();
	council_does(Whitelist::whitelist_call { call_hash })?;
	council_does(Whitelist::dispatch_whitelisted_call {
		call_hash,
		call_encoded_len,
		call_weight_witness,
	})
}

/// The version of these bytes cannot be read, so that it is not asked for; a test on a real network asks for it.
fn authorise() -> RuntimeCall {
	let code_hash = BlakeTwo256::hash(NEW);
	frame_system::Call::authorize_upgrade_without_checks { code_hash }.into()
}

fn apply() -> frame_system::Call<Runtime> {
	frame_system::Call::apply_authorized_upgrade { code: NEW.into() }
}

fn told() -> Vec<Event<Runtime>> {
	events()
		.into_iter()
		.filter_map(|event| match event {
			RuntimeEvent::ParachainSystem(event) => Some(event),
			_ => None,
		})
		.collect()
}

fn code() -> Option<Vec<u8>> {
	sp_io::storage::get(CODE).map(|code| code.to_vec())
}

#[test]
fn the_relay_chain_decides_when_new_code_is_in_force() {
	development(|| {
		wait(0);
		assert_eq!(act("Bob", authorise()), Err(DispatchError::BadOrigin));
		assert_eq!(error_of(act("Bob", apply())), "NothingAuthorized");
		assert_ok!(as_root(authorise()));
		assert_ok!(act("Bob", apply()));
		assert!(matches!(told()[..], [Event::ValidationFunctionStored]), "{:?}", told());
		wait(0);
		assert_ne!(code().as_deref(), Some(NEW));
		relay_says(Some(UpgradeGoAhead::GoAhead));
		wait(0);
		relay_says(None);
		assert!(matches!(told()[..], [Event::ValidationFunctionApplied { .. }]), "{:?}", told());
		assert_eq!(code().as_deref(), Some(NEW));
		wait(0);
		assert_eq!(told().len(), 0);
	});
}

#[test]
fn messages_wait_while_a_migration_runs_or_has_failed() {
	use cumulus_primitives_core::AggregateMessageOrigin::{Parent, Sibling};
	use frame_support::traits::QueuePausedQuery;
	use pallet_migrations::{Cursor, MigrationCursor};
	type Queues = <Runtime as pallet_message_queue::Config>::QueuePausedQuery;

	development(|| {
		let paused = || [Sibling(1000.into()), Parent].map(|queue| Queues::is_paused(&queue));
		assert_eq!(paused(), [false; 2]);
		Cursor::<Runtime>::put(MigrationCursor::Stuck);
		assert_eq!(paused(), [true; 2]);
	});
}

#[test]
fn code_that_the_relay_chain_refuses_is_forgotten_and_can_be_authorised_again() {
	development(|| {
		wait(0);
		assert_ok!(as_root(authorise()));
		assert_ok!(act("Bob", apply()));
		relay_says(Some(UpgradeGoAhead::Abort));
		wait(0);
		relay_says(None);
		assert!(matches!(told()[..], [Event::ValidationFunctionDiscarded]), "{:?}", told());
		assert_ne!(code().as_deref(), Some(NEW));
		assert_ok!(as_root(authorise()));
		assert_ok!(act("Bob", apply()));
	});
}
