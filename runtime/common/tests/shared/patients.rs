//! A patient without an account signs, a member relays and pays. See `salus_runtime_common::sequenced`.

use super::{
	care::{revoke_signed, withdraw_signed, OFFERED},
	meta::{dispatch, dispatched, era, forged, meta, relay, Implicit},
	support::*,
};
use codec::Encode;
use frame_support::assert_ok;
use pallet_health_records::{Call as Records, Warrant};
use pallet_prescriptions::{Access, Call as Rx, Closure, Stage};
use pallet_reimbursement_escrow::Call as Escrow;
use pallet_trial_consents::Call as Trials;
use runtime::{Balances, Runtime, RuntimeCall, System};
use salus_primitives::{ids::HOUR, LicenceId, RxId};
use salus_runtime_common::sequenced::{sequenced_payload, SequencedPayload};
use sp_runtime::{generic::Era, traits::TransactionExtension, DispatchError};

fn present(id: RxId, seq: u16, to: LicenceId) -> Rx<Runtime> {
	Rx::present { ids: vec![(id, seq)].try_into().unwrap(), to }
}

/// An item for the patient, and a chain long enough for eras.
fn with_item(test: impl FnOnce(RxId)) {
	development(|| {
		wait(0);
		let id = issued(1, "Patient", Access::Closed);
		test(id)
	});
}

#[test]
fn a_patient_without_an_account_does_all_that_patients_do() {
	with_item(|id| {
		let fees = Balances::free_balance(account("Relayer"));
		assert_ok!(relay("Relayer", meta("Patient", present(id, 0, PHARMACY))));
		assert!(matches!(item(id).stage, Stage::Held { by: PHARMACY, .. }));
		assert_ok!(relay("Relayer", meta("Patient", Rx::recall { id, seq: 1 })));
		wait(2 * HOUR);
		assert_eq!(item(id).stage, Stage::Free);
		let any = Rx::set_access { id, access: Access::Any, seq: 2 };
		assert_ok!(relay("Relayer", meta("Patient", any)));
		assert_eq!(item(id).access, Access::Any);
		assert_ok!(relay("Relayer", meta("Patient", present(id, 3, PHARMACY))));
		let decline = Rx::decline { licence: PHARMACY, id, reason: 0 };
		assert_ok!(act("Pharmacy", decline));
		assert_ok!(relay("Relayer", meta("Patient", Rx::reopen { id, seq: Some(4) })));
		assert_ok!(relay("Relayer", meta("Patient", Rx::discard { id, seq: 5 })));
		assert!(matches!(item(id).stage, Stage::Closed { why: Closure::Cancelled, .. }));

		assert!(!frame_system::Account::<Runtime>::contains_key(account("Patient")));
		assert!(Balances::free_balance(account("Relayer")) < fees);
	});
}

#[test]
fn a_replay_is_stale_and_the_replayer_pays() {
	with_item(|id| {
		let close = Rx::set_access { id, access: Access::Any, seq: 0 };
		let signed = meta("Patient", close);
		assert_ok!(relay("Relayer", signed.clone()));
		let open = Rx::set_access { id, access: Access::Closed, seq: 1 };
		assert_ok!(relay("Relayer", meta("Patient", open)));
		let before = Balances::free_balance(account("Bob"));
		assert_eq!(error_of(relay("Bob", signed)), "StaleSequence");
		assert!(Balances::free_balance(account("Bob")) < before);
		assert_eq!(item(id).access, Access::Closed);
	});
}

#[test]
fn of_two_relayers_in_one_block_the_first_wins() {
	with_item(|id| {
		let signed = meta("Patient", present(id, 0, PHARMACY));
		block(|| {
			use runtime::Executive;
			for relayer in ["Bob", "Charlie"] {
				let extrinsic = super::support::signed(&key(relayer), dispatch(signed.clone()));
				assert_ok!(Executive::apply_extrinsic(extrinsic).unwrap());
			}
		});
		let results = dispatched();
		assert_eq!(results.len(), 2);
		assert_ok!(results[0]);
		assert_eq!(error_of(results[1]), "StaleSequence");
	});
}

#[test]
fn a_relayer_may_relay_many_in_a_batch() {
	with_item(|first| {
		let second = issued(2, "Patient2", Access::Closed);
		let calls = vec![
			dispatch(meta("Patient", present(first, 0, PHARMACY))).into(),
			dispatch(meta("Patient2", present(second, 0, PHARMACY))).into(),
		];
		assert_ok!(act("Relayer", pallet_utility::Call::batch_all { calls }));
		assert_eq!(dispatched(), [Ok(()), Ok(())]);
	});
}

