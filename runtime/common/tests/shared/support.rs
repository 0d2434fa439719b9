//! A chain in a test: blocks, keys, transactions, and the people of the development genesis.

use crate::network;
use codec::Encode;
use pallet_prescriptions::{Access, Rx, Terms};
use runtime::{
	constants::SLOT_DURATION, genesis, AccountId, Address, Executive, Header, Moment, Nonce,
	Runtime, RuntimeCall, RuntimeError, RuntimeEvent, RuntimeGenesisConfig, Signature,
	SignedPayload, System, TxExtension, UncheckedExtrinsic,
};
use salus_primitives::{ids::DAY, LicenceId, RxId};
use sp_block_builder::runtime_decl_for_block_builder::BlockBuilderV6;
use sp_core::{sr25519, Pair, H256};
use sp_runtime::{
	generic::Era,
	traits::Header as _,
	transaction_validity::{TransactionSource, TransactionValidity, TransactionValidityError},
	Digest, DigestItem, DispatchResult,
};
use sp_transaction_pool::runtime_api::runtime_decl_for_tagged_transaction_queue::TaggedTransactionQueueV3;
use std::cell::RefCell;

/// When the first block of every test is made: 1 January 2026.
pub const START: Moment = 1_767_225_600_000;

/// The licences of the development genesis that the tests use.
pub const PRESCRIBER: LicenceId = 1;
pub const PHARMACY: LicenceId = 2;
pub const REGULATOR: LicenceId = 8;

thread_local! {
	static PARENT: RefCell<Header> = RefCell::new(genesis_header());
	static INHERENTS: RefCell<Vec<UncheckedExtrinsic>> = const { RefCell::new(vec![]) };
}

fn genesis_header() -> Header {
	Header::new(0, Default::default(), Default::default(), Default::default(), Default::default())
}

/// The chain of a preset, at its genesis.
pub fn state(preset: &str) -> sp_io::TestExternalities {
	let patch = genesis::preset(&preset.into()).expect("the preset exists");
	let mut json: serde_json::Value = serde_json::from_slice(&default_genesis()).unwrap();
	merge(&mut json, serde_json::from_slice(&patch).unwrap());
	let mut state = sp_io::TestExternalities::default();
	state.execute_with(|| {
		frame_support::genesis_builder_helper::build_state::<RuntimeGenesisConfig>(
			json.to_string().into_bytes(),
		)
		.expect("the genesis builds");
		PARENT.set(genesis_header());
	});
	state
}

/// Runs a test on the chain of a preset.
pub fn chain(preset: &str, test: impl FnOnce()) {
	state(preset).execute_with(test)
}

/// Runs a test on the development chain: a council of Alice.
pub fn development(test: impl FnOnce()) {
	chain("development", test)
}

/// The genesis without anybody, into which a preset is merged.
pub fn default_genesis() -> Vec<u8> {
	frame_support::genesis_builder_helper::get_preset::<RuntimeGenesisConfig>(&None, |_| None)
		.unwrap()
}

/// RFC 7386, without removals.
pub fn merge(into: &mut serde_json::Value, patch: serde_json::Value) {
	match (into, patch) {
		(serde_json::Value::Object(into), serde_json::Value::Object(patch)) => {
			for (key, value) in patch {
				merge(into.entry(key).or_insert(serde_json::Value::Null), value);
			}
		},
		(into, patch) => *into = patch,
	}
}

/// The key `//name` of the development phrase.
pub fn key(name: &str) -> sr25519::Pair {
	sr25519::Pair::from_string(&format!("//{name}"), None).unwrap()
}

/// Its account.
pub fn account(name: &str) -> AccountId {
	key(name).public().into()
}

/// The time of the last block; before the first, of the start.
pub fn now() -> Moment {
	pallet_timestamp::Now::<Runtime>::get().max(START)
}

/// Makes a block of what `inside` applies, `later` milliseconds after the last one (rounded up to a slot).
pub fn block_after<R>(later: Moment, inside: impl FnOnce() -> R) -> R {
	let time = (now() + later.max(SLOT_DURATION)).div_ceil(SLOT_DURATION) * SLOT_DURATION;
	let slot = sp_consensus_aura::Slot::from(time / SLOT_DURATION);
	let number = System::block_number() + 1;
	let digest = Digest {
		logs: vec![DigestItem::PreRuntime(sp_consensus_aura::AURA_ENGINE_ID, slot.encode())],
	};
	let parent = PARENT.with_borrow(Header::clone);
	let header = Header::new(number, Default::default(), Default::default(), parent.hash(), digest);
	Executive::initialize_block(&header);
	INHERENTS.set(Runtime::inherent_extrinsics(network::inherents(time, &parent)));
	for inherent in inherents() {
		Executive::apply_extrinsic(inherent).unwrap().unwrap();
	}
	let result = inside();
	PARENT.set(Executive::finalize_block());
	result
}

/// The inherents of the last block.
pub fn inherents() -> Vec<UncheckedExtrinsic> {
	INHERENTS.with_borrow(Vec::clone)
}

/// Makes the next block.
pub fn block<R>(inside: impl FnOnce() -> R) -> R {
	block_after(SLOT_DURATION, inside)
}

/// Makes an empty block `later` milliseconds from now.
pub fn wait(later: Moment) {
	block_after(later, || ())
}

