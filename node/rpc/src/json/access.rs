//! Grants, receipts and emergencies in JSON. Sets are masks of 32 bits whose meaning patient and custodian know.

use super::Trail;
use crate::BlockRef;
use salus_primitives::{self as primitives, LicenceId, Moment, RecordId};
use salus_runtime_api::pallet_health_records as row;
use serde::{Deserialize, Serialize};
use sp_core::H256;
use sp_runtime::AccountId32;

/// A patient's permission to read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Grant {
	/// The slot, 0 to 31.
	pub slot: u8,
	/// When the patient wrote it: names it within its slot for ever.
	pub authored_at: Moment,
	/// Who may read.
	pub grantee: Grantee,
	/// What.
	pub what: What,
	/// For what.
	pub purpose: Purpose,
	/// First moment.
	pub from: Moment,
	/// End, exclusive.
	pub until: Moment,
	/// What is left of it.
	pub state: GrantState,
	/// Its history as one hash.
	pub trail: Trail,
}

/// Who may read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Grantee {
	/// Whoever holds a licence.
	Licence {
		/// The licence.
		licence: LicenceId,
	},
	/// A key.
	Key {
		/// The key.
		key: AccountId32,
	},
}

/// What may be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum What {
	/// Every record of some sets, later ones too.
	Sets {
		/// The sets.
		sets: u32,
	},
	/// One record and no other version of it.
	Record {
		/// The record.
		record: RecordId,
	},
}

/// For what a record may be read (HL7 v3 PurposeOfUse).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Purpose {
	/// `TREAT`
	Treatment,
	/// `HPAYMT`
	Payment,
	/// `HOPERAT`
	Operations,
	/// `HRESCH`
	Research,
	/// `CLINTRCH`
	ClinicalTrial,
	/// `PUBHLTH`
	PublicHealth,
	/// `PATRQT`
	PatientRequested,
	/// `HLEGAL`
	Legal,
}

/// What is left of a grant.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum GrantState {
	/// It stands.
	Open {
		/// Accesses left.
		reads_left: u16,
	},
	/// It is over.
	Closed {
		/// How it ended.
		why: GrantEnd,
		/// When.
		at: Moment,
	},
}

/// How a grant ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum GrantEnd {
	/// Every read was taken.
	Spent,
	/// Its period is over.
	Expired,
	/// The patient took it back.
	Revoked,
}

/// The receipts of a grant, newest first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Receipts {
	/// The grant.
	pub grant: Grant,
	/// Those of the blocks that were looked at.
	pub receipts: Vec<Receipt>,
	/// What to pass as `at` to have those of earlier blocks; `null`: there are none.
	pub earlier: Option<H256>,
}

/// Somebody read under a grant.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
	/// The block.
	pub block: BlockRef,
	/// Its time.
	pub at: Moment,
	/// Licence of the reader; `null`: a key.
	pub by: Option<LicenceId>,
	/// Salted commitment to who read what, why and when.
	pub receipt: H256,
	/// How many reads it left.
	pub reads_left: u16,
}

/// An access in an emergency.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Incident {
	/// Its number.
	pub id: u64,
	/// Licence of the clinician.
	pub by: LicenceId,
	/// The sets opened.
	pub sets: u32,
	/// What kind of emergency.
	pub reason: Emergency,
	/// When the glass was broken.
	pub at: Moment,
	/// End of the reading, exclusive.
	pub read_until: Moment,
	/// Where its account stands.
	pub state: IncidentState,
	/// Its history as one hash.
	pub trail: Trail,
}

/// What kind of emergency (HL7 v3 PurposeOfUse).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Emergency {
	/// `ETREAT`
	EmergencyTreatment,
	/// `ERTREAT`
	EmergencyRoom,
	/// `BTG`
	PolicyOverride,
	/// `DISASTER`
	Disaster,
	/// `THREAT`
	Threat,
	/// `PATSFTY`
	PatientSafety,
}

/// Where the account for an emergency stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum IncidentState {
	/// The clinician has time to explain.
	Open {
		/// Its end, exclusive.
		justify_by: Moment,
	},
	/// Not explained in time: the clinician's licence opens nothing until it is.
	Overdue {
		/// Since when.
		since: Moment,
	},
	/// Explained, open to review.
	Justified {
		/// Salted commitment to the explanation.
		commitment: H256,
		/// Whether it came too late.
		late: bool,
		/// When.
		at: Moment,
	},
	/// Over.
	Closed {
		/// How.
		verdict: Verdict,
		/// When.
		at: Moment,
	},
}

/// What became of an incident.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
	/// A reviewer found it in order.
	Cleared,
	/// A reviewer found it abusive.
	Abuse,
	/// Explained, and nobody reviewed it in time.
	Unreviewed,
	/// Never explained.
	PresumedAbuse,
}

impl Grant {
	/// A row in JSON.
	pub fn new(slot: u8, grant: row::Grant<AccountId32>) -> Self {
		Grant {
			slot,
			authored_at: grant.authored_at,
			grantee: match grant.grantee {
				row::Grantee::Licence(licence) => Grantee::Licence { licence },
				row::Grantee::Key(key) => Grantee::Key { key },
			},
			what: match grant.what {
				row::What::Sets(sets) => What::Sets { sets },
				row::What::Record(record) => What::Record { record },
			},
			purpose: grant.purpose.into(),
			from: grant.from,
			until: grant.until,
			state: grant.state.into(),
			trail: (&grant.trail).into(),
		}
	}
}

