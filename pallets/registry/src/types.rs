//! What the registry stores. Row sizes: design page `registry.md`, section 4.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame::prelude::*;
use salus_primitives::{
	BlockNumber, Duties, Infraction, LicenceId, Moment, OrganisationId, RegistrarId, Role, Roles,
	Trail,
};
use scale_info::TypeInfo;

/// Tiers of a bond, by the volume that a licence is expected to write.
pub const TIERS: usize = 4;

/// Most organisations that one call may put into a group.
pub const MAX_GROUP: u32 = 16;

/// Most kinds of report on one file: the kinds of [`Infraction`] are at most eight.
pub const MAX_REPORTS: u32 = 8;

/// What the trails of this pallet begin with, before the [`Target`] they belong to.
pub const TRAIL: &[u8] = b"Registry";

/// A block and its time: when something was done.
pub type Stamp = (BlockNumber, Moment);

/// What every call of another pallet reads: who may act, as what, for whom and when.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Licence<A> {
	/// The key that acts.
	pub holder: A,
	/// The organisation for which it acts; never changes.
	pub organisation: OrganisationId,
	/// What it may act as; never changes.
	pub role: Role,
	/// Whether a share of the organisation's bond stands behind it, of the size last asked for.
	pub bonded: bool,
	/// First millisecond of validity.
	pub from: Moment,
	/// First millisecond after validity.
	pub until: Moment,
	/// What registrar, council and holder decided of it.
	pub standing: Standing,
	/// When `holder`, `standing` or `from` last changed: for every block since, this row answers.
	pub set: Stamp,
}

/// Where decisions left a licence; the clock does the rest ([`LicenceStatus`](salus_primitives::LicenceStatus)).
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Standing {
	/// Granted, waits for the council.
	#[codec(index = 0)]
	Awaiting,
	/// In force, within its period.
	#[codec(index = 1)]
	Active,
	/// Out of force until somebody decides; time does not end it.
	#[codec(index = 2)]
	Suspended(Ground),
	/// Taken away; only the council brings it back.
	#[codec(index = 3)]
	Revoked(Ground),
	/// Given up.
	#[codec(index = 4)]
	Surrendered,
	/// Never came into force.
	#[codec(index = 5)]
	Void,
}

impl Standing {
	/// The first block whose items are tainted; `None` if none are.
	pub fn tainted_since(self) -> Option<BlockNumber> {
		match self {
			Standing::Suspended(Ground::Fraud { since })
			| Standing::Revoked(Ground::Fraud { since }) => Some(since),
			_ => None,
		}
	}

	/// Whether the licence is over unless the council overrules.
	pub fn is_final(self) -> bool {
		matches!(self, Standing::Revoked(_) | Standing::Surrendered | Standing::Void)
	}
}

/// Why a licence is out of force, and so what becomes of what was issued under it.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Ground {
	/// What was issued stays good.
	#[codec(index = 0)]
	Ordinary,
	/// What was issued in block `since` or later is tainted.
	#[codec(index = 1)]
	Fraud {
		/// First block whose items are tainted.
		since: BlockNumber,
	},
}

/// What no hot call reads of a licence. Never pruned: rows of other pallets name a licence for decades.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct File<A, Balance> {
	/// Who granted it. Once that has ended, its successor answers for the licence.
	pub registrar: RegistrarId,
	/// Commitment to the credential off the chain.
	pub credential: H256,
	/// Block of the grant.
	pub granted: BlockNumber,
	/// Index into the role's bond sizes; below [`TIERS`].
	pub tier: u8,
	/// Share of the organisation's bond that is bound to it.
	pub bond: Balance,
	/// When it was revoked, surrendered or became void; the tail of the share runs from it.
	pub ended: Option<Moment>,
	/// The present holder refused a replacement: the next one needs the council.
	pub vetoed: bool,
	/// What waits for the council or for a new key. Past its due time it is as good as none.
	pub pending: Option<Pending<A>>,
	/// What other pallets reported, one entry a kind.
	pub reports: BoundedVec<Report, ConstU32<MAX_REPORTS>>,
	/// The licence's history.
	pub trail: Trail,
}

/// Something asked for that has not taken effect.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Pending<A> {
	/// What was asked for.
	pub act: Act<A>,
	/// Who asked, and so may call it off.
	pub by: Asker,
	/// Whether the council's countersignature is missing.
	pub council: bool,
	/// First millisecond at which it is void.
	pub due: Moment,
}

impl<A> Pending<A> {
	/// Whether it can still take effect.
	pub fn is_live(&self, now: Moment) -> bool {
		now < self.due
	}

