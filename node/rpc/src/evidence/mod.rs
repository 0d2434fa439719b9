//! `evidence_*`: what an evidence file is made of.
//!
//! A file proves a statement to somebody who has neither this chain nor a node (docs/evidence.md). A node answers its parts: that
//! a block is final and who voted, how the set of validators changed since, what the state of a block says, that an extrinsic
//! stands in it. Every part is of final blocks and checked before it is answered; whoever doubts it checks it again.
//!
//! An answer may cost seconds and the question says in whom somebody is interested. So these methods are for archive nodes
//! behind a member's gateway, off unless the operator turns them on, and limited: two questions are answered at a time, 32 wait,
//! none takes longer than 10 s or more than a megabyte.

pub(crate) mod desk;
mod extrinsic;
mod finality;
pub(crate) mod state;
mod statement;

pub use desk::{PATIENCE, QUEUE, WORKERS};
pub use finality::{Voters, MAX_CHANGES, MAX_SEARCHED};
pub use state::Store;
pub use statement::{Name, Statement};

use crate::{
	chain::{BlockRef, Chain, Client},
	json::{AssetRow, Checkpoint, ClaimKey, ExtrinsicProof, Finality, Proof, SetChanges},
	Block, Error,
};
use desk::{Answer, Deadline, Desk, Kept};
use finality::Finder;
use jsonrpsee::{core::async_trait, proc_macros::rpc};
use salus_primitives::{BlockNumber, RecordId, RxId, TrialId};
use salus_runtime_api::{HealthRecordsApi, PrescriptionsApi, ReimbursementApi, TrialConsentsApi};
use sp_core::H256;
use sp_runtime::AccountId32;
use statement::{Prover, Question};
use std::sync::Arc;

/// Names of one proof, with those that every proof reads.
pub const MAX_READS: u16 = 64;

/// Whether there are no more names than that.
pub(crate) fn check_reads(count: usize) -> Result<(), Error> {
	match count <= usize::from(MAX_READS) {
		true => Ok(()),
		false => Err(Error::TooMany { what: "names", most: MAX_READS.into() }),
	}
}

/// Bytes of headers, votes, proofs and events in one answer, before they are written in hexadecimal.
pub const MAX_ANSWER: usize = 1 << 20;

/// What an evidence file is made of.
#[rpc(client, server, namespace = "evidence")]
pub trait EvidenceRpc {
	/// That a final block is final: the headers that lead from it to the first one with votes of the same set of validators,
	/// and those votes. At most 4,096 blocks are searched.
	#[method(name = "finality", blocking)]
	fn finality(&self, block: H256) -> Result<Finality, Error>;

	/// The changes of the set of validators after a height, oldest first, each by the last block of a set and its votes: at most
	/// 64, and with `next` the rest.
	#[method(name = "setChanges", blocking)]
	fn set_changes(&self, from: BlockNumber) -> Result<SetChanges, Error>;

	/// That an extrinsic stands at a place of a final block. Needs the block's transactions.
	#[method(name = "extrinsic", blocking)]
	fn extrinsic(&self, block: H256, index: u32) -> Result<ExtrinsicProof, Error>;

	/// What the state of a final block, the newest unless given, says to a statement: its row and whatever belongs to it, or
	/// that there is none, by name and with one proof of all; what happened to the row; and by which code it is read. `also`
	/// names further entries to be read, 64 in all. At most 256 blocks with events; `earlier` says how to ask for the rest. Needs
	/// the states of those blocks, and of the ones before them.
	#[method(name = "prove", blocking)]
	fn prove(
		&self,
		statement: Statement,
		at: Option<H256>,
		also: Option<Vec<Name>>,
	) -> Result<Proof, Error>;

	/// From where trust may start: the newest final block, and who votes on what follows.
	#[method(name = "checkpoint", blocking)]
	fn checkpoint(&self) -> Result<Checkpoint, Error>;
}

/// `evidence_prove` by the names of rows.
#[rpc(client, server)]
pub trait EvidenceOfRowsRpc {
	/// `evidence_prove` of a prescription.
	#[method(name = "prescriptions_evidence", blocking)]
	fn of_prescription(&self, id: RxId, at: Option<H256>) -> Result<Proof, Error>;

	/// `evidence_prove` of a consent.
	#[method(name = "consents_evidence", blocking)]
	fn of_consent(
		&self,
		trial: TrialId,
		subject: AccountId32,
		at: Option<H256>,
	) -> Result<Proof, Error>;

	/// `evidence_prove` of a record. The fields of the document and what its id opens to are not here: a node has no documents.
	#[method(name = "records_evidence", blocking)]
	fn of_record(&self, id: RecordId, at: Option<H256>) -> Result<Proof, Error>;

	/// `evidence_prove` of a claim.
	#[method(name = "reimbursement_evidence", blocking)]
	fn of_claim(&self, key: ClaimKey, at: Option<H256>) -> Result<Proof, Error>;
}

