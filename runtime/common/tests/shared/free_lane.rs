//! Withdrawing a consent and revoking a grant cost nothing and need nobody; and nobody can make a nuisance of them.

use super::{care::*, meta::dispatch, support::*};
use codec::Encode;
use frame_support::{assert_ok, dispatch::GetDispatchInfo};
use pallet_health_records::{Call as Records, GrantState};
use pallet_trial_consents::{Call as Trials, Consent, WeightInfo};
use runtime::{
	Balances, Executive, HealthRecords, Runtime, RuntimeCall, RuntimeEvent, TrialConsents,
	UncheckedExtrinsic,
};
use salus_primitives::{Scopes, TrialId};
use salus_runtime_common::healthcare::MAX_FREE_PER_BLOCK;
use sp_core::Pair;
use sp_runtime::{
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	MultiSignature,
};
use std::time::{Duration, Instant};

fn invalid(why: InvalidTransaction) -> TransactionValidityError {
	why.into()
}

/// A participant's consent and a patient's grant, of somebody without an account.
fn with_both(test: impl FnOnce(TrialId, u16, u64)) {
	development(|| {
		wait(0);
		entered("Patient", &[]);
		let trial = trial();
		let round = consented(trial, "Patient");
		let authored_at = granted("Patient", 0);
		test(trial, round, authored_at);
		assert!(!frame_system::Account::<Runtime>::contains_key(account("Patient")));
	});
}

/// While the sponsor's money and every relayer are gone.
#[test]
fn it_costs_nothing_and_needs_nobody() {
	with_both(|trial, round, authored_at| {
		let supply = Balances::total_issuance();
		let author = Balances::free_balance(account("Alice"));
		let withdrawal = general(withdraw_signed(trial, "Patient", round, OFFERED, "Patient"));
		let revocation = general(revoke_signed("Patient", 0, authored_at, "Patient"));
		for extrinsic in [withdrawal, revocation] {
			let length = extrinsic.encoded_size() as u32;
			let valid = pooled(extrinsic.clone()).unwrap();
			assert!(valid.propagate && valid.longevity >= 32, "{valid:?}");
			assert_ok!(block(|| Executive::apply_extrinsic(extrinsic.clone())).unwrap());
			let paid = events().into_iter().any(|event| {
				matches!(event, RuntimeEvent::TransactionPayment(_) | RuntimeEvent::Sponsorship(_))
			});
			assert!(!paid && length < 400, "{length}");
			// Once.
			let stale = invalid(InvalidTransaction::Stale);
			assert_eq!(pooled(extrinsic.clone()), Err(stale));
			assert_eq!(block(|| Executive::apply_extrinsic(extrinsic)), Err(stale));
		}
		assert_eq!(Balances::total_issuance(), supply);
		assert_eq!(Balances::free_balance(account("Alice")), author);
		let consent = TrialConsents::consent(trial, account("Patient")).unwrap().consent;
		assert!(matches!(consent, Consent::Ended { .. }));
		let grants = HealthRecords::grants(account("Patient"));
		assert!(matches!(grants[0].1.state, GrantState::Closed { .. }));
	});
}

/// As wallets sign: `<Bytes>..</Bytes>`.
#[test]
fn a_wallets_signature_is_as_good() {
	with_both(|trial, round, _| {
		let call = match withdraw_signed(trial, "Patient", round, OFFERED, "Patient") {
			Trials::withdraw_signed { trial, subject, round, scopes, data_use, who, .. } => {
				let said =
					TrialConsents::withdrawal(trial, &subject, round, scopes, data_use, &who);
				let signature = key("Patient").sign(&said.wrapped()).into();
				Trials::withdraw_signed { trial, subject, round, scopes, data_use, who, signature }
			},
			other => panic!("{other:?}"),
		};
		assert_ok!(free(general(call)));
	});
}

