//! Consents and withdrawals.

use super::scene::*;
use crate::{
	facts::{ProvedExtrinsic, SignedCall, Value},
	failure::Failure,
	file::Kind,
	reads::Arg,
	rows::{
		consents::{
			Approval, Ask, Consent, EndReason, Enrolment, Event, Form, FormStatus, Given,
			OffReason, Participation, Party, Standing, Suspension, TRAIL,
		},
		AccountId, Bounded, Deposit, Hash, Pallet, Trail, DAY,
	},
	trail::begin,
};
use codec::Encode;

const TRIAL: u32 = 6;
const SUBJECT: AccountId = [4; 32];
const SITE: u32 = 9;
const GIVEN: u32 = 20;

fn moment() -> u64 {
	time(AT) + 1_000
}

fn the_given() -> Given {
	Given {
		version: 2,
		scopes: 0b111,
		core: 0b1,
		by: 0b1_0001,
		round: 1,
		at: time(GIVEN),
		block: GIVEN,
		investigator: SITE,
		deferred: None,
	}
}

fn row(consent: Consent, trail: Trail) -> Participation {
	Participation {
		organisation: 3,
		representative: None,
		majority: None,
		refused: false,
		round: 1,
		consent,
		proposal: None,
		enrolment: Enrolment::Enrolled(time(30)),
		records: 1,
		erasure: None,
		trail,
		ticket: Deposit { depositor: [5; 32], ticket: 10 },
	}
}

fn form(status: FormStatus) -> Form {
	Form {
		commitment: Scene::document(),
		offered: 0b1111,
		core: 0b1,
		sets: Bounded(vec![0b1_0001]),
		deferred_h: 0,
		ends_at: START + 1_000 * DAY,
		suspended: Suspension { committee: false, regulator: false },
		status,
		ticket: Deposit { depositor: [5; 32], ticket: 10 },
	}
}

fn approval() -> Approval {
	Approval { from: START, until: START + 900 * DAY, block: 1 }
}

fn approved() -> Form {
	form(FormStatus::Approved { approval: approval(), replace: None })
}

fn key() -> Vec<Arg> {
	vec![Arg::Number(TRIAL.into()), Arg::Id(SUBJECT)]
}

fn put(scene: &mut Scene, row: &Participation) {
	scene.row(0, Pallet::TrialConsents, "Consents", key(), row);
}

fn put_form(scene: &mut Scene, form: &Form) {
	let args = vec![Arg::Number(TRIAL.into()), Arg::Number(2)];
	scene.row(0, Pallet::TrialConsents, "Forms", args, form);
}

fn first() -> Hash {
	begin(TRAIL, &(TRIAL, SUBJECT))
}

fn events() -> Vec<(Event, u32)> {
	let (trial, subject, by) = (TRIAL, SUBJECT, SITE);
	let given = the_given();
	let standing = Standing::Active;
	vec![
		(Event::Given { trial, subject, given }, GIVEN),
		(Event::Enrolled { trial, subject, by, standing }, 30),
		(data(1), 40),
	]
}

fn data(number: u32) -> Event {
	Event::DataRecorded {
		trial: TRIAL,
		subject: SUBJECT,
		by: SITE,
		scopes: 0b10,
		commitment: [1; 32],
		number,
		standing: Standing::Active,
	}
}

fn asked() -> Scene {
	let args = vec![TRIAL.into(), text(SUBJECT), moment().into()];
	let mut scene = Scene::new(Kind::Consent, args);
	scene.point(AT + 1);
	scene
}

/// A consent in force at a moment between two blocks.
pub fn given() -> Scene {
	let mut scene = asked();
	let trail = scene.trail(first(), &events());
	put(&mut scene, &row(Consent::Given(the_given()), trail));
	put_form(&mut scene, &approved());
	scene
}

/// Nobody under this key.
pub fn nobody() -> Scene {
	let mut scene = asked();
	scene.read(0, Pallet::TrialConsents, "Consents", key(), Value::Absent);
	scene
}

fn withdrawal(by: Party) -> Event {
	Event::Withdrawn { trial: TRIAL, subject: SUBJECT, round: 1, by, erase_by: Some(START + DAY) }
}

fn ended(trail: Trail) -> Participation {
	let (at, why, last) = (time(50), EndReason::Withdrawn, Some(the_given()));
	let mut row = row(Consent::Ended { at, why, last }, trail);
	row.enrolment = Enrolment::Off(OffReason::Withdrawn);
	row
}

/// A participant who withdrew.
pub fn withdrawn() -> Scene {
	withdrawn_by(Party::Subject)
}

fn withdrawn_by(by: Party) -> Scene {
	let mut scene = Scene::new(Kind::Withdrawal, vec![TRIAL.into(), text(SUBJECT)]);
	let trail = scene.trail(first(), &[events(), vec![(withdrawal(by), 50)]].concat());
	put(&mut scene, &ended(trail));
	scene
}

