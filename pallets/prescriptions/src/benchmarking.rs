//! Benchmarks, each on the dearest path: full lists of dispenses, lapses that are due, archiving on the way, colleagues
//! rather than issuers.

use crate::{rows::Row, *};
use alloc::{vec, vec::Vec};
use frame::benchmarking::prelude::*;
use salus_primitives::{
	ids::{DAY, HOUR},
	Actor, Role, RowTicket,
};

/// What a benchmark needs of the pallets around this one.
pub trait BenchmarkHelper<AccountId> {
	/// A valid, bonded licence of `role` held by `who`; all that this makes belong to one organisation.
	fn licence(who: &AccountId, role: Role) -> LicenceId;

	/// Makes `who` an acting registrar with the duty to attest deaths.
	fn registrar(who: &AccountId);

	/// Sets the clock that [`Config::Time`] reads.
	fn set_time(now: Moment);
}

/// A time at which the clocks of all chains have long been running.
const START: Moment = 1_800_000_000_000;

/// Accounts and their licences.
struct Scene<T: Config> {
	doctor: T::AccountId,
	issuer: LicenceId,
	colleague: T::AccountId,
	colleagues: LicenceId,
	pharmacy: T::AccountId,
	dispenser: LicenceId,
	patient: T::AccountId,
	items: u32,
}

impl<T: Config> Scene<T> {
	fn set() -> Self {
		T::BenchmarkHelper::set_time(START);
		frame_system::Pallet::<T>::set_block_number(1u32.into());
		let policy = Policy {
			max_repeats: 15,
			max_validity_h: 24 * 365,
			max_quantity: u32::MAX,
			min_interval_h: 0,
			partial_h: 24 * 365,
			transfers: 3,
			inherit_transfers: true,
			emergency: true,
		};
		Policies::<T>::insert(1, policy);
		let [doctor, colleague, pharmacy, patient] =
			["doctor", "colleague", "pharmacy", "patient"].map(|name| account(name, 0, 0));
		let licence = |who, role| {
			let licence = T::BenchmarkHelper::licence(who, role);
			let actor = Actor { account: who.clone(), organisation: 1, role, bonded: true };
			for _ in 0..20 {
				T::Ticket::ensure_successful(&actor, Pallet::<T>::footprint());
			}
			licence
		};
		Scene {
			issuer: licence(&doctor, Role::Prescriber),
			colleagues: licence(&colleague, Role::Prescriber),
			dispenser: licence(&pharmacy, Role::Dispenser),
			doctor,
			colleague,
			pharmacy,
			patient,
			items: 0,
		}
	}

	fn commitment(&mut self) -> H256 {
		self.items += 1;
		frame::hashing::blake2_256(&self.items.to_le_bytes()).into()
	}

	fn terms() -> Terms {
		Terms {
			class: 1,
			unit: 1,
			quantity: 1_000,
			repeats: 0,
			interval_h: 0,
			partial_h: 24,
			from: START,
			until: START + 30 * DAY,
		}
	}

	fn issue(&mut self) -> Result<RxId, BenchmarkError> {
		let commitment = self.commitment();
		let new = issue::NewRx {
			patient: self.patient.clone(),
			terms: Self::terms(),
			substitution: true,
			access: Access::Only(self.dispenser),
		};
		Pallet::<T>::do_issue(self.doctor.clone(), self.issuer, commitment, START, new, None)?;
		Ok(Pallet::<T>::rx_id(self.issuer, START, &commitment))
	}

	fn claim(&self, id: RxId) -> DispatchResult {
		let ids = Form::truncate_from(vec![id]);
		Pallet::<T>::do_claim(self.pharmacy.clone(), self.dispenser, ids)
	}

	fn held(&mut self) -> Result<RxId, BenchmarkError> {
		let id = self.issue()?;
		self.claim(id)?;
		Ok(id)
	}

	/// An item whose hold has run out.
	fn lapsed(&mut self) -> Result<RxId, BenchmarkError> {
		T::BenchmarkHelper::set_time(START);
		let id = self.held()?;
		T::BenchmarkHelper::set_time(START + T::Lock::get());
		Ok(id)
	}

	/// Records as many dispenses of one unit as the list takes, but for the last.
	fn dispensed(&mut self) -> Result<RxId, BenchmarkError> {
		let id = self.held()?;
		for _ in 1..MAX_DISPENSES {
			self.dispense(id, 1)?;
		}
		Ok(id)
	}

	fn dispense(&self, id: RxId, quantity: u32) -> DispatchResult {
		let (who, product) = (self.pharmacy.clone(), H256::zero());
		Pallet::<T>::do_dispense(who, self.dispenser, id, quantity, product, false).map(drop)
	}

