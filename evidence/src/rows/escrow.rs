//! Claims for money.

#![allow(missing_docs)] // Mirrors of the pallet's types, which say what each field means.

use super::{apply, Balance, Bounded, Hash, Lapsed, LicenceId, Moment, Trail, DAY};
use alloc::vec::Vec;

/// Hash of the text of its types, as [`Pallet::text`](super::Pallet::text) gives it.
pub const SCHEMA: Hash = [
	0x77, 0x8a, 0x2b, 0x3c, 0x0c, 0x65, 0x00, 0x84, 0x3a, 0xc3, 0xd8, 0x0e, 0xe9, 0xa3, 0x13, 0xcf,
	0x46, 0x36, 0x45, 0x03, 0x81, 0x67, 0x4b, 0x45, 0x0c, 0xf5, 0x80, 0x4f, 0x7a, 0xe4, 0x4e, 0x2e,
];

/// What a claim's trail begins with, before its key.
pub const TRAIL: &[u8] = b"ReimbursementEscrow";

/// How long a claim is owed before it is a certificate of debt.
pub const DEBT_LIFE: Moment = 730 * DAY;

/// The whole, in parts per million.
const MILLION: u128 = 1_000_000;

mirror! {
	#[derive(Copy)]
	pub struct ClaimKey {
		pub rx: Hash,
		pub dispense: u8,
		pub rank: u8,
	}

	/// What is paid in: the chain's own token, or an asset by its number.
	#[derive(Copy)]
	pub enum NativeOrWithId {
		Native,
		WithId(u32),
	}

	pub struct Claim {
		pub payer: LicenceId,
		pub provider: LicenceId,
		pub asset: NativeOrWithId,
		pub billed: Balance,
		pub promise: Promise,
		pub reserved: Balance,
		pub interest_ppm: u32,
		pub pay_by: Moment,
		pub heard: Bounded<LicenceId, 5>,
		pub queued: bool,
		pub due: Moment,
		pub stage: Stage,
		pub trail: Trail,
	}

	#[derive(Copy)]
	pub struct Promise {
		pub allowed: Balance,
		pub fixed: Balance,
		pub ppm: u32,
		pub most: Balance,
		pub prior: Balance,
		pub by: Promisor,
	}

	#[derive(Copy)]
	pub enum Promisor {
		Contract,
		Cover,
		Preauthorisation,
	}

	#[derive(Copy)]
	pub struct Split {
		pub payer: Balance,
		pub patient: Balance,
		pub writeoff: Balance,
		pub other: Balance,
	}

	#[derive(Copy)]
	pub enum Cause {
		AtDispense,
		Adjudicated,
		Deadline,
		Appeal,
	}

	#[derive(Copy)]
	pub enum Waits {
		Nothing,
		Funds,
		Payee(Moment),
	}

	#[derive(Copy)]
	pub struct Payment {
		pub split: Split,
		pub interest: Balance,
		pub collected: Balance,
		pub at: Moment,
		pub cause: Cause,
		pub adjudicator: Option<LicenceId>,
	}

	#[derive(Copy)]
	pub enum Ruling {
		Denial { carc: u16, by: LicenceId },
		Payment(Payment),
	}

	#[derive(Copy)]
	pub enum Why {
		Denied,
		Unanswered,
		Retracted,
		Withdrawn,
		NotPayable,
	}

	pub enum Stage {
		Submitted { deemed_at: Moment, first: u32, rounds: u8 },
		Noticed { defects: u32, first: u32, rounds: u8, at: Moment, answer_by: Moment },
		Denied { carc: u16, by: LicenceId, level: u8, appeal_by: Moment },
		Appealed {
			ruling: Ruling,
			by: LicenceId,
			level: u8,
			decide_by: Moment,
			last_by: Moment,
			votes: Bounded<(LicenceId, bool), 5>,
		},
		Payable {
			split: Split,
			cause: Cause,
			adjudicator: Option<LicenceId>,
			level: u8,
			earlier: Option<Payment>,
			owed: Balance,
			since: Moment,
			waits: Waits,
		},
		Paid { payment: Payment, level: u8, appeal_by: Moment },
		Reversed { amount: Balance, at: Moment },
		Recouped { amount: Balance, payment: Payment, at: Moment },
		Unpaid { split: Split, earlier: Option<Payment>, at: Moment },
		Closed { why: Why, at: Moment },
	}

	#[derive(Copy)]
	pub enum Group {
		CO,
		PR,
		OA,
		PI,
		CR,
	}

	#[derive(Copy)]
	pub struct Adjustment {
		pub group: Group,
		pub carc: u16,
		pub amount: Balance,
	}

	#[derive(Copy)]
	pub enum Lapse {
		Silence,
		Unanswered,
		NotAppealed,
		FirstPanel,
		SecondPanel,
		Debt,
	}

	/// Those that are links of a claim's trail.
	pub enum Event {
		#[codec(index = 14)]
		Submitted {
			key: ClaimKey,
			payer: LicenceId,
			provider: LicenceId,
			billed: Balance,
			commitment: Hash,
			pay_by: Moment,
		},
		#[codec(index = 15)]
		Unfunded { key: ClaimKey, missing: Balance },
		#[codec(index = 16)]
		Reserved { key: ClaimKey, amount: Balance },
		#[codec(index = 17)]
		DeficiencyNoticed { key: ClaimKey, by: LicenceId, defects: u32, answer_by: Moment },
		#[codec(index = 18)]
		Resubmitted { key: ClaimKey, billed: Balance, commitment: Hash, pay_by: Moment },
		#[codec(index = 19)]
		Adjudicated {
			key: ClaimKey,
			by: LicenceId,
			split: Split,
			adjustments: Bounded<Adjustment, 6>,
		},
		#[codec(index = 20)]
		Denied { key: ClaimKey, by: LicenceId, carc: u16, appeal_by: Moment },
		#[codec(index = 21)]
		Appealed {
			key: ClaimKey,
			by: LicenceId,
			level: u8,
			commitment: Hash,
			decide_by: Moment,
		},
		#[codec(index = 22)]
		Voted { key: ClaimKey, by: LicenceId, overturn: bool },
		#[codec(index = 23)]
		Decided { key: ClaimKey, level: u8, overturned: bool },
		#[codec(index = 24)]
		Paid {
			key: ClaimKey,
			payer: LicenceId,
			provider: LicenceId,
			asset: NativeOrWithId,
			split: Split,
			interest: Balance,
			moved: Balance,
			set_off: Balance,
			collected: Balance,
			cause: Cause,
		},
		#[codec(index = 25)]
		Payable { key: ClaimKey, split: Split, owed: Balance, waits: Waits },
		#[codec(index = 26)]
		PaymentStopped { key: ClaimKey },
		#[codec(index = 27)]
		AppealWaived { key: ClaimKey },
		#[codec(index = 28)]
		Reversed { key: ClaimKey, amount: Balance, collected: Balance },
		#[codec(index = 29)]
		Recouped { key: ClaimKey, by: LicenceId, amount: Balance },
		#[codec(index = 30)]
		Closed { key: ClaimKey, why: Why },
		#[codec(index = 31)]
		Lapsed { key: ClaimKey, lapse: Lapse, at: Moment },
	}
}