#[test]
fn a_consent_is_worth_what_row_form_and_clock_say() {
	let mut scene = given();
	let verdict = scene.claim();
	assert!(verdict.sentences[0].contains("was active."), "{verdict:?}");
	assert_eq!(scene.value("signers"), "participant, investigator".into());
	scene.show_document(Scene::document());
	scene.claim();
	scene.file.document = None;

	let standing = |form: &Form| {
		let mut scene = scene.clone();
		put_form(&mut scene, form);
		scene.value("standing")
	};
	let superseded = |until| {
		let ask = Some(Ask { from: START, until });
		let asks = [None, ask, None, None];
		form(FormStatus::Superseded { approval: approval(), at: START, asks })
	};
	assert_eq!(standing(&superseded(moment() + 1)), "due".into());
	assert_eq!(standing(&superseded(moment())), "lapsed".into());
	let mut suspended = approved();
	suspended.suspended.regulator = true;
	assert_eq!(standing(&suspended), "suspended".into());
	let mut over = approved();
	over.ends_at = moment();
	assert_eq!(standing(&over), "ended".into());
}

#[test]
fn two_blocks_enclose_the_moment() {
	let scene = given();
	let asked_at = |moment: u64| {
		let mut scene = scene.clone();
		scene.file.statement.args.0[2] = moment.into();
		scene.checked_anew()
	};
	let outside = Err(Failure::TimeBracketInvalid);
	assert_eq!(asked_at(time(AT) - 1), outside);
	assert_eq!(asked_at(time(AT)), Ok(()));
	assert_eq!(asked_at(time(AT + 1) - 1), Ok(()));
	assert_eq!(asked_at(time(AT + 1)), outside);

	let mut stranger = scene.clone();
	stranger.proved.points[1].parent[0] ^= 1;
	assert_eq!(stranger.failure(), Failure::TimeBracketInvalid);
	let mut grandchild = scene.clone();
	grandchild.proved.points[1].number += 1;
	assert_eq!(grandchild.failure(), Failure::TimeBracketInvalid);
	let mut alone = scene;
	alone.proved.points.pop();
	assert!(not_established(&alone.failure()));
	let mut nobody = nobody();
	nobody.proved.points[1].parent[0] ^= 1;
	assert_eq!(nobody.failure(), Failure::TimeBracketInvalid);
}

#[test]
fn a_row_is_as_its_events_tell() {
	let with = |change: &dyn Fn(&mut Participation)| {
		let mut scene = given();
		let trail = scene.trail(first(), &events());
		let mut row = row(Consent::Given(the_given()), trail);
		change(&mut row);
		put(&mut scene, &row);
		scene.failure()
	};
	let wrong = Failure::TrailMismatch { n: 2 };
	assert_eq!(with(&|row| row.records = 2), wrong);
	assert_eq!(with(&|row| row.enrolment = Enrolment::OnStudy), wrong);
	assert_eq!(
		with(&|row| {
			let given = Given { scopes: 0b1111, ..the_given() };
			row.consent = Consent::Given(given);
		}),
		wrong
	);
	assert_eq!(with(&|row| row.consent = Consent::Absent), wrong);
}

#[test]
fn a_participant_is_followed_through_a_new_key() {
	let old: AccountId = [3; 32];
	let rekeyed = |new| Event::Rekeyed { trial: TRIAL, subject: old, new };
	let of_old = |event: Event| match event {
		Event::Given { trial, given, .. } => Event::Given { trial, subject: old, given },
		other => other,
	};
	let told = |new| {
		let mut told = events();
		told[0].0 = of_old(told[0].0.clone());
		told.insert(1, (rekeyed(new), 25));
		told
	};
	let mut scene = given();
	let begin = begin(TRAIL, &(TRIAL, old));
	let trail = scene.trail(begin, &told(SUBJECT));
	put(&mut scene, &row(Consent::Given(the_given()), trail));
	scene.claim();
	// To somebody else, or of another trial.
	let trail = scene.trail(begin, &told([8; 32]));
	put(&mut scene, &row(Consent::Given(the_given()), trail));
	assert_eq!(scene.failure(), Failure::TrailMismatch { n: 2 });
	let mut other = events();
	other[2].0 = Event::Rekeyed { trial: TRIAL + 1, subject: SUBJECT, new: SUBJECT };
	let trail = scene.trail(first(), &other);
	put(&mut scene, &row(Consent::Given(the_given()), trail));
	assert_eq!(scene.failure(), Failure::TrailMismatch { n: 2 });
}

