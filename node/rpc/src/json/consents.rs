//! Consents in JSON. Scopes are masks of 32 bits whose meaning stands in the version of the form.

use super::{signers, Signer, Trail};
use salus_primitives::{
	self as primitives, BlockNumber, LicenceId, Moment, OrganisationId, TrialId,
};
use salus_runtime_api::pallet_trial_consents as row;
use serde::{Deserialize, Serialize};
use sp_runtime::AccountId32;

/// One participant in one trial, as it stands at a block: what time alone has changed is in it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Participant {
	/// The trial.
	pub trial: TrialId,
	/// The participant's key.
	pub subject: AccountId32,
	/// The site's organisation.
	pub organisation: OrganisationId,
	/// What the consent is worth.
	pub standing: Standing,
	/// What has been given.
	pub consent: Consent,
	/// What is being signed.
	pub proposal: Option<Proposal>,
	/// Number of the latest proposal.
	pub round: u16,
	/// The representative who signed the consent in force, or the last one.
	pub representative: Option<AccountId32>,
	/// The month in which the participant comes of age, `YYYY-MM`; of minors only.
	pub majority: Option<String>,
	/// Whether the participant has said no: nobody consents for them any more without their assent.
	pub refused: bool,
	/// Where the participant stands in the trial.
	pub enrolment: Enrolment,
	/// Data records accepted.
	pub records: u32,
	/// What was asked at a withdrawal about the data collected before.
	pub erasure: Option<DataErasure>,
	/// The history as one hash.
	pub trail: Trail,
}

/// What a consent is worth.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Standing {
	/// Nobody has consented.
	Absent,
	/// In force.
	Active,
	/// In force, and to be renewed.
	Due {
		/// When it lapses if it is not, exclusive.
		until: Moment,
		/// Why.
		why: Renewal,
	},
	/// Not renewed in time: nothing is permitted until a new round is signed.
	Lapsed {
		/// Since when.
		since: Moment,
		/// What it was not renewed for.
		why: Renewal,
	},
	/// The version's approval is suspended or has run out: nothing is permitted until the committee allows it again.
	Suspended,
	/// Withdrawn or refused, or the participation or the trial has ended.
	Ended,
}

/// Why a consent must be renewed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Renewal {
	/// A later version of the form.
	NewVersion,
	/// The participant comes of age.
	Majority,
	/// It was deferred in an emergency.
	Deferred,
}

/// What a participant has given.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Consent {
	/// Nothing yet.
	Absent,
	/// A consent.
	Given(Given),
	/// Nothing any more.
	Ended {
		/// Since when.
		at: Moment,
		/// Why.
		why: ConsentEnd,
		/// The consent as it was before.
		last: Option<Given>,
	},
}

/// Why there is no consent any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ConsentEnd {
	/// Withdrawn.
	Withdrawn,
	/// What was proposed first was refused.
	Refused,
	/// What was proposed first was not signed in time.
	Unsigned,
	/// The site ended the participation.
	Exited,
}

/// A consent with every signature, or deferred in an emergency.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Given {
	/// The version of the form.
	pub version: u16,
	/// What it still covers.
	pub scopes: u32,
	/// Those of the version's scopes whose withdrawal ends it.
	pub core: u32,
	/// Who signed.
	pub by: Vec<Signer>,
	/// The round in which it was signed: a withdrawal names it.
	pub round: u16,
	/// When the last signature came.
	pub at: Moment,
	/// Its block.
	pub block: BlockNumber,
	/// Licence of the investigator.
	pub investigator: LicenceId,
	/// Deferred until then, exclusive; `null`: signed.
	pub deferred_until: Option<Moment>,
}

/// What is being signed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Proposal {
	/// The version of the form.
	pub version: u16,
	/// What it would cover.
	pub scopes: u32,
	/// Who must sign.
	pub need: Vec<Signer>,
	/// Who has signed.
	pub have: Vec<Signer>,
	/// Who signs as the representative.
	pub representative: Option<AccountId32>,
	/// Licence of the investigator.
	pub by: LicenceId,
	/// When it lapses, exclusive.
	pub until: Moment,
}