impl Claim {
	/// Applies what time has done by `now`: silence pays, closes or moves an appeal on; a debt is certified after two years.
	pub fn settle(&mut self, now: Moment) -> Vec<Lapsed<Lapse>> {
		apply(self, now, Self::next, Self::take)
	}

	fn next(&self) -> Option<Lapsed<Lapse>> {
		let (what, at) = match self.stage {
			Stage::Submitted { .. } => (Lapse::Silence, self.pay_by),
			Stage::Noticed { answer_by, .. } => (Lapse::Unanswered, answer_by),
			Stage::Denied { appeal_by, .. } => (Lapse::NotAppealed, appeal_by),
			Stage::Appealed { level, decide_by, .. } => {
				(if level == 1 { Lapse::FirstPanel } else { Lapse::SecondPanel }, decide_by)
			},
			Stage::Payable { since, .. } => (Lapse::Debt, since.saturating_add(DEBT_LIFE)),
			_ => return None,
		};
		Some(Lapsed { what, at })
	}

	fn take(&mut self, lapsed: &Lapsed<Lapse>) {
		let at = lapsed.at;
		let stage = match &self.stage {
			Stage::Submitted { .. } => self.payable(Cause::Deadline, 0, None, at),
			Stage::Noticed { .. } => Stage::Closed { why: Why::Unanswered, at },
			Stage::Denied { .. } => Stage::Closed { why: Why::Denied, at },
			Stage::Appealed { ruling, by, level: 1, last_by, votes, .. } => {
				let (ruling, by, last_by) = (*ruling, *by, *last_by);
				self.heard = Bounded(votes.0.iter().map(|(voter, _)| *voter).collect());
				let votes = Bounded::default();
				Stage::Appealed { ruling, by, level: 2, decide_by: last_by, last_by, votes }
			},
			Stage::Appealed { ruling, .. } => self.unheard(*ruling, at),
			Stage::Payable { split, earlier, .. } => {
				Stage::Unpaid { split: *split, earlier: *earlier, at }
			},
			_ => return,
		};
		self.stage = stage;
	}

