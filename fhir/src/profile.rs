//! Reading profiles: whose rules fill what a resource leaves open.

use crate::json::Value;
use jiff::tz::TimeZone;

/// Rules of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rules {
	/// FHIR R4 alone, strict: what the chain needs and the resource does not say is refused.
	R4,
	/// The English Electronic Prescription Service.
	NhsEps,
	/// Synthea's records: prescriptions as under R4; claims without `insurer`, dispense and one `net` (see
	/// [`crate::claims`]).
	Synthea,
}

/// Rules and the zone in which the issuer's dates are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
	pub(crate) rules: Rules,
	pub(crate) zone: Option<TimeZone>,
}

impl Profile {
	/// `r4/1`. `zone` is an IANA name; without one, dates that need a zone are refused. `None` if there is no such zone.
	pub fn r4(zone: Option<&str>) -> Option<Self> {
		let zone = match zone {
			Some(name) => Some(TimeZone::get(name).ok()?),
			None => None,
		};
		Some(Self { rules: Rules::R4, zone })
	}

	/// `nhs-eps/1`, in Europe/London.
	pub fn nhs_eps() -> Self {
		Self { rules: Rules::NhsEps, zone: TimeZone::get("Europe/London").ok() }
	}

	/// `synthea/1`: its dates have times and offsets, so that it needs no zone.
	pub fn synthea() -> Self {
		Self { rules: Rules::Synthea, zone: None }
	}

	/// The profile `name` (`r4/1`, `nhs-eps/1`, `synthea/1`), with a zone for `r4/1`.
	pub fn named(name: &str, zone: Option<&str>) -> Option<Self> {
		match (name, zone) {
			("r4/1", zone) => Self::r4(zone),
			("nhs-eps/1", None) => Some(Self::nhs_eps()),
			("synthea/1", None) => Some(Self::synthea()),
			_ => None,
		}
	}

	/// Name and version.
	pub fn name(&self) -> &'static str {
		match self.rules {
			Rules::R4 => "r4/1",
			Rules::NhsEps => "nhs-eps/1",
			Rules::Synthea => "synthea/1",
		}
	}

	/// As committed with a document.
	pub(crate) fn to_value(&self) -> Value {
		let mut members = vec![("name", Value::string(self.name()))];
		let zone = self.zone.as_ref().and_then(TimeZone::iana_name);
		members.extend(zone.map(|zone| ("zone", Value::string(zone))));
		Value::object(members)
	}
}
