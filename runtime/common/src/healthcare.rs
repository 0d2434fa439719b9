//! The healthcare pallets' configuration. Each is wired once, here; a runtime calls
//! [`configure_healthcare!`](crate::configure_healthcare).

use crate::{
	constants::{deposit, DEPOSIT_PER_BYTE},
	types::{AnyAssetId, Balance},
};
use frame_support::parameter_types;
use salus_primitives::{
	ids::{DAY, HOUR},
	Moment, Role,
};
use sp_runtime::traits::Convert;

/// A key that its holder replaces may act a day later: time to notice a theft.
pub const ROTATION_DELAY: Moment = 24 * HOUR;
/// A key that a registrar replaces may act three days later: time for a veto.
pub const REPLACE_DELAY: Moment = 72 * HOUR;
/// The new key has a month to accept.
pub const ACCEPT_WITHIN: Moment = 30 * DAY;
/// The council has a month to countersign.
pub const COUNTERSIGN_WITHIN: Moment = 30 * DAY;
/// A licence that has lapsed may be renewed for a quarter of a year.
pub const RENEW_GRACE: Moment = 90 * DAY;

/// An item is issued within a day of its authoring.
pub const MAX_AGE: Moment = 24 * HOUR;
/// A prescriber's clock may be five minutes ahead.
pub const MAX_SKEW: Moment = HOUR / 12;
/// A dispenser holds an item for a week at most.
pub const LOCK: Moment = 7 * DAY;
/// A recalled dispenser has an hour to finish what stands on the counter.
pub const RECALL_NOTICE: Moment = HOUR;
/// A declined item can be reopened for three days.
pub const DECLINE_WINDOW: Moment = 72 * HOUR;
/// A prescriber ratifies an emergency dispense within a week (21 CFR 1306.11(d): verify).
pub const RATIFY_WITHIN: Moment = 7 * DAY;
/// A dispense can be withdrawn for three days.
pub const WITHDRAW_WINDOW: Moment = 72 * HOUR;
/// A closed item, and a final claim, is kept for 400 days: longer than every filing limit, because the pallet of claims
/// admits no rules with a longer one.
pub const RETENTION: Moment = 400 * DAY;

/// Deadlines of claims in a minute for which blocks have room before their transactions.
pub const DEADLINES_PER_MINUTE: u32 = 600;
/// Rows in a minute that a sweep visits: it goes round 2,160,000 in a day.
pub const SWEPT_PER_MINUTE: u32 = 1_500;
/// Obligations in a minute that are settled, of emergency dispenses that nobody ratified.
pub const OBLIGATIONS_PER_MINUTE: u32 = 300;

/// A trial ends ten years ahead at most; its committee may extend it.
pub const MAX_TRIAL: Moment = 3_653 * DAY;
/// An ethics committee decides on a form within a quarter of a year.
pub const REVIEW_WITHIN: Moment = 90 * DAY;
/// A consent is signed within a month of its proposal.
pub const SIGN_WITHIN: Moment = 30 * DAY;
/// A participant who comes of age in a month has until its end at least.
pub const MAJORITY_GRACE: Moment = 31 * DAY;
/// A sponsor answers a request to erase within a month (GDPR 12(3): verify).
pub const ERASE_WITHIN: Moment = 30 * DAY;
/// The rows of a trial are kept for two years after its end; the legal archive is off the chain.
pub const TRIAL_RETENTION: Moment = 2 * 365 * DAY;
/// Consents withdrawn for free in a block, and as many grants revoked. Each kind takes less than a tenth of its time
/// (and, where a proof is limited, less than a quarter of that). Not by the minute: the blocks of a parachain are longer, and
/// have no room in their proofs for more.
pub const MAX_FREE_PER_BLOCK: u32 = 50;

