//! How long claims have been owed.

use crate::json::{AgeBucket, AgeSum, Ageing, Amount, Asset, AssetRow};
use salus_primitives::{ids::DAY, Moment};
use salus_runtime_api::pallet_reimbursement_escrow::{Balance, Claim, Ruling, Stage};
use std::collections::BTreeMap;

/// The most days past the time of payment in each bucket but the last.
const BUCKETS: [u32; 4] = [0, 30, 60, 90];

/// Open claims by age, while they are counted.
pub(crate) struct Ages {
	now: Moment,
	buckets: [(u32, BTreeMap<Asset, (Balance, Balance)>); BUCKETS.len() + 1],
}

impl Ages {
	/// None yet, at a time.
	pub(crate) fn new(now: Moment) -> Self {
		Ages { now, buckets: Default::default() }
	}

	/// Counts a claim, if it is open.
	pub(crate) fn add(&mut self, claim: Claim<AssetRow>) {
		let Some(outstanding) = outstanding(&claim) else { return };
		let days = days_past(&claim, self.now);
		let bucket = BUCKETS.iter().filter(|most| days > u64::from(**most)).count();
		let Some((claims, sums)) = self.buckets.get_mut(bucket) else { return };
		*claims += 1;
		let (billed, owed) = sums.entry(claim.asset.into()).or_default();
		*billed = billed.saturating_add(claim.billed);
		*owed = owed.saturating_add(outstanding);
	}

	/// The answer, but for what comes next.
	pub(crate) fn finish(self) -> Ageing {
		let from = [0].into_iter().chain(BUCKETS.map(|most| most + 1));
		let to = BUCKETS.map(Some).into_iter().chain([None]);
		let buckets = from.zip(to).zip(self.buckets).map(|((from_days, to_days), counted)| {
			let (claims, sums) = counted;
			let sums = sums
				.into_iter()
				.map(|(asset, (billed, owed))| AgeSum {
					asset,
					billed: Amount(billed),
					outstanding: Amount(owed),
				})
				.collect();
			AgeBucket { from_days, to_days, claims, sums }
		});
		Ageing { now: self.now, buckets: buckets.collect(), next: None }
	}
}

/// Days past the time of payment, a begun one as a whole one. While the provider mends a claim, that time stands still.
fn days_past(claim: &Claim<AssetRow>, now: Moment) -> u64 {
	let now = match claim.stage {
		Stage::Noticed { at, .. } => now.min(at),
		_ => now,
	};
	now.saturating_sub(claim.pay_by).div_ceil(DAY)
}

/// What the payer has promised or decided and not paid, interest aside; `None` if the claim is not open: paid or final.
fn outstanding(claim: &Claim<AssetRow>) -> Option<Balance> {
	let promised = claim.promise.split(claim.billed).payer;
	match &claim.stage {
		Stage::Submitted { .. } | Stage::Noticed { .. } | Stage::Denied { .. } => Some(promised),
		Stage::Appealed { ruling: Ruling::Denial { .. }, .. } => Some(promised),
		Stage::Appealed { ruling: Ruling::Payment(payment), .. } => {
			Some(promised.saturating_sub(payment.split.payer))
		},
		Stage::Payable { split, earlier, .. } => {
			let paid = earlier.as_ref().map_or(0, |payment| payment.split.payer);
			Some(split.payer.saturating_sub(paid))
		},
		Stage::Paid { .. }
		| Stage::Reversed { .. }
		| Stage::Recouped { .. }
		| Stage::Unpaid { .. }
		| Stage::Closed { .. } => None,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::json::claim_tests::claim;
	use salus_runtime_api::pallet_reimbursement_escrow::{Cause, Payment, Split, Waits, Why};

	const SUBMITTED: Stage = Stage::Submitted { deemed_at: 0, first: 0, rounds: 0 };

	fn counts(claims: impl IntoIterator<Item = Claim<AssetRow>>, now: Moment) -> [u32; 5] {
		let mut ages = Ages::new(now);
		claims.into_iter().for_each(|claim| ages.add(claim));
		let claims: Vec<_> = ages.finish().buckets.iter().map(|bucket| bucket.claims).collect();
		claims.try_into().unwrap()
	}

	#[test]
	fn both_sides_of_each_boundary() {
		let at = |past: Moment| counts([claim(SUBMITTED)], 5_000 + past);
		assert_eq!(at(0), [1, 0, 0, 0, 0]);
		assert_eq!(at(1), [0, 1, 0, 0, 0]);
		assert_eq!(at(30 * DAY), [0, 1, 0, 0, 0]);
		assert_eq!(at(30 * DAY + 1), [0, 0, 1, 0, 0]);
		assert_eq!(at(60 * DAY), [0, 0, 1, 0, 0]);
		assert_eq!(at(60 * DAY + 1), [0, 0, 0, 1, 0]);
		assert_eq!(at(90 * DAY), [0, 0, 0, 1, 0]);
		assert_eq!(at(90 * DAY + 1), [0, 0, 0, 0, 1]);
	}

	#[test]
	fn a_claim_that_is_mended_does_not_age() {
		let noticed =
			Stage::Noticed { defects: 1, first: 1, rounds: 1, at: 4_000, answer_by: 100 * DAY };
		assert_eq!(counts([claim(noticed)], 95 * DAY), [1, 0, 0, 0, 0]);
	}

	#[test]
	fn open_claims_count_with_what_is_not_paid() {
		let split = Split { payer: 800, patient: 100, writeoff: 100, other: 0 };
		let paid = Payment {
			split: Split { payer: 300, writeoff: 600, ..split },
			interest: 0,
			collected: 0,
			at: 0,
			cause: Cause::Adjudicated,
			adjudicator: Some(3),
		};
		let payable = Stage::Payable {
			split,
			cause: Cause::Appeal,
			adjudicator: None,
			level: 1,
			earlier: Some(paid.clone()),
			owed: 7,
			since: 0,
			waits: Waits::Funds,
		};
		let mut native = claim(SUBMITTED);
		native.asset = AssetRow::Native;
		let closed = claim(Stage::Closed { why: Why::Retracted, at: 0 });
		let paid = claim(Stage::Paid { payment: paid, level: 0, appeal_by: 9 });
		let mut ages = Ages::new(0);
		[claim(SUBMITTED), claim(payable), native, closed, paid]
			.into_iter()
			.for_each(|claim| ages.add(claim));
		let current = &ages.finish().buckets[0];
		let sum = |asset, billed, outstanding| AgeSum {
			asset,
			billed: Amount(billed),
			outstanding: Amount(outstanding),
		};
		assert_eq!(current.claims, 3);
		assert_eq!(
			current.sums,
			[sum(Asset::Native, 1_000, 800), sum(Asset::WithId(1), 2_000, 800 + 500)]
		);
	}
}
