//! `prescriptions_*`: prescribed items.

use crate::{
	chain::{BlockRef, Chain, Client},
	json::{History, Item, LicenceStatus, Outcome, Page, Policy, Verification},
	page_size,
	registry::Balance,
	subscription::{self, Notification, Room},
	trail::{walk, Trailed},
	watch::{WatchDispenser, WatchItem},
	Block, Error,
};
use jsonrpsee::{
	core::{async_trait, SubscriptionResult},
	proc_macros::rpc,
	PendingSubscriptionSink,
};
use salus_primitives::{LicenceId, Moment, RxId, Trail};
use salus_runtime_api::{PrescriptionsApi, RegistryApi, RowEvent};
use sp_core::H256;
use sp_runtime::AccountId32;
use std::sync::Arc;

/// Most ids in one question.
pub const MAX_IDS: u32 = 32;

/// Prescribed items.
#[rpc(client, server, namespace = "prescriptions")]
pub trait PrescriptionsRpc {
	/// The item.
	#[method(name = "get", blocking)]
	fn get(&self, id: RxId, at: Option<H256>) -> Result<Item, Error>;

	/// What happened to the item, newest first: the last `limit` (64) blocks in which something did. Needs the state of
	/// each of them and of the block before.
	#[method(name = "trail", blocking)]
	fn trail(&self, id: RxId, at: Option<H256>, limit: Option<u32>) -> Result<History, Error>;

	/// What a cancellation of each item (at most 32) would meet at the newest block; `null` if there is no such item, or if
	/// it waits for a ratification, which alone decides.
	#[method(name = "outcomes", blocking)]
	fn outcomes(&self, ids: Vec<RxId>) -> Result<Vec<Option<Outcome>>, Error>;

	/// The items that a dispenser holds, by id: from `cursor` on, at most `limit` (64).
	#[method(name = "heldBy", blocking)]
	fn held_by(
		&self,
		licence: LicenceId,
		cursor: Option<RxId>,
		limit: Option<u32>,
		at: Option<H256>,
	) -> Result<Page<RxId, RxId>, Error>;

	/// The limits of a class at the newest block.
	#[method(name = "policy", blocking)]
	fn policy(&self, class: u8) -> Result<Policy, Error>;

	/// Whether the commitment to a document, authored at a time, opens the item's id, who issued it, and where that
	/// licence stood then and stands now. `licence` is who made the id: the issuer unless given; of an emergency dispense
	/// the dispenser.
	#[method(name = "verify", blocking)]
	fn verify(
		&self,
		id: RxId,
		licence: Option<LicenceId>,
		authored_at: Moment,
		commitment: H256,
		at: Option<H256>,
	) -> Result<Verification, Error>;

	/// Tells the item, `null` while there is none, at first and whenever it changes.
	#[subscription(
		name = "subscribeItem" => "item",
		unsubscribe = "unsubscribeItem",
		item = Notification<Option<Item>>
	)]
	async fn subscribe_item(&self, id: RxId) -> SubscriptionResult;

	/// Tells the items that a dispenser holds, by id, at first and whenever they change.
	#[subscription(
		name = "subscribeDispenser" => "dispenser",
		unsubscribe = "unsubscribeDispenser",
		item = Notification<Vec<RxId>>
	)]
	async fn subscribe_dispenser(&self, licence: LicenceId) -> SubscriptionResult;
}

/// The server of [`PrescriptionsRpc`].
pub struct Prescriptions<C> {
	chain: Chain<C>,
	room: Room,
}

impl<C> Prescriptions<C> {
	/// The methods over a client, with subscriptions as long as there is room.
	pub fn new(client: Arc<C>, room: Room) -> Self {
		Prescriptions { chain: Chain(client), room }
	}
}

impl<C> Prescriptions<C>
where
	C: Client,
	C::Api: PrescriptionsApi<Block, AccountId32> + RegistryApi<Block, AccountId32, Balance>,
{
	fn item(&self, id: RxId, at: BlockRef) -> Result<Item, Error> {
		let row = self.chain.0.runtime_api().item(at.hash, id)?;
		Ok(Item::new(id, row.ok_or(Error::NotFound("item"))?))
	}

	fn licence_status(
		&self,
		licence: LicenceId,
		at: BlockRef,
	) -> Result<Option<LicenceStatus>, Error> {
		let status = RegistryApi::status(&*self.chain.0.runtime_api(), at.hash, licence)?;
		Ok(status.map(Into::into))
	}
}

/// Items, as the runtime API tells of them.
pub(crate) struct Items<C>(pub(crate) Chain<C>);

