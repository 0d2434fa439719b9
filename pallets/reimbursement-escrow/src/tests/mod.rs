//! One file per call, then what spans them.

pub mod mock;
pub mod setup;
