//! That a block is final, and who voted.

use super::{
	desk::{Answer, Deadline},
	state::{self, Store},
	MAX_ANSWER,
};
use crate::{
	chain::{BlockRef, Chain, Client},
	json::{Checkpoint, Finality, SetChange, SetChanges},
	Error,
};
use codec::{Decode, Encode};
use salus_primitives::BlockNumber;
use sc_consensus_grandpa::{AuthoritySetChanges, SharedAuthoritySet, GRANDPA_ENGINE_ID};
use sp_core::H256;

/// The sets of validators, as GRANDPA keeps them.
pub type Voters = SharedAuthoritySet<H256, BlockNumber>;

/// Blocks that are searched upwards for votes.
pub const MAX_SEARCHED: BlockNumber = 4_096;

/// Changes of the set in one answer.
pub const MAX_CHANGES: usize = 64;

/// What is known of finality.
pub(crate) struct Finder<'a, C> {
	pub(crate) chain: &'a Chain<C>,
	pub(crate) store: &'a dyn Store,
	pub(crate) voters: &'a Voters,
	pub(crate) deadline: Deadline,
}

impl<C: Client> Finder<'_, C> {
	/// Proves that a final block is final: with the first votes of its own set from it on. A block in eight has votes, and the
	/// last of each set. Close to the end of the chain the newest votes do, until there are such.
	pub(crate) fn finality(&self, of: BlockRef) -> Result<Answer<Finality>, Error> {
		let (set, last) = Sets::read(self.voters)?.of(of.number);
		let end = last.unwrap_or(self.chain.finalized().number);
		let stored = first(of.number, end, |number| {
			self.deadline.check()?;
			self.justification(number)
		})?;
		if let Some((number, justification)) = stored {
			return Ok(Answer::Forever(self.links(of, set, number, justification)?));
		}
		let searched = of.number..of.number.saturating_add(MAX_SEARCHED);
		let newest = self.store.best_justification()?.filter(|(at, _)| searched.contains(at));
		let missing = Error::NoJustification { block: of.number, after: MAX_SEARCHED - 1 };
		let (number, justification) = newest.ok_or(missing)?;
		// The set may have changed while this searched: then the last block of the old one has votes.
		match Sets::read(self.voters)?.of(number) {
			(by, _) if by == set => {
				Ok(Answer::ForNow(self.links(of, set, number, justification)?))
			},
			_ => self.finality(of),
		}
	}

	/// What leads from a block to the one that was voted for.
	fn links(
		&self,
		of: BlockRef,
		set: u64,
		to: BlockNumber,
		justification: Vec<u8>,
	) -> Result<Finality, Error> {
		let mut links = Vec::new();
		for number in of.number + 1..=to {
			self.deadline.check()?;
			links.push(self.header(number)?.1.into());
		}
		let header = self.header(of.number)?.1.into();
		Ok(Finality { block: of, header, links, set, justification: justification.into() })
	}

	/// The changes of the set whose last block is above a height, as many as fit into an answer.
	pub(crate) fn set_changes(&self, from: BlockNumber) -> Result<SetChanges, Error> {
		page(Sets::read(self.voters)?.ended_after(from), |set, last| {
			self.deadline.check()?;
			let (hash, header) = self.header(last)?;
			let missing = Error::NoJustification { block: last, after: 0 };
			let justification = self.justification(last)?.ok_or(missing)?;
			Ok(SetChange {
				set,
				block: BlockRef { hash, number: last },
				header: header.into(),
				justification: justification.into(),
			})
		})
	}

	/// The newest final block, with those who vote on what follows, by its state.
	pub(crate) fn checkpoint(&self) -> Result<Checkpoint, Error> {
		let at = self.chain.at(Some(self.chain.finalized().hash))?;
		// Asked after the block: the sets that ended with it are known.
		let (set, _) = Sets::read(self.voters)?.of(at.number + 1);
		let name = state::read("Grandpa", "Authorities", [])?;
		let (_, values) = state::prove(self.chain, self.store, at, [name].into())?;
		// As GRANDPA's pallet stores them: keys with their weights.
		let stored = values.into_values().next().ok_or(Error::Damaged(at.number))?;
		let authorities =
			Vec::<(H256, u64)>::decode(&mut &stored[..]).map_err(|_| Error::Damaged(at.number))?;
		let (authorities, weights): (_, Vec<_>) = authorities.into_iter().unzip();
		Ok(Checkpoint {
			genesis: self.chain.0.info().genesis_hash,
			number: at.number,
			hash: at.hash,
			set,
			authorities,
			weights: weights.iter().any(|weight| *weight != 1).then_some(weights),
		})
	}

	/// Hash and header of a final block.
	fn header(&self, number: BlockNumber) -> Result<(H256, Vec<u8>), Error> {
		let hash = self.hash(number)?;
		let header = self.chain.0.header(hash)?.ok_or(Error::Damaged(number))?;
		Ok((hash, header.encode()))
	}

	fn hash(&self, number: BlockNumber) -> Result<H256, Error> {
		self.chain.0.hash(number)?.ok_or(Error::Damaged(number))
	}

	/// The votes stored with a final block.
	fn justification(&self, number: BlockNumber) -> Result<Option<Vec<u8>>, Error> {
		let stored = self.chain.0.justifications(self.hash(number)?)?;
		Ok(stored.and_then(|stored| stored.into_justification(GRANDPA_ENGINE_ID)))
	}
}

