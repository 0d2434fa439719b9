//! Asset Hub, this chain, and what is between them.
//!
//! The simulator's macros carry messages from chain to chain; on this chain they come into the runtime's own queues and go out of
//! them. Other parachains and the relay chain have no state of their own here: whatever they might send is put on the bus under
//! their name, which the real relay chain vouches for.

use crate::{hub, support};
use codec::Decode;
use cumulus_primitives_core::{
	AbridgedHrmpChannel, AggregateMessageOrigin, DmpMessageHandler, ParaId, XcmpMessageFormat,
	XcmpMessageHandler, XcmpMessageSource,
};
use frame_support::{
	traits::{EnqueueMessage, Hooks, ProcessMessage, ProcessMessageError},
	weights::{Weight, WeightMeter},
	BoundedSlice,
};
use salus_parachain_runtime::{
	configs::xcm::{delivery::Outbound, ASSET_HUB},
	genesis::{self, PARA_ID},
	MessageQueue, ParachainSystem, RuntimeGenesisConfig, System, XcmpQueue,
};
use sp_consensus_aura::{Slot, AURA_ENGINE_ID};
use sp_runtime::{Digest, DigestItem};
use xcm::{latest::prelude::*, VersionedXcm};
use xcm_simulator::{
	decl_test_network, decl_test_parachain, RelayBlockNumber, TestExt, PARA_MESSAGE_BUS,
	RELAY_MESSAGE_BUS,
};

decl_test_parachain! {
	pub struct Hub {
		Runtime = hub::Runtime,
		XcmpMessageHandler = hub::Queue,
		DmpMessageHandler = hub::Queue,
		new_ext = hub::state(),
	}
}

decl_test_parachain! {
	pub struct Salus {
		Runtime = salus_parachain_runtime::Runtime,
		XcmpMessageHandler = Inbox,
		DmpMessageHandler = Inbox,
		new_ext = state(),
	}
}

decl_test_network! {
	pub struct Net {
		relay_chain = Relay,
		parachains = vec![
			(ASSET_HUB, Hub),
			(PARA_ID, Salus),
		],
	}
}

/// A channel as Polkadot opens them with system chains, with nothing in it: the other side takes everything at once.
const CHANNEL: AbridgedHrmpChannel = AbridgedHrmpChannel {
	max_capacity: 25,
	max_total_size: 100 * 1024,
	max_message_size: 100 * 1024,
	msg_count: 0,
	total_size: 0,
	mqc_head: None,
};

/// The development genesis, with a channel to Asset Hub.
fn state() -> sp_io::TestExternalities {
	use frame_support::genesis_builder_helper::{build_state, get_preset};

	let whole = get_preset::<RuntimeGenesisConfig>(&None, |_| None).unwrap();
	let mut whole: serde_json::Value = serde_json::from_slice(&whole).unwrap();
	let preset = genesis::preset(&"development".into()).unwrap();
	let preset: serde_json::Value = serde_json::from_slice(&preset).unwrap();
	for (pallet, fields) in preset.as_object().unwrap() {
		for (field, value) in fields.as_object().unwrap() {
			whole[pallet][field] = value.clone();
		}
	}
	let mut state = sp_io::TestExternalities::default();
	state.execute_with(|| {
		build_state::<RuntimeGenesisConfig>(whole.to_string().into_bytes()).unwrap();
		ParachainSystem::open_custom_outbound_hrmp_channel_for_benchmarks_or_tests(
			ASSET_HUB.into(),
			CHANNEL,
		);
		begin_block();
	});
	state
}

/// Begins a block of the development chain's only collator.
fn begin_block() {
	let number = System::block_number() + 1;
	let slot = Slot::from(u64::from(number));
	let logs = vec![DigestItem::PreRuntime(AURA_ENGINE_ID, codec::Encode::encode(&slot))];
	System::reset_events();
	System::initialize(&number, &Default::default(), &Digest { logs });
}

/// The runtime's queues.
pub struct Inbox;

