//! A plain account of what the events say: who has what, what was paid, who owes and who waits. It shares no arithmetic with
//! the pallet.

use super::{mock::*, setup::*};
use crate::*;
use frame::deps::frame_support::traits::fungibles::Inspect;
use salus_primitives::{LicenceId, Licensing, RxId};
use std::collections::{BTreeMap, BTreeSet};

pub const ASSETS: [Asset; 2] = [NATIVE, CARE];
/// Who money moves between.
pub const ACCOUNTS: [u64; 9] =
	[PAYER, ADJUDICATOR, SECOND_PAYER, PHARMACY, BRANCH, RIVAL, REGULATOR, NEWCOMER, STRANGER];

/// One account's money in one asset: at hand or behind rows, in pools, in co-pays.
type Purse = [Balance; 3];
const HAND: usize = 0;
const POOL: usize = 1;
const COPAY: usize = 2;

/// What has been paid for one claim.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Paid {
	gross: Balance,
	interest: Balance,
	collected: Balance,
}

/// What the events say happened.
pub struct Model {
	purses: BTreeMap<(bool, u64), Purse>,
	issued: Vec<Balance>,
	paid: BTreeMap<ClaimKey, Paid>,
	/// Claims that exist, and those that will never exist again.
	alive: BTreeSet<ClaimKey>,
	gone: BTreeSet<ClaimKey>,
	/// What was given back or is to be given back for a claim.
	returned: BTreeSet<ClaimKey>,
	votes: BTreeSet<(ClaimKey, LicenceId)>,
	debts: BTreeMap<(LicenceId, LicenceId, bool), Balance>,
	copayers: BTreeMap<RxId, (u64, Asset)>,
	queues: BTreeMap<(LicenceId, bool), Vec<ClaimKey>>,
	/// Every claim, oldest first.
	pub order: Vec<ClaimKey>,
}

fn is_native(asset: &Asset) -> bool {
	*asset == NATIVE
}

fn purse(asset: &Asset, who: u64) -> Purse {
	let all = <Money as Inspect<u64>>::total_balance(asset.clone(), &who);
	let [pool, copay] =
		[HoldReason::Pool, HoldReason::Copay].map(|reason| on_hold(asset.clone(), reason, who));
	[all - pool - copay, pool, copay]
}

fn purses() -> BTreeMap<(bool, u64), Purse> {
	let all = ASSETS.iter().flat_map(|asset| ACCOUNTS.map(|who| (asset, who)));
	all.map(|(asset, who)| ((is_native(asset), who), purse(asset, who))).collect()
}

/// Whether two licences' organisations have ties.
fn have_ties(a: LicenceId, b: LicenceId) -> bool {
	let organisation = |id| Licences::organisation(id).unwrap();
	Licences::related(organisation(a), organisation(b))
}

impl Model {
	pub fn new() -> Self {
		Model {
			purses: purses(),
			issued: issuances(),
			paid: BTreeMap::new(),
			alive: BTreeSet::new(),
			gone: BTreeSet::new(),
			returned: BTreeSet::new(),
			votes: BTreeSet::new(),
			debts: BTreeMap::new(),
			copayers: BTreeMap::new(),
			queues: BTreeMap::new(),
			order: Vec::new(),
		}
	}

	fn purse(&mut self, asset: &Asset, who: u64) -> &mut Purse {
		self.purses.get_mut(&(is_native(asset), who)).unwrap()
	}

	fn shift(&mut self, asset: &Asset, from: (u64, usize), to: (u64, usize), amount: Balance) {
		self.purse(asset, from.0)[from.1] -= amount;
		self.purse(asset, to.0)[to.1] += amount;
	}

	/// Takes in what the events of one operation say.
	pub fn learn(&mut self) {
		let told = events();
		keep_events();
		let refused = told.iter().any(|event| matches!(event, Event::Reversed { .. }));
		for event in told {
			self.learn_one(event, refused);
		}
	}

