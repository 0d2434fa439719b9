//! Participants of trials and the forms that they sign.

#![allow(missing_docs)] // Mirrors of the pallet's types, which say what each field means.

use super::{
	apply, AccountId, BlockNumber, Bounded, Deposit, Hash, Lapsed, LicenceId, Moment,
	OrganisationId, Trail, TrialId, DAY,
};
use alloc::vec::Vec;

/// Hash of the text of its types, as [`Pallet::text`](super::Pallet::text) gives it.
pub const SCHEMA: Hash = [
	0x74, 0x36, 0x7e, 0x68, 0x4a, 0xa2, 0x66, 0x64, 0x53, 0xdf, 0xbb, 0x01, 0xcd, 0x9a, 0xe7, 0xa4,
	0x36, 0x10, 0x80, 0x81, 0x92, 0x76, 0xba, 0xd1, 0x52, 0x5a, 0xf6, 0xcf, 0xd3, 0x02, 0xa4, 0x15,
];

/// What a participant's trail begins with, before trial and first key.
pub const TRAIL: &[u8] = b"TrialConsents";

/// From the first moment of the month of majority to the lapse of a consent without the participant's own signature.
pub const MAJORITY_GRACE: Moment = 31 * DAY;

/// What a consent covers, one bit each; the meaning stands in the form.
pub type Scopes = u32;
/// Who signs, one bit each: subject, representative, assent, witness, investigator.
pub type Signers = u8;
/// The participant in person, among the [`Signers`].
pub const SELF: Signers = 1;
/// A month since January 1970.
pub type Month = u16;

