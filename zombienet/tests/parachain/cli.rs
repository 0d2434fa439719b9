//! The program `salus`, run at a node, as people run it.

use serde_json::Value;
use tokio::process::Command;
use zombienet_sdk::NetworkNode;

/// The command line at one node.
pub struct Salus<'a>(pub &'a NetworkNode);

impl Salus<'_> {
	/// Runs a command that must succeed, and answers what it prints for programs. A transaction is waited for until its
	/// block is final.
	pub async fn ok(&self, args: &[&str]) -> Value {
		let output = Command::new("salus")
			.args(args)
			.args(["--json", "--url", self.0.ws_uri()])
			.output()
			.await
			.expect("salus is on PATH: scripts/zombienet puts it there");
		let errors = String::from_utf8_lossy(&output.stderr);
		assert!(output.status.success(), "salus {args:?} at {}: {errors}", self.0.name());
		serde_json::from_slice(&output.stdout).unwrap()
	}
}
