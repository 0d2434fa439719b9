//! The events of a row, replayed, give the head and the count of its trail, and the licence's row.

use super::invariants::Replay;
use crate::{mock::*, *};
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, Infraction, Licensing};

#[test]
fn replaying_the_events_gives_every_trail_and_row() {
	run(|| {
		let mut replay = Replay::default();
		let id = doctor();
		let target = Target::Licence(id);
		let own = own_house_active();
		replay.follow();
		pass(1);
		assert_ok!(Registry::rotate(by(DOCTOR), target, FRESH));
		assert_ok!(Registry::rotate(by(CLINIC), Target::Organisation(CLINIC_ORG), COLLEAGUE));
		replay.follow();
		pass(DAY);
		assert_ok!(Registry::accept_change(by(FRESH), target));
		assert_ok!(Registry::accept_change(by(COLLEAGUE), Target::Organisation(CLINIC_ORG)));
		<Registry as Licensing<AccountId>>::report(id, Infraction::Unratified);
		replay.follow();
		pass(1);
		assert_ok!(suspend(id, Ground::Fraud { since: 2 }));
		assert_ok!(Registry::overrule(council(), id, decision()));
		assert_ok!(Registry::renew(by(BOARD), own, row(own).until + 1, credential()));
		replay.follow();
		pass(400 * DAY);
		assert_ok!(Registry::renew(by(BOARD), id, Now::get() + DAY, credential()));
		assert_ok!(Registry::forfeit(council(), id, 1, STRANGER, decision()));
		assert_ok!(Registry::rebond(by(COLLEAGUE), id));
		assert_ok!(Registry::surrender(by(FRESH), id));
		assert_ok!(revoke(id, Ground::Fraud { since: 2 }));
		replay.follow();
		replay.check();
		assert_eq!(file(id).trail.n, 11);
	});
}
