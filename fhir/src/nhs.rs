//! The profile `nhs-eps/1`: what the English Electronic Prescription Service's own rules say.
//!
//! Sources: (IG) NHS England, EPS implementation guide, profile NHSDigital-MedicationRequest 2.18 (simplifier.net,
//! nhsengland-eps); (MODELS) its page "Prescribing models"; (API) the public translation of the FHIR API to the Spine's
//! messages (NHSDigital/electronic-prescription-service-api); (CPE) Community Pharmacy England, "How long is a
//! prescription valid for?"; (MSG) the published messages, copied in `data/nhs-eps`.

use crate::{
	context::Context,
	error::{Reason, Refusal},
	model::{Identifier, Reference},
	node::Node,
	time,
};

/// Identifier system of organisations: NHS ODS codes.
pub const ODS: &str = "https://fhir.nhs.uk/Id/ods-organization-code";
/// Identifier system of prescribed items.
pub const LINE: &str = "https://fhir.nhs.uk/Id/prescription-order-item-number";

const PRESCRIPTION_ID: &str = "https://fhir.nhs.uk/StructureDefinition/Extension-DM-PrescriptionId";
const CONTROLLED_DRUG: &str = "https://fhir.nhs.uk/StructureDefinition/Extension-DM-ControlledDrug";
const REPEATS: &str =
	"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-MedicationRepeatInformation";

/// `courseOfTherapyType`: the three prescribing models (MODELS).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Course {
	/// One-off.
	Acute,
	/// Repeat prescribing: each issue is authorised and sent by itself, and treated like an acute one (MODELS).
	Continuous,
	/// Repeat dispensing: several issues on one signature, within twelve months (IG).
	RepeatDispensing,
}

impl Course {
	pub fn of(item: &Node<'_>) -> Result<Self, Refusal> {
		let course = item.need("courseOfTherapyType", "NHS EPS requires it")?.concept_code()?;
		match course.text()? {
			"acute" => Ok(Self::Acute),
			"continuous" => Ok(Self::Continuous),
			"continuous-repeat-dispensing" => Ok(Self::RepeatDispensing),
			other => Err(course.code_error(other, "a course of therapy of NHS EPS")),
		}
	}

	/// The intent of an order in this model (MSG). `reflex-order` is an issue that the Spine derived, not an order.
	pub fn intent(self) -> &'static str {
		match self {
			Self::Acute => "order",
			Self::Continuous => "instance-order",
			Self::RepeatDispensing => "original-order",
		}
	}

	pub fn intent_rule(self) -> &'static str {
		match self {
			Self::Acute => "`order` in an acute prescription",
			Self::Continuous => "`instance-order` in a repeat prescription",
			Self::RepeatDispensing => "`original-order` in repeat dispensing",
		}
	}

	/// Fills on top of the first. Acute and repeat prescriptions are one issue each (MODELS; API sends 1 to 1), so
	/// that absence means 0 and more is refused; repeat dispensing must say how many, R4's count (MSG).
	pub fn repeats(self, given: Option<u8>) -> Result<u8, Reason> {
		match (self, given) {
			(Self::RepeatDispensing, Some(repeats)) => Ok(repeats),
			(Self::RepeatDispensing, None) => {
				Err(Reason::Absent("repeat dispensing says how many issues it has"))
			},
			(_, None | Some(0)) => Ok(0),
			(_, Some(_)) => Err(Reason::Rule("only repeat dispensing may have repeats")),
		}
	}
}

