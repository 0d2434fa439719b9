//! MedicationRequest: an item to issue (prescriptions.md, section 11).

use crate::{
	context::Context,
	error::{Error, Reason, Refusal},
	json::Value,
	model::{Access, Identifier, Order, Prescription, Reading, Reference},
	nhs,
	node::Node,
	schema::PRESCRIPTION,
	time, units,
};

/// Elements of which the completion is asked.
const CONSULTED: [&str; 10] = [
	"authoredOn",
	"dispenseRequest.dispenseInterval",
	"dispenseRequest.numberOfRepeatsAllowed",
	"dispenseRequest.performer",
	"dispenseRequest.quantity",
	"dispenseRequest.validityPeriod",
	"priorPrescription",
	"requester",
	"status",
	"substitution",
];

/// All items, or the refusal of the first that is refused: a form is issued whole.
pub(crate) fn order<'a>(
	context: &Context<'a>,
	message: Option<Identifier>,
	items: Vec<Node<'a>>,
) -> Result<Reading, Error> {
	context.check_completion(&CONSULTED)?;
	let items = context.selected(items, "nothing is prescribed")?;
	let items = items.iter().map(|item| prescription(context, item)).collect::<Result<_, _>>()?;
	Ok(Reading::Order(Order { message, items }))
}

fn prescription<'a>(context: &Context<'a>, item: &Node<'a>) -> Result<Prescription, Error> {
	let course = if context.nhs_eps() { Some(nhs::Course::of(item)?) } else { None };
	check_actionable(context, item, course)?;
	let requester = context.need(item, "requester", "somebody must answer for the prescription")?;
	let (prescriber, sources) = context.party(item, &requester)?;
	let signatures = nhs::signatures(context)?;
	let authored_at_ms = authored_at(context, item, &signatures)?;
	let quantity = context.need(item, "dispenseRequest.quantity", "it is the size of a fill")?;
	let (unit, count) = units::quantity(&quantity)?;
	if count == 0 {
		let found = "0".to_owned();
		return Err(quantity.refuse(Reason::OutOfRange { found, range: "1 to 4294967295" }).into());
	}
	check_initial_fill(item, &quantity)?;
	let repeats = repeats(context, item, course)?;
	let (from_ms, until_ms) = validity(context, item, course, authored_at_ms)?;
	let group = item.get("groupIdentifier");
	let prior = context.element(item, "priorPrescription")?;
	let mut around = vec![("prescriber", list(sources))];
	around.extend(patient(context, item)?.map(|patient| ("patient", patient)));
	if !signatures.is_empty() {
		around.push(("provenance", list(signatures.iter().map(|signature| signature.value))));
	}
	Ok(Prescription {
		line: line(context, item)?,
		group: group.as_ref().map(Node::identifier).transpose()?,
		prescription: group.as_ref().map(nhs::prescription_id).transpose()?.flatten(),
		authored_at_ms,
		class: context.completion.and_then(|completion| completion.class),
		unit,
		quantity: count,
		repeats,
		interval_h: interval(context, item, repeats)?,
		partial_h: context.completion.and_then(|completion| completion.partial_h),
		from_ms,
		until_ms,
		substitution_allowed: substitution(context, item)?,
		access: access(context, item)?,
		prior: prior.map(|prior| prior.reference()).transpose()?,
		prescriber,
		draft: context.draft(&PRESCRIPTION, item, around, Some("dispenseRequest"))?,
	})
}

fn list<'v>(values: impl IntoIterator<Item = &'v Value>) -> Value {
	Value::Array(values.into_iter().cloned().collect())
}

/// The item's identifier, else the resource's id.
pub(crate) fn line(context: &Context<'_>, item: &Node<'_>) -> Result<Option<Identifier>, Refusal> {
	if context.nhs_eps() {
		return nhs::line(item).map(Some);
	}
	own_identifier(item)
}

