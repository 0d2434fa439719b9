//! What custodians do with records, and what patients and regulators ask of them.

use crate::{
	life::{keeps, ANSWER_WITHIN},
	rows::Row,
	AccountIdOf, Config, Erasure, Error, Event, Hold, HoldGround, KeptRecord, Marker, Pallet,
	PatientOf, Record, RecordOf, Records, ShredReason, Successors, Version, Voice, SETS,
};
use frame::{prelude::*, traits::Footprint};
use salus_primitives::{
	content_id, content_id_may_be_created, Actor, Duty, LicenceId, Licensing, Moment, Power,
	RecordId, Role, RowTicket, Trail,
};

/// Domain of the ids of records.
pub const DOMAIN: &[u8] = b"salus/record";

type Kept<T> = KeptRecord<AccountIdOf<T>, <T as Config>::RecordTicket>;

impl<T: Config> Pallet<T> {
	/// The id of a record.
	pub fn record_id(custodian: LicenceId, authored_at: Moment, root: &H256) -> RecordId {
		content_id(DOMAIN, custodian, authored_at, root)
	}

	pub(crate) fn do_anchor(
		who: AccountIdOf<T>,
		licence: LicenceId,
		root: H256,
		authored_at: Moment,
		patient: AccountIdOf<T>,
		set: u8,
	) -> DispatchResult {
		let now = Self::now();
		let actor = Self::actor(&who, licence, &[Role::Hospital], now)?;
		ensure!(set < SETS, Error::<T>::InvalidSet);
		let row = Self::row::<PatientOf<T>>(patient.clone(), now)?;
		ensure!(Self::is_custodian(licence, row.value.custodian), Error::<T>::NotAuthorized);
		let id = Self::new_record_id(licence, authored_at, &root, now)?;
		Self::create(&actor, id, licence, patient, set, now)
	}

	/// The new version is neither disputed nor held: what was said of the old one was said of that.
	pub(crate) fn do_amend(
		who: AccountIdOf<T>,
		licence: LicenceId,
		id: RecordId,
		root: H256,
		authored_at: Moment,
	) -> DispatchResult {
		let now = Self::now();
		let actor = Self::actor(&who, licence, &[Role::Hospital], now)?;
		let mut row = Self::row::<RecordOf<T>>(id, now)?;
		let kept = Self::live(&mut row, licence)?;
		let (patient, set) = (kept.patient.clone(), kept.set);
		let by = Self::new_record_id(licence, authored_at, &root, now)?;
		kept.version = Version::Amended { by };
		Self::create(&actor, by, licence, patient, set, now)?;
		row.emit(Event::Amended { id, by });
		row.save();
		Ok(())
	}

	pub(crate) fn do_mark_error(
		who: AccountIdOf<T>,
		licence: LicenceId,
		id: RecordId,
	) -> DispatchResult {
		let now = Self::now();
		Self::actor(&who, licence, &[Role::Hospital], now)?;
		let mut row = Self::row::<RecordOf<T>>(id, now)?;
		Self::live(&mut row, licence)?.version = Version::InError;
		row.emit(Event::MarkedInError { id });
		row.save();
		Ok(())
	}

	pub(crate) fn do_dispute(who: AccountIdOf<T>, id: RecordId, seq: u32) -> DispatchResult {
		let mut row = Self::row::<RecordOf<T>>(id, Self::now())?;
		let now = row.now;
		let kept = Self::kept(&mut row)?;
		let patient = kept.patient.clone();
		let (of, by) = Self::asked_by(&who, &patient, seq, now)?;
		ensure!(!kept.disputed, Error::<T>::AlreadyDisputed);
		kept.disputed = true;
		row.emit(Event::Disputed { id, patient, by });
		Self::save_asked(row, of);
		Ok(())
	}

	/// While a hold is in force the time to answer has not begun: it starts when the hold ends.
	pub(crate) fn do_request_shred(who: AccountIdOf<T>, id: RecordId, seq: u32) -> DispatchResult {
		let mut row = Self::row::<RecordOf<T>>(id, Self::now())?;
		let now = row.now;
		let kept = Self::kept(&mut row)?;
		let patient = kept.patient.clone();
		let (of, by) = Self::asked_by(&who, &patient, seq, now)?;
		ensure!(kept.erasure.is_none(), Error::<T>::AlreadyRequested);
		let begins = kept.hold.as_ref().map_or(now, |hold| hold.until);
		let due = begins.saturating_add(ANSWER_WITHIN);
		kept.erasure = Some(Erasure::Requested { due });
		row.emit(Event::ShredRequested { id, patient, by, due });
		Self::save_asked(row, of);
		Ok(())
	}