	fn owed(&mut self) -> Result<RxId, BenchmarkError> {
		let commitment = self.commitment();
		let new = dispense::Emergency {
			patient: self.patient.clone(),
			class: 1,
			unit: 1,
			quantity: 10,
			prescriber: self.issuer,
		};
		let (who, by) = (self.pharmacy.clone(), self.dispenser);
		Pallet::<T>::do_emergency_dispense(who, by, commitment, START, new)?;
		Ok(Pallet::<T>::rx_id(by, START, &commitment))
	}

	fn form(
		&mut self,
		n: u32,
		mut make: impl FnMut(&mut Self) -> Result<RxId, BenchmarkError>,
	) -> Result<Form, BenchmarkError> {
		let ids = (0..n).map(|_| make(self)).collect::<Result<Vec<_>, _>>()?;
		Ok(Form::truncate_from(ids))
	}
}

fn stage<T: Config>(id: RxId) -> Option<Stage> {
	match Items::<T>::get(id)? {
		Rx::Live(live) => Some(live.stage),
		Rx::Archived(_) => None,
	}
}

fn is_closed<T: Config>(id: RxId) -> bool {
	Items::<T>::get(id).is_some_and(|rx| rx.closed().is_some())
}

/// A time at which every item of the scene has expired and is due to be archived.
fn archived_at<T: Config>() -> Moment {
	Scene::<T>::terms().until + T::WithdrawWindow::get() + HOUR
}

