//! Times the verification of the files of a folder, on one core, and compares times and sizes with the aims: the second half of
//! `scripts/evidence-figures`. A file's name says what it is of: `KIND-VALIDATORS-CHANGES-BLOCKS-ROWS.salus.json`.
//!
//! Prints `FIGURE|file|bytes|at most|ms|p95|at most` for each. Exit code 1 if an aim is missed.

use salus_evidence::{
	file::{File, ENDING},
	report::Outcome,
	trust::Trust,
	verify::{parse, verify},
};
use std::{
	env,
	error::Error,
	fs,
	path::Path,
	process::ExitCode,
	time::{Duration, Instant},
};

/// Most bytes of a file of one block; more for a change of the set, for a further block, for a row whose map has grown tenfold.
const BYTES: usize = 16 << 10;
const PER_CHANGE: usize = 3 << 9;
const PER_POINT: usize = 6 << 10;
const PER_ROW: usize = 7 * 1_024 / 10;
/// Most milliseconds.
const TIME: f64 = 50.0;
/// Validators up to which these hold.
const VALIDATORS: usize = 7;
/// Between what size and time may be in a chain ten times as long.
const STEADY: [f64; 2] = [0.95, 1.05];
/// How often each file is verified, and how often before that counts.
const ROUNDS: usize = 60;
const WARMING: usize = 5;

/// What a file's name says.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Name {
	kind: String,
	validators: usize,
	changes: usize,
	blocks: usize,
	rows: usize,
}

impl Name {
	fn parse(name: &str) -> Option<Self> {
		let mut parts = name.strip_suffix(ENDING)?.split('-');
		let kind = parts.next()?.into();
		let mut number = || parts.next()?.parse().ok();
		let (validators, changes) = (number()?, number()?);
		Some(Name { kind, validators, changes, blocks: number()?, rows: number()? })
	}
}

/// A file, and what it takes to verify it.
struct Sample {
	name: Name,
	bytes: Vec<u8>,
	file: File,
	times: Vec<Duration>,
}

impl Sample {
	fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
		let name = path.file_name().and_then(|name| name.to_str()).and_then(Name::parse);
		let name = name.ok_or_else(|| format!("{} has no such name", path.display()))?;
		let bytes = fs::read(path)?;
		let (file, _) = parse(&bytes).map_err(|failure| failure.to_string())?;
		Ok(Sample { name, bytes, file, times: Vec::new() })
	}

	/// Verifies it once.
	fn run(&mut self) -> Result<(), Box<dyn Error>> {
		let trust = Trust::default();
		let begun = Instant::now();
		let report = verify(&self.bytes, &trust);
		self.times.push(begun.elapsed());
		match report.outcome {
			Outcome::Consistent => Ok(()),
			_ => Err(format!("{:?}: {report}", self.name).into()),
		}
	}

	/// Milliseconds in which so many percent of the runs were done.
	fn within(&self, percent: usize) -> f64 {
		let place = self.times.len().saturating_mul(percent) / 100;
		self.times.get(place).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
	}

	/// Most bytes that it should have.
	fn most(&self) -> usize {
		let further = self.file.points.len().saturating_sub(1).saturating_mul(PER_POINT);
		let changes = self.file.changes.len().saturating_mul(PER_CHANGE);
		BYTES.saturating_add(changes).saturating_add(further)
	}

	/// How many rows of maps it shows.
	fn rows(&self) -> usize {
		let states = self.file.points.iter().filter_map(|point| point.state.as_ref());
		states.flat_map(|state| state.reads.iter()).filter(|read| !read.args().is_empty()).count()
	}
}

/// The table, and what was missed.
#[derive(Default)]
struct Table {
	missed: Vec<String>,
}