mirror! {
	pub struct Participation {
		pub organisation: OrganisationId,
		pub representative: Option<AccountId>,
		pub majority: Option<Month>,
		pub refused: bool,
		pub round: u16,
		pub consent: Consent,
		pub proposal: Option<Proposal>,
		pub enrolment: Enrolment,
		pub records: u32,
		pub erasure: Option<Erasure>,
		pub trail: Trail,
		pub ticket: Deposit,
	}

	pub enum Consent {
		Absent,
		Given(Given),
		Ended { at: Moment, why: EndReason, last: Option<Given> },
	}

	pub struct Given {
		pub version: u16,
		pub scopes: Scopes,
		pub core: Scopes,
		pub by: Signers,
		pub round: u16,
		pub at: Moment,
		pub block: BlockNumber,
		pub investigator: LicenceId,
		pub deferred: Option<Moment>,
	}

	#[derive(Copy)]
	pub enum EndReason {
		Withdrawn,
		Refused,
		Unsigned,
		Exited,
	}

	pub struct Proposal {
		pub version: u16,
		pub scopes: Scopes,
		pub need: Signers,
		pub have: Signers,
		pub representative: Option<AccountId>,
		pub witness: Option<AccountId>,
		pub majority: Option<Month>,
		pub by: LicenceId,
		pub until: Moment,
	}

	#[derive(Copy)]
	pub enum Enrolment {
		None,
		Enrolled(Moment),
		OnStudy,
		FollowUp,
		Off(OffReason),
	}

	#[derive(Copy)]
	pub enum OffReason {
		Withdrawn,
		Exited(ExitReason),
	}

	#[derive(Copy)]
	pub enum ExitReason {
		Completed,
		LostToFollowUp,
		Investigator,
		Sponsor,
	}

	#[derive(Copy)]
	pub struct Erasure {
		pub scopes: Scopes,
		pub due: Moment,
		pub answer: Option<Answer>,
	}

	#[derive(Copy)]
	pub enum Answer {
		Erased,
		Partly,
		Kept,
	}

	#[derive(Copy)]
	pub enum Party {
		Subject,
		Representative,
		Guardian,
	}

	#[derive(Copy)]
	pub enum Signer {
		Subject,
		Representative,
		Assent,
		Witness,
		Investigator,
	}

	#[derive(Copy)]
	pub enum Step {
		OnStudy,
		FollowUp,
	}

	#[derive(Copy)]
	pub enum Lapse {
		ProposalEnded,
	}

	#[derive(Copy)]
	pub enum Renewal {
		NewVersion,
		Majority,
		Deferred,
	}

	/// What a consent is worth at a moment.
	#[derive(Copy)]
	pub enum Standing {
		Absent,
		Active,
		Due { until: Moment, why: Renewal },
		Lapsed { since: Moment, why: Renewal },
		Suspended,
		Ended,
	}

	pub struct Form {
		pub commitment: Hash,
		pub offered: Scopes,
		pub core: Scopes,
		pub sets: Bounded<Signers, 6>,
		pub deferred_h: u16,
		pub ends_at: Moment,
		pub suspended: Suspension,
		pub status: FormStatus,
		pub ticket: Deposit,
	}

	#[derive(Copy)]
	pub struct Suspension {
		pub committee: bool,
		pub regulator: bool,
	}

	pub enum FormStatus {
		Submitted { until: Moment, replace: Option<Reconsent> },
		Approved { approval: Approval, replace: Option<Reconsent> },
		Superseded { approval: Approval, at: Moment, asks: [Option<Ask>; 4] },
		Rejected,
	}

	#[derive(Copy)]
	pub struct Approval {
		pub from: Moment,
		pub until: Moment,
		pub block: BlockNumber,
	}

	#[derive(Copy)]
	pub struct Ask {
		pub from: Moment,
		pub until: Moment,
	}

	#[derive(Copy)]
	pub enum Reconsent {
		NewOnly,
		Stages { mask: u8, grace_until: Moment },
	}

	/// Those that are links of a participant's trail.
	pub enum Event {
		#[codec(index = 8)]
		Proposed {
			trial: TrialId,
			subject: AccountId,
			by: LicenceId,
			organisation: OrganisationId,
			version: u16,
			scopes: Scopes,
			need: Signers,
			representative: Option<AccountId>,
			majority: Option<Month>,
			round: u16,
			until: Moment,
		},
		#[codec(index = 9)]
		Deferred { trial: TrialId, subject: AccountId, organisation: OrganisationId, given: Given },
		#[codec(index = 10)]
		Signed { trial: TrialId, subject: AccountId, role: Signer, by: AccountId, round: u16 },
		#[codec(index = 11)]
		ScopesNarrowed {
			trial: TrialId,
			subject: AccountId,
			role: Signer,
			by: AccountId,
			round: u16,
			scopes: Scopes,
		},
		#[codec(index = 12)]
		Given { trial: TrialId, subject: AccountId, given: Given },
		#[codec(index = 13)]
		Refused { trial: TrialId, subject: AccountId, round: u16, by: Party },
		#[codec(index = 14)]
		ScopesWithdrawn {
			trial: TrialId,
			subject: AccountId,
			round: u16,
			by: Party,
			scopes: Scopes,
			erase_by: Option<Moment>,
		},
		#[codec(index = 15)]
		Withdrawn {
			trial: TrialId,
			subject: AccountId,
			round: u16,
			by: Party,
			erase_by: Option<Moment>,
		},
		#[codec(index = 16)]
		Enrolled { trial: TrialId, subject: AccountId, by: LicenceId, standing: Standing },
		#[codec(index = 17)]
		Advanced { trial: TrialId, subject: AccountId, by: LicenceId, to: Step },
		#[codec(index = 18)]
		DataRecorded {
			trial: TrialId,
			subject: AccountId,
			by: LicenceId,
			scopes: Scopes,
			commitment: Hash,
			number: u32,
			standing: Standing,
		},
		#[codec(index = 19)]
		Ended { trial: TrialId, subject: AccountId, by: LicenceId, why: ExitReason },
		#[codec(index = 20)]
		ErasureAnswered { trial: TrialId, subject: AccountId, answer: Answer },
		#[codec(index = 21)]
		Rekeyed { trial: TrialId, subject: AccountId, new: AccountId },
		#[codec(index = 22)]
		Lapsed { trial: TrialId, subject: AccountId, lapse: Lapse, at: Moment },
	}
}

impl Participation {
	/// Applies what time has done by `now`: a proposal that was not signed in time is gone, and if nothing was ever given that is
	/// the end. What a given consent is worth is asked of [`standing`](Self::standing).
	pub fn settle(&mut self, now: Moment) -> Vec<Lapsed<Lapse>> {
		apply(
			self,
			now,
			|row| {
				let until = row.proposal.as_ref()?.until;
				Some(Lapsed { what: Lapse::ProposalEnded, at: until })
			},
			|row, lapsed| {
				row.proposal = None;
				if row.consent == Consent::Absent {
					let why = EndReason::Unsigned;
					row.consent = Consent::Ended { at: lapsed.at, why, last: None };
				}
			},
		)
	}

