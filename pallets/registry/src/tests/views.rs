use crate::{mock::*, *};
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, Infraction, Licensing, Page, Role};

fn ids<R>(page: Page<(u32, R), u32>) -> (Vec<u32>, Option<u32>) {
	(page.items.into_iter().map(|(id, _)| id).collect(), page.next)
}

#[test]
fn rows_are_told_as_they_are() {
	run(|| {
		let id = doctor();
		assert_eq!(Registry::licence(id), Some(row(id)));
		let list = BoundedVec::truncate_from(vec![id, 99, id]);
		assert_eq!(Registry::licences(list), [Some(row(id)), None, Some(row(id))]);
		assert_eq!(Registry::file(id), Some(file(id)));
		assert_eq!(Registry::organisation(CLINIC_ORG), Some(house(CLINIC_ORG)));
		assert_eq!(Registry::organisation_by_identity(identity(1)), None);
		let bond = Bond {
			share: SHARE,
			asked: Some(SHARE),
			bonded: true,
			releasable: START + YEAR + GRACE + TAIL,
		};
		assert_eq!(Registry::bond(id), Some(bond));
		assert_eq!(Registry::bond(99), None);
		assert_ok!(Registry::end_registrar(council(), RIVAL_ID, None));
		let registrars = Registry::registrars();
		assert_eq!(registrars.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [BOARD_ID]);
	});
}

#[test]
fn licences_by_whom() {
	run(|| {
		let a = doctor();
		let b = grant_by(RIVAL, DOCTOR, Role::Prescriber, PHARMACY_ORG);
		pass(1);
		let c = grant_by(BOARD, COLLEAGUE, Role::Prescriber, CLINIC_ORG);
		assert_eq!(ids(Registry::licences_by_holder(DOCTOR, None, 64)), (vec![a, b], None));
		assert_eq!(ids(Registry::licences_by_holder(DOCTOR, None, 1)), (vec![a], Some(b)));
		assert_eq!(ids(Registry::licences_by_holder(DOCTOR, Some(b), 64)), (vec![b], None));
		assert_eq!(
			ids(Registry::licences_by_organisation(CLINIC_ORG, None, 64)),
			(vec![a, c], None)
		);
		let granted = |since| ids(Registry::licences_by_registrar(BOARD_ID, since, None, 64)).0;
		assert_eq!(granted(None), [a, c]);
		assert_eq!(granted(Some(1)), [a, c]);
		assert_eq!(granted(Some(2)), [c]);
		assert_eq!(granted(Some(3)), [] as [u32; 0]);
	});
}

#[test]
fn pending_lists_licences_then_organisations_while_live() {
	run(|| {
		let (a, b) = (doctor(), doctor());
		for target in [Target::Licence(a), Target::Licence(b)] {
			assert_ok!(Registry::rotate(by(DOCTOR), target, FRESH));
		}
		assert_ok!(Registry::rotate(by(PHARMACY), Target::Organisation(PHARMACY_ORG), FRESH));
		assert_ok!(Registry::cancel_change(by(DOCTOR), Target::Licence(a)));
		let targets = |page: Page<(Target, PendingOf<Test>), Target>| {
			(page.items.into_iter().map(|(target, _)| target).collect::<Vec<_>>(), page.next)
		};
		let (licence, pharmacy) = (Target::Licence(b), Target::Organisation(PHARMACY_ORG));
		assert_eq!(targets(Registry::pending(None, 64)), (vec![licence, pharmacy], None));
		let (first, next) = targets(Registry::pending(None, 1));
		assert_eq!(first, [licence]);
		assert_eq!(targets(Registry::pending(next, 64)), (vec![pharmacy], None));
		pass(31 * DAY);
		assert_eq!(targets(Registry::pending(None, 64)), (vec![], None));
	});
}

#[test]
fn open_reports_by_age() {
	run(|| {
		let (a, b) = (doctor(), doctor());
		let report = |id, what| <Registry as Licensing<AccountId>>::report(id, what);
		report(a, Infraction::Unratified);
		pass(1);
		report(a, Infraction::AbusedAccess);
		report(b, Infraction::AbusedAccess);
		assert_eq!(ids(Registry::open_reports(1, None, 64)).0, [] as [u32; 0]);
		assert_eq!(Registry::open_reports(2, None, 64).items[0].1.len(), 1);
		assert_eq!(ids(Registry::open_reports(3, None, 64)).0, [a, b]);
		assert_ok!(Registry::answer_report(by(BOARD), b, Infraction::AbusedAccess, decision()));
		assert_eq!(ids(Registry::open_reports(3, None, 64)).0, [a]);
	});
}

#[test]
fn old_suspensions_and_what_expires() {
	run(|| {
		let (a, b) = (doctor(), doctor());
		assert_ok!(suspend(a, Ground::Ordinary));
		let until = row(b).until;
		assert_eq!(ids(Registry::old_suspensions(START, None, 64)).0, [] as [u32; 0]);
		assert_eq!(ids(Registry::old_suspensions(START + 1, None, 64)).0, [a]);
		assert_eq!(ids(Registry::expiring(until, None, 64)).0, [] as [u32; 0]);
		assert_eq!(ids(Registry::expiring(until + 1, None, 64)).0, [b]);
		go_to(until + GRACE);
		assert_eq!(ids(Registry::expiring(until + 1, None, 64)).0, [] as [u32; 0]);
	});
}

#[test]
fn view_functions_answer_through_the_runtime() {
	use frame::deps::frame_support::view_functions::ViewFunction;
	run(|| {
		let id = doctor();
		let view = crate::pallet::LicenceViewFunction::<Test>::new(id);
		let view_id = crate::pallet::LicenceViewFunction::<Test>::id();
		let output = Test::execute_view_function(view_id, view.encode()).unwrap();
		assert_eq!(Option::<LicenceOf<Test>>::decode(&mut &output[..]), Ok(Some(row(id))));
	});
}
