//! From a parsed resource to a [`Reading`]: which reader, and what surrounds an item.

use crate::{
	completion::Completion,
	dispense,
	document::Draft,
	error::{Error, Reason, Refusal},
	json::{self, Value},
	model::{Identifier, Order, Party, Reading},
	node::Node,
	profile::{Profile, Rules},
	request,
	schema::{Schema, MESSAGE},
	task,
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
	value: &Value,
	profile: &Profile,
	completion: Option<&Completion>,
) -> Result<Reading, Error> {
	let kind = Node::root("$", value).resource_type()?;
	let root = Node::root(kind, value);
	let context = Context { profile, completion, root: root.clone(), entries: entries(&root)? };
	match (kind, profile.rules) {
		("MedicationRequest", _) => request::order(&context, None, vec![root]),
		("MedicationDispense", _) => dispense::notice(&context, None, None, vec![root]),
		("Bundle", rules) => bundle(&context, rules),
		("Task", Rules::NhsEps) => task::task(&context),
		("Parameters", Rules::NhsEps) => task::release(&context),
		_ => Err(not_read(&root, kind).into()),
	}
}

/// Why a type of resource is no instruction to the chain.
fn not_read(root: &Node<'_>, kind: &str) -> Refusal {
	let why = match kind {
		"Task" | "Parameters" => "only the profile nhs-eps/1 gives it a meaning",
		"OperationOutcome" => "it answers a message and asks for nothing",
		"Claim" | "ClaimResponse" | "ExplanationOfBenefit" => {
			"claims are read for reimbursement, which this version has not"
		},
		"Consent" | "ResearchStudy" | "ResearchSubject" => {
			"consents are read for trials, which this version has not"
		},
		_ => "it is neither prescribed, dispensed, released, returned, withdrawn nor cancelled",
	};
	let found = crate::error::excerpt(kind);
	Refusal::new(format!("{}.resourceType", root.path), Reason::NotRead { found, why })
}

fn bundle(context: &Context<'_>, rules: Rules) -> Result<Reading, Error> {
	let root = &context.root;
	let kind = root.need("type", "R4 requires it")?;
	match (kind.text()?, rules) {
		("message", Rules::NhsEps) => message(context),
		("message", Rules::R4) => {
			Err(kind.refuse(Reason::Rule("messages are read under the profile nhs-eps/1")).into())
		},
		("transaction" | "batch" | "collection" | "searchset" | "document", _) => {
			collection(context)
		},
		(other, _) => Err(kind.code_error(other, "a message or a collection of resources").into()),
	}
}

/// Items of a Bundle that is no message.
fn collection(context: &Context<'_>) -> Result<Reading, Error> {
	let (requests, dispenses) =
		(context.all("MedicationRequest"), context.all("MedicationDispense"));
	if !requests.is_empty() {
		request::order(context, None, requests)
	} else if !dispenses.is_empty() {
		dispense::notice(context, None, None, dispenses)
	} else {
		let why = "no MedicationRequest or MedicationDispense is among the entries";
		Err(Refusal::new(format!("{}.entry", context.root.path), Reason::Absent(why)).into())
	}
}

/// An NHS EPS message, by the event of its header.
fn message(context: &Context<'_>) -> Result<Reading, Error> {
	let id = context.root.get("identifier").map(|id| id.identifier()).transpose()?;
	let header = context.header().ok_or_else(|| {
		let why = "a message has a MessageHeader";
		Refusal::new(format!("{}.entry", context.root.path), Reason::Absent(why))
	})?;
	let event = header.need("eventCoding", "the event says what is asked")?;
	let event = event.need("code", "the event says what is asked")?;
	match event.text()? {
		"prescription-order" => request::order(context, id, context.all("MedicationRequest")),
		"prescription-order-update" => task::cancellation(context, id, &header),
		"prescription-order-response" => task::cancel_answer(context),
		"dispense-notification" => {
			let release = header.get("response").and_then(|response| response.get("identifier"));
			let release = release.map(|release| release.text().map(str::to_owned)).transpose()?;
			dispense::notice(context, id, release, context.all("MedicationDispense"))
		},
		other => Err(event.code_error(other, "an event of the prescription service").into()),
	}
}

/// An entry of the Bundle, or the resource itself.
struct Entry<'a> {
	full_url: Option<&'a str>,
	resource: Node<'a>,
}

fn entries<'a>(root: &Node<'a>) -> Result<Vec<Entry<'a>>, Refusal> {
	if root.resource_type()? != "Bundle" {
		return Ok(Vec::new());
	}
	let mut entries = Vec::new();
	for entry in root.list("entry")? {
		let Some(mut resource) = entry.get("resource") else { continue };
		let kind = resource.resource_type()?;
		resource.path = format!("{}.{}", entry.path, crate::error::excerpt(kind));
		let full_url = entry.get("fullUrl").map(|url| url.text()).transpose()?;
		entries.push(Entry { full_url, resource });
	}
	Ok(entries)
}

