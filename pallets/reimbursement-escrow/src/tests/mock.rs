//! A runtime of System, Balances, Assets with holds, and this pallet: the money is real. Licences and dispenses live in
//! tables of the test.

use crate::{self as pallet_reimbursement_escrow, Bounds, CarcUse, Config, HoldReason, Rules};
use frame::{
	deps::{
		frame_support::{
			self,
			traits::{
				fungible::{HoldConsideration, NativeFromLeft, NativeOrWithId, UnionOf},
				AsEnsureOriginWithArg, Equals, LinearStoragePrice,
			},
		},
		frame_system,
	},
	testing_prelude::*,
};
pub use salus_primitives::test_utils::{
	change, enter, fault, licence, replace_key, Licences, Now, Related, START,
};
use salus_primitives::{
	ids::DAY,
	test_utils::{self, reset, Clock},
	Deposit, DispenseFacts, DispenseId, Facts, LicenceId, Role, RxId,
};
use std::collections::{BTreeMap, BTreeSet};

pub const PAYER: u64 = 1;
/// Adjudicates for the payer: of its organisation.
pub const ADJUDICATOR: u64 = 2;
pub const SECOND_PAYER: u64 = 3;
pub const PHARMACY: u64 = 10;
/// Of the pharmacy's organisation.
pub const BRANCH: u64 = 11;
pub const RIVAL: u64 = 12;
/// Of the payer's group.
pub const SISTER: u64 = 13;
pub const REGULATOR: u64 = 20;
/// Panel of level 1. The last one is of the payer's group.
pub const FIRST_PANEL: [u64; 4] = [30, 31, 32, 33];
/// Panel of level 2.
pub const SECOND_PANEL: [u64; 5] = [40, 41, 42, 43, 44];
pub const DOCTOR: u64 = 50;
/// Has native balance and no other.
pub const NEWCOMER: u64 = 60;
/// Issuer of the assets.
pub const BANK: u64 = 90;
pub const STRANGER: u64 = 100;
/// An account that does not exist.
pub const NOBODY: u64 = 200;

pub type Asset = NativeOrWithId<u32>;
/// Existential deposit: 10.
pub const NATIVE: Asset = NativeOrWithId::Native;
/// Sufficient, minimum balance 5.
pub const CARE: Asset = NativeOrWithId::WithId(1);
/// Exists and is not admitted; not sufficient.
pub const OTHER: Asset = NativeOrWithId::WithId(2);
pub const UNKNOWN: Asset = NativeOrWithId::WithId(3);

/// What everybody has of the native asset, and payers of [`CARE`].
pub const RICH: u128 = 1_000_000;
/// What pharmacies and strangers have of [`CARE`].
pub const POOR: u128 = 1_000;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system::Pallet<Test>;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances::Pallet<Test>;
	#[runtime::pallet_index(2)]
	pub type Assets = pallet_assets::Pallet<Test>;
	#[runtime::pallet_index(3)]
	pub type AssetsHolder = pallet_assets_holder::Pallet<Test>;
	#[runtime::pallet_index(4)]
	pub type Escrow = pallet_reimbursement_escrow::Pallet<Test>;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = MockBlock<Test>;
	type AccountData = pallet_balances::AccountData<u128>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = u128;
	type ExistentialDeposit = ConstU128<10>;
}

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config for Test {
	type Balance = u128;
	type Currency = Balances;
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<u64>>;
	type ForceOrigin = EnsureRoot<u64>;
	type Holder = AssetsHolder;
}

impl pallet_assets_holder::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
}

/// The native asset and the others behind one face, as in the runtime.
pub type Money = UnionOf<Balances, AssetsHolder, NativeFromLeft, Asset, u64>;

parameter_types! {
	pub static Dispensed: BTreeMap<DispenseId, Facts> = BTreeMap::new();
	/// Items that nobody issued; every other id is one's.
	pub static Unissued: BTreeSet<RxId> = BTreeSet::new();
	/// Items that can be dispensed no more.
	pub static UsedUp: BTreeSet<RxId> = BTreeSet::new();
	pub static DuePerBlock: u32 = 20;
	pub const RowHold: RuntimeHoldReason = RuntimeHoldReason::Escrow(HoldReason::Row);
	pub const Native: Asset = NATIVE;
}

pub struct Dispenses;
impl DispenseFacts for Dispenses {
	fn get(id: &DispenseId) -> Option<Facts> {
		Dispensed::get().get(id).cloned()
	}

	fn exists(rx: &RxId) -> bool {
		!Unissued::get().contains(rx)
	}

	fn may_dispense(rx: &RxId) -> bool {
		!UsedUp::get().contains(rx)
	}

	fn begins_fill(rx: &RxId) -> Option<bool> {
		Self::may_dispense(rx).then(|| !Dispensed::get().keys().any(|(item, _)| item == rx))
	}
}

/// One unit of native balance for each byte of a row.
pub type ByteHold =
	HoldConsideration<u64, Balances, RowHold, LinearStoragePrice<ConstU128<0>, ConstU128<1>, u128>>;
pub type ByteDeposit = Deposit<u64, ByteHold>;

