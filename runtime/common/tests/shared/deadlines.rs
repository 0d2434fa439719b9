//! Deadlines need no transaction, and no number of transactions keeps them from being met.

use super::{
	money::*,
	support::{self, *},
};
use frame_support::{assert_ok, dispatch::DispatchClass, traits::Get};
use pallet_health_records::Due as Explanations;
use pallet_migrations::MigrationCursor;
use pallet_registry::{Call as Registry, Ground};
use pallet_reimbursement_escrow::{Cause, ClaimKey, Due, DueKey, Stage};
use runtime::{
	constants::{RuntimeBlockWeights, SLOT_DURATION},
	AccountId, Executive, Moment, Runtime, RuntimeCall, System,
};
use salus_primitives::ids::HOUR;
use salus_runtime_common::constants::share;
use sp_core::H256;
use sp_runtime::Perbill;

/// Dispenses of one item: all but the last that there is room for, which would have to be of the whole rest.
const DISPENSES: u8 = 15;
/// Items that are claimed.
const ITEMS: u8 = 20;
/// What each claim is worth: nothing the insurer says nothing about is worth more.
const WORTH: u128 = 7;

/// Deadlines of claims for which every block has room.
fn guaranteed() -> u32 {
	<Runtime as pallet_reimbursement_escrow::Config>::DuePerBlock::get()
}

/// Several hundred claims, each due a little after the ones before.
fn many_claims() -> Vec<ClaimKey> {
	let mut keys = Vec::new();
	for salt in 0..ITEMS {
		let id = held_item(salt);
		let keys_of_item = (0..DISPENSES).map(|seq| key_of(id, seq));
		let dispenses = (0..DISPENSES).map(|_| RuntimeCall::from(dispense(id, 1)));
		let claims = keys_of_item.clone().map(|key| submit(key, WORTH).into());
		let calls = dispenses.chain(claims).collect();
		assert_ok!(act("Pharmacy", pallet_utility::Call::batch_all { calls }));
		keys.extend(keys_of_item);
	}
	keys
}

/// The claims in the queue of deadlines, in order.
fn queue() -> Vec<ClaimKey> {
	Due::<Runtime>::iter_keys()
		.filter_map(|(_, key)| match key {
			DueKey::Claim(key) => Some(key),
			_ => None,
		})
		.collect()
}

/// Fills a block: calls that are dear and refused, for the ordinary share, and the council's for the rest.
fn fill() {
	let apply = |who: &str, call: RuntimeCall| {
		Executive::apply_extrinsic(signed(&support::key(who), call)).is_ok()
	};
	for licences in [64, 8, 1] {
		let suspend = || Registry::suspend {
			licences: vec![PHARMACY; licences].try_into().unwrap(),
			ground: Ground::Ordinary,
			decision: H256::zero(),
		};
		while apply("Bob", suspend().into()) {}
	}
	for licences in [64, 8, 1] {
		let suspend = Registry::<Runtime>::suspend {
			licences: vec![PHARMACY; licences].try_into().unwrap(),
			ground: Ground::Ordinary,
			decision: H256::zero(),
		};
		let proposal = Box::new(RuntimeCall::from(suspend));
		while apply(
			"Alice",
			pallet_collective::Call::execute { proposal: proposal.clone(), length_bound: 1_000 }
				.into(),
		) {}
	}
	// Of time or of proof.
	let most = RuntimeBlockWeights::get().get(DispatchClass::Normal).max_total.unwrap();
	let used = *System::block_weight().get(DispatchClass::Normal);
	assert!(
		used.any_gt(share(Perbill::from_percent(98), most)),
		"the block is not full: {used:?} of {most:?}"
	);
}