/// The server of [`EvidenceRpc`] and [`EvidenceOfRowsRpc`]; clones share their limits.
pub struct Evidence<C>(Arc<Inner<C>>);

impl<C> Clone for Evidence<C> {
	fn clone(&self) -> Self {
		Evidence(self.0.clone())
	}
}

struct Inner<C> {
	chain: Chain<C>,
	store: Arc<dyn Store>,
	/// `None` where no votes make blocks final.
	voters: Option<Voters>,
	desk: Desk,
	finality: Kept<BlockRef, Finality>,
	extrinsics: Kept<(BlockRef, u32), ExtrinsicProof>,
	proofs: Kept<Question, Proof>,
}

impl<C> Evidence<C> {
	/// The methods over a client and its database. `voters` are the sets of a chain with GRANDPA; on another,
	/// [`NoFinality`](Error::NoFinality) is what is said of finality.
	pub fn new(client: Arc<C>, store: Arc<dyn Store>, voters: Option<Voters>) -> Self {
		Evidence(Arc::new(Inner {
			chain: Chain(client),
			store,
			voters,
			desk: Desk::default(),
			finality: Kept::default(),
			extrinsics: Kept::default(),
			proofs: Kept::default(),
		}))
	}
}

impl<C: Client> Inner<C> {
	/// A block that must be final.
	fn final_block(&self, hash: H256) -> Result<BlockRef, Error> {
		let number = self.chain.0.number(hash)?.ok_or(Error::UnknownBlock(hash))?;
		let block = BlockRef { hash, number };
		self.chain.is_final(block)?.then_some(block).ok_or(Error::NotFinal(number))
	}

	fn finder(&self, deadline: Deadline) -> Result<Finder<'_, C>, Error> {
		let voters = self.voters.as_ref().ok_or(Error::NoFinality)?;
		Ok(Finder { chain: &self.chain, store: &*self.store, voters, deadline })
	}
}

#[async_trait]
impl<C> EvidenceRpcServer for Evidence<C>
where
	C: Client,
	C::Api: PrescriptionsApi<Block, AccountId32>
		+ TrialConsentsApi<Block, AccountId32>
		+ HealthRecordsApi<Block, AccountId32>
		+ ReimbursementApi<Block, AccountId32, AssetRow>,
{
	fn finality(&self, block: H256) -> Result<Finality, Error> {
		let of = self.0.final_block(block)?;
		self.0
			.finality
			.or(of, |of| self.0.desk.serve(|deadline| self.0.finder(deadline)?.finality(*of)))
	}

	fn set_changes(&self, from: BlockNumber) -> Result<SetChanges, Error> {
		self.0.desk.serve(|deadline| self.0.finder(deadline)?.set_changes(from))
	}

	fn extrinsic(&self, block: H256, index: u32) -> Result<ExtrinsicProof, Error> {
		let at = self.0.final_block(block)?;
		self.0.extrinsics.or((at, index), |_| {
			let proof = self.0.desk.serve(|_| extrinsic::prove(&self.0.chain, at, index));
			proof.map(Answer::Forever)
		})
	}

	fn prove(
		&self,
		statement: Statement,
		at: Option<H256>,
		also: Option<Vec<Name>>,
	) -> Result<Proof, Error> {
		let Inner { chain, store, desk, proofs, .. } = &*self.0;
		let also = also.unwrap_or_default();
		// Before it takes a place at the desk. With the statement's own they are counted again.
		check_reads(also.len())?;
		let at = self.0.final_block(at.unwrap_or_else(|| chain.finalized().hash))?;
		let question = Question { statement, at, also };
		proofs.or(question, |question| {
			desk.serve(|deadline| {
				// The state is waited for where it is asked for.
				chain.at(Some(at.hash))?;
				let proof = Prover { chain, store: &**store, deadline }.prove(question)?;
				Ok(Answer::Forever(proof))
			})
		})
	}

	fn checkpoint(&self) -> Result<Checkpoint, Error> {
		self.0.desk.serve(|deadline| self.0.finder(deadline)?.checkpoint())
	}
}

#[async_trait]
impl<C> EvidenceOfRowsRpcServer for Evidence<C>
where
	C: Client,
	Self: EvidenceRpcServer,
{
	fn of_prescription(&self, id: RxId, at: Option<H256>) -> Result<Proof, Error> {
		self.prove(Statement::Prescription((id,)), at, None)
	}

	fn of_consent(
		&self,
		trial: TrialId,
		subject: AccountId32,
		at: Option<H256>,
	) -> Result<Proof, Error> {
		self.prove(Statement::Consent((trial, H256(subject.into()))), at, None)
	}

	fn of_record(&self, id: RecordId, at: Option<H256>) -> Result<Proof, Error> {
		self.prove(Statement::Record((id,)), at, None)
	}

	fn of_claim(&self, key: ClaimKey, at: Option<H256>) -> Result<Proof, Error> {
		let ClaimKey { rx, dispense, rank } = key;
		self.prove(Statement::Claim((rx, dispense, rank)), at, None)
	}
}
