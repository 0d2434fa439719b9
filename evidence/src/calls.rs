//! Where a patient's call ends, inside a transaction that carries it with the patient's signature.
//!
//! What stands behind the call in a meta transaction is found by reading the call, never by an offset that a file names. Only the
//! calls that a meta transaction may carry are known, and of their fields only what decides their length.

use crate::{rows::Bounded, Hash};
use codec::{Compact, Decode, Error, Input};

/// A call that pays for a relay: its indices, the sponsor, the call.
pub const RELAY: [u8; 2] = [55, 2];

/// A call that dispatches a meta transaction.
pub const DISPATCH: [u8; 2] = [33, 0];

/// Calls that are made of others: `batch`, `batch_all`, `force_batch`.
const BATCHES: [[u8; 2]; 3] = [[30, 0], [30, 2], [30, 4]];

/// How many calls a batch has, and the calls one after the other; `None` if it is no batch.
pub fn batched(call: &[u8]) -> Option<(u32, &[u8])> {
	let mut rest = BATCHES.iter().find_map(|batch| call.strip_prefix(batch))?;
	let Compact(count) = Compact::<u32>::decode(&mut rest).ok()?;
	Some((count, rest))
}

/// Passes a call that a meta transaction may carry; `None` if no such call begins here.
pub fn pass_patients_call(rest: &mut &[u8]) -> Option<()> {
	type Guardians = (Bounded<(Hash, u8, u64), 3>, u8);
	let (pallet, call) = <(u8, u8)>::decode(rest).ok()?;
	match (pallet, call) {
		// Prescriptions: present, reopen, discard, recall, set_access.
		(51, 3) => pass::<(Bounded<(Hash, u16), 4>, u32)>(rest),
		(51, 7) => pass::<(Hash, Option<u16>)>(rest),
		(51, 11 | 12) => pass::<(Hash, u16)>(rest),
		(51, 13) => pass::<(Hash, Choice, u16)>(rest),
		// Consents: sign, refuse, withdraw, rekey.
		(53, 9) => pass::<(u32, Hash, u8, u16, u32)>(rest),
		(53, 10) => pass::<(u32, Hash, u16)>(rest),
		(53, 11) => pass::<(u32, Hash, u16, u32, u8)>(rest),
		(53, 20) => pass::<(u32, Hash, Hash)>(rest),
		// Records: dispute and request_shred, grant, revoke, seal, set_guardians, recover, veto.
		(54, 6 | 7) => pass::<(Hash, u32)>(rest),
		(54, 12) => pass::<(Hash, u8, NumberOrId, NumberOrId, u8, (u64, u64, u16, u64))>(rest),
		(54, 13) => pass::<(Hash, u8, u64)>(rest),
		(54, 20) => pass::<(Hash, u32, u32)>(rest),
		(54, 21) => pass::<(Hash, Guardians, NumberOrId)>(rest),
		(54, 22) => pass::<(Hash, Hash, u16)>(rest),
		(54, 23) => pass::<(Hash, u16)>(rest),
		_ => None,
	}
}

fn pass<T: Decode>(rest: &mut &[u8]) -> Option<()> {
	T::decode(rest).ok().map(drop)
}

/// Who may claim an item: nobody, one licence, anybody.
struct Choice;

impl Decode for Choice {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		match input.read_byte()? {
			0 | 2 => Ok(Choice),
			1 => u32::decode(input).map(|_| Choice),
			_ => Err("none of the choices".into()),
		}
	}
}

/// A licence or a key, sets or a record, a sequence number or a court's order.
struct NumberOrId;

impl Decode for NumberOrId {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		match input.read_byte()? {
			0 => u32::decode(input).map(|_| NumberOrId),
			1 => Hash::decode(input).map(|_| NumberOrId),
			_ => Err("neither number nor id".into()),
		}
	}
}

/// A call that is free: nobody signs the transaction; the signature is the last argument, over a statement.
pub struct FreeCall<'a> {
	/// What the statement begins with; then comes the genesis hash.
	pub domain: &'static [u8],
	/// What is said.
	pub said: &'a [u8],
	/// Who says it.
	pub account: Hash,
	/// The signature in SCALE.
	pub signature: &'a [u8],
}

impl<'a> FreeCall<'a> {
	/// Reads a call; `None` if it is not free.
	pub fn read(call: &'a [u8]) -> Option<Self> {
		let mut rest = call;
		let (said, domain, account) = match <(u8, u8)>::decode(&mut rest).ok()? {
			// `TrialConsents.withdraw_signed`: trial, subject, round, scopes, use of the data, who; all of it is said.
			(53, 12) => {
				let (said, (_, account)) = take::<((u32, Hash, u16, u32, u8), Hash)>(&mut rest)?;
				(said, &b"salus/withdraw-consent"[..], account)
			},
			// `HealthRecords.revoke_signed`: patient, slot, time of writing; then who.
			(54, 14) => {
				let (said, _) = take::<(Hash, u8, u64)>(&mut rest)?;
				(said, &b"salus/revoke-grant"[..], Hash::decode(&mut rest).ok()?)
			},
			_ => return None,
		};
		Some(FreeCall { domain, said, account, signature: rest })
	}
}

/// Reads a `T` off the front; its bytes before it.
pub fn take<'a, T: Decode>(rest: &mut &'a [u8]) -> Option<(&'a [u8], T)> {
	let start = *rest;
	let value = T::decode(rest).ok()?;
	let length = start.len().checked_sub(rest.len())?;
	Some((start.get(..length)?, value))
}
