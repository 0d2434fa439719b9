//! What to do about a refusal by the escrow.

/// The advice for an error of the pallet, by its name.
pub fn advice(name: &str) -> Option<&'static str> {
	Some(match name {
		"NotFound" => {
			"`salus escrow show ITEM` tells what there is: claims, covers, co-pay; a claim needs a dispense."
		},
		"NotAuthorized" => {
			"Sign with the key of the licence that is named, of the right role and side: `salus registry show LICENCE`."
		},
		"LicenceNotValid" => "`salus registry show LICENCE` tells why.",
		"NoRules" => "The council sets them: `salus escrow set-rules FILE`.",
		"InvalidRules" => {
			"Bounds ascend, the longest notice is shorter than the longest time to pay, no span is 0: `salus escrow rules`."
		},
		"AssetNotAdmitted" => "The council admits assets: `salus escrow admit-asset ASSET`.",
		"PoolShort" => "The payer funds the pool: `salus escrow fund`; `salus escrow pool` shows who waits.",
		"InsufficientFree" => "`salus escrow pool` shows what is free.",
		"ConflictOfInterest" => {
			"Somebody of another organisation must do this; the roles of parties and judges do not mix."
		},
		"OutOfBounds" => "Amounts are above 0, shares at most a whole, terms within `salus escrow rules`.",
		"Mismatch" => "Read it again and sign what is there now: `salus escrow contract`, `salus escrow show`.",
		"AlreadyExists" => {
			"Nothing is written twice: `salus escrow show ITEM` shows the claim or cover that stands; another payer is asked under the next rank, a new price takes a new number."
		},
		"InvalidPeriod" => "Begin now or later, end after that, within `salus escrow rules`.",
		"AuthorisationBinding" => {
			"Pay what the pre-authorisation promises (`salus escrow show`), or wait for its end."
		},
		"NotPayable" => "`salus rx show ITEM` tells what became of the dispense.",
		"TooLate" => "`salus escrow show KEY` shows the deadlines.",
		"TooEarly" => "`salus escrow show ITEM` tells from when on.",
		"NoContract" => "The payer offers a contract (`salus escrow offer`) or covers the item (`salus escrow cover`).",
		"RankNotOpen" => "`salus escrow show ITEM` tells where the claim of the rank before stands.",
		"NotSubmitted" => "`salus escrow show KEY` tells where it stands.",
		"NewDefect" => "Name defects of the list, and after the first notice only those of the first.",
		"MaxRoundsExceeded" => "Decide: `salus escrow adjudicate` or `salus escrow deny`.",
		"NotNoticed" => "`salus escrow show KEY` tells where it stands.",
		"Exceeds" => "`salus escrow show KEY` tells what was promised, billed and paid.",
		"AlreadyPaid" => "What was paid goes back when the dispense is withdrawn: `salus rx withdraw`.",
		"Unbalanced" => {
			"billed = payer + patient + adjustments, to the smallest unit; adjustments are of the groups CO, OA and PI."
		},
		"CarcNotAdmitted" => "`salus escrow carc CODE` tells what a code may be used for.",
		"NothingContested" => "Only a denial, or a payment below the promise, can be appealed: `salus escrow show KEY`.",
		"NotAppealed" => "`salus escrow show KEY` tells where it stands.",
		"AlreadyVoted" => "`salus escrow show KEY` shows the votes.",
		"NotPaid" => "`salus escrow show KEY` tells where it stands.",
		"NoSuchAccount" => "Send the account the asset's least balance, or choose another: `salus escrow payee`.",
		"NothingDue" => "`salus escrow due` lists the deadlines ahead.",
		_ => return None,
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use subxt::{ext::codec::Decode, metadata::Metadata};

	#[test]
	fn every_error_of_the_pallet_says_what_to_do() {
		let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/metadata.scale")).unwrap();
		let metadata = Metadata::decode(&mut bytes.as_slice()).unwrap();
		let pallet = metadata.pallet_by_name("ReimbursementEscrow").unwrap();
		let errors = pallet.error_variants().unwrap();
		assert!(errors.len() > 30);
		for error in errors {
			assert!(advice(&error.name).is_some(), "{}", error.name);
		}
		assert!(advice("Other").is_none());
	}
}
