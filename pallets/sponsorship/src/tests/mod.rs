//! One file per call, then what may not happen under random operations, and what `try_state` sees.

mod drift;
mod genesis;
mod invariants;
pub mod mock;
mod relay;
mod remove_policy;
mod set_policy;
mod views;
