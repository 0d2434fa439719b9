//! Claims in JSON.

use super::{carc, Amount, Asset, AssetRow, Split, Trail};
use salus_primitives::{LicenceId, Moment, RxId};
use salus_runtime_api::pallet_reimbursement_escrow as row;
use serde::{Deserialize, Serialize};

/// Names a claim: one dispense, claimed from one payer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClaimKey {
	/// The item.
	pub rx: RxId,
	/// Position of the dispense in the item's list, from 0.
	pub dispense: u8,
	/// 0 primary payer, 1 secondary, up to 3.
	pub rank: u8,
}

/// A claim, as it stands at a block: what time alone has changed is in it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Claim {
	/// Its name.
	pub key: ClaimKey,
	/// Licence of the payer.
	pub payer: LicenceId,
	/// Licence of the dispenser.
	pub provider: LicenceId,
	/// What is paid in.
	pub asset: Asset,
	/// What the provider asks for, over all payers.
	pub billed: Amount,
	/// What the payer has promised.
	pub promise: Promise,
	/// Of the payer's funds, what is set aside for it.
	pub reserved: Amount,
	/// Simple interest a year on late payment, in parts per million.
	pub interest_ppm: u32,
	/// Paid from here, whether the payer decides or not.
	pub pay_by: Moment,
	/// Who has voted on level 1, and has no vote on level 2.
	pub heard: Vec<LicenceId>,
	/// Whether it has a place in the line for the pool's funds.
	pub queued: bool,
	/// Where it stands.
	pub stage: ClaimStage,
	/// Its history as one hash.
	pub trail: Trail,
}

/// What a payer has promised for a claim.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Promise {
	/// Who promised.
	pub by: Promisor,
	/// What is recognised at most, before the patient's share.
	pub allowed: Amount,
	/// Most that the payer pays; `null`: no bound of its own.
	pub most: Option<Amount>,
	/// What the promise comes to for what was billed.
	pub split: Split,
}

/// Where a promise comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Promisor {
	/// The contract alone.
	Contract,
	/// A cover: the payer may deny, but not pay less.
	Cover,
	/// A cover with funds set aside.
	Preauthorisation,
}

/// Where a claim stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ClaimStage {
	/// The payer decides.
	Submitted {
		/// No deficiency notice any more from here.
		deemed_at: Moment,
		/// The defects of the first notice, by bit; empty: no notice yet.
		first: Vec<u8>,
		/// Notices so far.
		rounds: u8,
	},
	/// The provider mends.
	Noticed {
		/// What is to be mended, by bit.
		defects: Vec<u8>,
		/// The defects of the first notice, by bit.
		first: Vec<u8>,
		/// Notices so far.
		rounds: u8,
		/// When the notice was given.
		at: Moment,
		/// Closed from here.
		answer_by: Moment,
	},
	/// Refused.
	Denied {
		/// The reason.
		carc: String,
		/// Licence of the adjudicator.
		by: LicenceId,
		/// Panels that have upheld it: 0 or 1.
		level: u8,
		/// Can be appealed before.
		appeal_by: Moment,
	},
	/// A panel decides.
	Appealed {
		/// What it is against.
		ruling: Ruling,
		/// Licence of whoever appealed.
		by: LicenceId,
		/// 1 or 2.
		level: u8,
		/// Deadline of the panel.
		decide_by: Moment,
		/// Deadline of level 2, should level 1 be silent.
		last_by: Moment,
		/// Votes of this level.
		votes: Vec<Vote>,
	},
	/// To be paid as soon as it can.
	Payable {
		/// Who bears what.
		split: Split,
		/// What moves the money.
		cause: Cause,
		/// Licence of the adjudicator; `null` if no person decided.
		adjudicator: Option<LicenceId>,
		/// Panels that have decided: 0 to 2.
		level: u8,
		/// What was paid before: by a decision that this one corrects, or of this one, while interest is owed.
		earlier: Option<Payment>,
		/// Interest that is owed on what was paid before.
		owed: Amount,
		/// Since when.
		since: Moment,
		/// What it waits for.
		waits: Waits,
	},
	/// Paid.
	Paid {
		/// What was paid.
		payment: Payment,
		/// Panels that have decided: 0 to 2.
		level: u8,
		/// A cut can be appealed before.
		appeal_by: Moment,
	},
	/// The dispense was withdrawn and the provider paid back.
	Reversed {
		/// What came back, interest included.
		amount: Amount,
		/// When.
		at: Moment,
	},
	/// A regulator ordered the provider to pay back.
	Recouped {
		/// The debt when it was ordered.
		amount: Amount,
		/// What had been paid.
		payment: Payment,
		/// When.
		at: Moment,
	},
	/// Owed for two years: a certificate of debt.
	Unpaid {
		/// Who bears what.
		split: Split,
		/// What was paid of it.
		earlier: Option<Payment>,
		/// When.
		at: Moment,
	},
	/// Closed without payment.
	Closed {
		/// Why.
		why: ClosedWhy,
		/// When.
		at: Moment,
	},
}