	/// After two silent panels the decision stands, unless a cover had promised.
	fn unheard(&self, ruling: Ruling, at: Moment) -> Stage {
		match (self.promise.by, ruling) {
			(Promisor::Contract, Ruling::Denial { .. }) => Stage::Closed { why: Why::Denied, at },
			(Promisor::Contract, Ruling::Payment(payment)) => {
				Stage::Paid { payment, level: 2, appeal_by: payment.at }
			},
			(_, Ruling::Denial { .. }) => self.payable(Cause::Appeal, 2, None, at),
			(_, Ruling::Payment(paid)) => self.payable(Cause::Appeal, 2, Some(paid), at),
		}
	}

	/// Owed as promised.
	fn payable(&self, cause: Cause, level: u8, earlier: Option<Payment>, since: Moment) -> Stage {
		Stage::Payable {
			split: self.promise.split(self.billed),
			cause,
			adjudicator: None,
			level,
			earlier,
			owed: 0,
			since,
			waits: Waits::Nothing,
		}
	}
}

impl Promise {
	/// Who bears what of `billed`: the payer what the price allows less the patient's share, up to what is set aside. What is left
	/// is written off, or stays the patient's where an earlier payer has paid.
	pub fn split(&self, billed: Balance) -> Split {
		let other = self.prior.min(billed);
		let open = billed.saturating_sub(other);
		let allowed = open.min(self.allowed);
		let copay = self.copay(allowed);
		let payer = allowed.saturating_sub(copay).min(self.most);
		let unpaid = open.saturating_sub(payer);
		let patient = if other > 0 { unpaid } else { copay };
		Split { payer, patient, writeoff: unpaid.saturating_sub(patient), other }
	}

	/// The patient's share of what is allowed: a fixed part and parts per million, rounded down.
	fn copay(&self, allowed: Balance) -> Balance {
		let ppm = u128::from(self.ppm).min(MILLION);
		// In two steps, so that no product overflows.
		let (millions, rest) = (allowed / MILLION, allowed % MILLION);
		let share = millions.saturating_mul(ppm).saturating_add(rest.saturating_mul(ppm) / MILLION);
		allowed.min(self.fixed.saturating_add(share))
	}
}

impl Split {
	/// What was billed.
	pub fn total(&self) -> Balance {
		[self.patient, self.writeoff, self.other]
			.into_iter()
			.fold(self.payer, Balance::saturating_add)
	}
}
