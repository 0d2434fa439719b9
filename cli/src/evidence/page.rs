//! One page of HTML for people: what is proved, by whom, when, and what is not. No scripts, nothing from elsewhere.

use super::{
	check::{self, CheckArgs, Checked},
	declarations::{self, Filled, BLANK, EUROPE, RECORDS},
	html::Html,
	people,
};
use crate::{args::Common, files, output::Report, refusal::Refused};
use anyhow::{anyhow, Context, Result};
use clap::{Args, ValueEnum};
use salus_evidence::{
	chain,
	file::{AnchorKind, File, Finality, Point},
	json::to_hex,
	report::{self, Outcome},
	rows::Moment,
	statement::{count, date, Verdict, NOT_PROVED},
	trust::Trust,
	verify,
};
use sha2::{Digest, Sha256};
use std::{path::PathBuf, process::ExitCode};

/// Language of a page.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Lang {
	/// English.
	En,
}

/// What `render` is told.
#[derive(Args, Debug)]
pub struct RenderArgs {
	#[command(flatten)]
	check: CheckArgs,
	/// The language.
	#[arg(long, default_value = "en")]
	lang: Lang,
	/// The page to write. Nothing is overwritten.
	#[arg(long, value_name = "FILE")]
	out: PathBuf,
}

/// Verifies a file and writes the page, if nothing was refused.
pub fn render(args: &RenderArgs, common: &Common) -> Result<ExitCode> {
	let Checked { bytes, report } = args.check.check()?;
	if let Outcome::Refused(failure) = &report.outcome {
		let error: anyhow::Error =
			Refused::new(format!("Evidence::{}", failure.name()), failure.to_string()).into();
		common.format().failure(&error);
		return Ok(ExitCode::from(report.outcome.exit_code()));
	}
	let page = match args.lang {
		Lang::En => Page::new(&bytes, &report)?.english(),
	};
	files::write_new(&[(args.out.clone(), page.into_bytes())])?;
	let headline = match report.outcome {
		Outcome::Verified => "Page written",
		_ => "Page written, marked as not verified: nobody has compared the anchor",
	};
	let facts = Report::new(headline)
		.with("file", args.out.display().to_string())
		.with("outcome", report.outcome.word());
	common.format().report(&facts)?;
	Ok(ExitCode::from(report.outcome.exit_code()))
}

/// The end of the year 9999: what is later is no date on a page.
const LAST_DATE: Moment = 253_402_300_799_999;

/// What a page shows.
struct Page<'a> {
	report: &'a report::Report,
	verdict: &'a Verdict,
	file: File,
	/// Height, hash and time of each block; no time, if the file does not read it.
	blocks: Vec<(u32, String, Option<Moment>)>,
	/// How the main block is final, in sentences.
	finality: String,
	fingerprint: String,
	sha256: String,
}

impl<'a> Page<'a> {
	fn new(bytes: &[u8], report: &'a report::Report) -> Result<Self> {
		let verdict = report.verdict.as_ref().context("nothing is proved")?;
		let fingerprint = report.anchor.context("no anchor")?.to_string();
		let file = check::parsed(bytes)?;
		// What was accepted above is computed once more, for the times of the blocks.
		let proved = verify::prove(&file, &Trust::default()).map_err(|failure| anyhow!(failure))?;
		let blocks = proved.points.iter();
		let blocks = blocks.map(|point| (point.number, to_hex(&point.hash), point.now().ok()));
		let (blocks, finality) = (blocks.collect(), finality(&file)?);
		let sha256 = hex::encode(Sha256::digest(bytes));
		Ok(Page { report, verdict, file, blocks, finality, fingerprint, sha256 })
	}

	fn verified(&self) -> bool {
		self.report.outcome == Outcome::Verified
	}

	fn english(&self) -> String {
		let mut html = Html::page(match self.verified() {
			true => "Statement of evidence",
			false => "NOT VERIFIED: statement of evidence",
		});
		self.outcome(&mut html);
		self.claim(&mut html);
		self.people(&mut html);
		self.times(&mut html);
		self.anchor(&mut html);
		self.links(&mut html);
		self.runtime(&mut html);
		html.head(match self.verified() {
			true => "Every value that is proved",
			false => "Every value that would be proved",
		});
		let rows = people::values(&self.file).map(|(name, value)| [name.to_owned(), value]);
		html.table(["value", "is"], rows);
		self.limits(&mut html);
		self.how_to_check(&mut html);
		self.declarations(&mut html);
		html.finish()
	}

	/// How far the page may be relied on.
	fn outcome(&self, html: &mut Html) {
		if self.verified() {
			html.paragraph(
				"Verified: every link of the evidence file holds, from an anchor that whoever made this page accepts.",
			);
			return;
		}
		html.raw("<div class=\"across\">NOT VERIFIED<br>ANCHOR NOT COMPARED</div>\n");
		html.within(
			"p",
			"warn",
			&format!(
				"Not verified. Every link of the evidence file holds, but nobody has compared its anchor with the published one: the \
				 whole could have been made up by whoever made up the anchor. Compare the fingerprint {} with the one that the \
				 consortium published.",
				self.fingerprint
			),
		);
		html.raw("\n");
	}

