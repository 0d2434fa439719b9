//! What participants, representatives and witnesses do: sent directly, or signed for somebody else to relay.

use super::{show, words::Capacity};
use crate::{
	args,
	call::Call,
	chain::{
		salus::{
			self,
			runtime_types::{
				pallet_trial_consents::types::DataUse, salus_primitives::consent::Scopes,
				sp_runtime::MultiSignature,
			},
		},
		Chain, Sent,
	},
	output::Report,
	patient::{
		call::PatientCall,
		row::{Numbers, Row},
		signed::statement,
	},
};
use anyhow::{bail, Result};
use clap::{Args, Subcommand};
use subxt::{
	ext::codec::Encode,
	utils::{AccountId32, H256},
};
use subxt_signer::sr25519::Keypair;

/// Domain of what is signed to withdraw for free.
const WITHDRAW: &[u8] = b"salus/withdraw-consent";

/// Whose consent.
#[derive(Args, Clone, Debug)]
pub struct Whose {
	/// The trial.
	pub trial: u32,
	/// The participant's key for this trial.
	#[arg(value_parser = args::account)]
	pub subject: AccountId32,
}

/// What participants, representatives and witnesses do.
#[derive(Debug, Subcommand)]
pub enum ConsentAct {
	/// Sign what is proposed, in one capacity (whoever has it signs).
	Sign {
		#[command(flatten)]
		whose: Whose,
		/// In which capacity.
		#[arg(long = "as", default_value = "subject")]
		capacity: Capacity,
		/// The scopes, by their numbers: 0,1,4. The participant may take some away.
		#[arg(long, value_parser = args::bits)]
		scopes: u32,
	},
	/// Refuse what is proposed (the participant or the representative signs).
	Refuse {
		#[command(flatten)]
		whose: Whose,
	},
	/// Withdraw (the participant or the representative signs). Needs no reason, and can be free.
	Withdraw {
		#[command(flatten)]
		whose: Whose,
		/// Only these scopes; all, if absent. Without a core one the participation ends.
		#[arg(long, value_parser = args::bits)]
		scopes: Option<u32>,
		/// Ask for the erasure of what was collected, where the law allows it.
		#[arg(long)]
		erase: bool,
	},
	/// Move a participation to a new key (the key that speaks for a lost one signs).
	Rekey {
		#[command(flatten)]
		whose: Whose,
		/// The new key.
		#[arg(value_parser = args::account)]
		new: AccountId32,
	},
}

impl ConsentAct {
	/// The row whose number it carries.
	fn row(&self) -> Option<Row> {
		let Whose { trial, subject } = *self.whose();
		match self {
			ConsentAct::Sign { .. } | ConsentAct::Refuse { .. } => {
				Some(Row::Proposal(trial, subject))
			},
			ConsentAct::Withdraw { .. } => Some(Row::Given(trial, subject)),
			ConsentAct::Rekey { .. } => None,
		}
	}

	fn whose(&self) -> &Whose {
		match self {
			ConsentAct::Sign { whose, .. }
			| ConsentAct::Refuse { whose }
			| ConsentAct::Withdraw { whose, .. }
			| ConsentAct::Rekey { whose, .. } => whose,
		}
	}

	fn done(&self) -> &'static str {
		match self {
			ConsentAct::Sign { .. } => "Signed",
			ConsentAct::Refuse { .. } => "Refused",
			ConsentAct::Withdraw { .. } => "Withdrawn",
			ConsentAct::Rekey { .. } => "Moved to the new key",
		}
	}
}

impl PatientCall for ConsentAct {
	fn rows(&self) -> Result<Vec<Row>> {
		Ok(self.row().into_iter().collect())
	}

	fn call(&self, numbers: &Numbers) -> Result<Call> {
		let calls = salus::transactions().trial_consents();
		let round = || self.row().map_or(Ok(0), |row| numbers.get(&row));
		let Whose { trial, subject } = *self.whose();
		match self {
			ConsentAct::Sign { capacity, scopes, .. } => {
				let role = (*capacity).into();
				Call::new(&calls.sign(trial, subject, role, round()?, Scopes(*scopes)))
			},
			ConsentAct::Refuse { .. } => Call::new(&calls.refuse(trial, subject, round()?)),
			ConsentAct::Withdraw { scopes, erase, .. } => {
				let scopes = Scopes(all(*scopes));
				Call::new(&calls.withdraw(trial, subject, round()?, scopes, data_use(*erase)))
			},
			ConsentAct::Rekey { new, .. } => Call::new(&calls.rekey(trial, subject, *new)),
		}
	}

	fn free(&self, numbers: &Numbers, genesis: H256, key: &Keypair) -> Result<Call> {
		let ConsentAct::Withdraw { whose: Whose { trial, subject }, scopes, erase } = self else {
			bail!("of consents only withdrawing is free")
		};
		let round: u16 = numbers.get(&Row::Given(*trial, *subject))?;
		let (who, data) = (key.public_key().to_account_id(), u8::from(*erase));
		let said = (*trial, subject.0, round, all(*scopes), data, who.0).encode();
		let signature = key.sign(&statement(WITHDRAW, genesis, &said));
		Call::new(&salus::transactions().trial_consents().withdraw_signed(
			*trial,
			*subject,
			round,
			Scopes(all(*scopes)),
			data_use(*erase),
			who,
			MultiSignature::Sr25519(signature.0),
		))
	}

	async fn report(&self, chain: &Chain, sent: &Sent) -> Result<Report> {
		show::after(chain, sent, Report::new(self.done()), self.whose()).await
	}
}

/// What is withdrawn if nothing is named: all.
fn all(scopes: Option<u32>) -> u32 {
	scopes.unwrap_or(u32::MAX)
}

fn data_use(erase: bool) -> DataUse {
	match erase {
		true => DataUse::EraseWhereLawful,
		false => DataUse::KeepCollected,
	}
}
