//! What tests start from, do and look at.

use super::mock::*;
use crate::{
	Balance, Call, Claim, ClaimKey, ClaimOf, Claims, Event, HoldReason, PriceRule, Rule, Split,
	Stage, Terms,
};
use codec::Encode;
use frame::{
	deps::frame_support::{
		storage::with_storage_layer,
		traits::fungibles::{Inspect, InspectHold},
		weights::WeightMeter,
	},
	hashing::blake2_256,
	testing_prelude::*,
};
use salus_primitives::{ids::DAY, BlockNumber, Facts, LicenceId, Moment, OnDispensed, RxId, Trail};
use std::collections::BTreeMap;

parameter_types! {
	pub static Journal: Vec<(Event<Test>, BlockNumber, Moment)> = Vec::new();
	pub static Items: u64 = 0;
}

/// Runs a test, then checks every invariant that state, events and money tell.
pub fn run(test: impl FnOnce()) {
	Journal::set(Vec::new());
	new_test_ext().execute_with(|| {
		let before = issuances();
		test();
		assert_eq!(issuances(), before, "1: total issuance");
		check();
	});
}

/// The invariants.
pub fn check() {
	Escrow::do_try_state().unwrap();
	check_holds();
	check_trails();
}

pub fn issuances() -> Vec<Balance> {
	[NATIVE, CARE, OTHER].map(<Money as Inspect<u64>>::total_issuance).to_vec()
}

/// Invariant 1 from the other side: nothing is on hold that no row stands for.
fn check_holds() {
	use crate::{Copays, Covers, Pools};
	for asset in [NATIVE, CARE] {
		let mine = |other: &Asset| *other == asset;
		let pools = Pools::<Test>::iter().filter(|row| mine(&row.1)).map(|row| row.2.free);
		let covers = Covers::<Test>::iter_values().filter(|row| mine(&row.asset));
		let claims = Claims::<Test>::iter_values().filter(|row| mine(&row.asset));
		let promised = covers.map(|row| row.remaining).chain(claims.map(|row| row.reserved));
		let copays = Copays::<Test>::iter_values().filter(|row| mine(&row.asset));
		let all = |reason| (0..=NOBODY).map(|who| on_hold(asset.clone(), reason, who)).sum();
		let held: Balance = all(HoldReason::Pool);
		assert_eq!(held, pools.chain(promised).sum(), "1: pools of {asset:?}");
		let held: Balance = all(HoldReason::Copay);
		assert_eq!(held, copays.map(|row| row.remaining).sum(), "1: co-pays of {asset:?}");
	}
}

/// The trail of each stored claim is the replay of its events.
fn check_trails() {
	keep_events();
	let mut trails = BTreeMap::new();
	for (event, block, now) in Journal::get() {
		let Some(key) = event.claim() else { continue };
		if matches!(event, Event::ClaimPruned { .. }) {
			trails.remove(&key);
			continue;
		}
		let time = match event {
			Event::Lapsed { at, .. } => at,
			_ => now,
		};
		let empty = || Trail::of_key(b"ReimbursementEscrow", &key);
		trails.entry(key).or_insert_with(empty).push(&event, block, time);
	}
	for (rx, (dispense, rank), claim) in Claims::<Test>::iter() {
		let key = ClaimKey { rx, dispense, rank };
		assert_eq!(Some(&claim.trail), trails.get(&key), "trail of {key:?}");
	}
}

// Time.

/// Moves to a later block at `to`. No hook runs: rights follow the clock.
pub fn at(to: Moment) {
	assert!(to >= Now::get(), "time does not run back");
	keep_events();
	Now::set(to);
	System::set_block_number(System::block_number() + 1);
}

pub fn after(time: Moment) {
	at(Now::get() + time);
}

/// Fires what is due at this block.
pub fn hooks() {
	let block = System::block_number();
	let mut meter = WeightMeter::new();
	<Escrow as Hooks<u64>>::on_poll(block, &mut meter);
	<Escrow as Hooks<u64>>::on_idle(block, Weight::MAX);
}

/// Moves to a later block at `to` and fires what is due.
pub fn turn(to: Moment) {
	at(to);
	hooks();
}

pub fn turn_after(time: Moment) {
	turn(Now::get() + time);
}

// Events.

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

// Money.