/// The first height from one on, up to an end, at which there are votes, of as many as are searched.
fn first<V>(
	from: BlockNumber,
	end: BlockNumber,
	mut votes: impl FnMut(BlockNumber) -> Result<Option<V>, Error>,
) -> Result<Option<(BlockNumber, V)>, Error> {
	let end = end.min(from.saturating_add(MAX_SEARCHED - 1));
	for number in from..=end {
		if let Some(found) = votes(number)? {
			return Ok(Some((number, found)));
		}
	}
	Ok(None)
}

/// As many changes as fit into an answer, and where to go on. One that cannot be told ends the answer before it.
fn page(
	ended: impl Iterator<Item = (u64, BlockNumber)>,
	mut tell: impl FnMut(u64, BlockNumber) -> Result<SetChange, Error>,
) -> Result<SetChanges, Error> {
	let (mut changes, mut bytes) = (Vec::<SetChange>::new(), 0);
	for (set, last) in ended {
		let next = changes.last().map(|change| change.block.number);
		if changes.len() >= MAX_CHANGES || bytes > MAX_ANSWER / 2 {
			return Ok(SetChanges { changes, next });
		}
		match tell(set, last) {
			Ok(change) => {
				bytes += change.header.len() + change.justification.len();
				changes.push(change);
			},
			Err(_) if next.is_some() => return Ok(SetChanges { changes, next }),
			Err(error) => return Err(error),
		}
	}
	Ok(SetChanges { changes, next: None })
}

/// The sets of validators.
#[derive(PartialEq, Eq, Debug)]
struct Sets {
	/// The last block of each set that ended, by its id.
	ended: Vec<BlockNumber>,
	/// The id of the one that votes now.
	present: u64,
}

impl Sets {
	/// The sets as they are known now.
	fn read(voters: &Voters) -> Result<Self, Error> {
		// In this order: a set that ends in between is one more in the list.
		let present = voters.set_id();
		Sets::new(present, &voters.authority_set_changes())
	}

	/// A node that warped to the newest state learns of the sets before it as it fetches old blocks, and a database of long ago
	/// may lack them: a list with a gap would name a wrong set.
	fn new(present: u64, changes: &AuthoritySetChanges<BlockNumber>) -> Result<Self, Error> {
		let changes: Vec<_> = changes.iter_from(0).ok_or(Error::SetsUnknown)?.copied().collect();
		let ended = (0..).zip(changes).map(|(id, (set, last))| (set == id).then_some(last));
		let ended = ended.collect::<Option<Vec<_>>>().ok_or(Error::SetsUnknown)?;
		match u64::try_from(ended.len()) {
			Ok(count) if count >= present => Ok(Sets { ended, present: count }),
			_ => Err(Error::SetsUnknown),
		}
	}

