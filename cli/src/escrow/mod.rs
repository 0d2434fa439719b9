//! Reimbursement: pools, contracts, covers, claims, appeals.

mod accounts;
mod acts;
pub mod advice;
mod args;
mod asset;
mod batch;
mod claim;
pub mod history;
pub mod key;
mod poke;
mod rules;
mod show;
mod state;
mod statements;

use crate::{
	args::{self as words, Common},
	rx::ItemRef,
};
use anyhow::Result;
use args::{AdjudicateArgs, ClaimArgs, CoverArgs, OfferArgs, SubmitArgs, TariffArgs};
use asset::{AssetArg, Decimal};
use batch::BatchArgs;
use clap::Subcommand;
use key::{KeyArg, Shown};
use poke::PokeCommand;
use rules::RulesCommand;
use statements::{AnswerArgs, AuthorisationArgs, ReconcileArgs};
use std::process::ExitCode;
use subxt::utils::{AccountId32, H256};

pub use advice::advice;

/// Reimbursement. A CLAIM is ITEM/DISPENSE/RANK, an ITEM an id or a receipt, an ASSET `native`, a number, a symbol or a
/// name. Amounts are decimals of the asset: 60.00.
#[derive(Debug, Subcommand)]
pub enum EscrowCommand {
	/// Put funds into a pool (the payer signs).
	Fund {
		#[command(flatten)]
		by: Licence,
		/// The asset.
		#[arg(long)]
		asset: AssetArg,
		/// How much.
		amount: Decimal,
	},
	/// Take free funds out of a pool (the payer signs).
	Withdraw {
		#[command(flatten)]
		by: Licence,
		/// The asset.
		#[arg(long)]
		asset: AssetArg,
		/// How much.
		amount: Decimal,
	},
	/// Show a pool, and who waits for its funds.
	Pool {
		/// The payer's licence.
		payer: u32,
		/// The asset.
		#[arg(long)]
		asset: AssetArg,
	},
	/// Show what accounts have of an asset, holds included, and that it sums to the issuance.
	Accounts {
		/// The asset.
		#[arg(long)]
		asset: AssetArg,
	},
	/// Offer a provider a contract, or a change to the one in force (the payer signs).
	Offer(OfferArgs),
	/// Accept the terms that `contract` shows (the provider signs).
	Accept {
		#[command(flatten)]
		by: Licence,
		/// The payer's licence.
		#[arg(long)]
		payer: u32,
		/// The hash of the terms, as `contract` shows it.
		#[arg(long, value_parser = words::hash)]
		hash: H256,
	},
	/// Give notice (either side signs).
	EndContract {
		#[command(flatten)]
		by: Licence,
		/// The other side's licence.
		#[arg(long)]
		other: u32,
	},
	/// Show a contract, and what is offered.
	Contract {
		/// The payer's licence.
		#[arg(long)]
		payer: u32,
		/// The provider's licence.
		#[arg(long)]
		provider: u32,
	},
	/// Publish a price under a number, once (the payer signs).
	SetTariff(TariffArgs),
	/// Show a tariff.
	Tariff {
		/// The payer's licence.
		payer: u32,
		/// Its number.
		number: u16,
		/// The asset in whose decimals it is shown.
		#[arg(long)]
		asset: AssetArg,
	},
	/// Decide beforehand on one prescription; with --reserve funds are set aside, and it binds (the payer signs).
	Cover(CoverArgs),
	/// Take a cover back (the payer signs).
	EndCover {
		#[command(flatten)]
		by: Licence,
		/// The item.
		item: ItemRef,
		/// 0 primary, 1 secondary, up to 3.
		#[arg(long, default_value_t = 0)]
		rank: u8,
	},
	/// Show what the next dispense of a quantity would pay, and why not at once.
	Quote {
		/// The item.
		item: ItemRef,
		/// In the item's smallest unit.
		quantity: u32,
		/// The dispenser's licence; whom the cover names if absent.
		#[arg(long)]
		provider: Option<u32>,
	},
	/// Claim a dispense, by a FHIR Claim or by flags (the provider signs).
	Submit(SubmitArgs),
	/// Name everything that is to be mended (the payer signs).
	Notice {
		#[command(flatten)]
		by: Licence,
		/// The claim.
		claim: KeyArg,
		/// Numbers of the defects, 0 to 31.
		#[arg(required = true, value_parser = clap::value_parser!(u8).range(0..32))]
		defects: Vec<u8>,
	},
	/// Answer a notice, by a FHIR Claim or by flags (the provider signs).
	Resubmit(ClaimArgs),
	/// Take a claim back (the provider signs).
	Retract {
		#[command(flatten)]
		by: Licence,
		/// The claim.
		claim: KeyArg,
	},
	/// Say who bears what of a claim, by a FHIR ClaimResponse or by flags (the payer signs).
	Adjudicate(AdjudicateArgs),
	/// Refuse a claim (the payer signs).
	Deny {
		#[command(flatten)]
		by: Licence,
		/// The claim.
		claim: KeyArg,
		/// The reason code; B7 is 2007.
		#[arg(long)]
		carc: u16,
	},
	/// Appeal a denial or a cut (the provider signs, or a regulator).
	Appeal {
		#[command(flatten)]
		by: Licence,
		/// The claim.
		claim: KeyArg,
		/// The commitment to the grounds, which stay off the chain.
		#[arg(long, value_parser = words::hash)]
		grounds: H256,
	},
	/// Vote on an appeal (a member of the panel signs).
	Vote {
		#[command(flatten)]
		by: Licence,
		/// The claim.
		claim: KeyArg,
		/// For the provider, or for the payer.
		vote: args::Vote,
	},
	/// Order a provider to pay back, by set-off against later payments (a regulator signs).
	Reverse {
		#[command(flatten)]
		by: Licence,
		/// The claim.
		claim: KeyArg,
		/// How much.
		amount: Decimal,
	},
	/// Set money aside for the patient's shares of a prescription (anybody signs).
	HoldCopay {
		/// The item.
		item: ItemRef,
		/// The asset.
		#[arg(long)]
		asset: AssetArg,
		/// How much.
		amount: Decimal,
		/// Used before this moment.
		#[arg(long, value_parser = words::moment)]
		until: u64,
	},
	/// Take back what is left of it, after its end (who set it aside signs).
	ReleaseCopay {
		/// The item.
		item: ItemRef,
	},
	/// Choose where a provider is paid (the provider signs).
	Payee {
		#[command(flatten)]
		by: Licence,
		/// The account; the licence holder's if absent.
		#[arg(value_parser = words::account)]
		account: Option<AccountId32>,
	},
	/// Do now what a deadline that has passed would do (anybody signs).
	#[command(subcommand)]
	Poke(PokeCommand),
	/// Show a claim, with its deadlines and who bears what; of an item, its covers, co-pay and claims.
	Show {
		/// A claim or an item.
		what: Shown,
	},
	/// List the claims of a provider or a payer.
	List {
		/// The provider's licence.
		#[arg(long, required_unless_present = "payer", conflicts_with = "payer")]
		provider: Option<u32>,
		/// The payer's licence.
		#[arg(long)]
		payer: Option<u32>,
	},
	/// List the deadlines ahead, the next one first.
	Due {
		/// How many.
		#[arg(long, default_value_t = 20)]
		limit: u32,
	},
	/// Print a claim as a FHIR ClaimResponse.
	Response(AnswerArgs),
	/// Print a claim as a FHIR ExplanationOfBenefit.
	Eob(AnswerArgs),
	/// Print a cover as a FHIR ClaimResponse with `use` preauthorization.
	Authorisation(AuthorisationArgs),
	/// Print all payments of a payer to a provider in a period as a FHIR PaymentReconciliation.
	Reconcile(ReconcileArgs),
	/// Take all claims of a FHIR Bundle to the chain: issue, dispense and submit, and say what became of each.
	Batch(BatchArgs),
	/// Show rates and deadlines, as `set-rules` takes them.
	Rules,
	/// Show what a reason code may be used for.
	Carc {
		/// The code; B7 is 2007.
		code: u16,
	},
	/// Show the panel of a level.
	Panel {
		/// 1 or 2.
		level: u8,
	},
	/// What the council sets.
	#[command(flatten)]
	Set(RulesCommand),
}

