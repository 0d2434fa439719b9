//! A runtime of System, Balances and this pallet; licences, successors and guardians live in tables of the test.

use crate::{
	self as pallet_trial_consents, Config, Consents, Decision, Event, HoldReason, ParticipationOf,
	ParticipationView, Reconsent, Step,
};
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
pub use salus_primitives::test_utils::{change, fault, licence, Now, START};
use salus_primitives::{
	ids::{DAY, HOUR},
	test_utils::{self, reset, Clock, Licences, Related},
	BlockNumber, Deposit, Given, LicenceFault, Moment, PatientAuthority, Power, Role, Scopes,
	Signer, Signers, Standing, Trail, TrialId,
};
use std::collections::{BTreeMap, BTreeSet};

pub const SPONSOR: u64 = 1;
pub const OTHER_SPONSOR: u64 = 2;
pub const COMMITTEE: u64 = 3;
/// A committee of the sponsor's group.
pub const HOUSE_COMMITTEE: u64 = 4;
pub const REGULATOR: u64 = 5;
pub const INVESTIGATOR: u64 = 6;
/// Of the investigator's organisation.
pub const COLLEAGUE: u64 = 7;
/// At a site of another organisation.
pub const RIVAL: u64 = 8;
/// Of the investigator's organisation, but no site.
pub const OUTSIDER: u64 = 9;
pub const NURSE: u64 = 10;
/// None of those below has any balance.
pub const SUBJECT: u64 = 100;
pub const OTHER_SUBJECT: u64 = 101;
pub const REPRESENTATIVE: u64 = 102;
pub const WITNESS: u64 = 103;
/// May consent and withdraw for the subject, but is not the subject.
pub const GUARDIAN: u64 = 104;
pub const SUCCESSOR: u64 = 105;
pub const NEW_KEY: u64 = 106;
pub const STRANGER: u64 = 107;

pub const TRIAL: TrialId = 1;

/// Without these nobody takes part.
pub const CORE: Scopes = Scopes(0b0011);
pub const BIOBANK: Scopes = Scopes(0b0100);
pub const GENETICS: Scopes = Scopes(0b1000);
/// What the forms of most tests offer.
pub const OFFERED: Scopes = Scopes(0b1111);

pub const SITE: Signers = Signers::INVESTIGATOR;
pub const ADULT: Signers = Signers::SELF.or(SITE);
pub const WITNESSED: Signers = ADULT.or(Signers::WITNESS);
pub const REPRESENTED: Signers = Signers::REPRESENTATIVE.or(SITE);
pub const ASSENTED: Signers = REPRESENTED.or(Signers::ASSENT);
pub const BOTH: Signers = REPRESENTED.or(Signers::SELF);
pub const CROWD: Signers = ASSENTED.or(Signers::WITNESS);

/// July 2027.
pub const MAJORITY: u16 = 57 * 12 + 6;
/// 1 July 2027.
pub const OF_AGE: Moment = 1_814_400_000_000;
pub const MAJORITY_GRACE: Moment = 31 * DAY;

pub const MAX_TRIAL: Moment = 20 * 365 * DAY;
pub const REVIEW: Moment = 90 * DAY;
pub const SIGN_WITHIN: Moment = 30 * DAY;
pub const ERASE_WITHIN: Moment = 30 * DAY;
pub const TRIAL_RETENTION: Moment = 730 * DAY;
/// When the trial of most tests ends.
pub const TRIAL_END: Moment = START + 1_000 * DAY;
/// Until when the committee of most tests approves.
pub const APPROVED_UNTIL: Moment = START + 400 * DAY;
/// For how long the forms of most tests allow to defer.
pub const DEFERRED_H: u16 = 72;

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
	pub type TrialConsents = pallet_trial_consents::Pallet<Test>;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = MockBlock<Test>;
	type AccountData = pallet_balances::AccountData<u64>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type RuntimeHoldReason = RuntimeHoldReason;
}

parameter_types! {
	/// Recovered keys, each with its successor.
	pub static Successors: BTreeMap<u64, u64> = BTreeMap::new();
	pub static Journal: Vec<(Event<Test>, BlockNumber, Moment)> = Vec::new();
	pub static SweepPerBlock: u32 = 50;
	pub const RowHold: RuntimeHoldReason = RuntimeHoldReason::TrialConsents(HoldReason::Row);
}

