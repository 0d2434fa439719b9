//! What no file proves. Printed on every page.

/// What an evidence file does not prove, whatever it is about.
pub const NOT_PROVED: [&str; 9] = [
	"That the content is true. It proves that a commitment was entered then, and that what is shown matches it; quantity, drug and \
	 diagnosis are what the signer said.",
	"Who stands behind a key. A key belongs to a person or house only through a credential shown beside this file; owner and thief \
	 of a key look alike.",
	"Anything after the last block shown. A licence revoked or a consent withdrawn one block later is not in it; and what a state \
	 proof shows is the end of a block, the order inside it only the history.",
	"The exact moment. A block's time is its author's clock, refused by the others if more than 30 seconds ahead, and never falls \
	 back. It is no qualified time stamp.",
	"That the rules were obeyed, beyond what is recomputed here. The code that ran is not executed again; what it does is shown \
	 from its published source.",
	"That the validators were honest. Two thirds of a set, or whoever gets their old keys, can sign another history for that set's \
	 time. A later checkpoint protects, and so does a time stamp on this file, renewed before algorithms age.",
	"That nothing is missing elsewhere. Other keys of the same person are invisible by design; what was overwritten or removed \
	 needs an earlier block.",
	"That an extrinsic succeeded, unless the history says so; nor that a signer understood what was signed, unless the digest of \
	 the metadata was signed too, and then only what could be displayed.",
	"How to read rows of a format that this verifier does not know: such a file is refused here, though its bytes may be proved.",
];
