//! The command line: what every command shares, and how its words are read.

use crate::{
	fhir::FhirCommand,
	key::{self, KeyCommand},
	output::Format,
	registry::{council::CouncilCommand, RegistryCommand},
	rx::RxCommand,
};
use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use jiff::{civil::Date, tz::TimeZone, Timestamp};
use std::path::PathBuf;
use subxt::utils::{AccountId32, H256};
use subxt_signer::sr25519::Keypair;

/// The command line of the Salus chain: prescriptions and the licences behind them.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true, max_term_width = 100)]
pub struct Cli {
	/// What every command shares.
	#[command(flatten)]
	pub common: Common,
	/// What to do.
	#[command(subcommand)]
	pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Read FHIR R4 documents and commit to them, without a chain.
	#[command(subcommand)]
	Fhir(FhirCommand),
	/// Make, derive and show keys, without a chain.
	#[command(subcommand)]
	Key(KeyCommand),
	/// Who may act: organisations, registrars, licences.
	#[command(subcommand)]
	Registry(RegistryCommand),
	/// The council's proposals.
	#[command(subcommand)]
	Council(CouncilCommand),
	/// Prescriptions: issue, claim, dispense and everything between.
	#[command(subcommand)]
	Rx(RxCommand),
}

/// What every command shares.
#[derive(Args, Debug)]
pub struct Common {
	/// The node's WebSocket address.
	#[arg(long, global = true, default_value = "ws://127.0.0.1:9944", value_name = "URL")]
	pub url: String,
	/// Print JSON: one value on standard output, or one per line while a command goes on.
	#[arg(long, global = true)]
	pub json: bool,
	/// The secret to sign with, as a URI (`//Alice`). Others on this machine can see it: for
	/// development only.
	#[arg(long, global = true, value_name = "SECRET")]
	pub suri: Option<String>,
	/// The file with the secret to sign with: a seed, a phrase or a URI. Without this and `--suri`
	/// the environment variable SALUS_SURI is read.
	#[arg(long, global = true, value_name = "FILE", conflicts_with = "suri")]
	pub suri_file: Option<PathBuf>,
	/// Sign with the key that `salus key derive` derives from the secret for this context.
	#[arg(long, global = true, value_name = "CONTEXT")]
	pub context: Option<String>,
	/// Return once the transaction is in a block, before that block is final.
	#[arg(long, global = true)]
	pub in_block: bool,
	/// Return once the node has accepted the transaction, without waiting for a block.
	#[arg(long, global = true, conflicts_with = "in_block")]
	pub no_wait: bool,
}

/// How long to wait for a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
	/// Until its block is final.
	Finalised,
	/// Until a best block holds it.
	InBlock,
	/// Until the node has taken it.
	Accepted,
}

impl Common {
	/// For whom to print.
	pub fn format(&self) -> Format {
		if self.json {
			Format::Json
		} else {
			Format::Screen
		}
	}

	/// How long to wait for a transaction.
	pub fn wait(&self) -> Wait {
		match (self.no_wait, self.in_block) {
			(true, _) => Wait::Accepted,
			(_, true) => Wait::InBlock,
			_ => Wait::Finalised,
		}
	}

	/// The key to sign with.
	pub fn signer(&self) -> Result<Keypair> {
		let secret = key::secret(self.suri.as_deref(), self.suri_file.as_deref())?;
		match &self.context {
			Some(context) => key::for_context(&secret, context),
			None => key::pair(&secret),
		}
	}
}

/// An account: an SS58 address, or the 32 bytes of a public key in hexadecimal.
pub fn account(text: &str) -> Result<AccountId32, String> {
	if text.starts_with("0x") {
		return hash(text).map(|key| AccountId32(key.0));
	}
	text.parse().map_err(|error| {
		format!("not an account: {error}; expected an SS58 address or 0x and 64 hexadecimal digits")
	})
}

/// 32 bytes in hexadecimal, `0x` in front: an id, a commitment, a hash.
pub fn hash(text: &str) -> Result<H256, String> {
	let expected =
		|| format!("expected 0x and 64 hexadecimal digits, got {} characters", text.len());
	let digits = text.strip_prefix("0x").ok_or_else(expected)?;
	let bytes = hex::decode(digits).map_err(|_| expected())?;
	let bytes: [u8; 32] = bytes.try_into().map_err(|_| expected())?;
	Ok(H256(bytes))
}

