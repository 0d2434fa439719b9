//! Benchmarks of the calls, each with the dearest state it can meet: a registrar that answers by the longest succession,
//! houses that must be compared by group, a file with every kind of report.

// Setting up a benchmark may fail loudly: it runs in no block.
#![allow(clippy::expect_used, clippy::arithmetic_side_effects)]

use crate::*;
use alloc::vec::Vec;
use frame::{
	benchmarking::prelude::*,
	token::fungible::{Inspect, Mutate},
};
use salus_primitives::{
	Duties, Infraction, LicenceId, Licensing, Moment, OrganisationId, RegistrarId, Role, Roles,
};

/// The role under test: personal, so that its organisation is looked at.
const ROLE: Role = Role::Prescriber;
const DECISION: H256 = H256::zero();

fn funded<T: Config>(name: &'static str) -> T::AccountId {
	let who: T::AccountId = account(name, 0, 0);
	let amount = T::Currency::minimum_balance().saturating_mul(1_000_000u32.into());
	T::Currency::set_balance(&who, amount);
	who
}

fn share<T: Config>() -> BalanceOf<T> {
	T::Currency::minimum_balance()
}

fn set_policy<T: Config>() -> PolicyOf<T> {
	let tail_d = Role::ALL.map(<T::MinTail as frame::traits::Convert<_, _>>::convert);
	let tail_d = tail_d.into_iter().max().unwrap_or_default();
	let policy = RolePolicy { max_validity_d: u16::MAX, tail_d, bonds: [share::<T>(); TIERS] };
	for role in Role::ALL {
		RolePolicies::<T>::insert(role, policy);
	}
	policy
}

/// An organisation with something set aside, in a group of its own.
fn organisation<T: Config>(name: &'static str) -> OrganisationId {
	let id = NextOrganisation::<T>::get();
	let account = funded::<T>(name);
	let identity = frame::hashing::blake2_256(&id.to_le_bytes()).into();
	Pallet::<T>::do_enter_organisation(authority::Authority::Council, account.clone(), identity)
		.expect("the identity is new");
	let aside = share::<T>().saturating_mul(100u32.into());
	Pallet::<T>::do_deposit_bond(&account, id, aside).expect("the account is funded");
	Pallet::<T>::do_set_group(&[id], Some(id)).expect("the organisation exists");
	id
}

fn registrar<T: Config>(name: &'static str, organisation: OrganisationId) -> RegistrarId {
	let id = NextRegistrar::<T>::get();
	let account = funded::<T>(name);
	Pallet::<T>::do_add_registrar(account, organisation, Roles::ALL, Duties::NONE, 1_000)
		.expect("there is room for another registrar");
	id
}

fn moment<T: Config>() -> Moment {
	Pallet::<T>::clock().1
}

fn year_ahead<T: Config>() -> Moment {
	moment::<T>().saturating_add(365 * salus_primitives::ids::DAY)
}

/// A clinic, and the account of a registrar who answers at the end of the longest succession.
struct World<T: Config> {
	clinic: OrganisationId,
	board: T::AccountId,
	first: RegistrarId,
}

fn world<T: Config>() -> World<T> {
	set_policy::<T>();
	let house = organisation::<T>("house");
	let clinic = organisation::<T>("clinic");
	let first = registrar::<T>("first", house);
	World { clinic, board: account("first", 0, 0), first }
}

impl<T: Config> World<T> {
	/// A licence by the first registrar.
	fn licence(&self) -> LicenceId {
		let id = NextLicence::<T>::get();
		let holder = funded::<T>("holder");
		let until = year_ahead::<T>();
		Pallet::<T>::do_grant(&self.board, holder, ROLE, self.clinic, None, until, DECISION, 0)
			.expect("the grant is in order");
		for what in [
			Infraction::UnexplainedAccess,
			Infraction::AbusedAccess,
			Infraction::IgnoredShredding,
			Infraction::Unratified,
		] {
			<Pallet<T> as Licensing<_>>::report(id, what);
		}
		id
	}

