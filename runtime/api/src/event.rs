//! What happened to a row in a block.

use alloc::{string::String, vec::Vec};
use codec::{Decode, Encode};
use scale_info::{TypeDef, TypeInfo};

/// Something that happened to a row in a block.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct RowEvent<Id> {
	/// The row.
	pub id: Id,
	/// The name of the pallet's event.
	pub name: String,
	/// The event as the row's trail hashes it.
	pub event: Vec<u8>,
}

impl<Id> RowEvent<Id> {
	/// An event of a pallet, which concerns the row.
	pub fn new<E: Encode + TypeInfo + 'static>(id: Id, event: &E) -> Self {
		let event = event.encode();
		let name = match E::type_info().type_def {
			TypeDef::Variant(all) => all
				.variants
				.iter()
				.find(|variant| event.first() == Some(&variant.index))
				.map(|variant| variant.name.into())
				.unwrap_or_default(),
			_ => String::new(),
		};
		RowEvent { id, name, event }
	}
}
