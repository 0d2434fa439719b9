//! Prescriptions on the chain.

pub mod acts;
mod dispense;
pub mod issue;
pub mod patient;
pub mod receipt;
mod show;
pub mod state;

use crate::{
	args::{self, Common},
	fhir::Rules,
};
use anyhow::Result;
use clap::{Args, Subcommand};
use patient::RxAct;
pub use receipt::ItemRef;
use std::{path::PathBuf, process::ExitCode};
use subxt::utils::AccountId32;

/// Prescriptions: issue, claim, dispense and everything between. An ITEM is an id, or the file with the receipt that
/// `issue` wrote.
#[derive(Debug, Subcommand)]
pub enum RxCommand {
	/// Issue the items of FHIR orders (the prescriber signs), and write a receipt for each.
	Issue(IssueArgs),
	/// Take items that the patient has opened to this dispenser.
	Claim {
		#[command(flatten)]
		items: Items,
		/// The dispenser's licence.
		#[arg(long)]
		licence: u32,
	},
	/// What the patient does.
	#[command(flatten)]
	Patient(RxAct),
	/// Record what a FHIR dispense notice says was handed out (the holder signs).
	Dispense(DispenseArgs),
	/// Give items back (the holder signs).
	Return {
		#[command(flatten)]
		items: Items,
		/// The reason's number; that of the message if one is given.
		#[arg(long)]
		reason: Option<u8>,
	},
	/// Decline to dispense an item (the holder signs).
	Decline {
		/// The item.
		item: ItemRef,
		/// The dispenser's licence.
		#[arg(long)]
		licence: u32,
		/// The reason's number.
		#[arg(long)]
		reason: u8,
	},
	/// Free a declined item (the prescriber signs; the patient unlocks it).
	Reopen {
		/// The item.
		item: ItemRef,
	},
	/// Put an item on hold (prescriber or regulator).
	Suspend {
		/// The item.
		item: ItemRef,
		/// The licence of who signs.
		#[arg(long)]
		licence: u32,
	},
	/// Free an item that is on hold (who suspended it, or a regulator).
	Resume {
		/// The item.
		item: ItemRef,
		/// The licence of who signs.
		#[arg(long)]
		licence: u32,
	},
	/// Cancel items (the prescriber, or a colleague of the same organisation).
	Cancel {
		#[command(flatten)]
		items: Items,
		/// The licence of who signs.
		#[arg(long)]
		licence: u32,
	},
	/// Pass a hold to another dispenser (the holder signs).
	Transfer {
		/// The item.
		item: ItemRef,
		/// The holder's licence.
		#[arg(long)]
		licence: u32,
		/// The other dispenser's licence.
		#[arg(long)]
		to: u32,
	},
	/// Take the last dispense back (who dispensed signs).
	Withdraw {
		/// The item.
		item: ItemRef,
		/// The position of the dispense, as `show` numbers it.
		#[arg(long)]
		dispense: u8,
	},
	/// Say that an item should never have been issued (the prescriber signs).
	MarkError {
		/// The item.
		item: ItemRef,
		/// The prescriber's licence.
		#[arg(long)]
		licence: u32,
	},
	/// Accept an emergency dispense, or refuse it (the prescriber whom the dispenser named signs).
	Ratify {
		/// The item.
		item: ItemRef,
		/// The prescriber's licence.
		#[arg(long)]
		licence: u32,
		/// Refuse it.
		#[arg(long)]
		refuse: bool,
	},
	/// Attest the patient's death: the items close (a registrar with that duty signs).
	AttestDeath {
		/// The items, at most sixteen.
		#[arg(required = true, num_args = 1..=16)]
		items: Vec<ItemRef>,
	},
	/// Show an item; of several, a table.
	Show {
		/// The items.
		#[arg(required = true)]
		items: Vec<ItemRef>,
	},
	/// Check that a receipt's document is what the chain has under an id, and who issued it.
	Verify {
		/// The id, or the receipt itself.
		item: ItemRef,
		/// The receipt with the document.
		receipt: PathBuf,
	},
	/// Follow an item: a line whenever it changes, in a new block and when that block is final.
	Watch {
		/// The item.
		item: ItemRef,
		/// Stop when the item has closed, in a final block.
		#[arg(long)]
		until_closed: bool,
	},
	/// Show the limits of a class.
	Policy {
		/// The class.
		class: u8,
	},
	/// Set the limits of a class (council).
	SetPolicy(PolicyArgs),
}

/// Items of one form: named, or found by a FHIR message among receipts.
#[derive(Args, Debug)]
pub struct Items {
	/// The items, at most four.
	#[arg(required_unless_present = "message")]
	items: Vec<ItemRef>,
	/// The FHIR message that names them: a release, a return, a cancellation.
	#[arg(long, value_name = "FILE", requires = "receipts", conflicts_with = "items")]
	message: Option<PathBuf>,
	/// The folder with the receipts among which the message's items are.
	#[arg(long, value_name = "DIR", requires = "message")]
	receipts: Option<PathBuf>,
}

