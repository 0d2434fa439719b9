//! Benchmarks, each on the dearest path: an asset with more rows than the native one, colleagues rather than the parties
//! themselves, debts and co-pays in every payment, accounts that begin, queues that wait, deadlines that move forward.

use crate::{pools::SERVED, *};
use alloc::vec::Vec;
use frame::benchmarking::prelude::*;
use salus_primitives::{ids::DAY, OnDispensed, OrganisationId, Role};
use scene::{rules, Helper, Party, Scene, BILLED, FUNDS, PART, PRICE, START};

mod scene;

/// What a benchmark needs of the pallets around this one.
pub trait BenchmarkHelper<AccountId, AssetId> {
	/// A valid, bonded licence of `role` held by `who` for an organisation.
	fn licence(who: &AccountId, role: Role, organisation: OrganisationId) -> LicenceId;

	/// An item with payable dispenses by one dispenser, each of so many units, made now; the last is [`LAST`]. It can be
	/// dispensed no more, and finding that out reads as much as it ever does.
	fn item(rx: RxId, by: LicenceId, quantity: u32);

	/// The asset that is dearest to move.
	fn asset() -> AssetId;

	/// One of [`Config::Native`].
	fn native() -> AssetId;

	/// Gives an account some of an asset.
	fn mint(asset: AssetId, who: &AccountId, amount: Balance);

	/// Sets the clock that [`Config::Time`] reads.
	fn set_time(now: Moment);
}

/// The last dispense of an item.
pub const LAST: u8 = 15;

fn judges<T: Config>(from: u32) -> BoundedVec<LicenceId, ConstU32<MAX_PANEL>> {
	let judge = |n| Party::<T>::new("judge", from + n, Role::Hospital, 100 + from + n).licence;
	BoundedVec::truncate_from((0..MAX_PANEL).map(judge).collect())
}

fn admit_code<T: Config>(carc: u16) {
	Carcs::<T>::insert(carc, CarcUse { denies: true, denies_reserved: true, adjusts: true });
}

fn stage<T: Config>(key: ClaimKey) -> Option<Stage> {
	Claims::<T>::get(key.rx, (key.dispense, key.rank)).map(|claim| claim.stage)
}

fn is_paid<T: Config>(key: ClaimKey) -> bool {
	matches!(stage::<T>(key), Some(Stage::Paid { .. }))
}

/// Whether a claim is paid but for its interest.
fn is_interest_owed<T: Config>(key: ClaimKey) -> bool {
	matches!(stage::<T>(key), Some(Stage::Payable { owed, .. }) if owed > 0)
}

/// Whether the next block is to serve a payer's pool.
fn is_service_due<T: Config>(payer: LicenceId, asset: AssetIdOf<T>) -> bool {
	let at = Pallet::<T>::now().to_be_bytes();
	Due::<T>::contains_key((at, DueKey::Queue(payer, asset)))
}

