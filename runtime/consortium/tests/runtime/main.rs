//! The runtime as a node runs it: real blocks, real signatures, the real transaction extensions, through `Executive`.

mod council;
mod fees;
mod lifecycle;
mod patients;
mod privacy;
mod queries;
mod shape;
mod support;
mod validators;
mod wrappers;
