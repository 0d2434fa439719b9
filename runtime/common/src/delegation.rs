//! What a proxy may do for an account.
//!
//! Organisations delegate: a counter's key dispenses and claims, a treasurer's key pays, a claims desk's key decides on claims,
//! a records system anchors, a relayer's key sends patients' acts on the organisation's bill. **Persons do not**: only the registrant signs (21 CFR 1311.140), so no type of proxy admits an act
//! of a personal role, of a registrar or of the council, not even the widest. A call that both a person and an
//! organisation may make (a regulator suspends an item, so does its prescriber) counts as personal: the chain cannot know
//! on which licence a proxy leans before the call runs.
//!
//! Wrappers do not widen this. A batch carries the proxy's filter to each of its calls. A multisig forgets it, because
//! the composite account is another one, so it is not admitted at all.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The types of proxy. Append only.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ProxyType {
	/// Whatever an organisation does: all that the others may, and the rest of the organisation's own affairs.
	#[codec(index = 0)]
	#[default]
	Organisation,
	/// A counter of a pharmacy: takes items, dispenses, returns; submits what it dispensed to payers.
	#[codec(index = 1)]
	Counter,
	/// Money: transfers, over a network's border too, bonds, a payer's pools, where a provider is paid, for which relayers the
	/// organisation pays.
	#[codec(index = 2)]
	Treasury,
	/// Relays patients' acts and pays for them.
	#[codec(index = 3)]
	Relay,
	/// A payer's claims desk: covers, notices, decisions. It promises and pays what is in the pools, and moves nothing else.
	#[codec(index = 4)]
	ClaimsDesk,
	/// A hospital's records system: enters patients, anchors and amends. It ends and shreds nothing.
	#[codec(index = 5)]
	RecordsDesk,
}

impl ProxyType {
	/// Whether whatever `other` may do, this may.
	pub fn includes(self, other: ProxyType) -> bool {
		self == ProxyType::Organisation || self == other
	}
}

/// Whether a call is of a dispenser, so that a [`ProxyType::Counter`] may make it.
pub fn is_counter_act<T: pallet_prescriptions::Config>(
	call: &pallet_prescriptions::Call<T>,
) -> bool {
	use pallet_prescriptions::Call;

	match call {
		Call::claim { .. }
		| Call::dispense { .. }
		| Call::return_item { .. }
		| Call::decline { .. }
		| Call::transfer { .. }
		| Call::withdraw_dispense { .. }
		| Call::emergency_dispense { .. }
		| Call::poke { .. } => true,
		// The prescriber's, the patient's, a registrar's, the council's; a regulator's that a prescriber makes too.
		Call::set_policy { .. }
		| Call::issue { .. }
		| Call::present { .. }
		| Call::reopen { .. }
		| Call::suspend { .. }
		| Call::resume { .. }
		| Call::cancel { .. }
		| Call::discard { .. }
		| Call::recall { .. }
		| Call::set_access { .. }
		| Call::mark_error { .. }
		| Call::attest_death { .. }
		| Call::ratify { .. }
		| Call::__Ignore(..) => false,
	}
}

/// The narrowest type of proxy that may make a call about trials; `None`: nobody makes it for another.
pub fn desk_of_trials<T: pallet_trial_consents::Config>(
	call: &pallet_trial_consents::Call<T>,
) -> Option<ProxyType> {
	use pallet_trial_consents::Call;

	match call {
		// The sponsor's, the committee's, a regulator's: organisations all.
		Call::register_trial { .. }
		| Call::set_site { .. }
		| Call::submit_form { .. }
		| Call::decide_form { .. }
		| Call::suspend { .. }
		| Call::resume { .. }
		| Call::extend { .. }
		| Call::answer_erasure { .. }
		| Call::end_trial { .. }
		| Call::extend_trial { .. } => Some(ProxyType::Organisation),
		// The investigator's, and those of whoever signs a consent.
		Call::propose { .. }
		| Call::defer { .. }
		| Call::sign { .. }
		| Call::refuse { .. }
		| Call::withdraw { .. }
		| Call::withdraw_signed { .. }
		| Call::enrol { .. }
		| Call::advance { .. }
		| Call::record_data { .. }
		| Call::end_participation { .. }
		| Call::rekey { .. }
		| Call::__Ignore(..) => None,
	}
}