	/// What the consent is worth at `now`, its version being `form`.
	pub fn standing(&self, form: &Form, now: Moment) -> Standing {
		let given = match &self.consent {
			Consent::Absent => return Standing::Absent,
			Consent::Ended { .. } => return Standing::Ended,
			Consent::Given(given) => given,
		};
		if form.ends_at <= now {
			return Standing::Ended;
		}
		// The renewal that began and ends first; of those that end together the one named first.
		let mut first: Option<Renewing> = None;
		for renewing in self.renewals(given, form).into_iter().flatten() {
			let sooner = first.as_ref().is_none_or(|first| renewing.until < first.until);
			if renewing.from <= now && sooner {
				first = Some(renewing);
			}
		}
		match first {
			Some(Renewing { until, why, .. }) if until <= now => {
				Standing::Lapsed { since: until, why }
			},
			_ if !form.is_in_force(now) => Standing::Suspended,
			Some(Renewing { until, why, .. }) => Standing::Due { until, why },
			None => Standing::Active,
		}
	}

	/// What the consent has to be renewed for, now or later: a new version, majority, a deferral.
	fn renewals(&self, given: &Given, form: &Form) -> [Option<Renewing>; 3] {
		let asked = match &form.status {
			FormStatus::Superseded { asks, .. } => self.asked(asks),
			_ => None,
		};
		let version = asked.map(|ask| Renewing {
			from: ask.from,
			until: ask.until,
			why: Renewal::NewVersion,
		});
		let majority = self.majority.filter(|_| given.by & SELF == 0).map(|month| {
			let from = begin_of(month);
			let until = from.saturating_add(MAJORITY_GRACE);
			Renewing { from, until, why: Renewal::Majority }
		});
		let deferred =
			given.deferred.map(|until| Renewing { from: given.at, until, why: Renewal::Deferred });
		[version, majority, deferred]
	}

	/// What a later version asks of the participant's stage; off the trial, the first thing that it asks of anybody.
	fn asked(&self, asks: &[Option<Ask>; 4]) -> Option<Ask> {
		let [none, enrolled, on_study, follow_up] = asks;
		match self.enrolment {
			Enrolment::None => *none,
			Enrolment::Enrolled(_) => *enrolled,
			Enrolment::OnStudy => *on_study,
			Enrolment::FollowUp => *follow_up,
			Enrolment::Off(_) => asks.iter().flatten().min_by_key(|ask| ask.until).copied(),
		}
	}
}

/// A renewal, due from one moment to another.
struct Renewing {
	from: Moment,
	until: Moment,
	why: Renewal,
}

impl Form {
	/// Approved, its time running, suspended by nobody.
	fn is_in_force(&self, now: Moment) -> bool {
		match &self.status {
			FormStatus::Approved { approval, .. } | FormStatus::Superseded { approval, .. } => {
				approval.from <= now
					&& now < approval.until
					&& !self.suspended.committee
					&& !self.suspended.regulator
			},
			FormStatus::Submitted { .. } | FormStatus::Rejected => false,
		}
	}
}

/// The first moment of a month, UTC: counting month by month through Gregorian years that begin in March, so that the leap day
/// is a year's last.
fn begin_of(month: Month) -> Moment {
	// Counted from March 1968, which began 671 days before 1970.
	let months = u64::from(month).saturating_add(22);
	let (year, in_year) = (months / 12, months % 12);
	// Days before a month that is `in_year` after March: 31, 30, 31, 30, 31 repeat.
	let days = in_year.saturating_mul(306).saturating_add(5) / 10;
	let ended = year.saturating_add(1968);
	// Leap days of the years up to this one, less the 477 of those up to 1968.
	let leap =
		(ended / 4).saturating_sub(ended / 100).saturating_add(ended / 400).saturating_sub(477);
	year.saturating_mul(365)
		.saturating_add(leap)
		.saturating_add(days)
		.saturating_sub(671)
		.saturating_mul(DAY)
}