/// What an appeal is against.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Ruling {
	/// Nothing was paid.
	Denial {
		/// The reason.
		carc: String,
		/// Licence of the adjudicator.
		by: LicenceId,
	},
	/// Less was paid than promised.
	Payment {
		/// What was paid.
		payment: Payment,
	},
}

/// A vote of a panel's member.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Vote {
	/// Licence of the member.
	pub by: LicenceId,
	/// Whether to overturn.
	pub overturn: bool,
}

/// What has been paid for a claim.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Payment {
	/// Who bears what.
	pub split: Split,
	/// Paid on top of the payer's share.
	pub interest: Amount,
	/// Part of the patient's share that moved from a held co-pay.
	pub collected: Amount,
	/// When.
	pub at: Moment,
	/// What moved it.
	pub cause: Cause,
	/// Licence of the adjudicator; `null` if no person decided.
	pub adjudicator: Option<LicenceId>,
}

/// What moved the money.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Cause {
	/// A pre-authorisation, in the block of the dispense.
	AtDispense,
	/// The payer's adjudicator.
	Adjudicated,
	/// The payer's silence.
	Deadline,
	/// A panel, or its silence.
	Appeal,
}

/// What a payable claim waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Waits {
	/// Nothing: it has not been tried.
	Nothing,
	/// The payer's pool is short. Interest runs.
	Funds,
	/// The payee's account cannot receive. Interest stands still.
	Payee {
		/// Since when.
		since: Moment,
	},
}

/// Why a claim closed without payment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ClosedWhy {
	/// Denied, and not appealed or upheld.
	Denied,
	/// A deficiency notice was not answered.
	Unanswered,
	/// The provider took it back.
	Retracted,
	/// The dispense was withdrawn.
	Withdrawn,
	/// The item was entered in error, or its ratification failed.
	NotPayable,
}

impl From<row::ClaimKey> for ClaimKey {
	fn from(key: row::ClaimKey) -> Self {
		ClaimKey { rx: key.rx, dispense: key.dispense, rank: key.rank }
	}
}

impl From<ClaimKey> for row::ClaimKey {
	fn from(key: ClaimKey) -> Self {
		row::ClaimKey { rx: key.rx, dispense: key.dispense, rank: key.rank }
	}
}

impl Claim {
	/// A row in JSON.
	pub fn new(key: row::ClaimKey, claim: row::Claim<AssetRow>) -> Self {
		Claim {
			key: key.into(),
			payer: claim.payer,
			provider: claim.provider,
			promise: Promise::new(&claim),
			asset: claim.asset.into(),
			billed: Amount(claim.billed),
			reserved: Amount(claim.reserved),
			interest_ppm: claim.interest_ppm,
			pay_by: claim.pay_by,
			heard: claim.heard.into_inner(),
			queued: claim.queued,
			stage: claim.stage.into(),
			trail: (&claim.trail).into(),
		}
	}
}

impl Promise {
	fn new(claim: &row::Claim<AssetRow>) -> Self {
		let promise = &claim.promise;
		Promise {
			by: match promise.by {
				row::Promisor::Contract => Promisor::Contract,
				row::Promisor::Cover => Promisor::Cover,
				row::Promisor::Preauthorisation => Promisor::Preauthorisation,
			},
			allowed: Amount(promise.allowed),
			most: (promise.most < row::Balance::MAX).then_some(Amount(promise.most)),
			split: promise.split(claim.billed).into(),
		}
	}
}

