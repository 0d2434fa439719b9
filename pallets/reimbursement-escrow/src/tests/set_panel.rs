use super::{mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::LicenceFault;

fn set(level: u8, members: &[u64]) -> DispatchResult {
	let members = panel(members).try_into().unwrap();
	send_from(RuntimeOrigin::root(), Call::set_panel { level, members })
}

#[test]
fn set_panel_replaces_the_members_of_a_level() {
	run(|| {
		let members = panel(&[DOCTOR, REGULATOR]);
		for level in [1, 2] {
			assert_ok!(set(1, &[]));
			assert_ok!(set(level, &[DOCTOR, REGULATOR]));
			assert_eq!(Escrow::panel(level), members);
			let members = members.clone().try_into().unwrap();
			assert_eq!(last_event(), Event::PanelSet { level, members });
		}
		assert!(Escrow::panel(1).is_empty());
	});
}

#[test]
fn set_panel_of_no_level_fails() {
	run(|| {
		for level in [0, 3] {
			assert_noop!(set(level, &[DOCTOR]), Error::<Test>::OutOfBounds);
		}
	});
}

#[test]
fn set_panel_takes_only_valid_licences_that_judge() {
	run(|| {
		for who in [PAYER, PHARMACY, STRANGER] {
			assert_noop!(set(1, &[DOCTOR, who]), Error::<Test>::NotAuthorized);
		}
		fault(DOCTOR, Some(LicenceFault::Suspended));
		assert_noop!(set(1, &[DOCTOR]), Error::<Test>::LicenceNotValid);
	});
}

#[test]
fn set_panel_takes_nobody_twice() {
	run(|| {
		assert_noop!(set(1, &[DOCTOR, REGULATOR, DOCTOR]), Error::<Test>::ConflictOfInterest);
		assert_noop!(set(1, &[SECOND_PANEL[0]]), Error::<Test>::ConflictOfInterest);
		assert_noop!(set(2, &[DOCTOR, FIRST_PANEL[0]]), Error::<Test>::ConflictOfInterest);
	});
}

#[test]
fn set_panel_gives_one_house_one_vote() {
	run(|| {
		let join = |group: &[u32]| Related::set(group.iter().copied().collect());
		join(&[7, licence(SECOND_PANEL[0])]);
		assert_noop!(set(1, &[DOCTOR]), Error::<Test>::ConflictOfInterest);
		join(&[7, 6]);
		assert_noop!(set(1, &[DOCTOR, REGULATOR]), Error::<Test>::ConflictOfInterest);
		join(&[]);
		assert_ok!(set(1, &[DOCTOR, REGULATOR]));
	});
}

#[test]
fn set_panel_by_anybody_else_fails() {
	run(|| {
		let call = Call::set_panel { level: 1, members: Default::default() };
		for who in [PAYER, PHARMACY, REGULATOR, FIRST_PANEL[0]] {
			assert_noop!(send(who, call.clone()), BadOrigin);
		}
		assert_noop!(send_from(RuntimeOrigin::none(), call), BadOrigin);
	});
}
