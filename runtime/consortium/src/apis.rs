//! The runtime's APIs: [every network's](salus_runtime_common::apis), and GRANDPA's.

#[cfg(feature = "runtime-benchmarks")]
use crate::benchmarks;
use crate::{
	genesis, nonce, AccountId, Aura, Block, Executive, Grandpa, HealthRecords, Historical,
	InherentDataExt, MetaTx, Prescriptions, Registry, ReimbursementEscrow, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeGenesisConfig, RuntimeOrigin, SessionKeys, System, Timestamp,
	TransactionPayment, TrialConsents, VERSION,
};
use frame_support::traits::KeyOwnerProofSystem;
use sp_consensus_grandpa::AuthorityId as GrandpaId;
use sp_runtime::traits::NumberFor;

salus_runtime_common::healthcare_apis! {
	impl sp_consensus_grandpa::GrandpaApi<Block> for Runtime {
		fn grandpa_authorities() -> sp_consensus_grandpa::AuthorityList {
			Grandpa::grandpa_authorities()
		}

		fn current_set_id() -> sp_consensus_grandpa::SetId {
			pallet_grandpa::CurrentSetId::<Runtime>::get()
		}

		fn submit_report_equivocation_unsigned_extrinsic(
			equivocation_proof: sp_consensus_grandpa::EquivocationProof<
				<Block as BlockT>::Hash,
				NumberFor<Block>,
			>,
			key_owner_proof: sp_consensus_grandpa::OpaqueKeyOwnershipProof,
		) -> Option<()> {
			Grandpa::submit_unsigned_equivocation_report(
				equivocation_proof,
				key_owner_proof.decode()?,
			)
		}

		fn generate_key_ownership_proof(
			_set_id: sp_consensus_grandpa::SetId,
			authority_id: GrandpaId,
		) -> Option<sp_consensus_grandpa::OpaqueKeyOwnershipProof> {
			Historical::prove((sp_consensus_grandpa::KEY_TYPE, authority_id))
				.map(|proof| proof.encode())
				.map(sp_consensus_grandpa::OpaqueKeyOwnershipProof::new)
		}
	}
}