pub struct Patients;
impl PatientAuthority<u64> for Patients {
	fn may_act(key: &u64, who: &u64, power: Power, now: Moment) -> bool {
		let guards = *who == GUARDIAN && [SUBJECT, NEW_KEY].contains(key);
		power == Power::Consents && (guards || Self::speaks_as(key, who, now))
	}

	fn speaks_as(key: &u64, who: &u64, _: Moment) -> bool {
		Successors::get().get(key).unwrap_or(key) == who
	}

	fn may_act_weight() -> Weight {
		Weight::from_parts(100, 0)
	}
}

/// One unit of balance for each byte of a row.
pub type ByteDeposit = Deposit<
	u64,
	HoldConsideration<u64, Balances, RowHold, LinearStoragePrice<ConstU64<0>, ConstU64<1>, u64>>,
>;

impl Config for Test {
	type Licences = Licences;
	type Patients = Patients;
	type Ticket = ByteDeposit;
	type Signature = TestSignature;
	type Time = Clock;
	type MaxTrial = ConstU64<MAX_TRIAL>;
	type ReviewWithin = ConstU64<REVIEW>;
	type SignWithin = ConstU64<SIGN_WITHIN>;
	type MajorityGrace = ConstU64<MAJORITY_GRACE>;
	type EraseWithin = ConstU64<ERASE_WITHIN>;
	type TrialRetention = ConstU64<TRIAL_RETENTION>;
	type MaxFreePerBlock = ConstU32<2>;
	type SweepPerBlock = SweepPerBlock;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Bench;
}

#[cfg(feature = "runtime-benchmarks")]
pub struct Bench;
#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper<u64, TestSignature> for Bench {
	fn licence(who: &u64, role: Role) -> salus_primitives::LicenceId {
		let id = test_utils::free_id();
		test_utils::enter(id, *who, role, id * 100);
		Balances::force_set_balance(RuntimeOrigin::root(), *who, 1_000_000_000).unwrap();
		id
	}

	fn set_time(now: Moment) {
		Now::set(now);
	}

	fn key(n: u32) -> u64 {
		1_000_000 + u64::from(n)
	}

	fn sign(n: u32, message: &[u8]) -> TestSignature {
		TestSignature(Self::key(n), message.to_vec())
	}

	fn succeed(key: &u64, successor: &u64) {
		recover(*key, *successor);
	}
}

pub fn new_test_ext() -> TestState {
	let storage = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: (1..=50).map(|who| (who, 1_000_000)).collect(),
			..Default::default()
		},
		..Default::default()
	}
	.build_storage()
	.unwrap();
	let mut ext = TestState::new(storage);
	ext.execute_with(|| {
		System::set_block_number(1);
		Journal::set(Vec::new());
		Successors::set(BTreeMap::new());
		reset([
			(SPONSOR, Role::Sponsor, 100),
			(OTHER_SPONSOR, Role::Sponsor, 200),
			(COMMITTEE, Role::EthicsCommittee, 300),
			(HOUSE_COMMITTEE, Role::EthicsCommittee, 101),
			(REGULATOR, Role::Regulator, 400),
			(INVESTIGATOR, Role::Investigator, 500),
			(COLLEAGUE, Role::Investigator, 500),
			(RIVAL, Role::Investigator, 600),
			(OUTSIDER, Role::Investigator, 500),
			(NURSE, Role::Clinician, 500),
		]);
		Related::set(BTreeSet::from([100, 101, 102]));
	});
	ext
}

/// Runs a test in an empty chain, then checks every invariant that state and events tell.
pub fn run_empty(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		test();
		TrialConsents::do_try_state().unwrap();
		check_trails();
	});
}

