//! Reading FHIR documents and committing to them, without a chain.

use crate::{
	args::Common,
	files,
	output::{hex, sentence, Report},
};
use anyhow::{anyhow, bail, Context, Result};
use clap::{Args, Subcommand};
use salus_fhir::{json, os_salt, Completion, Document, Profile, Reading};
use std::{
	fs,
	path::{Path, PathBuf},
	process::ExitCode,
};

/// Read FHIR R4 documents and commit to them.
#[derive(Debug, Subcommand)]
pub enum FhirCommand {
	/// Say of each file whether it can be committed to: `FILE TYPE ok COMMITMENT...` or
	/// `FILE TYPE refused REASON`. Fails if a file cannot be read at all.
	///
	/// The commitments are made with fresh salts that are dropped at once: they differ at every run.
	Check {
		/// Files, and folders whose `.json` files are read.
		#[arg(required = true)]
		paths: Vec<PathBuf>,
		#[command(flatten)]
		rules: Rules,
	},
	/// Write a document's commitment: for each item `STEM-N.json`, with salts, to keep secret, and
	/// `STEM-N.public.json`, which may be shown. Nothing is overwritten.
	Commit {
		/// The document.
		file: PathBuf,
		/// The folder to write to.
		#[arg(long, value_name = "DIR")]
		out: PathBuf,
		#[command(flatten)]
		rules: Rules,
	},
}

/// How a document is to be read.
#[derive(Args, Debug)]
pub struct Rules {
	/// Whose rules fill what the document leaves open: `r4` (strict), `nhs-eps` or `synthea`.
	#[arg(long, default_value = "r4")]
	profile: String,
	/// The time zone of the issuer's dates, for the profile `r4`: `Europe/Zurich`.
	#[arg(long)]
	zone: Option<String>,
	/// A file that supplies or replaces what the document lacks, with its author and reason. It is
	/// committed with the document.
	#[arg(long, value_name = "FILE")]
	completion: Option<PathBuf>,
}

impl Rules {
	/// Reads a document.
	pub fn read(&self, file: &Path) -> Result<Reading> {
		let bytes = files::read(file, json::MAX_BYTES)?;
		let completion = self.completion()?;
		salus_fhir::read(&bytes, &self.profile()?, completion.as_ref())
			.with_context(|| file.display().to_string())
	}

	/// The rules of NHS EPS, whose messages name the items of a form.
	pub fn nhs_eps() -> Self {
		Rules { profile: "nhs-eps".into(), zone: None, completion: None }
	}

	/// The profile.
	pub fn profile(&self) -> Result<Profile> {
		let name = match self.profile.as_str() {
			versioned if versioned.contains('/') => versioned.to_owned(),
			name => format!("{name}/1"),
		};
		Profile::named(&name, self.zone.as_deref()).ok_or_else(|| match &self.zone {
			None => {
				anyhow!("there is no profile `{}`: expected r4, nhs-eps or synthea", self.profile)
			},
			Some(zone) => {
				anyhow!(
					"no profile `{}` with the zone `{zone}`: only r4 takes one, by its IANA name",
					self.profile
				)
			},
		})
	}

	fn completion(&self) -> Result<Option<Completion>> {
		let Some(file) = &self.completion else { return Ok(None) };
		let completion = files::read(file, json::MAX_BYTES)
			.and_then(|bytes| Ok(Completion::parse(&bytes)?))
			.with_context(|| format!("the completion {}", file.display()))?;
		Ok(Some(completion))
	}
}

impl FhirCommand {
	/// Runs the command.
	pub fn run(self, common: &Common) -> Result<ExitCode> {
		match self {
			FhirCommand::Check { paths, rules } => check(&paths, &rules, common),
			FhirCommand::Commit { file, out, rules } => {
				common.format().table("", &commit(&file, &out, &rules)?)?;
				Ok(ExitCode::SUCCESS)
			},
		}
	}
}

fn check(paths: &[PathBuf], rules: &Rules, common: &Common) -> Result<ExitCode> {
	let (profile, completion) = (rules.profile()?, rules.completion()?);
	let mut all_read = true;
	for file in json_files(paths)? {
		let name = file.display().to_string();
		let (line, report) = match files::read(&file, json::MAX_BYTES) {
			Err(error) => {
				all_read = false;
				let reason = sentence(&error);
				let report = Report::new(format!("{name} - refused {reason}"));
				(
					format!("{name} - refused {reason}"),
					report.with("file", name).with("reason", reason),
				)
			},
			Ok(bytes) => {
				let checked = salus_fhir::check(&bytes, &profile, completion.as_ref());
				all_read &= !checked.unreadable();
				let line = format!("{name} {checked}");
				let report = Report::new(line.as_str())
					.with("file", name)
					.with("resourceType", checked.resource_type.as_str());
				let report = match checked.outcome {
					Ok(commitments) => {
						report.with("commitments", commitments.iter().map(hex).collect::<Vec<_>>())
					},
					Err(error) => report.with("reason", error.to_string()),
				};
				(line, report)
			},
		};
		common.format().line(&line, &report)?;
	}
	Ok(if all_read { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The files that the paths name, folders replaced by the `.json` files in them, in a fixed order.
fn json_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
	let mut files = Vec::new();
	for path in paths {
		if path.is_dir() {
			collect(path, &mut files)?;
		} else {
			files.push(path.clone());
		}
	}
	if files.is_empty() {
		bail!("there is no .json file in what was given");
	}
	Ok(files)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
	let entries = fs::read_dir(folder).and_then(|entries| entries.collect::<Result<Vec<_>, _>>());
	let mut paths: Vec<PathBuf> = entries
		.with_context(|| format!("cannot read the folder {}", folder.display()))?
		.iter()
		.map(fs::DirEntry::path)
		.collect();
	paths.sort();
	for path in paths {
		// A link to a folder could lead back to where we are.
		if path.is_dir() && !path.is_symlink() {
			collect(&path, files)?;
		} else if path.extension().is_some_and(|extension| extension == "json") {
			files.push(path);
		}
	}
	Ok(())
}

fn commit(file: &Path, out: &Path, rules: &Rules) -> Result<Vec<Report>> {
	let reading = rules.read(file)?;
	let mut written = Vec::new();
	let mut reports = Vec::new();
	for (draft, path) in reading.drafts().into_iter().zip(numbered(file, out)?) {
		let document = draft.commit(os_salt)?;
		let public = path.with_extension("public.json");
		reports.push(
			describe(&document)
				.with("file", path.display().to_string())
				.with("public", public.display().to_string()),
		);
		written.push((path, document.private_json().into_bytes()));
		written.push((public, document.public_json().into_bytes()));
	}
	files::write_new(&written)?;
	Ok(reports)
}

fn describe(document: &Document) -> Report {
	Report::new("")
		.with("commitment", hex(document.commitment()))
		.with("schema", document.schema().name)
}

/// The names under which the items of `file` are written to `out`: `STEM-1.json`, `STEM-2.json` ...
pub fn numbered<'a>(file: &'a Path, out: &'a Path) -> Result<impl Iterator<Item = PathBuf> + 'a> {
	let stem = file.file_stem().ok_or_else(|| anyhow!("{} names no file", file.display()))?;
	let stem = stem.to_string_lossy();
	Ok((1..).map(move |number: u32| out.join(format!("{stem}-{number}.json"))))
}
