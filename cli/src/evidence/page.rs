//! One page of HTML for people: what is proved, by whom, when, and what is not. No scripts, nothing from elsewhere; whatever comes
//! out of a file is escaped.

use super::{
	check::{self, plain, CheckArgs, Checked},
	declarations::{self, Filled, EUROPE, RECORDS},
	people,
};
use crate::{
	args::Common,
	files,
	output::{hex, Report},
	refusal::Refused,
};
use anyhow::{anyhow, bail, Context, Result};
use clap::{Args, ValueEnum};
use salus_evidence::{
	file::{AnchorKind, File},
	json::to_hex,
	report::{self, Outcome},
	statement::{date, Verdict, NOT_PROVED},
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

/// What a page shows.
struct Page<'a> {
	report: &'a report::Report,
	verdict: &'a Verdict,
	file: File,
	/// Height, hash and time of each block.
	blocks: Vec<(u32, String, u64)>,
	fingerprint: String,
	sha256: String,
}

/// The page's own style. Nothing else is loaded.
const STYLE: &str = "body{font:11pt/1.4 Georgia,serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#111}\
	 h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:1.6rem;border-bottom:1px solid #999}\
	 table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.25rem .4rem;text-align:left;\
	 vertical-align:top;overflow-wrap:anywhere}th{background:#eee}.claim{font-size:1.15rem;font-weight:bold;\
	 overflow-wrap:anywhere}.print{letter-spacing:.05em;font-family:monospace;font-size:1.1rem}.name{min-width:10rem}\
	 li,p{overflow-wrap:anywhere}.form{border:1px solid #111;padding:.5rem 1rem;margin:1rem 0;break-inside:avoid}\
	 .warn{border:3px solid #a00;padding:.5rem 1rem;color:#a00;font-weight:bold}\
	 .across{position:fixed;top:40%;left:0;width:100%;text-align:center;transform:rotate(-30deg);font-size:4rem;\
	 font-weight:bold;color:#a00;opacity:.18;pointer-events:none}";

impl<'a> Page<'a> {
	fn new(bytes: &[u8], report: &'a report::Report) -> Result<Self> {
		let verdict = report.verdict.as_ref().context("nothing is proved")?;
		let fingerprint = report.anchor.context("no anchor")?.to_string();
		let file = check::parsed(bytes)?;
		// What was accepted above is computed once more, for the times of the blocks.
		let proved = verify::prove(&file, &Trust::default()).map_err(|failure| anyhow!(failure))?;
		let mut blocks = Vec::new();
		for (number, hash) in people::blocks(&file) {
			let point = proved.points.iter().find(|point| point.number == number);
			let Some(point) = point else { bail!("block {number} is not proved") };
			blocks.push((number, hash, point.now().map_err(|failure| anyhow!(failure))?));
		}
		let sha256 = hex(Sha256::digest(bytes));
		Ok(Page { report, verdict, file, blocks, fingerprint, sha256 })
	}

	fn verified(&self) -> bool {
		self.report.outcome == Outcome::Verified
	}

	fn english(&self) -> String {
		let mut html = Html::default();
		html.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
		html.raw(
			"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
		);
		html.raw("<title>Statement of evidence</title>\n<style>");
		html.raw(STYLE);
		html.raw("</style>\n</head>\n<body>\n<h1>Statement of evidence</h1>\n");
		self.outcome(&mut html);
		self.claim(&mut html);
		self.people(&mut html);
		self.times(&mut html);
		self.anchor(&mut html);
		self.links(&mut html);
		html.head("Every value that is proved");
		let rows = people::values(&self.file).map(|(name, value)| [name.to_owned(), value]);
		html.table(["value", "is"], rows);
		self.limits(&mut html);
		self.declarations(&mut html);
		html.raw("</body>\n</html>\n");
		html.0
	}

	/// In how far the page may be relied on.
	fn outcome(&self, html: &mut Html) {
		if self.verified() {
			html.paragraph(
				"Verified: every link of the evidence file holds, from an anchor that whoever made this page accepts.",
			);
			return;
		}
		html.raw("<div class=\"across\">NOT VERIFIED<br>ANCHOR NOT COMPARED</div>\n");
		html.raw("<p class=\"warn\">");
		html.text(&format!(
			"Not verified. Every link of the evidence file holds, but nobody has compared its anchor with the published one: the \
			 whole could have been made up by whoever made up the anchor. Compare the fingerprint {} with the one that the \
			 consortium published.",
			self.fingerprint
		));
		html.raw("</p>\n");
	}

