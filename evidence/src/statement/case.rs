//! What a statement is judged by.

use super::needed::Needed;
use crate::{
	facts::{missing, Proved, ProvedExtrinsic, ProvedPoint, Value},
	failure::Failure,
	file::{File, Opening, Scalar, Trail},
	json::from_hex,
	reads::{Arg, Read, STORAGE_VERSION},
	rows::{self, BlockNumber, Hash, LicenceId, Moment, Pallet},
	trail::{replay, History, Link},
};
use alloc::{format, vec::Vec};
use codec::{Decode, Encode};
use core::cell::Cell;
use sp_crypto_hashing::blake2_256;

/// A file with what its chain part proved.
pub struct Case<'a> {
	/// The file.
	pub file: &'a File,
	/// What the chain's part proved.
	pub proved: &'a Proved,
	/// The point of the main row.
	pub at: &'a ProvedPoint,
	/// Its time.
	pub now: Moment,
	/// What the statement has needed so far.
	needed: Cell<Needed>,
}

/// What an id with a content-derived name opens to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Opened {
	/// Licence of the author.
	pub licence: LicenceId,
	/// When it was written.
	pub authored_at: Moment,
	/// The commitment to the document.
	pub commitment: Hash,
}

impl<'a> Case<'a> {
	/// A case whose first point has a time.
	pub fn new(file: &'a File, proved: &'a Proved) -> Result<Self, Failure> {
		let at = proved.at()?;
		let case = Case { file, proved, at, now: at.now()?, needed: Cell::default() };
		case.need(|needed| needed.point(at));
		Ok(case)
	}

	fn need(&self, what: impl FnOnce(&mut Needed)) {
		let mut needed = self.needed.take();
		what(&mut needed);
		self.needed.set(needed);
	}

	/// What the statement has needed.
	pub fn into_needed(self) -> Needed {
		self.needed.into_inner()
	}

