//! A runtime of System, Balances and this pallet. Licences live in a table of the test; a signature is the SDK's test
//! signature, which verifies that the key signed these very bytes.

use crate::{self as pallet_health_records, Config, HoldReason};
use frame::{
	deps::{
		frame_support::{
			self,
			traits::{fungible::HoldConsideration, LinearStoragePrice},
		},
		frame_system,
		sp_runtime::testing::TestSignature,
	},
	testing_prelude::*,
};
pub use salus_primitives::test_utils::{
	change, fault, licence, replace_key, Licences, Now, Registered, Registry, Reports, START,
};
use salus_primitives::{
	ids::DAY,
	test_utils::{self, reset, Clock, Registrars, Related},
	Bonded, Deposit, Duty, Moment, Role,
};
use std::collections::{BTreeMap, BTreeSet};

pub const HOSPITAL: u64 = 1;
pub const OTHER_HOSPITAL: u64 = 2;
/// Has a licence without a bond.
pub const UNBONDED: u64 = 3;
/// A specialist's practice, to which grants are given.
pub const CLINIC: u64 = 10;
/// A person who treats, of the hospital's organisation.
pub const CLINICIAN: u64 = 11;
pub const COLLEAGUE: u64 = 12;
/// A person who prescribes, of an organisation of its own.
pub const DOCTOR: u64 = 13;
pub const AUDITOR: u64 = 20;
/// Of the clinician's organisation.
pub const HOUSE_AUDITOR: u64 = 21;
/// Of the clinician's group.
pub const GROUP_AUDITOR: u64 = 22;
pub const REGULATOR: u64 = 23;
/// With every duty that this pallet knows.
pub const REGISTRAR: u64 = 30;
/// With a duty of another pallet.
pub const OTHER_REGISTRAR: u64 = 31;
/// Entered by the hospital.
pub const PATIENT: u64 = 100;
pub const OTHER_PATIENT: u64 = 101;
/// The first has every power until [`GUARDED`], the second may recover, the third may read and give.
pub const GUARDIANS: [u64; 3] = [110, 111, 112];
/// Keys that succeed lost ones.
pub const SUCCESSOR: u64 = 120;
pub const OTHER_SUCCESSOR: u64 = 121;
pub const STRANGER: u64 = 200;

/// The end of the first guardian's time.
pub const GUARDED: Moment = START + 400 * DAY;

/// How many revocations are free in a block.
pub const FREE: u32 = 2;

/// What everybody with a licence has.
pub const RICH: u64 = 1_000_000;

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
	pub type HealthRecords = pallet_health_records::Pallet<Test>;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = MockBlock<Test>;
	type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
}

parameter_types! {
	pub static SealAllowed: bool = true;
	pub static SweepPerBlock: u32 = 50;
	pub static DuePerBlock: u32 = 10;
	pub const ForPatient: RuntimeHoldReason =
		RuntimeHoldReason::HealthRecords(HoldReason::Patient);
}

/// One unit of balance for each byte of a row.
pub type ByteDeposit = Deposit<
	u64,
	HoldConsideration<u64, Balances, ForPatient, LinearStoragePrice<ConstU64<0>, ConstU64<1>, u64>>,
>;

impl Config for Test {
	type GovernanceOrigin = EnsureRoot<u64>;
	type Licences = Licences;
	type RecordTicket = Bonded;
	type PatientTicket = ByteDeposit;
	type Signature = TestSignature;
	type Time = Clock;
	type SealAllowed = SealAllowed;
	type MaxAge = ConstU64<DAY>;
	type MaxSkew = ConstU64<300_000>;
	type MaxGrant = ConstU64<{ 366 * DAY }>;
	type MaxHold = ConstU64<{ 366 * DAY }>;
	type VoteWithin = ConstU64<{ 14 * DAY }>;
	type GuardianDelay = ConstU64<{ 7 * DAY }>;
	type RegistrarDelay = ConstU64<{ 14 * DAY }>;
	type VetoPause = ConstU64<{ 30 * DAY }>;
	type Retention = ConstU64<{ 400 * DAY }>;
	type SweepPerBlock = SweepPerBlock;
	type DuePerBlock = DuePerBlock;
	type MaxFreePerBlock = ConstU32<FREE>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Bench;
}

/// What benchmarks need of the tables above.
#[cfg(feature = "runtime-benchmarks")]
pub struct Bench;

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper<u64, TestSignature> for Bench {
	fn licence(who: &u64, role: Role) -> salus_primitives::LicenceId {
		let id = test_utils::free_id();
		test_utils::enter(id, *who, role, id);
		Balances::force_set_balance(RuntimeOrigin::root(), *who, RICH).unwrap();
		id
	}

	fn registrar(who: &u64) {
		Registrars::mutate(|all| all.insert(*who, vec![Duty::Custody, Duty::Recovery]));
	}

	fn end(licence: salus_primitives::LicenceId) {
		fault(licence.into(), Some(salus_primitives::LicenceFault::Ended));
	}

	fn key(n: u32) -> u64 {
		1_000_000 + u64::from(n)
	}

	fn sign(n: u32, message: &[u8]) -> TestSignature {
		TestSignature(Self::key(n), message.to_vec())
	}

	fn set_time(now: Moment) {
		Now::set(now);
	}
}

fn enter_all() {
	reset([
		(HOSPITAL, Role::Hospital, 1),
		(OTHER_HOSPITAL, Role::Hospital, 2),
		(UNBONDED, Role::Hospital, 3),
		(CLINIC, Role::Hospital, 4),
		(CLINICIAN, Role::Clinician, 1),
		(COLLEAGUE, Role::Clinician, 1),
		(DOCTOR, Role::Prescriber, 5),
		(AUDITOR, Role::Auditor, 6),
		(HOUSE_AUDITOR, Role::Auditor, 1),
		(GROUP_AUDITOR, Role::Auditor, 7),
		(REGULATOR, Role::Regulator, 8),
	]);
	change(UNBONDED, |entry| entry.bonded = false);
	Related::set(BTreeSet::from([1, 7]));
	Registrars::set(BTreeMap::from([
		(REGISTRAR, vec![Duty::Custody, Duty::Recovery]),
		(OTHER_REGISTRAR, vec![Duty::Deaths]),
	]));
}

pub fn new_test_ext() -> TestState {
	let storage = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: (1..REGISTRAR).map(|who| (who, RICH)).collect(),
			..Default::default()
		},
		..Default::default()
	}
	.build_storage()
	.unwrap();
	SealAllowed::set(true);
	SweepPerBlock::set(50);
	DuePerBlock::set(10);
	enter_all();
	let mut ext = TestState::new(storage);
	ext.execute_with(|| System::set_block_number(1));
	ext
}
