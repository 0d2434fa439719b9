//! `consents_*`: who consented to what in a clinical trial.

use crate::{
	chain::{BlockRef, Chain, Client},
	evidence::state::{self, number, Store},
	json::{Export, Happened, News, Page, Participant, Standing, Stands, Trial, TrialDesk},
	page_size,
	subscription::{self, Notification, Room},
	trail::{Trailed, Walk},
	watch::{Source, WatchNews, WatchTrial},
	Block, Error,
};
use codec::Decode;
use jsonrpsee::{
	core::{async_trait, SubscriptionResult},
	proc_macros::rpc,
	PendingSubscriptionSink,
};
use salus_evidence::reads::{Arg, Read};
use salus_primitives::{Moment, Trail, TrialId};
use salus_runtime_api::{pallet_trial_consents::Consent, RowEvent, TrialConsentsApi};
use serde::{Deserialize, Serialize};
use sp_core::H256;
use sp_runtime::AccountId32;
use std::sync::Arc;

/// A participant: trial and key.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ParticipantId {
	/// The trial.
	pub trial: TrialId,
	/// The participant's key.
	pub subject: AccountId32,
}

/// What is told of one participant.
pub type ParticipantNews = News<Option<Participant>, ParticipantId>;

/// Who consented to what in a clinical trial.
#[rpc(client, server, namespace = "consents")]
pub trait ConsentsRpc {
	/// The trial, with the versions of its form on which consents may be in force and those submitted lately.
	#[method(name = "trial", blocking)]
	fn trial(&self, trial: TrialId, at: Option<H256>) -> Result<Trial, Error>;

	/// The participant, with what the consent is worth.
	#[method(name = "get", blocking)]
	fn get(
		&self,
		trial: TrialId,
		subject: AccountId32,
		at: Option<H256>,
	) -> Result<Participant, Error>;

	/// What the participant's consent is worth at a block, or will be at `moment` if nobody does anything until then.
	#[method(name = "standing", blocking)]
	fn standing(
		&self,
		trial: TrialId,
		subject: AccountId32,
		moment: Option<Moment>,
		at: Option<H256>,
	) -> Result<Standing, Error>;

	/// The participants whose consents are due for renewal or have lapsed, by key: from `cursor` on, at most `limit` (64).
	#[method(name = "due", blocking)]
	fn due(
		&self,
		trial: TrialId,
		cursor: Option<AccountId32>,
		limit: Option<u32>,
		at: Option<H256>,
	) -> Result<Page<Stands, AccountId32>, Error>;

	/// Everything that happened to the participant, oldest event first, each with its block, and what proves it: replayed
	/// before it is answered. At most 256 blocks; `earlier` says how to ask for the rest. Needs the states of those blocks,
	/// and of the ones before them.
	#[method(name = "export", blocking)]
	fn export(
		&self,
		trial: TrialId,
		subject: AccountId32,
		at: Option<H256>,
	) -> Result<Export<Participant, ParticipantId>, Error>;

	/// Tells the participant, `null` while there is none, at first and whenever something happens or the standing changes,
	/// with every event since.
	#[subscription(
		name = "subscribeSubject" => "subject",
		unsubscribe = "unsubscribeSubject",
		item = Notification<ParticipantNews>
	)]
	async fn subscribe_subject(&self, trial: TrialId, subject: AccountId32) -> SubscriptionResult;

	/// Tells the trial, and whose consents are due for renewal or lapsed, at first and whenever something changes, by a call
	/// or by the clock alone.
	#[subscription(
		name = "subscribeTrial" => "trialDesk",
		unsubscribe = "unsubscribeTrial",
		item = Notification<TrialDesk>
	)]
	async fn subscribe_trial(&self, trial: TrialId) -> SubscriptionResult;
}

/// The server of [`ConsentsRpc`].
pub struct Consents<C> {
	chain: Chain<C>,
	store: Arc<dyn Store>,
	room: Room,
}

impl<C> Consents<C> {
	/// The methods over a client and its database, with subscriptions as long as there is room.
	pub fn new(client: Arc<C>, store: Arc<dyn Store>, room: Room) -> Self {
		Consents { chain: Chain(client), store, room }
	}
}

/// Participants, as the runtime API tells of them.
pub(crate) struct Participants<C>(pub(crate) Chain<C>);