/// The narrowest type of proxy that may make a call about records; `None`: nobody makes it for another.
pub fn desk_of_records<T: pallet_health_records::Config>(
	call: &pallet_health_records::Call<T>,
) -> Option<ProxyType> {
	use pallet_health_records::Call;

	match call {
		Call::enter_patient { .. }
		| Call::anchor { .. }
		| Call::amend { .. }
		| Call::mark_error { .. } => Some(ProxyType::RecordsDesk),
		Call::close_patient { .. }
		| Call::shred { .. }
		| Call::place_hold { .. }
		| Call::lift_hold { .. } => Some(ProxyType::Organisation),
		// The council's, a registrar's, a reviewer's, a clinician's; the patient's and its guardians'. A clinician may also be
		// whom a grant is for.
		Call::set_emergency { .. }
		| Call::succeed { .. }
		| Call::review { .. }
		| Call::access { .. }
		| Call::break_glass { .. }
		| Call::access_incident { .. }
		| Call::justify { .. }
		| Call::dispute { .. }
		| Call::request_shred { .. }
		| Call::grant { .. }
		| Call::revoke { .. }
		| Call::revoke_signed { .. }
		| Call::seal { .. }
		| Call::set_guardians { .. }
		| Call::recover { .. }
		| Call::veto { .. }
		| Call::__Ignore(..) => None,
	}
}

/// Whether a call says for whom an organisation pays, so that a [`ProxyType::Treasury`] may make it.
pub fn is_sponsors_act<T: pallet_sponsorship::Config>(call: &pallet_sponsorship::Call<T>) -> bool {
	use pallet_sponsorship::Call;

	match call {
		Call::set_policy { .. } | Call::remove_policy { .. } => true,
		// The relayer's own: nobody pays for it inside another call.
		Call::relay { .. } | Call::__Ignore(..) => false,
	}
}

/// Whether a call moves an organisation's bond, so that a [`ProxyType::Treasury`] may make it.
pub fn is_bond_act<T: pallet_registry::Config>(call: &pallet_registry::Call<T>) -> bool {
	use pallet_registry::Call;

	match call {
		Call::deposit_bond { .. }
		| Call::withdraw_bond { .. }
		| Call::rebond { .. }
		| Call::release_bond { .. } => true,
		// The council's, a registrar's, and those by which a holder answers for its key.
		Call::set_role_policy { .. }
		| Call::add_registrar { .. }
		| Call::change_registrar { .. }
		| Call::end_registrar { .. }
		| Call::enter_organisation { .. }
		| Call::set_group { .. }
		| Call::grant { .. }
		| Call::renew { .. }
		| Call::suspend { .. }
		| Call::resume { .. }
		| Call::revoke { .. }
		| Call::surrender { .. }
		| Call::countersign { .. }
		| Call::overrule { .. }
		| Call::rotate { .. }
		| Call::replace_holder { .. }
		| Call::accept_change { .. }
		| Call::cancel_change { .. }
		| Call::set_tier { .. }
		| Call::forfeit { .. }
		| Call::answer_report { .. }
		| Call::__Ignore(..) => false,
	}
}

/// The narrowest type of proxy that may make a call about money for dispenses; `None`: nobody makes it for another.
pub fn desk_of<T: pallet_reimbursement_escrow::Config>(
	call: &pallet_reimbursement_escrow::Call<T>,
) -> Option<ProxyType> {
	use pallet_reimbursement_escrow::Call;

	match call {
		Call::submit { .. } | Call::resubmit { .. } | Call::retract { .. } | Call::poke { .. } => {
			Some(ProxyType::Counter)
		},
		Call::fund { .. }
		| Call::withdraw { .. }
		| Call::hold_copay { .. }
		| Call::release_copay { .. }
		| Call::set_payee { .. } => Some(ProxyType::Treasury),
		Call::cover { .. }
		| Call::end_cover { .. }
		| Call::notice { .. }
		| Call::adjudicate { .. }
		| Call::deny { .. } => Some(ProxyType::ClaimsDesk),
		Call::offer_contract { .. }
		| Call::accept_contract { .. }
		| Call::end_contract { .. }
		| Call::set_tariff { .. }
		| Call::appeal { .. } => Some(ProxyType::Organisation),
		// The council's, a judge's, a regulator's.
		Call::set_rules { .. }
		| Call::set_carc { .. }
		| Call::admit_asset { .. }
		| Call::set_panel { .. }
		| Call::vote { .. }
		| Call::order_reversal { .. }
		| Call::__Ignore(..) => None,
	}
}
