//! What the pallets store, as text, for whoever reads it decades later: a type that changes must change its pallet's storage
//! version. `SALUS_WRITE_SCHEMAS=1` writes the text of a new version; those of old versions stay.

#[path = "../../../../evidence/schemas/text.rs"]
mod text;

use codec::{Decode, Encode};
use frame_support::traits::{GetStorageVersion, PalletInfoAccess, StorageVersion};
use runtime::{
	HealthRecords, Prescriptions, Registry, ReimbursementEscrow, Runtime, TrialConsents,
};
use scale_info::{meta_type, MetaType};
use std::{env, fs, path::Path};
use text::Text;

/// The text of a pallet's rows, each under the name of its map, and events.
fn check<P>(rows: &[(&str, MetaType)], event: MetaType)
where
	P: GetStorageVersion<InCodeStorageVersion = StorageVersion> + PalletInfoAccess,
{
	let version = u16::decode(&mut &P::in_code_storage_version().encode()[..]).unwrap();
	let mut types = Text::default();
	let mut lines = vec![format!("{} {version}", P::name())];
	lines.extend(rows.iter().map(|(map, row)| format!("{map}: {}", types.add(*row))));
	assert_eq!(types.add(event), "Event");
	lines.extend(types.into_types().flat_map(|(_, lines)| lines));
	let text = lines.join("\n") + "\n";

	let file = format!("{}.{version}.txt", P::name());
	let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../evidence/schemas").join(&file);
	if env::var_os("SALUS_WRITE_SCHEMAS").is_some() {
		fs::write(&path, &text).unwrap();
	}
	let known = fs::read_to_string(&path).unwrap_or_default();
	assert!(
		known == text,
		"{file} is not what the pallet stores: raise its storage version.\n{text}"
	);
	assert!(text.len() <= 32_768, "{file}: longer than an evidence file takes");
}

#[test]
fn stored_types_change_with_their_version_only() {
	check::<Registry>(
		&[
			("Licences", meta_type::<pallet_registry::LicenceOf<Runtime>>()),
			("Files", meta_type::<pallet_registry::FileOf<Runtime>>()),
		],
		meta_type::<pallet_registry::Event<Runtime>>(),
	);
	check::<Prescriptions>(
		&[("Items", meta_type::<pallet_prescriptions::RxOf<Runtime>>())],
		meta_type::<pallet_prescriptions::Event<Runtime>>(),
	);
	check::<TrialConsents>(
		&[
			("Consents", meta_type::<pallet_trial_consents::ParticipationOf<Runtime>>()),
			("Forms", meta_type::<pallet_trial_consents::FormOf<Runtime>>()),
		],
		meta_type::<pallet_trial_consents::Event<Runtime>>(),
	);
	check::<HealthRecords>(
		&[
			("Records", meta_type::<pallet_health_records::RecordOf<Runtime>>()),
			("Grants", meta_type::<pallet_health_records::GrantOf<Runtime>>()),
		],
		meta_type::<pallet_health_records::Event<Runtime>>(),
	);
	check::<ReimbursementEscrow>(
		&[("Claims", meta_type::<pallet_reimbursement_escrow::ClaimOf<Runtime>>())],
		meta_type::<pallet_reimbursement_escrow::Event<Runtime>>(),
	);
}
