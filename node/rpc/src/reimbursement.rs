//! `reimbursement_*`: who pays for what was dispensed.

use crate::{
	ageing::Ages,
	chain::{BlockRef, Chain, Client},
	json::{
		Adjustment, Ageing, Amount, Asset, AssetRow, Claim, ClaimKey, Contract, Cover, Desk,
		Explanation, History, Pool, Quote, Split,
	},
	subscription::{self, Notification, Room},
	trail::{walk, Trailed},
	watch::{Side, WatchClaims},
	words, Block, Error, MAX_PAGE,
};
use codec::Decode;
use jsonrpsee::{
	core::{async_trait, SubscriptionResult},
	proc_macros::rpc,
	PendingSubscriptionSink,
};
use salus_primitives::{LicenceId, RxId, Trail};
use salus_runtime_api::{pallet_reimbursement_escrow as row, ReimbursementApi, RowEvent};
use sp_core::H256;
use sp_runtime::AccountId32;
use std::sync::Arc;

/// Most pages of a provider's claims that one question about their ages looks at.
const AGEING_PAGES: u32 = 16;

/// Who pays for what was dispensed.
#[rpc(client, server, namespace = "reimbursement")]
pub trait ReimbursementRpc {
	/// The claim.
	#[method(name = "claim", blocking)]
	fn claim(&self, key: ClaimKey, at: Option<H256>) -> Result<Claim, Error>;

	/// The claims of an item, by key: at most 64.
	#[method(name = "claims", blocking)]
	fn claims(&self, rx: RxId, at: Option<H256>) -> Result<Vec<Claim>, Error>;

	/// A payer's pool.
	#[method(name = "pool", blocking)]
	fn pool(&self, payer: LicenceId, asset: Asset, at: Option<H256>) -> Result<Pool, Error>;

	/// The cover of an item at a rank.
	#[method(name = "cover", blocking)]
	fn cover(&self, rx: RxId, rank: u8, at: Option<H256>) -> Result<Cover, Error>;

	/// The contract of payer and provider.
	#[method(name = "contract", blocking)]
	fn contract(
		&self,
		payer: LicenceId,
		provider: LicenceId,
		at: Option<H256>,
	) -> Result<Contract, Error>;

	/// What a dispense of a quantity by a provider would pay now under the primary payer's cover, and why not at once. No
	/// assurance: the dispense decides.
	#[method(name = "quote", blocking)]
	fn quote(
		&self,
		rx: RxId,
		provider: LicenceId,
		quantity: u32,
		at: Option<H256>,
	) -> Result<Quote, Error>;

	/// The claim with who bears what, what was taken off and why, what happened and what is ahead. What happened needs the
	/// state of those blocks; without it that part is `null`.
	#[method(name = "explain", blocking)]
	fn explain(&self, key: ClaimKey, at: Option<H256>) -> Result<Explanation, Error>;

	/// A provider's open claims by how long they are past their time of payment. Looks at a part of the claims; the next
	/// `cursor` gives the next part, and the buckets of all parts add up.
	#[method(name = "ageing", blocking)]
	fn ageing(
		&self,
		provider: LicenceId,
		cursor: Option<ClaimKey>,
		at: Option<H256>,
	) -> Result<Ageing, Error>;

	/// Tells a provider's claims and deadlines, at first and whenever something happens to one.
	#[subscription(
		name = "subscribeProvider" => "provider",
		unsubscribe = "unsubscribeProvider",
		item = Notification<Desk>
	)]
	async fn subscribe_provider(&self, licence: LicenceId) -> SubscriptionResult;

	/// Tells a payer's claims and deadlines, at first and whenever something happens to one.
	#[subscription(
		name = "subscribePayer" => "payer",
		unsubscribe = "unsubscribePayer",
		item = Notification<Desk>
	)]
	async fn subscribe_payer(&self, licence: LicenceId) -> SubscriptionResult;
}

/// The server of [`ReimbursementRpc`].
pub struct Reimbursement<C> {
	chain: Chain<C>,
	room: Room,
}

impl<C> Reimbursement<C> {
	/// The methods over a client, with subscriptions as long as there is room.
	pub fn new(client: Arc<C>, room: Room) -> Self {
		Reimbursement { chain: Chain(client), room }
	}
}

/// What a decision takes off, as the pallet's event `Adjudicated` tells it.
#[derive(Decode)]
struct Adjudicated {
	_key: row::ClaimKey,
	_by: LicenceId,
	split: row::Split,
	adjustments: row::Adjustments,
}

