//! Calls with what tests seldom vary filled in: the present as the time of writing, and the numbers that the patient's row
//! waits for.

use super::mock::*;
use crate::*;
use frame::{deps::sp_runtime::testing::TestSignature, testing_prelude::*};
use salus_primitives::{ids::DAY, LicenceId, Moment, Purpose, RecordId, Statement};

/// A receipt of nothing in particular.
pub const RECEIPT: H256 = H256::repeat_byte(7);

/// What `who` signs with its key.
pub fn sign(who: u64, statement: &Statement) -> TestSignature {
	TestSignature(who, statement.as_bytes().to_vec())
}

pub fn enter(by: u64, patient: u64, guardians: Guardians<u64>) -> Call<Test> {
	let authored_at = Now::get();
	let agreement = HealthRecords::agreement(licence(by), &patient, &guardians, authored_at);
	enter_signed(by, patient, guardians, authored_at, sign(patient, &agreement))
}

pub fn enter_signed(
	by: u64,
	patient: u64,
	guardians: Guardians<u64>,
	authored_at: Moment,
	signature: TestSignature,
) -> Call<Test> {
	Call::enter_patient { licence: licence(by), patient, guardians, authored_at, signature }
}

pub fn close(by: u64, patient: u64) -> Call<Test> {
	Call::close_patient { licence: licence(by), patient }
}

pub fn anchor(by: u64, root: H256, patient: u64, set: u8) -> Call<Test> {
	Call::anchor { licence: licence(by), root, authored_at: Now::get(), patient, set }
}

pub fn amend(by: u64, id: RecordId, root: H256) -> Call<Test> {
	Call::amend { licence: licence(by), id, root, authored_at: Now::get() }
}

pub fn mark_error(by: u64, id: RecordId) -> Call<Test> {
	Call::mark_error { licence: licence(by), id }
}

/// The number that the patient's next sequenced call carries; 0 if it has no row.
pub fn seq(patient: u64) -> u32 {
	Patients::<Test>::get(patient).map_or(0, |row| row.seq)
}

fn seq_of(id: RecordId) -> u32 {
	match Records::<Test>::get(id) {
		Some(Record::Kept(kept)) => seq(kept.patient),
		_ => 0,
	}
}

pub fn dispute(id: RecordId) -> Call<Test> {
	Call::dispute { id, seq: seq_of(id) }
}

pub fn request_shred(id: RecordId) -> Call<Test> {
	Call::request_shred { id, seq: seq_of(id) }
}

pub fn shred(by: u64, id: RecordId) -> Call<Test> {
	Call::shred { licence: licence(by), id, reason: ShredReason::RetentionEnded }
}

pub fn hold(by: u64, id: RecordId, until: Moment) -> Call<Test> {
	Call::place_hold { licence: licence(by), id, ground: HoldGround::LegalClaim, until }
}

pub fn lift(by: u64, id: RecordId) -> Call<Test> {
	Call::lift_hold { licence: licence(by), id }
}

pub fn succeed(old: u64, new: u64) -> Call<Test> {
	Call::succeed { old: licence(old), new: licence(new) }
}

/// What a grant says.
#[derive(Clone)]
pub struct Gift {
	pub slot: u8,
	pub grantee: Grantee<u64>,
	pub what: What,
	pub from: Moment,
	pub until: Moment,
	pub reads: u16,
	pub authored_at: Moment,
}

/// Slot 0, set 0, to the clinic, two reads within ten days from now.
pub fn gift() -> Gift {
	let now = Now::get();
	Gift {
		slot: 0,
		grantee: Grantee::Licence(licence(CLINIC)),
		what: What::Sets(1),
		from: now,
		until: now + 10 * DAY,
		reads: 2,
		authored_at: now,
	}
}

pub fn grant(patient: u64, gift: Gift) -> Call<Test> {
	let Gift { slot, grantee, what, from, until, reads, authored_at } = gift;
	let purpose = Purpose::Treatment;
	Call::grant { patient, slot, grantee, what, purpose, from, until, reads, authored_at }
}

/// The name of the grant that stands in the slot.
fn name(patient: u64, slot: u8) -> Moment {
	Grants::<Test>::get(patient, slot).map_or(0, |grant| grant.authored_at)
}

pub fn revoke(patient: u64, slot: u8) -> Call<Test> {
	Call::revoke { patient, slot, authored_at: name(patient, slot) }
}

pub fn revoke_signed(patient: u64, slot: u8, who: u64) -> Call<Test> {
	let authored_at = name(patient, slot);
	let signature = sign(who, &HealthRecords::revocation(&patient, slot, authored_at));
	Call::revoke_signed { patient, slot, authored_at, who, signature }
}

pub fn asked(records: &[RecordId]) -> Asked {
	records.to_vec().try_into().unwrap()
}

/// The clinic reads.
pub fn access(patient: u64, slot: u8, records: &[RecordId]) -> Call<Test> {
	access_by(Some(licence(CLINIC)), patient, slot, records)
}

pub fn access_by(
	licence: Option<LicenceId>,
	patient: u64,
	slot: u8,
	records: &[RecordId],
) -> Call<Test> {
	Call::access { patient, slot, licence, records: asked(records), receipt: RECEIPT }
}

pub fn break_glass(by: u64, patient: u64, sets: Sets) -> Call<Test> {
	let reason = BreakGlassReason::EmergencyRoom;
	Call::break_glass { licence: licence(by), patient, sets, reason, receipt: RECEIPT }
}

pub fn read(by: u64, patient: u64, incident: IncidentId, records: &[RecordId]) -> Call<Test> {
	let (licence, records) = (licence(by), asked(records));
	Call::access_incident { licence, patient, incident, records, receipt: RECEIPT }
}

pub fn justify(patient: u64, incident: IncidentId) -> Call<Test> {
	Call::justify { patient, incident, commitment: H256::repeat_byte(9) }
}

pub fn review(by: u64, patient: u64, incident: IncidentId, finding: Finding) -> Call<Test> {
	Call::review { licence: licence(by), patient, incident, finding }
}

pub fn seal(patient: u64, sets: Sets) -> Call<Test> {
	Call::seal { patient, sets, seq: seq(patient) }
}

pub fn set_guardians(patient: u64, guardians: Guardians<u64>) -> Call<Test> {
	Call::set_guardians { patient, guardians, warrant: Warrant::Patient { seq: seq(patient) } }
}

pub fn order_guardians(patient: u64, guardians: Guardians<u64>) -> Call<Test> {
	let order = H256::repeat_byte(5);
	Call::set_guardians { patient, guardians, warrant: Warrant::Court { order } }
}

/// The number of the attempt in which a vote or a veto would be.
pub fn attempt(patient: u64) -> u16 {
	HealthRecords::patient(patient).map_or(0, |row| row.attempt)
}

pub fn recover(patient: u64, new: u64) -> Call<Test> {
	Call::recover { patient, new, attempt: attempt(patient) }
}

pub fn veto(patient: u64) -> Call<Test> {
	Call::veto { patient, attempt: attempt(patient) }
}
