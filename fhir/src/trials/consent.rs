//! R4 `Consent` to take part in a trial, to [`TrialConsent`].

use super::{
	form::{said, unknown, ELEMENTS},
	FormKey, ScopeTable, FORM,
};
use crate::{
	consent::{check_scope, provisions, SCOPE},
	context::Context,
	document::Draft,
	error::{excerpt, Error, Reason, Refusal},
	json::{self, Value},
	model::{Identifier, Party, Reference},
	node::Node,
	profile::Profile,
	request, required,
	schema::CONSENT,
	time,
};

/// What the reader of a consent must know beside the consent.
#[derive(Debug, Clone)]
pub struct ConsentTerms<'a> {
	/// The table of the form that is signed.
	pub scopes: &'a ScopeTable,
	/// When the trial ends, in milliseconds since 1970.
	pub ends_ms: u64,
	/// The reader's clock, in milliseconds since 1970.
	pub now_ms: u64,
	/// The greatest age of `dateTime`, in milliseconds.
	pub max_age_ms: u64,
}

/// A consent to take part in a trial, in the chain's terms.
#[derive(Debug, Clone)]
pub struct TrialConsent {
	/// The consent's own identifier, else the resource's id.
	pub id: Option<Identifier>,
	/// The form that it is about: the terms' own.
	pub form: FormKey,
	/// What is agreed to: bits of the form, all core ones among them.
	pub scopes: u32,
	/// Who takes part; mapped to the participant's key off the chain, and committed.
	pub patient: Reference,
	/// Who signed by the source's account; the chain takes it from the signatures.
	pub performers: Vec<Reference>,
	/// The site.
	pub site: Party,
	/// When it was given; a date counts from its start.
	pub dated_ms: u64,
	/// Everything, to be committed to, with the Provenance resources that sign it.
	pub draft: Draft,
}

/// Reads a `Consent`, or a Bundle with exactly one, strictly.
///
/// Nothing is agreed to by silence: scope and category say research, a provision says `permit`, each of its codes stands for
/// a scope in the form's table, and its period covers the trial. An exception (`deny`) takes one scope away.
///
/// # Errors
/// [`Error::Json`] if the bytes have no canonical form, [`Error::Refused`] with element and reason otherwise.
pub fn read_consent(
	bytes: &[u8],
	profile: &Profile,
	terms: &ConsentTerms<'_>,
) -> Result<TrialConsent, Error> {
	let value = json::parse(bytes)?;
	let kind = Node::root("$", &value).resource_type()?;
	let context = Context::new(profile, None, Node::root(excerpt(kind), &value))?;
	let consent = context.subject("Consent", "a Consent, or a Bundle with exactly one, is")?;
	check_status(&consent)?;
	check_scope(&consent, "research", "`research`")?;
	check_category(&consent)?;
	let patient = consent.need("patient", "a consent is somebody's")?.reference()?;
	let performers = consent.list("performer")?;
	let performers = performers.iter().map(Node::reference).collect::<Result<_, _>>()?;
	let rule = "a consent is given at one site";
	let site = consent.only_one("organization", "the site answers for the consent", rule)?;
	let (site, _) = context.party(&consent, &site)?;
	let form = form(&consent, terms.scopes.form())?;
	let dated = consent.need("dateTime", "the chain takes no consent of unknown age")?;
	let dated_ms = time::moments(&dated, profile.zone.as_ref())?.from_ms;
	time::check_age(&dated, dated_ms, terms.now_ms, terms.max_age_ms)?;
	let scopes = scopes(&consent, profile, terms, dated_ms)?;
	required::check(&consent)?;
	let around = match signatures(&context, &consent)? {
		signatures if signatures.is_empty() => vec![],
		signatures => vec![("provenance", Value::Array(signatures))],
	};
	Ok(TrialConsent {
		id: request::own_identifier(&consent)?,
		form,
		scopes,
		patient,
		performers,
		site,
		dated_ms,
		draft: context.draft(&CONSENT, &consent, around, None)?,
	})
}

/// The chain says where a consent stands; what is over, refused or an error is no consent to bring there.
fn check_status(consent: &Node<'_>) -> Result<(), Refusal> {
	let status = consent.need("status", "R4 requires it")?;
	match status.text()? {
		"draft" | "proposed" | "active" => Ok(()),
		other => Err(status.code_error(other, "`draft`, `proposed` or `active`")),
	}
}

/// R4's codes of a consent to research, in two of its code systems.
fn check_category(consent: &Node<'_>) -> Result<(), Refusal> {
	let categories = consent.need("category", "R4 requires it")?;
	for category in categories.elements()? {
		for coding in category.list("coding")? {
			let (system, code) = coding.coding()?;
			let research = match system {
				"http://terminology.hl7.org/CodeSystem/consentcategorycodes" => {
					["research", "rsdid", "rsreid"]
				},
				"http://terminology.hl7.org/CodeSystem/v3-ActCode" => {
					["RESEARCH", "RSDID", "RSREID"]
				},
				SCOPE => ["research"; 3],
				_ => continue,
			};
			if research.contains(&code) {
				return Ok(());
			}
		}
	}
	let rule = "none says research (consentcategorycodes or v3-ActCode)";
	Err(categories.refuse(Reason::Rule(rule)))
}

