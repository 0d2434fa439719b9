//! What a payer's own system decided, as R4 `ClaimResponse` or `ExplanationOfBenefit`, to become an `adjudicate` call.

use super::{carc_number, Adjustment, ClaimKey, Group, Split, ADJUDICATION, CARC, CLAIM, GROUP};
use crate::{
	error::{excerpt, Error, Reason, Refusal},
	json,
	model::Identifier,
	money::Currency,
	node::Node,
	request, required,
};

/// Most adjustments of one call, those of group PR not counted.
pub const MAX_ADJUSTMENTS: usize = 6;

/// What a payer decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjudication {
	/// The answer's own identifier, else the resource's id.
	pub id: Option<Identifier>,
	/// The claim that is answered, if it is named by an identifier of [`CLAIM`].
	pub claim: Option<ClaimKey>,
	/// What was billed, as the payer understood it.
	pub billed: u128,
	/// Who bears it. The sum is `billed`.
	pub split: Split,
	/// Groups CO, OA, PI, each with a reason once: what the call takes. They sum to writeoff and other.
	pub adjustments: Vec<Adjustment>,
	/// Group PR: why the patient's share is what it is. The call takes only their sum, `split.patient`.
	pub patient_reasons: Vec<Adjustment>,
}

/// Reads an adjudication, strictly.
///
/// - `outcome` is `complete`, `use` is `claim`.
/// - Each part of the billed amount is an `item.adjudication`: HL7's categories `submitted` (billed) and `benefit` (paid by
///   the payer), or an X12 group as category with its CARC as reason. HL7's `copay`, `deductible` and any other amount
///   without both X12 codes are refused. `eligible` and `eligpercent` say nothing that the others do not.
/// - Items are summed up: the chain decides by dispense.
///
/// # Errors
/// [`Error::Json`] if the bytes have no canonical form, [`Error::Refused`] with element and reason otherwise.
pub fn read_adjudication(bytes: &[u8], currency: &Currency) -> Result<Adjudication, Error> {
	let value = json::parse(bytes)?;
	let kind = Node::root("$", &value).resource_type()?;
	let root = Node::root(excerpt(kind), &value);
	if !matches!(kind, "ClaimResponse" | "ExplanationOfBenefit") {
		let why = "only a ClaimResponse or ExplanationOfBenefit is";
		return Err(root.refuse(Reason::NotRead { found: excerpt(kind), why }).into());
	}
	Ok(adjudication(&root, currency)?)
}

fn adjudication(answer: &Node<'_>, currency: &Currency) -> Result<Adjudication, Refusal> {
	check_final(answer)?;
	let mut tally = Tally::new(currency);
	let items = answer.need("item", "nothing is decided")?;
	for item in items.elements()? {
		check_simple(&item, &["detail", "modifierExtension"])?;
		for entry in item.list("adjudication")? {
			tally.add(&entry)?;
		}
	}
	let billed = total(answer, (ADJUDICATION, "submitted"), currency)?;
	let (billed, split) = tally.settle(&items, billed)?;
	check_paid(answer, currency, split.payer)?;
	required::check(answer)?;
	let (patient_reasons, adjustments): (Vec<_>, Vec<_>) =
		tally.adjustments.into_iter().partition(|adjustment| adjustment.group == Group::Pr);
	if adjustments.len() > MAX_ADJUSTMENTS {
		let reason = Reason::Rule("has more than 6 different pairs of group and reason code");
		return Err(items.refuse(reason));
	}
	Ok(Adjudication {
		id: request::own_identifier(answer)?,
		claim: claim_key(answer)?,
		billed,
		split,
		adjustments,
		patient_reasons,
	})
}

/// A decision on a claim, and the last word of the system that made it.
fn check_final(answer: &Node<'_>) -> Result<(), Refusal> {
	let why = "R4 requires it";
	answer.need("status", why)?.expect("active", "`active`")?;
	answer.need("use", why)?.expect("claim", "`claim`: nothing else is paid")?;
	answer
		.need("outcome", why)?
		.expect("complete", "`complete`: anything else is no decision yet")?;
	check_simple(answer, &["addItem", "adjudication", "modifierExtension", "implicitRules"])
}

