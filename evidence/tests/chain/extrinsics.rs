//! Transactions of the consortium's own runtime: where they stand, and who signed what in them.

use crate::{
	refusal,
	world::{example, World},
};
use codec::{Decode, Encode};
use pallet_health_records::{Call as Records, Grantee, Guardian, Guardians, Warrant, What};
use pallet_prescriptions::{Access, Call as Rx};
use pallet_trial_consents::{Call as Trials, DataUse};
use salus_consortium_runtime::{Runtime, RuntimeCall, Signature, TxExtension, UncheckedExtrinsic};
use salus_evidence::{
	build, extrinsic,
	facts::{ProvedExtrinsic, SignedCall},
	failure::Failure::{self, *},
	file::{Kind, Statement as Claim},
	verify::parse,
	Hash,
};
use salus_primitives::{Powers, Purpose, Scopes, Signer, Statement};
use salus_runtime_common::sequenced::sequenced_payload;
use sp_core::{ecdsa, ed25519, sr25519, Pair, H256};
use sp_crypto_hashing::blake2_256;
use sp_runtime::{
	generic::Era,
	traits::{IdentifyAccount, Verify},
	AccountId32, MultiAddress, MultiSigner,
};

/// What a transaction's signature covers beside it.
pub type Implicit = (u32, u32, Hash, Hash, Option<Hash>);

const GENESIS: Hash = [7; 32];
const BIRTH: Hash = [8; 32];

pub fn implicit() -> Implicit {
	(1, 1, GENESIS, BIRTH, None)
}

