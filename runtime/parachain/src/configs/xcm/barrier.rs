//! What is executed at all, and where messages can be sent.

use super::AssetHub;
use crate::{ParachainSystem, PolkadotXcm, XcmpQueue};
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{
	ensure,
	traits::{Contains, Equals, ProcessMessageError},
};
use polkadot_runtime_common::xcm_sender::NoPriceForMessageDelivery;
use xcm::prelude::*;
use xcm_builder::{
	AllowTopLevelPaidExecutionFrom, InspectMessageQueues, TakeWeightCredit, TrailingSetTopicAsId,
	WithUniqueTopic,
};
use xcm_executor::traits::{Properties, ShouldExecute};
use xcm_runtime_apis::fees::Error as FeeError;

/// Two kinds of programs are executed: those that this chain makes for its own accounts, and arrivals from Asset Hub.
pub type Barrier = (
	LocalPrograms,
	TrailingSetTopicAsId<OnlyArrivals<AllowTopLevelPaidExecutionFrom<Equals<AssetHub>>>>,
);

/// Admits what `pallet-xcm` makes of a transfer to Asset Hub and of a claim. Their weight is paid for by the transaction; a
/// message from elsewhere has no such credit.
///
/// The other programs that it can make would send the asset by way of Asset Hub to a third chain, or leave it in an account of
/// another chain here.
pub struct LocalPrograms;

impl ShouldExecute for LocalPrograms {
	fn should_execute<Call>(
		origin: &Location,
		instructions: &mut [Instruction<Call>],
		max_weight: Weight,
		properties: &mut Properties,
	) -> Result<(), ProcessMessageError> {
		let known = matches!(
			instructions,
			[WithdrawAsset(_), BurnAsset(_)] | [ClaimAsset { .. }, DepositAsset { .. }]
		);
		ensure!(known, ProcessMessageError::Unsupported);
		TakeWeightCredit::should_execute(origin, instructions, max_weight, properties)
	}
}

/// Admits what `Inner` admits, if it has only instructions of which transfers consist.
pub struct OnlyArrivals<Inner>(PhantomData<Inner>);

/// Whether a transfer may contain the instruction. `ClaimAsset` and `SetHints` are for what could not be deposited.
fn arrives<Call>(instruction: &Instruction<Call>) -> bool {
	matches!(
		instruction,
		ReserveAssetDeposited(_)
			| ClaimAsset { .. }
			| SetHints { .. }
			| ClearOrigin
			| BuyExecution { .. }
			| PayFees { .. }
			| RefundSurplus
			| DepositAsset { .. }
	)
}

impl<Inner: ShouldExecute> ShouldExecute for OnlyArrivals<Inner> {
	fn should_execute<Call>(
		origin: &Location,
		instructions: &mut [Instruction<Call>],
		max_weight: Weight,
		properties: &mut Properties,
	) -> Result<(), ProcessMessageError> {
		ensure!(instructions.iter().all(arrives), ProcessMessageError::Unsupported);
		Inner::should_execute(origin, instructions, max_weight, properties)
	}
}

/// Messages go to Asset Hub, and Root's also to the relay chain. Sending is free: what it costs this chain is in the
/// transaction's fee, what it costs the receiver is paid there.
pub type Router = WithUniqueTopic<(
	cumulus_primitives_utility::ParentAsUmp<
		ParachainSystem,
		PolkadotXcm,
		NoPriceForMessageDelivery<()>,
	>,
	OnlyTo<Equals<AssetHub>, XcmpQueue>,
)>;

/// The price of sending a message: none, if it can be sent. For wallets, which ask before they send; the pallet's own answer
/// is only for chains that have a price.
pub fn delivery_fees(
	destination: VersionedLocation,
	message: VersionedXcm<()>,
) -> Result<VersionedAssets, FeeError> {
	let version = destination.identify_version().max(message.identify_version());
	let unknown = |()| FeeError::VersionedConversionFailed;
	let destination = destination.try_into().map_err(unknown)?;
	let message = message.try_into().map_err(unknown)?;
	let (_, price) =
		validate_send::<Router>(destination, message).map_err(|_| FeeError::Unroutable)?;
	VersionedAssets::from(price).into_version(version).map_err(unknown)
}

/// Sends as `Inner` does, to `Allowed` alone.
pub struct OnlyTo<Allowed, Inner>(PhantomData<(Allowed, Inner)>);

impl<Allowed: Contains<Location>, Inner: SendXcm> SendXcm for OnlyTo<Allowed, Inner> {
	type Ticket = Inner::Ticket;

	fn validate(
		destination: &mut Option<Location>,
		message: &mut Option<Xcm<()>>,
	) -> SendResult<Self::Ticket> {
		ensure!(destination.as_ref().is_some_and(Allowed::contains), SendError::NotApplicable);
		Inner::validate(destination, message)
	}

	fn deliver(ticket: Self::Ticket) -> Result<XcmHash, SendError> {
		Inner::deliver(ticket)
	}
}

impl<Allowed, Inner: InspectMessageQueues> InspectMessageQueues for OnlyTo<Allowed, Inner> {
	fn clear_messages() {
		Inner::clear_messages()
	}

	fn get_messages() -> Vec<(VersionedLocation, Vec<VersionedXcm<()>>)> {
		Inner::get_messages()
	}
}
