//! The whole of a file, link by link: the first that does not hold is the verdict.

use crate::{
	anchor::Start,
	chain, extrinsic,
	facts::{Proved, ProvedExtrinsic, ProvedPoint, Value},
	failure::{Failure, ProofFault},
	file::{ExtrinsicProof, File, Finality, Point, FORMAT, MAX_BYTES},
	json::{Fields, Json, Reader, Writer},
	reads::Read,
	report::{Outcome, Report},
	runtime, state, statement,
	trust::Trust,
	words, Hash,
};
use alloc::{collections::BTreeMap, format, string::String, vec::Vec};
use sp_crypto_hashing::blake2_256;

/// Most signatures that a verifier checks: a second's work.
pub const MAX_SIGNATURES: usize = 20_000;

/// Verifies a file. Pure: no clock, no network, nothing kept.
pub fn verify(bytes: &[u8], trust: &Trust) -> Report {
	let mut report = Report {
		outcome: Outcome::Consistent,
		links: Vec::new(),
		anchor: None,
		statement: None,
		verdict: None,
		unproved: None,
	};
	report.outcome = match steps(bytes, trust, &mut report) {
		Ok(true) => Outcome::Verified,
		Ok(false) => Outcome::Consistent,
		Err(failure) => Outcome::Refused(failure),
	};
	report
}

/// All steps; whether the expert confirmed the anchor.
fn steps(bytes: &[u8], trust: &Trust, report: &mut Report) -> Result<bool, Failure> {
	let (file, digest) = parse(bytes)?;
	report.statement = Some(file.statement.clone());
	report.unproved = Some(file.unproved.clone());
	let start = file.anchor.check(&file.chain, trust)?;
	report.anchor = Some(start.fingerprint);
	let proved = prove_from(&start, &file, trust, &mut report.links)?;
	runtime::check(&file, &proved, trust)?;
	let mut verdict = statement::check(&file, &proved)?;
	verdict.limits.extend(words::unprotected(&file, trust));
	report.links.push("What was read and signed proves the statement.".into());
	if digest != blake2_256(body(bytes)) {
		return Err(Failure::DigestMismatch);
	}
	report.links.push("The digest is that of the file.".into());
	report.verdict = Some(verdict);
	Ok(start.confirmed)
}

/// The chain's part of a file: steps 2 to 7 and 13.
///
/// # Errors
/// The first link that does not hold.
pub fn prove(file: &File, trust: &Trust) -> Result<Proved, Failure> {
	prove_from(&file.anchor.check(&file.chain, trust)?, file, trust, &mut Vec::new())
}

/// As [`prove`], from an anchor that was checked. Appends the links that hold.
fn prove_from(
	start: &Start,
	file: &File,
	trust: &Trust,
	links: &mut Vec<String>,
) -> Result<Proved, Failure> {
	links.push(words::anchor(file, start));
	chain::check_forks(file, trust)?;
	let reigns = chain::reigns(file, start)?;
	links.extend(words::changes(file, &reigns));
	chain::check_links(file)?;
	chain::check_mandates(file, &reigns, trust)?;
	chain::check_votes(file, &reigns)?;
	links.extend(
		file.points.iter().enumerate().map(|(place, point)| words::finality(place, point, &reigns)),
	);
	let points = file.points.iter().enumerate();
	let points = points.map(|(place, point)| prove_point(place, point, &file.chain.genesis));
	let points = points.collect::<Result<Vec<_>, _>>()?;
	links.extend(points.iter().map(words::contents));
	Ok(Proved { genesis: file.chain.genesis, points })
}

