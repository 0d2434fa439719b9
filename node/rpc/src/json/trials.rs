//! Trials and their forms in JSON. Scopes are masks of 32 bits whose meaning stands in the version of the form.

use super::Standing;
use salus_primitives::{self as primitives, BlockNumber, LicenceId, Moment, TrialId};
use salus_runtime_api::pallet_trial_consents as row;
use serde::{Deserialize, Serialize};
use sp_core::H256;
use sp_runtime::AccountId32;

/// A clinical trial.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Trial {
	/// Its number.
	pub id: TrialId,
	/// Licence of the sponsor.
	pub sponsor: LicenceId,
	/// Licence of the ethics committee.
	pub committee: LicenceId,
	/// Commitment to the protocol.
	pub protocol: H256,
	/// When it ends by itself, exclusive.
	pub ends_at: Moment,
	/// When it was ended before that.
	pub ended_at: Option<Moment>,
	/// The version approved last.
	pub current: Option<u16>,
	/// Versions on which a consent may be in force, and those submitted lately, in their order.
	pub forms: Vec<Form>,
}

/// One version of a trial's consent form.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Form {
	/// The version.
	pub version: u16,
	/// Commitment to the document.
	pub commitment: H256,
	/// The scopes that it offers.
	pub offered: u32,
	/// Those of them without which nobody takes part.
	pub core: u32,
	/// The sets of signers that it admits.
	pub sets: Vec<Vec<Signer>>,
	/// Hours for which a consent may be deferred in an emergency; 0: not at all.
	pub deferred_hours: u16,
	/// Whether its committee has suspended it.
	pub suspended_by_committee: bool,
	/// Whether a regulator has.
	pub suspended_by_regulator: bool,
	/// Where it stands.
	pub status: FormStatus,
}

/// Where a form stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum FormStatus {
	/// Waits for the committee.
	Submitted {
		/// When silence becomes a rejection, exclusive.
		until: Moment,
	},
	/// May be used.
	Approved {
		/// From when.
		from: Moment,
		/// Until when, exclusive.
		until: Moment,
		/// Block of the decision.
		block: BlockNumber,
	},
	/// A later version has taken its place, or will.
	Superseded {
		/// The begin of its own approval.
		from: Moment,
		/// Its end, exclusive.
		until: Moment,
		/// Block of the decision.
		block: BlockNumber,
		/// When the successor takes its place.
		at: Moment,
		/// By stage (not enrolled, enrolled, on study, follow-up), when its participants must sign again; `null`: they need
		/// not.
		asks: Vec<Option<Ask>>,
	},
	/// Rejected, by the committee or its silence.
	Rejected,
}

/// A later version asks participants to sign again.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ask {
	/// From when their consent is due for renewal.
	pub from: Moment,
	/// When it lapses, exclusive.
	pub until: Moment,
}

/// In which capacity somebody signs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Signer {
	/// The participant, consenting.
	Subject,
	/// The legally authorised representative.
	Representative,
	/// The participant, assenting.
	Assent,
	/// The impartial witness.
	Witness,
	/// The investigator.
	Investigator,
}

/// A participant whose consent is due for renewal, has lapsed, or stands otherwise now.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Stands {
	/// The participant's key.
	pub subject: AccountId32,
	/// What the consent is worth.
	pub standing: Standing,
}

/// What is told of a trial.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TrialDesk {
	/// The trial with its forms; `null` while there is none.
	pub trial: Option<Trial>,
	/// At first, or after a gap, whose consent is due for renewal (the nearest first) or has lapsed, at most 64 of them; then
	/// every participant to whom something happened since the last message, or whose consent has become due or lapsed, or
	/// is no longer, by the clock or by a form.
	pub participants: Vec<Stands>,
	/// How many consents are due for renewal.
	pub due: u32,
	/// How many have lapsed.
	pub lapsed: u32,
	/// Whether all participants were looked at: a node looks at a bounded number.
	pub complete: bool,
}

impl Trial {
	/// A row in JSON, with some of its forms.
	pub fn new(id: TrialId, trial: row::Trial<()>, forms: Vec<(u16, row::Form<()>)>) -> Self {
		Trial {
			id,
			sponsor: trial.sponsor,
			committee: trial.committee,
			protocol: trial.protocol,
			ends_at: trial.ends_at,
			ended_at: trial.ended,
			current: trial.current,
			forms: forms.into_iter().map(|(version, form)| Form::new(version, form)).collect(),
		}
	}
}

impl Form {
	/// A row in JSON.
	pub fn new(version: u16, form: row::Form<()>) -> Self {
		Form {
			version,
			commitment: form.commitment,
			offered: form.offered.0,
			core: form.core.0,
			sets: form.sets.iter().map(|set| signers(*set)).collect(),
			deferred_hours: form.deferred_h,
			suspended_by_committee: form.suspended.committee,
			suspended_by_regulator: form.suspended.regulator,
			status: form.status.into(),
		}
	}
}

impl From<row::FormStatus> for FormStatus {
	fn from(status: row::FormStatus) -> Self {
		match status {
			row::FormStatus::Submitted { until, .. } => FormStatus::Submitted { until },
			row::FormStatus::Approved {
				approval: row::Approval { from, until, block }, ..
			} => FormStatus::Approved { from, until, block },
			row::FormStatus::Superseded { approval, at, asks } => {
				let row::Approval { from, until, block } = approval;
				let ask = |ask: row::Ask| Ask { from: ask.from, until: ask.until };
				let asks = asks.into_iter().map(|asked| asked.map(ask)).collect();
				FormStatus::Superseded { from, until, block, at, asks }
			},
			row::FormStatus::Rejected => FormStatus::Rejected,
		}
	}
}

/// A set of signers as a list, in their order.
pub(super) fn signers(set: primitives::Signers) -> Vec<Signer> {
	use primitives::Signer as Row;
	let all = [
		(Row::Subject, Signer::Subject),
		(Row::Representative, Signer::Representative),
		(Row::Assent, Signer::Assent),
		(Row::Witness, Signer::Witness),
		(Row::Investigator, Signer::Investigator),
	];
	let within = all.into_iter().filter(|(row, _)| set.contains(row.only()));
	within.map(|(_, signer)| signer).collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use primitives::{Scopes, Signers};
	use serde_json::{json, to_value};

	#[test]
	fn a_form_has_this_shape() {
		let form = row::Form {
			commitment: H256::zero(),
			offered: Scopes(7),
			core: Scopes(1),
			sets: vec![Signers::SELF.or(Signers::INVESTIGATOR)].try_into().unwrap(),
			deferred_h: 0,
			ends_at: 99,
			suspended: row::Suspension { committee: true, regulator: false },
			status: row::FormStatus::Superseded {
				approval: row::Approval { from: 1, until: 2, block: 3 },
				at: 4,
				asks: [None, Some(row::Ask { from: 5, until: 6 }), None, None],
			},
			ticket: (),
		};
		let shape = json!({
			"version": 2,
			"commitment": H256::zero(),
			"offered": 7,
			"core": 1,
			"sets": [["subject", "investigator"]],
			"deferredHours": 0,
			"suspendedByCommittee": true,
			"suspendedByRegulator": false,
			"status": {
				"kind": "superseded", "from": 1, "until": 2, "block": 3, "at": 4,
				"asks": [null, { "from": 5, "until": 6 }, null, null],
			},
		});
		assert_eq!(to_value(Form::new(2, form)).unwrap(), shape);
	}
}
