//! What clients and old blocks rely on: encodings, presets, metadata, limits.

use super::support::{default_genesis, development, merge};
use codec::Encode;
use frame_support::dispatch::DispatchClass;
use runtime::{
	constants::RuntimeBlockWeights, genesis, Runtime, RuntimeGenesisConfig, RuntimeHoldReason,
};
use salus_runtime_common::{
	constants::RuntimeBlockLength, delegation::ProxyType, governance::CouncilCollective, AnyAssetId,
};
use sp_genesis_builder::PresetId;

#[test]
fn reasons_of_holds_are_encoded_for_ever() {
	use pallet_reimbursement_escrow::HoldReason as Escrow;

	let reasons = [
		(RuntimeHoldReason::Session(pallet_session::HoldReason::Keys), [12, 0]),
		(RuntimeHoldReason::Council(pallet_collective::HoldReason::ProposalSubmission), [20, 0]),
		(RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage), [22, 0]),
		(RuntimeHoldReason::Registry(pallet_registry::HoldReason::Bond), [50, 0]),
		(RuntimeHoldReason::ReimbursementEscrow(Escrow::Pool), [52, 0]),
		(RuntimeHoldReason::ReimbursementEscrow(Escrow::Copay), [52, 1]),
		(RuntimeHoldReason::ReimbursementEscrow(Escrow::Row), [52, 2]),
		(RuntimeHoldReason::TrialConsents(pallet_trial_consents::HoldReason::Row), [53, 0]),
		(RuntimeHoldReason::HealthRecords(pallet_health_records::HoldReason::Patient), [54, 0]),
		(RuntimeHoldReason::Sponsorship(pallet_sponsorship::HoldReason::Policy), [55, 0]),
	];
	for (reason, encoded) in reasons {
		assert_eq!(reason.encode(), encoded, "{reason:?}");
	}
}

#[test]
fn proxy_types_are_encoded_for_ever() {
	let types = [
		ProxyType::Organisation,
		ProxyType::Counter,
		ProxyType::Treasury,
		ProxyType::Relay,
		ProxyType::ClaimsDesk,
		ProxyType::RecordsDesk,
	];
	for (index, proxy) in types.into_iter().enumerate() {
		assert_eq!(proxy.encode(), [index as u8]);
	}
}

#[test]
fn assets_are_encoded_for_ever() {
	assert_eq!(AnyAssetId::Native.encode(), [0]);
	assert_eq!(AnyAssetId::WithId(0x0403_0201).encode(), [1, 1, 2, 3, 4]);
}

#[test]
fn every_preset_builds() {
	let names = genesis::preset_names();
	assert_eq!(names, ["development", "local_testnet"].map(PresetId::from));
	for name in names {
		let mut json = serde_json::from_slice(&default_genesis()).unwrap();
		let patch: serde_json::Value =
			serde_json::from_slice(&genesis::preset(&name).unwrap()).unwrap();
		merge(&mut json, patch);
		sp_io::TestExternalities::default().execute_with(|| {
			let built = frame_support::genesis_builder_helper::build_state::<RuntimeGenesisConfig>(
				json.to_string().into_bytes(),
			);
			assert_eq!(built, Ok(()), "{name:?}");
		});
	}
	assert_eq!(genesis::preset(&"nowhere".into()), None);
}

#[test]
fn metadata_is_there_in_three_versions() {
	// Some constants are read from the state.
	development(|| {
		for version in [14u32, 15, 16] {
			let metadata = Runtime::metadata_at_version(version).unwrap();
			let bytes: &[u8] = &metadata;
			assert_eq!(&bytes[..4], b"meta");
			assert_eq!(u32::from(bytes[4]), version);
		}
		let legacy: Vec<u8> = Runtime::metadata().encode();
		assert_eq!((&legacy[..4], legacy[4]), (b"meta".as_slice(), 14));
	});
}

#[test]
fn the_heaviest_and_longest_calls_fit_into_a_block() {
	use pallet_reimbursement_escrow::WeightInfo;
	type Escrow = pallet_reimbursement_escrow::weights::SubstrateWeight<Runtime>;

	let weights = RuntimeBlockWeights::get();
	let normal = weights.get(DispatchClass::Normal);
	let most = normal.max_extrinsic.unwrap();
	let motion =
		<Runtime as pallet_collective::Config<CouncilCollective>>::MaxProposalWeight::get();
	assert!(motion.all_lte(weights.get(DispatchClass::Operational).max_extrinsic.unwrap()));
	let heaviest = [
		<pallet_registry::weights::SubstrateWeight<Runtime> as pallet_registry::WeightInfo>::suspend(64),
		<pallet_prescriptions::weights::SubstrateWeight<Runtime> as pallet_prescriptions::WeightInfo>::attest_death(16),
		<pallet_prescriptions::weights::SubstrateWeight<Runtime> as pallet_prescriptions::WeightInfo>::present(4),
		Escrow::fund().saturating_add(Escrow::serve(10)),
		Escrow::on_dispensed_set_off(),
		Escrow::withdrawn(),
	];
	for weight in heaviest {
		// Ten at least, so that nobody who fills a block with one thing keeps out everything else.
		assert!(weight.saturating_mul(10).all_lte(most), "{weight:?}");
	}
	let length = RuntimeBlockLength::get();
	// A compressed runtime, which is an operational call, and its preimage.
	assert!(*length.max.get(DispatchClass::Operational) >= 4 * 1024 * 1024);
	assert!(*length.max.get(DispatchClass::Normal) >= 3 * 1024 * 1024);
}