	/// Who asks something of a record, and in whose name. After the relationship was closed the patient's key acts for itself,
	/// as a key does that nobody entered, with the number 0: else closing would end the patient's rights over the records that
	/// stay. What is asked then is asked once only, so no number guards it.
	fn asked_by(
		who: &AccountIdOf<T>,
		patient: &AccountIdOf<T>,
		seq: u32,
		now: Moment,
	) -> Result<(Option<Row<T, PatientOf<T>>>, Voice), DispatchError> {
		if let Some(row) = Row::load(patient.clone(), now) {
			let (row, by) = Self::sequenced(who, row, seq)?;
			return Ok((Some(row), by));
		}
		ensure!(who == patient, Error::<T>::NotAuthorized);
		ensure!(seq == 0, Error::<T>::StaleSequence);
		Ok((None, Voice::Patient))
	}

	/// Writes both rows; the event is a link of both histories.
	fn save_asked(row: Row<T, RecordOf<T>>, of: Option<Row<T, PatientOf<T>>>) {
		if let Some(mut of) = of {
			row.last_event().into_iter().for_each(|event| of.join(event));
			of.save();
		}
		row.save();
	}

	/// Only the custodian knows when the time to keep a record is over, so it needs no request. But it does not say that there
	/// was one, or an error, where the chain knows better.
	pub(crate) fn do_shred(
		who: AccountIdOf<T>,
		licence: LicenceId,
		id: RecordId,
		reason: ShredReason,
	) -> DispatchResult {
		let now = Self::now();
		Self::actor(&who, licence, &[Role::Hospital], now)?;
		let mut row = Self::row::<RecordOf<T>>(id, now)?;
		let kept = Self::kept(&mut row)?;
		ensure!(Self::is_custodian(licence, kept.custodian), Error::<T>::NotAuthorized);
		ensure!(kept.hold.is_none(), Error::<T>::OnHold);
		let true_reason = match reason {
			ShredReason::PatientRequest => kept.erasure.is_some(),
			ShredReason::EnteredInError => kept.version == Version::InError,
			ShredReason::RetentionEnded | ShredReason::LegalOrder => true,
		};
		ensure!(true_reason, Error::<T>::NotAllowed);
		let KeptRecord { custodian, block, trail, ticket, .. } = kept.clone();
		ticket.drop()?;
		row.value = Record::Shredded(Marker { custodian, block, at: now, reason, trail });
		row.emit(Event::Shredded { id, reason });
		row.save();
		Ok(())
	}

	pub(crate) fn do_place_hold(
		who: AccountIdOf<T>,
		licence: LicenceId,
		id: RecordId,
		ground: HoldGround,
		until: Moment,
	) -> DispatchResult {
		let now = Self::now();
		let actor = Self::actor(&who, licence, &[Role::Hospital, Role::Regulator], now)?;
		let mut row = Self::row::<RecordOf<T>>(id, now)?;
		let kept = Self::kept(&mut row)?;
		Self::ensure_may_hold(&actor, licence, kept)?;
		let last = now.saturating_add(T::MaxHold::get());
		ensure!(now < until && until <= last, Error::<T>::InvalidPeriod);
		kept.hold = Some(Hold { until, by: licence, ground });
		row.emit(Event::HoldPlaced { id, by: licence, ground, until });
		row.save();
		Ok(())
	}

	pub(crate) fn do_lift_hold(
		who: AccountIdOf<T>,
		licence: LicenceId,
		id: RecordId,
	) -> DispatchResult {
		let now = Self::now();
		let actor = Self::actor(&who, licence, &[Role::Hospital, Role::Regulator], now)?;
		let mut row = Self::row::<RecordOf<T>>(id, now)?;
		let kept = Self::kept(&mut row)?;
		Self::ensure_may_hold(&actor, licence, kept)?;
		ensure!(kept.hold.is_some(), Error::<T>::NotOnHold);
		kept.end_hold(now);
		row.emit(Event::HoldLifted { id, by: licence });
		row.save();
		Ok(())
	}

	/// A successor that ended may be succeeded in its turn: then the registrar names the next one for the first licence too.
	pub(crate) fn do_succeed(
		who: AccountIdOf<T>,
		old: LicenceId,
		new: LicenceId,
	) -> DispatchResult {
		let now = Self::now();
		T::Licences::registrar(&who, Duty::Custody).map_err(Self::fault)?;
		Self::ensure_ended_hospital(old, now)?;
		if let Some(successor) = Successors::<T>::get(old) {
			Self::ensure_ended_hospital(successor, now)?;
		}
		T::Licences::find(new, Role::Hospital.into(), now).map_err(Self::fault)?;
		Successors::<T>::insert(old, new);
		Self::deposit_event(Event::CustodySucceeded { old, new });
		Ok(())
	}

	fn ensure_ended_hospital(licence: LicenceId, now: Moment) -> DispatchResult {
		let was = match T::Licences::find(licence, Role::Hospital.into(), now) {
			Ok(_) => false,
			Err(fault) => fault.is_validity(),
		};
		ensure!(was && T::Licences::ended(licence, now), Error::<T>::NotAllowed);
		Ok(())
	}

