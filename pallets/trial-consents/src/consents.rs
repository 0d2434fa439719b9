//! Proposing, signing and refusing.

use crate::{
	rows::Row, standing::begin_of, AccountIdOf, Config, Consent, Consents, EndReason, Enrolment,
	Error, Event, FormOf, Month, Pallet, Participation, ParticipationOf, Party, Proposal, Sites,
};
use frame::prelude::*;
use salus_primitives::{
	ids::HOUR, Actor, Given, LicenceId, Licensing, Moment, PatientAuthority, Power, Role, Scopes,
	Signer, Signers, TrialId,
};

/// What an investigator proposes.
pub(crate) struct NewProposal<A> {
	pub version: u16,
	pub scopes: Scopes,
	pub need: Signers,
	pub representative: Option<A>,
	pub majority: Option<Month>,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_propose(
		who: T::AccountId,
		licence: LicenceId,
		trial: TrialId,
		subject: T::AccountId,
		new: NewProposal<T::AccountId>,
	) -> DispatchResult {
		let now = Self::now();
		let (actor, form) = Self::at_site(&who, licence, trial, new.version, now)?;
		Self::ensure_form_admits(&form, &new, &who, &subject)?;
		let mut row = match Row::load(trial, subject.clone(), now) {
			Some(row) => row,
			None => Self::new_row(trial, subject, &actor, now)?,
		};
		// Where nothing was ever given another site may ask: else whoever asks first could keep a participant from all others.
		if row.row.is_vacant() {
			row.row.organisation = actor.organisation;
		}
		ensure!(row.row.organisation == actor.organisation, Error::<T>::NotAuthorized);
		ensure!(
			!row.row.refused || new.need.intersects(Signers::SELF.or(Signers::ASSENT)),
			Error::<T>::AssentRequired
		);
		let majority = Proposal::<T::AccountId>::majority_after(row.row.majority, new.majority)
			.ok_or(Error::<T>::InvalidMajority)?;
		Self::ensure_age_admits(majority, new.need, now)?;

		let round = Self::next_round(&row.row)?;
		let until = now.saturating_add(T::SignWithin::get());
		let NewProposal { version, scopes, need, representative, .. } = new;
		row.row.round = round;
		row.row.proposal = Some(Proposal {
			version,
			scopes,
			need,
			have: Signers::NONE,
			representative: representative.clone(),
			witness: None,
			majority,
			by: licence,
			until,
		});
		row.emit(Event::Proposed {
			trial,
			subject: row.subject.clone(),
			by: licence,
			organisation: actor.organisation,
			version,
			scopes,
			need,
			representative,
			majority,
			round,
			until,
		});
		row.save();
		Ok(())
	}

	/// The form offers what is asked, of these signers, and no key signs in two capacities.
	fn ensure_form_admits(
		form: &FormOf<T>,
		new: &NewProposal<T::AccountId>,
		who: &T::AccountId,
		subject: &T::AccountId,
	) -> Result<(), Error<T>> {
		ensure!(
			new.scopes.contains(form.core) && form.offered.contains(new.scopes),
			Error::InvalidScopes
		);
		ensure!(form.sets.contains(&new.need), Error::InvalidSigners);
		let represented = new.need.contains(Signers::REPRESENTATIVE);
		ensure!(represented == new.representative.is_some(), Error::InvalidSigners);
		let distinct = who != subject
			&& new.representative.as_ref().is_none_or(|key| key != subject && key != who);
		ensure!(distinct, Error::SameSigner);
		Ok(())
	}

	pub(crate) fn do_defer(
		who: T::AccountId,
		licence: LicenceId,
		trial: TrialId,
		subject: T::AccountId,
		version: u16,
	) -> DispatchResult {
		let now = Self::now();
		let (actor, form) = Self::at_site(&who, licence, trial, version, now)?;
		ensure!(form.deferred_h > 0, Error::<T>::NotAllowed);
		ensure!(who != subject, Error::<T>::SameSigner);
		ensure!(!Consents::<T>::contains_key(trial, &subject), Error::<T>::AlreadyExists);

		let mut row = Self::new_row(trial, subject, &actor, now)?;
		let until = now.saturating_add(HOUR.saturating_mul(form.deferred_h.into()));
		row.row.round = 1;
		let given = Given {
			version,
			scopes: form.core,
			core: form.core,
			by: Signers::INVESTIGATOR,
			round: row.row.round,
			at: now,
			block: Self::block(),
			investigator: licence,
			deferred: Some(until),
		};
		row.row.consent = Consent::Given(given.clone());
		let subject = row.subject.clone();
		row.emit(Event::Deferred { trial, subject, organisation: actor.organisation, given });
		row.save();
		Ok(())
	}

