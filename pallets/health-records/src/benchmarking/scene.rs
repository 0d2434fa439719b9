//! A hospital, a patient, records and incidents to measure with.

use crate::{custody::DOMAIN, life::ANSWER_WITHIN, *};
use alloc::vec::Vec;
use codec::Encode;
use frame::{benchmarking::prelude::*, hashing::blake2_256, traits::Footprint};
use salus_primitives::{Actor, Powers, Role, Trail};

/// A time at which the clocks of all chains have long been running.
pub const START: Moment = 1_800_000_000_000;
/// So long before that everything from then is over.
pub const LONG_AGO: Moment = 1;
/// The set of every record, and the slot of every grant: the last.
pub const LAST: u8 = SETS - 1;
/// The sets of which it is.
pub const OPEN: Sets = 1 << LAST;

/// Incidents that a licence can have unexplained.
const INCIDENTS: u32 = 16;
/// Guardians of a patient, and the number of the last one's key.
pub const GUARDIANS: u32 = 3;

pub type Helper<T> = <T as Config>::BenchmarkHelper;

/// Somebody with a licence.
pub struct Party<T: Config> {
	pub who: T::AccountId,
	pub licence: LicenceId,
}

impl<T: Config> Party<T> {
	pub fn new(name: &'static str, role: Role) -> Self {
		let who: T::AccountId = account(name, 0, 0);
		let licence = Helper::<T>::licence(&who, role);
		Party { who, licence }
	}

	pub fn origin(&self) -> RawOrigin<T::AccountId> {
		RawOrigin::Signed(self.who.clone())
	}

	/// What the licence says, with enough tokens for a patient's deposit.
	pub fn hospital(&self) -> Actor<T::AccountId> {
		let who = self.who.clone();
		let actor = Actor { account: who, organisation: 1, role: Role::Hospital, bonded: true };
		T::PatientTicket::ensure_successful(&actor, Pallet::<T>::patient_footprint());
		actor
	}
}

/// A patient whose custodian has ended, and that one's successor too, so that another acts for both.
pub struct Scene<T: Config> {
	pub former: LicenceId,
	interim: LicenceId,
	pub hospital: Party<T>,
	pub clinician: Party<T>,
	pub patient: T::AccountId,
}

impl<T: Config> Scene<T> {
	/// Without the patient's row.
	pub fn empty() -> Self {
		Helper::<T>::set_time(START);
		frame_system::Pallet::<T>::set_block_number(1u32.into());
		Emergency::<T>::put(EmergencyRules::default());
		let hospital = Party::<T>::new("hospital", Role::Hospital);
		let [former, interim] = ["former", "interim"].map(|name| {
			let licence = Party::<T>::new(name, Role::Hospital).licence;
			Helper::<T>::end(licence);
			Successors::<T>::insert(licence, hospital.licence);
			licence
		});
		let clinician = Party::new("clinician", Role::Clinician);
		Scene { former, interim, hospital, clinician, patient: account("patient", 0, 0) }
	}

	/// With a recovery that has taken effect by now, which nobody has written down.
	pub fn set() -> Result<Self, BenchmarkError> {
		let scene = Self::empty();
		let new = account("successor", 0, 0);
		scene.enter(Some(Recovery::Decided { new, effective_at: START }))?;
		Ok(scene)
	}

	/// Writes the patient's row.
	pub fn enter(&self, recovery: Option<Recovery<T::AccountId>>) -> Result<(), BenchmarkError> {
		let row = Patient {
			custodian: self.former,
			agreed_at: LONG_AGO,
			controller: None,
			guardians: guardians::<T>(),
			recovery,
			attempt: 0,
			vetoed_at: Some(LONG_AGO),
			sealed: 0,
			seq: 0,
			trail: Trail::of_key(b"HealthRecords/patient", &self.patient),
			ticket: Pallet::<T>::patient_ticket(&self.hospital.hospital())?,
		};
		Patients::<T>::insert(&self.patient, row);
		Ok(())
	}

	/// The last of the patient's guardians.
	pub fn guardian(&self) -> RawOrigin<T::AccountId> {
		RawOrigin::Signed(guardian::<T>())
	}

	/// A record on which a hold has just ended.
	pub fn record(&self, n: u32) -> Result<RecordId, BenchmarkError> {
		self.write_record(n, START, None)
	}

	/// A record on which a hold has ended, and a month later the time to answer a request to shred.
	pub fn ignored_record(&self) -> Result<RecordId, BenchmarkError> {
		let due = START - ANSWER_WITHIN;
		self.write_record(0, due, Some(Erasure::Requested { due }))
	}

