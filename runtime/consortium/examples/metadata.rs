//! Writes the runtime's metadata to the file given: what the command line's types are generated from.

use salus_consortium_runtime::Runtime;
use std::process::ExitCode;

/// The version of the metadata format. 16 is the newest, which nodes answer first: the command line compares its file with
/// that answer, and metadata of two formats never agree, since only one of them knows view functions.
const FORMAT: u32 = 16;

fn main() -> ExitCode {
	let Some(path) = std::env::args().nth(1) else {
		eprintln!("usage: metadata FILE");
		return ExitCode::FAILURE;
	};
	let Some(metadata) = Runtime::metadata_at_version(FORMAT) else {
		eprintln!("the runtime has no metadata of version {FORMAT}");
		return ExitCode::FAILURE;
	};
	// Without the length that stands before it: a file has an end of its own.
	let metadata: &[u8] = &metadata;
	match std::fs::write(&path, metadata) {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("cannot write {path}: {error}");
			ExitCode::FAILURE
		},
	}
}
