//! One file per call, then what spans them.

mod calls;
mod close_patient;
mod enter_patient;
pub mod mock;
mod replay;
mod setup;