/// Spendable or not, but not on hold.
pub fn balance(asset: Asset, who: u64) -> Balance {
	<Money as Inspect<u64>>::balance(asset, &who)
}

pub fn on_hold(asset: Asset, reason: HoldReason, who: u64) -> Balance {
	<Money as InspectHold<u64>>::balance_on_hold(asset, &reason.into(), &who)
}

/// On hold for the payer's pools.
pub fn pooled(asset: Asset, who: u64) -> Balance {
	on_hold(asset, HoldReason::Pool, who)
}

/// Deposits for rows.
pub fn deposited(who: u64) -> Balance {
	on_hold(NATIVE, HoldReason::Row, who)
}

pub fn free(payer: u64, asset: Asset) -> Balance {
	Escrow::pool(licence(payer), asset).map_or(0, |pool| pool.free)
}

/// Moves everything of an account's [`CARE`] but `left` to the bank.
pub fn leave_care(who: u64, left: Balance) {
	let amount = balance(CARE, who) - left;
	let bank = RuntimeOrigin::signed(who);
	assert_ok!(Assets::transfer(bank, 1, BANK, amount));
}

/// The bank freezes an account: nothing goes out.
pub fn freeze(who: u64) {
	assert_ok!(Assets::freeze(RuntimeOrigin::signed(BANK), 1, who));
}

/// The bank blocks an account: nothing goes in or out.
pub fn block(who: u64) {
	assert_ok!(Assets::block(RuntimeOrigin::signed(BANK), 1, who));
}

pub fn thaw(who: u64) {
	assert_ok!(Assets::thaw(RuntimeOrigin::signed(BANK), 1, who));
}

// Calls.

/// Sends a call as a transaction would.
pub fn send(who: u64, call: Call<Test>) -> DispatchResult {
	send_from(RuntimeOrigin::signed(who), call)
}

pub fn send_from(origin: RuntimeOrigin, call: Call<Test>) -> DispatchResult {
	RuntimeCall::from(call).dispatch(origin).map(drop).map_err(|failed| failed.error)
}

/// Nobody but signed accounts may send it.
pub fn only_signed(call: Call<Test>) {
	assert_noop!(send_from(RuntimeOrigin::root(), call.clone()), BadOrigin);
	assert_noop!(send_from(RuntimeOrigin::none(), call), BadOrigin);
}

pub fn fund(payer: u64, asset: Asset, amount: Balance) {
	assert_ok!(send(payer, Call::fund { licence: licence(payer), asset, amount }));
}

/// In [`CARE`], notice 7 days, pay 14 days, filing 90 days, a year long.
pub fn terms() -> Terms<Asset> {
	Terms {
		asset: CARE,
		notice: 7 * DAY,
		pay: 14 * DAY,
		filing: 90 * DAY,
		interest_ppm: 60_000,
		silent_cap: 5_000,
		until: Now::get() + 365 * DAY,
	}
}

pub fn hash(terms: &Terms<Asset>) -> H256 {
	blake2_256(&terms.encode()).into()
}

pub fn contract() {
	contract_between(PAYER, PHARMACY, terms());
}

pub fn contract_between(payer: u64, provider: u64, terms: Terms<Asset>) {
	let (licence_of_payer, licence_of_provider) = (licence(payer), licence(provider));
	let hash = hash(&terms);
	assert_ok!(send(
		payer,
		Call::offer_contract { licence: licence_of_payer, provider: licence_of_provider, terms }
	));
	assert_ok!(send(
		provider,
		Call::accept_contract { licence: licence_of_provider, payer: licence_of_payer, hash }
	));
}

/// 200 a fill, 100 a unit, at most 10,000; of that the patient bears 100 and a tenth.
pub fn price() -> PriceRule {
	PriceRule { per_fill: 200, per_unit: 100, cap: 10_000, fixed: 100, ppm: 100_000 }
}

/// For the first 30 units of [`price`]: 3,200 allowed, 420 of them the patient's.
pub const SHARE: Balance = 2_780;

/// What a test's cover says.
pub struct Plan {
	pub payer: u64,
	pub rank: u8,
	pub asset: Asset,
	pub rule: Rule,
	pub provider: Option<LicenceId>,
	pub until: Moment,
	pub reserve: Balance,
}