/// Under which licence somebody acts.
#[derive(clap::Args, Debug)]
pub struct Licence {
	/// The licence of who signs.
	#[arg(long)]
	licence: u32,
}

impl EscrowCommand {
	/// Runs the command.
	pub async fn run(self, common: &Common) -> Result<ExitCode> {
		match self {
			EscrowCommand::Pool { payer, asset } => show::pool(payer, &asset, common).await,
			EscrowCommand::Accounts { asset } => accounts::list(&asset, common).await,
			EscrowCommand::Contract { payer, provider } => {
				show::contract(payer, provider, common).await
			},
			EscrowCommand::Tariff { payer, number, asset } => {
				show::tariff(payer, number, &asset, common).await
			},
			EscrowCommand::Quote { item, quantity, provider } => {
				show::quote(&item, quantity, provider, common).await
			},
			EscrowCommand::Show { what: Shown::Claim(key) } => show::claim(&key, common).await,
			EscrowCommand::Show { what: Shown::Item(item) } => show::item(&item, common).await,
			EscrowCommand::List { provider, payer } => show::list(provider, payer, common).await,
			EscrowCommand::Due { limit } => show::due(limit, common).await,
			EscrowCommand::Submit(args) => claim::submit(args, common).await,
			EscrowCommand::Resubmit(args) => claim::resubmit(args, common).await,
			EscrowCommand::Adjudicate(args) => claim::adjudicate(args, common).await,
			EscrowCommand::Response(args) => statements::response(args, common).await,
			EscrowCommand::Eob(args) => statements::explanation(args, common).await,
			EscrowCommand::Authorisation(args) => statements::authorisation(args, common).await,
			EscrowCommand::Reconcile(args) => statements::reconcile(args, common).await,
			EscrowCommand::Batch(args) => return batch::run(args, common).await,
			EscrowCommand::Rules => rules::show(common).await,
			EscrowCommand::Carc { code } => rules::carc(code, common).await,
			EscrowCommand::Panel { level } => rules::panel(level, common).await,
			EscrowCommand::Set(command) => command.run(common).await,
			EscrowCommand::Poke(command) => command.run(common).await,
			act => acts::run(act, common).await,
		}?;
		Ok(ExitCode::SUCCESS)
	}
}
