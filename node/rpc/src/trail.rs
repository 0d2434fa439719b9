//! Walking back through a row's history.

use crate::{
	chain::{BlockRef, Chain, Client},
	json::{Earlier, History, Link, Past, Step},
	Error,
};
use codec::{Encode, Output};
use salus_primitives::{BlockNumber, Trail};
use salus_runtime_api::RowEvent;

/// Most blocks of a row's history in one answer that proves it.
pub const MAX_STEPS: usize = 256;

/// Bytes of events in such an answer: with the block that passes them it ends.
const MAX_EVENTS: usize = 512 << 10;

/// A kind of row with a trail, as the runtime APIs tell of it.
pub(crate) trait Trailed {
	/// What names a row.
	type Id: PartialEq + Clone;

	/// The row's trail at a block; `None` if there is no such row.
	fn trail(&self, id: &Self::Id, at: BlockRef) -> Result<Option<Trail>, Error>;

	/// The empty trail with which a row began that stands at a block in which it may have begun.
	fn first(&self, id: &Self::Id, at: BlockRef) -> Result<Trail, Error>;

	/// What happened to rows of this kind in a block.
	fn events(&self, block: BlockRef) -> Result<Vec<RowEvent<Self::Id>>, Error>;

	/// The name that a row had before an event that gave it the name `id`; `None`: the event gave it none.
	fn former(&self, _event: &RowEvent<Self::Id>, _id: &Self::Id) -> Option<Self::Id> {
		None
	}
}

/// A walk back through a row's history, one block with events at a time.
///
/// Each link names the block of the one before, so nothing else is read; but that needs the state of those blocks, and of the
/// ones before them. Every step is replayed before it is told: the events lead from the trail before to the one after, or it
/// is no step.
pub(crate) struct Walk<'a, C, T: Trailed> {
	chain: &'a Chain<C>,
	rows: &'a T,
	/// The row's name where the walk stands.
	pub(crate) id: T::Id,
	/// The block where it stands.
	pub(crate) at: BlockRef,
	/// The row's trail there; empty at the end of the walk.
	pub(crate) trail: Trail,
}

impl<'a, C: Client, T: Trailed> Walk<'a, C, T> {
	/// A walk that begins at a block at which the row's trail is `trail`.
	pub(crate) fn new(
		chain: &'a Chain<C>,
		rows: &'a T,
		id: T::Id,
		at: BlockRef,
		trail: Trail,
	) -> Self {
		Walk { chain, rows, id, at, trail }
	}

	/// What happened in the block with the newest events before; `None` before the first.
	pub(crate) fn step(&mut self) -> Result<Option<Step>, Error> {
		if self.trail.n == 0 {
			return Ok(None);
		}
		// A row cannot have changed in a block after the one at which it stands.
		let block = self.chain.ancestor(self.at, self.trail.last)?;
		let block = block.ok_or(Error::Damaged(self.at.number))?;
		let (mut events, former) = of_row(self.rows, self.rows.events(block)?, &self.id);
		let parent = self.chain.parent(block)?;
		// A row of the same name that went before this one began has a trail of its own, which leads elsewhere.
		let begun = self.rows.trail(&former, parent)?;
		let fresh = self.rows.first(&former, block)?;
		let before = begun.into_iter().chain([fresh]).find_map(|before| {
			Some((newest(&events, &before, &self.trail, block.number)?, before))
		});
		let (count, before) = before.ok_or(Error::Damaged(block.number))?;
		let events = events.split_off(events.len().saturating_sub(count));
		(self.id, self.at, self.trail) = (former, parent, before);
		Ok(Some(Step { block, events: events.into_iter().map(Into::into).collect() }))
	}
}

impl<C: Client, T: Trailed> Walk<'_, C, T> {
	/// The newest part of the row's history, as far as one answer goes. `go_on` is asked before each step, `name` says what the
	/// row is called where the answer ends.
	pub(crate) fn past<Id>(
		mut self,
		go_on: impl Fn() -> Result<(), Error>,
		name: impl FnOnce(T::Id) -> Id,
	) -> Result<Past<Id>, Error> {
		let (mut events, mut steps, mut bytes) = (Vec::new(), 0, 0);
		while steps < MAX_STEPS && bytes < MAX_EVENTS {
			go_on()?;
			let Some(Step { block, events: newer }) = self.step()? else { break };
			bytes += newer.iter().map(|event| event.scale.len()).sum::<usize>();
			events.extend(newer.into_iter().rev().map(|event| Link { block, event }));
			steps += 1;
		}
		events.reverse();
		let Trail { head, n, .. } = self.trail;
		let earlier = (n > 0).then(|| Earlier { id: name(self.id), at: self.at.hash });
		Ok(Past { start: head, skipped: n, events, earlier })
	}
}

