//! The presets of the genesis: `development` (a council of Alice, who also makes the blocks) and `local` (Alice, Bob,
//! Charlie and Dave are the council, Alice and Bob collate). Both have
//! [what every network has](salus_runtime_common::genesis), and [the stable asset of Asset Hub](crate::configs::xcm).

use crate::{
	configs::xcm::stable_asset, AccountId, AssetsConfig, BalancesConfig, CollatorSelectionConfig,
	CouncilMembershipConfig, ParachainInfoConfig, PolkadotXcmConfig, PrescriptionsConfig,
	RegistryConfig, ReimbursementEscrowConfig, RuntimeGenesisConfig, SessionConfig, SessionKeys,
	SponsorshipConfig,
};
use alloc::{string::ToString, vec::Vec};
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use sp_keyring::Sr25519Keyring;

/// The parachain's number in the presets. A public relay chain gives out its own.
pub const PARA_ID: u32 = 2600;

/// The version in which XCM messages are sent to whoever has not told its own.
const XCM_VERSION: u32 = xcm::latest::VERSION;

/// The genesis with this council, and these collators.
fn parachain(council: &[Sr25519Keyring], collators: &[Sr25519Keyring]) -> serde_json::Value {
	let members: Vec<AccountId> = council.iter().map(|member| member.to_account_id()).collect();
	let invulnerables = collators.iter().map(|collator| collator.to_account_id()).collect();
	salus_runtime_common::genesis_patch!(members, Some(stable_asset()), {
		parachain_info: ParachainInfoConfig { parachain_id: PARA_ID.into() },
		collator_selection: CollatorSelectionConfig { invulnerables },
		session: SessionConfig {
			keys: collators
				.iter()
				.map(|collator| {
					let id = collator.to_account_id();
					(id.clone(), id, SessionKeys { aura: collator.public().into() })
				})
				.collect::<Vec<_>>(),
		},
		polkadot_xcm: PolkadotXcmConfig { safe_xcm_version: Some(XCM_VERSION) },
	})
}

/// The preset with this name.
pub fn preset(id: &PresetId) -> Option<Vec<u8>> {
	use Sr25519Keyring::{Alice, Bob, Charlie, Dave};

	let genesis = match id.as_ref() {
		DEV_RUNTIME_PRESET => parachain(&[Alice], &[Alice]),
		LOCAL_TESTNET_RUNTIME_PRESET => parachain(&[Alice, Bob, Charlie, Dave], &[Alice, Bob]),
		_ => return None,
	};
	Some(genesis.to_string().into_bytes())
}

/// The names of the presets.
pub fn preset_names() -> Vec<PresetId> {
	[DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET].map(PresetId::from).to_vec()
}
