//! The chain's part of evidence: form, anchors, sets, votes, proofs. Chains are made in memory with the SDK's types.

mod batches;
mod differential;
mod extrinsics;
mod fields;
mod forged;
mod form;
mod hostile;
mod mutations;
mod needed;
mod round_trips;
mod shredding;
mod tree;
mod votes;
mod world;

use salus_evidence::{
	failure::Failure,
	file::File,
	report::Outcome,
	trust::Trust,
	verify::{verify, write},
};

/// How a file fares after it was written anew, with its digest.
fn outcome(file: &File, trust: &Trust) -> Outcome {
	verify(&write(file), trust).outcome
}

/// Why a file is refused after it was written anew, with its digest.
fn refusal(file: &File, trust: &Trust) -> Option<Failure> {
	match outcome(file, trust) {
		Outcome::Refused(failure) => Some(failure),
		_ => None,
	}
}