/// Those of a block's events that are a row's, which has a name after them, and its name before them.
fn of_row<T: Trailed>(
	rows: &T,
	events: Vec<RowEvent<T::Id>>,
	id: &T::Id,
) -> (Vec<RowEvent<T::Id>>, T::Id) {
	let (mut name, mut found) = (id.clone(), Vec::new());
	for event in events.into_iter().rev() {
		let former = rows.former(&event, &name);
		if former.is_some() || event.id == name {
			name = former.unwrap_or(name);
			found.push(event);
		}
	}
	found.reverse();
	(found, name)
}

/// How many of a block's newest events lead from one trail to another; `None` if they do not.
fn newest<Id>(
	events: &[RowEvent<Id>],
	from: &Trail,
	to: &Trail,
	block: BlockNumber,
) -> Option<usize> {
	let count = usize::try_from(to.n.checked_sub(from.n)?).ok()?;
	let newest = events.get(events.len().checked_sub(count)?..)?;
	let mut trail = from.clone();
	for event in newest {
		trail.push(&Encoded(&event.event), block, event.at);
	}
	(trail == *to).then_some(count)
}

/// Bytes that are an encoded value.
struct Encoded<'a>(&'a [u8]);

impl Encode for Encoded<'_> {
	fn encode_to<O: Output + ?Sized>(&self, out: &mut O) {
		out.write(self.0);
	}
}

/// What happened to a row whose trail at a block is `trail`: the last `limit` blocks in which something did, newest first.
pub(crate) fn walk<C: Client, T: Trailed>(
	chain: &Chain<C>,
	rows: &T,
	id: &T::Id,
	trail: &Trail,
	at: BlockRef,
	limit: u32,
) -> Result<History, Error> {
	let mut walk = Walk::new(chain, rows, id.clone(), at, trail.clone());
	let mut steps = Vec::new();
	for _ in 0..limit {
		match walk.step()? {
			Some(step) => steps.push(step),
			None => break,
		}
	}
	Ok(History { trail: trail.into(), steps, complete: walk.trail.n == 0 })
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_core::H256;

	fn event(byte: u8, at: u64) -> RowEvent<u8> {
		RowEvent { id: 0, name: "Event".into(), event: vec![byte], at }
	}

	fn lived(from: &Trail, events: &[RowEvent<u8>]) -> Trail {
		let mut trail = from.clone();
		events.iter().for_each(|event| trail.push(&event.event[0], 7, event.at));
		trail
	}

	/// Rows that are given the next name by event 0.
	struct Moving;

	impl Trailed for Moving {
		type Id = u8;

		fn trail(&self, _: &u8, _: BlockRef) -> Result<Option<Trail>, Error> {
			Ok(None)
		}

		fn first(&self, id: &u8, _: BlockRef) -> Result<Trail, Error> {
			Ok(Trail::of_id(H256::repeat_byte(*id)))
		}

		fn events(&self, _: BlockRef) -> Result<Vec<RowEvent<u8>>, Error> {
			Ok(vec![])
		}

		fn former(&self, event: &RowEvent<u8>, id: &u8) -> Option<u8> {
			(event.event == [0] && event.id + 1 == *id).then_some(event.id)
		}
	}

	#[test]
	fn a_row_is_followed_through_its_names() {
		let of = |id, byte| RowEvent { id, ..event(byte, 5) };
		let block = vec![of(1, 7), of(2, 8), of(1, 0), of(1, 9), of(2, 6), of(2, 0), of(3, 5)];
		let (found, name) = of_row(&Moving, block, &3);
		assert_eq!(found, [of(1, 7), of(1, 0), of(2, 6), of(2, 0), of(3, 5)]);
		assert_eq!(name, 1);
	}

	#[test]
	fn only_the_events_that_happened_lead_to_a_trail() {
		let start = Trail::of_id(H256::repeat_byte(1));
		let events = [event(1, 10), event(2, 10), event(3, 9)];
		let to = lived(&start, &events[1..]);
		// What came before belongs to another row of this name.
		assert_eq!(newest(&events, &start, &to, 7), Some(2));
		assert_eq!(newest(&events, &start, &to, 8), None);
		assert_eq!(newest(&events[..2], &start, &to, 7), None);
		assert_eq!(newest(&[event(2, 10), event(3, 10)], &start, &to, 7), None);
		assert_eq!(newest(&[event(3, 9), event(2, 10)], &start, &to, 7), None);
		assert_eq!(newest(&events[1..2], &start, &to, 7), None);
		assert_eq!(newest(&events, &Trail::of_id(H256::zero()), &to, 7), None);
		assert_eq!(newest(&events, &to, &start, 7), None, "a trail does not go back");
	}
}