#[test]
fn the_development_genesis_is_as_documented() {
	use super::support::account;
	use runtime::{Prescriptions, Registry};
	use salus_primitives::{LicenceStatus, Role};

	development(|| {
		assert_eq!(
			pallet_collective::Members::<Runtime, pallet_collective::Instance1>::get(),
			[account("Alice")]
		);
		for (index, role) in Role::ALL.into_iter().enumerate() {
			let id = index as u32 + 1;
			let licence = Registry::licence(id).unwrap();
			assert_eq!((licence.role, licence.bonded), (role, true));
			assert_eq!(Registry::status(id), Some(LicenceStatus::Valid));
			assert_eq!(Registry::licences_by_holder(licence.holder, None, 64).items.len(), 1);
		}
		for (id, role) in [(11, Role::Hospital), (12, Role::Investigator), (13, Role::Clinician)] {
			let licence = Registry::licence(id).unwrap();
			assert_eq!((licence.role, licence.organisation, licence.bonded), (role, 10, true));
		}
		assert_eq!(Registry::organisation(10).unwrap().account, account("Hospital2"));
		assert_eq!(Registry::licence(1).unwrap().holder, account("Prescriber"));
		assert_eq!(Registry::licence(2).unwrap().holder, account("Pharmacy"));
		let (_, registrar) = Registry::registrars().pop().unwrap();
		assert_eq!(registrar.account, account("Registrar"));
		assert_eq!(registrar.duties, salus_primitives::Duties::ALL);
		let classes: Vec<u8> =
			(0..=255).filter(|class| Prescriptions::policy(*class).is_some()).collect();
		assert_eq!(classes, [0, 1, 2, 3]);
		assert!(Prescriptions::policy(1).unwrap().emergency);
	});
}

#[test]
fn the_development_money_is_as_documented() {
	use super::money::{all_of, CARE, NATIVE};
	use frame_support::traits::fungibles::{metadata, roles, Inspect};
	use runtime::{Assets, ReimbursementEscrow};
	use salus_primitives::LicenceStatus;
	use salus_runtime_common::genesis::reimbursement::{self, DOLLAR};

	for preset in ["development", "local_testnet"] {
		super::support::chain(preset, || {
			use metadata::Inspect as Metadata;

			let id = reimbursement::CARE;
			let name = |id| String::from_utf8(<Assets as Metadata<_>>::name(id)).unwrap();
			let symbol = |id| String::from_utf8(<Assets as Metadata<_>>::symbol(id)).unwrap();
			let decimals = <Assets as Metadata<_>>::decimals;
			assert_eq!((name(id), symbol(id)), ("Care Dollar".into(), "CARE".into()));
			assert_eq!((decimals(id), Assets::minimum_balance(id)), (2, 1));
			assert_eq!(
				<Assets as roles::Inspect<_>>::owner(id),
				Some(super::support::account("Bank"))
			);
			assert!(all_of(NATIVE, "Bank") > 0);
			assert_eq!(all_of(CARE, "Insurer2"), 1_000_000 * DOLLAR);
			assert_eq!(all_of(CARE, "Pharmacy4"), 1_000 * DOLLAR);
			assert_eq!(Assets::total_supply(id), 2_006_000 * DOLLAR);

			assert_eq!(ReimbursementEscrow::rules(), Some(reimbursement::rules()));
			assert!(ReimbursementEscrow::carc(29).unwrap().denies_reserved);
			assert!(ReimbursementEscrow::carc(2_007).unwrap().denies);
			assert!(ReimbursementEscrow::carc(45).unwrap().adjusts);
			// A duplicate cannot be written down, so nothing is denied as one.
			assert_eq!(ReimbursementEscrow::carc(18), None);
			for (level, members) in reimbursement::panels() {
				assert_eq!(ReimbursementEscrow::panel(level), members);
				for judge in members {
					let status = runtime::Registry::status(judge);
					assert_eq!(status, Some(LicenceStatus::Valid));
				}
			}
		});
	}
}

/// The tail of a dispenser's bond reckons with these rules.
#[test]
fn a_dispensers_bond_outlasts_its_claims() {
	use salus_primitives::ids::DAY;
	use salus_runtime_common::genesis::reimbursement;
	use salus_runtime_common::healthcare::{DAYS_OF_CLAIMS, RETENTION};

	let rules = reimbursement::rules();
	let notices = u64::from(rules.rounds) * (rules.answer + rules.renotice);
	let appeals = rules.appeal.0 + rules.appeal.1 + rules.decide.0 + rules.decide.1;
	let debt = pallet_reimbursement_escrow::DEBT_LIFE;
	let life = rules.pay.most + notices + appeals + debt + 2 * RETENTION;
	assert!(u64::from(DAYS_OF_CLAIMS) * DAY > life);
	assert!(rules.is_sound(RETENTION));
}