fn governance<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::GovernanceOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn set_rules() -> Result<(), BenchmarkError> {
		let origin = governance::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, rules());
		assert_eq!(RulesInForce::<T>::get(), Some(rules()));
		Ok(())
	}

	#[benchmark]
	fn set_carc() -> Result<(), BenchmarkError> {
		let origin = governance::<T>()?;
		let usage = CarcUse { denies: true, denies_reserved: true, adjusts: true };
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, 29, Some(usage));
		assert_eq!(Carcs::<T>::get(29), Some(usage));
		Ok(())
	}

	#[benchmark]
	fn admit_asset() -> Result<(), BenchmarkError> {
		let origin = governance::<T>()?;
		let asset = Helper::<T>::asset();
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, asset.clone(), true);
		assert!(AdmittedAssets::<T>::contains_key(asset));
		Ok(())
	}

	#[benchmark]
	fn set_panel() -> Result<(), BenchmarkError> {
		Scene::<T>::set();
		let origin = governance::<T>()?;
		Panels::<T>::insert(1, judges::<T>(MAX_PANEL));
		let members = judges::<T>(0);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, 2, members.clone());
		assert_eq!(Panels::<T>::get(2), members);
		Ok(())
	}

	/// Nobody waits: whom it serves is charged by `serve`.
	#[benchmark]
	fn fund() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set();
		let Scene { asset, payer, .. } = &scene;
		scene.pool(payer.licence)?;
		Helper::<T>::mint(asset.clone(), &payer.who, 2 * FUNDS);
		#[extrinsic_call]
		_(payer.origin(), payer.licence, asset.clone(), FUNDS);
		let pool = Pools::<T>::get(payer.licence, asset).ok_or("stored")?;
		assert_eq!(pool.free, 2 * FUNDS);
		Ok(())
	}

	#[benchmark]
	fn withdraw() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set();
		let Scene { asset, payer, .. } = &scene;
		scene.pool(payer.licence)?;
		Pools::<T>::mutate(payer.licence, asset, |pool| {
			pool.iter_mut().for_each(|pool| pool.free = 2 * FUNDS)
		});
		#[extrinsic_call]
		_(payer.origin(), payer.licence, asset.clone(), 2 * FUNDS);
		assert!(!Pools::<T>::contains_key(payer.licence, asset));
		Ok(())
	}

	#[benchmark]
	fn offer_contract() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set();
		let Scene { payer, pharmacy, .. } = &scene;
		#[extrinsic_call]
		_(payer.origin(), payer.licence, pharmacy.licence, scene.terms(360));
		assert!(Contracts::<T>::contains_key(payer.licence, pharmacy.licence));
		Ok(())
	}

	/// A change that ends sooner.
	#[benchmark]
	fn accept_contract() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set();
		let Scene { payer, pharmacy, .. } = &scene;
		scene.contract(payer)?;
		let hash = scene.offer(payer, 60)?;
		#[extrinsic_call]
		_(pharmacy.origin(), pharmacy.licence, payer.licence, hash);
		let contract = Contracts::<T>::get(payer.licence, pharmacy.licence).ok_or("stored")?;
		assert_eq!((contract.terms, contract.due), (scene.terms(60), START + 150 * DAY));
		Ok(())
	}

	#[benchmark]
	fn end_contract() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set();
		let Scene { payer, pharmacy, .. } = &scene;
		scene.contract(payer)?;
		#[extrinsic_call]
		_(pharmacy.origin(), pharmacy.licence, payer.licence);
		let contract = Contracts::<T>::get(payer.licence, pharmacy.licence).ok_or("stored")?;
		assert_eq!(contract.due, START + 120 * DAY);
		Ok(())
	}

	#[benchmark]
	fn set_tariff() -> Result<(), BenchmarkError> {
		let Scene::<T> { payer, .. } = Scene::set();
		#[extrinsic_call]
		_(payer.origin(), payer.licence, 1, PRICE, START, START + DAY);
		assert!(Tariffs::<T>::contains_key(payer.licence, 1));
		Ok(())
	}

	#[benchmark]
	fn cover() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set();
		let Scene { asset, payer, pharmacy, .. } = &scene;
		let rx = scene.item(0).rx;
		scene.pool(payer.licence)?;
		scene.tariff(payer)?;
		let (asset, rule, provider) = (asset.clone(), Rule::Tariff(1), Some(pharmacy.licence));
		#[extrinsic_call]
		_(payer.origin(), payer.licence, rx, 0, asset, rule, provider, START + DAY, BILLED);
		assert!(Covers::<T>::contains_key(rx, 0));
		Ok(())
	}

	#[benchmark]
	fn end_cover() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set();
		let payer = &scene.payer;
		let key = scene.item(0);
		scene.pool(payer.licence)?;
		scene.cover(key, payer, BILLED)?;
		#[extrinsic_call]
		_(payer.origin(), payer.licence, key.rx, 0);
		assert!(Covers::<T>::get(key.rx, 0).is_some_and(|row| row.due == START + AFTERLIFE));
		Ok(())
	}

	/// To the last payer, after the one before denied: the reserve of that one goes back, and the claim waits for funds.
	#[benchmark]
	fn submit() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set();
		let Scene { payer, branch, .. } = &scene;
		let key = ClaimKey { rank: MAX_RANKS - 1, ..scene.item(0) };
		let by = scene.adjudicator.licence;
		let denied = Stage::Denied { carc: 29, by, level: 0, appeal_by: START + 10 * DAY };
		for rank in 0..key.rank {
			scene.put(ClaimKey { rank, ..key }, scene.claim(denied.clone()));
		}
		scene.busy_pool()?;
		let last = Party::<T>::new("last", 0, Role::Payer, 3);
		scene.contract(&last)?;
		scene.pool(last.licence)?;
		scene.cover(key, &last, 0)?;
		scene.others_wait(last.licence);
		#[extrinsic_call]
		_(branch.origin(), branch.licence, key, last.licence, BILLED, H256::zero());
		assert!(Claims::<T>::get(key.rx, (LAST, key.rank)).is_some_and(|claim| claim.queued));
		let before = ClaimKey { rank: key.rank - 1, ..key };
		assert!(matches!(stage::<T>(before), Some(Stage::Closed { .. })));
		assert!(is_service_due::<T>(payer.licence, scene.asset.clone()));
		Ok(())
	}

	#[benchmark]
	fn notice() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set();
		let key = scene.item(0);
		let deemed_at = START + 14 * DAY;
		let submitted = Stage::Submitted { deemed_at, first: u32::MAX, rounds: 2 };
		scene.put(key, scene.claim(submitted));
		let by = &scene.adjudicator;
		#[extrinsic_call]
		_(by.origin(), by.licence, key, u32::MAX);
		assert!(matches!(stage::<T>(key), Some(Stage::Noticed { .. })));
		Ok(())
	}

	#[benchmark]
	fn resubmit() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set();
		let key = scene.item(0);
		let noticed = Stage::Noticed {
			defects: 1,
			first: 1,
			rounds: 1,
			at: START,
			answer_by: START + 10 * DAY,
		};
		scene.put(key, scene.claim(noticed));
		scene.busy_pool()?;
		let by = &scene.branch;
		#[extrinsic_call]
		_(by.origin(), by.licence, key, BILLED / 2, H256::zero());
		assert!(matches!(stage::<T>(key), Some(Stage::Submitted { .. })));
		assert!(is_service_due::<T>(scene.payer.licence, scene.asset.clone()));
		Ok(())
	}

	/// Of a dispense that was paid at once: the money goes back.
	#[benchmark]
	fn retract() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set();
		let Scene { asset, payer, pharmacy, .. } = &scene;
		let key = scene.item(0);
		let payment = Payment { cause: Cause::AtDispense, ..scene.payment(PART) };
		let paid = Stage::Paid { payment, level: 0, appeal_by: START };
		scene.put(key, ClaimOf::<T> { reserved: 0, ..scene.claim(paid) });
		scene.busy_pool()?;
		scene.copay(key.rx)?;
		Helper::<T>::mint(asset.clone(), &pharmacy.who, FUNDS);
		// Its holder may have another licence of the house.
		let other = Helper::<T>::licence(&pharmacy.who, Role::Dispenser, 2);
		#[extrinsic_call]
		_(pharmacy.origin(), other, key);
		assert!(!Pallet::<T>::claim_exists(&key));
		assert!(is_service_due::<T>(payer.licence, asset.clone()));
		Ok(())
	}

	/// A cut by a second payer: paid, with a reserve left until it is appealed or not.
	#[benchmark]
	fn adjudicate() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set();
		let key = ClaimKey { rank: 1, ..scene.item(0) };
		let promise = Promise { prior: 2 * PART, ..Promise::of_contract(6 * PART) };
		let submitted = Stage::Submitted { deemed_at: START + 14 * DAY, first: 0, rounds: 0 };
		let claim = ClaimOf::<T> { promise, reserved: 6 * PART, ..scene.claim(submitted) };
		scene.put(key, claim);
		scene.busy_pool()?;
		scene.encumber(key, scene.pharmacy.licence)?;
		let adjustments = (1..=MAX_ADJUSTMENTS as u16).map(|carc| {
			admit_code::<T>(carc);
			Adjustment { group: Group::OA, carc, amount: PART }
		});
		let adjustments = BoundedVec::truncate_from(adjustments.collect());
		let by = &scene.adjudicator;
		#[extrinsic_call]
		_(by.origin(), by.licence, key, 5 * PART, PART, adjustments);
		let claim = Claims::<T>::get(key.rx, (LAST, 1)).ok_or("stored")?;
		assert_eq!(claim.due, START + 10 * DAY);
		assert!(is_paid::<T>(key) && claim.reserved > 0);
		Ok(())
	}

	#[benchmark]
	fn deny() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set();
		let key = scene.item(0);
		let deemed_at = START + 14 * DAY;
		scene.put(key, scene.claim(Stage::Submitted { deemed_at, first: 0, rounds: 0 }));
		admit_code::<T>(29);
		let by = &scene.adjudicator;
		#[extrinsic_call]
		_(by.origin(), by.licence, key, 29);
		assert!(matches!(stage::<T>(key), Some(Stage::Denied { .. })));
		Ok(())
	}

	/// By a regulator, against a cut.
	#[benchmark]
	fn appeal() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set();
		let regulator = Party::<T>::new("regulator", 0, Role::Regulator, 3);
		let key = scene.item(0);
		let payment = scene.payment(PART);
		let paid = Stage::Paid { payment, level: 0, appeal_by: START + 10 * DAY };
		scene.put(key, scene.claim(paid));
		#[extrinsic_call]
		_(regulator.origin(), regulator.licence, key, H256::zero());
		assert!(matches!(stage::<T>(key), Some(Stage::Appealed { .. })));
		Ok(())
	}

	/// The last vote of level 2, which pays, late.
	#[benchmark]
	fn vote() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set();
		let judge = Party::<T>::new("last", 0, Role::Hospital, 99);
		let mut panel = judges::<T>(0);
		panel[MAX_PANEL as usize - 1] = judge.licence;
		let regulator = Party::<T>::new("regulator", 0, Role::Regulator, 3);
		let key = scene.item(0);
		let votes = (0..4).map(|n| (panel[n], n % 2 == 0)).collect::<Vec<_>>();
		let stage = Stage::Appealed {
			ruling: Ruling::Denial { carc: 29, by: scene.adjudicator.licence },
			by: regulator.licence,
			level: 2,
			decide_by: START + 30 * DAY,
			last_by: START + 30 * DAY,
			votes: BoundedVec::truncate_from(votes),
		};
		let heard = BoundedVec::truncate_from(judges::<T>(MAX_PANEL).into_inner());
		scene.put(key, ClaimOf::<T> { heard, pay_by: START, ..scene.claim(stage) });
		scene.busy_pool()?;
		scene.encumber(key, scene.pharmacy.licence)?;
		Panels::<T>::insert(2, panel);
		Helper::<T>::set_time(START + 20 * DAY);
		#[extrinsic_call]
		_(judge.origin(), judge.licence, key, true);
		assert!(is_interest_owed::<T>(key));
		Ok(())
	}

	#[benchmark]
	fn order_reversal() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set();
		let regulator = Party::<T>::new("regulator", 0, Role::Regulator, 3);
		let key = scene.item(0);
		let payment = scene.payment(PART);
		let paid = Stage::Paid { payment, level: 0, appeal_by: START };
		scene.put(key, ClaimOf::<T> { reserved: 0, ..scene.claim(paid) });
		#[extrinsic_call]
		_(regulator.origin(), regulator.licence, key, PART);
		assert!(matches!(stage::<T>(key), Some(Stage::Recouped { .. })));
		assert!(Payees::<T>::contains_key(scene.pharmacy.licence));
		Ok(())
	}

	#[benchmark]
	fn hold_copay() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set();
		let rx = scene.item(0).rx;
		let who = RawOrigin::Signed(scene.friend(rx));
		#[extrinsic_call]
		_(who, rx, scene.asset.clone(), BILLED, START + DAY);
		assert!(Copays::<T>::contains_key(rx));
		Ok(())
	}

	#[benchmark]
	fn release_copay() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set();
		let rx = scene.item(0).rx;
		let who = RawOrigin::Signed(scene.copay(rx)?);
		Helper::<T>::set_time(START + 366 * DAY);
		#[extrinsic_call]
		_(who, rx);
		assert!(Copays::<T>::get(rx).is_some_and(|copay| copay.remaining == 0));
		Ok(())
	}

	#[benchmark]
	fn set_payee() -> Result<(), BenchmarkError> {
		let Scene::<T> { pharmacy, .. } = Scene::set();
		let bank: T::AccountId = account("bank", 0, 0);
		Helper::<T>::mint(Helper::<T>::native(), &bank, BILLED);
		#[extrinsic_call]
		_(pharmacy.origin(), pharmacy.licence, Some(bank));
		assert!(Payees::<T>::contains_key(pharmacy.licence));
		Ok(())
	}

	/// A claim: what a pool's queue takes is charged by `serve`.
	#[benchmark]
	fn poke() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set();
		let key = scene.unheard()?;
		#[extrinsic_call]
		_(scene.payer.origin(), DueKey::Claim(key));
		assert!(is_interest_owed::<T>(key));
		Ok(())
	}

	/// A dispense with a cover that pays nothing at once.
	#[benchmark]
	fn on_dispensed_uncovered() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set();
		let key = scene.item(0);
		scene.pool(scene.payer.licence)?;
		scene.cover(key, &scene.payer, 0)?;
		let facts = T::Dispenses::get(&(key.rx, key.dispense)).ok_or("dispensed")?;
		#[block]
		{
			Pallet::<T>::on_dispensed(&facts);
		}
		assert!(!Pallet::<T>::claim_exists(&key));
		Ok(())
	}

	/// A dispense paid in its own block.
	#[benchmark]
	fn on_dispensed_paid() -> Result<(), BenchmarkError> {
		let facts = Scene::<T>::set().preauthorised()?;
		#[block]
		{
			Pallet::<T>::on_dispensed(&facts);
		}
		assert!(is_paid::<T>(ClaimKey { rx: facts.rx, dispense: LAST, rank: 0 }));
		Ok(())
	}

	/// The same in the native asset.
	#[benchmark]
	fn on_dispensed_paid_native() -> Result<(), BenchmarkError> {
		let facts = Scene::<T>::set_in(Helper::<T>::native()).preauthorised()?;
		#[block]
		{
			Pallet::<T>::on_dispensed(&facts);
		}
		assert!(is_paid::<T>(ClaimKey { rx: facts.rx, dispense: LAST, rank: 0 }));
		Ok(())
	}

	/// A dispense paid in its own block, less a debt, with a co-pay.
	#[benchmark]
	fn on_dispensed_set_off() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set();
		let facts = scene.preauthorised()?;
		let key = ClaimKey { rx: facts.rx, dispense: LAST, rank: 0 };
		scene.encumber(key, scene.pharmacy.licence)?;
		scene.others_wait(scene.payer.licence);
		#[block]
		{
			Pallet::<T>::on_dispensed(&facts);
		}
		assert!(is_paid::<T>(key));
		assert!(is_service_due::<T>(scene.payer.licence, scene.asset));
		Ok(())
	}

	/// A dispense that payers of all ranks paid, and the last one is about to correct.
	#[benchmark]
	fn withdrawn() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set();
		let first = scene.item(0);
		scene.copay(first.rx)?;
		Helper::<T>::mint(scene.asset.clone(), &scene.pharmacy.who, FUNDS);
		for rank in 0..MAX_RANKS {
			let payer = Party::<T>::new("of_rank", rank.into(), Role::Payer, 10 + u32::from(rank));
			let payment = scene.payment(PART);
			let stage = if rank + 1 < MAX_RANKS {
				Stage::Paid { payment, level: 0, appeal_by: START }
			} else {
				Stage::Payable {
					split: payment.split,
					cause: Cause::Appeal,
					adjudicator: None,
					level: 1,
					earlier: Some(payment),
					owed: PART,
					since: START,
					waits: Waits::Funds,
				}
			};
			let claim = ClaimOf::<T> { payer: payer.licence, reserved: 0, ..scene.claim(stage) };
			scene.put(ClaimKey { rank, ..first }, claim);
			scene.pool(payer.licence)?;
			scene.others_wait(payer.licence);
		}
		let done;
		#[block]
		{
			done = Pallet::<T>::withdrawn(&(first.rx, LAST));
		}
		done?;
		for rank in 0..MAX_RANKS {
			let stage = stage::<T>(ClaimKey { rank, ..first });
			assert!(matches!(stage, Some(Stage::Reversed { .. })));
		}
		Ok(())
	}

	/// One entry of the queue of deadlines: found, and a claim paid. What a pool's queue takes is charged by `serve`.
	#[benchmark]
	fn fire() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set();
		let key = scene.unheard()?;
		#[block]
		{
			if let Some((at, key)) = Due::<T>::iter_keys().next() {
				Pallet::<T>::fire((Moment::from_be_bytes(at), key));
			}
		}
		assert!(is_interest_owed::<T>(key));
		Ok(())
	}

	/// Claims that wait for a pool's funds, each paid.
	#[benchmark]
	fn serve(n: Linear<0, SERVED>) -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set();
		scene.pool(scene.payer.licence)?;
		let keys = (0..n).map(|n| scene.waiting(n)).collect::<Result<Vec<_>, _>>()?;
		Helper::<T>::set_time(START + 30 * DAY);
		#[block]
		{
			Pallet::<T>::serve_and_schedule(scene.payer.licence, &scene.asset);
		}
		assert!(keys.into_iter().all(is_paid::<T>));
		Ok(())
	}

	/// A look at the queue of deadlines, the first of which lies ahead.
	#[benchmark]
	fn fire_nothing() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set();
		scene.copay(scene.item(0).rx)?;
		#[block]
		{
			Pallet::<T>::fire_in_rest(Weight::MAX);
		}
		assert_eq!(Due::<T>::iter_keys().count(), 1);
		Ok(())
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::tests::mock::new_test_ext(),
		crate::tests::mock::Test
	);
}
