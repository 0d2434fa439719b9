//! What Salus's runtimes share: types, constants, limits, fees, authority, and the configuration of the healthcare pallets,
//! so that a pallet is wired once. A macro configures what must name the runtime's own types.
//!
//! | module | holds |
//! |---|---|
//! | [`apis`] | the runtime APIs |
//! | [`benchmarks`] | the pallets whose weights are measured |
//! | [`types`] | accounts, balances, blocks |
//! | [`constants`] | units, times, limits of a block |
//! | [`fees`] | what a transaction costs, and who gets it |
//! | [`genesis`] | who and what is there at the genesis of a development network |
//! | [`governance`] | the council's origins and pallets |
//! | [`money`] | tokens, fees and assets |
//! | [`delegation`] | what a proxy may do |
//! | [`wrappers`] | batches, proxies, multisigs, meta-transactions |
//! | [`operations`] | what operators are answered |
//! | [`pool`] | which transactions a full pool keeps |
//! | [`healthcare`] | the healthcare pallets' configuration |
//! | [`sequenced`] | patients' acts without an account: the meta-transaction's extensions |
//! | [`sponsorship`] | whom the fee of such an act is taken from |
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
pub mod benchmarks;
pub mod constants;
pub mod delegation;
pub mod fees;
pub mod genesis;
pub mod governance;
pub mod healthcare;
pub mod money;
pub mod operations;
pub mod pool;
pub mod sequenced;
pub mod sponsorship;
pub mod types;
pub mod wrappers;

pub use types::*;
