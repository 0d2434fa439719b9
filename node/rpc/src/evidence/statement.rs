//! What is claimed, and what the state of a block says to it.

use super::{
	check_reads,
	desk::Deadline,
	state::{self, number, read, Store},
};
use crate::{
	chain::{BlockRef, Chain, Client},
	consents::Participants,
	json::{AssetRow, Past, Proof},
	prescriptions::Items,
	records::{Kept, Rows},
	reimbursement::Claims,
	trail::{Trailed, Walk},
	Block, Error,
};
use salus_evidence::reads::{Arg, Read};
use salus_primitives::{BlockNumber, LicenceId, Moment, RecordId, RxId, TrialId};
use salus_runtime_api::{
	pallet_health_records::Record, pallet_reimbursement_escrow::ClaimKey, HealthRecordsApi,
	PrescriptionsApi, ReimbursementApi, TrialConsentsApi,
};
use serde::{de, Deserialize, Deserializer, Serialize, Serializer};
use sp_core::H256;
use sp_runtime::AccountId32;
use std::collections::BTreeSet;

/// What is claimed, in the words of an evidence file: a kind, and what names the row. Keys of people are 32 bytes in hex. What a
/// node need not know to find the row is left out: the role of a licence, the moment of a standing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", content = "args", rename_all = "camelCase")]
pub enum Statement {
	/// State and history of a prescribed item.
	Prescription((RxId,)),
	/// One dispense of an item, by its place in the item's list.
	Dispense((RxId, u8)),
	/// A licence.
	Licence((LicenceId,)),
	/// What a participant's consent is worth: trial, and the participant's key.
	Consent((TrialId, H256)),
	/// That a participant withdrew: trial, and the participant's key.
	Withdrawal((TrialId, H256)),
	/// A health record.
	Record((RecordId,)),
	/// A grant of access with its receipts: the patient's key, the slot, and when it was authored.
	Grant((H256, u8, Moment)),
	/// A claim for money: the item, the place of its dispense, and the rank.
	Claim((RxId, u8, u8)),
	/// That nothing stands under a name.
	Absent((Name,)),
	/// That a key signed a call: block and place of the extrinsic, whose own proof is another answer.
	Signed((BlockNumber, u32)),
	/// Who votes on the blocks that follow: of block 0, where trust in a chain may start.
	Authorities([(); 0]),
}

/// The name of an entry of the state, as `Prescriptions.Items(0x..)`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name(pub Read);

impl Serialize for Name {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.collect_str(&self.0)
	}
}

impl<'de> Deserialize<'de> for Name {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let text = String::deserialize(deserializer)?;
		let read = Read::parse(&text).ok_or_else(|| de::Error::custom("no name of an entry"))?;
		Ok(Name(read))
	}
}

/// A statement, the block at which it is asked about, and further names to be read there.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Question {
	pub(crate) statement: Statement,
	pub(crate) at: BlockRef,
	pub(crate) also: Vec<Name>,
}

/// Where a statement is looked up.
pub(crate) struct Prover<'a, C> {
	pub(crate) chain: &'a Chain<C>,
	pub(crate) store: &'a dyn Store,
	pub(crate) deadline: Deadline,
}

