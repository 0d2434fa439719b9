//! What a patient's key agrees to when a custodian enters it: signed without a node, and taken to the custodian.

use super::{
	context::{hash, Context},
	signed::statement,
};
use crate::{
	args::{self, Common},
	chain::salus::runtime_types::{
		bounded_collections::bounded_vec::BoundedVec,
		pallet_health_records::types::patients::{Guardian, Guardians},
		salus_primitives::patient::Powers,
		sp_runtime::MultiSignature,
	},
	files,
	output::{hex, moment, Report},
};
use anyhow::{bail, Context as _, Result};
use clap::Args;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::{
	path::{Path, PathBuf},
	str::FromStr,
};
use subxt::{
	ext::codec::Encode,
	utils::{AccountId32, H256},
};

/// Format of the file.
const FORMAT: &str = "salus-agreement/1";
/// No agreement is longer.
const MAX_BYTES: usize = 1 << 16;
/// Domain of what is signed.
const AGREEMENT: &[u8] = b"salus/enter-patient";
/// What a guardian may do, in the order of the runtime's bits.
const POWERS: [&str; 4] = ["prescriptions", "records", "consents", "recovery"];

/// What `agree` is told.
#[derive(Args, Debug)]
pub struct AgreeArgs {
	/// The context that `salus patient context` wrote.
	#[arg(long, value_name = "FILE")]
	context_file: PathBuf,
	/// The custodian's licence.
	#[arg(long, value_name = "LICENCE")]
	custodian: u32,
	#[command(flatten)]
	guardians: GuardiansArgs,
	/// The file to write.
	#[arg(long, value_name = "FILE")]
	out: PathBuf,
}

/// Guardians, on a command line.
#[derive(Args, Clone, Debug)]
pub struct GuardiansArgs {
	/// A guardian, at most three: its key, powers and end: 5F.../records,recovery/+365d. Powers are prescriptions, records,
	/// consents and recovery.
	#[arg(long = "guardian", value_name = "KEY/POWERS/UNTIL")]
	guardians: Vec<GuardianArg>,
	/// How many of those with the power of recovery replace a lost key.
	#[arg(long, default_value_t = 0)]
	threshold: u8,
}

/// A guardian, on a command line and in a file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GuardianArg {
	key: String,
	powers: u8,
	until: u64,
}

impl FromStr for GuardianArg {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let parts: Vec<&str> = text.split('/').collect();
		let [key, powers, until] = parts.as_slice() else {
			return Err(format!("`{text}` is no guardian; expected KEY/POWERS/UNTIL"));
		};
		let power = |mask: u8, name: &str| {
			let bit = POWERS.iter().position(|power| *power == name);
			let bit = bit.ok_or_else(|| format!("`{name}` is none of {}", POWERS.join(", ")))?;
			Ok::<_, String>(mask | 1 << bit)
		};
		Ok(GuardianArg {
			key: args::account(key)?.to_string(),
			powers: powers.split(',').try_fold(0, power)?,
			until: args::moment(until)?,
		})
	}
}

impl GuardiansArgs {
	/// As the chain takes them.
	pub fn to_chain(&self) -> Result<Guardians<AccountId32>> {
		to_chain(&self.guardians, self.threshold)
	}
}

fn to_chain(guardians: &[GuardianArg], threshold: u8) -> Result<Guardians<AccountId32>> {
	let guardian = |one: &GuardianArg| {
		let key = args::account(&one.key).map_err(anyhow::Error::msg)?;
		Ok(Guardian { key, powers: Powers(one.powers), until: one.until })
	};
	let list: Vec<_> = guardians.iter().map(guardian).collect::<Result<_>>()?;
	if list.len() > 3 {
		bail!("a key has three guardians at most");
	}
	Ok(Guardians { list: BoundedVec(list), threshold })
}

/// What a patient's key agreed to.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Agreement {
	format: String,
	/// The chain that it is for.
	genesis: String,
	/// The custodian that may enter the key.
	pub custodian: u32,
	patient: String,
	guardians: Vec<GuardianArg>,
	threshold: u8,
	/// When it was written.
	pub authored_at: u64,
	signature: String,
}