#[test]
fn full_blocks_starve_no_deadline() {
	development(|| {
		wait(0);
		fund(CARE, 1_000_000);
		contract(HOUR, WORTH);
		let claims = many_claims();
		let due = queue();
		assert_eq!(due.len(), claims.len());
		let (pool, pharmacy) = (pool_hold(CARE, "Insurer"), all_of(CARE, "Pharmacy"));

		block(fill);
		assert_eq!(paid(), []);
		let mut order = Vec::new();
		let mut blocks = 0;
		block_after(HOUR, fill);
		while order.len() < due.len() {
			let fired = paid();
			let least = (due.len() - order.len()).min(guaranteed() as usize);
			assert!(fired.len() >= least, "{} of {least} in block {blocks}", fired.len());
			assert!(fired.iter().all(|paid| (paid.1, paid.2) == (WORTH, Cause::Deadline)));
			order.extend(fired.into_iter().map(|(key, ..)| key));
			blocks += 1;
			block(fill);
		}
		assert!(blocks > 1, "more claims are needed to see the order across blocks");
		assert_eq!(order, due, "in the order of time, each once");
		assert_eq!(paid(), []);
		assert!(claims.iter().all(|key| matches!(stage(*key), Stage::Paid { .. })));
		let sum = WORTH * claims.len() as u128;
		assert_eq!(pool_hold(CARE, "Insurer"), pool - sum);
		assert_eq!(all_of(CARE, "Pharmacy"), pharmacy + sum);
	});
}

/// An empty block serves its slice and what its rest allows, and no more when more is due: the rate at which an operator sees a
/// backlog shrink. Entries whose rows are gone weigh as much as others.
#[test]
fn a_backlog_shrinks_at_a_steady_rate() {
	const ROWS: u64 = 1_000;

	development(|| {
		wait(0);
		for n in 0..ROWS {
			let (at, id) = (now() + n, H256::from_low_u64_be(n));
			Due::<Runtime>::insert((at.to_be_bytes(), DueKey::Claim(key_of(id, 0))), ());
			Explanations::<Runtime>::insert((at.to_be_bytes(), (AccountId::new(id.0), n)), ());
		}
		let left = || [Due::<Runtime>::iter().count(), Explanations::<Runtime>::iter().count()];
		let served_in_block = || {
			let before = left();
			wait(HOUR);
			[before[0] - left()[0], before[1] - left()[1]]
		};
		let served = served_in_block();
		assert_eq!(served_in_block(), served);
		let least = [guaranteed(), <Runtime as pallet_health_records::Config>::DuePerBlock::get()];
		for ((what, served), least) in ["claims", "emergencies"].into_iter().zip(served).zip(least)
		{
			let per_minute = served as Moment * 60_000 / SLOT_DURATION;
			println!("a backlog of {what}: {served} in an empty block, {per_minute} in a minute");
			assert!(served >= 3 * least as usize, "{served} of {least}");
		}
	});
}

#[test]
fn a_migration_pauses_deadlines_and_loses_none() {
	development(|| {
		wait(0);
		fund(CARE, 1_000);
		contract(HOUR, WORTH);
		let id = held_item(1);
		assert_ok!(act("Pharmacy", dispense(id, 1)));
		let key = key_of(id, 0);
		assert_ok!(act("Pharmacy", submit(key, WORTH)));

		// As while one runs: only inherents, no hooks.
		pallet_migrations::Cursor::<Runtime>::put(MigrationCursor::Stuck);
		wait(2 * HOUR);
		wait(HOUR);
		assert_eq!(paid(), []);
		// Rights follow the clock all the same.
		let pay_by = stage(key);
		assert!(matches!(pay_by, Stage::Payable { cause: Cause::Deadline, .. }), "{pay_by:?}");

		pallet_migrations::Cursor::<Runtime>::kill();
		wait(0);
		assert_eq!(paid(), [(key, WORTH, Cause::Deadline)]);
		wait(0);
		assert_eq!(paid(), []);
	});
}

#[test]
fn a_block_has_room_for_its_deadlines_beside_everything_else() {
	use pallet_reimbursement_escrow::WeightInfo;

	type Weights = <Runtime as pallet_reimbursement_escrow::Config>::WeightInfo;
	let weights = RuntimeBlockWeights::get();
	let deadlines = Weights::fire().saturating_mul(guaranteed().into());
	let ordinary = weights.get(DispatchClass::Normal).max_total.unwrap();
	assert!(deadlines.saturating_add(ordinary).all_lte(weights.max_block));
}
