//! That there is no such row, and, where the name itself has a date, that there never was one.

use super::{case::Case, said::Said, words::date};
use crate::{
	facts::missing,
	failure::Failure,
	json::to_hex,
	reads::{Arg, Read},
	rows::{prescriptions, records, Hash, Moment, Pallet, DAY, HOUR},
};
use alloc::{format, vec::Vec};

/// How long after it was written something with a content-derived id can be created.
pub const MAX_AGE: Moment = 24 * HOUR;

/// How far ahead of the chain's clock an author's may be.
pub const MAX_SKEW: Moment = HOUR / 12;

/// How long an item is kept after its last deadline, at least.
pub const ITEM_RETENTION: Moment = 400 * DAY;

/// How long the marker of a shredded record is kept, at least.
pub const RECORD_RETENTION: Moment = 3_653 * DAY;

/// `absent(read)`: nothing stands under a name at the points. With the opening of a content-derived id, between the last moment at which it could be created and the first at which it could be gone again: it was never created.
pub fn absent(case: &Case<'_>, said: &mut Said<'_>) -> Result<Vec<Hash>, Failure> {
	let [name] = case.args()?;
	let malformed = || Failure::Malformed { path: "statement.args".into() };
	let read = Read::parse(name.text()?).ok_or_else(malformed)?;
	let pallet = Pallet::ALL.into_iter().find(|pallet| pallet.name() == read.pallet());
	let pallet = pallet.ok_or_else(malformed)?;
	case.no_trail()?;
	let further = case.further().collect::<Vec<_>>();
	let ascend = further.is_sorted_by(|one, next| one.number < next.number);
	if !ascend || further.iter().any(|point| point.number == case.at.number) {
		return Err(Failure::Malformed { path: "points".into() });
	}
	for (n, point) in [case.at].into_iter().chain(further).enumerate() {
		if case.is_there(point, pallet, &read)? {
			return Err(missing(format!("the absence of {read} at block {}", point.number)));
		}
		let now = point.now()?;
		said.put(format!("absent.{n}.block"), point.number)?;
		said.put(format!("absent.{n}.time"), now)?;
		said.say(format!(
			"At the end of block {} ({}) nothing stood under {read}.",
			point.number,
			date(now),
		));
	}

	let content_derived = match (pallet, read.name(), read.args()) {
		(Pallet::Prescriptions, "Items", [Arg::Id(id)]) => {
			Some((*id, prescriptions::DOMAIN, ITEM_RETENTION))
		},
		(Pallet::HealthRecords, "Records", [Arg::Id(id)]) => {
			Some((*id, records::DOMAIN, RECORD_RETENTION))
		},
		_ => None,
	};
	let opened = match content_derived {
		Some((id, domain, retention)) => {
			case.opening(&id, domain)?.map(|opened| (id, opened, retention))
		},
		None => {
			case.no_opening()?;
			None
		},
	};
	let verdict =
		format!("At the end of block {} ({}) there was no {read}.", case.at.number, date(case.now));
	let Some((id, opened, retention)) = opened else {
		said.put("neverCreated", false)?;
		said.conclude(verdict);
		said.limit("The name has no date: the row may have stood before, or may stand later.");
		return Ok(Vec::new());
	};
	let from = opened.authored_at.saturating_add(MAX_AGE);
	// It may have been created before its own date, by as much as clocks may differ.
	let until = opened.authored_at.saturating_add(retention).saturating_sub(MAX_SKEW);
	let never = (from..until).contains(&case.now);
	said.put("neverCreated", never)?;
	said.put("opens.licence", opened.licence)?;
	said.put("opens.time", opened.authored_at)?;
	said.put("opens.commitment", opened.commitment)?;
	said.limit(format!(
		"The id contains licence {}, the time {} and a commitment; whoever made the file chose them, and nobody need have written \
		 such a document.",
		opened.licence,
		date(opened.authored_at),
	));
	said.conclude(if never {
		format!(
			"{verdict} It was never created: the id {} opens to licence {} and the time {}. By the rules of the runtime, which \
			 this file does not prove, it could be created until {} only, and would have been kept until {} at least.",
			to_hex(&id),
			opened.licence,
			date(opened.authored_at),
			date(from),
			date(until),
		)
	} else {
		format!(
			"{verdict} Whether it was ever created does not follow: by the rules of the runtime that would need a block between \
			 {} and {}.",
			date(from),
			date(until),
		)
	});
	// Fields of such a document would look as if the chain committed to it.
	Ok(Vec::new())
}
