//! Records and patients in JSON. Sets are masks of 32 bits whose meaning patient and custodian know.

use super::{Grant, Incident, Trail};
use salus_primitives::{BlockNumber, LicenceId, Moment, RecordId};
use salus_runtime_api::pallet_health_records as row;
use serde::{Deserialize, Serialize};
use sp_runtime::AccountId32;

/// A record, as it stands at a block: what time alone has changed is in it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
	/// Its id.
	pub id: RecordId,
	/// Licence of the hospital that anchored it; with it the id opens.
	pub custodian: LicenceId,
	/// Block in which it was anchored.
	pub anchored_at: BlockNumber,
	/// Where it stands.
	pub status: RecordStatus,
	/// What goes when the record is shredded; `null` from then on.
	pub kept: Option<Kept>,
	/// Its history as one hash.
	pub trail: Trail,
}

/// Where a record stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum RecordStatus {
	/// The newest version.
	Live,
	/// Replaced.
	Amended {
		/// By this one.
		by: RecordId,
	},
	/// It should never have been written.
	InError,
	/// Document and salts were destroyed.
	Shredded {
		/// When.
		at: Moment,
		/// Why.
		reason: ShredReason,
	},
}

/// Why a record was shredded.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ShredReason {
	/// The patient asked for it.
	PatientRequest,
	/// The time for which it must be kept is over.
	RetentionEnded,
	/// A court or authority ordered it.
	LegalOrder,
	/// It should never have been written.
	EnteredInError,
}

/// What a record holds while its document exists.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
	/// The patient's key with this custodian.
	pub patient: AccountId32,
	/// Its set, 0 to 31.
	pub set: u8,
	/// Whether the patient disputes it.
	pub disputed: bool,
	/// What forbids to shred it.
	pub hold: Option<Hold>,
	/// What the patient asked for.
	pub erasure: Option<Erasure>,
}

/// A ban on shredding.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Hold {
	/// Its end, exclusive.
	pub until: Moment,
	/// Licence of the custodian or regulator that placed it.
	pub by: LicenceId,
	/// Why.
	pub ground: HoldGround,
}

/// Why a record must not be shredded.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum HoldGround {
	/// A law says how long to keep it.
	RetentionLaw,
	/// A claim stands or is expected.
	LegalClaim,
	/// It is data of a trial that used it already.
	TrialData,
	/// An authority investigates.
	Investigation,
}

/// A patient's request to shred.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Erasure {
	/// The custodian has to shred or to place a hold.
	Requested {
		/// Before this moment; while a hold is in force the time has not begun.
		due: Moment,
	},
	/// It stayed silent: nobody reads the record any more.
	Ignored {
		/// Since when.
		since: Moment,
	},
}

/// A patient's relationship with a custodian.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Patient {
	/// Licence of the hospital.
	pub custodian: LicenceId,
	/// The key that speaks for the patient's since the last recovery.
	pub controller: Option<AccountId32>,
	/// Whether a recovery is on its way.
	pub recovering: bool,
	/// The number of recoveries that ended: which one a vote or veto is about.
	pub attempt: u16,
	/// Sets that no emergency opens.
	pub sealed: u32,
	/// The number that the patient's next sequenced call must carry.
	pub seq: u32,
	/// Its history as one hash.
	pub trail: Trail,
}

/// What is told of a patient.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PatientDesk {
	/// The relationship; `null` while there is none.
	pub patient: Option<Patient>,
	/// The grants, by slot.
	pub grants: Vec<Grant>,
	/// The incidents, by their keys: at most 64.
	pub incidents: Vec<Incident>,
}

/// What an event of a patient is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum RecordRow {
	/// A record.
	Record {
		/// Its id.
		id: RecordId,
	},
	/// A grant.
	Grant {
		/// Its slot.
		slot: u8,
	},
	/// An incident.
	Incident {
		/// Its number.
		id: u64,
	},
	/// The patient.
	Patient,
}

/// A record that a patient asked to shred.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ShredRequest {
	/// The record.
	pub id: RecordId,
	/// Until when, or since when in vain.
	pub erasure: Erasure,
	/// End of the ban on shredding that is in force, exclusive; `null`: there is none.
	pub held_until: Option<Moment>,
}

/// What a custodian is told of its patients' requests to shred.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestDesk {
	/// The requests, those that fall due next first, then those that were ignored: at most 64.
	pub requests: Vec<ShredRequest>,
	/// How many wait for an answer in time.
	pub waiting: u32,
	/// How many were ignored: nobody reads these records.
	pub ignored: u32,
	/// Whether all records were looked at in the beginning: a node looks at a bounded number.
	pub complete: bool,
}

