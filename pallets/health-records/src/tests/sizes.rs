//! What rows take in storage, with their keys: 32 bytes of prefix, then hash and key.

use super::mock::START;
use crate::*;
use codec::{Encode, MaxEncodedLen};
use frame::{deps::sp_core::crypto::AccountId32, testing_prelude::*};
use salus_primitives::{Bonded, Power, Powers, Purpose, Trail};

const ACCOUNT: AccountId32 = AccountId32::new([1; 32]);
/// Of a patient, Blake2_128Concat.
const PATIENT: usize = 32 + 16 + 32;
/// The same with a slot, Twox64Concat.
const SLOT: usize = PATIENT + 8 + 1;

fn record(hold: Option<Hold>, erasure: Option<Erasure>) -> KeptRecord<AccountId32, Bonded> {
	KeptRecord {
		custodian: 1,
		patient: ACCOUNT,
		set: 0,
		block: 1,
		disputed: false,
		version: Version::Live,
		hold,
		erasure,
		trail: Trail::of_id(H256::zero()),
		ticket: codec::Decode::decode(&mut &[][..]).unwrap(),
	}
}

fn size(record: Record<AccountId32, Bonded>) -> usize {
	32 + 32 + record.encoded_size()
}

#[test]
fn records_take_the_bytes_that_are_announced() {
	let hold = Hold { until: START, by: 1, ground: HoldGround::LegalClaim };
	let asked = Erasure::Requested { due: START };
	assert_eq!(size(Record::Kept(record(None, None))), 150);
	assert_eq!(size(Record::Kept(record(Some(hold.clone()), Some(asked.clone())))), 172);
	let trail = Trail::of_id(H256::zero());
	let reason = ShredReason::LegalOrder;
	let marker = Marker { custodian: 1, block: 1, at: START, reason, trail };
	assert_eq!(size(Record::Shredded(marker)), 122);
	let longest = KeptRecord {
		version: Version::Amended { by: H256::zero() },
		..record(Some(hold), Some(asked))
	};
	let longest = Record::Kept(longest);
	assert_eq!(longest.encoded_size(), Record::<AccountId32, Bonded>::max_encoded_len());
}

#[test]
fn grants_take_the_bytes_that_are_announced() {
	let grant = |grantee, what, state| Grant::<AccountId32> {
		authored_at: START,
		grantee,
		what,
		purpose: Purpose::Treatment,
		from: START,
		until: START,
		state,
		trail: Trail::of_id(H256::zero()),
	};
	let (open, sets) = (GrantState::Open { reads_left: 1 }, What::Sets(1));
	let licensed = grant(Grantee::Licence(1), sets.clone(), open.clone());
	assert_eq!(SLOT + licensed.encoded_size(), 167);
	assert_eq!(SLOT + grant(Grantee::Key(ACCOUNT), sets, open).encoded_size(), 195);
	let closed = GrantState::Closed { why: GrantEnd::Spent, at: START };
	let longest = grant(Grantee::Key(ACCOUNT), What::Record(H256::zero()), closed);
	assert_eq!(longest.encoded_size(), Grant::<AccountId32>::max_encoded_len());
}

#[test]
fn incidents_take_the_bytes_that_are_announced() {
	let incident = |state| Incident {
		by: 1,
		sets: 1,
		reason: BreakGlassReason::Threat,
		at: START,
		read_until: START,
		state,
		review: 1,
		due: START,
		trail: Trail::of_id(H256::zero()),
	};
	let open = incident(IncidentState::Open { justify_by: START });
	assert_eq!(PATIENT + 16 + open.encoded_size(), 186);
	let (commitment, late) = (H256::zero(), true);
	let longest = incident(IncidentState::Justified { commitment, late, at: START });
	assert_eq!(longest.encoded_size(), Incident::max_encoded_len());
}

#[test]
fn patients_and_conducts_are_no_longer_than_announced() {
	let guardian = || Guardian { key: ACCOUNT, powers: Powers::of(&Power::ALL), until: START };
	let list = vec![guardian(), guardian(), guardian()].try_into().unwrap();
	let votes = vec![(ACCOUNT, ACCOUNT); 3].try_into().unwrap();
	let longest = Patient::<AccountId32, ()> {
		custodian: 1,
		controller: Some(ACCOUNT),
		guardians: Guardians { list, threshold: 3 },
		recovery: Some(Recovery::Gathering { votes, until: START }),
		attempt: 1,
		vetoed_at: Some(START),
		sealed: 1,
		seq: 1,
		agreed_at: START,
		trail: Trail::of_id(H256::zero()),
		ticket: (),
	};
	assert_eq!(longest.encoded_size(), Patient::<AccountId32, ()>::max_encoded_len());
	let entry = Unexplained { patient: ACCOUNT, incident: 1, justify_by: 1, presumed_at: 1 };
	let conduct = Conduct { open: vec![entry; 16].try_into().unwrap() };
	assert_eq!(conduct.encoded_size(), Conduct::<AccountId32>::max_encoded_len());
	assert_eq!(conduct.encoded_size(), 1 + 16 * 56);
}
