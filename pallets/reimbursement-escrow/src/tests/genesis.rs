use super::{mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;

fn build(change: impl FnOnce(&mut GenesisConfig<Test>)) {
	let mut genesis = genesis();
	change(&mut genesis);
	let _ = genesis.build_storage();
}

#[test]
fn genesis_sets_rules_codes_assets_and_panels() {
	run(|| {
		assert_eq!(Escrow::rules(), Some(rules()));
		for (carc, usage) in carcs() {
			assert_eq!(Escrow::carc(carc), Some(usage));
		}
		assert!([NATIVE, CARE].iter().all(AdmittedAssets::<Test>::contains_key));
		assert_eq!(Escrow::panel(1), panel(&FIRST_PANEL));
		assert_eq!(Escrow::panel(2), panel(&SECOND_PANEL));
	});
}

#[test]
#[should_panic(expected = "the rules are not sound")]
fn genesis_refuses_unsound_rules() {
	build(|genesis| genesis.rules = Some(Rules { rounds: 0, ..rules() }));
}

#[test]
#[should_panic(expected = "there is no panel of level 3")]
fn genesis_refuses_a_third_level() {
	build(|genesis| genesis.panels.push((3, vec![])));
}

#[test]
#[should_panic(expected = "a panel has at most 12 members")]
fn genesis_refuses_a_panel_too_large() {
	build(|genesis| genesis.panels = vec![(1, (1..=13).collect())]);
}

#[test]
#[should_panic(expected = "a judge on both levels")]
fn genesis_refuses_a_judge_on_both_levels() {
	build(|genesis| genesis.panels[1].1.push(licence(FIRST_PANEL[0])));
}

#[test]
fn the_constants_fit_together() {
	run(<Escrow as Hooks<u64>>::integrity_test);
}

#[test]
#[should_panic(expected = "no deadline would be met")]
fn a_hook_that_does_nothing_does_not_fit() {
	run(|| {
		DuePerBlock::set(0);
		<Escrow as Hooks<u64>>::integrity_test();
	});
}

#[test]
#[should_panic(expected = "deadlines would take more than half a block")]
fn a_hook_that_fills_the_block_does_not_fit() {
	run(|| {
		DuePerBlock::set(1_000_000);
		<Escrow as Hooks<u64>>::integrity_test();
	});
}
