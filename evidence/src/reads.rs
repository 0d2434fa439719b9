//! Names of what can be read of a block's state, and the storage keys that they stand for.
//!
//! Keys are never in a file: the verifier builds each from the name and the arguments, so that a value under another key
//! cannot be passed off. A name is a pallet's and a storage item's, as the runtime calls them, with the parts of the key:
//! `Prescriptions.Items(0x..)`, `TrialConsents.Forms(7,2)`, `Timestamp.Now`. `:code` stands outside any pallet.

use crate::{
	failure::Failure,
	json::{from_hex, to_hex, Json, Reader, Writer, MAX_NUMBER},
	state::Wanted,
	Hash,
};
use alloc::{string::ToString, vec::Vec};
use core::{cmp::Ordering, fmt};
use sp_crypto_hashing::{blake2_128, twox_128, twox_64};

/// How a map hashes a part of its key; then what the part is made of.
#[derive(Debug)]
enum Part {
	/// As it stands.
	Identity(&'static [Form]),
	/// `twox_64`, then as it stands.
	Twox64Concat(&'static [Form]),
	/// `blake2_128`, then as it stands.
	Blake2_128Concat(&'static [Form]),
}

/// What an argument is in SCALE.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
	U8,
	U16,
	U32,
	U64,
	/// An id or an account.
	Id,
}

/// A storage item.
#[derive(Debug)]
struct Item {
	pallet: &'static str,
	name: &'static str,
	key: &'static [Part],
}

const fn item(pallet: &'static str, name: &'static str, key: &'static [Part]) -> Item {
	Item { pallet, name, key }
}

/// Name of a pallet's version of what it stores; every pallet has it.
pub const STORAGE_VERSION: &str = ":__STORAGE_VERSION__:";

/// Pallet of the keys that belong to none.
const WELL_KNOWN: &str = "";

/// All that can be read, by pallet, then by name: what the statements need, and nothing that would show more.
static ITEMS: &[Item] = {
	use Form::*;
	use Part::*;
	&[
		item(WELL_KNOWN, ":code", &[]),
		item("Grandpa", "Authorities", &[]),
		item("HealthRecords", STORAGE_VERSION, &[]),
		item("HealthRecords", "Conducts", &[Twox64Concat(&[U32])]),
		item("HealthRecords", "Grants", &[Blake2_128Concat(&[Id]), Twox64Concat(&[U8])]),
		item("HealthRecords", "Incidents", &[Blake2_128Concat(&[Id]), Twox64Concat(&[U64])]),
		item("HealthRecords", "Patients", &[Blake2_128Concat(&[Id])]),
		item("HealthRecords", "Records", &[Identity(&[Id])]),
		item("MultiBlockMigrations", "Cursor", &[]),
		item("Prescriptions", STORAGE_VERSION, &[]),
		item("Prescriptions", "Items", &[Identity(&[Id])]),
		item("Prescriptions", "Policies", &[Twox64Concat(&[U8])]),
		item("Registry", STORAGE_VERSION, &[]),
		item("Registry", "Files", &[Twox64Concat(&[U32])]),
		item("Registry", "Licences", &[Twox64Concat(&[U32])]),
		item("Registry", "Organisations", &[Twox64Concat(&[U32])]),
		item("Registry", "Registrars", &[Twox64Concat(&[U16])]),
		item("ReimbursementEscrow", STORAGE_VERSION, &[]),
		item("ReimbursementEscrow", "Claims", &[Identity(&[Id]), Twox64Concat(&[U8, U8])]),
		item("ReimbursementEscrow", "Covers", &[Identity(&[Id]), Twox64Concat(&[U8])]),
		item("System", "LastRuntimeUpgrade", &[]),
		item("Timestamp", "Now", &[]),
		item("TrialConsents", STORAGE_VERSION, &[]),
		item("TrialConsents", "Consents", &[Twox64Concat(&[U32]), Blake2_128Concat(&[Id])]),
		item("TrialConsents", "Forms", &[Twox64Concat(&[U32]), Twox64Concat(&[U16])]),
		item("TrialConsents", "Trials", &[Twox64Concat(&[U32])]),
	]
};

/// An argument of a name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Arg {
	/// A number.
	Number(u64),
	/// An id or an account.
	Id(Hash),
}

impl Arg {
	/// Appends the argument in SCALE; `None` if it has another form.
	fn encode(&self, form: &Form, key: &mut Vec<u8>) -> Option<()> {
		match (form, self) {
			(Form::U8, Arg::Number(number)) => key.push(u8::try_from(*number).ok()?),
			(Form::U16, Arg::Number(number)) => {
				key.extend(u16::try_from(*number).ok()?.to_le_bytes())
			},
			(Form::U32, Arg::Number(number)) => {
				key.extend(u32::try_from(*number).ok()?.to_le_bytes())
			},
			(Form::U64, Arg::Number(number)) => key.extend(number.to_le_bytes()),
			(Form::Id, Arg::Id(id)) => key.extend(id),
			_ => return None,
		}
		Some(())
	}
}

/// The name of something in a block's state.
#[derive(Clone)]
pub struct Read {
	item: &'static Item,
	args: Vec<Arg>,
	key: Vec<u8>,
}

impl Read {
	/// A name; `None` if there is no such item or the arguments are not those of its key.
	///
	/// `pallet` is empty for keys outside any, as `:code`.
	pub fn new(pallet: &str, name: &str, args: impl Into<Vec<Arg>>) -> Option<Self> {
		let item = ITEMS.iter().find(|item| item.pallet == pallet && item.name == name)?;
		let args = args.into();
		let key = storage_key(item, &args)?;
		Some(Read { item, args, key })
	}

