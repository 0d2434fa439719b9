//! What consents to take part in a trial and consents to see records have in common.

use crate::{
	error::{excerpt, Reason, Refusal},
	node::Node,
};

/// Code system of what a consent is about.
pub(crate) const SCOPE: &str = "http://terminology.hl7.org/CodeSystem/consentscope";

const OPEN: &str = "neither permit nor deny may be assumed";

/// What a consent permits and forbids, each with a type of its own.
pub(crate) struct Provisions<'a> {
	pub permits: Vec<Node<'a>>,
	/// Exceptions from what is permitted. What is forbidden with nothing permitted around it is no exception.
	pub exceptions: Vec<Node<'a>>,
}

/// Reads `provision` and what is nested in it once.
///
/// R4 gives the root no type and lets its base policy decide; many systems write one. Either is read, as long as each
/// permission and each exception says itself what it is. Deeper nesting is refused: exceptions from exceptions cannot be
/// expressed on the chain.
pub(crate) fn provisions<'a>(consent: &Node<'a>) -> Result<Provisions<'a>, Refusal> {
	let root = consent.need("provision", OPEN)?;
	root.check_unmodified()?;
	let nested = root.list("provision")?;
	let kind = kind(&root)?;
	if nested.is_empty() && kind.is_none() {
		return Err(Refusal::new(format!("{}.type", root.path), Reason::Absent(OPEN)));
	}
	if kind != Some(Kind::Permit) && !nested.is_empty() {
		check_bare(&root)?;
	}
	let mut found = Provisions { permits: Vec::new(), exceptions: Vec::new() };
	if kind == Some(Kind::Permit) {
		found.permits.push(root);
	}
	for inner in nested {
		inner.check_unmodified()?;
		if let Some(deeper) = inner.get("provision") {
			let why = "an exception from an exception cannot be expressed";
			return Err(deeper.refuse(Reason::NotUnderstood(why)));
		}
		let own = self::kind(&inner)?;
		match own.ok_or_else(|| {
			Refusal::new(format!("{}.type", inner.path), Reason::Absent("R4 requires it here"))
		})? {
			own if Some(own) == kind => {
				let why =
					"it says the same as the provision around it, and is no exception from it";
				return Err(inner.refuse(Reason::NotUnderstood(why)));
			},
			Kind::Permit => found.permits.push(inner),
			Kind::Deny => found.exceptions.push(inner),
		}
	}
	Ok(found)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
	Permit,
	Deny,
}

fn kind(provision: &Node<'_>) -> Result<Option<Kind>, Refusal> {
	let Some(kind) = provision.get("type") else { return Ok(None) };
	match kind.text()? {
		"permit" => Ok(Some(Kind::Permit)),
		"deny" => Ok(Some(Kind::Deny)),
		other => Err(kind.code_error(other, "`permit` or `deny`")),
	}
}

/// The provision around permissions says nothing else: its conditions would hold for all of them.
fn check_bare(root: &Node<'_>) -> Result<(), Refusal> {
	let bare = ["id", "extension", "type", "provision"];
	match root.object()?.iter().find(|(key, _)| !bare.contains(key)) {
		Some((key, _)) => {
			let why = "a condition around the permissions: write it in each of them";
			Err(Refusal::new(format!("{}.{}", root.path, excerpt(key)), Reason::NotUnderstood(why)))
		},
		None => Ok(()),
	}
}

/// Refuses another `scope` than this code.
pub(crate) fn check_scope(
	consent: &Node<'_>,
	code: &str,
	expected: &'static str,
) -> Result<(), Refusal> {
	let scope = consent.need("scope", "R4 requires it")?;
	match scope.first_coding()? {
		(SCOPE, found) if found == code => Ok(()),
		(_, found) => Err(scope.code_error(found, expected)),
	}
}
