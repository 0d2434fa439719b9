//! A runtime of System, Balances and this pallet; licences live in a table of the test.

use crate::{
	self as pallet_prescriptions, Access, Closure, Config, Event, Items, LiveRx, Policy, Rx, RxOf,
	Stage, Terms,
};
use frame::{
	deps::{
		frame_support::{
			self,
			traits::{fungible::HoldConsideration, LinearStoragePrice, VariantCount},
		},
		frame_system,
	},
	testing_prelude::*,
};
pub use salus_primitives::test_utils::{fault, licence, Now, Registry, Reports, START};
use salus_primitives::{
	ids::{DAY, HOUR},
	test_utils::{self, change, reset, Clock, Licences, Registrars},
	BlockNumber, Deposit, DispenseId, Duty, Facts, LicenceFault, Moment, OnDispensed,
	PatientAuthority, Power, Role, RxId, Trail,
};
use std::collections::{BTreeMap, BTreeSet};

pub const DOCTOR: u64 = 1;
/// Of the doctor's organisation.
pub const COLLEAGUE: u64 = 2;
pub const OTHER_DOCTOR: u64 = 3;
pub const PHARMACY: u64 = 10;
pub const RIVAL: u64 = 11;
pub const REGULATOR: u64 = 20;
pub const REGISTRAR: u64 = 30;
pub const PATIENT: u64 = 100;
/// May act for every patient.
pub const GUARDIAN: u64 = 101;
pub const STRANGER: u64 = 200;

/// The policy class of most tests.
pub const CLASS: u8 = 1;

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
	pub type Prescriptions = pallet_prescriptions::Pallet<Test>;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = MockBlock<Test>;
	type AccountData = pallet_balances::AccountData<u64>;
}

/// Why a balance is held.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	codec::Encode,
	codec::Decode,
	codec::DecodeWithMemTracking,
	codec::MaxEncodedLen,
	scale_info::TypeInfo,
)]
pub enum HoldFor {
	Row,
}

impl VariantCount for HoldFor {
	const VARIANT_COUNT: u32 = 1;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type RuntimeHoldReason = HoldFor;
}

parameter_types! {
	pub static Told: Vec<Facts> = Vec::new();
	pub static Frozen: Vec<RxId> = Vec::new();
	pub static MoneyIsOut: bool = false;
	pub static Journal: Vec<(Event<Test>, BlockNumber, Moment)> = Vec::new();
	pub static Issued: u64 = 0;
	pub static SweepPerBlock: u32 = 50;
	pub const RowHold: HoldFor = HoldFor::Row;
}

pub struct Patients;
impl PatientAuthority<u64> for Patients {
	fn may_act(key: &u64, who: &u64, power: Power, _: Moment) -> bool {
		power == Power::Prescriptions && (key == who || *who == GUARDIAN)
	}

	fn speaks_as(key: &u64, who: &u64, _: Moment) -> bool {
		key == who
	}

	fn may_act_weight() -> Weight {
		Weight::from_parts(100, 0)
	}
}

/// Keeps what it is told; refuses withdrawals while the money is out.
pub struct Payer;
impl OnDispensed for Payer {
	fn on_dispensed(facts: &Facts) -> Weight {
		Told::mutate(|told| told.push(facts.clone()));
		Weight::from_parts(10, 0)
	}

	fn withdrawn(_: &DispenseId) -> DispatchResult {
		ensure!(!MoneyIsOut::get(), "paid");
		Ok(())
	}

	fn frozen(rx: &RxId) {
		Frozen::mutate(|frozen| frozen.push(*rx));
	}

	fn on_dispensed_weight() -> Weight {
		Weight::from_parts(1_000_000, 0)
	}

	fn withdrawn_weight() -> Weight {
		Weight::from_parts(10, 0)
	}

	fn frozen_weight() -> Weight {
		Weight::from_parts(10, 0)
	}
}

/// One unit of balance for each byte of a row.
pub type ByteDeposit = Deposit<
	u64,
	HoldConsideration<u64, Balances, RowHold, LinearStoragePrice<ConstU64<0>, ConstU64<1>, u64>>,
>;