	/// A record with a hold by the successor that has ended.
	pub fn write_record(
		&self,
		n: u32,
		until: Moment,
		erasure: Option<Erasure>,
	) -> Result<RecordId, BenchmarkError> {
		let id = (DOMAIN, n).using_encoded(blake2_256).into();
		let size = Footprint::from_parts(1, RecordOf::<T>::max_encoded_len());
		let actor = self.hospital.hospital();
		T::RecordTicket::ensure_successful(&actor, size);
		let record = KeptRecord {
			custodian: self.former,
			patient: self.patient.clone(),
			set: LAST,
			block: 1,
			disputed: false,
			version: Version::Live,
			hold: Some(Hold { until, by: self.interim, ground: HoldGround::Investigation }),
			erasure,
			trail: Trail::of_id(id),
			ticket: T::RecordTicket::new(&actor, size)?,
		};
		Records::<T>::insert(id, Record::Kept(record));
		Ok(id)
	}

	/// As many records as an access asks for.
	pub fn asked(&self, n: u32) -> Result<Asked, BenchmarkError> {
		let ids = (0..n).map(|n| self.record(n)).collect::<Result<Vec<_>, _>>()?;
		Ok(Asked::truncate_from(ids))
	}

	/// A grant to the clinician that began in [`LONG_AGO`].
	pub fn grant(&self, slot: u8, until: Moment) {
		let trail = Trail::of_key(b"HealthRecords/grant", &(&self.patient, slot));
		let grant = Grant {
			authored_at: LONG_AGO,
			grantee: Grantee::Licence(self.clinician.licence),
			what: What::Sets(OPEN),
			purpose: Purpose::Treatment,
			from: LONG_AGO,
			until,
			state: GrantState::Open { reads_left: 1 },
			trail,
		};
		Grants::<T>::insert(&self.patient, slot, grant);
	}

	/// An incident of the clinician that must be explained by `justify_by`, the last of sixteen.
	pub fn incident(&self, justify_by: Moment) -> IncidentId {
		let id = INCIDENTS.into();
		self.write_incident(id, justify_by);
		let presumed_at = justify_by + EmergencyRules::default().review;
		let patient = self.patient.clone();
		let last = Unexplained { patient, incident: id, justify_by, presumed_at };
		self.unexplained(Some(last));
		id
	}

	/// Incidents with others, fifteen of them, that the clinician has time to explain; and one more.
	pub fn unexplained(&self, last: Option<Unexplained<T::AccountId>>) {
		let others = (1..INCIDENTS).map(|n| Unexplained {
			patient: account("other", n, 0),
			incident: n.into(),
			justify_by: Moment::MAX,
			presumed_at: Moment::MAX,
		});
		let open = BoundedVec::truncate_from(others.chain(last).collect());
		Conducts::<T>::insert(self.clinician.licence, Conduct { open });
	}

	/// An incident and its entry in the queue.
	pub fn write_incident(&self, id: IncidentId, justify_by: Moment) {
		let rules = EmergencyRules::default();
		let incident = Incident {
			by: self.clinician.licence,
			sets: OPEN,
			reason: BreakGlassReason::EmergencyTreatment,
			at: LONG_AGO,
			read_until: justify_by,
			state: IncidentState::Open { justify_by },
			review: rules.review,
			due: justify_by,
			trail: Trail::of_key(b"HealthRecords/incident", &id),
		};
		Due::<T>::insert((justify_by.to_be_bytes(), (self.patient.clone(), id)), ());
		Incidents::<T>::insert(&self.patient, id, incident);
	}
}

/// As many guardians as there can be, with every power.
pub fn guardians<T: Config>() -> Guardians<T::AccountId> {
	let list = (1..=GUARDIANS).map(|n| Guardian {
		key: Helper::<T>::key(n),
		powers: Powers::ALL,
		until: Moment::MAX,
	});
	Guardians { list: BoundedVec::truncate_from(list.collect()), threshold: 3 }
}

/// The last of them, who can sign.
pub fn guardian<T: Config>() -> T::AccountId {
	Helper::<T>::key(GUARDIANS)
}

/// An attempt whose time to vote is over by now.
pub fn abandoned<T: Config>() -> Recovery<T::AccountId> {
	let new: T::AccountId = account("new", 0, 0);
	let votes = guardians::<T>().list.into_iter().map(|by| (by.key, new.clone())).collect();
	Recovery::Gathering { votes: BoundedVec::truncate_from(votes), until: START }
}

pub fn is_kept<T: Config>(id: RecordId) -> bool {
	matches!(Records::<T>::get(id), Some(Record::Kept(_)))
}
