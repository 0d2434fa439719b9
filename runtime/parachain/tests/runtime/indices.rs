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
			(2, "ParachainSystem"),
			(3, "ParachainInfo"),
			(4, "WeightReclaim"),
			(5, "Balances"),
			(6, "TransactionPayment"),
			(7, "SkipFeelessPayment"),
			(8, "Assets"),
			(9, "AssetsHolder"),
			(10, "Authorship"),
			(11, "CollatorSelection"),
			(12, "Session"),
			(14, "Aura"),
			(15, "AuraExt"),
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
			(60, "XcmpQueue"),
			(61, "PolkadotXcm"),
			(62, "CumulusXcm"),
			(63, "MessageQueue"),
		]
	);
}

#[test]
fn the_command_line_knows_this_runtime() {
	let committed = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cli/parachain.scale");
	let committed = std::fs::read(committed).expect("cli/parachain.scale: run scripts/metadata");
	// The parachain's number is a constant that is read from the state.
	let metadata = sp_io::TestExternalities::default()
		.execute_with(|| Runtime::metadata_at_version(16).unwrap());
	let present: &[u8] = &metadata;
	assert!(
		committed == present,
		"cli/parachain.scale is stale: run scripts/metadata and commit it"
	);
}
