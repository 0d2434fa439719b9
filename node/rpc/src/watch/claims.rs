//! Claims of one side.

use super::touched;
use crate::{
	chain::{BlockRef, Chain, Client},
	json::{Ahead, AssetRow, Claim, Deadline, Desk},
	subscription::Look,
	words, Block, Error, MAX_PAGE,
};
use salus_primitives::{LicenceId, Moment};
use salus_runtime_api::{
	pallet_reimbursement_escrow::{Claim as Row, ClaimKey},
	ReimbursementApi,
};
use sp_runtime::AccountId32;
use std::collections::{BTreeMap, BTreeSet};

/// Most pages that are read in the beginning: claims have no index by party, so a page costs a look at 1,024 rows.
const FIRST_PAGES: u32 = 256;

/// Whose claims.
#[derive(Clone, Copy)]
pub(crate) enum Side {
	/// Those that a licence asks to be paid.
	Provider,
	/// Those that a licence is to pay.
	Payer,
}

/// The claims of a provider or a payer.
///
/// All are read once. From then on only those with an event since are looked at: what time alone does to a claim is told when
/// the chain writes it down.
pub(crate) struct WatchClaims<C> {
	chain: Chain<C>,
	side: Side,
	licence: LicenceId,
	open: BTreeMap<ClaimKey, Vec<Deadline>>,
	complete: bool,
	last: Option<(BlockRef, Desk)>,
}

impl<C> WatchClaims<C> {
	pub(crate) fn new(chain: Chain<C>, side: Side, licence: LicenceId) -> Self {
		WatchClaims { chain, side, licence, open: BTreeMap::new(), complete: true, last: None }
	}
}

impl<C> WatchClaims<C>
where
	C: Client,
	C::Api: ReimbursementApi<Block, AccountId32, AssetRow>,
{
	/// Reads everything, and answers the open claims with the nearest deadlines.
	fn read_all(&mut self, block: BlockRef, now: Moment) -> Result<Vec<Claim>, Error> {
		let (mut open, mut cursor) = (Vec::new(), None);
		for _ in 0..FIRST_PAGES {
			let api = self.chain.0.runtime_api();
			let page = match self.side {
				Side::Provider => {
					api.claims_of_provider(block.hash, self.licence, cursor, MAX_PAGE)
				},
				Side::Payer => api.claims_of_payer(block.hash, self.licence, cursor, MAX_PAGE),
			}?;
			open.extend(page.items.into_iter().filter(|(_, row)| row.final_at(now).is_none()));
			cursor = page.next;
			if cursor.is_none() {
				break;
			}
		}
		self.complete = cursor.is_none();
		self.open = open.iter().map(|(key, row)| (*key, words::deadlines(row, now))).collect();
		let nearest = |(key, _): &(ClaimKey, _)| {
			let deadlines = self.open.get(key);
			deadlines.and_then(|all| all.first()).map_or(Moment::MAX, |deadline| deadline.at)
		};
		open.sort_by_key(nearest);
		open.truncate(MAX_PAGE as usize);
		Ok(open.into_iter().map(|(key, row)| Claim::new(key, row)).collect())
	}

	/// Looks at claims again, and answers those of this side; and whether one that was open is gone.
	fn read_again(
		&mut self,
		block: BlockRef,
		now: Moment,
		keys: BTreeSet<ClaimKey>,
	) -> Result<(Vec<Claim>, bool), Error> {
		let api = self.chain.0.runtime_api();
		let read = keys.into_iter().map(|key| Ok((key, api.claim(block.hash, key)?)));
		let rows = read.collect::<Result<Vec<_>, Error>>()?;
		let (mut claims, mut gone) = (Vec::new(), false);
		for (key, row) in rows {
			match row.filter(|row| self.concerns(row)) {
				Some(row) => {
					if row.final_at(now).is_none() {
						self.open.insert(key, words::deadlines(&row, now));
					} else {
						self.open.remove(&key);
					}
					claims.push(Claim::new(key, row));
				},
				None => gone |= self.open.remove(&key).is_some(),
			}
		}
		Ok((claims, gone))
	}

	fn concerns(&self, row: &Row<AssetRow>) -> bool {
		let party = match self.side {
			Side::Provider => row.provider,
			Side::Payer => row.payer,
		};
		party == self.licence
	}

	fn desk(&self, claims: Vec<Claim>, now: Moment) -> Desk {
		let ahead = self.open.iter().flat_map(|(key, deadlines)| {
			let ahead = deadlines.iter().filter(|deadline| deadline.at > now);
			ahead.map(|deadline| Ahead { key: (*key).into(), deadline: deadline.clone() })
		});
		let mut deadlines: Vec<_> = ahead.collect();
		deadlines.sort_by_key(|ahead| ahead.deadline.at);
		deadlines.truncate(MAX_PAGE as usize);
		Desk { claims, deadlines, open: self.open.len() as u32, complete: self.complete }
	}
}

impl<C> Look for WatchClaims<C>
where
	C: Client,
	C::Api: ReimbursementApi<Block, AccountId32, AssetRow>,
{
	type Value = Desk;

	/// What was told before, if there is nothing new.
	fn look(&mut self, block: BlockRef) -> Result<Desk, Error> {
		let now = self.chain.0.runtime_api().now(block.hash)?;
		let touched = match &self.last {
			Some((before, _)) => touched(&self.chain, *before, block, |hash| {
				self.chain.0.runtime_api().events(hash)
			})?,
			None => None,
		};
		let (claims, gone) = match touched {
			Some(keys) => self.read_again(block, now, keys)?,
			None => (self.read_all(block, now)?, true),
		};
		let desk = match self.last.take() {
			Some((_, told)) if claims.is_empty() && !gone => told,
			_ => self.desk(claims, now),
		};
		self.last = Some((block, desk.clone()));
		Ok(desk)
	}
}
