//! What old blocks and the command line rely on: the pallets' indices, and the metadata that was committed.

use frame_support::traits::PalletsInfoAccess;
use runtime::{AllPalletsWithSystem, Runtime};

#[test]
fn pallet_indices_are_fixed() {
	let pallets: Vec<(usize, &str)> =
		AllPalletsWithSystem::infos().iter().map(|info| (info.index, info.name)).collect();
	assert_eq!(
		pallets,
		[
			(0, "System"),
			(1, "Timestamp"),
			(5, "Balances"),
			(6, "TransactionPayment"),
			(7, "SkipFeelessPayment"),
			(8, "Assets"),
			(9, "AssetsHolder"),
			(10, "Authorship"),
			(11, "Validators"),
			(12, "Session"),
			(13, "Historical"),
			(14, "Aura"),
			(15, "Grandpa"),
			(16, "Offences"),
			(20, "Council"),
			(21, "CouncilMembership"),
			(22, "Preimage"),
			(23, "Whitelist"),
			(30, "Utility"),
			(31, "Proxy"),
			(32, "Multisig"),
			(33, "MetaTx"),
			(34, "VerifySignature"),
			(40, "MultiBlockMigrations"),
			(50, "Registry"),
			(51, "Prescriptions"),
			(52, "ReimbursementEscrow"),
			(53, "TrialConsents"),
			(54, "HealthRecords"),
			(55, "Sponsorship"),
		]
	);
}

#[test]
fn the_command_line_knows_this_runtime() {
	let committed = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cli/metadata.scale");
	let committed = std::fs::read(committed).expect("cli/metadata.scale: run scripts/metadata");
	let metadata = Runtime::metadata_at_version(16).unwrap();
	let present: &[u8] = &metadata;
	assert!(
		committed == present,
		"cli/metadata.scale is stale: run scripts/metadata and commit it"
	);
}
