//! Invariant 5 on arbitrary rows, reachable or not.

use super::mock::START;
use crate::{life::Keeping, *};
use frame::prelude::H256;
use proptest::prelude::*;
use salus_primitives::{ids::HOUR, Moment, Settle, Trail};

fn time() -> impl Strategy<Value = Moment> {
	prop_oneof![
		(0..200u64).prop_map(|hours| START + hours * HOUR),
		START..START + 200 * HOUR,
		Just(Moment::MAX),
		Just(0),
	]
}

fn stage() -> impl Strategy<Value = Stage> {
	prop_oneof![
		Just(Stage::Free),
		(1..3u32, time(), any::<bool>()).prop_map(|(by, until, pending)| Stage::Held {
			by,
			until,
			pending
		}),
		(1..3u32).prop_map(|by| Stage::OnHold { by }),
		(1..3u32, time()).prop_map(|(by, until)| Stage::Declined { by, until }),
		time().prop_map(|until| Stage::Owed { until }),
		time().prop_map(|at| Stage::Closed { why: Closure::Stopped, at }),
	]
}

fn dispense() -> impl Strategy<Value = Dispense> {
	(time(), 1..40u32, 0..4u8, 0..16u8).prop_map(|(at, quantity, fill, flags)| Dispense {
		by: 1,
		block: 1,
		at,
		quantity,
		fill,
		flags,
	})
}

prop_compose! {
	fn row()(
		stage in stage(),
		dispenses in proptest::collection::vec(dispense(), 0..=16),
		access in prop_oneof![Just(Access::Closed), Just(Access::Any), Just(Access::Only(1))],
		(from, until) in (time(), time()),
		(quantity, repeats, partial_h, interval_h) in (0..60u32, 0..=255u8, 0..100u16, 0..100u16),
	) -> LiveRx<u64, ()> {
		LiveRx {
			patient: 1,
			issuer: 1,
			issued_at: 1,
			terms: Terms { class: 1, unit: 1, quantity, repeats, interval_h, partial_h, from, until },
			trail: Trail::of_id(H256::zero()),
			flags: Flags(0),
			patient_seq: 0,
			access,
			transfers_left: 0,
			stage,
			dispenses: dispenses.try_into().unwrap(),
			ticket: (),
		}
	}
}

proptest! {
	#[test]
	fn settling_is_idempotent_and_composes(row in row(), a in time(), b in time()) {
		let (early, late) = (a.min(b), a.max(b));
		let mut once = row.clone();
		let mut lapses = once.settle(late);
		let mut twice = row.clone();
		let mut in_two = twice.settle(early);
		in_two.extend(twice.settle(late));
		prop_assert_eq!(&once, &twice);
		prop_assert_eq!(&lapses, &in_two);
		prop_assert!(once.due().is_none_or(|next| next.at > late));
		prop_assert!(once.settle(late).is_empty());
		prop_assert_eq!(&once.trail, &row.trail);
		// Lapses come in the order of their times, none from the future.
		lapses.dedup_by(|next, last| next.at >= last.at);
		prop_assert!(lapses.len() <= 1 && lapses.iter().all(|lapse| lapse.at <= late));
	}

	#[test]
	fn ageing_composes_up_to_removal(row in row(), a in time(), b in time()) {
		let keeping = Keeping { withdraw_window: 72 * HOUR, retention: 400 * HOUR };
		let (early, late) = (a.min(b), a.max(b));
		let row = Rx::Live(row);
		let once = row.clone().aged(late, keeping);
		let first = row.aged(early, keeping);
		let twice = first.rx.aged(late, keeping);
		prop_assert_eq!(&once.rx, &twice.rx);
		prop_assert_eq!(once.gone, twice.gone);
		prop_assert!(!first.gone || twice.gone);
	}
}
