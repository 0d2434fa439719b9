//! Trials and consents.

// The macro's hidden items.
#![allow(missing_docs)]

use crate::RowEvent;
use alloc::vec::Vec;
use codec::Codec;
use pallet_trial_consents::{Erasure, Form, Participation, Trial};
use salus_primitives::{LicenceId, Moment, Page, Standing, TrialId};

sp_api::decl_runtime_apis! {
	/// Trials and consents.
	pub trait TrialConsentsApi<AccountId> where AccountId: Codec {
		/// The trial.
		fn trial(id: TrialId) -> Option<Trial<()>>;
		/// The versions of a trial's form, in their order.
		fn forms(trial: TrialId, cursor: Option<u16>, limit: u32) -> Page<(u16, Form<()>), u16>;
		/// One version of a trial's form.
		fn form(trial: TrialId, version: u16) -> Option<Form<()>>;
		/// Whether the investigator may propose to participants of the trial.
		fn is_site(trial: TrialId, investigator: LicenceId) -> bool;
		/// The participant.
		fn consent(trial: TrialId, subject: AccountId) -> Option<Participation<AccountId, ()>>;
		/// What the participant's consent is worth.
		fn standing(trial: TrialId, subject: AccountId) -> Standing;
		/// What it will be worth at a moment, if nobody does anything until then; of the past, what the present consent was.
		fn standing_at(trial: TrialId, subject: AccountId, moment: Moment) -> Standing;
		/// The participants whose consents are due for renewal or lapsed, in the order of their keys.
		fn due(
			trial: TrialId,
			cursor: Option<AccountId>,
			limit: u32,
		) -> Page<(AccountId, Standing), AccountId>;
		/// The participants whose requests to erase the sponsor did not answer in time, in the order of their keys.
		fn overdue_erasures(
			trial: TrialId,
			cursor: Option<AccountId>,
			limit: u32,
		) -> Page<(AccountId, Erasure), AccountId>;
		/// The time of the block, by which deadlines have passed or are ahead.
		fn now() -> Moment;
		/// What happened to participants in this block, in order.
		fn events() -> Vec<RowEvent<(TrialId, AccountId)>>;
		/// Where in storage the standing of a participant's consent stands, for proofs: the participant, the version that was
		/// consented to last (if any was), the trial, the time.
		fn keys(trial: TrialId, subject: AccountId) -> Vec<Vec<u8>>;
	}
}
