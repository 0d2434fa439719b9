//! The healthcare pallets, as every network has them.

use crate::{Balances, Registry, Runtime, Timestamp};

salus_runtime_common::configure_healthcare!(Runtime);
