//! The command line: what every command shares, and how its words are read.

use crate::{
	consent::ConsentCommand,
	escrow::EscrowCommand,
	evidence::EvidenceCommand,
	fhir::FhirCommand,
	key::{self, KeyCommand},
	output::Format,
	patient::PatientCommand,
	record::RecordCommand,
	registry::{council::CouncilCommand, RegistryCommand},
	relay::RelayCommand,
	rx::RxCommand,
	sponsor::SponsorCommand,
	transfer::Transfer,
	validators::ValidatorsCommand,
};
use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use jiff::{civil::Date, tz::TimeZone, Timestamp};
use std::path::PathBuf;
use subxt::utils::{AccountId32, H256};
use subxt_signer::sr25519::Keypair;

/// The command line of the Salus chain: prescriptions, the licences behind them, and who pays.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
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
	/// Reimbursement: pools, contracts, covers, claims, appeals.
	#[command(subcommand)]
	Escrow(EscrowCommand),
	/// Trials and consents to take part in them.
	#[command(subcommand)]
	Consent(ConsentCommand),
	/// Health records, who may read them, and who did.
	#[command(subcommand)]
	Record(RecordCommand),
	/// Files that prove what the chain holds, to whoever has neither chain nor node.
	#[command(subcommand)]
	Evidence(EvidenceCommand),
	/// What patients do: sign without a node and without tokens.
	#[command(subcommand)]
	Patient(PatientCommand),
	/// Relay patients' acts, and pay for them.
	#[command(subcommand)]
	Relay(RelayCommand),
	/// Who pays for what is relayed.
	#[command(subcommand)]
	Sponsor(SponsorCommand),
	/// Who makes blocks: validators, who also finalise, or a parachain's collators.
	#[command(subcommand, visible_alias = "collators")]
	Validators(ValidatorsCommand),
	/// Send tokens of one's own.
	Transfer(Transfer),
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

/// A mask from the numbers of its bits: `0,3,7`.
pub fn bits(text: &str) -> Result<u32, String> {
	let bit = |number: &str| {
		number
			.parse()
			.ok()
			.and_then(|number: u32| 1u32.checked_shl(number))
			.ok_or_else(|| format!("`{number}` in `{text}` is none of 0 to 31"))
	};
	text.split(',').try_fold(0, |mask, number| Ok(mask | bit(number)?))
}

/// A span of time in milliseconds: `14d`, `12h`, `15m`, `30s`.
pub fn span(text: &str) -> Result<u64, String> {
	let expected = || format!("`{text}` is no span of time; expected 14d, 12h, 15m or 30s");
	let unit = text.chars().last().ok_or_else(expected)?;
	let count = text.strip_suffix(unit).unwrap_or_default();
	let seconds: u64 = match unit {
		'd' => 86_400,
		'h' => 3_600,
		'm' => 60,
		's' => 1,
		_ => return Err(expected()),
	};
	if !count.bytes().all(|byte| byte.is_ascii_digit()) {
		return Err(expected());
	}
	let count: u64 = count.parse().map_err(|_| expected())?;
	count.checked_mul(seconds * 1_000).ok_or_else(expected)
}

/// A moment in milliseconds since the Unix epoch: a date (`2027-01-31`, its start in UTC), a time
/// (`2027-01-31T12:00:00Z`) or a [`span`] from now (`+90d`, `+12h`, `+15m`, `+30s`).
pub fn moment(text: &str) -> Result<u64, String> {
	let expected = || {
		format!("`{text}` is no moment; expected a date, a time with its offset, or +90d, +12h, +15m, +30s")
	};
	let stamp = if let Some(ahead) = text.strip_prefix('+') {
		let ahead = span(ahead).ok().and_then(|ahead| i64::try_from(ahead).ok());
		let now = Timestamp::now().as_millisecond();
		let then = now.saturating_add(ahead.ok_or_else(expected)?);
		Timestamp::from_millisecond(then).map_err(|_| expected())?
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

/// Decimals of the native token.
pub const SAL_DECIMALS: u8 = 12;

/// A decimal in smallest units: exact, or `None`.
pub fn units(text: &str, decimals: u8) -> Option<u128> {
	let decimals = usize::from(decimals);
	let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
	let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
	if whole.is_empty() || !digits(whole) || !digits(fraction) || fraction.len() > decimals {
		return None;
	}
	format!("{whole}{fraction:0<decimals$}").parse().ok()
}

/// Smallest units as a decimal with all its decimals: the inverse of [`units`].
pub fn decimal(units: u128, decimals: u8) -> String {
	let decimals = usize::from(decimals);
	let digits = format!("{units:0>width$}", width = decimals + 1);
	match digits.split_at_checked(digits.len() - decimals) {
		Some((whole, fraction)) if !fraction.is_empty() => format!("{whole}.{fraction}"),
		_ => digits,
	}
}

/// An amount of the native token, in SAL with up to twelve decimals.
pub fn amount(text: &str) -> Result<u128, String> {
	units(text, SAL_DECIMALS).ok_or_else(|| {
		format!("`{text}` is no amount; expected SAL with up to {SAL_DECIMALS} decimals, as 1.5")
	})
}

/// An amount of the native token, for people.
pub fn sal(planck: u128) -> String {
	let text = decimal(planck, SAL_DECIMALS);
	format!("{} SAL", text.trim_end_matches('0').trim_end_matches('.'))
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
		assert_eq!(sal(0), "0 SAL");
		assert_eq!(sal(1_200_000_000_000_000), "1200 SAL");
	}

	#[test]
	fn decimals_have_the_assets_units_or_are_refused() {
		for (text, decimals, expected) in [
			("60.00", 2, 6_000),
			("60", 2, 6_000),
			("0.01", 2, 1),
			("7", 0, 7),
			("0.5", 18, 5 * 10u128.pow(17)),
		] {
			assert_eq!(units(text, decimals), Some(expected), "{text}");
			assert_eq!(units(&decimal(expected, decimals), decimals), Some(expected), "{text}");
		}
		assert_eq!(decimal(6_000, 2), "60.00");
		assert_eq!(decimal(1, 2), "0.01");
		assert_eq!(decimal(7, 0), "7");
		let most = u128::MAX.to_string();
		assert_eq!(units(&most, 0), Some(u128::MAX));
		for (wrong, decimals) in
			[("60.001", 2), ("60.000", 2), ("7.0", 0), ("+1", 2), ("1 000", 2), (most.as_str(), 1)]
		{
			assert_eq!(units(wrong, decimals), None, "{wrong}");
		}
	}

	#[test]
	fn masks_are_lists_of_bits() {
		assert_eq!(bits("0,3"), Ok(0b1001));
		assert_eq!(bits("31"), Ok(1 << 31));
		for wrong in ["", "32", "0,", "a", "-1", "0 1"] {
			assert!(bits(wrong).is_err(), "{wrong}");
		}
	}

	#[test]
	fn spans_have_a_unit() {
		assert_eq!(span("14d").unwrap(), 14 * 86_400_000);
		assert_eq!(span("2s").unwrap(), 2_000);
		for wrong in [
			"",
			"d",
			"14",
			"-1d",
			"+1d",
			"1.5h",
			"1y",
			"1é",
			"99999999999999999999d",
			"999999999999999d",
		] {
			assert!(span(wrong).is_err(), "{wrong}");
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
