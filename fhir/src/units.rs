//! The table behind the chain's `unit`: what one unit of a quantity is.
//!
//! Indices never change within a version. A code that is not listed is refused by name: a dose form or a pack size
//! given as a unit would make quantities incomparable.

use crate::error::excerpt;
use crate::{
	error::{Reason, Refusal},
	node::Node,
};

/// Name and version of the table.
pub const TABLE: &str = "salus-units/1";

const SNOMED: &str = "http://snomed.info/sct";
const UCUM: &str = "http://unitsofmeasure.org";
const DRUG_FORM: &str = "http://terminology.hl7.org/CodeSystem/v3-orderableDrugForm";

/// A unit of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Unit {
	/// The chain's `unit`. 0 is not used.
	pub index: u8,
	/// For people.
	pub name: &'static str,
	/// (system, code) pairs that mean it.
	pub codes: &'static [(&'static str, &'static str)],
}

/// All units, by ascending index.
///
/// SNOMED codes are those of NHS dm+d (units of measure) and of "unit of presentation", which NHS EPS uses side by side
/// for the same thing: orders in one, dispense notifications in the other.
pub const UNITS: &[Unit] = &[
	Unit {
		index: 1,
		name: "tablet",
		codes: &[(SNOMED, "428673006"), (SNOMED, "732936001"), (DRUG_FORM, "TAB")],
	},
	Unit { index: 2, name: "capsule", codes: &[(SNOMED, "428641000"), (SNOMED, "732937005")] },
	Unit { index: 3, name: "ml", codes: &[(SNOMED, "258773002"), (UCUM, "mL")] },
	Unit { index: 4, name: "gram", codes: &[(SNOMED, "258682000"), (UCUM, "g")] },
	Unit { index: 5, name: "dose", codes: &[(SNOMED, "3317411000001100")] },
	Unit {
		index: 6,
		name: "pre-filled disposable injection",
		codes: &[(SNOMED, "3318611000001103")],
	},
	Unit { index: 7, name: "vial", codes: &[(DRUG_FORM, "Vial")] },
];

/// The unit of this index.
pub fn unit(index: u8) -> Option<&'static Unit> {
	UNITS.iter().find(|unit| unit.index == index)
}

/// A FHIR `Quantity` as (index, smallest units). Zero is allowed; a fraction, a comparator or an unlisted unit is not.
pub(crate) fn quantity(node: &Node<'_>) -> Result<(u8, u32), Refusal> {
	if let Some(comparator) = node.get("comparator") {
		return Err(comparator.refuse(Reason::NotUnderstood("a quantity must be exact")));
	}
	let value = node.need("value", "the chain counts units")?;
	let count = whole(&value)?;
	let text = |key: &'static str| node.need(key, "the unit must be coded")?.text();
	let (system, code) = (text("system")?, text("code")?);
	let index = UNITS.iter().find(|unit| unit.codes.contains(&(system, code)));
	let index = index.ok_or_else(|| {
		let unit = node.get("unit").and_then(|unit| unit.text().ok()).unwrap_or("-");
		node.refuse(Reason::UnknownUnit {
			system: excerpt(system),
			code: excerpt(code),
			unit: excerpt(unit),
		})
	})?;
	Ok((index.index, count))
}

/// A decimal that is a whole number: `30` and `30.0`, not `3e1`.
fn whole(node: &Node<'_>) -> Result<u32, Refusal> {
	let lexeme = node.number()?;
	let (integer, fraction) = lexeme.split_once('.').unwrap_or((lexeme, "0"));
	if !integer.bytes().all(|byte| byte.is_ascii_digit())
		|| !fraction.bytes().all(|byte| byte == b'0')
	{
		return Err(node.refuse(Reason::NotWhole(excerpt(lexeme))));
	}
	let range = "0 to 4294967295";
	integer.parse().map_err(|_| node.refuse(Reason::OutOfRange { found: excerpt(lexeme), range }))
}
