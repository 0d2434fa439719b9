//! Patients' acts: signed by the patient's key, relayed and paid by a member, with no account row for the patient.
//!
//! A meta-transaction (`pallet-meta-tx`) carries the patient's signature over a call and a few extensions. Upstream guards
//! it against replay by the account's nonce, so every key of a patient, one per prescription, would need an account row.
//! Here the guard is in the row that the act is about: each **sequenced** call carries `seq`, which must equal the row's
//! `patient_seq`, and success increments it. In place of `seq` a consent has the round that is signed, a grant its slot and the
//! time of its writing, a recovery the number of its attempt. [`CheckSequenced`] takes `CheckNonce`'s place and admits nothing
//! else.
//!
//! What is signed: `blake2_256(SCALE(extension version, call, extensions, what the extensions imply))`.
//!
//! # What an attacker may try
//!
//! The attacker sees every meta-transaction: they are public once relayed, and a relayer has them before.
//!
//! - **Replay after success.** The row's `seq` has moved on: `StaleSequence`, in the event `MetaTx::Dispatched`, at the
//!   replayer's expense. `seq` never goes back while the row lives. A pruned row is `NotFound`, and its id cannot be made
//!   again: its content is older than the age at which a row may be created.
//! - **Replay after a failure.** A call that failed changed nothing, `seq` included, so the same signature may be tried
//!   again: `present` to a pharmacy while another still holds the item fails, and would work an hour later. That is no
//!   more than a relayer could do who withholds it for an hour, and it must not last for ever. Hence
//!   [`CheckMortal`]: no immortal eras. A signature dies with its era, at the latest when the hash of the block
//!   in which it was born is forgotten, or at once when the patient makes any other act on the same row.
//! - **A row of many.** An act on several rows names a `seq` for each; the pallet takes all or none. An act on no row has no
//!   guard and changes nothing: whoever relays it pays for nothing.
//! - **A call without the guard.** [The list](is_sequenced) is of calls, not of pallets: what a later upgrade adds is out until
//!   somebody lists it. A call in which `seq` is optional, because others make it too, is admitted only with it. Balances
//!   and everything else that a nonce protects are out.
//! - **A call inside a call.** Batch, proxy, multisig or another meta-transaction are not in the list, so what is signed is
//!   what is done, and the list need not look inside anything. The other way round, relaying several meta-transactions in
//!   a batch, is fine: each carries its own signature and guard.
//! - **A long one.** At most [`MAX_LENGTH`] bytes, several times what any listed call needs, so that nothing is carried along.
//! - **No signature.** `VerifySignature` may be disabled by whoever builds the meta-transaction. Then there is no signer and
//!   it is refused, here and by `pallet-meta-tx`.
//! - **Another chain, another runtime, another purpose.** Genesis hash, spec and transaction version are implied in what is
//!   signed, and so is the hash of the block in which the era begins, which no fork shares. `MetaTxMarker` keeps the
//!   signature from being good for an ordinary transaction, and an ordinary signature from being good here.
//! - **Dead accounts.** No account is read or written, so none can be removed to turn back a counter. A patient's key that
//!   happens to have an account may also send the same calls as ordinary transactions: nonce and `seq` then both guard.
//! - **Front-running, competing relayers.** Two relayers of one act: one works, the other pays for `StaleSequence`. Between
//!   two acts signed with one `seq`, the first in a block wins; a patient's client signs the second with the next.
//! - **Somebody else's row.** The signature proves a key; whether that key is the row's patient (or its successor or
//!   guardian) is asked by the call.
//! - **Free work.** The extension reads nothing and costs what it says. Whoever relays pays for the length, the signature,
//!   and the call, also when the inner call fails; a bad signature is an error of a transaction that has already paid.
//!   The pool never validates a meta-transaction by itself, so it has no priority to inflate.

use codec::{Decode, DecodeWithMemTracking, Encode};
use core::marker::PhantomData;
use frame_support::{pallet_prelude::TransactionSource, traits::IsSubType, DebugNoBound};
use frame_system::CheckMortality;
use scale_info::TypeInfo;
use sp_runtime::{
	generic::Era,
	impl_tx_ext_default,
	traits::{
		AsSystemOriginSigner, DispatchInfoOf, DispatchOriginOf, Implication, TransactionExtension,
		ValidateResult,
	},
	transaction_validity::{InvalidTransaction, TransactionValidityError, ValidTransaction},
	Weight,
};

/// What stands around a patient's signature, in this order. The order is signed.
///
/// `pallet-verify-signature` proves the key; the rest is what the key signed.
pub type SequencedExtension<T> = (pallet_verify_signature::VerifySignature<T>, SequencedPayload<T>);

/// The part of [`SequencedExtension`] that is signed, together with what it implies.
pub type SequencedPayload<T> = (
	pallet_meta_tx::MetaTxMarker<T>,
	frame_system::CheckNonZeroSender<T>,
	frame_system::CheckSpecVersion<T>,
	frame_system::CheckTxVersion<T>,
	frame_system::CheckGenesis<T>,
	CheckMortal<T>,
	CheckSequenced<T>,
);

