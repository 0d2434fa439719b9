//! What nodes and clients ask of a Salus runtime, whichever network it runs.
//!
//! Every answer is of the block at which it is asked, on settled rows: what time alone has changed is in it. Lists come in
//! [pages](salus_primitives::Page). The pallets' view functions answer the same; these traits have versions, so a node can
//! ask runtimes of different ages.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod consents;
mod event;
mod operations;
mod prescriptions;
mod records;
mod registry;
mod reimbursement;
mod relay;

pub use consents::*;
pub use event::RowEvent;
pub use operations::*;
pub use prescriptions::*;
pub use records::*;
pub use registry::*;
pub use reimbursement::*;
pub use relay::*;

pub use pallet_health_records;
pub use pallet_prescriptions;
pub use pallet_registry;
pub use pallet_reimbursement_escrow;
pub use pallet_trial_consents;

/// Most items that [`PrescriptionsApi::items`] and [`RegistryApi::licences`] answer; the rest of a longer list is ignored.
pub const MAX_ASKED: usize = 32;
