//! What a file can say, and what must be gathered for it: rows and their histories, further blocks, openings.
//!
//! What the verifier needs for each kind is in `salus_evidence::statement`.

use super::{
	disclosure::{opening, Chosen},
	export::How,
	node::{Answer, Ground, History, Node},
	signatures,
};
use crate::{
	args,
	chain::Chain,
	consent::patient::Whose,
	escrow::{history::first_at, key},
	output::hex,
	receipt::{Receipt, ITEM, RECORD},
	record::{KeyArg, RecordRef},
	refusal::Refused,
	rx::ItemRef,
};
use anyhow::{bail, Context, Result};
use clap::{Args, Subcommand};
use salus_evidence::{
	file::{Document, Kind, Opening, Scalar},
	reads::{Arg, Read},
	rows::{
		self,
		consents::{self, Participation, Party},
		prescriptions::Rx,
		records::{Grant, Record},
		registry::Licence,
		AccountId, LicenceId, Pallet,
	},
};
use serde_json::{json, Value as Json};
use std::{path::PathBuf, str::FromStr};
use subxt::{ext::codec::Encode, utils::H256};

/// The calls with which somebody withdraws; a deferred consent ends with the refusal to confirm it.
const WITHDRAW: [u8; 2] = [53, 11];
const WITHDRAW_SIGNED: [u8; 2] = [53, 12];
const REFUSE: [u8; 2] = [53, 10];

/// What a file says.
#[derive(Clone, Debug, Subcommand)]
pub enum What {
	/// State and whole history of a prescribed item, and the licence under which it was issued.
	Prescription {
		/// The receipt that `salus rx issue` wrote: only it opens the item's id.
		receipt: PathBuf,
		#[command(flatten)]
		at: At,
		#[command(flatten)]
		chosen: Chosen,
		#[command(flatten)]
		how: How,
	},
	/// One dispense of an item.
	Dispense {
		/// The item: its id, or its receipt.
		item: ItemRef,
		/// The position of the dispense, as `salus rx show` numbers it.
		dispense: u8,
		#[command(flatten)]
		at: At,
		#[command(flatten)]
		chosen: Chosen,
		#[command(flatten)]
		how: How,
	},
	/// A licence: valid, suspended, expired or revoked.
	Licence {
		/// The licence.
		licence: u32,
		#[command(flatten)]
		at: At,
		#[command(flatten)]
		chosen: Chosen,
		#[command(flatten)]
		how: How,
	},
	/// What a participant's consent was worth at a moment. The block follows from the moment.
	Consent {
		#[command(flatten)]
		whose: Whose,
		/// The moment: a date, or a time with its offset.
		#[arg(value_parser = args::moment)]
		moment: u64,
		#[command(flatten)]
		chosen: Chosen,
		#[command(flatten)]
		how: How,
	},
	/// That a participant withdrew, and that the chain accepted no data record after it.
	Withdrawal {
		#[command(flatten)]
		whose: Whose,
		#[command(flatten)]
		at: At,
		#[command(flatten)]
		how: How,
	},
	/// A record as it was anchored, and what became of it.
	Record {
		/// The receipt that `salus record anchor` wrote; of a shredded record the id.
		record: RecordRef,
		#[command(flatten)]
		at: At,
		#[command(flatten)]
		chosen: Chosen,
		#[command(flatten)]
		how: How,
	},
	/// A grant of access with every receipt.
	Grant {
		#[command(flatten)]
		patient: KeyArg,
		/// The grant's slot.
		slot: u8,
		#[command(flatten)]
		at: At,
		#[command(flatten)]
		chosen: Chosen,
		#[command(flatten)]
		how: How,
	},
	/// A claim for money: where it stands, what was paid, when and why.
	Claim {
		/// The claim: ITEM/DISPENSE/RANK.
		claim: key::KeyArg,
		#[command(flatten)]
		at: At,
		#[command(flatten)]
		chosen: Chosen,
		#[command(flatten)]
		how: How,
	},
	/// That there is no such row; with its receipt, within some months of its date, that there never was.
	Absent {
		/// The row's name, in quotes for the shell: 'Prescriptions.Items(0x..)', 'TrialConsents.Consents(7,0x..)'.
		name: Name,
		/// What opens the id of the item or record.
		#[arg(long, value_name = "FILE")]
		receipt: Option<PathBuf>,
		#[command(flatten)]
		at: At,
		#[command(flatten)]
		how: How,
	},
	/// That a key signed a call which stands in a block.
	Signed {
		/// The block.
		block: u32,
		/// The extrinsic's place in it.
		index: u32,
		#[command(flatten)]
		how: How,
	},
}