impl Config for Test {
	type GovernanceOrigin = EnsureRoot<u64>;
	type Licences = Licences;
	type Patients = Patients;
	type Ticket = ByteDeposit;
	type OnDispensed = Payer;
	type Time = Clock;
	type MaxAge = ConstU64<DAY>;
	type MaxSkew = ConstU64<300_000>;
	type Lock = ConstU64<{ 3 * DAY }>;
	type RecallNotice = ConstU64<{ 2 * HOUR }>;
	type DeclineWindow = ConstU64<{ 3 * DAY }>;
	type RatifyWithin = ConstU64<{ 7 * DAY }>;
	type WithdrawWindow = ConstU64<{ 3 * DAY }>;
	type Retention = ConstU64<{ 400 * DAY }>;
	type SweepPerBlock = SweepPerBlock;
	type ObligationsPerBlock = ConstU32<10>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Bench;
}

#[cfg(feature = "runtime-benchmarks")]
pub struct Bench;
#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper<u64> for Bench {
	fn licence(who: &u64, role: Role) -> salus_primitives::LicenceId {
		let id = test_utils::free_id();
		test_utils::enter(id, *who, role, 1);
		Balances::force_set_balance(RuntimeOrigin::root(), *who, 1_000_000).unwrap();
		id
	}

	fn registrar(who: &u64) {
		acting_registrar(*who);
	}

	fn set_time(now: Moment) {
		Now::set(now);
	}
}

fn acting_registrar(who: u64) {
	Registrars::set(BTreeMap::from([(who, vec![Duty::Deaths])]));
}

pub fn policy() -> Policy {
	Policy {
		max_repeats: 5,
		max_validity_h: 24 * 60,
		max_quantity: 100,
		min_interval_h: 24,
		partial_h: 48,
		transfers: 2,
		inherit_transfers: true,
		emergency: true,
	}
}

pub fn new_test_ext() -> TestState {
	let storage = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: (1..=300).map(|who| (who, 1_000_000)).collect(),
			..Default::default()
		},
		prescriptions: crate::GenesisConfig {
			policies: vec![(CLASS, policy())],
			..Default::default()
		},
		..Default::default()
	}
	.build_storage()
	.unwrap();
	let mut ext = TestState::new(storage);
	ext.execute_with(|| {
		System::set_block_number(1);
		reset([
			(DOCTOR, Role::Prescriber, 1),
			(COLLEAGUE, Role::Prescriber, 1),
			(OTHER_DOCTOR, Role::Prescriber, 2),
			(PHARMACY, Role::Dispenser, 3),
			(RIVAL, Role::Dispenser, 4),
			(REGULATOR, Role::Regulator, 5),
		]);
		acting_registrar(REGISTRAR);
	});
	ext
}

/// Runs a test, then checks every invariant that state and events tell.
pub fn run(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		test();
		Prescriptions::do_try_state().unwrap();
		check_trails();
	});
}

/// Sends a call as a transaction would.
pub fn send(who: u64, call: crate::Call<Test>) -> DispatchResult {
	send_from(RuntimeOrigin::signed(who), call)
}

pub fn send_from(origin: RuntimeOrigin, call: crate::Call<Test>) -> DispatchResult {
	RuntimeCall::from(call).dispatch(origin).map(drop).map_err(|failed| failed.error)
}

/// Moves to a later block at `to`.
pub fn at(to: Moment) {
	assert!(to >= Now::get(), "time does not run back");
	keep_events();
	Now::set(to);
	System::set_block_number(System::block_number() + 1);
}

pub fn after(time: Moment) {
	at(Now::get() + time);
}

/// Takes the events of this block into the journal.
pub fn keep_events() {
	let block = System::block_number() as BlockNumber;
	let new = events().into_iter().map(|event| (event, block, Now::get()));
	Journal::mutate(|journal| journal.extend(new));
	System::reset_events();
}

/// The events of this block, oldest first.
pub fn events() -> Vec<Event<Test>> {
	System::read_events_for_pallet::<Event<Test>>()
}

pub fn last_event() -> Event<Test> {
	events().pop().unwrap()
}

