//! The list of pallets whose weights are measured, and what their benchmarks need of the runtime.

use crate::*;

salus_runtime_common::configure_benchmarks!();