	pub(crate) fn do_sign(
		who: T::AccountId,
		trial: TrialId,
		subject: T::AccountId,
		role: Signer,
		round: u16,
		scopes: Scopes,
	) -> DispatchResult {
		let now = Self::now();
		let mut row = Self::row(trial, subject, now)?;
		let proposal = Self::proposal(&row, round)?;
		let form = Self::form_at(trial, proposal.version, now)?;
		Self::ensure_in_use(&form, now)?;
		ensure!(proposal.need.contains(role.only()), Error::<T>::NotRequired);
		ensure!(!proposal.have.contains(role.only()), Error::<T>::AlreadySigned);
		Self::ensure_signs_as(&who, trial, &row.subject, &proposal, role, now)?;

		if scopes == proposal.scopes {
			Self::sign_as_it_is(&mut row, proposal, who, role, &form);
		} else {
			let narrower = proposal.scopes.contains(scopes);
			let may_narrow = !matches!(role, Signer::Witness | Signer::Investigator);
			ensure!(narrower && may_narrow, Error::<T>::Mismatch);
			ensure!(scopes.contains(form.core), Error::<T>::InvalidScopes);
			Self::sign_for_less(&mut row, proposal, who, role, scopes)?;
		}
		row.save();
		Ok(())
	}

	pub(crate) fn do_refuse(
		who: T::AccountId,
		trial: TrialId,
		subject: T::AccountId,
		round: u16,
	) -> DispatchResult {
		let now = Self::now();
		let mut row = Self::row(trial, subject, now)?;
		let proposal = Self::proposal(&row, round)?;
		let by = Self::party(&who, &row.subject, proposal.representative.as_ref(), now)?;
		row.row.refused |= by == Party::Subject && proposal.is_for_another();
		row.row.drop_proposal(EndReason::Refused, now);
		let subject = row.subject.clone();
		row.emit(Event::Refused { trial, subject: subject.clone(), round, by });
		// What was deferred stood on the investigator's word alone, until the participant could be asked.
		if let Some(given) = row.row.given().filter(|given| given.deferred.is_some()) {
			let (round, scopes) = (given.round, given.scopes);
			row.row.withdraw(scopes, by, now);
			row.emit(Event::Withdrawn { trial, subject, round, by, erase_by: None });
		}
		row.save();
		Ok(())
	}

	/// One more signature; the last gives the consent.
	fn sign_as_it_is(
		row: &mut Row<T>,
		mut proposal: Proposal<T::AccountId>,
		who: T::AccountId,
		role: Signer,
		form: &FormOf<T>,
	) {
		let (trial, subject, round) = (row.trial, row.subject.clone(), row.row.round);
		proposal.have = proposal.have.or(role.only());
		if role == Signer::Witness {
			proposal.witness = Some(who.clone());
		}
		row.emit(Event::Signed { trial, subject: subject.clone(), role, by: who, round });
		if !proposal.is_complete() {
			row.row.proposal = Some(proposal);
			return;
		}
		let given = Given {
			version: proposal.version,
			scopes: proposal.scopes,
			core: form.core,
			by: proposal.need,
			round,
			at: row.now,
			block: Self::block(),
			investigator: proposal.by,
			deferred: None,
		};
		row.row.consent = Consent::Given(given.clone());
		row.row.proposal = None;
		row.row.representative = proposal.representative;
		row.row.majority = proposal.majority;
		row.emit(Event::Given { trial, subject, given });
	}

	/// A signature for less is a new round, in which it is the first.
	fn sign_for_less(
		row: &mut Row<T>,
		proposal: Proposal<T::AccountId>,
		by: T::AccountId,
		role: Signer,
		scopes: Scopes,
	) -> Result<(), Error<T>> {
		let round = Self::next_round(&row.row)?;
		row.row.round = round;
		row.row.proposal = Some(Proposal { scopes, have: role.only(), witness: None, ..proposal });
		let (trial, subject) = (row.trial, row.subject.clone());
		row.emit(Event::ScopesNarrowed { trial, subject, role, by, round, scopes });
		Ok(())
	}

	/// The investigator at a site of the trial, and the version in use.
	fn at_site(
		who: &T::AccountId,
		licence: LicenceId,
		trial: TrialId,
		version: u16,
		now: Moment,
	) -> Result<(Actor<T::AccountId>, FormOf<T>), Error<T>> {
		let actor = Self::actor(who, licence, &[Role::Investigator], now)?;
		ensure!(Sites::<T>::contains_key(trial, licence), Error::NotAuthorized);
		let form = Self::form_at(trial, version, now)?;
		Self::ensure_in_use(&form, now)?;
		Ok((actor, form))
	}

	/// The version can be proposed and signed.
	fn ensure_in_use(form: &FormOf<T>, now: Moment) -> Result<(), Error<T>> {
		ensure!(now < form.ends_at, Error::TrialEnded);
		ensure!(form.is_current(now) && form.is_in_force(now), Error::NotApproved);
		Ok(())
	}

