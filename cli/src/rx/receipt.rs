//! Receipts of prescriptions' items, among each other and on the command line.

use crate::args;
pub use crate::receipt::{Receipt, ITEM};
use anyhow::{Context, Result};
use salus_fhir::json::Value;
use std::{
	fs,
	path::{Path, PathBuf},
	str::FromStr,
};
use subxt::utils::H256;

impl Receipt {
	/// Whether the document is the line `line`, by identifier or resource id, on the form `group`, where they are given.
	pub fn is_for(&self, line: Option<&str>, group: Option<&str>) -> bool {
		let value =
			|identifier: &Value| identifier.get("value").and_then(Value::as_str).map(str::to_owned);
		let lines: Vec<String> = self
			.document
			.value("identifier")
			.and_then(Value::as_array)
			.map(|identifiers| identifiers.iter().filter_map(value).collect())
			.unwrap_or_default();
		let id = self.document.value("id").and_then(Value::as_str);
		let form = self.document.value("groupIdentifier").and_then(value);
		line.is_none_or(|line| id == Some(line) || lines.iter().any(|own| own == line))
			&& group.is_none_or(|group| form.as_deref() == Some(group))
	}
}

/// All receipts in a folder, by their files' names.
pub fn all_in(folder: &Path) -> Result<Vec<(PathBuf, Receipt)>> {
	let entries = fs::read_dir(folder).and_then(|entries| entries.collect::<Result<Vec<_>, _>>());
	let mut paths: Vec<PathBuf> = entries
		.with_context(|| format!("cannot read the folder {}", folder.display()))?
		.iter()
		.map(fs::DirEntry::path)
		.filter(|path| path.extension().is_some_and(|extension| extension == "json"))
		.collect();
	paths.sort();
	paths
		.into_iter()
		.map(|path| Receipt::read(ITEM, &path).map(|receipt| (path, receipt)))
		.collect()
}

/// An item on the command line: its id, or the file with its receipt.
#[derive(Clone, Debug)]
pub enum ItemRef {
	/// The id.
	Id(H256),
	/// The receipt's file.
	File(PathBuf),
}

impl FromStr for ItemRef {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		if text.starts_with("0x") {
			return args::hash(text).map(ItemRef::Id);
		}
		Ok(ItemRef::File(text.into()))
	}
}

impl ItemRef {
	/// The item's id.
	pub fn id(&self) -> Result<H256> {
		match self {
			ItemRef::Id(id) => Ok(*id),
			ItemRef::File(path) => Ok(Receipt::read(ITEM, path)?.id),
		}
	}
}

#[cfg(test)]
mod tests {
	use crate::receipt::tests::receipt;

	#[test]
	fn a_receipt_is_found_by_its_line_and_form() {
		let receipt = receipt();
		assert!(receipt.is_for(Some("line-1"), Some("form-1")));
		assert!(receipt.is_for(Some("line-one"), None));
		assert!(receipt.is_for(Some("resource-1"), None));
		assert!(receipt.is_for(None, Some("form-1")));
		assert!(!receipt.is_for(Some("line-1"), Some("form-2")));
		assert!(!receipt.is_for(Some("line-2"), Some("form-1")));
	}
}
