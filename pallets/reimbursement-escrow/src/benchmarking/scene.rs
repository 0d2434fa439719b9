//! Parties, pools and claims to measure with.

use super::LAST;
use crate::{covers::NewCover, rows::NOWHERE, *};
use alloc::vec;
use codec::Encode;
use frame::benchmarking::prelude::*;
use salus_primitives::{ids::DAY, Actor, OrganisationId, Role};

/// A time at which the clocks of all chains have long been running.
pub const START: Moment = 1_800_000_000_000;
/// What a claim asks for: far above every least balance.
pub const BILLED: Balance = 12_000_000_000_000;
/// A twelfth of it.
pub const PART: Balance = BILLED / 12;
/// Less than the interest on it of a month.
const DEBT: Balance = PART / 100;
/// What payers have.
pub const FUNDS: Balance = 100 * BILLED;
/// Units of a dispense.
pub const QUANTITY: u32 = 100;

/// The price of [`QUANTITY`] units is [`BILLED`].
pub const PRICE: PriceRule = PriceRule {
	per_fill: 0,
	per_unit: BILLED / QUANTITY as Balance,
	cap: BILLED,
	fixed: PART,
	ppm: 100_000,
};

pub type Helper<T> = <T as Config>::BenchmarkHelper;

/// Somebody with a licence.
#[derive(CloneNoBound)]
pub struct Party<T: Config> {
	pub who: T::AccountId,
	pub licence: LicenceId,
}

impl<T: Config> Party<T> {
	pub fn new(name: &'static str, index: u32, role: Role, organisation: OrganisationId) -> Self {
		let who: T::AccountId = account(name, index, 0);
		let licence = Helper::<T>::licence(&who, role, organisation);
		if role == Role::Payer {
			let actor = Actor { account: who.clone(), organisation, role, bonded: true };
			for _ in 0..8 {
				T::Ticket::ensure_successful(&actor, Pallet::<T>::size_of::<ContractOf<T>>());
			}
		}
		Party { who, licence }
	}

	pub fn origin(&self) -> RawOrigin<T::AccountId> {
		RawOrigin::Signed(self.who.clone())
	}
}

/// Two sides, each with a colleague.
pub struct Scene<T: Config> {
	pub asset: AssetIdOf<T>,
	pub payer: Party<T>,
	pub adjudicator: Party<T>,
	pub pharmacy: Party<T>,
	pub branch: Party<T>,
}

impl<T: Config> Scene<T> {
	pub fn set() -> Self {
		Self::set_in(Helper::<T>::asset())
	}

	pub fn set_in(asset: AssetIdOf<T>) -> Self {
		Helper::<T>::set_time(START);
		frame_system::Pallet::<T>::set_block_number(1u32.into());
		RulesInForce::<T>::put(rules());
		AdmittedAssets::<T>::insert(&asset, ());
		Scene {
			asset,
			payer: Party::new("payer", 0, Role::Payer, 1),
			adjudicator: Party::new("adjudicator", 0, Role::Payer, 1),
			pharmacy: Party::new("pharmacy", 0, Role::Dispenser, 2),
			branch: Party::new("branch", 0, Role::Dispenser, 2),
		}
	}

	/// A pool on the account of the payer's former key.
	pub fn pool(&self, payer: LicenceId) -> Result<(), BenchmarkError> {
		let treasury: T::AccountId = account("treasury", payer, 0);
		Helper::<T>::mint(self.asset.clone(), &treasury, 3 * FUNDS);
		Pallet::<T>::put_on_hold(&self.asset, &treasury, &treasury, 2 * FUNDS)?;
		let pool = Pool { account: treasury, free: FUNDS, head: 0, tail: 0 };
		Pools::<T>::insert(payer, &self.asset, pool);
		Ok(())
	}

	/// Others wait for the pool's funds.
	pub fn others_wait(&self, payer: LicenceId) {
		Pools::<T>::mutate(payer, &self.asset, |pool| {
			pool.iter_mut().for_each(|pool| pool.tail += 1)
		});
	}

	pub fn busy_pool(&self) -> Result<(), BenchmarkError> {
		self.pool(self.payer.licence)?;
		self.others_wait(self.payer.licence);
		Ok(())
	}

