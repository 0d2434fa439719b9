//! An upgrade to rehearse: the next version, with a migration that takes several blocks. `scripts/test-faults` builds this
//! runtime and lets the council of a network of its own change to it. No release holds it.

use crate::Runtime;
use alloc::vec::Vec;
use frame_support::{
	migrations::{MigrationId, SteppedMigration, SteppedMigrationError},
	storage::StoragePrefixedMap,
	weights::{Weight, WeightMeter},
};
use pallet_prescriptions::Items;
use salus_primitives::RxId;
#[cfg(feature = "try-runtime")]
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	TryRuntimeError,
};

#[cfg(any(feature = "std", feature = "runtime-benchmarks", feature = "metadata-hash"))]
compile_error!(
	"the feature rehearsal makes Wasm that is tried on a network of its own; no node, benchmark or release has it: build it \
	 with scripts/test-faults"
);

/// Rows in a step. A step's weight would allow thousands; some hundred rows shall keep the chain busy for several blocks.
const ROWS: u32 = 32;

/// Writes every prescription anew: what a release does that changes the row, but for the change.
pub struct RewritePrescriptions;

impl RewritePrescriptions {
	/// A row is read and written, and so is what marks the place.
	fn row() -> Weight {
		<Runtime as frame_system::Config>::DbWeight::get().reads_writes(2, 2)
	}

	/// All rows as they are stored.
	#[cfg(feature = "try-runtime")]
	fn digest() -> sp_core::H256 {
		BlakeTwo256::hash_of(&Items::<Runtime>::iter().collect::<Vec<_>>())
	}
}

impl SteppedMigration for RewritePrescriptions {
	/// The row that was written last.
	type Cursor = RxId;
	type Identifier = MigrationId<15>;

	fn id() -> Self::Identifier {
		MigrationId { pallet_id: *b"salus-rehearsal", version_from: 1, version_to: 2 }
	}

	fn migrating_prefixes() -> Option<impl IntoIterator<Item = Vec<u8>>> {
		Some([Items::<Runtime>::final_prefix().to_vec()])
	}

	fn step(
		mut last: Option<RxId>,
		meter: &mut WeightMeter,
	) -> Result<Option<RxId>, SteppedMigrationError> {
		let required = Self::row();
		if !meter.can_consume(required) {
			return Err(SteppedMigrationError::InsufficientWeight { required });
		}
		for _ in 0..ROWS {
			if meter.try_consume(required).is_err() {
				break;
			}
			let mut rows = match last {
				Some(id) => Items::<Runtime>::iter_from_key(id),
				None => Items::<Runtime>::iter(),
			};
			let Some((id, row)) = rows.next() else { return Ok(None) };
			Items::<Runtime>::insert(id, row);
			last = Some(id);
		}
		Ok(last)
	}

	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<Vec<u8>, TryRuntimeError> {
		Ok(Self::digest().as_bytes().to_vec())
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(before: Vec<u8>) -> Result<(), TryRuntimeError> {
		if Self::digest().as_bytes() != before {
			return Err("the migration changed a row".into());
		}
		Ok(())
	}
}
