//! What a patient does with prescriptions: sent directly, or signed for somebody else to relay.

use super::{acts, receipt::ItemRef, AccessArg, Items};
use crate::{
	call::Call,
	chain::{
		salus::{self, runtime_types::bounded_collections::bounded_vec::BoundedVec},
		Chain, Sent,
	},
	output::Report,
	patient::{
		call::PatientCall,
		row::{Numbers, Row},
	},
};
use anyhow::{bail, Result};
use clap::Subcommand;
use subxt::utils::H256;
use subxt_signer::sr25519::Keypair;

/// What a patient does with prescriptions.
#[derive(Debug, Subcommand)]
pub enum RxAct {
	/// Give items to a dispenser, whoever was nominated (the patient signs).
	Present {
		#[command(flatten)]
		items: Items,
		/// The dispenser's licence.
		#[arg(long)]
		to: u32,
	},
	/// Give an item up (the patient signs).
	Discard {
		/// The item.
		item: ItemRef,
	},
	/// Shorten a hold to its notice (the patient signs).
	Recall {
		/// The item.
		item: ItemRef,
	},
	/// Choose who may claim an item (the patient signs).
	SetAccess {
		/// The item.
		item: ItemRef,
		/// `closed`, `any`, or a dispenser's licence.
		access: AccessArg,
	},
	/// Free an item that was declined (the patient signs).
	Unlock {
		/// The item.
		item: ItemRef,
	},
}

impl RxAct {
	fn ids(&self) -> Result<Vec<H256>> {
		match self {
			RxAct::Present { items, .. } => items.ids(),
			RxAct::Discard { item }
			| RxAct::Recall { item }
			| RxAct::SetAccess { item, .. }
			| RxAct::Unlock { item } => Ok(vec![item.id()?]),
		}
	}

	fn done(&self) -> &'static str {
		match self {
			RxAct::Present { .. } => "Presented",
			RxAct::Discard { .. } => "Given up",
			RxAct::Recall { .. } => "Recalled",
			RxAct::SetAccess { .. } => "Access set",
			RxAct::Unlock { .. } => "Reopened",
		}
	}
}

impl PatientCall for RxAct {
	fn rows(&self) -> Result<Vec<Row>> {
		Ok(self.ids()?.into_iter().map(Row::Item).collect())
	}

	fn call(&self, numbers: &Numbers) -> Result<Call> {
		let calls = salus::transactions().prescriptions();
		let numbered = |item: &ItemRef| {
			let id = item.id()?;
			Ok::<_, anyhow::Error>((id, numbers.get::<u16>(&Row::Item(id))?))
		};
		match self {
			RxAct::Present { items, to } => {
				let ids = items.ids()?;
				acts::form(&ids)?;
				let numbered = ids.into_iter().map(|id| Ok((id, numbers.get(&Row::Item(id))?)));
				Call::new(&calls.present(BoundedVec(numbered.collect::<Result<_>>()?), *to))
			},
			RxAct::Discard { item } => {
				let (id, seq) = numbered(item)?;
				Call::new(&calls.discard(id, seq))
			},
			RxAct::Recall { item } => {
				let (id, seq) = numbered(item)?;
				Call::new(&calls.recall(id, seq))
			},
			RxAct::SetAccess { item, access } => {
				let (id, seq) = numbered(item)?;
				Call::new(&calls.set_access(id, (*access).into(), seq))
			},
			RxAct::Unlock { item } => {
				let (id, seq) = numbered(item)?;
				Call::new(&calls.reopen(id, Some(seq)))
			},
		}
	}

	fn free(&self, _: &Numbers, _: H256, _: &Keypair) -> Result<Call> {
		bail!("nothing on a prescription is free")
	}

	async fn report(&self, chain: &Chain, sent: &Sent) -> Result<Report> {
		acts::after(chain, sent, self.done(), &self.ids()?).await
	}
}
