//! An otherwise empty block after an outage: tens of thousands of deadlines have passed, in a big state.

use super::{recorded, row, ROWS};
use crate::shared::{money::*, support::*};
use codec::Encode;
use frame_support::{
	assert_ok,
	traits::{fungible, fungibles},
	weights::Weight,
};
use pallet_health_records::{
	BreakGlassReason, Conduct, Conducts, Due as Explanations, Event as Records, Incident,
	IncidentId, IncidentState, Incidents, Unexplained,
};
use pallet_prescriptions::Items;
use pallet_registry::{Files, Licence, Licences};
use pallet_reimbursement_escrow::{
	Cause, Claim, ClaimOf, Claims, Debts, Due, DueKey, Payee, Payees, Pools, Shortfalls, Split,
	Stage, Waits,
};
use runtime::{
	constants::MAXIMUM_BLOCK_WEIGHT, AccountId, Assets, Balance, Balances, Moment,
	ReimbursementEscrow, Runtime, RuntimeEvent, RuntimeOrigin, System,
};
use salus_primitives::{
	ids::{DAY, HOUR},
	LicenceId, Role, Trail,
};
use salus_runtime_common::{constants::UNIT, genesis::reimbursement};
use sp_io::hashing::blake2_256;

/// How many claims a payer has.
const OF_PAYER: u32 = 100;
/// How many claims a provider has, and how many emergencies a clinician, who is the same licence here.
const OF_PROVIDER: u32 = 10;
/// The first licence of a payer, and of a provider.
const FIRST_PAYER: LicenceId = 1_000;
const FIRST_PROVIDER: LicenceId = 1_000_000;
/// What each claim is worth.
const WORTH: Balance = 7;
/// How long the outage lasts: every prescription has expired meanwhile, so that the sweep has to write each.
const OUTAGE: Moment = 30 * DAY;

fn payer_of(n: u32) -> LicenceId {
	FIRST_PAYER + n / OF_PAYER
}

/// Each payer's claims are of different providers.
fn provider_of(n: u32, rows: u32) -> LicenceId {
	FIRST_PROVIDER + n % (rows / OF_PROVIDER)
}

/// A licence with a key of its own, which has some money.
fn enter(licence: LicenceId, role: Role, funds: Balance) -> AccountId {
	let holder = AccountId::new(blake2_256(&licence.encode()));
	let like = Licences::<Runtime>::get(PHARMACY).unwrap();
	Licences::<Runtime>::insert(licence, Licence { holder: holder.clone(), role, ..like });
	Files::<Runtime>::insert(licence, Files::<Runtime>::get(PHARMACY).unwrap());
	<Balances as fungible::Mutate<_>>::mint_into(&holder, UNIT).unwrap();
	<Assets as fungibles::Mutate<_>>::mint_into(reimbursement::CARE, &holder, funds + 100).unwrap();
	holder
}

/// Payers with pools that suffice for their claims, and providers.
fn members(rows: u32) {
	for licence in payer_of(0)..payer_of(rows) {
		let amount = WORTH * Balance::from(OF_PAYER);
		let payer = RuntimeOrigin::signed(enter(licence, Role::Payer, amount));
		assert_ok!(ReimbursementEscrow::fund(payer, licence, CARE, amount));
	}
	for n in 0..rows / OF_PROVIDER {
		enter(provider_of(n, rows), Role::Dispenser, 0);
	}
}

/// Claims, each for an item of its own: such as the genesis pharmacy's, changed as `change` does.
fn claims(rows: u32, change: impl Fn(u32, &mut ClaimOf<Runtime>)) {
	fund(CARE, WORTH);
	contract(HOUR, WORTH);
	let id = held_item(1);
	assert_ok!(act("Pharmacy", dispense(id, 1)));
	assert_ok!(act("Pharmacy", submit(key_of(id, 0), WORTH)));
	let item = Items::<Runtime>::get(id).unwrap();
	let like = Claims::<Runtime>::get(id, (0, 0)).unwrap();
	for n in 0..rows {
		let (payer, provider) = (payer_of(n), provider_of(n, rows));
		let mut claim = Claim { payer, provider, ..like.clone() };
		change(n, &mut claim);
		Due::<Runtime>::insert((claim.due.to_be_bytes(), DueKey::Claim(key_of(row(n), 0))), ());
		Claims::<Runtime>::insert(row(n), (0, 0), claim);
		Items::<Runtime>::insert(row(n), &item);
		// The dearest payment: a part of it is set off.
		Debts::<Runtime>::insert((payer, provider, CARE), 1);
		Payees::<Runtime>::insert(provider, Payee { chosen: None, debts: OF_PROVIDER });
	}
}

/// Claims about which their payers said nothing, each due a millisecond before the last.
fn claims_due(rows: u32, end: Moment) {
	claims(rows, |n, claim| {
		claim.pay_by = end - Moment::from(n);
		claim.due = claim.pay_by;
	});
	for licence in payer_of(0)..payer_of(rows) {
		Pools::<Runtime>::mutate(licence, CARE, |pool| pool.as_mut().unwrap().free = 0);
	}
}