	/// The pallet; empty if the key is outside any.
	pub fn pallet(&self) -> &'static str {
		self.item.pallet
	}

	/// The storage item.
	pub fn name(&self) -> &'static str {
		self.item.name
	}

	/// The arguments.
	pub fn args(&self) -> &[Arg] {
		&self.args
	}

	/// The storage key.
	pub fn key(&self) -> &[u8] {
		&self.key
	}

	/// What a proof must show: of code the hash, of all else the value.
	pub fn wanted(&self) -> Wanted<'_> {
		Wanted { key: &self.key, hash_only: self.item.pallet == WELL_KNOWN }
	}

	/// Parses what [`Display`](fmt::Display) writes.
	pub fn parse(text: &str) -> Option<Self> {
		let (name, args) = match text.split_once('(') {
			Some((name, args)) => {
				(name, args.strip_suffix(')')?.split(',').map(parse_arg).collect())
			},
			None => (text, Some(Vec::new())),
		};
		let (pallet, name) = name.split_once('.').unwrap_or((WELL_KNOWN, name));
		let read = Read::new(pallet, name, args?)?;
		// One form: no empty brackets, no leading zeros, no signs.
		(read.to_string() == text).then_some(read)
	}
}

fn parse_arg(text: &str) -> Option<Arg> {
	match from_hex(text) {
		Some(bytes) => bytes.try_into().ok().map(Arg::Id),
		None => text.parse().ok().filter(|number| *number <= MAX_NUMBER).map(Arg::Number),
	}
}

fn storage_key(item: &Item, args: &[Arg]) -> Option<Vec<u8>> {
	if item.pallet == WELL_KNOWN {
		return args.is_empty().then(|| item.name.into());
	}
	let mut key = Vec::from(twox_128(item.pallet.as_bytes()));
	key.extend(twox_128(item.name.as_bytes()));
	let mut args = args.iter();
	for part in item.key {
		let mut bytes = Vec::new();
		let (Part::Identity(forms) | Part::Twox64Concat(forms) | Part::Blake2_128Concat(forms)) =
			part;
		forms.iter().try_for_each(|form| args.next()?.encode(form, &mut bytes))?;
		match part {
			Part::Identity(_) => (),
			Part::Twox64Concat(_) => key.extend(twox_64(&bytes)),
			Part::Blake2_128Concat(_) => key.extend(blake2_128(&bytes)),
		}
		key.extend(bytes);
	}
	args.next().is_none().then_some(key)
}

impl fmt::Display for Read {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		if self.item.pallet != WELL_KNOWN {
			write!(f, "{}.", self.item.pallet)?;
		}
		f.write_str(self.item.name)?;
		for (place, arg) in self.args.iter().enumerate() {
			f.write_str(if place == 0 { "(" } else { "," })?;
			match arg {
				Arg::Number(number) => write!(f, "{number}")?,
				Arg::Id(id) => f.write_str(&to_hex(id))?,
			}
		}
		f.write_str(if self.args.is_empty() { "" } else { ")" })
	}
}

