//! What is executed at all.

use super::AssetHub;
use crate::PolkadotXcm;
use core::marker::PhantomData;
use frame_support::{
	ensure,
	traits::{Equals, ProcessMessageError},
};
use xcm::prelude::*;
use xcm_builder::{
	AllowTopLevelPaidExecutionFrom, RespectSuspension, TakeWeightCredit, TrailingSetTopicAsId,
};
use xcm_executor::traits::{Properties, ShouldExecute};

/// Two kinds of programs are executed: those that this chain makes for its own accounts, and arrivals from Asset Hub.
///
/// In an emergency the council stops the former (`force_suspension`). Arrivals it holds back in their [queue](super::queues),
/// because what the barrier refuses is lost.
pub type Barrier = (
	RespectSuspension<LocalPrograms, PolkadotXcm>,
	TrailingSetTopicAsId<OnlyArrivals<AllowTopLevelPaidExecutionFrom<Equals<AssetHub>>>>,
);

/// Admits what `pallet-xcm` makes of a transfer to Asset Hub and of a claim. Their weight is paid for by the transaction; a
/// message from elsewhere has no such credit. The [price of sending](super::delivery) is taken outside of them.
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
