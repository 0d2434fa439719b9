//! `records_*`: records, who may read them, and who did.

use crate::{
	chain::{BlockRef, Chain, Client},
	json::{
		Grant, Happened, Incident, News, Page, PatientDesk, Purpose, Receipt, Receipts, Record,
		RecordRow, RequestDesk, Step,
	},
	page_size,
	subscription::{self, Notification, Room},
	trail::{Trailed, Walk},
	watch::{Source, WatchNews, WatchRequests},
	Block, Error, MAX_PAGE,
};
use codec::Decode;
use jsonrpsee::{
	core::{async_trait, SubscriptionResult},
	proc_macros::rpc,
	PendingSubscriptionSink,
};
use salus_primitives::{LicenceId, RecordId, Trail};
use salus_runtime_api::{
	pallet_health_records::{self as row, RowKey},
	HealthRecordsApi, RowEvent,
};
use sp_core::H256;
use sp_runtime::AccountId32;
use std::sync::Arc;

/// What is told of one patient.
pub type PatientNews = News<PatientDesk, RecordRow>;

/// Records, who may read them, and who did.
#[rpc(client, server, namespace = "records")]
pub trait RecordsRpc {
	/// The record.
	#[method(name = "get", blocking)]
	fn get(&self, id: RecordId, at: Option<H256>) -> Result<Record, Error>;

	/// The patient's grants by slot, at most 32.
	#[method(name = "grants", blocking)]
	fn grants(&self, patient: AccountId32, at: Option<H256>) -> Result<Vec<Grant>, Error>;

	/// The receipts of the grant in a slot, newest first: those of the last `limit` (64) blocks in which something happened
	/// to it. Needs the states of those blocks, and of the ones before them. `at` an older block tells of the grant that had
	/// the slot then.
	#[method(name = "receipts", blocking)]
	fn receipts(
		&self,
		patient: AccountId32,
		slot: u8,
		limit: Option<u32>,
		at: Option<H256>,
	) -> Result<Receipts, Error>;

	/// The patient's incidents, by their keys: from `cursor` on, at most `limit` (64).
	#[method(name = "incidents", blocking)]
	fn incidents(
		&self,
		patient: AccountId32,
		cursor: Option<u64>,
		limit: Option<u32>,
		at: Option<H256>,
	) -> Result<Page<Incident, u64>, Error>;

	/// Whether `who`, in its own name or as the holder of a licence, may read the record for this purpose. Takes no read: a
	/// gateway releases upon a receipt.
	#[method(name = "mayAccess", blocking)]
	fn may_access(
		&self,
		who: AccountId32,
		record: RecordId,
		purpose: Purpose,
		at: Option<H256>,
	) -> Result<bool, Error>;

	/// Tells the patient, with grants and incidents, at first and whenever something happens, by a call or by the clock, with
	/// every event since: grants, receipts, emergencies, records anchored and shredded.
	#[subscription(
		name = "subscribePatient" => "patient",
		unsubscribe = "unsubscribePatient",
		item = Notification<PatientNews>
	)]
	async fn subscribe_patient(&self, key: AccountId32) -> SubscriptionResult;

	/// Tells the custodian's requests to shred, those that fall due next first, at first and whenever they change.
	#[subscription(
		name = "subscribeCustodian" => "custodian",
		unsubscribe = "unsubscribeCustodian",
		item = Notification<RequestDesk>
	)]
	async fn subscribe_custodian(&self, licence: LicenceId) -> SubscriptionResult;
}

/// The server of [`RecordsRpc`].
pub struct Records<C> {
	chain: Chain<C>,
	room: Room,
}

impl<C> Records<C> {
	/// The methods over a client, with subscriptions as long as there is room.
	pub fn new(client: Arc<C>, room: Room) -> Self {
		Records { chain: Chain(client), room }
	}
}

type Key = RowKey<AccountId32>;

/// Rows, as the runtime API tells of them. Their own histories are those of grants; [`Kept`] has the records'.
pub(crate) struct Rows<C>(pub(crate) Chain<C>);