impl Table {
	/// A line: size with the least and the most that it should be, and time with its own.
	fn line(&mut self, what: String, sample: &Sample, bytes: [f64; 2], took: f64, time: [f64; 2]) {
		let (size, p95) = (sample.bytes.len(), sample.within(95));
		let most = |value: f64, digits| match value.is_finite() {
			true => format!("{value:.digits$}"),
			false => "-".into(),
		};
		let (at_most, in_time) = (most(bytes[1], 0), most(time[1], 2));
		println!("FIGURE|{what}|{size}|{at_most}|{took:.2}|{p95:.2}|{in_time}");
		let holds = |value: f64, [least, most]: [f64; 2]| (least..=most).contains(&value);
		if !holds(size as f64, bytes) || !holds(took, time) {
			self.missed.push(what);
		}
	}

	/// A file by itself.
	fn absolute(&mut self, sample: &Sample) {
		let Name { kind, validators, changes, .. } = &sample.name;
		let what = format!("{kind}, {validators} validators, {changes} changes");
		let [bytes, time] = match *validators <= VALIDATORS {
			true => [sample.most() as f64, TIME],
			false => [f64::INFINITY; 2],
		};
		self.line(what, sample, [0.0, bytes], sample.within(50), [0.0, time]);
	}

	/// A file beside the same one of a chain a tenth as long, or with a hundredth of the rows. Twice tenfold, because the levels
	/// of a trie fill up all at once: one step alone may cost a row more, and the other less.
	fn grown(&mut self, before: &Sample, sample: &Sample) {
		let Name { kind, blocks, rows, .. } = &sample.name;
		let size = before.bytes.len() as f64;
		if before.name.blocks == *blocks {
			let most = size + sample.rows().saturating_mul(PER_ROW).saturating_mul(2) as f64;
			let what = format!("{kind}, {rows} rows");
			self.line(what, sample, [0.0, most], sample.within(50), [0.0, TIME]);
		} else {
			// The fastest runs are compared: whatever else the machine does only adds to them.
			let steady = |value: f64| STEADY.map(|share| share * value);
			let what = format!("{kind}, {blocks} blocks, fastest run");
			let (fastest, time) = (sample.within(0), steady(before.within(0)));
			self.line(what, sample, steady(size), fastest, time);
		}
	}
}

fn samples(folder: &str) -> Result<Vec<Sample>, Box<dyn Error>> {
	let mut samples = Vec::new();
	for entry in fs::read_dir(folder)? {
		samples.push(Sample::read(&entry?.path())?);
	}
	samples.sort_by(|one, other| one.name.cmp(&other.name));
	// All in turn, so that whatever else the machine does falls on each alike.
	for round in 0..ROUNDS.saturating_add(WARMING) {
		for sample in &mut samples {
			if round == WARMING {
				sample.times.clear();
			}
			sample.run()?;
		}
	}
	samples.iter_mut().for_each(|sample| sample.times.sort());
	Ok(samples)
}

/// The same file of a chain with a tenth of the blocks, or a hundredth of the rows.
fn before<'a>(samples: &'a [Sample], of: &Name) -> Option<&'a Sample> {
	let tenth = |sample: &&Sample| {
		let Name { blocks, rows, .. } = sample.name;
		let chain = Name { blocks: of.blocks, rows: of.rows, ..sample.name.clone() };
		let (shorter, fewer) = (blocks < of.blocks, rows < of.rows);
		chain == *of && (shorter && rows == of.rows || fewer && blocks == of.blocks)
	};
	samples.iter().find(tenth)
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
	let folder = env::args().nth(1).ok_or("name the folder of the files")?;
	let samples = samples(&folder)?;
	let blocks = samples.iter().map(|sample| sample.name.blocks).min();
	let rows = samples.iter().map(|sample| sample.name.rows).max();
	let mut table = Table::default();
	for sample in &samples {
		if (Some(sample.name.blocks), Some(sample.name.rows)) == (blocks, rows) {
			table.absolute(sample);
		}
	}
	for sample in &samples {
		if let Some(before) = before(&samples, &sample.name) {
			table.grown(before, sample);
		}
	}
	for missed in &table.missed {
		eprintln!("missed: {missed}");
	}
	Ok(if table.missed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
