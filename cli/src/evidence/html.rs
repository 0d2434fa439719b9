//! A page in the making: whatever comes out of a file is escaped, and what is not seen is made visible.

use super::check::written;
use salus_evidence::json::{steers, Bytes, Json, Writer};
use sha2::{Digest, Sha256};

/// The page's own style. Nothing else is loaded.
const STYLE: &str = "body{font:11pt/1.4 Georgia,serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#111}\
	 h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:1.6rem;border-bottom:1px solid #999}\
	 table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.25rem .4rem;text-align:left;\
	 vertical-align:top;overflow-wrap:anywhere;overflow:hidden}th{background:#eee;overflow-wrap:break-word}.claim{font-size:1.15rem;font-weight:bold}\
	 .print{letter-spacing:.05em;font-family:monospace;font-size:1.1rem}\
	 li,p{overflow-wrap:anywhere}ul,ol,p{overflow:hidden}li,p,td,pre{unicode-bidi:isolate}\
	 pre{white-space:pre-wrap;overflow-wrap:anywhere}\
	 .form{border:1px solid #111;padding:.5rem 1rem;margin:1rem 0}.form p{break-inside:avoid}\
	 blockquote{border:1px dashed #555;margin:1rem 0;padding:.25rem 1rem;overflow:hidden}\
	 .warn{border:3px solid #a00;padding:.5rem 1rem;color:#a00;font-weight:bold}\
	 .across{position:fixed;top:40%;left:0;width:100%;text-align:center;transform:rotate(-30deg);font-size:4rem;\
	 font-weight:bold;color:#a00;opacity:.18;pointer-events:none}";

/// A page in the making.
#[derive(Default)]
pub struct Html {
	text: String,
	/// Whether a letter of a file was written as its number.
	escaped: bool,
}

impl Html {
	/// The head of a page, under a policy that allows nothing but its own style, by its hash.
	pub fn page(title: &str) -> Self {
		let mut html = Html::default();
		html.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
		html.raw(&format!(
			"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; \
			 form-action 'none'\">\n",
			base64(&Sha256::digest(STYLE)),
		));
		html.around("title", title);
		html.raw("\n<style>");
		html.raw(STYLE);
		html.raw("</style>\n</head>\n<body>\n");
		html.around("h1", title);
		html.raw("\n");
		html
	}

	/// The whole page.
	pub fn finish(mut self) -> String {
		if self.escaped {
			self.paragraph(
				"Letters that are not seen, or turn the direction of reading, stand on this page as their numbers, \\uXXXX.",
			);
		}
		self.raw("</body>\n</html>\n");
		self.text
	}

	/// Writes what this program says, as it stands.
	pub fn raw(&mut self, html: &str) {
		self.text.push_str(html);
	}

	/// Writes any text.
	pub fn text(&mut self, text: &str) {
		for letter in text.chars() {
			match letter {
				'&' => self.raw("&amp;"),
				'<' => self.raw("&lt;"),
				'>' => self.raw("&gt;"),
				'"' => self.raw("&quot;"),
				'\'' => self.raw("&#39;"),
				'\n' => self.raw("\n"),
				hidden if steers(hidden) => {
					self.escaped = true;
					written(hidden, &mut self.text);
				},
				other => self.text.push(other),
			}
		}
	}

	/// Any text in an element.
	pub fn around(&mut self, element: &str, text: &str) {
		self.within(element, "", text);
	}

	/// Any text in an element of a class.
	pub fn within(&mut self, element: &str, class: &str, text: &str) {
		match class {
			"" => self.raw(&format!("<{element}>")),
			class => self.raw(&format!("<{element} class=\"{class}\">")),
		}
		self.text(text);
		self.raw(&format!("</{element}>"));
	}

	/// A title of a part.
	pub fn head(&mut self, title: &str) {
		self.around("h2", title);
		self.raw("\n");
	}

	/// A paragraph.
	pub fn paragraph(&mut self, text: &str) {
		self.around("p", text);
		self.raw("\n");
	}

	/// A list; nothing, if there is nothing in it.
	pub fn list(&mut self, element: &str, items: impl IntoIterator<Item = impl AsRef<str>>) {
		let mut items = items.into_iter().peekable();
		if items.peek().is_none() {
			return;
		}
		self.raw(&format!("<{element}>\n"));
		for item in items {
			self.around("li", item.as_ref());
			self.raw("\n");
		}
		self.raw(&format!("</{element}>\n"));
	}

	/// A table.
	pub fn table<const N: usize>(
		&mut self,
		titles: [&str; N],
		rows: impl Iterator<Item = [String; N]>,
	) {
		self.raw("<table>\n<tr>");
		titles.iter().for_each(|title| self.around("th", title));
		self.raw("</tr>\n");
		for row in rows {
			self.raw("<tr>");
			row.iter().for_each(|cell| self.around("td", cell));
			self.raw("</tr>\n");
		}
		self.raw("</table>\n");
	}
}

/// A hash as a policy names it: in the usual letters of base64, with padding.
fn base64(hash: &[u8]) -> String {
	let mut writer = Writer::default();
	Bytes(hash.to_vec()).write(&mut writer);
	let letters = writer.text().trim_matches('"').replace('-', "+").replace('_', "/");
	format!("{letters}=")
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn nothing_out_of_a_file_becomes_html() {
		let mut html = Html::default();
		html.paragraph("<script>alert('1')</script> & \"x\"");
		html.table(["a<b"], [["</td><img src=x>".to_owned()]].into_iter());
		let expected =
			"<p>&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;x&quot;</p>\n\
			 <table>\n<tr><th>a&lt;b</th></tr>\n<tr><td>&lt;/td&gt;&lt;img src=x&gt;</td></tr>\n</table>\n";
		assert_eq!(html.text, expected);
		assert!(!html.finish().contains("uXXXX"));
	}

	#[test]
	fn what_is_not_seen_is_written_and_said() {
		let mut html = Html::default();
		html.paragraph("a\u{202e}b\u{e0041}");
		assert_eq!(html.text, "<p>a\\u202eb\\udb40\\udc41</p>\n");
		assert!(html.finish().contains("uXXXX"));
	}

	#[test]
	fn the_policy_names_the_style_by_its_hash() {
		let empty = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
		assert_eq!(base64(&Sha256::digest("")), empty);
		assert!(Html::page("").text.contains(&base64(&Sha256::digest(STYLE))));
	}
}