impl From<row::GrantState> for GrantState {
	fn from(state: row::GrantState) -> Self {
		match state {
			row::GrantState::Open { reads_left } => GrantState::Open { reads_left },
			row::GrantState::Closed { why, at } => {
				let why = match why {
					row::GrantEnd::Spent => GrantEnd::Spent,
					row::GrantEnd::Expired => GrantEnd::Expired,
					row::GrantEnd::Revoked => GrantEnd::Revoked,
				};
				GrantState::Closed { why, at }
			},
		}
	}
}

impl From<primitives::Purpose> for Purpose {
	fn from(purpose: primitives::Purpose) -> Self {
		match purpose {
			primitives::Purpose::Treatment => Purpose::Treatment,
			primitives::Purpose::Payment => Purpose::Payment,
			primitives::Purpose::Operations => Purpose::Operations,
			primitives::Purpose::Research => Purpose::Research,
			primitives::Purpose::ClinicalTrial => Purpose::ClinicalTrial,
			primitives::Purpose::PublicHealth => Purpose::PublicHealth,
			primitives::Purpose::PatientRequested => Purpose::PatientRequested,
			primitives::Purpose::Legal => Purpose::Legal,
		}
	}
}

impl From<Purpose> for primitives::Purpose {
	fn from(purpose: Purpose) -> Self {
		match purpose {
			Purpose::Treatment => primitives::Purpose::Treatment,
			Purpose::Payment => primitives::Purpose::Payment,
			Purpose::Operations => primitives::Purpose::Operations,
			Purpose::Research => primitives::Purpose::Research,
			Purpose::ClinicalTrial => primitives::Purpose::ClinicalTrial,
			Purpose::PublicHealth => primitives::Purpose::PublicHealth,
			Purpose::PatientRequested => primitives::Purpose::PatientRequested,
			Purpose::Legal => primitives::Purpose::Legal,
		}
	}
}

impl Incident {
	/// A row in JSON.
	pub fn new(id: u64, incident: row::Incident) -> Self {
		Incident {
			id,
			by: incident.by,
			sets: incident.sets,
			reason: match incident.reason {
				row::BreakGlassReason::EmergencyTreatment => Emergency::EmergencyTreatment,
				row::BreakGlassReason::EmergencyRoom => Emergency::EmergencyRoom,
				row::BreakGlassReason::PolicyOverride => Emergency::PolicyOverride,
				row::BreakGlassReason::Disaster => Emergency::Disaster,
				row::BreakGlassReason::Threat => Emergency::Threat,
				row::BreakGlassReason::PatientSafety => Emergency::PatientSafety,
			},
			at: incident.at,
			read_until: incident.read_until,
			state: incident.state.into(),
			trail: (&incident.trail).into(),
		}
	}
}

impl From<row::IncidentState> for IncidentState {
	fn from(state: row::IncidentState) -> Self {
		match state {
			row::IncidentState::Open { justify_by } => IncidentState::Open { justify_by },
			row::IncidentState::Overdue { since } => IncidentState::Overdue { since },
			row::IncidentState::Justified { commitment, late, at } => {
				IncidentState::Justified { commitment, late, at }
			},
			row::IncidentState::Closed { verdict, at } => {
				let verdict = match verdict {
					row::Verdict::Cleared => Verdict::Cleared,
					row::Verdict::Abuse => Verdict::Abuse,
					row::Verdict::Unreviewed => Verdict::Unreviewed,
					row::Verdict::PresumedAbuse => Verdict::PresumedAbuse,
				};
				IncidentState::Closed { verdict, at }
			},
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::{json, to_value};

	fn trail() -> primitives::Trail {
		primitives::Trail { head: H256::zero(), n: 4, last: 8 }
	}

	#[test]
	fn a_grant_has_this_shape() {
		let grant = row::Grant {
			authored_at: 1,
			grantee: row::Grantee::Licence(10),
			what: row::What::Sets(128),
			purpose: primitives::Purpose::Treatment,
			from: 2,
			until: 3,
			state: row::GrantState::Open { reads_left: 2 },
			trail: trail(),
		};
		let shape = json!({
			"slot": 3,
			"authoredAt": 1,
			"grantee": { "kind": "licence", "licence": 10 },
			"what": { "kind": "sets", "sets": 128 },
			"purpose": "treatment",
			"from": 2,
			"until": 3,
			"state": { "kind": "open", "readsLeft": 2 },
			"trail": { "head": H256::zero(), "events": 4, "last": 8 },
		});
		assert_eq!(to_value(Grant::new(3, grant)).unwrap(), shape);
	}

	#[test]
	fn a_purpose_is_the_same_there_and_back() {
		use codec::Decode;
		let all = (0u8..).map_while(|index| primitives::Purpose::decode(&mut &[index][..]).ok());
		for purpose in all {
			assert_eq!(primitives::Purpose::from(Purpose::from(purpose)), purpose);
		}
		assert_eq!(to_value(Purpose::PatientRequested).unwrap(), json!("patientRequested"));
	}

	#[test]
	fn states_of_incidents_are_camel_case() {
		let state = IncidentState::from(row::IncidentState::Open { justify_by: 5 });
		assert_eq!(to_value(state).unwrap(), json!({ "kind": "open", "justifyBy": 5 }));
		let closed = row::IncidentState::Closed { verdict: row::Verdict::PresumedAbuse, at: 6 };
		assert_eq!(
			to_value(IncidentState::from(closed)).unwrap(),
			json!({ "kind": "closed", "verdict": "presumedAbuse", "at": 6 })
		);
	}
}
