//! Who may act on a development chain: one registrar for all roles, a licence for each role, a second
//! hospital, and a member who pays for what patients sign.
//!
//! | licence | role | held by | organisation | its account |
//! |---|---|---|---|---|
//! | 1 | Prescriber | `//Prescriber` | 1 | `//Surgery` |
//! | 2 | Dispenser | `//Pharmacy` | 2 | `//Pharmacy` |
//! | 3 | Payer | `//Insurer` | 3 | `//Insurer` |
//! | 4 | Hospital | `//Hospital` | 4 | `//Hospital` |
//! | 5 | Sponsor | `//Sponsor` | 5 | `//Sponsor` |
//! | 6 | Investigator | `//Investigator` | 4 | `//Hospital` |
//! | 7 | EthicsCommittee | `//Ethics` | 6 | `//Ethics` |
//! | 8 | Regulator | `//Regulator` | 7 | `//Regulator` |
//! | 9 | Auditor | `//Auditor` | 8 | `//Auditor` |
//! | 10 | Clinician | `//Clinician` | 4 | `//Hospital` |
//! | 11 | Hospital | `//Hospital2` | 10 | `//Hospital2` |
//! | 12 | Investigator | `//Investigator2` | 10 | `//Hospital2` |
//! | 13 | Clinician | `//Clinician2` | 10 | `//Hospital2` |
//!
//! Registrar 1 is `//Registrar`, of organisation 9 (`//Authority`): it licenses every role, attests deaths, recovers
//! patients' keys, passes custody on, and may grant 1,000 licences. Every organisation has set [`BOND`] aside; a licence takes
//! [a share](role_policies).
//!
//! `//Hospital` sponsors `//Relayer`: every call that a patient can sign, 10,000 a day, none dearer than 0.1 SAL.
//!
//! | class of prescription | like | repeats | validity | partial fills | transfers | emergency |
//! |---|---|---|---|---|---|---|
//! | 0 | ordinary medicines | 12 | 366 d | 30 d | 3 | no |
//! | 1 | strictly controlled (21 CFR schedule II: verify) | none | 28 d | 72 h | 1 | yes |
//! | 2 | controlled (21 CFR schedules III to V: verify) | 5 | 183 d | 183 d | 1, inherited | no |
//! | 3 | long-term repeat dispensing | 15 | 732 d | none | 12 | no |

use super::account;
use crate::{
	constants::{MILLI, UNIT},
	healthcare::MinTail,
	AccountId, Balance,
};
use alloc::vec::Vec;
use pallet_prescriptions::Policy;
use pallet_registry::{GenesisLicence, GenesisOrganisation, GenesisPolicy, GenesisRegistrar};
use pallet_sponsorship::GenesisPolicy as SponsorsPolicy;
use salus_primitives::{Duty, Moment, OrganisationId, Role};
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::traits::Convert;

/// What each organisation has set aside for bonds at genesis.
pub const BOND: Balance = 100_000 * UNIT;

/// The end of the genesis licences: the year 2100. The policies bind from the first renewal.
const FAR_FUTURE: Moment = 4_102_444_800_000;

/// The accounts with a part in the genesis: organisations first, in the order of their ids.
pub const ACCOUNTS: [&str; 16] = [
	"Surgery",
	"Pharmacy",
	"Insurer",
	"Hospital",
	"Sponsor",
	"Ethics",
	"Regulator",
	"Auditor",
	"Authority",
	"Hospital2",
	"Registrar",
	"Prescriber",
	"Investigator",
	"Clinician",
	"Investigator2",
	"Clinician2",
];

/// How many of [`ACCOUNTS`] are organisations.
const ORGANISATIONS: usize = 10;

/// For each role in order, and then of a second hospital: who holds its licence, and for which organisation.
const LICENCES: [(Role, &str, OrganisationId); 13] = [
	(Role::Prescriber, "Prescriber", 1),
	(Role::Dispenser, "Pharmacy", 2),
	(Role::Payer, "Insurer", 3),
	(Role::Hospital, "Hospital", 4),
	(Role::Sponsor, "Sponsor", 5),
	(Role::Investigator, "Investigator", 4),
	(Role::EthicsCommittee, "Ethics", 6),
	(Role::Regulator, "Regulator", 7),
	(Role::Auditor, "Auditor", 8),
	(Role::Clinician, "Clinician", 4),
	(Role::Hospital, "Hospital2", 10),
	(Role::Investigator, "Investigator2", 10),
	(Role::Clinician, "Clinician2", 10),
];