/// A grant to read lasts a year at most.
pub const MAX_GRANT: Moment = 366 * DAY;
/// A ban on shredding lasts a year at most, and can be placed again.
pub const MAX_HOLD: Moment = 366 * DAY;
/// Guardians vote on a lost key within two weeks.
pub const VOTE_WITHIN: Moment = 14 * DAY;
/// A key that guardians put in a lost one's place speaks a week later: time for a veto.
pub const GUARDIAN_DELAY: Moment = 7 * DAY;
/// One that a registrar puts there speaks two weeks later.
pub const REGISTRAR_DELAY: Moment = 14 * DAY;
/// There is one veto in a month.
pub const VETO_PAUSE: Moment = 30 * DAY;
/// What is closed in health records is kept for ten years.
pub const RECORD_RETENTION: Moment = 3_653 * DAY;
/// Deadlines of emergencies in a minute for which blocks have room before their transactions.
pub const EMERGENCIES_PER_MINUTE: u32 = 300;

/// An item lives for its validity, 65,535 hours at most, and is kept for [`RETENTION`].
pub const DAYS_OF_ITEMS: u16 = 2_731 + 400 + 1;
/// An emergency dispense lives until it is ratified or not, and is kept for [`RETENTION`].
pub const DAYS_OF_OWED_ITEMS: u16 = 7 + 400 + 1;
/// A hospital's shredded record is kept for [`RECORD_RETENTION`]; its bond stands for twelve years (`registry.md`, section 6).
pub const DAYS_OF_SHREDDED_RECORDS: u16 = 12 * 366;

/// A claim has no deposit, and lives longest if everything takes as long as the presets' rules allow: the time to pay, three
/// notices with their answers, two appeals with their panels, the debt; and [`RETENTION`], at the end of which a regulator may
/// order the money back, for once more of it. A council that sets longer times sets a longer tail.
pub const DAYS_OF_CLAIMS: u16 = 30 + 3 * (60 + 10) + (60 + 30) + (30 + 30) + 730 + 400 + 400 + 1;

/// How long at least a licence's share of the bond stays held after the licence's end: as long as the last row written
/// under it may live.
pub struct MinTail;

impl Convert<Role, u16> for MinTail {
	fn convert(role: Role) -> u16 {
		match role {
			Role::Prescriber => DAYS_OF_ITEMS,
			Role::Dispenser => DAYS_OF_OWED_ITEMS.max(DAYS_OF_CLAIMS),
			Role::Hospital => DAYS_OF_SHREDDED_RECORDS,
			// What payers write has deposits of its own, which go back.
			Role::Payer => 0,
			// Trials, forms, sites and participants have deposits of their own.
			Role::Sponsor | Role::Investigator | Role::EthicsCommittee => 0,
			// They write no bonded rows: an emergency's room is paid with the patient's row.
			Role::Regulator | Role::Auditor | Role::Clinician => 0,
		}
	}
}

parameter_types! {
	/// The deposit of a row that goes back with it: its entry.
	pub const RowDepositBase: Balance = deposit(1, 0);
	/// The deposit of such a row: each byte.
	pub const RowDepositPerByte: Balance = DEPOSIT_PER_BYTE;
	/// The native token, as an asset.
	pub const NativeAsset: AnyAssetId = AnyAssetId::Native;
}

