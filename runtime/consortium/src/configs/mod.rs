//! The pallets' configuration, by topic.

pub mod consensus;
pub mod governance;
pub mod healthcare;
pub mod money;
pub mod system;
pub mod wrappers;
