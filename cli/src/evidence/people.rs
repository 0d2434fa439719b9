//! Who did what, under which licence, and when: for the page, which has a line for each name. A file knows keys and licences; a
//! name belongs to one only by a credential that is shown beside it.

use super::check::{scalar, value_of};
use salus_evidence::{
	file::{File, Kind, Scalar},
	json::to_hex,
	rows::{self, consents, prescriptions, Moment},
	statement::date,
};

/// Somebody on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
	/// The key or the licence.
	pub who: String,
	/// In which role, and what was done.
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
			let mut people = vec![values.person(licence("issuer"), prescribed(file), "issuedTime")];
			people.extend((0..).map_while(|n| dispenser(&values, n)).map(Some));
			people
		},
		Kind::Dispense => vec![values.person(licence("by"), "dispenser: handed it out", "at")],
		Kind::Licence => vec![held(&values)],
		Kind::Consent => {
			let mut people = vec![values.person(account(1), "participant: whom it is about", "")];
			people.extend(signers(file, values.moment("round")).into_iter().map(Some));
			people
		},
		Kind::Withdrawal => {
			let by = values.text("by").unwrap_or_default();
			let about = format!("participant: whom it is about; withdrawn by {by}");
			vec![
				values.person(account(1), &about, ""),
				values.person(named("signer"), "signed the withdrawal", "time"),
			]
		},
		Kind::Record => {
			vec![values.person(
				licence("custodian"),
				"custodian: anchored the record",
				"anchoredTime",
			)]
		},
		Kind::Grant => vec![
			match values.text("by").as_deref() {
				Some("patient") => {
					values.person(account(0), "patient: granted access", "grantedTime")
				},
				_ => values.person(
					account(0),
					"patient, in whose name a guardian granted access",
					"grantedTime",
				),
			},
			values.person(values.text("grantee"), "grantee: a licence by number, or a key", ""),
		],
		Kind::Claim => vec![
			values.person(plain("provider"), "provider: claimed", ""),
			match values.find("paid.at") {
				Some(_) => values.person(plain("payer"), "payer: paid", "paid.at"),
				None => values.person(plain("payer"), "payer: of whom it is claimed", ""),
			},
			values.person(plain("paid.adjudicator"), "adjudicator: decided on the payment", ""),
		],
		// What an id opens to anybody can make up: whoever it names need not have done anything.
		Kind::Absent => vec![],
		Kind::Signed => (0..).map_while(|n| signer(&values, n)).map(Some).collect(),
	};
	people.into_iter().flatten().collect()
}

/// What a prescriber did: of an emergency the chain has the dispenser's word alone, and of an archived item, whose beginning is
/// not shown, it no longer has which of both it was.
fn prescribed(file: &File) -> &'static str {
	let values = Values(file);
	let first = file.trail.iter().filter(|trail| trail.start_n == 0);
	let first = first.filter_map(|trail| trail.entries.first()).next();
	let first = first.and_then(|entry| rows::decode::<prescriptions::Event>(&entry.event));
	match (first, values.find("emergency")) {
		(Some(prescriptions::Event::Issued { .. }), _) | (None, Some(Scalar::Flag(false))) => {
			"prescriber: issued the item"
		},
		_ => "prescriber: named by a dispenser in an emergency, or issued the item",
	}
}

