//! Records, grants of access to them, and receipts of access (health-records.md, section 11).
//!
//! - In: [`read`] and [`of_bundle`] turn a resource into a [`Record`] to be committed to field by field, [`read_grants`] an
//!   R4 `Consent` into the [`Grant`]s that it asks for, by the custodian's [`SetTable`], [`read_access`] an `AuditEvent`
//!   into a receipt.
//! - Out: [`consent`] of a grant, [`audit_event`] of a receipt, [`provenance`] of a record.

mod access;
mod grant;
mod record;
mod statement;

pub use access::{read_access, Access, AccessReason};
pub use grant::{read_grants, Grant, SetTable, What, SETS_FORMAT};
pub use record::{of_bundle, read, BundleRecord, Record, RecordStatus};
pub use statement::{
	audit_event, consent, provenance, GrantStage, GrantStatement, ReceiptStatement, RecordStatement,
};

/// Identifier system of records on the chain: the id as `0x` and 64 lower-case digits.
pub const RECORD: &str = "urn:salus:record";
/// Identifier system of grants on the chain: patient key, slot and `authored_at`, as `0x../3/1772445600000`.
pub const GRANT: &str = "urn:salus:grant";
/// Identifier system of receipts on the chain: the salted commitment, as `0x` and 64 lower-case digits.
pub const RECEIPT: &str = "urn:salus:receipt";
/// Code system of sets: the number, 0 to 31, whose meaning patient and custodian alone know.
pub const SET: &str = "urn:salus:set";
/// Identifier system of chains: the genesis hash, as `0x` and 64 lower-case digits.
pub const CHAIN: &str = "urn:salus:chain";
/// Extension of `Consent.provision`: `valuePositiveInt` is the number of reads. R4 has no element for it.
pub const READS: &str = "urn:salus:reads";
/// Extension of what is said of a grant: `valueUnsignedInt` is the number of reads that are left.
pub const READS_LEFT: &str = "urn:salus:reads-left";
/// Extension of what is said of a record: `valueCode` is the chain's own word for its status.
pub const STATUS: &str = "urn:salus:record-status";
