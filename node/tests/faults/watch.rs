//! Finality, looked at in each slot while something else goes on.

use crate::{
	ledger::Ledger,
	net::{Net, SLOT},
};
use std::future::Future;

/// What was seen so far.
#[derive(Default)]
pub struct Watch {
	ledger: Ledger,
	/// The worst lag of finality behind the newest block, in blocks.
	pub lag: u64,
}

impl Watch {
	/// Looks at all running members in each slot until something is done, and once more. Panics as [`Ledger::observe`] does.
	pub async fn during<T>(&mut self, net: &Net, done: impl Future<Output = T>) -> T {
		tokio::pin!(done);
		loop {
			tokio::select! {
				answer = &mut done => {
					self.look(net).await;
					return answer;
				},
				() = tokio::time::sleep(SLOT) => self.look(net).await,
			}
		}
	}

	async fn look(&mut self, net: &Net) {
		self.lag = self.lag.max(net.lag().await);
		for member in net.running() {
			self.ledger.observe(member).await;
		}
	}
}