/// The signed part of a sequenced meta-transaction that lives for `era`.
pub fn sequenced_payload<T>(era: Era) -> SequencedPayload<T>
where
	T: pallet_meta_tx::Config + Send + Sync,
{
	(
		pallet_meta_tx::MetaTxMarker::new(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		CheckMortal::from(era),
		CheckSequenced::new(),
	)
}

/// The pallets with calls that guard themselves against replay, and a runtime with all of them.
pub trait SequencedConfig:
	pallet_health_records::Config
	+ pallet_prescriptions::Config
	+ pallet_trial_consents::Config
	+ frame_system::Config<
		RuntimeCall: IsSubType<pallet_health_records::Call<Self>>
		                 + IsSubType<pallet_prescriptions::Call<Self>>
		                 + IsSubType<pallet_trial_consents::Call<Self>>,
	> + Send
	+ Sync
{
}

/// Whether a call guards itself against replay by its row's sequence number, or what its pallet has in its place: a pallet
/// says which of its own do. Later pallets are asked here too.
pub fn is_sequenced<T: SequencedConfig>(call: &T::RuntimeCall) -> bool {
	let prescriptions: Option<&pallet_prescriptions::Call<T>> = call.is_sub_type();
	let consents: Option<&pallet_trial_consents::Call<T>> = call.is_sub_type();
	let records: Option<&pallet_health_records::Call<T>> = call.is_sub_type();
	prescriptions.is_some_and(pallet_prescriptions::Call::is_sequenced)
		|| consents.is_some_and(pallet_trial_consents::Call::is_sequenced)
		|| records.is_some_and(pallet_health_records::Call::is_sequenced)
}

/// The longest meta-transaction that is admitted, in bytes.
pub const MAX_LENGTH: usize = 4 * 1024;

/// Admits only calls that guard themselves against replay, in meta-transactions of at most [`MAX_LENGTH`]; see the [module](self).
#[derive(Encode, Decode, DecodeWithMemTracking, Clone, PartialEq, Eq, TypeInfo, DebugNoBound)]
#[scale_info(skip_type_params(T))]
pub struct CheckSequenced<T>(PhantomData<T>);

impl<T> CheckSequenced<T> {
	/// The extension; it carries no data.
	pub fn new() -> Self {
		Self(PhantomData)
	}
}

impl<T> Default for CheckSequenced<T> {
	fn default() -> Self {
		Self::new()
	}
}

impl<T> TransactionExtension<T::RuntimeCall> for CheckSequenced<T>
where
	T: SequencedConfig,
	DispatchOriginOf<T::RuntimeCall>: AsSystemOriginSigner<T::AccountId>,
{
	const IDENTIFIER: &'static str = "CheckSequenced";
	type Implicit = ();
	type Val = ();
	type Pre = ();

	/// As measured for an extension that does a little more: it looks at the whole account behind the origin, this one at the
	/// origin and at the call's two indices. Neither reads storage.
	fn weight(&self, _: &T::RuntimeCall) -> Weight {
		<T::ExtensionsWeightInfo as frame_system::ExtensionsWeightInfo>::check_non_zero_sender()
	}

	fn validate(
		&self,
		origin: DispatchOriginOf<T::RuntimeCall>,
		call: &T::RuntimeCall,
		_: &DispatchInfoOf<T::RuntimeCall>,
		length: usize,
		_: (),
		_: &impl Implication,
		_: TransactionSource,
	) -> ValidateResult<(), T::RuntimeCall> {
		if length > MAX_LENGTH {
			return Err(InvalidTransaction::ExhaustsResources.into());
		}
		if origin.as_system_origin_signer().is_none() {
			return Err(InvalidTransaction::UnknownOrigin.into());
		}
		if !is_sequenced::<T>(call) {
			return Err(InvalidTransaction::Call.into());
		}
		Ok((ValidTransaction::default(), (), origin))
	}

	impl_tx_ext_default!(T::RuntimeCall; prepare);
}

/// [`CheckMortality`] without the era that never ends. Encodes and signs as that does.
#[derive(Encode, Decode, DecodeWithMemTracking, Clone, PartialEq, Eq, TypeInfo, DebugNoBound)]
#[scale_info(skip_type_params(T))]
pub struct CheckMortal<T: frame_system::Config + Send + Sync>(CheckMortality<T>);

impl<T: frame_system::Config + Send + Sync> CheckMortal<T> {
	/// The extension for `era`.
	pub fn from(era: Era) -> Self {
		Self(CheckMortality::from(era))
	}
}

impl<T: frame_system::Config + Send + Sync> TransactionExtension<T::RuntimeCall>
	for CheckMortal<T>
{
	const IDENTIFIER: &'static str = <CheckMortality<T> as TransactionExtension<_>>::IDENTIFIER;
	type Implicit = T::Hash;
	type Val = ();
	type Pre = ();

	fn implicit(&self) -> Result<T::Hash, TransactionValidityError> {
		self.0.implicit()
	}

	fn weight(&self, call: &T::RuntimeCall) -> Weight {
		self.0.weight(call)
	}

	fn validate(
		&self,
		origin: DispatchOriginOf<T::RuntimeCall>,
		call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		len: usize,
		implicit: T::Hash,
		implication: &impl Implication,
		source: TransactionSource,
	) -> ValidateResult<(), T::RuntimeCall> {
		if self.0 .0.is_immortal() {
			return Err(InvalidTransaction::Stale.into());
		}
		self.0.validate(origin, call, info, len, implicit, implication, source)
	}

	impl_tx_ext_default!(T::RuntimeCall; prepare);
}