/// [`price`] in [`CARE`] for a month, for anybody, 6,000 set aside.
pub fn plan() -> Plan {
	Plan {
		payer: PAYER,
		rank: 0,
		asset: CARE,
		rule: Rule::Inline(price()),
		provider: None,
		until: Now::get() + 30 * DAY,
		reserve: 6_000,
	}
}

pub fn covers(rx: RxId, plan: Plan) -> DispatchResult {
	let Plan { payer, rank, asset, rule, provider, until, reserve } = plan;
	let licence = licence(payer);
	send(payer, Call::cover { licence, rx, rank, asset, rule, provider, until, reserve })
}

/// An item with a pre-authorisation of 6,000 out of a pool of 10,000.
pub fn preauthorised() -> RxId {
	preauthorised_with(|_| ())
}

pub fn preauthorised_with(change: impl FnOnce(&mut Plan)) -> RxId {
	let rx = item();
	let mut plan = plan();
	change(&mut plan);
	fund(plan.payer, plan.asset.clone(), 10_000);
	assert_ok!(covers(rx, plan));
	rx
}

/// An item that nobody has dispensed.
pub fn item() -> RxId {
	Items::mutate(|n| *n += 1);
	H256::from_low_u64_be(Items::get())
}

/// The pharmacy hands out; its position.
pub fn dispense(rx: RxId, quantity: u32) -> u8 {
	dispense_by(PHARMACY, rx, quantity)
}

pub fn dispense_by(who: u64, rx: RxId, quantity: u32) -> u8 {
	dispense_with(rx, |facts| (facts.by, facts.quantity) = (licence(who), quantity))
}

/// As prescriptions tells it.
pub fn dispense_with(rx: RxId, change: impl FnOnce(&mut Facts)) -> u8 {
	let seq = Dispensed::get().keys().filter(|(item, _)| *item == rx).count() as u8;
	let mut facts = Facts {
		rx,
		seq,
		by: licence(PHARMACY),
		at: Now::get(),
		quantity: 30,
		unit: 1,
		class: 1,
		fill: 0,
		first_of_fill: seq == 0,
		issuer: licence(DOCTOR),
		issued_at: 1,
		payable: true,
	};
	change(&mut facts);
	Dispensed::mutate(|all| all.insert(facts.id(), facts.clone()));
	Escrow::on_dispensed(&facts);
	seq
}

/// As prescriptions does it: refused as a whole, or never payable again.
pub fn withdraw_dispense(rx: RxId, seq: u8) -> DispatchResult {
	with_storage_layer(|| Escrow::withdrawn(&(rx, seq)))?;
	void(rx, seq);
	Ok(())
}

/// The dispense may not be paid any more.
pub fn void(rx: RxId, seq: u8) {
	Dispensed::mutate(|all| all.get_mut(&(rx, seq)).unwrap().payable = false);
}

/// The item's row is gone.
pub fn prune(rx: RxId) {
	Dispensed::mutate(|all| all.retain(|(item, _), _| *item != rx));
	Unissued::mutate(|items| items.insert(rx));
}

pub fn key(rx: RxId, dispense: u8) -> ClaimKey {
	ClaimKey { rx, dispense, rank: 0 }
}

pub fn at_rank(rank: u8, key: ClaimKey) -> ClaimKey {
	ClaimKey { rank, ..key }
}

pub fn submits(key: ClaimKey, billed: Balance) -> DispatchResult {
	let payer = licence(PAYER);
	let commitment = H256::repeat_byte(1);
	send(PHARMACY, Call::submit { licence: licence(PHARMACY), key, payer, billed, commitment })
}

/// A claim of `billed` for 30 units that nobody covered, under the contract.
pub fn submitted(billed: Balance) -> ClaimKey {
	let rx = item();
	let key = key(rx, dispense(rx, 30));
	assert_ok!(submits(key, billed));
	key
}

// Rows.

/// The stored claim, not settled.
pub fn stored(key: ClaimKey) -> ClaimOf<Test> {
	Claims::<Test>::get(key.rx, (key.dispense, key.rank)).unwrap()
}

/// The settled claim.
pub fn claim(key: ClaimKey) -> Claim<Asset> {
	Escrow::claim(key).unwrap()
}

pub fn stage(key: ClaimKey) -> Stage {
	claim(key).stage
}

pub fn split(payer: Balance, patient: Balance, writeoff: Balance, other: Balance) -> Split {
	Split { payer, patient, writeoff, other }
}
