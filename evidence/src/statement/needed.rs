//! That a file shows what its statement needs, and nothing else: so that whoever changes a file does not get another one that is
//! as good, and nobody is shown what nobody asked for.

use crate::{
	chain,
	facts::{missing, Proved, ProvedPoint},
	failure::Failure,
	file::{File, Schema},
	json::List,
	reads::{Read, STORAGE_VERSION},
	rows::Pallet,
	runtime,
};
use alloc::{collections::BTreeSet, format, string::String, vec::Vec};
use sp_crypto_hashing::blake2_256;

/// What a statement needed, as it was judged. Points by their places.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Needed {
	points: BTreeSet<usize>,
	reads: BTreeSet<(usize, Read)>,
	extrinsics: BTreeSet<(usize, u32)>,
}

impl Needed {
	pub(super) fn point(&mut self, point: &ProvedPoint) {
		self.points.insert(point.place);
	}

	pub(super) fn read(&mut self, point: &ProvedPoint, read: &Read) {
		self.reads.insert((point.place, read.clone()));
	}

	pub(super) fn extrinsic(&mut self, point: &ProvedPoint, index: u32) {
		self.extrinsics.insert((point.place, index));
	}

	/// Of what a point reads, what is needed: by the statement, or at every point.
	pub fn reads<'a>(&'a self, point: &'a ProvedPoint) -> impl Iterator<Item = &'a Read> {
		point.reads.keys().filter(|read| self.is_read(point, read))
	}

	fn is_read(&self, point: &ProvedPoint, read: &Read) -> bool {
		runtime::is_general(read) || self.reads.contains(&(point.place, read.clone()))
	}

	/// That nothing else is shown.
	///
	/// # Errors
	/// [`Failure::Unneeded`]; [`Failure::NotEstablished`] for the schema of a pallet whose rows are read.
	pub fn check(&self, file: &File, proved: &Proved) -> Result<(), Failure> {
		proved.points.iter().try_for_each(|point| self.check_point(point))?;
		if let Some(block) = chain::idle_change(file) {
			return unneeded(format!("the change of the validators at block {block}"));
		}
		check_schemas(&file.schemas, proved)
	}

	fn check_point(&self, point: &ProvedPoint) -> Result<(), Failure> {
		let (place, number) = (point.place, point.number);
		if !self.points.contains(&place) {
			return unneeded(format!("point {place}, block {number}"));
		}
		if let Some(read) = point.reads.keys().find(|read| !self.is_read(point, read)) {
			return unneeded(format!("the read of {read} at point {place}"));
		}
		let mut shown = point.extrinsics.iter().map(|extrinsic| extrinsic.index);
		match shown.find(|index| !self.extrinsics.contains(&(place, *index))) {
			Some(index) => unneeded(format!("extrinsic {index} of point {place}")),
			None => Ok(()),
		}
	}
}

fn unneeded(part: String) -> Result<(), Failure> {
	Err(Failure::Unneeded { part })
}

/// The pallets whose rows are read, in their order: those of which a version is read.
fn pallets(proved: &Proved) -> impl Iterator<Item = Pallet> + '_ {
	let is_read = |pallet: &Pallet| {
		let reads = proved.points.iter().flat_map(|point| point.reads.keys());
		let mut versions = reads.filter(|read| read.name() == STORAGE_VERSION);
		versions.any(|read| read.pallet() == pallet.name())
	};
	Pallet::ALL.into_iter().filter(is_read)
}

/// How the rows are read that a file shows: what it must say of that, with the texts or without.
pub fn schemas(proved: &Proved, with_texts: bool) -> Vec<Schema> {
	let schema = |pallet: Pallet| Schema {
		name: pallet.name().into(),
		version: pallet.version().into(),
		hash: pallet.schema(),
		text: with_texts.then(|| (*pallet.text()).into()),
	};
	pallets(proved).map(schema).collect()
}

/// That the schemas are known here: those by which rows are read.
///
/// # Errors
/// [`Failure::SchemaMismatch`].
pub fn known(schemas: &[Schema]) -> Result<(), Failure> {
	let is_known = |schema: &&Schema| {
		let text = schema.text.as_ref().map(|text| blake2_256(text.as_bytes()));
		Pallet::ALL.into_iter().any(|pallet| {
			pallet.name() == &*schema.name
				&& u32::from(pallet.version()) == schema.version
				&& pallet.schema() == schema.hash
				&& text.is_none_or(|hash| hash == schema.hash)
		})
	};
	match schemas.iter().find(|schema| !is_known(schema)) {
		Some(schema) => Err(Failure::SchemaMismatch { name: String::from(&*schema.name) }),
		None => Ok(()),
	}
}

/// That there is one for each pallet whose rows are read, in their order, either all with their texts or none.
fn check_schemas(schemas: &List<Schema, 16>, proved: &Proved) -> Result<(), Failure> {
	let part = |name: &str| format!("the schema of {name}");
	let mut shown = schemas.iter();
	for pallet in pallets(proved) {
		let own = shown.next().filter(|schema| &*schema.name == pallet.name());
		own.ok_or_else(|| missing(part(pallet.name())))?;
	}
	if let Some(more) = shown.next() {
		return unneeded(part(&more.name));
	}
	let texts = schemas.iter().filter(|schema| schema.text.is_some()).count();
	match texts == 0 || texts == schemas.len() {
		true => Ok(()),
		false => Err(missing("the text of a schema")),
	}
}