impl<C> Trailed for Items<C>
where
	C: Client,
	C::Api: PrescriptionsApi<Block, AccountId32>,
{
	type Id = RxId;

	fn trail(&self, id: &RxId, at: BlockRef) -> Result<Option<Trail>, Error> {
		let row = self.0 .0.runtime_api().item(at.hash, *id)?;
		Ok(row.map(|row| row.trail().clone()))
	}

	fn first(&self, id: &RxId, _: BlockRef) -> Result<Trail, Error> {
		Ok(Trail::of_id(*id))
	}

	fn events(&self, block: BlockRef) -> Result<Vec<RowEvent<RxId>>, Error> {
		Ok(self.0 .0.runtime_api().events(block.hash)?)
	}
}

#[async_trait]
impl<C> PrescriptionsRpcServer for Prescriptions<C>
where
	C: Client,
	C::Api: PrescriptionsApi<Block, AccountId32> + RegistryApi<Block, AccountId32, Balance>,
{
	fn get(&self, id: RxId, at: Option<H256>) -> Result<Item, Error> {
		self.item(id, self.chain.at(at)?)
	}

	fn trail(&self, id: RxId, at: Option<H256>, limit: Option<u32>) -> Result<History, Error> {
		let limit = page_size(limit)?;
		let at = self.chain.at(at)?;
		let items = Items(self.chain.clone());
		let trail = items.trail(&id, at)?.ok_or(Error::NotFound("item"))?;
		walk(&self.chain, &items, &id, &trail, at, limit)
	}

	fn outcomes(&self, ids: Vec<RxId>) -> Result<Vec<Option<Outcome>>, Error> {
		if ids.len() as u64 > MAX_IDS.into() {
			return Err(Error::TooMany { what: "ids", most: MAX_IDS });
		}
		let at = self.chain.at(None)?;
		let api = self.chain.0.runtime_api();
		let outcome = |id| Ok(api.cancel_outcome(at.hash, id)?.map(Into::into));
		ids.into_iter().map(outcome).collect()
	}

	fn held_by(
		&self,
		licence: LicenceId,
		cursor: Option<RxId>,
		limit: Option<u32>,
		at: Option<H256>,
	) -> Result<Page<RxId, RxId>, Error> {
		let at = self.chain.at(at)?;
		let page =
			self.chain.0.runtime_api().held_by(at.hash, licence, cursor, page_size(limit)?)?;
		Ok(Page { items: page.items, next: page.next })
	}

	fn policy(&self, class: u8) -> Result<Policy, Error> {
		let at = self.chain.at(None)?;
		let policy = PrescriptionsApi::policy(&*self.chain.0.runtime_api(), at.hash, class)?;
		Ok(policy.ok_or(Error::NotFound("class"))?.into())
	}

	fn verify(
		&self,
		id: RxId,
		licence: Option<LicenceId>,
		authored_at: Moment,
		commitment: H256,
		at: Option<H256>,
	) -> Result<Verification, Error> {
		let at = self.chain.at(at)?;
		let Item { issuer, issued_at, stage, .. } = self.item(id, at)?;
		let api = self.chain.0.runtime_api();
		let made = api.id(at.hash, licence.unwrap_or(issuer), authored_at, commitment)?;
		let tainted_since = RegistryApi::licence(&*api, at.hash, issuer)?
			.and_then(|row| row.standing.tainted_since());
		let issuer_then = match self.chain.ancestor(at, issued_at) {
			Ok(Some(then)) => self.licence_status(issuer, then)?,
			// Above this block: of another chain, whose rows went on here.
			Ok(None) | Err(Error::StatePruned { .. }) => None,
			Err(error) => return Err(error),
		};
		Ok(Verification {
			opens: made == id,
			issuer,
			issued_at,
			issuer_then,
			issuer_now: self.licence_status(issuer, at)?,
			tainted: tainted_since.is_some_and(|since| since <= issued_at),
			stage,
		})
	}

	async fn subscribe_item(
		&self,
		pending: PendingSubscriptionSink,
		id: RxId,
	) -> SubscriptionResult {
		subscription::serve(pending, &self.room, &self.chain, || {
			WatchItem::new(self.chain.clone(), id)
		})
		.await
	}

	async fn subscribe_dispenser(
		&self,
		pending: PendingSubscriptionSink,
		licence: LicenceId,
	) -> SubscriptionResult {
		subscription::serve(pending, &self.room, &self.chain, || {
			WatchDispenser::new(self.chain.clone(), licence)
		})
		.await
	}
}
