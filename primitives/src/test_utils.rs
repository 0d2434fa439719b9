//! What the mocks of several pallets share: a clock that tests set, and a registry that is a table in memory.
//!
//! Behind the feature `test-utils`, which only pallets' dev-dependencies ask for: a runtime has none of it. The tables belong
//! to the thread, like everything that `parameter_types!` calls static, and outlive a test's externalities: a mock fills them
//! anew with [`reset`].

// A test that speaks of a licence which nobody entered is wrong, and is to fail there.
#![allow(clippy::expect_used)]
// What `parameter_types!` writes behind each of its values has no docs.
#![allow(missing_docs)]

use crate::{
	ids::{BlockNumber, LicenceId, Moment, OrganisationId, RegistrarId},
	licensing::{Actor, Infraction, LicenceFault, LicenceStatus, Licensing},
	roles::{Duty, Role, Roles},
};
use core::time::Duration;
use frame_support::{parameter_types, traits::UnixTime, weights::Weight};
use std::collections::{BTreeMap, BTreeSet};

/// The first block's time, in milliseconds since 1970: 15 January 2027.
pub const START: Moment = 1_800_000_000_000;

parameter_types! {
	/// The present, in milliseconds since 1970.
	pub static Now: Moment = START;
	/// All licences.
	pub static Registry: BTreeMap<LicenceId, Registered> = BTreeMap::new();
	/// Organisations of one group.
	pub static Related: BTreeSet<OrganisationId> = BTreeSet::new();
	/// Acting registrars, each with its duties.
	pub static Registrars: BTreeMap<u64, Vec<Duty>> = BTreeMap::new();
	/// What was reported of licences, oldest first.
	pub static Reports: Vec<(LicenceId, Infraction)> = Vec::new();
}

/// Tells [`Now`].
pub struct Clock;

impl UnixTime for Clock {
	fn now() -> Duration {
		Duration::from_millis(Now::get())
	}
}

/// A licence in the table.
#[derive(Clone, Debug)]
pub struct Registered {
	/// The holder's account.
	pub holder: u64,
	/// Its role.
	pub role: Role,
	/// For whom it was granted.
	pub organisation: OrganisationId,
	/// Why it entitles to nothing; `None`: it is valid.
	pub fault: Option<LicenceFault>,
	/// Whatever was issued under it in this block or later is tainted.
	pub fraud_since: Option<BlockNumber>,
	/// Whether a share of a bond stands behind its rows.
	pub bonded: bool,
}

/// In the table, an actor's licence has the number of its account.
pub fn licence(who: u64) -> LicenceId {
	who.try_into().expect("actors of tests have small numbers")
}

/// Puts the clock back to [`START`] and the tables in order: these actors have valid licences with a bond, each of its role and
/// organisation; nobody is a registrar, related to another or reported.
pub fn reset(actors: impl IntoIterator<Item = (u64, Role, OrganisationId)>) {
	Now::set(START);
	Registry::set(BTreeMap::new());
	Related::set(BTreeSet::new());
	Registrars::set(BTreeMap::new());
	Reports::set(Vec::new());
	for (who, role, organisation) in actors {
		enter(licence(who), who, role, organisation);
	}
}

/// Enters a valid licence with a bond, in place of another with this id.
pub fn enter(id: LicenceId, holder: u64, role: Role, organisation: OrganisationId) {
	let entry =
		Registered { holder, role, organisation, fault: None, fraud_since: None, bonded: true };
	Registry::mutate(|all| all.insert(id, entry));
}

/// An id that no licence has.
pub fn free_id() -> LicenceId {
	Registry::get().keys().max().map_or(1, |last| last.saturating_add(1))
}

/// Changes an actor's licence.
pub fn change(who: u64, how: impl FnOnce(&mut Registered)) {
	Registry::mutate(|all| how(all.get_mut(&licence(who)).expect("the actor has a licence")));
}

/// Takes the validity of an actor's licence, or gives it back.
pub fn fault(who: u64, fault: Option<LicenceFault>) {
	change(who, |entry| entry.fault = fault);
}

/// The key behind an actor's licence is replaced.
pub fn replace_key(who: u64, by: u64) {
	change(who, |entry| entry.holder = by);
}

/// What pallets take for the registry: [`Registry`], [`Related`], [`Registrars`] and [`Reports`]. It knows nothing of time: a
/// licence is as valid as its [`fault`](Registered::fault) says.
pub struct Licences;

impl Licences {
	fn get(licence: LicenceId) -> Option<Registered> {
		Registry::get().remove(&licence)
	}
}

impl Licensing<u64> for Licences {
	fn check(
		licence: LicenceId,
		who: &u64,
		roles: Roles,
		now: Moment,
	) -> Result<Actor<u64>, LicenceFault> {
		match Self::holder(licence) {
			Some(holder) if holder != *who => Err(LicenceFault::NotHolder),
			_ => Self::find(licence, roles, now),
		}
	}

	fn find(licence: LicenceId, roles: Roles, _: Moment) -> Result<Actor<u64>, LicenceFault> {
		let found = Self::get(licence).ok_or(LicenceFault::NotFound)?;
		if !roles.contains(found.role) {
			return Err(LicenceFault::WrongRole);
		}
		found.fault.map_or(Ok(()), Err)?;
		Ok(Actor {
			account: found.holder,
			organisation: found.organisation,
			role: found.role,
			bonded: found.bonded,
		})
	}

	fn status(licence: LicenceId, _: Moment) -> Option<LicenceStatus> {
		let found = Self::get(licence)?;
		let fraud = found.fraud_since.is_some();
		Some(match found.fault {
			None => LicenceStatus::Valid,
			Some(LicenceFault::NotYetValid) => LicenceStatus::NotYet,
			Some(LicenceFault::Suspended) => LicenceStatus::Suspended { fraud },
			Some(LicenceFault::Ended) => LicenceStatus::Revoked { fraud },
			Some(_) => LicenceStatus::Expired,
		})
	}

	fn tainted(licence: LicenceId, issued_at: BlockNumber) -> bool {
		let since = Self::get(licence).and_then(|found| found.fraud_since);
		since.is_some_and(|since| since <= issued_at)
	}

	fn holder(licence: LicenceId) -> Option<u64> {
		Self::get(licence).map(|found| found.holder)
	}

	fn organisation(licence: LicenceId) -> Option<OrganisationId> {
		Self::get(licence).map(|found| found.organisation)
	}

	fn related(a: OrganisationId, b: OrganisationId) -> bool {
		let group = Related::get();
		a == b || (group.contains(&a) && group.contains(&b))
	}

	fn ended(licence: LicenceId, _: Moment) -> bool {
		Self::get(licence).is_some_and(|found| found.fault == Some(LicenceFault::Ended))
	}

	fn is_holder(who: &u64) -> bool {
		Registry::get().values().any(|found| found.holder == *who)
	}

	fn registrar(who: &u64, duty: Duty) -> Result<RegistrarId, LicenceFault> {
		let acts = Registrars::get().get(who).is_some_and(|duties| duties.contains(&duty));
		acts.then_some(1).ok_or(LicenceFault::NotRegistrar)
	}

	fn report(licence: LicenceId, what: Infraction) {
		Reports::mutate(|reports| reports.push((licence, what)));
	}

	fn report_weight() -> Weight {
		Weight::from_parts(1_000, 0)
	}
}