impl<C> Prover<'_, C>
where
	C: Client,
	C::Api: PrescriptionsApi<Block, AccountId32>
		+ TrialConsentsApi<Block, AccountId32>
		+ HealthRecordsApi<Block, AccountId32>
		+ ReimbursementApi<Block, AccountId32, AssetRow>,
{
	/// What the state of a block says to a statement.
	pub(crate) fn prove(&self, question: &Question) -> Result<Proof, Error> {
		let Question { statement, at, also } = question;
		let mut reads = self.reads(statement, *at)?;
		reads.extend(also.iter().map(|name| name.0.clone()));
		reads.extend(state::always(&reads)?);
		let reads: BTreeSet<_> = reads.into_iter().collect();
		check_reads(reads.len())?;
		let (state, values) = state::prove(self.chain, self.store, *at, reads)?;
		let runtime = state::facts(*at, &values)?;
		Ok(Proof { state, trail: self.trail(statement, *at)?, runtime })
	}

	/// The names that a statement needs: its row, and the rows without which that says nothing.
	fn reads(&self, statement: &Statement, at: BlockRef) -> Result<Vec<Read>, Error> {
		let api = self.chain.0.runtime_api();
		match statement {
			Statement::Prescription((id,)) => {
				let issuer = api.item(at.hash, *id)?.map(|row| row.issuer());
				with(item(*id), issuer.map(licence))
			},
			Statement::Dispense((id, place)) => {
				let row = api.item(at.hash, *id)?;
				let of = row.and_then(|row| row.dispenses().get(usize::from(*place)).cloned());
				with(item(*id), of.map(|of| licence(of.by)))
			},
			Statement::Licence((id,)) => with(licence(*id), None),
			Statement::Consent((trial, subject)) | Statement::Withdrawal((trial, subject)) => {
				Participants(self.chain.clone()).reads(*trial, &account(subject), at)
			},
			Statement::Record((id,)) => {
				let custodian = api.record(at.hash, *id)?.map(|row| match row {
					Record::Kept(kept) => kept.custodian,
					Record::Shredded(marker) => marker.custodian,
				});
				let record = read("HealthRecords", "Records", [Arg::Id((*id).into())]);
				with(record, custodian.map(licence))
			},
			Statement::Grant((patient, slot, _)) => {
				let args = [Arg::Id((*patient).into()), number(*slot)];
				with(read("HealthRecords", "Grants", args), None)
			},
			Statement::Claim((rx, place, rank)) => {
				let args = [Arg::Id((*rx).into()), number(*place), number(*rank)];
				with(read("ReimbursementEscrow", "Claims", args), Some(item(*rx)))
			},
			Statement::Absent((name,)) => Ok(vec![name.0.clone()]),
			Statement::Signed(_) => Ok(vec![]),
			Statement::Authorities([]) => with(read("Grandpa", "Authorities", []), None),
		}
	}

	/// What happened to the row of a statement.
	fn trail(&self, statement: &Statement, at: BlockRef) -> Result<Option<Past<Statement>>, Error> {
		let chain = || self.chain.clone();
		match *statement {
			Statement::Prescription((id,)) => {
				self.past(&Items(chain()), id, at, |id| Statement::Prescription((id,)))
			},
			Statement::Dispense((id, place)) => {
				self.past(&Items(chain()), id, at, |id| Statement::Dispense((id, place)))
			},
			Statement::Consent((trial, subject)) => {
				let participant = (trial, account(&subject));
				self.past(&Participants(chain()), participant, at, |(trial, subject)| {
					Statement::Consent((trial, key(subject)))
				})
			},
			Statement::Withdrawal((trial, subject)) => {
				let participant = (trial, account(&subject));
				self.past(&Participants(chain()), participant, at, |(trial, subject)| {
					Statement::Withdrawal((trial, key(subject)))
				})
			},
			Statement::Record((id,)) => {
				self.past(&Kept(chain()), id, at, |id| Statement::Record((id,)))
			},
			Statement::Grant((patient, slot, authored_at)) => {
				let (rows, of) = (Rows(chain()), account(&patient));
				// A slot is used again: the grant of another time has another history.
				match rows.grant(&of, slot, at)?.filter(|grant| grant.authored_at == authored_at) {
					Some(_) => self.past(&rows, (of, slot), at, |(of, slot)| {
						Statement::Grant((key(of), slot, authored_at))
					}),
					None => Ok(None),
				}
			},
			Statement::Claim((rx, dispense, rank)) => {
				let claim = ClaimKey { rx, dispense, rank };
				self.past(&Claims(chain()), claim, at, |ClaimKey { rx, dispense, rank }| {
					Statement::Claim((rx, dispense, rank))
				})
			},
			Statement::Licence(_)
			| Statement::Absent(_)
			| Statement::Signed(_)
			| Statement::Authorities(_) => Ok(None),
		}
	}

	/// The newest part of a row's history; `name` says how to ask for the rest.
	fn past<T: Trailed>(
		&self,
		rows: &T,
		id: T::Id,
		at: BlockRef,
		name: impl FnOnce(T::Id) -> Statement,
	) -> Result<Option<Past<Statement>>, Error> {
		let Some(trail) = rows.trail(&id, at)? else { return Ok(None) };
		let walk = Walk::new(self.chain, rows, id, at, trail);
		walk.past(|| self.deadline.check(), name).map(Some)
	}
}

/// A row with another, if there is one.
fn with(row: Result<Read, Error>, other: Option<Result<Read, Error>>) -> Result<Vec<Read>, Error> {
	[row].into_iter().chain(other).collect()
}

fn item(id: RxId) -> Result<Read, Error> {
	read("Prescriptions", "Items", [Arg::Id(id.into())])
}

fn licence(id: LicenceId) -> Result<Read, Error> {
	read("Registry", "Licences", [number(id)])
}

fn account(key: &H256) -> AccountId32 {
	AccountId32::new(key.0)
}

fn key(account: AccountId32) -> H256 {
	H256(account.into())
}
