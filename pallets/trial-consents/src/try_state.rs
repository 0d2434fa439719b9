//! The invariants that can be read from state, by their numbers in the crate's documentation.

use crate::{
	rows::Row, standing::begin_of, AccountIdOf, Config, Consent, Consents, EndReason, Enrolment,
	FormOf, FormStatus, Forms, FreeCalls, Pallet, ParticipationOf, Proposal, Sites, TrialOf,
	Trials,
};
use frame::{deps::sp_runtime::TryRuntimeError, prelude::*};
use salus_primitives::{Given, Moment, Settle, Signers, TrialId};

type Check = Result<(), TryRuntimeError>;

impl<T: Config> Pallet<T> {
	/// Checks every stored row.
	pub fn do_try_state() -> Check {
		let now = Self::now();
		for (id, trial) in Trials::<T>::iter() {
			Self::live_versions_are_listed(id, &trial, now)?;
		}
		for (id, _, _) in Forms::<T>::iter() {
			ensure!(Trials::<T>::contains_key(id), "a form without a trial");
		}
		for (id, _, _) in Sites::<T>::iter() {
			ensure!(Trials::<T>::contains_key(id), "a site without a trial");
		}
		for (trial, subject, row) in Consents::<T>::iter() {
			ensure!(Trials::<T>::contains_key(trial), "a participant without a trial");
			Self::given_as_the_form_admits(trial, &row, now)?;
			Self::comes_of_age(trial, &subject, now)?;
			Self::trail_is_begun(&row)?;
			enrolled_with_a_consent(&row)?;
			if let Some(proposal) = &row.proposal {
				keys_are_distinct(&subject, proposal)?;
				is_asked_after_a_no(&row, proposal)?;
			}
			settling_is_idempotent(&row, now)?;
		}
		let used = FreeCalls::<T>::get().used(Self::block());
		ensure!(used <= T::MaxFreePerBlock::get(), "more free withdrawals than a block takes");
		Ok(())
	}

	/// 7.
	fn live_versions_are_listed(id: TrialId, trial: &TrialOf<T>, now: Moment) -> Check {
		let mut current = 0u32;
		for (version, form) in Forms::<T>::iter_prefix(id) {
			ensure!(version < trial.next, "7: a version of the future");
			ensure!(
				!form.core.is_empty() && form.offered.contains(form.core),
				"2: core beyond what is offered"
			);
			let live = trial.live.contains(&version);
			match form.status {
				FormStatus::Approved { .. } => {
					ensure!(live && trial.current == Some(version), "7: approved but not in use");
				},
				FormStatus::Superseded { .. } => {
					ensure!(live || form.is_spent(now), "7: superseded, in force, not listed");
				},
				FormStatus::Submitted { .. } | FormStatus::Rejected => {
					ensure!(!live, "7: listed but never approved");
				},
			}
			ensure!(!live || form.ends_at == trial.end(), "7: a form of another end");
			current = current.saturating_add(form.is_current(now).into());
		}
		ensure!(current <= 1, "7: two versions in use");
		let listed = |version: &u16| Forms::<T>::contains_key(id, version);
		// A trial that is being removed loses its forms before itself.
		let removed = trial.end().saturating_add(T::TrialRetention::get()) <= now;
		ensure!(removed || trial.live.iter().all(listed), "7: listed but not there");
		Ok(())
	}

	/// 2, and what a row keeps of an ended consent.
	fn given_as_the_form_admits(trial: TrialId, row: &ParticipationOf<T>, now: Moment) -> Check {
		let (given, ended) = match &row.consent {
			Consent::Given(given) => (given, false),
			Consent::Ended { last: Some(given), .. } => (given, true),
			Consent::Absent | Consent::Ended { last: None, .. } => return Ok(()),
		};
		let Some(form) = Forms::<T>::get(trial, given.version) else {
			return Err(TryRuntimeError::Other("2: a consent to no form"));
		};
		let from = form.approval().map_or(Moment::MAX, |approval| approval.from);
		ensure!(from <= given.at && given.at <= now, "2: given before the approval");
		ensure!(form.offered.contains(given.scopes), "2: more than was offered");
		ensure!(given.core == form.core, "2: another core than the form's");
		ensure!(ended || given.scopes.contains(given.core), "2: less than the core");
		ensure!(given.round <= row.round, "6: a round to come");
		ensure!(signed_as_admitted::<T>(given, &form), "2: signed by others than the form admits");
		Ok(())
	}

