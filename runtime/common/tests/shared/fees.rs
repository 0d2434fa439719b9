//! What acts cost, and that a row pays for its bytes.

use super::{money, support::*};
use codec::Encode;
use pallet_prescriptions::Access;
use runtime::{
	Balance, Balances, Prescriptions, Runtime, RuntimeCall, RuntimeEvent, TransactionPayment,
};
use salus_primitives::{
	ids::{DAY, HOUR},
	RxId,
};
use salus_runtime_common::{
	fees::{storage_price, LengthFeePerByte},
	healthcare::{RATIFY_WITHIN, RETENTION},
};
use sp_core::H256;

fn fee_of_last_block() -> Balance {
	events()
		.into_iter()
		.find_map(|event| match event {
			RuntimeEvent::TransactionPayment(
				pallet_transaction_payment::Event::TransactionFeePaid {
					actual_fee, tip: 0, ..
				},
			) => Some(actual_fee),
			_ => None,
		})
		.expect("a fee was paid")
}

fn length_fee(call: impl Into<RuntimeCall>) -> Balance {
	TransactionPayment::length_to_fee(call.into().encoded_size() as u32)
}

#[test]
fn a_member_pays_and_the_author_is_paid() {
	development(|| {
		wait(0);
		let (author, payer) =
			(Balances::free_balance(account("Alice")), Balances::free_balance(account("Bob")));
		act("Bob", frame_system::Call::remark { remark: vec![0; 100] }).unwrap();
		let fee = fee_of_last_block();
		assert!(fee > 100 * LengthFeePerByte::get());
		assert_eq!(Balances::free_balance(account("Bob")), payer - fee);
		assert_eq!(Balances::free_balance(account("Alice")), author + fee);
	});
}

#[test]
fn idle_blocks_do_not_make_anything_cheaper() {
	development(|| {
		for _ in 0..20 {
			wait(0);
		}
		assert_eq!(TransactionPayment::next_fee_multiplier(), 1.into());
	});
}

/// registry.md, section 4: fee >= row bytes x years kept x `ByteYearPrice`, at the lowest multiplier. The bytes of the call
/// alone must do it: in a batch a call has no signature of its own.
#[test]
fn an_item_pays_for_its_bytes_as_long_as_it_may_live() {
	development(|| {
		wait(0);
		let call = issue(PRESCRIBER, H256::repeat_byte(1), "Patient", Access::Closed);
		let paid = length_fee(call);
		let id = issued(1, "Patient", Access::Closed);
		let row = stored_size(id);
		// What a class can allow at most, and the retention: in hundredths of a year.
		let life = u64::from(u16::MAX) * HOUR + RETENTION + DAY;
		let years = (life / DAY * 100).div_ceil(365) as u32;
		assert!(row >= 160 && years > 850, "{row} bytes for {years} hundredths of a year");
		assert!(paid >= storage_price(row, years), "{paid} for {row} bytes");
	});
}

#[test]
fn what_a_pharmacy_adds_to_an_item_is_paid_too() {
	development(|| {
		wait(0);
		let id = issued(1, "Patient", Access::Only(PHARMACY));
		let free = stored_size(id);
		let claim = pallet_prescriptions::Call::<Runtime>::claim {
			licence: PHARMACY,
			ids: vec![id].try_into().unwrap(),
		};
		act("Pharmacy", claim.clone()).unwrap();
		let held = stored_size(id);
		let dispense = pallet_prescriptions::Call::<Runtime>::dispense {
			licence: PHARMACY,
			id,
			quantity: 10,
			product: H256::zero(),
			substituted: false,
		};
		act("Pharmacy", dispense.clone()).unwrap();
		let dispensed = stored_size(id);
		let years = 858;
		assert!(held > free && length_fee(claim) >= storage_price(held - free, years));
		assert!(dispensed > held && length_fee(dispense) >= storage_price(dispensed - held, years));
	});
}

#[test]
fn an_emergency_pays_for_its_row_and_its_obligation() {
	development(|| {
		wait(0);
		let call = pallet_prescriptions::Call::<Runtime>::emergency_dispense {
			licence: PHARMACY,
			commitment: H256::repeat_byte(3),
			authored_at: now(),
			patient: account("Patient"),
			class: 1,
			unit: 1,
			quantity: 10,
			prescriber: PRESCRIBER,
		};
		let id = Prescriptions::id(PHARMACY, now(), H256::repeat_byte(3));
		act("Pharmacy", call.clone()).unwrap();
		let row = stored_size(id);
		// A prefix, the hashed hour, the id.
		let obligation = 32 + 12 + 32;
		let years = ((RATIFY_WITHIN + RETENTION + DAY) / DAY * 100).div_ceil(365) as u32;
		assert!(length_fee(call) >= storage_price(row + obligation, years));
	});
}