impl<C> Rows<C>
where
	C: Client,
	C::Api: HealthRecordsApi<Block, AccountId32>,
{
	fn record(&self, id: RecordId, at: BlockRef) -> Result<Option<Record>, Error> {
		let row = self.0 .0.runtime_api().record(at.hash, id)?;
		Ok(row.map(|row| Record::new(id, row)))
	}

	pub(crate) fn grant(
		&self,
		patient: &AccountId32,
		slot: u8,
		at: BlockRef,
	) -> Result<Option<row::Grant<AccountId32>>, Error> {
		let grants = self.0 .0.runtime_api().grants(at.hash, patient.clone())?;
		Ok(grants.into_iter().find(|(of, _)| *of == slot).map(|(_, grant)| grant))
	}

	fn incidents(
		&self,
		patient: &AccountId32,
		cursor: Option<u64>,
		limit: u32,
		at: BlockRef,
	) -> Result<Page<Incident, u64>, Error> {
		let page = self.0 .0.runtime_api().incidents(at.hash, patient.clone(), cursor, limit)?;
		let items = page.items.into_iter().map(|(id, row)| Incident::new(id, row));
		Ok(Page { items: items.collect(), next: page.next })
	}
}

impl<C> Trailed for Rows<C>
where
	C: Client,
	C::Api: HealthRecordsApi<Block, AccountId32>,
{
	/// Patient and slot.
	type Id = (AccountId32, u8);

	fn trail(&self, (patient, slot): &Self::Id, at: BlockRef) -> Result<Option<Trail>, Error> {
		Ok(self.grant(patient, *slot, at)?.map(|grant| grant.trail))
	}

	fn first(&self, (patient, slot): &Self::Id, at: BlockRef) -> Result<Trail, Error> {
		let grant = self.grant(patient, *slot, at)?.ok_or(Error::Damaged(at.number))?;
		Ok(Trail::of_key(b"HealthRecords/grant", &(patient, slot, grant.authored_at)))
	}

	fn events(&self, block: BlockRef) -> Result<Vec<RowEvent<Self::Id>>, Error> {
		let events = self.0 .0.runtime_api().events(block.hash)?.into_iter();
		let of_grants = events.filter_map(|RowEvent { id, name, event, at }| match id {
			RowKey::Grant(patient, slot) => Some(RowEvent { id: (patient, slot), name, event, at }),
			_ => None,
		});
		Ok(of_grants.collect())
	}
}

/// Records, as the runtime API tells of them.
pub(crate) struct Kept<C>(pub(crate) Chain<C>);

impl<C> Trailed for Kept<C>
where
	C: Client,
	C::Api: HealthRecordsApi<Block, AccountId32>,
{
	type Id = RecordId;

	fn trail(&self, id: &RecordId, at: BlockRef) -> Result<Option<Trail>, Error> {
		let row = self.0 .0.runtime_api().record(at.hash, *id)?;
		Ok(row.map(|row| match row {
			row::Record::Kept(kept) => kept.trail,
			row::Record::Shredded(marker) => marker.trail,
		}))
	}

	fn first(&self, id: &RecordId, _: BlockRef) -> Result<Trail, Error> {
		Ok(Trail::of_id(*id))
	}

	fn events(&self, block: BlockRef) -> Result<Vec<RowEvent<RecordId>>, Error> {
		let events = self.0 .0.runtime_api().events(block.hash)?.into_iter();
		let of_records = events.filter_map(|RowEvent { id, name, event, at }| match id {
			RowKey::Record(id) => Some(RowEvent { id, name, event, at }),
			_ => None,
		});
		Ok(of_records.collect())
	}
}

/// A read, as the pallet's event `Accessed` tells it.
#[derive(Decode)]
struct Accessed {
	_patient: AccountId32,
	_slot: u8,
	by: Option<LicenceId>,
	receipt: H256,
	reads_left: u16,
}

/// The receipts in what happened in a block, newest first.
fn receipts(step: &Step) -> Vec<Receipt> {
	let accessed = step.events.iter().rev().filter(|event| event.name == "Accessed");
	let decoded = accessed.filter_map(|event| {
		// The first byte is the index of the variant.
		let Accessed { by, receipt, reads_left, .. } =
			Accessed::decode(&mut event.scale.get(1..)?).ok()?;
		Some(Receipt { block: step.block, at: event.at, by, receipt, reads_left })
	});
	decoded.collect()
}

