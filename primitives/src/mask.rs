//! Sets of an enum's values, each as one number.

/// Writes the type of a set: bit `n` is the value with index `n`. The enum lists its values in `ALL` and knows each one's `bit`.
///
/// Where it stands, `codec`'s derives and `TypeInfo` are in scope. A set that was decoded may have bits that stand for nothing:
/// each type says itself when it is valid.
macro_rules! mask {
	($(#[$doc:meta])* $set:ident($bits:ty) of $value:ident) => {
		$(#[$doc])*
		#[derive(
			Clone,
			Copy,
			PartialEq,
			Eq,
			Debug,
			Default,
			Encode,
			Decode,
			DecodeWithMemTracking,
			MaxEncodedLen,
			TypeInfo,
		)]
		pub struct $set($bits);

		impl $set {
			/// Everything that exists.
			pub const ALL: $set = $set::of(&$value::ALL);

			/// The set of what is given.
			pub const fn of(values: &[$value]) -> $set {
				let mut bits = 0;
				let mut rest = values;
				while let [value, tail @ ..] = rest {
					bits |= value.bit();
					rest = tail;
				}
				$set(bits)
			}

			/// The mask.
			pub const fn mask(self) -> $bits {
				self.0
			}

			/// Whether it is in the set.
			pub const fn contains(self, value: $value) -> bool {
				self.0 & value.bit() != 0
			}

			/// Whether all of `other` is in the set.
			pub const fn contains_all(self, other: $set) -> bool {
				self.0 & other.0 == other.0
			}
		}

		impl From<$value> for $set {
			fn from(value: $value) -> $set {
				$set(value.bit())
			}
		}
	};
}

pub(crate) use mask;
