//! What pays for dispenses on a development chain: a stable asset, and the rules of claims.
//!
//! | asset | name | symbol | decimals | least balance | issuer |
//! |---|---|---|---|---|---|
//! | 1 | Care Dollar | CARE | 2 | 0.01 | `//Bank` |
//!
//! Whoever has Care Dollars also has native tokens: the asset alone keeps no account alive. Pools, contracts and co-pays may be
//! in it or in the native token.
//!
//! | account | Care Dollars |
//! |---|---|
//! | `//Insurer`, `//Insurer2` | 1,000,000.00 each |
//! | `//Pharmacy` to `//Pharmacy4`, `//Prescriber`, `//Relayer` | 1,000.00 each |
//!
//! | rule | value |
//! |---|---|
//! | deficiency notice within | **1 s** to 14 d |
//! | payment within | **2 s** to 30 d (42 CFR 423.520: 14 d for an electronic claim) |
//! | filing within | **1 min** to 390 d |
//! | interest | 10 % a year at most |
//! | after a mended claim, a new notice within | 10 d (42 CFR 423.520) |
//! | answer to a notice within | 60 d, three notices at most, defects 0 to 15 |
//! | appeal within | 60 d to level 1, 30 d to level 2 |
//! | decision of a panel within | 30 d on each level |
//! | a contract ends after notice of | 30 d |
//! | a cover or co-pay lasts | 366 d at most |
//!
//! The least times, in bold, are so short that a demonstration can wait for them. A real network sets days.
//!
//! | panel | licences |
//! |---|---|
//! | level 1 | 9 (Auditor), 10 (Clinician) |
//! | level 2 | 1 (Prescriber), 7 (EthicsCommittee), 8 (Regulator) |
//!
//! | claim adjustment reason code (X12 external code list 139: verify) | denies | denies a pre-authorisation | adjusts |
//! |---|---|---|---|
//! | 29 time limit for filing | yes | yes | no |
//! | 16 lacks information, 97 in another service, 197 no authorisation, 198 beyond it, 2007 (B7) not eligible | yes | no | no |
//! | 1 deductible, 2 coinsurance, 3 co-payment, 23 earlier payer, 45 above the fee schedule, 253 sequestration | no | no | yes |

use super::account;
use crate::{AccountId, AnyAssetId, AssetId, Balance};
use alloc::vec::Vec;
use frame_support::traits::fungible::NativeOrWithId;
use pallet_reimbursement_escrow::{Bounds, CarcUse, Rules};
use salus_primitives::{ids::DAY, LicenceId, Moment};

/// The stable asset.
pub const CARE: AssetId = 1;
/// The account that issues it.
pub const BANK: &str = "Bank";

/// One Care Dollar.
pub const DOLLAR: Balance = 100;
const SECOND: Moment = 1_000;

/// Who has Care Dollars, and how many.
const HOLDERS: [(&str, Balance); 8] = [
	("Insurer", 1_000_000 * DOLLAR),
	("Insurer2", 1_000_000 * DOLLAR),
	("Pharmacy", 1_000 * DOLLAR),
	("Pharmacy2", 1_000 * DOLLAR),
	("Pharmacy3", 1_000 * DOLLAR),
	("Pharmacy4", 1_000 * DOLLAR),
	("Prescriber", 1_000 * DOLLAR),
	("Relayer", 1_000 * DOLLAR),
];

/// An asset whose issuer is elsewhere, as the network that brings it in knows it.
pub struct Foreign {
	/// Its number here.
	pub id: AssetId,
	/// The account that owns it here: one without a key, so that nobody can issue more.
	pub owner: AccountId,
	/// The least balance. It keeps an account alive, so that whoever is sent it can receive it.
	pub least: Balance,
	/// What wallets show.
	pub name: &'static str,
	/// What wallets show, in short.
	pub symbol: &'static str,
	/// How many decimals wallets show.
	pub decimals: u8,
}

/// Id, owner, whether it keeps an account alive, least balance.
pub fn assets(foreign: Option<&Foreign>) -> Vec<(AssetId, AccountId, bool, Balance)> {
	let foreign = foreign.map(|asset| (asset.id, asset.owner.clone(), true, asset.least));
	[(CARE, account(BANK), false, 1)].into_iter().chain(foreign).collect()
}

/// Id, name, symbol, decimals.
pub fn metadata(foreign: Option<&Foreign>) -> Vec<(AssetId, Vec<u8>, Vec<u8>, u8)> {
	let foreign =
		foreign.map(|asset| (asset.id, asset.name.into(), asset.symbol.into(), asset.decimals));
	[(CARE, b"Care Dollar".to_vec(), b"CARE".to_vec(), 2)].into_iter().chain(foreign).collect()
}

/// Who has how much of what.
pub fn balances() -> Vec<(AssetId, AccountId, Balance)> {
	HOLDERS.into_iter().map(|(name, amount)| (CARE, account(name), amount)).collect()
}

/// In which pools, contracts and co-pays may be.
pub fn admitted(foreign: Option<&Foreign>) -> Vec<AnyAssetId> {
	let foreign = foreign.map(|asset| NativeOrWithId::WithId(asset.id));
	[NativeOrWithId::Native, NativeOrWithId::WithId(CARE)].into_iter().chain(foreign).collect()
}

/// Rates and deadlines.
pub fn rules() -> Rules {
	Rules {
		notice: Bounds { least: SECOND, most: 14 * DAY },
		pay: Bounds { least: 2 * SECOND, most: 30 * DAY },
		filing: Bounds { least: 60 * SECOND, most: 390 * DAY },
		interest_ppm: 100_000,
		renotice: 10 * DAY,
		answer: 60 * DAY,
		rounds: 3,
		defects: 0x0000_ffff,
		appeal: (60 * DAY, 30 * DAY),
		decide: (30 * DAY, 30 * DAY),
		ending: 30 * DAY,
		cover: 366 * DAY,
	}
}

/// Level and members.
pub fn panels() -> Vec<(u8, Vec<LicenceId>)> {
	[(1, [9, 10].into()), (2, [1, 7, 8].into())].into()
}

/// The codes.
pub fn carcs() -> Vec<(u16, CarcUse)> {
	let denies = CarcUse { denies: true, denies_reserved: false, adjusts: false };
	let adjusts = CarcUse { denies: false, denies_reserved: false, adjusts: true };
	let late = CarcUse { denies_reserved: true, ..denies };
	let denying = [16, 97, 197, 198, 2_007].map(|carc| (carc, denies));
	let adjusting = [1, 2, 3, 23, 45, 253].map(|carc| (carc, adjusts));
	[(29, late)].into_iter().chain(denying).chain(adjusting).collect()
}