/// Elements that would change what is decided, and are not read.
fn check_simple(node: &Node<'_>, unread: &[&str]) -> Result<(), Refusal> {
	match unread.iter().find_map(|key| node.get(key)) {
		Some(found) => {
			let why = "decisions are read from item.adjudication only";
			Err(found.refuse(Reason::NotUnderstood(why)))
		},
		None => Ok(()),
	}
}

/// What the entries say, summed up.
struct Tally<'a> {
	currency: &'a Currency,
	submitted: Option<u128>,
	benefit: Option<u128>,
	adjustments: Vec<Adjustment>,
}

impl<'a> Tally<'a> {
	fn new(currency: &'a Currency) -> Self {
		Self { currency, submitted: None, benefit: None, adjustments: Vec::new() }
	}

	fn add(&mut self, entry: &Node<'_>) -> Result<(), Refusal> {
		let category = entry.need("category", "R4 requires it")?;
		let (system, code) = category.first_coding()?;
		let amount = || self.currency.read(&entry.need("amount", "it is what the entry is about")?);
		match (system, code) {
			(ADJUDICATION, "submitted") => self.submitted = sum(entry, self.submitted, amount()?)?,
			(ADJUDICATION, "benefit") => self.benefit = sum(entry, self.benefit, amount()?)?,
			(ADJUDICATION, "eligible" | "eligpercent") => {},
			(GROUP, code) => {
				let (group, carc) = (group(&category, code)?, carc(entry)?);
				let amount = amount()?;
				self.adjust(entry, Adjustment { group, carc, amount })?;
			},
			_ => return Err(category.refuse(Reason::Uncoded("group"))),
		}
		Ok(())
	}

	/// One adjustment for each pair of group and reason.
	fn adjust(&mut self, entry: &Node<'_>, new: Adjustment) -> Result<(), Refusal> {
		if new.amount == 0 {
			let (found, range) = (self.currency.render(0), "more than 0");
			let path = format!("{}.amount", entry.path);
			return Err(Refusal::new(path, Reason::OutOfRange { found, range }));
		}
		let same = |known: &&mut Adjustment| (known.group, known.carc) == (new.group, new.carc);
		match self.adjustments.iter_mut().find(same) {
			Some(known) => {
				known.amount =
					known.amount.checked_add(new.amount).ok_or_else(|| too_large(entry))?
			},
			None => self.adjustments.push(new),
		}
		Ok(())
	}

	/// The X12 835 equation.
	fn settle(&self, items: &Node<'_>, total: Option<u128>) -> Result<(u128, Split), Refusal> {
		let absent = |why| items.refuse(Reason::Absent(why));
		let why = "neither an item nor the total says what was `submitted`";
		let billed = self.submitted.or(total).ok_or_else(|| absent(why))?;
		if total.is_some_and(|total| total != billed) {
			let with = "total: `submitted`".to_owned();
			return Err(items.refuse(Reason::Contradicts { with }));
		}
		let why = "no item says what the payer pays (`benefit`, also if it is 0)";
		let payer = self.benefit.ok_or_else(|| absent(why))?;
		let mut split = Split { payer, ..Split::default() };
		for Adjustment { group, amount, .. } in &self.adjustments {
			let share = match group {
				Group::Pr => &mut split.patient,
				Group::Co => &mut split.writeoff,
				Group::Oa | Group::Pi | Group::Cr => &mut split.other,
			};
			*share = share.checked_add(*amount).ok_or_else(|| too_large(items))?;
		}
		let sum = split.sum().ok_or_else(|| too_large(items))?;
		if sum != billed {
			let (found, sum) = (self.currency.render(billed), self.currency.render(sum));
			let parts = "benefit and adjustments";
			return Err(items.refuse(Reason::Unequal { found, parts, sum }));
		}
		Ok((billed, split))
	}
}

