//! The free lane: through its `authorize` function and through the transaction extension, as a block takes it.

use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::{
	deps::{
		frame_support::traits::Authorize,
		sp_runtime::{testing::TestSignature, transaction_validity::*},
	},
	testing_prelude::*,
};
use salus_primitives::{
	ids::DAY,
	statement::{FREE_LONGEVITY, FREE_PRIORITY},
	Moment,
};

/// What the pool makes of the call.
fn validity(call: Call<Test>) -> Result<ValidTransaction, TransactionValidityError> {
	let answer = RuntimeCall::from(call).authorize(TransactionSource::External).unwrap();
	answer.map(|(valid, unspent)| {
		assert_eq!(unspent, Weight::zero());
		valid
	})
}

fn refused(call: Call<Test>) -> InvalidTransaction {
	match validity(call) {
		Err(TransactionValidityError::Invalid(why)) => why,
		other => panic!("not refused: {other:?}"),
	}
}

fn free() -> Call<Test> {
	revoke_signed(PATIENT, 0, PATIENT)
}

fn signed(authored_at: Moment, who: u64, signature: TestSignature) -> Call<Test> {
	Call::revoke_signed { patient: PATIENT, slot: 0, authored_at, who, signature }
}

#[test]
fn revoke_signed_needs_no_account_and_no_sponsor() {
	run(|| {
		granted();
		assert!(!System::account_exists(&PATIENT));
		assert_eq!(submit(free()), Ok(Ok(())));
		assert!(matches!(last_event(), Event::Revoked { patient: PATIENT, slot: 0, .. }));
		assert_eq!(state(), GrantState::Closed { why: GrantEnd::Revoked, at: START });
		assert!(!System::account_exists(&PATIENT));
	});
}

#[test]
fn revoke_signed_goes_before_every_transaction_that_pays() {
	run(|| {
		granted();
		let valid = validity(free()).unwrap();
		assert_eq!((valid.priority, valid.longevity), (FREE_PRIORITY, FREE_LONGEVITY));
		assert!(valid.propagate && valid.requires.is_empty());
		// One for each grant, whoever signs.
		assert_eq!(valid.provides.len(), 1);
		let guardians = validity(revoke_signed(PATIENT, 0, GUARDIANS[0])).unwrap();
		assert_eq!(guardians.provides, valid.provides);
		give(PATIENT, Gift { slot: 1, ..gift() });
		let other = validity(revoke_signed(PATIENT, 1, PATIENT)).unwrap();
		assert_ne!(other.provides, valid.provides);
	});
}

#[test]
fn revoke_signed_is_heard_once() {
	run(|| {
		granted();
		let call = free();
		assert_eq!(submit(call.clone()), Ok(Ok(())));
		assert_eq!(refused(call.clone()), InvalidTransaction::Stale);
		assert!(submit(call.clone()).is_err());
		after(2 * DAY);
		give(PATIENT, gift());
		assert_eq!(refused(call), InvalidTransaction::Stale);
		assert_eq!(submit(free()), Ok(Ok(())));
	});
}

/// Cheap answers first: what names no open grant is refused before anybody's signature is looked at.
#[test]
fn revoke_signed_of_nothing_is_refused_whoever_signs() {
	run(|| {
		granted();
		let bad = TestSignature(PATIENT, vec![]);
		assert_eq!(refused(signed(START, PATIENT, bad.clone())), InvalidTransaction::BadProof);
		assert_eq!(refused(signed(START + 1, PATIENT, bad.clone())), InvalidTransaction::Stale);
		assert_eq!(refused(revoke_signed(PATIENT, 1, PATIENT)), InvalidTransaction::Stale);
		assert_eq!(refused(revoke_signed(STRANGER, 0, STRANGER)), InvalidTransaction::Stale);
		at(START + 10 * DAY);
		assert_eq!(refused(signed(START, PATIENT, bad)), InvalidTransaction::Stale);
	});
}