#[test]
fn a_withdrawal_is_in_its_place_with_no_data_after_it() {
	let mut scene = withdrawn();
	let verdict = scene.claim();
	assert!(verdict.sentences[0].starts_with("In block 50 ("));
	assert_eq!(scene.value("position"), 3u32.into());
	assert_eq!(scene.value("eraseBy"), (START + DAY).into());
	assert_eq!(verdict.limits.len(), 1);
	// What is hidden before it matters not.
	scene.hide(3);
	scene.claim();
	scene.hide(1);
	assert!(not_established(&scene.failure()));

	let mut recorded = withdrawn();
	let told = [events(), vec![(withdrawal(Party::Subject), 50), (data(2), 60)]].concat();
	let trail = recorded.trail(first(), &told);
	let mut row_of = ended(trail);
	row_of.records = 2;
	put(&mut recorded, &row_of);
	assert!(not_established(&recorded.failure()));

	// Nobody withdrew.
	let mut given = Scene::new(Kind::Withdrawal, vec![TRIAL.into(), text(SUBJECT)]);
	let trail = given.trail(first(), &events());
	put(&mut given, &row(Consent::Given(the_given()), trail));
	assert!(not_established(&given.failure()));
	given.read(0, Pallet::TrialConsents, "Consents", key(), Value::Absent);
	assert!(not_established(&given.failure()));
}

/// The call of a withdrawal.
fn call(indices: [u8; 2], subject: AccountId, round: u16) -> Vec<u8> {
	[indices.to_vec(), (TRIAL, subject, round, u32::MAX, 1u8).encode()].concat()
}

/// A withdrawal whose block shows what an account signed.
fn with_call(by: Party, account: AccountId, call: Vec<u8>) -> Scene {
	let mut scene = withdrawn_by(by);
	let place = scene.point(50);
	let signed = SignedCall { account, call, spec: None, metadata: None };
	let bytes = vec![1];
	let extrinsic = ProvedExtrinsic { index: 2, bytes, signed: vec![signed] };
	scene.proved.points[place].extrinsics.push(extrinsic);
	scene
}

#[test]
fn the_signed_call_is_the_one_of_the_event_and_of_the_right_key() {
	for indices in [[53, 11], [53, 12], [53, 10]] {
		let mut scene = with_call(Party::Subject, SUBJECT, call(indices, SUBJECT, 1));
		let verdict = scene.claim();
		assert!(verdict.limits.is_empty());
		assert_eq!(scene.value("signer"), SUBJECT.into());
	}
	let refused = |by, account, call: Vec<u8>| with_call(by, account, call).failure();
	let good = || call([53, 11], SUBJECT, 1);
	assert_eq!(refused(Party::Subject, [9; 32], good()), Failure::SignerMismatch);
	// Which guardian it was no event tells, so nobody is named, and no call shown.
	let mut guarded = with_call(Party::Guardian, [9; 32], good());
	let verdict = guarded.claim();
	assert!(verdict.limits[0].contains("does not follow"));
	assert!(verdict.claims.0.iter().all(|(name, _)| name != "signer"));
	assert_eq!(guarded.checked(), Err(unneeded("point 1, block 50")));
	assert_eq!(refused(Party::Representative, SUBJECT, good()), Failure::SignerMismatch);
	let mut represented = with_call(Party::Representative, [9; 32], good());
	let told = [events(), vec![(withdrawal(Party::Representative), 50)]].concat();
	let trail = represented.trail(first(), &told);
	let mut row_of = ended(trail);
	row_of.representative = Some([9; 32]);
	put(&mut represented, &row_of);
	represented.claim();

	// One call, and none beside it.
	let mut two = with_call(Party::Subject, SUBJECT, good());
	let again = ProvedExtrinsic { index: 3, ..two.proved.points[1].extrinsics[0].clone() };
	two.proved.points[1].extrinsics.push(again);
	two.claim();
	assert_eq!(two.checked(), Err(unneeded("extrinsic 3 of point 1")));

	// Another call, another participant, another round, the bytes inside a remark.
	let remark = [vec![0, 0], good()].concat();
	for other in
		[call([53, 9], SUBJECT, 1), call([53, 11], [9; 32], 1), call([53, 11], SUBJECT, 2), remark]
	{
		assert!(not_established(&refused(Party::Subject, SUBJECT, other)));
	}
}

#[test]
fn a_participant_who_consented_again_has_not_withdrawn() {
	let mut scene = withdrawn();
	let again = Event::Given { trial: TRIAL, subject: SUBJECT, given: the_given() };
	let told = [events(), vec![(withdrawal(Party::Subject), 50), (again, 60)]].concat();
	let trail = scene.trail(first(), &told);
	let mut row = row(Consent::Given(the_given()), trail);
	row.enrolment = Enrolment::Off(OffReason::Withdrawn);
	put(&mut scene, &row);
	assert!(not_established(&scene.failure()));
	// Nor does a row that says so help against the events.
	let Some(trail) = scene.file.trail.clone() else { panic!("a history") };
	let head = trail.entries.iter().fold(first(), |head, entry| crate::trail::next(&head, entry));
	put(&mut scene, &ended(Trail { head, n: 5, last: 60 }));
	assert_eq!(scene.failure(), Failure::TrailMismatch { n: 4 });
}
