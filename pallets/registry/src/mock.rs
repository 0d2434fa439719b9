//! A runtime of the registry over real balances, and a small world: a board that licenses, a clinic, a pharmacy, a rival
//! board.

use crate::{self as pallet_registry, *};
use frame::{deps::frame_system, testing_prelude::*, traits::Convert};
pub use salus_primitives::test_utils::Now;
use salus_primitives::{
	ids::{DAY, HOUR},
	test_utils::Clock,
	Duty, LicenceId, Moment, OrganisationId, RegistrarId, Role,
};

pub type AccountId = u64;
pub type Balance = u128;

#[frame_construct_runtime]
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
	pub type System = frame_system;

	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;

	#[runtime::pallet_index(2)]
	pub type Registry = pallet_registry;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = MockBlock<Test>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type AccountStore = System;
}

/// When the tests begin.
pub const START: Moment = 1_700_000_000_000;
pub const YEAR: Moment = 365 * DAY;
pub const GRACE: Moment = 90 * DAY;
/// Longest validity, tail and least tail of every role, in days.
pub const VALIDITY_D: u16 = 800;
pub const TAIL_D: u16 = 730;
pub const MIN_TAIL_D: u16 = 365;
pub const TAIL: Moment = 730 * DAY;
/// Share of a licence of tier 0.
pub const SHARE: Balance = 100;

parameter_types! {
	pub const RotationDelay: Moment = 24 * HOUR;
	pub const ReplaceDelay: Moment = 72 * HOUR;
	pub const Month: Moment = 30 * DAY;
	pub const RenewGrace: Moment = GRACE;
	pub static MaxRegistrars: u32 = 4;
}

pub struct MinTail;

impl Convert<Role, u16> for MinTail {
	fn convert(_: Role) -> u16 {
		MIN_TAIL_D
	}
}

impl Config for Test {
	type GovernanceOrigin = EnsureRoot<AccountId>;
	type Time = Clock;
	type Currency = Balances;
	type RotationDelay = RotationDelay;
	type ReplaceDelay = ReplaceDelay;
	type AcceptWithin = Month;
	type CountersignWithin = Month;
	type RenewGrace = RenewGrace;
	type MaxBatch = ConstU32<64>;
	type MaxRegistrars = MaxRegistrars;
	type MinTail = MinTail;
	type WeightInfo = ();
}

/// Accounts.
pub const BOARD: AccountId = 1;
pub const RIVAL: AccountId = 2;
pub const BOARD_HOUSE: AccountId = 10;
pub const CLINIC: AccountId = 20;
pub const PHARMACY: AccountId = 30;
pub const RIVAL_HOUSE: AccountId = 40;
pub const DOCTOR: AccountId = 100;
pub const COLLEAGUE: AccountId = 101;
pub const FRESH: AccountId = 102;
pub const THIEF: AccountId = 103;
pub const STRANGER: AccountId = 104;

/// Registrars, and the organisations in the order of their accounts above.
pub const BOARD_ID: RegistrarId = 1;
pub const RIVAL_ID: RegistrarId = 2;
pub const BOARD_ORG: OrganisationId = 1;
pub const CLINIC_ORG: OrganisationId = 2;
pub const PHARMACY_ORG: OrganisationId = 3;
pub const RIVAL_ORG: OrganisationId = 4;

pub fn identity(account: AccountId) -> H256 {
	H256::from_low_u64_be(account)
}

pub fn genesis() -> RuntimeGenesisConfig {
	let houses = [BOARD_HOUSE, CLINIC, PHARMACY, RIVAL_HOUSE];
	let registrar = |account, organisation, roles: &[Role]| GenesisRegistrar {
		account,
		organisation,
		roles: roles.to_vec(),
		duties: vec![Duty::Deaths],
		allotment: 100,
	};
	RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: houses
				.into_iter()
				.chain([BOARD, RIVAL])
				.chain(DOCTOR..=STRANGER)
				.map(|account| (account, 10_000))
				.collect(),
			..Default::default()
		},
		registry: pallet_registry::GenesisConfig {
			policies: Role::ALL
				.into_iter()
				.map(|role| GenesisPolicy {
					role,
					max_validity_d: VALIDITY_D,
					tail_d: TAIL_D,
					bonds: [SHARE, 2 * SHARE, 4 * SHARE, 8 * SHARE],
				})
				.collect(),
			organisations: houses
				.into_iter()
				.map(|account| GenesisOrganisation {
					account,
					identity: identity(account),
					group: None,
					bond: 1_000,
				})
				.collect(),
			registrars: vec![
				registrar(BOARD, BOARD_ORG, &Role::ALL),
				registrar(RIVAL, RIVAL_ORG, &[Role::Prescriber, Role::Dispenser]),
			],
			licences: vec![],
		},
		..Default::default()
	}
}

