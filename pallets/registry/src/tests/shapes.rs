//! What is stored, byte by byte: sizes of rows with their keys (design page, section 4), and indices that must never move.

use crate::{mock::Test, *};
use frame::{deps::sp_runtime::AccountId32, testing_prelude::*};
use salus_primitives::{Role, Trail};

/// Prefix of pallet and item, then the hash of the key.
const PREFIX: usize = 32;
const TWOX: usize = 8;

fn trail() -> Trail {
	Trail::of_id(H256::zero())
}

fn licence(standing: Standing) -> Licence<AccountId32> {
	Licence {
		holder: AccountId32::new([1; 32]),
		organisation: 1,
		role: Role::Prescriber,
		bonded: true,
		from: 1,
		until: 2,
		standing,
		set: (1, 1),
	}
}

#[test]
fn rows_have_the_size_of_the_design() {
	let key = PREFIX + TWOX + 4;
	assert_eq!(key + licence(Standing::Active).encoded_size(), 111);
	let suspended = Standing::Suspended(Ground::Fraud { since: 1 });
	assert_eq!(key + licence(suspended).encoded_size(), 116);
	let file = File::<AccountId32, u128> {
		registrar: 1,
		credential: H256::zero(),
		granted: 1,
		tier: 0,
		bond: 1,
		ended: None,
		vetoed: false,
		pending: None,
		reports: BoundedVec::new(),
		trail: trail(),
	};
	assert_eq!(key + file.encoded_size(), 143);
	let organisation = Organisation::<AccountId32, u128> {
		account: AccountId32::new([1; 32]),
		identity: H256::zero(),
		group: None,
		registrar: Some(1),
		free: 1,
		bonded: 1,
		vetoed: false,
		pending: None,
		trail: trail(),
	};
	let index = PREFIX + 32 + 4;
	assert_eq!(key + organisation.encoded_size() + index, 254);
}

#[test]
fn stored_indices_do_not_move() {
	let fraud = Ground::Fraud { since: 0x01020304 };
	assert_eq!(Standing::Awaiting.encode(), [0]);
	assert_eq!(Standing::Active.encode(), [1]);
	assert_eq!(Standing::Suspended(Ground::Ordinary).encode(), [2, 0]);
	assert_eq!(Standing::Revoked(fraud).encode(), [3, 1, 4, 3, 2, 1]);
	assert_eq!(Standing::Surrendered.encode(), [4]);
	assert_eq!(Standing::Void.encode(), [5]);
	assert_eq!(Target::Licence(1).encode(), [0, 1, 0, 0, 0]);
	assert_eq!(Target::Organisation(1).encode(), [1, 1, 0, 0, 0]);
	assert_eq!(Act::<u8>::Grant.encode(), [0]);
	assert_eq!(Act::<u8>::Resume { set: 1 }.encode(), [2, 1, 0, 0, 0]);
	assert_eq!(Act::<u8>::Change { new: 7, from: 1 }.encode()[..2], [3, 7]);
	assert_eq!([Asker::Holder, Asker::Registrar, Asker::Council].encode(), [0, 1, 2]);
	assert_eq!(HoldReason::Bond.encode(), [0]);
	let event = Event::<Test>::Surrendered { licence: 1 };
	assert_eq!(event.encode(), [14, 1, 0, 0, 0]);
}