/// Where a participant stands in a trial.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Enrolment {
	/// Not enrolled.
	None,
	/// Enrolled.
	Enrolled {
		/// When.
		at: Moment,
	},
	/// Under the trial's intervention.
	OnStudy,
	/// Observed after it.
	FollowUp,
	/// Off the trial, for good.
	Off {
		/// Why.
		why: OffReason,
	},
}

/// Why a participant is off a trial.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OffReason {
	/// The consent was withdrawn.
	Withdrawn,
	/// The planned end.
	Completed,
	/// Could not be reached.
	LostToFollowUp,
	/// The investigator decided so.
	Investigator,
	/// The sponsor decided so.
	Sponsor,
}

/// A request to erase what was collected.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DataErasure {
	/// What it was collected under.
	pub scopes: u32,
	/// When the sponsor must have answered, exclusive.
	pub due: Moment,
	/// What the sponsor answered.
	pub answer: Option<ErasureAnswer>,
}

/// A sponsor's answer to a request to erase.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ErasureAnswer {
	/// Everything was erased.
	Erased,
	/// A part is kept, because a law demands it.
	Partly,
	/// All is kept, because a law demands it.
	Kept,
}

/// A month of the calendar, counted from January 1970, as people write it.
fn month(month: row::Month) -> String {
	format!("{}-{:02}", 1970 + month / 12, month % 12 + 1)
}

impl Participant {
	/// A row in JSON, with what the consent is worth.
	pub fn new(
		trial: TrialId,
		subject: AccountId32,
		row: row::Participation<AccountId32, ()>,
		standing: primitives::Standing,
	) -> Self {
		Participant {
			trial,
			subject,
			organisation: row.organisation,
			standing: standing.into(),
			consent: row.consent.into(),
			proposal: row.proposal.map(Into::into),
			round: row.round,
			representative: row.representative,
			majority: row.majority.map(month),
			refused: row.refused,
			enrolment: row.enrolment.into(),
			records: row.records,
			erasure: row.erasure.map(Into::into),
			trail: (&row.trail).into(),
		}
	}
}

impl From<primitives::Standing> for Standing {
	fn from(standing: primitives::Standing) -> Self {
		use primitives::Standing as Row;
		match standing {
			Row::Absent => Standing::Absent,
			Row::Active => Standing::Active,
			Row::Due { until, why } => Standing::Due { until, why: why.into() },
			Row::Lapsed { since, why } => Standing::Lapsed { since, why: why.into() },
			Row::Suspended => Standing::Suspended,
			Row::Ended => Standing::Ended,
		}
	}
}

impl From<primitives::Renewal> for Renewal {
	fn from(why: primitives::Renewal) -> Self {
		match why {
			primitives::Renewal::NewVersion => Renewal::NewVersion,
			primitives::Renewal::Majority => Renewal::Majority,
			primitives::Renewal::Deferred => Renewal::Deferred,
		}
	}
}

impl From<row::Consent> for Consent {
	fn from(consent: row::Consent) -> Self {
		match consent {
			row::Consent::Absent => Consent::Absent,
			row::Consent::Given(given) => Consent::Given(given.into()),
			row::Consent::Ended { at, why, last } => {
				let why = match why {
					row::EndReason::Withdrawn => ConsentEnd::Withdrawn,
					row::EndReason::Refused => ConsentEnd::Refused,
					row::EndReason::Unsigned => ConsentEnd::Unsigned,
					row::EndReason::Exited => ConsentEnd::Exited,
				};
				Consent::Ended { at, why, last: last.map(Into::into) }
			},
		}
	}
}

impl From<primitives::Given> for Given {
	fn from(given: primitives::Given) -> Self {
		Given {
			version: given.version,
			scopes: given.scopes.0,
			core: given.core.0,
			by: signers(given.by),
			round: given.round,
			at: given.at,
			block: given.block,
			investigator: given.investigator,
			deferred_until: given.deferred,
		}
	}
}

impl From<row::Proposal<AccountId32>> for Proposal {
	fn from(proposal: row::Proposal<AccountId32>) -> Self {
		Proposal {
			version: proposal.version,
			scopes: proposal.scopes.0,
			need: signers(proposal.need),
			have: signers(proposal.have),
			representative: proposal.representative,
			by: proposal.by,
			until: proposal.until,
		}
	}
}