	fn learn_one(&mut self, event: Event<Test>, refused: bool) {
		match event {
			Event::Funded { payer, asset, amount } => {
				let who = payer.into();
				self.shift(&asset, (who, HAND), (who, POOL), amount);
			},
			Event::Withdrawn { payer, asset, amount } => {
				let who = payer.into();
				self.shift(&asset, (who, POOL), (who, HAND), amount);
			},
			Event::CopayHeld { rx, asset, amount, .. } => {
				let who = Copays::<Test>::get(rx).unwrap().who;
				self.copayers.insert(rx, (who, asset.clone()));
				self.shift(&asset, (who, HAND), (who, COPAY), amount);
			},
			Event::CopayReleased { rx, amount } => {
				let (who, asset) = self.copayers[&rx].clone();
				self.shift(&asset, (who, COPAY), (who, HAND), amount);
			},
			Event::Submitted { key, .. } => self.begin(key),
			Event::Paid { cause: Cause::AtDispense, key, split, .. } => {
				let facts = &Dispensed::get()[&(key.rx, key.dispense)];
				let allowed = price().allowed(facts.quantity, facts.first_of_fill);
				assert_eq!(split.total(), allowed, "5: priced is what was dispensed");
				self.begin(key);
				self.pay(&event);
			},
			Event::Paid { .. } => self.pay(&event),
			Event::Reversed { key, amount, collected } => {
				assert!(self.returned.insert(key), "12: {key:?} came back twice");
				let paid = self.paid[&key];
				assert_eq!(amount, paid.gross, "12: what was paid comes back");
				assert!(collected <= paid.collected, "12: more than was collected");
				self.give_back(key, amount, collected);
			},
			Event::Recouped { key, amount, .. } => {
				assert!(self.returned.insert(key), "12: {key:?} came back twice");
				assert!(amount <= self.paid[&key].gross, "12: more than was paid");
				let claim = stored(key);
				let debt = (claim.payer, claim.provider, is_native(&claim.asset));
				*self.debts.entry(debt).or_default() += amount;
			},
			Event::Adjudicated { key, by, split, adjustments } => {
				let claim = stored(key);
				assert_eq!(split.total(), Some(claim.billed), "3: a split sums to the bill");
				let parts: Balance = adjustments.iter().map(|part| part.amount).sum();
				assert_eq!(parts, split.writeoff + split.other, "3: adjustments");
				assert!(!have_ties(by, claim.provider), "7: an adjudicator with ties");
			},
			Event::Denied { key, by, .. } => {
				assert!(!have_ties(by, stored(key).provider), "7: an adjudicator with ties");
			},
			Event::Voted { key, by, .. } => {
				let claim = stored(key);
				let tied = have_ties(by, claim.payer) || have_ties(by, claim.provider);
				assert!(!tied, "7: a judge with ties");
				assert!(self.votes.insert((key, by)), "7: {by} voted twice on {key:?}");
			},
			Event::ClaimPruned { key } => {
				assert!(self.alive.remove(&key));
				self.paid.remove(&key);
				self.returned.remove(&key);
				if !refused {
					self.gone.insert(key);
				}
			},
			_ => {},
		}
	}

	fn begin(&mut self, key: ClaimKey) {
		assert!(!self.gone.contains(&key), "2: {key:?} began again");
		assert!(self.alive.insert(key), "2: {key:?} began twice");
		self.order.push(key);
	}

	fn pay(&mut self, event: &Event<Test>) {
		let Event::Paid {
			key,
			payer,
			provider,
			asset,
			split,
			interest,
			moved,
			set_off,
			collected,
			..
		} = event
		else {
			return;
		};
		let facts = Dispensed::get();
		assert!(facts[&(key.rx, key.dispense)].payable, "2: paid though it may not be");
		let payee = Escrow::payee(*provider).unwrap();
		self.shift(asset, ((*payer).into(), POOL), (payee, HAND), *moved);
		if *collected > 0 {
			let copayer = self.copayers[&key.rx].0;
			self.shift(asset, (copayer, COPAY), (payee, HAND), *collected);
		}
		if *set_off > 0 {
			let debt = self.debts.get_mut(&(*payer, *provider, is_native(asset))).unwrap();
			*debt -= set_off;
		}
		let paid = self.paid.entry(*key).or_default();
		paid.gross += moved + set_off;
		paid.interest += interest;
		paid.collected += collected;
		assert_eq!(paid.gross, split.payer + paid.interest, "6: {key:?} paid once");
		assert!(paid.collected <= split.patient, "6: more collected than the patient's share");
	}

