//! Withdrawing without account, fee or sponsor: what the pool and a block take.

use super::{calls::*, mock::*};
use crate::*;
use frame::{
	deps::{
		frame_support::traits::Authorize,
		frame_system::RawOrigin,
		sp_runtime::{testing::TestSignature, transaction_validity::InvalidTransaction},
	},
	testing_prelude::*,
};
use salus_primitives::{ids::DAY, statement::FREE_PRIORITY, Scopes, Statement};

fn judge(
	source: TransactionSource,
	call: &Call<Test>,
) -> Result<ValidTransaction, TransactionValidityError> {
	RuntimeCall::from(call.clone()).authorize(source).unwrap().map(|(valid, _)| valid)
}

fn pool(call: &Call<Test>) -> Result<ValidTransaction, TransactionValidityError> {
	judge(TransactionSource::External, call)
}

/// As a block applies it.
fn include(call: Call<Test>) -> Result<DispatchResult, TransactionValidityError> {
	judge(TransactionSource::InBlock, &call)?;
	Ok(send_from(RawOrigin::Authorized.into(), call))
}

fn refused(call: &Call<Test>, why: InvalidTransaction) {
	let before = frame::deps::sp_io::storage::root(StateVersion::V1);
	for source in [TransactionSource::External, TransactionSource::InBlock] {
		assert_eq!(judge(source, call), Err(why.into()));
	}
	assert_eq!(before, frame::deps::sp_io::storage::root(StateVersion::V1));
}

/// A consent of another participant.
fn consent_of(subject: u64) {
	let call = but!(propose(OFFERED, ADULT), propose, subject = subject);
	assert_ok!(send(INVESTIGATOR, call));
	for role in [salus_primitives::Signer::Investigator, salus_primitives::Signer::Subject] {
		let who = if role == salus_primitives::Signer::Subject { subject } else { INVESTIGATOR };
		let call = Call::sign { trial: TRIAL, subject, role, round: 1, scopes: OFFERED };
		assert_ok!(send(who, call));
	}
}

fn withdrawal_of(subject: u64) -> Call<Test> {
	let data_use = DataUse::KeepCollected;
	let said = TrialConsents::withdrawal(TRIAL, &subject, 1, CORE, data_use, &subject);
	let signature = TestSignature(subject, said.as_bytes().to_vec());
	let (trial, round, scopes, who) = (TRIAL, 1, CORE, subject);
	Call::withdraw_signed { trial, subject, round, scopes, data_use, who, signature }
}

#[test]
fn a_signed_word_is_enough() {
	run(|| {
		on_study();
		after(DAY);
		let call = withdraw_signed(SUBJECT, CORE);
		let valid = pool(&call).unwrap();
		assert_eq!((valid.priority, valid.propagate), (FREE_PRIORITY, true));
		assert_eq!((valid.requires.len(), valid.provides.len()), (0, 1));
		assert!(!System::account_exists(&SUBJECT));
		assert_ok!(include(call.clone()).unwrap());
		assert!(matches!(last_event(), Event::Withdrawn { .. }));
		assert_eq!(FreeCalls::<Test>::get().used(2), 1);
		assert!(!System::account_exists(&SUBJECT));
		refused(&call, InvalidTransaction::Stale);
	});
}

#[test]
fn guardian_successor_and_representative_sign_for_themselves() {
	run(|| {
		proposed(OFFERED, REPRESENTED);
		sign_all();
		assert_ok!(include(withdraw_signed(GUARDIAN, BIOBANK)).unwrap());
		assert_ok!(include(withdraw_signed(REPRESENTATIVE, GENETICS)).unwrap());
		after(1);
		recover(SUBJECT, SUCCESSOR);
		refused(&withdraw_signed(SUBJECT, CORE), InvalidTransaction::BadSigner);
		assert_ok!(include(withdraw_signed(SUCCESSOR, CORE)).unwrap());
	});
}

#[test]
fn what_cannot_succeed_is_not_looked_at_further() {
	run(|| {
		refused(&withdraw_signed(SUBJECT, CORE), InvalidTransaction::Stale);
		consent();
		let call = || withdraw_signed(SUBJECT, CORE);
		for stale in [
			but!(call(), withdraw_signed, round = 2),
			but!(call(), withdraw_signed, trial = 2),
			but!(call(), withdraw_signed, subject = OTHER_SUBJECT),
			but!(call(), withdraw_signed, scopes = Scopes(1 << 9)),
			but!(call(), withdraw_signed, scopes = Scopes::NONE),
		] {
			refused(&stale, InvalidTransaction::Stale);
		}
		for who in [STRANGER, WITNESS, REPRESENTATIVE, INVESTIGATOR] {
			refused(&withdraw_signed(who, CORE), InvalidTransaction::BadSigner);
		}
	});
}