/// One patient, to be told of.
struct OnePatient<C> {
	rows: Rows<C>,
	key: AccountId32,
}

/// Whose record was anchored, as the pallet's event `Anchored` tells it.
#[derive(Decode)]
struct Anchored {
	_id: RecordId,
	_custodian: LicenceId,
	patient: AccountId32,
}

/// Whether an event is the one before it again, told of the patient after the record: it is a link of both rows' trails.
fn is_again(event: &RowEvent<Key>, before: &RowEvent<Key>) -> bool {
	let rows = matches!((&before.id, &event.id), (RowKey::Record(_), RowKey::Patient(_)));
	rows && before.event == event.event
}

impl<C> OnePatient<C>
where
	C: Client,
	C::Api: HealthRecordsApi<Block, AccountId32>,
{
	/// Whether an event is of the patient, and of which row. A shredded record leads to no patient: it is the patient's if it
	/// was before the block, or was anchored in it.
	fn of(
		&self,
		event: &RowEvent<Key>,
		block: BlockRef,
		anchored: &mut Vec<RecordId>,
	) -> Result<Option<RecordRow>, Error> {
		Ok(match &event.id {
			RowKey::Patient(key) => (*key == self.key).then_some(RecordRow::Patient),
			RowKey::Grant(key, slot) => {
				(*key == self.key).then_some(RecordRow::Grant { slot: *slot })
			},
			RowKey::Incident(key, id) => {
				(*key == self.key).then_some(RecordRow::Incident { id: *id })
			},
			RowKey::Record(id) if event.name == "Anchored" => {
				let of =
					event.event.get(1..).and_then(|mut fields| Anchored::decode(&mut fields).ok());
				let own = of.is_some_and(|anchored| anchored.patient == self.key);
				anchored.extend(own.then_some(*id));
				own.then_some(RecordRow::Record { id: *id })
			},
			RowKey::Record(id) => {
				let own = anchored.contains(id) || self.had(*id, block)?;
				own.then_some(RecordRow::Record { id: *id })
			},
		})
	}

	/// Whether the record was the patient's before a block.
	fn had(&self, id: RecordId, block: BlockRef) -> Result<bool, Error> {
		let parent = self.rows.0.parent(block)?;
		let record = self.rows.0 .0.runtime_api().record(parent.hash, id)?;
		Ok(matches!(record, Some(row::Record::Kept(kept)) if kept.patient == self.key))
	}
}

impl<C> Source for OnePatient<C>
where
	C: Client,
	C::Api: HealthRecordsApi<Block, AccountId32>,
{
	type State = PatientDesk;
	type Row = RecordRow;

	fn state(&self, at: BlockRef) -> Result<PatientDesk, Error> {
		let api = self.rows.0 .0.runtime_api();
		let grants = api.grants(at.hash, self.key.clone())?.into_iter();
		Ok(PatientDesk {
			patient: api.patient(at.hash, self.key.clone())?.map(Into::into),
			grants: grants.map(|(slot, grant)| Grant::new(slot, grant)).collect(),
			incidents: self.rows.incidents(&self.key, None, MAX_PAGE, at)?.items,
		})
	}

	fn happened(&self, block: BlockRef) -> Result<Vec<Happened<RecordRow>>, Error> {
		let (mut happened, mut anchored) = (Vec::new(), Vec::new());
		let events = self.rows.0 .0.runtime_api().events(block.hash)?;
		let before = std::iter::once(None).chain(events.iter().map(Some));
		for (event, before) in events.iter().zip(before) {
			if before.is_some_and(|before| is_again(event, before)) {
				continue;
			}
			if let Some(row) = self.of(event, block, &mut anchored)? {
				happened.push(Happened { block, row, event: event.clone().into() });
			}
		}
		Ok(happened)
	}
}

