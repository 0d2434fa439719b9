//! Step 13: extrinsics that stand in a block, and what was signed in them.
//!
//! A transaction is read from its first byte to its last by the layout of the consortium's runtime, so that signed bytes in a
//! remark pass for no call. What a signature covers beside the call is in the file (`implicit`); its genesis hash must be that
//! of the chain.

use crate::{
	calls::{batched, pass_patients_call, take, FreeCall, DISPATCH, RELAY},
	facts::{missing, ProvedExtrinsic, SignedCall, Value},
	failure::Failure,
	file::ExtrinsicProof,
	header::Header,
	state::{self, Wanted},
	Hash,
};
use alloc::{format, vec::Vec};
use codec::{Compact, Decode, DecodeAll, Encode, Input};
use sp_core::{ecdsa, ed25519, sr25519, Pair};
use sp_crypto_hashing::{blake2_256, keccak_256};

/// First byte of a transaction: of format 4 with a signature, of format 5 without, and of an inherent of either.
const SIGNED: u8 = 0x84;
const GENERAL: u8 = 0x45;
const BARE: [u8; 2] = [0x04, 0x05];

/// The layout that is read here: the runtime raises this number when a signed transaction would mean something else.
const TRANSACTION_VERSION: u32 = 1;

/// What every meta transaction's signature covers first.
const META: [u8; 8] = *b"_meta_tx";

/// Payloads longer than this are hashed before they are signed.
const LONG: usize = 256;

/// A signature with its scheme.
#[derive(Decode, Encode)]
pub(crate) enum Signature {
	#[codec(index = 0)]
	Ed25519([u8; 64]),
	#[codec(index = 1)]
	Sr25519([u8; 64]),
	#[codec(index = 2)]
	Ecdsa([u8; 65]),
	#[codec(index = 3)]
	Eth([u8; 65]),
}

/// How a transaction names its signer: by the account alone.
#[derive(Decode)]
enum Address {
	#[codec(index = 0)]
	Id(Hash),
}

/// For how long a transaction is good.
struct Era;

impl Decode for Era {
	fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
		// One byte for always, two for anything else.
		if input.read_byte()? != 0 {
			input.read_byte()?;
		}
		Ok(Era)
	}
}

/// The extensions that carry data: era, nonce, tip, whether the metadata's digest is signed.
type Extension = (Era, Compact<u32>, Compact<u128>, u8);

/// What the extensions imply.
#[derive(Decode)]
struct Implied {
	spec: u32,
	transaction: u32,
	genesis: Hash,
	_birth: Hash,
}

/// The signer's part of a meta transaction, between its call and the extensions that are signed.
#[derive(Decode)]
enum MetaSigner {
	#[codec(index = 1)]
	Signed(Signature, Hash),
}

impl Signature {
	/// Whether the account signed the message, by the rules of the runtime.
	pub(crate) fn verify(&self, message: &[u8], account: &Hash) -> bool {
		match self {
			Signature::Ed25519(raw) => {
				let signature = ed25519::Signature::from_raw(*raw);
				ed25519::Pair::verify(&signature, message, &ed25519::Public::from_raw(*account))
			},
			Signature::Sr25519(raw) => {
				let signature = sr25519::Signature::from_raw(*raw);
				sr25519::Pair::verify(&signature, message, &sr25519::Public::from_raw(*account))
			},
			Signature::Ecdsa(raw) => {
				recover(raw, &blake2_256(message)).is_some_and(|key| blake2_256(&key) == *account)
			},
			Signature::Eth(raw) => recover(raw, &keccak_256(message)).is_some_and(|key| {
				let hash = keccak_256(&key);
				account.starts_with(hash.get(12..).unwrap_or_default())
					&& account.ends_with(&[0xEE; 12])
			}),
		}
	}
}

/// The key that signed a hash. Wallets write the last byte as 0 and 1, or as 27 and 28.
fn recover(raw: &[u8; 65], hash: &[u8; 32]) -> Option<[u8; 33]> {
	let mut raw = *raw;
	let [.., last] = &mut raw;
	*last = last.checked_sub(27).unwrap_or(*last);
	ecdsa::Signature::from_raw(raw).recover_prehashed(hash).map(|key| key.0)
}

