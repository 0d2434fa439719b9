//! Issuing: a FHIR order becomes items on the chain and receipts on the disk.

use super::{
	receipt::{Receipt, ITEM},
	IssueArgs,
};
use crate::{
	args::Common,
	chain::{
		salus::{
			self,
			runtime_types::pallet_prescriptions::types::{Access, Terms},
		},
		Chain, Sent,
	},
	fhir::numbered,
	files,
	output::{hex, moment, Report},
};
use anyhow::{anyhow, bail, Context, Result};
use indicatif::ProgressBar;
use salus_fhir::{os_salt, Access as FhirAccess, Prescription, Reading};
use std::path::PathBuf;
use subxt::utils::{AccountId32, H256};
use subxt_signer::sr25519::Keypair;

/// An item that is ready to be sent.
pub struct Prepared {
	/// Where its receipt goes.
	pub path: PathBuf,
	/// What opens its id.
	pub receipt: Receipt,
	patient: AccountId32,
	terms: Terms,
	substitution: bool,
	access: Access,
	prior: Option<H256>,
}

/// Reads all orders before anything is sent, then issues item by item.
pub async fn run(args: IssueArgs, common: &Common) -> Result<()> {
	let items = prepare(&args)?;
	let signer = common.signer()?;
	let chain = Chain::connect(common).await?;
	let bar = match items.len() {
		1 => ProgressBar::hidden(),
		many => ProgressBar::new(u64::try_from(many)?),
	};
	let mut issued = Vec::new();
	for item in &items {
		match issue(&chain, &signer, args.licence, item).await {
			Ok(report) => issued.push(report),
			Err(error) => {
				bar.finish_and_clear();
				if !issued.is_empty() {
					common.format().table("", &issued)?;
				}
				return Err(partly(error, issued.len(), items.len(), item));
			},
		}
		bar.inc(1);
	}
	bar.finish_and_clear();
	match issued.as_slice() {
		[one] => common.format().report(one),
		many => common.format().table("", many),
	}
}

fn partly(error: anyhow::Error, issued: usize, all: usize, item: &Prepared) -> anyhow::Error {
	match all {
		1 => error,
		_ => error
			.context(format!("{issued} of {all} items were issued, not {}", item.path.display())),
	}
}

/// Reads all orders.
pub fn prepare(args: &IssueArgs) -> Result<Vec<Prepared>> {
	let mut items = Vec::new();
	for file in &args.files {
		let Reading::Order(order) = args.rules.read(file)? else {
			bail!("{}: is no order of prescriptions", file.display());
		};
		for (item, path) in order.items.iter().zip(numbered(file, &args.out)?) {
			let name = || match &item.line {
				Some(line) => format!("{}, item {}", file.display(), line.value),
				None => file.display().to_string(),
			};
			items.push((item_of(args, item).with_context(name)?, path));
		}
	}
	let patients = patients(&args.patient, items.len())?;
	let named = items.into_iter().zip(patients);
	Ok(named.map(|((item, path), patient)| Prepared { path, patient, ..item }).collect())
}

/// One key for all items, or one for each.
fn patients(given: &[AccountId32], items: usize) -> Result<Vec<AccountId32>> {
	match given {
		[one] => Ok(vec![*one; items]),
		many if many.len() == items => Ok(many.to_vec()),
		many => {
			bail!("{items} items, but {} patient keys: give one, or one for each item", many.len())
		},
	}
}