	/// The set whose votes make a block final, and the last block of that set, unless it is the present one. A set ends with the
	/// block that names the next.
	fn of(&self, number: BlockNumber) -> (u64, Option<BlockNumber>) {
		// The first block ends no set.
		match self.ended_after(number.saturating_sub(1)).next() {
			Some((set, last)) => (set, Some(last)),
			None => (self.present, None),
		}
	}

	/// The sets whose last block is above a height.
	fn ended_after(&self, number: BlockNumber) -> impl Iterator<Item = (u64, BlockNumber)> + '_ {
		(0..).zip(self.ended.iter().copied()).filter(move |(_, last)| *last > number)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn so_many_blocks_are_searched_and_no_more() {
		for (at, end, found) in [
			(10, 99_999, true),
			(10 + MAX_SEARCHED - 1, 99_999, true),
			(10 + MAX_SEARCHED, 99_999, false),
			(20, 20, true),
			(21, 20, false),
		] {
			let mut looked = 0;
			let first = first(10, end, |number| {
				looked += 1;
				Ok((number == at).then_some(()))
			});
			assert_eq!(first.unwrap(), found.then_some((at, ())), "{at}");
			assert!(looked <= MAX_SEARCHED);
		}
	}

	fn change(set: u64, number: BlockNumber, bytes: usize) -> SetChange {
		SetChange {
			set,
			block: BlockRef { hash: H256::zero(), number },
			header: vec![0; bytes].into(),
			justification: vec![].into(),
		}
	}

	#[test]
	fn an_answer_has_so_many_changes_and_says_where_to_go_on() {
		let ended = |count: u32| (0..).zip((1..=count).map(|set| set * 10));
		let tell = |bytes| move |set, last| Ok(change(set, last, bytes));
		let whole = page(ended(64), tell(100)).unwrap();
		assert_eq!((whole.changes.len(), whole.next), (MAX_CHANGES, None));
		let part = page(ended(65), tell(100)).unwrap();
		assert_eq!((part.changes.len(), part.next), (MAX_CHANGES, Some(640)));
		let large = page(ended(9), tell(MAX_ANSWER / 4)).unwrap();
		assert_eq!((large.changes.len(), large.next), (3, Some(30)));
		// What can be told is told first.
		let broken = |set, last| match last {
			30 => Err(Error::NoJustification { block: last, after: 0 }),
			_ => Ok(change(set, last, 1)),
		};
		let part = page(ended(9), broken).unwrap();
		assert_eq!((part.changes.len(), part.next), (2, Some(20)));
		assert!(page(ended(9).skip(2), broken).is_err());
	}

	fn sets(present: u64, changes: &[(u64, BlockNumber)]) -> Result<Sets, Error> {
		Sets::new(present, &changes.to_vec().into())
	}

	#[test]
	fn a_block_belongs_to_the_set_that_ends_with_it_or_later() {
		let sets = sets(2, &[(0, 10), (1, 11)]).unwrap();
		for (number, set, last) in
			[(0, 0, Some(10)), (10, 0, Some(10)), (11, 1, Some(11)), (12, 2, None), (99, 2, None)]
		{
			assert_eq!(sets.of(number), (set, last), "{number}");
		}
		let after = |number| sets.ended_after(number).collect::<Vec<_>>();
		assert_eq!(after(0), [(0, 10), (1, 11)]);
		assert_eq!(after(9), [(0, 10), (1, 11)]);
		assert_eq!(after(10), [(1, 11)]);
		assert_eq!(after(11), []);
	}

	#[test]
	fn a_list_with_a_gap_is_not_believed() {
		assert_eq!(sets(0, &[]).unwrap().of(7), (0, None));
		// A set may have ended since the present one was asked for.
		assert_eq!(sets(1, &[(0, 10), (1, 20)]).unwrap().of(21), (2, None));
		for (present, changes) in [
			(1, vec![]),
			(2, vec![(1, 20)]),
			(3, vec![(0, 10), (2, 30)]),
			(3, vec![(0, 10), (1, 20)]),
		] {
			assert!(matches!(sets(present, &changes), Err(Error::SetsUnknown)), "{changes:?}");
		}
	}
}
