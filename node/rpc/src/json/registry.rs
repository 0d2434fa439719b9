//! Licences in JSON.

use salus_primitives::{BlockNumber, LicenceId, Moment, OrganisationId};
use salus_runtime_api::pallet_registry as row;
use serde::{Deserialize, Serialize};
use sp_runtime::AccountId32;

/// A licence: who may act as what, for whom, when.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Licence {
	/// Its id.
	pub id: LicenceId,
	/// The key that acts.
	pub holder: AccountId32,
	/// The organisation for which it acts.
	pub organisation: OrganisationId,
	/// What it may act as.
	pub role: Role,
	/// Whether a share of the organisation's bond stands behind it.
	pub bonded: bool,
	/// Begin of the validity.
	pub from: Moment,
	/// End of the validity, exclusive.
	pub until: Moment,
	/// Where it stands at the block of this answer.
	pub status: LicenceStatus,
	/// First block whose items are tainted by fraud; `null` if none are.
	pub tainted_since: Option<BlockNumber>,
	/// Block since which holder, standing and begin are what they are.
	pub unchanged_since: BlockNumber,
}

/// Where a licence stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum LicenceStatus {
	/// Waits for the council.
	Awaiting,
	/// Its period has not begun.
	NotYet,
	/// Entitles its holder.
	Valid,
	/// Suspended.
	Suspended {
		/// For fraud.
		fraud: bool,
	},
	/// Its period is over.
	Expired,
	/// Taken away.
	Revoked {
		/// For fraud.
		fraud: bool,
	},
	/// Given up.
	Surrendered,
	/// Never came into force.
	Void,
}

/// What a licence lets its holder be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Role {
	/// A person who prescribes.
	Prescriber,
	/// A pharmacy, or one of its counters.
	Dispenser,
	/// An insurer.
	Payer,
	/// A hospital.
	Hospital,
	/// A sponsor of clinical trials.
	Sponsor,
	/// A person who conducts a trial at a site.
	Investigator,
	/// An ethics committee.
	EthicsCommittee,
	/// An authority that supervises the others.
	Regulator,
	/// An independent reviewer.
	Auditor,
	/// A person who treats without prescribing.
	Clinician,
}

impl Licence {
	/// A row in JSON.
	pub fn new(id: LicenceId, row: row::Licence<AccountId32>, status: LicenceStatus) -> Self {
		Licence {
			id,
			organisation: row.organisation,
			role: row.role.into(),
			bonded: row.bonded,
			from: row.from,
			until: row.until,
			status,
			tainted_since: row.standing.tainted_since(),
			unchanged_since: row.set.0,
			holder: row.holder,
		}
	}
}

impl From<salus_primitives::Role> for Role {
	fn from(role: salus_primitives::Role) -> Self {
		match role {
			salus_primitives::Role::Prescriber => Role::Prescriber,
			salus_primitives::Role::Dispenser => Role::Dispenser,
			salus_primitives::Role::Payer => Role::Payer,
			salus_primitives::Role::Hospital => Role::Hospital,
			salus_primitives::Role::Sponsor => Role::Sponsor,
			salus_primitives::Role::Investigator => Role::Investigator,
			salus_primitives::Role::EthicsCommittee => Role::EthicsCommittee,
			salus_primitives::Role::Regulator => Role::Regulator,
			salus_primitives::Role::Auditor => Role::Auditor,
			salus_primitives::Role::Clinician => Role::Clinician,
		}
	}
}

impl From<salus_primitives::LicenceStatus> for LicenceStatus {
	fn from(status: salus_primitives::LicenceStatus) -> Self {
		use salus_primitives::LicenceStatus as Status;
		match status {
			Status::Awaiting => LicenceStatus::Awaiting,
			Status::NotYet => LicenceStatus::NotYet,
			Status::Valid => LicenceStatus::Valid,
			Status::Suspended { fraud } => LicenceStatus::Suspended { fraud },
			Status::Expired => LicenceStatus::Expired,
			Status::Revoked { fraud } => LicenceStatus::Revoked { fraud },
			Status::Surrendered => LicenceStatus::Surrendered,
			Status::Void => LicenceStatus::Void,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn a_licence_has_this_shape() {
		let row = row::Licence {
			holder: AccountId32::new([1; 32]),
			organisation: 4,
			role: salus_primitives::Role::EthicsCommittee,
			bonded: true,
			from: 10,
			until: 20,
			standing: row::Standing::Suspended(row::Ground::Fraud { since: 7 }),
			set: (8, 9),
		};
		let licence = Licence::new(3, row, LicenceStatus::Suspended { fraud: true });
		let shape = json!({
			"id": 3,
			"holder": "5C62Ck4UrFPiBtoCmeSrgF7x9yv9mn38446dhCpsi2mLHiFT",
			"organisation": 4,
			"role": "ethicsCommittee",
			"bonded": true,
			"from": 10,
			"until": 20,
			"status": { "kind": "suspended", "fraud": true },
			"taintedSince": 7,
			"unchangedSince": 8,
		});
		assert_eq!(serde_json::to_value(&licence).unwrap(), shape);
		assert_eq!(serde_json::from_value::<Licence>(shape).unwrap(), licence);
	}
}