/// The form that is signed, wherever the consent names it.
fn form(consent: &Node<'_>, expected: FormKey) -> Result<FormKey, Refusal> {
	let mut named = Vec::new();
	if let Some(identifier) = consent.get("sourceReference").and_then(|one| one.get("identifier")) {
		if identifier.identifier()?.system.as_deref() == Some(FORM) {
			named.push(identifier.need("value", "it names the form")?);
		}
	}
	for policy in consent.list("policy")? {
		named.extend(policy.get("uri").filter(|uri| {
			uri.value.as_str().is_some_and(|uri| uri.starts_with("urn:salus:form:"))
		}));
	}
	if named.is_empty() {
		let path = format!("{}.sourceReference", consent.path);
		let why = "neither an identifier of urn:salus:form nor a policy names the form";
		return Err(Refusal::new(path, Reason::Absent(why)));
	}
	for name in named {
		let text = name.text()?;
		let key = text.strip_prefix("urn:salus:form:").unwrap_or(text).parse::<FormKey>();
		let spelled = "trial, version and commitment, with `/` between";
		if key.map_err(|_| name.code_error(text, spelled))? != expected {
			let with = format!("the table of scopes, which is that of {expected}");
			return Err(name.refuse(Reason::Contradicts { with }));
		}
	}
	Ok(expected)
}

/// What is agreed to.
fn scopes(
	consent: &Node<'_>,
	profile: &Profile,
	terms: &ConsentTerms<'_>,
	dated_ms: u64,
) -> Result<u32, Refusal> {
	let found = provisions(consent)?;
	let provision = || format!("{}.provision", consent.path);
	if found.permits.is_empty() {
		let why = "nothing is permitted: this refuses to take part";
		return Err(Refusal::new(provision(), Reason::NotUnderstood(why)));
	}
	let mut scopes = 0;
	for permit in &found.permits {
		scopes |= codes(permit, terms.scopes)?.into_iter().fold(0, |sum, code| sum | code);
		if let Some(period) = permit.get("period") {
			check_covers(&period, profile, terms.ends_ms, dated_ms)?;
		}
	}
	for exception in &found.exceptions {
		if let Some(period) = exception.get("period") {
			let why = "an exception for a time cannot be expressed: leave the scope out";
			return Err(period.refuse(Reason::NotUnderstood(why)));
		}
		match codes(exception, terms.scopes)?.as_slice() {
			[scope] => scopes &= !scope,
			_ => {
				let rule = "an exception names one code: several together cannot be expressed";
				return Err(exception.refuse(Reason::Rule(rule)));
			},
		}
	}
	if scopes & terms.scopes.core() != terms.scopes.core() {
		let rule = "leaves out a scope without which nobody takes part";
		return Err(Refusal::new(provision(), Reason::Rule(rule)));
	}
	Ok(scopes)
}

/// The scopes that a provision's codes stand for, one per code.
fn codes(provision: &Node<'_>, table: &ScopeTable) -> Result<Vec<u32>, Refusal> {
	for (key, _) in provision.object()?.iter() {
		let path = || format!("{}.{}", provision.path, excerpt(key));
		match key {
			"id" | "extension" | "type" | "provision" | "period" => {},
			_ if ELEMENTS.contains(&key) => {},
			"actor" | "securityLabel" | "dataPeriod" => {
				let why = "it narrows the consent, and no scope of a form says so";
				return Err(Refusal::new(path(), Reason::NotUnderstood(why)));
			},
			_ => return Err(Refusal::new(path(), Reason::UnknownElement)),
		}
	}
	let mut scopes = Vec::new();
	for element in ELEMENTS {
		for entry in provision.list(element)? {
			let (system, code) = said(element, &entry)?;
			let scope = table.scope(element, &system, &code);
			scopes.push(scope.ok_or_else(|| unknown(&entry, &system, &code))?);
		}
	}
	if scopes.is_empty() {
		let why = "it names no purpose, class, code, action or data, and agrees to nothing";
		return Err(provision.refuse(Reason::Absent(why)));
	}
	Ok(scopes)
}

/// A consent holds until the trial ends; a shorter one is none (narrow the scopes instead). An open end covers the trial.
fn check_covers(
	period: &Node<'_>,
	profile: &Profile,
	ends_ms: u64,
	dated_ms: u64,
) -> Result<(), Refusal> {
	let zone = profile.zone.as_ref();
	let short = "does not cover the trial from this consent on: narrow the scopes instead";
	if let Some(start) = period.get("start") {
		if time::moments(&start, zone)?.from_ms > dated_ms {
			return Err(start.refuse(Reason::Rule(short)));
		}
	}
	if let Some(end) = period.get("end") {
		if time::moments(&end, zone)?.until_ms < ends_ms {
			return Err(end.refuse(Reason::Rule(short)));
		}
	}
	Ok(())
}

/// The Provenance resources of the Bundle whose target is this consent.
fn signatures(context: &Context<'_>, consent: &Node<'_>) -> Result<Vec<Value>, Refusal> {
	let mut found = Vec::new();
	for provenance in context.all("Provenance") {
		for target in provenance.list("target")? {
			let literal = target.get("reference").map(|literal| literal.text()).transpose()?;
			let led = literal.and_then(|literal| context.resolve(&provenance, literal));
			if led.is_some_and(|led| led.path == consent.path) {
				found.push(provenance.value.clone());
				break;
			}
		}
	}
	Ok(found)
}
