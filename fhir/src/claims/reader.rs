//! R4 `Claim` to [`Claim`].

use super::{Adaptation, Claim, ClaimLine, Prescribed, Use, DISPENSE, MAX_RANK, PRESCRIPTION};
use crate::{
	context::Context,
	document::parse_hash,
	error::{excerpt, Error, Reason, Refusal},
	json::{self, Value},
	model::{Identifier, Party},
	money::Currency,
	node::Node,
	profile::{Profile, Rules},
	request, required, schema, time, units,
};

/// What the reader of a claim must know beside the claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
	/// The only currency of the amounts.
	pub currency: Currency,
	/// The reader's clock, in milliseconds since 1970.
	pub now_ms: u64,
	/// The greatest age of `created`, in milliseconds.
	pub max_age_ms: u64,
}

/// Reads one R4 `Claim`, strictly: what the chain needs and the claim does not say is refused.
///
/// # Errors
/// [`Error::Json`] if the bytes have no canonical form, [`Error::Refused`] with element and reason otherwise.
pub fn read(bytes: &[u8], profile: &Profile, terms: &Terms) -> Result<Claim, Error> {
	let value = json::parse(bytes)?;
	let kind = Node::root("$", &value).resource_type()?;
	let root = Node::root(excerpt(kind), &value);
	if kind != "Claim" {
		let why = "only a Claim is";
		return Err(root.refuse(Reason::NotRead { found: excerpt(kind), why }).into());
	}
	claim(&Context::new(profile, None, root.clone())?, &root, terms)
}

pub(super) fn claim<'a>(
	context: &Context<'a>,
	claim: &Node<'a>,
	terms: &Terms,
) -> Result<Claim, Error> {
	claim.need("status", "R4 requires it")?.expect("active", "`active`")?;
	let purpose = purpose(claim)?;
	let prescription = prescription(context, claim)?;
	let mut adaptations = Vec::new();
	let focal = focal(claim)?;
	let rank = rank(&focal)?;
	let provider = claim.need("provider", "somebody must answer for the claim, and be paid")?;
	let (provider, _) = context.party(claim, &provider)?;
	let insurer = insurer(context, claim, &focal, &mut adaptations)?;
	let created_ms = created(context, claim, terms)?;
	check_payee(claim)?;
	let (lines, total) = lines(context, claim, purpose, &terms.currency, &mut adaptations)?;
	required::check(claim)?;
	let around = adaptations.iter().map(|adaptation| Value::String(adaptation.to_string()));
	let around: Vec<_> = around.collect();
	let around =
		if around.is_empty() { vec![] } else { vec![("adaptations", Value::Array(around))] };
	Ok(Claim {
		id: request::own_identifier(claim)?,
		purpose,
		prescription,
		provider,
		insurer,
		rank,
		created_ms,
		lines,
		total,
		adaptations,
		draft: context.draft(&schema::CLAIM, claim, around, None)?,
	})
}

fn purpose(claim: &Node<'_>) -> Result<Use, Refusal> {
	let purpose = claim.need("use", "it says what is asked")?;
	match purpose.text()? {
		"claim" => Ok(Use::Claim),
		"preauthorization" => Ok(Use::Preauthorization),
		"predetermination" => Ok(Use::Predetermination),
		other => {
			Err(purpose.code_error(other, "`claim`, `preauthorization` or `predetermination`"))
		},
	}
}

/// R4: by the id on the chain. Synthea knows no chain, and refers to the MedicationRequest in its Bundle.
fn prescription<'a>(context: &Context<'a>, claim: &Node<'a>) -> Result<Prescribed, Refusal> {
	let prescription = claim.get("prescription").ok_or_else(|| {
		Refusal::new(format!("{}.prescription", claim.path), Reason::NoPrescription)
	})?;
	if context.profile.rules == Rules::Synthea {
		let reference = prescription.reference()?;
		let target = reference.reference.as_deref().unwrap_or_default();
		return match context.resolve(claim, target).map(|target| target.resource_type()) {
			Some(Ok("MedicationRequest")) => Ok(Prescribed::Request(reference)),
			_ => Err(prescription.refuse(Reason::Unresolved(excerpt(target)))),
		};
	}
	let why = "the prescription is named by an identifier of urn:salus:prescription";
	let identifier = prescription.need("identifier", why)?;
	identifier.need("system", why)?.expect(PRESCRIPTION, PRESCRIPTION)?;
	let value = identifier.need("value", why)?;
	let text = value.text()?;
	let rx = parse_hash(text);
	rx.map(Prescribed::Chain)
		.ok_or_else(|| value.code_error(text, "0x and 64 lower-case hex digits"))
}

