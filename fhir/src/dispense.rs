//! MedicationDispense: what was handed out (prescriptions.md, section 11).

use crate::{
	context::Context,
	error::{excerpt, Error, Reason, Refusal},
	json::Value,
	model::{
		DispenseAction, DispenseLine, DispenseNotice, DispenseStatus, Identifier, Party, Reading,
		Reference,
	},
	nhs,
	node::Node,
	request,
	schema::DISPENSE,
	time, units,
};

const CONSULTED: [&str; 3] = ["authorizingPrescription", "quantity", "status"];
const NON_DISPENSING: &str =
	"https://fhir.nhs.uk/StructureDefinition/Extension-DM-PrescriptionNonDispensingReason";

/// All lines of one dispenser.
pub(crate) fn notice<'a>(
	context: &Context<'a>,
	message: Option<Identifier>,
	release: Option<String>,
	items: Vec<Node<'a>>,
) -> Result<Reading, Error> {
	context.check_completion(&CONSULTED)?;
	let items = context.selected(items, "nothing is dispensed")?;
	let (mut lines, mut dispenser): (_, Option<Party>) = (Vec::new(), None);
	for item in &items {
		let (line, party) = line(context, item)?;
		match &dispenser {
			Some(first) if first.organisation != party.organisation => {
				let with = "the performer of the first line".to_owned();
				return Err(Refusal::new(
					format!("{}.performer", item.path),
					Reason::Contradicts { with },
				)
				.into());
			},
			_ => dispenser = Some(party),
		}
		lines.push(line);
	}
	let dispenser = dispenser.unwrap_or_default();
	Ok(Reading::DispenseNotice(DispenseNotice { message, release, dispenser, lines }))
}

fn line<'a>(context: &Context<'a>, item: &Node<'a>) -> Result<(DispenseLine, Party), Error> {
	let status = status(context, item)?;
	let (order, group) = order(context, item)?;
	let performer = item.first("performer", "somebody must answer for the dispense")?;
	let actor = performer.need("actor", "R4 requires it")?;
	let (party, sources) = context.party(item, &actor)?;
	let handed_over = item.get("whenHandedOver");
	let dispenser = Value::Array(sources.into_iter().cloned().collect());
	let line = DispenseLine {
		dispense: item.first_identifier("identifier")?,
		order,
		group,
		status,
		action: action(context, item, status)?,
		substituted: substituted(item)?,
		handed_over_ms: handed_over.as_ref().map(time::instant).transpose()?,
		draft: context.draft(&DISPENSE, item, vec![("dispenser", dispenser)], None)?,
	};
	Ok((line, party))
}

/// R4's value set; what is not yet handed out, or should not have been reported, is refused.
fn status<'a>(context: &Context<'a>, item: &Node<'a>) -> Result<DispenseStatus, Refusal> {
	let status = context.need(item, "status", "R4 requires it")?;
	match status.text()? {
		"completed" => Ok(DispenseStatus::Completed),
		"on-hold" => Ok(DispenseStatus::OnHold),
		"cancelled" => Ok(DispenseStatus::Cancelled),
		"declined" => Ok(DispenseStatus::Declined),
		other => Err(status.code_error(other, "`completed`, `on-hold`, `cancelled` or `declined`")),
	}
}

/// NHS EPS reports each line of the form every time: with quantity 0 if nothing was handed out now.
fn action<'a>(
	context: &Context<'a>,
	item: &Node<'a>,
	status: DispenseStatus,
) -> Result<DispenseAction, Refusal> {
	let quantity = context.element(item, "quantity")?;
	let count = quantity.as_ref().map(units::quantity).transpose()?;
	let not_dispensed = context.nhs_eps() && eps_type(item)? == 2;
	match (status, count, &quantity) {
		(DispenseStatus::Completed, Some((unit, quantity)), _)
			if quantity > 0 && !not_dispensed =>
		{
			Ok(DispenseAction::Dispense { quantity, unit })
		},
		(_, Some((_, 1..)), Some(quantity)) => Err(quantity
			.refuse(Reason::Contradicts { with: "status or type: nothing was handed out".into() })),
		(DispenseStatus::Declined, ..) => {
			Ok(DispenseAction::Decline { reason: decline_reason(item)? })
		},
		_ if not_dispensed => Ok(DispenseAction::Decline { reason: decline_reason(item)? }),
		(DispenseStatus::Completed, ..) if !context.nhs_eps() => {
			let why = "a completed dispense hands something out";
			Err(Refusal::new(format!("{}.quantity", item.path), Reason::Absent(why)))
		},
		(DispenseStatus::Completed, None, _) => {
			let why = "NHS EPS reports what was handed out, 0 included";
			Err(Refusal::new(format!("{}.quantity", item.path), Reason::Absent(why)))
		},
		_ => Ok(DispenseAction::Nothing),
	}
}

/// NHS EPS: 1 fully, 2 not dispensed, 3 partially, 4 owing, 5 cancelled, 6 expired ...
fn eps_type(item: &Node<'_>) -> Result<u8, Refusal> {
	item.need("type", "NHS EPS says what became of the line")?.numeric_code()
}

/// NHS EPS's non-dispensing reason, else R4's status reason if it is a number, else 0.
fn decline_reason(item: &Node<'_>) -> Result<u8, Refusal> {
	if let Some(reason) = item.extension(NON_DISPENSING)? {
		let code = reason.need("valueCoding", "the extension carries a code")?;
		let code = code.need("code", "the extension carries a code")?;
		let text = code.text()?;
		return text.parse().map_err(|_| code.code_error(text, "a code of digits up to 255"));
	}
	let reason =
		item.get("statusReasonCodeableConcept").and_then(|reason| reason.numeric_code().ok());
	Ok(reason.unwrap_or_default())
}

/// R4: "if nothing is specified, substitution was not done".
fn substituted(item: &Node<'_>) -> Result<bool, Refusal> {
	match item.get("substitution") {
		Some(substitution) => substitution.need("wasSubstituted", "R4 requires it")?.boolean(),
		None => Ok(false),
	}
}

/// The prescribed item. NHS EPS contains a copy of it, whose number counts; under R4 the reference stays as it is.
fn order<'a>(
	context: &Context<'a>,
	item: &Node<'a>,
) -> Result<(Reference, Option<Identifier>), Refusal> {
	let why = "a dispense without a prescription has no place on the chain";
	let prescriptions = context.need(item, "authorizingPrescription", why)?;
	let [prescription] = <[Node<'a>; 1]>::try_from(prescriptions.elements()?)
		.map_err(|_| prescriptions.refuse(Reason::Rule("must name exactly one prescription")))?;
	let reference = prescription.reference()?;
	let target = reference.reference.as_deref();
	let Some(request) = target.and_then(|target| context.resolve(item, target)) else {
		return match target.filter(|_| context.nhs_eps()) {
			Some(target) => Err(prescription.refuse(Reason::Unresolved(excerpt(target)))),
			None => Ok((reference, None)),
		};
	};
	let identifier = if context.nhs_eps() {
		Some(nhs::line(&request)?)
	} else {
		request::line(context, &request)?
	};
	let group = request.get("groupIdentifier").map(|group| group.identifier()).transpose()?;
	Ok((Reference { identifier: identifier.or(reference.identifier), ..reference }, group))
}