	/// The row of a participant who is new to the trial. A key that was recovered is nobody's own any more, and gets none: its
	/// row may have moved on, and old signatures of it would be good for a round counted from the start again.
	fn new_row(
		trial: TrialId,
		subject: T::AccountId,
		actor: &Actor<T::AccountId>,
		now: Moment,
	) -> Result<Row<T>, DispatchError> {
		ensure!(T::Patients::speaks_as(&subject, &subject, now), Error::<T>::NotAuthorized);
		let row = Participation {
			organisation: actor.organisation,
			representative: None,
			majority: None,
			refused: false,
			round: 0,
			consent: Consent::Absent,
			proposal: None,
			enrolment: Enrolment::None,
			records: 0,
			erasure: None,
			trail: Self::trail(trial, &subject),
			ticket: Self::ticket(actor, ParticipationOf::<T>::max_encoded_len())?,
		};
		Ok(Row::new(trial, subject, now, row))
	}

	/// The round after this one. The last is refused, never wrapped: a signature of the first must not be good again.
	fn next_round(row: &ParticipationOf<T>) -> Result<u16, Error<T>> {
		row.round.checked_add(1).ok_or(Error::LimitReached)
	}

	/// What is being signed in this round.
	///
	/// The round is the replay guard of signing and refusing, which are relayed without a nonce
	/// ([`Call::is_sequenced`](crate::Call::is_sequenced) says which calls may be). What an attacker could try:
	///
	/// - **A signature twice**: its role is in `have` (`AlreadySigned`); once the round is complete, refused, void or lapsed,
	///   nothing is signed in it (`StaleRound`), and no later proposal has its number.
	/// - **A signature for another proposal**: every proposal, and every narrowing, has its own round, and nothing of it
	///   changes within the round. So who signs a round knows version, scopes, set of signers, representative and majority.
	/// - **A failed call again**: it wrote nothing, and its signature dies with its era. Until then it is what was signed.
	/// - **Another participant or trial**: both are in the call. The id of a trial is never used again, and a key whose row has
	///   moved on gets no new one (`new_row`).
	fn proposal(row: &Row<T>, round: u16) -> Result<Proposal<AccountIdOf<T>>, Error<T>> {
		ensure!(row.row.round == round, Error::StaleRound);
		row.row.proposal.clone().ok_or(Error::StaleRound)
	}

	/// A minor needs a representative until the month of majority, and signs in person once its grace is over.
	fn ensure_age_admits(
		majority: Option<Month>,
		need: Signers,
		now: Moment,
	) -> Result<(), Error<T>> {
		let Some(month) = majority else {
			ensure!(!need.contains(Signers::ASSENT), Error::InvalidMajority);
			return Ok(());
		};
		let from = begin_of(month);
		let admits = if now < from {
			need.contains(Signers::REPRESENTATIVE)
		} else {
			now < from.saturating_add(T::MajorityGrace::get()) || need.contains(Signers::SELF)
		};
		ensure!(admits, Error::InvalidSigners);
		Ok(())
	}

	/// Whether the caller is the one who signs in this capacity, and signs in no other.
	///
	/// For the participant nobody else signs, not even a guardian: whoever may consent in their stead is the representative.
	fn ensure_signs_as(
		who: &T::AccountId,
		trial: TrialId,
		subject: &T::AccountId,
		proposal: &Proposal<T::AccountId>,
		role: Signer,
		now: Moment,
	) -> Result<(), Error<T>> {
		// The key that was lost too: it may have signed as the participant before.
		let for_subject =
			|| who == subject || T::Patients::may_act(subject, who, Power::Consents, now);
		let is_representative = proposal.representative.as_ref() == Some(who);
		let is_witness = proposal.witness.as_ref() == Some(who);
		let other = match role {
			Signer::Subject | Signer::Assent => {
				ensure!(T::Patients::speaks_as(subject, who, now), Error::NotAuthorized);
				is_representative || is_witness || Self::holds(who, proposal.by)
			},
			Signer::Representative => {
				ensure!(is_representative, Error::NotAuthorized);
				is_witness || Self::holds(who, proposal.by)
			},
			Signer::Witness => {
				ensure!(!T::Licences::is_holder(who), Error::NotAuthorized);
				is_representative || for_subject()
			},
			Signer::Investigator => {
				Self::actor(who, proposal.by, &[Role::Investigator], now)?;
				ensure!(Sites::<T>::contains_key(trial, proposal.by), Error::NotAuthorized);
				is_representative || is_witness || for_subject()
			},
		};
		ensure!(!other, Error::SameSigner);
		Ok(())
	}

	fn holds(who: &T::AccountId, licence: LicenceId) -> bool {
		T::Licences::holder(licence).as_ref() == Some(who)
	}

	/// As whose word a call counts: a guardian acts for the participant, but a participant's no is the participant's own.
	pub(crate) fn party(
		who: &T::AccountId,
		subject: &T::AccountId,
		representative: Option<&T::AccountId>,
		now: Moment,
	) -> Result<Party, Error<T>> {
		if representative == Some(who) {
			Ok(Party::Representative)
		} else if T::Patients::speaks_as(subject, who, now) {
			Ok(Party::Subject)
		} else {
			ensure!(T::Patients::may_act(subject, who, Power::Consents, now), Error::NotAuthorized);
			Ok(Party::Guardian)
		}
	}
}
