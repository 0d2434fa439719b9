//! Why the chain or the node said no, as a sentence with the pallet's name of the error and what to do about it.

use crate::{escrow, output::hex};
use anyhow::anyhow;
use subxt::{
	error::{
		BackendError, DispatchError, ExtrinsicError, RpcError, TokenError, TransactionStatusError,
	},
	ext::scale_encode::EncodeAsType,
	utils::H256,
	ArcMetadata,
};

/// The chain refused a call, or a document did not fit the chain.
#[derive(Debug, thiserror::Error)]
#[error("{name}: {sentence}")]
pub struct Refused {
	/// The error's name, with its pallet in front: `Prescriptions::AlreadyHeld`.
	pub name: String,
	sentence: String,
}

impl Refused {
	/// A refusal that this program found, named as the chain names its own.
	pub fn new(name: impl Into<String>, sentence: impl Into<String>) -> Self {
		Refused { name: name.into(), sentence: sentence.into() }
	}
}

/// A call was in a block and failed there.
pub fn of_dispatch(error: DispatchError) -> anyhow::Error {
	let refused = match &error {
		DispatchError::Module(module) => match module.details() {
			Ok(details) => of_pallet(details.pallet.name(), &details.variant.name, &details.variant.docs),
			Err(_) => Refused::new("UnknownError", module.to_string()),
		},
		DispatchError::Token(TokenError::FundsUnavailable) => Refused::new(
			"Token::FundsUnavailable",
			"the account lacks the amount, or the licence carries no bond: `salus registry show LICENCE`",
		),
		DispatchError::Token(token) => Refused::new(format!("Token::{token:?}"), token.to_string()),
		DispatchError::BadOrigin => Refused::new(
			"BadOrigin",
			"this key may not make this call; an act of the council needs two thirds of it",
		),
		other => Refused::new(format!("{other:?}"), other.to_string()),
	};
	refused.into()
}

/// A call failed inside another one, whose event tells the error.
pub fn of_nested(error: &impl EncodeAsType, metadata: ArcMetadata) -> anyhow::Error {
	let bytes = metadata
		.dispatch_error_ty()
		.and_then(|ty| error.encode_as_type(ty, metadata.types()).ok())
		.unwrap_or_default();
	match DispatchError::decode_from(bytes, metadata) {
		Ok(error) => of_dispatch(error),
		Err(error) => anyhow!(error).context("the act failed, for a reason that cannot be decoded"),
	}
}

/// The node did not take a transaction.
pub fn of_submission(error: ExtrinsicError) -> anyhow::Error {
	match error {
		ExtrinsicError::ErrorSubmittingTransaction(BackendError::Rpc(RpcError::ClientError(
			subxt::rpcs::Error::User(user),
		))) => {
			let data =
				user.data.map(|data| data.get().trim_matches('"').to_owned()).unwrap_or_default();
			let advice = if data.contains("pay some fees") {
				"; the key that signs has too little on its account to pay the fee"
			} else if data.contains("outdated") || data.contains("Priority is too low") {
				"; another transaction of this key came first: send it again"
			} else {
				""
			};
			Refused::new(
				"InvalidTransaction",
				format!("the node refuses the transaction: {data}{advice}"),
			)
			.into()
		},
		error => anyhow!(error).context("cannot send the transaction"),
	}
}

/// The node took a transaction and then found that no block will.
pub fn of_pool(error: TransactionStatusError) -> anyhow::Error {
	Refused::new("InvalidTransaction", error.to_string()).into()
}

/// No block took a transaction, and none from the height `end` on can: its node, or the pools of the others, lost it.
/// `is_final`: final blocks were looked at, and not the newest.
pub fn expired(extrinsic: H256, end: u64, is_final: bool) -> anyhow::Error {
	let sure = if is_final {
		"nothing has happened, and it is safe to send it again".to_owned()
	} else {
		format!("as soon as block {end} is final that is certain, and it is safe to send it again")
	};
	let transaction = hex(extrinsic);
	let sentence = format!(
		"no block before {end} took the transaction {transaction}, and no later one can: {sure}"
	);
	Refused::new("Expired", sentence).into()
}

/// A node that took a transaction follows it no longer, which does not say that no block takes it. None from the height `end` on
/// can; without `end` it never expires.
pub fn unfollowed(extrinsic: H256, end: Option<u64>) -> anyhow::Error {
	let advice = match end {
		Some(end) => {
			format!("if it is in none when block {end} is final, it is safe to send it again")
		},
		None => "look for it before sending it again".to_owned(),
	};
	let transaction = hex(extrinsic);
	let sentence = format!(
		"the node follows the transaction {transaction} no longer; a block may still take it, by another node: {advice}"
	);
	Refused::new("Unfollowed", sentence).into()
}

/// The node did not answer a question. Its codes are those of `node/rpc/src/error.rs`; its own words say what to do.
pub fn of_node(method: &str, code: i32, message: &str) -> anyhow::Error {
	let name = match code {
		-32601 if message.contains("unsafe") => "Unsafe",
		-32601 => "NoSuchMethod",
		7001 => "UnknownBlock",
		7002 => "StatePruned",
		7003 => "NotFound",
		7004 => "TooMany",
		7005 => "Busy",
		7006 => "Runtime",
		7007 => "Database",
		7008 => "Damaged",
		7009 => "NotFinal",
		7010 => "NoFinality",
		7011 => "BodyPruned",
		7012 => "NoJustification",
		7013 => "SetsUnknown",
		7014 => "TooLarge",
		7015 => "TimedOut",
		_ => return anyhow!("the node refuses {method}: {message}"),
	};
	let advice = match name {
		"NoSuchMethod" if method.starts_with("evidence_") => {
			"; ask a node that runs with --evidence-rpc and keeps everything"
		},
		"Unsafe" => "; ask from its own machine, of a node that runs without `--rpc-methods safe`",
		"NoFinality" => "; evidence needs a network whose validators vote",
		_ => "",
	};
	let sentence = format!("the node refuses {method}: {message}{advice}");
	Refused::new(format!("Node::{name}"), sentence).into()
}

