//! Records of health, and grants to read them.

#![allow(missing_docs)] // Mirrors of the pallet's types, which say what each field means.

use super::{apply, AccountId, BlockNumber, Hash, Lapsed, LicenceId, Moment, Trail, DAY};
use alloc::vec::Vec;

/// Hash of the text of its types, as [`Pallet::text`](super::Pallet::text) gives it.
pub const SCHEMA: Hash = [
	0xc2, 0xef, 0x76, 0x52, 0x9c, 0xac, 0x2f, 0xe9, 0x14, 0xaa, 0x98, 0x4a, 0x07, 0x56, 0x30, 0x0b,
	0x89, 0x92, 0x4d, 0x88, 0xcb, 0x3c, 0xa9, 0x1c, 0x29, 0x05, 0x37, 0xcf, 0x70, 0xc4, 0xe5, 0xd5,
];

/// What a record's id begins with, before it is hashed.
pub const DOMAIN: &[u8] = b"salus/record";

/// What a grant's trail begins with, before patient, slot and the time of writing.
pub const GRANT_TRAIL: &[u8] = b"HealthRecords/grant";

/// How long a custodian may take to answer a request to shred.
pub const ANSWER_WITHIN: Moment = 30 * DAY;

mirror! {
	// One row of each is in memory at a time.
	#[allow(clippy::large_enum_variant)]
	pub enum Record {
		Kept(KeptRecord),
		Shredded(Marker),
	}

	pub struct KeptRecord {
		pub custodian: LicenceId,
		pub patient: AccountId,
		pub set: u8,
		pub block: BlockNumber,
		pub disputed: bool,
		pub version: Version,
		pub hold: Option<Hold>,
		pub erasure: Option<Erasure>,
		pub trail: Trail,
		/// The bond of the custodian's organisation stands behind the row: no bytes.
		pub ticket: (),
	}

	pub struct Marker {
		pub custodian: LicenceId,
		pub block: BlockNumber,
		pub at: Moment,
		pub reason: ShredReason,
		pub trail: Trail,
	}

	#[derive(Copy)]
	pub enum Version {
		Live,
		Amended { by: Hash },
		InError,
	}

	#[derive(Copy)]
	pub struct Hold {
		pub until: Moment,
		pub by: LicenceId,
		pub ground: HoldGround,
	}

	#[derive(Copy)]
	pub enum Erasure {
		Requested { due: Moment },
		Ignored { since: Moment },
	}

	#[derive(Copy)]
	pub enum HoldGround {
		RetentionLaw,
		LegalClaim,
		TrialData,
		Investigation,
	}

	#[derive(Copy)]
	pub enum ShredReason {
		PatientRequest,
		RetentionEnded,
		LegalOrder,
		EnteredInError,
	}

	pub struct Grant {
		pub authored_at: Moment,
		pub grantee: Grantee,
		pub what: What,
		pub purpose: Purpose,
		pub from: Moment,
		pub until: Moment,
		pub state: GrantState,
		pub trail: Trail,
	}

	#[derive(Copy)]
	pub enum Grantee {
		Licence(LicenceId),
		Key(AccountId),
	}

	#[derive(Copy)]
	pub enum What {
		Sets(u32),
		Record(Hash),
	}

	#[derive(Copy)]
	pub enum Purpose {
		Treatment,
		Payment,
		Operations,
		Research,
		ClinicalTrial,
		PublicHealth,
		PatientRequested,
		Legal,
	}

	#[derive(Copy)]
	pub enum GrantState {
		Open { reads_left: u16 },
		Closed { why: GrantEnd, at: Moment },
	}

	#[derive(Copy)]
	pub enum GrantEnd {
		Spent,
		Expired,
		Revoked,
	}

	#[derive(Copy)]
	pub enum Voice {
		Patient,
		Guardian,
	}

	/// Those that are links of a record's or a grant's trail.
	pub enum Event {
		#[codec(index = 3)]
		Anchored { id: Hash, custodian: LicenceId, patient: AccountId, set: u8 },
		#[codec(index = 4)]
		Amended { id: Hash, by: Hash },
		#[codec(index = 5)]
		MarkedInError { id: Hash },
		#[codec(index = 6)]
		Disputed { id: Hash, patient: AccountId, by: Voice },
		#[codec(index = 7)]
		ShredRequested { id: Hash, patient: AccountId, by: Voice, due: Moment },
		#[codec(index = 8)]
		ShredIgnored { id: Hash, at: Moment },
		#[codec(index = 9)]
		Shredded { id: Hash, reason: ShredReason },
		#[codec(index = 10)]
		HoldPlaced { id: Hash, by: LicenceId, ground: HoldGround, until: Moment },
		#[codec(index = 11)]
		HoldLifted { id: Hash, by: LicenceId },
		#[codec(index = 12)]
		HoldEnded { id: Hash, at: Moment },
		#[codec(index = 15)]
		Granted {
			patient: AccountId,
			slot: u8,
			by: Voice,
			authored_at: Moment,
			grantee: Grantee,
			what: What,
			purpose: Purpose,
			from: Moment,
			until: Moment,
			reads: u16,
		},
		#[codec(index = 16)]
		Accessed {
			patient: AccountId,
			slot: u8,
			by: Option<LicenceId>,
			receipt: Hash,
			reads_left: u16,
		},
		#[codec(index = 17)]
		Revoked { patient: AccountId, slot: u8, by: Voice },
		#[codec(index = 18)]
		Expired { patient: AccountId, slot: u8, at: Moment },
	}
}