	fn give_back(&mut self, key: ClaimKey, amount: Balance, collected: Balance) {
		// The row is gone where the provider refused a payment.
		let told = Journal::get();
		let (payer, provider, asset) = told
			.iter()
			.rev()
			.find_map(|(event, ..)| match event {
				Event::Paid { key: paid, payer, provider, asset, .. } if *paid == key => {
					Some((*payer, *provider, asset.clone()))
				},
				_ => None,
			})
			.unwrap();
		let provider = Licences::holder(provider).unwrap();
		self.shift(&asset, (provider, HAND), (payer.into(), POOL), amount);
		if collected > 0 {
			self.shift(&asset, (provider, HAND), (self.copayers[&key.rx].0, COPAY), collected);
		}
	}

	/// Compares everything with the state.
	pub fn check(&mut self) {
		assert_eq!(self.issued, issuances(), "1: total issuance");
		assert_eq!(self.purses, purses(), "1: money");
		self.check_claims();
		self.check_debts();
		self.check_queues();
		Escrow::do_try_state().unwrap();
	}

	fn check_claims(&self) {
		let mut stored = BTreeSet::new();
		for (rx, (dispense, rank), claim) in Claims::<Test>::iter() {
			let key = ClaimKey { rx, dispense, rank };
			stored.insert(key);
			let paid = self.paid.get(&key).copied().unwrap_or_default();
			let payment = match &claim.stage {
				Stage::Paid { payment, .. }
				| Stage::Recouped { payment, .. }
				| Stage::Payable { earlier: Some(payment), .. }
				| Stage::Unpaid { earlier: Some(payment), .. }
				| Stage::Appealed { ruling: Ruling::Payment(payment), .. } => payment,
				Stage::Reversed { .. } => continue,
				_ => {
					assert_eq!(paid, Paid::default(), "6: {key:?} was paid");
					continue;
				},
			};
			let known = Paid {
				gross: payment.split.payer + payment.interest,
				interest: payment.interest,
				collected: payment.collected,
			};
			assert_eq!(known, paid, "6: {key:?}");
		}
		assert_eq!(stored, self.alive, "2: claims");
	}

	fn check_debts(&self) {
		let stored: BTreeMap<_, _> = Debts::<Test>::iter()
			.map(|((payer, provider, asset), debt)| ((payer, provider, is_native(&asset)), debt))
			.collect();
		let owed: BTreeMap<_, _> =
			self.debts.iter().filter(|(_, debt)| **debt > 0).map(|(k, v)| (*k, *v)).collect();
		assert_eq!(stored, owed, "12: debts are what was recouped less what was set off");
	}

	/// Invariant 11: who left a queue left it from the front, and who came stands at the end.
	fn check_queues(&mut self) {
		for payer in [PAYER, SECOND_PAYER].map(licence) {
			for asset in ASSETS {
				let now = waiting(payer, &asset);
				let queue = self.queues.entry((payer, is_native(&asset))).or_default();
				let in_order = (0..=queue.len()).any(|served| now.starts_with(&queue[served..]));
				assert!(in_order, "11: {queue:?} became {now:?}");
				*queue = now;
			}
		}
	}
}

/// Who waits for a pool's funds, in order.
pub fn waiting(payer: LicenceId, asset: &Asset) -> Vec<ClaimKey> {
	let Some(pool) = Pools::<Test>::get(payer, asset) else { return Vec::new() };
	(pool.head..pool.tail)
		.map(|place| Shortfalls::<Test>::get((payer, asset), place).unwrap())
		.collect()
}