impl fmt::Debug for Read {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		fmt::Display::fmt(self, f)
	}
}

// A key belongs to one name.
impl PartialEq for Read {
	fn eq(&self, other: &Self) -> bool {
		self.key == other.key
	}
}

impl Eq for Read {}

/// By storage key.
impl Ord for Read {
	fn cmp(&self, other: &Self) -> Ordering {
		self.key.cmp(&other.key)
	}
}

impl PartialOrd for Read {
	fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
		Some(self.cmp(other))
	}
}

impl Json for Read {
	fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
		Read::parse(reader.string(256)?).ok_or_else(|| reader.malformed())
	}

	fn write(&self, writer: &mut Writer) {
		writer.string(&self.to_string());
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::vec;
	use salus_consortium_runtime::Runtime;
	use scale_info::{form::PortableForm, PortableRegistry, TypeDef, TypeDefPrimitive};
	use sp_metadata_ir::frame_metadata::{
		v14::{StorageEntryType, StorageHasher},
		RuntimeMetadata,
	};

	/// What a part of a key is made of in the runtime.
	fn forms(types: &PortableRegistry, id: u32) -> Vec<Form> {
		match &types.resolve(id).unwrap().type_def {
			TypeDef::Primitive(TypeDefPrimitive::U8) => vec![Form::U8],
			TypeDef::Primitive(TypeDefPrimitive::U16) => vec![Form::U16],
			TypeDef::Primitive(TypeDefPrimitive::U32) => vec![Form::U32],
			TypeDef::Primitive(TypeDefPrimitive::U64) => vec![Form::U64],
			TypeDef::Array(bytes) if bytes.len == 32 => vec![Form::Id],
			TypeDef::Tuple(parts) => {
				parts.fields.iter().flat_map(|part| forms(types, part.id)).collect()
			},
			// What wraps one value is that value.
			TypeDef::Composite(of) if of.fields.len() == 1 => forms(types, of.fields[0].ty.id),
			other => panic!("no argument: {other:?}"),
		}
	}

	/// The key of a storage item of the runtime, part by part.
	fn key(
		types: &PortableRegistry,
		of: &StorageEntryType<PortableForm>,
	) -> Vec<(StorageHasher, Vec<Form>)> {
		let StorageEntryType::Map { hashers, key, .. } = of else { return vec![] };
		let parts = match (&types.resolve(key.id).unwrap().type_def, hashers.len()) {
			(_, 1) => vec![key.id],
			(TypeDef::Tuple(parts), count) if parts.fields.len() == count => {
				parts.fields.iter().map(|part| part.id).collect()
			},
			other => panic!("{other:?}"),
		};
		let parts = parts.into_iter().map(|part| forms(types, part));
		hashers.iter().cloned().zip(parts).collect()
	}

	#[test]
	fn names_and_keys_are_those_of_the_runtime() {
		let RuntimeMetadata::V14(runtime) = Runtime::metadata().1 else { panic!("of version 14") };
		for item in ITEMS.iter().filter(|item| item.pallet != WELL_KNOWN) {
			let pallet = runtime.pallets.iter().find(|pallet| pallet.name == item.pallet).unwrap();
			if item.name == STORAGE_VERSION {
				continue;
			}
			let storage = pallet.storage.as_ref().unwrap();
			assert_eq!(storage.prefix, item.pallet);
			let theirs = storage.entries.iter().find(|entry| entry.name == item.name);
			let theirs = theirs.unwrap_or_else(|| panic!("{}.{}", item.pallet, item.name));
			let ours = item.key.iter().map(|part| match part {
				Part::Identity(forms) => (StorageHasher::Identity, forms.to_vec()),
				Part::Twox64Concat(forms) => (StorageHasher::Twox64Concat, forms.to_vec()),
				Part::Blake2_128Concat(forms) => (StorageHasher::Blake2_128Concat, forms.to_vec()),
			});
			let theirs = key(&runtime.types, &theirs.ty);
			assert_eq!(ours.collect::<Vec<_>>(), theirs, "{}.{}", item.pallet, item.name);
		}
	}
}
