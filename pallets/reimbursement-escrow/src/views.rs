//! Reads, on settled rows; the claim of an event.

use crate::{
	covers::Priced, AssetIdOf, Claim, ClaimKey, ClaimOf, Claims, ClaimsOf, Config, Contract,
	Contracts, Cover, Covers, Due, DueEntryOf, Event, Pallet, Pools, Quote, QuoteFault, Shortfalls,
	Split, Tariff, Tariffs,
};
use alloc::vec::Vec;
use salus_primitives::{page::MAX_ITEMS, DispenseFacts, LicenceId, Moment, Page, RxId, Settle};

impl<T: Config> Pallet<T> {
	pub(crate) fn contract_of(
		payer: LicenceId,
		provider: LicenceId,
	) -> Option<Contract<AssetIdOf<T>, ()>> {
		Contracts::<T>::get(payer, provider).map(Contract::without_ticket)
	}

	pub(crate) fn tariff_of(payer: LicenceId, number: u16) -> Option<Tariff<()>> {
		Tariffs::<T>::get(payer, number).map(Tariff::without_ticket)
	}

	pub(crate) fn cover_view(rx: RxId, rank: u8) -> Option<Cover<T::AccountId, AssetIdOf<T>, ()>> {
		Covers::<T>::get(rx, rank).map(Cover::without_ticket)
	}

	pub(crate) fn claims_of_item(rx: RxId) -> ClaimsOf<AssetIdOf<T>> {
		let now = Self::now();
		let most = usize::try_from(MAX_ITEMS).unwrap_or_default();
		let mut claims: Vec<_> = Claims::<T>::iter_prefix(rx)
			.take(most)
			.map(|((dispense, rank), mut claim)| {
				claim.settle(now);
				(ClaimKey { rx, dispense, rank }, claim)
			})
			.collect();
		claims.sort_by_key(|(key, _)| *key);
		claims
	}

	pub(crate) fn page_of_claims(
		cursor: Option<ClaimKey>,
		limit: u32,
		wanted: impl Fn(&Claim<AssetIdOf<T>>) -> bool,
	) -> Page<(ClaimKey, ClaimOf<T>), ClaimKey> {
		let keys = match cursor {
			Some(ClaimKey { rx, dispense, rank }) => {
				Claims::<T>::iter_keys_from(Claims::<T>::hashed_key_for(rx, (dispense, rank)))
			},
			None => Claims::<T>::iter_keys(),
		};
		let keys = keys.map(|(rx, (dispense, rank))| ClaimKey { rx, dispense, rank });
		Page::collect(cursor.into_iter().chain(keys), limit, |key| {
			Self::settled(key).filter(|claim| wanted(claim)).map(|claim| (*key, claim))
		})
	}

	pub(crate) fn next_deadline_of(key: &ClaimKey) -> Option<Moment> {
		let claim = Self::settled(key)?;
		let appeal = match claim.final_at(Self::now()) {
			None if claim.reserved > 0 => Some(claim.next_look(0, Self::now())),
			_ => None,
		};
		claim.due().map(|lapsed| lapsed.at).or(appeal)
	}

	pub(crate) fn page_of_due(
		cursor: Option<DueEntryOf<T>>,
		limit: u32,
	) -> Page<DueEntryOf<T>, DueEntryOf<T>> {
		let keys = match &cursor {
			Some((at, key)) => {
				Due::<T>::iter_keys_from(Due::<T>::hashed_key_for((at.to_be_bytes(), key)))
			},
			None => Due::<T>::iter_keys(),
		};
		let keys = keys.map(|(at, key)| (Moment::from_be_bytes(at), key));
		Page::collect(cursor.into_iter().chain(keys), limit, |(at, key)| {
			Due::<T>::contains_key((at.to_be_bytes(), key)).then(|| (*at, key.clone()))
		})
	}

	pub(crate) fn page_of_shortfalls(
		payer: LicenceId,
		asset: AssetIdOf<T>,
		cursor: Option<u64>,
		limit: u32,
	) -> Page<ClaimKey, u64> {
		let (head, tail) =
			Pools::<T>::get(payer, &asset).map_or((0, 0), |pool| (pool.head, pool.tail));
		let from = cursor.map_or(head, |cursor| cursor.max(head));
		Page::collect(from..tail, limit, |place| Shortfalls::<T>::get((payer, &asset), *place))
	}

