//! Several patients' acts in one transaction.

use crate::extrinsics::{
	bad, dispatch, implicit, meta_implicit, patient, proved, remark, signed, Key,
};
use codec::{Decode, Encode};
use pallet_prescriptions::Call as Rx;
use pallet_utility::Call as Batch;
use salus_consortium_runtime::RuntimeCall;
use salus_evidence::{facts::SignedCall, failure::Failure, file::MAX_SIGNED, Hash};
use sp_core::{ed25519, sr25519, Pair, H256};

fn relayer() -> Key {
	Key::Ed(ed25519::Pair::from_seed(&[1; 32]))
}

fn another() -> Key {
	Key::Sr(sr25519::Pair::from_seed(&[9; 32]))
}

fn recall(seq: u16) -> RuntimeCall {
	Rx::recall { id: H256([3; 32]), seq }.into()
}

/// What is signed in a batch, its sender apart.
fn inside(batch: &RuntimeCall, acts: usize) -> Result<Vec<SignedCall>, Failure> {
	let (transaction, _) = signed(&relayer(), batch, implicit());
	let mut covered = vec![implicit().encode()];
	covered.extend((0..acts).map(|_| meta_implicit().encode()));
	proved(&transaction, &covered).map(|proved| {
		assert_eq!(proved.signed[0].call, batch.encode());
		proved.signed[1..].to_vec()
	})
}

fn act(account: Hash, call: &RuntimeCall) -> SignedCall {
	SignedCall { account, call: call.encode(), spec: Some(1), metadata: None }
}

#[test]
fn every_act_of_a_batch_is_proved() {
	let (one, first) = dispatch(&patient(), &recall(1), meta_implicit());
	let (two, second) = dispatch(&another(), &recall(2), meta_implicit());
	let calls = vec![one.clone(), two];
	let batches: [RuntimeCall; 3] = [
		Batch::batch { calls: calls.clone() }.into(),
		Batch::batch_all { calls: calls.clone() }.into(),
		Batch::force_batch { calls }.into(),
	];
	for batch in &batches {
		let acts = inside(batch, 2).unwrap();
		assert_eq!(acts, [act(first, &recall(1)), act(second, &recall(2))]);
		// As many as there are acts.
		assert_eq!(inside(batch, 1), Err(bad()));
		assert_eq!(inside(batch, 3), Err(bad()));
	}
	let none: RuntimeCall = Batch::batch { calls: vec![] }.into();
	assert_eq!(inside(&none, 0), Ok(vec![]));
	// As many as a file shows.
	let many: RuntimeCall = Batch::batch { calls: vec![one; MAX_SIGNED - 1] }.into();
	assert_eq!(inside(&many, MAX_SIGNED - 1).unwrap().len(), MAX_SIGNED - 1);
}

#[test]
fn what_is_no_act_of_the_batch_passes_for_none() {
	let (one, _) = dispatch(&patient(), &recall(1), meta_implicit());
	// The same bytes in a remark, beside acts, in a batch in the batch, behind a call that is not known: nobody signed there.
	let told = || -> RuntimeCall { frame_system::Call::remark { remark: one.encode() }.into() };
	let inner: RuntimeCall = Batch::batch { calls: vec![one.clone()] }.into();
	for calls in [
		vec![told()],
		vec![one.clone(), told()],
		vec![told(), one.clone()],
		vec![inner],
		vec![remark(3), one.clone()],
	] {
		let batch: RuntimeCall = Batch::batch_all { calls }.into();
		assert_eq!(inside(&batch, 0), Ok(vec![]));
		assert_eq!(inside(&batch, 1), Err(bad()));
	}
	// A call that no patient signs in a meta transaction.
	let (unlisted, _) = dispatch(&patient(), &remark(3), meta_implicit());
	let batch: RuntimeCall = Batch::batch { calls: vec![one.clone(), unlisted] }.into();
	assert_eq!(inside(&batch, 2).unwrap_err().name(), "NotEstablished");
	// One of two signatures is over another act.
	let (before, after) = (recall(1).encode(), recall(7).encode());
	let bytes = one.encode();
	let at = bytes.windows(before.len()).position(|window| window == before).unwrap();
	let swapped = [&bytes[..at], &after, &bytes[at + before.len()..]].concat();
	let swapped = RuntimeCall::decode(&mut &swapped[..]).unwrap();
	let batch: RuntimeCall = Batch::batch { calls: vec![one, swapped] }.into();
	assert_eq!(inside(&batch, 2), Err(bad()));
}