/// Nobody pays for what nobody sends, as above; whoever sends it as a transaction pays for nothing.
#[test]
fn in_a_transaction_of_somebody_a_free_call_is_none() {
	with_both(|trial, round, authored_at| {
		let free: [RuntimeCall; 2] = [
			withdraw_signed(trial, "Patient", round, OFFERED, "Patient").into(),
			revoke_signed("Patient", 0, authored_at, "Patient").into(),
		];
		for call in free {
			let before = Balances::free_balance(account("Bob"));
			assert_eq!(act("Bob", call), Err(sp_runtime::DispatchError::BadOrigin));
			assert!(Balances::free_balance(account("Bob")) < before);
		}
	});
}

/// EU CTR 28(3), GDPR 7(3) (verify): no harder to withdraw than to consent.
#[test]
fn withdrawing_weighs_no_more_than_signing() {
	with_both(|trial, round, _| {
		type Weights = <Runtime as pallet_trial_consents::Config>::WeightInfo;
		assert!(Weights::withdraw().all_lte(Weights::sign()));
		let weight = |call: RuntimeCall| call.get_dispatch_info().call_weight;
		let (taken, given) = (
			weight(withdraw(trial, "Patient", round, OFFERED).into()),
			weight(
				sign(trial, &account("Patient"), salus_primitives::Signer::Subject, round, OFFERED)
					.into(),
			),
		);
		assert!(taken.all_lte(given), "{taken:?} {given:?}");
	});
}

/// One in the pool for each row, whatever it takes away: a second one gives the same tag.
#[test]
fn the_pool_holds_one_of_a_kind() {
	with_both(|trial, round, authored_at| {
		let tags = |extrinsic| pooled(extrinsic).unwrap().provides;
		let all = || general(withdraw_signed(trial, "Patient", round, OFFERED, "Patient"));
		let some = general(withdraw_signed(trial, "Patient", round, CORE, "Patient"));
		assert_eq!(tags(all()).len(), 1);
		// Another signature of the same key over the same words is another transaction with the same tag.
		assert_ne!(all().encode(), all().encode());
		assert_eq!(tags(all()), tags(all()));
		assert_eq!(tags(all()), tags(some));
		let revoke = || general(revoke_signed("Patient", 0, authored_at, "Patient"));
		assert_eq!(tags(revoke()), tags(revoke()));
	});
}

/// What it would be refused for in a block, it is refused for in the pool.
#[test]
fn what_takes_nothing_back_is_refused() {
	with_both(|trial, round, authored_at| {
		let wrong_signature = |mut call: Trials<Runtime>| {
			if let Trials::withdraw_signed { signature, .. } = &mut call {
				*signature = key("Patient").sign(b"something else").into();
			}
			call
		};
		let own = || withdraw_signed(trial, "Patient", round, OFFERED, "Patient");
		let refused: Vec<(RuntimeCall, InvalidTransaction)> = vec![
			(
				withdraw_signed(trial, "Nobody", round, OFFERED, "Nobody").into(),
				InvalidTransaction::Stale,
			),
			(
				withdraw_signed(trial + 1, "Patient", round, OFFERED, "Patient").into(),
				InvalidTransaction::Stale,
			),
			(
				withdraw_signed(trial, "Patient", round + 1, OFFERED, "Patient").into(),
				InvalidTransaction::Stale,
			),
			(
				withdraw_signed(trial, "Patient", round, Scopes(1 << 31), "Patient").into(),
				InvalidTransaction::Stale,
			),
			(
				withdraw_signed(trial, "Patient", round, OFFERED, "Eve").into(),
				InvalidTransaction::BadSigner,
			),
			(wrong_signature(own()).into(), InvalidTransaction::BadProof),
			(revoke_signed("Patient", 1, authored_at, "Patient").into(), InvalidTransaction::Stale),
			(
				revoke_signed("Patient", 0, authored_at + 1, "Patient").into(),
				InvalidTransaction::Stale,
			),
			(revoke_signed("Patient", 0, authored_at, "Eve").into(), InvalidTransaction::BadSigner),
		];
		for (call, why) in refused {
			let extrinsic = general(call.clone());
			assert_eq!(pooled(extrinsic.clone()), Err(invalid(why)), "{call:?}");
			assert_eq!(block(|| Executive::apply_extrinsic(extrinsic)), Err(invalid(why)));
		}
		// A free call is a transaction of nobody, and nothing else.
		assert_eq!(act("Bob", own()), Err(sp_runtime::DispatchError::BadOrigin));
		let batch = pallet_utility::Call::batch_all { calls: vec![own().into()] };
		assert_eq!(act("Bob", batch.clone()), Err(sp_runtime::DispatchError::BadOrigin));
		assert!(pooled(general(batch)).is_err());
		let inside = super::meta::meta("Patient", own());
		assert_eq!(error_of(act("Bob", dispatch(inside))), "Invalid");
		// Nothing else is ever free.
		let remark = frame_system::Call::remark { remark: vec![] };
		assert!(pooled(general(remark)).is_err());
		assert!(pooled(general(withdraw(trial, "Patient", round, OFFERED))).is_err());
	});
}

