//! The node of a Salus network: one binary, and the chain spec decides which network it serves.
//!
//! | module | holds |
//! |---|---|
//! | [`cli`] | flags and subcommands |
//! | [`command`] | what each of them does |
//! | [`chain_spec`] | the chains that the binary knows by name, and the network that a chain belongs to |
//! | [`limits`] | what one client of the JSON-RPC server may take |
//! | [`preflight`] | what must hold before anything is written: free ports, a writable base path |
//! | `relay` | with the feature `parachain`: the relay chain's side of a parachain's node |
//! | [`service`] | the running node, a file per network |
//! | [`shutdown`] | its end in order |
//! | [`rpc`] | the JSON-RPC methods on top of the SDK's |
// The errors of the SDK are large, and each of these functions runs once.
#![allow(clippy::result_large_err)]

mod chain_spec;
mod cli;
mod command;
mod limits;
mod preflight;
#[cfg(feature = "parachain")]
mod relay;
mod rpc;
mod service;
mod shutdown;

use std::process::ExitCode;

fn main() -> ExitCode {
	match command::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {}", sentence(&error));
			ExitCode::FAILURE
		},
	}
}

/// What went wrong, in one line.
fn sentence(error: &sc_cli::Error) -> String {
	match error {
		sc_cli::Error::NetworkKeyNotFound(path) => format!(
			"a validator needs a network key that stays the same, and there is none in {}: make one with \
			 `salus-node key generate-node-key --file` and that path",
			path.display()
		),
		error => error.to_string(),
	}
}
