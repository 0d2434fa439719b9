//! Forms for a person to complete and sign, and what the page says of the law. The statutes were read at the places named; they
//! change, and which of them applies is for counsel.

/// What is filled in beforehand.
pub struct Filled<'a> {
	/// When the record entered the blockchain.
	pub entered: &'a str,
	/// When it was received from the blockchain, as the exporting program says.
	pub received: &'a str,
	/// SHA-256 of the evidence file.
	pub sha256: &'a str,
	/// Fingerprint of the anchor.
	pub fingerprint: &'a str,
}

/// A form: its title, and its paragraphs. `____` is a blank to be filled in.
pub struct Form {
	/// Under which law.
	pub title: &'static str,
	/// The paragraphs.
	pub lines: Vec<String>,
}

/// A line to write on.
const BLANK: &str = "________________________";

/// The forms in English.
pub fn english(filled: &Filled<'_>) -> Vec<Form> {
	vec![vermont(filled), federal(filled)]
}

/// 12 V.S.A. § 1913(b)(1), legislature.vermont.gov/statutes/section/12/081/01913.
fn vermont(filled: &Filled<'_>) -> Form {
	let Filled { entered, received, sha256, fingerprint } = filled;
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
			signature("Sworn to before me"),
			"The statute's presumptions do not extend to the truthfulness, validity or legal status of the contents \
			 (§ 1913(b)(4), to be verified in the current text): that the content is true is for other evidence."
				.into(),
		],
	}
}

/// Federal Rules of Evidence 902(11), (13), (14); 28 U.S.C. § 1746.
fn federal(filled: &Filled<'_>) -> Form {
	let Filled { entered, received, sha256, fingerprint } = filled;
	Form {
		title: "Certification of a qualified person (Federal Rules of Evidence 902(13) and 902(14))",
		lines: vec![
			format!("My name is {BLANK}, my position {BLANK}. I know the process described here because {BLANK}{BLANK}."),
			format!(
				"1. Process (902(13)). Independent organisations run a blockchain. Each block is signed by more than two thirds of \
				 them by weight, and commits by cryptographic hashes to its whole content. A program read from it, on {received}, a \
				 record that had entered it on {entered}, with the proofs that lead to those signatures. A second program, which \
				 shares no state with the first, checked every proof. The process gives an accurate result: a changed byte \
				 is found and refused."
			),
			format!(
				"2. Copy (902(14)). The file that I examined has the SHA-256 {sha256}, which I computed on {BLANK} with {BLANK}; the \
				 file offered in evidence has the same."
			),
			format!(
				"3. The trust starts at the anchor with the fingerprint {fingerprint}, which I compared with the one published at \
				 {BLANK} on {BLANK}."
			),
			"4. I certify the process and the copy, not the content: what the record says is what its authors entered.".into(),
			signature("I declare under penalty of perjury that the foregoing is true and correct (28 U.S.C. § 1746)"),
			"Before the hearing the other side must have reasonable written notice of the intent to offer the record, and this \
			 certification and the file for inspection (Rule 902(11))."
				.into(),
		],
	}
}

fn signature(oath: &str) -> String {
	format!("{oath}. Place and date: {BLANK}. Signature: {BLANK}")
}

/// What the page says of the European Union's law: Regulation (EU) No 910/2014 as amended by (EU) 2024/1183.
pub const EUROPE: &str = "The blockchain from which this file comes is an electronic ledger, not a qualified one: no \
	 qualified trust service provider creates or manages it (Regulation (EU) No 910/2014, Article 45l). It must not be refused as \
	 evidence solely because it is electronic or not qualified (Article 45k(1)), but it has no presumption of its order in \
	 time nor of its integrity (Article 45k(2)): those follow from the proofs in the file alone. Nor are its signatures \
	 qualified ones (Article 25), or its times qualified time stamps (Article 41).";

/// What the page says of electronic records under 21 CFR Part 11.
pub const RECORDS: &str = "This page is the readable form and the evidence file the electronic one; together they are a \
	 complete copy (21 CFR 11.10(b)). Printed name, time and meaning of each signature stand in the table of persons (21 CFR \
	 11.50): the names are to be written in by whoever knows them from credentials.";

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_form_has_what_its_law_asks_for() {
		let filled =
			Filled { entered: "T1", received: "T2", sha256: "0xabc", fingerprint: "7K3QF" };
		let [vermont, federal] = &english(&filled)[..] else { panic!("two forms") };
		let (vermont, federal) = (vermont.lines.join("\n"), federal.lines.join("\n"));
		for asked in [
			"I am qualified",
			"entered the blockchain on T1",
			"received from the blockchain on T2",
			"regular conducted activity",
			"as a regular practice",
			"Sworn",
			"do not extend to the truthfulness",
		] {
			assert!(vermont.contains(asked), "{asked}");
		}
		for asked in
			["accurate result", "SHA-256 0xabc", "7K3QF", "penalty of perjury", "written notice"]
		{
			assert!(federal.contains(asked), "{asked}");
		}
		assert!(EUROPE.contains("not a qualified one"));
	}
}
