use super::mock::{ADULT, APPROVED_UNTIL, CORE, CROWD, OFFERED, START, TRIAL_END};
use crate::*;
use codec::Encode;
use frame::{deps::sp_core::crypto::AccountId32, testing_prelude::*};
use salus_primitives::{Given, Trail};

/// Two names of the map, the trial and the subject, each with its hash.
const KEY: usize = 32 + 8 + 4 + 16 + 32;

/// What a deposit remembers: who paid, and how much.
type Ticket = (AccountId32, u128);

type Row = Participation<AccountId32, Ticket>;

fn key(n: u8) -> AccountId32 {
	AccountId32::new([n; 32])
}

fn given() -> Given {
	Given {
		version: 1,
		scopes: OFFERED,
		core: CORE,
		by: ADULT,
		round: 1,
		at: START,
		block: 1,
		investigator: 1,
		deferred: None,
	}
}

fn row() -> Row {
	Participation {
		organisation: 1,
		representative: None,
		majority: None,
		refused: false,
		round: 1,
		consent: Consent::Given(given()),
		proposal: None,
		enrolment: Enrolment::Enrolled(START),
		records: 0,
		erasure: None,
		trail: Trail::of_id(H256::zero()),
		ticket: (key(1), 1),
	}
}

fn proposal() -> Proposal<AccountId32> {
	Proposal {
		version: 1,
		scopes: OFFERED,
		need: CROWD,
		have: CROWD,
		representative: Some(key(2)),
		witness: Some(key(3)),
		majority: Some(1),
		by: 1,
		until: START,
	}
}

/// The design says about 202 bytes for an adult and 234 with a representative, without the account that a deposit remembers.
#[test]
fn rows_take_the_bytes_that_the_design_says() {
	let size = |row: Row| KEY + row.encoded_size() - key(1).encoded_size();
	assert_eq!(size(row()), 203);
	let minor = Participation { representative: Some(key(2)), majority: Some(1), ..row() };
	assert_eq!(size(minor), 237);
	let signing = Participation { proposal: Some(proposal()), ..row() };
	assert_eq!(size(signing), 203 + 89);
}

#[test]
fn the_longest_rows_are_no_longer_than_announced() {
	let last = Some(Given { deferred: Some(START), ..given() });
	let longest = Participation {
		representative: Some(key(2)),
		majority: Some(1),
		consent: Consent::Ended { at: START, why: EndReason::Withdrawn, last },
		proposal: Some(proposal()),
		erasure: Some(Erasure { scopes: CORE, due: START, answer: Some(Answer::Kept) }),
		..row()
	};
	assert_eq!(longest.encoded_size(), Row::max_encoded_len());

	let approval = Approval { from: START, until: APPROVED_UNTIL, block: 1 };
	let ask = Some(Ask { from: START, until: START });
	let form = Form {
		commitment: H256::zero(),
		offered: OFFERED,
		core: CORE,
		sets: vec![ADULT; 6].try_into().unwrap(),
		deferred_h: 1,
		ends_at: TRIAL_END,
		suspended: Suspension::default(),
		status: FormStatus::Superseded { approval, at: START, asks: [ask; 4] },
		ticket: (key(1), 1u128),
	};
	assert_eq!(form.encoded_size(), Form::<Ticket>::max_encoded_len());

	let trial = Trial {
		sponsor: 1,
		committee: 2,
		protocol: H256::zero(),
		ends_at: TRIAL_END,
		ended: Some(START),
		current: Some(8),
		next: 9,
		live: (1..=8).collect::<Vec<_>>().try_into().unwrap(),
		ticket: (key(1), 1u128),
	};
	assert_eq!(trial.encoded_size(), Trial::<Ticket>::max_encoded_len());
}

#[test]
fn the_reason_of_a_hold_keeps_its_index() {
	assert_eq!(HoldReason::Row.encode(), [0]);
}
