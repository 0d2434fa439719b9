use super::{acts::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::DAY;

#[test]
fn claim_is_shown_as_time_has_left_it() {
	run(|| {
		let key = scene(1_000);
		let pay_by = stored(key).pay_by;
		assert_eq!(Escrow::next_deadline(key), Some(pay_by));
		after(14 * DAY);
		assert!(matches!(stored(key).stage, Stage::Submitted { .. }));
		assert!(matches!(stage(key), Stage::Payable { since, .. } if since == pay_by));
		assert_eq!(Escrow::next_deadline(key), Some(pay_by + DEBT_LIFE));
		hooks();
		assert_eq!(Escrow::next_deadline(key), None);
		let unknown = ClaimKey { dispense: 9, ..key };
		assert_eq!((Escrow::claim(unknown), Escrow::next_deadline(unknown)), (None, None));
	});
}

#[test]
fn next_deadline_of_a_cut_is_the_end_of_the_appeal() {
	run(|| {
		let key = scene(1_000);
		assert_ok!(adjudicate(PAYER, key, 400, 0));
		assert_eq!(Escrow::next_deadline(key), Some(Now::get() + 60 * DAY));
		after(60 * DAY);
		assert_eq!(Escrow::next_deadline(key), None);
	});
}

#[test]
fn claims_of_an_item_are_in_order() {
	run(|| {
		contract();
		fund(PAYER, CARE, 10_000);
		let rx = item();
		let keys: Vec<_> = (0..5).map(|_| key(rx, dispense(rx, 30))).collect();
		for key in keys.iter().rev() {
			assert_ok!(submits(*key, 10));
		}
		submitted(10);
		let shown: Vec<_> = Escrow::claims(rx).into_iter().map(|(key, _)| key).collect();
		assert_eq!(shown, keys);
	});
}

#[test]
fn claims_of_a_side_are_walked_page_by_page() {
	run(|| {
		contract();
		contract_between(PAYER, RIVAL, terms());
		fund(PAYER, CARE, 10_000);
		let mine: Vec<_> = (0..7).map(|_| submitted(10)).collect();
		let rx = item();
		assert_ok!(submit(RIVAL, key(rx, dispense_by(RIVAL, rx, 1)), PAYER, 10));
		let walk = |page: &dyn Fn(Option<ClaimKey>) -> salus_primitives::Page<_, ClaimKey>| {
			let (mut all, mut cursor) = (Vec::new(), None);
			loop {
				let found: salus_primitives::Page<(ClaimKey, Claim<Asset>), ClaimKey> =
					page(cursor);
				assert!(found.items.len() <= 3);
				all.extend(found.items.into_iter().map(|(key, _)| key));
				match found.next {
					Some(next) => cursor = Some(next),
					None => return all,
				}
			}
		};
		let mut of_pharmacy =
			walk(&|cursor| Escrow::claims_of_provider(licence(PHARMACY), cursor, 3));
		of_pharmacy.sort();
		assert_eq!(of_pharmacy, mine);
		let of_payer = walk(&|cursor| Escrow::claims_of_payer(licence(PAYER), cursor, 3));
		assert_eq!(of_payer.len(), 8);
		assert_eq!(Escrow::claims_of_payer(licence(SECOND_PAYER), None, 64).items, []);
	});
}

#[test]
fn due_is_walked_in_the_order_of_time() {
	run(|| {
		contract();
		fund(PAYER, CARE, 10_000);
		let keys: Vec<_> = (0..5)
			.map(|_| {
				after(1);
				submitted(10)
			})
			.collect();
		let (mut all, mut cursor) = (Vec::new(), None);
		loop {
			let page = Escrow::due(cursor, 2);
			all.extend(page.items);
			match page.next {
				Some(next) => cursor = Some(next),
				None => break,
			}
		}
		assert!(all.is_sorted_by_key(|(at, _)| *at));
		let claims: Vec<_> = all
			.iter()
			.filter_map(|(_, key)| match key {
				DueKey::Claim(key) => Some(*key),
				_ => None,
			})
			.collect();
		assert_eq!((claims, all.len()), (keys, 6));
	});
}

#[test]
fn shortfalls_are_walked_in_the_order_of_the_queue() {
	run(|| {
		contract();
		let keys: Vec<_> = (0..5).map(|_| submitted(10)).collect();
		let page = |cursor| Escrow::shortfalls(licence(PAYER), CARE, cursor, 3);
		let first = page(None);
		assert_eq!(first.items, keys[..3]);
		let second = page(first.next);
		assert_eq!((second.items, second.next), (keys[3..].to_vec(), None));
		// Who was served is passed over.
		fund(PAYER, CARE, 40);
		assert_eq!(page(Some(0)).items, keys[4..]);
		assert_eq!(Escrow::shortfalls(licence(PAYER), NATIVE, None, 3).items, []);
	});
}

#[test]
fn quote_says_what_the_next_dispense_would_pay() {
	run(|| {
		let rx = preauthorised_with(|plan| plan.provider = Some(licence(PHARMACY)));
		let quote =
			|who: Option<u64>, quantity| Escrow::quote(rx, who.map(licence), quantity).unwrap();
		let expected = Quote {
			payer: licence(PAYER),
			asset: CARE,
			allowed: 3_200,
			split: split(SHARE, 420, 0, 0),
			deferred: None,
		};
		assert_eq!(quote(None, 30), expected);
		assert_eq!(quote(Some(PHARMACY), 30), expected);
		let why = |quote: Quote<Asset>| quote.deferred;
		let deferred = |cause| Some(QuoteFault::Deferred(cause));
		assert_eq!(why(quote(Some(RIVAL), 30)), deferred(Deferral::OtherProvider));
		assert_eq!(why(quote(None, 80)), deferred(Deferral::Exhausted));
		// What it says is what happens.
		let key = key(rx, dispense(rx, 30));
		let Stage::Paid { payment, .. } = stage(key) else { panic!("not paid") };
		assert_eq!(payment.split, expected.split);
		// The fee of the fill is paid once.
		assert_eq!(quote(None, 30).allowed, 3_000);
		UsedUp::mutate(|used| used.insert(rx));
		assert_eq!(why(quote(None, 30)), Some(QuoteFault::NotDispensable));
		after(30 * DAY);
		UsedUp::mutate(|used| used.clear());
		assert_eq!(why(quote(None, 30)), deferred(Deferral::Expired));

		assert_eq!(Escrow::quote(item(), None, 30), None);
		let unreserved = preauthorised_with(|plan| plan.reserve = 0);
		let quote = Escrow::quote(unreserved, None, 30).unwrap();
		assert_eq!((quote.allowed, quote.deferred), (3_200, Some(QuoteFault::NotReserved)));
	});
}

#[test]
fn business_data_is_shown_without_its_deposits() {
	run(|| {
		contract();
		let rx = preauthorised();
		let (payer, provider) = (licence(PAYER), licence(PHARMACY));
		assert_eq!(Escrow::rules(), Some(rules()));
		assert_eq!(Escrow::carc(29), carcs()[1].1.into());
		assert_eq!(Escrow::panel(1), panel(&FIRST_PANEL));
		assert_eq!(Escrow::pool(payer, CARE).unwrap().free, 4_000);
		let contract = Escrow::contract(payer, provider).unwrap();
		assert_eq!((contract.since, contract.terms), (Some(START), terms()));
		let cover = Escrow::cover_of(rx, 0).unwrap();
		assert_eq!((cover.payer, cover.remaining, cover.reserved), (payer, 6_000, true));
		assert_eq!(Escrow::cover_of(rx, 1), None);
		assert_eq!(Escrow::tariff(payer, 1), None);
		assert_eq!(Escrow::payee(provider), Some(PHARMACY));
		assert_eq!(Escrow::payee(999), None);
		assert_eq!(Escrow::debt(payer, provider, CARE), 0);
		let until = Now::get() + DAY;
		assert_ok!(send(STRANGER, Call::hold_copay { rx, asset: CARE, amount: 100, until }));
		assert_eq!(Escrow::copay(rx), Some((CARE, 100, until)));
	});
}