#[test]
fn a_failure_can_be_tried_again_within_its_era_and_no_longer() {
	with_item(|id| {
		assert_ok!(relay("Relayer", meta("Patient", present(id, 0, PHARMACY))));
		// Held: fails, and consumes no number.
		let signed = meta("Patient", present(id, 1, PHARMACY));
		assert_eq!(error_of(relay("Relayer", signed.clone())), "AlreadyHeld");
		assert_eq!(item(id).patient_seq, 1);
		assert_ok!(act(
			"Pharmacy",
			Rx::return_item { ids: vec![id].try_into().unwrap(), reason: 0 }
		));
		assert_ok!(relay("Bob", signed.clone()));
		assert_eq!(error_of(relay("Bob", signed)), "StaleSequence");
	});
}

#[test]
fn a_signature_dies_with_its_era() {
	with_item(|id| {
		let short = Era::mortal(4, u64::from(System::block_number() - 1));
		let signed = forged(&key("Patient"), present(id, 0, PHARMACY).into(), short, |_| ());
		for _ in 0..4 {
			wait(0);
		}
		assert_eq!(error_of(relay("Relayer", signed)), "BadProof");
		assert_eq!(item(id).stage, Stage::Free);
	});
}

#[test]
fn an_era_that_never_ends_is_refused() {
	with_item(|id| {
		let signed =
			forged(&key("Patient"), present(id, 0, PHARMACY).into(), Era::Immortal, |_| ());
		assert_eq!(error_of(relay("Relayer", signed)), "Stale");
	});
}

#[test]
fn another_chain_runtime_or_purpose_is_a_bad_proof() {
	with_item(|id| {
		let forges: [fn(&mut Implicit); 5] = [
			|implicit| implicit.0 = *b"salustx_",
			|implicit| implicit.2 += 1,
			|implicit| implicit.3 += 1,
			|implicit| implicit.4 .0[0] ^= 1,
			|implicit| implicit.5 .0[0] ^= 1,
		];
		for forge in forges {
			let signed = forged(&key("Patient"), present(id, 0, PHARMACY).into(), era(), forge);
			assert_eq!(error_of(relay("Relayer", signed)), "BadProof");
		}
		assert_ok!(relay("Relayer", meta("Patient", present(id, 0, PHARMACY))));
	});
}

#[test]
fn a_tampered_call_or_signer_is_a_bad_proof() {
	with_item(|id| {
		let tamper = |from: RuntimeCall, to: RuntimeCall| {
			let signed = meta("Patient", from.clone()).encode();
			let (from, to) = (from.encode(), to.encode());
			let tampered = [&to, &signed[from.len()..]].concat();
			codec::Decode::decode(&mut &tampered[..]).unwrap()
		};
		let present = |to| present(id, 0, to).into();
		assert_eq!(error_of(relay("Relayer", tamper(present(PHARMACY), present(99)))), "BadProof");

		let mut bytes = meta("Patient", present(PHARMACY)).encode();
		let signer: [u8; 32] = account("Patient").into();
		let at = bytes.windows(32).position(|window| window == signer).unwrap();
		let other: [u8; 32] = account("Patient2").into();
		bytes[at..at + 32].copy_from_slice(&other);
		let stolen = codec::Decode::decode(&mut &bytes[..]).unwrap();
		assert_eq!(error_of(relay("Relayer", stolen)), "BadProof");
	});
}

#[test]
fn without_a_signature_there_is_nobody() {
	with_item(|id| {
		let verify = pallet_verify_signature::VerifySignature::new_disabled();
		let unsigned = pallet_meta_tx::MetaTx::new(
			present(id, 0, PHARMACY).into(),
			0,
			(verify, sequenced_payload::<Runtime>(era())),
		);
		assert_eq!(error_of(relay("Relayer", unsigned)), "UnknownOrigin");
	});
}

#[test]
fn somebody_elses_signature_opens_nothing() {
	with_item(|id| {
		let stranger = meta("Patient2", present(id, 0, PHARMACY));
		assert_eq!(error_of(relay("Relayer", stranger)), "NotAuthorized");
		assert_eq!(item(id).patient_seq, 0);
	});
}

