//! Who pays for what is relayed: a member's policy for a relayer, set on the chain.

use crate::{
	args::{self, Common},
	chain::{
		self,
		salus::{
			self,
			runtime_types::{
				bounded_collections::bounded_btree_set::BoundedBTreeSet,
				pallet_sponsorship::types::{Refusal, Terms},
			},
		},
		Chain,
	},
	output::{moment, Report},
	patient,
	refusal::Refused,
};
use anyhow::{anyhow, Result};
use clap::{Args, Subcommand};
use subxt::{metadata::Metadata, utils::AccountId32};

/// Who pays for what is relayed.
#[derive(Debug, Subcommand)]
pub enum SponsorCommand {
	/// Pay for what a relayer relays, or change for what (the organisation's account signs).
	Set(SetArgs),
	/// Pay no more (the sponsor signs; once it has expired, anybody).
	Remove {
		/// The relayer.
		#[arg(value_parser = args::account)]
		relayer: AccountId32,
		/// The sponsor; who signs, if absent.
		#[arg(long, value_parser = args::account)]
		sponsor: Option<AccountId32>,
	},
	/// Show what a sponsor pays of what a relayer relays.
	Show {
		/// The sponsor.
		#[arg(value_parser = args::account)]
		sponsor: AccountId32,
		/// The relayer.
		#[arg(value_parser = args::account)]
		relayer: AccountId32,
	},
}

/// What `set` is told.
#[derive(Args, Debug)]
pub struct SetArgs {
	/// The relayer.
	#[arg(value_parser = args::account)]
	relayer: AccountId32,
	/// The member that pays.
	#[arg(long)]
	organisation: u32,
	/// A call that is paid for: Prescriptions.present. All that patients sign, if none is named.
	#[arg(long = "call", value_name = "PALLET.CALL")]
	calls: Vec<String>,
	/// How many a day, which begins at midnight UTC.
	#[arg(long)]
	per_day: u32,
	/// The dearest fee of one, in SAL.
	#[arg(long, value_parser = args::amount)]
	max_fee: u128,
	/// Until when (exclusive): 2027-01-31 or +90d.
	#[arg(long, value_parser = args::moment)]
	until: u64,
}

impl SponsorCommand {
	/// Runs the command.
	pub async fn run(self, common: &Common) -> Result<()> {
		let calls = salus::transactions().sponsorship();
		let report = match self {
			SponsorCommand::Set(args) => {
				let terms = args.terms()?;
				let chain = Chain::connect(common).await?;
				let call = calls.set_policy(args.organisation, args.relayer, terms);
				let sent = chain.send(&call, &common.signer()?).await?;
				Report::new("Policy set")
					.with("relayer", args.relayer.to_string())
					.with("until", moment(args.until))
					.and(sent.facts())
			},
			SponsorCommand::Remove { relayer, sponsor } => {
				let signer = common.signer()?;
				let sponsor = sponsor.unwrap_or_else(|| signer.public_key().to_account_id());
				let chain = Chain::connect(common).await?;
				let sent = chain.send(&calls.remove_policy(sponsor, relayer), &signer).await?;
				Report::new("Policy removed").and(sent.facts())
			},
			SponsorCommand::Show { sponsor, relayer } => {
				show(&Chain::connect(common).await?, sponsor, relayer).await?
			},
		};
		common.format().report(&report)
	}
}

impl SetArgs {
	fn terms(&self) -> Result<Terms<u128>> {
		let metadata = chain::metadata()?;
		let named: Vec<&str> = match self.calls.as_slice() {
			[] => patient::CALLS.to_vec(),
			calls => calls.iter().map(String::as_str).collect(),
		};
		let mut calls: Vec<(u8, u8)> =
			named.into_iter().map(|name| indices(name, &metadata)).collect::<Result<_>>()?;
		// As a set is encoded.
		calls.sort_unstable();
		calls.dedup();
		let (per_day, until, max_fee) = (self.per_day, self.until, self.max_fee);
		Ok(Terms { calls: BoundedBTreeSet(calls), per_day, until, max_fee })
	}
}

