//! What Salus's runtimes share: types, constants, limits, fees, authority, and the configuration of the healthcare pallets,
//! so that a pallet is wired once.
//!
//! | module | holds |
//! |---|---|
//! | [`types`] | accounts, balances, blocks |
//! | [`constants`] | units, times, limits of a block |
//! | [`fees`] | what a transaction costs, and who gets it |
//! | [`governance`] | the council's origins |
//! | [`validators`] | which validators the next session has |
//! | [`delegation`] | what a proxy may do |
//! | [`healthcare`] | the healthcare pallets' configuration |
//! | [`sequenced`] | patients' acts without an account: the meta-transaction's extensions |
//! | [`sponsorship`] | whom the fee of such an act is taken from |
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
pub mod constants;
pub mod delegation;
pub mod fees;
pub mod governance;
pub mod healthcare;
pub mod sequenced;
pub mod sponsorship;
pub mod types;
pub mod validators;

pub use types::*;