fn signed<A>(who: A) -> RawOrigin<A> {
	RawOrigin::Signed(who)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn set_policy() -> Result<(), BenchmarkError> {
		Scene::<T>::set();
		let origin =
			T::GovernanceOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let policy = Policies::<T>::get(1);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, 2, policy.clone());
		assert_eq!(Policies::<T>::get(2), policy);
		Ok(())
	}

	#[benchmark]
	fn issue() -> Result<(), BenchmarkError> {
		let mut scene = Scene::<T>::set();
		let commitment = scene.commitment();
		let id = Pallet::<T>::rx_id(scene.issuer, START, &commitment);
		let (patient, terms) = (scene.patient, Scene::<T>::terms());
		let access = Access::Only(scene.dispenser);
		let (doctor, issuer) = (signed(scene.doctor), scene.issuer);
		#[extrinsic_call]
		_(doctor, issuer, commitment, START, patient, terms, true, access, None);
		assert!(Items::<T>::contains_key(id));
		Ok(())
	}

	/// An issue that replaces an item.
	#[benchmark]
	fn renew() -> Result<(), BenchmarkError> {
		let mut scene = Scene::<T>::set();
		let prior = scene.dispensed()?;
		Pallet::<T>::do_return_item(scene.pharmacy.clone(), Form::truncate_from(vec![prior]), 1)?;
		let commitment = scene.commitment();
		let (patient, terms) = (scene.patient, Scene::<T>::terms());
		let access = Access::Only(scene.dispenser);
		let (doctor, issuer) = (signed(scene.doctor), scene.issuer);
		#[extrinsic_call]
		issue(doctor, issuer, commitment, START, patient, terms, true, access, Some(prior));
		assert!(is_closed::<T>(prior));
		Ok(())
	}

	#[benchmark]
	fn claim(n: Linear<1, 4>) -> Result<(), BenchmarkError> {
		let mut scene = Scene::<T>::set();
		let ids = scene.form(n, Scene::lapsed)?;
		#[extrinsic_call]
		_(signed(scene.pharmacy), scene.dispenser, ids.clone());
		assert!(ids.iter().all(|id| matches!(stage::<T>(*id), Some(Stage::Held { .. }))));
		Ok(())
	}

	#[benchmark]
	fn present(n: Linear<1, 4>) -> Result<(), BenchmarkError> {
		let mut scene = Scene::<T>::set();
		let ids = scene.form(n, Scene::lapsed)?;
		let sequenced = SequencedForm::truncate_from(ids.iter().map(|id| (*id, 0)).collect());
		#[extrinsic_call]
		_(signed(scene.patient), sequenced, scene.dispenser);
		assert!(ids.iter().all(|id| matches!(stage::<T>(*id), Some(Stage::Held { .. }))));
		Ok(())
	}

	#[benchmark]
	fn dispense() -> Result<(), BenchmarkError> {
		let mut scene = Scene::<T>::set();
		let id = scene.dispensed()?;
		let rest = Scene::<T>::terms().quantity - (MAX_DISPENSES - 1);
		#[extrinsic_call]
		_(signed(scene.pharmacy), scene.dispenser, id, rest, H256::zero(), true);
		assert!(is_closed::<T>(id));
		Ok(())
	}

	#[benchmark]
	fn return_item(n: Linear<1, 4>) -> Result<(), BenchmarkError> {
		let mut scene = Scene::<T>::set();
		let ids = scene.form(n, Scene::dispensed)?;
		#[extrinsic_call]
		_(signed(scene.pharmacy), ids.clone(), 1);
		assert!(ids.iter().all(|id| stage::<T>(*id) == Some(Stage::Free)));
		Ok(())
	}

	#[benchmark]
	fn decline() -> Result<(), BenchmarkError> {
		let mut scene = Scene::<T>::set();
		let id = scene.held()?;
		#[extrinsic_call]
		_(signed(scene.pharmacy), scene.dispenser, id, 1);
		assert!(matches!(stage::<T>(id), Some(Stage::Declined { .. })));
		Ok(())
	}

	#[benchmark]
	fn reopen() -> Result<(), BenchmarkError> {
		let mut scene = Scene::<T>::set();
		let id = scene.held()?;
		Pallet::<T>::do_decline(scene.pharmacy, scene.dispenser, id, 1)?;
		// The issuer's path reads a licence.
		#[extrinsic_call]
		_(signed(scene.doctor), id, None);
		assert_eq!(stage::<T>(id), Some(Stage::Free));
		Ok(())
	}

	#[benchmark]
	fn suspend() -> Result<(), BenchmarkError> {
		let mut scene = Scene::<T>::set();
		let id = scene.dispensed()?;
		#[extrinsic_call]
		_(signed(scene.doctor), scene.issuer, id);
		assert!(matches!(stage::<T>(id), Some(Stage::OnHold { .. })));
		Ok(())
	}

	#[benchmark]
	fn resume() -> Result<(), BenchmarkError> {
		let mut scene = Scene::<T>::set();
		let id = scene.dispensed()?;
		Pallet::<T>::do_suspend(scene.doctor.clone(), scene.issuer, id)?;
		#[extrinsic_call]
		_(signed(scene.doctor), scene.issuer, id);
		assert_eq!(stage::<T>(id), Some(Stage::Free));
		Ok(())
	}

	#[benchmark]
	fn cancel(n: Linear<1, 4>) -> Result<(), BenchmarkError> {
		let mut scene = Scene::<T>::set();
		let ids = scene.form(n, Scene::dispensed)?;
		T::BenchmarkHelper::set_time(archived_at::<T>());
		#[extrinsic_call]
		_(signed(scene.colleague), scene.colleagues, ids.clone());
		assert!(ids.iter().all(|id| is_closed::<T>(*id)));
		Ok(())
	}

	#[benchmark]
	fn discard() -> Result<(), BenchmarkError> {
		let mut scene = Scene::<T>::set();
		let id = scene.dispensed()?;
		#[extrinsic_call]
		_(signed(scene.patient), id, 0);
		assert!(matches!(stage::<T>(id), Some(Stage::Held { pending: true, .. })));
		Ok(())
	}

	#[benchmark]
	fn recall() -> Result<(), BenchmarkError> {
		let mut scene = Scene::<T>::set();
		let id = scene.dispensed()?;
		#[extrinsic_call]
		_(signed(scene.patient), id, 0);
		assert!(matches!(stage::<T>(id), Some(Stage::Held { .. })));
		Ok(())
	}

	#[benchmark]
	fn set_access() -> Result<(), BenchmarkError> {
		let mut scene = Scene::<T>::set();
		let id = scene.dispensed()?;
		#[extrinsic_call]
		_(signed(scene.patient), id, Access::Any, 0);
		assert!(matches!(stage::<T>(id), Some(Stage::Held { .. })));
		Ok(())
	}

	#[benchmark]
	fn transfer() -> Result<(), BenchmarkError> {
		let mut scene = Scene::<T>::set();
		let rival: T::AccountId = account("rival", 0, 0);
		let to = T::BenchmarkHelper::licence(&rival, Role::Dispenser);
		let id = scene.dispensed()?;
		Pallet::<T>::do_set_access(scene.patient, id, Access::Only(to), 0)?;
		#[extrinsic_call]
		_(signed(scene.pharmacy), scene.dispenser, id, to);
		assert!(matches!(stage::<T>(id), Some(Stage::Held { by, .. }) if by == to));
		Ok(())
	}

	#[benchmark]
	fn withdraw_dispense() -> Result<(), BenchmarkError> {
		let mut scene = Scene::<T>::set();
		let id = scene.held()?;
		let last = MAX_DISPENSES - 2;
		for _ in 0..last {
			scene.dispense(id, 1)?;
		}
		// The last fill complete, the item opens again and the hold comes back: both licences are looked at.
		scene.dispense(id, Scene::<T>::terms().quantity - last)?;
		assert!(is_closed::<T>(id));
		#[extrinsic_call]
		_(signed(scene.pharmacy), id, last as u8);
		let rx = Items::<T>::get(id).ok_or("stored")?;
		assert!(rx.dispenses()[last as usize].has(Dispense::WITHDRAWN));
		assert!(matches!(stage::<T>(id), Some(Stage::Held { .. })));
		Ok(())
	}

	#[benchmark]
	fn mark_error() -> Result<(), BenchmarkError> {
		let mut scene = Scene::<T>::set();
		let id = scene.dispensed()?;
		T::BenchmarkHelper::set_time(archived_at::<T>());
		#[extrinsic_call]
		_(signed(scene.doctor), scene.issuer, id);
		assert!(is_closed::<T>(id));
		Ok(())
	}

	#[benchmark]
	fn attest_death(n: Linear<1, 16>) -> Result<(), BenchmarkError> {
		let mut scene = Scene::<T>::set();
		let ids = (0..n).map(|_| scene.dispensed()).collect::<Result<Vec<_>, _>>()?;
		let registrar: T::AccountId = account("registrar", 0, 0);
		T::BenchmarkHelper::registrar(&registrar);
		#[extrinsic_call]
		_(signed(registrar), BoundedVec::truncate_from(ids.clone()));
		assert!(ids.iter().all(|id| is_closed::<T>(*id)));
		Ok(())
	}

	#[benchmark]
	fn emergency_dispense() -> Result<(), BenchmarkError> {
		let mut scene = Scene::<T>::set();
		scene.owed()?;
		let commitment = scene.commitment();
		#[extrinsic_call]
		_(
			signed(scene.pharmacy),
			scene.dispenser,
			commitment,
			START,
			scene.patient,
			1,
			1,
			10,
			scene.issuer,
		);
		assert_eq!(Obligations::<T>::iter().count(), 2);
		Ok(())
	}

	#[benchmark]
	fn ratify() -> Result<(), BenchmarkError> {
		let mut scene = Scene::<T>::set();
		let id = scene.owed()?;
		#[extrinsic_call]
		_(signed(scene.doctor), scene.issuer, id, true);
		assert!(is_closed::<T>(id));
		Ok(())
	}

	/// The dearest: an obligation lapsed, the row is archived and its ticket goes back.
	#[benchmark]
	fn poke() -> Result<(), BenchmarkError> {
		let mut scene = Scene::<T>::set();
		let id = scene.owed()?;
		let over = START + T::RatifyWithin::get() + T::WithdrawWindow::get();
		T::BenchmarkHelper::set_time(over);
		#[extrinsic_call]
		_(signed(scene.patient), id);
		assert!(matches!(Items::<T>::get(id), Some(Rx::Archived(_))));
		assert_eq!(Obligations::<T>::iter().count(), 0);
		Ok(())
	}

	/// The sweep without a row.
	#[benchmark]
	fn sweep_base() -> Result<(), BenchmarkError> {
		let id = H256::repeat_byte(1);
		SweepCursor::<T>::put(id);
		#[block]
		{
			let next = SweepCursor::<T>::get();
			SweepCursor::<T>::set(next);
		}
		assert_eq!(SweepCursor::<T>::get(), Some(id));
		Ok(())
	}

	/// One row of the sweep: found, settled with all that can lapse, archived, its ticket given back.
	#[benchmark]
	fn sweep_row() -> Result<(), BenchmarkError> {
		let mut scene = Scene::<T>::set();
		let id = scene.dispensed()?;
		let over = archived_at::<T>();
		T::BenchmarkHelper::set_time(over);
		#[block]
		{
			let found = Items::<T>::iter_keys().next();
			Pallet::<T>::sweep_row(found.unwrap_or(id), over);
		}
		assert!(matches!(Items::<T>::get(id), Some(Rx::Archived(_))));
		Ok(())
	}

	/// The obligations without one.
	#[benchmark]
	fn obligations_base() -> Result<(), BenchmarkError> {
		ObligationHour::<T>::put(7);
		#[block]
		{
			if let Some(hour) = ObligationHour::<T>::get() {
				ObligationHour::<T>::put(hour);
			}
		}
		assert_eq!(ObligationHour::<T>::get(), Some(7));
		Ok(())
	}

	/// One obligation: found, its row settled and reported.
	#[benchmark]
	fn obligation() -> Result<(), BenchmarkError> {
		let mut scene = Scene::<T>::set();
		let id = scene.owed()?;
		let until = START + T::RatifyWithin::get();
		let hour = Pallet::<T>::hour_of(until);
		let over = until + HOUR;
		T::BenchmarkHelper::set_time(over);
		#[block]
		{
			let found = Obligations::<T>::iter_key_prefix(hour).next();
			Pallet::<T>::settle_obligation(hour, found.unwrap_or(id), over);
		}
		assert!(is_closed::<T>(id));
		assert!(Row::<T>::load(id, over).is_some());
		Ok(())
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::tests::mock::new_test_ext(),
		crate::tests::mock::Test
	);
}
