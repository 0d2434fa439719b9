//! Which code ran: what a file says of the runtime at each of its points, against what the state and the signatures there say.

use crate::{
	facts::{decode_all, missing, Proved, ProvedPoint, Value},
	failure::Failure,
	file::{File, RuntimeFacts},
	reads::Read,
	trust::Trust,
};
use alloc::{format, string::String, vec::Vec};
use codec::Compact;

/// What every point reads, whatever it is for: its time, which code ran it and which one it left, whether rows were being migrated.
const GENERAL: [(&str, &str); 4] = [NOW, UPGRADE, CODE, CURSOR];
const NOW: (&str, &str) = ("Timestamp", "Now");
const UPGRADE: (&str, &str) = ("System", "LastRuntimeUpgrade");
const CODE: (&str, &str) = ("", ":code");
const CURSOR: (&str, &str) = ("MultiBlockMigrations", "Cursor");

/// Whether every point reads this.
pub fn is_general(read: &Read) -> bool {
	GENERAL.contains(&(read.pallet(), read.name()))
}

/// The one thing that a file says of the runtime: for each point, in their order, the version, the code, and the digest of the
/// metadata if somebody signed it there.
///
/// The state at the end of a block holds the code that executes the next one.
///
/// # Errors
/// [`Failure::NotEstablished`] for a point that lacks what every point reads, [`Failure::Undecodable`] for a version that is none.
pub fn facts(proved: &Proved) -> Result<Vec<RuntimeFacts>, Failure> {
	(0u32..).zip(&proved.points).map(|(place, point)| facts_at(place, point)).collect()
}

fn facts_at(place: u32, point: &ProvedPoint) -> Result<RuntimeFacts, Failure> {
	for name in GENERAL {
		point.read(&named(name)?)?;
	}
	let upgrade = named(UPGRADE)?;
	let bytes = point.bytes(&upgrade)?.ok_or_else(|| missing(format!("{upgrade}")))?;
	let (Compact(spec), _) = decode_all::<(Compact<u32>, String)>(&upgrade, bytes)?;
	let Value::Hash(code) = *point.read(&named(CODE)?)? else {
		return Err(missing(format!("the code at point {place}")));
	};
	let mut signed = point.extrinsics.iter().flat_map(|extrinsic| &extrinsic.signed);
	let metadata = signed.find_map(|call| call.metadata);
	Ok(RuntimeFacts { point: place, spec, code, metadata })
}

fn named((pallet, name): (&str, &str)) -> Result<Read, Failure> {
	Read::new(pallet, name, []).ok_or_else(|| missing("a name of the runtime"))
}

/// Step 8: the file says of the runtime what [`facts`] are proved, and a digest that was signed is that of the release, if the
/// expert knows one of this version and code.
///
/// # Errors
/// As [`facts`]; [`Failure::ValueMismatch`] for another version, code or digest, [`Failure::NotEstablished`] if a point is left
/// out, [`Failure::Malformed`] for one out of order, [`Failure::Unneeded`] for one that is not there.
pub fn check(file: &File, proved: &Proved, trust: &Trust) -> Result<(), Failure> {
	let mut told = file.runtime.iter();
	for facts in facts(proved)? {
		let told = told.next();
		let told = told.ok_or_else(|| missing(format!("the runtime of point {}", facts.point)))?;
		compare(told, &facts, trust)?;
	}
	match told.next() {
		Some(more) => {
			Err(Failure::Unneeded { part: format!("the runtime of point {}", more.point) })
		},
		None => Ok(()),
	}
}

fn compare(told: &RuntimeFacts, facts: &RuntimeFacts, trust: &Trust) -> Result<(), Failure> {
	let mismatch = |field: &str| Err(Failure::ValueMismatch { field: format!("runtime.{field}") });
	if told.point != facts.point {
		return Err(Failure::Malformed { path: "runtime".into() });
	}
	if told.spec != facts.spec {
		return mismatch("spec");
	}
	if told.code != facts.code {
		return mismatch("code");
	}
	let mut releases = trust.releases.iter();
	let release = releases.find(|known| (known.code, known.spec) == (facts.code, facts.spec));
	let other = release.filter(|release| facts.metadata.is_some_and(|own| own != release.metadata));
	match told.metadata != facts.metadata || other.is_some() {
		true => mismatch("metadata"),
		false => Ok(()),
	}
}
