//! Pools, contracts, covers, and what is answered about claims, in JSON.

use super::{Adjustment, Amount, Asset, AssetRow, Claim, ClaimKey, History, Split};
use salus_primitives::{LicenceId, Moment, RxId};
use salus_runtime_api::pallet_reimbursement_escrow as row;
use serde::{Deserialize, Serialize};
use sp_runtime::AccountId32;

/// A payer's funds in one asset.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pool {
	/// Licence of the payer.
	pub payer: LicenceId,
	/// The asset.
	pub asset: Asset,
	/// The account on which the funds are held.
	pub account: AccountId32,
	/// Not promised to anybody.
	pub free: Amount,
	/// Places in the line for its funds.
	pub waiting: u64,
}

/// Between a payer and a provider.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Contract {
	/// Licence of the payer.
	pub payer: LicenceId,
	/// Licence of the provider.
	pub provider: LicenceId,
	/// In force since this moment; `null` until the provider accepts.
	pub since: Option<Moment>,
	/// What is in force, or offered first.
	pub terms: ContractTerms,
	/// A change that the provider has not accepted.
	pub offer: Option<ContractTerms>,
}

/// What payer and provider agree on. Spans are in milliseconds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContractTerms {
	/// What is paid in.
	pub asset: Asset,
	/// How long after a submission a deficiency notice can be given.
	pub notice: Moment,
	/// How long after a submission the claim is to be paid.
	pub pay: Moment,
	/// How long after a dispense it can be claimed.
	pub filing: Moment,
	/// Simple interest a year on late payment, in parts per million.
	pub interest_ppm: u32,
	/// What a claim without a cover is worth at most, and what silence pays.
	pub silent_cap: Amount,
	/// End of the contract, exclusive.
	pub until: Moment,
}

/// A payer's decision beforehand for one prescription and rank.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Cover {
	/// The item.
	pub rx: RxId,
	/// The rank.
	pub rank: u8,
	/// Licence of the payer.
	pub payer: LicenceId,
	/// What is paid in.
	pub asset: Asset,
	/// How a dispense is priced.
	pub rule: Rule,
	/// The only dispenser who is paid under it; `null`: anyone.
	pub provider: Option<LicenceId>,
	/// Covers dispenses before this moment.
	pub until: Moment,
	/// What is left of the funds set aside.
	pub remaining: Amount,
	/// Whether funds were set aside: then it pays at the dispense, and binds.
	pub reserved: bool,
}

/// How a cover prices a dispense.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Rule {
	/// For this prescription alone.
	Inline {
		/// For the first dispense of a fill.
		per_fill: Amount,
		/// For each smallest unit of quantity.
		per_unit: Amount,
		/// At most.
		cap: Amount,
		/// The patient's share: a fixed part ...
		fixed: Amount,
		/// ... and parts per million of what is allowed.
		ppm: u32,
	},
	/// The payer's tariff.
	Tariff {
		/// Its number.
		number: u16,
	},
}

/// What a dispense would pay now.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Quote {
	/// Licence of the payer.
	pub payer: LicenceId,
	/// What is paid in.
	pub asset: Asset,
	/// What the cover allows for the quantity.
	pub allowed: Amount,
	/// Who bears what of it.
	pub split: Split,
	/// Why it would not be paid in the block of the dispense; `null`: it would.
	pub deferred: Option<QuoteFault>,
	/// The same in words, and what to do.
	pub words: String,
}

/// Why a quoted dispense would not be paid in its own block.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum QuoteFault {
	/// The cover has no funds set aside.
	NotReserved,
	/// The item cannot be dispensed at present.
	NotDispensable,
	/// The cover is over.
	Expired,
	/// The cover names another dispenser.
	OtherProvider,
	/// The payer's share is more than what is left.
	Exhausted,
	/// The price exceeds any balance, or the tariff is gone.
	NoPrice,
	/// The payee's account cannot receive.
	Payee,
	/// The dispense has a claim, or may not be paid.
	NotPayable,
}

