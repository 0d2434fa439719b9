//! How something stands, and every event of it.

use super::{between, Between};
use crate::{
	chain::{BlockRef, Chain, Client},
	json::{Happened, News},
	subscription::Look,
	Error,
};
use serde::Serialize;

/// Something with a history.
pub(crate) trait Source {
	/// How it stands.
	type State: PartialEq + Clone + Serialize + Send;

	/// What names a row of it.
	type Row: PartialEq + Clone + Serialize + Send;

	/// How it stands at a block.
	fn state(&self, at: BlockRef) -> Result<Self::State, Error>;

	/// What happened to it in a block, in order.
	fn happened(&self, block: BlockRef) -> Result<Vec<Happened<Self::Row>>, Error>;
}

/// Something with a history, block by block: none is left out, whatever pace the subscriber has.
pub(crate) struct WatchNews<C, S: Source> {
	chain: Chain<C>,
	source: S,
	last: Option<(BlockRef, News<S::State, S::Row>)>,
}

impl<C: Client, S: Source> WatchNews<C, S> {
	pub(crate) fn new(chain: Chain<C>, source: S) -> Self {
		WatchNews { chain, source, last: None }
	}

	/// What happened between two looks; `None` if there are too many blocks between them.
	fn since(
		&self,
		from: BlockRef,
		to: BlockRef,
	) -> Result<Option<(Vec<BlockRef>, Vec<Happened<S::Row>>)>, Error> {
		let Some(Between { retracted, enacted }) = between(&self.chain, from, to)? else {
			return Ok(None);
		};
		let mut events = Vec::new();
		for block in enacted {
			events.extend(self.source.happened(block)?);
		}
		Ok(Some((retracted, events)))
	}
}

impl<C: Client, S: Source> Look for WatchNews<C, S> {
	type Value = News<S::State, S::Row>;

	/// What was told before, if there is nothing new.
	fn look(&mut self, block: BlockRef) -> Result<Self::Value, Error> {
		let state = self.source.state(block)?;
		let news = match &self.last {
			None => News { state, since: None, retracted: vec![], events: vec![] },
			Some((before, told)) => match self.since(*before, block)? {
				None => News { state, since: None, retracted: vec![], events: vec![] },
				Some((retracted, events)) => {
					if retracted.is_empty() && events.is_empty() && told.state == state {
						told.clone()
					} else {
						News { state, since: Some(*before), retracted, events }
					}
				},
			},
		};
		self.last = Some((block, news.clone()));
		Ok(news)
	}
}
