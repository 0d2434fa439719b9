//! What happened to a row in a block.

use alloc::{string::String, vec::Vec};
use codec::{Decode, Encode};
use salus_primitives::Moment;
use scale_info::{form::MetaForm, TypeDef, TypeInfo, Variant};

/// Something that happened to a row in a block.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct RowEvent<Id> {
	/// The row.
	pub id: Id,
	/// The name of the pallet's event.
	pub name: String,
	/// The event as the row's trail hashes it.
	pub event: Vec<u8>,
	/// The time with which it enters the trail: the block's, or when time alone did it.
	pub at: Moment,
}

impl<Id> RowEvent<Id> {
	/// An event of a pallet, which concerns the row, in a block of this time.
	///
	/// What time alone does ends, in every pallet, with a field `at`: when it took effect.
	pub fn new<E: Encode + TypeInfo + 'static>(id: Id, event: &E, now: Moment) -> Self {
		let event = event.encode();
		let variant = match E::type_info().type_def {
			TypeDef::Variant(all) => {
				all.variants.into_iter().find(|variant| event.first() == Some(&variant.index))
			},
			_ => None,
		};
		let lapse = variant.as_ref().is_some_and(is_lapse);
		let at = event.last_chunk().filter(|_| lapse).map_or(now, |at| Moment::from_le_bytes(*at));
		let name = variant.map(|variant| variant.name.into()).unwrap_or_default();
		RowEvent { id, name, event, at }
	}
}

/// Whether an event is of what time alone did.
fn is_lapse(event: &Variant<MetaForm>) -> bool {
	event.fields.last().is_some_and(|field| field.name == Some("at"))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[derive(Encode, TypeInfo)]
	enum Event {
		Given {
			at_first: Moment,
		},
		#[codec(index = 5)]
		Lapsed {
			id: u8,
			at: Moment,
		},
	}

	#[test]
	fn what_time_did_enters_with_its_own_time() {
		let given = RowEvent::new(1, &Event::Given { at_first: 7 }, 9);
		assert_eq!((given.name.as_str(), given.at), ("Given", 9));
		let event = Event::Lapsed { id: 3, at: 7 };
		let lapsed = RowEvent::new(1, &event, 9);
		assert_eq!((lapsed.name.as_str(), lapsed.at, lapsed.event), ("Lapsed", 7, event.encode()));
	}
}
