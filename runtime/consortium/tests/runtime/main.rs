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

#[path = "../../../common/tests/shared/care.rs"]
mod care;
#[path = "../../../common/tests/shared/council.rs"]
mod council;
#[path = "../../../common/tests/shared/deadlines.rs"]
mod deadlines;
#[path = "../../../common/tests/shared/fees.rs"]
mod fees;
#[path = "../../../common/tests/shared/free_lane.rs"]
mod free_lane;
#[path = "../../../common/tests/shared/lifecycle.rs"]
mod lifecycle;
#[path = "../../../common/tests/shared/meta.rs"]
mod meta;
#[path = "../../../common/tests/shared/money.rs"]
mod money;
#[path = "../../../common/tests/shared/operations.rs"]
mod operations;
#[path = "../../../common/tests/shared/patients.rs"]
mod patients;
#[path = "../../../common/tests/shared/pool.rs"]
mod pool;
#[path = "../../../common/tests/shared/privacy.rs"]
mod privacy;
#[path = "../../../common/tests/shared/queries.rs"]
mod queries;
#[path = "../../../common/tests/shared/reimbursement.rs"]
mod reimbursement;
#[path = "../../../common/tests/shared/schemas.rs"]
mod schemas;
#[path = "../../../common/tests/shared/shape.rs"]
mod shape;
#[path = "../../../common/tests/shared/sponsorship.rs"]
mod sponsorship;
#[path = "../../../common/tests/shared/support.rs"]
mod support;
#[path = "../../../common/tests/shared/tokenless.rs"]
mod tokenless;
#[path = "../../../common/tests/shared/wrappers.rs"]
mod wrappers;
