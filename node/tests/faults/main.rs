//! Faults: validators that are killed, stopped, cut off, upgraded and attacked, on real processes on loopback.
//!
//! | module | holds |
//! |---|---|
//! | [`net`] | a network of validators: its chain spec, processes, signals, links that can be cut |
//! | [`load`] | somebody who issues prescriptions all the time, through whatever node answers |
//! | [`links`] | ways between nodes that can be cut |
//! | [`watch`] | finality, looked at in each slot while something else goes on |
//! | [`state`] | what the chain holds |
//! | [`council`] | the council, of one mind |
//! | [`slots`] | slots in which nobody made a block |
//! | [`wire`] | a client that does what client libraries would not |
//! | [`ledger`] | what nodes called final: never two blocks at a height, never fewer than before, and no prescription of it lost |
//!
//! What is quick runs with every other test, one at a time; the rest is `#[ignore]`d and run by `scripts/test-faults`, which
//! prints the figures that tests [report](net::figure).
// A test fails by panicking, its helpers too.
#![allow(
	clippy::unwrap_used,
	clippy::expect_used,
	clippy::panic,
	clippy::indexing_slicing,
	clippy::arithmetic_side_effects,
	clippy::as_conversions
)]

mod abuse;
mod burst;
#[path = "../common/mod.rs"]
mod common;
mod council;
mod crashes;
mod evidence;
mod latency;
mod ledger;
mod links;
mod load;
mod net;
mod partition;
mod rounds;
mod slots;
mod spam;
mod state;
mod sync;
mod upgrade;
mod validators;
mod watch;
mod wire;
