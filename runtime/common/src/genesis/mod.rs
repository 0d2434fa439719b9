//! Who and what is there at the genesis of a development network, whichever network it is.
//!
//! All keys are derived from the well-known development phrase, so anybody can sign for anybody. Never for a real network.

pub mod healthcare;
pub mod reimbursement;

use crate::{constants::UNIT, AccountId, Balance};
use alloc::vec::Vec;
use sp_core::{crypto::get_public_from_string_or_panic, sr25519};
use sp_keyring::Sr25519Keyring;

/// What each endowed account has at genesis.
const ENDOWMENT: Balance = 1_000_000 * UNIT;

/// Accounts without a part in the genesis, endowed so that a demonstration can give them one: a registrar to be named, a
/// practice and its prescribers, pharmacies, an insurer; and the bank.
pub const NEWCOMERS: [&str; 12] = [
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

/// Who has tokens.
pub fn endowed() -> Vec<(AccountId, Balance)> {
	Sr25519Keyring::well_known()
		.map(|keyring| keyring.to_account_id())
		.chain(healthcare::ACCOUNTS.into_iter().chain(NEWCOMERS).map(account))
		.map(|account| (account, ENDOWMENT))
		.collect()
}

/// The patch of a genesis with everything that networks have in common, and the `$own` part of one. For a runtime whose types
/// bear the usual names.
///
/// `$members` are the council, `$foreign` the asset that the network brings in from elsewhere, if any: see
/// [`reimbursement::Foreign`].
#[macro_export]
macro_rules! genesis_patch {
	($members:expr, $foreign:expr, { $($own:tt)* }) => {{
		use $crate::genesis::{endowed, healthcare, reimbursement};

		let foreign: Option<reimbursement::Foreign> = $foreign;
		frame_support::build_struct_json_patch!(RuntimeGenesisConfig {
			balances: BalancesConfig { balances: endowed() },
			assets: AssetsConfig {
				assets: reimbursement::assets(foreign.as_ref()),
				metadata: reimbursement::metadata(foreign.as_ref()),
				accounts: reimbursement::balances(),
			},
			council_membership: CouncilMembershipConfig {
				members: $members.clone().try_into().unwrap_or_default(),
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
				assets: reimbursement::admitted(foreign.as_ref()),
				panels: reimbursement::panels(),
			},
			sponsorship: SponsorshipConfig { policies: healthcare::sponsorships() },
			$($own)*
		})
	}};
}
