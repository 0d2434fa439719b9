//! What one client of the JSON-RPC server may take, where the operator's flags leave it open.
//!
//! They are the flags' defaults: `--help` shows them, the node's README compares them with the SDK's, and a flag overrides
//! each. What `--rpc-methods` leaves open, `auto`, opens unsafe methods on a loopback address and closes them elsewhere.
//! Loopback is trusted with many calls, too, because unsafe methods do more harm. A reverse proxy on the same machine makes
//! all the world loopback: start such a node with `--rpc-methods safe --rpc-rate-limit-trust-proxy-headers`, and let the
//! proxy set `X-Real-IP`.

use sc_cli::{clap::Arg, Cors, RpcParams};
use sc_service::config::{IpNetwork, RpcBatchRequestConfig, RpcEndpoint};
use std::num::NonZeroU32;

/// Calls in one batch: a screen's worth of a front end. A batch is answered as one message, in the memory of one.
const BATCH: u32 = 64;

/// Calls a minute on a WebSocket connection, 50 a second; as many may come at once. A front end that connects, reads the
/// metadata, and then follows blocks and its transactions, makes some dozens a minute. Beyond it calls wait, then fail. An HTTP
/// request does not remember the one before: there the number of connections limits, and the proxy.
const CALLS: u32 = 3_000;

/// Where nobody counts calls; see the [module](self).
const TRUSTED: [&str; 2] = ["127.0.0.0/8", "::1/128"];

/// MiB of a request. The largest ordinary transaction fills three quarters of a block of 5 MiB, the code of a new runtime is
/// noted by such a one, and hexadecimal doubles it: 7.5 MiB.
const REQUEST: u32 = 8;

/// MiB of a response: the metadata or the runtime's code fits several times.
const RESPONSE: u32 = 15;

/// Connections at a time on an address. Each may hold a thread that reads the state, and a buffer.
const CONNECTIONS: u32 = 100;

/// Subscriptions of a connection: heads, and the transactions and prescriptions that a member's back end follows.
const SUBSCRIPTIONS: u32 = 256;

/// Messages that wait for a client who does not read. Answers to its calls wait beside them, a task for each, as many as the rate
/// limit lets in: 4 deaf connections without a limit cost 100 MiB in half a minute. So loopback must be trustworthy.
const MESSAGES: u32 = 64;

/// Gives a flag its default.
pub fn default(flag: Arg) -> Arg {
	match flag.get_id().as_str() {
		"rpc_max_batch_request_len" => flag.default_value(BATCH.to_string()),
		"rpc_rate_limit" => flag.default_value(CALLS.to_string()),
		"rpc_rate_limit_whitelisted_ips" => flag.default_values(TRUSTED),
		"rpc_max_request_size" => flag.default_value(REQUEST.to_string()),
		"rpc_max_response_size" => flag.default_value(RESPONSE.to_string()),
		"rpc_max_connections" => flag.default_value(CONNECTIONS.to_string()),
		"rpc_max_subscriptions_per_connection" => flag.default_value(SUBSCRIPTIONS.to_string()),
		"rpc_message_buffer_capacity_per_connection" => flag.default_value(MESSAGES.to_string()),
		_ => flag,
	}
}

/// Closes HTTP to web pages that the operator does not name. The SDK lets polkadot.js.org read: whoever changes that page
/// would act as the operator who looks at it beside a validator.
pub fn close_to_pages(params: &mut RpcParams) {
	params.rpc_cors.get_or_insert(Cors::List(vec![]));
}

/// Completes an address given by `--experimental-rpc-endpoint`, which knows none of the flags above.
pub fn complete(endpoint: &mut RpcEndpoint) {
	if matches!(endpoint.batch_config, RpcBatchRequestConfig::Unlimited) {
		endpoint.batch_config = RpcBatchRequestConfig::Limit(BATCH);
	}
	if endpoint.rate_limit.is_none() {
		endpoint.rate_limit = NonZeroU32::new(CALLS);
		let trusted = TRUSTED.iter().filter_map(|network| network.parse::<IpNetwork>().ok());
		endpoint.rate_limit_whitelisted_ips.extend(trusted);
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::cli::Cli;
	use salus_runtime_common::constants::MAXIMUM_BLOCK_LENGTH;
	use sc_cli::{clap::Parser, CliConfiguration};

	fn endpoints(args: &[&str]) -> Vec<RpcEndpoint> {
		let cli =
			Cli::try_parse_from([&["salus-node", "--chain", "local"], args].concat()).unwrap();
		let addresses = cli.run.rpc_addr(9944).unwrap().unwrap();
		addresses.into_iter().map(|address| address.into()).collect()
	}

	#[test]
	fn what_is_left_open_has_limits() {
		let mut own = endpoints(&["--experimental-rpc-endpoint", "listen-addr=10.0.0.1:9944"]);
		own.iter_mut().for_each(complete);
		for endpoint in endpoints(&[]).into_iter().chain(own) {
			assert!(matches!(endpoint.batch_config, RpcBatchRequestConfig::Limit(BATCH)));
			assert_eq!(endpoint.rate_limit, NonZeroU32::new(CALLS));
			assert_eq!(endpoint.max_connections, CONNECTIONS);
			assert_eq!(endpoint.rate_limit_whitelisted_ips.len(), TRUSTED.len());
		}
		let endpoint = &endpoints(&[])[0];
		assert_eq!(endpoint.max_payload_in_mb, REQUEST);
		assert_eq!(endpoint.max_subscriptions_per_connection, SUBSCRIPTIONS);
	}

	#[test]
	fn the_operator_decides() {
		let flags = ["--rpc-disable-batch-requests", "--rpc-rate-limit", "7"];
		let endpoint = &endpoints(&flags)[0];
		assert!(matches!(endpoint.batch_config, RpcBatchRequestConfig::Disabled));
		assert_eq!(endpoint.rate_limit, NonZeroU32::new(7));
	}

	/// In hexadecimal, with a kilobyte for what stands around it.
	#[test]
	fn the_largest_transaction_fits_a_request() {
		let largest = u64::from(MAXIMUM_BLOCK_LENGTH) * 3 / 4;
		assert!(largest * 2 + 1024 <= u64::from(REQUEST) * 1024 * 1024);
	}
}
