use super::{mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;

fn admit(asset: Asset, admitted: bool) -> DispatchResult {
	send_from(RuntimeOrigin::root(), Call::admit_asset { asset, admitted })
}

#[test]
fn admit_asset_opens_it_to_pools() {
	run(|| {
		assert_ok!(admit(OTHER, true));
		assert_eq!(last_event(), Event::AssetAdmitted { asset: OTHER, admitted: true });
		fund(PAYER, OTHER, 100);
		assert_eq!(pooled(OTHER, PAYER), 100);
	});
}

#[test]
fn admit_asset_no_more_touches_nothing_that_exists() {
	run(|| {
		let rx = preauthorised();
		assert_ok!(admit(CARE, false));
		assert_eq!(last_event(), Event::AssetAdmitted { asset: CARE, admitted: false });
		let (licence, other, asset, amount) = (licence(PAYER), licence(SECOND_PAYER), CARE, 100);
		let begin = Call::fund { licence: other, asset: asset.clone(), amount };
		assert_noop!(send(SECOND_PAYER, begin), Error::<Test>::AssetNotAdmitted);
		fund(PAYER, CARE, amount);
		assert_noop!(covers(item(), plan()), Error::<Test>::AssetNotAdmitted);

		let seq = dispense(rx, 30);
		assert!(matches!(stage(key(rx, seq)), Stage::Paid { .. }));
		assert_ok!(send(PAYER, Call::withdraw { licence, asset, amount }));
	});
}

#[test]
fn admit_asset_that_nobody_has_issued_fails() {
	run(|| {
		assert_noop!(admit(UNKNOWN, true), Error::<Test>::NotFound);
		assert_ok!(admit(UNKNOWN, false));
	});
}

#[test]
fn admit_asset_by_anybody_else_fails() {
	run(|| {
		let call = Call::admit_asset { asset: OTHER, admitted: true };
		for who in [PAYER, PHARMACY, REGULATOR, STRANGER, BANK] {
			assert_noop!(send(who, call.clone()), BadOrigin);
		}
		assert_noop!(send_from(RuntimeOrigin::none(), call), BadOrigin);
	});
}