	/// 8.
	fn comes_of_age(trial: TrialId, subject: &AccountIdOf<T>, now: Moment) -> Check {
		let Some(row) = Row::<T>::load(trial, subject.clone(), now) else { return Ok(()) };
		let grace = T::MajorityGrace::get();
		let over = |month| begin_of(month).saturating_add(grace) <= now;
		let unsigned = row.row.given().is_some_and(|given| !given.by.contains(Signers::SELF));
		let lapsed = unsigned && row.row.majority.is_some_and(over);
		ensure!(!(lapsed && Self::standing_in(&row).permits()), "8: of age, and others consented");
		Ok(())
	}

	/// 10, as far as the row says: each has been written by an event of a block that exists.
	fn trail_is_begun(row: &ParticipationOf<T>) -> Check {
		ensure!(row.trail.n > 0, "10: a row without an event");
		ensure!(row.trail.last <= Self::block(), "10: an event of a block to come");
		Ok(())
	}
}

fn signed_as_admitted<T: Config>(given: &Given, form: &FormOf<T>) -> bool {
	if given.deferred.is_some() {
		given.by == Signers::INVESTIGATOR && form.deferred_h > 0
	} else {
		form.sets.contains(&given.by)
	}
}

/// 1 and 5, as far as the row says.
fn enrolled_with_a_consent<A, Ticket>(row: &crate::Participation<A, Ticket>) -> Check {
	ensure!(!row.is_enrolled() || row.given().is_some(), "1: enrolled without a consent");
	match row.consent {
		Consent::Ended { why: EndReason::Withdrawn | EndReason::Exited, .. } => {
			ensure!(matches!(row.enrolment, Enrolment::Off(_)), "5: ended, and not off the trial");
		},
		Consent::Absent | Consent::Ended { .. } => {
			ensure!(row.enrolment == Enrolment::None, "1: nothing was ever given");
			ensure!(row.records == 0, "4: data, and nothing was ever given");
		},
		Consent::Given(_) => {},
	}
	Ok(())
}

/// 3, as far as the row says.
fn keys_are_distinct<A: PartialEq>(subject: &A, proposal: &Proposal<A>) -> Check {
	let (representative, witness) = (proposal.representative.as_ref(), proposal.witness.as_ref());
	ensure!(
		representative != Some(subject) && witness != Some(subject),
		"3: the participant signs for another"
	);
	ensure!(witness.is_none() || witness != representative, "3: a representative as the witness");
	ensure!(
		representative.is_some() == proposal.need.contains(Signers::REPRESENTATIVE),
		"3: a representative without a need for one"
	);
	ensure!(
		witness.is_some() == proposal.have.contains(Signers::WITNESS),
		"3: a witness who did not sign"
	);
	ensure!(
		proposal.need.contains(proposal.have) && !proposal.is_complete(),
		"3: signed by others than needed, or by all"
	);
	Ok(())
}

/// 9.
fn is_asked_after_a_no<A, Ticket>(
	row: &crate::Participation<A, Ticket>,
	proposal: &Proposal<A>,
) -> Check {
	let asked = proposal.need.intersects(Signers::SELF.or(Signers::ASSENT));
	ensure!(!row.refused || asked, "9: not asked after a no");
	Ok(())
}

/// Settling twice equals settling once.
fn settling_is_idempotent<A: Clone + PartialEq, Ticket: Clone + PartialEq>(
	row: &crate::Participation<A, Ticket>,
	now: Moment,
) -> Check {
	let mut settled = row.clone();
	settled.settle(now);
	let once = settled.clone();
	ensure!(settled.settle(now).is_empty() && settled == once, "settling settles more");
	Ok(())
}
