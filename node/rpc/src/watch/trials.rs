//! A trial's consents.

use super::touched;
use crate::{
	chain::{BlockRef, Chain, Client},
	consents::trial_at,
	json::{Form, FormStatus, Standing, Stands, Trial, TrialDesk},
	subscription::Look,
	Block, Error, MAX_PAGE,
};
use salus_primitives::{Moment, TrialId};
use salus_runtime_api::TrialConsentsApi;
use sp_runtime::AccountId32;
use std::collections::{BTreeMap, BTreeSet};

/// Most pages that are read when everybody is looked at: a page costs a look at 1,024 participants.
const FIRST_PAGES: u32 = 256;

/// Whose consents to a trial are due for renewal or lapsed.
///
/// Everybody is looked at in the beginning, when a form or the trial changes, and when the clock passes a moment at which it
/// alone can change a standing. In between only participants with an event are looked at.
pub(crate) struct WatchTrial<C> {
	chain: Chain<C>,
	id: TrialId,
	/// Those that are due or lapsed.
	stand: BTreeMap<AccountId32, Standing>,
	complete: bool,
	/// When to look at everybody again.
	next: Moment,
	last: Option<(BlockRef, TrialDesk)>,
}

impl<C> WatchTrial<C> {
	pub(crate) fn new(chain: Chain<C>, id: TrialId) -> Self {
		WatchTrial { chain, id, stand: BTreeMap::new(), complete: true, next: 0, last: None }
	}
}

impl<C> WatchTrial<C>
where
	C: Client,
	C::Api: TrialConsentsApi<Block, AccountId32>,
{
	/// Looks at everybody, and answers whose standing is another than before.
	fn read_all(&mut self, block: BlockRef) -> Result<BTreeSet<AccountId32>, Error> {
		let (mut stand, mut cursor) = (BTreeMap::new(), None);
		for _ in 0..FIRST_PAGES {
			let page = self.chain.0.runtime_api().due(block.hash, self.id, cursor, MAX_PAGE)?;
			let items = page.items.into_iter();
			stand.extend(items.map(|(subject, standing)| (subject, Standing::from(standing))));
			cursor = page.next;
			if cursor.is_none() {
				break;
			}
		}
		self.complete = cursor.is_none();
		let before = std::mem::replace(&mut self.stand, stand);
		let all = before.keys().chain(self.stand.keys());
		let changed = all.filter(|subject| before.get(subject) != self.stand.get(subject));
		Ok(changed.cloned().collect())
	}

	/// Looks at one participant again.
	fn read_again(&mut self, block: BlockRef, subject: AccountId32) -> Result<Stands, Error> {
		let api = self.chain.0.runtime_api();
		let standing: Standing = api.standing(block.hash, self.id, subject.clone())?.into();
		match standing {
			Standing::Due { .. } | Standing::Lapsed { .. } => {
				self.stand.insert(subject.clone(), standing);
			},
			_ => {
				self.stand.remove(&subject);
			},
		}
		Ok(Stands { subject, standing })
	}

	/// The participants with an event since the last look; `None` if there was none, or it is too long ago.
	fn touched(&self, block: BlockRef) -> Result<Option<BTreeSet<AccountId32>>, Error> {
		let Some((before, _)) = &self.last else { return Ok(None) };
		let touched =
			touched(&self.chain, *before, block, |hash| self.chain.0.runtime_api().events(hash))?;
		let of_trial = |(trial, subject)| (trial == self.id).then_some(subject);
		Ok(touched.map(|rows| rows.into_iter().filter_map(of_trial).collect()))
	}

	/// The next moment after `now` at which the clock alone can change a standing.
	fn next_change(&self, trial: Option<&Trial>, now: Moment) -> Moment {
		let due = self.stand.values().filter_map(|standing| match standing {
			Standing::Due { until, .. } => Some(*until),
			_ => None,
		});
		let forms = trial.into_iter().flat_map(|trial| {
			trial.forms.iter().flat_map(changes).chain([trial.ends_at]).chain(trial.ended_at)
		});
		due.chain(forms)
			.chain([next_month(now)])
			.filter(|at| *at > now)
			.min()
			.unwrap_or(Moment::MAX)
	}

	/// The nearest of all that are due or lapsed.
	fn nearest(&self) -> Vec<Stands> {
		let mut nearest: Vec<_> = self.stand.iter().collect();
		nearest.sort_by_key(|(_, standing)| match standing {
			Standing::Due { until, .. } => *until,
			_ => Moment::MAX,
		});
		nearest.truncate(MAX_PAGE as usize);
		let stands = |(subject, standing): (&AccountId32, &Standing)| Stands {
			subject: subject.clone(),
			standing: *standing,
		};
		nearest.into_iter().map(stands).collect()
	}

	fn desk(&self, trial: Option<Trial>, participants: Vec<Stands>) -> TrialDesk {
		let due = self.stand.values().filter(|standing| matches!(standing, Standing::Due { .. }));
		let due = due.count() as u32;
		let lapsed = self.stand.len() as u32 - due;
		TrialDesk { trial, participants, due, lapsed, complete: self.complete }
	}

	/// What was told before, if there is nothing new.
	fn try_look(&mut self, block: BlockRef) -> Result<TrialDesk, Error> {
		let now = self.chain.0.runtime_api().now(block.hash)?;
		let trial = trial_at(&self.chain, self.id, block)?;
		let touched = self.touched(block)?;
		let same = self.last.as_ref().is_some_and(|(_, told)| told.trial == trial);
		let participants = match touched {
			None => {
				self.read_all(block)?;
				self.nearest()
			},
			Some(mut touched) => {
				if !same || self.next <= now {
					touched.extend(self.read_all(block)?);
				}
				let again = touched.into_iter().map(|subject| self.read_again(block, subject));
				again.collect::<Result<Vec<_>, Error>>()?
			},
		};
		self.next = self.next_change(trial.as_ref(), now);
		let desk = match self.last.take() {
			Some((_, told)) if same && participants.is_empty() => told,
			_ => self.desk(trial, participants),
		};
		self.last = Some((block, desk.clone()));
		Ok(desk)
	}
}