impl Agreement {
	/// Signs what a custodian needs to enter the key.
	pub fn sign(args: &AgreeArgs, common: &Common) -> Result<Report> {
		let context = Context::read(&args.context_file)?;
		let (key, genesis) = (common.signer()?, context.genesis()?);
		let authored_at = u64::try_from(Timestamp::now().as_millisecond())?;
		let GuardiansArgs { guardians, threshold } = args.guardians.clone();
		let patient = key.public_key().to_account_id();
		let said = said(args.custodian, &patient, &guardians, threshold, authored_at)?;
		let agreement = Agreement {
			format: FORMAT.into(),
			genesis: hex(genesis),
			custodian: args.custodian,
			patient: patient.to_string(),
			guardians,
			threshold,
			authored_at,
			signature: hex(key.sign(&statement(AGREEMENT, genesis, &said)).0),
		};
		let mut bytes = serde_json::to_vec_pretty(&agreement)?;
		bytes.push(b'\n');
		files::write_new(&[(args.out.clone(), bytes)])?;
		Ok(Report::new("Agreed")
			.with("custodian", args.custodian)
			.with("patient", agreement.patient)
			.with("authored", moment(authored_at))
			.with("file", args.out.display().to_string()))
	}

	/// Reads a file.
	pub fn read(path: &Path) -> Result<Self> {
		let name = || path.display().to_string();
		let bytes = files::read(path, MAX_BYTES)?;
		let agreement: Agreement = serde_json::from_slice(&bytes)
			.context("no agreement, as `salus patient agree` writes it")
			.with_context(name)?;
		if agreement.format != FORMAT {
			bail!("{}: the format `{}` is not {FORMAT}", name(), agreement.format);
		}
		agreement.signature().and(agreement.patient().map(drop)).with_context(name)?;
		Ok(agreement)
	}

	/// The patient's key.
	pub fn patient(&self) -> Result<AccountId32> {
		args::account(&self.patient).map_err(anyhow::Error::msg).context("patient")
	}

	/// The guardians that were agreed to.
	pub fn guardians(&self) -> Result<Guardians<AccountId32>> {
		to_chain(&self.guardians, self.threshold)
	}

	/// The signature.
	pub fn signature(&self) -> Result<MultiSignature> {
		let digits = self.signature.strip_prefix("0x").and_then(|digits| hex::decode(digits).ok());
		let bytes = digits.and_then(|bytes| <[u8; 64]>::try_from(bytes).ok());
		bytes.map(MultiSignature::Sr25519).context("signature: not 0x and 128 hexadecimal digits")
	}

	/// Whether it is for this chain.
	pub fn is_for(&self, genesis: H256) -> Result<bool> {
		Ok(hash(&self.genesis).context("genesis")? == genesis)
	}
}

/// `SCALE(custodian, patient, guardians, authored_at)`.
fn said(
	custodian: u32,
	patient: &AccountId32,
	guardians: &[GuardianArg],
	threshold: u8,
	authored_at: u64,
) -> Result<Vec<u8>> {
	let list = to_chain(guardians, threshold)?.list.0;
	let list: Vec<_> = list.iter().map(|one| (one.key.0, one.powers.0, one.until)).collect();
	Ok((custodian, patient.0, list, threshold, authored_at).encode())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_guardian_has_a_key_powers_and_an_end() {
		let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
		let guardian: GuardianArg = format!("{alice}/records,recovery/1970-01-02").parse().unwrap();
		assert_eq!((guardian.powers, guardian.until), (0b1010, 86_400_000));
		for wrong in [
			alice.to_owned(),
			format!("{alice}/records"),
			format!("{alice}/everything/+1d"),
			format!("{alice}//+1d"),
			format!("{alice}/records/soon"),
			"5F/records/+1d".to_owned(),
		] {
			assert!(wrong.parse::<GuardianArg>().is_err(), "{wrong}");
		}
	}
}