impl<C> Participants<C>
where
	C: Client,
	C::Api: TrialConsentsApi<Block, AccountId32>,
{
	fn get(
		&self,
		trial: TrialId,
		subject: &AccountId32,
		at: BlockRef,
	) -> Result<Option<Participant>, Error> {
		let api = self.0 .0.runtime_api();
		let Some(row) = api.consent(at.hash, trial, subject.clone())? else { return Ok(None) };
		let standing = api.standing(at.hash, trial, subject.clone())?;
		Ok(Some(Participant::new(trial, subject.clone(), row, standing)))
	}

	/// The names of what a participant's standing is read from: the row, and the version of the form that was consented to last.
	pub(crate) fn reads(
		&self,
		trial: TrialId,
		subject: &AccountId32,
		at: BlockRef,
	) -> Result<Vec<Read>, Error> {
		let row = self.0 .0.runtime_api().consent(at.hash, trial, subject.clone())?;
		let given = row.and_then(|row| match row.consent {
			Consent::Given(given) => Some(given),
			Consent::Ended { last, .. } => last,
			Consent::Absent => None,
		});
		let participant = ("Consents", [number(trial), Arg::Id(subject.clone().into())]);
		let form = given.map(|given| ("Forms", [number(trial), number(given.version)]));
		let rows = [participant].into_iter().chain(form);
		rows.map(|(name, args)| state::read("TrialConsents", name, args)).collect()
	}
}

type ParticipantKey = (TrialId, AccountId32);

/// What a trail's first link names, beside the participant.
const TRAIL: &[u8] = b"TrialConsents";

/// A row moved to another key, as the pallet's event tells it.
#[derive(Decode)]
struct Rekeyed {
	trial: TrialId,
	subject: AccountId32,
	new: AccountId32,
}

impl Rekeyed {
	fn of(event: &RowEvent<ParticipantKey>) -> Option<Self> {
		// The first byte is the index of the variant.
		let fields = (event.name == "Rekeyed").then(|| event.event.get(1..)).flatten();
		Rekeyed::decode(&mut fields?).ok()
	}
}

impl<C> Trailed for Participants<C>
where
	C: Client,
	C::Api: TrialConsentsApi<Block, AccountId32>,
{
	type Id = ParticipantKey;

	fn trail(&self, id: &ParticipantKey, at: BlockRef) -> Result<Option<Trail>, Error> {
		let row = self.0 .0.runtime_api().consent(at.hash, id.0, id.1.clone())?;
		Ok(row.map(|row| row.trail))
	}

	fn first(&self, id: &ParticipantKey, _: BlockRef) -> Result<Trail, Error> {
		Ok(Trail::of_key(TRAIL, id))
	}

	fn events(&self, block: BlockRef) -> Result<Vec<RowEvent<ParticipantKey>>, Error> {
		Ok(self.0 .0.runtime_api().events(block.hash)?)
	}

	fn former(
		&self,
		event: &RowEvent<ParticipantKey>,
		id: &ParticipantKey,
	) -> Option<ParticipantKey> {
		let moved = Rekeyed::of(event)?;
		((moved.trial, moved.new) == *id).then_some((moved.trial, moved.subject))
	}
}

/// One participant, to be told of.
struct Subject<C> {
	rows: Participants<C>,
	id: ParticipantKey,
}

impl<C> Source for Subject<C>
where
	C: Client,
	C::Api: TrialConsentsApi<Block, AccountId32>,
{
	type State = Option<Participant>;
	type Row = ParticipantId;

	fn state(&self, at: BlockRef) -> Result<Option<Participant>, Error> {
		self.rows.get(self.id.0, &self.id.1, at)
	}

	/// A row that came from another key is told of from then on.
	fn happened(&self, block: BlockRef) -> Result<Vec<Happened<ParticipantId>>, Error> {
		let events = self.rows.events(block)?.into_iter();
		let own = events
			.filter(|event| event.id == self.id || self.rows.former(event, &self.id).is_some());
		let told = own.map(|event| {
			let row = ParticipantId { trial: event.id.0, subject: event.id.1.clone() };
			Happened { block, row, event: event.into() }
		});
		Ok(told.collect())
	}
}