/// At which block.
#[derive(Args, Clone, Copy, Debug)]
pub struct At {
	/// The block at which it is shown; the newest final one, if absent.
	#[arg(long = "at", value_name = "N")]
	number: Option<u32>,
}

/// The name of an entry of the state.
#[derive(Clone, Debug)]
pub struct Name(Read);

impl FromStr for Name {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let read = Read::parse(text);
		read.map(Name).ok_or_else(|| {
			format!("`{text}` is no name of an entry; expected one such as Prescriptions.Items(0x..) or Registry.Licences(7)")
		})
	}
}

/// Everything that a file says, but for the way from the anchor to its blocks.
pub struct Case {
	/// The kind of statement.
	pub kind: Kind,
	/// What names the row, and what of it.
	pub args: Vec<Scalar>,
	/// The blocks; the first is that of the row.
	pub grounds: Vec<Ground>,
	/// What happened to the row.
	pub history: Option<History>,
	/// What ids open to.
	pub openings: Vec<Opening>,
	/// Fields that the holder shows.
	pub document: Option<Document>,
}

impl Case {
	fn new(kind: Kind, args: Vec<Scalar>, ground: Ground) -> Self {
		let grounds = vec![ground];
		Case { kind, args, grounds, history: None, openings: Vec::new(), document: None }
	}
}

impl What {
	/// How the file is made.
	pub fn how(&self) -> &How {
		match self {
			What::Prescription { how, .. }
			| What::Dispense { how, .. }
			| What::Licence { how, .. }
			| What::Consent { how, .. }
			| What::Withdrawal { how, .. }
			| What::Record { how, .. }
			| What::Grant { how, .. }
			| What::Claim { how, .. }
			| What::Absent { how, .. }
			| What::Signed { how, .. } => how,
		}
	}

	/// Which fields are shown, where a document stands behind the statement.
	pub fn chosen(&self) -> Option<&Chosen> {
		match self {
			What::Prescription { chosen, .. }
			| What::Dispense { chosen, .. }
			| What::Licence { chosen, .. }
			| What::Consent { chosen, .. }
			| What::Record { chosen, .. }
			| What::Grant { chosen, .. }
			| What::Claim { chosen, .. } => Some(chosen),
			What::Withdrawal { .. } | What::Absent { .. } | What::Signed { .. } => None,
		}
	}

	/// Gathers what the file says.
	pub async fn gather(&self, chain: &Chain) -> Result<Case> {
		let node = Node(chain);
		match self {
			What::Prescription { receipt, at, chosen, .. } => {
				let receipt = Receipt::read(ITEM, receipt)?;
				Asked::at(node, at.number).await?.prescription(&receipt, chosen).await
			},
			What::Dispense { item, dispense, at, chosen, .. } => {
				Asked::at(node, at.number).await?.dispense(item, *dispense, chosen).await
			},
			What::Licence { licence, at, chosen, .. } => {
				Asked::at(node, at.number).await?.licence(*licence, chosen).await
			},
			What::Consent { whose, moment, chosen, .. } => {
				consent(chain, whose, *moment, chosen).await
			},
			What::Withdrawal { whose, at, .. } => {
				Asked::at(node, at.number).await?.withdrawal(whose).await
			},
			What::Record { record, at, chosen, .. } => {
				Asked::at(node, at.number).await?.record(record, chosen).await
			},
			What::Grant { patient, slot, at, chosen, .. } => {
				Asked::at(node, at.number).await?.grant(patient, *slot, chosen).await
			},
			What::Claim { claim, at, chosen, .. } => {
				Asked::at(node, at.number).await?.claim(claim, chosen).await
			},
			What::Absent { name, receipt, at, .. } => {
				Asked::at(node, at.number).await?.absent(name, receipt.as_ref()).await
			},
			What::Signed { block, index, .. } => {
				Asked::at(node, Some(*block)).await?.signed(*block, *index).await
			},
		}
	}
}

/// A node asked at one block.
struct Asked<'a> {
	node: Node<'a>,
	block: H256,
}

impl<'a> Asked<'a> {
	async fn at(node: Node<'a>, number: Option<u32>) -> Result<Self> {
		Ok(Asked { node, block: node.block(number).await? })
	}