/// The first identifier of a resource, else its id.
pub(crate) fn own_identifier(resource: &Node<'_>) -> Result<Option<Identifier>, Refusal> {
	let id = resource.get("id").map(|id| id.text()).transpose()?;
	let id = id.map(|id| Identifier { system: None, value: id.to_owned() });
	Ok(resource.first_identifier("identifier")?.or(id))
}

/// Status, intent and modifiers allow to act on it.
fn check_actionable<'a>(
	context: &Context<'a>,
	item: &Node<'a>,
	course: Option<nhs::Course>,
) -> Result<(), Refusal> {
	context.need(item, "status", "R4 requires it")?.expect("active", "`active`")?;
	let intent = item.need("intent", "R4 requires it")?;
	match course {
		Some(course) => intent.expect(course.intent(), course.intent_rule())?,
		None => intent.expect("order", "`order`")?,
	}
	match item.get("doNotPerform") {
		Some(not) if not.boolean()? => {
			Err(not.refuse(Reason::NotUnderstood("it forbids the medication")))
		},
		_ => Ok(()),
	}
}

/// R4: `authoredOn`. NHS EPS: the prescriber's signature; both, if given, must agree.
fn authored_at<'a>(
	context: &Context<'a>,
	item: &Node<'a>,
	signatures: &[Node<'a>],
) -> Result<u64, Refusal> {
	let signed = signatures.first().map(nhs::signed_at).transpose()?;
	let written = item.get("authoredOn");
	let why = if context.nhs_eps() {
		"and no Provenance in the message signs the item: it is not prescribed yet"
	} else {
		"the chain needs the time of authoring"
	};
	let absent = || Refusal::new(format!("{}.authoredOn", item.path), Reason::Absent(why));
	let found = written.clone().or(signed.clone());
	let chosen = context.completed("authoredOn", found)?.ok_or_else(absent)?;
	let ms = time::instant(&chosen)?;
	match (written, signed) {
		(Some(written), Some(signed))
			if chosen.path == written.path && time::instant(&signed)? != ms =>
		{
			Err(written.refuse(Reason::Contradicts { with: signed.path }))
		},
		_ => Ok(ms),
	}
}

/// A first fill of another size has no place on the chain.
fn check_initial_fill(item: &Node<'_>, quantity: &Node<'_>) -> Result<(), Refusal> {
	let initial = item.get("dispenseRequest").and_then(|request| request.get("initialFill"));
	let Some(initial) = initial else { return Ok(()) };
	let why = "a first fill that differs from the others has no place on the chain";
	initial.only(&["quantity"]).map_err(|_| initial.refuse(Reason::NotUnderstood(why)))?;
	match initial.get("quantity") {
		Some(first) if units::quantity(&first)? != units::quantity(quantity)? => {
			Err(first.refuse(Reason::NotUnderstood(why)))
		},
		_ => Ok(()),
	}
}

/// R4: `numberOfRepeatsAllowed` counts fills on top of the first; its absence means different things in different
/// countries and is refused. NHS EPS: see [`nhs::Course::repeats`].
fn repeats<'a>(
	context: &Context<'a>,
	item: &Node<'a>,
	course: Option<nhs::Course>,
) -> Result<u8, Refusal> {
	let element = "dispenseRequest.numberOfRepeatsAllowed";
	let given = context.element(item, element)?;
	let number = given.as_ref().map(|given| given.integer("0 to 255")).transpose()?;
	if let Some(course) = course {
		let path = given.map_or(format!("{}.{element}", item.path), |given| given.path);
		return course.repeats(number).map_err(|reason| Refusal::new(path, reason));
	}
	let why = "some profiles read that as no repeats, others as any number";
	number.ok_or_else(|| Refusal::new(format!("{}.{element}", item.path), Reason::Absent(why)))
}

