//! The runtime as a node runs it: real blocks, real signatures, the real transaction extensions, through `Executive`.
// A helper of a test may fail as a test does; clippy exempts only the tests themselves.
#![allow(
	clippy::arithmetic_side_effects,
	clippy::expect_used,
	clippy::indexing_slicing,
	clippy::panic,
	clippy::unwrap_used
)]

mod care;
mod council;
mod deadlines;
mod fees;
mod free_lane;
mod lifecycle;
mod meta;
mod money;
mod operations;
mod patients;
mod pool;
mod privacy;
mod queries;
mod reimbursement;
mod shape;
mod sponsorship;
mod support;
mod tokenless;
mod validators;
mod wrappers;
