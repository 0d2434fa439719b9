//! Benchmarks, each on the dearest path: as many versions as can be live, rows that begin, the successor of a lost key rather
//! than the key, signatures as wallets make them, a proposal whose end nobody has written down.

use crate::*;
use frame::benchmarking::prelude::*;
use salus_primitives::{Role, Signer};
use scene::{Helper, Party, Scene, AT_ONCE, CORE, KEY, LATER, START};

mod scene;

/// Sets the scene for benchmarks.
pub trait BenchmarkHelper<AccountId, Signature> {
	/// A valid, bonded licence of `role` held by `who`, of an organisation of its own.
	fn licence(who: &AccountId, role: Role) -> LicenceId;

	/// Sets the clock that [`Config::Time`](crate::Config::Time) reads.
	fn set_time(now: Moment);

	/// The account of the `n`th key that can sign.
	fn key(n: u32) -> AccountId;

	/// What that key signs.
	fn sign(n: u32, message: &[u8]) -> Signature;

	/// Makes `successor` speak for `key`, as after a recovery.
	fn succeed(key: &AccountId, successor: &AccountId);
}

/// The participant's own key, which is the lost one's successor.
fn key<T: Config>() -> RawOrigin<T::AccountId> {
	RawOrigin::Signed(Helper::<T>::key(KEY))
}

/// What it signs to withdraw all and to have everything erased. Wrapped by a wallet, so that two signatures are verified: of
/// the bare bytes it is none.
fn withdrawal<T: Config>(scene: &Scene<T>) -> (T::AccountId, T::Signature) {
	let (who, scopes, erase) = (Helper::<T>::key(KEY), Scopes::ALL, DataUse::EraseWhereLawful);
	let statement = Pallet::<T>::withdrawal(scene.trial, &scene.subject, 1, scopes, erase, &who);
	(who, Helper::<T>::sign(KEY, &statement.wrapped()))
}

/// How many versions are suspended, by whomever.
fn suspended<T: Config>(trial: TrialId) -> u32 {
	Forms::<T>::iter_prefix_values(trial).filter(|form| form.suspended.any()).count() as u32
}