/// What time does to a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug, codec::Encode)]
pub enum RecordLapse {
	HoldEnded,
	ErasureIgnored,
}

impl Record {
	/// Its history.
	pub fn trail(&self) -> &Trail {
		match self {
			Record::Kept(kept) => &kept.trail,
			Record::Shredded(marker) => &marker.trail,
		}
	}

	/// Who anchored it, and in which block.
	pub fn anchored(&self) -> (LicenceId, BlockNumber) {
		match self {
			Record::Kept(kept) => (kept.custodian, kept.block),
			Record::Shredded(marker) => (marker.custodian, marker.block),
		}
	}

	/// Applies what time has done by `now`.
	pub fn settle(&mut self, now: Moment) -> Vec<Lapsed<RecordLapse>> {
		match self {
			Record::Kept(kept) => kept.settle(now),
			Record::Shredded(_) => Vec::new(),
		}
	}
}

impl KeptRecord {
	/// Applies what time has done by `now`: a hold ends, a request to shred that was left unanswered blocks the record. While a
	/// hold stands nothing else is due, and a request that waited for it begins anew.
	pub fn settle(&mut self, now: Moment) -> Vec<Lapsed<RecordLapse>> {
		apply(
			self,
			now,
			|row| match (row.hold, row.erasure) {
				(Some(Hold { until, .. }), _) => {
					Some(Lapsed { what: RecordLapse::HoldEnded, at: until })
				},
				(None, Some(Erasure::Requested { due })) => {
					Some(Lapsed { what: RecordLapse::ErasureIgnored, at: due })
				},
				(None, _) => None,
			},
			|row, lapsed| match (lapsed.what, row.erasure) {
				(RecordLapse::ErasureIgnored, _) => {
					row.erasure = Some(Erasure::Ignored { since: lapsed.at });
				},
				(RecordLapse::HoldEnded, erasure) => {
					row.hold = None;
					if let Some(Erasure::Requested { .. }) = erasure {
						let due = lapsed.at.saturating_add(ANSWER_WITHIN);
						row.erasure = Some(Erasure::Requested { due });
					}
				},
			},
		)
	}
}

impl Grant {
	/// Applies what time has done by `now`: an open grant ends with its period.
	pub fn settle(&mut self, now: Moment) -> Vec<Lapsed<GrantEnd>> {
		let until = self.until;
		match self.state {
			GrantState::Open { .. } if until <= now => {
				self.state = GrantState::Closed { why: GrantEnd::Expired, at: until };
				Vec::from([Lapsed { what: GrantEnd::Expired, at: until }])
			},
			_ => Vec::new(),
		}
	}
}