	/// As the dispense would be treated now.
	pub(crate) fn quote_of(
		rx: RxId,
		provider: Option<LicenceId>,
		quantity: u32,
	) -> Option<Quote<AssetIdOf<T>>> {
		let cover = Covers::<T>::get(rx, 0)?;
		let first_of_fill = T::Dispenses::begins_fill(&rx);
		let by = provider.or(cover.provider).unwrap_or_default();
		let at_once = match first_of_fill {
			None => Err(QuoteFault::NotDispensable),
			Some(_) if !cover.reserved => Err(QuoteFault::NotReserved),
			Some(first) => {
				Self::price(&cover, Self::now(), by, quantity, first).map_err(QuoteFault::Deferred)
			},
		};
		let deferred = at_once.as_ref().err().copied();
		let priced = at_once
			.ok()
			.or_else(|| Self::promise_of(&cover, quantity, first_of_fill.unwrap_or_default()));
		let (allowed, split) = priced
			.map_or((0, Split::default()), |Priced { promise, allowed }| {
				(allowed, promise.split(allowed))
			});
		Some(Quote { payer: cover.payer, asset: cover.asset, allowed, split, deferred })
	}
}

impl<T: Config> Event<T> {
	/// The claim that the event is about.
	pub fn claim(&self) -> Option<ClaimKey> {
		match self {
			Event::Submitted { key, .. }
			| Event::Unfunded { key, .. }
			| Event::Reserved { key, .. }
			| Event::DeficiencyNoticed { key, .. }
			| Event::Resubmitted { key, .. }
			| Event::Adjudicated { key, .. }
			| Event::Denied { key, .. }
			| Event::Appealed { key, .. }
			| Event::Voted { key, .. }
			| Event::Decided { key, .. }
			| Event::Paid { key, .. }
			| Event::Payable { key, .. }
			| Event::PaymentStopped { key }
			| Event::AppealWaived { key }
			| Event::Reversed { key, .. }
			| Event::Recouped { key, .. }
			| Event::Closed { key, .. }
			| Event::Lapsed { key, .. }
			| Event::ClaimPruned { key } => Some(*key),
			Event::RulesSet { .. }
			| Event::CarcSet { .. }
			| Event::AssetAdmitted { .. }
			| Event::PanelSet { .. }
			| Event::Funded { .. }
			| Event::Withdrawn { .. }
			| Event::ContractOffered { .. }
			| Event::ContractAccepted { .. }
			| Event::ContractEnded { .. }
			| Event::TariffSet { .. }
			| Event::Covered { .. }
			| Event::CoverShortened { .. }
			| Event::CoverEnded { .. }
			| Event::PaymentDeferred { .. }
			| Event::CopayHeld { .. }
			| Event::CopayReleased { .. }
			| Event::PayeeSet { .. }
			| Event::__Ignore(..) => None,
		}
	}
}

impl<K, Ticket> Contract<K, Ticket> {
	/// The contract as readers see it.
	pub(crate) fn without_ticket(self) -> Contract<K, ()> {
		Contract {
			since: self.since,
			terms: self.terms,
			offer: self.offer,
			due: self.due,
			ticket: (),
		}
	}
}

impl<Ticket> Tariff<Ticket> {
	/// The tariff as readers see it.
	pub(crate) fn without_ticket(self) -> Tariff<()> {
		Tariff { rule: self.rule, from: self.from, until: self.until, due: self.due, ticket: () }
	}
}

impl<A, K, Ticket> Cover<A, K, Ticket> {
	/// The cover as readers see it.
	pub(crate) fn without_ticket(self) -> Cover<A, K, ()> {
		Cover {
			payer: self.payer,
			account: self.account,
			asset: self.asset,
			rule: self.rule,
			provider: self.provider,
			until: self.until,
			remaining: self.remaining,
			reserved: self.reserved,
			due: self.due,
			ticket: (),
		}
	}
}
