//! Benchmarks, each on the dearest path: a custodian's successor rather than the custodian, guardians rather than the patient,
//! registrars rather than guardians, signatures as wallets make them, lapses that nobody has written down, full lists.

use crate::{rows::Row, *};
use frame::benchmarking::prelude::*;
use salus_primitives::{ids::DAY, PatientAuthority, Power, Role, Statement};
use scene::{
	abandoned, guardian, guardians, is_kept, Helper, Party, Scene, GUARDIANS, LAST, LONG_AGO, OPEN,
	START,
};

mod scene;

/// Sets the scene for benchmarks.
pub trait BenchmarkHelper<AccountId, Signature> {
	/// A valid, bonded licence of `role` held by `who`. Each account belongs to an organisation of its own.
	fn licence(who: &AccountId, role: Role) -> LicenceId;

	/// Makes `who` an acting registrar with every duty.
	fn registrar(who: &AccountId);

	/// Ends the licence for good.
	fn end(licence: LicenceId);

	/// The account of the `n`th key that can sign.
	fn key(n: u32) -> AccountId;

	/// What that key signs.
	fn sign(n: u32, message: &[u8]) -> Signature;

	/// Sets the clock that [`Config::Time`](crate::Config::Time) reads.
	fn set_time(now: Moment);
}

/// Wrapped by a wallet, so that two signatures are verified: of the bare bytes it is none.
fn sign<T: Config>(n: u32, statement: &Statement) -> T::Signature {
	Helper::<T>::sign(n, &statement.wrapped())
}

fn registrar<T: Config>() -> RawOrigin<T::AccountId> {
	let who: T::AccountId = account("registrar", 0, 0);
	Helper::<T>::registrar(&who);
	RawOrigin::Signed(who)
}

fn state<T: Config>(scene: &Scene<T>, incident: IncidentId) -> Option<IncidentState> {
	Incidents::<T>::get(&scene.patient, incident).map(|row| row.state)
}