/// R4: `dispenseInterval`, needed only if there are repeats. NHS EPS: else `expectedSupplyDuration`.
fn interval<'a>(context: &Context<'a>, item: &Node<'a>, repeats: u8) -> Result<u16, Refusal> {
	let element = "dispenseRequest.dispenseInterval";
	if let Some(interval) = context.element(item, element)? {
		return time::hours(&interval);
	}
	if repeats == 0 {
		return Ok(0);
	}
	let supply =
		item.get("dispenseRequest").and_then(|request| request.get("expectedSupplyDuration"));
	match supply.filter(|_| context.nhs_eps()) {
		Some(supply) => time::hours(&supply),
		None => {
			let why = "repeats need the time between them";
			Err(Refusal::new(format!("{}.{element}", item.path), Reason::Absent(why)))
		},
	}
}

/// `[from, until)`: R4 needs both ends. NHS EPS: see [`nhs::validity`].
fn validity<'a>(
	context: &Context<'a>,
	item: &Node<'a>,
	course: Option<nhs::Course>,
	authored_at_ms: u64,
) -> Result<(u64, u64), Refusal> {
	let element = "dispenseRequest.validityPeriod";
	let period = context.element(item, element)?;
	let path =
		period.as_ref().map_or(format!("{}.{element}", item.path), |period| period.path.clone());
	let zone = context.profile.zone.as_ref();
	let end = |key: &str| match period.as_ref().and_then(|period| period.get(key)) {
		Some(end) => time::moments(&end, zone).map(Some),
		None => Ok(None),
	};
	let (start, end) =
		(end("start")?.map(|start| start.from_ms), end("end")?.map(|end| end.until_ms));
	let (from, until) = match course {
		Some(course) => nhs::validity(context, item, course, authored_at_ms, start, end)?,
		None => {
			let absent = |key| {
				Refusal::new(format!("{path}.{key}"), Reason::Absent("validity needs both ends"))
			};
			(start.ok_or_else(|| absent("start"))?, end.ok_or_else(|| absent("end"))?)
		},
	};
	if from >= until {
		return Err(Refusal::new(path, Reason::EmptyPeriod));
	}
	Ok((from, until))
}

/// R4: "if nothing is specified substitution may be done", which is too much to read into silence: refused. NHS EPS
/// knows no substitution: absent means no, `true` is refused.
fn substitution<'a>(context: &Context<'a>, item: &Node<'a>) -> Result<bool, Refusal> {
	let Some(substitution) = context.element(item, "substitution")? else {
		return if context.nhs_eps() {
			Ok(false)
		} else {
			let why = "R4 leaves substitution open when nothing is said";
			Err(Refusal::new(format!("{}.substitution", item.path), Reason::Absent(why)))
		};
	};
	let why = "substitution must be allowed or forbidden by a boolean";
	let allowed = substitution.need("allowedBoolean", why)?;
	match (allowed.boolean()?, context.nhs_eps()) {
		(true, true) => Err(allowed.refuse(Reason::Rule("NHS EPS has no substitution"))),
		(allowed, _) => Ok(allowed),
	}
}

/// `dispenseRequest.performer` is the nominated dispenser; without one nobody may claim until the patient says so.
fn access<'a>(context: &Context<'a>, item: &Node<'a>) -> Result<Access, Refusal> {
	let Some(performer) = context.element(item, "dispenseRequest.performer")? else {
		return Ok(Access::Closed);
	};
	let reference: Reference = performer.reference()?;
	if context.nhs_eps() {
		nhs::check_ods(&performer, &reference)?;
	}
	Ok(Access::Only(reference))
}

/// The Patient that `subject` leads to, if it is in the input.
fn patient<'a>(context: &Context<'a>, item: &Node<'a>) -> Result<Option<Value>, Refusal> {
	let Some(subject) = item.get("subject") else { return Ok(None) };
	let target = subject.reference()?.reference;
	let resource = target.and_then(|target| context.resolve(item, &target));
	Ok(resource.map(|resource| resource.value.clone()))
}
