//! FHIR dates, dateTimes and durations in the chain's terms: milliseconds and hours.

use crate::{
	error::{excerpt, Reason, Refusal},
	node::Node,
};
use jiff::{civil::Date, tz::TimeZone, Span, Timestamp, ToSpan};

/// The moments that a date or dateTime denotes: `2021-05` is a whole month, `2021-05-18T23:59:59Z` a second.
///
/// FHIR's `Period.end` is inclusive at its own precision, so that `until_ms` of an end date is the start of the next
/// day in the issuer's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moments {
	pub from_ms: u64,
	pub until_ms: u64,
}

/// Any FHIR `dateTime`. An offset that is written counts; `zone` places what has none.
pub(crate) fn moments(node: &Node<'_>, zone: Option<&TimeZone>) -> Result<Moments, Refusal> {
	let text = node.text()?;
	let malformed = || node.refuse(Reason::NotDateTime(excerpt(text)));
	let (from, until) = match shape(text).as_str() {
		"9999" => days(node, zone, &format!("{text}-01-01"), 1.year())?,
		"9999-99" => days(node, zone, &format!("{text}-01"), 1.month())?,
		"9999-99-99" => days(node, zone, text, 1.day())?,
		shape => {
			let digits = fraction_digits(shape).ok_or_else(malformed)?;
			let from = text.parse::<Timestamp>().map_err(|_| malformed())?.as_millisecond();
			(from, from.saturating_add(10_i64.pow(3_u32.saturating_sub(digits))))
		},
	};
	let ms = |ms| u64::try_from(ms).map_err(|_| malformed());
	Ok(Moments { from_ms: ms(from)?, until_ms: ms(until)? })
}

/// A dateTime that has a time of day.
pub(crate) fn instant(node: &Node<'_>) -> Result<u64, Refusal> {
	let text = node.text()?;
	if matches!(shape(text).as_str(), "9999" | "9999-99" | "9999-99-99") {
		return Err(node.refuse(Reason::NoTimeOfDay(excerpt(text))));
	}
	Ok(moments(node, None)?.from_ms)
}

/// A FHIR `Period` with both ends, as `[from, until)`.
pub(crate) fn period(node: &Node<'_>, zone: Option<&TimeZone>) -> Result<(u64, u64), Refusal> {
	let open = "the chain has no open-ended period";
	let from_ms = moments(&node.need("start", open)?, zone)?.from_ms;
	let until_ms = moments(&node.need("end", open)?, zone)?.until_ms;
	if from_ms >= until_ms {
		return Err(node.refuse(Reason::EmptyPeriod));
	}
	Ok((from_ms, until_ms))
}

/// Refuses what is said to be of the future, or older than `max_age_ms`.
pub(crate) fn check_age(
	node: &Node<'_>,
	at_ms: u64,
	now_ms: u64,
	max_age_ms: u64,
) -> Result<(), Refusal> {
	match now_ms.checked_sub(at_ms) {
		Some(age_ms) if age_ms <= max_age_ms => Ok(()),
		Some(age_ms) => Err(node.refuse(Reason::TooOld { age_ms, limit_ms: max_age_ms })),
		None => Err(node.refuse(Reason::InFuture { ahead_ms: at_ms.saturating_sub(now_ms) })),
	}
}

/// The text with every digit as `9`.
fn shape(text: &str) -> String {
	text.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect()
}

/// Digits of the seconds' fraction, if this is the shape of a FHIR dateTime with a time.
fn fraction_digits(shape: &str) -> Option<u32> {
	let rest = shape.strip_prefix("9999-99-99T99:99:99")?;
	let zone = rest.trim_start_matches(['.', '9']);
	let fraction = rest.strip_suffix(zone)?;
	let digits = fraction.strip_prefix('.').unwrap_or("");
	let whole =
		fraction.is_empty() || (!digits.is_empty() && digits.bytes().all(|byte| byte == b'9'));
	(whole && matches!(zone, "Z" | "+99:99" | "-99:99"))
		.then(|| u32::try_from(digits.len()).ok())?
}

fn days(
	node: &Node<'_>,
	zone: Option<&TimeZone>,
	first: &str,
	length: Span,
) -> Result<(i64, i64), Refusal> {
	let malformed = || node.refuse(Reason::NotDateTime(excerpt(first)));
	let zone = zone.ok_or_else(|| node.refuse(Reason::NoZone))?;
	let first: Date = first.parse().map_err(|_| malformed())?;
	let next = first.checked_add(length).map_err(|_| malformed())?;
	let start = |date: Date| {
		let start = date.to_zoned(zone.clone()).map_err(|_| malformed())?;
		Ok(start.timestamp().as_millisecond())
	};
	Ok((start(first)?, start(next)?))
}

/// Start of the day, `months` after the day of `ms`, in `zone`. `None` outside the calendar's range.
pub(crate) fn day_after_months(ms: u64, months: i32, zone: &TimeZone) -> Option<u64> {
	let moment = Timestamp::from_millisecond(i64::try_from(ms).ok()?).ok()?;
	let day = moment.to_zoned(zone.clone()).date().checked_add(months.months()).ok()?;
	u64::try_from(day.to_zoned(zone.clone()).ok()?.timestamp().as_millisecond()).ok()
}

/// A FHIR `Duration` in hours, rounded up. Months and years have no fixed length and are refused.
pub(crate) fn hours(node: &Node<'_>) -> Result<u16, Refusal> {
	let code = node.need("code", "the unit of time must be coded")?;
	let minutes: u64 = match code.text()? {
		"min" => 1,
		"h" => 60,
		"d" => 24 * 60,
		"wk" => 7 * 24 * 60,
		other => return Err(code.code_error(other, "min, h, d or wk")),
	};
	node.need("system", "the unit of time must be coded")?
		.expect("http://unitsofmeasure.org", "UCUM")?;
	let value = node.need("value", "a duration has a length")?;
	let lexeme = value.number()?;
	let range =
		|| value.refuse(Reason::OutOfRange { found: excerpt(lexeme), range: "0 to 65535 hours" });
	let (integer, fraction) = lexeme.split_once('.').unwrap_or((lexeme, ""));
	let scale = u32::try_from(fraction.len()).ok().and_then(|digits| 10_u64.checked_pow(digits));
	let scale = scale.ok_or_else(range)?;
	let units: u64 = format!("{integer}{fraction}").parse().map_err(|_| range())?;
	let hours =
		units.checked_mul(minutes).and_then(|total| Some(total.div_ceil(scale.checked_mul(60)?)));
	hours.and_then(|hours| hours.try_into().ok()).ok_or_else(range)
}