	/// An item that the pharmacy has dispensed.
	pub fn item(&self, n: u32) -> ClaimKey {
		self.item_of(n, self.pharmacy.licence)
	}

	pub fn item_of(&self, n: u32, by: LicenceId) -> ClaimKey {
		let rx = frame::hashing::blake2_256(&n.to_le_bytes()).into();
		Helper::<T>::item(rx, by, QUANTITY);
		ClaimKey { rx, dispense: LAST, rank: 0 }
	}

	/// A claim that was promised by a pre-authorisation whose row is gone.
	pub fn claim(&self, stage: Stage) -> ClaimOf<T> {
		let promise = Promise::of_rule(&PRICE, BILLED, Promisor::Preauthorisation);
		Claim {
			payer: self.payer.licence,
			provider: self.pharmacy.licence,
			asset: self.asset.clone(),
			billed: BILLED,
			promise,
			reserved: promise.split(BILLED).payer,
			interest_ppm: 100_000,
			pay_by: START + 30 * DAY,
			heard: Default::default(),
			queued: false,
			due: NOWHERE,
			stage,
			trail: rows::trail_of(&ClaimKey { rx: H256::zero(), dispense: 0, rank: 0 }),
		}
	}

	/// Stores a claim as if it had come to its stage now.
	pub fn put(&self, key: ClaimKey, mut claim: ClaimOf<T>) {
		let next = claim.next_look(T::Retention::get(), Pallet::<T>::now());
		Pallet::<T>::bring_forward(&mut claim.due, next, DueKey::Claim(key));
		Claims::<T>::insert(key.rx, (key.dispense, key.rank), claim);
	}

	/// Makes every payment dear: the provider owes something, which is settled wholly, and somebody holds a co-pay.
	pub fn encumber(&self, key: ClaimKey, provider: LicenceId) -> Result<(), BenchmarkError> {
		let debt = (self.payer.licence, provider, self.asset.clone());
		Pallet::<T>::add_debt(debt, DEBT)?;
		self.copay(key.rx).map(drop)
	}

	pub fn copay(&self, rx: RxId) -> Result<T::AccountId, BenchmarkError> {
		let who = self.friend(rx);
		let until = START + 366 * DAY;
		Pallet::<T>::do_hold_copay(who.clone(), rx, self.asset.clone(), BILLED, until)?;
		Ok(who)
	}

	/// Somebody with money for a patient.
	pub fn friend(&self, rx: RxId) -> T::AccountId {
		let [a, b, c, d, ..] = rx.0;
		let who: T::AccountId = account("friend", u32::from_le_bytes([a, b, c, d]), 0);
		T::CopayTicket::ensure_successful(&who, Pallet::<T>::size_of::<CopayOf<T>>());
		Helper::<T>::mint(self.asset.clone(), &who, 2 * BILLED);
		who
	}

	pub fn terms(&self, days: Moment) -> TermsOf<T> {
		Terms {
			asset: self.asset.clone(),
			notice: 14 * DAY,
			pay: 30 * DAY,
			filing: 90 * DAY,
			interest_ppm: 100_000,
			silent_cap: BILLED,
			until: START + days * DAY,
		}
	}

	pub fn offer(&self, payer: &Party<T>, days: Moment) -> Result<H256, BenchmarkError> {
		let terms = self.terms(days);
		let hash = frame::hashing::blake2_256(&terms.encode()).into();
		let provider = self.pharmacy.licence;
		Pallet::<T>::do_offer_contract(payer.who.clone(), payer.licence, provider, terms)?;
		Ok(hash)
	}

	pub fn contract(&self, payer: &Party<T>) -> Result<(), BenchmarkError> {
		let hash = self.offer(payer, 360)?;
		let Party { who, licence } = self.pharmacy.clone();
		Pallet::<T>::do_accept_contract(who, licence, payer.licence, hash)?;
		Ok(())
	}

	pub fn tariff(&self, payer: &Party<T>) -> DispatchResult {
		let (from, until) = (START, START + 1_000 * DAY);
		Pallet::<T>::do_set_tariff(payer.who.clone(), payer.licence, 1, PRICE, from, until)
	}

