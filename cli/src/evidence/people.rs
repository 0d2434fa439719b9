//! Who did what, under which licence, and when: for the page, which has a line for each name. A file knows keys and licences; a
//! name belongs to one only by a credential that is shown beside it.

use super::check::{scalar, value_of};
use salus_evidence::{
	file::{File, Kind, Scalar},
	json::to_hex,
	rows::Moment,
	statement::date,
};

/// Somebody on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
	/// The key or the licence.
	pub who: String,
	/// In which role, and what was done: the meaning of the signature.
	pub meaning: String,
	/// When; empty if the file does not say.
	pub when: String,
}

/// The values of a statement that was proved.
struct Values<'a>(&'a File);

impl Values<'_> {
	fn find(&self, name: &str) -> Option<&Scalar> {
		let mut values = self.0.statement.expect.0.iter();
		values.find(|(known, _)| known == name).map(|(_, value)| value)
	}

	fn text(&self, name: &str) -> Option<String> {
		self.find(name).map(scalar)
	}

	fn when(&self, name: &str) -> String {
		self.moment(name).map(date).unwrap_or_default()
	}

	fn moment(&self, name: &str) -> Option<Moment> {
		match self.find(name) {
			Some(Scalar::Number(number)) => Some(*number),
			_ => None,
		}
	}

	fn argument(&self, place: usize) -> String {
		self.0.statement.args.get(place).map(scalar).unwrap_or_default()
	}

	/// Whoever holds the licence under this name, as the licence's own row says it.
	fn licence(&self, name: &str) -> Option<String> {
		let licence = self.text(name)?;
		let behind = self.text("licence.holder").zip(self.text("licence.organisation"));
		Some(match behind {
			Some((holder, organisation)) => {
				format!("licence {licence}, account {holder}, organisation {organisation}")
			},
			None => format!("licence {licence}"),
		})
	}

	fn person(&self, who: Option<String>, meaning: &str, when: &str) -> Option<Person> {
		let (meaning, when) = (meaning.into(), self.when(when));
		who.map(|who| Person { who, meaning, when })
	}
}

/// Everybody whom a statement that was proved names.
pub fn of(file: &File) -> Vec<Person> {
	let values = Values(file);
	let licence = |name| values.licence(name);
	let plain = |name| values.text(name).map(|licence| format!("licence {licence}"));
	let account = |place| Some(format!("account {}", values.argument(place)));
	let named = |name| values.text(name).map(|key| format!("account {key}"));
	let people = match file.statement.kind {
		Kind::Prescription => {
			let mut people =
				vec![values.person(licence("issuer"), "prescriber: issued the item", "issuedTime")];
			people.extend((0..).map_while(|n| dispenser(&values, n)).map(Some));
			people
		},
		Kind::Dispense => vec![values.person(licence("by"), "dispenser: handed it out", "at")],
		Kind::Licence => vec![held(&values)],
		Kind::Consent => vec![
			values.person(account(1), "participant", "givenAt"),
			values.person(named("representative"), "representative of the participant", "givenAt"),
			values.person(plain("investigator"), "investigator: proposed and signed", "givenAt"),
		],
		Kind::Withdrawal => vec![
			values.person(account(1), "participant", "time"),
			values.person(named("signer"), "signed the withdrawal", "time"),
		],
		Kind::Record => {
			vec![values.person(
				licence("custodian"),
				"custodian: anchored the record",
				"anchoredTime",
			)]
		},
		Kind::Grant => vec![
			values.person(account(0), "patient: granted access", "from"),
			values.person(values.text("grantee"), "grantee: a licence by number, or a key", ""),
		],
		Kind::Claim => vec![
			values.person(plain("provider"), "provider: claimed", ""),
			values.person(plain("payer"), "payer: to pay, or paid", "paid.at"),
			values.person(plain("paid.adjudicator"), "adjudicator: decided", ""),
		],
		Kind::Absent => {
			vec![values.person(plain("author"), "author of the document", "authoredAt")]
		},
		Kind::Signed => (0..).map_while(|n| signer(&values, n)).map(Some).collect(),
	};
	people.into_iter().flatten().collect()
}

fn dispenser(values: &Values<'_>, n: usize) -> Option<Person> {
	let name = |part| format!("dispenses.{n}.{part}");
	let quantity = values.text(&name("quantity"))?;
	let by = values.text(&name("by")).map(|licence| format!("licence {licence}"));
	values.person(by, &format!("dispenser: handed out {quantity} (dispense {n})"), &name("at"))
}

fn signer(values: &Values<'_>, n: usize) -> Option<Person> {
	let account = values.text(&format!("signed.{n}.account"));
	values.person(account.map(|key| format!("account {key}")), "signed the call", "time")
}

fn held(values: &Values<'_>) -> Option<Person> {
	let parts = (values.text("holder")?, values.text("organisation")?);
	let who =
		format!("licence {}, account {}, organisation {}", values.argument(0), parts.0, parts.1);
	let when = format!("{} to {} (exclusive)", values.when("from"), values.when("until"));
	Some(Person { who, meaning: values.argument(1), when })
}

/// When the record entered the blockchain: with its first event, or as the statement says; the block's own time if neither does.
pub fn entered(file: &File, block: Moment) -> Moment {
	let values = Values(file);
	let named = match file.statement.kind {
		Kind::Dispense => Some("at"),
		Kind::Licence => Some("set.time"),
		Kind::Withdrawal | Kind::Signed => Some("time"),
		_ => None,
	};
	let first = file.trail.iter().filter(|trail| trail.start_n == 0);
	let first = first.filter_map(|trail| trail.entries.first()).map(|entry| entry.now).next();
	named.and_then(|name| values.moment(name)).or(first).unwrap_or(block)
}

/// The values of a statement, each with its name.
pub fn values(file: &File) -> impl Iterator<Item = (&str, String)> {
	let values = file.statement.expect.0.iter();
	values.map(|(name, value)| (name.as_str(), value_of(name, value)))
}

/// The blocks at which something is shown.
pub fn blocks(file: &File) -> impl Iterator<Item = (u32, String)> + '_ {
	file.points.iter().map(|point| (point.header.number(), to_hex(&point.header.hash())))
}
