//! Changes of the key of a licence or an organisation.

use super::{act, asked, By};
use crate::{
	args::{self, Common},
	chain::{
		salus::{self, runtime_types::pallet_registry::types::Target},
		Chain,
	},
	output::Report,
};
use anyhow::Result;
use clap::{Args, Subcommand};
use subxt::utils::AccountId32;

/// Changes of a key. A change is asked for, waits, and is completed by the new key.
#[derive(Debug, Subcommand)]
pub enum KeyChange {
	/// Ask for another key for one's own licence or organisation (the present key signs).
	Rotate {
		#[command(flatten)]
		of: Of,
		/// The new key.
		#[arg(value_parser = args::account)]
		new: AccountId32,
	},
	/// Ask for another key in place of a lost or stolen one (registrar, or council with --council).
	ReplaceHolder {
		#[command(flatten)]
		of: Of,
		/// The new key.
		#[arg(value_parser = args::account)]
		new: AccountId32,
		#[command(flatten)]
		by: By,
	},
	/// Complete a change (the new key signs).
	AcceptChange {
		#[command(flatten)]
		of: Of,
	},
	/// Call a change off (whoever asked, the present key, or council with --council).
	CancelChange {
		#[command(flatten)]
		of: Of,
		#[command(flatten)]
		by: By,
	},
}

/// Whose key.
#[derive(Args, Debug)]
pub struct Of {
	/// The licence, or with --organisation the organisation.
	id: u32,
	/// The key of an organisation.
	#[arg(long)]
	organisation: bool,
}

impl Of {
	fn target(&self) -> Target {
		match self.organisation {
			true => Target::Organisation(self.id),
			false => Target::Licence(self.id),
		}
	}

	fn named(&self, report: Report) -> Report {
		report.with(if self.organisation { "organisation" } else { "licence" }, self.id)
	}
}

impl KeyChange {
	/// Runs the command.
	pub async fn run(self, chain: &Chain, common: &Common) -> Result<Report> {
		let calls = salus::transactions().registry();
		let own = By { council: false };
		let (of, (report, sent)) = match self {
			KeyChange::Rotate { of, new } => {
				let call = calls.rotate(of.target(), new);
				(of, act(chain, common, own, &call, "Another key asked for").await?)
			},
			KeyChange::ReplaceHolder { of, new, by } => {
				let call = calls.replace_holder(of.target(), new);
				(of, act(chain, common, by, &call, "Another key asked for").await?)
			},
			KeyChange::AcceptChange { of } => {
				let call = calls.accept_change(of.target());
				(of, act(chain, common, own, &call, "Key changed").await?)
			},
			KeyChange::CancelChange { of, by } => {
				let call = calls.cancel_change(of.target());
				(of, act(chain, common, by, &call, "Change called off").await?)
			},
		};
		Ok(of.named(asked(report, &sent)?))
	}
}
