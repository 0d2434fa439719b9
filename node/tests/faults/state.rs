//! What the chain holds, read and decoded by the runtime's own types.

use frame_system::EventRecord;
use jsonrpsee::{core::client::ClientT, http_client::HttpClient, rpc_params};
use salus_consortium_runtime::RuntimeEvent;
use sp_core::{Bytes, Decode, H256};
use sp_io::hashing::twox_128;

/// A value at a block; `entry` is the hashed key of a map's entry, empty for what is no map.
pub async fn value<T: Decode>(
	rpc: &HttpClient,
	[pallet, item]: [&str; 2],
	entry: &[u8],
	at: Option<H256>,
) -> Option<T> {
	let key = [&twox_128(pallet.as_bytes())[..], &twox_128(item.as_bytes()), entry].concat();
	let bytes: Option<Bytes> =
		rpc.request("state_getStorage", rpc_params![Bytes(key), at]).await.unwrap();
	Some(T::decode(&mut &bytes?[..]).unwrap())
}

/// What a runtime API answers at a block.
pub async fn api<T: Decode>(
	rpc: &HttpClient,
	method: &str,
	arguments: Vec<u8>,
	at: Option<H256>,
) -> T {
	let bytes: Bytes =
		rpc.request("state_call", rpc_params![method, Bytes(arguments), at]).await.unwrap();
	T::decode(&mut &bytes[..]).unwrap()
}

/// The events of a block.
pub async fn events(rpc: &HttpClient, block: H256) -> Vec<RuntimeEvent> {
	let records: Option<Vec<EventRecord<RuntimeEvent, H256>>> =
		value(rpc, ["System", "Events"], &[], Some(block)).await;
	records.unwrap_or_default().into_iter().map(|record| record.event).collect()
}
