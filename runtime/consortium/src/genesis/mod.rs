//! The presets of the genesis: `development` (a council of Alice, who also makes the blocks) and `local` (Alice, Bob,
//! Charlie and Dave are council and validators). Both have the same [healthcare]
//! and the same [reimbursement].
//!
//! All keys are derived from the well-known development phrase, so anybody can sign for anybody. Never for a real network.

pub mod healthcare;
pub mod reimbursement;

use crate::{
	AccountId, AssetsConfig, Balance, BalancesConfig, CouncilMembershipConfig, PrescriptionsConfig,
	RegistryConfig, ReimbursementEscrowConfig, RuntimeGenesisConfig, SessionConfig, SessionKeys,
	SponsorshipConfig, ValidatorsConfig,
};
use alloc::{string::ToString, vec::Vec};
use frame_support::build_struct_json_patch;
use salus_runtime_common::constants::UNIT;
use sp_core::{crypto::get_public_from_string_or_panic, sr25519};
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

/// What each endowed account has at genesis.
const ENDOWMENT: Balance = 1_000_000 * UNIT;

/// Accounts without a part in the genesis, endowed so that a demonstration can give them one: a registrar to be named, a
/// practice and its prescribers, pharmacies, an insurer; and the bank.
const NEWCOMERS: [&str; 12] = [
	"Registrar2",
	"Surgery2",
	"Surgery3",
	"Prescriber2",
	"Prescriber3",
	"Prescriber4",
	"Pharmacy2",
	"Pharmacy3",
	"Pharmacy4",
	"Insurer2",
	"Relayer",
	reimbursement::BANK,
];

/// The account `//name` of the development phrase.
pub fn account(name: &str) -> AccountId {
	get_public_from_string_or_panic::<sr25519::Public>(name).into()
}

/// The session keys that `--alice` and its like put into a node's keystore.
fn session_keys(account: Sr25519Keyring, finality: Ed25519Keyring) -> SessionKeys {
	SessionKeys { aura: account.public().into(), grandpa: finality.public().into() }
}

/// Who has tokens.
fn endowed() -> Vec<(AccountId, Balance)> {
	Sr25519Keyring::well_known()
		.map(|keyring| keyring.to_account_id())
		.chain(healthcare::ACCOUNTS.into_iter().chain(NEWCOMERS).map(account))
		.map(|account| (account, ENDOWMENT))
		.collect()
}

/// The genesis in which `authorities` make blocks and are the council.
fn consortium(authorities: &[(Sr25519Keyring, Ed25519Keyring)]) -> serde_json::Value {
	let members: Vec<AccountId> =
		authorities.iter().map(|(account, _)| account.to_account_id()).collect();
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig { balances: endowed() },
		assets: AssetsConfig {
			assets: reimbursement::assets(),
			metadata: reimbursement::metadata(),
			accounts: reimbursement::balances(),
		},
		council_membership: CouncilMembershipConfig {
			members: members.clone().try_into().unwrap_or_default(),
		},
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
		registry: RegistryConfig {
			policies: healthcare::role_policies(),
			organisations: healthcare::organisations(),
			registrars: healthcare::registrars(),
			licences: healthcare::licences(),
		},
		prescriptions: PrescriptionsConfig { policies: healthcare::classes() },
		reimbursement_escrow: ReimbursementEscrowConfig {
			rules: Some(reimbursement::rules()),
			carcs: reimbursement::carcs(),
			assets: reimbursement::admitted(),
			panels: reimbursement::panels(),
		},
		sponsorship: SponsorshipConfig { policies: healthcare::sponsorships() },
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
