//! Where messages are sent, and what sending costs.
//!
//! A departure is burnt before its message is sent, and one [page](super::queues::PAGE) of messages leaves in a block. Whoever
//! filled the queue for nothing would hold up everybody else's money. So sending to Asset Hub has a price, in the stable asset:
//!
//! **factor × ([`BASE`] + [`PER_BYTE`] × length of the message in bytes, its topic included)**
//!
//! The usual transfer has 103 bytes and costs 20,300: two cents. The factor is 1. While more waits here than half of what the
//! channel can hold (of a channel on Polkadot, of 100 KiB: six full pages), each message raises it by a twentieth: a hundred
//! of them make the price 130 times as high. It falls by the same step, and never below 1, in each block in which a page leaves
//! a queue that is shorter than that, or in which nothing waits. So a flood ends when its money does, its messages are gone
//! within some blocks, and some minutes later the price is what it was.
//!
//! The price is taken from the sender's balance after the transfer has left it: too little there, and all is as it was
//! (`FeesNotMet`). Where less than [`LEAST`] would be left, that goes with it. To send everything, send all but the price: it is
//! never less than what an account must hold.
//!
//! It goes to [the asset's owner](super::stable_asset), an account without a key. The author of a block could fill the queue
//! in its own blocks for nothing if it had it; if it were burnt, more would be held on Asset Hub than is here, and nobody could
//! tell how much of that is right. Root can dispose of it (`utility.dispatch_as`).
//!
//! Root pays nothing. Wallets are told the price by the runtime's API (`query_delivery_fees`), for the message that a dry run of
//! the transfer forwards.

use super::{location_of, stable_asset, AssetHub, StableId, Transactor, ASSET_HUB, DOLLAR, LEAST};
use crate::{Balance, ParachainSystem, PolkadotXcm, XcmpQueue};
use alloc::vec::Vec;
use codec::Encode;
use cumulus_primitives_core::{ParaId, XcmpMessageSource};
use frame_support::{
	ensure, parameter_types, storage_alias,
	traits::{ConstU128, Equals},
	Blake2_128Concat, Twox64Concat,
};
use polkadot_runtime_common::xcm_sender::{ExponentialPrice, NoPriceForMessageDelivery};
use polkadot_runtime_parachains::FeeTracker;
use xcm::prelude::*;
use xcm_builder::{
	InspectMessageQueues, SendXcmFeeToAccount, WithUniqueTopic, XcmFeeManagerFromComponents,
};

/// What a message costs before its bytes are counted, in the stable asset: as much as an account must hold, so that the price
/// can stay behind alone until it is taken.
pub const BASE: Balance = LEAST;
/// What a byte of a message costs, in the stable asset: a hundredth of a cent.
pub const PER_BYTE: Balance = DOLLAR / 10_000;
/// The longest message that anybody but Root sends, in bytes, its topic included. `transfer_assets` makes one of at most 180 if
/// the beneficiary is an account; who writes a program for Asset Hub has room to move on from there.
pub const LONGEST: usize = 512;
/// While the page with this number waits, nobody but Root adds to the queue. Pages are numbered in 16 bits, anew only when none
/// waits, and the queue's pallet does not look whether there is a number left: behind the last, nothing would leave any more.
/// This is reached if for four days there is no block in which the queue is empty, and then lasts some blocks.
pub const LAST_PAGE: u16 = 60_000;

parameter_types! {
	/// This chain: the origin of what Root sends.
	pub ThisChain: Location = Location::here();
	/// Who gets the price.
	pub Owner: Location = location_of(stable_asset().owner);
}

/// The price of a message to Asset Hub.
pub type Price = ExponentialPrice<StableId, ConstU128<BASE>, ConstU128<PER_BYTE>, XcmpQueue>;

/// Root pays nothing; what others pay goes to the asset's owner.
pub type Fees =
	XcmFeeManagerFromComponents<Equals<ThisChain>, SendXcmFeeToAccount<Transactor, Owner>>;

/// Messages go to Asset Hub, and Root's also to the relay chain, without a price.
pub type Router = WithUniqueTopic<(
	cumulus_primitives_utility::ParentAsUmp<
		ParachainSystem,
		PolkadotXcm,
		NoPriceForMessageDelivery<()>,
	>,
	ToHub,
)>;

/// The pages that wait in the queue, by the parachain for which they are and by their number. The queue's pallet has a length for
/// itself only.
#[storage_alias]
pub type OutboundXcmpMessages =
	StorageDoubleMap<XcmpQueue, Blake2_128Concat, ParaId, Twox64Concat, u16, Vec<u8>>;

/// Sends to Asset Hub alone; what is not Root's only if it is [short](LONGEST) and if the queue has [numbers](LAST_PAGE) left
/// (`ExceedsMaxMessageSize`, `Transport`; who sent it reads `SendFailure`).
pub struct ToHub;

/// Whether the message speaks for this chain to its end. Only Root's may: what `pallet-xcm` makes of an account's transfer gives
/// the origin up, because its sender could take the whole reserve otherwise.
fn is_of_root(message: &Xcm<()>) -> bool {
	let gives_up = |instruction: &Instruction<()>| {
		matches!(instruction, ClearOrigin | DescendOrigin(_) | AliasOrigin(_))
	};
	!message.0.iter().any(gives_up)
}

impl SendXcm for ToHub {
	type Ticket = <XcmpQueue as SendXcm>::Ticket;

	fn validate(
		destination: &mut Option<Location>,
		message: &mut Option<Xcm<()>>,
	) -> SendResult<Self::Ticket> {
		ensure!(destination.as_ref() == Some(&AssetHub::get()), SendError::NotApplicable);
		if let Some(message) = message.as_ref().filter(|message| !is_of_root(message)) {
			ensure!(message.encoded_size() <= LONGEST, SendError::ExceedsMaxMessageSize);
			ensure!(
				!OutboundXcmpMessages::contains_key(ParaId::from(ASSET_HUB), LAST_PAGE),
				SendError::Transport("the queue must run empty")
			);
		}
		XcmpQueue::validate(destination, message)
	}

	fn deliver(ticket: Self::Ticket) -> Result<XcmHash, SendError> {
		XcmpQueue::deliver(ticket)
	}
}

impl InspectMessageQueues for ToHub {
	fn clear_messages() {
		XcmpQueue::clear_messages()
	}

	fn get_messages() -> Vec<(VersionedLocation, Vec<VersionedXcm<()>>)> {
		XcmpQueue::get_messages()
	}
}

/// The queue, with a price that also falls in blocks in which nothing waits. In the queue's pallet it falls only with a page that
/// leaves: after a flood it would stay as high as it then was, and those would bring it down who pay it.
pub struct Outbound;

impl XcmpMessageSource for Outbound {
	fn take_outbound_messages(channels: usize, excluded: &[ParaId]) -> Vec<(ParaId, Vec<u8>)> {
		let hub = ParaId::from(ASSET_HUB);
		let taken = XcmpQueue::take_outbound_messages(channels, excluded);
		let left = taken.iter().any(|(para, _)| *para == hub);
		let raised = XcmpQueue::get_fee_factor(hub) > XcmpQueue::MIN_FEE_FACTOR;
		if raised && !left && OutboundXcmpMessages::iter_key_prefix(hub).next().is_none() {
			XcmpQueue::decrease_fee_factor(hub);
		}
		taken
	}
}
