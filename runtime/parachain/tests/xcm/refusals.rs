//! Whoever else sends, and whatever else is sent: refused, and nothing has changed.

use crate::{hub, support::*};
use codec::Encode;
use pallet_xcm::{Call, Error, ExecutionError};
use salus_parachain_runtime::{
	configs::xcm::{AssetHub, Stable, MAX_INSTRUCTIONS},
	Runtime, RuntimeCall, RuntimeOrigin,
};
use salus_runtime_common::genesis::account;
use sp_runtime::DispatchError;
use xcm::{
	latest::{prelude::*, AssetTransferFilter},
	VersionedXcm,
};

const AMOUNT: u128 = dollars(100);

/// The program with which an asset arrives.
fn arrival(asset: impl Into<Asset>) -> Vec<Instruction<()>> {
	let asset = asset.into();
	vec![
		ReserveAssetDeposited(asset.clone().into()),
		ClearOrigin,
		BuyExecution { fees: asset, weight_limit: Unlimited },
		DepositAsset { assets: Wild(AllCounted(1)), beneficiary: who("Insurer") },
	]
}

/// The program with one instruction more, once its execution is paid.
fn with(instruction: Instruction<()>) -> Xcm<()> {
	let mut program = arrival(stable(AMOUNT));
	program.insert(3, instruction);
	Xcm(program)
}

#[test]
fn only_the_hub_itself_announces_the_asset() {
	for sender in [Sender::Para(STRANGER), Sender::Para(1002), Sender::Relay] {
		assert_eq!(refusal(sender, Xcm(arrival(stable(AMOUNT)))), XcmError::Barrier);
	}
	// What an account on the hub sends says so.
	let mut of_account = arrival(stable(AMOUNT));
	of_account.insert(0, DescendOrigin(at(hub::USER).interior().clone()));
	assert_eq!(refusal(HUB, Xcm(of_account)), XcmError::Barrier);
}

#[test]
fn the_hub_announces_no_other_asset() {
	let others: [Asset; 6] = [
		(Location::parent(), AMOUNT).into(),
		(Location::here(), AMOUNT).into(),
		(AssetHub::get(), AMOUNT).into(),
		(Location::new(1, [Parachain(1000), PalletInstance(50), GeneralIndex(1985)]), AMOUNT)
			.into(),
		(Location::new(1, [Parachain(1000), PalletInstance(53), GeneralIndex(1984)]), AMOUNT)
			.into(),
		(Stable::get(), [1; 4]).into(),
	];
	for other in others {
		let error = refusal(HUB, Xcm(arrival(other.clone())));
		assert_eq!(error, XcmError::UntrustedReserveLocation);
		// Nor beside the right one.
		let mut both = arrival(stable(AMOUNT));
		both[0] = ReserveAssetDeposited(vec![stable(AMOUNT), other].into());
		assert_eq!(refusal(HUB, Xcm(both)), XcmError::UntrustedReserveLocation);
	}
}

#[test]
fn nobody_teleports() {
	for sender in SENDERS {
		for asset in [stable(AMOUNT), (Location::parent(), AMOUNT).into()] {
			let mut program = arrival(asset.clone());
			program[0] = ReceiveTeleportedAsset(asset.into());
			assert_eq!(refusal(sender, Xcm(program)), XcmError::Barrier);
		}
	}
}

#[test]
fn nobody_transacts() {
	let remark = frame_system::Call::<Runtime>::remark_with_event { remark: vec![1] };
	let call = RuntimeCall::System(remark).encode();
	let kinds =
		[OriginKind::Native, OriginKind::SovereignAccount, OriginKind::Superuser, OriginKind::Xcm];
	for sender in SENDERS {
		for origin_kind in kinds {
			let transact =
				|| Transact { origin_kind, fallback_max_weight: None, call: call.clone().into() };
			let free = UnpaidExecution { weight_limit: Unlimited, check_origin: None };
			let mut own_origin = with(transact());
			own_origin.0.retain(|instruction| *instruction != ClearOrigin);
			for program in [
				Xcm(vec![transact()]),
				Xcm(vec![free, transact()]),
				own_origin,
				with(transact()),
				with(SetAppendix(Xcm(vec![transact()]))),
				with(SetErrorHandler(Xcm(vec![transact()]))),
			] {
				assert_eq!(refusal(sender, program), XcmError::Barrier);
			}
		}
	}
}

#[test]
fn nobody_is_served_who_does_not_pay() {
	let free = UnpaidExecution { weight_limit: Unlimited, check_origin: None };
	let short = Weight::from_parts(1, 1);
	for sender in SENDERS {
		let mut unpaid = arrival(stable(AMOUNT));
		unpaid.remove(2);
		let mut promised = arrival(stable(AMOUNT));
		promised[2] = free.clone();
		let mut underpaid = arrival(stable(AMOUNT));
		underpaid[2] = BuyExecution { fees: stable(AMOUNT), weight_limit: Limited(short) };
		for program in [unpaid, promised, underpaid, vec![]] {
			assert_eq!(refusal(sender, Xcm(program)), XcmError::Barrier);
		}
	}
}

/// The programs of this chain's own accounts are paid for by their transactions, and by nothing that comes from outside.
#[test]
fn nobody_elsewhere_runs_local_programs() {
	let assets: Assets = stable(AMOUNT).into();
	let deposit = DepositAsset { assets: Wild(All), beneficiary: who("Insurer") };
	let claim = ClaimAsset { assets: assets.clone(), ticket: Here.into() };
	for sender in SENDERS {
		let burn = Xcm(vec![WithdrawAsset(assets.clone()), BurnAsset(assets.clone())]);
		assert_eq!(refusal(sender, burn), XcmError::Barrier);
		let claims = Xcm(vec![claim.clone(), deposit.clone()]);
		assert_eq!(refusal(sender, claims), XcmError::Barrier);
	}
}