	async fn ask(&self, kind: Kind, args: Json, also: &[Read]) -> Result<Answer> {
		self.node.prove(&json!({ "kind": kind.name(), "args": args }), self.block, also).await
	}

	async fn prescription(&self, receipt: &Receipt, chosen: &Chosen) -> Result<Case> {
		let id = receipt.id;
		let mut answer = self.ask(Kind::Prescription, json!([hex(id)]), &[]).await?;
		let history = self.node.history(&mut answer).await?;
		let row = item(&answer, id)?;
		let (issuer, block) = row.issued();
		let further = self.licence_then(&answer, issuer, block, is_told(&history, block)).await?;
		let mut case = Case::new(Kind::Prescription, vec![id_of(id)], answer.ground);
		case.grounds.extend(further);
		case.history = history;
		case.openings.push(opening(receipt));
		case.document = chosen.read(Some(receipt))?;
		Ok(case)
	}

	async fn dispense(&self, item_ref: &ItemRef, number: u8, chosen: &Chosen) -> Result<Case> {
		let id = item_ref.id()?;
		let mut answer = self.ask(Kind::Dispense, json!([hex(id), number]), &[]).await?;
		let history = self.node.history(&mut answer).await?;
		let row = item(&answer, id)?;
		let dispense = row.dispenses().get(usize::from(number));
		let dispense = dispense
			.with_context(|| format!("item {} has {} dispenses", hex(id), row.dispenses().len()))?;
		let (by, block) = (dispense.by, dispense.block);
		// The row itself tells the time.
		let further = self.licence_then(&answer, by, block, true).await?;
		let args = vec![id_of(id), Scalar::Number(number.into())];
		let mut case = Case::new(Kind::Dispense, args, answer.ground);
		case.grounds.extend(further);
		case.history = history;
		// The document that stands behind a dispense is that of what was handed out.
		case.document = chosen.read(None)?;
		Ok(case)
	}

	async fn licence(&self, licence: u32, chosen: &Chosen) -> Result<Case> {
		let document = chosen.read(None)?;
		let number = [Arg::Number(licence.into())];
		let file = Read::new(Pallet::Registry.name(), "Files", number.clone());
		let also: Vec<_> = file.filter(|_| document.is_some()).into_iter().collect();
		let answer = self.ask(Kind::Licence, json!([licence]), &also).await?;
		let row: Option<Licence> = answer.row(Pallet::Registry, "Licences", number)?;
		let row = row.ok_or_else(|| no_row(format!("licence {licence}")))?;
		let role = Scalar::Text(row.role.word().into());
		let args = vec![Scalar::Number(licence.into()), role];
		let mut case = Case::new(Kind::Licence, args, answer.ground);
		case.document = document;
		Ok(case)
	}

	async fn withdrawal(&self, whose: &Whose) -> Result<Case> {
		let subject = whose.subject.0;
		let args = json!([whose.trial, hex(subject)]);
		let mut answer = self.ask(Kind::Withdrawal, args, &[]).await?;
		let history = self.node.history(&mut answer).await?;
		let mut events = history.iter().flat_map(|history| &history.events);
		let event = events.rfind(|event| event.name == "Withdrawn");
		let event = event.ok_or_else(|| no_row("withdrawal of this participant".into()))?.clone();
		let (block, number) = (event.block.hash, event.block.number);
		let row = [Arg::Number(whose.trial.into()), Arg::Id(subject)];
		let row: Option<Participation> = answer.row(Pallet::TrialConsents, "Consents", row)?;
		let representative = row.and_then(|row| row.representative);
		let shown = match Withdrawn::of(&history) {
			Some(withdrawn) => {
				let by = |account: &AccountId| withdrawn.may_be_by(account, representative);
				signatures::find(self.node, block, &withdrawn.calls(whose.trial), by).await?
			},
			None => None,
		};
		let args = vec![Scalar::Number(whose.trial.into()), id_of(whose.subject.0.into())];
		let mut case = Case::new(Kind::Withdrawal, args, answer.ground);
		case.history = history;
		// Else the verdict says that the call is not shown.
		if let Some(extrinsic) = shown {
			if block != self.block {
				case.grounds.push(self.node.facts(block, number).await?.ground);
			}
			case.grounds.iter_mut().last().context("a block")?.extrinsics.push(extrinsic);
		}
		Ok(case)
	}

