//! The parts of which resources are written.

use crate::{error::StatementError, json::Value, model::Reference};
use jiff::{tz::TimeZone, Timestamp};

/// The members of a resource, in any order.
pub(crate) type Members = Vec<(&'static str, Value)>;

pub(crate) fn concept(system: &str, code: &str) -> Value {
	Value::object([("coding", Value::Array(vec![coding(system, code)]))])
}

pub(crate) fn coding(system: &str, code: &str) -> Value {
	Value::object([("system", Value::string(system)), ("code", Value::string(code))])
}

pub(crate) fn identifier(system: &str, value: impl Into<String>) -> Value {
	Value::object([("system", Value::string(system)), ("value", Value::string(value))])
}

pub(crate) fn by_identifier(system: &str, value: impl Into<String>) -> Value {
	Value::object([("identifier", identifier(system, value))])
}

pub(crate) fn reference(reference: &Reference) -> Value {
	let literal = reference.reference.as_ref().map(|literal| ("reference", Value::string(literal)));
	let identifier = reference.identifier.as_ref().map(|identifier| {
		let system = identifier.system.as_ref().map(|system| ("system", Value::string(system)));
		let value = ("value", Value::string(&identifier.value));
		("identifier", Value::object(system.into_iter().chain([value])))
	});
	Value::object(literal.into_iter().chain(identifier))
}

pub(crate) fn known(party: Option<&Reference>) -> Value {
	party.map_or_else(masked, reference)
}

/// An element that is required and may not be known here.
pub(crate) fn masked() -> Value {
	let url = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
	let masked = extension(url, "valueCode", Value::string("masked"));
	Value::object([("extension", Value::Array(vec![masked]))])
}

/// An extension, with its value under `kind`.
pub(crate) fn extension(url: &str, kind: &'static str, value: Value) -> Value {
	Value::object([("url", Value::string(url)), (kind, value)])
}

fn timestamp(ms: u64) -> Result<Timestamp, StatementError> {
	let ms = i64::try_from(ms).ok();
	ms.and_then(|ms| Timestamp::from_millisecond(ms).ok()).ok_or(StatementError::TooLarge)
}

pub(crate) fn instant(ms: u64) -> Result<Value, StatementError> {
	Ok(Value::String(timestamp(ms)?.to_string()))
}

/// The last moment before `until_ms`. FHIR's `Period.end` is inclusive at its own precision: three digits always, since
/// `.91` would be a hundredth of a second.
pub(crate) fn last_before(until_ms: u64) -> Result<Value, StatementError> {
	let last = timestamp(until_ms.checked_sub(1).ok_or(StatementError::EmptyPeriod)?)?;
	Ok(Value::String(format!("{last:.3}")))
}

/// The period `[from, until)`.
pub(crate) fn period(from_ms: u64, until_ms: u64) -> Result<Value, StatementError> {
	if from_ms >= until_ms {
		return Err(StatementError::EmptyPeriod);
	}
	Ok(Value::object([("start", instant(from_ms)?), ("end", last_before(until_ms)?)]))
}

/// The day in UTC.
pub(crate) fn date(ms: u64) -> Result<Value, StatementError> {
	Ok(Value::String(timestamp(ms)?.to_zoned(TimeZone::UTC).date().to_string()))
}
