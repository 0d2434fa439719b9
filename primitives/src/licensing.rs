//! Who may act, at this block.

use crate::{
	ids::{BlockNumber, LicenceId, Moment, OrganisationId, RegistrarId},
	roles::{Duty, Role, Roles},
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::weights::Weight;
use scale_info::TypeInfo;

/// What a valid licence says of whoever acts under it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Actor<A> {
	/// The holder's account.
	pub account: A,
	/// The organisation for which the licence was granted.
	pub organisation: OrganisationId,
	/// The licence's role.
	pub role: Role,
	/// Whether a share of the organisation's bond stands behind the rows that the holder writes
	/// ([`Bonded`](crate::Bonded)).
	pub bonded: bool,
}

/// Why a licence does not entitle to what was asked, in the order in which [`Licensing::check`] looks.
///
/// The first four tell about the caller and become a pallet's `NotAuthorized`, so that an error gives no hint which of
/// them it was; the others become `LicenceNotValid` ([`LicenceFault::is_validity`]).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LicenceFault {
	/// No licence has this id.
	NotFound,
	/// The licence is somebody else's.
	NotHolder,
	/// The licence is for another role.
	WrongRole,
	/// The account is no acting registrar, or one without the duty.
	NotRegistrar,
	/// The licence's period has not begun.
	NotYetValid,
	/// The licence's period is over.
	Expired,
	/// The licence is suspended.
	Suspended,
	/// The licence waits for the council, or was revoked, surrendered or never came into force.
	Ended,
}

impl LicenceFault {
	/// Whether the licence is the caller's and of the right role, only not valid now.
	pub const fn is_validity(self) -> bool {
		matches!(
			self,
			LicenceFault::NotYetValid
				| LicenceFault::Expired
				| LicenceFault::Suspended
				| LicenceFault::Ended
		)
	}
}

/// Where a licence stands at present.
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
pub enum LicenceStatus {
	/// Waits for the council's countersignature.
	#[codec(index = 0)]
	Awaiting,
	/// Granted, its period has not begun.
	#[codec(index = 1)]
	NotYet,
	/// Entitles its holder.
	#[codec(index = 2)]
	Valid,
	/// Suspended until a registrar or the council ends it.
	#[codec(index = 3)]
	Suspended {
		/// The ground is fraud: what was issued since a named block is tainted.
		fraud: bool,
	},
	/// Its period is over.
	#[codec(index = 4)]
	Expired,
	/// Taken away.
	#[codec(index = 5)]
	Revoked {
		/// The ground is fraud: what was issued since a named block is tainted.
		fraud: bool,
	},
	/// Given up by the holder or its organisation.
	#[codec(index = 6)]
	Surrendered,
	/// The council refused it or stayed silent.
	#[codec(index = 7)]
	Void,
}

/// What other pallets report of a licence to its registrar. A report counts; it changes nothing by itself. Append only,
/// at most eight.
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
pub enum Infraction {
	/// An emergency dispense that nobody ratified in time (21 CFR 1306.11(d)).
	#[codec(index = 0)]
	Unratified,
	/// An emergency access that was not explained in time.
	#[codec(index = 1)]
	UnexplainedAccess,
	/// An emergency access that a review found abusive.
	#[codec(index = 2)]
	AbusedAccess,
	/// A patient's request to shred that was left unanswered.
	#[codec(index = 3)]
	IgnoredShredding,
}

/// Licences and registrars, as other pallets see them. `registry` implements it; every look is at the present block.
///
/// Reads of storage: [`check`](Self::check), [`find`](Self::find), [`status`](Self::status), [`tainted`](Self::tainted),
/// [`holder`](Self::holder), [`organisation`](Self::organisation), [`ended`](Self::ended) and
/// [`is_holder`](Self::is_holder) one; [`same_organisation`](Self::same_organisation) two; [`related`](Self::related) none
/// if equal, else two; [`registrar`](Self::registrar) two.
pub trait Licensing<A> {
	/// The caller's own licence: held by `who`, of one of `roles`, valid at `now`. Looks in the order found, holder, role,
	/// standing, period.
	fn check(
		licence: LicenceId,
		who: &A,
		roles: Roles,
		now: Moment,
	) -> Result<Actor<A>, LicenceFault>;

	/// A licence that somebody else names: as [`check`](Self::check), whoever holds it.
	fn find(licence: LicenceId, roles: Roles, now: Moment) -> Result<Actor<A>, LicenceFault>;

	/// Where the licence stands; `None` if there is none. Answers for the present only: after a late renewal the row no
	/// longer knows the gap, its trail does.
	fn status(licence: LicenceId, now: Moment) -> Option<LicenceStatus>;

	/// Whether something issued under the licence in block `issued_at` is barred, because the licence is suspended or
	/// revoked for fraud since that block or an earlier one.
	fn tainted(licence: LicenceId, issued_at: BlockNumber) -> bool;

	/// The present holder, valid or not.
	fn holder(licence: LicenceId) -> Option<A>;

	/// The organisation for which the licence was granted.
	fn organisation(licence: LicenceId) -> Option<OrganisationId>;

	/// Whether two licences are of one organisation. For **rights** (a colleague may cancel): equal, nothing less.
	fn same_organisation(a: LicenceId, b: LicenceId) -> bool {
		match (Self::organisation(a), Self::organisation(b)) {
			(Some(a), Some(b)) => a == b,
			_ => false,
		}
	}

	/// Whether two organisations are equal or of one group. For **conflicts** of interest.
	fn related(a: OrganisationId, b: OrganisationId) -> bool;

	/// Whether the licence has ended for good: revoked, surrendered, void, or expired beyond renewal.
	fn ended(licence: LicenceId, now: Moment) -> bool;

	/// Whether the account holds any licence, in whatever standing.
	fn is_holder(who: &A) -> bool;

	/// The acting registrar with this account, if it has the duty.
	fn registrar(who: &A, duty: Duty) -> Result<RegistrarId, LicenceFault>;

	/// Puts an infraction on the licence's file. Cannot fail: an unknown licence is ignored.
	fn report(licence: LicenceId, what: Infraction);

	/// Weight of one [`report`](Self::report).
	fn report_weight() -> Weight;
}
