use super::{mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;

#[test]
fn set_carc_admits_changes_and_removes_a_code() {
	run(|| {
		let narrow = CarcUse { denies: true, denies_reserved: false, adjusts: false };
		for usage in [Some(narrow), Some(CarcUse { adjusts: true, ..narrow }), None] {
			assert_ok!(send_from(RuntimeOrigin::root(), Call::set_carc { carc: 2007, usage }));
			assert_eq!(Escrow::carc(2007), usage);
			assert_eq!(last_event(), Event::CarcSet { carc: 2007, usage });
		}
	});
}

#[test]
fn set_carc_by_anybody_else_fails() {
	run(|| {
		let call = Call::set_carc { carc: 16, usage: None };
		for who in [PAYER, PHARMACY, REGULATOR, STRANGER] {
			assert_noop!(send(who, call.clone()), BadOrigin);
		}
		assert_noop!(send_from(RuntimeOrigin::none(), call), BadOrigin);
	});
}
