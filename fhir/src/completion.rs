//! Completions: what a source lacks, said explicitly by a named author and committed with the document.

use crate::{
	error::{Error, Reason, Refusal},
	json::{self, Object, Value},
	node::Node,
};

/// Format of a completion file.
pub const COMPLETION_FORMAT: &str = "salus-completion/1";

/// Elements that a completion may supply or override, by path within the resource.
const ELEMENTS: [&str; 12] = [
	"authoredOn",
	"authorizingPrescription",
	"dispenseRequest.dispenseInterval",
	"dispenseRequest.numberOfRepeatsAllowed",
	"dispenseRequest.performer",
	"dispenseRequest.quantity",
	"dispenseRequest.validityPeriod",
	"priorPrescription",
	"quantity",
	"requester",
	"status",
	"substitution",
];

/// A completion file:
///
/// ```json
/// {
///   "format": "salus-completion/1",
///   "author": "who answers for it",
///   "reason": "why it is needed",
///   "class": 2,
///   "partialHours": 72,
///   "lines": ["identifier of an item"],
///   "supply": { "dispenseRequest.quantity": { "value": 30, "system": "...", "code": "..." } },
///   "override": { "status": "active" }
/// }
/// ```
///
/// `author` and `reason` are required. `supply` adds what the document lacks and is refused where the document says
/// something; `override` replaces what it says and is refused where it says nothing. Values are FHIR's own, under the
/// element's path. `lines` reads only these items of a Bundle (identifier's value, resource id or fullUrl).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
	pub(crate) value: Value,
	pub(crate) class: Option<u8>,
	pub(crate) partial_h: Option<u16>,
	pub(crate) lines: Option<Vec<String>>,
	supply: Object,
	overrides: Object,
}

impl Completion {
	/// Reads a completion file. Unknown members and elements are refused.
	pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
		let value = json::parse(bytes)?;
		Ok(Self::read(value)?)
	}

	fn read(value: Value) -> Result<Self, Refusal> {
		let node = Node::root("completion", &value);
		node.only(&[
			"format",
			"author",
			"reason",
			"class",
			"partialHours",
			"lines",
			"supply",
			"override",
		])?;
		node.need("format", "it names the format")?.expect(COMPLETION_FORMAT, COMPLETION_FORMAT)?;
		for key in ["author", "reason"] {
			let member = node.need(key, "a completion names its author and reason")?;
			if member.text()?.trim().is_empty() {
				return Err(
					member.refuse(Reason::Absent("a completion names its author and reason"))
				);
			}
		}
		let class = node.get("class").map(|class| class.integer("0 to 255")).transpose()?;
		let partial_h =
			node.get("partialHours").map(|hours| hours.integer("1 to 65535")).transpose()?;
		if partial_h == Some(0) {
			let reason = Reason::OutOfRange { found: "0".into(), range: "1 to 65535" };
			return Err(Refusal::new("completion.partialHours", reason));
		}
		let lines = node.get("lines").map(|lines| {
			lines.elements()?.iter().map(|line| Ok(line.text()?.to_owned())).collect()
		});
		let lines = lines.transpose()?;
		let (supply, overrides) = (elements(&node, "supply")?, elements(&node, "override")?);
		Ok(Self { class, partial_h, lines, supply, overrides, value })
	}

	/// What `element` of the resource says, after the completion: `found` is what the document says of it.
	pub(crate) fn apply<'a>(
		&'a self,
		element: &str,
		found: Option<Node<'a>>,
	) -> Result<Option<Node<'a>>, Refusal> {
		let said = |object: &'a Object, kind: &str| {
			object
				.get(element)
				.map(|value| Node::root(format!("completion.{kind}.{element}"), value))
		};
		match (said(&self.supply, "supply"), said(&self.overrides, "override"), found) {
			(Some(supply), _, Some(_)) => Err(supply.refuse(Reason::AlreadyPresent)),
			(_, Some(replaced), None) => Err(replaced.refuse(Reason::NothingToOverride)),
			(Some(value), _, None) | (_, Some(value), Some(_)) => Ok(Some(value)),
			(None, None, found) => Ok(found),
		}
	}

	/// Refuses what could not take effect on a resource that consults only `consulted`.
	pub(crate) fn check_used(&self, consulted: &[&str]) -> Result<(), Refusal> {
		for (kind, object) in [("supply", &self.supply), ("override", &self.overrides)] {
			if let Some((element, _)) = object.iter().find(|(path, _)| !consulted.contains(path)) {
				let path = format!("completion.{kind}.{element}");
				return Err(Refusal::new(path, Reason::Rule("has no effect on this resource")));
			}
		}
		Ok(())
	}
}

fn elements(node: &Node<'_>, kind: &str) -> Result<Object, Refusal> {
	let Some(node) = node.get(kind) else { return Ok(Object::default()) };
	node.only(&ELEMENTS)?;
	Ok(node.object()?.clone())
}