impl Inbox {
	/// Executes, in a block of its own, what has come in; then lets out what is to go out.
	fn service() {
		begin_block();
		MessageQueue::on_initialize(System::block_number());
		let_out();
	}
}

impl XcmpMessageHandler for Inbox {
	fn handle_xcmp_messages<'a, I: Iterator<Item = (ParaId, RelayBlockNumber, &'a [u8])>>(
		messages: I,
		limit: Weight,
	) -> Weight {
		let used = XcmpQueue::handle_xcmp_messages(messages, limit);
		Self::service();
		used
	}
}

impl DmpMessageHandler for Inbox {
	fn handle_dmp_messages(
		messages: impl Iterator<Item = (RelayBlockNumber, Vec<u8>)>,
		limit: Weight,
	) -> Weight {
		for (_, message) in messages {
			let message = BoundedSlice::try_from(&message[..]).unwrap();
			MessageQueue::enqueue_message(message, AggregateMessageOrigin::Parent);
		}
		Self::service();
		limit
	}
}

/// Puts what the runtime sends to parachains on the bus.
fn let_out() {
	for (recipient, page) in Outbound::take_outbound_messages(usize::MAX, &[]) {
		let mut page = &page[..];
		let format = XcmpMessageFormat::decode(&mut page).unwrap();
		// An empty page offers another format, which the hub's side of the simulator does not know.
		assert!(page.is_empty() || format == XcmpMessageFormat::ConcatenatedVersionedXcm);
		while !page.is_empty() {
			let message = VersionedXcm::<()>::decode(&mut page).unwrap();
			let destination = Location::new(1, [Parachain(recipient.into())]);
			let message = (PARA_ID.into(), destination, message.try_into().unwrap());
			PARA_MESSAGE_BUS.with_borrow_mut(|bus| bus.push_back(message));
		}
	}
}

/// Delivers all messages. Whatever happened, the asset is not more here than is held for it on Asset Hub.
fn settle() {
	Salus::dispatch_xcm_buses();
	assert!(support::supply() <= support::backing());
}

/// Acts on Asset Hub; then all messages are delivered.
pub fn on_hub<R>(act: impl FnOnce() -> R) -> R {
	let result = Hub::execute_without_dispatch(act);
	settle();
	result
}

/// Acts on this chain; then all messages are delivered.
pub fn on_salus<R>(act: impl FnOnce() -> R) -> R {
	let result = Salus::execute_without_dispatch(|| {
		begin_block();
		let result = act();
		let_out();
		result
	});
	settle();
	result
}

/// Looks at this chain as it stands.
pub fn look<R>(at: impl FnOnce() -> R) -> R {
	Salus::execute_without_dispatch(at)
}

/// Looks at Asset Hub as it stands.
pub fn look_at_hub<R>(at: impl FnOnce() -> R) -> R {
	Hub::execute_without_dispatch(at)
}

/// A message from the parachain with this number, whichever it is.
pub fn from_para(sender: u32, message: Xcm<()>) {
	let here = Location::new(1, [Parachain(PARA_ID)]);
	PARA_MESSAGE_BUS.with_borrow_mut(|bus| bus.push_back((sender.into(), here, message)));
	settle();
}

/// A message from the relay chain.
pub fn from_relay(message: Xcm<()>) {
	let here = Location::new(0, [Parachain(PARA_ID)]);
	RELAY_MESSAGE_BUS.with_borrow_mut(|bus| bus.push_back((here, message)));
	settle();
}

/// The relay chain: it carries messages, and no test asks it for more.
pub struct Relay;

impl TestExt for Relay {
	fn new_ext() -> sp_io::TestExternalities {
		Default::default()
	}

	fn reset_ext() {}

	fn execute_without_dispatch<R>(execute: impl FnOnce() -> R) -> R {
		execute()
	}

	fn dispatch_xcm_buses() {}
}

impl ProcessMessage for Relay {
	type Origin = ParaId;

	fn process_message(
		_: &[u8],
		_: ParaId,
		_: &mut WeightMeter,
		_: &mut [u8; 32],
	) -> Result<bool, ProcessMessageError> {
		Err(ProcessMessageError::Unsupported)
	}
}
