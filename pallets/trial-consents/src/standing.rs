//! What a consent is worth at a moment: a pure function of consent, form and clock.
//!
//! Nothing is stored and nothing has to fire, so nothing can be missed: a new version that asks a million participants
//! again writes a few forms. In the order of the answers: the trial has ended; the consent was to be renewed and was not;
//! its version may not be used; it is to be renewed; it is in force.

use crate::types::{Enrolment, Form, FormStatus, Month, Participation};
use alloc::vec::Vec;
use salus_primitives::{ids::DAY, Given, Moment, Renewal, Signers, Standing};

/// What the standing of a consent looks at beside its form.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances {
	/// Where the participant stands in the trial.
	pub enrolment: Enrolment,
	/// The month in which the participant comes of age.
	pub majority: Option<Month>,
	/// From the first moment of that month to the lapse of a consent without the participant's own signature.
	pub majority_grace: Moment,
}

impl<A, Ticket> Participation<A, Ticket> {
	/// What bears on the standing of the consent, beside the form.
	pub fn circumstances(&self, majority_grace: Moment) -> Circumstances {
		Circumstances { enrolment: self.enrolment, majority: self.majority, majority_grace }
	}
}

/// The standing of a consent to `form` at `now`.
pub fn standing<Ticket>(
	given: &Given,
	form: &Form<Ticket>,
	circumstances: &Circumstances,
	now: Moment,
) -> Standing {
	if form.ends_at <= now {
		return Standing::Ended;
	}
	let next = renewals(given, form, circumstances)
		.into_iter()
		.filter(|renewal| renewal.from <= now)
		.min_by_key(|renewal| renewal.until);
	match next {
		Some(Due { until, why, .. }) if until <= now => Standing::Lapsed { since: until, why },
		_ if !form.is_in_force(now) => Standing::Suspended,
		Some(Due { until, why, .. }) => Standing::Due { until, why },
		None => Standing::Active,
	}
}

/// A renewal that is due from one moment to another.
struct Due {
	from: Moment,
	until: Moment,
	why: Renewal,
}

/// Every renewal that the consent must ever see, as far as is known.
fn renewals<Ticket>(given: &Given, form: &Form<Ticket>, who: &Circumstances) -> Vec<Due> {
	let version = match (&form.status, stage(who.enrolment)) {
		(FormStatus::Superseded { asks, .. }, Some(stage)) => asks.get(stage).copied().flatten(),
		// Off the trial, a consent is no better than that of any who take part.
		(FormStatus::Superseded { asks, .. }, None) => {
			asks.iter().flatten().copied().min_by_key(|ask| ask.until)
		},
		_ => None,
	};
	let version =
		version.map(|ask| Due { from: ask.from, until: ask.until, why: Renewal::NewVersion });
	let majority =
		who.majority.filter(|_| !given.by.contains(Signers::SELF)).map(begin_of).map(|from| Due {
			from,
			until: from.saturating_add(who.majority_grace),
			why: Renewal::Majority,
		});
	let deferred =
		given.deferred.map(|until| Due { from: given.at, until, why: Renewal::Deferred });
	version.into_iter().chain(majority).chain(deferred).collect()
}

/// The index of a stage among those that a new version may ask; `None` off the trial.
pub fn stage(enrolment: Enrolment) -> Option<usize> {
	match enrolment {
		Enrolment::None => Some(0),
		Enrolment::Enrolled(_) => Some(1),
		Enrolment::OnStudy => Some(2),
		Enrolment::FollowUp => Some(3),
		Enrolment::Off(_) => None,
	}
}

/// The first moment of a month, UTC.
pub fn begin_of(month: Month) -> Moment {
	let (years, month) = (u64::from(month / 12), month % 12);
	let year = years.saturating_add(1970);
	let leap = |year: u64| {
		year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
	};
	// Leap days of the years before `year`, from those since year 1 to those since 1970.
	let before = year.saturating_sub(1);
	let leap_days = (before / 4).saturating_sub(before / 100).saturating_add(before / 400);
	let leap_days = leap_days.saturating_sub(477);
	let in_year = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
	let in_year = in_year.get(usize::from(month)).copied().unwrap_or(0);
	let leap_day = u64::from(month > 1 && leap(year));
	years
		.saturating_mul(365)
		.saturating_add(leap_days)
		.saturating_add(in_year)
		.saturating_add(leap_day)
		.saturating_mul(DAY)
}
