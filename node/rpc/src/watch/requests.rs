//! A custodian's requests to shred.

use super::touched;
use crate::{
	chain::{BlockRef, Chain, Client},
	json::{Erasure, RequestDesk, ShredRequest},
	subscription::Look,
	Block, Error, MAX_PAGE,
};
use salus_primitives::{LicenceId, Moment, RecordId};
use salus_runtime_api::{
	pallet_health_records::{life::keeps, Record, RowKey},
	HealthRecordsApi, RowEvent,
};
use sp_runtime::AccountId32;
use std::collections::{BTreeMap, BTreeSet};

/// Most pages that are read in the beginning: records have no index by custodian, so a page costs a look at 1,024 rows.
const FIRST_PAGES: u32 = 256;

/// The records of a custodian that patients asked to shred.
///
/// All records are looked at once. From then on only those with an event since, and those whose time has come. What a
/// custodian takes over from another one is seen by who subscribes after that.
pub(crate) struct WatchRequests<C> {
	chain: Chain<C>,
	licence: LicenceId,
	requests: BTreeMap<RecordId, ShredRequest>,
	complete: bool,
	at: Option<BlockRef>,
}

impl<C> WatchRequests<C> {
	pub(crate) fn new(chain: Chain<C>, licence: LicenceId) -> Self {
		WatchRequests { chain, licence, requests: BTreeMap::new(), complete: true, at: None }
	}
}

impl<C> WatchRequests<C>
where
	C: Client,
	C::Api: HealthRecordsApi<Block, AccountId32>,
{
	/// The ids of all records with a request.
	fn read_all(&mut self, block: BlockRef) -> Result<BTreeSet<RecordId>, Error> {
		let (mut ids, mut cursor) = (BTreeSet::new(), None);
		for _ in 0..FIRST_PAGES {
			let api = self.chain.0.runtime_api();
			let page = api.shred_requests(block.hash, self.licence, cursor, MAX_PAGE)?;
			ids.extend(page.items.into_iter().map(|(id, _)| id));
			cursor = page.next;
			if cursor.is_none() {
				break;
			}
		}
		self.complete = cursor.is_none();
		Ok(ids)
	}

	/// The request on a record, if it has one and the custodian is to answer it.
	fn request(&self, block: BlockRef, id: RecordId) -> Result<Option<ShredRequest>, Error> {
		let api = self.chain.0.runtime_api();
		let Some(Record::Kept(kept)) = api.record(block.hash, id)? else { return Ok(None) };
		let Some(erasure) = kept.erasure else { return Ok(None) };
		let successor = api.successor(block.hash, kept.custodian)?;
		let held_until = kept.hold.map(|hold| hold.until);
		Ok(keeps(self.licence, kept.custodian, successor).then(|| ShredRequest {
			id,
			erasure: erasure.into(),
			held_until,
		}))
	}

	/// The records with an event since the last look; `None` if there was none, or it is too long ago.
	fn touched(&self, block: BlockRef) -> Result<Option<BTreeSet<RecordId>>, Error> {
		let Some(before) = self.at else { return Ok(None) };
		touched(&self.chain, before, block, |hash| {
			let events = self.chain.0.runtime_api().events(hash)?;
			Ok(events.into_iter().filter_map(of_record).collect())
		})
	}

	fn desk(&self) -> RequestDesk {
		let mut requests: Vec<_> = self.requests.values().cloned().collect();
		requests.sort_by_key(|request| match request.erasure {
			Erasure::Requested { due } => (false, due),
			Erasure::Ignored { since } => (true, since),
		});
		let ignored = requests
			.iter()
			.filter(|request| matches!(request.erasure, Erasure::Ignored { .. }))
			.count();
		let waiting = requests.len() - ignored;
		requests.truncate(MAX_PAGE as usize);
		let (waiting, ignored) = (waiting as u32, ignored as u32);
		RequestDesk { requests, waiting, ignored, complete: self.complete }
	}
}

/// An event by its record, if it can concern a request: an anchored record has none.
fn of_record(event: RowEvent<RowKey<AccountId32>>) -> Option<RowEvent<RecordId>> {
	let RowEvent { id, name, event, at } = event;
	match id {
		RowKey::Record(id) if name != "Anchored" => Some(RowEvent { id, name, event, at }),
		_ => None,
	}
}

/// Whether time alone has changed the request.
fn is_over(request: &ShredRequest, now: Moment) -> bool {
	let next = match (request.held_until, request.erasure) {
		(Some(until), _) => Some(until),
		(None, Erasure::Requested { due }) => Some(due),
		(None, Erasure::Ignored { .. }) => None,
	};
	next.is_some_and(|at| at <= now)
}

impl<C> Look for WatchRequests<C>
where
	C: Client,
	C::Api: HealthRecordsApi<Block, AccountId32>,
{
	type Value = RequestDesk;

	fn look(&mut self, block: BlockRef) -> Result<RequestDesk, Error> {
		let now = self.chain.0.runtime_api().now(block.hash)?;
		let touched = self.touched(block)?;
		let ids = match touched {
			Some(mut ids) => {
				let over = self.requests.values().filter(|request| is_over(request, now));
				ids.extend(over.map(|request| request.id));
				ids
			},
			None => {
				self.requests.clear();
				self.read_all(block)?
			},
		};
		for id in ids {
			match self.request(block, id)? {
				Some(request) => self.requests.insert(id, request),
				None => self.requests.remove(&id),
			};
		}
		self.at = Some(block);
		Ok(self.desk())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_core::H256;

	#[test]
	fn a_request_is_looked_at_again_when_its_time_comes() {
		let request = |held_until, erasure| ShredRequest { id: H256::zero(), erasure, held_until };
		let due = request(None, Erasure::Requested { due: 10 });
		assert!(!is_over(&due, 9) && is_over(&due, 10));
		let held = request(Some(20), Erasure::Requested { due: 10 });
		assert!(!is_over(&held, 19) && is_over(&held, 20));
		assert!(!is_over(&request(None, Erasure::Ignored { since: 1 }), Moment::MAX));
	}

	#[test]
	fn anchoring_concerns_no_request() {
		let event = |name: &str, id| RowEvent { id, name: name.into(), event: vec![], at: 0 };
		let record = RowKey::Record(H256::zero());
		assert!(of_record(event("Anchored", record.clone())).is_none());
		assert!(of_record(event("ShredRequested", record)).is_some());
		let patient = RowKey::Patient(AccountId32::new([1; 32]));
		assert!(of_record(event("ShredRequested", patient)).is_none());
	}
}
