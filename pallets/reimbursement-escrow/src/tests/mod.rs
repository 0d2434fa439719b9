//! One file per call, then what spans them.

mod admit_asset;
mod fund;
pub mod mock;
mod set_carc;
mod set_panel;
mod set_rules;
pub mod setup;
mod withdraw;