/// A block has room for so many and no more; the rest waits for the next.
#[test]
fn a_block_takes_no_more_than_its_share() {
	development(|| {
		wait(0);
		let trial = trial();
		let people: Vec<String> =
			(0..=MAX_FREE_PER_BLOCK).map(|n| format!("Patient//{n}")).collect();
		let rounds: Vec<u16> = people.iter().map(|name| consented(trial, name)).collect();
		let free: Vec<UncheckedExtrinsic> = people
			.iter()
			.zip(rounds)
			.map(|(name, round)| general(withdraw_signed(trial, name, round, OFFERED, name)))
			.collect();
		let (last, fitting) = free.split_last().unwrap();
		block(|| {
			for extrinsic in fitting {
				assert_ok!(Executive::apply_extrinsic(extrinsic.clone()).unwrap());
			}
			let full = invalid(InvalidTransaction::ExhaustsResources);
			assert_eq!(Executive::apply_extrinsic(last.clone()), Err(full));
			// What pays is not kept out.
			let remark = frame_system::Call::remark { remark: vec![] };
			assert_ok!(Executive::apply_extrinsic(signed(&key("Bob"), remark)).unwrap());
		});
		// It stays in the pool, and is in the next block.
		assert_ok!(pooled(last.clone()));
		assert_ok!(block(|| Executive::apply_extrinsic(last.clone())).unwrap());
		// All of a block's share together take less than a tenth of its time, and leave most of its proof.
		let one = last.get_dispatch_info().total_weight();
		let most = runtime::constants::MAXIMUM_BLOCK_WEIGHT;
		let all = one.saturating_mul(MAX_FREE_PER_BLOCK.into());
		assert!(all.ref_time() * 10 <= most.ref_time(), "{all:?}");
		assert!(all.proof_size() * 4 <= most.proof_size(), "{all:?}");
	});
}

/// How many of each kind, and how many of them are timed at a time.
const ATTEMPTS: u32 = 10_000;
const RUN: u32 = 100;

/// The attempt of a number, and why the pool refuses it.
type Kind<'a> = (&'a dyn Fn(u32) -> UncheckedExtrinsic, InvalidTransaction);

/// How long the pool takes to refuse one of each kind, undisturbed: the mean of the quickest run. The kinds take turns, so that
/// a machine that is slow for a while is slow for all of them.
fn refusing<const KINDS: usize>(kinds: [Kind; KINDS]) -> [Duration; KINDS] {
	let mut quickest = [Duration::MAX; KINDS];
	for first in (0..ATTEMPTS).step_by(RUN as usize) {
		for ((make, why), quickest) in kinds.iter().zip(&mut quickest) {
			let made: Vec<_> = (first..first + RUN).map(make).collect();
			let begun = Instant::now();
			for extrinsic in made {
				assert_eq!(pooled(extrinsic), Err(invalid(*why)));
			}
			*quickest = begun.elapsed().min(*quickest);
		}
	}
	quickest.map(|run| run / RUN)
}

