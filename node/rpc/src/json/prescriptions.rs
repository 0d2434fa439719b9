//! Prescriptions in JSON.

use super::{LicenceStatus, Trail};
use salus_primitives::{BlockNumber, LicenceId, Moment, RxId};
use salus_runtime_api::pallet_prescriptions as row;
use serde::{Deserialize, Serialize};
use sp_runtime::AccountId32;

/// A prescribed item, as it stands at a block: what time alone has changed is in it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
	/// Its id.
	pub id: RxId,
	/// Licence under which it was issued.
	pub issuer: LicenceId,
	/// Block of its issue.
	pub issued_at: BlockNumber,
	/// Index into the policy table.
	pub class: u8,
	/// Index into the table of units.
	pub unit: u8,
	/// Where it stands.
	pub stage: Stage,
	/// What was handed out, oldest first; the position is the number of the dispense.
	pub dispenses: Vec<Dispense>,
	/// Its history as one hash.
	pub trail: Trail,
	/// What goes when the item is archived; `null` from then on.
	pub live: Option<Live>,
}

/// What an item holds only until it is archived.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Live {
	/// The patient's key.
	pub patient: AccountId32,
	/// The number that the patient's next call must carry.
	pub patient_seq: u16,
	/// Quantity of one fill, in the smallest unit.
	pub quantity: u32,
	/// Fills on top of the first.
	pub repeats: u8,
	/// Least time between the starts of fills, in hours.
	pub interval_hours: u16,
	/// Time for the rest of a begun fill, in hours; 0: a fill is handed out whole.
	pub partial_hours: u16,
	/// Begin of the validity.
	pub from: Moment,
	/// End of the validity, exclusive.
	pub until: Moment,
	/// Whether the dispenser may substitute the product.
	pub substitution: bool,
	/// Whether it was dispensed in an emergency, before anything was prescribed.
	pub emergency: bool,
	/// Who may claim it.
	pub access: Access,
	/// Transfers between dispensers still allowed.
	pub transfers_left: u8,
}

/// Who may claim an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Access {
	/// Nobody, until the patient presents it.
	Closed,
	/// One dispenser.
	Only {
		/// Its licence.
		licence: LicenceId,
	},
	/// Every dispenser.
	Any,
}

/// Where an item stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Stage {
	/// Nobody holds it.
	Free,
	/// One dispenser has the exclusive right to it.
	Held {
		/// The dispenser.
		by: LicenceId,
		/// End of the hold, exclusive.
		until: Moment,
		/// Whether a cancellation takes effect when the hold ends.
		pending: bool,
	},
	/// Suspended.
	OnHold {
		/// Who suspended it.
		by: LicenceId,
	},
	/// A dispenser declined it.
	Declined {
		/// The dispenser.
		by: LicenceId,
		/// End of the window for reopening, exclusive.
		until: Moment,
	},
	/// Dispensed in an emergency and not ratified yet.
	Owed {
		/// End of the time to ratify, exclusive.
		until: Moment,
	},
	/// Nothing more is dispensed.
	Closed {
		/// Why.
		why: Closure,
		/// When; of an archived item, the later of closing and the end of its validity.
		at: Moment,
	},
}

/// Why an item closed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Closure {
	/// Dispensed.
	Completed,
	/// Cancelled before anything was dispensed.
	Cancelled,
	/// Cancelled after something was dispensed, or replaced by a renewal.
	Stopped,
	/// The validity ended.
	Expired,
	/// Declined, and nobody reopened it.
	NotDispensed,
	/// It should never have been issued.
	EnteredInError,
	/// The patient died.
	Deceased,
	/// The emergency dispense was not ratified.
	Unratified,
}

/// One handing-out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Dispense {
	/// Licence of the dispenser.
	pub by: LicenceId,
	/// Block in which it was recorded.
	pub block: BlockNumber,
	/// Time of that block.
	pub at: Moment,
	/// Quantity, in the smallest unit.
	pub quantity: u32,
	/// The fill it belongs to, from 0.
	pub fill: u8,
	/// Taken back: its quantity is free again.
	pub withdrawn: bool,
	/// Another product than the one prescribed.
	pub substituted: bool,
	/// Recorded while a cancellation was pending.
	pub late: bool,
	/// The last part of a fill whose window ended before it was complete.
	pub voided: bool,
}

/// What a cancellation would meet. The numbers are those of NHS EPS.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
	/// R-0001
	Cancelled,
	/// R-0002
	WithDispenser,
	/// R-0003
	WithDispenserActive,
	/// R-0004
	AlreadyDispensed,
	/// R-0005
	AlreadyExpired,
	/// R-0006
	AlreadyCancelled,
	/// R-0010
	NotDispensed,
}