/// Whether an extrinsic stands in its block, and what was signed in it.
///
/// # Errors
/// [`Failure::ExtrinsicNotIncluded`], [`Failure::SignatureInvalid`], [`Failure::WrongChain`]; [`Failure::NotEstablished`] for a
/// transaction of a layout that is not known here.
pub fn check(
	point: usize,
	proof: &ExtrinsicProof,
	header: &Header,
	genesis: &Hash,
) -> Result<ProvedExtrinsic, Failure> {
	let index = proof.index;
	let bytes = included(proof, header);
	let bytes = bytes.ok_or(Failure::ExtrinsicNotIncluded { point, index })?;
	let implicit = proof.implicit.iter().map(|bytes| &bytes.0[..]).collect();
	let mut reading = Reading { index, genesis, implicit, signed: Vec::new() };
	reading.transaction(&bytes)?;
	let signed = match reading.implicit.is_empty() {
		true => reading.signed,
		false => return Err(reading.invalid()),
	};
	Ok(ProvedExtrinsic { index, bytes, signed })
}

/// The extrinsic without its length; `None` if it does not stand in the block.
pub fn included(proof: &ExtrinsicProof, header: &Header) -> Option<Vec<u8>> {
	let key = Compact(proof.index).encode();
	let wanted = Wanted { key: &key, hash_only: false };
	match state::read(&header.extrinsics_root(), &proof.nodes, &[wanted]).ok()?.pop()? {
		Value::Bytes(value) => Vec::decode_all(&mut &value[..]).ok(),
		_ => None,
	}
}

/// What a patient signed, for others to send.
struct Act<'a> {
	/// Of the extensions.
	version: u8,
	call: &'a [u8],
	signature: Signature,
	account: Hash,
	era: &'a [u8],
}

/// A transaction that is being read.
struct Reading<'a> {
	index: u32,
	genesis: &'a Hash,
	/// What was signed but not sent, of the signatures that are still to come.
	implicit: Vec<&'a [u8]>,
	signed: Vec<SignedCall>,
}

impl<'a> Reading<'a> {
	fn invalid(&self) -> Failure {
		Failure::SignatureInvalid { index: self.index }
	}

	/// Reads a transaction without its length.
	fn transaction(&mut self, bytes: &[u8]) -> Result<(), Failure> {
		let (first, mut rest) = bytes.split_first().ok_or_else(|| self.invalid())?;
		match *first {
			SIGNED => self.signed(rest),
			// The extensions' own version, of which there is one.
			GENERAL => match take::<(u8, Extension)>(&mut rest) {
				Some((_, (0, _))) => self.free(rest),
				_ => Err(self.invalid()),
			},
			first if BARE.contains(&first) => Ok(()),
			_ => Err(self.invalid()),
		}
	}

	/// Reads a transaction behind its first byte, checks its signature, and what its call carries.
	fn signed(&mut self, mut rest: &[u8]) -> Result<(), Failure> {
		let head = take::<(Address, Signature)>(&mut rest).zip(take::<Extension>(&mut rest));
		let ((_, (Address::Id(account), signature)), (extension, _)) =
			head.ok_or_else(|| self.invalid())?;
		let (implied, metadata, implicit) = self.implied::<Option<Hash>>(&[])?;
		let payload = [rest, extension, implicit].concat();
		let message = match payload.len() {
			length if length > LONG => blake2_256(&payload).to_vec(),
			_ => payload,
		};
		let call = SignedCall { account, call: rest.into(), spec: Some(implied.spec), metadata };
		self.accept(signature.verify(&message, &account), call)?;
		self.carried(rest)
	}