fn sum(entry: &Node<'_>, known: Option<u128>, new: u128) -> Result<Option<u128>, Refusal> {
	let sum = known.unwrap_or_default().checked_add(new).ok_or_else(|| too_large(entry))?;
	Ok(Some(sum))
}

fn too_large(node: &Node<'_>) -> Refusal {
	let range = "0 to 2^128 - 1 units";
	node.refuse(Reason::OutOfRange { found: "the sum".into(), range })
}

const REVERSED: &str =
	"CR corrects an earlier decision, and the chain reverses by calls of its own";

fn group(category: &Node<'_>, code: &str) -> Result<Group, Refusal> {
	match Group::of(code) {
		Some(Group::Cr) => Err(category.refuse(Reason::NotUnderstood(REVERSED))),
		Some(group) => Ok(group),
		None => Err(category.code_error(code, "CO, PR, OA or PI")),
	}
}

/// The reason, in the chain's number.
fn carc(entry: &Node<'_>) -> Result<u16, Refusal> {
	let missing = || entry.refuse(Reason::Uncoded("reason code"));
	let reason = entry.get("reason").ok_or_else(missing)?;
	match reason.first_coding()? {
		(CARC, code) => {
			let expected = "a CARC: up to three digits, a capital in front or not";
			carc_number(code).ok_or_else(|| reason.code_error(code, expected))
		},
		_ => Err(missing()),
	}
}

/// The amount of the `total` of this category, as system and code. R4 has one each.
fn total(
	answer: &Node<'_>,
	category: (&str, &str),
	currency: &Currency,
) -> Result<Option<u128>, Refusal> {
	let mut found = None;
	for total in answer.list("total")? {
		if total.need("category", "R4 requires it")?.first_coding()? == category {
			let amount = currency.read(&total.need("amount", "R4 requires it")?)?;
			if found.replace(amount).is_some() {
				return Err(total.refuse(Reason::Rule("stands twice in the list")));
			}
		}
	}
	Ok(found)
}

/// `total` and `payment`, where they are given, say the same. Interest is `payment.adjustment`.
fn check_paid(answer: &Node<'_>, currency: &Currency, payer: u128) -> Result<(), Refusal> {
	let contradiction = |path: String| {
		Refusal::new(path, Reason::Contradicts { with: "item.adjudication: `benefit`".to_owned() })
	};
	if total(answer, (ADJUDICATION, "benefit"), currency)?.is_some_and(|benefit| benefit != payer) {
		return Err(contradiction(format!("{}.total", answer.path)));
	}
	if total(answer, (GROUP, Group::Cr.code()), currency)?.is_some() {
		let reason = Reason::NotUnderstood(REVERSED);
		return Err(Refusal::new(format!("{}.total", answer.path), reason));
	}
	let Some(payment) = answer.get("payment") else { return Ok(()) };
	let Some(amount) = payment.get("amount") else { return Ok(()) };
	let beside = payment.get("adjustment").map(|beside| currency.read(&beside)).transpose()?;
	match payer.checked_add(beside.unwrap_or_default()) {
		Some(due) if due == currency.read(&amount)? => Ok(()),
		_ => Err(contradiction(amount.path)),
	}
}

/// The claim that is answered, by our identifier. Another identifier is the caller's to understand.
fn claim_key(answer: &Node<'_>) -> Result<Option<ClaimKey>, Refusal> {
	let request = answer.get("request").or_else(|| answer.get("claim"));
	let Some(identifier) = request.and_then(|request| request.get("identifier")) else {
		return Ok(None);
	};
	let named = identifier.identifier()?;
	if named.system.as_deref() != Some(CLAIM) {
		return Ok(None);
	}
	let expected = "0x and 64 digits, dispense and rank, with `/` between";
	named.value.parse().map(Some).map_err(|_| identifier.code_error(&named.value, expected))
}