/// Configures the healthcare pallets of a runtime whose types bear the usual names: `Balances`, `AssetsHolder`, `Timestamp`,
/// `Registry`, `Prescriptions`, `ReimbursementEscrow`, `HealthRecords`, `RuntimeHoldReason`; it has the pallets
/// `TrialConsents` and `Sponsorship` too. `$slot`: how long a slot is, in milliseconds.
#[macro_export]
macro_rules! configure_healthcare {
	($runtime:ty, $slot:expr) => {
		const _: () = {
			use frame_support::traits::{ConstBool, ConstU32, ConstU64};
			use $crate::{constants::per_block, healthcare::*};

			impl pallet_registry::Config for $runtime {
				type GovernanceOrigin = $crate::governance::CouncilTwoThirds;
				type Time = Timestamp;
				type Currency = Balances;
				type RotationDelay = ConstU64<ROTATION_DELAY>;
				type ReplaceDelay = ConstU64<REPLACE_DELAY>;
				type AcceptWithin = ConstU64<ACCEPT_WITHIN>;
				type CountersignWithin = ConstU64<COUNTERSIGN_WITHIN>;
				type RenewGrace = ConstU64<RENEW_GRACE>;
				type MaxBatch = ConstU32<64>;
				type MaxRegistrars = ConstU32<64>;
				type MinTail = MinTail;
				type WeightInfo = pallet_registry::weights::SubstrateWeight<$runtime>;
			}

			impl pallet_prescriptions::Config for $runtime {
				type GovernanceOrigin = $crate::governance::CouncilTwoThirds;
				type Licences = Registry;
				type Patients = HealthRecords;
				type OnDispensed = ReimbursementEscrow;
				type Ticket = salus_primitives::Bonded;
				type Time = Timestamp;
				type MaxAge = ConstU64<MAX_AGE>;
				type MaxSkew = ConstU64<MAX_SKEW>;
				type Lock = ConstU64<LOCK>;
				type RecallNotice = ConstU64<RECALL_NOTICE>;
				type DeclineWindow = ConstU64<DECLINE_WINDOW>;
				type RatifyWithin = ConstU64<RATIFY_WITHIN>;
				type WithdrawWindow = ConstU64<WITHDRAW_WINDOW>;
				type Retention = ConstU64<RETENTION>;
				type SweepPerBlock = ConstU32<{ per_block(SWEPT_PER_MINUTE, $slot) }>;
				type ObligationsPerBlock = ConstU32<{ per_block(OBLIGATIONS_PER_MINUTE, $slot) }>;
				type WeightInfo = pallet_prescriptions::weights::SubstrateWeight<$runtime>;
				#[cfg(feature = "runtime-benchmarks")]
				type BenchmarkHelper = $crate::benchmarking::Scene<$runtime>;
			}

			frame_support::parameter_types! {
				pub const EscrowRow: RuntimeHoldReason = RuntimeHoldReason::ReimbursementEscrow(
					pallet_reimbursement_escrow::HoldReason::Row,
				);
				pub const TrialsRow: RuntimeHoldReason =
					RuntimeHoldReason::TrialConsents(pallet_trial_consents::HoldReason::Row);
				pub const PatientsRow: RuntimeHoldReason =
					RuntimeHoldReason::HealthRecords(pallet_health_records::HoldReason::Patient);
				pub const SponsorsPolicy: RuntimeHoldReason =
					RuntimeHoldReason::Sponsorship(pallet_sponsorship::HoldReason::Policy);
			}

			/// A deposit in the native token that goes back when the row does.
			type RowDeposit<Reason> = frame_support::traits::fungible::HoldConsideration<
				$crate::AccountId,
				Balances,
				Reason,
				frame_support::traits::LinearStoragePrice<
					RowDepositBase,
					RowDepositPerByte,
					$crate::Balance,
				>,
			>;

			impl pallet_reimbursement_escrow::Config for $runtime {
				type GovernanceOrigin = $crate::governance::CouncilTwoThirds;
				type Licences = Registry;
				type Dispenses = Prescriptions;
				type Assets = $crate::AnyAssets<Balances, AssetsHolder>;
				type Native = frame_support::traits::Equals<NativeAsset>;
				type Ticket = salus_primitives::Deposit<$crate::AccountId, RowDeposit<EscrowRow>>;
				type CopayTicket = RowDeposit<EscrowRow>;
				type Time = Timestamp;
				type Retention = ConstU64<RETENTION>;
				type DuePerBlock = ConstU32<{ per_block(DEADLINES_PER_MINUTE, $slot) }>;
				type WeightInfo = pallet_reimbursement_escrow::weights::SubstrateWeight<$runtime>;
				#[cfg(feature = "runtime-benchmarks")]
				type BenchmarkHelper = $crate::benchmarking::Scene<$runtime>;
			}

			impl pallet_trial_consents::Config for $runtime {
				type Licences = Registry;
				type Patients = HealthRecords;
				type Ticket = salus_primitives::Deposit<$crate::AccountId, RowDeposit<TrialsRow>>;
				type Signature = $crate::Signature;
				type Time = Timestamp;
				type MaxTrial = ConstU64<MAX_TRIAL>;
				type ReviewWithin = ConstU64<REVIEW_WITHIN>;
				type SignWithin = ConstU64<SIGN_WITHIN>;
				type MajorityGrace = ConstU64<MAJORITY_GRACE>;
				type EraseWithin = ConstU64<ERASE_WITHIN>;
				type TrialRetention = ConstU64<TRIAL_RETENTION>;
				type MaxFreePerBlock = ConstU32<MAX_FREE_PER_BLOCK>;
				type SweepPerBlock = ConstU32<{ per_block(SWEPT_PER_MINUTE, $slot) }>;
				type WeightInfo = pallet_trial_consents::weights::SubstrateWeight<$runtime>;
				#[cfg(feature = "runtime-benchmarks")]
				type BenchmarkHelper = $crate::benchmarking::Scene<$runtime>;
			}

			impl pallet_health_records::Config for $runtime {
				type GovernanceOrigin = $crate::governance::CouncilTwoThirds;
				type Licences = Registry;
				type RecordTicket = salus_primitives::Bonded;
				type PatientTicket =
					salus_primitives::Deposit<$crate::AccountId, RowDeposit<PatientsRow>>;
				type Signature = $crate::Signature;
				type Time = Timestamp;
				type SealAllowed = ConstBool<true>;
				type MaxAge = ConstU64<MAX_AGE>;
				type MaxSkew = ConstU64<MAX_SKEW>;
				type MaxGrant = ConstU64<MAX_GRANT>;
				type MaxHold = ConstU64<MAX_HOLD>;
				type VoteWithin = ConstU64<VOTE_WITHIN>;
				type GuardianDelay = ConstU64<GUARDIAN_DELAY>;
				type RegistrarDelay = ConstU64<REGISTRAR_DELAY>;
				type VetoPause = ConstU64<VETO_PAUSE>;
				type Retention = ConstU64<RECORD_RETENTION>;
				type MaxFreePerBlock = ConstU32<MAX_FREE_PER_BLOCK>;
				type SweepPerBlock = ConstU32<{ per_block(SWEPT_PER_MINUTE, $slot) }>;
				type DuePerBlock = ConstU32<{ per_block(EMERGENCIES_PER_MINUTE, $slot) }>;
				type WeightInfo = pallet_health_records::weights::SubstrateWeight<$runtime>;
				#[cfg(feature = "runtime-benchmarks")]
				type BenchmarkHelper = $crate::benchmarking::Scene<$runtime>;
			}

			impl $crate::operations::Operated for $runtime {
				fn verdict(event: RuntimeEvent) -> Option<$crate::operations::Verdict> {
					use $crate::operations::Verdict;

					match event {
						RuntimeEvent::System(event) => Verdict::of_system(event),
						RuntimeEvent::MetaTx(event) => Verdict::of_meta_tx(event),
						RuntimeEvent::Proxy(event) => Verdict::of_proxy(event),
						RuntimeEvent::Utility(event) => Verdict::of_utility(event),
						_ => None,
					}
				}
			}
			impl $crate::pool::Preferring for $runtime {}
			impl $crate::sequenced::SequencedConfig for $runtime {}

			impl pallet_sponsorship::Config for $runtime {
				type MemberOrigin = $crate::sponsorship::OrganisationAccount<$runtime>;
				type Relayable = $crate::sponsorship::MetaTransactions<$runtime>;
				type Balance = $crate::Balance;
				type Deposit = RowDeposit<SponsorsPolicy>;
				type Time = Timestamp;
				type WeightInfo = pallet_sponsorship::weights::SubstrateWeight<$runtime>;
			}
		};
	};
}

#[cfg(test)]
mod tests {
	use super::*;

	/// A class can allow 65,535 hours at most; the sweep comes a day later at the latest.
	#[test]
	fn a_share_outlasts_the_rows_behind_which_it_stands() {
		let longest_validity = Moment::from(u16::MAX) * HOUR;
		assert!(Moment::from(DAYS_OF_ITEMS) * DAY >= longest_validity + RETENTION + DAY);
		assert!(Moment::from(DAYS_OF_OWED_ITEMS) * DAY >= RATIFY_WITHIN + RETENTION + DAY);
		assert!(Moment::from(DAYS_OF_SHREDDED_RECORDS) * DAY >= RECORD_RETENTION + DAY);
	}
}