/// The moments at which a form's consents can change their standing by the clock.
fn changes(form: &Form) -> Vec<Moment> {
	match &form.status {
		FormStatus::Submitted { until } => vec![*until],
		FormStatus::Approved { from, until, .. } => vec![*from, *until],
		FormStatus::Superseded { from, until, at, asks, .. } => {
			let asks = asks.iter().flatten().flat_map(|ask| [ask.from, ask.until]);
			asks.chain([*from, *until, *at]).collect()
		},
		FormStatus::Rejected => vec![],
	}
}

/// The first moment of the next month (UTC), in which somebody may come of age.
fn next_month(now: Moment) -> Moment {
	let at = |at: Moment| jiff::Timestamp::from_millisecond(i64::try_from(at).ok()?).ok();
	let begin = at(now).and_then(|now| {
		let day = now.to_zoned(jiff::tz::TimeZone::UTC).date().last_of_month().tomorrow().ok()?;
		let begin = day.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp();
		Moment::try_from(begin.as_millisecond()).ok()
	});
	begin.unwrap_or(Moment::MAX)
}

impl<C> Look for WatchTrial<C>
where
	C: Client,
	C::Api: TrialConsentsApi<Block, AccountId32>,
{
	type Value = TrialDesk;

	/// After an error nothing has changed here, so that the next look tells what this one did not.
	fn look(&mut self, block: BlockRef) -> Result<TrialDesk, Error> {
		let stand = self.stand.clone();
		let desk = self.try_look(block);
		if desk.is_err() {
			self.stand = stand;
		}
		desk
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::json::Ask;
	use sp_core::H256;

	#[test]
	fn months_begin_in_utc() {
		assert_eq!(next_month(0), 31 * 86_400_000);
		// 29 February 2024, the last millisecond, and the next one.
		assert_eq!(next_month(1_709_251_199_999), 1_709_251_200_000);
		assert_eq!(next_month(1_709_251_200_000), 1_711_929_600_000);
		assert_eq!(next_month(Moment::MAX), Moment::MAX);
	}

	#[test]
	fn every_moment_of_a_form_is_looked_at() {
		let status = FormStatus::Superseded {
			from: 1,
			until: 2,
			block: 3,
			at: 4,
			asks: vec![None, Some(Ask { from: 5, until: 6 }), None, None],
		};
		let form = Form {
			version: 1,
			commitment: H256::zero(),
			offered: 1,
			core: 1,
			sets: vec![],
			deferred_hours: 0,
			suspended_by_committee: false,
			suspended_by_regulator: false,
			status,
		};
		let mut moments = changes(&form);
		moments.sort_unstable();
		assert_eq!(moments, [1, 2, 4, 5, 6]);
	}
}
