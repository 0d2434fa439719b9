//! Why the blocks of a file are final, from its anchor on.

use super::node::{Ground, Node};
use crate::refusal::Refused;
use anyhow::{bail, Context, Result};
use salus_evidence::{
	build::{Unusable, Way},
	file::{Anchor, Change, Finality, Point, PointRef, MAX_LINKS},
	header::Header,
};
use subxt::utils::H256;

/// The changes of the set since the anchor, and the blocks as points of a file, in their order.
pub async fn points(
	node: Node<'_>,
	anchor: &Anchor,
	grounds: Vec<Ground>,
) -> Result<(Vec<Change>, Vec<Point>)> {
	let above = grounds.iter().map(|ground| ground.header.number());
	let top = above.filter(|number| *number > anchor.number).max();
	let mut way = Way::new(anchor.set()?);
	if let Some(top) = top {
		for change in node.set_changes(anchor.number, top).await? {
			let header =
				Header::from_bytes(&change.header.0).context("the node's header is none")?;
			way.change(header, &change.justification.0).with_context(|| {
				format!("the change of validators at block {}", change.block.number)
			})?;
		}
	}
	let headers: Vec<_> = grounds.iter().map(|ground| ground.header.clone()).collect();
	let mut points = Vec::new();
	for ground in grounds {
		let mut point = match next(&headers, &ground.header, anchor) {
			Some(next) => led_to(node, &headers, ground.header, next).await?,
			None if ground.header.number() <= anchor.number => {
				below(node, anchor, ground.header).await?
			},
			None => voted(node, &way, ground.header).await?,
		};
		point.state = Some(ground.state);
		point.extrinsics = (!ground.extrinsics.is_empty()).then(|| ground.extrinsics.into());
		points.push(point);
	}
	Ok((way.changes, points))
}

/// The point to which headers lead from a block, so that what makes that one final makes this one so too: its child, or below
/// the anchor the next one, since the same headers lead on from there.
fn next(headers: &[Header], of: &Header, anchor: &Anchor) -> Option<usize> {
	let later = headers.iter().enumerate().filter(|(_, other)| other.number() > of.number());
	let (place, next) = later.min_by_key(|(_, other)| other.number())?;
	let near = next.follows(of.number(), &of.hash()) || next.number() <= anchor.number;
	near.then_some(place)
}

/// A block from which headers lead to another point.
async fn led_to(node: Node<'_>, headers: &[Header], header: Header, place: usize) -> Result<Point> {
	let next = headers.get(place).context("a point to lead to")?;
	let links =
		between(node, &header, H256(next.parent()), next.number().saturating_sub(1)).await?;
	let finality = Finality::Point(PointRef { index: u32::try_from(place)? });
	Ok(Point { header, links: links.into(), finality, state: None, extrinsics: None })
}

/// A block that the anchor follows.
async fn below(node: Node<'_>, anchor: &Anchor, header: Header) -> Result<Point> {
	let links = between(node, &header, H256(anchor.hash), anchor.number).await?;
	let finality = Finality::Ancestor;
	Ok(Point { header, links: links.into(), finality, state: None, extrinsics: None })
}

/// The headers after one, up to that of a block, in their order.
async fn between(node: Node<'_>, from: &Header, to: H256, height: u32) -> Result<Vec<Header>> {
	let count = usize::try_from(height.saturating_sub(from.number()))?;
	if count > MAX_LINKS {
		bail!(Refused::new(
			"Evidence::AnchorTooFar",
			format!(
				"{count} blocks lie between block {} and block {height}, a file holds the headers of {MAX_LINKS}: name an anchor that \
				 is nearer, or below it",
				from.number()
			)
		));
	}
	let (mut links, mut hash) = (Vec::new(), to);
	for _ in 0..count {
		let header = node.header(hash).await?;
		hash = H256(header.parent());
		links.push(header);
	}
	if hash.0 != from.hash() {
		bail!(Refused::new(
			"Evidence::OtherBranch",
			format!(
				"block {height} of the anchor does not follow on block {} of the node",
				from.number()
			)
		));
	}
	links.reverse();
	Ok(links)
}

/// A block with the first votes from it on that a file has a form for.
async fn voted(node: Node<'_>, way: &Way, header: Header) -> Result<Point> {
	let mut links = Vec::new();
	let mut at = H256(header.hash());
	loop {
		let found = node.finality(at).await?;
		for link in &found.links {
			links.push(Header::from_bytes(&link.0).context("the node's header is none")?);
		}
		match way.point(header.clone(), links.clone(), &found.justification.0) {
			Err(Unusable::TooFewVotes) if links.len() < MAX_LINKS => {
				let tip = links.last().unwrap_or(&header).number();
				at = node.block(Some(tip.saturating_add(1))).await?;
				links.push(node.header(at).await?);
			},
			point => return point.with_context(|| format!("block {}", header.number())),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_evidence::{file::AnchorKind, finality::Set};
	use subxt::ext::codec::{Compact, Encode};

	/// A chain of so many headers.
	fn chain(length: u32) -> Vec<Header> {
		let mut parent = [0u8; 32];
		let header = |number: u32| {
			let bytes = (parent, Compact(number), [1u8; 32], [2u8; 32], Vec::<u8>::new()).encode();
			let header = Header::from_bytes(&bytes).unwrap();
			parent = header.hash();
			header
		};
		(0..length).map(header).collect()
	}

	#[test]
	fn a_point_leads_to_its_child_and_below_the_anchor_to_the_next() {
		let chain = chain(20);
		let set = Set::new(0, vec![([1; 32], 1)]).unwrap();
		let anchor = Anchor::checkpoint(10, chain[10].hash(), &set);
		assert_eq!(anchor.kind, AnchorKind::Checkpoint);
		let next_of = |numbers: &[usize], of: usize| {
			let headers: Vec<_> = numbers.iter().map(|number| chain[*number].clone()).collect();
			next(&headers, &chain[of], &anchor)
		};
		assert_eq!(next_of(&[12, 13], 12), Some(1), "its child");
		assert_eq!(next_of(&[13, 12], 12), Some(0));
		assert_eq!(next_of(&[12, 14], 12), None, "votes are shorter");
		assert_eq!(next_of(&[9, 3], 3), Some(0), "below the anchor");
		assert_eq!(next_of(&[9, 3], 9), None);
		assert_eq!(next_of(&[15, 3], 3), None);
		assert_eq!(next_of(&[11, 10], 10), Some(0), "the anchor's block and its child");
	}
}
