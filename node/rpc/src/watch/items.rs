//! Prescribed items.

use super::touched;
use crate::{
	chain::{BlockRef, Chain, Client},
	json::Item,
	subscription::Look,
	Block, Error, MAX_PAGE,
};
use salus_primitives::{LicenceId, RxId};
use salus_runtime_api::{
	pallet_prescriptions::{LiveRx, Rx, Stage},
	PrescriptionsApi, MAX_ASKED,
};
use sp_runtime::AccountId32;
use std::collections::BTreeSet;

/// One item.
pub(crate) struct WatchItem<C> {
	chain: Chain<C>,
	id: RxId,
}

impl<C> WatchItem<C> {
	pub(crate) fn new(chain: Chain<C>, id: RxId) -> Self {
		WatchItem { chain, id }
	}
}

impl<C> Look for WatchItem<C>
where
	C: Client,
	C::Api: PrescriptionsApi<Block, AccountId32>,
{
	type Value = Option<Item>;

	fn look(&mut self, block: BlockRef) -> Result<Option<Item>, Error> {
		let row = self.chain.0.runtime_api().item(block.hash, self.id)?;
		Ok(row.map(|row| Item::new(self.id, row)))
	}
}

/// The items that a dispenser holds.
///
/// The whole list is read once. From then on only the items that the dispenser held and those with an event since are
/// looked at: time ends holds, but begins none without an event.
pub(crate) struct WatchDispenser<C> {
	chain: Chain<C>,
	licence: LicenceId,
	held: BTreeSet<RxId>,
	at: Option<BlockRef>,
}

impl<C> WatchDispenser<C> {
	pub(crate) fn new(chain: Chain<C>, licence: LicenceId) -> Self {
		WatchDispenser { chain, licence, held: BTreeSet::new(), at: None }
	}
}

impl<C> WatchDispenser<C>
where
	C: Client,
	C::Api: PrescriptionsApi<Block, AccountId32>,
{
	fn read_all(&self, block: BlockRef) -> Result<BTreeSet<RxId>, Error> {
		let (mut held, mut cursor) = (BTreeSet::new(), None);
		loop {
			let api = self.chain.0.runtime_api();
			let page = api.held_by(block.hash, self.licence, cursor, MAX_PAGE)?;
			held.extend(page.items);
			match page.next {
				Some(next) => cursor = Some(next),
				None => return Ok(held),
			}
		}
	}

	/// Those of the candidates that the dispenser holds.
	fn keep(&self, block: BlockRef, candidates: Vec<RxId>) -> Result<BTreeSet<RxId>, Error> {
		let mut held = BTreeSet::new();
		for ids in candidates.chunks(MAX_ASKED) {
			let rows = self.chain.0.runtime_api().items(block.hash, ids.to_vec())?;
			let holds = ids.iter().zip(rows).filter(|(_, row)| {
				matches!(row, Some(Rx::Live(LiveRx { stage: Stage::Held { by, .. }, .. })) if *by == self.licence)
			});
			held.extend(holds.map(|(id, _)| *id));
		}
		Ok(held)
	}
}

impl<C> Look for WatchDispenser<C>
where
	C: Client,
	C::Api: PrescriptionsApi<Block, AccountId32>,
{
	type Value = Vec<RxId>;

	fn look(&mut self, block: BlockRef) -> Result<Vec<RxId>, Error> {
		let touched = match self.at {
			Some(before) => {
				touched(&self.chain, before, block, |hash| self.chain.0.runtime_api().events(hash))?
			},
			None => None,
		};
		self.held = match touched {
			Some(touched) => self.keep(block, self.held.union(&touched).copied().collect())?,
			None => self.read_all(block)?,
		};
		self.at = Some(block);
		Ok(self.held.iter().copied().collect())
	}
}
