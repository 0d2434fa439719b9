//! JSON-RPC over Salus's runtime APIs: what front ends, pharmacies and courts ask a node.
//!
//! The runtime answers; this crate adds what only a node knows: which block was asked, whether its state is still here,
//! whether it is final, and what changed since. Reads take an optional block hash and answer at the newest block without
//! one. Subscriptions tell every change twice: when it is in the newest block, and when that is final.
//!
//! | module | holds |
//! |---|---|
//! | [`consents`] | `consents_*` |
//! | [`evidence`] | `evidence_*` |
//! | [`prescriptions`] | `prescriptions_*` |
//! | [`records`] | `records_*` |
//! | [`registry`] | `registry_*` |
//! | [`reimbursement`] | `reimbursement_*` |
//! | [`json`] | what they answer |
//! | [`error`] | the codes of their errors |
//! | [`subscription`] | what a subscriber is told, and how many there may be |
// A node's code, not a block's: heights and counters are far from their ends.
#![allow(clippy::arithmetic_side_effects)]

mod ageing;
mod chain;
pub mod consents;
pub mod error;
pub mod evidence;
pub mod json;
pub mod prescriptions;
pub mod records;
pub mod registry;
pub mod reimbursement;
pub mod subscription;
mod trail;
mod watch;
mod words;

pub use chain::{Block, BlockRef, Client};
pub use consents::{Consents, ConsentsRpcClient, ConsentsRpcServer};
pub use error::Error;
pub use evidence::{
	Evidence, EvidenceOfRowsRpcClient, EvidenceOfRowsRpcServer, EvidenceRpcClient,
	EvidenceRpcServer,
};
pub use prescriptions::{Prescriptions, PrescriptionsRpcClient, PrescriptionsRpcServer};
pub use records::{Records, RecordsRpcClient, RecordsRpcServer};
pub use registry::{Registry, RegistryRpcClient, RegistryRpcServer};
pub use reimbursement::{Reimbursement, ReimbursementRpcClient, ReimbursementRpcServer};
pub use subscription::Room;

/// Most items of a page.
pub const MAX_PAGE: u32 = salus_primitives::page::MAX_ITEMS;

/// How many items of a page are wanted.
fn page_size(limit: Option<u32>) -> Result<u32, Error> {
	match limit.unwrap_or(MAX_PAGE) {
		limit if limit > MAX_PAGE => Err(Error::TooMany { what: "entries", most: MAX_PAGE }),
		limit => Ok(limit),
	}
}
