//! What tests start from, do and look at.

use super::{calls, calls::*, mock::*, replay::Replay};
use crate::*;
use frame::{
	deps::{
		frame_support::{
			dispatch::GetDispatchInfo, traits::fungible::InspectHold, weights::WeightMeter,
		},
		frame_system::AuthorizeCall,
		sp_runtime::{traits::DispatchTransaction, transaction_validity::TransactionValidityError},
	},
	testing_prelude::*,
};
use salus_primitives::{ids::DAY, BlockNumber, Moment, Power, Powers, RecordId};

parameter_types! {
	pub static Journal: Vec<(Event<Test>, BlockNumber, Moment)> = Vec::new();
	pub static Roots: u64 = 0;
}

/// Runs a test, then checks every invariant that state, events and deposits tell.
pub fn run(test: impl FnOnce()) {
	Journal::set(Vec::new());
	new_test_ext().execute_with(|| {
		test();
		check();
	});
}

/// The invariants.
pub fn check() {
	HealthRecords::do_try_state().unwrap();
	check_deposits();
	keep_events();
	let mut replay = Replay::default();
	for (event, block, now) in Journal::get() {
		replay.hear(&event, block, now);
	}
	replay.agrees();
}

/// Each patient's row has its deposit, and nothing is on hold that no row stands for.
fn check_deposits() {
	let held: u64 = (0..=STRANGER).map(deposited).sum();
	assert_eq!(held, Patients::<Test>::iter().count() as u64 * deposit(), "deposits");
}

/// What a patient's row costs.
pub fn deposit() -> u64 {
	HealthRecords::patient_footprint().size
}

pub fn deposited(who: u64) -> u64 {
	Balances::balance_on_hold(&HoldReason::Patient.into(), &who)
}

/// Sends a call as a transaction would.
pub fn send(who: u64, call: Call<Test>) -> DispatchResult {
	send_from(RuntimeOrigin::signed(who), call)
}

pub fn send_from(origin: RuntimeOrigin, call: Call<Test>) -> DispatchResult {
	RuntimeCall::from(call).dispatch(origin).map(drop).map_err(|failed| failed.error)
}

/// As a general transaction in a block: nobody signs it and nobody pays.
pub fn submit(call: Call<Test>) -> Result<DispatchResult, TransactionValidityError> {
	let call = RuntimeCall::from(call);
	let info = call.get_dispatch_info();
	let extension = AuthorizeCall::<Test>::new();
	let done = extension.dispatch_transaction(None.into(), call, &info, 0, 0)?;
	Ok(done.map(drop).map_err(|failed| failed.error))
}

// Time.

/// Moves to a later block at `to`. No hook runs: rights follow the clock.
pub fn at(to: Moment) {
	assert!(to >= Now::get(), "time does not run back");
	keep_events();
	Now::set(to);
	next_block();
}

pub fn after(time: Moment) {
	at(Now::get() + time);
}

/// Moves to the next block; no time passes.
pub fn next_block() {
	blocks(1);
}

pub fn blocks(n: u64) {
	keep_events();
	System::set_block_number(System::block_number() + n);
}

/// The hook before the transactions.
pub fn poll() {
	<HealthRecords as Hooks<u64>>::on_poll(System::block_number(), &mut WeightMeter::new());
}

/// The hook after them.
pub fn idle() {
	<HealthRecords as Hooks<u64>>::on_idle(System::block_number(), Weight::MAX);
}