#[async_trait]
impl<C> ConsentsRpcServer for Consents<C>
where
	C: Client,
	C::Api: TrialConsentsApi<Block, AccountId32>,
{
	fn trial(&self, trial: TrialId, at: Option<H256>) -> Result<Trial, Error> {
		let at = self.chain.at(at)?;
		trial_at(&self.chain, trial, at)?.ok_or(Error::NotFound("trial"))
	}

	fn get(
		&self,
		trial: TrialId,
		subject: AccountId32,
		at: Option<H256>,
	) -> Result<Participant, Error> {
		let at = self.chain.at(at)?;
		let participant = Participants(self.chain.clone()).get(trial, &subject, at)?;
		participant.ok_or(Error::NotFound("participant"))
	}

	fn standing(
		&self,
		trial: TrialId,
		subject: AccountId32,
		moment: Option<Moment>,
		at: Option<H256>,
	) -> Result<Standing, Error> {
		let at = self.chain.at(at)?;
		let api = self.chain.0.runtime_api();
		let standing = match moment {
			Some(moment) => api.standing_at(at.hash, trial, subject, moment)?,
			None => api.standing(at.hash, trial, subject)?,
		};
		Ok(standing.into())
	}

	fn due(
		&self,
		trial: TrialId,
		cursor: Option<AccountId32>,
		limit: Option<u32>,
		at: Option<H256>,
	) -> Result<Page<Stands, AccountId32>, Error> {
		let at = self.chain.at(at)?;
		let page = self.chain.0.runtime_api().due(at.hash, trial, cursor, page_size(limit)?)?;
		let stands = |(subject, standing): (_, salus_primitives::Standing)| Stands {
			subject,
			standing: standing.into(),
		};
		Ok(Page { items: page.items.into_iter().map(stands).collect(), next: page.next })
	}

	fn export(
		&self,
		trial: TrialId,
		subject: AccountId32,
		at: Option<H256>,
	) -> Result<Export<Participant, ParticipantId>, Error> {
		let at = self.chain.at(at)?;
		let rows = Participants(self.chain.clone());
		let row = rows.get(trial, &subject, at)?.ok_or(Error::NotFound("participant"))?;
		let mut reads = rows.reads(trial, &subject, at)?;
		reads.push(state::read("Timestamp", "Now", [])?);
		let (evidence, _) =
			state::prove(&self.chain, &*self.store, at, reads.into_iter().collect())?;
		let id = (trial, subject);
		let trail = rows.trail(&id, at)?.ok_or(Error::NotFound("participant"))?;
		let walk = Walk::new(&self.chain, &rows, id, at, trail);
		let past = walk.past(|| Ok(()), |(trial, subject)| ParticipantId { trial, subject })?;
		Ok(Export { row, past, evidence })
	}

	async fn subscribe_subject(
		&self,
		pending: PendingSubscriptionSink,
		trial: TrialId,
		subject: AccountId32,
	) -> SubscriptionResult {
		subscription::serve(pending, &self.room, &self.chain, || {
			let id = (trial, subject.clone());
			let source = Subject { rows: Participants(self.chain.clone()), id };
			WatchNews::new(self.chain.clone(), source)
		})
		.await
	}

	async fn subscribe_trial(
		&self,
		pending: PendingSubscriptionSink,
		trial: TrialId,
	) -> SubscriptionResult {
		subscription::serve(pending, &self.room, &self.chain, || {
			WatchTrial::new(self.chain.clone(), trial)
		})
		.await
	}
}

/// How many of the versions submitted last are told with a trial, beside those on which consents may be in force.
const LATEST: u16 = 8;

/// The trial with its forms; `None` if there is none.
pub(crate) fn trial_at<C>(
	chain: &Chain<C>,
	id: TrialId,
	at: BlockRef,
) -> Result<Option<Trial>, Error>
where
	C: Client,
	C::Api: TrialConsentsApi<Block, AccountId32>,
{
	let api = chain.0.runtime_api();
	let Some(trial) = api.trial(at.hash, id)? else { return Ok(None) };
	let latest = trial.next.saturating_sub(LATEST).max(1)..trial.next;
	let mut versions: Vec<u16> = trial.live.iter().copied().chain(latest).collect();
	versions.sort_unstable();
	versions.dedup();
	let mut forms = Vec::new();
	for version in versions {
		forms.extend(api.form(at.hash, id, version)?.map(|form| (version, form)));
	}
	Ok(Some(Trial::new(id, trial, forms)))
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;

	#[test]
	fn a_moved_row_is_known_by_its_event() {
		let (old, new) = (AccountId32::new([1; 32]), AccountId32::new([2; 32]));
		let moved = (13u8, 7u32, &old, &new).encode();
		let mut event =
			RowEvent { id: (7, old.clone()), name: "Rekeyed".into(), event: moved, at: 0 };
		let told = Rekeyed::of(&event).unwrap();
		assert_eq!((told.trial, told.subject, told.new), (7, old, new));
		event.name = "Given".into();
		assert!(Rekeyed::of(&event).is_none());
	}
}
