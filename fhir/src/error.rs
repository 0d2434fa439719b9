//! What can be wrong with an input, and where.

use std::fmt;

/// Why an input was not turned into a [`crate::Reading`] or a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
	/// The bytes are no JSON that has a canonical form.
	#[error("not canonicalisable JSON: {0}")]
	Json(#[from] JsonError),
	/// The JSON was read, and a rule forbids what it says or leaves out.
	#[error("{0}")]
	Refused(#[from] Refusal),
	/// A document file, proof or commitment does not hold together.
	#[error("document: {0}")]
	Document(#[from] DocumentError),
}

/// A fault of the bytes themselves.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason} (byte {offset}, at `{path}`)")]
pub struct JsonError {
	/// Offset in bytes from the start of the input; near the fault, at most its length.
	pub offset: usize,
	/// Path of the value being read, `$` for the root.
	pub path: String,
	/// What is wrong.
	pub reason: JsonReason,
}

/// Kinds of faults of the bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JsonReason {
	/// More bytes than [`crate::json::MAX_BYTES`].
	#[error("larger than the limit of {limit} bytes")]
	TooLarge {
		/// The limit, in bytes.
		limit: usize,
	},
	/// Arrays and objects nested deeper than [`crate::json::MAX_DEPTH`].
	#[error("nested deeper than the limit of {limit} levels")]
	TooDeep {
		/// The limit, in levels.
		limit: usize,
	},
	/// U+FEFF in front.
	#[error("starts with a byte order mark")]
	ByteOrderMark,
	/// Not UTF-8.
	#[error("not UTF-8")]
	NotUtf8,
	/// One key twice in an object.
	#[error("duplicate key `{0}`")]
	DuplicateKey(String),
	/// `NaN` or `Infinity` where a number should stand.
	#[error("NaN and Infinity are no JSON numbers")]
	NotFinite,
	/// A `\u` escape of half a surrogate pair.
	#[error("lone surrogate in a string")]
	LoneSurrogate,
	/// The input ends before its value does.
	#[error("the input ends too early")]
	Truncated,
	/// Something after the one value.
	#[error("bytes after the end of the value")]
	TrailingBytes,
	/// Any other violation of RFC 8259, in the parser's words.
	#[error("syntax: {0}")]
	Syntax(String),
}

/// A rule that a resource breaks: which element, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
	/// Path of the element, from the resource's type.
	pub path: String,
	/// Why.
	pub reason: Reason,
}

impl std::error::Error for Refusal {}

impl fmt::Display for Refusal {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{}: {}", self.path, self.reason)
	}
}

impl Refusal {
	/// A refusal of `path` for `reason`.
	pub fn new(path: impl Into<String>, reason: Reason) -> Self {
		Self { path: path.into(), reason }
	}
}

