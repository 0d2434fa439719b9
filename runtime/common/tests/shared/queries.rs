//! What nodes and clients ask, through the runtime's APIs.

use super::support::*;
use codec::{Decode, Encode};
use frame_support::view_functions::{
	runtime_api::runtime_decl_for_runtime_view_function::RuntimeViewFunctionV1, ViewFunction,
	ViewFunctionDispatchError, ViewFunctionId,
};
use pallet_prescriptions::{Access, Outcome};
use runtime::{AccountId, Balance, Block, Prescriptions, Registry, Runtime};
use salus_primitives::LicenceStatus;
use salus_runtime_api::{
	runtime_decl_for_prescriptions_api::PrescriptionsApiV1,
	runtime_decl_for_registry_api::RegistryApiV1,
};
use sp_core::H256;

/// Calls a view function as a client does: by its id, with bytes.
fn view<V: ViewFunction + Encode>(query: V) -> V::ReturnType
where
	V::ReturnType: Decode,
{
	let input = query.encode();
	let answer = <Runtime as RuntimeViewFunctionV1<Block>>::execute_view_function(V::id(), input);
	V::ReturnType::decode(&mut &answer.expect("it answers")[..]).expect("as declared")
}

#[test]
fn view_functions_answer_through_the_api() {
	development(|| {
		wait(0);
		let id = issued(1, "Patient", Access::Closed);
		let found = view(pallet_prescriptions::ItemViewFunction::<Runtime>::new(id));
		assert!(found.is_some());
		assert_eq!(found, Prescriptions::item(id));
		let policy = view(pallet_prescriptions::PolicyViewFunction::<Runtime>::new(1));
		assert_eq!(policy, Prescriptions::policy(1));
		let licence = view(pallet_registry::LicenceViewFunction::<Runtime>::new(PRESCRIBER));
		assert_eq!(licence, Registry::licence(PRESCRIBER));
		let status = view(pallet_registry::StatusViewFunction::<Runtime>::new(PRESCRIBER));
		assert_eq!(status, Some(LicenceStatus::Valid));
		assert_eq!(view(pallet_registry::StatusViewFunction::<Runtime>::new(99)), None);
	});
}

#[test]
fn an_unknown_view_function_and_garbage_are_errors() {
	development(|| {
		let ask = <Runtime as RuntimeViewFunctionV1<Block>>::execute_view_function;
		let nowhere = ViewFunctionId { prefix: [0; 16], suffix: [0; 16] };
		assert!(matches!(ask(nowhere, vec![]), Err(ViewFunctionDispatchError::NotFound(_))));
		let item = pallet_prescriptions::ItemViewFunction::<Runtime>::id;
		for garbage in [0, 31, 33] {
			let answer = ask(item(), vec![7; garbage]);
			assert!(matches!(answer, Err(ViewFunctionDispatchError::Codec)));
		}
	});
}

#[test]
fn an_items_events_are_told_by_block() {
	development(|| {
		wait(0);
		let id = issued(1, "Patient", Access::Closed);
		let told = <Runtime as PrescriptionsApiV1<Block, AccountId>>::events();
		assert_eq!(told.len(), 1);
		assert_eq!((told[0].id, told[0].name.as_str()), (id, "Issued"));
		// The trail is the hash of just these bytes.
		let trail = item(id).trail;
		let now = now();
		let link = [id.as_bytes(), &told[0].event, &(trail.last, now).encode()].concat();
		assert_eq!(trail.head, H256(sp_io::hashing::blake2_256(&link)));
		wait(0);
		assert!(<Runtime as PrescriptionsApiV1<Block, AccountId>>::events().is_empty());
	});
}

#[test]
fn lists_are_cut_where_they_say() {
	development(|| {
		wait(0);
		let id = issued(1, "Patient", Access::Closed);
		let many = vec![id; 100];
		let items = <Runtime as PrescriptionsApiV1<Block, AccountId>>::items(many);
		assert_eq!(items.len(), salus_runtime_api::MAX_ASKED);
		let licences =
			<Runtime as RegistryApiV1<Block, AccountId, Balance>>::licences(vec![1; 100]);
		assert_eq!(licences.len(), salus_runtime_api::MAX_ASKED);
		let outcome = <Runtime as PrescriptionsApiV1<Block, AccountId>>::cancel_outcome(id);
		assert_eq!(outcome, Some(Outcome::Cancelled));
	});
}
