//! The checks of `try_state` see when storage contradicts itself.

use crate::{mock::*, *};
use frame::{testing_prelude::*, token::fungible::MutateHold};

/// Spoils a good state, and expects a complaint that says `what`.
fn detects(what: &str, spoil: impl FnOnce()) {
	Now::set(START);
	TestState::new(genesis().build_storage().unwrap()).execute_with(|| {
		System::set_block_number(1);
		doctor();
		own_house();
		Registry::do_try_state().unwrap();
		spoil();
		let complaint = format!("{:?}", Registry::do_try_state().unwrap_err());
		assert!(complaint.contains(what), "{complaint}");
	});
}

fn on_row(change: impl FnOnce(&mut LicenceOf<Test>)) {
	Licences::<Test>::mutate(1, |row| change(row.as_mut().unwrap()));
}

fn on_file(change: impl FnOnce(&mut FileOf<Test>)) {
	Files::<Test>::mutate(1, |file| change(file.as_mut().unwrap()));
}

fn on_clinic(change: impl FnOnce(&mut OrganisationOf<Test>)) {
	Organisations::<Test>::mutate(CLINIC_ORG, |row| change(row.as_mut().unwrap()));
}

fn pending(act: Act<AccountId>, by: Asker, council: bool) -> Option<PendingOf<Test>> {
	Some(Pending { act, by, council, due: START + YEAR })
}

#[test]
fn of_ids() {
	detects("a licence is missing", || Licences::<Test>::remove(1));
	detects("a file is missing", || Files::<Test>::remove(2));
	detects("ids have gaps", || Licences::<Test>::insert(7, row(1)));
	detects("ids have gaps", || NextLicence::<Test>::put(2));
	detects("ids have gaps", || NextRegistrar::<Test>::put(2));
	detects("no organisation", || on_row(|row| row.organisation = 99));
	detects("no registrar", || on_file(|file| file.registrar = 99));
}

#[test]
fn of_indices() {
	detects("not indexed", || Identities::<Test>::remove(identity(CLINIC)));
	detects("identity of no organisation", || Identities::<Test>::insert(identity(999), 1));
	detects("registrar is not indexed", || RegistrarByAccount::<Test>::remove(BOARD));
	detects("no acting registrar", || RegistrarByAccount::<Test>::insert(STRANGER, 1));
	detects("miscounted", || Holders::<Test>::insert(DOCTOR, 2));
	detects("miscounted", || Holders::<Test>::insert(STRANGER, 1));
}

#[test]
fn of_standings() {
	detects("empty period", || on_row(|row| row.until = row.from));
	detects("after now", || on_row(|row| row.set = (2, START)));
	detects("on the end", || on_row(|row| row.standing = Standing::Surrendered));
	detects("on the end", || on_file(|file| file.ended = Some(START)));
	detects("on the grant", || on_row(|row| row.standing = Standing::Awaiting));
	detects("on the grant", || {
		on_file(|file| file.pending = pending(Act::Grant, Asker::Registrar, true))
	});
}

#[test]
fn of_bonds() {
	detects("do not add up", || on_clinic(|row| row.bonded += 1));
	detects("do not add up", || on_file(|file| file.bond += 1));
	detects("not what was set aside", || on_clinic(|row| row.free += 1));
	detects("not what was set aside", || {
		let reason = HoldReason::Bond.into();
		assert_ok!(Balances::release(&reason, &CLINIC, 1, Precision::Exact));
	});
}

#[test]
fn of_trails() {
	detects("at its start", || on_file(|file| file.trail.n = 0));
	detects("at its start", || on_clinic(|row| row.trail.head = H256::zero()));
	detects("ahead of the chain", || on_file(|file| file.trail.last = 2));
}

#[test]
fn of_what_waits() {
	let change = |new| Act::Change { new, from: START };
	let resume = |set| Act::Resume { set };
	detects("change to nothing", || {
		on_file(|file| file.pending = pending(change(DOCTOR), Asker::Holder, false));
	});
	detects("waits for nobody", || {
		on_file(|file| file.pending = pending(resume(1), Asker::Registrar, false));
	});
	for by in [Asker::Holder, Asker::Council] {
		detects("waits for nobody", || on_file(|file| file.pending = pending(resume(1), by, true)));
	}
	detects("resumption of nothing", || {
		on_file(|file| file.pending = pending(resume(1), Asker::Registrar, true));
	});
	detects("resumption of nothing", || {
		on_row(|row| row.standing = Standing::Suspended(Ground::Ordinary));
		on_file(|file| file.pending = pending(resume(2), Asker::Registrar, true));
	});
	detects("licence that is over", || {
		on_row(|row| row.standing = Standing::Surrendered);
		on_file(|file| {
			file.ended = Some(START);
			file.pending = pending(change(FRESH), Asker::Registrar, false);
		});
	});
	detects("suspended holder rotates", || {
		on_row(|row| row.standing = Standing::Suspended(Ground::Ordinary));
		on_file(|file| file.pending = pending(change(FRESH), Asker::Holder, false));
	});
	detects("waits for no change", || {
		on_clinic(|row| row.pending = pending(resume(1), Asker::Registrar, true));
	});
}

#[test]
fn of_taints() {
	for since in [0, 2] {
		detects("outside the licence's life", || {
			on_row(|row| row.standing = Standing::Suspended(Ground::Fraud { since }));
		});
	}
}