	fn claim(&self, html: &mut Html) {
		html.head("What is proved");
		let mut sentences = self.verdict.sentences.iter();
		html.raw("<p class=\"claim\">");
		html.text(sentences.next().map(String::as_str).unwrap_or_default());
		html.raw("</p>\n");
		html.list(sentences);
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
		html.raw("<table>\n<tr><th>key or licence</th><th>role and meaning</th><th>when (UTC)</th><th class=\"name\">printed name</th></tr>\n");
		for person in people::of(&self.file) {
			html.raw("<tr>");
			[person.who, person.meaning, person.when].iter().for_each(|cell| html.cell(cell));
			html.raw("<td></td></tr>\n");
		}
		html.raw("</table>\n");
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
			blocks.map(|(number, hash, now)| [number.to_string(), hash.clone(), date(*now)]),
		);
		html.paragraph(&format!(
			"Exported on {} by {}, as the file says; nobody vouches for that.",
			date(self.file.unproved.time),
			&*self.file.unproved.exporter
		));
		if !self.file.unproved.note.is_empty() {
			html.paragraph(&format!(
				"Remark, for which nobody vouches: {}",
				&*self.file.unproved.note
			));
		}
	}

	fn anchor(&self, html: &mut Html) {
		html.head("From where trust starts");
		let anchor = &self.file.anchor;
		let kind = match anchor.kind {
			AnchorKind::Genesis => "the chain's first block",
			AnchorKind::Checkpoint => "a checkpoint",
		};
		html.raw("<p>Fingerprint of the anchor: <span class=\"print\">");
		html.text(&self.fingerprint);
		html.raw("</span></p>\n");
		html.paragraph(&format!(
			"It is {kind}: block {} ({}) of the chain with the genesis {}, after which set {} with {} validators votes.",
			anchor.number,
			to_hex(&anchor.hash),
			to_hex(&self.file.chain.genesis),
			anchor.set,
			anchor.authorities.len()
		));
		html.paragraph(&format!("SHA-256 of the evidence file: {}", self.sha256));
	}

	fn links(&self, html: &mut Html) {
		html.head("Links of the chain of proof");
		let links = self.report.links.iter().enumerate();
		html.table(
			["", "link", "result"],
			links.map(|(place, link)| [(place + 1).to_string(), link.clone(), "holds".into()]),
		);
	}

	fn limits(&self, html: &mut Html) {
		if !self.verdict.limits.is_empty() {
			html.head("What this file does not show");
			html.list(self.verdict.limits.iter());
		}
		html.head("What no such file proves");
		html.raw("<ol>\n");
		NOT_PROVED.iter().for_each(|limit| html.item(limit));
		html.raw("</ol>\n");
	}

	fn declarations(&self, html: &mut Html) {
		html.head("Declarations, to be completed and signed by a person");
		html.paragraph(
			"Which law applies, and whether its text is still the one quoted, is for counsel.",
		);
		let block = self.blocks.first().map(|(.., now)| *now).unwrap_or_default();
		let (entered, received) =
			(date(people::entered(&self.file, block)), date(self.file.unproved.time));
		let filled = Filled {
			entered: &entered,
			received: &received,
			sha256: &self.sha256,
			fingerprint: &self.fingerprint,
		};
		for form in declarations::english(&filled) {
			html.raw("<div class=\"form\">\n<h3>");
			html.text(form.title);
			html.raw("</h3>\n");
			form.lines.iter().for_each(|line| html.paragraph(line));
			html.raw("</div>\n");
		}
		html.head("European Union");
		html.paragraph(EUROPE);
	}
}

/// A page in the making.
#[derive(Default)]
struct Html(String);

impl Html {
	/// Writes what this program says, as it stands.
	fn raw(&mut self, html: &str) {
		self.0.push_str(html);
	}

	/// Writes any text.
	fn text(&mut self, text: &str) {
		for letter in plain(text).chars() {
			match letter {
				'&' => self.raw("&amp;"),
				'<' => self.raw("&lt;"),
				'>' => self.raw("&gt;"),
				'"' => self.raw("&quot;"),
				'\'' => self.raw("&#39;"),
				other => self.0.push(other),
			}
		}
	}

	fn around(&mut self, element: &str, text: &str) {
		self.raw(&format!("<{element}>"));
		self.text(text);
		self.raw(&format!("</{element}>"));
	}

	fn head(&mut self, title: &str) {
		self.around("h2", title);
		self.raw("\n");
	}

	fn paragraph(&mut self, text: &str) {
		self.around("p", text);
		self.raw("\n");
	}

	fn item(&mut self, text: &str) {
		self.around("li", text);
		self.raw("\n");
	}

	fn cell(&mut self, text: &str) {
		self.around("td", text);
	}

	fn list<'t>(&mut self, items: impl ExactSizeIterator<Item = &'t String>) {
		if items.len() > 0 {
			self.raw("<ul>\n");
			items.for_each(|item| self.item(item));
			self.raw("</ul>\n");
		}
	}

	fn table<const N: usize>(
		&mut self,
		titles: [&str; N],
		rows: impl Iterator<Item = [String; N]>,
	) {
		self.raw("<table>\n<tr>");
		titles.iter().for_each(|title| self.around("th", title));
		self.raw("</tr>\n");
		for row in rows {
			self.raw("<tr>");
			row.iter().for_each(|cell| self.cell(cell));
			self.raw("</tr>\n");
		}
		self.raw("</table>\n");
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn nothing_out_of_a_file_becomes_html() {
		let mut html = Html::default();
		html.paragraph("<script>alert('1')</script> & \"x\"\u{202e}");
		html.table(["a<b"], [["</td><img src=x>".to_owned()]].into_iter());
		let expected =
			"<p>&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;x&quot;\u{fffd}</p>\n\
			 <table>\n<tr><th>a&lt;b</th></tr>\n<tr><td>&lt;/td&gt;&lt;img src=x&gt;</td></tr>\n</table>\n";
		assert_eq!(html.0, expected);
	}
}
