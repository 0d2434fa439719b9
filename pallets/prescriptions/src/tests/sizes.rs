use super::mock::START;
use crate::*;
use codec::Encode;
use frame::deps::sp_core::crypto::AccountId32;
use frame::testing_prelude::*;
use salus_primitives::Trail;

/// With a ticket of no bytes, as on a consortium's hot path; 64 bytes of key.
type Row = Rx<AccountId32, ()>;

fn row(stage: Stage, access: Access, dispenses: usize) -> LiveRx<AccountId32, ()> {
	let dispense = Dispense { by: 1, block: 1, at: START, quantity: 1, fill: 0, flags: 0 };
	LiveRx {
		patient: AccountId32::new([1; 32]),
		issuer: 1,
		issued_at: 1,
		terms: Terms {
			class: 1,
			unit: 1,
			quantity: 30,
			repeats: 0,
			interval_h: 0,
			partial_h: 0,
			from: START,
			until: START + 1,
		},
		trail: Trail::of_id(H256::zero()),
		flags: Flags(0),
		patient_seq: 0,
		access,
		transfers_left: 0,
		stage,
		dispenses: vec![dispense; dispenses].try_into().unwrap(),
		ticket: (),
	}
}

fn size(row: Row) -> usize {
	64 + row.encoded_size()
}

#[test]
fn rows_take_the_bytes_that_the_design_says() {
	let held = Stage::Held { by: 1, until: START, pending: false };
	assert_eq!(size(Rx::Live(row(Stage::Free, Access::Closed, 0))), 179);
	assert_eq!(size(Rx::Live(row(held, Access::Only(1), 0))), 196);
	assert_eq!(size(Rx::Live(row(held, Access::Only(1), 1))), 196 + 22);
	assert_eq!(size(Rx::Live(row(held, Access::Only(1), 16))), 196 + 16 * 22);
	let closed = row(Stage::Closed { why: Closure::Completed, at: START }, Access::Closed, 1);
	let keeping = crate::life::Keeping { withdraw_window: 0, retention: 1_000 };
	let archived = Rx::Live(closed).aged(START, keeping).rx;
	assert!(matches!(archived, Rx::Archived(_)));
	assert_eq!(size(archived), 147);
}

#[test]
fn the_longest_row_is_no_longer_than_announced() {
	let held = Stage::Held { by: 1, until: START, pending: false };
	let longest = Rx::Live(row(held, Access::Only(1), MAX_DISPENSES as usize));
	assert_eq!(longest.encoded_size(), Row::max_encoded_len());
}
