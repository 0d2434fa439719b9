//! What no file proves: in every report, on every page, and in docs/evidence.md, in the same words.

/// What an evidence file does not prove, whatever it is about.
pub const NOT_PROVED: [&str; 9] = [
	"That the content is true. Only that a commitment was entered then, and that what is shown matches it; quantity, drug and \
	 diagnosis are what whoever acted said.",
	"Who stands behind a key. A key belongs to a person or a house only through a credential that is shown beside the file; owner \
	 and thief of a key look alike.",
	"Anything after the last block shown. A licence revoked, or a consent withdrawn, one block later is not in it. What is read of a \
	 state is the end of a block; the order inside a block only the history tells.",
	"The exact moment. A block's time is its author's clock. The others refuse it if it is more than 30 seconds ahead, and it \
	 never goes back, but it may lag behind. It is no qualified time stamp.",
	"That the rules were obeyed, beyond what the verifier recomputes. A file proves the version that ran its blocks and the hash of \
	 the code left for the next one, not what the code does: that is shown from the published source.",
	"That the validators were honest. Two thirds of a set, or whoever gets their old keys, could sign another history for that \
	 set's time. A later anchor protects the blocks above it, and those from which headers lead up to it: 4,096 at most, some two \
	 hours. Older blocks are protected only by a time stamp from somebody else (RFC 3161) on the file, taken while the keys were \
	 safe, and renewed before its algorithms grow old.",
	"That nothing is missing elsewhere. Absence is of one name at one block. Other keys of the same person are invisible by \
	 design; what was overwritten or removed needs an earlier block.",
	"That a transaction succeeded, unless the history says so; nor that a signer understood what was signed, unless the digest of \
	 the metadata was signed too, and then only what a device could display.",
	"How to read rows of a format that the verifier does not know. Such a file is refused, though its bytes may be proved.",
];

#[cfg(test)]
mod tests {
	use super::*;
	use std::{string::String, vec::Vec};

	#[test]
	fn the_documentation_says_the_same() {
		let page = include_str!("../../../docs/evidence.md");
		let (_, section) = page.split_once("\n## What a file does not prove\n").unwrap();
		let (section, _) = section.split_once("\n## ").unwrap();
		let (_, list) = section.split_once("\n1. ").unwrap();
		let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
		let items = (2..).scan(list, |rest, number| {
			let next = format!("\n{number}. ");
			let (item, later) = rest.split_once(&next).unwrap_or((*rest, ""));
			*rest = later;
			(!item.is_empty()).then(|| words(&item.replace("**", "")))
		});
		let items: Vec<String> = items.collect();
		assert_eq!(items, NOT_PROVED.map(words));
	}
}
