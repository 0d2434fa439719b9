//! Walking back through a row's history.

use crate::{
	chain::{BlockRef, Chain, Client},
	json::{Event, History, Step},
	Error,
};
use salus_primitives::Trail;
use salus_runtime_api::RowEvent;

/// A kind of row with a trail, as the runtime APIs tell of it.
pub(crate) trait Trailed {
	/// What names a row.
	type Id: PartialEq;

	/// The row's trail at a block; `None` if there is no such row.
	fn trail(&self, id: &Self::Id, at: BlockRef) -> Result<Option<Trail>, Error>;

	/// What happened to rows of this kind in a block.
	fn events(&self, block: BlockRef) -> Result<Vec<RowEvent<Self::Id>>, Error>;
}

/// What happened to a row whose trail at a block is `trail`: the last `limit` blocks in which something did, newest first.
/// Each link names the block of the one before, so nothing else is read; but that needs the state of those blocks, and of
/// the ones before them.
pub(crate) fn walk<C: Client, T: Trailed>(
	chain: &Chain<C>,
	rows: &T,
	id: &T::Id,
	trail: &Trail,
	mut at: BlockRef,
	limit: u32,
) -> Result<History, Error> {
	let (mut steps, mut left, mut last) = (Vec::new(), trail.n, trail.last);
	while left > 0 && (steps.len() as u64) < limit.into() {
		at = chain.ancestor(at, last)?;
		let events = rows.events(at)?.into_iter().filter(|event| event.id == *id);
		let events =
			events.map(|event| Event { name: event.name, scale: event.event.into() }).collect();
		steps.push(Step { block: at, events });
		at = chain.parent(at)?;
		// A row of the same name that was removed before this one began has a trail of its own.
		let before = rows.trail(id, at)?.filter(|before| before.n < left);
		(left, last) = before.map_or((0, 0), |before| (before.n, before.last));
	}
	Ok(History { trail: trail.into(), steps, complete: left == 0 })
}
