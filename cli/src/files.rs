//! Files that are written whole or not at all.

use crate::refusal::Refused;
use anyhow::{anyhow, bail, Context, Result};
use std::{
	fs::{self, File, OpenOptions},
	future::Future,
	io::{self, Read, Write},
	path::{Path, PathBuf},
	process,
};

/// Reads a file, but not more of it than `limit` and one byte: who reads on refuses what is too large.
pub fn read(path: &Path, limit: usize) -> Result<Vec<u8>> {
	let cannot = || format!("cannot read {}", path.display());
	let mut bytes = Vec::new();
	let most = u64::try_from(limit)?.saturating_add(1);
	File::open(path)
		.with_context(cannot)?
		.take(most)
		.read_to_end(&mut bytes)
		.with_context(cannot)?;
	Ok(bytes)
}

/// Writes new files that only their owner may read (secrets, documents with their salts): all of them or none. They appear
/// under their names when all bytes are on the disk; an existing file is refused, and a full disk leaves nothing behind.
pub fn write_new(files: &[(PathBuf, Vec<u8>)]) -> Result<()> {
	let mut parts = Removed(Vec::new());
	for (path, bytes) in files {
		let part = part(path)?;
		parts.0.push(part.clone());
		write_part(&part, bytes).with_context(|| format!("cannot write {}", path.display()))?;
	}
	let mut published = Removed(Vec::new());
	for ((path, _), part) in files.iter().zip(&parts.0) {
		publish(part, path)?;
		published.0.push(path.clone());
	}
	published.0.clear();
	Ok(())
}

/// Writes new files, then sends what depends on them: what opens a commitment must be on the disk before the chain has the
/// commitment. If the chain refuses, they go again; if nobody knows what became of it, they stay, since they may be needed.
pub async fn keeping<T>(
	files: &[(PathBuf, Vec<u8>)],
	sending: impl Future<Output = Result<T>>,
) -> Result<T> {
	write_new(files)?;
	let error = match sending.await {
		Ok(sent) => return Ok(sent),
		Err(error) => error,
	};
	if error.is::<Refused>() {
		files.iter().try_for_each(|(path, _)| remove(path))?;
		return Err(error);
	}
	Err(match files {
		[] => error,
		[(path, _), ..] => error.context(format!("{} is kept", path.display())),
	})
}

/// Removes a file that this program wrote.
pub fn remove(path: &Path) -> Result<()> {
	fs::remove_file(path).with_context(|| format!("cannot remove {}", path.display()))
}

/// Removes what it names when it goes. What cannot be removed must not hide the error that led here.
struct Removed(Vec<PathBuf>);

impl Drop for Removed {
	fn drop(&mut self) {
		for path in &self.0 {
			let _ = fs::remove_file(path);
		}
	}
}

fn part(path: &Path) -> Result<PathBuf> {
	let Some(name) = path.file_name() else { bail!("{} names no file", path.display()) };
	Ok(path.with_file_name(format!(".{}.{}.part", name.to_string_lossy(), process::id())))
}

/// A link fails if the name is taken, where a rename would overwrite.
fn publish(part: &Path, path: &Path) -> Result<()> {
	fs::hard_link(part, path).map_err(|error| match error.kind() {
		io::ErrorKind::AlreadyExists => {
			anyhow!("{} exists already and is not overwritten", path.display())
		},
		_ => anyhow!(error).context(format!("cannot write {}", path.display())),
	})
}

fn write_part(part: &Path, bytes: &[u8]) -> io::Result<()> {
	let mut options = OpenOptions::new();
	options.write(true).create_new(true);
	#[cfg(unix)]
	std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
	let mut file = options.open(part)?;
	file.write_all(bytes)?;
	file.sync_all()
}

#[cfg(test)]
mod tests {
	use super::*;

	fn files(dir: &Path, names: &[&str]) -> Vec<(PathBuf, Vec<u8>)> {
		names.iter().map(|name| (dir.join(name), name.as_bytes().to_vec())).collect()
	}

	#[test]
	fn a_file_is_new_and_whole() {
		let dir = tempfile::tempdir().unwrap();
		write_new(&files(dir.path(), &["a"])).unwrap();
		let error = write_new(&[(dir.path().join("a"), b"other".to_vec())]).unwrap_err();
		assert!(error.to_string().contains("exists already"), "{error}");
		assert_eq!(read(&dir.path().join("a"), 10).unwrap(), b"a");
	}

	#[test]
	fn several_files_are_written_together_or_not_at_all() {
		let dir = tempfile::tempdir().unwrap();
		write_new(&files(dir.path(), &["b"])).unwrap();
		write_new(&files(dir.path(), &["a", "b"])).unwrap_err();
		write_new(&files(dir.path(), &["c", "no/d"])).unwrap_err();
		let left: Vec<_> =
			fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
		assert_eq!(left, ["b"]);
	}

	#[test]
	fn no_more_is_read_than_the_limit_and_one_byte() {
		let dir = tempfile::tempdir().unwrap();
		write_new(&[(dir.path().join("a"), vec![0; 10])]).unwrap();
		assert_eq!(read(&dir.path().join("a"), 10).unwrap().len(), 10);
		assert_eq!(read(&dir.path().join("a"), 5).unwrap().len(), 6);
		assert!(read(&dir.path().join("b"), 5).unwrap_err().to_string().contains("cannot read"));
	}

	#[tokio::test]
	async fn what_the_chain_refused_leaves_no_file() {
		let dir = tempfile::tempdir().unwrap();
		let send = |name: &'static str, sent: Result<u8>| {
			let kept = files(dir.path(), &[name]);
			async move { keeping(&kept, async { sent }).await.map_err(|error| format!("{error:#}")) }
		};
		assert_eq!(send("good", Ok(7)).await, Ok(7));
		assert!(send("refused", Err(Refused::new("No", "no").into())).await.is_err());
		let lost = send("lost", Err(anyhow!("the line went dead"))).await.unwrap_err();
		assert!(lost.contains("lost is kept: the line went dead"), "{lost}");
		assert!(send("good", Ok(8)).await.unwrap_err().contains("exists already"));
		let mut left: Vec<_> =
			fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
		left.sort();
		assert_eq!(left, ["good", "lost"]);
	}

	#[cfg(unix)]
	#[test]
	fn files_are_their_owners() {
		use std::os::unix::fs::PermissionsExt;
		let dir = tempfile::tempdir().unwrap();
		write_new(&files(dir.path(), &["a"])).unwrap();
		let mode = fs::metadata(dir.path().join("a")).unwrap().permissions().mode();
		assert_eq!(mode & 0o777, 0o600);
	}
}
