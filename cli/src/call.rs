//! A call as its bytes: encoded without a node, and told in words from the bytes alone, so that what is said is what is signed.

use crate::{
	chain,
	output::{hex, moment},
};
use anyhow::{anyhow, bail, Context, Result};
use subxt::{
	ext::{
		frame_decode::extrinsics::encode_call_data,
		scale_value::{scale::decode_as_type, Composite, Primitive, Value, ValueDef},
	},
	metadata::Metadata,
	transactions::{dynamic, DynamicPayload, Payload},
	utils::AccountId32,
};

/// Numbers from here on, of 64 bits, are moments: milliseconds of the years 2001 to 5138.
const MOMENTS: std::ops::Range<u128> = 1_000_000_000_000..100_000_000_000_000;

/// An encoded call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call(Vec<u8>);

impl Call {
	/// Encodes a call.
	pub fn new(call: &impl Payload) -> Result<Self> {
		let metadata = chain::metadata()?;
		let types = metadata.types();
		encode_call_data(call.pallet_name(), call.call_name(), call.call_data(), &*metadata, types)
			.map(Call)
			.map_err(|error| anyhow!("cannot encode the call: {error}"))
	}

	/// Takes a call off the front of bytes.
	pub fn take(bytes: &mut &[u8]) -> Result<Self> {
		let all = *bytes;
		let metadata = chain::metadata()?;
		value(bytes, &metadata)?;
		let length = all.len() - bytes.len();
		Ok(Call(all.get(..length).unwrap_or_default().to_vec()))
	}

	/// The bytes.
	pub fn bytes(&self) -> &[u8] {
		&self.0
	}

	/// The number of its pallet, and its own number in that pallet.
	pub fn indices(&self) -> Result<(u8, u8)> {
		match self.0.as_slice() {
			[pallet, call, ..] => Ok((*pallet, *call)),
			_ => bail!("a call has two bytes at least"),
		}
	}

	/// The call as something to send.
	pub fn payload(&self) -> Result<DynamicPayload<Composite<()>>> {
		let (pallet, call, fields) = self.parts(&*chain::metadata()?)?;
		Ok(dynamic(pallet, call, fields.map_context(drop)))
	}

	/// What it says: its name, and a line for each argument.
	pub fn words(&self) -> Result<Vec<String>> {
		let metadata = chain::metadata()?;
		let (pallet, call, fields) = self.parts(&metadata)?;
		let mut lines = vec![format!("{pallet}.{call}")];
		match fields {
			Composite::Named(fields) => lines.extend(
				fields.iter().map(|(name, value)| format!("{name}: {}", words(value, &metadata))),
			),
			Composite::Unnamed(fields) => {
				lines.extend(fields.iter().map(|value| words(value, &metadata)))
			},
		}
		Ok(lines)
	}

	fn parts(&self, metadata: &Metadata) -> Result<(String, String, Composite<u32>)> {
		let ValueDef::Variant(pallet) = value(&mut self.0.as_slice(), metadata)?.value else {
			bail!("a call names its pallet")
		};
		match pallet.values.into_values().next().map(|call| call.value) {
			Some(ValueDef::Variant(call)) => Ok((pallet.name, call.name, call.values)),
			_ => bail!("a call of {} names nothing", pallet.name),
		}
	}
}

fn value(bytes: &mut &[u8], metadata: &Metadata) -> Result<Value<u32>> {
	decode_as_type(bytes, metadata.outer_enums().call_enum_ty(), metadata.types())
		.context("these bytes are no call of this runtime")
}

/// A value as people read it: keys as addresses, bytes in hexadecimal, moments as times.
fn words(value: &Value<u32>, metadata: &Metadata) -> String {
	match &value.value {
		ValueDef::Primitive(Primitive::U128(number)) if MOMENTS.contains(number) => {
			u64::try_from(*number).map_or_else(|_| number.to_string(), moment)
		},
		ValueDef::Primitive(Primitive::U128(number)) => number.to_string(),
		ValueDef::Primitive(other) => format!("{other:?}"),
		ValueDef::BitSequence(bits) => format!("{bits:?}"),
		ValueDef::Variant(variant) => match list(&variant.values, metadata) {
			fields if fields.is_empty() => variant.name.clone(),
			fields => format!("{}({fields})", variant.name),
		},
		ValueDef::Composite(fields) => composite(value.context, fields, metadata),
	}
}

fn composite(ty: u32, fields: &Composite<u32>, metadata: &Metadata) -> String {
	if let Some(bytes) = bytes(fields) {
		let path = metadata.types().resolve(ty).map(|ty| ty.path.segments.as_slice());
		let is_account =
			path.and_then(|path| path.last()).is_some_and(|name| name == "AccountId32");
		return match <[u8; 32]>::try_from(bytes.as_slice()) {
			Ok(key) if is_account => AccountId32(key).to_string(),
			_ => hex(bytes),
		};
	}
	match fields {
		// A type around one value says no more than the value.
		Composite::Unnamed(inner) if inner.len() == 1 => list(fields, metadata),
		_ => format!("[{}]", list(fields, metadata)),
	}
}

fn list(fields: &Composite<u32>, metadata: &Metadata) -> String {
	let fields: Vec<String> = match fields {
		Composite::Named(fields) => fields
			.iter()
			.map(|(name, value)| format!("{name} {}", words(value, metadata)))
			.collect(),
		Composite::Unnamed(fields) => fields.iter().map(|value| words(value, metadata)).collect(),
	};
	fields.join(", ")
}

/// The bytes of a hash, a key or a signature, if a value is one.
pub fn bytes_of<T>(value: &Value<T>) -> Option<Vec<u8>> {
	match &value.value {
		ValueDef::Composite(fields) => bytes(fields),
		_ => None,
	}
}

/// Those bytes, whatever is wrapped around them.
fn bytes<T>(fields: &Composite<T>) -> Option<Vec<u8>> {
	let values: Vec<&Value<T>> = fields.values().collect();
	match values.as_slice() {
		[Value { value: ValueDef::Composite(inner), .. }] => bytes(inner),
		values if values.len() >= 20 => values
			.iter()
			.map(|value| match &value.value {
				ValueDef::Primitive(Primitive::U128(byte)) => u8::try_from(*byte).ok(),
				_ => None,
			})
			.collect(),
		_ => None,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::salus;
	use subxt::utils::H256;

	fn recall() -> Call {
		Call::new(&salus::transactions().prescriptions().recall(H256([7; 32]), 3)).unwrap()
	}

	#[test]
	fn a_call_says_what_its_bytes_say() {
		let id = hex([7; 32]);
		assert_eq!(
			recall().words().unwrap(),
			["Prescriptions.recall", &format!("id: {id}"), "seq: 3"]
		);
		let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
		let key = alice.parse().unwrap();
		let organisation = salus::transactions().registry().enter_organisation(key, H256([1; 32]));
		let words = Call::new(&organisation).unwrap().words().unwrap();
		assert_eq!(words[1], format!("account: {alice}"));
	}

	#[test]
	fn a_call_is_taken_off_the_front_and_sent_as_it_is() {
		let bytes = [recall().bytes(), &[1, 2, 3]].concat();
		let mut rest = bytes.as_slice();
		let taken = Call::take(&mut rest).unwrap();
		assert_eq!((&taken, rest), (&recall(), &[1, 2, 3][..]));
		assert_eq!(Call::new(&taken.payload().unwrap()).unwrap(), taken);
		assert!(Call::take(&mut &[255u8, 0][..]).is_err());
		assert!(Call::take(&mut &recall().bytes()[..20]).is_err());
	}
}
