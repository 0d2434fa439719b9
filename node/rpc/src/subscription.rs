//! Subscriptions to what a block's state says: told when it changes, once for the newest block and once when it is final.

use crate::{
	chain::{BlockRef, Chain, Client, PATIENCE},
	Error,
};
use futures::{stream, Stream, StreamExt};
use jsonrpsee::{
	core::SubscriptionResult, PendingSubscriptionSink, SubscriptionMessage, SubscriptionSink,
};
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Most subscriptions of Salus's own that a node serves: each costs a look at the state per block.
pub const MAX_SUBSCRIPTIONS: usize = 512;

/// A subscriber that takes nothing for so long is dropped. Meanwhile nothing piles up: it is told the newest state next.
const TIMEOUT: Duration = Duration::from_secs(10);

/// How sure a block is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Certainty {
	/// The newest block: another may take its place.
	Best,
	/// It stays for good.
	Finalized,
}

/// What a subscriber is told.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Notification<T> {
	/// How sure the block is.
	pub certainty: Certainty,
	/// The block whose state was looked at.
	pub block: BlockRef,
	/// What it says.
	pub value: T,
}

/// A node's room for subscriptions of all kinds.
#[derive(Clone)]
pub struct Room(Arc<Semaphore>);

impl Default for Room {
	/// Room for [`MAX_SUBSCRIPTIONS`].
	fn default() -> Self {
		Room(Arc::new(Semaphore::new(MAX_SUBSCRIPTIONS)))
	}
}

impl Room {
	fn enter(&self) -> Result<OwnedSemaphorePermit, Error> {
		self.0
			.clone()
			.try_acquire_owned()
			.map_err(|_| Error::Busy { most: MAX_SUBSCRIPTIONS, what: "subscriptions" })
	}
}

/// What a subscription looks at.
pub(crate) trait Look {
	/// What it tells.
	type Value: PartialEq + Clone + Serialize + Send;

	/// The value at a block. Called with blocks in the order in which they became the newest; after an error, again with the
	/// same one.
	fn look(&mut self, block: BlockRef) -> Result<Self::Value, Error>;
}

/// Accepts a subscription and tells what `look` finds at the newest and at the newest final block, at first and then
/// whenever it changes. A change that is undone before the subscriber takes it is not told.
pub(crate) async fn serve<C: Client, L: Look + Send>(
	pending: PendingSubscriptionSink,
	room: &Room,
	chain: &Chain<C>,
	new: impl Fn() -> L + Send + Sync,
) -> SubscriptionResult {
	let _permit = match room.enter() {
		Ok(permit) => permit,
		Err(error) => {
			pending.reject(error).await;
			return Ok(());
		},
	};
	let mut changes = changes(chain);
	let sink = pending.accept().await?;
	let mut best = Telling::new(Certainty::Best, &new);
	let mut finalized = Telling::new(Certainty::Finalized, &new);
	loop {
		let (newest, last) = ends(chain);
		best.tell(&sink, newest).await?;
		finalized.tell(&sink, last).await?;
		let change = tokio::select! {
			change = changes.next() => change,
			() = sink.closed() => None,
		};
		if change.is_none() {
			return Ok(());
		}
	}
}

/// The newest and the newest final block at one moment: were they read one after the other, a block that comes in between
/// could be told as final first.
fn ends<C: Client>(chain: &Chain<C>) -> (BlockRef, BlockRef) {
	let info = chain.0.info();
	(
		BlockRef { hash: info.best_hash, number: info.best_number },
		BlockRef { hash: info.finalized_hash, number: info.finalized_number },
	)
}

/// When to look again.
fn changes<C: Client>(chain: &Chain<C>) -> impl Stream<Item = ()> + Unpin {
	let imported = chain.0.import_notification_stream().map(drop);
	let finalized = chain.0.finality_notification_stream().map(drop);
	stream::select(imported, finalized)
}

/// What a subscriber was told so far of the newest, or of the newest final, block.
struct Telling<'a, L: Look, New> {
	certainty: Certainty,
	new: &'a New,
	look: L,
	seen: Option<BlockRef>,
	told: Option<L::Value>,
}

impl<'a, L: Look, New: Fn() -> L> Telling<'a, L, New> {
	fn new(certainty: Certainty, new: &'a New) -> Self {
		Telling { certainty, new, look: new(), seen: None, told: None }
	}

	/// The value at a block. What cannot be read for a while is gone: then the look begins anew.
	async fn look(&mut self, block: BlockRef) -> Result<L::Value, Error> {
		let (tries, pause) = PATIENCE;
		for _ in 0..tries {
			match self.look.look(block) {
				Ok(value) => return Ok(value),
				Err(_) => tokio::time::sleep(pause).await,
			}
		}
		self.look = (self.new)();
		self.look.look(block)
	}

	async fn tell(&mut self, sink: &SubscriptionSink, block: BlockRef) -> SubscriptionResult {
		if self.seen.replace(block) == Some(block) {
			return Ok(());
		}
		let value = self.look(block).await?;
		if self.told.as_ref() == Some(&value) {
			return Ok(());
		}
		let message = SubscriptionMessage::from_json(&Notification {
			certainty: self.certainty,
			block,
			value: value.clone(),
		})?;
		sink.send_timeout(message, TIMEOUT).await?;
		self.told = Some(value);
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;
	use sp_core::H256;

	#[test]
	fn a_notification_has_this_shape() {
		let block = BlockRef { hash: H256::zero(), number: 4 };
		let told = Notification { certainty: Certainty::Finalized, block, value: json!(null) };
		let shape = json!({
			"certainty": "finalized",
			"block": { "hash": H256::zero(), "number": 4 },
			"value": null,
		});
		assert_eq!(serde_json::to_value(told).unwrap(), shape);
	}

	/// Fails so many times, then counts its successes.
	struct Shy(u32, u32);

	impl Look for Shy {
		type Value = u32;

		fn look(&mut self, _: BlockRef) -> Result<u32, Error> {
			if self.0 > 0 {
				self.0 -= 1;
				return Err(Error::StatePruned { block: 0, oldest: 1 });
			}
			self.1 += 1;
			Ok(self.1)
		}
	}

	#[tokio::test]
	async fn a_look_is_repeated_and_at_last_begun_anew() {
		let block = BlockRef { hash: H256::zero(), number: 4 };
		let new = || Shy(0, 0);
		let mut telling = Telling::new(Certainty::Best, &new);
		telling.look = Shy(PATIENCE.0 - 1, 7);
		assert_eq!(telling.look(block).await.unwrap(), 8);
		telling.look = Shy(PATIENCE.0, 7);
		assert_eq!(telling.look(block).await.unwrap(), 1);
	}

	#[test]
	fn a_full_node_refuses_one_more() {
		let room = Room::default();
		let inside: Vec<_> = (0..MAX_SUBSCRIPTIONS).map(|_| room.enter().unwrap()).collect();
		assert!(matches!(room.enter(), Err(Error::Busy { .. })));
		drop(inside);
		assert!(room.enter().is_ok());
	}
}
