//! What every network must do. `network`, beside each runtime's own tests, holds what a block, a transaction and a session key
//! need there.

mod care;
mod council;
mod deadlines;
mod fees;
mod free_lane;
mod lifecycle;
mod meta;
pub mod money;
mod operations;
mod patients;
mod pool;
mod privacy;
mod queries;
mod reimbursement;
mod schemas;
pub mod sessions;
mod shape;
mod sponsorship;
pub mod support;
mod tokenless;
pub mod wrappers;