fn prove_point(place: usize, point: &Point, genesis: &Hash) -> Result<ProvedPoint, Failure> {
	let header = &point.header;
	if point.extrinsics.as_ref().is_some_and(|list| !one_form(list)) {
		return Err(Failure::Malformed { path: format!("points[{place}].extrinsics") });
	}
	let extrinsics = point.extrinsics.iter().flat_map(|list| list.iter());
	let extrinsics = extrinsics.map(|proof| extrinsic::check(place, proof, header, genesis));
	Ok(ProvedPoint {
		place,
		number: header.number(),
		hash: header.hash(),
		parent: header.parent(),
		reads: prove_reads(place, point)?,
		extrinsics: extrinsics.collect::<Result<Vec<ProvedExtrinsic>, _>>()?,
	})
}

/// Whether a list is one that is not left out, in its one order.
fn one_form(extrinsics: &[ExtrinsicProof]) -> bool {
	!extrinsics.is_empty() && extrinsics.is_sorted_by(|one, next| one.index < next.index)
}

/// Step 7: what the state holds under each name.
fn prove_reads(place: usize, point: &Point) -> Result<BTreeMap<Read, Value>, Failure> {
	let Some(state) = &point.state else { return Ok(BTreeMap::new()) };
	let invalid = |why| Failure::StateProofInvalid { point: place, why };
	if !state.reads.is_sorted_by(|one, next| one < next) {
		return Err(invalid(ProofFault::Order));
	}
	let wanted = state.reads.iter().map(Read::wanted).collect::<Vec<_>>();
	let values = state::read(&point.header.state_root(), &state.nodes, &wanted).map_err(invalid)?;
	Ok(state.reads.iter().cloned().zip(values).collect())
}

/// What a file of this format begins with.
fn opening() -> String {
	format!("{{\"format\":\"{FORMAT}\"")
}

/// What stands before the digest.
const DIGEST: &str = ",\"digest\":";

/// What the digest covers: all bytes before its field. Of a file in its form: all but the field, the bracket and the newline.
fn body(bytes: &[u8]) -> &[u8] {
	// A comma, the key with its colon, 66 characters in quotes, the bracket, the newline.
	let field = DIGEST.len().saturating_add(70);
	bytes.get(..bytes.len().saturating_sub(field)).unwrap_or_default()
}

/// Step 1: form and limits. The file and its digest, which is not compared here.
///
/// # Errors
/// [`Failure::TooLarge`], [`Failure::UnknownFormat`], [`Failure::Malformed`], [`Failure::NotCanonical`],
/// [`Failure::TrailingBytes`], [`Failure::TooMuchWork`].
pub fn parse(bytes: &[u8]) -> Result<(File, Hash), Failure> {
	// Then the newline.
	if bytes.len() > MAX_BYTES.saturating_add(1) {
		return Err(Failure::TooLarge);
	}
	let mut reader = Reader::new(bytes);
	if !reader.take(&opening()) {
		return Err(Failure::UnknownFormat);
	}
	let file = File::read_fields(&mut reader)?;
	let digest = Hash::read_field("digest", &mut reader)?;
	reader.expect("}")?;
	reader.expect("\n")?;
	reader.end()?;
	check_work(&file)?;
	Ok((file, digest))
}

/// Writes a file in its one form, with its digest.
pub fn write(file: &File) -> Vec<u8> {
	let mut writer = Writer::default();
	writer.raw(&opening());
	file.write_fields(&mut writer);
	let digest = blake2_256(writer.text().as_bytes());
	digest.write_field("digest", &mut writer);
	writer.raw("}\n");
	writer.into_text().into_bytes()
}

/// No file makes a verifier work for more than a second.
fn check_work(file: &File) -> Result<(), Failure> {
	let votes = |finality: &Finality| match finality {
		Finality::Votes(votes) => votes.signatures.len(),
		_ => 0,
	};
	let changes = file.changes.iter().map(|change| votes(&change.finality));
	let points = file.points.iter().map(|point| votes(&point.finality));
	let work = changes.chain(points).fold(0, usize::saturating_add);
	match work > MAX_SIGNATURES {
		true => Err(Failure::TooMuchWork),
		false => Ok(()),
	}
}