fn is_ended<T: Config>(scene: &Scene<T>) -> bool {
	scene.row().is_some_and(|row| matches!(row.consent, Consent::Ended { .. }))
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_trial() -> Result<(), BenchmarkError> {
		let Scene::<T> { sponsor, committee, .. } = Scene::set()?;
		let ends_at = START + T::MaxTrial::get();
		#[extrinsic_call]
		_(sponsor.origin(), sponsor.licence, H256::zero(), committee.licence, ends_at);
		assert!(Trials::<T>::contains_key(LastTrial::<T>::get()));
		Ok(())
	}

	#[benchmark]
	fn set_site() -> Result<(), BenchmarkError> {
		let Scene::<T> { sponsor, investigator, trial, .. } = Scene::set()?;
		#[extrinsic_call]
		_(sponsor.origin(), sponsor.licence, trial, investigator.licence, true);
		assert!(Sites::<T>::contains_key(trial, investigator.licence));
		Ok(())
	}

	/// All versions but the last have given way, which is found out now.
	#[benchmark]
	fn submit_form() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::with_live_forms()?;
		Helper::<T>::set_time(LATER);
		let Scene { sponsor, trial, .. } = &scene;
		let form = Scene::<T>::form(Some(AT_ONCE));
		#[extrinsic_call]
		_(
			sponsor.origin(),
			sponsor.licence,
			*trial,
			form.commitment,
			form.offered,
			form.core,
			form.sets,
			form.replace,
			form.deferred_h,
		);
		assert!(Forms::<T>::contains_key(trial, MAX_LIVE as u16 + 1));
		assert_eq!(Trials::<T>::get(trial).map(|row| row.live.len()), Some(1));
		Ok(())
	}

	/// Every version that is live gives way at once.
	#[benchmark]
	fn decide_form() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::with_forms()?;
		scene.submit(Some(AT_ONCE))?;
		scene.approve_all()?;
		let Scene { committee, trial, .. } = &scene;
		let (last, decision) = (MAX_LIVE as u16 + 1, Scene::<T>::approval());
		#[extrinsic_call]
		_(committee.origin(), committee.licence, *trial, last, decision);
		assert_eq!(Trials::<T>::get(trial).map(|row| row.live.to_vec()), Some(alloc::vec![last]));
		Ok(())
	}

	#[benchmark]
	fn suspend() -> Result<(), BenchmarkError> {
		let Scene::<T> { committee, trial, .. } = Scene::with_live_forms()?;
		#[extrinsic_call]
		_(committee.origin(), committee.licence, trial, None);
		assert_eq!(suspended::<T>(trial), MAX_LIVE);
		Ok(())
	}

	#[benchmark]
	fn resume() -> Result<(), BenchmarkError> {
		let Scene::<T> { committee, trial, .. } = Scene::with_live_forms()?;
		let Party { who, licence } = &committee;
		Pallet::<T>::do_set_suspended(who.clone(), *licence, trial, None, true)?;
		#[extrinsic_call]
		_(committee.origin(), committee.licence, trial, None);
		assert_eq!(suspended::<T>(trial), 0);
		Ok(())
	}

	#[benchmark]
	fn extend() -> Result<(), BenchmarkError> {
		let Scene::<T> { committee, trial, .. } = Scene::open()?;
		#[extrinsic_call]
		_(committee.origin(), committee.licence, trial, 1, Moment::MAX);
		let form = Forms::<T>::get(trial, 1).ok_or("stored")?;
		assert_eq!(form.approval().map(|approval| approval.until), Some(Moment::MAX));
		Ok(())
	}

	/// To somebody new.
	#[benchmark]
	fn propose() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::open()?;
		let Scene { investigator, trial, subject, .. } = &scene;
		let new = scene.proposal();
		#[extrinsic_call]
		_(
			investigator.origin(),
			investigator.licence,
			*trial,
			subject.clone(),
			new.version,
			new.scopes,
			new.need,
			new.representative,
			new.majority,
		);
		assert!(scene.row().is_some());
		Ok(())
	}

	#[benchmark]
	fn defer() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::open()?;
		let Scene { investigator, trial, subject, .. } = &scene;
		#[extrinsic_call]
		_(investigator.origin(), investigator.licence, *trial, subject.clone(), 1);
		assert!(scene.row().is_some());
		Ok(())
	}

	/// The last signature, which gives the consent.
	#[benchmark]
	fn sign() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::to_be_completed()?;
		let Scene { investigator, trial, subject, .. } = &scene;
		let (role, scopes) = (Signer::Investigator, Scopes::ALL);
		#[extrinsic_call]
		_(investigator.origin(), *trial, subject.clone(), role, 1, scopes);
		assert!(scene.row().is_some_and(|row| row.given().is_some()));
		Ok(())
	}

	/// What an investigator had deferred, which ends with that.
	#[benchmark]
	fn refuse() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::open()?;
		let Party { who, licence } = &scene.investigator;
		Pallet::<T>::do_defer(who.clone(), *licence, scene.trial, scene.subject.clone(), 1)?;
		scene.propose()?;
		scene.succeed();
		let origin = key::<T>();
		#[extrinsic_call]
		_(origin, scene.trial, scene.subject.clone(), 2);
		assert!(is_ended(&scene));
		Ok(())
	}

	#[benchmark]
	fn withdraw() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::participant()?;
		let (scopes, erase) = (Scopes::ALL, DataUse::EraseWhereLawful);
		let origin = key::<T>();
		#[extrinsic_call]
		_(origin, scene.trial, scene.subject.clone(), 1, scopes, erase);
		assert!(is_ended(&scene));
		Ok(())
	}

	#[benchmark]
	fn withdraw_signed() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::participant()?;
		let (who, signature) = withdrawal(&scene);
		let (subject, scopes) = (scene.subject.clone(), Scopes::ALL);
		let erase = DataUse::EraseWhereLawful;
		#[extrinsic_call]
		_(RawOrigin::Authorized, scene.trial, subject, 1, scopes, erase, who, signature);
		assert!(is_ended(&scene));
		Ok(())
	}

	#[benchmark]
	fn authorize_withdraw_signed() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::participant()?;
		let (who, signature) = withdrawal(&scene);
		let Scene { trial, subject, .. } = &scene;
		let (source, erase) = (TransactionSource::InBlock, DataUse::EraseWhereLawful);
		let admitted;
		#[block]
		{
			admitted = Pallet::<T>::authorize_withdrawal(
				source,
				trial,
				subject,
				&1,
				&Scopes::ALL,
				&erase,
				&who,
				&signature,
			);
		}
		assert!(admitted.is_ok());
		Ok(())
	}

	#[benchmark]
	fn enrol() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::consented()?;
		scene.propose_in_vain()?;
		let Scene { investigator, trial, subject, .. } = &scene;
		#[extrinsic_call]
		_(investigator.origin(), investigator.licence, *trial, subject.clone());
		assert!(scene.is_told() && scene.row().is_some_and(|row| row.is_enrolled()));
		Ok(())
	}

	#[benchmark]
	fn advance() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::participant()?;
		let Scene { investigator, trial, subject, .. } = &scene;
		#[extrinsic_call]
		_(investigator.origin(), investigator.licence, *trial, subject.clone(), Step::OnStudy);
		assert!(scene.is_told());
		assert_eq!(scene.row().map(|row| row.enrolment), Some(Enrolment::OnStudy));
		Ok(())
	}

	#[benchmark]
	fn record_data() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::participant()?;
		let Scene { investigator, trial, subject, .. } = &scene;
		let (licence, root) = (investigator.licence, H256::zero());
		#[extrinsic_call]
		_(investigator.origin(), licence, *trial, subject.clone(), Scopes::ALL, root);
		assert!(scene.is_told() && scene.row().is_some_and(|row| row.records == 1));
		Ok(())
	}

	#[benchmark]
	fn end_participation() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::participant()?;
		let Scene { investigator, trial, subject, .. } = &scene;
		let (licence, why) = (investigator.licence, ExitReason::Completed);
		#[extrinsic_call]
		_(investigator.origin(), licence, *trial, subject.clone(), why);
		assert!(is_ended(&scene));
		Ok(())
	}

	#[benchmark]
	fn answer_erasure() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::consented()?;
		let (who, subject) = (Helper::<T>::key(KEY), scene.subject.clone());
		let (some, erase) = (Scopes::ALL.without(CORE), DataUse::EraseWhereLawful);
		Pallet::<T>::do_withdraw(&who, scene.trial, subject.clone(), 1, some, erase)?;
		scene.propose_in_vain()?;
		let Scene { sponsor, trial, .. } = &scene;
		#[extrinsic_call]
		_(sponsor.origin(), sponsor.licence, *trial, subject, Answer::Partly);
		assert!(scene.is_told());
		assert!(scene.row().is_some_and(|row| row.erasure.is_some_and(|ask| ask.answer.is_some())));
		Ok(())
	}

	#[benchmark]
	fn end_trial() -> Result<(), BenchmarkError> {
		let Scene::<T> { sponsor, trial, .. } = Scene::with_live_forms()?;
		#[extrinsic_call]
		_(sponsor.origin(), sponsor.licence, trial);
		assert!(Forms::<T>::iter_prefix_values(trial).all(|form| form.ends_at == START));
		Ok(())
	}

	#[benchmark]
	fn extend_trial() -> Result<(), BenchmarkError> {
		let Scene::<T> { committee, trial, .. } = Scene::with_live_forms()?;
		let ends_at = START + T::MaxTrial::get();
		#[extrinsic_call]
		_(committee.origin(), committee.licence, trial, ends_at);
		assert!(Forms::<T>::iter_prefix_values(trial).all(|form| form.ends_at == ends_at));
		Ok(())
	}

	#[benchmark]
	fn rekey() -> Result<(), BenchmarkError> {
		let Scene::<T> { trial, subject, .. } = Scene::participant()?;
		let new: T::AccountId = account("new", 0, 0);
		let origin = key::<T>();
		#[extrinsic_call]
		_(origin, trial, subject, new.clone());
		assert!(Consents::<T>::get(trial, new).is_some_and(|row| row.proposal.is_none()));
		Ok(())
	}

	/// A sweep without a row.
	#[benchmark]
	fn sweep_base() -> Result<(), BenchmarkError> {
		let cursor = (1, account("subject", 0, 0));
		SweepCursor::<T>::put(&cursor);
		#[block]
		{
			let next = SweepCursor::<T>::get();
			SweepCursor::<T>::set(next);
		}
		assert_eq!(SweepCursor::<T>::get(), Some(cursor));
		Ok(())
	}

	/// A participant of a trial long over: found, told and removed, the deposit given back.
	#[benchmark]
	fn sweep_row() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::participant()?;
		let over = Scene::<T>::half_time() + T::TrialRetention::get();
		Helper::<T>::set_time(over);
		#[block]
		{
			for (trial, subject) in Consents::<T>::iter_keys().take(1) {
				Pallet::<T>::sweep_row(trial, &subject, over);
			}
		}
		assert!(scene.row().is_none());
		Ok(())
	}

	/// A form of a trial long over: found after no participant and no site was, removed, the deposit given back.
	#[benchmark]
	fn sweep_trial() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set()?;
		scene.submit(None)?;
		let over = Scene::<T>::half_time() + T::TrialRetention::get();
		Helper::<T>::set_time(over);
		#[block]
		{
			for trial in Trials::<T>::iter_keys().take(1) {
				Pallet::<T>::sweep_trial(trial, over);
			}
		}
		assert!(!Forms::<T>::contains_key(scene.trial, 1));
		Ok(())
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::tests::mock::new_test_ext(),
		crate::tests::mock::Test
	);
}