impl Record {
	/// A row in JSON.
	pub fn new(id: RecordId, record: row::Record<AccountId32, ()>) -> Self {
		match record {
			row::Record::Kept(kept) => Record {
				id,
				custodian: kept.custodian,
				anchored_at: kept.block,
				status: match kept.version {
					row::Version::Live => RecordStatus::Live,
					row::Version::Amended { by } => RecordStatus::Amended { by },
					row::Version::InError => RecordStatus::InError,
				},
				trail: (&kept.trail).into(),
				kept: Some(Kept {
					patient: kept.patient,
					set: kept.set,
					disputed: kept.disputed,
					hold: kept.hold.map(Into::into),
					erasure: kept.erasure.map(Into::into),
				}),
			},
			row::Record::Shredded(marker) => Record {
				id,
				custodian: marker.custodian,
				anchored_at: marker.block,
				status: RecordStatus::Shredded { at: marker.at, reason: marker.reason.into() },
				kept: None,
				trail: (&marker.trail).into(),
			},
		}
	}
}

impl From<row::ShredReason> for ShredReason {
	fn from(reason: row::ShredReason) -> Self {
		match reason {
			row::ShredReason::PatientRequest => ShredReason::PatientRequest,
			row::ShredReason::RetentionEnded => ShredReason::RetentionEnded,
			row::ShredReason::LegalOrder => ShredReason::LegalOrder,
			row::ShredReason::EnteredInError => ShredReason::EnteredInError,
		}
	}
}

impl From<row::Hold> for Hold {
	fn from(hold: row::Hold) -> Self {
		let ground = match hold.ground {
			row::HoldGround::RetentionLaw => HoldGround::RetentionLaw,
			row::HoldGround::LegalClaim => HoldGround::LegalClaim,
			row::HoldGround::TrialData => HoldGround::TrialData,
			row::HoldGround::Investigation => HoldGround::Investigation,
		};
		Hold { until: hold.until, by: hold.by, ground }
	}
}

impl From<row::Erasure> for Erasure {
	fn from(erasure: row::Erasure) -> Self {
		match erasure {
			row::Erasure::Requested { due } => Erasure::Requested { due },
			row::Erasure::Ignored { since } => Erasure::Ignored { since },
		}
	}
}

impl From<row::Patient<AccountId32, ()>> for Patient {
	fn from(patient: row::Patient<AccountId32, ()>) -> Self {
		Patient {
			custodian: patient.custodian,
			controller: patient.controller,
			recovering: patient.recovery.is_some(),
			attempt: patient.attempt,
			sealed: patient.sealed,
			seq: patient.seq,
			trail: (&patient.trail).into(),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::{json, to_value};
	use sp_core::H256;

	fn trail() -> salus_primitives::Trail {
		salus_primitives::Trail { head: H256::zero(), n: 4, last: 8 }
	}

	#[test]
	fn a_record_has_this_shape_and_a_shredded_one_tells_nothing_of_the_patient() {
		let kept = row::Record::Kept(row::KeptRecord {
			custodian: 4,
			patient: AccountId32::new([1; 32]),
			set: 7,
			block: 5,
			disputed: true,
			version: row::Version::Amended { by: H256::repeat_byte(2) },
			hold: Some(row::Hold { until: 9, by: 8, ground: row::HoldGround::TrialData }),
			erasure: Some(row::Erasure::Requested { due: 11 }),
			trail: trail(),
			ticket: (),
		});
		let shape = json!({
			"id": H256::zero(),
			"custodian": 4,
			"anchoredAt": 5,
			"status": { "kind": "amended", "by": H256::repeat_byte(2) },
			"kept": {
				"patient": "5C62Ck4UrFPiBtoCmeSrgF7x9yv9mn38446dhCpsi2mLHiFT",
				"set": 7,
				"disputed": true,
				"hold": { "until": 9, "by": 8, "ground": "trialData" },
				"erasure": { "kind": "requested", "due": 11 },
			},
			"trail": { "head": H256::zero(), "events": 4, "last": 8 },
		});
		assert_eq!(to_value(Record::new(H256::zero(), kept)).unwrap(), shape);

		let reason = row::ShredReason::PatientRequest;
		let marker = row::Marker { custodian: 4, block: 5, at: 12, reason, trail: trail() };
		let shredded = to_value(Record::new(H256::zero(), row::Record::Shredded(marker))).unwrap();
		assert_eq!(
			shredded["status"],
			json!({ "kind": "shredded", "at": 12, "reason": "patientRequest" })
		);
		assert_eq!(shredded["kept"], json!(null));
	}
}