#[test]
fn revoke_signed_by_who_may_revoke_only() {
	run(|| {
		granted();
		for who in [GUARDIANS[1], CLINIC, STRANGER] {
			let call = revoke_signed(PATIENT, 0, who);
			assert_eq!(refused(call), InvalidTransaction::BadSigner);
		}
		assert_eq!(submit(revoke_signed(PATIENT, 0, GUARDIANS[2])), Ok(Ok(())));
	});
}

#[test]
fn revoke_signed_needs_the_signers_signature_over_these_words() {
	run(|| {
		granted();
		let words = |patient: u64, slot, at| HealthRecords::revocation(&patient, slot, at);
		let right = words(PATIENT, 0, START);
		let agreement =
			HealthRecords::agreement(licence(HOSPITAL), &PATIENT, &Guardians::default(), START);
		for signature in [
			sign(STRANGER, &right),
			sign(GUARDIANS[0], &right),
			sign(PATIENT, &words(OTHER_PATIENT, 0, START)),
			sign(PATIENT, &words(PATIENT, 1, START)),
			sign(PATIENT, &words(PATIENT, 0, START + 1)),
			sign(PATIENT, &agreement),
		] {
			let call = signed(START, PATIENT, signature);
			assert_eq!(refused(call.clone()), InvalidTransaction::BadProof);
			assert!(submit(call).is_err());
		}
		let wrapped = [b"<Bytes>", right.as_bytes(), b"</Bytes>"].concat();
		let call = signed(START, PATIENT, TestSignature(PATIENT, wrapped));
		assert_eq!(submit(call), Ok(Ok(())));
	});
}

/// A statement for one chain is none for another.
#[test]
fn revoke_signed_names_the_chain() {
	run(|| {
		granted();
		let call = free();
		frame::deps::frame_system::BlockHash::<Test>::insert(0, H256::repeat_byte(1));
		assert_eq!(refused(call), InvalidTransaction::BadProof);
		assert_eq!(submit(free()), Ok(Ok(())));
	});
}

#[test]
fn revoke_signed_as_any_other_transaction_fails() {
	run(|| {
		granted();
		for origin in [
			RuntimeOrigin::signed(PATIENT),
			RuntimeOrigin::root(),
			frame::deps::frame_system::RawOrigin::None.into(),
		] {
			assert_noop!(send_from(origin, free()), DispatchError::BadOrigin);
		}
	});
}

/// Free calls leave room for the others; the pool keeps what a block does not take.
#[test]
fn revoke_signed_so_many_in_a_block() {
	run(|| {
		entered();
		for slot in 0..=FREE as u8 {
			give(PATIENT, Gift { slot, ..gift() });
		}
		let call = |slot: u32| revoke_signed(PATIENT, slot as u8, PATIENT);
		for slot in 0..FREE {
			assert_eq!(submit(call(slot)), Ok(Ok(())));
		}
		assert_eq!(submit(call(FREE)), Err(InvalidTransaction::ExhaustsResources.into()));
		assert!(validity(call(FREE)).is_ok());
		// One that pays has room.
		assert_ok!(send(PATIENT, revoke(PATIENT, FREE as u8)));
		next_block();
		give(PATIENT, Gift { slot: 9, ..gift() });
		assert_eq!(submit(call(9)), Ok(Ok(())));
	});
}

/// Two in one block: the second was valid in the pool and is not any more.
#[test]
fn revoke_signed_after_the_key_was_replaced_fails() {
	run(|| {
		granted();
		let (call, effective_at) = (free(), decided());
		assert!(validity(call.clone()).is_ok());
		at(effective_at);
		assert_eq!(refused(call), InvalidTransaction::BadSigner);
		assert_eq!(submit(revoke_signed(PATIENT, 0, SUCCESSOR)), Ok(Ok(())));
	});
}

#[test]
fn no_other_call_is_authorised_without_an_origin() {
	run(|| {
		granted();
		for call in [revoke(PATIENT, 0), veto(PATIENT), grant(PATIENT, gift())] {
			assert!(RuntimeCall::from(call.clone())
				.authorize(TransactionSource::External)
				.is_none());
			assert!(submit(call).is_err());
		}
	});
}
