//! The presets of the genesis: `development` (a council of Alice, who also makes the blocks) and `local` (Alice, Bob,
//! Charlie and Dave are council and validators). Both have [what every network has](salus_runtime_common::genesis).

use crate::{
	AccountId, AssetsConfig, BalancesConfig, CouncilMembershipConfig, PrescriptionsConfig,
	RegistryConfig, ReimbursementEscrowConfig, RuntimeGenesisConfig, SessionConfig, SessionKeys,
	SponsorshipConfig, ValidatorsConfig,
};
use alloc::{string::ToString, vec::Vec};
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

/// The session keys that `--alice` and its like put into a node's keystore.
fn session_keys(account: Sr25519Keyring, finality: Ed25519Keyring) -> SessionKeys {
	SessionKeys { aura: account.public().into(), grandpa: finality.public().into() }
}

/// The genesis in which `authorities` make blocks and are the council.
fn consortium(authorities: &[(Sr25519Keyring, Ed25519Keyring)]) -> serde_json::Value {
	let members: Vec<AccountId> =
		authorities.iter().map(|(account, _)| account.to_account_id()).collect();
	salus_runtime_common::genesis_patch!(members, None, {
		validators: ValidatorsConfig { members: members.try_into().unwrap_or_default() },
		session: SessionConfig {
			keys: authorities
				.iter()
				.map(|(account, finality)| {
					let id = account.to_account_id();
					(id.clone(), id, session_keys(*account, *finality))
				})
				.collect::<Vec<_>>(),
		},
	})
}

/// The preset with this name.
pub fn preset(id: &PresetId) -> Option<Vec<u8>> {
	use Ed25519Keyring as Finality;
	use Sr25519Keyring as Account;

	let genesis = match id.as_ref() {
		DEV_RUNTIME_PRESET => consortium(&[(Account::Alice, Finality::Alice)]),
		LOCAL_TESTNET_RUNTIME_PRESET => consortium(&[
			(Account::Alice, Finality::Alice),
			(Account::Bob, Finality::Bob),
			(Account::Charlie, Finality::Charlie),
			(Account::Dave, Finality::Dave),
		]),
		_ => return None,
	};
	Some(genesis.to_string().into_bytes())
}

/// The names of the presets.
pub fn preset_names() -> Vec<PresetId> {
	[DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET].map(PresetId::from).to_vec()
}