/// The world of the benchmarks: empty, with room for many registrars.
#[cfg(feature = "runtime-benchmarks")]
pub fn new_state() -> TestState {
	MaxRegistrars::set(64);
	Now::set(START);
	let mut state = TestState::new(RuntimeGenesisConfig::default().build_storage().unwrap());
	state.execute_with(|| System::set_block_number(1));
	state
}

/// Runs a test from a genesis, in block 1 at [`START`], and checks the invariants at its end.
pub fn from_genesis(genesis: RuntimeGenesisConfig, test: impl FnOnce()) {
	Now::set(START);
	let mut state = TestState::new(genesis.build_storage().unwrap());
	state.execute_with(|| {
		System::set_block_number(1);
		test();
		Registry::do_try_state().unwrap();
	});
}

pub fn run(test: impl FnOnce()) {
	from_genesis(genesis(), test)
}

pub fn council() -> RuntimeOrigin {
	RuntimeOrigin::root()
}

pub fn by(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// Lets time pass, in the next block.
pub fn pass(time: Moment) {
	go_to(Now::get() + time);
}

/// Goes to a moment, in the next block.
pub fn go_to(moment: Moment) {
	Now::set(moment);
	System::set_block_number(System::block_number() + 1);
}

pub fn decision() -> H256 {
	H256::repeat_byte(0xdd)
}

pub fn credential() -> H256 {
	H256::repeat_byte(0xcc)
}

/// A grant by `board` from now for a year, in tier 0; the licence's id.
pub fn grant_by(
	board: AccountId,
	holder: AccountId,
	role: Role,
	organisation: OrganisationId,
) -> LicenceId {
	let id = NextLicence::<Test>::get();
	assert_ok!(Registry::grant(
		by(board),
		holder,
		role,
		organisation,
		None,
		Now::get() + YEAR,
		credential(),
		0
	));
	id
}

/// The doctor's licence for the clinic.
pub fn doctor() -> LicenceId {
	grant_by(BOARD, DOCTOR, Role::Prescriber, CLINIC_ORG)
}

/// A licence in the board's own house: awaits the council.
pub fn own_house() -> LicenceId {
	grant_by(BOARD, COLLEAGUE, Role::Prescriber, BOARD_ORG)
}

/// The same, countersigned.
pub fn own_house_active() -> LicenceId {
	let id = own_house();
	assert_ok!(sign(Target::Licence(id), true));
	id
}

/// What waits for a key.
pub fn waiting(target: Target) -> Option<PendingOf<Test>> {
	match target {
		Target::Licence(id) => Files::<Test>::get(id).and_then(|file| file.pending),
		Target::Organisation(id) => Organisations::<Test>::get(id).and_then(|row| row.pending),
	}
}

/// The council's word on what waits at present.
pub fn sign(target: Target, accept: bool) -> DispatchResult {
	let act = waiting(target).map_or(Act::Grant, |pending| pending.act);
	Registry::countersign(council(), target, act, accept)
}

pub fn suspend(id: LicenceId, ground: Ground) -> DispatchResult {
	suspend_by(by(BOARD), id, ground)
}

pub fn suspend_by(origin: RuntimeOrigin, id: LicenceId, ground: Ground) -> DispatchResult {
	Registry::suspend(origin, BoundedVec::truncate_from(vec![id]), ground, decision())
}

pub fn revoke(id: LicenceId, ground: Ground) -> DispatchResult {
	Registry::revoke(by(BOARD), id, ground, decision())
}

pub fn row(id: LicenceId) -> LicenceOf<Test> {
	Licences::<Test>::get(id).unwrap()
}

pub fn file(id: LicenceId) -> FileOf<Test> {
	Files::<Test>::get(id).unwrap()
}

pub fn house(id: OrganisationId) -> OrganisationOf<Test> {
	Organisations::<Test>::get(id).unwrap()
}

pub fn held(account: AccountId) -> Balance {
	use frame::token::fungible::InspectHold;
	Balances::balance_on_hold(&HoldReason::Bond.into(), &account)
}

/// The registry's events since the last look.
pub fn events() -> Vec<Event<Test>> {
	let events = System::read_events_for_pallet();
	System::reset_events();
	events
}

/// The last event.
pub fn last_event() -> Event<Test> {
	events().pop().unwrap()
}
