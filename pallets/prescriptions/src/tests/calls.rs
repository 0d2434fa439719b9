//! The calls as tests write them: sequence numbers are those of the rows, times are now.

use super::mock::*;
use crate::{Access, Call, Flags, Rx, Terms};
use frame::testing_prelude::*;
use salus_primitives::{LicenceId, RxId};

pub fn seq_of(id: RxId) -> u16 {
	match Prescriptions::item(id) {
		Some(Rx::Live(live)) => live.patient_seq,
		_ => 0,
	}
}

fn form(ids: &[RxId]) -> crate::Form {
	ids.to_vec().try_into().unwrap()
}

pub fn issue(
	licence: LicenceId,
	commitment: H256,
	terms: Terms,
	access: Access,
	prior: Option<RxId>,
) -> Call<Test> {
	let (patient, authored_at) = (PATIENT, Now::get());
	Call::issue {
		licence,
		commitment,
		authored_at,
		patient,
		terms,
		substitution: true,
		access,
		prior,
	}
}

pub fn claim(licence: LicenceId, ids: &[RxId]) -> Call<Test> {
	Call::claim { licence, ids: form(ids) }
}

pub fn present(ids: &[RxId], to: LicenceId) -> Call<Test> {
	let ids: Vec<_> = ids.iter().map(|id| (*id, seq_of(*id))).collect();
	Call::present { ids: ids.try_into().unwrap(), to }
}

pub fn dispense(licence: LicenceId, id: RxId, quantity: u32) -> Call<Test> {
	Call::dispense { licence, id, quantity, product: H256::repeat_byte(7), substituted: false }
}

pub fn return_item(ids: &[RxId]) -> Call<Test> {
	Call::return_item { ids: form(ids), reason: 1 }
}

pub fn decline(licence: LicenceId, id: RxId) -> Call<Test> {
	Call::decline { licence, id, reason: 2 }
}

pub fn reopen_by_patient(id: RxId) -> Call<Test> {
	Call::reopen { id, seq: Some(seq_of(id)) }
}

pub fn reopen_by_issuer(id: RxId) -> Call<Test> {
	Call::reopen { id, seq: None }
}

pub fn suspend(licence: LicenceId, id: RxId) -> Call<Test> {
	Call::suspend { licence, id }
}

pub fn resume(licence: LicenceId, id: RxId) -> Call<Test> {
	Call::resume { licence, id }
}

pub fn cancel(licence: LicenceId, ids: &[RxId]) -> Call<Test> {
	Call::cancel { licence, ids: form(ids) }
}

pub fn discard(id: RxId) -> Call<Test> {
	Call::discard { id, seq: seq_of(id) }
}

pub fn recall(id: RxId) -> Call<Test> {
	Call::recall { id, seq: seq_of(id) }
}

pub fn set_access(id: RxId, access: Access) -> Call<Test> {
	Call::set_access { id, access, seq: seq_of(id) }
}

pub fn transfer(licence: LicenceId, id: RxId, to: LicenceId) -> Call<Test> {
	Call::transfer { licence, id, to }
}

pub fn withdraw(id: RxId, seq: u8) -> Call<Test> {
	Call::withdraw_dispense { id, seq }
}

pub fn mark_error(licence: LicenceId, id: RxId) -> Call<Test> {
	Call::mark_error { licence, id }
}

pub fn attest_death(ids: &[RxId]) -> Call<Test> {
	Call::attest_death { ids: ids.to_vec().try_into().unwrap() }
}

pub fn emergency(
	licence: LicenceId,
	commitment: H256,
	quantity: u32,
	prescriber: LicenceId,
) -> Call<Test> {
	let (patient, authored_at) = (PATIENT, Now::get());
	let (class, unit) = (CLASS, 1);
	Call::emergency_dispense {
		licence,
		commitment,
		authored_at,
		patient,
		class,
		unit,
		quantity,
		prescriber,
	}
}

pub fn ratify(licence: LicenceId, id: RxId, accept: bool) -> Call<Test> {
	Call::ratify { licence, id, accept }
}

pub fn poke(id: RxId) -> Call<Test> {
	Call::poke { id }
}

#[test]
fn sequenced_are_exactly_the_patients_calls() {
	run(|| {
		let id = held();
		let me = licence(PHARMACY);
		let sequenced = [
			present(&[id], me),
			discard(id),
			recall(id),
			set_access(id, Access::Any),
			reopen_by_patient(id),
		];
		assert!(sequenced.iter().all(Call::is_sequenced));
		let others = [
			Call::set_policy { class: 1, policy: None },
			issue(1, H256::zero(), terms(), Access::Closed, None),
			claim(me, &[id]),
			dispense(me, id, 1),
			return_item(&[id]),
			decline(me, id),
			reopen_by_issuer(id),
			suspend(1, id),
			resume(1, id),
			cancel(1, &[id]),
			transfer(me, id, 11),
			withdraw(id, 0),
			mark_error(1, id),
			attest_death(&[id]),
			emergency(me, H256::zero(), 1, 1),
			ratify(1, id, true),
			poke(id),
		];
		assert!(!others.iter().any(Call::is_sequenced));
		assert_eq!(
			sequenced.len() + others.len() - 1, // `reopen` is in both lists
			<Call<Test> as frame::traits::GetCallName>::get_call_names().len()
		);
		assert!(live(id).flags.has(Flags::SUBSTITUTION));
	});
}