/// 10,000 attempts that take nothing back cost a node no more than as many ordinary transactions of keys without an account,
/// which anybody can send to any chain; and blocks are made meanwhile.
#[test]
fn ten_thousand_attempts_cost_no_more_than_ordinary_rubbish() {
	with_both(|trial, round, authored_at| {
		let patient = account("Patient");
		let patient = || patient.clone();
		let attempt = |subject, who, scopes, n| {
			let data_use = pallet_trial_consents::DataUse::KeepCollected;
			let signature = forged(n);
			let free =
				Trials::withdraw_signed { trial, subject, round, scopes, data_use, who, signature };
			general(free)
		};
		let closed_grant = |n| {
			general(Records::revoke_signed {
				patient: patient(),
				slot: 0,
				authored_at: authored_at + 1,
				who: patient(),
				signature: forged(n),
			})
		};
		let [penniless, ordinary, unregistered, over_quota, strangers, closed_grants, bad_signatures] =
			refusing([
				(&penniless, InvalidTransaction::Payment),
				(&badly_signed, InvalidTransaction::BadProof),
				(&|n| attempt(somebody(n), somebody(n), OFFERED, n), InvalidTransaction::Stale),
				(&|n| attempt(patient(), patient(), Scopes(1 << 31), n), InvalidTransaction::Stale),
				(&|n| attempt(patient(), somebody(n), OFFERED, n), InvalidTransaction::BadSigner),
				(&closed_grant, InvalidTransaction::Stale),
				(&|n| attempt(patient(), patient(), OFFERED, n), InvalidTransaction::BadProof),
			]);
		println!(
			"refused in the pool, each of {ATTEMPTS}: ordinary with a bad signature {ordinary:?}, \
			of a sender without account {penniless:?}; free: unregistered {unregistered:?}, over \
			quota {over_quota:?}, strangers {strangers:?}, closed grants {closed_grants:?}, bad \
			signatures on a consent that exists {bad_signatures:?}"
		);
		// Against the ordinary transaction that the pool refuses by the same means: it reads a row. One with a bad signature is
		// refused before that, by code that is optimised in this build as the rest is not.
		for cost in [unregistered, over_quota, strangers, closed_grants] {
			assert!(cost <= penniless * 3 / 2, "{cost:?} against {penniless:?}");
		}
		// As it is, and as wallets sign: two signatures are looked at.
		assert!(bad_signatures <= penniless * 2, "{bad_signatures:?} against {penniless:?}");
		// Whoever wants to withdraw still can.
		assert_ok!(free(general(withdraw_signed(trial, "Patient", round, OFFERED, "Patient"))));
		wait(0);
	});
}

/// Well signed by a key that has no account: as free to make.
fn penniless(n: u32) -> UncheckedExtrinsic {
	signed(&key_of(n), frame_system::Call::remark { remark: vec![] })
}

/// Not even well signed: nobody looks whether there is an account.
fn badly_signed(n: u32) -> UncheckedExtrinsic {
	let remark = frame_system::Call::remark { remark: n.encode() };
	let extensions = extensions(0, sp_runtime::generic::Era::Immortal);
	UncheckedExtrinsic::new_signed(remark.into(), somebody(n).into(), forged(n), extensions)
}

/// A key that nobody has heard of, quickly made.
fn key_of(n: u32) -> sp_core::sr25519::Pair {
	sp_core::sr25519::Pair::from_seed(&sp_io::hashing::blake2_256(&n.encode()))
}

/// An account that nobody has heard of.
fn somebody(n: u32) -> runtime::AccountId {
	sp_io::hashing::blake2_256(&n.encode()).into()
}

/// What looks like a signature: sixty-four bytes that nobody can foresee.
fn forged(n: u32) -> MultiSignature {
	let bytes = sp_io::hashing::blake2_256(&n.encode()).repeat(2);
	let bytes: [u8; 64] = bytes.try_into().expect("twice thirty-two bytes");
	sp_core::sr25519::Signature::from_raw(bytes).into()
}