/// The same with a trial of three sites, and version 1 approved from the start.
pub fn run(test: impl FnOnce()) {
	run_empty(|| {
		open_trial();
		approve_new(None);
		test();
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

/// Invariant 10: the trail of each stored row is the replay of its events.
pub fn check_trails() {
	keep_events();
	let mut trails = BTreeMap::<(TrialId, u64), Trail>::new();
	for (event, block, now) in Journal::get() {
		let Some((trial, subject)) = event.participant().map(|(trial, who)| (trial, *who)) else {
			continue;
		};
		if matches!(event, Event::Pruned { .. }) {
			trails.remove(&(trial, subject));
			continue;
		}
		let time = match event {
			Event::Lapsed { at, .. } => at,
			_ => now,
		};
		let new = || Trail::of_key(b"TrialConsents", &(trial, subject));
		trails.entry((trial, subject)).or_insert_with(new).push(&event, block, time);
		if let Event::Rekeyed { new, .. } = event {
			let trail = trails.remove(&(trial, subject)).unwrap();
			trails.insert((trial, new), trail);
		}
	}
	let stored: BTreeMap<_, _> =
		Consents::<Test>::iter().map(|(trial, who, row)| ((trial, who), row.trail)).collect();
	assert_eq!(stored, trails, "10: trails");
}

// What tests start from.

pub fn open_trial() {
	assert_ok!(send(SPONSOR, super::calls::register(TRIAL_END)));
	for who in [INVESTIGATOR, COLLEAGUE, RIVAL] {
		assert_ok!(send(SPONSOR, super::calls::set_site(who, true)));
	}
}

/// The next version, submitted and approved from now.
pub fn approve_new(replace: Option<Reconsent>) -> u16 {
	let version = submitted(replace);
	assert_ok!(send(COMMITTEE, super::calls::approve(version)));
	version
}

pub fn submitted(replace: Option<Reconsent>) -> u16 {
	assert_ok!(send(SPONSOR, super::calls::submit(replace)));
	TrialConsents::trial(TRIAL).unwrap().next - 1
}

/// Everybody signs, from now on, a later version; who does not within `grace` has no consent any more.
pub fn ask_all(grace: Moment) -> Option<Reconsent> {
	Some(Reconsent::Stages { mask: 0b1111, grace_until: Now::get() + grace })
}

pub const NEW_ONLY: Option<Reconsent> = Some(Reconsent::NewOnly);

/// An adult's consent to everything on the version in use.
pub fn consent() {
	proposed(OFFERED, ADULT);
	sign_all();
}

pub fn proposed(scopes: Scopes, need: Signers) {
	assert_ok!(send(INVESTIGATOR, super::calls::propose(scopes, need)));
}

/// Whoever is still needed signs.
pub fn sign_all() {
	for role in [
		Signer::Investigator,
		Signer::Witness,
		Signer::Representative,
		Signer::Assent,
		Signer::Subject,
	] {
		if missing(role) {
			signed(role);
		}
	}
}

pub fn missing(role: Signer) -> bool {
	row().proposal.is_some_and(|proposal| {
		proposal.need.contains(role.only()) && !proposal.have.contains(role.only())
	})
}

pub fn signed(role: Signer) {
	assert_ok!(send(signer(role), super::calls::sign(role)));
}

/// The key that usually signs in a capacity.
pub fn signer(role: Signer) -> u64 {
	match role {
		Signer::Subject | Signer::Assent => SUBJECT,
		Signer::Representative => REPRESENTATIVE,
		Signer::Witness => WITNESS,
		Signer::Investigator => INVESTIGATOR,
	}
}

pub fn enrolled() {
	consent();
	assert_ok!(send(INVESTIGATOR, super::calls::enrol()));
}

pub fn on_study() {
	enrolled();
	assert_ok!(send(INVESTIGATOR, super::calls::advance(Step::OnStudy)));
}

pub fn approve_until(until: Moment) -> Decision {
	Decision::Approve { from: None, until }
}

/// The key is lost, and another speaks for it from now on.
pub fn recover(key: u64, successor: u64) {
	Successors::mutate(|successors| successors.insert(key, successor));
}

pub fn expire(who: u64) {
	fault(who, Some(LicenceFault::Expired));
}

/// The stored row, not settled.
pub fn stored() -> ParticipationOf<Test> {
	Consents::<Test>::get(TRIAL, SUBJECT).unwrap()
}

/// The settled row.
pub fn row() -> ParticipationView<Test> {
	TrialConsents::consent(TRIAL, SUBJECT).unwrap()
}

pub fn given() -> Given {
	row().given().cloned().unwrap()
}

/// The round that a withdrawal names.
pub fn round_given() -> u16 {
	let row = TrialConsents::consent(TRIAL, SUBJECT);
	row.and_then(|row| row.given().map(|given| given.round)).unwrap_or(0)
}

pub fn standing() -> Standing {
	TrialConsents::standing(TRIAL, SUBJECT)
}

pub fn on_hold(who: u64) -> u64 {
	<Balances as frame_support::traits::fungible::InspectHold<u64>>::balance_on_hold(
		&RowHold::get(),
		&who,
	)
}

/// Every account that takes part, without repetition.
pub fn everybody() -> BTreeSet<u64> {
	(SPONSOR..=NURSE).chain(SUBJECT..=STRANGER).collect()
}

/// Half an hour, for waits that cross no boundary.
pub const SHORT: Moment = HOUR / 2;