/// The one insurance that the claim is addressed to.
fn focal<'a>(claim: &Node<'a>) -> Result<Node<'a>, Refusal> {
	let insurance = claim.need("insurance", "it says which payer's turn it is")?;
	let entries = insurance.elements()?;
	sequences(&entries)?;
	let mut focal = Vec::new();
	for entry in entries {
		entry.check_unmodified()?;
		if entry
			.need("focal", "exactly one insurance is the one that is claimed from")?
			.boolean()?
		{
			focal.push(entry);
		}
	}
	let [focal] = <[Node<'a>; 1]>::try_from(focal)
		.map_err(|_| insurance.refuse(Reason::Rule("exactly one must be focal")))?;
	Ok(focal)
}

/// R4 orders the payers by `sequence`, from 1. What does not say its turn is nobody's turn, not the first's.
fn rank(focal: &Node<'_>) -> Result<u8, Refusal> {
	let sequence = focal.need("sequence", MISSING_SEQUENCE)?;
	let range = "1 to 4: the chain has ranks 0 to 3";
	let number: u8 = sequence.integer(range)?;
	let rank = number.checked_sub(1).filter(|rank| *rank <= MAX_RANK);
	rank.ok_or_else(|| sequence.refuse(Reason::OutOfRange { found: number.to_string(), range }))
}

const MISSING_SEQUENCE: &str = "a missing sequence is not taken as the first";

/// `sequence` of all entries of a list: positive, each once.
fn sequences(entries: &[Node<'_>]) -> Result<Vec<u32>, Refusal> {
	let mut numbers = Vec::new();
	for entry in entries {
		let sequence = entry.need("sequence", MISSING_SEQUENCE)?;
		let range = "1 to 2147483647";
		let number: u32 = sequence.integer(range)?;
		if number == 0 {
			return Err(sequence.refuse(Reason::OutOfRange { found: "0".into(), range }));
		}
		if numbers.contains(&number) {
			return Err(sequence.refuse(Reason::Rule("stands twice in the list")));
		}
		numbers.push(number);
	}
	Ok(numbers)
}

/// R4: `insurer`. Synthea names the payer in the coverage only, by its printed name.
fn insurer<'a>(
	context: &Context<'a>,
	claim: &Node<'a>,
	focal: &Node<'a>,
	adaptations: &mut Vec<Adaptation>,
) -> Result<Party, Refusal> {
	if let Some(insurer) = claim.get("insurer") {
		return Ok(context.party(claim, &insurer)?.0);
	}
	let name = focal.get("coverage").and_then(|coverage| coverage.get("display"));
	match name.filter(|_| context.profile.rules == Rules::Synthea) {
		Some(name) => {
			let what = "absent, the payer is the name of the focal coverage";
			adaptations.push(Adaptation { path: format!("{}.insurer", claim.path), what });
			let value = name.text()?.to_owned();
			let organisation = vec![Identifier { system: Some(SYNTHEA.to_owned()), value }];
			Ok(Party { organisation, ..Party::default() })
		},
		None => {
			let why = "the chain must know which payer is claimed from";
			Err(Refusal::new(format!("{}.insurer", claim.path), Reason::Absent(why)))
		},
	}
}

/// Identifier system that Synthea uses for everything of its own.
const SYNTHEA: &str = "https://github.com/synthetichealth/synthea";

fn created(context: &Context<'_>, claim: &Node<'_>, terms: &Terms) -> Result<u64, Refusal> {
	let created = claim.need("created", "R4 requires it")?;
	let ms = time::moments(&created, context.profile.zone.as_ref())?.from_ms;
	time::check_age(&created, ms, terms.now_ms, terms.max_age_ms)?;
	Ok(ms)
}

/// The chain pays the provider, on the account that the provider set there.
fn check_payee(claim: &Node<'_>) -> Result<(), Refusal> {
	match claim.get("payee") {
		None => Ok(()),
		Some(payee) => {
			let kind = payee.need("type", "R4 requires it")?.concept_code()?;
			kind.expect("provider", "`provider`: the chain pays nobody else")
		},
	}
}