/// The pallet's own words, from the metadata, and what helps.
fn of_pallet(pallet: &str, name: &str, docs: &[String]) -> Refused {
	let words: Vec<&str> =
		docs.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
	let mut sentence = words.join(" ");
	if let Some(advice) = advice(pallet, name) {
		if !sentence.is_empty() {
			sentence.push(' ');
		}
		sentence.push_str(advice);
	}
	Refused::new(format!("{pallet}::{name}"), sentence)
}

/// What to do about an error that somebody at a counter will meet.
fn advice(pallet: &str, name: &str) -> Option<&'static str> {
	Some(match (pallet, name) {
		("Prescriptions", "NotFound") => "Check the id: `salus rx show ID`.",
		("Prescriptions", "NotAuthorized") => {
			"Check the licence and the key: `salus registry show LICENCE`."
		},
		("Prescriptions", "LicenceNotValid") => {
			"`salus registry show LICENCE` tells which."
		},
		("Prescriptions", "AlreadyHeld") => {
			"Wait until the holder returns it, or until the hold ends: `salus rx show ID`."
		},
		("Prescriptions", "AlreadyExists") => "It was issued before: `salus rx show ID`.",
		("Prescriptions", "AccessDenied") => {
			"The patient nominated another dispenser, or none: the patient may `salus rx present` it."
		},
		("Prescriptions", "TooEarly") => "`salus rx show ID` tells from when on.",
		("Prescriptions", "NotHolder") => "Claim it first: `salus rx claim ID`.",
		("Prescriptions", "Stale") => {
			"The authoring time must lie within 24 hours of now: re-author the document with a completion."
		},
		("Prescriptions", "PolicyViolated") => "`salus rx policy CLASS` shows the limits of the class.",
		("Prescriptions", "StaleSequence") => "Read the item again and sign anew: it changed meanwhile.",
		("Registry", "BondShort") => {
			"Set more bond aside first: `salus registry deposit-bond`, as the organisation."
		},
		("Registry", "NotAuthorized") => {
			"Sign as the registrar of that role, or act as the council with --council."
		},
		("TrialConsents", "StaleRound") => {
			"Look at what is proposed now: `salus consent show TRIAL KEY`. It may be signed anew."
		},
		("TrialConsents", "Mismatch") => {
			"`salus consent show TRIAL KEY` tells the scopes; the participant may sign for fewer."
		},
		("TrialConsents", "NotApproved") => {
			"`salus consent show-trial TRIAL` tells which version is in use, and until when."
		},
		("TrialConsents", "NotConsented" | "ScopeNotGranted") => {
			"`salus consent show TRIAL KEY` tells what the participant agreed to, and what that is worth."
		},
		("TrialConsents" | "HealthRecords", "NotAuthorized" | "LicenceNotValid") => {
			"Check the licence and the key: `salus registry show LICENCE`."
		},
		("HealthRecords", "StaleSequence") => "Read the patient's row again and sign anew.",
		("HealthRecords", "NotOpen" | "ReadsExhausted" | "Expired" | "TooEarly" | "OutOfScope") => {
			"`salus record grants KEY` tells what the patient allows; ask for another grant."
		},
		("HealthRecords", "AccessSuspended") => {
			"Explain what is open: `salus record conduct LICENCE`, then `salus record justify`."
		},
		("HealthRecords", "AlreadyExists") => {
			"A slot is free again a while after its grant ended: take another one."
		},
		("HealthRecords", "BadSignature") => "Let the patient agree anew: `salus patient agree`.",
		("Sponsorship", "NotFound") => "`salus sponsor show SPONSOR RELAYER` tells what is paid for.",
		("ReimbursementEscrow", name) => return escrow::advice(name),
		_ => return None,
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_pallets_error_keeps_its_name_and_words() {
		let docs = ["Somebody holds the item.".to_owned(), String::new()];
		let refused = of_pallet("Prescriptions", "AlreadyHeld", &docs);
		assert_eq!(refused.name, "Prescriptions::AlreadyHeld");
		let text = refused.to_string();
		assert!(
			text.starts_with("Prescriptions::AlreadyHeld: Somebody holds the item. Wait"),
			"{text}"
		);
	}

	#[test]
	fn what_a_node_refuses_has_a_name_and_its_own_words() {
		let refused = of_node("evidence_prove", 7002, "the state is not kept here");
		let refused = refused.downcast_ref::<Refused>().unwrap();
		assert_eq!(refused.name, "Node::StatePruned");
		assert!(refused.to_string().ends_with("the state is not kept here"), "{refused}");
		let refused = of_node("evidence_prove", -32601, "Method not found").to_string();
		assert!(refused.contains("--evidence-rpc"), "{refused}");
		assert!(!of_node("chain_getBlock", -32601, "Method not found").to_string().contains("--"));
		let told = "RPC call is unsafe to be called externally";
		let refused = of_node("author_rotateKeysWithOwner", -32601, told).to_string();
		assert!(refused.starts_with("Node::Unsafe: "), "{refused}");
		let other = of_node("chain_getBlock", -32602, "Invalid params");
		assert!(!other.is::<Refused>());
	}

	#[test]
	fn an_error_without_words_has_its_name() {
		assert_eq!(of_pallet("Other", "Odd", &[]).to_string(), "Other::Odd: ");
	}
}