/// The limits of a class.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Policy {
	/// Most repeats.
	pub max_repeats: u8,
	/// Longest time to the end of the validity, in hours.
	pub max_validity_hours: u16,
	/// Largest quantity of one fill.
	pub max_quantity: u32,
	/// Shortest interval between fills, in hours.
	pub min_interval_hours: u16,
	/// Longest window for the rest of a fill, in hours; 0: no partial dispensing.
	pub partial_hours: u16,
	/// Transfers between dispensers.
	pub transfers: u8,
	/// Whether a renewal has no more transfers than the item it replaces had left.
	pub inherit_transfers: bool,
	/// Whether it may be dispensed in an emergency, before the prescription.
	pub emergency: bool,
}

/// Whether a commitment opens an id, and what the chain says of who issued it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Verification {
	/// Whether licence, time of authoring and commitment hash to the id.
	pub opens: bool,
	/// The licence under which the item was issued.
	pub issuer: LicenceId,
	/// Block of its issue.
	pub issued_at: BlockNumber,
	/// Where the licence stood at the end of that block; `null` if this node does not keep that state any more.
	pub issuer_then: Option<LicenceStatus>,
	/// Where it stands at the block of this answer.
	pub issuer_now: Option<LicenceStatus>,
	/// Whether the licence is suspended or revoked for fraud since the block of issue or an earlier one, so that nothing
	/// can be dispensed on the item.
	pub tainted: bool,
	/// Where the item stands.
	pub stage: Stage,
}

impl Item {
	/// A row in JSON.
	pub fn new(id: RxId, rx: row::Rx<AccountId32, ()>) -> Self {
		let trail = rx.trail().into();
		let dispenses = rx.dispenses().iter().map(Dispense::from).collect();
		match rx {
			row::Rx::Live(live) => Item {
				id,
				issuer: live.issuer,
				issued_at: live.issued_at,
				class: live.terms.class,
				unit: live.terms.unit,
				stage: live.stage.into(),
				dispenses,
				trail,
				live: Some(live.into()),
			},
			row::Rx::Archived(archived) => Item {
				id,
				issuer: archived.issuer,
				issued_at: archived.issued_at,
				class: archived.class,
				unit: archived.unit,
				stage: Stage::Closed { why: archived.why.into(), at: archived.at },
				dispenses,
				trail,
				live: None,
			},
		}
	}
}

impl From<row::LiveRx<AccountId32, ()>> for Live {
	fn from(rx: row::LiveRx<AccountId32, ()>) -> Self {
		Live {
			patient: rx.patient,
			patient_seq: rx.patient_seq,
			quantity: rx.terms.quantity,
			repeats: rx.terms.repeats,
			interval_hours: rx.terms.interval_h,
			partial_hours: rx.terms.partial_h,
			from: rx.terms.from,
			until: rx.terms.until,
			substitution: rx.flags.has(row::Flags::SUBSTITUTION),
			emergency: rx.flags.has(row::Flags::EMERGENCY),
			access: rx.access.into(),
			transfers_left: rx.transfers_left,
		}
	}
}

impl From<row::Access> for Access {
	fn from(access: row::Access) -> Self {
		match access {
			row::Access::Closed => Access::Closed,
			row::Access::Only(licence) => Access::Only { licence },
			row::Access::Any => Access::Any,
		}
	}
}

impl From<row::Stage> for Stage {
	fn from(stage: row::Stage) -> Self {
		match stage {
			row::Stage::Free => Stage::Free,
			row::Stage::Held { by, until, pending } => Stage::Held { by, until, pending },
			row::Stage::OnHold { by } => Stage::OnHold { by },
			row::Stage::Declined { by, until } => Stage::Declined { by, until },
			row::Stage::Owed { until } => Stage::Owed { until },
			row::Stage::Closed { why, at } => Stage::Closed { why: why.into(), at },
		}
	}
}

impl From<row::Closure> for Closure {
	fn from(why: row::Closure) -> Self {
		match why {
			row::Closure::Completed => Closure::Completed,
			row::Closure::Cancelled => Closure::Cancelled,
			row::Closure::Stopped => Closure::Stopped,
			row::Closure::Expired => Closure::Expired,
			row::Closure::NotDispensed => Closure::NotDispensed,
			row::Closure::EnteredInError => Closure::EnteredInError,
			row::Closure::Deceased => Closure::Deceased,
			row::Closure::Unratified => Closure::Unratified,
		}
	}
}

impl From<&row::Dispense> for Dispense {
	fn from(dispense: &row::Dispense) -> Self {
		Dispense {
			by: dispense.by,
			block: dispense.block,
			at: dispense.at,
			quantity: dispense.quantity,
			fill: dispense.fill,
			withdrawn: dispense.has(row::Dispense::WITHDRAWN),
			substituted: dispense.has(row::Dispense::SUBSTITUTED),
			late: dispense.has(row::Dispense::LATE),
			voided: dispense.has(row::Dispense::VOIDED),
		}
	}
}

