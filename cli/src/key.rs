//! Keys: one for each licence, and for a patient one for each context, derived so that nothing links two of them.

use crate::{
	args::Common,
	files,
	output::{hex, Report},
};
use anyhow::{anyhow, bail, Context, Result};
use clap::Subcommand;
use std::{
	env, fs,
	path::{Path, PathBuf},
};
use subxt_signer::{sr25519::Keypair, DeriveJunction, SecretUri};

/// Make, derive and show keys.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
	/// Make a new secret and write it to a file that only you can read. Nothing is overwritten.
	New {
		/// The file to write.
		file: PathBuf,
	},
	/// Show the public key and the address of a secret.
	Show,
	/// Derive a patient's keys, one for each context (a prescription, a relationship).
	///
	/// Hard derivation: whoever sees some of these keys, or even learns the secret of one, can
	/// neither find the others nor tell that they belong together. Sign with `--context`.
	Derive {
		/// The contexts: any text without a slash, for instance the day and a number.
		#[arg(required = true)]
		contexts: Vec<String>,
	},
}

impl KeyCommand {
	/// Runs the command.
	pub fn run(self, common: &Common) -> Result<()> {
		let format = common.format();
		match self {
			KeyCommand::New { file } => {
				let secret = new_secret()?;
				files::write_new(&[(file.clone(), format!("{secret}\n").into_bytes())])?;
				let report = describe("Secret written", &pair(&secret)?);
				format.report(&report.with("file", file.display().to_string()))
			},
			KeyCommand::Show => format.report(&describe("Key", &common.signer()?)),
			KeyCommand::Derive { contexts } => {
				let secret = secret(common.suri.as_deref(), common.suri_file.as_deref())?;
				let keys: Vec<Report> = contexts
					.iter()
					.map(|context| {
						let key = for_context(&secret, context)?;
						Ok(Report::new("")
							.with("context", context.as_str())
							.and(describe("", &key)))
					})
					.collect::<Result<_>>()?;
				format.table("", &keys)
			},
		}
	}
}

/// The secret to use: given, in a file, or in the environment.
pub fn secret(given: Option<&str>, file: Option<&Path>) -> Result<String> {
	if let Some(secret) = given {
		return Ok(secret.trim().to_owned());
	}
	if let Some(file) = file {
		let secret = fs::read_to_string(file)
			.with_context(|| format!("cannot read the secret in {}", file.display()))?;
		return Ok(secret.trim().to_owned());
	}
	env::var("SALUS_SURI").map(|secret| secret.trim().to_owned()).map_err(|_| {
		anyhow!("no secret to sign with: give --suri-file FILE, set SALUS_SURI, or --suri //Alice on a development chain")
	})
}

/// The key of a secret. The error never repeats the secret.
pub fn pair(secret: &str) -> Result<Keypair> {
	let uri: SecretUri = secret
		.parse()
		.map_err(|_| anyhow!("the secret is no seed, no phrase and no URI such as //Alice"))?;
	Keypair::from_uri(&uri).map_err(|_| {
		anyhow!(
			"the secret is no valid key: expected 12 to 24 words, or 0x and 64 hexadecimal digits"
		)
	})
}

/// A patient's key for one context: `SECRET//salus//patient//CONTEXT`.
pub fn for_context(secret: &str, context: &str) -> Result<Keypair> {
	if context.is_empty() || context.contains('/') {
		bail!("a context is any text without a slash, `{context}` is not");
	}
	let junctions = ["salus", "patient", context].map(|name| DeriveJunction::from(name).harden());
	Ok(pair(secret)?.derive(junctions))
}

fn describe(headline: &str, key: &Keypair) -> Report {
	let public = key.public_key();
	Report::new(headline)
		.with("publicKey", hex(public.0))
		.with("address", public.to_account_id().to_string())
}

fn new_secret() -> Result<String> {
	let mut seed = [0; 32];
	getrandom::getrandom(&mut seed)
		.map_err(|error| anyhow!("the system gives no random numbers: {error}"))?;
	Ok(hex(seed))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn address(key: &Keypair) -> String {
		key.public_key().to_account_id().to_string()
	}

	#[test]
	fn the_development_keys_are_the_known_ones() {
		let alice = pair("//Alice").unwrap();
		assert_eq!(address(&alice), "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
	}

	#[test]
	fn a_context_is_a_hard_path_below_the_secret() {
		for context in ["2026-11-22 a", "7"] {
			let derived = for_context("//Ferdie", context).unwrap();
			let path = format!("//Ferdie//salus//patient//{context}");
			assert_eq!(address(&derived), address(&pair(&path).unwrap()));
		}
		let (one, two) =
			(for_context("//Ferdie", "1").unwrap(), for_context("//Ferdie", "2").unwrap());
		assert_ne!(address(&one), address(&two));
		assert!(for_context("//Ferdie", "a/b").is_err());
		assert!(for_context("//Ferdie", "").is_err());
	}

	#[test]
	fn errors_do_not_repeat_the_secret() {
		for secret in ["correct horse battery staple", "0xnotasecret", "0x1234"] {
			let error = format!("{:#}", pair(secret).unwrap_err());
			assert!(!error.contains(secret), "{error}");
		}
	}

	#[test]
	fn new_secrets_are_keys_and_differ() {
		let (one, two) = (new_secret().unwrap(), new_secret().unwrap());
		assert_ne!(one, two);
		pair(&one).unwrap();
	}
}