/// A claim explained.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
	/// The claim.
	pub claim: Claim,
	/// Who bears what, by the decision in force; `null` while there is none.
	pub split: Option<Split>,
	/// What the payer's adjudicator took off, and why; empty if the split is no adjudicator's. `null` if the events are not
	/// known here.
	pub adjustments: Option<Vec<Adjustment>>,
	/// What is ahead, by time.
	pub deadlines: Vec<Deadline>,
	/// What happened, at most 64 blocks of it; `null` if this node does not keep the states any more.
	pub history: Option<History>,
	/// All that in sentences.
	pub words: Vec<String>,
}

/// A moment at which something ends for a claim.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Deadline {
	/// What ends.
	pub what: DeadlineKind,
	/// When.
	pub at: Moment,
	/// What happens then, in a sentence.
	pub words: String,
}

/// What ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DeadlineKind {
	/// The payer's time for a deficiency notice.
	Notice,
	/// The payer's time to decide.
	Payment,
	/// The provider's time to answer a notice.
	Answer,
	/// The time for an appeal.
	Appeal,
	/// The panel's time.
	Panel,
	/// The second panel's time, should the first be silent.
	SecondPanel,
	/// The time in which a debt may still be paid here.
	Debt,
}

/// How long a provider's open claims have been owed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ageing {
	/// The time against which ages are taken: that of the block.
	pub now: Moment,
	/// The buckets, youngest first; all five, empty ones too.
	pub buckets: Vec<AgeBucket>,
	/// What to pass as `cursor` for the next part, whose buckets are to be added to these; `null` at the end.
	pub next: Option<ClaimKey>,
}

/// Open claims of one age.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgeBucket {
	/// Whole or begun days past the time of payment: the least; 0 for what is not past it.
	pub from_days: u32,
	/// The most; `null`: no end.
	pub to_days: Option<u32>,
	/// How many claims.
	pub claims: u32,
	/// What they are worth, by asset.
	pub sums: Vec<AgeSum>,
}

/// What claims in one asset are worth.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgeSum {
	/// The asset.
	pub asset: Asset,
	/// What was billed.
	pub billed: Amount,
	/// What payers have promised or decided and not yet paid, without interest.
	pub outstanding: Amount,
}

/// What a provider or a payer is told of its claims.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Desk {
	/// At first, or after a gap, the open claims with the nearest deadlines, at most 64; then those that changed since the
	/// last message, final ones too.
	pub claims: Vec<Claim>,
	/// What is ahead for all open claims, by time: at most 64.
	pub deadlines: Vec<Ahead>,
	/// How many claims are open.
	pub open: u32,
	/// Whether all rows were looked at in the beginning: a node looks at a bounded number.
	pub complete: bool,
}

/// A deadline of a claim.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ahead {
	/// The claim.
	pub key: ClaimKey,
	/// The deadline.
	#[serde(flatten)]
	pub deadline: Deadline,
}

impl Pool {
	/// A row in JSON.
	pub fn new(payer: LicenceId, asset: Asset, pool: row::Pool<AccountId32>) -> Self {
		Pool {
			payer,
			asset,
			free: Amount(pool.free),
			waiting: pool.tail.saturating_sub(pool.head),
			account: pool.account,
		}
	}
}

impl Contract {
	/// A row in JSON.
	pub fn new(
		payer: LicenceId,
		provider: LicenceId,
		contract: row::Contract<AssetRow, ()>,
	) -> Self {
		Contract {
			payer,
			provider,
			since: contract.since,
			terms: contract.terms.into(),
			offer: contract.offer.map(Into::into),
		}
	}
}

impl From<row::Terms<AssetRow>> for ContractTerms {
	fn from(terms: row::Terms<AssetRow>) -> Self {
		ContractTerms {
			asset: terms.asset.into(),
			notice: terms.notice,
			pay: terms.pay,
			filing: terms.filing,
			interest_ppm: terms.interest_ppm,
			silent_cap: Amount(terms.silent_cap),
			until: terms.until,
		}
	}
}

impl Cover {
	/// A row in JSON.
	pub fn new(rx: RxId, rank: u8, cover: row::Cover<AccountId32, AssetRow, ()>) -> Self {
		Cover {
			rx,
			rank,
			payer: cover.payer,
			asset: cover.asset.into(),
			rule: cover.rule.into(),
			provider: cover.provider,
			until: cover.until,
			remaining: Amount(cover.remaining),
			reserved: cover.reserved,
		}
	}
}

