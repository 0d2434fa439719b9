//! What surrounds an item: the rules it is read by, and the resources it may refer to.

use crate::{
	completion::Completion,
	document::Draft,
	error::{excerpt, Error, Reason, Refusal},
	json::Value,
	model::{Identifier, Party},
	node::Node,
	profile::{Profile, Rules},
	schema::{Schema, MESSAGE},
};

/// Most entries in a Bundle. Each item looks up what surrounds it, so that the work grows with the square.
const MAX_ENTRIES: usize = 10_000;

/// An entry of the Bundle.
struct Entry<'a> {
	full_url: Option<&'a str>,
	resource: Node<'a>,
}

fn entries<'a>(root: &Node<'a>) -> Result<Vec<Entry<'a>>, Refusal> {
	if root.resource_type()? != "Bundle" {
		return Ok(Vec::new());
	}
	let (list, mut entries) = (root.list("entry")?, Vec::new());
	if list.len() > MAX_ENTRIES {
		let path = format!("{}.entry", root.path);
		return Err(Refusal::new(path, Reason::Rule("has more than 10000 entries")));
	}
	for entry in list {
		let Some(mut resource) = entry.get("resource") else { continue };
		let kind = resource.resource_type()?;
		resource.path = format!("{}.{}", entry.path, excerpt(kind));
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
	pub fn new(
		profile: &'a Profile,
		completion: Option<&'a Completion>,
		root: Node<'a>,
	) -> Result<Self, Refusal> {
		Ok(Self { profile, completion, entries: entries(&root)?, root })
	}

	/// Whether NHS EPS's rules hold.
	pub fn nhs_eps(&self) -> bool {
		self.profile.rules == Rules::NhsEps
	}

	/// The resources of all entries.
	pub fn resources(&self) -> Vec<Node<'a>> {
		self.entries.iter().map(|entry| entry.resource.clone()).collect()
	}

	/// All entries of this type.
	pub fn all(&self, kind: &str) -> Vec<Node<'a>> {
		let resources = self.entries.iter().map(|entry| &entry.resource);
		resources.filter(|resource| resource.resource_type() == Ok(kind)).cloned().collect()
	}

	/// The one item that a cancellation or its answer is about.
	pub fn only_request(&self) -> Result<Node<'a>, Refusal> {
		let rule = "the message is about exactly one MedicationRequest";
		self.only("MedicationRequest", rule)
	}

	/// The input itself if it is of this type, or the only one of this type in a Bundle.
	pub fn subject(&self, kind: &str, rule: &'static str) -> Result<Node<'a>, Refusal> {
		match self.root.resource_type()? {
			found if found == kind => Ok(self.root.clone()),
			"Bundle" => self.only(kind, rule),
			found => {
				let found = excerpt(found);
				Err(self.root.refuse(Reason::NotRead { found, why: rule }))
			},
		}
	}

	fn only(&self, kind: &str, rule: &'static str) -> Result<Node<'a>, Refusal> {
		let path = || format!("{}.entry", self.root.path);
		<[Node<'a>; 1]>::try_from(self.all(kind))
			.map(|[resource]| resource)
			.map_err(|_| Refusal::new(path(), Reason::Rule(rule)))
	}

	/// The message's header.
	pub fn header(&self) -> Option<Node<'a>> {
		self.all("MessageHeader").into_iter().next()
	}

	/// The items that the completion selects, all without one. Refused, with `why`, if that leaves none, and if it selects
	/// what is not there.
	pub fn selected(
		&self,
		items: Vec<Node<'a>>,
		why: &'static str,
	) -> Result<Vec<Node<'a>>, Refusal> {
		let items = self.named_by_completion(items)?;
		if items.is_empty() {
			return Err(Refusal::new(format!("{}.entry", self.root.path), Reason::Absent(why)));
		}
		Ok(items)
	}

	fn named_by_completion(&self, items: Vec<Node<'a>>) -> Result<Vec<Node<'a>>, Refusal> {
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
			return Err(Refusal::new("completion.lines", Reason::Unresolved(excerpt(line))));
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
			return Err(node.refuse(Reason::Unresolved(excerpt(&target))));
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
		item.check_unmodified()?;
		let mut fields = self.reading();
		let header = self.header().filter(|_| schema.position("message").is_some());
		fields.extend(header.map(|header| ("message".to_owned(), header.value.clone())));
		fields.extend(around.into_iter().map(|(path, value)| (path.to_owned(), value)));
		let known = |path: &str| schema.is_element(path);
		let field = |path: &str, value: &Value| (schema.own(path), value.clone());
		let mut primitives = Vec::new();
		for (key, value) in item.object()?.iter() {
			let unknown = |key: &str| {
				Refusal::new(format!("{}.{}", item.path, excerpt(key)), Reason::UnknownElement)
			};
			match (key, key.strip_prefix('_')) {
				("resourceType", _) => {},
				(_, Some(element)) if known(element) => {
					primitives.push((key.to_owned(), value.clone()))
				},
				_ if Some(key) == split => {
					let part = Node { value, path: format!("{}.{key}", item.path) };
					part.check_unmodified()?;
					for (inner, value) in part.object()?.iter() {
						let path = format!("{key}.{inner}");
						if !known(&path) {
							return Err(unknown(&path).into());
						}
						fields.push(field(&path, value));
					}
				},
				_ if key.contains('.') || !known(key) => return Err(unknown(key).into()),
				_ => fields.push(field(key, value)),
			}
		}
		if !primitives.is_empty() {
			fields.push(field("_", &Value::object(primitives)));
		}
		Ok(Draft::new(schema, fields)?)
	}

	/// The whole message as a document.
	pub fn message_draft(&self) -> Result<Draft, Error> {
		let resource = ("resource".to_owned(), self.root.value.clone());
		Ok(Draft::new(&MESSAGE, self.reading().into_iter().chain([resource]))?)
	}

	pub fn reading(&self) -> Vec<(String, Value)> {
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