	/// By tariff, for one dispenser.
	pub fn cover(
		&self,
		key: ClaimKey,
		payer: &Party<T>,
		reserve: Balance,
	) -> Result<(), BenchmarkError> {
		self.tariff(payer)?;
		let new = NewCover {
			asset: self.asset.clone(),
			rule: Rule::Tariff(1),
			provider: Some(self.pharmacy.licence),
			until: START + 300 * DAY,
			reserve,
		};
		Pallet::<T>::do_cover(payer.who.clone(), payer.licence, key.rx, key.rank, new)?;
		Ok(())
	}

	/// A pre-authorisation, and the facts of a dispense under it.
	pub fn preauthorised(&self) -> Result<salus_primitives::Facts, BenchmarkError> {
		let key = self.item(0);
		self.pool(self.payer.licence)?;
		self.cover(key, &self.payer, BILLED)?;
		let facts = T::Dispenses::get(&(key.rx, key.dispense)).ok_or("dispensed")?;
		Ok(facts)
	}

	/// A claim on which both panels have been silent: by its cover it is to be paid, late. Its interest will have to wait in
	/// line.
	pub fn unheard(&self) -> Result<ClaimKey, BenchmarkError> {
		let key = self.item(0);
		let stage = Stage::Appealed {
			ruling: Ruling::Denial { carc: 29, by: self.adjudicator.licence },
			by: self.pharmacy.licence,
			level: 1,
			decide_by: START + 5 * DAY,
			last_by: START + 10 * DAY,
			votes: BoundedVec::truncate_from(vec![(1, true), (2, false)]),
		};
		self.put(key, ClaimOf::<T> { pay_by: START, ..self.claim(stage) });
		self.busy_pool()?;
		self.encumber(key, self.pharmacy.licence)?;
		Helper::<T>::set_time(START + 30 * DAY);
		Ok(key)
	}

	/// A claim, owed by the payer for a while, in the line for its funds; each of a provider of its own.
	pub fn waiting(&self, n: u32) -> Result<ClaimKey, BenchmarkError> {
		let provider = Party::<T>::new("provider", n, Role::Dispenser, 10 + n).licence;
		let key = self.item_of(n, provider);
		let claim = self.claim(Stage::Submitted { deemed_at: START, first: 0, rounds: 0 });
		let stage = Stage::Payable {
			split: claim.promise.split(BILLED),
			cause: Cause::Deadline,
			adjudicator: None,
			level: 0,
			earlier: None,
			owed: 0,
			since: START,
			waits: Waits::Funds,
		};
		self.put(key, ClaimOf::<T> { provider, pay_by: START, queued: true, stage, ..claim });
		self.encumber(key, provider)?;
		let payer = self.payer.licence;
		Pools::<T>::mutate(payer, &self.asset, |pool| {
			pool.iter_mut().for_each(|pool| {
				Shortfalls::<T>::insert((payer, &self.asset), pool.tail, key);
				pool.tail += 1;
			})
		});
		Ok(key)
	}

	/// What was paid for a claim.
	pub fn payment(&self, payer: Balance) -> Payment {
		let split = Split { payer, patient: PART, writeoff: BILLED - PART - payer, other: 0 };
		Payment {
			split,
			interest: PART,
			collected: PART,
			at: START,
			cause: Cause::Adjudicated,
			adjudicator: Some(self.adjudicator.licence),
		}
	}
}

/// Later steps have less time, so that they bring deadlines forward.
pub fn rules() -> Rules {
	Rules {
		notice: Bounds { least: 1, most: 14 * DAY },
		pay: Bounds { least: 1, most: 30 * DAY },
		filing: Bounds { least: 1, most: 90 * DAY },
		interest_ppm: 100_000,
		renotice: 10 * DAY,
		answer: 10 * DAY,
		rounds: 3,
		defects: u32::MAX,
		appeal: (10 * DAY, 10 * DAY),
		decide: (5 * DAY, 5 * DAY),
		ending: 30 * DAY,
		cover: 366 * DAY,
	}
}
