//! The JSON-RPC methods on top of the SDK's own.

use crate::service::{Client, FullBackend, Pool, Runtime};
use jsonrpsee::{core::RegisterMethodError, RpcModule};
use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
use salus_rpc::{
	evidence::Voters, Consents, ConsentsRpcServer, Evidence, EvidenceOfRowsRpcServer,
	EvidenceRpcServer, Prescriptions, PrescriptionsRpcServer, Records, RecordsRpcServer, Registry,
	RegistryRpcServer, Reimbursement, ReimbursementRpcServer, Room,
};
use std::sync::Arc;
use substrate_frame_rpc_system::{System, SystemApiServer};

/// What every network offers.
pub fn base<R: Runtime>(
	client: &Arc<Client<R>>,
	backend: &Arc<FullBackend>,
	pool: &Arc<Pool<R>>,
) -> Result<RpcModule<()>, RegisterMethodError> {
	let mut module = RpcModule::new(());
	module.merge(System::new(client.clone(), pool.clone()).into_rpc())?;
	module.merge(TransactionPayment::new(client.clone()).into_rpc())?;
	module.merge(Registry::new(client.clone()).into_rpc())?;
	let room = Room::default();
	module.merge(Prescriptions::new(client.clone(), room.clone()).into_rpc())?;
	module.merge(Reimbursement::new(client.clone(), room.clone()).into_rpc())?;
	module.merge(Consents::new(client.clone(), backend.clone(), room.clone()).into_rpc())?;
	module.merge(Records::new(client.clone(), room).into_rpc())?;
	Ok(module)
}

/// What a network offers if the node's operator wants it: `evidence_*`, and `evidence_prove` by the names of rows.
pub fn evidence<R: Runtime>(
	client: &Arc<Client<R>>,
	backend: &Arc<FullBackend>,
	voters: Option<Voters>,
) -> Result<RpcModule<()>, RegisterMethodError> {
	let evidence = Evidence::new(client.clone(), backend.clone(), voters);
	let mut module = RpcModule::new(());
	module.merge(EvidenceRpcServer::into_rpc(evidence.clone()))?;
	module.merge(EvidenceOfRowsRpcServer::into_rpc(evidence))?;
	Ok(module)
}
