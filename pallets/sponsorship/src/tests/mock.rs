//! A runtime of the pallet over real balances. What is relayed is `Signed(id)`, a call of the mock that knows whom it was
//! signed by no better than a meta-transaction's envelope does.

use crate::{self as pallet_sponsorship, *};
use frame::{
	deps::frame_support::traits::{
		fungible::{HoldConsideration, InspectHold},
		LinearStoragePrice,
	},
	testing_prelude::*,
};
use salus_primitives::{ids::DAY, test_utils::Clock};

pub use salus_primitives::test_utils::Now;

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
	pub type Sponsorship = pallet_sponsorship;
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

/// When the tests begin: noon UTC of some day.
pub const START: Moment = 19_675 * DAY + DAY / 2;
/// The member, and its account.
pub const MEMBER: OrganisationId = 7;
pub const HOSPITAL: AccountId = 1;
pub const RELAYER: AccountId = 2;
pub const OTHER: AccountId = 3;
pub const WEALTH: Balance = 1_000_000;
pub const MAX_FEE: Balance = 100;

/// The calls of the mock that can be relayed, and their ids.
pub const REMARK: CallId = (0, 0);
pub const REMARK_WITH_EVENT: CallId = (0, 7);
/// What can be relayed is shorter than this.
const LONGEST: usize = 64;

parameter_types! {
	pub const RowHold: RuntimeHoldReason = RuntimeHoldReason::Sponsorship(HoldReason::Policy);
	pub const Base: Balance = 10;
	pub const PerByte: Balance = 1;
}

pub struct Member;

impl EnsureOriginWithArg<RuntimeOrigin, OrganisationId> for Member {
	type Success = AccountId;

	fn try_origin(
		origin: RuntimeOrigin,
		organisation: &OrganisationId,
	) -> Result<AccountId, RuntimeOrigin> {
		match ensure_signed(origin.clone()) {
			Ok(who) if who == HOSPITAL && *organisation == MEMBER => Ok(who),
			_ => Err(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(_: &OrganisationId) -> Result<RuntimeOrigin, ()> {
		Err(())
	}
}

pub struct Remarks;

impl Relayable<RuntimeCall> for Remarks {
	fn signed(call: &RuntimeCall) -> Option<CallId> {
		match call {
			RuntimeCall::System(frame_system::Call::remark { remark }) => {
				(remark.len() < LONGEST).then_some(REMARK)
			},
			RuntimeCall::System(frame_system::Call::remark_with_event { .. }) => {
				Some(REMARK_WITH_EVENT)
			},
			// Signed by nobody, and refused to whoever is not Root.
			RuntimeCall::System(frame_system::Call::set_heap_pages { .. }) => Some((0, 1)),
			_ => None,
		}
	}
}

impl Config for Test {
	type MemberOrigin = Member;
	type Relayable = Remarks;
	type Balance = Balance;
	type Deposit =
		HoldConsideration<AccountId, Balances, RowHold, LinearStoragePrice<Base, PerByte, Balance>>;
	type Time = Clock;
	type WeightInfo = ();
}

pub fn new_test_ext() -> TestState {
	let storage = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: vec![(HOSPITAL, WEALTH), (RELAYER, WEALTH), (OTHER, WEALTH)],
			..Default::default()
		},
		..Default::default()
	}
	.build_storage()
	.unwrap();
	Now::set(START);
	let mut state = TestState::new(storage);
	state.execute_with(|| System::set_block_number(1));
	state
}

pub fn run(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		test();
		Sponsorship::do_try_state().unwrap();
		assert_eq!(held(HOSPITAL), deposit() * Policies::<Test>::iter().count() as Balance);
	});
}

pub fn by(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// Remarks, three a day, for ten days.
pub fn terms() -> TermsOf<Test> {
	let mut calls = BoundedBTreeSet::new();
	calls.try_insert(REMARK).unwrap();
	calls.try_insert((0, 1)).unwrap();
	Terms { calls, per_day: 3, until: START + 10 * DAY, max_fee: MAX_FEE }
}

pub fn set(terms: TermsOf<Test>) -> DispatchResult {
	Sponsorship::set_policy(by(HOSPITAL), MEMBER, RELAYER, terms)
}

pub fn remark(length: usize) -> RuntimeCall {
	frame_system::Call::remark { remark: vec![0; length] }.into()
}

/// What the adapter of the runtime does: asks, takes the fee, runs, gives back half of it, tells.
pub fn send(
	relayer: AccountId,
	call: RuntimeCall,
	fee: Balance,
) -> Result<DispatchResult, Refusal> {
	send_tipped(relayer, call, fee, 0)
}

pub fn send_tipped(
	relayer: AccountId,
	call: RuntimeCall,
	fee: Balance,
	tip: Balance,
) -> Result<DispatchResult, Refusal> {
	use frame::token::fungible::Mutate;

	let refusal = Sponsorship::refusal(&HOSPITAL, &relayer, &call, fee, tip);
	let charged = Sponsorship::charge(&HOSPITAL, &relayer, &call, fee, tip);
	assert_eq!(charged.err(), refusal);
	charged?;
	Balances::burn_from(
		&HOSPITAL,
		fee / 2,
		frame::token::Preservation::Preserve,
		frame::token::Precision::Exact,
		frame::token::Fortitude::Polite,
	)
	.unwrap();
	let relay = crate::Call::relay { sponsor: HOSPITAL, call: Box::new(call) };
	let result = RuntimeCall::from(relay).dispatch(by(relayer));
	Sponsorship::settled(HOSPITAL, relayer, fee / 2);
	Ok(result.map(drop).map_err(|error| error.error))
}

pub fn held(who: AccountId) -> Balance {
	Balances::balance_on_hold(&RowHold::get(), &who)
}

pub fn deposit() -> Balance {
	Base::get() + PerByte::get() * Sponsorship::footprint().size as Balance
}

pub fn policy() -> PolicyOf<Test> {
	Policies::<Test>::get(HOSPITAL, RELAYER).unwrap()
}

pub fn last_event() -> Event<Test> {
	match System::events().pop().unwrap().event {
		RuntimeEvent::Sponsorship(event) => event,
		other => panic!("{other:?}"),
	}
}