	async fn record(&self, record: &RecordRef, chosen: &Chosen) -> Result<Case> {
		let receipt = match record {
			RecordRef::Id(_) => None,
			RecordRef::File(path) => Some(Receipt::read(RECORD, path)?),
		};
		let id = record.id()?;
		let mut answer = self.ask(Kind::Record, json!([hex(id)]), &[]).await?;
		let history = self.node.history(&mut answer).await?;
		let row: Option<Record> = answer.row(Pallet::HealthRecords, "Records", [Arg::Id(id.0)])?;
		let row = row.ok_or_else(|| no_row(format!("record {}", hex(id))))?;
		if receipt.is_none() && matches!(row, Record::Kept(_)) {
			bail!("record {} is not shredded: name the receipt that opens its id", hex(id));
		}
		let (custodian, block) = row.anchored();
		let further =
			self.licence_then(&answer, custodian, block, is_told(&history, block)).await?;
		let mut case = Case::new(Kind::Record, vec![id_of(id)], answer.ground);
		case.grounds.extend(further);
		case.history = history;
		case.openings.extend(receipt.as_ref().map(opening));
		case.document = chosen.read(receipt.as_ref())?;
		Ok(case)
	}

	async fn grant(&self, patient: &KeyArg, slot: u8, chosen: &Chosen) -> Result<Case> {
		let key = patient.patient.0;
		let name = [Arg::Id(key), Arg::Number(slot.into())];
		// When it was written is part of its name, and stands in the row.
		let row = self.ask(Kind::Grant, json!([hex(key), slot, 0]), &[]).await?;
		let row: Option<Grant> = row.row(Pallet::HealthRecords, "Grants", name)?;
		let row = row.ok_or_else(|| no_row(format!("grant in slot {slot}")))?;
		let args = json!([hex(key), slot, row.authored_at]);
		let mut answer = self.ask(Kind::Grant, args, &[]).await?;
		let history = self.node.history(&mut answer).await?;
		let args =
			vec![id_of(key.into()), Scalar::Number(slot.into()), Scalar::Number(row.authored_at)];
		let mut case = Case::new(Kind::Grant, args, answer.ground);
		case.history = history;
		case.document = chosen.read(None)?;
		Ok(case)
	}

	async fn claim(&self, claim: &key::KeyArg, chosen: &Chosen) -> Result<Case> {
		let key = claim.key()?;
		let args = json!([hex(key.rx), key.dispense, key.rank]);
		let mut answer = self.ask(Kind::Claim, args, &[]).await?;
		let history = self.node.history(&mut answer).await?;
		if history.is_none() {
			bail!(no_row(format!("claim {}", key::text(&key))));
		}
		let args = vec![
			id_of(key.rx),
			Scalar::Number(key.dispense.into()),
			Scalar::Number(key.rank.into()),
		];
		let mut case = Case::new(Kind::Claim, args, answer.ground);
		case.history = history;
		case.document = chosen.read(None)?;
		Ok(case)
	}

	async fn absent(&self, name: &Name, receipt: Option<&PathBuf>) -> Result<Case> {
		let text = name.0.to_string();
		let answer = self.ask(Kind::Absent, json!([text]), &[]).await?;
		let mut case = Case::new(Kind::Absent, vec![Scalar::Text(text)], answer.ground);
		if let Some(path) = receipt {
			let kind = if name.0.pallet() == Pallet::HealthRecords.name() { RECORD } else { ITEM };
			case.openings.push(opening(&Receipt::read(kind, path)?));
		}
		Ok(case)
	}

	async fn signed(&self, block: u32, index: u32) -> Result<Case> {
		let mut ground = self.node.facts(self.block, block).await?.ground;
		ground.extrinsics.push(signatures::at(self.node, self.block, index).await?);
		let args = vec![Scalar::Number(block.into()), Scalar::Number(index.into())];
		Ok(Case::new(Kind::Signed, args, ground))
	}

	/// The block of an act, if the licence's row of today does not answer for it, or its time is not told elsewhere.
	async fn licence_then(
		&self,
		answer: &Answer,
		licence: LicenceId,
		block: u32,
		is_told: bool,
	) -> Result<Option<Ground>> {
		let name = [Arg::Number(licence.into())];
		let row: Option<Licence> = answer.row(Pallet::Registry, "Licences", name)?;
		if is_told && row.is_some_and(|row| row.set.0 <= block) {
			return Ok(None);
		}
		let then = Asked::at(self.node, Some(block)).await?;
		if then.block == self.block {
			return Ok(None);
		}
		Ok(Some(then.ask(Kind::Licence, json!([licence]), &[]).await?.ground))
	}
}

