//! The runtime as a node runs it: real blocks, real signatures, the real transaction extensions, through `Executive`.
//!
//! What every network must do is tested on every network: those modules are in `runtime/common/tests/shared`. Here is what is
//! this network's own.
// A helper of a test may fail as a test does; clippy exempts only the tests themselves.
#![allow(
	clippy::arithmetic_side_effects,
	clippy::expect_used,
	clippy::indexing_slicing,
	clippy::panic,
	clippy::unwrap_used
)]

extern crate salus_consortium_runtime as runtime;

mod indices;
mod network;
mod validators;

#[path = "../../../common/tests/shared/mod.rs"]
mod shared;
