//! From a parsed resource to a [`Reading`].

use crate::{
	completion::Completion,
	error::{Error, Reason, Refusal},
	json::{self, Value},
	model::Reading,
	profile::Profile,
};

/// Reads one FHIR resource as JSON.
///
/// # Errors
/// [`Error::Json`] if the bytes have no canonical form, [`Error::Refused`] with element and reason otherwise.
pub fn read(
	bytes: &[u8],
	profile: &Profile,
	completion: Option<&Completion>,
) -> Result<Reading, Error> {
	read_value(&json::parse(bytes)?, profile, completion)
}

pub(crate) fn read_value(
	_value: &Value,
	_profile: &Profile,
	_completion: Option<&Completion>,
) -> Result<Reading, Error> {
	Err(Refusal::new("resourceType", Reason::Rule("not read yet")).into())
}