/// The adjustments of the newest decision, if it is the one in force: a panel's or the clock's has none.
fn adjustments(history: &History, split: Option<Split>) -> Vec<Adjustment> {
	let events = history.steps.iter().flat_map(|step| step.events.iter().rev());
	let newest = events
		.filter(|event| event.name == "Adjudicated")
		// The first byte is the index of the variant.
		.find_map(|event| Adjudicated::decode(&mut event.scale.get(1..)?).ok());
	newest
		.filter(|decision| split == Some(decision.split.into()))
		.map(|decision| decision.adjustments.iter().map(Into::into).collect())
		.unwrap_or_default()
}

impl<C> Reimbursement<C>
where
	C: Client,
	C::Api: ReimbursementApi<Block, AccountId32, AssetRow>,
{
	fn row(&self, key: ClaimKey, at: BlockRef) -> Result<row::Claim<AssetRow>, Error> {
		let row = self.chain.0.runtime_api().claim(at.hash, key.into())?;
		row.ok_or(Error::NotFound("claim"))
	}

	/// What happened to a claim; `None` if that is not known here any more.
	fn history(
		&self,
		key: ClaimKey,
		trail: &Trail,
		at: BlockRef,
	) -> Result<Option<History>, Error> {
		let claims = Claims(self.chain.clone());
		match walk(&self.chain, &claims, &key.into(), trail, at, MAX_PAGE) {
			Ok(history) => Ok(Some(history)),
			Err(Error::StatePruned { .. }) => Ok(None),
			Err(error) => Err(error),
		}
	}
}

/// Claims, as the runtime API tells of them.
pub(crate) struct Claims<C>(pub(crate) Chain<C>);

impl<C> Trailed for Claims<C>
where
	C: Client,
	C::Api: ReimbursementApi<Block, AccountId32, AssetRow>,
{
	type Id = row::ClaimKey;

	fn trail(&self, key: &row::ClaimKey, at: BlockRef) -> Result<Option<Trail>, Error> {
		let row = self.0 .0.runtime_api().claim(at.hash, *key)?;
		Ok(row.map(|row| row.trail))
	}

	fn first(&self, key: &row::ClaimKey, _: BlockRef) -> Result<Trail, Error> {
		Ok(Trail::of_key(b"ReimbursementEscrow", key))
	}

	fn events(&self, block: BlockRef) -> Result<Vec<RowEvent<row::ClaimKey>>, Error> {
		Ok(self.0 .0.runtime_api().events(block.hash)?)
	}
}