/// A moment in milliseconds since the Unix epoch: a date (`2027-01-31`, its start in UTC), a time
/// (`2027-01-31T12:00:00Z`) or a time from now (`+90d`, `+12h`, `+15m`).
pub fn moment(text: &str) -> Result<u64, String> {
	let expected =
		|| {
			format!("`{text}` is no moment; expected a date, a time with its offset, or +90d, +12h, +15m")
		};
	let stamp = if let Some(span) = text.strip_prefix('+') {
		let unit = span.chars().last().ok_or_else(expected)?;
		let count: i64 =
			span.strip_suffix(unit).and_then(|n| n.parse().ok()).ok_or_else(expected)?;
		let minutes: i64 = match unit {
			'd' => 24 * 60,
			'h' => 60,
			'm' => 1,
			_ => return Err(expected()),
		};
		let millis = count.checked_mul(minutes * 60_000).ok_or_else(expected)?;
		let now = Timestamp::now().as_millisecond();
		Timestamp::from_millisecond(now.saturating_add(millis)).map_err(|_| expected())?
	} else if let Ok(date) = text.parse::<Date>().map_err(drop).and_then(|date| {
		if text.contains('T') {
			Err(())
		} else {
			Ok(date)
		}
	}) {
		date.to_zoned(TimeZone::UTC).map_err(|_| expected())?.timestamp()
	} else {
		text.parse::<Timestamp>().map_err(|_| expected())?
	};
	u64::try_from(stamp.as_millisecond()).map_err(|_| expected())
}

/// Planck of the native token in one SAL.
const SAL: u128 = 1_000_000_000_000;
const SAL_DECIMALS: usize = 12;

/// An amount of the native token, in SAL with up to twelve decimals.
pub fn amount(text: &str) -> Result<u128, String> {
	let expected = || format!("`{text}` is no amount; expected SAL with up to 12 decimals, as 1.5");
	let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
	let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
	if whole.is_empty() || !digits(whole) || !digits(fraction) || fraction.len() > SAL_DECIMALS {
		return Err(expected());
	}
	let padded = format!("{fraction:0<SAL_DECIMALS$}");
	let fraction: u128 = padded.parse().map_err(|_| expected())?;
	let whole: u128 = whole.parse().map_err(|_| expected())?;
	whole.checked_mul(SAL).and_then(|planck| planck.checked_add(fraction)).ok_or_else(expected)
}

/// An amount of the native token, for people.
pub fn sal(planck: u128) -> String {
	let fraction = format!("{:0SAL_DECIMALS$}", planck % SAL);
	let fraction = fraction.trim_end_matches('0');
	match fraction {
		"" => format!("{} SAL", planck / SAL),
		fraction => format!("{}.{fraction} SAL", planck / SAL),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::CommandFactory;

	#[test]
	fn the_tree_of_commands_is_sound() {
		Cli::command().debug_assert();
	}

	#[test]
	fn accounts_are_ss58_or_hexadecimal() {
		let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
		let hex = "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";
		assert_eq!(account(alice).unwrap(), account(hex).unwrap());
		let typo = alice.replace("utQY", "utQZ");
		assert!(account(&typo).unwrap_err().contains("checksum"));
		assert!(account("0x12").is_err());
		assert!(account("Alice").is_err());
	}

	#[test]
	fn amounts_are_exact() {
		assert_eq!(amount("1.5").unwrap(), 1_500_000_000_000);
		assert_eq!(amount("0.000000000001").unwrap(), 1);
		for text in ["1.5", "1000", "0.000000000001"] {
			assert_eq!(sal(amount(text).unwrap()), format!("{text} SAL"));
		}
		for wrong in
			["", ".5", "-1", "1e3", "0.0000000000001", "999999999999999999999999999999999999999"]
		{
			assert!(amount(wrong).is_err(), "{wrong}");
		}
	}

	#[test]
	fn moments_are_dates_times_and_spans() {
		assert_eq!(moment("1970-01-02").unwrap(), 86_400_000);
		assert_eq!(moment("1970-01-01T01:00:00+01:00").unwrap(), 0);
		let soon = moment("+1d").unwrap() - moment("+0h").unwrap();
		assert!((86_399_000..=86_401_000).contains(&soon));
		for wrong in
			["", "+", "+d", "+1y", "1969-12-31", "tomorrow", "2027-02-30", "+9999999999999d"]
		{
			assert!(moment(wrong).is_err(), "{wrong}");
		}
	}
}
