//! The history of a row, replayed.
//!
//! A row holds a hash over its events, `head' = blake2_256(head ‖ SCALE(event, block, now))`, from a first link that follows from
//! its name. Whoever shows events that lead to the proved head shows all of them, in their order: the events need no proof of
//! their own. The first ones can be left out (`start_n`), none in between.

use crate::{
	facts::{Proved, ProvedPoint},
	failure::Failure,
	file,
	rows::{self, BlockNumber, Moment},
	Hash,
};
use alloc::{format, vec::Vec};
use codec::{Decode, Encode};
use sp_crypto_hashing::blake2_256;

/// An event of a row.
pub trait Link: Decode {
	/// When it took effect, of what time alone did: with that time it entered the trail, at the row's next write. `None`: somebody
	/// did it, in a block of the time with which it entered.
	fn lapsed_at(&self) -> Option<Moment>;
}

/// An event in its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step<E> {
	/// How many were before it.
	pub n: u32,
	/// The block in which it was written.
	pub block: BlockNumber,
	/// The block's time; of what time alone did, when that took effect.
	pub now: Moment,
	/// What happened.
	pub event: E,
}

/// The events shown of a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct History<E> {
	/// How many earlier ones are not shown.
	pub hidden: u32,
	/// Those shown, oldest first.
	pub steps: Vec<Step<E>>,
}

impl<E> History<E> {
	/// Whether none is left out.
	pub fn is_whole(&self) -> bool {
		self.hidden == 0
	}

	/// The events that `pick` takes, oldest first.
	pub fn all<'a, T: 'a>(
		&'a self,
		pick: impl Fn(&'a Step<E>) -> Option<T> + 'a,
	) -> impl DoubleEndedIterator<Item = T> + 'a {
		self.steps.iter().filter_map(pick)
	}

	/// The failure of a row that the events contradict.
	pub fn contradicted(&self) -> Failure {
		Failure::TrailMismatch { n: self.steps.last().map_or(self.hidden, |step| step.n) }
	}
}

/// The first link of a row with a sequential name.
pub fn begin(pallet: &[u8], key: &impl Encode) -> Hash {
	let mut bytes = [b"salus/trail", pallet].concat();
	key.encode_to(&mut bytes);
	blake2_256(&bytes)
}

/// The link after `head`.
pub fn next(head: &Hash, entry: &file::Entry) -> Hash {
	let mut bytes = head.to_vec();
	bytes.extend_from_slice(&entry.event);
	(entry.block, entry.now).encode_to(&mut bytes);
	blake2_256(&bytes)
}

/// Replays what is shown of a row's history up to the row.
///
/// `begin` is the first link of the row, `row` the trail that it holds at `at`, the point of the main row.
///
/// # Errors
/// [`Failure::TrailMismatch`] with the first event that cannot be right: the first if the history does not begin where it must,
/// the first beyond the row's head or missing before it, one out of the order of blocks or times, and else the last, where head
/// and row are compared. [`Failure::Undecodable`] for an event that is in the trail and in no known form.
pub fn replay<E: Link>(
	shown: &file::Trail,
	begin: &Hash,
	row: &rows::Trail,
	at: &ProvedPoint,
	proved: &Proved,
) -> Result<History<E>, Failure> {
	fold(shown, begin, row)?;
	let mut steps = Vec::new();
	for (n, entry) in (shown.start_n..).zip(shown.entries.iter()) {
		let name = || format!("event {n} of the trail");
		let event =
			rows::decode(&entry.event).ok_or_else(|| Failure::Undecodable { name: name() })?;
		steps.push(Step { n, block: entry.block, now: entry.now, event });
	}
	check_times(&steps, at, proved)?;
	Ok(History { hidden: shown.start_n, steps })
}

/// That the events lead from the first link, or from where the hidden ones ended, to the row's head.
fn fold(shown: &file::Trail, begin: &Hash, row: &rows::Trail) -> Result<(), Failure> {
	let wrong = |n| Err(Failure::TrailMismatch { n });
	if shown.start_n == 0 && shown.start_head != *begin {
		return wrong(0);
	}
	let (mut head, mut n) = (shown.start_head, shown.start_n);
	let mut last = None;
	for entry in shown.entries.iter() {
		if n >= row.n || last.is_some_and(|last| entry.block < last) {
			return wrong(n);
		}
		head = next(&head, entry);
		last = Some(entry.block);
		n = n.saturating_add(1);
	}
	if n < row.n {
		return wrong(n);
	}
	let ends = head == row.head && n == row.n && last.is_none_or(|last| last == row.last);
	if ends {
		Ok(())
	} else {
		wrong(n.saturating_sub(1))
	}
}

