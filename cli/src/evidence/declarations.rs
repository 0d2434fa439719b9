//! Forms for a person to complete and sign, and what the page says of the law. The statutes were read at the places named; they
//! change, and which of them applies is for counsel. Nothing is filled in that the file does not prove, but for what is marked
//! as the file's word, which the person confirms or corrects.

/// What is filled in beforehand.
pub struct Filled<'a> {
	/// When the record entered the blockchain; a blank if the file does not prove it, `None` if there is no record.
	pub entered: Option<String>,
	/// When it was received from the blockchain, as the exporting program says; a blank if that cannot be.
	pub received: String,
	/// How the block is final.
	pub finality: String,
	/// SHA-256 of the evidence file.
	pub sha256: &'a str,
	/// Fingerprint of the anchor.
	pub fingerprint: &'a str,
}

/// A form: its title, and its paragraphs. `____` is a blank to be filled in.
pub struct Form {
	/// Under which law.
	pub title: &'static str,
	/// The paragraphs that are declared.
	pub lines: Vec<String>,
	/// What whoever fills it in should know; no part of the declaration.
	pub note: &'static str,
}

/// A line to write on.
pub const BLANK: &str = "________________________";

/// The forms in English.
pub fn english(filled: &Filled<'_>) -> Vec<Form> {
	let vermont = filled.entered.as_ref().map(|entered| vermont(filled, entered));
	vermont.into_iter().chain([federal(filled)]).collect()
}

/// 12 V.S.A. § 1913(b)(1), legislature.vermont.gov/statutes/section/12/081/01913.
fn vermont(filled: &Filled<'_>, entered: &str) -> Form {
	let Filled { received, sha256, fingerprint, .. } = filled;
	Form {
		title: "Declaration on oath of a qualified person (Vermont, 12 V.S.A. § 1913)",
		lines: vec![
			format!("My name is {BLANK}. I am qualified to make this declaration because {BLANK}{BLANK}."),
			format!(
				"1. The record stated on this page entered the blockchain on {entered}, by the time of its block, which is no \
				 qualified time stamp."
			),
			format!(
				"2. It was received from the blockchain on {received}, as the exporting program says, which I confirm / correct \
				 to {BLANK}, in the file with the SHA-256 {sha256}."
			),
			"3. It was maintained in the blockchain as a regular conducted activity of the organisations that keep that \
			 blockchain."
				.into(),
			"4. It was made by that regularly conducted activity as a regular practice.".into(),
			format!(
				"5. I compared the anchor's fingerprint {fingerprint} with the one published at {BLANK} on {BLANK}, and verified the \
				 file with the program {BLANK}, version {BLANK}."
			),
			format!("Place and date: {BLANK}. Signature of the declarant: {BLANK}"),
			format!(
				"Subscribed and sworn to before me on {BLANK} at {BLANK}. Notary public: {BLANK}. My commission expires {BLANK}."
			),
		],
		note: "The statute's presumptions do not extend to the truthfulness, validity or legal status of the contents: that the \
		       content is true is for other evidence.",
	}
}