	/// Whether it still stands after another suspension. A holder's rotation may be the thief's, and a resumption was asked of
	/// the suspension before.
	pub(crate) fn outlives_suspension(&self) -> bool {
		self.by != Asker::Holder && !matches!(self.act, Act::Resume { .. })
	}
}

/// Who asked for what waits.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Asker {
	/// The present key.
	#[codec(index = 0)]
	Holder,
	/// The registrar that answers for it.
	#[codec(index = 1)]
	Registrar,
	/// The council.
	#[codec(index = 2)]
	Council,
}

/// What can wait. The council countersigns exactly one of these, so that nothing else can be put in its place meanwhile.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Act<A> {
	/// The licence itself, whose terms do not change while it waits.
	#[codec(index = 0)]
	Grant,
	/// A longer period.
	#[codec(index = 1)]
	Renew {
		/// The new end.
		until: Moment,
		/// Commitment to the new credential.
		credential: H256,
	},
	/// The end of a suspension.
	#[codec(index = 2)]
	Resume {
		/// The block in which the licence was last set: the end of a later suspension is another act.
		set: BlockNumber,
	},
	/// Another key: the licence's holder or the organisation's account.
	#[codec(index = 3)]
	Change {
		/// The key that must accept.
		new: A,
		/// First millisecond at which it may.
		from: Moment,
	},
}

/// What a key stands for.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Target {
	/// A licence; its key is the holder.
	#[codec(index = 0)]
	Licence(LicenceId),
	/// An organisation; its key is the account.
	#[codec(index = 1)]
	Organisation(OrganisationId),
}

/// How often one kind of infraction was reported of a licence.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Report {
	/// The kind.
	pub what: Infraction,
	/// How often; stays at its maximum.
	pub count: u16,
	/// How many of them a registrar answered.
	pub answered: u16,
	/// Block of the newest.
	pub last: BlockNumber,
}

impl Report {
	/// Whether somebody still has to answer.
	pub fn is_open(&self) -> bool {
		self.count > self.answered
	}
}

/// A legal entity with one account, on which its bonds are held.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Organisation<A, Balance> {
	/// Signs for it and bears its bonds.
	pub account: A,
	/// `blake2_256("salus/organisation" ‖ register ‖ number)`: a public entry of a public register, unsalted by intent.
	pub identity: H256,
	/// Organisations of one group are under one control.
	pub group: Option<u32>,
	/// Who entered it; `None`: the council.
	pub registrar: Option<RegistrarId>,
	/// Held and bound to no licence.
	pub free: Balance,
	/// Held and bound to licences: the sum of their shares.
	pub bonded: Balance,
	/// The present account refused a replacement: the next one needs the council.
	pub vetoed: bool,
	/// A change of account that waits.
	pub pending: Option<Pending<A>>,
	/// The organisation's history.
	pub trail: Trail,
}

/// An account that licenses, named by the council.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Registrar<A> {
	/// Signs for it.
	pub account: A,
	/// Its own house.
	pub organisation: OrganisationId,
	/// What it may license.
	pub roles: Roles,
	/// What it may do in other pallets.
	pub duties: Duties,
	/// How many licences it may still grant and organisations enter, together.
	pub allotment: u32,
	/// The block in which it ended, and who answers for its licences since.
	pub ended: Option<(BlockNumber, Option<RegistrarId>)>,
}

/// What a role's licences must keep to.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct RolePolicy<Balance> {
	/// Longest validity ahead, in days.
	pub max_validity_d: u16,
	/// How long the share stays held after the licence's end, in days.
	pub tail_d: u16,
	/// Size of the share by tier, ascending.
	pub bonds: [Balance; TIERS],
}

/// The terms of a grant, as its event tells them.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Terms<A, Balance> {
	/// The key that may act.
	pub holder: A,
	/// What it may act as.
	pub role: Role,
	/// For whom.
	pub organisation: OrganisationId,
	/// Who granted it.
	pub registrar: RegistrarId,
	/// First millisecond of validity.
	pub from: Moment,
	/// First millisecond after validity.
	pub until: Moment,
	/// Commitment to the credential off the chain.
	pub credential: H256,
	/// Index into the role's bond sizes.
	pub tier: u8,
	/// Share of the organisation's bond.
	pub bond: Balance,
}

/// What stands behind a licence, for a query.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Bond<Balance> {
	/// The share that is bound to the licence.
	pub share: Balance,
	/// What its role and tier would cost at the next renewal; `None` if the role has no policy.
	pub asked: Option<Balance>,
	/// Whether new rows may rely on it.
	pub bonded: bool,
	/// From when anybody may release it; moves with what happens to the licence.
	pub releasable: Moment,
}
