//! How values are written: as scalars of a claim, and in sentences.

use crate::{
	file::Scalar,
	json::{to_hex, MAX_NUMBER},
	rows::{Hash, Moment, Role, DAY, HOUR},
};
use alloc::{borrow::ToOwned, format, string::String};

/// Anything that is a sentence.
pub trait Words {
	/// The sentence.
	fn words(self) -> String;
}

impl Words for &str {
	fn words(self) -> String {
		self.to_owned()
	}
}

impl Words for String {
	fn words(self) -> String {
		self
	}
}

impl From<bool> for Scalar {
	fn from(flag: bool) -> Self {
		Scalar::Flag(flag)
	}
}

impl From<&str> for Scalar {
	fn from(text: &str) -> Self {
		Scalar::Text(text.into())
	}
}

impl From<Hash> for Scalar {
	fn from(hash: Hash) -> Self {
		Scalar::Text(to_hex(&hash))
	}
}

/// Beyond [`MAX_NUMBER`] a number is a text of its digits.
impl From<u128> for Scalar {
	fn from(number: u128) -> Self {
		match u64::try_from(number) {
			Ok(small) if small <= MAX_NUMBER => Scalar::Number(small),
			_ => Scalar::Text(format!("{number}")),
		}
	}
}

macro_rules! numbers {
	($($number:ty)*) => {$(
		impl From<$number> for Scalar {
			fn from(number: $number) -> Self {
				u128::from(number).into()
			}
		}
	)*};
}

numbers!(u8 u16 u32 u64);

/// A moment in Coordinated Universal Time, to the second: `2026-03-01 12:00:00 UTC`.
pub fn date(moment: Moment) -> String {
	let (days, rest) = (moment / DAY, moment % DAY);
	let (hours, minutes, seconds) = (rest / HOUR, rest / 60_000 % 60, rest / 1_000 % 60);
	// Years that begin in March, so that the leap day is the last; 400 of them have 146,097 days. Day 0 is 0000-03-01.
	let days = days.saturating_add(719_468);
	let (era, day) = (days / 146_097, days % 146_097);
	let leap_days = (day / 1_460).saturating_add(day / 146_096).saturating_sub(day / 36_524);
	let year = day.saturating_sub(leap_days) / 365;
	let before = year.saturating_mul(365).saturating_add(year / 4).saturating_sub(year / 100);
	let day = day.saturating_sub(before);
	// Five months from March on have 153 days, and so have the next five.
	let month = day.saturating_mul(5).saturating_add(2) / 153;
	let begins = month.saturating_mul(153).saturating_add(2) / 5;
	let day = day.saturating_sub(begins).saturating_add(1);
	let (month, next) =
		if month < 10 { (month.saturating_add(3), 0) } else { (month.saturating_sub(9), 1) };
	let year = era.saturating_mul(400).saturating_add(year).saturating_add(next);
	format!("{year:04}-{month:02}-{day:02} {hours:02}:{minutes:02}:{seconds:02} UTC")
}

/// So many of something that has a regular plural.
pub fn count(number: usize, what: &str) -> String {
	let plural = if number == 1 { "" } else { "s" };
	format!("{number} {what}{plural}")
}

/// `2^n` for each bit that is set, as numbers.
pub fn bits(mask: u32) -> String {
	let mut text = String::new();
	for bit in (0..32u32).filter(|bit| mask.checked_shr(*bit).is_some_and(|rest| rest & 1 == 1)) {
		text.push_str(if text.is_empty() { "" } else { ", " });
		text.push_str(&format!("{bit}"));
	}
	if text.is_empty() {
		text.push_str("none");
	}
	text
}

impl Role {
	/// Its name in a file.
	pub const fn word(self) -> &'static str {
		match self {
			Role::Prescriber => "prescriber",
			Role::Dispenser => "dispenser",
			Role::Payer => "payer",
			Role::Hospital => "hospital",
			Role::Sponsor => "sponsor",
			Role::Investigator => "investigator",
			Role::EthicsCommittee => "ethics committee",
			Role::Regulator => "regulator",
			Role::Auditor => "auditor",
			Role::Clinician => "clinician",
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn dates_are_those_of_the_calendar() {
		for (moment, text) in [
			(0, "1970-01-01 00:00:00 UTC"),
			(951_782_399_999, "2000-02-28 23:59:59 UTC"),
			(951_782_400_000, "2000-02-29 00:00:00 UTC"),
			(951_868_800_000, "2000-03-01 00:00:00 UTC"),
			(1_772_366_401_000, "2026-03-01 12:00:01 UTC"),
			(1_798_761_599_000, "2026-12-31 23:59:59 UTC"),
			(4_107_542_400_000, "2100-03-01 00:00:00 UTC"),
		] {
			assert_eq!(date(moment), text);
		}
	}

	/// Every day of four centuries, counted up by hand.
	#[test]
	fn no_day_is_skipped_or_doubled() {
		let (mut year, mut month, mut day) = (1970, 1, 1);
		for days in 0..146_097u64 {
			assert_eq!(date(days * DAY), format!("{year:04}-{month:02}-{day:02} 00:00:00 UTC"));
			let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
			let length = match month {
				2 => 28 + u32::from(leap),
				4 | 6 | 9 | 11 => 30,
				_ => 31,
			};
			day += 1;
			if day > length {
				(month, day) = (month + 1, 1);
			}
			if month > 12 {
				(year, month) = (year + 1, 1);
			}
		}
	}

	#[test]
	fn numbers_beyond_what_all_readers_hold_are_texts() {
		assert_eq!(Scalar::from(MAX_NUMBER), Scalar::Number(MAX_NUMBER));
		assert_eq!(Scalar::from(MAX_NUMBER + 1), Scalar::Text("9007199254740992".into()));
		assert_eq!([0, 1, 2].map(|n| count(n, "name")), ["0 names", "1 name", "2 names"]);
		assert_eq!(bits(0b1000_0101), "0, 2, 7");
		assert_eq!(bits(0), "none");
		assert_eq!(bits(1 << 31), "31");
	}
}