/// Federal Rules of Evidence 902(11) to (14); 28 U.S.C. § 1746.
fn federal(filled: &Filled<'_>) -> Form {
	let Filled { received, finality, sha256, fingerprint, .. } = filled;
	Form {
		title: "Certification of a qualified person (Federal Rules of Evidence 902(13) and 902(14))",
		lines: vec![
			format!("My name is {BLANK}, my position {BLANK}. I know the process described here because {BLANK}{BLANK}."),
			format!(
				"1. Process (902(13)). These organisations run a blockchain by their validators: {BLANK}{BLANK}. A block commits by \
				 cryptographic hashes to its whole content and to the block before it. Validators vote on blocks; votes of more than \
				 two thirds of them by weight for a block make it and every block before it final. {finality} By {received}, as the \
				 file says, which I confirm / correct to {BLANK}, a program had read what this page states from a computer of \
				 that blockchain, with the proofs. The program {BLANK}, version {BLANK}, which I ran, checked every proof in the file. \
				 The process gives an accurate result: a file in which anything that it proves was changed is refused."
			),
			format!(
				"2. Copy (902(14)). The file that I examined has the SHA-256 {sha256}, which I computed on {BLANK} with {BLANK}; the \
				 file offered in evidence has the same."
			),
			format!(
				"3. The trust starts at the anchor with the fingerprint {fingerprint}, which I compared with the one published at \
				 {BLANK} on {BLANK}."
			),
			"4. I certify the process and the copy, not the content: what stands in the blockchain is what somebody entered.".into(),
			format!(
				"Signed within the United States: I declare under penalty of perjury that the foregoing is true and correct. \
				 Executed on {BLANK}. Signature: {BLANK}"
			),
			format!(
				"Signed outside the United States: I declare under penalty of perjury under the laws of the United States of \
				 America that the foregoing is true and correct. Executed on {BLANK}. Signature: {BLANK}"
			),
		],
		note: "Strike out the signature that does not apply (28 U.S.C. § 1746); for a certification signed abroad see Rule 902(12) \
		       too. Before the hearing the other side must have reasonable written notice of the intent to offer the record, and \
		       this certification and the file for inspection (Rule 902(11)).",
	}
}

/// What the page says of the European Union's law: Regulation (EU) No 910/2014 as amended by (EU) 2024/1183.
pub const EUROPE: &str = "As far as this software knows, which counsel is to check, no qualified trust service provider creates or \
	 manages the blockchain from which this file comes: then it is an electronic ledger, not a qualified one (Regulation (EU) \
	 No 910/2014, Article 45l). It must not be refused as evidence solely because it is electronic or not qualified (Article \
	 45k(1)), but it has no presumption of its order in time nor of its integrity (Article 45k(2)): those follow from the proofs \
	 in the file alone. Nor, as far as this software knows, are its signatures qualified ones (Article 25), or its times qualified \
	 time stamps (Article 41).";

/// What the page says of electronic records and signatures, 21 CFR Part 11 among them.
pub const RECORDS: &str = "The table names whom the chain's rows and events name. Signatures are proved only where a line of this \
	 page says so. Page and file are a copy of what the chain holds, not of the document behind it (21 CFR 11.10(b)); 21 CFR 11.50 \
	 is met only as far as a line shows a signature with its time and meaning, and the name is written in by whoever knows it \
	 from a credential.";

#[cfg(test)]
mod tests {
	use super::*;

	fn filled(entered: Option<String>) -> Filled<'static> {
		let (received, finality) = ("T2".into(), "So many voted.".into());
		Filled { entered, received, finality, sha256: "abc", fingerprint: "7K3QF" }
	}

	#[test]
	fn every_form_has_what_its_law_asks_for() {
		let [vermont, federal] = &english(&filled(Some("T1".into())))[..] else {
			panic!("two forms")
		};
		assert!(vermont.note.contains("do not extend to the truthfulness"));
		assert!(federal.note.contains("written notice") && federal.note.contains("902(12)"));
		let (vermont, federal) = (vermont.lines.join("\n"), federal.lines.join("\n"));
		for asked in [
			"I am qualified",
			"entered the blockchain on T1",
			"received from the blockchain on T2",
			"regular conducted activity",
			"as a regular practice",
			"Signature of the declarant",
			"Subscribed and sworn to before me",
			"My commission expires",
		] {
			assert!(vermont.contains(asked), "{asked}");
		}
		for asked in [
			"accurate result",
			"So many voted. By T2",
			"SHA-256 abc",
			"7K3QF",
			"perjury that",
			"perjury under the laws of the United States of America that",
		] {
			assert!(federal.contains(asked), "{asked}");
		}
		assert!(EUROPE.contains("not a qualified one"));
	}

	#[test]
	fn of_what_is_no_record_nobody_declares_when_it_entered() {
		let [federal] = &english(&filled(None))[..] else { panic!("one form") };
		assert!(federal.title.contains("902(13)"));
	}
}
