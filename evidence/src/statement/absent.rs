//! That there is no such row, and, where the name itself has a date, that there never was one.

use super::{case::Case, said::Said, words::date};
use crate::{
	facts::{missing, Value},
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

/// `absent(read)`: nothing stands under a name at the points that read it. With the opening of a content-derived id, between the
/// last moment at which it could be created and the first at which it could be gone again: it was never created.
pub fn absent(case: &Case<'_>, said: &mut Said<'_>) -> Result<Vec<Hash>, Failure> {
	let [name] = case.args()?;
	let malformed = || Failure::Malformed { path: "statement.args".into() };
	let read = Read::parse(name.text()?).ok_or_else(malformed)?;
	let pallet = Pallet::ALL.into_iter().find(|pallet| pallet.name() == read.pallet());
	let pallet = pallet.ok_or_else(malformed)?;
	case.no_trail()?;
	for point in &case.proved.points {
		let Some(value) = point.reads.get(&read) else { continue };
		if *value != Value::Absent {
			return Err(missing(format!("the absence of {read} at block {}", point.number)));
		}
		said.say(format!(
			"At the end of block {} ({}) nothing stood under {read}.",
			point.number,
			date(point.now()?),
		));
	}
	// What the name means is the pallet's matter at the main point.
	case.row::<()>(case.at, pallet, read.name(), read.args())?;

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
	said.put("author", opened.licence)?;
	said.put("authoredAt", opened.authored_at)?;
	said.put("commitment", opened.commitment)?;
	said.conclude(if never {
		format!(
			"{verdict} It was never created: the id {} opens to licence {} and the time {}, could be created until {} only, and would \
			 have been kept until {} at least.",
			to_hex(&id),
			opened.licence,
			date(opened.authored_at),
			date(from),
			date(until),
		)
	} else {
		format!(
			"{verdict} Whether it was ever created does not follow: that would need a block between {} and {}.",
			date(from),
			date(until),
		)
	});
	Ok(Vec::from([opened.commitment]))
}
