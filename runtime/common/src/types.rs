//! The types that every Salus runtime and its clients agree on.

use frame_support::traits::fungible::{NativeFromLeft, NativeOrWithId, UnionOf};
use sp_runtime::{
	generic,
	traits::{BlakeTwo256, IdentifyAccount, Verify},
	MultiAddress, MultiSignature,
};

pub use salus_primitives::{ids::BlockNumber, ids::Moment};

/// Ed25519, Sr25519 or ECDSA, over the bytes of a transaction.
pub type Signature = MultiSignature;

/// 32 bytes that a signature's key hashes or equals.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;

/// How a transaction names an account. There are no indices.
pub type Address = MultiAddress<AccountId, ()>;

/// Amounts of the native token, in [units](crate::constants::UNIT) of 10^-12.
pub type Balance = u128;

/// How many transactions an account has sent.
pub type Nonce = u32;

/// What identifies a block or a state.
pub type Hash = sp_core::H256;

/// A fungible asset other than the native token, by its number in `pallet-assets`.
pub type AssetId = u32;

/// The native token, or an asset by its number.
pub type AnyAssetId = NativeOrWithId<AssetId>;

/// The native token and all other assets, as the assets of one pallet.
pub type AnyAssets<Native, Others> = UnionOf<Native, Others, NativeFromLeft, AnyAssetId, AccountId>;

/// The header of a block.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;

/// A block as a node sees it: it moves extrinsics about and never looks inside.
pub mod opaque {
	pub use sp_runtime::OpaqueExtrinsic as UncheckedExtrinsic;

	/// A block whose extrinsics are bytes.
	pub type Block = sp_runtime::generic::Block<super::Header, UncheckedExtrinsic>;
}