/// Claims that stand in their pools' lines, and funds have come back.
fn claims_waiting(rows: u32, end: Moment) {
	claims(rows, |n, claim| {
		claim.stage = Stage::Payable {
			split: Split { payer: WORTH, ..Default::default() },
			cause: Cause::Deadline,
			adjudicator: None,
			level: 0,
			earlier: None,
			owed: 0,
			since: end,
			waits: Waits::Funds,
		};
		(claim.reserved, claim.queued) = (0, true);
		(claim.pay_by, claim.due) = (end, end + 700 * DAY);
		let place = u64::from(n % OF_PAYER);
		Shortfalls::<Runtime>::insert((claim.payer, CARE), place, key_of(row(n), 0));
	});
	for licence in payer_of(0)..payer_of(rows) {
		Pools::<Runtime>::mutate(licence, CARE, |pool| {
			pool.as_mut().unwrap().tail = OF_PAYER.into();
		});
		Due::<Runtime>::insert((end.to_be_bytes(), DueKey::Queue(licence, CARE)), ());
	}
}

/// Emergencies that nobody explained, each due a millisecond before the last: closed and reported at once, the dearest.
fn emergencies_due(rows: u32, end: Moment) {
	for n in 0..rows {
		let (by, patient) = (provider_of(n, rows), AccountId::new(row(n).0));
		let (incident, at) = (IncidentId::from(n), end - Moment::from(n));
		let entry =
			Unexplained { patient: patient.clone(), incident, justify_by: at, presumed_at: at };
		Conducts::<Runtime>::mutate(by, |conduct| {
			conduct.get_or_insert_with(Conduct::default).open.try_push(entry).unwrap();
		});
		let row = Incident {
			by,
			sets: 1,
			reason: BreakGlassReason::EmergencyTreatment,
			at,
			read_until: at,
			state: IncidentState::Open { justify_by: at },
			review: 0,
			due: at,
			trail: Trail::of_key(b"HealthRecords/incident", &incident),
		};
		Incidents::<Runtime>::insert(&patient, incident, row);
		Explanations::<Runtime>::insert((at.to_be_bytes(), (patient, incident)), ());
	}
}

/// What the first block after an outage took.
struct Measured {
	paid: usize,
	closed: usize,
	reckoned: Weight,
	proof: u64,
}

/// Makes the first block after an outage, on a state in which `leave` has left so many rows of each kind.
fn after_outage(rows: u32, leave: impl Fn(u32, Moment)) -> Measured {
	let mut state = state("development");
	state.execute_with(|| {
		wait(0);
		members(rows);
		let end = now() + OUTAGE;
		leave(rows, end);
		emergencies_due(rows, end);
		System::reset_events();
	});
	let (reckoned, proof) = recorded(&mut state, || {
		wait(OUTAGE + HOUR);
		System::block_weight().total()
	});
	let (paid, closed) = state.execute_with(|| {
		let closed = |event: &RuntimeEvent| {
			matches!(event, RuntimeEvent::HealthRecords(Records::IncidentClosed { .. }))
		};
		(paid().len(), events().iter().filter(|event| closed(event)).count())
	});
	Measured { paid, closed, reckoned, proof: proof as u64 }
}

/// The proof of what `leave` has left is within what the block reckoned; and it stays within a full block's where the state is
/// too big for a test: each time that there are sixteen times as many rows, their tries are one level deeper.
fn fits(what: &str, leave: impl Fn(u32, Moment)) {
	let [small, big] = [ROWS / 16, ROWS].map(|rows| after_outage(rows, &leave));
	let level = big.proof - small.proof;
	let bigger = big.proof + 2 * level;
	println!(
		"{what}: {} paid, and {} emergencies closed, in an empty block; {} ms and {} bytes of the proof reckoned, {} recorded, \
		 about {} with {} rows of each kind, of {} in a full block",
		big.paid,
		big.closed,
		big.reckoned.ref_time() / 1_000_000_000,
		big.reckoned.proof_size(),
		big.proof,
		bigger,
		ROWS * 256,
		MAXIMUM_BLOCK_WEIGHT.proof_size(),
	);
	assert_eq!((small.paid, small.closed), (big.paid, big.closed), "not the same work");
	assert!(big.paid > 100 && big.closed > 100, "not much of a backlog");
	assert!(big.proof <= big.reckoned.proof_size());
	assert!(bigger <= MAXIMUM_BLOCK_WEIGHT.proof_size());
}

#[test]
fn claims_due_after_an_outage_make_no_large_proof() {
	fits("claims due", claims_due);
}

#[test]
fn claims_served_after_an_outage_make_no_large_proof() {
	fits("claims in line", claims_waiting);
}
