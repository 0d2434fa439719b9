//! All claims of a Bundle, each with the MedicationRequest that it is for.

use super::{reader, Claim, Terms};
use crate::{
	context::Context, error::Error, json, model::Identifier, node::Node, profile::Profile, request,
	units,
};

/// A claim of a Bundle: read, or refused with the reason.
#[derive(Debug)]
pub struct BundleClaim {
	/// Where it stands: `Bundle.entry[3].Claim`.
	pub path: String,
	/// The claim's own identifier, else the resource's id.
	pub id: Option<Identifier>,
	/// First code of `Claim.type`: `pharmacy`, `institutional` ...
	pub kind: Option<String>,
	/// The MedicationRequest of the Bundle that `prescription` refers to.
	pub request: Option<LinkedRequest>,
	/// The claim, or why it is refused and what to mend.
	pub outcome: Result<Claim, Error>,
}

/// The MedicationRequest that a claim is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedRequest {
	/// Where it stands.
	pub path: String,
	/// Its identifier, else the resource's id: what a completion's `lines` selects it by.
	pub line: Option<Identifier>,
	/// The size of a fill as (index into [`crate::units`], smallest units), where it is known.
	pub quantity: Option<(u8, u32)>,
}

/// The claims of a Bundle in the order of its entries; of a single `Claim`, that one.
///
/// # Errors
/// Only if the input as a whole cannot be read; a claim that is refused is an outcome.
pub fn of_bundle(
	bytes: &[u8],
	profile: &Profile,
	terms: &Terms,
) -> Result<Vec<BundleClaim>, Error> {
	let value = json::parse(bytes)?;
	let kind = Node::root("$", &value).resource_type()?;
	let root = Node::root(crate::error::excerpt(kind), &value);
	let context = Context::new(profile, None, root.clone())?;
	let claims = if kind == "Claim" { vec![root] } else { context.all("Claim") };
	Ok(claims.iter().map(|claim| bundle_claim(&context, claim, terms)).collect())
}

fn bundle_claim<'a>(context: &Context<'a>, claim: &Node<'a>, terms: &Terms) -> BundleClaim {
	let kind = claim.get("type").and_then(|kind| kind.concept_code().ok());
	let target = claim.get("prescription").and_then(|prescription| prescription.get("reference"));
	let target = target.and_then(|target| context.resolve(claim, target.text().ok()?));
	let request = target.filter(|target| target.resource_type() == Ok("MedicationRequest"));
	BundleClaim {
		path: claim.path.clone(),
		id: request::own_identifier(claim).ok().flatten(),
		kind: kind.and_then(|kind| Some(kind.text().ok()?.to_owned())),
		request: request.map(|request| linked(context, &request)),
		outcome: reader::claim(context, claim, terms),
	}
}

fn linked(context: &Context<'_>, request: &Node<'_>) -> LinkedRequest {
	let quantity = request.get("dispenseRequest").and_then(|request| request.get("quantity"));
	LinkedRequest {
		path: request.path.clone(),
		line: request::line(context, request).ok().flatten(),
		quantity: quantity.and_then(|quantity| units::quantity(&quantity).ok()),
	}
}