	/// What patients signed inside the call of a transaction, if there is such a thing.
	///
	/// A batch is walked from one act to the next. If any other call is among them its length is not known here, and with it not
	/// where the next one begins: then nothing in the batch is proved to be signed.
	fn carried(&mut self, call: &[u8]) -> Result<(), Failure> {
		let relayed = call.strip_prefix(&RELAY).and_then(|relay| relay.get(32..)).unwrap_or(call);
		let (count, mut rest) = batched(relayed).unwrap_or((1, relayed));
		let mut acts = Vec::new();
		for _ in 0..count {
			let Some(meta) = rest.strip_prefix(&DISPATCH) else { return Ok(()) };
			let (act, after) = self.meta(meta)?;
			acts.push(act);
			rest = after;
		}
		match rest.is_empty() {
			true => acts.into_iter().try_for_each(|act| self.act(act)),
			false => Err(self.invalid()),
		}
	}

	/// Checks the signature among the arguments of a free call. A transaction without a signature that is none was authorised
	/// otherwise, and nothing in it is signed.
	fn free(&mut self, call: &[u8]) -> Result<(), Failure> {
		let Some(free) = FreeCall::read(call) else { return Ok(()) };
		let signature = Signature::decode_all(&mut &free.signature[..]);
		let signature = signature.map_err(|_| self.invalid())?;
		let plain = [free.domain, self.genesis, free.said].concat();
		let wrapped = [b"<Bytes>", &plain[..], b"</Bytes>"].concat();
		let account = free.account;
		let signed = [plain, wrapped].iter().any(|message| signature.verify(message, &account));
		let call = SignedCall { account, call: call.into(), spec: None, metadata: None };
		self.accept(signed, call)
	}

	/// Reads a meta transaction with the length that its sender states; what follows.
	fn meta<'m>(&self, bytes: &'m [u8]) -> Result<(Act<'m>, &'m [u8]), Failure> {
		let mut rest = bytes;
		let unknown = || missing("the layout of the call in a meta transaction");
		pass_patients_call(&mut rest).ok_or_else(unknown)?;
		let length = bytes.len().saturating_sub(rest.len());
		let call = bytes.get(..length).ok_or_else(unknown)?;
		let signer = take::<(u8, MetaSigner)>(&mut rest);
		let parts = signer.zip(take::<Era>(&mut rest)).zip(take::<u32>(&mut rest));
		let (((_, (version, MetaSigner::Signed(signature, account))), (era, _)), _) =
			parts.ok_or_else(|| self.invalid())?;
		Ok((Act { version, call, signature, account, era }, rest))
	}

	/// Checks the signature of a meta transaction.
	fn act(&mut self, act: Act<'_>) -> Result<(), Failure> {
		let Act { version, call, signature, account, era } = act;
		let (implied, (), implicit) = self.implied::<()>(&META)?;
		let message = blake2_256(&[&[version], call, era, implicit].concat());
		let spec = Some(implied.spec);
		let call = SignedCall { account, call: call.into(), spec, metadata: None };
		self.accept(signature.verify(&message, &account), call)
	}

	/// What the next signature covers beside the transaction: `before`, what every transaction implies, `After`.
	fn implied<After: Decode>(
		&mut self,
		before: &[u8],
	) -> Result<(Implied, After, &'a [u8]), Failure> {
		let invalid = self.invalid();
		if self.implicit.is_empty() {
			return Err(invalid);
		}
		let whole = self.implicit.remove(0);
		let mut rest = whole.strip_prefix(before).unwrap_or_default();
		let implied = take::<(Implied, After)>(&mut rest).filter(|_| rest.is_empty());
		let (_, (implied, after)) = implied.ok_or(invalid)?;
		if implied.genesis != *self.genesis {
			return Err(Failure::WrongChain);
		}
		match implied.transaction {
			TRANSACTION_VERSION => Ok((implied, after, whole)),
			other => Err(missing(format!("the layout of transactions of version {other}"))),
		}
	}

	fn accept(&mut self, signed: bool, call: SignedCall) -> Result<(), Failure> {
		if !signed {
			return Err(self.invalid());
		}
		self.signed.push(call);
		Ok(())
	}
}