/// What surrounds an item: the rules it is read by, and the resources it may refer to.
pub(crate) struct Context<'a> {
	pub profile: &'a Profile,
	pub completion: Option<&'a Completion>,
	pub root: Node<'a>,
	entries: Vec<Entry<'a>>,
}

impl<'a> Context<'a> {
	/// Whether NHS EPS's rules hold.
	pub fn nhs_eps(&self) -> bool {
		self.profile.rules == Rules::NhsEps
	}

	/// All entries of this type.
	pub fn all(&self, kind: &str) -> Vec<Node<'a>> {
		let resources = self.entries.iter().map(|entry| &entry.resource);
		resources.filter(|resource| resource.resource_type() == Ok(kind)).cloned().collect()
	}

	/// The only entry of this type.
	pub fn only(&self, kind: &'static str) -> Result<Node<'a>, Refusal> {
		match <[Node<'a>; 1]>::try_from(self.all(kind)) {
			Ok([resource]) => Ok(resource),
			Err(_) => Err(Refusal::new(
				format!("{}.entry", self.root.path),
				Reason::Rule("the message is about exactly one MedicationRequest"),
			)),
		}
	}

	/// The message's header.
	pub fn header(&self) -> Option<Node<'a>> {
		self.all("MessageHeader").into_iter().next()
	}

	/// Keeps the items that the completion selects. Refused if it selects what is not there.
	pub fn selected(&self, items: Vec<Node<'a>>) -> Result<Vec<Node<'a>>, Refusal> {
		let Some(lines) = self.completion.and_then(|completion| completion.lines.as_ref()) else {
			return Ok(items);
		};
		let names = |item: &Node<'a>| -> Vec<&'a str> {
			let identifiers = item.list("identifier").unwrap_or_default();
			let values = identifiers.iter().filter_map(|id| id.value.get("value")?.as_str());
			let id = item.value.get("id").and_then(Value::as_str);
			values.chain(id).chain(self.full_url(item)).collect()
		};
		if let Some(line) =
			lines.iter().find(|line| !items.iter().any(|item| names(item).contains(&line.as_str())))
		{
			return Err(Refusal::new(
				"completion.lines",
				Reason::Unresolved(crate::error::excerpt(line)),
			));
		}
		let chosen =
			|item: &Node<'a>| names(item).iter().any(|name| lines.iter().any(|line| line == name));
		Ok(items.into_iter().filter(chosen).collect())
	}

	/// The `fullUrl` under which an item stands in the Bundle.
	pub fn full_url(&self, item: &Node<'_>) -> Option<&'a str> {
		self.entries.iter().find(|entry| entry.resource.path == item.path)?.full_url
	}

	/// What `element` says after the completion.
	pub fn element(&self, item: &Node<'a>, element: &str) -> Result<Option<Node<'a>>, Refusal> {
		let found = element.split('.').try_fold(item.clone(), |node, key| node.get(key));
		self.completed(element, found)
	}

	/// The same, where the document's own answer was found elsewhere.
	pub fn completed(
		&self,
		element: &str,
		found: Option<Node<'a>>,
	) -> Result<Option<Node<'a>>, Refusal> {
		match self.completion {
			Some(completion) => completion.apply(element, found),
			None => Ok(found),
		}
	}

	/// What `element` says after the completion, refused with `why` if nobody says anything.
	pub fn need(
		&self,
		item: &Node<'a>,
		element: &str,
		why: &'static str,
	) -> Result<Node<'a>, Refusal> {
		let absent = || Refusal::new(format!("{}.{element}", item.path), Reason::Absent(why));
		self.element(item, element)?.ok_or_else(absent)
	}

	/// The resource that a literal reference within `item` leads to.
	pub fn resolve(&self, item: &Node<'a>, reference: &str) -> Option<Node<'a>> {
		if let Some(id) = reference.strip_prefix('#') {
			let contained = item.list("contained").ok()?;
			return contained
				.into_iter()
				.find(|one| one.value.get("id").and_then(Value::as_str) == Some(id));
		}
		let named = |entry: &&Entry<'a>| {
			let resource = &entry.resource;
			let id = resource.value.get("id").and_then(Value::as_str);
			entry.full_url == Some(reference)
				|| reference.split_once('/').is_some_and(|(kind, own)| {
					resource.resource_type() == Ok(kind) && id == Some(own)
				})
		};
		self.entries.iter().find(named).map(|entry| entry.resource.clone())
	}

	/// The party that a Reference names, with the resources that say so.
	///
	/// A PractitionerRole is followed to its Practitioner and Organization. NHS EPS messages carry all of them; under R4 a
	/// reference that leads out of the input stays as it is.
	pub fn party(
		&self,
		item: &Node<'a>,
		node: &Node<'a>,
	) -> Result<(Party, Vec<&'a Value>), Refusal> {
		let (mut party, mut sources) = (Party::default(), Vec::new());
		party.reference = node.reference()?.reference;
		let (identifiers, resource) = self.identifiers(item, node)?;
		let Some(resource) = resource else {
			party.identifiers = identifiers;
			return Ok((party, sources));
		};
		sources.push(resource.value);
		match resource.resource_type()? {
			"Organization" => party.organisation = identifiers,
			_ => party.identifiers = identifiers,
		}
		if let Some(practitioner) = resource.get("practitioner") {
			let (identifiers, found) = self.identifiers(item, &practitioner)?;
			party.identifiers.extend(identifiers);
			sources.extend(found.map(|found| found.value));
		}
		if let Some(organisation) = resource.get("organization") {
			let (identifiers, found) = self.identifiers(item, &organisation)?;
			party.organisation.extend(identifiers);
			sources.extend(found.map(|found| found.value));
		}
		Ok((party, sources))
	}

	/// Identifiers given by a Reference itself, or by the resource that it leads to.
	fn identifiers(
		&self,
		item: &Node<'a>,
		node: &Node<'a>,
	) -> Result<(Vec<Identifier>, Option<Node<'a>>), Refusal> {
		let reference = node.reference()?;
		let mut identifiers: Vec<_> = reference.identifier.into_iter().collect();
		let Some(target) = reference.reference else { return Ok((identifiers, None)) };
		let resource = self.resolve(item, &target);
		if resource.is_none() && self.nhs_eps() {
			return Err(node.refuse(Reason::Unresolved(crate::error::excerpt(&target))));
		}
		for identifier in resource.iter().map(|resource| resource.list("identifier")) {
			for identifier in identifier? {
				identifiers.push(identifier.identifier()?);
			}
		}
		Ok((identifiers, resource))
	}

	/// Fields of an item: how it was read, `around` it, and its own elements, of which `split` is taken apart.
	///
	/// Refuses elements that R4 does not have, and those that change the meaning in a way this reader does not know.
	pub fn draft(
		&self,
		schema: &'static Schema,
		item: &Node<'a>,
		around: Vec<(&'static str, Value)>,
		split: Option<&str>,
	) -> Result<Draft, Error> {
		let mut fields = self.reading();
		fields.extend(self.header().map(|header| ("message".to_owned(), header.value.clone())));
		fields.extend(around.into_iter().map(|(path, value)| (path.to_owned(), value)));
		let context: Vec<_> = [
			"profile",
			"completion",
			"message",
			"patient",
			"prescriber",
			"provenance",
			"dispenser",
		]
		.into();
		let known = |path: &str| schema.position(path).is_some() && !context.contains(&path);
		let mut primitives = Vec::new();
		for (key, value) in item.object()?.iter() {
			let unknown = |key: &str| {
				Refusal::new(
					format!("{}.{}", item.path, crate::error::excerpt(key)),
					Reason::UnknownElement,
				)
			};
			match (key, key.strip_prefix('_')) {
				("resourceType", _) => {},
				("modifierExtension" | "implicitRules", _) => {
					return Err(modifier(item, key).into())
				},
				(_, Some(element)) if known(element) => {
					primitives.push((key.to_owned(), value.clone()))
				},
				_ if Some(key) == split => {
					let part = Node { value, path: format!("{}.{key}", item.path) };
					for (inner, value) in part.object()?.iter() {
						let path = format!("{key}.{inner}");
						if inner == "modifierExtension" {
							return Err(modifier(&part, inner).into());
						} else if !known(&path) {
							return Err(unknown(&path).into());
						}
						fields.push((path, value.clone()));
					}
				},
				_ if key.contains('.') || !known(key) => return Err(unknown(key).into()),
				_ => fields.push((key.to_owned(), value.clone())),
			}
		}
		if !primitives.is_empty() {
			fields.push(("_".to_owned(), Value::object(primitives)));
		}
		Ok(Draft::new(schema, fields)?)
	}

	/// The whole message as a document.
	pub fn message_draft(&self) -> Result<Draft, Error> {
		let resource = ("resource".to_owned(), self.root.value.clone());
		Ok(Draft::new(&MESSAGE, self.reading().into_iter().chain([resource]))?)
	}

	fn reading(&self) -> Vec<(String, Value)> {
		let mut fields = vec![("profile".to_owned(), self.profile.to_value())];
		let completion = self.completion.map(|completion| completion.value.clone());
		fields.extend(completion.map(|value| ("completion".to_owned(), value)));
		fields
	}

	/// Refuses a completion whose members could not take effect.
	pub fn check_completion(&self, consulted: &[&str]) -> Result<(), Refusal> {
		self.completion.map_or(Ok(()), |completion| completion.check_used(consulted))
	}
}

fn modifier(node: &Node<'_>, key: &str) -> Refusal {
	let why = "it changes the meaning, and this reader does not know how";
	Refusal::new(format!("{}.{key}", node.path), Reason::NotUnderstood(why))
}

/// An order of items; shared by single resources, collections and messages.
pub(crate) fn at_least_one<'a>(
	context: &Context<'a>,
	items: Vec<Node<'a>>,
	why: &'static str,
) -> Result<Vec<Node<'a>>, Refusal> {
	let items = context.selected(items)?;
	if items.is_empty() {
		return Err(Refusal::new(format!("{}.entry", context.root.path), Reason::Absent(why)));
	}
	Ok(items)
}

impl From<Order> for Reading {
	fn from(order: Order) -> Self {
		Self::Order(order)
	}
}