/// A transaction's extensions.
pub fn extensions(nonce: Nonce, era: Era) -> TxExtension {
	network::extensions(nonce, era, 0)
}

/// Signs a transaction.
pub fn signed(who: &sr25519::Pair, call: impl Into<RuntimeCall>) -> UncheckedExtrinsic {
	let account: AccountId = who.public().into();
	signed_with(who, call, extensions(System::account_nonce(&account), Era::Immortal))
}

/// Signs a transaction with these extensions.
pub fn signed_with(
	who: &sr25519::Pair,
	call: impl Into<RuntimeCall>,
	extensions: TxExtension,
) -> UncheckedExtrinsic {
	let account: AccountId = who.public().into();
	let call = call.into();
	let payload = SignedPayload::new(call.clone(), extensions.clone()).unwrap();
	let signature: Signature = payload.using_encoded(|bytes| who.sign(bytes)).into();
	UncheckedExtrinsic::new_signed(call, Address::Id(account), signature, extensions)
}

/// What the pool of a node answers to a transaction from outside. Changes nothing.
pub fn pooled(extrinsic: UncheckedExtrinsic) -> TransactionValidity {
	sp_io::storage::start_transaction();
	let answer = Runtime::validate_transaction(
		TransactionSource::External,
		extrinsic,
		PARENT.with_borrow(Header::hash),
	);
	sp_io::storage::rollback_transaction();
	answer
}

/// Sends a transaction in a block of its own.
pub fn send(
	who: &str,
	call: impl Into<RuntimeCall>,
) -> Result<DispatchResult, TransactionValidityError> {
	block(|| Executive::apply_extrinsic(signed(&key(who), call)))
}

/// A transaction of nobody, which pool and block take, in a block of its own; what its call answered.
pub fn free(extrinsic: UncheckedExtrinsic) -> DispatchResult {
	pooled(extrinsic.clone()).expect("the pool takes it");
	block(|| Executive::apply_extrinsic(extrinsic)).expect("the block takes it")
}

/// Sends a transaction that the pool admits; what its call answered.
pub fn act(who: &str, call: impl Into<RuntimeCall>) -> DispatchResult {
	send(who, call).expect("the transaction is valid")
}

/// The events of the last block.
pub fn events() -> Vec<RuntimeEvent> {
	System::events().into_iter().map(|record| record.event).collect()
}

/// The name of a pallet's error. An event's error has forgotten its own.
pub fn error_of(result: DispatchResult) -> String {
	let error = result.expect_err("an error of a pallet");
	let named = RuntimeError::from_dispatch_error(error);
	let named = format!("{:?}", named.unwrap_or_else(|| panic!("no error of a pallet: {error:?}")));
	// `Pallet(Name)`.
	named.split(['(', ')']).nth(1).map(str::to_owned).unwrap_or(named)
}

/// Lets the development chain's council (Alice) act.
pub fn council_does(call: impl Into<RuntimeCall>) -> DispatchResult {
	let call = call.into();
	let length = call.encoded_size() as u32;
	act(
		"Alice",
		pallet_collective::Call::<Runtime, _>::propose {
			threshold: 1,
			proposal: Box::new(call),
			length_bound: length,
		},
	)?;
	events()
		.into_iter()
		.find_map(|event| match event {
			RuntimeEvent::Council(pallet_collective::Event::Executed { result, .. }) => {
				Some(result)
			},
			_ => None,
		})
		.expect("a council of one decides at once")
}

/// An item of the given class for 30 units, valid for 20 days.
pub fn terms(class: u8) -> Terms {
	Terms {
		class,
		unit: 1,
		quantity: 30,
		repeats: 0,
		interval_h: 0,
		partial_h: if class == 3 { 0 } else { 24 },
		from: now(),
		until: now() + 20 * DAY,
	}
}

/// The call that issues an item of class 0 to `patient`, under `licence`.
pub fn issue(
	licence: LicenceId,
	commitment: H256,
	patient: &str,
	access: Access,
) -> pallet_prescriptions::Call<Runtime> {
	pallet_prescriptions::Call::issue {
		licence,
		commitment,
		authored_at: now(),
		patient: account(patient),
		terms: terms(0),
		substitution: true,
		access,
		prior: None,
	}
}

/// Has the genesis prescriber issue an item to `patient`; its id.
pub fn issued(salt: u8, patient: &str, access: Access) -> RxId {
	let commitment = H256::repeat_byte(salt);
	let authored_at = now();
	act("Prescriber", issue(PRESCRIBER, commitment, patient, access)).unwrap();
	runtime::Prescriptions::id(PRESCRIBER, authored_at, commitment)
}

/// The item, which must be live.
pub fn item(id: RxId) -> pallet_prescriptions::LiveRx<AccountId, ()> {
	match runtime::Prescriptions::item(id) {
		Some(Rx::Live(live)) => live,
		other => panic!("not live: {other:?}"),
	}
}

/// Everything that the chain stores, keys and values.
pub fn storage() -> Vec<(Vec<u8>, Vec<u8>)> {
	let mut all = Vec::new();
	let mut key = Vec::new();
	while let Some(next) = sp_io::storage::next_key(&key) {
		let value = sp_io::storage::get(&next).unwrap_or_default().to_vec();
		all.push((next.clone(), value));
		key = next;
	}
	all
}