/// The positions of the bits that are set.
fn bits(set: u32) -> Vec<u8> {
	(0..u32::BITS as u8).filter(|bit| set >> bit & 1 == 1).collect()
}

impl From<row::Stage> for ClaimStage {
	fn from(stage: row::Stage) -> Self {
		match stage {
			row::Stage::Submitted { deemed_at, first, rounds } => {
				ClaimStage::Submitted { deemed_at, first: bits(first), rounds }
			},
			row::Stage::Noticed { defects, first, rounds, at, answer_by } => ClaimStage::Noticed {
				defects: bits(defects),
				first: bits(first),
				rounds,
				at,
				answer_by,
			},
			row::Stage::Denied { carc: code, by, level, appeal_by } => {
				ClaimStage::Denied { carc: carc(code), by, level, appeal_by }
			},
			row::Stage::Appealed { ruling, by, level, decide_by, last_by, votes } => {
				let votes = votes.into_iter().map(|(by, overturn)| Vote { by, overturn }).collect();
				ClaimStage::Appealed { ruling: ruling.into(), by, level, decide_by, last_by, votes }
			},
			row::Stage::Payable {
				split,
				cause,
				adjudicator,
				level,
				earlier,
				owed,
				since,
				waits,
			} => ClaimStage::Payable {
				split: split.into(),
				cause: cause.into(),
				adjudicator,
				level,
				earlier: earlier.map(Into::into),
				owed: Amount(owed),
				since,
				waits: waits.into(),
			},
			row::Stage::Paid { payment, level, appeal_by } => {
				ClaimStage::Paid { payment: payment.into(), level, appeal_by }
			},
			row::Stage::Reversed { amount, at } => {
				ClaimStage::Reversed { amount: Amount(amount), at }
			},
			row::Stage::Recouped { amount, payment, at } => {
				ClaimStage::Recouped { amount: Amount(amount), payment: payment.into(), at }
			},
			row::Stage::Unpaid { split, earlier, at } => {
				ClaimStage::Unpaid { split: split.into(), earlier: earlier.map(Into::into), at }
			},
			row::Stage::Closed { why, at } => ClaimStage::Closed { why: why.into(), at },
		}
	}
}

impl From<row::Ruling> for Ruling {
	fn from(ruling: row::Ruling) -> Self {
		match ruling {
			row::Ruling::Denial { carc: code, by } => Ruling::Denial { carc: carc(code), by },
			row::Ruling::Payment(payment) => Ruling::Payment { payment: payment.into() },
		}
	}
}

impl From<row::Payment> for Payment {
	fn from(payment: row::Payment) -> Self {
		Payment {
			split: payment.split.into(),
			interest: Amount(payment.interest),
			collected: Amount(payment.collected),
			at: payment.at,
			cause: payment.cause.into(),
			adjudicator: payment.adjudicator,
		}
	}
}

impl From<row::Cause> for Cause {
	fn from(cause: row::Cause) -> Self {
		match cause {
			row::Cause::AtDispense => Cause::AtDispense,
			row::Cause::Adjudicated => Cause::Adjudicated,
			row::Cause::Deadline => Cause::Deadline,
			row::Cause::Appeal => Cause::Appeal,
		}
	}
}

impl From<row::Waits> for Waits {
	fn from(waits: row::Waits) -> Self {
		match waits {
			row::Waits::Nothing => Waits::Nothing,
			row::Waits::Funds => Waits::Funds,
			row::Waits::Payee(since) => Waits::Payee { since },
		}
	}
}

impl From<row::Why> for ClosedWhy {
	fn from(why: row::Why) -> Self {
		match why {
			row::Why::Denied => ClosedWhy::Denied,
			row::Why::Unanswered => ClosedWhy::Unanswered,
			row::Why::Retracted => ClosedWhy::Retracted,
			row::Why::Withdrawn => ClosedWhy::Withdrawn,
			row::Why::NotPayable => ClosedWhy::NotPayable,
		}
	}
}

#[cfg(test)]
pub(crate) mod tests {
	use super::*;
	use serde_json::json;
	use sp_core::H256;

