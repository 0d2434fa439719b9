//! Writes the runtime's metadata to the file given, by which the command line recognises the runtime.

use salus_parachain_runtime::Runtime;
use std::process::ExitCode;

/// The version of the metadata format. 16 is the newest, which nodes answer first: the command line compares its file with
/// that answer, and metadata of two formats never agree, since only one of them knows view functions.
const FORMAT: u32 = 16;

fn main() -> ExitCode {
	let Some(path) = std::env::args().nth(1) else {
		eprintln!("usage: parachain_metadata FILE");
		return ExitCode::FAILURE;
	};
	// The parachain's number is a constant that is read from the state.
	let metadata =
		sp_io::TestExternalities::default().execute_with(|| Runtime::metadata_at_version(FORMAT));
	let Some(metadata) = metadata else {
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
