//! The healthcare pallets, as every network has them.

use crate::{
	AssetsHolder, Balances, HealthRecords, Prescriptions, Registry, ReimbursementEscrow, Runtime,
	RuntimeHoldReason, Timestamp,
};

salus_runtime_common::configure_healthcare!(Runtime);
