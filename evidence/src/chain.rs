//! Steps 4 to 6: from the anchor through the changes of the set to blocks that are final.

use crate::{
	anchor::Start,
	failure::{ChangeFault, Failure, VoteFault},
	file::{Change, File, Finality, Point, MAX_AUTHORITIES},
	finality::Set,
	header::{ConsensusLog, Header},
	trust::Trust,
};
use alloc::{format, vec::Vec};

/// Who votes on which blocks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reigns {
	/// Sets that ended, oldest first, each with its last block.
	ended: Vec<(u32, Set)>,
	/// The set that votes on everything later.
	last: Set,
}

impl Reigns {
	/// One set, so far for ever.
	pub fn new(set: Set) -> Self {
		Reigns { ended: Vec::new(), last: set }
	}

	/// Ends the last set with this block, which announces the next.
	///
	/// # Errors
	/// [`Failure::SetChangeBroken`], [`Failure::ForcedChange`].
	pub fn change(&mut self, last: &Header) -> Result<(), Failure> {
		let next = next_set(last, &self.last)?;
		self.ended.push((last.number(), core::mem::replace(&mut self.last, next)));
		Ok(())
	}

	/// The set that votes on a block of this height, which is above the anchor.
	pub fn at(&self, number: u32) -> &Set {
		let ended = self.ended.iter().find(|(last, _)| number <= *last);
		ended.map_or(&self.last, |(_, set)| set)
	}

	/// The set after all changes.
	pub fn last(&self) -> &Set {
		&self.last
	}
}

/// Step 3: nothing reaches past a hard fork from before it.
///
/// # Errors
/// [`Failure::HardForkCrossed`].
pub fn check_forks(file: &File, trust: &Trust) -> Result<(), Failure> {
	let changes = file.changes.iter().map(|change| change.header.number());
	let reached = changes.chain(file.points.iter().map(|point| tip(point).number())).max();
	let anchor = &file.anchor;
	let crossed = trust.forks.iter().find(|fork| {
		let starts_there = fork.is(anchor) || fork.number < anchor.number;
		!starts_there && reached.is_some_and(|reached| fork.number <= reached)
	});
	crossed.map_or(Ok(()), |fork| Err(Failure::HardForkCrossed { number: fork.number }))
}

/// Step 4: every change of the set since the anchor.
///
/// # Errors
/// [`Failure::SetChangeBroken`], [`Failure::ForcedChange`].
pub fn reigns(file: &File, start: &Start) -> Result<Reigns, Failure> {
	let mut reigns = Reigns::new(start.set.clone());
	let mut height = file.anchor.number;
	for Change { header, finality } in file.changes.iter() {
		let set = &reigns.last;
		let broken = |why| Failure::SetChangeBroken { set: set.id, why };
		if header.number() <= height {
			return Err(broken(ChangeFault::Height));
		}
		let Finality::Votes(votes) = finality else {
			return Err(broken(ChangeFault::NoVotes));
		};
		set.check(votes, header).map_err(|why| broken(ChangeFault::Votes(why)))?;
		reigns.change(header)?;
		height = header.number();
	}
	Ok(reigns)
}

/// The set that a header announces, at once.
fn next_set(header: &Header, set: &Set) -> Result<Set, Failure> {
	let broken = |why| Failure::SetChangeBroken { set: set.id, why };
	let forced = |log: &ConsensusLog| matches!(log, ConsensusLog::ForcedChange(..));
	if header.grandpa_logs().any(|log| forced(&log)) {
		return Err(Failure::ForcedChange { set: set.id });
	}
	let scheduled = header.grandpa_logs().find_map(|log| match log {
		ConsensusLog::ScheduledChange(authorities, delay) => Some((authorities, delay)),
		_ => None,
	});
	let (authorities, delay) = scheduled.ok_or(broken(ChangeFault::NoChange))?;
	if delay != 0 {
		return Err(broken(ChangeFault::Delayed));
	}
	let next = set.id.checked_add(1).filter(|_| authorities.len() <= MAX_AUTHORITIES);
	let next = next.and_then(|id| Set::new(id, authorities));
	next.ok_or(broken(ChangeFault::Authorities))
}

