//! Which code ran: what a file says of the runtime, against what the state and the signatures say.

use crate::{
	facts::{decode_all, missing, ProvedPoint, Value},
	failure::Failure,
	file::{File, RuntimeFacts},
	reads::Read,
	trust::Trust,
};
use alloc::{format, string::String};
use codec::Compact;

/// Every fact about a runtime is proved at its point; there is one at most per point, in their order.
///
/// The state at the end of a block holds the code that executes the next one.
///
/// # Errors
/// [`Failure::ValueMismatch`] for another version, code or digest than the proved one, [`Failure::NotEstablished`] for what nothing
/// proves, [`Failure::Malformed`] for a point that is not there or not in order.
pub fn check(file: &File, points: &[ProvedPoint], trust: &Trust) -> Result<(), Failure> {
	let malformed = || Failure::Malformed { path: "runtime".into() };
	if !file.runtime.is_sorted_by(|one, next| one.point < next.point) {
		return Err(malformed());
	}
	for facts in file.runtime.iter() {
		let point = usize::try_from(facts.point).ok().and_then(|place| points.get(place));
		check_point(facts, point.ok_or_else(malformed)?, trust)?;
	}
	Ok(())
}

fn check_point(facts: &RuntimeFacts, point: &ProvedPoint, trust: &Trust) -> Result<(), Failure> {
	let mismatch = |field: &str| Failure::ValueMismatch { field: format!("runtime.{field}") };
	let unknown = || missing("a name of the runtime");
	let upgrade = Read::new("System", "LastRuntimeUpgrade", []).ok_or_else(unknown)?;
	let bytes = point.bytes(&upgrade)?.ok_or_else(|| missing(format!("{upgrade}")))?;
	let (Compact(spec), _) = decode_all::<(Compact<u32>, String)>(&upgrade, bytes)?;
	if spec != facts.spec {
		return Err(mismatch("spec"));
	}
	let code = Read::new("", ":code", []).ok_or_else(unknown)?;
	if *point.read(&code)? != Value::Hash(facts.code) {
		return Err(mismatch("code"));
	}
	let Some(metadata) = facts.metadata else { return Ok(()) };
	let signed = point.extrinsics.iter().flat_map(|extrinsic| &extrinsic.signed);
	let signed = signed.filter_map(|call| call.metadata);
	let released = trust.releases.iter().filter(|release| release.code == facts.code);
	let released = released.filter(|release| release.spec == spec).map(|release| release.metadata);
	match signed.chain(released).find(|known| *known == metadata) {
		Some(_) => Ok(()),
		None => Err(missing(format!("who confirms the metadata at point {}", point.place))),
	}
}