/// Invariant 6: the trail of each stored row is the replay of its events.
pub fn check_trails() {
	keep_events();
	let mut trails = BTreeMap::new();
	for (event, block, now) in Journal::get() {
		let Some(id) = event.item() else { continue };
		if matches!(event, Event::Pruned { .. }) {
			continue;
		}
		let time = match event {
			Event::Lapsed { at, .. } => at,
			_ => now,
		};
		trails.entry(id).or_insert_with(|| Trail::of_id(id)).push(&event, block, time);
	}
	for (id, rx) in Items::<Test>::iter() {
		assert_eq!(Some(rx.trail()), trails.get(&id), "6: trail of {id:?}");
	}
	let created: Vec<_> = Journal::get()
		.into_iter()
		.filter_map(|(event, ..)| match event {
			Event::Issued { id, .. } | Event::EmergencyDispensed { id, .. } => Some(id),
			_ => None,
		})
		.collect();
	assert_eq!(created.len(), created.iter().collect::<BTreeSet<_>>().len(), "9: an id twice");
}

// What tests start from.

/// 30 units, two repeats a day apart, valid for 30 days from now.
pub fn terms() -> Terms {
	Terms {
		class: CLASS,
		unit: 1,
		quantity: 30,
		repeats: 2,
		interval_h: 24,
		partial_h: 48,
		from: Now::get(),
		until: Now::get() + 30 * DAY,
	}
}

pub fn commitment() -> H256 {
	Issued::mutate(|n| *n += 1);
	H256::from_low_u64_be(Issued::get())
}

pub fn issue_with(change: impl FnOnce(&mut Terms)) -> RxId {
	let mut terms = terms();
	change(&mut terms);
	let commitment = commitment();
	let call = super::calls::issue(licence(DOCTOR), commitment, terms, Access::Closed, None);
	assert_ok!(send(DOCTOR, call));
	Prescriptions::id(licence(DOCTOR), Now::get(), commitment)
}

pub fn issued() -> RxId {
	issue_with(|_| ())
}

/// An item that the patient has given to the pharmacy.
pub fn held() -> RxId {
	let id = issued();
	hand_to(id, PHARMACY);
	id
}

pub fn hand_to(id: RxId, to: u64) {
	assert_ok!(send(PATIENT, super::calls::present(&[id], licence(to))));
}

pub fn hand_out(id: RxId, quantity: u32) {
	assert_ok!(send(PHARMACY, super::calls::dispense(licence(PHARMACY), id, quantity)));
}

/// An emergency dispense of the pharmacy that the doctor owes.
pub fn owed() -> RxId {
	let commitment = commitment();
	let call = super::calls::emergency(licence(PHARMACY), commitment, 10, licence(DOCTOR));
	assert_ok!(send(PHARMACY, call));
	Prescriptions::id(licence(PHARMACY), Now::get(), commitment)
}

pub fn open_to(id: RxId, access: Access) {
	assert_ok!(send(PATIENT, super::calls::set_access(id, access)));
}

pub fn suspend_licence(who: u64) {
	fault(who, Some(LicenceFault::Suspended));
}

pub fn revoke_for_fraud(who: u64, since: BlockNumber) {
	change(who, |entry| {
		entry.fault = Some(LicenceFault::Ended);
		entry.fraud_since = Some(since);
	});
}

/// The stored row, not settled.
pub fn stored(id: RxId) -> RxOf<Test> {
	Items::<Test>::get(id).unwrap()
}

/// The settled row.
pub fn live(id: RxId) -> LiveRx<u64, ()> {
	match Prescriptions::item(id) {
		Some(Rx::Live(live)) => live,
		other => panic!("not live: {other:?}"),
	}
}

pub fn stage(id: RxId) -> Stage {
	live(id).stage
}

pub fn closure(id: RxId) -> Option<Closure> {
	Prescriptions::item(id).and_then(|rx| rx.closed()).map(|(why, _)| why)
}

pub fn seq(id: RxId) -> u16 {
	live(id).patient_seq
}

pub fn on_hold(who: u64) -> u64 {
	<Balances as frame_support::traits::fungible::InspectHold<u64>>::balance_on_hold(
		&HoldFor::Row,
		&who,
	)
}
