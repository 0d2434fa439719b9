//! The stable asset's way from Asset Hub into the escrow and back, and everything that has no way: this runtime and a simulated
//! Asset Hub, which exchange messages as they would through the relay chain.
// A helper of a test may fail as a test does; clippy exempts only the tests themselves.
#![allow(
	clippy::arithmetic_side_effects,
	clippy::expect_used,
	clippy::indexing_slicing,
	clippy::panic,
	clippy::unwrap_used
)]

mod arrivals;
mod channels;
mod delivery;
mod departures;
mod hub;
mod network;
mod refusals;
mod support;
mod traps;