	/// Its key, in all tests.
	pub(crate) const KEY: row::ClaimKey =
		row::ClaimKey { rx: H256::repeat_byte(7), dispense: 1, rank: 0 };

	/// A claim of 1,000 for which 900 are promised, of which 100 are the patient's.
	pub(crate) fn claim(stage: row::Stage) -> row::Claim<AssetRow> {
		let rule = row::PriceRule { per_fill: 0, per_unit: 1, cap: 900, fixed: 100, ppm: 0 };
		row::Claim {
			payer: 3,
			provider: 2,
			asset: AssetRow::WithId(1),
			billed: 1_000,
			promise: row::Promise::of_rule(&rule, 900, row::Promisor::Cover),
			reserved: 800,
			interest_ppm: 50_000,
			pay_by: 5_000,
			heard: Default::default(),
			queued: false,
			due: 5_000,
			stage,
			trail: salus_primitives::Trail { head: H256::repeat_byte(2), n: 2, last: 6 },
		}
	}

	#[test]
	fn a_claim_has_this_shape() {
		let stage = row::Stage::Submitted { deemed_at: 4_000, first: 0b101, rounds: 1 };
		let claim = Claim::new(KEY, claim(stage));
		let shape = json!({
			"key": { "rx": H256::repeat_byte(7), "dispense": 1, "rank": 0 },
			"payer": 3,
			"provider": 2,
			"asset": { "withId": 1 },
			"billed": "1000",
			"promise": {
				"by": "cover",
				"allowed": "900",
				"most": null,
				"split": { "payer": "800", "patient": "100", "writeoff": "100", "other": "0" },
			},
			"reserved": "800",
			"interestPpm": 50_000,
			"payBy": 5_000,
			"heard": [],
			"queued": false,
			"stage": { "kind": "submitted", "deemedAt": 4_000, "first": [0, 2], "rounds": 1 },
			"trail": { "head": H256::repeat_byte(2), "events": 2, "last": 6 },
		});
		assert_eq!(serde_json::to_value(&claim).unwrap(), shape);
		assert_eq!(serde_json::from_value::<Claim>(shape).unwrap(), claim);
	}

	#[test]
	fn a_stage_names_its_kind_and_its_fields_in_camel_case() {
		let payment = row::Payment {
			split: row::Split { payer: 800, patient: 100, writeoff: 100, other: 0 },
			interest: 1,
			collected: 2,
			at: 6_000,
			cause: row::Cause::AtDispense,
			adjudicator: None,
		};
		let appealed = row::Stage::Appealed {
			ruling: row::Ruling::Payment(payment),
			by: 2,
			level: 1,
			decide_by: 7_000,
			last_by: 8_000,
			votes: vec![(9, true)].try_into().unwrap(),
		};
		let shape = json!({
			"kind": "appealed",
			"ruling": { "kind": "payment", "payment": {
				"split": { "payer": "800", "patient": "100", "writeoff": "100", "other": "0" },
				"interest": "1", "collected": "2", "at": 6_000, "cause": "atDispense",
				"adjudicator": null,
			} },
			"by": 2,
			"level": 1,
			"decideBy": 7_000,
			"lastBy": 8_000,
			"votes": [{ "by": 9, "overturn": true }],
		});
		assert_eq!(serde_json::to_value(ClaimStage::from(appealed)).unwrap(), shape);
		let denied = row::Stage::Denied { carc: 2_007, by: 3, level: 0, appeal_by: 9_000 };
		let shape =
			json!({ "kind": "denied", "carc": "B7", "by": 3, "level": 0, "appealBy": 9_000 });
		assert_eq!(serde_json::to_value(ClaimStage::from(denied)).unwrap(), shape);
	}

	#[test]
	fn a_key_is_given_in_full() {
		let rx = H256::zero();
		for bad in [
			json!({ "rx": rx, "dispense": 0 }),
			json!({ "rx": rx, "dispense": 256, "rank": 0 }),
			json!({ "rx": rx, "dispense": 0, "rank": 0, "payer": 3 }),
		] {
			assert!(serde_json::from_value::<ClaimKey>(bad.clone()).is_err(), "{bad}");
		}
	}
}
