//! Licences: who may act, as what, for whom and when.

#![allow(missing_docs)] // Mirrors of the pallet's types, which say what each field means.

use super::{
	AccountId, Balance, BlockNumber, Bounded, Hash, LicenceId, Moment, OrganisationId, RegistrarId,
	Role, Trail, DAY,
};

/// Hash of the text of its types, as [`Pallet::text`](super::Pallet::text) gives it.
pub const SCHEMA: Hash = [
	0x39, 0x34, 0xb8, 0x53, 0xbf, 0x61, 0x06, 0xce, 0xd3, 0xaa, 0x5d, 0x61, 0x1d, 0x75, 0x7f, 0x2e,
	0x09, 0xf8, 0x4e, 0xe7, 0x86, 0x72, 0x23, 0xe5, 0x85, 0xc6, 0x06, 0x06, 0x59, 0x9c, 0x47, 0x40,
];

/// How long the council may countersign a grant; then it is void.
pub const COUNTERSIGN_WITHIN: Moment = 30 * DAY;

mirror! {
	pub struct Licence {
		pub holder: AccountId,
		pub organisation: OrganisationId,
		pub role: Role,
		pub bonded: bool,
		pub from: Moment,
		pub until: Moment,
		pub standing: Standing,
		pub set: (BlockNumber, Moment),
	}

	#[derive(Copy)]
	pub enum Standing {
		Awaiting,
		Active,
		Suspended(Ground),
		Revoked(Ground),
		Surrendered,
		Void,
	}

	#[derive(Copy)]
	pub enum Ground {
		Ordinary,
		Fraud { since: BlockNumber },
	}

	pub struct File {
		pub registrar: RegistrarId,
		pub credential: Hash,
		pub granted: BlockNumber,
		pub tier: u8,
		pub bond: Balance,
		pub ended: Option<Moment>,
		pub vetoed: bool,
		pub pending: Option<Pending>,
		pub reports: Bounded<Report, 8>,
		pub trail: Trail,
	}

	pub struct Pending {
		pub act: Act,
		pub by: Asker,
		pub council: bool,
		pub due: Moment,
	}

	#[derive(Copy)]
	pub enum Asker {
		Holder,
		Registrar,
		Council,
	}

	pub enum Act {
		Grant,
		Renew { until: Moment, credential: Hash },
		Resume { set: BlockNumber },
		Change { new: AccountId, from: Moment },
	}

	#[derive(Copy)]
	pub enum Target {
		Licence(LicenceId),
		Organisation(OrganisationId),
	}

	pub struct Report {
		pub what: Infraction,
		pub count: u16,
		pub answered: u16,
		pub last: BlockNumber,
	}

	#[derive(Copy)]
	pub enum Infraction {
		Unratified,
		UnexplainedAccess,
		AbusedAccess,
		IgnoredShredding,
	}

	pub struct Terms {
		pub holder: AccountId,
		pub role: Role,
		pub organisation: OrganisationId,
		pub registrar: RegistrarId,
		pub from: Moment,
		pub until: Moment,
		pub credential: Hash,
		pub tier: u8,
		pub bond: Balance,
	}

	/// Those that are links of a licence's trail.
	pub enum Event {
		#[codec(index = 6)]
		Granted { licence: LicenceId, terms: Terms },
		#[codec(index = 7)]
		CouncilAsked { target: Target, act: Act, terms: Option<Terms>, due: Moment },
		#[codec(index = 8)]
		Countersigned { target: Target },
		#[codec(index = 9)]
		Refused { target: Target },
		#[codec(index = 10)]
		Renewed { licence: LicenceId, from: Moment, until: Moment, credential: Hash, bond: Balance },
		#[codec(index = 11)]
		Suspended { licence: LicenceId, ground: Ground, decision: Hash },
		#[codec(index = 12)]
		Resumed { licence: LicenceId },
		#[codec(index = 13)]
		Revoked { licence: LicenceId, ground: Ground, decision: Hash },
		#[codec(index = 14)]
		Surrendered { licence: LicenceId },
		#[codec(index = 15)]
		Overruled { licence: LicenceId, decision: Hash },
		#[codec(index = 16)]
		ChangeRequested {
			target: Target,
			new: AccountId,
			from: Moment,
			due: Moment,
			by: Asker,
			council: bool,
		},
		#[codec(index = 17)]
		ChangeCancelled { target: Target, veto: bool },
		#[codec(index = 18)]
		HolderChanged { licence: LicenceId, old: AccountId, new: AccountId },
		#[codec(index = 20)]
		TierSet { licence: LicenceId, tier: u8, bond: Balance },
		#[codec(index = 21)]
		Rebonded { licence: LicenceId, bond: Balance },
		#[codec(index = 24)]
		BondReleased { licence: LicenceId, amount: Balance },
		#[codec(index = 25)]
		BondForfeited { licence: LicenceId, amount: Balance, to: AccountId, decision: Hash },
		#[codec(index = 26)]
		InfractionReported { licence: LicenceId, what: Infraction, count: u16 },
		#[codec(index = 27)]
		ReportAnswered { licence: LicenceId, what: Infraction, answered: u16, decision: Hash },
	}
}

/// Where a licence stands at a moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, codec::Encode)]
pub enum Status {
	Awaiting,
	NotYet,
	Valid,
	Suspended { fraud: bool },
	Expired,
	Revoked { fraud: bool },
	Surrendered,
	Void,
}

impl Status {
	/// In a word.
	pub const fn word(self) -> &'static str {
		match self {
			Status::Awaiting => "awaiting",
			Status::NotYet => "not yet valid",
			Status::Valid => "valid",
			Status::Suspended { .. } => "suspended",
			Status::Expired => "expired",
			Status::Revoked { .. } => "revoked",
			Status::Surrendered => "surrendered",
			Status::Void => "void",
		}
	}
}

impl Licence {
	/// Where it stands at `now`. What was decided comes before the period.
	pub fn status(&self, now: Moment) -> Status {
		let is_fraud = |ground: Ground| ground != Ground::Ordinary;
		match self.standing {
			Standing::Active if now < self.from => Status::NotYet,
			Standing::Active if self.until <= now => Status::Expired,
			Standing::Active => Status::Valid,
			Standing::Suspended(ground) => Status::Suspended { fraud: is_fraud(ground) },
			Standing::Revoked(ground) => Status::Revoked { fraud: is_fraud(ground) },
			Standing::Surrendered => Status::Surrendered,
			Standing::Void => Status::Void,
			Standing::Awaiting => {
				// Nothing changes the row while it waits: it was set when it was granted.
				let (_, granted) = self.set;
				if now < granted.saturating_add(COUNTERSIGN_WITHIN) {
					Status::Awaiting
				} else {
					Status::Void
				}
			},
		}
	}
}
