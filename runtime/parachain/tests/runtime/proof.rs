//! The proof of validity: what a block's execution reads of the state. The relay chain's validators have nothing else, and take
//! no larger one.

mod backlog;

use crate::shared::support::*;
use codec::Encode;
use cumulus_primitives_core::relay_chain::MAX_POV_SIZE;
use cumulus_primitives_proof_size_hostfunction::storage_proof_size::storage_proof_size;
use frame_support::{
	dispatch::{DispatchClass, GetDispatchInfo},
	weights::Weight,
};
use pallet_prescriptions::{Access, Call as Rx, Items};
use runtime::{constants::RuntimeBlockWeights, Executive, Nonce, Runtime, System};
use sp_core::{Blake2Hasher, H256};
use sp_io::{hashing::blake2_256, TestExternalities};
use sp_runtime::{generic::Era, Perbill};
use sp_trie::{proof_size_extension::ProofSizeExt, recorder::Recorder};

/// Rows that are there already: the proof grows with the depth of the trie.
const ROWS: u32 = 50_000;

/// Transactions of the block that is measured. A full one takes a minute to execute as the tests are compiled.
const SAMPLE: Nonce = 300;

/// The share of the largest proof that a collator fills.
const FILLED: Perbill = Perbill::from_percent(85);

/// The id of a prescription that is there already.
fn row(n: u32) -> H256 {
	H256(blake2_256(&n.to_le_bytes()))
}

/// What a block of [`SAMPLE`] transactions took.
struct Measured {
	/// Bytes of the transactions.
	length: usize,
	/// Bytes of the proof, as the relay chain gets it.
	proof: usize,
	/// What the transactions weigh once what they did not use has been given back.
	weight: Weight,
	/// What they weigh before.
	reckoned: Weight,
}

impl Measured {
	/// Transactions in a block that is full of them: of their time, or of the proof that they are reckoned with.
	fn capacity(&self) -> u64 {
		let limits = RuntimeBlockWeights::get();
		let most = limits.get(DispatchClass::Normal).max_total.unwrap();
		let base = limits.get(DispatchClass::Normal).base_extrinsic;
		let time = most.ref_time() / (self.weight.ref_time() / u64::from(SAMPLE) + base.ref_time());
		let proof = most.proof_size() / (self.weight.proof_size() / u64::from(SAMPLE));
		time.min(proof)
	}

	/// At most so many bytes have the proof and the transactions of a full block: each transaction shares more of the trie with
	/// those before it.
	fn full(&self) -> u64 {
		self.capacity() * (self.proof + self.length) as u64 / u64::from(SAMPLE)
	}

	fn print(&self, what: &str) {
		println!(
			"{what}: {} bytes each, {} of the proof; weighed {} of the proof, {} before, \
			 and {} us; a full block has {}, and at most {} bytes, {:?} of the largest",
			self.length / SAMPLE as usize,
			self.proof / SAMPLE as usize,
			self.weight.proof_size() / u64::from(SAMPLE),
			self.reckoned.proof_size() / u64::from(SAMPLE),
			self.weight.ref_time() / u64::from(SAMPLE) / 1_000_000,
			self.capacity(),
			self.full(),
			Perbill::from_rational(self.full(), MAX_POV_SIZE.into()),
		);
	}
}

/// Executes on what is in `state`, and answers the bytes of the proof too, as the relay chain gets it.
fn recorded<R>(state: &mut TestExternalities, execute: impl FnOnce() -> R) -> (R, usize) {
	state.commit_all().unwrap();
	let root = *state.backend.root();
	let recorder = Recorder::<Blake2Hasher>::default();
	state.register_extension(ProofSizeExt::new(recorder.clone()));
	let result = state.execute_with_recorder(recorder.clone(), execute);
	let proof = recorder.drain_storage_proof().encoded_compact_size::<Blake2Hasher>(root).unwrap();
	(result, proof)
}

/// Makes a block of what `nth` makes, on a state with many rows.
fn measure(who: &str, nth: impl Fn(u32) -> Rx<Runtime>) -> Measured {
	let mut state = state("development");
	state.execute_with(|| {
		wait(0);
		let one = Items::<Runtime>::get(issued(1, "Patient", Access::Only(PHARMACY))).unwrap();
		for n in 0..ROWS {
			Items::<Runtime>::insert(row(n), &one);
		}
	});
	let ((length, weight, reckoned), proof) = recorded(&mut state, || {
		let first = System::account_nonce(account(who));
		block(|| {
			let before = *System::block_weight().get(DispatchClass::Normal);
			let (mut length, mut reckoned) = (0, Weight::zero());
			for n in 0..SAMPLE {
				let extensions = extensions(first + n, Era::Immortal);
				let transaction = signed_with(&key(who), nth(n), extensions);
				length += transaction.encoded_size();
				reckoned += transaction.get_dispatch_info().total_weight();
				Executive::apply_extrinsic(transaction).unwrap().unwrap();
			}
			assert!(storage_proof_size() > 0, "nothing was recorded");
			let weight = System::block_weight().get(DispatchClass::Normal).saturating_sub(before);
			(length, weight, reckoned)
		})
	});
	Measured { length, proof, weight, reckoned }
}

#[test]
fn a_full_block_of_prescriptions_is_small_enough_for_the_relay_chain() {
	let issue = |n: u32| {
		let commitment = H256(blake2_256(&u64::from(n).to_le_bytes()));
		issue(PRESCRIBER, commitment, "Patient", Access::Closed)
	};
	let claim = |n| Rx::claim { licence: PHARMACY, ids: vec![row(n)].try_into().unwrap() };
	for (what, measured) in
		[("issued", measure("Prescriber", issue)), ("claimed", measure("Pharmacy", claim))]
	{
		measured.print(what);
		// What is reserved before a transaction is executed suffices.
		assert!(measured.reckoned.proof_size() >= measured.proof as u64);
		assert!(measured.full() < u64::from(FILLED.mul_floor(MAX_POV_SIZE)));
		assert!(measured.capacity() > 1_000);
	}
}