impl From<row::Rule> for Rule {
	fn from(rule: row::Rule) -> Self {
		match rule {
			row::Rule::Inline(rule) => Rule::Inline {
				per_fill: Amount(rule.per_fill),
				per_unit: Amount(rule.per_unit),
				cap: Amount(rule.cap),
				fixed: Amount(rule.fixed),
				ppm: rule.ppm,
			},
			row::Rule::Tariff(number) => Rule::Tariff { number },
		}
	}
}

impl From<row::QuoteFault> for QuoteFault {
	fn from(fault: row::QuoteFault) -> Self {
		match fault {
			row::QuoteFault::NotReserved => QuoteFault::NotReserved,
			row::QuoteFault::NotDispensable => QuoteFault::NotDispensable,
			row::QuoteFault::Deferred(deferral) => match deferral {
				row::Deferral::Expired => QuoteFault::Expired,
				row::Deferral::OtherProvider => QuoteFault::OtherProvider,
				row::Deferral::Exhausted => QuoteFault::Exhausted,
				row::Deferral::NoPrice => QuoteFault::NoPrice,
				row::Deferral::Payee => QuoteFault::Payee,
				row::Deferral::NotPayable => QuoteFault::NotPayable,
			},
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::{json, to_value};
	use sp_core::H256;

	#[test]
	fn a_cover_has_this_shape() {
		let rule = row::PriceRule { per_fill: 1, per_unit: 2, cap: 3, fixed: 4, ppm: 5 };
		let cover = row::Cover {
			payer: 3,
			account: AccountId32::new([1; 32]),
			asset: AssetRow::Native,
			rule: row::Rule::Inline(rule),
			provider: None,
			until: 9,
			remaining: 6,
			reserved: true,
			due: 10,
			ticket: (),
		};
		let shape = json!({
			"rx": H256::zero(),
			"rank": 0,
			"payer": 3,
			"asset": "native",
			"rule": {
				"kind": "inline", "perFill": "1", "perUnit": "2", "cap": "3", "fixed": "4", "ppm": 5,
			},
			"provider": null,
			"until": 9,
			"remaining": "6",
			"reserved": true,
		});
		assert_eq!(to_value(Cover::new(H256::zero(), 0, cover)).unwrap(), shape);
		let tariff = Rule::from(row::Rule::Tariff(4_711));
		assert_eq!(to_value(tariff).unwrap(), json!({ "kind": "tariff", "number": 4_711 }));
	}

	#[test]
	fn a_pool_and_a_contract_have_these_shapes() {
		let pool = row::Pool { account: AccountId32::new([1; 32]), free: 7, head: 2, tail: 5 };
		let shape = json!({
			"payer": 3,
			"asset": { "withId": 1 },
			"account": "5C62Ck4UrFPiBtoCmeSrgF7x9yv9mn38446dhCpsi2mLHiFT",
			"free": "7",
			"waiting": 3,
		});
		assert_eq!(to_value(Pool::new(3, Asset::WithId(1), pool)).unwrap(), shape);
		let terms = row::Terms {
			asset: AssetRow::WithId(1),
			notice: 1,
			pay: 2,
			filing: 3,
			interest_ppm: 4,
			silent_cap: 5,
			until: 6,
		};
		let contract = row::Contract { since: None, terms, offer: None, due: 6, ticket: () };
		let shape = json!({
			"payer": 3,
			"provider": 2,
			"since": null,
			"terms": {
				"asset": { "withId": 1 }, "notice": 1, "pay": 2, "filing": 3, "interestPpm": 4,
				"silentCap": "5", "until": 6,
			},
			"offer": null,
		});
		assert_eq!(to_value(Contract::new(3, 2, contract)).unwrap(), shape);
	}

	#[test]
	fn a_deadline_stands_beside_its_claim() {
		let deadline =
			Deadline { what: DeadlineKind::SecondPanel, at: 5, words: "It ends.".into() };
		let key = ClaimKey { rx: H256::zero(), dispense: 0, rank: 0 };
		let shape = json!({
			"key": { "rx": H256::zero(), "dispense": 0, "rank": 0 },
			"what": "secondPanel",
			"at": 5,
			"words": "It ends.",
		});
		assert_eq!(to_value(Ahead { key, deadline }).unwrap(), shape);
	}
}