/// A call's numbers.
fn indices(name: &str, metadata: &Metadata) -> Result<(u8, u8)> {
	let found = name.split_once('.').and_then(|(pallet, call)| {
		let pallet = metadata.pallet_by_name(pallet)?;
		Some((pallet.call_index(), pallet.call_variant_by_name(call)?.index))
	});
	found.ok_or_else(|| anyhow!("there is no call {name}; expected one as Prescriptions.present"))
}

fn name((pallet, call): (u8, u8), metadata: &Metadata) -> String {
	let found = metadata.pallet_by_call_index(pallet).and_then(|pallet| {
		let call = pallet.call_variant_by_index(call)?;
		Some(format!("{}.{}", pallet.name(), call.name))
	});
	found.unwrap_or_else(|| format!("{pallet}.{call}"))
}

async fn show(chain: &Chain, sponsor: AccountId32, relayer: AccountId32) -> Result<Report> {
	let at = chain.finalised().await?;
	let queries = salus::view_functions().sponsorship();
	let policy = chain.view(&at, queries.policy(sponsor, relayer)).await?;
	let policy =
		policy.ok_or_else(|| anyhow!("{sponsor} pays nothing of what {relayer} relays"))?;
	let left = chain.view(&at, queries.left_today(sponsor, relayer)).await?;
	let metadata = at.metadata_ref();
	let calls = policy.terms.calls.0.into_iter().map(|call| name(call, metadata));
	Ok(Report::new(format!("{sponsor} pays"))
		.with("relayer", relayer.to_string())
		.with("calls", calls.collect::<Vec<_>>())
		.with("perDay", policy.terms.per_day)
		.with("leftToday", left)
		.with("maxFee", args::sal(policy.terms.max_fee))
		.with("until", moment(policy.terms.until)))
}

/// Refuses what the sponsor would not pay for: the pool would say no more than `Payment`.
pub async fn would_pay(
	chain: &Chain,
	sponsor: &AccountId32,
	relayer: &AccountId32,
	call: (u8, u8),
	fee: u128,
) -> Result<()> {
	let queries = salus::view_functions().sponsorship();
	let query = queries.refusal_of(*sponsor, *relayer, call, fee);
	let refusal = chain.view(&chain.best().await?, query).await?;
	match refusal {
		None => Ok(()),
		Some(refusal) => Err(in_words(&refusal, fee)),
	}
}

fn in_words(refusal: &Refusal, fee: u128) -> anyhow::Error {
	let sentence = match refusal {
		Refusal::NoPolicy => "the sponsor has no policy for this relayer".into(),
		Refusal::Expired => "the policy has expired".into(),
		Refusal::NotRelayable => {
			"what is relayed is too long, or nothing that can be relayed".into()
		},
		Refusal::NotListed => "the policy does not name this call: `salus sponsor show`".into(),
		Refusal::QuotaSpent => "the day's quota is used up: wait until midnight UTC".into(),
		Refusal::FeeTooHigh => format!("the fee of {} is above the policy's bound", args::sal(fee)),
		Refusal::Tipped => "a sponsor pays no tip".into(),
	};
	Refused::new(format!("Sponsorship::{refusal:?}"), sentence).into()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn all_that_patients_sign_has_a_number_and_fits_into_one_policy() {
		let metadata = chain::metadata().unwrap();
		assert!(patient::CALLS.len() <= 32);
		for call in patient::CALLS {
			assert_eq!(name(indices(call, &metadata).unwrap(), &metadata), *call);
		}
		for wrong in ["present", "Prescriptions.burn", "Nothing.present", ""] {
			assert!(indices(wrong, &metadata)
				.unwrap_err()
				.to_string()
				.contains("there is no call"));
		}
		assert_eq!(name((250, 3), &metadata), "250.3");
	}
}
