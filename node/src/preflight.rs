//! What must hold before anything is written.
//!
//! The SDK's RPC server moves to a random port when its own is taken, and the network listens on as many addresses as it
//! gets. A second node started by mistake would run unnoticed, so here both are errors.

use crate::chain_spec::Network;
use sc_network::{multiaddr::Protocol, Multiaddr};
use sc_service::Configuration;
use std::{
	fs, io,
	net::{IpAddr, SocketAddr, TcpListener},
	path::Path,
};

/// Checks ports and base path, and makes the RPC server fail where it would move to another port.
pub fn check(config: &mut Configuration) -> Result<(), String> {
	for endpoint in config.rpc.addr.iter_mut().flatten() {
		endpoint.retry_random_port = false;
		if !endpoint.is_optional {
			free(endpoint.listen_addr, "RPC", "--rpc-port")?;
		}
	}
	// A development chain has no peers and listens wherever there is room.
	if Network::of(config.chain_spec.as_ref()) != Network::Dev {
		peers_port(config, "network", "--port")?;
	}
	writable(&config.data_path)
}

/// Checks the relay chain's side of a parachain's node. Its RPC server may move: nobody is told to come there.
#[cfg(feature = "parachain")]
pub fn check_relay(config: &Configuration) -> Result<(), String> {
	peers_port(config, "relay chain's network", "-- --port")?;
	writable(&config.data_path)
}

fn peers_port(config: &Configuration, what: &str, flag: &str) -> Result<(), String> {
	let mut addresses = config.network.listen_addresses.iter().filter_map(socket_address);
	addresses.try_for_each(|address| free(address, what, flag))
}

fn free(address: SocketAddr, what: &str, flag: &str) -> Result<(), String> {
	match TcpListener::bind(address) {
		Ok(_) => Ok(()),
		// The machine has no such interface (IPv6 switched off): the server decides.
		Err(error) if error.kind() == io::ErrorKind::AddrNotAvailable => Ok(()),
		Err(error) if error.raw_os_error() == Some(EAFNOSUPPORT) => Ok(()),
		Err(error) if error.kind() == io::ErrorKind::AddrInUse => Err(format!(
			"the {what} address {address} is in use, perhaps by another node; choose another with {flag}"
		)),
		Err(error) => Err(format!("cannot listen on the {what} address {address}: {error}")),
	}
}

/// Linux's number for "address family not supported", for which the standard library has no name.
const EAFNOSUPPORT: i32 = 97;

fn socket_address(address: &Multiaddr) -> Option<SocketAddr> {
	let mut parts = address.iter();
	let ip: IpAddr = match parts.next()? {
		Protocol::Ip4(ip) => ip.into(),
		Protocol::Ip6(ip) => ip.into(),
		_ => return None,
	};
	match parts.next()? {
		Protocol::Tcp(port) => Some(SocketAddr::new(ip, port)),
		_ => None,
	}
}

/// Writes and removes a small file: permissions, a file where a folder should be, and a full disk all show.
fn writable(path: &Path) -> Result<(), String> {
	let probe = path.join(".writable");
	fs::create_dir_all(path)
		.and_then(|()| fs::write(&probe, [0; 4096]))
		.and_then(|()| fs::remove_file(&probe))
		.map_err(|error| format!("cannot write to {}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_taken_port_is_named() {
		let taken = TcpListener::bind("127.0.0.1:0").unwrap();
		let address = taken.local_addr().unwrap();
		let message = free(address, "RPC", "--rpc-port").unwrap_err();
		assert!(message.contains(&address.to_string()) && message.contains("--rpc-port"));
		// Any free one: which one was free a moment ago may be another program's by now.
		assert_eq!(free("127.0.0.1:0".parse().unwrap(), "RPC", "--rpc-port"), Ok(()));
	}

	#[test]
	fn a_base_path_under_a_file_is_refused() {
		let file = tempfile::NamedTempFile::new().unwrap();
		assert!(writable(&file.path().join("base")).unwrap_err().starts_with("cannot write to"));
		let dir = tempfile::tempdir().unwrap();
		assert_eq!(writable(&dir.path().join("a/b")), Ok(()));
		assert_eq!(fs::read_dir(dir.path().join("a/b")).unwrap().count(), 0);
	}

	#[test]
	fn tcp_addresses_are_recognised() {
		let parse = |text: &str| socket_address(&text.parse().unwrap());
		assert_eq!(parse("/ip4/0.0.0.0/tcp/30333"), Some("0.0.0.0:30333".parse().unwrap()));
		assert_eq!(parse("/ip6/::/tcp/30333/ws"), Some("[::]:30333".parse().unwrap()));
		assert_eq!(parse("/ip4/0.0.0.0/udp/30333"), None);
	}
}