/// Every instruction of the language that a transfer does not need, though Asset Hub sends it and it is paid.
#[test]
fn the_hub_sends_no_other_instruction() {
	let assets = || Assets::from(stable(1));
	let all = || Wild(All);
	let hub = AssetHub::get;
	let nothing = || Xcm(vec![]);
	let response_info =
		QueryResponseInfo { destination: hub(), query_id: 0, max_weight: Weight::zero() };
	let info = || response_info.clone();
	let others = vec![
		WithdrawAsset(assets()),
		ReceiveTeleportedAsset(assets()),
		QueryResponse {
			query_id: 0,
			response: Response::Version(5),
			max_weight: Weight::zero(),
			querier: None,
		},
		TransferAsset { assets: assets(), beneficiary: who("Insurer") },
		TransferReserveAsset { assets: assets(), dest: hub(), xcm: nothing() },
		HrmpNewChannelOpenRequest { sender: 1000, max_message_size: 1, max_capacity: 1 },
		HrmpChannelAccepted { recipient: 1000 },
		HrmpChannelClosing { initiator: 1000, sender: 1000, recipient: 1000 },
		DescendOrigin([PalletInstance(1)].into()),
		ReportError(info()),
		DepositReserveAsset { assets: all(), dest: hub(), xcm: nothing() },
		ExchangeAsset { give: all(), want: assets(), maximal: true },
		InitiateReserveWithdraw { assets: all(), reserve: hub(), xcm: nothing() },
		InitiateTeleport { assets: all(), dest: hub(), xcm: nothing() },
		InitiateTransfer {
			destination: hub(),
			remote_fees: None,
			preserve_origin: false,
			assets: vec![AssetTransferFilter::ReserveWithdraw(all())].try_into().unwrap(),
			remote_xcm: nothing(),
		},
		ReportHolding { response_info: info(), assets: all() },
		SetErrorHandler(nothing()),
		SetAppendix(nothing()),
		ClearError,
		Trap(0),
		SubscribeVersion { query_id: 0, max_response_weight: Weight::zero() },
		UnsubscribeVersion,
		BurnAsset(assets()),
		ExpectAsset(assets()),
		ExpectOrigin(None),
		ExpectError(None),
		ExpectTransactStatus(MaybeErrorCode::Success),
		QueryPallet { module_name: vec![], response_info: info() },
		ExpectPallet {
			index: 0,
			name: vec![],
			module_name: vec![],
			crate_major: 0,
			min_crate_minor: 0,
		},
		ReportTransactStatus(info()),
		ClearTransactStatus,
		UniversalOrigin(GlobalConsensus(Kusama)),
		ExportMessage { network: Kusama, destination: Here, xcm: nothing() },
		LockAsset { asset: stable(1), unlocker: hub() },
		UnlockAsset { asset: stable(1), target: who("Insurer") },
		NoteUnlockable { asset: stable(1), owner: who("Insurer") },
		RequestUnlock { asset: stable(1), locker: hub() },
		SetFeesMode { jit_withdraw: true },
		SetTopic([1; 32]),
		ClearTopic,
		AliasOrigin(who("Insurer")),
		UnpaidExecution { weight_limit: Unlimited, check_origin: None },
		ExecuteWithOrigin { descendant_origin: None, xcm: nothing() },
	];
	for other in others {
		assert_eq!(refusal(HUB, with(other.clone())), XcmError::Barrier, "{other:?}");
		assert_eq!(refusal(HUB, Xcm(vec![other])), XcmError::Barrier);
	}
	let mut long = arrival(stable(AMOUNT));
	long.resize(MAX_INSTRUCTIONS as usize + 1, RefundSurplus);
	assert_eq!(refusal(HUB, Xcm(long)), XcmError::ExceedsStackLimit);
}

/// Neither accounts nor the council's majority command the border: they have Root's way, which everybody sees.
#[test]
fn nobody_here_commands_the_border() {
	let alice = || RuntimeOrigin::signed(account("Alice"));
	let send = Call::<Runtime>::send {
		dest: versioned(AssetHub::get()),
		message: Box::new(VersionedXcm::from(Xcm(vec![ClearOrigin]))),
	};
	for origin in [alice(), council()] {
		refused(origin, send.clone(), DispatchError::BadOrigin);
	}

	let harmless = Xcm::<RuntimeCall>(vec![ClearOrigin]);
	let execute = Call::<Runtime>::execute {
		message: Box::new(VersionedXcm::from(harmless)),
		max_weight: Weight::MAX,
	};
	for origin in [alice(), RuntimeOrigin::root()] {
		refused(origin, execute.clone(), Error::<Runtime>::Filtered);
	}

	let alias = Call::<Runtime>::add_authorized_alias {
		aliaser: versioned(AssetHub::get()),
		expires: None,
	};
	refused(alice(), alias, DispatchError::Other("Disabled"));
	let version = Call::<Runtime>::force_default_xcm_version { maybe_xcm_version: Some(3) };
	refused(alice(), version, DispatchError::BadOrigin);
	let close = Call::<Runtime>::force_suspension { suspended: true };
	refused(alice(), close, DispatchError::BadOrigin);
	let hold = cumulus_pallet_xcmp_queue::Call::<Runtime>::suspend_xcm_execution {};
	refused(alice(), hold, DispatchError::BadOrigin);
	let claim = Call::<Runtime>::claim_assets {
		assets: list(stable(AMOUNT)),
		beneficiary: versioned(who("Alice")),
	};
	refused(alice(), claim, incomplete(0, ExecutionError::UnknownClaim));
}
