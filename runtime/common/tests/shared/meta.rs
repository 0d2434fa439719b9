//! What a patient's client signs, and what a relayer does with it.

use super::support::*;
use codec::Encode;
use pallet_meta_tx::MetaTxFor;
use runtime::{Runtime, RuntimeCall, RuntimeEvent, Signature, System};
use salus_runtime_common::sequenced::{sequenced_payload, SequencedPayload};
use sp_core::{sr25519, Pair};
use sp_io::hashing::blake2_256;
use sp_runtime::{generic::Era, traits::TransactionExtension, DispatchResult};

pub type Implicit = <SequencedPayload<Runtime> as TransactionExtension<RuntimeCall>>::Implicit;

/// An era that begins in the last block whose hash is known.
pub fn era() -> Era {
	Era::mortal(64, u64::from(System::block_number().saturating_sub(1)))
}

/// A meta-transaction over what `forge` makes of the implied data.
pub fn forged(
	signer: &sr25519::Pair,
	call: RuntimeCall,
	era: Era,
	forge: impl FnOnce(&mut Implicit),
) -> MetaTxFor<Runtime> {
	let payload = sequenced_payload::<Runtime>(era);
	let mut implicit = payload.implicit().expect("the era has begun");
	forge(&mut implicit);
	let message = (0u8, &call, &payload, &implicit).using_encoded(blake2_256);
	let signature: Signature = signer.sign(&message).into();
	let verify = pallet_verify_signature::VerifySignature::new_with_signature(
		signature,
		signer.public().into(),
	);
	pallet_meta_tx::MetaTx::new(call, 0, (verify, payload))
}

/// What a patient's client makes.
pub fn meta(signer: &str, call: impl Into<RuntimeCall>) -> MetaTxFor<Runtime> {
	forged(&key(signer), call.into(), era(), |_| ())
}

pub fn dispatch(meta_tx: MetaTxFor<Runtime>) -> pallet_meta_tx::Call<Runtime> {
	let meta_tx_encoded_len = meta_tx.encoded_size() as u32;
	pallet_meta_tx::Call::dispatch { meta_tx: Box::new(meta_tx), meta_tx_encoded_len }
}

/// What the inner calls of the last block answered.
pub fn dispatched() -> Vec<DispatchResult> {
	events()
		.into_iter()
		.filter_map(|event| match event {
			RuntimeEvent::MetaTx(pallet_meta_tx::Event::Dispatched { result }) => {
				Some(result.map(drop).map_err(|error| error.error))
			},
			_ => None,
		})
		.collect()
}

/// Relays; the outer error, or what the inner call answered.
pub fn relay(relayer: &str, meta_tx: MetaTxFor<Runtime>) -> DispatchResult {
	act(relayer, dispatch(meta_tx))?;
	dispatched().pop().expect("a relayed call is told of")
}