/// Who signed a consent, by the events of its round.
fn signers(file: &File, round: Option<u64>) -> Vec<Person> {
	let entries = file.trail.iter().flat_map(|trail| trail.entries.iter());
	let signed = entries.filter_map(|entry| {
		let (role, by, of) = match rows::decode(&entry.event)? {
			consents::Event::Signed { role, by, round, .. }
			| consents::Event::ScopesNarrowed { role, by, round, .. } => (role, by, round),
			_ => return None,
		};
		(round == Some(of.into())).then(|| Person {
			who: format!("account {}", to_hex(&by)),
			meaning: format!("signed as {}, by the chain's history", role.word()),
			when: date(entry.now),
		})
	});
	signed.collect()
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

/// When the record entered the blockchain, if the file shows that: as the statement says, or of a claim with the first event of
/// a history that is shown from its beginning.
pub fn entered(file: &File) -> Option<Moment> {
	let values = Values(file);
	let named = match file.statement.kind {
		Kind::Prescription => Some("issuedTime"),
		Kind::Dispense => Some("at"),
		Kind::Licence => Some("set.time"),
		Kind::Consent => Some("givenAt"),
		Kind::Withdrawal | Kind::Signed => Some("time"),
		Kind::Record => Some("anchoredTime"),
		Kind::Grant => Some("grantedTime"),
		Kind::Claim | Kind::Absent => None,
	};
	let first = file.trail.iter().filter(|trail| trail.start_n == 0);
	let first = first.filter_map(|trail| trail.entries.first()).map(|entry| entry.now).next();
	let time = match file.statement.kind {
		Kind::Claim => first,
		_ => named.and_then(|name| values.moment(name)),
	};
	// What the genesis holds has no time.
	time.filter(|time| *time > 0)
}

/// Whether there is a record of which a person can say when it entered the blockchain.
pub fn is_record(file: &File) -> bool {
	let absent = Values(file).text("standing").as_deref() == Some("absent");
	file.statement.kind != Kind::Absent && !absent
}

/// The values of a statement, each with its name.
pub fn values(file: &File) -> impl Iterator<Item = (&str, String)> {
	let values = file.statement.expect.0.iter();
	values.map(|(name, value)| (name.as_str(), value_of(name, value)))
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_evidence::{file::Entry, json::Bytes, verify::parse};
	use std::{fs, path::Path};
	use subxt::ext::codec::Encode;

	/// A file of `evidence/vectors`.
	fn sample(name: &str) -> File {
		let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../evidence/vectors/files");
		let bytes = fs::read(folder.join(format!("{name}.salus.json"))).unwrap();
		parse(&bytes).unwrap().0
	}

	fn set(file: &mut File, name: &str, value: u64) {
		let found = file.statement.expect.0.iter_mut().find(|(known, _)| known == name);
		found.unwrap().1 = Scalar::Number(value);
	}

	#[test]
	fn when_a_record_entered_is_what_the_file_proves_or_nothing() {
		// A block of the samples comes every two seconds.
		let block = |number: u64| Some(1_800_000_000_000 + 2_000 * number);
		for (name, time) in [
			("prescription", block(10)),
			("licence", block(1)),
			("consent", block(20)),
			("withdrawal", block(50)),
			("record", block(10)),
			("grant", block(10)),
			("claim", block(20)),
			("absent", None),
		] {
			assert_eq!(entered(&sample(name)), time, "{name}");
			assert_eq!(is_record(&sample(name)), name != "absent", "{name}");
		}
		// A licence of the genesis has no time of its own.
		let mut first = sample("licence");
		set(&mut first, "set.time", 0);
		assert_eq!(entered(&first), None);
		let mut late = sample("claim");
		late.trail.as_mut().unwrap().start_n = 1;
		assert_eq!(entered(&late), None);
	}

	#[test]
	fn nobody_is_said_to_have_done_what_the_file_does_not_show() {
		let meanings =
			|file: &File| of(file).into_iter().map(|one| one.meaning).collect::<Vec<_>>();
		assert_eq!(meanings(&sample("absent")), [""; 0]);
		// No event of a signature is in the sample.
		assert_eq!(meanings(&sample("consent")), ["participant: whom it is about"]);
		assert!(meanings(&sample("claim")).contains(&"payer: paid".to_owned()));
		let mut unpaid = sample("claim");
		unpaid.statement.expect.0.retain(|(name, _)| !name.starts_with("paid."));
		assert!(meanings(&unpaid).contains(&"payer: of whom it is claimed".to_owned()));
		let about = of(&sample("withdrawal")).remove(0);
		assert!(about.meaning.contains("withdrawn by the participant's own word"));
		assert_eq!(about.when, "");
	}

	#[test]
	fn who_signed_a_consent_its_events_tell() {
		let event = |round| {
			let (trial, subject, role, by) = (1, [4; 32], consents::Signer::Subject, [4; 32]);
			let event = consents::Event::Signed { trial, subject, role, by, round };
			Entry { event: Bytes(event.encode()), block: 15, now: 1_800_000_030_000 }
		};
		let mut file = sample("consent");
		file.trail.as_mut().unwrap().entries.0.extend([event(1), event(2)]);
		let signed = of(&file).split_off(1);
		assert_eq!(signed.len(), 1, "of the round that was completed");
		assert!(signed[0].meaning.starts_with("signed as participant"));
		assert_eq!(signed[0].when, date(1_800_000_030_000));
	}
}
