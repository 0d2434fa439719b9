//! Starts the network, says where its nodes answer, and keeps it until Ctrl-C.

use anyhow::Result;
use salus_zombienet::Net;
use tokio::signal;

#[tokio::main]
async fn main() -> Result<()> {
	let net = Net::start().await?;
	println!("\nThe network runs; its files are in {}", net.folder().display());
	for node in net.nodes() {
		println!("    {:<12} {}", node.name(), node.ws_uri());
	}
	println!("The parachain's first block comes within a minute or two. Ctrl-C ends all.");
	signal::ctrl_c().await?;
	net.end().await
}