fn is_revoked<T: Config>(scene: &Scene<T>) -> bool {
	let grant = Grants::<T>::get(&scene.patient, LAST);
	grant.is_some_and(|grant| {
		matches!(grant.state, GrantState::Closed { why: GrantEnd::Revoked, .. })
	})
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn set_emergency() -> Result<(), BenchmarkError> {
		let origin =
			T::GovernanceOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let rules = EmergencyRules { read: 1, justify: 2, review: 3 };
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, rules);
		assert_eq!(Emergency::<T>::get(), rules);
		Ok(())
	}

	#[benchmark]
	fn enter_patient() -> Result<(), BenchmarkError> {
		let Scene::<T> { hospital, .. } = Scene::empty();
		hospital.hospital();
		let (key, guardians) = (Helper::<T>::key(0), guardians::<T>());
		let agreement = Pallet::<T>::agreement(hospital.licence, &key, &guardians, START);
		let signature = sign::<T>(0, &agreement);
		#[extrinsic_call]
		_(hospital.origin(), hospital.licence, key.clone(), guardians, START, signature);
		assert!(Patients::<T>::contains_key(key));
		Ok(())
	}

	/// Every slot and every incident that it looks at is on file, closed long ago, and so are the guardians.
	#[benchmark]
	fn close_patient() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::empty();
		scene.enter(Some(abandoned::<T>()))?;
		Patients::<T>::mutate(&scene.patient, |row| {
			let guardians = row.iter_mut().flat_map(|row| row.guardians.list.iter_mut());
			guardians.for_each(|guardian| guardian.until = LONG_AGO)
		});
		(0..SLOTS).for_each(|slot| scene.grant(slot, LONG_AGO + 1));
		(0..patients::INCIDENTS_SEEN).for_each(|n| scene.write_incident(n as u64, LONG_AGO));
		let idle = T::BlockHashCount::get() + 1u32.into();
		frame_system::Pallet::<T>::set_block_number(idle);
		let Scene { hospital, patient, .. } = scene;
		#[extrinsic_call]
		_(hospital.origin(), hospital.licence, patient.clone());
		assert!(!Patients::<T>::contains_key(patient));
		Ok(())
	}

	#[benchmark]
	fn anchor() -> Result<(), BenchmarkError> {
		let Scene::<T> { hospital, patient, .. } = Scene::set()?;
		let (licence, root) = (hospital.licence, H256::zero());
		#[extrinsic_call]
		_(hospital.origin(), licence, root, START, patient, LAST);
		assert!(is_kept::<T>(Pallet::<T>::record_id(licence, START, &root)));
		Ok(())
	}

	#[benchmark]
	fn amend() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set()?;
		let id = scene.record(0)?;
		let (licence, root) = (scene.hospital.licence, H256::zero());
		#[extrinsic_call]
		_(scene.hospital.origin(), licence, id, root, START);
		assert!(is_kept::<T>(Pallet::<T>::record_id(licence, START, &root)));
		Ok(())
	}

	#[benchmark]
	fn mark_error() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set()?;
		let id = scene.record(0)?;
		#[extrinsic_call]
		_(scene.hospital.origin(), scene.hospital.licence, id);
		let row = Records::<T>::get(id).ok_or("stored")?;
		assert_eq!(row.status(), salus_primitives::RecordStatus::InError);
		Ok(())
	}

	#[benchmark]
	fn dispute() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set()?;
		let id = scene.ignored_record()?;
		let origin = scene.guardian();
		#[extrinsic_call]
		_(origin, id, 0);
		let row = Records::<T>::get(id);
		assert!(matches!(row, Some(Record::Kept(KeptRecord { disputed: true, .. }))));
		Ok(())
	}

	#[benchmark]
	fn request_shred() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set()?;
		let id = scene.record(0)?;
		let origin = scene.guardian();
		#[extrinsic_call]
		_(origin, id, 0);
		let row = Records::<T>::get(id);
		assert!(matches!(row, Some(Record::Kept(KeptRecord { erasure: Some(_), .. }))));
		Ok(())
	}

	#[benchmark]
	fn shred() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set()?;
		let id = scene.ignored_record()?;
		let hospital = &scene.hospital;
		#[extrinsic_call]
		_(hospital.origin(), hospital.licence, id, ShredReason::PatientRequest);
		assert!(!is_kept::<T>(id));
		Ok(())
	}

	#[benchmark]
	fn place_hold() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set()?;
		let id = scene.ignored_record()?;
		let until = START + T::MaxHold::get();
		let hospital = &scene.hospital;
		#[extrinsic_call]
		_(hospital.origin(), hospital.licence, id, HoldGround::TrialData, until);
		let row = Records::<T>::get(id);
		assert!(matches!(row, Some(Record::Kept(KeptRecord { hold: Some(_), .. }))));
		Ok(())
	}

	#[benchmark]
	fn lift_hold() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set()?;
		let erasure = Erasure::Requested { due: Moment::MAX };
		let id = scene.write_record(0, START + DAY, Some(erasure))?;
		#[extrinsic_call]
		_(scene.hospital.origin(), scene.hospital.licence, id);
		let row = Records::<T>::get(id);
		assert!(matches!(row, Some(Record::Kept(KeptRecord { hold: None, .. }))));
		Ok(())
	}

	/// A successor that has ended is succeeded.
	#[benchmark]
	fn succeed() -> Result<(), BenchmarkError> {
		let Scene::<T> { former, hospital, .. } = Scene::empty();
		Helper::<T>::end(hospital.licence);
		let new = Party::<T>::new("next", Role::Hospital).licence;
		let origin = registrar::<T>();
		#[extrinsic_call]
		_(origin, former, new);
		assert_eq!(Successors::<T>::get(former), Some(new));
		Ok(())
	}

	/// In a slot whose last grant ended by time, which nobody has written down.
	#[benchmark]
	fn grant() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set()?;
		scene.grant(LAST, LONG_AGO + 1);
		let until = START + T::MaxGrant::get();
		let origin = scene.guardian();
		#[extrinsic_call]
		_(
			origin,
			scene.patient.clone(),
			LAST,
			Grantee::Key(account("relative", 0, 0)),
			What::Record(H256::zero()),
			Purpose::Treatment,
			START,
			until,
			u16::MAX,
			START,
		);
		let row = Grants::<T>::get(&scene.patient, LAST);
		assert_eq!(row.map(|row| row.until), Some(until));
		Ok(())
	}

	#[benchmark]
	fn revoke() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set()?;
		scene.grant(LAST, START + DAY);
		let origin = scene.guardian();
		#[extrinsic_call]
		_(origin, scene.patient.clone(), LAST, LONG_AGO);
		assert!(is_revoked(&scene));
		Ok(())
	}

	#[benchmark]
	fn revoke_signed() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set()?;
		scene.grant(LAST, START + DAY);
		let (patient, who) = (scene.patient.clone(), guardian::<T>());
		let revocation = Pallet::<T>::revocation(&patient, LAST, LONG_AGO);
		let signature = sign::<T>(GUARDIANS, &revocation);
		#[extrinsic_call]
		_(RawOrigin::Authorized, patient, LAST, LONG_AGO, who, signature);
		assert!(is_revoked(&scene));
		Ok(())
	}

	#[benchmark]
	fn authorize_revoke_signed() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set()?;
		scene.grant(LAST, START + DAY);
		let (patient, who) = (scene.patient, guardian::<T>());
		let revocation = Pallet::<T>::revocation(&patient, LAST, LONG_AGO);
		let signature = sign::<T>(GUARDIANS, &revocation);
		let source = TransactionSource::InBlock;
		let admitted;
		#[block]
		{
			admitted =
				Pallet::<T>::authorize_revoke(source, &patient, &LAST, &LONG_AGO, &who, &signature);
		}
		assert!(admitted.is_ok());
		Ok(())
	}

	#[benchmark]
	fn access(n: Linear<1, 8>) -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set()?;
		scene.unexplained(None);
		scene.grant(LAST, START + DAY);
		let records = scene.asked(n)?;
		let Scene { clinician, patient, .. } = scene;
		let licence = Some(clinician.licence);
		#[extrinsic_call]
		_(clinician.origin(), patient.clone(), LAST, licence, records, H256::zero());
		assert!(Grants::<T>::get(patient, LAST).is_some_and(|row| !row.is_open()));
		Ok(())
	}

	#[benchmark]
	fn break_glass() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set()?;
		scene.unexplained(None);
		let Scene { clinician, patient, .. } = &scene;
		let reason = BreakGlassReason::EmergencyTreatment;
		#[extrinsic_call]
		_(clinician.origin(), clinician.licence, patient.clone(), OPEN, reason, H256::zero());
		assert!(state(&scene, LastIncident::<T>::get()).is_some());
		Ok(())
	}

	#[benchmark]
	fn access_incident(n: Linear<1, 8>) -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set()?;
		let id = scene.incident(START + DAY);
		let records = scene.asked(n)?;
		let Scene { clinician, patient, .. } = scene;
		#[extrinsic_call]
		_(clinician.origin(), clinician.licence, patient.clone(), id, records, H256::zero());
		assert!(Incidents::<T>::get(patient, id).is_some_and(|incident| incident.trail.n > 0));
		Ok(())
	}

	/// Too late.
	#[benchmark]
	fn justify() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set()?;
		let id = scene.incident(START);
		#[extrinsic_call]
		_(scene.clinician.origin(), scene.patient.clone(), id, H256::zero());
		assert!(matches!(state(&scene, id), Some(IncidentState::Justified { late: true, .. })));
		Ok(())
	}

	/// Of what was not explained, and is found abusive.
	#[benchmark]
	fn review() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set()?;
		let id = scene.incident(START);
		let auditor = Party::<T>::new("auditor", Role::Auditor);
		#[extrinsic_call]
		_(auditor.origin(), auditor.licence, scene.patient.clone(), id, Finding::Abuse);
		assert!(matches!(state(&scene, id), Some(IncidentState::Closed { .. })));
		Ok(())
	}

	#[benchmark]
	fn seal() -> Result<(), BenchmarkError> {
		// Where nobody may, the call is refused before it reads anything.
		if !T::SealAllowed::get() {
			return Err(BenchmarkError::Weightless);
		}
		let scene = Scene::<T>::set()?;
		let origin = scene.guardian();
		#[extrinsic_call]
		_(origin, scene.patient.clone(), Sets::MAX, 0);
		assert!(Patients::<T>::get(scene.patient).is_some_and(|row| row.sealed == Sets::MAX));
		Ok(())
	}

	/// By a court's order.
	#[benchmark]
	fn set_guardians() -> Result<(), BenchmarkError> {
		let Scene::<T> { patient, .. } = Scene::set()?;
		let (mut guardians, order) = (guardians::<T>(), H256::zero());
		guardians.threshold = 1;
		let origin = registrar::<T>();
		#[extrinsic_call]
		_(origin, patient.clone(), guardians, Warrant::Court { order });
		assert!(Patients::<T>::get(patient).is_some_and(|row| row.guardians.threshold == 1));
		Ok(())
	}

	/// By a registrar, after guardians did not agree in time.
	#[benchmark]
	fn recover() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::empty();
		scene.enter(Some(abandoned::<T>()))?;
		let new: T::AccountId = account("new", 0, 0);
		let origin = registrar::<T>();
		#[extrinsic_call]
		_(origin, scene.patient.clone(), new, 1);
		assert!(Patients::<T>::get(scene.patient).is_some_and(|row| row.is_recovering()));
		Ok(())
	}

	#[benchmark]
	fn veto() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::empty();
		let new = account("new", 0, 0);
		scene.enter(Some(Recovery::Decided { new, effective_at: START + 1 }))?;
		let patient = scene.patient;
		#[extrinsic_call]
		_(RawOrigin::Signed(patient.clone()), patient.clone(), 0);
		assert!(Patients::<T>::get(patient).is_some_and(|row| row.recovery.is_none()));
		Ok(())
	}

	/// What another pallet asks.
	#[benchmark]
	fn may_act() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set()?;
		let who = guardian::<T>();
		let may;
		#[block]
		{
			may = Pallet::<T>::may_act(&scene.patient, &who, Power::Consents, START);
		}
		assert!(may);
		Ok(())
	}

	/// The queue without an entry that is due.
	#[benchmark]
	fn fire_nothing() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set()?;
		let id = scene.incident(START + 1);
		let mut meter = WeightMeter::new();
		#[block]
		{
			Pallet::<T>::fire_in_slice(&mut meter);
		}
		assert!(matches!(state(&scene, id), Some(IncidentState::Open { .. })));
		Ok(())
	}

	/// One entry: its incident was never explained, is overdue and presumed abuse by now, and is reported.
	#[benchmark]
	fn fire() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set()?;
		let id = scene.incident(LONG_AGO);
		#[block]
		{
			for (at, key) in Due::<T>::iter_keys().take(1) {
				Pallet::<T>::fire(Moment::from_be_bytes(at), key, START);
			}
		}
		assert!(matches!(state(&scene, id), Some(IncidentState::Closed { .. })));
		assert_eq!(Due::<T>::iter().count(), 0);
		Ok(())
	}

	/// The sweep without a row.
	#[benchmark]
	fn sweep_base() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set()?;
		let cursor = Cursor::Grants(Some((scene.patient, LAST)));
		SweepCursor::<T>::put(&cursor);
		#[block]
		{
			let next = SweepCursor::<T>::get();
			SweepCursor::<T>::set(next);
		}
		assert_eq!(SweepCursor::<T>::get(), Some(cursor));
		Ok(())
	}

	/// One row of the sweep: a record whose hold has ended, and whose custodian left a request unanswered.
	#[benchmark]
	fn sweep_row() -> Result<(), BenchmarkError> {
		let scene = Scene::<T>::set()?;
		let id = scene.ignored_record()?;
		let cursor;
		#[block]
		{
			cursor = Pallet::<T>::sweep_next(Cursor::Records(None), START);
		}
		assert_eq!(cursor, Cursor::Records(Some(id)));
		assert!(Row::<T, RecordOf<T>>::load(id, START).is_some_and(|row| !row.has_news()));
		Ok(())
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::tests::mock::new_test_ext(),
		crate::tests::mock::Test
	);
}