#[test]
fn a_batch_is_not_cheaper_by_the_byte() {
	development(|| {
		wait(0);
		let calls: Vec<RuntimeCall> = (0..10u8)
			.map(|salt| {
				issue(PRESCRIBER, H256::repeat_byte(salt), "Patient", Access::Closed).into()
			})
			.collect();
		let apart: Balance = calls.iter().cloned().map(length_fee).sum();
		assert!(length_fee(pallet_utility::Call::batch_all { calls }) >= apart);
	});
}

#[test]
fn a_claim_pays_for_its_row_as_long_as_it_may_live() {
	development(|| {
		wait(0);
		money::fund(money::CARE, 10_000);
		money::contract(DAY, 50);
		let id = money::held_item(1);
		let held = stored_size(id);
		act("Pharmacy", money::dispense(id, 30)).unwrap();
		let dispensed = stored_size(id) - held;
		let claim = money::submit(money::key_of(id, 0), 50);
		act("Pharmacy", claim.clone()).unwrap();
		// Everything on time: the time to pay, and the retention.
		let years = ((30 * DAY + RETENTION) / DAY * 100).div_ceil(365) as u32;
		let row = claim_size(id);
		assert!(length_fee(claim) >= storage_price(row, years), "{row} bytes");

		// What is paid at the dispense is paid for by the dispense, beside the item's own bytes.
		let other = money::held_item(2);
		money::cover(other, money::CARE, money::per_unit(1), 30);
		act("Pharmacy", money::dispense(other, 30)).unwrap();
		let row = claim_size(other);
		let years = (RETENTION / DAY * 100).div_ceil(365) as u32;
		let price = storage_price(row, years) + storage_price(dispensed, 858);
		assert!(length_fee(money::dispense(other, 30)) >= price, "{row} bytes");
	});
}

#[test]
fn a_dispense_that_nobody_covers_gets_the_payments_share_of_its_fee_back() {
	use frame_support::dispatch::GetDispatchInfo;
	use pallet_prescriptions::WeightInfo as _;
	use pallet_reimbursement_escrow::WeightInfo;

	type Escrow = <Runtime as pallet_reimbursement_escrow::Config>::WeightInfo;
	development(|| {
		wait(0);
		money::fund(money::CARE, 10_000);
		let (plain, covered) = (money::held_item(1), money::held_item(2));
		money::cover(covered, money::CARE, money::per_unit(1), 30);
		let call = RuntimeCall::from(money::dispense(plain, 30));
		let most = call.get_dispatch_info().call_weight;
		act("Pharmacy", call).unwrap();
		let without = fee_of_last_block();
		act("Pharmacy", money::dispense(covered, 30)).unwrap();
		assert_eq!(money::paid().len(), 1);
		let with = fee_of_last_block();

		let price = TransactionPayment::weight_to_fee;
		let own = <Runtime as pallet_prescriptions::Config>::WeightInfo::dispense();
		assert_eq!(most, own.saturating_add(Escrow::on_dispensed_set_off()));
		let paid = price(Escrow::on_dispensed_paid()) - price(Escrow::on_dispensed_uncovered());
		assert_eq!(with - without, paid);
		assert!(paid > 0);
	});
}

/// Bytes of an item's row, key included.
fn stored_size(id: RxId) -> usize {
	size_at(pallet_prescriptions::Items::<Runtime>::hashed_key_for(id))
}

/// Bytes of the row of the claim of an item's first dispense, and of its entry in the queue of deadlines.
fn claim_size(id: RxId) -> usize {
	use pallet_reimbursement_escrow::{Claims, Due, DueKey};

	let claim = Claims::<Runtime>::get(id, (0, 0)).expect("there is a claim");
	let at = (claim.due.to_be_bytes(), DueKey::Claim(money::key_of(id, 0)));
	size_at(Claims::<Runtime>::hashed_key_for(id, (0, 0)))
		+ size_at(Due::<Runtime>::hashed_key_for(at))
}

fn size_at(key: Vec<u8>) -> usize {
	key.len() + sp_io::storage::get(&key).expect("the row is stored").len()
}