/// The standing of a consent: at the last block that is not later than the moment, with the next one to show that it was.
async fn consent(chain: &Chain, whose: &Whose, moment: u64, chosen: &Chosen) -> Result<Case> {
	let node = Node(chain);
	let newest = chain.finalised().await?.block_number();
	let after = first_at(chain, moment.saturating_add(1), newest).await.context(
		"the block at this moment is looked for among all: ask a node that runs with --state-pruning archive",
	)?;
	if after > newest {
		bail!(Refused::new(
			"Evidence::TooEarly",
			"no final block is later than this moment: wait for one, or name an earlier moment"
		));
	}
	let (after, before) = (u32::try_from(after)?, u32::try_from(after)?.checked_sub(1));
	let before = before.context("the chain begins after this moment")?;
	let asked = Asked::at(node, Some(before)).await?;
	let args = json!([whose.trial, hex(whose.subject.0)]);
	let mut answer = asked.ask(Kind::Consent, args, &[]).await?;
	let history = node.history(&mut answer).await?;
	let args = vec![
		Scalar::Number(whose.trial.into()),
		id_of(whose.subject.0.into()),
		Scalar::Number(moment),
	];
	let mut case = Case::new(Kind::Consent, args, answer.ground);
	case.history = history;
	case.grounds.push(node.facts(node.block(Some(after)).await?, after).await?.ground);
	case.document = chosen.read(None)?;
	Ok(case)
}

/// Whether the history shown tells the time of a block in which something began.
fn is_told(history: &Option<History>, block: u32) -> bool {
	let trail = history.as_ref().map(|history| &history.trail);
	trail.is_some_and(|trail| {
		trail.start_n == 0 || trail.entries.iter().any(|entry| entry.block == block)
	})
}

/// A withdrawal, by its event.
struct Withdrawn {
	/// The participant's key of that time: the row may have moved to another one since.
	subject: AccountId,
	round: u16,
	by: Party,
}

impl Withdrawn {
	fn of(history: &Option<History>) -> Option<Self> {
		let entries = history.iter().flat_map(|history| history.trail.entries.iter());
		entries.rev().find_map(|entry| match rows::decode(&entry.event)? {
			consents::Event::Withdrawn { subject, round, by, .. } => {
				Some(Withdrawn { subject, round, by })
			},
			_ => None,
		})
	}

	/// How the calls begin that may have done it, as the verifier looks for them.
	fn calls(&self, trial: u32) -> [Vec<u8>; 3] {
		let begin = |call: [u8; 2]| [&call[..], &(trial, self.subject).encode()].concat();
		let of_round = |call| [begin(call), self.round.encode()].concat();
		[of_round(WITHDRAW), of_round(WITHDRAW_SIGNED), begin(REFUSE)]
	}

	/// Whether an account is of the party that withdrew, as far as is known.
	fn may_be_by(&self, account: &AccountId, representative: Option<AccountId>) -> bool {
		match self.by {
			Party::Subject => *account == self.subject,
			Party::Representative => Some(*account) == representative,
			// Which guardian it was no event tells, so that no call is one's for certain.
			Party::Guardian => false,
		}
	}
}

fn item(answer: &Answer, id: H256) -> Result<Rx> {
	let row = answer.row(Pallet::Prescriptions, "Items", [Arg::Id(id.0)])?;
	Ok(row.ok_or_else(|| no_row(format!("item {}", hex(id))))?)
}

fn id_of(id: H256) -> Scalar {
	Scalar::Text(hex(id))
}

fn no_row(what: String) -> Refused {
	let sentence = format!(
		"at this block there is no {what}: name the block at which there was one with --at, or prove that there is none with `absent`"
	);
	Refused::new("Evidence::NotThere", sentence)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_name_is_that_of_an_entry() {
		let id = format!("0x{}", "ab".repeat(32));
		for good in [format!("Prescriptions.Items({id})"), "Registry.Licences(7)".into()] {
			assert_eq!(good.parse::<Name>().unwrap().0.to_string(), good);
		}
		for wrong in
			["", "Items(7)", "Registry.Licences(07)", "Registry.Licences", "Balances.Account(1)"]
		{
			assert!(wrong.parse::<Name>().unwrap_err().contains("no name"), "{wrong}");
		}
	}
}