/// That no event is from after the point, that blocks with a proved time have that time, and that time does not go back. What
/// time alone did carries its own time, which lies between those of the blocks around it, or within the block that made it due.
fn check_times<E: Link>(
	steps: &[Step<E>],
	at: &ProvedPoint,
	proved: &Proved,
) -> Result<(), Failure> {
	let end = at.now()?;
	let mut before = 0;
	for step in steps {
		let wrong = Err(Failure::TrailMismatch { n: step.n });
		if at.number < step.block || end < step.now {
			return wrong;
		}
		match step.event.lapsed_at() {
			Some(due) if due != step.now => return wrong,
			Some(_) => {},
			None if step.now < before => return wrong,
			None => {
				before = step.now;
				for point in proved.points.iter().filter(|point| point.number == step.block) {
					if point.now()? != step.now {
						return wrong;
					}
				}
			},
		}
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		facts::Value,
		file::{Entry, Trail},
		json::Bytes,
		reads::Read,
	};
	use proptest::prelude::*;

	/// An event with a number, or one that took effect at its time by itself.
	#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
	enum Event {
		Done(u16),
		Lapsed { at: Moment },
	}

	impl Link for Event {
		fn lapsed_at(&self) -> Option<Moment> {
			match self {
				Event::Done(_) => None,
				Event::Lapsed { at } => Some(*at),
			}
		}
	}

	const BEGIN: Hash = [7; 32];

	fn point(number: u32, now: Moment) -> ProvedPoint {
		let time = Read::new("Timestamp", "Now", []).unwrap();
		let reads = [(time, Value::Bytes(now.encode()))].into_iter().collect();
		let (hash, parent) = ([1; 32], [2; 32]);
		ProvedPoint { place: 0, number, hash, parent, reads, extrinsics: Vec::new() }
	}

	/// A row's life: its history, and the trail that the row holds.
	#[derive(Clone, Debug)]
	struct Life {
		shown: Trail,
		row: rows::Trail,
	}

	/// Each event with how many blocks and how much time lie before it.
	fn life(events: &[(Event, u32, Moment)]) -> Life {
		let (mut block, mut now) = (1, 1_000);
		let (mut head, mut entries) = (BEGIN, Vec::new());
		for (event, blocks, time) in events {
			block += blocks;
			now += if *blocks > 0 { *time } else { 0 };
			let (event, now) = match event {
				Event::Lapsed { .. } => (Event::Lapsed { at: now - 1 }, now - 1),
				done => (done.clone(), now),
			};
			let entry = Entry { event: Bytes(event.encode()), block, now };
			head = next(&head, &entry);
			entries.push(entry);
		}
		let n = entries.len() as u32;
		let row = rows::Trail { head, n, last: if n == 0 { 0 } else { block } };
		Life { shown: Trail { start_n: 0, start_head: BEGIN, entries: entries.into() }, row }
	}

	fn replayed(life: &Life, points: &[ProvedPoint]) -> Result<History<Event>, Failure> {
		let proved = Proved { genesis: [0; 32], points: points.to_vec() };
		replay(&life.shown, &BEGIN, &life.row, &points[0], &proved)
	}

	fn late() -> [ProvedPoint; 1] {
		[point(u32::MAX, Moment::MAX)]
	}

	fn three() -> Life {
		life(&[(Event::Done(1), 2, 10), (Event::Done(2), 0, 0), (Event::Done(3), 5, 10)])
	}

	fn wrong(life: &Life, points: &[ProvedPoint], n: u32) {
		assert_eq!(replayed(life, points), Err(Failure::TrailMismatch { n }));
	}

	fn events() -> impl Strategy<Value = Vec<(Event, u32, Moment)>> {
		let event = prop_oneof![
			4 => any::<u16>().prop_map(Event::Done),
			1 => Just(Event::Lapsed { at: 0 }),
		];
		proptest::collection::vec((event, 0..3u32, 1..100u64), 0..40)
	}

	proptest! {
		#[test]
		fn whatever_happened_replays_from_any_event_on(events in events(), from in 0..40usize) {
			let life = life(&events);
			let whole = replayed(&life, &late()).unwrap();
			prop_assert!(whole.is_whole() && whole.steps.len() == events.len());

			let from = from.min(events.len());
			let mut late_start = life.clone();
			for entry in life.shown.entries.iter().take(from) {
				late_start.shown.start_head = next(&late_start.shown.start_head, entry);
			}
			late_start.shown.start_n = from as u32;
			late_start.shown.entries.0.drain(..from);
			let suffix = replayed(&late_start, &late()).unwrap();
			prop_assert_eq!(suffix.hidden, from as u32);
			prop_assert_eq!(&suffix.steps[..], &whole.steps[from..]);
			// Nobody passes off a part as the whole.
			if from > 0 {
				late_start.shown.start_n = 0;
				wrong(&late_start, &late(), 0);
			}
		}

		#[test]
		fn no_other_history_leads_to_the_row(events in events(), at in any::<prop::sample::Index>(), what in 0..7u8) {
			prop_assume!(!events.is_empty());
			let mut life = life(&events);
			let before = life.shown.clone();
			let at = at.index(events.len());
			let entries = &mut life.shown.entries.0;
			match what {
				0 => drop(entries.remove(at)),
				1 => entries.insert(at, entries[at].clone()),
				2 => entries.rotate_left(1),
				3 => entries[at].event.0[0] ^= 1,
				4 => entries[at].block += 1,
				5 => entries[at].now += 1,
				_ => entries.swap(at, 0),
			}
			prop_assume!(life.shown != before);
			let failure = replayed(&life, &late()).unwrap_err();
			let refused = matches!(failure, Failure::TrailMismatch { .. });
			prop_assert!(refused, "{failure:?}");
		}
	}

	#[test]
	fn the_first_event_that_cannot_be_right_is_named() {
		let good = three();
		let with = |change: &dyn Fn(&mut Life)| {
			let mut changed = good.clone();
			change(&mut changed);
			changed
		};
		assert_eq!(replayed(&good, &late()).unwrap().steps[2].n, 2);
		// Begins elsewhere; ends early, late, elsewhere; another row's last block.
		wrong(&with(&|life| life.shown.start_head[0] ^= 1), &late(), 0);
		wrong(&with(&|life| drop(life.shown.entries.0.pop())), &late(), 2);
		wrong(&with(&|life| life.row.n = 2), &late(), 2);
		wrong(&with(&|life| life.row.head[0] ^= 1), &late(), 2);
		wrong(&with(&|life| life.row.last += 1), &late(), 2);
		wrong(&with(&|life| life.shown.start_n = 1), &late(), 3);
		// Blocks that go back are told before anything is hashed up.
		wrong(&with(&|life| life.shown.entries.0[1].block = 1), &late(), 1);
		// Nothing at all.
		wrong(&with(&|life| life.shown.entries.0.clear()), &late(), 0);
	}

	#[test]
	fn a_row_without_events_has_an_empty_history() {
		let empty = life(&[]);
		assert_eq!(replayed(&empty, &late()).unwrap().steps, []);
		let mut begun = empty.clone();
		begun.row.head[0] ^= 1;
		wrong(&begun, &late(), 0);
	}

	#[test]
	fn times_are_those_of_the_points() {
		let life = three();
		let last = life.shown.entries.last().unwrap();
		let (block, now) = (last.block, last.now);
		assert!(replayed(&life, &[point(block, now)]).is_ok());
		// An event after the point, by height and by time.
		wrong(&life, &[point(block - 1, now)], 2);
		wrong(&life, &[point(block, now - 1)], 2);
		// Another point has another time than the events of its block.
		let first = &life.shown.entries[0];
		let [end] = late();
		let before = |now| [end.clone(), point(first.block, now)];
		assert!(replayed(&life, &before(first.now)).is_ok());
		wrong(&life, &before(first.now + 1), 0);
	}

	#[test]
	fn what_time_did_carries_its_own_time() {
		let lapsed = life(&[(Event::Done(1), 1, 10), (Event::Lapsed { at: 0 }, 0, 0)]);
		// Made due in the past by the event before it, in the same block.
		assert!(replayed(&lapsed, &late()).is_ok());
		let told = |at: Moment, now: Moment| {
			let entry = Entry { event: Bytes(Event::Lapsed { at }.encode()), block: 1, now };
			let row = rows::Trail { head: next(&BEGIN, &entry), n: 1, last: 1 };
			let entries = vec![entry].into();
			Life { shown: Trail { start_n: 0, start_head: BEGIN, entries }, row }
		};
		assert!(replayed(&told(5, 5), &late()).is_ok());
		wrong(&told(5, 6), &late(), 0);
		// Time does not go back for what somebody does.
		let mut back = life(&[(Event::Done(1), 1, 10), (Event::Done(2), 1, 10)]);
		back.shown.entries.0[1].now = 1;
		let heads = back.shown.entries.iter().fold(BEGIN, |head, entry| next(&head, entry));
		back.row.head = heads;
		wrong(&back, &late(), 1);
	}

	#[test]
	fn an_event_in_the_trail_that_nobody_can_read_is_named() {
		let mut life = three();
		life.shown.entries.0[1].event.0.push(0);
		life.row.head = life.shown.entries.iter().fold(BEGIN, |head, entry| next(&head, entry));
		let name = "event 1 of the trail".into();
		assert_eq!(replayed(&life, &late()), Err(Failure::Undecodable { name }));
	}

	#[test]
	fn first_links_are_those_of_the_pallets() {
		let bytes = [b"salus/trail".as_slice(), b"Registry", &[0, 7, 0, 0, 0]].concat();
		assert_eq!(begin(b"Registry", &rows::registry::Target::Licence(7)), blake2_256(&bytes));
	}
}