#[async_trait]
impl<C> RecordsRpcServer for Records<C>
where
	C: Client,
	C::Api: HealthRecordsApi<Block, AccountId32>,
{
	fn get(&self, id: RecordId, at: Option<H256>) -> Result<Record, Error> {
		let record = Rows(self.chain.clone()).record(id, self.chain.at(at)?)?;
		record.ok_or(Error::NotFound("record"))
	}

	fn grants(&self, patient: AccountId32, at: Option<H256>) -> Result<Vec<Grant>, Error> {
		let at = self.chain.at(at)?;
		let grants = self.chain.0.runtime_api().grants(at.hash, patient)?;
		Ok(grants.into_iter().map(|(slot, grant)| Grant::new(slot, grant)).collect())
	}

	fn receipts(
		&self,
		patient: AccountId32,
		slot: u8,
		limit: Option<u32>,
		at: Option<H256>,
	) -> Result<Receipts, Error> {
		let limit = page_size(limit)?;
		let at = self.chain.at(at)?;
		let rows = Rows(self.chain.clone());
		let grant = rows.grant(&patient, slot, at)?.ok_or(Error::NotFound("grant"))?;
		let mut walk = Walk::new(&self.chain, &rows, (patient, slot), at, grant.trail.clone());
		let mut found = Vec::new();
		for _ in 0..limit {
			let Some(step) = walk.step()? else { break };
			found.extend(receipts(&step));
		}
		let earlier = (walk.trail.n > 0).then_some(walk.at.hash);
		Ok(Receipts { grant: Grant::new(slot, grant), receipts: found, earlier })
	}

	fn incidents(
		&self,
		patient: AccountId32,
		cursor: Option<u64>,
		limit: Option<u32>,
		at: Option<H256>,
	) -> Result<Page<Incident, u64>, Error> {
		let limit = page_size(limit)?;
		Rows(self.chain.clone()).incidents(&patient, cursor, limit, self.chain.at(at)?)
	}

	fn may_access(
		&self,
		who: AccountId32,
		record: RecordId,
		purpose: Purpose,
		at: Option<H256>,
	) -> Result<bool, Error> {
		let at = self.chain.at(at)?;
		Ok(self.chain.0.runtime_api().may_access(at.hash, who, record, purpose.into())?)
	}

	async fn subscribe_patient(
		&self,
		pending: PendingSubscriptionSink,
		key: AccountId32,
	) -> SubscriptionResult {
		subscription::serve(pending, &self.room, &self.chain, || {
			let source = OnePatient { rows: Rows(self.chain.clone()), key: key.clone() };
			WatchNews::new(self.chain.clone(), source)
		})
		.await
	}

	async fn subscribe_custodian(
		&self,
		pending: PendingSubscriptionSink,
		licence: LicenceId,
	) -> SubscriptionResult {
		subscription::serve(pending, &self.room, &self.chain, || {
			WatchRequests::new(self.chain.clone(), licence)
		})
		.await
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::json::Event;
	use codec::Encode;

	#[test]
	fn what_concerns_record_and_patient_is_told_once() {
		let event = |id| RowEvent { id, name: "Disputed".into(), event: vec![6], at: 0 };
		let record = event(RowKey::Record(H256::zero()));
		let patient = event(RowKey::Patient(AccountId32::new([1; 32])));
		assert!(is_again(&patient, &record));
		assert!(!is_again(&patient, &patient) && !is_again(&record, &record));
		assert!(!is_again(&RowEvent { event: vec![7], ..patient }, &record));
	}

	#[test]
	fn receipts_are_read_from_events_newest_first() {
		let block = BlockRef { hash: H256::zero(), number: 4 };
		let patient = AccountId32::new([1; 32]);
		let event = |name: &str, reads_left: u16| {
			let fields = (&patient, 3u8, Some(9u32), H256::repeat_byte(7), reads_left);
			Event { name: name.into(), at: 5, scale: (12u8, fields).encode().into() }
		};
		let events = vec![event("Granted", 3), event("Accessed", 2), event("Accessed", 1)];
		let told = receipts(&Step { block, events });
		let receipt = |reads_left| Receipt {
			block,
			at: 5,
			by: Some(9),
			receipt: H256::repeat_byte(7),
			reads_left,
		};
		assert_eq!(told, [receipt(1), receipt(2)]);
	}
}
