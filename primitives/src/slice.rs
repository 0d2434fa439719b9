//! A queue's guaranteed share of a block.

use frame_support::weights::{Weight, WeightMeter};

/// Lets `serve` spend a tenth of `block`, or `least` if that is more, as far as the meter has it, and charges the meter for what
/// was spent. So a queue of deadlines goes on in every block, and never takes a block for itself.
pub fn in_slice(
	meter: &mut WeightMeter,
	block: Weight,
	least: Weight,
	serve: impl FnOnce(&mut WeightMeter),
) {
	let tenth = block.checked_div(10).unwrap_or_default();
	let mut part = WeightMeter::with_limit(tenth.max(least).min(meter.remaining()));
	serve(&mut part);
	meter.consume(part.consumed());
}

#[cfg(test)]
mod tests {
	use super::*;

	fn limit(of_meter: u64, least: u64) -> u64 {
		let weight = |n| Weight::from_parts(n, n);
		let mut meter = WeightMeter::with_limit(weight(of_meter));
		let mut seen = 0;
		in_slice(&mut meter, weight(100), weight(least), |part| {
			seen = part.remaining().ref_time();
			part.consume(weight(2));
		});
		assert_eq!(meter.consumed(), weight(2));
		seen
	}

	#[test]
	fn a_slice_is_a_tenth_or_the_least_and_never_more_than_there_is() {
		assert_eq!((limit(90, 3), limit(90, 30), limit(20, 30)), (10, 30, 20));
	}
}
