//! How messages come in and go out: queues between the relay chain's channels and the executor.

use crate::{
	constants::MAXIMUM_BLOCK_WEIGHT, MessageQueue, MultiBlockMigrations, ParachainSystem,
	PolkadotXcm, Runtime, RuntimeEvent, XcmpQueue,
};
use core::marker::PhantomData;
use cumulus_primitives_core::{AggregateMessageOrigin, ParaId};
use frame_support::{
	migrations::MultiStepMigrator,
	parameter_types,
	traits::{ConstU32, QueueFootprint, QueuePausedQuery, TransformOrigin},
	weights::Weight,
};
use pallet_message_queue::OnQueueChanged;
use salus_runtime_common::{constants::share, governance::CouncilTwoThirds};
use sp_runtime::{traits::Convert, Perbill};

/// A page of messages to another parachain, of which one is sent in a block: some seventy transfers.
pub const PAGE: u32 = 8 * 1024;

parameter_types! {
	/// Messages take a fifth of a block before its transactions, and as much of what transactions leave.
	pub ServiceWeight: Weight = share(Perbill::from_percent(20), MAXIMUM_BLOCK_WEIGHT);
}

/// The queue of a parachain.
pub struct QueueOf;

impl Convert<ParaId, AggregateMessageOrigin> for QueueOf {
	fn convert(para: ParaId) -> AggregateMessageOrigin {
		AggregateMessageOrigin::Sibling(para)
	}
}

/// Tells `Inner` about the queues of parachains. It knows no other. While a migration of several blocks runs, or has failed, all
/// are paused: messages would be executed on rows that are half migrated, and transactions are not.
pub struct Siblings<Inner>(PhantomData<Inner>);

impl<Inner: OnQueueChanged<ParaId>> OnQueueChanged<AggregateMessageOrigin> for Siblings<Inner> {
	fn on_queue_changed(origin: AggregateMessageOrigin, footprint: QueueFootprint) {
		if let AggregateMessageOrigin::Sibling(para) = origin {
			Inner::on_queue_changed(para, footprint)
		}
	}
}

impl<Inner: QueuePausedQuery<ParaId>> QueuePausedQuery<AggregateMessageOrigin> for Siblings<Inner> {
	fn is_paused(origin: &AggregateMessageOrigin) -> bool {
		let paused =
			matches!(origin, AggregateMessageOrigin::Sibling(para) if Inner::is_paused(para));
		paused || MultiBlockMigrations::ongoing()
	}
}

impl cumulus_pallet_xcmp_queue::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ChannelInfo = ParachainSystem;
	type VersionWrapper = PolkadotXcm;
	type XcmpQueue = TransformOrigin<MessageQueue, AggregateMessageOrigin, ParaId, QueueOf>;
	// One channel is enough; room for those that a later purpose may need.
	type MaxInboundSuspended = ConstU32<8>;
	type MaxActiveOutboundChannels = ConstU32<8>;
	type MaxPageSize = ConstU32<PAGE>;
	// In an emergency the council holds arrivals back, without losing them: `suspend_xcm_execution`.
	type ControllerOrigin = CouncilTwoThirds;
	type ControllerOriginConverter = ();
	type PriceForSiblingDelivery = super::delivery::Price;
	type WeightInfo = cumulus_pallet_xcmp_queue::weights::SubstrateWeight<Runtime>;
}

impl pallet_message_queue::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	#[cfg(not(feature = "runtime-benchmarks"))]
	type MessageProcessor = xcm_builder::ProcessXcmMessage<
		AggregateMessageOrigin,
		super::XcmExecutor,
		crate::RuntimeCall,
	>;
	// The queue is measured without what messages do.
	#[cfg(feature = "runtime-benchmarks")]
	type MessageProcessor =
		pallet_message_queue::mock_helpers::NoopMessageProcessor<AggregateMessageOrigin>;
	type Size = u32;
	type QueueChangeHandler = Siblings<XcmpQueue>;
	type QueuePausedQuery = Siblings<XcmpQueue>;
	// The largest message that a channel may carry today, and its frame.
	type HeapSize = ConstU32<{ 103 * 1024 }>;
	type MaxStale = ConstU32<8>;
	type ServiceWeight = ServiceWeight;
	type IdleMaxServiceWeight = ServiceWeight;
	type WeightInfo = pallet_message_queue::weights::SubstrateWeight<Runtime>;
}
