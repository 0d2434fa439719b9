//! Pools, covers, claims.

// The macro's hidden items.
#![allow(missing_docs)]

use crate::RowEvent;
use alloc::vec::Vec;
use codec::Codec;
use pallet_reimbursement_escrow::{
	Balance, CarcUse, Claim, ClaimKey, ClaimsOf, Contract, Cover, DueKey, Pool, Quote, Rules,
	Tariff,
};
use salus_primitives::{LicenceId, Moment, Page, RxId};

sp_api::decl_runtime_apis! {
	/// Pools, covers, claims. Amounts are in minor units of their asset.
	pub trait ReimbursementApi<AccountId, AssetId> where AccountId: Codec, AssetId: Codec {
		/// Rates and deadlines; `None` before governance has set any.
		fn rules() -> Option<Rules>;
		/// What an adjustment reason code may be used for; `None`: nothing.
		fn carc(carc: u16) -> Option<CarcUse>;
		/// The panel of a level, 1 or 2.
		fn panel(level: u8) -> Vec<LicenceId>;
		/// A payer's pool.
		fn pool(payer: LicenceId, asset: AssetId) -> Option<Pool<AccountId>>;
		/// The contract of payer and provider.
		fn contract(payer: LicenceId, provider: LicenceId) -> Option<Contract<AssetId, ()>>;
		/// A payer's tariff.
		fn tariff(payer: LicenceId, number: u16) -> Option<Tariff<()>>;
		/// The cover of an item at a rank.
		fn cover(rx: RxId, rank: u8) -> Option<Cover<AccountId, AssetId, ()>>;
		/// A claim.
		fn claim(key: ClaimKey) -> Option<Claim<AssetId>>;
		/// The claims of an item, at most 64, by key.
		fn claims(rx: RxId) -> ClaimsOf<AssetId>;
		/// A provider's claims, in the order of their keys.
		fn claims_of_provider(
			provider: LicenceId,
			cursor: Option<ClaimKey>,
			limit: u32,
		) -> Page<(ClaimKey, Claim<AssetId>), ClaimKey>;
		/// A payer's claims, in the order of their keys.
		fn claims_of_payer(
			payer: LicenceId,
			cursor: Option<ClaimKey>,
			limit: u32,
		) -> Page<(ClaimKey, Claim<AssetId>), ClaimKey>;
		/// What the next dispense of a quantity by a provider would pay under the primary payer's cover, and why not at once;
		/// `None` without a cover. No provider: whom the cover names.
		fn quote(rx: RxId, provider: Option<LicenceId>, quantity: u32) -> Option<Quote<AssetId>>;
		/// The next moment at which time alone changes a claim; `None` if it is final.
		fn next_deadline(key: ClaimKey) -> Option<Moment>;
		/// The queue of deadlines, in the order of time.
		fn due(
			cursor: Option<(Moment, DueKey<AssetId>)>,
			limit: u32,
		) -> Page<(Moment, DueKey<AssetId>), (Moment, DueKey<AssetId>)>;
		/// The claims that wait for a pool's funds, in the order in which they are served; the cursor is a place in the line.
		fn shortfalls(
			payer: LicenceId,
			asset: AssetId,
			cursor: Option<u64>,
			limit: u32,
		) -> Page<ClaimKey, u64>;
		/// What a provider owes a payer, to be set off.
		fn debt(payer: LicenceId, provider: LicenceId, asset: AssetId) -> Balance;
		/// The money held for an item's co-pays: its asset, what is left, and until when.
		fn copay(rx: RxId) -> Option<(AssetId, Balance, Moment)>;
		/// Where a provider is paid; `None` if there is no such licence.
		fn payee(provider: LicenceId) -> Option<AccountId>;
		/// The time of the block, by which deadlines have passed or are ahead.
		fn now() -> Moment;
		/// What happened to claims in this block, in order.
		fn events() -> Vec<RowEvent<ClaimKey>>;
	}
}