	fn claim(&self, html: &mut Html) {
		html.head(match self.verified() {
			true => "What is proved",
			false => self.report.title(),
		});
		let mut sentences = self.verdict.sentences.iter();
		html.within("p", "claim", sentences.next().map(String::as_str).unwrap_or_default());
		html.raw("\n");
		html.list("ul", sentences);
		if !self.verdict.fields.is_empty() {
			html.head("Fields of the document, as their holder chose to show them");
			let absent = || "the document has no such field".to_owned();
			html.table(
				["field", "value"],
				self.verdict
					.fields
					.iter()
					.map(|field| [field.path.clone(), field.value.clone().unwrap_or_else(absent)]),
			);
		}
	}

	fn people(&self, html: &mut Html) {
		html.head("Who, under which licence");
		let people = people::of(&self.file).into_iter();
		html.table(
			["key or licence", "role and meaning", "when (UTC)", "printed name, to be written in"],
			people.map(|person| [person.who, person.meaning, person.when, String::new()]),
		);
		html.paragraph(
			"A file knows keys and licences. Names are to be written in from credentials that are shown beside it.",
		);
		html.paragraph(RECORDS);
	}

	fn times(&self, html: &mut Html) {
		html.head("When");
		let blocks = self.blocks.iter();
		html.table(
			["block", "hash", "time of the block (UTC)"],
			blocks.map(|(number, hash, now)| {
				[number.to_string(), hash.clone(), now.map(date).unwrap_or_default()]
			}),
		);
		html.paragraph("Written by whoever made the file; unproved:");
		let unproved = &self.file.unproved;
		html.raw("<blockquote>\n");
		html.paragraph(&format!("Program: {}", &*unproved.exporter));
		html.paragraph(&format!("Time: {}", date(unproved.time)));
		if !unproved.note.is_empty() {
			html.paragraph(&format!("Remark: {}", &*unproved.note));
		}
		html.raw("</blockquote>\n");
	}

	fn anchor(&self, html: &mut Html) {
		html.head("From where trust starts");
		let anchor = &self.file.anchor;
		let kind = match anchor.kind {
			AnchorKind::Genesis => "the chain's first block",
			AnchorKind::Checkpoint => "a checkpoint",
		};
		html.raw("<p>Fingerprint of the anchor: ");
		html.within("span", "print", &self.fingerprint);
		html.raw("</p>\n");
		html.paragraph(&format!(
			"It is {kind}: block {} ({}) of the chain with the genesis {}, after which set {} with {} votes.",
			anchor.number,
			to_hex(&anchor.hash),
			to_hex(&self.file.chain.genesis),
			anchor.set,
			count(anchor.authorities.len(), "validator"),
		));
	}

	fn links(&self, html: &mut Html) {
		html.head("Links of the chain of proof");
		let holds = match self.verified() {
			true => "holds",
			false => "holds, if the anchor is the published one",
		};
		let links = self.report.links.iter().enumerate();
		html.table(
			["", "link", "result"],
			links.map(|(place, link)| [(place + 1).to_string(), link.clone(), holds.into()]),
		);
	}

	fn runtime(&self, html: &mut Html) {
		if self.file.runtime.is_empty() {
			return;
		}
		html.head("Runtime");
		let block = |place: u32| {
			let found = usize::try_from(place).ok().and_then(|place| self.blocks.get(place));
			found.map(|(number, ..)| number.to_string()).unwrap_or_default()
		};
		html.table(
			[
				"block",
				"version that ran it",
				"hash (BLAKE2b-256) of the code that it leaves for the next",
				"digest of the metadata, if somebody signed it",
			],
			self.file.runtime.iter().map(|facts| {
				let metadata = facts.metadata.map(|digest| to_hex(&digest)).unwrap_or_default();
				[block(facts.point), facts.spec.to_string(), to_hex(&facts.code), metadata]
			}),
		);
	}

	fn limits(&self, html: &mut Html) {
		if !self.verdict.limits.is_empty() {
			html.head("What this file does not show");
			html.list("ul", &self.verdict.limits);
		}
		html.head("What no such file proves");
		html.list("ol", NOT_PROVED);
	}

	/// By what the page was made, and how anybody makes it again.
	fn how_to_check(&self, html: &mut Html) {
		html.head("How to check this page");
		html.paragraph(concat!(
			"Made by the program salus ",
			env!("CARGO_PKG_VERSION"),
			" from an evidence file, which can be verified without a network:"
		));
		html.within(
			"pre",
			"",
			&format!("salus evidence verify FILE --anchor {}", self.fingerprint),
		);
		html.raw("\n");
		html.paragraph(&format!(
			"The SHA-256 of the evidence file, of all its bytes as sha256sum prints it: {}",
			self.sha256
		));
	}

