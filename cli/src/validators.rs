//! Who makes blocks and finalises them: the council's list, and the keys that its members register.

use crate::{
	args::{self, Common},
	chain::{
		salus::{self, runtime_types::salus_consortium_runtime::SessionKeys},
		AtBlock, Chain,
	},
	output::{hex, Report},
	registry::council,
};
use anyhow::{bail, Context, Result};
use clap::Subcommand;
use serde::Deserialize;
use std::collections::BTreeMap;
use subxt::{
	rpcs::client::rpc_params,
	storage::Address,
	transactions::dynamic,
	utils::{AccountId32, Encoded, MultiAddress, Static},
};

/// Who makes blocks and finalises them.
#[derive(Debug, Subcommand)]
pub enum ValidatorsCommand {
	/// List the validators and those who will be: a change takes effect at the second session's end after it.
	List,
	/// Make new keys in the node at --url, which must be the validator's own, and register them (the validator's account
	/// signs). The old keys stay in its keystore, and in use until the change takes effect.
	SetKeys,
	/// Put a validator on the list (council).
	Add {
		/// The validator's account; its keys should be registered already.
		#[arg(value_parser = args::account)]
		account: AccountId32,
	},
	/// Take a validator off the list (council).
	Remove {
		/// The validator's account.
		#[arg(value_parser = args::account)]
		account: AccountId32,
	},
}

impl ValidatorsCommand {
	/// Runs the command.
	pub async fn run(self, common: &Common) -> Result<()> {
		let chain = Chain::connect(common).await?;
		let calls = salus::transactions().validators();
		let report = match self {
			ValidatorsCommand::List => return list(&chain, common).await,
			ValidatorsCommand::SetKeys => set_keys(&chain, common).await?,
			ValidatorsCommand::Add { account } => {
				let call = calls.add_member(MultiAddress::Id(account));
				council::propose(&chain, common, &call).await?.report("validator added")
			},
			ValidatorsCommand::Remove { account } => {
				let call = calls.remove_member(MultiAddress::Id(account));
				council::propose(&chain, common, &call).await?.report("validator removed")
			},
		};
		common.format().report(&report)
	}
}

/// Keys that a node has made, with the proof that they are the owner's.
#[derive(Deserialize)]
struct Generated {
	keys: String,
	proof: Option<String>,
}

async fn set_keys(chain: &Chain, common: &Common) -> Result<Report> {
	let signer = common.signer()?;
	let owner = signer.public_key().to_account_id();
	let made: Generated =
		chain.request("author_rotateKeysWithOwner", rpc_params![hex(owner.0)]).await?;
	let Some(proof) = made.proof else {
		bail!("the node's runtime makes no proofs of ownership");
	};
	let (keys, proof) = (bytes(&made.keys)?, bytes(&proof)?);
	let sent = chain
		.send(&dynamic("Session", "set_keys", (Static(Encoded(keys)), proof)), &signer)
		.await?;
	Ok(Report::new("Keys registered")
		.with("validator", owner.to_string())
		.with("keys", made.keys)
		.with(
			"next",
			"`salus validators list` shows when they are in use; back the keystore up now",
		)
		.and(sent.facts()))
}

fn bytes(text: &str) -> Result<Vec<u8>> {
	hex::decode(text.trim_start_matches("0x")).context("the node answered no hexadecimal number")
}

/// What a validator is now, and will be.
#[derive(Default)]
struct Standing {
	listed: bool,
	active: bool,
	queued: bool,
}

impl Standing {
	fn sentence(&self, has_keys: bool) -> &'static str {
		match self {
			Standing { listed: true, active: true, queued: true } => "validates",
			Standing { active: false, queued: true, .. } => "begins with the next session",
			Standing { active: true, queued: false, .. } => "ends with this session",
			Standing { listed: false, active: true, .. } => "ends with the next session",
			Standing { listed: true, active: false, .. } if has_keys => {
				"begins with the session after the next"
			},
			Standing { listed: true, .. } => "has registered no keys",
			_ => "not on the list",
		}
	}
}

async fn list(chain: &Chain, common: &Common) -> Result<()> {
	let at = chain.best().await?;
	let mut all: BTreeMap<[u8; 32], Standing> = BTreeMap::new();
	for account in read(&at, salus::storage().validators().members()).await?.0 {
		all.entry(account.0).or_default().listed = true;
	}
	for account in read(&at, salus::storage().session().validators()).await? {
		all.entry(account.0).or_default().active = true;
	}
	let queued = read(&at, salus::storage().session().queued_keys()).await?;
	for (account, _) in &queued {
		all.entry(account.0).or_default().queued = true;
	}
	let authors = read(&at, salus::storage().aura().authorities()).await?.0;
	let mut rows = Vec::new();
	for (account, standing) in all {
		let account = AccountId32(account);
		let keys = registered(&at, &account).await?;
		let planned = queued.iter().find(|(who, _)| *who == account).map(|(_, keys)| keys);
		let new_keys = match &keys {
			Some(keys) if standing.active && !authors.contains(&keys.aura) => {
				Some(if Some(keys) == planned {
					"from the next session"
				} else {
					"from the session after the next"
				})
			},
			_ => None,
		};
		rows.push(
			Report::new("")
				.with("validator", account.to_string())
				.with("standing", standing.sentence(keys.is_some()))
				.with("newKeys", new_keys)
				.with_some("aura", keys.as_ref().map(|keys| hex(keys.aura.0)))
				.with_some("grandpa", keys.as_ref().map(|keys| hex(keys.grandpa.0))),
		);
	}
	common.format().table("There are no validators.", &rows)
}

async fn read<A>(at: &AtBlock, address: A) -> Result<A::Value>
where
	A: Address<KeyParts = ()>,
{
	let value = at.storage().fetch(address, ()).await.context("cannot read the validators")?;
	value.decode().context("cannot decode the validators")
}

async fn registered(at: &AtBlock, account: &AccountId32) -> Result<Option<SessionKeys>> {
	let keys = at
		.storage()
		.try_fetch(salus::storage().session().next_keys(), (*account,))
		.await
		.context("cannot read a validator's keys")?;
	keys.map(|keys| keys.decode()).transpose().context("cannot decode a validator's keys")
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_change_takes_two_sessions() {
		let at = |listed, active, queued| Standing { listed, active, queued }.sentence(true);
		let joining = [at(true, false, false), at(true, false, true), at(true, true, true)];
		assert_eq!(
			joining,
			["begins with the session after the next", "begins with the next session", "validates"]
		);
		let leaving = [at(false, true, true), at(false, true, false), at(false, false, false)];
		assert_eq!(
			leaving,
			["ends with the next session", "ends with this session", "not on the list"]
		);
	}
}
