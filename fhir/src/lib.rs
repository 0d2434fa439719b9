//! FHIR R4 in and out: what the chain needs of a resource, and a commitment to all the rest.
//!
//! - [`json`]: parsing with lexemes kept, and the canonical form `salus-json/1`.
//! - [`document`], [`schema`], [`disclosure`]: salted field commitments under a Merkle root; chosen fields can be shown
//!   without the others.
//! - [`read`]: a MedicationRequest, MedicationDispense, Task, Parameters or Bundle as a [`Reading`], under a [`Profile`]
//!   and an optional [`Completion`]. What is absent is an error or an explicit choice, never a silent default.
//! - [`claims`]: claims, adjudications, and what is answered to them, in exact amounts of a [`Currency`].
//! - [`trials`]: studies and consents to take part in them.
//! - [`records`]: records, grants of access to them, and receipts of access.
//! - [`lists`]: closed lists of purposes and reasons that the chain stores as a number.
//! - [`check_required`]: what R4 requires of these resources.
//! - [`status`]: the chain's stages as FHIR statuses.
//! - [`units`]: the table behind the chain's `unit`.
//!
//! Rules and formats in prose: `README.md` beside this crate; the mapping is that of the design page
//! prescriptions.md, reimbursement-escrow.md, trial-consents.md and health-records.md, each in its section 11.

mod bundle;
pub mod claims;
mod completion;
mod consent;
mod context;
pub mod disclosure;
mod dispense;
pub mod document;
mod error;
pub mod json;
pub mod lists;
mod model;
mod money;
pub mod nhs;
mod node;
mod profile;
pub mod records;
mod request;
mod required;
pub mod schema;
pub mod status;
mod task;
mod time;
pub mod trials;
pub mod units;
mod write;

pub use bundle::read;
pub use completion::{Completion, COMPLETION_FORMAT};
pub use disclosure::{Disclosure, Link};
pub use document::{os_salt, Document, Draft, FieldProof};
pub use error::{DocumentError, Error, JsonError, JsonReason, Reason, Refusal, StatementError};
pub use lists::{BreakGlassReason, HoldGround, Purpose, ShredReason};
pub use model::*;
pub use money::Currency;
pub use profile::{Profile, Rules};
pub use required::{check_required, required};

use std::fmt;

/// The result of checking one input.
#[derive(Debug)]
pub struct Checked {
	/// The resource's type, `-` if the input is none.
	pub resource_type: String,
	/// Commitments, one per item, line or message, or why the input is refused.
	///
	/// They are made with fresh salts that are dropped at once: they show that the input can be committed to, differ at
	/// every run, and open nothing.
	pub outcome: Result<Vec<document::Hash>, Error>,
}

impl Checked {
	/// Whether the input could not be read at all, as opposed to being refused by a rule.
	pub fn unreadable(&self) -> bool {
		matches!(self.outcome, Err(Error::Json(_)))
	}
}

impl fmt::Display for Checked {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{} ", self.resource_type)?;
		match &self.outcome {
			Ok(commitments) => {
				f.write_str("ok")?;
				commitments.iter().try_for_each(|hash| write!(f, " 0x{}", hex::encode(hash)))
			},
			Err(error) => write!(f, "refused {error}"),
		}
	}
}

/// Reads one input and commits to it with fresh salts.
pub fn check(bytes: &[u8], profile: &Profile, completion: Option<&Completion>) -> Checked {
	let parsed = json::parse(bytes);
	let resource_type = parsed.as_ref().ok().and_then(|value| value.get("resourceType"));
	let resource_type = resource_type.and_then(json::Value::as_str).unwrap_or("-");
	let resource_type = error::excerpt(resource_type);
	let outcome = parsed.map_err(Error::from).and_then(|value| {
		let reading = bundle::read_value(&value, profile, completion)?;
		let commit = |draft: &Draft| Ok(draft.commit(os_salt)?.commitment());
		reading.drafts().into_iter().map(commit).collect()
	});
	Checked { resource_type, outcome }
}