#[test]
fn only_listed_calls_are_admitted() {
	with_item(|id| {
		let inner: RuntimeCall = present(id, 0, PHARMACY).into();
		let nested = dispatch(meta("Patient", inner.clone())).into();
		let refused: Vec<RuntimeCall> = vec![
			frame_system::Call::remark { remark: vec![] }.into(),
			pallet_balances::Call::transfer_all {
				dest: sp_runtime::MultiAddress::Id(account("Bob")),
				keep_alive: false,
			}
			.into(),
			pallet_utility::Call::batch { calls: vec![inner.clone()] }.into(),
			pallet_utility::Call::batch_all { calls: vec![inner.clone()] }.into(),
			pallet_proxy::Call::proxy {
				real: sp_runtime::MultiAddress::Id(account("Patient")),
				force_proxy_type: None,
				call: Box::new(inner.clone()),
			}
			.into(),
			pallet_multisig::Call::as_multi_threshold_1 {
				other_signatories: vec![account("Bob")],
				call: Box::new(inner),
			}
			.into(),
			nested,
			issue(PRESCRIBER, Default::default(), "Patient", Access::Closed).into(),
			Rx::claim { licence: PHARMACY, ids: vec![id].try_into().unwrap() }.into(),
			Rx::poke { id }.into(),
			Escrow::hold_copay {
				rx: id,
				asset: super::money::NATIVE,
				amount: 1,
				until: now() + HOUR,
			}
			.into(),
			Escrow::release_copay { rx: id }.into(),
			super::money::submit(super::money::key_of(id, 0), 1).into(),
			Trials::record_data {
				licence: 6,
				trial: 1,
				subject: account("Patient"),
				scopes: Default::default(),
				commitment: id,
			}
			.into(),
			withdraw_signed(1, "Patient", 1, OFFERED, "Patient").into(),
			revoke_signed("Patient", 0, now(), "Patient").into(),
			Records::anchor {
				licence: 4,
				root: id,
				authored_at: now(),
				patient: account("Patient"),
				set: 0,
			}
			.into(),
			Records::justify { patient: account("Patient"), incident: 1, commitment: id }.into(),
			// By a court's order, as a registrar would.
			Records::set_guardians {
				patient: account("Patient"),
				guardians: Default::default(),
				warrant: Warrant::Court { order: id },
			}
			.into(),
			pallet_sponsorship::Call::remove_policy {
				sponsor: account("Hospital"),
				relayer: account("Relayer"),
			}
			.into(),
			// Without a number, as the issuer would.
			Rx::reopen { id, seq: None }.into(),
		];
		for signer in ["Patient", "Prescriber", "Pharmacy", "Alice"] {
			for call in &refused {
				let outcome = relay("Relayer", meta(signer, call.clone()));
				assert_eq!(error_of(outcome), "Invalid", "{call:?}");
			}
		}
	});
}

#[test]
fn an_act_on_no_row_changes_nothing_however_often() {
	with_item(|id| {
		let before = item(id);
		let nothing = meta("Patient", Rx::present { ids: Default::default(), to: PHARMACY });
		assert_ok!(relay("Relayer", nothing.clone()));
		assert_ok!(relay("Relayer", nothing));
		assert_eq!(item(id), before);
	});
}

#[test]
fn a_patient_with_an_account_uses_one_number_for_both_ways() {
	with_item(|_| {
		let id = issued(3, "Eve", Access::Closed);
		let signed = meta("Eve", present(id, 0, PHARMACY));
		assert_ok!(act("Eve", Rx::set_access { id, access: Access::Any, seq: 0 }));
		assert_eq!(error_of(relay("Relayer", signed)), "StaleSequence");
		let nonce = System::account_nonce(account("Eve"));
		assert_ok!(relay("Relayer", meta("Eve", present(id, 1, PHARMACY))));
		assert_eq!(System::account_nonce(account("Eve")), nonce);
	});
}

#[test]
fn a_declared_length_below_the_real_one_is_refused() {
	with_item(|id| {
		let meta_tx = meta("Patient", present(id, 0, PHARMACY));
		let short = pallet_meta_tx::Call::dispatch {
			meta_tx_encoded_len: meta_tx.encoded_size() as u32 - 1,
			meta_tx: Box::new(meta_tx),
		};
		assert_eq!(error_of(act("Relayer", short)), "InvalidLength");
	});
}

#[test]
fn an_inner_failure_is_no_failure_of_the_relay() {
	with_item(|id| {
		let outer = act("Relayer", dispatch(meta("Patient", present(id, 7, PHARMACY))));
		assert_ok!(outer);
		assert!(matches!(dispatched()[..], [Err(DispatchError::Module(_))]));
	});
}

#[test]
fn the_signed_form_is_fixed() {
	with_item(|id| {
		let payload = sequenced_payload::<Runtime>(Era::mortal(64, 1));
		// Of all extensions only the era has bytes.
		assert_eq!(payload.encode(), Era::mortal(64, 1).encode());
		let names: Vec<_> = SequencedPayload::<Runtime>::metadata()
			.into_iter()
			.map(|extension| extension.identifier)
			.collect();
		assert_eq!(
			names,
			[
				"MetaTxMarker",
				"CheckNonZeroSender",
				"CheckSpecVersion",
				"CheckTxVersion",
				"CheckGenesis",
				"CheckMortality",
				"CheckSequenced",
			]
		);
		let call: RuntimeCall = present(id, 0, PHARMACY).into();
		assert_eq!(call.encode()[..2], [51, 3]);
	});
}