/// The item in the chain's terms. Its file and patient are named afterwards.
fn item_of(args: &IssueArgs, item: &Prescription) -> Result<Prepared> {
	let class = said_once("class", item.class, args.class)?.ok_or_else(|| {
		anyhow!("neither the completion nor --class names the class of the policy")
	})?;
	let partial_h = said_once("partial-hours", item.partial_h, args.partial_hours)?.unwrap_or(0);
	let document = item.draft.commit(os_salt)?;
	Ok(Prepared {
		path: PathBuf::new(),
		patient: AccountId32([0; 32]),
		receipt: Receipt::new(ITEM, args.licence, item.authored_at_ms, document),
		terms: Terms {
			class,
			unit: item.unit,
			quantity: item.quantity,
			repeats: item.repeats,
			interval_h: item.interval_h,
			partial_h,
			from: item.from_ms,
			until: item.until_ms,
		},
		substitution: item.substitution_allowed,
		access: access(args, &item.access)?,
		prior: prior(args, item)?,
	})
}

/// What completion and command line say: the same, or only one of them.
fn said_once<T: PartialEq + ToString>(
	name: &str,
	completion: Option<T>,
	given: Option<T>,
) -> Result<Option<T>> {
	match (completion, given) {
		(Some(one), Some(other)) if one != other => {
			bail!("the completion says {}, --{name} says {}", one.to_string(), other.to_string())
		},
		(one, other) => Ok(one.or(other)),
	}
}

fn access(args: &IssueArgs, access: &FhirAccess) -> Result<Access> {
	let FhirAccess::Only(dispenser) = access else { return Ok(Access::Closed) };
	let code = dispenser.code();
	let licence =
		args.dispenser.iter().find(|(known, _)| known == code).map(|(_, licence)| *licence);
	licence.map(Access::Only).ok_or_else(|| {
		anyhow!("the document nominates the dispenser `{code}`: say which licence that is, --dispenser {code}=LICENCE")
	})
}

fn prior(args: &IssueArgs, item: &Prescription) -> Result<Option<H256>> {
	match (&item.prior, &args.prior) {
		(None, None) => Ok(None),
		(Some(_), Some(prior)) => Ok(Some(prior.id()?)),
		(Some(prior), None) => {
			bail!("the document renews `{}`: say which item that is, --prior ITEM", prior.code())
		},
		(None, Some(_)) => bail!("--prior is given, but the document renews nothing"),
	}
}

/// Writes the receipt, then sends.
pub async fn issue(
	chain: &Chain,
	signer: &Keypair,
	licence: u32,
	item: &Prepared,
) -> Result<Report> {
	let receipt = &item.receipt;
	let call = salus::transactions().prescriptions().issue(
		licence,
		H256(receipt.document.commitment()),
		receipt.authored_at,
		item.patient,
		item.terms.clone(),
		item.substitution,
		item.access.clone(),
		item.prior,
	);
	let kept = [(item.path.clone(), receipt.to_bytes()?)];
	let sent = files::keeping(&kept, chain.send(&call, signer)).await?;
	Ok(report(item, &sent))
}

fn report(item: &Prepared, sent: &Sent) -> Report {
	Report::new("Issued")
		.with("item", hex(item.receipt.id))
		.with("receipt", item.path.display().to_string())
		.with(
			"quantity",
			format!("{} {}", item.terms.quantity, super::state::unit_name(item.terms.unit)),
		)
		.with("repeats", item.terms.repeats)
		.with("until", moment(item.terms.until))
		.and(sent.facts())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn one_patient_key_serves_all_items_or_each_has_its_own() {
		let [a, b] = [AccountId32([1; 32]), AccountId32([2; 32])];
		assert_eq!(patients(&[a], 3).unwrap(), [a, a, a]);
		assert_eq!(patients(&[a, b], 2).unwrap(), [a, b]);
		assert!(patients(&[a, b], 3).is_err());
	}

	#[test]
	fn completion_and_command_line_must_agree() {
		assert_eq!(said_once("class", Some(1), None).unwrap(), Some(1));
		assert_eq!(said_once("class", None, Some(1)).unwrap(), Some(1));
		assert_eq!(said_once("class", Some(1), Some(1)).unwrap(), Some(1));
		assert_eq!(said_once::<u8>("class", None, None).unwrap(), None);
		assert!(said_once("class", Some(1), Some(2)).is_err());
	}
}
