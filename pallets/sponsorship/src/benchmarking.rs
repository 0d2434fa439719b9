//! Benchmarks of the calls, each on a policy with all the calls that it can name.

use crate::*;
use frame::benchmarking::prelude::*;

/// One that no genesis has.
const ORGANISATION: OrganisationId = OrganisationId::MAX;
const LAST: CallId = (u8::MAX, u8::MAX);

fn terms<T: Config>() -> TermsOf<T> {
	let mut terms = Terms {
		calls: Default::default(),
		per_day: u32::MAX,
		until: Moment::MAX,
		max_fee: Bounded::max_value(),
	};
	for call in 0..MAX_CALLS {
		let id = (u8::MAX, u8::MAX.saturating_sub(call.saturated_into()));
		terms.calls.try_insert(id).expect("there is room for so many");
	}
	terms
}

fn with_policy<T: Config>() -> Result<(T::AccountId, T::AccountId), BenchmarkError> {
	let (sponsor, relayer): (T::AccountId, T::AccountId) =
		(account("sponsor", 0, 0), account("relayer", 0, 0));
	T::Deposit::ensure_successful(&sponsor, Pallet::<T>::footprint());
	Pallet::<T>::do_set_policy(sponsor.clone(), relayer.clone(), terms::<T>())?;
	Ok((sponsor, relayer))
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn set_policy() -> Result<(), BenchmarkError> {
		let origin = T::MemberOrigin::try_successful_origin(&ORGANISATION)
			.map_err(|()| BenchmarkError::Weightless)?;
		let sponsor = T::MemberOrigin::ensure_origin(origin.clone(), &ORGANISATION)
			.map_err(|_| BenchmarkError::Weightless)?;
		let relayer: T::AccountId = account("relayer", 0, 0);
		T::Deposit::ensure_successful(&sponsor, Pallet::<T>::footprint());
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ORGANISATION, relayer.clone(), terms::<T>());
		assert!(Policies::<T>::contains_key(sponsor, relayer));
		Ok(())
	}

	#[benchmark]
	fn remove_policy() -> Result<(), BenchmarkError> {
		let (sponsor, relayer) = with_policy::<T>()?;
		#[extrinsic_call]
		_(RawOrigin::Signed(sponsor.clone()), sponsor.clone(), relayer.clone());
		assert!(!Policies::<T>::contains_key(sponsor, relayer));
		Ok(())
	}

	/// What is done beside the relayed call: asked, counted, taken notice of, told.
	#[benchmark]
	fn relay() -> Result<(), BenchmarkError> {
		let (sponsor, relayer) = with_policy::<T>()?;
		let fee = T::Balance::one();
		#[block]
		{
			let policy = Pallet::<T>::admitted(&sponsor, &relayer, &LAST, fee)
				.map_err(|_| BenchmarkError::Stop("the policy admits it"))?;
			Pallet::<T>::count(&sponsor, &relayer, policy);
			assert_eq!(Paying::<T>::take(), Some(sponsor.clone()));
			Pallet::<T>::settled(sponsor.clone(), relayer.clone(), fee);
		}
		assert_eq!(Policies::<T>::get(sponsor, relayer).map(|policy| policy.used.count), Some(1));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, tests::mock::new_test_ext(), tests::mock::Test);
}
