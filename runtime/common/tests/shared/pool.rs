//! Whom a full pool keeps.

use super::support::*;
use crate::network;
use pallet_prescriptions::Access;
use runtime::{Nonce, RuntimeCall, System};
use salus_runtime_common::pool::PLACES;
use sp_core::H256;
use sp_runtime::{generic::Era, transaction_validity::TransactionPriority};

fn remark() -> RuntimeCall {
	RuntimeCall::System(frame_system::Call::remark { remark: vec![] })
}

/// The priority of a call that is so many places behind the sender's next one, with a tip.
fn priority(who: &str, call: RuntimeCall, place: Nonce, tip: u128) -> TransactionPriority {
	let nonce = System::account_nonce(&account(who)) + place;
	let extensions = network::extensions(nonce, Era::Immortal, tip);
	pooled(signed_with(&key(who), call, extensions)).unwrap().priority
}

#[test]
fn whom_the_chain_knows_goes_before_strangers_whatever_they_pay() {
	development(|| {
		wait(0);
		let issue = issue(PRESCRIBER, H256::repeat_byte(1), "Patient", Access::Any);
		let bribe = priority("Eve", remark(), 0, 1_000 * salus_runtime_common::constants::UNIT);
		for (who, call) in
			[("Prescriber", issue.into()), ("Registrar", remark()), ("Alice", remark())]
		{
			assert!(priority(who, call, 0, 0) > bribe, "{who}");
		}
		// Among equals the tip decides.
		assert!(bribe > priority("Eve", remark(), 0, 0));
		assert!(priority("Prescriber", remark(), 0, 9) > priority("Prescriber", remark(), 0, 0));
	});
}

#[test]
fn an_account_has_so_many_places() {
	development(|| {
		wait(0);
		let at = |place| priority("Prescriber", remark(), place, 0);
		let stranger = priority("Eve", remark(), 0, 0);
		assert!(at(PLACES - 1) > stranger);
		assert_eq!(at(PLACES), stranger);
	});
}