	/// Checks a sequenced call of the patient and consumes its number.
	///
	/// The number is the replay guard of relayed calls, as in `prescriptions`: it is incremented in the write that the call
	/// makes, names one row, and is exhausted rather than wrapped. A row that is closed and entered anew starts at 0 again: it
	/// closes only when every signature that was used on it has died ([`close_patient`](Pallet::close_patient)). One that
	/// was never sent lives for its era, on the new row as on the old.
	pub(crate) fn sequenced(
		who: &AccountIdOf<T>,
		mut row: Row<T, PatientOf<T>>,
		seq: u32,
	) -> Result<(Row<T, PatientOf<T>>, Voice), DispatchError> {
		let by = Self::giving(&row, who)?;
		Self::consume(&mut row, seq)?;
		Ok((row, by))
	}

	/// In whose name the caller gives something away or changes something. While a recovery is decided whoever has the old key
	/// does neither; guardians do.
	pub(crate) fn giving(
		row: &Row<T, PatientOf<T>>,
		who: &AccountIdOf<T>,
	) -> Result<Voice, Error<T>> {
		let voice = row.value.voice(&row.key, who, Power::Records, row.now);
		let voice = voice.ok_or(Error::NotAuthorized)?;
		let lost = voice == Voice::Patient && row.value.is_recovering();
		ensure!(!lost, Error::Recovering);
		Ok(voice)
	}

	/// Consumes a number.
	pub(crate) fn consume(row: &mut Row<T, PatientOf<T>>, seq: u32) -> DispatchResult {
		ensure!(row.value.seq == seq, Error::<T>::StaleSequence);
		row.value.seq = seq.checked_add(1).ok_or(Error::<T>::StaleSequence)?;
		Ok(())
	}

	/// Whether the licence acts for the custodian.
	pub(crate) fn is_custodian(licence: LicenceId, custodian: LicenceId) -> bool {
		let successor = (licence != custodian).then(|| Successors::<T>::get(custodian)).flatten();
		keeps(licence, custodian, successor)
	}

	/// The record while its document exists.
	pub(crate) fn kept(row: &mut Row<T, RecordOf<T>>) -> Result<&mut Kept<T>, Error<T>> {
		match &mut row.value {
			Record::Kept(kept) => Ok(kept),
			Record::Shredded(_) => Err(Error::AlreadyShredded),
		}
	}

	/// The custodian's record while it can be replaced. One that is to be shredded cannot: that would keep its content.
	fn live(row: &mut Row<T, RecordOf<T>>, licence: LicenceId) -> Result<&mut Kept<T>, Error<T>> {
		ensure!(Self::is_custodian(licence, row.value.custodian()), Error::<T>::NotAuthorized);
		match &mut row.value {
			Record::Kept(kept) if kept.version == Version::Live && kept.erasure.is_none() => {
				Ok(kept)
			},
			_ => Err(Error::NotLive),
		}
	}

	/// A regulator may touch any hold, a custodian what its side placed.
	fn ensure_may_hold(
		actor: &Actor<AccountIdOf<T>>,
		licence: LicenceId,
		kept: &Kept<T>,
	) -> DispatchResult {
		if actor.role == Role::Regulator {
			return Ok(());
		}
		ensure!(Self::is_custodian(licence, kept.custodian), Error::<T>::NotAuthorized);
		if let Some(hold) = &kept.hold {
			let own = hold.by == kept.custodian || Self::is_custodian(licence, hold.by);
			ensure!(own, Error::<T>::NotAuthorized);
		}
		Ok(())
	}

	/// The id of a record about to be created, if it cannot have existed before: see `content_id_may_be_created`.
	fn new_record_id(
		licence: LicenceId,
		authored_at: Moment,
		root: &H256,
		now: Moment,
	) -> Result<RecordId, Error<T>> {
		content_id_may_be_created(authored_at, now, T::MaxAge::get(), T::MaxSkew::get())
			.map_err(|_| Error::Stale)?;
		let id = Self::record_id(licence, authored_at, root);
		ensure!(!Records::<T>::contains_key(id), Error::<T>::AlreadyExists);
		Ok(id)
	}

	fn create(
		actor: &Actor<AccountIdOf<T>>,
		id: RecordId,
		custodian: LicenceId,
		patient: AccountIdOf<T>,
		set: u8,
		now: Moment,
	) -> DispatchResult {
		let size = RecordOf::<T>::max_encoded_len().saturating_add(32);
		let ticket = T::RecordTicket::new(actor, Footprint::from_parts(1, size))?;
		let event = Event::Anchored { id, custodian, patient: patient.clone(), set };
		let record = KeptRecord {
			custodian,
			patient,
			set,
			block: Self::block(),
			disputed: false,
			version: Version::Live,
			hold: None,
			erasure: None,
			trail: Trail::of_id(id),
			ticket,
		};
		let mut row = Row::<T, RecordOf<T>>::new(id, now, Record::Kept(record));
		row.emit(event);
		row.save();
		Ok(())
	}
}