	/// The point at a block, which the statement needs.
	///
	/// # Errors
	/// [`Failure::NotEstablished`] if the file has none.
	pub fn point(&self, number: BlockNumber) -> Result<&'a ProvedPoint, Failure> {
		self.proved.point(number).inspect(|point| self.need(|needed| needed.point(point)))
	}

	/// The points after the first, all of which the statement needs.
	pub fn further(&self) -> impl Iterator<Item = &'a ProvedPoint> + '_ {
		let points = self.proved.points.iter().skip(1);
		points.inspect(|point| self.need(|needed| needed.point(point)))
	}

	/// An extrinsic shown at a point, both of which the statement needs.
	pub fn extrinsic(
		&self,
		point: &'a ProvedPoint,
		is_it: impl FnMut(&&'a ProvedExtrinsic) -> bool,
	) -> Option<&'a ProvedExtrinsic> {
		let found = point.extrinsics.iter().find(is_it)?;
		self.need(|needed| {
			needed.point(point);
			needed.extrinsic(point, found.index);
		});
		Some(found)
	}

	/// A row, read as its pallet's version says; `None` if there is none.
	///
	/// # Errors
	/// [`Failure::NotEstablished`] if row, version or cursor of migrations are not read at the point,
	/// [`Failure::SchemaMismatch`] for another version or while rows are being migrated, [`Failure::Undecodable`] for bytes that
	/// are no such row.
	pub fn row<T: Decode>(
		&self,
		point: &ProvedPoint,
		pallet: Pallet,
		item: &str,
		args: impl Into<Vec<Arg>>,
	) -> Result<Option<T>, Failure> {
		self.check_version(point, pallet)?;
		let read = named(pallet.name(), item, args)?;
		self.need(|needed| needed.read(point, &read));
		match point.bytes(&read)? {
			None => Ok(None),
			Some(bytes) => rows::decode(bytes).map(Some).ok_or_else(|| undecodable(&read)),
		}
	}

	/// Whether anything stands under a name of the pallet.
	///
	/// # Errors
	/// As [`Case::row`], but the bytes are not read.
	pub fn is_there(
		&self,
		point: &ProvedPoint,
		pallet: Pallet,
		read: &Read,
	) -> Result<bool, Failure> {
		self.check_version(point, pallet)?;
		self.need(|needed| needed.read(point, read));
		Ok(*point.read(read)? != Value::Absent)
	}

	/// A row that must be there.
	pub fn main_row<T: Decode>(
		&self,
		pallet: Pallet,
		item: &str,
		args: impl Into<Vec<Arg>>,
	) -> Result<T, Failure> {
		let row = self.row(self.at, pallet, item, args)?;
		row.ok_or_else(|| missing(format!("a row of {}.{item}", pallet.name())))
	}

	fn check_version(&self, point: &ProvedPoint, pallet: Pallet) -> Result<(), Failure> {
		let migrations = named("MultiBlockMigrations", "Cursor", [])?;
		if *point.read(&migrations)? != Value::Absent {
			return Err(Failure::SchemaMismatch { name: "MultiBlockMigrations".into() });
		}
		let read = named(pallet.name(), STORAGE_VERSION, [])?;
		self.need(|needed| needed.read(point, &read));
		let version = match point.bytes(&read)? {
			None => 0,
			Some(bytes) => rows::decode::<u16>(bytes).ok_or_else(|| undecodable(&read))?,
		};
		if version == pallet.version() {
			Ok(())
		} else {
			Err(Failure::SchemaMismatch { name: pallet.name().into() })
		}
	}

	/// What a content-derived id opens to, if the file says so.
	///
	/// # Errors
	/// [`Failure::OpeningMismatch`] if the file opens anything else, or the parts do not hash to the id.
	pub fn opening(&self, id: &Hash, domain: &[u8]) -> Result<Option<Opened>, Failure> {
		let mut opened = None;
		for opening in self.file.openings.iter() {
			let mismatch = Failure::OpeningMismatch { id: opening.id };
			if opening.id != *id || opening.domain.as_bytes() != domain || opened.is_some() {
				return Err(mismatch);
			}
			let parts = parts(opening).ok_or(mismatch.clone())?;
			let mut bytes = domain.to_vec();
			(parts.licence, parts.authored_at, parts.commitment).encode_to(&mut bytes);
			if blake2_256(&bytes) != *id {
				return Err(mismatch);
			}
			opened = Some(parts);
		}
		Ok(opened)
	}

	/// That the file opens nothing.
	pub fn no_opening(&self) -> Result<(), Failure> {
		match self.file.openings.first() {
			Some(opening) => Err(Failure::OpeningMismatch { id: opening.id }),
			None => Ok(()),
		}
	}

	/// The history of the main row.
	pub fn history<E: Link>(&self, begin: &Hash, row: &rows::Trail) -> Result<History<E>, Failure> {
		replay(self.trail()?, begin, row, self.at, self.proved)
	}

	/// The history of the main row, if the file shows one.
	pub fn history_if_shown<E: Link>(
		&self,
		begin: &Hash,
		row: &rows::Trail,
	) -> Result<Option<History<E>>, Failure> {
		match self.file.trail {
			Some(_) => self.history(begin, row).map(Some),
			None => Ok(None),
		}
	}

	/// The trail of the file.
	pub fn trail(&self) -> Result<&'a Trail, Failure> {
		self.file.trail.as_ref().ok_or_else(|| missing("the row's history"))
	}

	/// That the file shows no history: the statement's row has none, or needs none.
	pub fn no_trail(&self) -> Result<(), Failure> {
		match self.file.trail {
			Some(_) => Err(Failure::TrailMismatch { n: 0 }),
			None => Ok(()),
		}
	}

	/// The time of a block: of a point, or of an event that somebody caused in it.
	pub fn time_of<E: Link>(
		&self,
		block: BlockNumber,
		history: Option<&History<E>>,
	) -> Result<Moment, Failure> {
		let told = history.into_iter().flat_map(|history| history.steps.iter());
		let mut told = told.filter(|step| step.block == block && step.event.lapsed_at().is_none());
		match told.next() {
			Some(step) => Ok(step.now),
			None => self.point(block)?.now(),
		}
	}

	/// The arguments of the statement, as many as `N`.
	pub fn args<const N: usize>(&self) -> Result<[Argument<'a>; N], Failure> {
		let args = self.file.statement.args.iter().map(Argument).collect::<Vec<_>>();
		args.try_into().map_err(|_| malformed_args())
	}
}

/// An argument of a statement.
#[derive(Clone, Copy)]
pub struct Argument<'a>(&'a Scalar);

impl<'a> Argument<'a> {
	/// An id or an account.
	pub fn id(self) -> Result<Hash, Failure> {
		hash(self.0).ok_or_else(malformed_args)
	}

	/// A number.
	pub fn number<T: TryFrom<u64>>(self) -> Result<T, Failure> {
		number(self.0).ok_or_else(malformed_args)
	}

	/// A text.
	pub fn text(self) -> Result<&'a str, Failure> {
		match self.0 {
			Scalar::Text(text) => Ok(text),
			_ => Err(malformed_args()),
		}
	}
}

fn malformed_args() -> Failure {
	Failure::Malformed { path: "statement.args".into() }
}

fn undecodable(read: &Read) -> Failure {
	Failure::Undecodable { name: format!("{read}") }
}

/// A name that can be read.
pub fn named(pallet: &str, item: &str, args: impl Into<Vec<Arg>>) -> Result<Read, Failure> {
	Read::new(pallet, item, args).ok_or_else(malformed_args)
}

fn parts(opening: &Opening) -> Option<Opened> {
	match &*opening.parts {
		[licence, authored_at, commitment] => Some(Opened {
			licence: number(licence)?,
			authored_at: number(authored_at)?,
			commitment: hash(commitment)?,
		}),
		_ => None,
	}
}

fn number<T: TryFrom<u64>>(value: &Scalar) -> Option<T> {
	match value {
		Scalar::Number(number) => T::try_from(*number).ok(),
		_ => None,
	}
}

fn hash(value: &Scalar) -> Option<Hash> {
	match value {
		Scalar::Text(text) => from_hex(text)?.try_into().ok(),
		_ => None,
	}
}