#[test]
fn every_argument_is_signed() {
	run(|| {
		consent();
		let call = || withdraw_signed(SUBJECT, BIOBANK);
		let said = |genesis: H256, domain: &[u8]| {
			let data_use = DataUse::KeepCollected;
			let said = (TRIAL, SUBJECT, 1u16, BIOBANK, data_use, SUBJECT);
			let said = Statement::new(domain, &genesis, &said);
			TestSignature(SUBJECT, said.as_bytes().to_vec())
		};
		let genesis = System::block_hash(0);
		let good = said(genesis, WITHDRAW_DOMAIN);
		assert!(pool(&but!(call(), withdraw_signed, signature = good.clone())).is_ok());
		for bad in [
			but!(call(), withdraw_signed, scopes = OFFERED),
			but!(call(), withdraw_signed, data_use = DataUse::EraseWhereLawful),
			but!(call(), withdraw_signed, who = GUARDIAN),
			but!(call(), withdraw_signed, signature = said(H256::repeat_byte(9), WITHDRAW_DOMAIN)),
			but!(call(), withdraw_signed, signature = said(genesis, b"salus/revoke")),
			but!(call(), withdraw_signed, signature = TestSignature(STRANGER, good.1.clone())),
			but!(call(), withdraw_signed, signature = TestSignature(SUBJECT, vec![])),
		] {
			refused(&bad, InvalidTransaction::BadProof);
		}
		let wrapped = [b"<Bytes>", &good.1[..], b"</Bytes>"].concat();
		let wrapped = TestSignature(SUBJECT, wrapped);
		assert!(pool(&but!(call(), withdraw_signed, signature = wrapped)).is_ok());
	});
}

#[test]
fn the_pool_holds_one_of_a_consent() {
	run(|| {
		consent();
		let tag = |call: &Call<Test>| pool(call).unwrap().provides;
		let one = tag(&withdraw_signed(SUBJECT, BIOBANK));
		for (who, scopes) in [(GUARDIAN, BIOBANK), (SUBJECT, GENETICS), (SUBJECT, Scopes::ALL)] {
			assert_eq!(one, tag(&withdraw_signed(who, scopes)));
		}
		proposed(OFFERED, ADULT);
		sign_all();
		assert_ne!(one, tag(&withdraw_signed(SUBJECT, BIOBANK)));
	});
}

#[test]
fn a_block_takes_so_many_and_the_next_takes_more() {
	run(|| {
		let subjects = [SUBJECT, OTHER_SUBJECT, STRANGER];
		subjects.into_iter().for_each(consent_of);
		for subject in &subjects[..2] {
			assert_ok!(include(withdrawal_of(*subject)).unwrap());
		}
		let third = withdrawal_of(subjects[2]);
		assert_eq!(include(third.clone()), Err(InvalidTransaction::ExhaustsResources.into()));
		assert!(pool(&third).is_ok(), "the pool keeps it");
		// A full block says so before it looks at anything.
		let rubbish = but!(third.clone(), withdraw_signed, trial = 2);
		assert_eq!(include(rubbish), Err(InvalidTransaction::ExhaustsResources.into()));
		// Who pays is not in that quota.
		assert_ok!(send(
			STRANGER,
			but!(withdraw(BIOBANK), withdraw, subject = STRANGER).with_round(1)
		));
		after(1);
		assert_ok!(include(third).unwrap());
	});
}

impl Call<Test> {
	fn with_round(self, to: u16) -> Self {
		but!(self, withdraw, round = to)
	}
}

#[test]
fn relayed_and_free_in_one_block_one_works() {
	run(|| {
		consent();
		let (relayed, free) = (withdraw(CORE), withdraw_signed(SUBJECT, CORE));
		assert_ok!(send(SUBJECT, relayed.clone()));
		refused(&free, InvalidTransaction::Stale);
		assert_noop!(send(SUBJECT, relayed), Error::<Test>::NothingToWithdraw);
	});
	run(|| {
		consent();
		let (relayed, free) = (withdraw(CORE), withdraw_signed(SUBJECT, CORE));
		assert_ok!(include(free).unwrap());
		assert_noop!(send(SUBJECT, relayed.clone()), Error::<Test>::NothingToWithdraw);
		proposed(CORE, ADULT);
		sign_all();
		assert_noop!(send(SUBJECT, relayed), Error::<Test>::StaleRound);
	});
}
