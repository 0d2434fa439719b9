use super::mock::*;
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::{DAY, HOUR};

#[test]
fn views_answer_settled_rows() {
	run(|| {
		let id = held();
		after(3 * DAY);
		assert!(matches!(stored(id), Rx::Live(LiveRx { stage: Stage::Held { .. }, .. })));
		assert_eq!(stage(id), Stage::Free);
		let ids = vec![id, H256::zero()].try_into().unwrap();
		let items = Prescriptions::items(ids);
		assert_eq!(items, [Prescriptions::item(id), None]);
		after(30 * DAY);
		assert!(matches!(Prescriptions::item(id), Some(Rx::Archived(_))));
		assert_eq!(Prescriptions::cancel_outcome(id), Some(Outcome::AlreadyExpired));
		at(START + 430 * DAY);
		assert_eq!(Prescriptions::item(id), None);
		assert_eq!(Prescriptions::cancel_outcome(id), None);
	});
}

#[test]
fn eligible_at_follows_fills_and_validity() {
	run(|| {
		let id = issue_with(|t| (t.from, t.until) = (t.from + HOUR, t.from + 30 * HOUR));
		assert_eq!(Prescriptions::eligible_at(id), Some(START + HOUR));
		at(START + HOUR);
		hand_to(id, PHARMACY);
		hand_out(id, 10);
		assert_eq!(Prescriptions::eligible_at(id), Some(START + HOUR));
		hand_out(id, 20);
		assert_eq!(Prescriptions::eligible_at(id), Some(START + 25 * HOUR));
		at(START + 25 * HOUR);
		hand_to(id, PHARMACY);
		hand_out(id, 30);
		assert_eq!(Prescriptions::eligible_at(id), None); // the third fill would come after the end
		assert_eq!(Prescriptions::eligible_at(H256::zero()), None);
	});
}

#[test]
fn held_by_pages_through_what_a_dispenser_holds() {
	run(|| {
		let mut mine: Vec<_> = (0..10).map(|_| held()).collect();
		let other = issued();
		hand_to(other, RIVAL);
		issued();
		mine.sort();
		let mut found = Vec::new();
		let mut cursor = None;
		loop {
			let page = Prescriptions::held_by(licence(PHARMACY), cursor, 3);
			assert!(page.items.len() <= 3);
			found.extend(page.items);
			cursor = page.next;
			if cursor.is_none() {
				break;
			}
		}
		assert_eq!(found, mine);
		assert_eq!(Prescriptions::held_by(licence(RIVAL), None, 64).items, [other]);
		after(3 * DAY);
		assert!(Prescriptions::held_by(licence(PHARMACY), None, 64).items.is_empty());
	});
}
