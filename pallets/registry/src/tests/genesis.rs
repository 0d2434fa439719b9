use crate::{mock::*, *};
use frame::testing_prelude::*;
use salus_primitives::{LicenceStatus, Moment, Role};

fn with_licence(change: impl FnOnce(&mut GenesisLicence<AccountId>)) -> RuntimeGenesisConfig {
	let mut licence = GenesisLicence {
		holder: DOCTOR,
		role: Role::Regulator,
		organisation: CLINIC_ORG,
		registrar: BOARD_ID,
		from: 0,
		until: Moment::MAX,
		credential: credential(),
		tier: 1,
	};
	change(&mut licence);
	let mut genesis = genesis();
	genesis.registry.licences = vec![licence];
	genesis
}

#[test]
fn genesis_puts_licences_into_force_and_holds_bonds() {
	from_genesis(with_licence(|_| ()), || {
		assert_eq!(Registry::status(1), Some(LicenceStatus::Valid));
		assert_eq!((row(1).set, file(1).granted, file(1).trail.n), ((0, 0), 0, 0));
		assert_eq!((house(CLINIC_ORG).free, house(CLINIC_ORG).bonded), (800, 200));
		assert_eq!(held(CLINIC), 1_000);
		assert_eq!(doctor(), 2);
		assert_ok!(suspend(1, Ground::Fraud { since: 0 }));
	});
}

#[test]
fn genesis_is_json_of_a_chain_spec() {
	let before = with_licence(|_| ()).registry;
	let json = serde_json::to_string(&before).unwrap();
	let after: GenesisConfig<Test> = serde_json::from_str(&json).unwrap();
	assert_eq!(json, serde_json::to_string(&after).unwrap());
	assert!(json.contains(r#""role":"Regulator""#) && json.contains(r#""identity":"0x"#));
}

#[test]
#[should_panic(expected = "twice")]
fn genesis_with_an_identity_twice_fails() {
	let mut genesis = genesis();
	genesis.registry.organisations[1].identity = identity(BOARD_HOUSE);
	genesis.build_storage().unwrap();
}

#[test]
#[should_panic(expected = "does not own the bond")]
fn genesis_with_a_bond_nobody_owns_fails() {
	let mut genesis = genesis();
	genesis.registry.organisations[1].bond = 10_001;
	genesis.build_storage().unwrap();
}

#[test]
#[should_panic(expected = "BondShort")]
fn genesis_with_a_bond_too_short_fails() {
	let mut genesis = with_licence(|licence| licence.tier = 3);
	genesis.registry.organisations[1].bond = 799;
	genesis.build_storage().unwrap();
}

#[test]
fn genesis_with_what_does_not_exist_fails() {
	let bad: [fn(&mut RuntimeGenesisConfig); 6] = [
		|genesis| genesis.registry.licences[0].organisation = 99,
		|genesis| genesis.registry.licences[0].registrar = 99,
		|genesis| genesis.registry.licences[0].tier = 4,
		|genesis| genesis.registry.licences[0].until = 0,
		|genesis| genesis.registry.registrars[0].organisation = 99,
		|genesis| genesis.registry.policies[0].tail_d = MIN_TAIL_D - 1,
	];
	for spoil in bad {
		let mut genesis = with_licence(|_| ());
		spoil(&mut genesis);
		assert!(std::panic::catch_unwind(|| genesis.build_storage()).is_err());
	}
}
