//! What people write and read about records, in the chain's terms.

use crate::{
	chain::salus::runtime_types::{
		pallet_health_records::types::{
			grants::{Grant, GrantState, Grantee, What},
			incidents::{BreakGlassReason, Finding, Incident, IncidentState},
			patients::{Patient, Recovery},
			records::{Erasure, HoldGround, KeptRecord, ShredReason, Version},
		},
		salus_primitives::records::Purpose,
	},
	output::{bits, hex, moment, Report},
};
use clap::ValueEnum;
use subxt::utils::AccountId32;

macro_rules! choice {
	($(#[$about:meta])* $name:ident of $chain:ident { $($(#[$doc:meta])* $variant:ident,)* }) => {
		$(#[$about])*
		#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
		pub enum $name {
			$($(#[$doc])* $variant,)*
		}

		impl From<$name> for $chain {
			fn from(choice: $name) -> Self {
				match choice {
					$($name::$variant => $chain::$variant,)*
				}
			}
		}
	};
}

choice! {
	/// For what records may be read.
	PurposeArg of Purpose {
		/// Treatment (TREAT).
		Treatment,
		/// Payment (HPAYMT).
		Payment,
		/// Healthcare operations (HOPERAT).
		Operations,
		/// Research (HRESCH).
		Research,
		/// A clinical trial (CLINTRCH).
		ClinicalTrial,
		/// Public health (PUBHLTH).
		PublicHealth,
		/// The patient asked for it (PATRQT).
		PatientRequested,
		/// Legal proceedings (HLEGAL).
		Legal,
	}
}

choice! {
	/// What kind of emergency.
	EmergencyArg of BreakGlassReason {
		/// Emergency treatment (ETREAT).
		EmergencyTreatment,
		/// Treatment in an emergency room (ERTREAT).
		EmergencyRoom,
		/// A policy is overridden (BTG).
		PolicyOverride,
		/// A disaster (DISASTER).
		Disaster,
		/// A serious threat to a person or the public (THREAT).
		Threat,
		/// The patient's safety (PATSFTY).
		PatientSafety,
	}
}

choice! {
	/// Why a record must not be shredded.
	GroundArg of HoldGround {
		/// A law says how long to keep it.
		RetentionLaw,
		/// A claim stands or is expected.
		LegalClaim,
		/// It is data of a trial that used it.
		TrialData,
		/// An authority investigates.
		Investigation,
	}
}

choice! {
	/// Why a record was shredded.
	ShredArg of ShredReason {
		/// The patient asked for it.
		PatientRequest,
		/// The time for which it must be kept is over.
		RetentionEnded,
		/// A court or authority ordered it.
		LegalOrder,
		/// It should never have been written.
		EnteredInError,
	}
}

choice! {
	/// What a reviewer finds.
	FindingArg of Finding {
		/// In order.
		Cleared,
		/// Abusive.
		Abuse,
	}
}

/// A record whose document exists.
pub fn kept(row: &KeptRecord<AccountId32, ()>) -> Report {
	let version = match &row.version {
		Version::Live => "live".into(),
		Version::Amended { by } => format!("amended by {}", hex(by)),
		Version::InError => "in error".into(),
	};
	let erasure = row.erasure.as_ref().map(|erasure| match erasure {
		Erasure::Requested { due } => format!("requested, to be answered before {}", moment(*due)),
		Erasure::Ignored { since } => format!("ignored since {}: nobody reads it", moment(*since)),
	});
	let hold = row.hold.as_ref().map(|hold| {
		format!("until {} by licence {}: {:?}", moment(hold.until), hold.by, hold.ground)
	});
	Report::new("")
		.with("version", version)
		.with("custodian", row.custodian)
		.with("patient", row.patient.to_string())
		.with("set", row.set)
		.with("anchoredInBlock", row.block)
		.with("disputed", row.disputed)
		.with_some("hold", hold)
		.with_some("shredding", erasure)
		.with("events", row.trail.n)
}

/// A grant, on a line.
pub fn grant(slot: u8, grant: &Grant<AccountId32>) -> Report {
	let grantee = match &grant.grantee {
		Grantee::Licence(licence) => format!("licence {licence}"),
		Grantee::Key(key) => key.to_string(),
	};
	let what = match &grant.what {
		What::Sets(sets) => format!("sets {}", bits(*sets)),
		What::Record(id) => hex(id),
	};
	let state = match &grant.state {
		GrantState::Open { reads_left } => format!("{reads_left} reads left"),
		GrantState::Closed { why, at } => format!("{why:?} {}", moment(*at)),
	};
	Report::new("")
		.with("slot", slot)
		.with("state", state)
		.with("to", grantee)
		.with("what", what)
		.with("purpose", format!("{:?}", grant.purpose))
		.with("from", moment(grant.from))
		.with("until", moment(grant.until))
		.with("authoredAt", grant.authored_at)
}

/// An emergency access, on a line.
pub fn incident(id: u64, incident: &Incident) -> Report {
	let state = match &incident.state {
		IncidentState::Open { justify_by } => {
			format!("to be explained before {}", moment(*justify_by))
		},
		IncidentState::Overdue { since } => format!("unexplained since {}", moment(*since)),
		IncidentState::Justified { late, at, .. } => {
			format!("explained {}{}", moment(*at), if *late { ", too late" } else { "" })
		},
		IncidentState::Closed { verdict, at } => format!("{verdict:?} {}", moment(*at)),
	};
	Report::new("")
		.with("incident", id)
		.with("by", incident.by)
		.with("reason", format!("{:?}", incident.reason))
		.with("sets", bits(incident.sets))
		.with("at", moment(incident.at))
		.with("readUntil", moment(incident.read_until))
		.with("state", state)
}

/// A patient's relationship with its custodian.
pub fn patient(row: &Patient<AccountId32, ()>) -> Report {
	let guardians = row.guardians.list.0.iter();
	let guardians = guardians.map(|one| format!("{} until {}", one.key, moment(one.until)));
	let recovery = row.recovery.as_ref().map(|recovery| match recovery {
		Recovery::Gathering { votes, until } => {
			format!("{} votes, until {}", votes.0.len(), moment(*until))
		},
		Recovery::Decided { new, effective_at } => {
			format!("decided: {new} from {}", moment(*effective_at))
		},
	});
	Report::new("")
		.with("custodian", row.custodian)
		.with_some("controller", row.controller.map(|key| key.to_string()))
		.with("guardians", guardians.collect::<Vec<_>>())
		.with("threshold", row.guardians.threshold)
		.with_some("recovery", recovery)
		.with("attempt", row.attempt)
		.with("sealed", bits(row.sealed))
		.with("seq", row.seq)
		.with("events", row.trail.n)
}