/// Step 6, before votes are looked at: on a block that the expert trusts follows what its own set votes for, and at its height
/// nothing else is final.
///
/// The whole set is compared, not its id alone: whoever got the keys of an old set can announce sets of any id below the block,
/// and let the last of them vote above it.
///
/// # Errors
/// [`Failure::BeyondMandate`].
pub fn check_mandates(file: &File, reigns: &Reigns, trust: &Trust) -> Result<(), Failure> {
	if trust.genesis.is_none() {
		return Ok(());
	}
	let changes = file.changes.iter().map(|change| &change.header);
	let points = file.points.iter().flat_map(|point| point.links.iter().chain([&point.header]));
	let shown = changes.chain(points).collect::<Vec<_>>();
	let top = shown.iter().map(|header| header.number()).max().unwrap_or_default();
	let beyond = trust.known().any(|known| {
		let other = shown
			.iter()
			.any(|header| header.number() == known.number && header.hash() != known.hash);
		let stranger = match known.number {
			number if number < file.anchor.number => file.anchor.set < known.set,
			number => number < top && !known.votes_as(reigns.at(number.saturating_add(1))),
		};
		other || stranger
	});
	match beyond {
		true => Err(Failure::BeyondMandate),
		false => Ok(()),
	}
}

/// The last block of the last change, if no votes of a point lie above it: then the point's set is known without that change.
pub fn idle_change(file: &File) -> Option<u32> {
	let voted = file.points.iter().filter(|point| matches!(point.finality, Finality::Votes(_)));
	let top = voted.map(|point| tip(point).number()).max();
	let last = file.changes.last()?.header.number();
	top.is_none_or(|top| top <= last).then_some(last)
}

/// The last header of a point.
pub fn tip(point: &Point) -> &Header {
	point.links.last().unwrap_or(&point.header)
}

/// Step 5: each point's headers hang together, up to where its finality is shown.
///
/// # Errors
/// [`Failure::HeaderLinkBroken`]; [`Failure::Malformed`] for a point that is not there.
pub fn check_links(file: &File) -> Result<(), Failure> {
	for (place, point) in file.points.iter().enumerate() {
		let mut below = &point.header;
		for header in point.links.iter() {
			check_child(below, header)?;
			below = header;
		}
		match &point.finality {
			Finality::Votes(_) => (),
			Finality::Ancestor if below.hash() == file.anchor.hash => (),
			Finality::Ancestor => {
				return Err(Failure::HeaderLinkBroken { height: file.anchor.number })
			},
			Finality::Point(other) => {
				let later = usize::try_from(other.index).ok().and_then(|at| file.points.get(at));
				let path = || format!("points[{place}].finality.index");
				let later = later.ok_or_else(|| Failure::Malformed { path: path() })?;
				check_child(below, &later.header)?;
			},
		}
	}
	Ok(())
}

fn check_child(below: &Header, header: &Header) -> Result<(), Failure> {
	match header.follows(below.number(), &below.hash()) {
		true => Ok(()),
		false => Err(Failure::HeaderLinkBroken { height: below.number().saturating_add(1) }),
	}
}

/// Step 6: the votes for the end of each point's headers. What ends at another point is as final as that one: heights rise, so
/// every way ends at votes or at the anchor.
///
/// # Errors
/// [`Failure::JustificationInvalid`].
pub fn check_votes(file: &File, reigns: &Reigns) -> Result<(), Failure> {
	for point in file.points.iter() {
		let Finality::Votes(votes) = &point.finality else { continue };
		let tip = tip(point);
		let set = reigns.at(tip.number());
		let invalid = |why| Failure::JustificationInvalid { set: set.id, why };
		if tip.number() <= file.anchor.number {
			return Err(invalid(VoteFault::BelowAnchor));
		}
		set.check(votes, tip).map_err(invalid)?;
	}
	Ok(())
}