impl From<row::Outcome> for Outcome {
	fn from(outcome: row::Outcome) -> Self {
		match outcome {
			row::Outcome::Cancelled => Outcome::Cancelled,
			row::Outcome::WithDispenser => Outcome::WithDispenser,
			row::Outcome::WithDispenserActive => Outcome::WithDispenserActive,
			row::Outcome::AlreadyDispensed => Outcome::AlreadyDispensed,
			row::Outcome::AlreadyExpired => Outcome::AlreadyExpired,
			row::Outcome::AlreadyCancelled => Outcome::AlreadyCancelled,
			row::Outcome::NotDispensed => Outcome::NotDispensed,
		}
	}
}

impl From<row::Policy> for Policy {
	fn from(policy: row::Policy) -> Self {
		Policy {
			max_repeats: policy.max_repeats,
			max_validity_hours: policy.max_validity_h,
			max_quantity: policy.max_quantity,
			min_interval_hours: policy.min_interval_h,
			partial_hours: policy.partial_h,
			transfers: policy.transfers,
			inherit_transfers: policy.inherit_transfers,
			emergency: policy.emergency,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_primitives::Trail as Row;
	use serde_json::json;
	use sp_core::H256;

	fn live() -> row::LiveRx<AccountId32, ()> {
		row::LiveRx {
			patient: AccountId32::new([1; 32]),
			issuer: 1,
			issued_at: 5,
			terms: row::Terms {
				class: 2,
				unit: 3,
				quantity: 28,
				repeats: 1,
				interval_h: 24,
				partial_h: 72,
				from: 1_000,
				until: 2_000,
			},
			trail: Row { head: H256::repeat_byte(2), n: 2, last: 6 },
			flags: row::Flags(row::Flags::SUBSTITUTION),
			patient_seq: 4,
			access: row::Access::Only(9),
			transfers_left: 3,
			stage: row::Stage::Held { by: 9, until: 1_500, pending: true },
			dispenses: vec![row::Dispense {
				by: 9,
				block: 6,
				at: 1_200,
				quantity: 14,
				fill: 0,
				flags: row::Dispense::SUBSTITUTED | row::Dispense::LATE,
			}]
			.try_into()
			.unwrap(),
			ticket: (),
		}
	}

	#[test]
	fn a_live_item_has_this_shape() {
		let item = Item::new(H256::repeat_byte(7), row::Rx::Live(live()));
		let shape = json!({
			"id": H256::repeat_byte(7),
			"issuer": 1,
			"issuedAt": 5,
			"class": 2,
			"unit": 3,
			"stage": { "kind": "held", "by": 9, "until": 1_500, "pending": true },
			"dispenses": [{
				"by": 9, "block": 6, "at": 1_200, "quantity": 14, "fill": 0,
				"withdrawn": false, "substituted": true, "late": true, "voided": false,
			}],
			"trail": { "head": H256::repeat_byte(2), "events": 2, "last": 6 },
			"live": {
				"patient": "5C62Ck4UrFPiBtoCmeSrgF7x9yv9mn38446dhCpsi2mLHiFT",
				"patientSeq": 4,
				"quantity": 28,
				"repeats": 1,
				"intervalHours": 24,
				"partialHours": 72,
				"from": 1_000,
				"until": 2_000,
				"substitution": true,
				"emergency": false,
				"access": { "kind": "only", "licence": 9 },
				"transfersLeft": 3,
			},
		});
		assert_eq!(serde_json::to_value(&item).unwrap(), shape);
		assert_eq!(serde_json::from_value::<Item>(shape).unwrap(), item);
	}

	#[test]
	fn an_archived_item_tells_nothing_of_the_patient() {
		let archived = row::ArchivedRx {
			issuer: 1,
			issued_at: 5,
			class: 2,
			unit: 3,
			why: row::Closure::EnteredInError,
			at: 2_000,
			trail: Row { head: H256::zero(), n: 3, last: 8 },
			dispenses: Default::default(),
		};
		let value =
			serde_json::to_value(Item::new(H256::zero(), row::Rx::Archived(archived))).unwrap();
		assert_eq!(
			value["stage"],
			json!({ "kind": "closed", "why": "enteredInError", "at": 2_000 })
		);
		assert_eq!(value["live"], json!(null));
	}

	#[test]
	fn words_are_camel_case() {
		let word = |stage: row::Stage| serde_json::to_value(Stage::from(stage)).unwrap();
		assert_eq!(word(row::Stage::Free), json!({ "kind": "free" }));
		assert_eq!(word(row::Stage::OnHold { by: 1 }), json!({ "kind": "onHold", "by": 1 }));
		let outcome = Outcome::from(row::Outcome::WithDispenserActive);
		assert_eq!(serde_json::to_value(outcome).unwrap(), json!("withDispenserActive"));
	}
}