	/// Ends the first registrar; the one who answers now comes after four.
	fn succeed(&mut self) {
		let house = Registrars::<T>::get(self.first).map(|row| row.organisation);
		let house = house.expect("the first registrar exists");
		let mut last = self.first;
		for name in ["second", "third", "fourth", "fifth"] {
			let next = registrar::<T>(name, house);
			Pallet::<T>::do_end_registrar(last, Some(next)).expect("the successor acts");
			last = next;
			self.board = account(name, 0, 0);
		}
	}

	/// A licence whose registrar is far away.
	fn distant(&mut self) -> (LicenceId, RawOrigin<T::AccountId>) {
		let id = self.licence();
		self.succeed();
		(id, RawOrigin::Signed(self.board.clone()))
	}

	fn clinic_account(&self) -> RawOrigin<T::AccountId> {
		RawOrigin::Signed(account("clinic", 0, 0))
	}
}

fn council<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::GovernanceOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

fn standing<T: Config>(id: LicenceId) -> Option<Standing> {
	Licences::<T>::get(id).map(|row| row.standing)
}

/// Puts a change of a licence's key into its file, open at once.
fn ask_change<T: Config>(id: LicenceId, new: &T::AccountId, council: bool) {
	let from = moment::<T>();
	let due = from.saturating_add(T::AcceptWithin::get());
	let act = Act::Change { new: new.clone(), from };
	Files::<T>::mutate_extant(id, |file| {
		file.pending = Some(Pending { act, by: Asker::Registrar, council, due });
	});
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn set_role_policy() -> Result<(), BenchmarkError> {
		let policy = set_policy::<T>();
		let origin = council::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, ROLE, policy);
		assert_eq!(RolePolicies::<T>::get(ROLE), Some(policy));
		Ok(())
	}

	#[benchmark]
	fn add_registrar() -> Result<(), BenchmarkError> {
		let house = organisation::<T>("house");
		let account: T::AccountId = account("board", 0, 0);
		let origin = council::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, account.clone(), house, Roles::ALL, Duties::NONE, 1);
		assert!(RegistrarByAccount::<T>::contains_key(account));
		Ok(())
	}

	#[benchmark]
	fn change_registrar() -> Result<(), BenchmarkError> {
		let house = organisation::<T>("house");
		let id = registrar::<T>("board", house);
		let other: T::AccountId = account("other", 0, 0);
		let origin = council::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, other.clone(), Roles::ALL, Duties::NONE, 1);
		assert_eq!(RegistrarByAccount::<T>::get(other), Some(id));
		Ok(())
	}

	#[benchmark]
	fn end_registrar() -> Result<(), BenchmarkError> {
		let house = organisation::<T>("house");
		let (id, next) = (registrar::<T>("board", house), registrar::<T>("next", house));
		let origin = council::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, Some(next));
		assert!(Registrars::<T>::get(id).is_some_and(|row| row.ended.is_some()));
		Ok(())
	}

	#[benchmark]
	fn enter_organisation() {
		let house = organisation::<T>("house");
		registrar::<T>("board", house);
		let origin = RawOrigin::Signed(account("board", 0, 0));
		#[extrinsic_call]
		_(origin, account("new", 0, 0), H256::repeat_byte(7));
		assert!(Identities::<T>::contains_key(H256::repeat_byte(7)));
	}

	#[benchmark]
	fn set_group(n: Linear<1, MAX_GROUP>) -> Result<(), BenchmarkError> {
		let ids: Vec<_> = (0..n).map(|_| organisation::<T>("house")).collect();
		let list = BoundedVec::truncate_from(ids.clone());
		let origin = council::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, list, Some(u32::MAX));
		let grouped = |id| Organisations::<T>::get(id).and_then(|row| row.group);
		assert!(ids.into_iter().all(|id| grouped(id) == Some(u32::MAX)));
		Ok(())
	}

	#[benchmark]
	fn grant() {
		let world = world::<T>();
		let holder = account("holder", 0, 0);
		let origin = RawOrigin::Signed(world.board.clone());
		let id = NextLicence::<T>::get();
		#[extrinsic_call]
		_(origin, holder, ROLE, world.clinic, None, year_ahead::<T>(), DECISION, 3);
		assert_eq!(standing::<T>(id), Some(Standing::Active));
	}

	#[benchmark]
	fn renew() {
		let (id, origin) = world::<T>().distant();
		let until = year_ahead::<T>().saturating_add(1);
		#[extrinsic_call]
		_(origin, id, until, DECISION);
		assert!(Licences::<T>::get(id).is_some_and(|row| row.until == until));
	}

	#[benchmark]
	fn suspend(n: Linear<1, { T::MaxBatch::get() }>) {
		let mut world = world::<T>();
		let ids: Vec<_> = (0..n).map(|_| world.licence()).collect();
		world.succeed();
		let list = BoundedVec::truncate_from(ids.clone());
		let ground = Ground::Fraud { since: Pallet::<T>::clock().0 };
		#[extrinsic_call]
		_(RawOrigin::Signed(world.board), list, ground, DECISION);
		assert!(ids.into_iter().all(|id| standing::<T>(id) == Some(Standing::Suspended(ground))));
	}

	#[benchmark]
	fn resume() {
		let (id, origin) = world::<T>().distant();
		let council = authority::Authority::Council;
		Pallet::<T>::do_suspend(&council, id, Ground::Ordinary, DECISION)
			.expect("the licence is active");
		#[extrinsic_call]
		_(origin, id);
		assert_eq!(standing::<T>(id), Some(Standing::Active));
	}

	#[benchmark]
	fn revoke() {
		let (id, origin) = world::<T>().distant();
		let ground = Ground::Fraud { since: Pallet::<T>::clock().0 };
		#[extrinsic_call]
		_(origin, id, ground, DECISION);
		assert_eq!(standing::<T>(id), Some(Standing::Revoked(ground)));
	}

	#[benchmark]
	fn surrender() {
		let world = world::<T>();
		let id = world.licence();
		#[extrinsic_call]
		_(world.clinic_account(), id);
		assert_eq!(standing::<T>(id), Some(Standing::Surrendered));
	}

	#[benchmark]
	fn countersign() -> Result<(), BenchmarkError> {
		let world = world::<T>();
		let id = NextLicence::<T>::get();
		let until = year_ahead::<T>();
		let board = world.board.clone();
		Pallet::<T>::do_grant(&board, board.clone(), ROLE, world.clinic, None, until, DECISION, 0)?;
		let origin = council::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Target::Licence(id), Act::Grant, true);
		assert_eq!(standing::<T>(id), Some(Standing::Active));
		Ok(())
	}

	#[benchmark]
	fn overrule() -> Result<(), BenchmarkError> {
		let id = world::<T>().licence();
		let by = authority::Authority::Council;
		Pallet::<T>::do_revoke(by, id, Ground::Ordinary, DECISION)?;
		let origin = council::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, DECISION);
		assert_eq!(standing::<T>(id), Some(Standing::Active));
		Ok(())
	}

	#[benchmark]
	fn rotate() {
		let (id, _) = world::<T>().distant();
		let origin = RawOrigin::Signed(account("holder", 0, 0));
		#[extrinsic_call]
		_(origin, Target::Licence(id), account("fresh", 0, 0));
		assert!(Files::<T>::get(id).is_some_and(|file| file.pending.is_some()));
	}

	#[benchmark]
	fn replace_holder() {
		let (id, origin) = world::<T>().distant();
		#[extrinsic_call]
		_(origin, Target::Licence(id), account("fresh", 0, 0));
		assert!(Files::<T>::get(id).is_some_and(|file| file.pending.is_some()));
	}

	/// An organisation's, whose bond moves: dearer than a licence's.
	#[benchmark]
	fn accept_change() -> Result<(), BenchmarkError> {
		let world = world::<T>();
		let fresh = funded::<T>("fresh");
		let from = moment::<T>();
		let due = from.saturating_add(T::AcceptWithin::get());
		let act = Act::Change { new: fresh.clone(), from };
		Organisations::<T>::mutate_extant(world.clinic, |row| {
			row.pending = Some(Pending { act, by: Asker::Holder, council: false, due });
		});
		#[extrinsic_call]
		_(RawOrigin::Signed(fresh.clone()), Target::Organisation(world.clinic));
		assert!(Organisations::<T>::get(world.clinic).is_some_and(|row| row.account == fresh));
		Ok(())
	}

	#[benchmark]
	fn cancel_change() {
		let (id, origin) = world::<T>().distant();
		ask_change::<T>(id, &account("fresh", 0, 0), true);
		#[extrinsic_call]
		_(origin, Target::Licence(id));
		assert!(Files::<T>::get(id).is_some_and(|file| file.pending.is_none()));
	}

	#[benchmark]
	fn set_tier() {
		let (id, origin) = world::<T>().distant();
		#[extrinsic_call]
		_(origin, id, 3);
		assert!(Files::<T>::get(id).is_some_and(|file| file.tier == 3));
	}

	#[benchmark]
	fn rebond() {
		let world = world::<T>();
		let id = world.licence();
		Licences::<T>::mutate_extant(id, |row| row.bonded = false);
		#[extrinsic_call]
		_(world.clinic_account(), id);
		assert!(Licences::<T>::get(id).is_some_and(|row| row.bonded));
	}

	#[benchmark]
	fn deposit_bond() {
		let world = world::<T>();
		let free = Organisations::<T>::get(world.clinic).map(|row| row.free);
		#[extrinsic_call]
		_(world.clinic_account(), world.clinic, share::<T>());
		assert!(Organisations::<T>::get(world.clinic).map(|row| row.free) > free);
	}

	#[benchmark]
	fn withdraw_bond() {
		let world = world::<T>();
		let free = Organisations::<T>::get(world.clinic).map(|row| row.free);
		#[extrinsic_call]
		_(world.clinic_account(), world.clinic, share::<T>());
		assert!(Organisations::<T>::get(world.clinic).map(|row| row.free) < free);
	}

	/// Of a licence on which the council stayed silent: void from now on.
	#[benchmark]
	fn release_bond() {
		let id = world::<T>().licence();
		Licences::<T>::mutate_extant(id, |row| row.standing = Standing::Void);
		Files::<T>::mutate_extant(id, |file| file.ended = Some(0));
		#[extrinsic_call]
		_(RawOrigin::Signed(account("anybody", 0, 0)), id);
		assert!(Files::<T>::get(id).is_some_and(|file| file.bond.is_zero()));
	}

	#[benchmark]
	fn forfeit() -> Result<(), BenchmarkError> {
		let id = world::<T>().licence();
		let origin = council::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, id, share::<T>(), account("payee", 0, 0), DECISION);
		assert!(Files::<T>::get(id).is_some_and(|file| file.bond.is_zero()));
		Ok(())
	}

	#[benchmark]
	fn answer_report() {
		let (id, origin) = world::<T>().distant();
		#[extrinsic_call]
		_(origin, id, Infraction::Unratified, DECISION);
		let answered = |file: FileOf<T>| file.reports.iter().any(|entry| !entry.is_open());
		assert!(Files::<T>::get(id).is_some_and(answered));
	}

	#[benchmark]
	fn report() {
		let id = world::<T>().licence();
		let n = Files::<T>::get(id).map(|file| file.trail.n);
		#[block]
		{
			<Pallet<T> as Licensing<_>>::report(id, Infraction::Unratified);
		}
		assert!(Files::<T>::get(id).map(|file| file.trail.n) > n);
	}

	impl_benchmark_test_suite!(Pallet, mock::new_state(), mock::Test);
}