/// `[from, until)`.
///
/// - start absent: the day of the signature, the "appropriate date" of (CPE) when no later one is named.
/// - end given: it stands, also in repeat dispensing, where (MSG) has ends after one month beside six repeats: what the
///   prescriber wrote is not widened, a completion may.
/// - end absent, one issue: six months from the appropriate date (CPE), its last day excluded. Controlled drugs of
///   schedules 1 to 4 have 28 days (CPE); the message does not say the schedule reliably, so they are refused.
/// - end absent, repeat dispensing: twelve months from the signature (CPE), or the end of `authorisationExpiryDate`
///   (UK Core repeat information) if that is earlier.
pub(crate) fn validity(
	context: &Context<'_>,
	item: &Node<'_>,
	course: Course,
	authored_at_ms: u64,
	start: Option<u64>,
	end: Option<u64>,
) -> Result<(u64, u64), Refusal> {
	let zone = context.profile.zone.as_ref();
	let path = || format!("{}.dispenseRequest.validityPeriod", item.path);
	let later = |ms, months| {
		let later = zone.and_then(|zone| time::day_after_months(ms, months, zone));
		later.ok_or_else(|| Refusal::new(path(), Reason::NoZone))
	};
	let from = start.map_or_else(|| later(authored_at_ms, 0), Ok)?;
	if let Some(until) = end {
		return Ok((from, until));
	}
	if course != Course::RepeatDispensing {
		if let Some(drug) = item.extension(CONTROLLED_DRUG)? {
			let why = "a controlled drug needs an explicit validityPeriod.end";
			return Err(drug.refuse(Reason::Rule(why)));
		}
		return Ok((from, later(from, 6)?));
	}
	let year = later(authored_at_ms, 12)?;
	let expiry = match item.extension(REPEATS)? {
		Some(repeats) => repeats.extension("authorisationExpiryDate")?,
		None => None,
	};
	match expiry {
		None => Ok((from, year)),
		Some(expiry) => {
			let expiry = expiry.need("valueDateTime", "the extension carries a date")?;
			Ok((from, year.min(time::moments(&expiry, zone)?.until_ms)))
		},
	}
}

/// The Provenance that signs the message. One signature covers the whole form (verify: not read at its source, but
/// `target` in (MSG) names all items, one of several, or the Bundle, in messages that the service accepts). A message that is only prepared has
/// none. The signature itself (an XML signature within `data`) is not checked here: it is committed with the item.
pub(crate) fn signatures<'a>(context: &Context<'a>) -> Result<Vec<Node<'a>>, Refusal> {
	let found = if context.nhs_eps() { context.all("Provenance") } else { Vec::new() };
	match found.get(1) {
		Some(second) => Err(second.refuse(Reason::Rule("NHS EPS signs a form once"))),
		None => Ok(found),
	}
}

/// When the prescriber signed: `Provenance.signature.when` (MSG; verify). `recorded` is an older copy in many of (MSG).
pub(crate) fn signed_at<'a>(provenance: &Node<'a>) -> Result<Node<'a>, Refusal> {
	provenance.first("signature", "R4 requires it to sign")?.need("when", "R4 requires it")
}

/// The item's number, required by NHS EPS.
pub(crate) fn line(item: &Node<'_>) -> Result<Identifier, Refusal> {
	for identifier in item.list("identifier")? {
		let identifier = identifier.identifier()?;
		if identifier.system.as_deref() == Some(LINE) {
			return Ok(identifier);
		}
	}
	let why = "NHS EPS numbers every item";
	Err(Refusal::new(format!("{}.identifier", item.path), Reason::Absent(why)))
}

/// The long-form id of the prescription, in an extension of `groupIdentifier`.
pub(crate) fn prescription_id(group: &Node<'_>) -> Result<Option<Identifier>, Refusal> {
	let Some(extension) = group.extension(PRESCRIPTION_ID)? else { return Ok(None) };
	let value = extension.need("valueIdentifier", "the extension carries an identifier")?;
	value.identifier().map(Some)
}

/// Dispensers are named by ODS code.
pub(crate) fn check_ods(node: &Node<'_>, reference: &Reference) -> Result<(), Refusal> {
	match &reference.identifier {
		Some(identifier) if identifier.system.as_deref() == Some(ODS) => Ok(()),
		_ => Err(node.refuse(Reason::Rule("NHS EPS nominates a dispenser by ODS code"))),
	}
}