/// What `issue` is told.
#[derive(Args, Debug)]
pub struct IssueArgs {
	/// FHIR orders: MedicationRequests, or messages with several.
	#[arg(required = true)]
	pub files: Vec<PathBuf>,
	/// The prescriber's licence.
	#[arg(long)]
	pub licence: u32,
	/// The patient's key for these items. Given once, it stands for all of them; else once for each, in
	/// their order, so that nothing on the chain links the items.
	#[arg(long, required = true, value_parser = args::account, value_name = "ACCOUNT")]
	patient: Vec<AccountId32>,
	/// The class of the policy, if the completion does not say it.
	#[arg(long)]
	class: Option<u8>,
	/// Within how many hours the rest of a partial fill may follow, if the completion does not say it.
	#[arg(long, value_name = "HOURS")]
	partial_hours: Option<u16>,
	/// Which licence a dispenser has whom a document nominates: `VNE51=3`.
	#[arg(long, value_name = "CODE=LICENCE", value_parser = nomination)]
	dispenser: Vec<(String, u32)>,
	/// The item that is renewed, for a document that names a prior prescription.
	#[arg(long, value_name = "ITEM")]
	prior: Option<ItemRef>,
	/// The folder for the receipts, `STEM-1.json` ...; they hold the salts: keep them.
	#[arg(long, value_name = "DIR")]
	pub out: PathBuf,
	#[command(flatten)]
	pub rules: Rules,
}

/// What `dispense` is told.
#[derive(Args, Debug)]
pub struct DispenseArgs {
	/// The FHIR dispense notice: a MedicationDispense, or a message with several.
	notice: PathBuf,
	/// The dispenser's licence.
	#[arg(long)]
	licence: u32,
	/// The folder with the receipts among which the notice's items are.
	#[arg(long, value_name = "DIR")]
	receipts: PathBuf,
	/// The folder for the documents of what was handed out, `STEM-1.json` ...
	#[arg(long, value_name = "DIR")]
	out: PathBuf,
	#[command(flatten)]
	rules: Rules,
}

/// The limits of a class.
#[derive(Args, Debug)]
pub struct PolicyArgs {
	/// The class.
	class: u8,
	/// Most repeats.
	#[arg(long)]
	max_repeats: u8,
	/// Longest validity, in hours.
	#[arg(long)]
	max_validity: u16,
	/// Largest quantity of a fill, in the smallest unit.
	#[arg(long)]
	max_quantity: u32,
	/// Shortest interval between fills, in hours.
	#[arg(long, default_value_t = 0)]
	min_interval: u16,
	/// Longest window for the rest of a fill, in hours; 0: a fill is handed out whole.
	#[arg(long, default_value_t = 0)]
	partial_hours: u16,
	/// Transfers over the life of an item.
	#[arg(long, default_value_t = 0)]
	transfers: u8,
	/// A renewal has no more transfers than the item it replaces had left.
	#[arg(long)]
	inherit_transfers: bool,
	/// It may be dispensed in an emergency.
	#[arg(long)]
	emergency: bool,
}

/// Who may claim an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessArg {
	/// Nobody.
	Closed,
	/// The dispenser with this licence.
	Only(u32),
	/// Every dispenser.
	Any,
}

impl std::str::FromStr for AccessArg {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		match text {
			"closed" => Ok(AccessArg::Closed),
			"any" => Ok(AccessArg::Any),
			licence => licence.parse().map(AccessArg::Only).map_err(|_| {
				"expected `closed`, `any`, or the number of a dispenser's licence".into()
			}),
		}
	}
}

fn nomination(text: &str) -> Result<(String, u32), String> {
	let (code, licence) = text.rsplit_once('=').ok_or("expected CODE=LICENCE")?;
	let licence = licence.parse().map_err(|_| format!("`{licence}` is no licence's number"))?;
	Ok((code.to_owned(), licence))
}

impl RxCommand {
	/// Runs the command.
	pub async fn run(self, common: &Common) -> Result<ExitCode> {
		match self {
			RxCommand::Issue(args) => issue::run(args, common).await?,
			RxCommand::Dispense(args) => dispense::run(args, common).await?,
			RxCommand::Verify { item, receipt } => show::verify(&item, &receipt, common).await?,
			RxCommand::Show { items } => show::items(&items, common).await?,
			RxCommand::Watch { item, until_closed } => {
				show::watch(&item, until_closed, common).await?
			},
			RxCommand::Policy { class } => show::policy(class, common).await?,
			act => acts::run(act, common).await?,
		}
		Ok(ExitCode::SUCCESS)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn access_is_closed_any_or_a_licence() {
		assert_eq!("closed".parse(), Ok(AccessArg::Closed));
		assert_eq!("any".parse(), Ok(AccessArg::Any));
		assert_eq!("3".parse(), Ok(AccessArg::Only(3)));
		assert!("everybody".parse::<AccessArg>().is_err());
	}

	#[test]
	fn a_nomination_maps_a_code_to_a_licence() {
		assert_eq!(nomination("VNE51=3"), Ok(("VNE51".into(), 3)));
		assert_eq!(nomination("urn:a=b=3"), Ok(("urn:a=b".into(), 3)));
		assert!(nomination("VNE51").is_err());
		assert!(nomination("VNE51=x").is_err());
	}
}
