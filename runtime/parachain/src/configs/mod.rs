//! The pallets' configuration, by topic.

pub mod consensus;
pub mod shared;
pub mod system;
pub mod xcm;
