//! What other pallets, gateways and provers ask.

use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{
	ids::{DAY, HOUR},
	AccessFacts, LicenceFault, PatientAuthority, Power, Purpose, RecordFacts, RecordId,
	RecordStatus,
};

fn may(who: u64, power: Power) -> bool {
	HealthRecords::may_act(&PATIENT, &who, power, Now::get())
}

fn allowed(who: u64, id: RecordId) -> bool {
	let now = Now::get();
	let allowed = <HealthRecords as AccessFacts<_>>::allowed(&who, &id, Purpose::Treatment, now);
	assert_eq!(allowed, HealthRecords::may_access(who, id, Purpose::Treatment));
	allowed
}

#[test]
fn a_key_that_nobody_entered_acts_for_itself_alone() {
	run(|| {
		for power in Power::ALL {
			assert!(may(PATIENT, power) && !may(STRANGER, power));
		}
		assert!(HealthRecords::speaks_as(&PATIENT, &PATIENT, START));
		assert!(!HealthRecords::speaks_as(&PATIENT, &STRANGER, START));
	});
}

/// Invariant 10: a guardian has the powers that were given, and none at its end; it never speaks as the patient.
#[test]
fn guardians_have_the_powers_that_were_given_until_their_end() {
	run(|| {
		entered();
		let powers = |who| Power::ALL.map(|power| may(who, power));
		let [first, second, third] = GUARDIANS;
		assert_eq!(powers(PATIENT), [true; 4]);
		assert_eq!(powers(second), [false, false, false, true]);
		assert_eq!(powers(third), [false, true, false, false]);
		for (now, has) in [(START, true), (GUARDED - 1, true), (GUARDED, false)] {
			at(now.max(Now::get()));
			assert_eq!(powers(first), [has; 4]);
			assert!(!HealthRecords::speaks_as(&PATIENT, &first, now));
		}
		assert_eq!(powers(STRANGER), [false; 4]);
	});
}

/// The answer follows the clock that is asked, not the sweep.
#[test]
fn authority_at_another_time_than_the_present() {
	run(|| {
		entered();
		let effective_at = decided();
		let speaks = |who, now| HealthRecords::speaks_as(&PATIENT, &who, now);
		assert!(speaks(PATIENT, effective_at - 1) && !speaks(SUCCESSOR, effective_at - 1));
		assert!(!speaks(PATIENT, effective_at) && speaks(SUCCESSOR, effective_at));
		let first = GUARDIANS[0];
		let may = |now| HealthRecords::may_act(&PATIENT, &first, Power::Consents, now);
		assert!(may(GUARDED - 1) && !may(GUARDED));
	});
}

/// A closed relationship leaves no guardian behind, and the key to itself.
#[test]
fn authority_after_the_relationship_was_closed() {
	run(|| {
		alone(PATIENT);
		closed();
		assert!(may(PATIENT, Power::Consents) && !may(STRANGER, Power::Consents));
	});
}

#[test]
fn access_is_allowed_while_a_grant_is_open() {
	run(|| {
		let id = anchored();
		assert!(!allowed(CLINIC, id));
		let (from, until) = (START + HOUR, START + 2 * HOUR);
		give(PATIENT, Gift { from, until, ..gift() });
		for (now, open) in [(from - 1, false), (from, true), (until - 1, true), (until, false)] {
			at(now);
			assert_eq!(allowed(CLINIC, id), open);
		}
		assert!(!allowed(CLINIC, H256::zero()));
	});
}

#[test]
fn access_is_allowed_for_the_purpose_and_within_the_scope_that_were_given() {
	run(|| {
		let (id, elsewhere) = (granted(), anchored_for(PATIENT, 1));
		assert!(allowed(CLINIC, id) && !allowed(CLINIC, elsewhere));
		for purpose in [Purpose::Research, Purpose::Payment] {
			assert!(!HealthRecords::may_access(CLINIC, id, purpose));
		}
		give(PATIENT, Gift { slot: 1, what: What::Record(elsewhere), ..gift() });
		assert!(allowed(CLINIC, elsewhere));
		assert_ok!(send(PATIENT, revoke(PATIENT, 1)));
		assert!(!allowed(CLINIC, elsewhere));
		// A look takes no read.
		assert_eq!(state(), GrantState::Open { reads_left: 2 });
	});
}

#[test]
fn access_is_allowed_to_who_could_give_a_receipt() {
	run(|| {
		let id = granted();
		assert!(!allowed(HOSPITAL, id) && !allowed(PATIENT, id));
		fault(CLINIC, Some(LicenceFault::Suspended));
		assert!(!allowed(CLINIC, id));
		fault(CLINIC, None);
		for _ in 0..2 {
			assert!(allowed(CLINIC, id));
			assert_ok!(send(CLINIC, access(PATIENT, 0, &[id])));
		}
		assert!(!allowed(CLINIC, id));
		give(PATIENT, Gift { slot: 1, grantee: Grantee::Key(STRANGER), ..gift() });
		assert!(allowed(STRANGER, id));
		// Whoever has not explained an emergency opens nothing.
		give(PATIENT, Gift { slot: 2, grantee: Grantee::Licence(licence(CLINICIAN)), ..gift() });
		broken_by(CLINICIAN, PATIENT);
		at(START + 72 * HOUR - 1);
		assert!(allowed(CLINICIAN, id));
		at(START + 72 * HOUR);
		assert!(!allowed(CLINICIAN, id));
		assert_ok!(send(HOSPITAL, shred(HOSPITAL, id)));
		assert!(!allowed(STRANGER, id));
	});
}

#[test]
fn a_records_status_is_told_until_its_marker_goes() {
	run(|| {
		let id = anchored();
		let status = || <HealthRecords as RecordFacts>::status(&id);
		assert_eq!(status(), Some(RecordStatus::Live));
		after(DAY);
		assert_ok!(send(HOSPITAL, shred(HOSPITAL, id)));
		assert_eq!(status(), Some(RecordStatus::Shredded { at: START + DAY }));
		turn(START + 401 * DAY);
		assert_eq!(status(), None);
	});
}

/// One bit of any part flipped, and it opens no more.
#[test]
fn an_id_opens_to_its_own_parts_only() {
	run(|| {
		let id = anchored();
		let root = H256::from_low_u64_be(Roots::get());
		let opens = |id: RecordId, by, at, root: H256| {
			<HealthRecords as RecordFacts>::opens(&id, by, at, &root)
		};
		let by = licence(HOSPITAL);
		assert!(opens(id, by, START, root));
		for bit in 0..256 {
			let mask = H256::from_slice(&{
				let mut bytes = [0; 32];
				bytes[bit / 8] = 1 << (bit % 8);
				bytes
			});
			assert!(!opens(id ^ mask, by, START, root));
			assert!(!opens(id, by, START, root ^ mask));
		}
		for bit in 0..32 {
			assert!(!opens(id, by ^ 1 << bit, START, root));
			assert!(!opens(id, by, START ^ 1 << bit, root));
		}
	});
}