/// Why an element is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
	/// Absent, and nothing may be guessed.
	#[error("absent; {0}")]
	Absent(&'static str),
	/// Of another JSON type than FHIR gives the element.
	#[error("is not {0}")]
	NotA(&'static str),
	/// A code that cannot be acted on.
	#[error("is `{found}`, must be {expected}")]
	Code {
		/// What stands there, cut to 64 characters.
		found: String,
		/// What may stand there.
		expected: &'static str,
	},
	/// An element that R4 does not have at this place.
	#[error("is no element of FHIR R4 here")]
	UnknownElement,
	/// Present, and would change the meaning in a way that this reader does not know.
	#[error("may not be present: {0}")]
	NotUnderstood(&'static str),
	/// Two elements say different things.
	#[error("contradicts `{with}`")]
	Contradicts {
		/// The other element.
		with: String,
	},
	/// No date or dateTime of FHIR R4.
	#[error("`{0}` is no FHIR dateTime")]
	NotDateTime(String),
	/// A date without a time, where an instant is needed.
	#[error("`{0}` has no time of day")]
	NoTimeOfDay(String),
	/// A date has to be placed in a zone, and the profile names none.
	#[error("is a date, and the profile names no time zone")]
	NoZone,
	/// The period is empty.
	#[error("ends before it begins")]
	EmptyPeriod,
	/// Not a whole number of the smallest unit.
	#[error("`{0}` is not a whole number")]
	NotWhole(String),
	/// Outside what the chain's field can hold.
	#[error("`{found}` is outside {range}")]
	OutOfRange {
		/// What stands there.
		found: String,
		/// The limits.
		range: &'static str,
	},
	/// A unit that is not in the table.
	#[error("`{code}` (`{unit}`) of `{system}` is no unit of {table}", table = crate::units::TABLE)]
	UnknownUnit {
		/// Code system.
		system: String,
		/// Code in it.
		code: String,
		/// The printed unit.
		unit: String,
	},
	/// A reference that leads nowhere in the input.
	#[error("refers to `{0}`, which is not in the input")]
	Unresolved(String),
	/// A resource type that is not read.
	#[error("`{found}` is not read: {why}")]
	NotRead {
		/// What it is.
		found: String,
		/// Why not.
		why: &'static str,
	},
	/// The completion supplies what the document has.
	#[error("is in the document already: only `override` may replace it")]
	AlreadyPresent,
	/// The completion overrides what the document lacks.
	#[error("is not in the document: only `supply` may add it")]
	NothingToOverride,
	/// More precise than money is: a float's noise is refused, not rounded.
	#[error(
		"`{found}` is no amount of {currency} with {decimals} decimals: send the exact decimal"
	)]
	NotMinorUnits {
		/// What stands there.
		found: String,
		/// The currency's code.
		currency: String,
		/// Decimals of its smallest unit.
		decimals: u8,
	},
	/// Another currency than the reader's.
	#[error("is in `{found}`, must be in {expected}: a claim has one currency")]
	Currency {
		/// What stands there.
		found: String,
		/// The reader's currency.
		expected: String,
	},
	/// Parts that do not add up.
	#[error("is {found}, but {parts} sum to {sum}: correct one of them")]
	Unequal {
		/// What stands there.
		found: String,
		/// What its parts are.
		parts: &'static str,
		/// Their sum.
		sum: String,
	},
	/// Created too long ago.
	#[error("is {age_ms} ms old, at most {limit_ms} ms are allowed: write a new one")]
	TooOld {
		/// Age at the reader's clock, in milliseconds.
		age_ms: u64,
		/// The greatest age, in milliseconds.
		limit_ms: u64,
	},
	/// Created later than now.
	#[error("is {ahead_ms} ms ahead of the reader's clock: correct the clock that wrote it")]
	InFuture {
		/// By how many milliseconds.
		ahead_ms: u64,
	},
	/// A claim for something else than a prescription.
	#[error("no prescription: only what was dispensed on a prescription is claimed here")]
	NoPrescription,
	/// A part of the billed amount without the X12 codes that say who answers for it, and why.
	#[error(
		"has no {0}: a part that the payer does not pay needs an X12 group and reason code (CARC)"
	)]
	Uncoded(&'static str),
	/// A rule of the profile.
	#[error("{0}")]
	Rule(&'static str),
}

/// Why a resource about what the chain holds is not written: what it would say is not true.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
	/// X12 835: billed = payer + patient + writeoff + other.
	#[error("billed {billed}, but payer, patient, writeoff and other sum to {sum}")]
	Unbalanced {
		/// What was billed, in smallest units.
		billed: u128,
		/// The sum of the shares, at most 2^128 - 1.
		sum: u128,
	},
	/// Adjustments of some groups differ from the share that they explain.
	#[error("the adjustments of {groups} sum to {sum}, their share is {share}")]
	Unexplained {
		/// X12 group codes.
		groups: &'static str,
		/// The share, in smallest units.
		share: u128,
		/// The sum of its adjustments, at most 2^128 - 1.
		sum: u128,
	},
	/// A correction or reversal among the reasons of a first decision.
	#[error(
		"group CR reverses a decision and cannot be part of one: state the reversal as the stage"
	)]
	Reversal,
	/// A number that is no claim adjustment reason code.
	#[error("{0} is no claim adjustment reason code of X12")]
	Carc(u16),
	/// The stage needs a decision.
	#[error("a claim that is {0} has a decision: give its split")]
	Undecided(&'static str),
	/// The stage has no decision yet.
	#[error("a claim that is {0} has no decision yet: leave the split out")]
	Premature(&'static str),
	/// A deficiency notice without a deficiency.
	#[error("a deficiency notice lists at least one defect")]
	NoDefects,
	/// A rank that the chain does not have.
	#[error("rank {0} is above 3")]
	Rank(u8),
	/// An amount taken off that is larger than what it is taken off from.
	#[error("{taken} is taken off {from}")]
	TakenOff {
		/// What is taken off, in smallest units.
		taken: u128,
		/// What there is, in smallest units.
		from: u128,
	},
	/// The amount paid differs from the sum of its details.
	#[error("the amount paid is {amount}, its details sum to {details}")]
	NotTheSum {
		/// What is said to be paid, in smallest units.
		amount: u128,
		/// The sum of the details, in smallest units.
		details: u128,
	},
	/// The period ends before it begins.
	#[error("the period is empty")]
	EmptyPeriod,
	/// A payment outside the period of its statement.
	#[error("the payment of {claim} is outside the period")]
	OutsidePeriod {
		/// The claim.
		claim: crate::claims::ClaimKey,
	},
	/// A consent to nothing.
	#[error("a consent has at least one scope")]
	NoScope,
	/// Scopes that the form does not offer.
	#[error("the form does not offer the scopes 0x{scopes:08x}")]
	NotOffered {
		/// Their bits.
		scopes: u32,
	},
	/// A table of scopes of another form.
	#[error("the table of scopes is that of form {table}, the consent is to {consent}")]
	OtherForm {
		/// The table's form.
		table: crate::trials::FormKey,
		/// The consent's form.
		consent: crate::trials::FormKey,
	},
	/// A set that the chain does not have, or none.
	#[error("a grant is for one record, or for at least one of the sets 0 to 31")]
	NoSet,
	/// A sum above 2^128 - 1, or a time after the year 9999.
	#[error("a sum or a time is larger than can be written")]
	TooLarge,
}

/// A fault of a document file, a proof or the source of salts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
	/// The operating system gave no random bytes.
	#[error("no random bytes for salts: {0}")]
	Salt(String),
	/// A member of the file is absent or of the wrong type.
	#[error("member `{0}` is absent or malformed")]
	Malformed(String),
	/// A format, schema or canonical form of another version.
	#[error("`{0}` is not known to this version")]
	UnknownFormat(String),
	/// A path that the schema does not list.
	#[error("the schema has no field `{0}`")]
	UnknownField(String),
	/// A file that shows no field.
	#[error("no field is shown: name at least one")]
	NothingShown,
	/// A file about another document than the one that it is verified for.
	#[error(
		"the file is about 0x{}, not about 0x{}: it shows fields of another document",
		hex::encode(stated),
		hex::encode(expected)
	)]
	OtherDocument {
		/// What the file says.
		stated: crate::document::Hash,
		/// What it should be about.
		expected: crate::document::Hash,
	},
	/// A shown field that does not belong to the document.
	#[error("field `{path}`: {link}: it was changed, or is of another document")]
	Broken {
		/// The field.
		path: String,
		/// The link that fails.
		link: crate::disclosure::Link,
	},
	/// Salts, values and leaves do not give this commitment.
	#[error("the commitment does not match: a value or a salt was changed")]
	Mismatch,
}

/// At most 64 characters of `text`, for messages.
pub(crate) fn excerpt(text: &str) -> String {
	match text.char_indices().nth(64) {
		None => text.to_owned(),
		Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
	}
}