fn extensions(metadata: bool) -> TxExtension {
	(
		frame_system::AuthorizeCall::new(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(Era::mortal(64, 5)),
		frame_system::CheckNonce::from(70),
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(1 << 40).into(),
		frame_metadata_hash_extension::CheckMetadataHash::new(metadata),
		frame_system::WeightReclaim::new(),
	)
}

/// Somebody who signs.
pub enum Key {
	Ed(ed25519::Pair),
	Sr(sr25519::Pair),
	Ec(ecdsa::Pair),
	Eth(ecdsa::KeccakPair),
}

impl Key {
	fn sign(&self, message: &[u8]) -> (Signature, AccountId32) {
		let (signature, signer): (Signature, MultiSigner) = match self {
			Key::Ed(pair) => (pair.sign(message).into(), pair.public().into()),
			Key::Sr(pair) => (pair.sign(message).into(), pair.public().into()),
			Key::Ec(pair) => (pair.sign(message).into(), pair.public().into()),
			Key::Eth(pair) => (Signature::Eth(pair.sign(message)), MultiSigner::Eth(pair.public())),
		};
		let account = signer.into_account();
		assert!(signature.verify(message, &account), "the runtime's own word");
		(signature, account)
	}
}

pub fn patient() -> Key {
	Key::Sr(sr25519::Pair::from_seed(&[2; 32]))
}

pub fn remark(length: usize) -> RuntimeCall {
	frame_system::Call::remark { remark: vec![9; length] }.into()
}

/// A transaction, signed with what is implied.
pub fn signed(key: &Key, call: &RuntimeCall, implicit: Implicit) -> (UncheckedExtrinsic, Hash) {
	let extensions = extensions(implicit.4.is_some());
	let payload = (call, &extensions, implicit).encode();
	let message = if payload.len() > 256 { blake2_256(&payload).to_vec() } else { payload };
	let (signature, account) = key.sign(&message);
	let address = MultiAddress::Id(account.clone());
	(UncheckedExtrinsic::new_signed(call.clone(), address, signature, extensions), account.into())
}

/// What a meta transaction's signature covers beside it.
pub type MetaImplicit = ([u8; 8], u32, u32, Hash, Hash);

pub fn meta_implicit() -> MetaImplicit {
	(*b"_meta_tx", 1, 1, GENESIS, BIRTH)
}

/// A call that dispatches what a patient signed.
pub fn dispatch(key: &Key, call: &RuntimeCall, implicit: MetaImplicit) -> (RuntimeCall, Hash) {
	let payload = sequenced_payload::<Runtime>(Era::mortal(64, 5));
	let (signature, account) = key.sign(&blake2_256(&(0u8, call, &payload, implicit).encode()));
	let verify =
		pallet_verify_signature::VerifySignature::new_with_signature(signature, account.clone());
	let meta_tx = pallet_meta_tx::MetaTx::new(call.clone(), 0, (verify, payload));
	let meta_tx_encoded_len = meta_tx.encoded_size() as u32;
	let meta_tx = Box::new(meta_tx);
	(pallet_meta_tx::Call::dispatch { meta_tx, meta_tx_encoded_len }.into(), account.into())
}

/// What is proved of a transaction that stands in a block.
pub fn proved(
	transaction: &UncheckedExtrinsic,
	implicit: &[Vec<u8>],
) -> Result<ProvedExtrinsic, Failure> {
	let mut world = World::new(1);
	let number = world.block(vec![], vec![vec![8, 5, 0], transaction.encode()]);
	let proof = world.extrinsic(number, 1, implicit.to_vec());
	extrinsic::check(0, &proof, &world.known(number), &GENESIS)
}

pub fn bad() -> Failure {
	SignatureInvalid { index: 1 }
}

#[test]
fn every_scheme_signs_short_and_long_transactions() {
	let keys = [
		Key::Ed(ed25519::Pair::from_seed(&[1; 32])),
		patient(),
		Key::Ec(ecdsa::Pair::from_seed(&[3; 32])),
		Key::Eth(ecdsa::KeccakPair::from_seed(&[4; 32])),
	];
	for key in &keys {
		// Up to and above 256 bytes of payload.
		for (length, metadata) in
			[(0, None), (100, Some([5; 32])), (163, None), (164, None), (900, None)]
		{
			let call = remark(length);
			let implicit = (1, 1, GENESIS, BIRTH, metadata);
			let (transaction, account) = signed(key, &call, implicit);
			let proved = proved(&transaction, &[implicit.encode()]).unwrap();
			let expected = SignedCall { account, call: call.encode(), spec: Some(1), metadata };
			assert_eq!(proved.signed, [expected]);
			let whole = Vec::<u8>::decode(&mut &transaction.encode()[..]).unwrap();
			assert_eq!((proved.index, proved.bytes), (1, whole));
		}
	}
}

#[test]
fn what_was_signed_is_what_is_shown() {
	let (transaction, _) = signed(&patient(), &remark(5), implicit());
	let check = |implicit: Implicit| proved(&transaction, &[implicit.encode()]).err();
	let (spec, version, genesis, birth, metadata) = implicit();
	assert_eq!(check(implicit()), None);
	assert_eq!(check((2, version, genesis, birth, metadata)), Some(bad()));
	assert_eq!(check((spec, version, genesis, [9; 32], metadata)), Some(bad()));
	assert_eq!(check((spec, version, genesis, birth, Some([9; 32]))), Some(bad()));
	assert_eq!(check((spec, version, [9; 32], birth, metadata)), Some(WrongChain));
	let layout = NotEstablished { part: "the layout of transactions of version 2".into() };
	assert_eq!(check((spec, 2, genesis, birth, metadata)), Some(layout));

	// Signed for another chain.
	let elsewhere = (spec, version, [9; 32], birth, metadata);
	let (foreign, _) = signed(&patient(), &remark(5), elsewhere);
	assert_eq!(proved(&foreign, &[elsewhere.encode()]).err(), Some(WrongChain));
	assert_eq!(proved(&foreign, &[implicit().encode()]).err(), Some(bad()));

	// As much as there are signatures, each of the right length.
	for implicit in [
		vec![],
		vec![implicit().encode(), implicit().encode()],
		vec![implicit().encode()[1..].to_vec()],
		vec![[implicit().encode(), vec![0]].concat()],
	] {
		assert_eq!(proved(&transaction, &implicit).err(), Some(bad()));
	}
	// Another's signature.
	let (other, _) = signed(&Key::Sr(sr25519::Pair::from_seed(&[3; 32])), &remark(5), implicit());
	let (mut one, other) = (transaction.encode(), other.encode());
	let signature = 37..101;
	one[signature.clone()].copy_from_slice(&other[signature]);
	let one = UncheckedExtrinsic::decode(&mut &one[..]).unwrap();
	assert_eq!(proved(&one, &[implicit().encode()]).err(), Some(bad()));
}

#[test]
fn it_stands_where_the_file_says() {
	let (transaction, _) = signed(&patient(), &remark(5), implicit());
	let mut world = World::new(1);
	let body = vec![vec![8, 5, 0], transaction.encode(), vec![8, 5, 1]];
	let number = world.block(vec![], body.clone());
	let later = world.block(vec![], vec![]);
	let mut proof = world.extrinsic(number, 1, vec![implicit().encode()]);
	let check =
		|proof: &_, number: usize| extrinsic::check(3, proof, &world.known(number), &GENESIS).err();
	assert_eq!(check(&proof, number), None);
	let elsewhere = |index| Some(ExtrinsicNotIncluded { point: 3, index });
	assert_eq!(check(&proof, later), elsewhere(1));
	for index in [0, 2, 3] {
		proof.index = index;
		assert_eq!(check(&proof, number), elsewhere(index));
	}
	proof.index = 1;
	proof.nodes.0.pop();
	assert_eq!(check(&proof, number), elsewhere(1));
}

#[test]
fn a_file_shows_transactions_of_its_points() {
	let (mut world, _) = example(1, 0, 1);
	let own = (1, 1, world.genesis(), BIRTH, None);
	let (transaction, _) = signed(&patient(), &remark(5), own);
	let number = world.block(vec![], vec![vec![8, 5, 0], transaction.encode()]);
	let way = world.way(0);
	let mut file = world.file(0, &way, vec![world.point(&way, number, number)]);
	let shown = world.extrinsic(number, 1, vec![own.encode()]);
	let inherent = world.extrinsic(number, 0, vec![]);
	// To the absence of an item none matters.
	file.points.0[0].extrinsics = Some(vec![shown.clone()].into());
	let unneeded = |index| Some(Unneeded { part: format!("extrinsic {index} of point 0") });
	assert_eq!(refusal(&file, &world.trust()), unneeded(1));
	let args = vec![(number as u32).into(), 1u32.into()].into();
	file.statement = Claim { kind: Kind::Signed, args, expect: Default::default() };
	let finished = build::finish(file, false).unwrap();
	let mut file = parse(&finished).unwrap().0;
	let mut with = |list: Vec<_>| {
		file.points.0[0].extrinsics = Some(list.into());
		refusal(&file, &world.trust())
	};
	assert_eq!(with(vec![shown.clone()]), None);
	assert_eq!(with(vec![inherent.clone(), shown.clone()]), unneeded(0));
	let order = Some(Malformed { path: "points[0].extrinsics".into() });
	assert_eq!(with(vec![shown.clone(), inherent]), order);
	assert_eq!(with(vec![shown.clone(), shown]), order);
}

#[test]
fn nobody_signs_an_inherent_and_a_remark_is_no_call() {
	let bare = UncheckedExtrinsic::new_bare(remark(3));
	assert_eq!(proved(&bare, &[]).unwrap().signed, []);
	let legacy = UncheckedExtrinsic::new_bare_legacy(remark(3));
	assert_eq!(proved(&legacy, &[]).unwrap().signed, []);
	assert_eq!(proved(&bare, &[implicit().encode()]).err(), Some(bad()));
	// What the patient signed, as letters in a remark: the relayer signed the remark, the patient nothing.
	let inner = Rx::recall { id: H256([3; 32]), seq: 1 }.into();
	let (relay, _) = dispatch(&patient(), &inner, meta_implicit());
	let call = frame_system::Call::remark { remark: relay.encode() }.into();
	let relayer = Key::Ed(ed25519::Pair::from_seed(&[1; 32]));
	let (transaction, account) = signed(&relayer, &call, implicit());
	let proved = proved(&transaction, &[implicit().encode()]).unwrap();
	assert_eq!(proved.signed.len(), 1);
	assert_eq!(proved.signed[0].account, account);
	assert_eq!(proved.signed[0].call, call.encode());
}

/// Every call that a meta transaction may carry.
fn patients_calls() -> Vec<RuntimeCall> {
	let (id, account) = (H256([3; 32]), AccountId32::new([4; 32]));
	let guardian = Guardian { key: account.clone(), powers: Powers::ALL, until: 9 };
	let guardians = |count: usize| Guardians {
		list: vec![guardian.clone(); count].try_into().unwrap(),
		threshold: count as u8,
	};
	let grant = |grantee, what| Records::<Runtime>::grant {
		patient: account.clone(),
		slot: 2,
		grantee,
		what,
		purpose: Purpose::Treatment,
		from: 5,
		until: 6,
		reads: 7,
		authored_at: 8,
	};
	let (trial, subject) = (1, account.clone());
	let (patient, new) = (account.clone(), account.clone());
	let mut calls: Vec<RuntimeCall> = vec![
		Rx::present { ids: vec![].try_into().unwrap(), to: 5 }.into(),
		Rx::present { ids: vec![(id, 1); 4].try_into().unwrap(), to: 5 }.into(),
		Rx::reopen { id, seq: Some(4) }.into(),
		Rx::discard { id, seq: 5 }.into(),
		Rx::recall { id, seq: 6 }.into(),
	];
	for access in [Access::Closed, Access::Only(9), Access::Any] {
		calls.push(Rx::set_access { id, access, seq: 7 }.into());
	}
	let (round, scopes) = (3, Scopes(5));
	calls.extend::<[RuntimeCall; 4]>([
		Trials::sign { trial, subject: subject.clone(), role: Signer::Witness, round, scopes }
			.into(),
		Trials::refuse { trial, subject: subject.clone(), round }.into(),
		withdraw(subject.clone()).into(),
		Trials::rekey { trial, subject, new: new.clone() }.into(),
	]);
	calls.extend::<[RuntimeCall; 10]>([
		Records::dispute { id, seq: 1 }.into(),
		Records::request_shred { id, seq: 1 }.into(),
		grant(Grantee::Licence(5), What::Record(id)).into(),
		grant(Grantee::Key(account.clone()), What::Sets(3)).into(),
		Records::revoke { patient: patient.clone(), slot: 3, authored_at: 9 }.into(),
		Records::seal { patient: patient.clone(), sets: 3, seq: 1 }.into(),
		guards(patient.clone(), guardians(0)).into(),
		guards(patient.clone(), guardians(3)).into(),
		Records::recover { patient: patient.clone(), new, attempt: 1 }.into(),
		Records::veto { patient, attempt: 1 }.into(),
	]);
	calls
}

fn withdraw(subject: AccountId32) -> Trials<Runtime> {
	let data_use = DataUse::EraseWhereLawful;
	Trials::withdraw { trial: 1, subject, round: 3, scopes: Scopes(5), data_use }
}

fn guards(patient: AccountId32, guardians: Guardians<AccountId32>) -> Records<Runtime> {
	Records::set_guardians { patient, guardians, warrant: Warrant::Patient { seq: 1 } }
}

#[test]
fn a_relayer_carries_what_a_patient_signed() {
	let relayer = Key::Ed(ed25519::Pair::from_seed(&[1; 32]));
	let both = [implicit().encode(), meta_implicit().encode()];
	for call in patients_calls() {
		assert!(salus_runtime_common::sequenced::is_sequenced::<Runtime>(&call), "{call:?}");
		let (relay, account) = dispatch(&patient(), &call, meta_implicit());
		let sponsor = AccountId32::new([6; 32]);
		let sponsored = pallet_sponsorship::Call::relay { sponsor, call: Box::new(relay.clone()) };
		for outer in [relay, sponsored.into()] {
			let (transaction, sender) = signed(&relayer, &outer, implicit());
			let proved = proved(&transaction, &both).unwrap();
			let sent =
				SignedCall { account: sender, call: outer.encode(), spec: Some(1), metadata: None };
			let inner = SignedCall { account, call: call.encode(), spec: Some(1), metadata: None };
			assert_eq!(proved.signed, [sent, inner]);
		}
	}
}

#[test]
fn a_patients_signature_is_over_one_call_on_one_chain() {
	let relayer = Key::Ed(ed25519::Pair::from_seed(&[1; 32]));
	let call: RuntimeCall = Rx::recall { id: H256([3; 32]), seq: 1 }.into();
	let check = |outer: &RuntimeCall, inner: MetaImplicit| {
		let (transaction, _) = signed(&relayer, outer, implicit());
		proved(&transaction, &[implicit().encode(), inner.encode()]).err()
	};
	let (relay, _) = dispatch(&patient(), &call, meta_implicit());
	assert_eq!(check(&relay, meta_implicit()), None);
	let (_, spec, version, genesis, birth) = meta_implicit();
	assert_eq!(check(&relay, (*b"_meta_tx", 2, version, genesis, birth)), Some(bad()));
	assert_eq!(check(&relay, (*b"_meta_ty", spec, version, genesis, birth)), Some(bad()));
	assert_eq!(check(&relay, (*b"_meta_tx", spec, version, [9; 32], birth)), Some(WrongChain));
	// Another call under the same signature.
	let (before, after) =
		(call.encode(), RuntimeCall::from(Rx::recall { id: H256([3; 32]), seq: 2 }).encode());
	let bytes = relay.encode();
	let at = bytes.windows(before.len()).position(|window| window == before).unwrap();
	let swapped = [&bytes[..at], &after, &bytes[at + before.len()..]].concat();
	let swapped = RuntimeCall::decode(&mut &swapped[..]).unwrap();
	assert_eq!(check(&swapped, meta_implicit()), Some(bad()));
	// A call that no meta transaction may carry.
	let (unlisted, _) = dispatch(&patient(), &remark(3), meta_implicit());
	assert_eq!(check(&unlisted, meta_implicit()).unwrap().name(), "NotEstablished");
}

/// A transaction of nobody.
fn general(call: impl Into<RuntimeCall>) -> UncheckedExtrinsic {
	UncheckedExtrinsic::new_transaction(call.into(), extensions(false))
}

#[test]
fn a_statement_is_signed_among_the_arguments() {
	let account = patient().sign(&[]).1;
	let (trial, round, scopes, data_use) = (1u32, 3u16, Scopes(5), DataUse::EraseWhereLawful);
	let (slot, authored_at) = (2u8, 9u64);
	let said = (trial, &account, round, scopes, data_use, &account);
	let withdrawal = Statement::new(pallet_trial_consents::WITHDRAW_DOMAIN, &GENESIS, &said);
	let revocation =
		Statement::new(b"salus/revoke-grant", &GENESIS, &(&account, slot, authored_at));
	let calls = |withdrawal: &[u8], revocation: &[u8]| -> [RuntimeCall; 2] {
		let (subject, who) = (account.clone(), account.clone());
		let signature = patient().sign(withdrawal).0;
		let one =
			Trials::withdraw_signed { trial, subject, round, scopes, data_use, who, signature };
		let (patient, who, signature) =
			(account.clone(), account.clone(), patient().sign(revocation).0);
		let two = Records::revoke_signed { patient, slot, authored_at, who, signature };
		[one.into(), two.into()]
	};
	let plain = calls(withdrawal.as_bytes(), revocation.as_bytes());
	let wrapped = calls(&withdrawal.wrapped(), &revocation.wrapped());
	for call in plain.into_iter().chain(wrapped) {
		let proved = proved(&general(call.clone()), &[]).unwrap();
		let (account, call) = (account.clone().into(), call.encode());
		assert_eq!(proved.signed, [SignedCall { account, call, spec: None, metadata: None }]);
	}
	// One for the other.
	for call in calls(revocation.as_bytes(), withdrawal.as_bytes()) {
		assert_eq!(proved(&general(call), &[]).err(), Some(bad()));
	}
	// On another chain.
	let mut world = World::new(1);
	let call = calls(withdrawal.as_bytes(), revocation.as_bytes())[0].clone();
	let number = world.block(vec![], vec![general(call).encode()]);
	let proof = world.extrinsic(number, 0, vec![]);
	let elsewhere = extrinsic::check(0, &proof, &world.known(number), &[9; 32]);
	assert_eq!(elsewhere.err(), Some(SignatureInvalid { index: 0 }));
	// What is authorised otherwise has no signature.
	assert_eq!(proved(&general(remark(3)), &[]).unwrap().signed, []);
}