impl Config for Test {
	type GovernanceOrigin = EnsureRoot<u64>;
	type Licences = Licences;
	type Dispenses = Dispenses;
	type Assets = Money;
	type Native = Equals<Native>;
	type Ticket = ByteDeposit;
	type CopayTicket = ByteHold;
	type Time = Clock;
	type Retention = ConstU64<{ 400 * DAY }>;
	type DuePerBlock = DuePerBlock;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Bench;
}

/// What benchmarks need of the tables above.
#[cfg(feature = "runtime-benchmarks")]
pub struct Bench;

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper<u64, Asset> for Bench {
	fn licence(who: &u64, role: Role, organisation: salus_primitives::OrganisationId) -> LicenceId {
		let id = test_utils::free_id();
		// Apart from the organisations of the tests.
		enter(id, *who, role, 1_000 + organisation);
		id
	}

	fn item(rx: RxId, by: LicenceId, quantity: u32) {
		let seq = crate::benchmarking::LAST;
		let facts = Facts {
			rx,
			seq,
			by,
			at: Now::get(),
			quantity,
			unit: 1,
			class: 1,
			fill: 0,
			first_of_fill: false,
			issuer: licence(DOCTOR),
			issued_at: 1,
			payable: true,
		};
		Dispensed::mutate(|all| all.insert(facts.id(), facts));
		UsedUp::mutate(|items| items.insert(rx));
	}

	fn asset() -> Asset {
		CARE
	}

	fn native() -> Asset {
		NATIVE
	}

	fn mint(asset: Asset, who: &u64, amount: u128) {
		use frame::deps::frame_support::traits::{fungible, fungibles};
		let minted = match asset {
			NativeOrWithId::Native => <Balances as fungible::Mutate<u64>>::mint_into(who, amount),
			NativeOrWithId::WithId(id) => {
				<Assets as fungibles::Mutate<u64>>::mint_into(id, who, amount)
			},
		};
		assert_ok!(minted);
	}

	fn set_time(now: salus_primitives::Moment) {
		Now::set(now);
	}
}

pub fn rules() -> Rules {
	Rules {
		notice: Bounds { least: 1_000, most: 14 * DAY },
		pay: Bounds { least: 2_000, most: 30 * DAY },
		filing: Bounds { least: 60_000, most: 390 * DAY },
		interest_ppm: 100_000,
		renotice: 10 * DAY,
		answer: 60 * DAY,
		rounds: 3,
		defects: 0x0000_ffff,
		appeal: (60 * DAY, 30 * DAY),
		decide: (30 * DAY, 30 * DAY),
		ending: 30 * DAY,
		cover: 366 * DAY,
	}
}

/// 29: the filing limit. 16: denies. 45: adjusts. 97: denies and adjusts.
pub fn carcs() -> Vec<(u16, CarcUse)> {
	let usage = |denies, denies_reserved, adjusts| CarcUse { denies, denies_reserved, adjusts };
	vec![
		(16, usage(true, false, false)),
		(29, usage(true, true, false)),
		(45, usage(false, false, true)),
		(97, usage(true, false, true)),
	]
}

pub fn panel(members: &[u64]) -> Vec<LicenceId> {
	members.iter().map(|who| licence(*who)).collect()
}

pub fn genesis() -> crate::GenesisConfig<Test> {
	crate::GenesisConfig {
		rules: Some(rules()),
		carcs: carcs(),
		assets: vec![NATIVE, CARE],
		panels: vec![(1, panel(&FIRST_PANEL)), (2, panel(&SECOND_PANEL))],
	}
}

fn enter_all() {
	reset([
		(PAYER, Role::Payer, 1),
		(ADJUDICATOR, Role::Payer, 1),
		(SECOND_PAYER, Role::Payer, 2),
		(PHARMACY, Role::Dispenser, 3),
		(BRANCH, Role::Dispenser, 3),
		(RIVAL, Role::Dispenser, 4),
		(SISTER, Role::Dispenser, 5),
		(REGULATOR, Role::Regulator, 6),
		(DOCTOR, Role::Prescriber, 7),
	]);
	for who in FIRST_PANEL.into_iter().chain(SECOND_PANEL) {
		enter(licence(who), who, Role::Hospital, licence(who));
	}
	Related::set(BTreeSet::from([1, 5, licence(FIRST_PANEL[3])]));
}

pub fn new_test_ext() -> TestState {
	let payers = [PAYER, ADJUDICATOR, SECOND_PAYER].map(|who| (1, who, RICH));
	let others = [PHARMACY, BRANCH, RIVAL, SISTER, STRANGER].map(|who| (1, who, POOR));
	let storage = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: (1..=STRANGER).map(|who| (who, RICH)).collect(),
			..Default::default()
		},
		assets: pallet_assets::GenesisConfig {
			assets: vec![(1, BANK, true, 5), (2, BANK, false, 1)],
			accounts: payers.into_iter().chain(others).chain([(2, PAYER, RICH)]).collect(),
			..Default::default()
		},
		escrow: genesis(),
		..Default::default()
	}
	.build_storage()
	.unwrap();
	Dispensed::set(BTreeMap::new());
	Unissued::set(BTreeSet::new());
	UsedUp::set(BTreeSet::new());
	DuePerBlock::set(20);
	enter_all();
	let mut ext = TestState::new(storage);
	ext.execute_with(|| System::set_block_number(1));
	ext
}