/// The calls that patients and whoever acts for them can sign without an account ([`is_sequenced`]), by pallet and index:
/// prescriptions, consents, records.
///
/// [`is_sequenced`]: crate::sequenced::is_sequenced
pub const PATIENTS_CALLS: [(u8, &[u8]); 3] =
	[(51, &[3, 7, 11, 12, 13]), (53, &[9, 10, 11, 20]), (54, &[6, 7, 12, 13, 20, 21, 22, 23])];

/// Who pays for what patients sign.
pub fn sponsorships() -> Vec<SponsorsPolicy<AccountId, Balance>> {
	let calls = PATIENTS_CALLS
		.into_iter()
		.flat_map(|(pallet, calls)| calls.iter().map(move |call| (pallet, *call)))
		.collect();
	[SponsorsPolicy {
		sponsor: account("Hospital"),
		relayer: account("Relayer"),
		calls,
		per_day: 10_000,
		until: FAR_FUTURE,
		max_fee: 100 * MILLI,
	}]
	.into()
}

/// The identity of an entry in the made-up register of the development chain.
fn identity(number: &str) -> H256 {
	blake2_256(&[b"salus/organisation".as_slice(), b"dev", number.as_bytes()].concat()).into()
}

/// Five years of validity and the least tail; 100 SAL for a licence that will write a little, ten times more in each tier.
pub fn role_policies() -> Vec<GenesisPolicy<Balance>> {
	Role::ALL
		.into_iter()
		.map(|role| GenesisPolicy {
			role,
			max_validity_d: 5 * 366,
			tail_d: MinTail::convert(role),
			bonds: [100 * UNIT, 1_000 * UNIT, 10_000 * UNIT, 100_000 * UNIT],
		})
		.collect()
}

/// The organisations.
pub fn organisations() -> Vec<GenesisOrganisation<AccountId, Balance>> {
	ACCOUNTS
		.into_iter()
		.take(ORGANISATIONS)
		.map(|name| GenesisOrganisation {
			account: account(name),
			identity: identity(name),
			group: None,
			bond: BOND,
		})
		.collect()
}

/// The registrar.
pub fn registrars() -> Vec<GenesisRegistrar<AccountId>> {
	[GenesisRegistrar {
		account: account("Registrar"),
		organisation: 9,
		roles: Role::ALL.to_vec(),
		duties: Duty::ALL.to_vec(),
		allotment: 1_000,
	}]
	.into()
}

/// The licences.
pub fn licences() -> Vec<GenesisLicence<AccountId>> {
	LICENCES
		.into_iter()
		.map(|(role, holder, organisation)| GenesisLicence {
			holder: account(holder),
			role,
			organisation,
			registrar: 1,
			from: 0,
			until: FAR_FUTURE,
			credential: H256::zero(),
			tier: 0,
		})
		.collect()
}

/// The classes of prescriptions.
pub fn classes() -> Vec<(u8, Policy)> {
	let ordinary = Policy {
		max_repeats: 12,
		max_validity_h: 366 * 24,
		max_quantity: 1_000_000,
		min_interval_h: 24,
		partial_h: 30 * 24,
		transfers: 3,
		inherit_transfers: false,
		emergency: false,
	};
	let strict = Policy {
		max_repeats: 0,
		max_validity_h: 28 * 24,
		max_quantity: 10_000,
		min_interval_h: 0,
		partial_h: 72,
		transfers: 1,
		inherit_transfers: true,
		emergency: true,
	};
	let controlled = Policy {
		max_repeats: 5,
		max_validity_h: 183 * 24,
		partial_h: 183 * 24,
		transfers: 1,
		inherit_transfers: true,
		..ordinary.clone()
	};
	let long_term = Policy {
		max_repeats: 15,
		max_validity_h: 732 * 24,
		partial_h: 0,
		transfers: 12,
		..ordinary.clone()
	};
	[(0, ordinary), (1, strict), (2, controlled), (3, long_term)].into()
}
