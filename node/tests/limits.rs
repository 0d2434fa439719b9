//! What the node lets one connection do; abuse of the whole server is tested with the faults.
// A test fails by panicking, its helpers too.
#![allow(
	clippy::unwrap_used,
	clippy::expect_used,
	clippy::panic,
	clippy::indexing_slicing,
	clippy::arithmetic_side_effects,
	clippy::as_conversions
)]

mod common;

use common::{Node, PATIENCE};
use futures::future::join_all;
use jsonrpsee::{
	core::{client::ClientT, ClientError},
	rpc_params,
	ws_client::{HeaderMap, HeaderValue, WsClient, WsClientBuilder},
};
use serde_json::Value;

/// As `salus-node --help` shows it.
const CALLS_A_MINUTE: usize = 3_000;

/// Twice what a minute has: while a flood lasts the node allows calls again, all of these within a minute.
const FLOOD: usize = 2 * CALLS_A_MINUTE;

/// More calls at once than a minute has, and how many of them the node refused.
async fn flood(client: &WsClient) -> usize {
	let calls = (0..FLOOD).map(|_| client.request::<String, _>("system_chain", rpc_params![]));
	let answers = join_all(calls).await;
	let refusals = answers.iter().filter_map(|answer| answer.as_ref().err());
	refusals
		.map(|error| match error {
			ClientError::Call(error) => {
				assert_eq!((error.code(), error.message()), (-32999, "RPC rate limit exceeded"));
			},
			error => panic!("{error}"),
		})
		.count()
}

#[tokio::test]
async fn a_flood_from_elsewhere_is_refused_and_this_machine_is_trusted() {
	let node = Node::dev(&["--rpc-rate-limit-trust-proxy-headers"]);
	let connect = |headers| {
		WsClientBuilder::default()
			.set_headers(headers)
			.request_timeout(PATIENCE)
			.max_concurrent_requests(FLOOD)
			.build(format!("ws://127.0.0.1:{}", node.rpc_port()))
	};
	assert_eq!(flood(&connect(HeaderMap::new()).await.unwrap()).await, 0);

	// As a reverse proxy says who is behind it.
	let elsewhere: HeaderMap =
		[("x-real-ip".parse().unwrap(), HeaderValue::from_static("192.0.2.1"))]
			.into_iter()
			.collect();
	let (one, other) =
		(connect(elsewhere.clone()).await.unwrap(), connect(elsewhere).await.unwrap());
	let refused = flood(&one).await;
	assert!(refused > 0 && refused <= FLOOD - CALLS_A_MINUTE, "{refused}");
	// Another connection has its own count.
	let name: String = other.request("system_chain", rpc_params![]).await.unwrap();
	assert_eq!(name, "Salus Development");
}

#[tokio::test]
async fn unsafe_methods_can_be_closed_for_a_proxy() {
	let open = Node::dev(&[]);
	open.client().await.request::<Value, _>("system_peers", rpc_params![]).await.unwrap();
	let closed = Node::dev(&["--rpc-methods", "safe"]);
	let client = closed.client().await;
	let answer = client.request::<Value, _>("system_peers", rpc_params![]).await;
	let error = answer.unwrap_err().to_string();
	assert!(error.contains("unsafe"), "{error}");
}
