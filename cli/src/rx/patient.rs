//! What a patient does with prescriptions: sent directly, or signed for somebody else to relay.

use super::{acts, receipt::ItemRef, AccessArg, Items};
use crate::{
	args::Common,
	call::Call,
	chain::{
		salus::{self, runtime_types::bounded_collections::bounded_vec::BoundedVec},
		Chain,
	},
	patient::row::{Numbers, Row},
};
use anyhow::Result;
use clap::Subcommand;
use subxt::utils::H256;

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
	/// The act, carrying the numbers that its rows expect, so that nobody can send it twice.
	pub fn call(&self, numbers: &Numbers) -> Result<Call> {
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

	/// Sends it, for a patient whose key has an account.
	pub async fn send(self, common: &Common) -> Result<()> {
		let ids = self.ids()?;
		let chain = Chain::connect(common).await?;
		let rows: Vec<Row> = ids.iter().copied().map(Row::Item).collect();
		let call = self.call(&Numbers::of_chain(&chain, &rows).await?)?;
		acts::act_on(&chain, common, self.done(), &ids, &call.payload()?).await
	}
}
