//! A queue's share of a block.

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
	within(meter, tenth.max(least), serve);
}

/// How many times its least slice a queue may spend of what a block has left at its end.
pub const SLICES_OF_REST: u64 = 2;

/// Lets `serve` spend [`SLICES_OF_REST`] times `least`, as far as the meter has it, and charges the meter for what was spent.
/// So a backlog is served faster than by its slices alone, but no block has more of it because it is empty: an entry may read
/// more than its weight says once the maps are very large, and a parachain's block with too large a proof would be made again
/// and again.
pub fn in_rest(meter: &mut WeightMeter, least: Weight, serve: impl FnOnce(&mut WeightMeter)) {
	within(meter, least.saturating_mul(SLICES_OF_REST), serve);
}

fn within(meter: &mut WeightMeter, limit: Weight, serve: impl FnOnce(&mut WeightMeter)) {
	let mut part = WeightMeter::with_limit(limit.min(meter.remaining()));
	serve(&mut part);
	meter.consume(part.consumed());
}

#[cfg(test)]
mod tests {
	use super::*;

	fn weight(n: u64) -> Weight {
		Weight::from_parts(n, n)
	}

	/// What is served may spend, of a meter with so much; it spends 2.
	fn limit(
		of_meter: u64,
		serve: impl FnOnce(&mut WeightMeter, &mut dyn FnMut(&mut WeightMeter)),
	) -> u64 {
		let mut meter = WeightMeter::with_limit(weight(of_meter));
		let mut seen = 0;
		serve(&mut meter, &mut |part| {
			seen = part.remaining().ref_time();
			part.consume(weight(2));
		});
		assert_eq!(meter.consumed(), weight(2));
		seen
	}

	#[test]
	fn a_slice_is_a_tenth_or_the_least_and_never_more_than_there_is() {
		let slice = |of_meter, least| {
			limit(of_meter, |meter, serve| in_slice(meter, weight(100), weight(least), serve))
		};
		assert_eq!((slice(90, 3), slice(90, 30), slice(20, 30)), (10, 30, 20));
	}

	#[test]
	fn the_rest_serves_so_many_slices_and_never_more_than_there_is() {
		let rest = |of_meter| limit(of_meter, |meter, serve| in_rest(meter, weight(3), serve));
		assert_eq!((rest(90), rest(7), rest(6), rest(5)), (6, 6, 6, 5));
	}
}