	fn declarations(&self, html: &mut Html) {
		html.head("Declarations, to be completed and signed by a person");
		if !self.verified() {
			html.paragraph(
				"None: they are for a file whose anchor was compared with the published one.",
			);
			return;
		}
		html.paragraph(
			"Which law applies, and whether its text is still the one quoted, is for counsel.",
		);
		// What the file does not show is for the person who signs to say.
		let entered = || people::entered(&self.file).map_or(BLANK.into(), date);
		let filled = Filled {
			entered: people::is_record(&self.file).then(entered),
			received: self.received().map_or(BLANK.into(), date),
			finality: self.finality.clone(),
			sha256: &self.sha256,
			fingerprint: &self.fingerprint,
		};
		for form in declarations::english(&filled) {
			html.raw("<div class=\"form\">\n");
			html.around("h3", form.title);
			html.raw("\n");
			form.lines.iter().for_each(|line| html.paragraph(line));
			html.raw("</div>\n");
			html.paragraph(&format!("No part of the form above: {}", form.note));
		}
		html.head("European Union");
		html.paragraph(EUROPE);
	}

	/// When the file was made, as it says; not if that is no date, or before the newest block that it shows.
	fn received(&self) -> Option<Moment> {
		let newest = self.blocks.iter().filter_map(|(.., now)| *now).max();
		let time = self.file.unproved.time;
		(Some(time) >= newest && time <= LAST_DATE).then_some(time)
	}
}

/// How the main block of a file is final, which was verified.
fn finality(file: &File) -> Result<String> {
	let mut point: &Point = file.points.first().context("no block")?;
	let first = point.header.number();
	while let Finality::Point(next) = &point.finality {
		point = file.points.get(usize::try_from(next.index)?).context("no such block")?;
	}
	let tip = chain::tip(point).number();
	let Finality::Votes(votes) = &point.finality else {
		return Ok(format!(
			"Of block {first} the file holds no votes: headers lead from it up to block {tip}, that of the anchor."
		));
	};
	let start = file.anchor.check(&file.chain, &Trust::default());
	let reigns = start.and_then(|start| chain::reigns(file, &start));
	let reigns = reigns.map_err(|failure| anyhow!(failure))?;
	let set = reigns.at(tip);
	let led = match first == tip {
		true => String::new(),
		false => format!(", up to which headers lead from block {first}"),
	};
	Ok(format!(
		"For block {tip}{led}, the file holds the votes of {} out of {} of that time.",
		votes.signatures.len(),
		count(set.authorities.len(), "validator"),
	))
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_evidence::verify::verify;
	use std::{fs, path::Path};

	#[test]
	fn every_kind_of_file_has_a_page_that_says_no_more_than_is_known() {
		let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../evidence/vectors/files");
		let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
		let mut pages = 0;
		for path in files.filter(|path| path.to_str().unwrap().ends_with(".salus.json")) {
			let bytes = fs::read(&path).unwrap();
			let compared = |fingerprint| verify(&bytes, &Trust { fingerprint, ..Trust::default() });
			let consistent = compared(None);
			let page = Page::new(&bytes, &consistent).unwrap().english();
			assert!(page.contains("<title>NOT VERIFIED"), "{path:?}");
			for verified in ["What is proved<", "is proved<", ">holds<", "902(13)"] {
				assert!(!page.contains(verified), "{path:?}: {verified}");
			}
			let page = Page::new(&bytes, &compared(consistent.anchor)).unwrap().english();
			assert!(!page.contains("NOT VERIFIED") && page.contains("902(13)"), "{path:?}");
			let no_record = page.contains("there was no ");
			assert_eq!(page.contains("12 V.S.A."), !no_record, "{path:?}");
			assert!(page.contains("How to check this page") && !page.contains("1970-"), "{path:?}");
			pages += 1;
		}
		assert!(pages > 9);
	}

	#[test]
	fn when_a_file_was_made_is_left_open_where_its_word_cannot_be() {
		let path = "../evidence/vectors/files/claim.salus.json";
		let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
		let report = verify(&bytes, &Trust::default());
		let mut page = Page::new(&bytes, &report).unwrap();
		let newest = page.blocks.iter().filter_map(|(.., now)| *now).max().unwrap();
		for (time, received) in [
			(newest - 1, None),
			(newest, Some(newest)),
			(LAST_DATE, Some(LAST_DATE)),
			(LAST_DATE + 1, None),
		] {
			page.file.unproved.time = time;
			assert_eq!(page.received(), received);
		}
		assert_eq!(date(LAST_DATE), "9999-12-31 23:59:59 UTC");
	}
}
