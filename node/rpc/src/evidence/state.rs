//! What a block's state holds under a few names, with the proof.

use crate::{
	chain::{Block, BlockRef, Chain, Client},
	json::{RuntimeFacts, StateProof},
	Error,
};
use codec::{Compact, Decode, Encode};
use salus_evidence::{
	facts::Value,
	reads::{Arg, Read, STORAGE_VERSION},
	state::{compact, read as read_proof},
};
use salus_primitives::BlockNumber;
use sc_client_api::{backend::TrieCacheContext, Backend};
use sp_core::H256;
use sp_state_machine::{
	backend::{AsTrieBackend, Backend as _},
	StorageProof, TrieBackendBuilder,
};
use std::collections::{BTreeMap, BTreeSet};

/// What evidence needs of a node's database that its client does not answer.
pub trait Store: Send + Sync {
	/// The nodes of a block's state that lead to what stands under names, or to nothing. Of the runtime's code the hash is looked
	/// up, not the code.
	///
	/// # Errors
	/// If the state is not there.
	fn look_up(&self, block: H256, reads: &BTreeSet<Read>) -> sp_blockchain::Result<StorageProof>;

	/// The newest block for which GRANDPA's votes are here, and they.
	///
	/// # Errors
	/// If the database cannot be read.
	fn best_justification(&self) -> sp_blockchain::Result<Option<(BlockNumber, Vec<u8>)>>;
}

impl<B: Backend<Block>> Store for B {
	fn look_up(&self, block: H256, reads: &BTreeSet<Read>) -> sp_blockchain::Result<StorageProof> {
		let state = self.state_at(block, TrieCacheContext::Untrusted)?;
		let state = TrieBackendBuilder::wrap(state.as_trie_backend())
			.with_recorder(Default::default())
			.build();
		for read in reads {
			let looked_up = match read.wanted().hash_only {
				true => state.storage_hash(read.key()).map(drop),
				false => state.storage(read.key()).map(drop),
			};
			looked_up.map_err(|error| sp_blockchain::Error::from_state(Box::new(error)))?;
		}
		Ok(state.extract_proof().unwrap_or_else(StorageProof::empty))
	}

	fn best_justification(&self) -> sp_blockchain::Result<Option<(BlockNumber, Vec<u8>)>> {
		let best = sc_consensus_grandpa::best_justification::<_, Block>(self)?;
		Ok(best.map(|justification| (justification.target().0, justification.encode())))
	}
}

/// The name of an entry of the state.
pub(crate) fn read(pallet: &str, name: &str, args: impl Into<Vec<Arg>>) -> Result<Read, Error> {
	Read::new(pallet, name, args).ok_or(Error::NotFound("entry of the state"))
}

/// A number in a name.
pub(crate) fn number(number: impl Into<u64>) -> Arg {
	Arg::Number(number.into())
}

/// What stands under names; nothing stands under those that are missing.
pub(crate) type Values = BTreeMap<Read, Vec<u8>>;

/// Proves what stands under names at a block, or that nothing does, in the form in which a file holds it. The proof is checked
/// as whoever gets the file checks it, before it is answered.
pub(crate) fn prove<C: Client>(
	chain: &Chain<C>,
	store: &dyn Store,
	at: BlockRef,
	reads: BTreeSet<Read>,
) -> Result<(StateProof, Values), Error> {
	let header = chain.0.header(at.hash)?.ok_or(Error::UnknownBlock(at.hash))?;
	let found = store.look_up(at.hash, &reads)?;
	let (root, wanted) = (header.state_root.0, reads.iter().map(Read::wanted).collect::<Vec<_>>());
	let nodes = compact(&root, found.iter_nodes().map(Vec::as_slice), &wanted);
	let nodes = nodes.map_err(|_| Error::Damaged(at.number))?;
	let values = read_proof(&root, &nodes, &wanted).map_err(|_| Error::Damaged(at.number))?;
	let proof = StateProof {
		block: at,
		finalized: chain.is_final(at)?,
		header: header.encode().into(),
		reads: reads.iter().map(ToString::to_string).collect(),
		nodes: nodes.into_iter().map(|node| node.0.into()).collect(),
	};
	let there = reads.into_iter().zip(values).filter_map(|(read, value)| match value {
		Value::Absent => None,
		Value::Bytes(bytes) => Some((read, bytes)),
		Value::Hash(hash) => Some((read, hash.into())),
	});
	Ok((proof, there.collect()))
}

/// What every point of a file reads beside its rows: the time, and by which code rows are to be read.
pub(crate) fn always(rows: &[Read]) -> Result<Vec<Read>, Error> {
	// What is no pallet of Salus's has no version of its own.
	let versions = rows.iter().filter_map(|row| Read::new(row.pallet(), STORAGE_VERSION, []));
	let facts = [
		("Timestamp", "Now"),
		("System", "LastRuntimeUpgrade"),
		("MultiBlockMigrations", "Cursor"),
		("", ":code"),
	];
	let facts = facts.map(|(pallet, name)| read(pallet, name, []));
	versions.map(Ok).chain(facts).collect()
}

/// What those names say.
pub(crate) fn facts(at: BlockRef, values: &Values) -> Result<RuntimeFacts, Error> {
	let find = |pallet, name| {
		let mut found =
			values.iter().filter(|(read, _)| (read.pallet(), read.name()) == (pallet, name));
		found.next().map(|(_, value)| value.as_slice())
	};
	let damaged = |_: codec::Error| Error::Damaged(at.number);
	let spec =
		find("System", "LastRuntimeUpgrade").map(|mut bytes| Compact::<u32>::decode(&mut bytes));
	let code = find("", ":code").map(|mut hash| H256::decode(&mut hash)).transpose();
	let versions = values.iter().filter(|(read, _)| read.name() == STORAGE_VERSION);
	let versions =
		versions.map(|(read, version)| Ok((read.pallet().into(), u16::decode(&mut &version[..])?)));
	Ok(RuntimeFacts {
		spec: spec.transpose().map_err(damaged)?.map(|Compact(spec)| spec),
		code: code.map_err(damaged)?.ok_or(Error::Damaged(at.number))?,
		versions: versions.collect::<Result<_, _>>().map_err(damaged)?,
		migrating: find("MultiBlockMigrations", "Cursor").is_some(),
	})
}