impl From<row::Enrolment> for Enrolment {
	fn from(enrolment: row::Enrolment) -> Self {
		match enrolment {
			row::Enrolment::None => Enrolment::None,
			row::Enrolment::Enrolled(at) => Enrolment::Enrolled { at },
			row::Enrolment::OnStudy => Enrolment::OnStudy,
			row::Enrolment::FollowUp => Enrolment::FollowUp,
			row::Enrolment::Off(why) => Enrolment::Off {
				why: match why {
					row::OffReason::Withdrawn => OffReason::Withdrawn,
					row::OffReason::Exited(row::ExitReason::Completed) => OffReason::Completed,
					row::OffReason::Exited(row::ExitReason::LostToFollowUp) => {
						OffReason::LostToFollowUp
					},
					row::OffReason::Exited(row::ExitReason::Investigator) => {
						OffReason::Investigator
					},
					row::OffReason::Exited(row::ExitReason::Sponsor) => OffReason::Sponsor,
				},
			},
		}
	}
}

impl From<row::Erasure> for DataErasure {
	fn from(erasure: row::Erasure) -> Self {
		let answer = erasure.answer.map(|answer| match answer {
			row::Answer::Erased => ErasureAnswer::Erased,
			row::Answer::Partly => ErasureAnswer::Partly,
			row::Answer::Kept => ErasureAnswer::Kept,
		});
		DataErasure { scopes: erasure.scopes.0, due: erasure.due, answer }
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use primitives::{Scopes, Signers};
	use serde_json::{json, to_value};
	use sp_core::H256;

	fn participation() -> row::Participation<AccountId32, ()> {
		row::Participation {
			organisation: 4,
			representative: None,
			majority: Some(12 * 61 + 11),
			refused: false,
			round: 3,
			consent: row::Consent::Given(primitives::Given {
				version: 2,
				scopes: Scopes(5),
				core: Scopes(1),
				by: Signers::REPRESENTATIVE.or(Signers::ASSENT).or(Signers::INVESTIGATOR),
				round: 3,
				at: 1_000,
				block: 7,
				investigator: 6,
				deferred: None,
			}),
			proposal: None,
			enrolment: row::Enrolment::Off(row::OffReason::Exited(row::ExitReason::Completed)),
			records: 2,
			erasure: Some(row::Erasure {
				scopes: Scopes(4),
				due: 9_000,
				answer: Some(row::Answer::Partly),
			}),
			trail: primitives::Trail { head: H256::zero(), n: 4, last: 8 },
			ticket: (),
		}
	}

	#[test]
	fn a_participant_has_this_shape() {
		let standing = primitives::Standing::Due { until: 5, why: primitives::Renewal::NewVersion };
		let subject = AccountId32::new([1; 32]);
		let participant = Participant::new(9, subject, participation(), standing);
		let shape = json!({
			"trial": 9,
			"subject": "5C62Ck4UrFPiBtoCmeSrgF7x9yv9mn38446dhCpsi2mLHiFT",
			"organisation": 4,
			"standing": { "kind": "due", "until": 5, "why": "newVersion" },
			"consent": {
				"kind": "given", "version": 2, "scopes": 5, "core": 1,
				"by": ["representative", "assent", "investigator"],
				"round": 3, "at": 1_000, "block": 7, "investigator": 6, "deferredUntil": null,
			},
			"proposal": null,
			"round": 3,
			"representative": null,
			"majority": "2031-12",
			"refused": false,
			"enrolment": { "kind": "off", "why": "completed" },
			"records": 2,
			"erasure": { "scopes": 4, "due": 9_000, "answer": "partly" },
			"trail": { "head": H256::zero(), "events": 4, "last": 8 },
		});
		assert_eq!(to_value(&participant).unwrap(), shape);
		assert_eq!(serde_json::from_value::<Participant>(shape).unwrap(), participant);
	}

	#[test]
	fn words_are_camel_case() {
		let word = |standing: primitives::Standing| to_value(Standing::from(standing)).unwrap();
		assert_eq!(word(primitives::Standing::Suspended), json!({ "kind": "suspended" }));
		let why = primitives::Renewal::Deferred;
		assert_eq!(
			word(primitives::Standing::Lapsed { since: 1, why }),
			json!({ "kind": "lapsed", "since": 1, "why": "deferred" })
		);
		assert_eq!(month(0), "1970-01");
	}
}