/// Moves to a later block at `to` and runs its hooks.
pub fn turn(to: Moment) {
	at(to);
	poll();
	idle();
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

// What tests start from.

pub fn guardian(key: u64, powers: &[Power], until: Moment) -> Guardian<u64> {
	Guardian { key, powers: Powers::of(powers), until }
}

pub fn guardians_of(list: Vec<Guardian<u64>>, threshold: u8) -> Guardians<u64> {
	Guardians { list: list.try_into().unwrap(), threshold }
}

/// The three of the mock; two of two recover.
pub fn guardians() -> Guardians<u64> {
	let [all, recovers, records] = GUARDIANS;
	let list = vec![
		guardian(all, &Power::ALL, GUARDED),
		guardian(recovers, &[Power::Recovery], Moment::MAX),
		guardian(records, &[Power::Records], Moment::MAX),
	];
	guardians_of(list, 2)
}

/// The patient with its guardians.
pub fn entered() -> u64 {
	assert_ok!(send(HOSPITAL, enter(HOSPITAL, PATIENT, guardians())));
	PATIENT
}

/// A patient without guardians.
pub fn alone(patient: u64) -> u64 {
	assert_ok!(send(HOSPITAL, enter(HOSPITAL, patient, Guardians::default())));
	patient
}

/// The hospital closes the relationship with the patient as soon as it may.
pub fn closed() {
	after(2 * DAY);
	blocks(11);
	assert_ok!(send(HOSPITAL, calls::close(HOSPITAL, PATIENT)));
}

/// A root that no record has.
pub fn root() -> H256 {
	Roots::mutate(|n| *n += 1);
	H256::from_low_u64_be(Roots::get())
}

pub fn anchored_for(patient: u64, set: u8) -> RecordId {
	let root = root();
	assert_ok!(send(HOSPITAL, anchor(HOSPITAL, root, patient, set)));
	HealthRecords::id(licence(HOSPITAL), Now::get(), root)
}

/// A record in set 0 of the patient, who is entered with it.
pub fn anchored() -> RecordId {
	anchored_for(entered(), 0)
}

pub fn give(patient: u64, gift: Gift) {
	assert_ok!(send(patient, calls::grant(patient, gift)));
}

/// A record, and the clinic's grant of its set.
pub fn granted() -> RecordId {
	let id = anchored();
	give(PATIENT, gift());
	id
}

/// The clinician breaks the glass on set 0.
pub fn broken_by(by: u64, patient: u64) -> IncidentId {
	assert_ok!(send(by, calls::break_glass(by, patient, 1)));
	LastIncident::<Test>::get()
}

/// A record, and an emergency in which the clinician opens its set.
pub fn broken() -> (RecordId, IncidentId) {
	(anchored(), broken_by(CLINICIAN, PATIENT))
}

/// Two guardians decide on [`SUCCESSOR`]; when it takes effect.
pub fn decided() -> Moment {
	for who in &GUARDIANS[..2] {
		assert_ok!(send(*who, calls::recover(PATIENT, SUCCESSOR)));
	}
	match patient(PATIENT).recovery {
		Some(Recovery::Decided { effective_at, .. }) => effective_at,
		other => panic!("not decided: {other:?}"),
	}
}

/// The key is lost and replaced.
pub fn recovered() {
	at(decided());
}

/// The licence ends and the other hospital takes over.
pub fn succeeded() {
	fault(HOSPITAL, Some(salus_primitives::LicenceFault::Ended));
	assert_ok!(send(REGISTRAR, calls::succeed(HOSPITAL, OTHER_HOSPITAL)));
}

// Rows, settled.

pub fn kept(id: RecordId) -> KeptRecord<u64, ()> {
	match HealthRecords::record(id) {
		Some(Record::Kept(kept)) => kept,
		other => panic!("not kept: {other:?}"),
	}
}

pub fn marker(id: RecordId) -> Marker {
	match HealthRecords::record(id) {
		Some(Record::Shredded(marker)) => marker,
		other => panic!("not shredded: {other:?}"),
	}
}

pub fn granted_in(patient: u64, slot: u8) -> Grant<u64> {
	let mut all = HealthRecords::grants(patient).into_iter();
	all.find(|(at, _)| *at == slot).map(|(_, grant)| grant).unwrap()
}

/// What is left of the grant in slot 0.
pub fn state() -> GrantState {
	granted_in(PATIENT, 0).state
}

pub fn incident(patient: u64, id: IncidentId) -> Incident {
	let page = HealthRecords::incidents(patient, Some(id), 1);
	page.items.into_iter().find(|(found, _)| *found == id).unwrap().1
}

pub fn patient(key: u64) -> Patient<u64, ()> {
	HealthRecords::patient(key).unwrap()
}

pub fn suspended(who: u64) -> bool {
	HealthRecords::conduct(licence(who)).1
}
