//! Who makes blocks: the council's list, and the keys that its members register. On a consortium's chain these are the validators,
//! who also finalise; on a parachain the collators.

use crate::{
	args::{self, Common},
	call,
	chain::{AtBlock, Chain},
	output::{hex, Report},
	registry::council,
};
use anyhow::{bail, Context, Result};
use clap::Subcommand;
use serde::Deserialize;
use std::collections::BTreeMap;
use subxt::{
	ext::{
		scale_decode::DecodeAsType,
		scale_value::{Composite, Value, ValueDef},
	},
	rpcs::client::rpc_params,
	storage,
	transactions::dynamic,
	utils::{AccountId32, Encoded, MultiAddress, Static},
};

/// Who makes blocks: validators, who also finalise, or a parachain's collators.
#[derive(Debug, Subcommand)]
pub enum ValidatorsCommand {
	/// List them and those who will be: a change takes effect at the second session's end after it.
	List,
	/// Make new keys in the node at --url, which must be the validator's own, and register them (the validator's account
	/// signs). The old keys stay in its keystore, and in use until the change takes effect.
	SetKeys,
	/// Put a validator on the list (council). A collator must have registered its keys.
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
		let makers = Makers::of(&chain.best().await?);
		let report = match self {
			ValidatorsCommand::List => return list(&chain, common, makers).await,
			ValidatorsCommand::SetKeys => set_keys(&chain, common, makers).await?,
			ValidatorsCommand::Add { account } => {
				makers.propose(&chain, common, account, true).await?
			},
			ValidatorsCommand::Remove { account } => {
				makers.propose(&chain, common, account, false).await?
			},
		};
		common.format().report(&report)
	}
}

/// Who makes the blocks of the network at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Makers {
	Validators,
	Collators,
}

impl Makers {
	fn of(at: &AtBlock) -> Self {
		match at.metadata_ref().pallet_by_name("CollatorSelection") {
			Some(_) => Makers::Collators,
			None => Makers::Validators,
		}
	}

	fn noun(self) -> &'static str {
		match self {
			Makers::Validators => "validator",
			Makers::Collators => "collator",
		}
	}

	/// What one of them does.
	fn act(self) -> &'static str {
		match self {
			Makers::Validators => "validates",
			Makers::Collators => "makes blocks",
		}
	}

	/// Where the council's list is.
	fn list(self) -> (&'static str, &'static str) {
		match self {
			Makers::Validators => ("Validators", "Members"),
			Makers::Collators => ("CollatorSelection", "Invulnerables"),
		}
	}

	/// Proposes that an account be on the list, or not.
	async fn propose(
		self,
		chain: &Chain,
		common: &Common,
		account: AccountId32,
		on: bool,
	) -> Result<Report> {
		let acted = match self {
			Makers::Validators => {
				let call = if on { "add_member" } else { "remove_member" };
				let who = MultiAddress::<AccountId32, ()>::Id(account);
				council::propose(chain, common, &dynamic("Validators", call, (who,))).await?
			},
			Makers::Collators => {
				let call = if on { "add_invulnerable" } else { "remove_invulnerable" };
				let call = dynamic("CollatorSelection", call, (account,));
				council::propose(chain, common, &call).await?
			},
		};
		Ok(acted.report(&format!("{} {}", self.noun(), if on { "added" } else { "removed" })))
	}
}

/// Keys that a node has made, with the proof that they are the owner's.
#[derive(Deserialize)]
struct Generated {
	keys: String,
	proof: Option<String>,
}

async fn set_keys(chain: &Chain, common: &Common, makers: Makers) -> Result<Report> {
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
		.with(makers.noun(), owner.to_string())
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
	fn sentence(&self, makers: Makers, has_keys: bool) -> &'static str {
		match self {
			Standing { listed: true, active: true, queued: true } => makers.act(),
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

async fn list(chain: &Chain, common: &Common, makers: Makers) -> Result<()> {
	let at = chain.best().await?;
	let mut all: BTreeMap<[u8; 32], Standing> = BTreeMap::new();
	let (pallet, entry) = makers.list();
	for account in read::<Vec<AccountId32>>(&at, pallet, entry).await? {
		all.entry(account.0).or_default().listed = true;
	}
	for account in read::<Vec<AccountId32>>(&at, "Session", "Validators").await? {
		all.entry(account.0).or_default().active = true;
	}
	let queued: Vec<(AccountId32, Value)> = read(&at, "Session", "QueuedKeys").await?;
	for (account, _) in &queued {
		all.entry(account.0).or_default().queued = true;
	}
	let authors: Value = read(&at, "Aura", "Authorities").await?;
	let authors = keys(&authors);
	let mut rows = Vec::new();
	for (account, standing) in all {
		let account = AccountId32(account);
		let registered = registered(&at, &account).await?;
		let planned = queued.iter().find(|(who, _)| *who == account).map(|(_, set)| named(set));
		let aura = registered.as_ref().and_then(|set| set.get("aura"));
		let new_keys = match aura {
			Some(aura) if standing.active && !authors.contains(aura) => {
				Some(if registered == planned {
					"from the next session"
				} else {
					"from the session after the next"
				})
			},
			_ => None,
		};
		let key = |name| registered.as_ref().and_then(|set| set.get(name)).map(hex);
		rows.push(
			Report::new("")
				.with(makers.noun(), account.to_string())
				.with("standing", standing.sentence(makers, registered.is_some()))
				.with("newKeys", new_keys)
				.with_some("aura", key("aura"))
				.with_some("grandpa", key("grandpa")),
		);
	}
	common.format().table(&format!("There are no {}s.", makers.noun()), &rows)
}

async fn read<T: DecodeAsType>(at: &AtBlock, pallet: &str, entry: &str) -> Result<T> {
	let cannot = || format!("cannot read {pallet}.{entry}");
	let value = at.storage().fetch(storage::dynamic::<(), T>(pallet, entry), ()).await;
	value.with_context(cannot)?.decode().with_context(cannot)
}

/// The keys of a session by their names: `aura`, and a validator's `grandpa`.
type Keys = BTreeMap<String, Vec<u8>>;

async fn registered(at: &AtBlock, account: &AccountId32) -> Result<Option<Keys>> {
	let address = storage::dynamic::<(AccountId32,), Value>("Session", "NextKeys");
	let found = at.storage().try_fetch(address, (*account,)).await;
	let found = found.context("cannot read the keys of an account")?;
	let set = found.map(|set| set.decode()).transpose();
	Ok(set.context("cannot decode the keys of an account")?.as_ref().map(named))
}

fn named(set: &Value) -> Keys {
	let ValueDef::Composite(Composite::Named(fields)) = &set.value else { return Keys::new() };
	let key = |(name, value): &(String, Value)| Some((name.clone(), call::bytes_of(value)?));
	fields.iter().filter_map(key).collect()
}

/// The keys in a list.
fn keys(list: &Value) -> Vec<Vec<u8>> {
	let ValueDef::Composite(fields) = &list.value else { return Vec::new() };
	match fields.values().collect::<Vec<_>>().as_slice() {
		// A type around one list.
		[only] if call::bytes_of(only).is_none() => keys(only),
		several => several.iter().filter_map(|key| call::bytes_of(key)).collect(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_change_takes_two_sessions() {
		let at = |listed, active, queued| {
			Standing { listed, active, queued }.sentence(Makers::Validators, true)
		};
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
