//! The vocabulary that Salus's pallets share: ids, roles, the mechanics of a row's life, and the traits through which
//! pallets talk to one another. No storage, no calls.
//!
//! No healthcare pallet depends on another. A pallet that must know whether a licence is valid takes an associated type
//! bound by [`Licensing`]; the runtime fills it with the registry, another team may fill it with its own pallet.
//!
//! | module | holds |
//! |---|---|
//! | [`ids`] | [`Moment`], sequential ids, content-derived ids |
//! | [`roles`] | [`Role`] and [`Duty`], each with its mask |
//! | [`licensing`] | [`Licensing`]: who may act, at this block |
//! | [`patient`] | [`PatientAuthority`]: who may act for a patient's key |
//! | [`consent`] | [`ConsentFacts`]: what a participant has agreed to, for whoever collects or releases trial data |
//! | [`dispensing`] | [`DispenseFacts`] and [`OnDispensed`]: between prescriptions and whoever pays for them |
//! | [`records`] | [`RecordFacts`] and [`AccessFacts`]: between health records and whoever releases or proves them |
//! | [`settle`] | [`Settle`]: what time alone changes, as a pure function |
//! | [`slice`] | [`in_slice`], [`in_rest`]: a queue's share of a block |
//! | [`statement`] | [`Statement`]: what a key signs to be heard without a transaction of its own |
//! | [`trail`] | [`Trail`]: a row's history as one hash |
//! | [`ticket`] | [`RowTicket`]: what stands behind a row, a bond or a deposit |
//! | [`page`] | [`Page`]: a bounded part of a list that a query walks |
//! | [`upkeep`] | [`Upkeep`]: how far a queue of deadlines is behind |
//! | `test_utils` | for mocks: a clock and a registry that tests set (feature `test-utils`) |
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod consent;
pub mod dispensing;
pub mod ids;
pub mod licensing;
mod mask;
pub mod page;
pub mod patient;
pub mod records;
pub mod roles;
pub mod settle;
pub mod slice;
pub mod statement;
#[cfg(feature = "test-utils")]
pub mod test_utils;
pub mod ticket;
pub mod trail;
pub mod upkeep;

pub use consent::{ConsentFacts, Given, Renewal, Scopes, Signer, Signers, Standing, TrialId};
pub use dispensing::{DispenseFacts, Facts, OnDispensed};
pub use ids::{
	content_id, content_id_may_be_created, BlockNumber, DispenseId, LicenceId, Moment,
	OrganisationId, RegistrarId, RxId, Staleness,
};
pub use licensing::{Actor, Infraction, LicenceFault, LicenceStatus, Licensing};
pub use page::Page;
pub use patient::{PatientAuthority, Power, Powers};
pub use records::{AccessFacts, Purpose, RecordFacts, RecordId, RecordStatus};
pub use roles::{Duties, Duty, Role, Roles};
pub use settle::{Lapsed, Settle};
pub use slice::{in_rest, in_slice};
pub use statement::{BlockQuota, Statement};
pub use ticket::{Bonded, Deposit, RowTicket};
pub use trail::Trail;
pub use upkeep::Upkeep;
