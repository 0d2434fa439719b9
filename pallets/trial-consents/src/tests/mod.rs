//! The calls by topic, then what spans them.

mod attacks;
mod calls;
mod deadlines;
mod drift;
mod enrolment;
mod forms;
mod free;
mod invariants;
pub mod mock;
mod model;
mod ops;
mod propose;
mod rekey;
mod sign;
mod sizes;
mod standing;
mod suspension;
mod sweep;
mod trials;
mod views;
mod withdraw;
