//! The runtime APIs that every network has: what a node and its clients ask.
//!
//! [`impl_runtime_apis!`] must be called once, with all APIs of a runtime. So each macro here adds its own to those that it is
//! given and hands them on; a runtime calls [`healthcare_apis!`](crate::healthcare_apis) with those of its network.
//!
//! [`impl_runtime_apis!`]: https://docs.rs/sp-api/44.0.0/sp_api/macro.impl_runtime_apis.html

mod frame;
mod healthcare;
