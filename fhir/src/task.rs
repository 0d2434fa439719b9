//! NHS EPS messages that ask for something else than issuing or dispensing: cancel, release, return, withdraw.

use crate::{
	context::Context,
	error::{Error, Reason, Refusal},
	model::{
		CancelAnswer, CancelOutcome, Cancellation, Identifier, Party, Reading, Release, Return,
		Withdrawal,
	},
	nhs,
	node::Node,
	time,
};

/// Extensions in which an answer carries its R-code.
const STATUS: [&str; 2] = [
	"https://fhir.nhs.uk/StructureDefinition/Extension-DM-PrescriptionStatusHistory",
	"https://fhir.nhs.uk/StructureDefinition/Extension-DM-PrescriptionTaskStatusReason",
];

/// A return (`rejected`, `fulfill`) or the withdrawal of a dispense notification (`in-progress`, `abort`).
pub(crate) fn task(context: &Context<'_>) -> Result<Reading, Error> {
	context.check_completion(&[])?;
	let task = &context.root;
	let status = task.need("status", "R4 requires it")?;
	let code = task.need("code", "it says what is asked")?.concept_code()?;
	let why = "NHS EPS returns and withdraws whole forms";
	let group = || task.need("groupIdentifier", why)?.identifier();
	let focus = || {
		let focus = task.need("focus", "it names the message that is undone")?;
		focus.need("identifier", "it names the message that is undone")?.identifier()
	};
	let reason = || task.need("statusReason", "NHS EPS requires a reason");
	let dispenser = requester(context, task)?;
	let at_ms = time::instant(&task.need("authoredOn", "NHS EPS requires it")?)?;
	let draft = context.message_draft()?;
	match (code.text()?, status.text()?) {
		("fulfill", "rejected") => Ok(Reading::Return(Return {
			group: group()?,
			release: focus()?,
			reason: reason()?.numeric_code()?,
			dispenser,
			at_ms,
			draft,
		})),
		("abort", "in-progress") => Ok(Reading::Withdrawal(Withdrawal {
			group: group()?,
			notification: focus()?,
			reason: reason()?.concept_code()?.text()?.to_owned(),
			dispenser,
			at_ms,
			draft,
		})),
		("fulfill" | "abort", other) => {
			Err(status.code_error(other, "`rejected` to return, `in-progress` to withdraw").into())
		},
		(other, _) => {
			Err(code.code_error(other, "`fulfill` to return, `abort` to withdraw").into())
		},
	}
}

fn requester<'a>(context: &Context<'a>, task: &Node<'a>) -> Result<Party, Refusal> {
	let requester = task.need("requester", "somebody must answer for it")?;
	Ok(context.party(task, &requester)?.0)
}

/// `Parameters` of `$release`: a dispenser asks for a form, or for what is nominated to it.
pub(crate) fn release(context: &Context<'_>) -> Result<Reading, Error> {
	context.check_completion(&[])?;
	let root = &context.root;
	let (mut group, mut dispenser, mut owned) = (None, Party::default(), false);
	for parameter in root.list("parameter")? {
		let name = parameter.need("name", "R4 requires it")?;
		let value = |key| parameter.need(key, "the parameter has no value");
		match name.text()? {
			"group-identifier" => group = Some(value("valueIdentifier")?.identifier()?),
			"owner" => {
				for identifier in value("resource")?.list("identifier")? {
					dispenser.organisation.push(identifier.identifier()?);
				}
				owned = true;
			},
			"agent" => {
				for identifier in value("resource")?.list("identifier")? {
					dispenser.identifiers.push(identifier.identifier()?);
				}
			},
			"status" => value("valueCode")?.expect("accepted", "`accepted`")?,
			found @ ("digest"
			| "timestamp"
			| "algorithm"
			| "passedPrescriptions"
			| "failedPrescriptions") => {
				let why = "it answers a request and asks for nothing";
				return Err(name.refuse(Reason::NotRead { found: found.to_owned(), why }).into());
			},
			other => return Err(name.code_error(other, "a parameter of $release").into()),
		}
	}
	if !owned || dispenser.value(nhs::ODS).is_none() {
		let why = "a release names its dispenser as `owner` by ODS code";
		return Err(Refusal::new(format!("{}.parameter", root.path), Reason::Absent(why)).into());
	}
	Ok(Reading::Release(Release { group, dispenser, draft: context.message_draft()? }))
}

/// `prescription-order-update`: the prescriber cancels one item.
pub(crate) fn cancellation<'a>(
	context: &Context<'a>,
	message: Option<Identifier>,
	header: &Node<'a>,
) -> Result<Reading, Error> {
	context.check_completion(&[])?;
	if let Some(reason) = header.get("reason") {
		reason.concept_code()?.expect("cancel", "`cancel`")?;
	}
	let item = context.only_request()?;
	item.need("status", "R4 requires it")?.expect("cancelled", "`cancelled`")?;
	let requester = item.need("requester", "somebody must answer for it")?;
	Ok(Reading::Cancellation(Cancellation {
		message,
		line: nhs::line(&item)?,
		group: item.get("groupIdentifier").map(|group| group.identifier()).transpose()?,
		reason: item.need("statusReason", "NHS EPS requires a reason")?.numeric_code()?,
		prescriber: context.party(&item, &requester)?.0,
		draft: context.message_draft()?,
	}))
}

/// `prescription-order-response`: what became of a cancellation.
pub(crate) fn cancel_answer(context: &Context<'_>) -> Result<Reading, Error> {
	context.check_completion(&[])?;
	let item = context.only_request()?;
	let mut status = None;
	for url in STATUS {
		status = status.or(item.extension(url)?);
	}
	let why = "the answer carries its R-code in the status history";
	let absent = || Refusal::new(format!("{}.extension", item.path), Reason::Absent(why));
	let status = status.ok_or_else(absent)?.extension("status")?.ok_or_else(absent)?;
	let code = status.need("valueCoding", why)?.need("code", why)?;
	let outcome = match code.text()? {
		"R-0001" => CancelOutcome::Cancelled,
		"R-0002" => CancelOutcome::WithDispenser,
		"R-0003" => CancelOutcome::WithDispenserActive,
		"R-0004" => CancelOutcome::AlreadyDispensed,
		"R-0005" => CancelOutcome::AlreadyExpired,
		"R-0006" => CancelOutcome::AlreadyCancelled,
		"R-0007" => CancelOutcome::NotAuthorized,
		"R-0010" => CancelOutcome::NotDispensed,
		other => return Err(code.code_error(other, "an outcome that the chain knows").into()),
	};
	Ok(Reading::CancelAnswer(CancelAnswer {
		line: nhs::line(&item)?,
		group: item.get("groupIdentifier").map(|group| group.identifier()).transpose()?,
		outcome,
		draft: context.message_draft()?,
	}))
}