/// Items whose nets sum to the total.
fn lines<'a>(
	context: &Context<'a>,
	claim: &Node<'a>,
	purpose: Use,
	currency: &Currency,
	adaptations: &mut Vec<Adaptation>,
) -> Result<(Vec<ClaimLine>, u128), Refusal> {
	let total = claim.need("total", "it is what is billed")?;
	let billed = currency.read(&total)?;
	let items = claim.need("item", "nothing is billed")?;
	let entries = items.elements()?;
	let sequences = sequences(&entries)?;
	let nets = nets(context, &entries, currency, billed, adaptations)?;
	let sum = nets.iter().try_fold(0_u128, |sum, net| sum.checked_add(*net));
	if entries.is_empty() {
		return Err(items.refuse(Reason::Absent("nothing is billed")));
	}
	if sum != Some(billed) {
		let sum = sum.map_or("more than fits".to_owned(), |sum| currency.render(sum));
		let (found, parts) = (currency.render(billed), "the nets of the items");
		return Err(total.refuse(Reason::Unequal { found, parts, sum }));
	}
	let mut lines = Vec::new();
	for ((item, sequence), net) in entries.iter().zip(sequences).zip(nets) {
		item.check_unmodified()?;
		let (dispense, quantity) = (dispense(context, item, purpose)?, quantity(item, purpose)?);
		lines.push(ClaimLine { sequence, dispense, quantity, net });
	}
	Ok((lines, billed))
}

/// `net` of each item. Synthea writes none for what the visit or the drug itself costs: the total less the others.
fn nets(
	context: &Context<'_>,
	items: &[Node<'_>],
	currency: &Currency,
	billed: u128,
	adaptations: &mut Vec<Adaptation>,
) -> Result<Vec<u128>, Refusal> {
	let net = |item: &Node<'_>| item.get("net").map(|net| currency.read(&net)).transpose();
	let mut nets = items.iter().map(net).collect::<Result<Vec<_>, _>>()?;
	let given = nets.iter().flatten().try_fold(0_u128, |sum, net| sum.checked_add(*net));
	let rest = given.and_then(|given| billed.checked_sub(given));
	let mut unpriced = nets.iter_mut().zip(items).filter(|(net, _)| net.is_none());
	if context.profile.rules == Rules::Synthea {
		if let (Some((net, item)), None) = (unpriced.next(), unpriced.next()) {
			*net = rest;
			let what = "absent, what the total leaves beside the other items";
			adaptations.push(Adaptation { path: format!("{}.net", item.path), what });
		}
	}
	let mut priced = Vec::new();
	for (item, net) in items.iter().zip(nets) {
		let path = || format!("{}.net", item.path);
		let range = "more than 0";
		match net {
			Some(0) => {
				let found = currency.render(0);
				return Err(Refusal::new(path(), Reason::OutOfRange { found, range }));
			},
			Some(net) => priced.push(net),
			None => {
				let why = "every item says what it costs, with quantity and factor counted in";
				return Err(Refusal::new(path(), Reason::Absent(why)));
			},
		}
	}
	Ok(priced)
}

/// The number of the dispense, in our extension.
fn dispense(context: &Context<'_>, item: &Node<'_>, purpose: Use) -> Result<Option<u8>, Refusal> {
	let mut named = Vec::new();
	for extension in item.list("extension")? {
		if extension.need("url", "an extension is named by its url")?.text()? == DISPENSE {
			named.push(extension);
		}
	}
	match (named.as_slice(), purpose) {
		([], Use::Claim) if context.profile.rules != Rules::Synthea => {
			let why = "the extension urn:salus:dispense names the dispense";
			Err(Refusal::new(format!("{}.extension", item.path), Reason::Absent(why)))
		},
		([], _) => Ok(None),
		([extension], Use::Claim) => {
			let why = "the extension carries the number of the dispense";
			extension.need("valueUnsignedInt", why)?.integer("0 to 255").map(Some)
		},
		([extension], _) => {
			let why = "nothing is dispensed yet on what this claim is for";
			Err(extension.refuse(Reason::NotUnderstood(why)))
		},
		([_, second, ..], _) => {
			Err(second.refuse(Reason::Rule("an item is for one dispense only")))
		},
	}
}

/// What a predetermination asks the price of.
fn quantity(item: &Node<'_>, purpose: Use) -> Result<Option<(u8, u32)>, Refusal> {
	if purpose != Use::Predetermination {
		return Ok(None);
	}
	units::quantity(&item.need("quantity", "a price is quoted for a quantity")?).map(Some)
}
