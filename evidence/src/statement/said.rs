//! What a statement says, as it is found out.

use super::{words::Words, Verdict};
use crate::{
	document::Shown,
	failure::Failure,
	file::{Claims, Scalar},
};
use alloc::{string::String, vec::Vec};

/// Values in their order, each compared with the claim when it is found, and sentences.
pub struct Said<'a> {
	/// What the file claims; `None`: the claim is being made.
	expected: Option<&'a [(String, Scalar)]>,
	claims: Claims,
	sentences: Vec<String>,
	limits: Vec<String>,
}

impl<'a> Said<'a> {
	/// To be compared with a claim.
	pub(super) fn compared(expected: &'a Claims) -> Self {
		Said { expected: Some(&expected.0), ..Said::free() }
	}

	/// To become a claim.
	pub(super) fn free() -> Self {
		let claims = Claims::default();
		Said { expected: None, claims, sentences: Vec::new(), limits: Vec::new() }
	}

	/// A value.
	pub(super) fn put(
		&mut self,
		name: impl Into<String>,
		value: impl Into<Scalar>,
	) -> Result<(), Failure> {
		let (field, value) = (name.into(), value.into());
		if let Some(expected) = self.expected {
			let claimed = expected.get(self.claims.0.len());
			if claimed.is_none_or(|(name, claimed)| *name != field || *claimed != value) {
				return Err(Failure::ValueMismatch { field });
			}
		}
		self.claims.0.push((field, value));
		Ok(())
	}

	/// A value that there need not be.
	pub(super) fn put_some(
		&mut self,
		name: &str,
		value: Option<impl Into<Scalar>>,
	) -> Result<(), Failure> {
		value.map_or(Ok(()), |value| self.put(name, value))
	}

	/// A sentence of the verdict.
	pub(super) fn say(&mut self, sentence: impl Words) {
		self.sentences.push(sentence.words());
	}

	/// The verdict itself, which stands before all that was said on the way to it.
	pub(super) fn conclude(&mut self, sentence: impl Words) {
		self.sentences.insert(0, sentence.words());
	}

	/// That what time did is counted in, if it did anything.
	pub(super) fn counted_in<L>(&mut self, lapses: &[L]) {
		if !lapses.is_empty() {
			self.say(
				"What had come due by then is counted in, though the chain had not written it down yet.",
			);
		}
	}

	/// What is not proved.
	pub(super) fn limit(&mut self, sentence: impl Words) {
		self.limits.push(sentence.words());
	}

	/// Everything was found: nothing more may be claimed.
	pub(super) fn finish(self, fields: Vec<Shown>) -> Result<Verdict, Failure> {
		let Said { expected, claims, sentences, limits } = self;
		match expected.and_then(|expected| expected.get(claims.0.len())) {
			Some((field, _)) => Err(Failure::ValueMismatch { field: field.clone() }),
			None => Ok(Verdict { claims, sentences, limits, fields }),
		}
	}
}