#[async_trait]
impl<C> ReimbursementRpcServer for Reimbursement<C>
where
	C: Client,
	C::Api: ReimbursementApi<Block, AccountId32, AssetRow>,
{
	fn claim(&self, key: ClaimKey, at: Option<H256>) -> Result<Claim, Error> {
		let row = self.row(key, self.chain.at(at)?)?;
		Ok(Claim::new(key.into(), row))
	}

	fn claims(&self, rx: RxId, at: Option<H256>) -> Result<Vec<Claim>, Error> {
		let at = self.chain.at(at)?;
		let rows = self.chain.0.runtime_api().claims(at.hash, rx)?;
		Ok(rows.into_iter().map(|(key, row)| Claim::new(key, row)).collect())
	}

	fn pool(&self, payer: LicenceId, asset: Asset, at: Option<H256>) -> Result<Pool, Error> {
		let at = self.chain.at(at)?;
		let row = self.chain.0.runtime_api().pool(at.hash, payer, asset.into())?;
		Ok(Pool::new(payer, asset, row.ok_or(Error::NotFound("pool"))?))
	}

	fn cover(&self, rx: RxId, rank: u8, at: Option<H256>) -> Result<Cover, Error> {
		let at = self.chain.at(at)?;
		let row = self.chain.0.runtime_api().cover(at.hash, rx, rank)?;
		Ok(Cover::new(rx, rank, row.ok_or(Error::NotFound("cover"))?))
	}

	fn contract(
		&self,
		payer: LicenceId,
		provider: LicenceId,
		at: Option<H256>,
	) -> Result<Contract, Error> {
		let at = self.chain.at(at)?;
		let row = self.chain.0.runtime_api().contract(at.hash, payer, provider)?;
		Ok(Contract::new(payer, provider, row.ok_or(Error::NotFound("contract"))?))
	}

	fn quote(
		&self,
		rx: RxId,
		provider: LicenceId,
		quantity: u32,
		at: Option<H256>,
	) -> Result<Quote, Error> {
		let at = self.chain.at(at)?;
		let row = self.chain.0.runtime_api().quote(at.hash, rx, Some(provider), quantity)?;
		let row = row.ok_or(Error::NotFound("cover"))?;
		let mut quote = Quote {
			payer: row.payer,
			asset: row.asset.into(),
			allowed: Amount(row.allowed),
			split: row.split.into(),
			deferred: row.deferred.map(Into::into),
			words: String::new(),
		};
		quote.words = words::quote(&quote);
		Ok(quote)
	}

	fn explain(&self, key: ClaimKey, at: Option<H256>) -> Result<Explanation, Error> {
		let at = self.chain.at(at)?;
		let row = self.row(key, at)?;
		let history = self.history(key, &row.trail, at)?;
		let deadlines = words::deadlines(&row, self.chain.0.runtime_api().now(at.hash)?);
		let claim = Claim::new(key.into(), row);
		let split = words::split(&claim.stage);
		let adjustments = history.as_ref().map(|history| adjustments(history, split));
		let words = words::explain(&claim, split, adjustments.as_deref(), &deadlines);
		Ok(Explanation { claim, split, adjustments, deadlines, history, words })
	}

	fn ageing(
		&self,
		provider: LicenceId,
		cursor: Option<ClaimKey>,
		at: Option<H256>,
	) -> Result<Ageing, Error> {
		let at = self.chain.at(at)?;
		let api = self.chain.0.runtime_api();
		let mut ages = Ages::new(api.now(at.hash)?);
		let mut next = cursor.map(Into::into);
		for _ in 0..AGEING_PAGES {
			let page = api.claims_of_provider(at.hash, provider, next, MAX_PAGE)?;
			page.items.into_iter().for_each(|(_, claim)| ages.add(claim));
			next = page.next;
			if next.is_none() {
				break;
			}
		}
		Ok(Ageing { next: next.map(Into::into), ..ages.finish() })
	}

	async fn subscribe_provider(
		&self,
		pending: PendingSubscriptionSink,
		licence: LicenceId,
	) -> SubscriptionResult {
		subscription::serve(pending, &self.room, &self.chain, || {
			WatchClaims::new(self.chain.clone(), Side::Provider, licence)
		})
		.await
	}

	async fn subscribe_payer(
		&self,
		pending: PendingSubscriptionSink,
		licence: LicenceId,
	) -> SubscriptionResult {
		subscription::serve(pending, &self.room, &self.chain, || {
			WatchClaims::new(self.chain.clone(), Side::Payer, licence)
		})
		.await
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::json::{claim_tests::KEY, Event, Step, Trail};
	use codec::Encode;

	const SPLIT: row::Split = row::Split { payer: 700, patient: 100, writeoff: 150, other: 50 };

	/// A history in which the payer decided twice, lately with `SPLIT`.
	fn history() -> History {
		let event = |name: &str, split: row::Split, carc| {
			let adjustment = row::Adjustment { group: row::Group::CO, carc, amount: 150 };
			let adjustments = row::Adjustments::truncate_from(vec![adjustment]);
			let scale = (9u8, KEY, 3u32, split, adjustments).encode();
			Event { name: name.into(), at: 4, scale: scale.into() }
		};
		let earlier = row::Split { payer: 0, ..SPLIT };
		let step = |events| Step { block: BlockRef { hash: H256::zero(), number: 4 }, events };
		History {
			trail: Trail { head: H256::zero(), events: 3, last: 4 },
			steps: vec![
				step(vec![event("Adjudicated", SPLIT, 2_007), event("Paid", SPLIT, 1)]),
				step(vec![event("Adjudicated", earlier, 45)]),
			],
			complete: true,
		}
	}

	#[test]
	fn the_newest_decision_tells_the_adjustments() {
		let told = adjustments(&history(), Some(SPLIT.into()));
		let adjustment = Adjustment { group: "CO".into(), carc: "B7".into(), amount: Amount(150) };
		assert_eq!(told, [adjustment]);
	}

	#[test]
	fn a_decision_not_in_force_tells_none() {
		let promised = row::Split { payer: 800, ..SPLIT };
		assert_eq!(adjustments(&history(), Some(promised.into())), []);
		assert_eq!(adjustments(&history(), None), []);
	}
}
