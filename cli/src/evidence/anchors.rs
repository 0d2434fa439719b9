//! From where trust starts: which anchor a file is given, and how one is published.

use super::node::Node;
use crate::{
	args::Common,
	chain::Chain,
	files,
	output::{hex, Report},
};
use anyhow::{anyhow, bail, Context, Result};
use clap::Args;
use salus_evidence::{
	anchor::{Fingerprint, NoFingerprint},
	build,
	file::{Anchor, AnchorKind},
	finality::Set,
	json::{Json, Writer},
	reads::Read,
	trust::{Trust, TrustedAnchor},
};
use serde::Deserialize;
use std::{
	path::{Path, PathBuf},
	str::FromStr,
};
use subxt::{ext::codec::DecodeAll, rpcs::client::rpc_params, utils::H256};

use super::node::Hex;

/// No trust file is longer.
const MAX_TRUST: usize = 4 << 20;

/// What an expert trusts.
#[derive(Args, Clone, Debug)]
pub struct Trusted {
	/// The fingerprint of the anchor, as the consortium published it: 7K3QF-0M2ZD-...
	#[arg(long, value_name = "FINGERPRINT", value_parser = pasted, conflicts_with = "trust")]
	pub anchor: Option<Fingerprint>,
	/// Your own trust file: anchors, hard forks and releases that you accept.
	#[arg(long, value_name = "FILE")]
	pub trust: Option<PathBuf>,
}

/// A fingerprint, also as it comes out of a letter or a gazette, whose setters make other dashes of hyphens, and break lines.
fn pasted(text: &str) -> Result<Fingerprint, NoFingerprint> {
	let dash = |letter| matches!(letter, '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}');
	let letters = text.chars().filter(|letter| !letter.is_whitespace() && !dash(*letter));
	letters.collect::<String>().parse()
}

impl Trusted {
	/// Reads it. Nothing is trusted if nothing is named.
	pub fn read(&self) -> Result<Trust> {
		match &self.trust {
			Some(path) => read_trust(path),
			None => Ok(Trust { fingerprint: self.anchor, ..Trust::default() }),
		}
	}
}

/// Reads a trust file.
pub fn read_trust(path: &Path) -> Result<Trust> {
	let bytes = files::read(path, MAX_TRUST)?;
	if bytes.len() > MAX_TRUST {
		bail!("{}: larger than a trust file may be", path.display());
	}
	Trust::parse(&bytes)
		.map_err(|failure| anyhow!("{}: not a trust file: {failure}", path.display()))
}

/// Where a file's trust is to start.
#[derive(Clone, Debug)]
pub enum AnchorArg {
	/// With block 0.
	Genesis,
	/// With an anchor of a trust file.
	File(PathBuf),
}

impl FromStr for AnchorArg {
	type Err = std::convert::Infallible;

	fn from_str(text: &str) -> Result<Self, Self::Err> {
		Ok(match text {
			"genesis" => AnchorArg::Genesis,
			path => AnchorArg::File(path.into()),
		})
	}
}

impl AnchorArg {
	/// The anchor for points between these heights.
	pub async fn choose(&self, node: Node<'_>, lowest: u32, highest: u32) -> Result<Anchor> {
		let path = match self {
			AnchorArg::Genesis => return genesis(node).await,
			AnchorArg::File(path) => path,
		};
		let trust = read_trust(path)?;
		if trust.genesis != Some(node.genesis().await?.0) {
			bail!("{}: it is for another chain than the node's", path.display());
		}
		let best = best(&trust, lowest, highest);
		let best = best.with_context(|| format!("{}: it names no anchor", path.display()))?;
		Ok(as_anchor(best))
	}
}

/// The anchor that leads to all points: the newest not above them, so that votes alone are needed; but no way leads past a hard
/// fork, so one among them comes first. If all anchors are above, the lowest: headers lead up to it.
fn best(trust: &Trust, lowest: u32, highest: u32) -> Option<&TrustedAnchor> {
	let below = trust.known().filter(|known| known.number <= lowest);
	let between = trust.forks.iter().filter(|fork| (lowest..=highest).contains(&fork.number));
	let newest = below.chain(between).max_by_key(|known| known.number);
	newest.or_else(|| trust.known().min_by_key(|known| known.number))
}

fn as_anchor(known: &TrustedAnchor) -> Anchor {
	let TrustedAnchor { number, hash, set, authorities, weights } = known.clone();
	let (kind, header, proof) = (AnchorKind::Checkpoint, None, None);
	Anchor { kind, number, hash, set, authorities, weights, header, proof }
}

/// Block 0 as an anchor, with the proof of who votes first.
async fn genesis(node: Node<'_>) -> Result<Anchor> {
	#[derive(Deserialize)]
	struct ReadProof {
		proof: Vec<Hex>,
	}
	let hash = node.genesis().await?;
	let header = node.header(hash).await?;
	let read = Read::new("Grandpa", "Authorities", []).context("the name of the first set")?;
	let key = hex(read.key());
	let stored: Option<Hex> = node.0.request("state_getStorage", rpc_params![&key, hash]).await?;
	let stored = stored.context("on this chain nobody votes on what is final")?;
	let authorities = Vec::decode_all(&mut stored.0.as_slice())
		.context("the chain's first validators do not read as such")?;
	let set = Set::new(0, authorities)
		.context("the chain's first validators are not a set that can vote")?;
	let proof: ReadProof =
		node.0.request("state_getReadProof", rpc_params![vec![&key], hash]).await?;
	let nodes = proof.proof.iter().map(|node| node.0.as_slice());
	Ok(build::genesis(&header, nodes, &set)?)
}

/// What `fingerprint` is told.
#[derive(Args, Debug)]
pub struct FingerprintArgs {
	/// Of block 0 instead of the newest final block.
	#[arg(long)]
	genesis: bool,
	/// Write a trust file with this anchor, for whoever verifies.
	#[arg(long, value_name = "FILE")]
	out: Option<PathBuf>,
}

/// Shows the fingerprint of an anchor, to be published or compared.
pub async fn fingerprint(args: &FingerprintArgs, common: &Common) -> Result<()> {
	let chain = Chain::connect(common).await?;
	let node = Node(&chain);
	let genesis = node.genesis().await?;
	let anchor = if args.genesis { self::genesis(node).await? } else { checkpoint(node).await? };
	let set = anchor.set()?;
	let fingerprint = Fingerprint::new(&genesis.0, anchor.number, &anchor.hash, &set);
	let report = Report::new(format!("Fingerprint {fingerprint}"))
		.with("fingerprint", fingerprint.to_string())
		.with("chain", hex(genesis))
		.with("block", anchor.number)
		.with("blockHash", hex(anchor.hash))
		.with("set", anchor.set)
		.with("validators", anchor.authorities.iter().map(hex).collect::<Vec<_>>());
	let report = match &args.out {
		Some(out) => {
			files::write_new(&[(out.clone(), trust_file(genesis, anchor))])?;
			report.with("file", out.display().to_string())
		},
		None => report,
	};
	common.format().report(&report)
}

async fn checkpoint(node: Node<'_>) -> Result<Anchor> {
	let found = node.checkpoint().await?;
	if found.genesis != node.genesis().await? {
		bail!("the node names another chain than its own");
	}
	let weights = found.weights.unwrap_or_else(|| vec![1; found.authorities.len()]);
	let authorities = found.authorities.iter().map(|key| key.0).zip(weights).collect();
	let set = Set::new(found.set, authorities)
		.context("the node's validators are not a set that can vote")?;
	Ok(Anchor::checkpoint(found.number, found.hash.0, &set))
}

/// A trust file with one anchor. Block 0 needs no entry: the chain's name is enough.
fn trust_file(genesis: H256, anchor: Anchor) -> Vec<u8> {
	let Anchor { kind, number, hash, set, authorities, weights, .. } = anchor;
	let anchors = match kind {
		AnchorKind::Genesis => Vec::new(),
		AnchorKind::Checkpoint => vec![TrustedAnchor { number, hash, set, authorities, weights }],
	};
	let trust = Trust { genesis: Some(genesis.0), anchors: anchors.into(), ..Trust::default() };
	let mut writer = Writer::default();
	trust.write(&mut writer);
	let mut bytes = writer.into_text().into_bytes();
	bytes.push(b'\n');
	bytes
}

#[cfg(test)]
mod tests {
	use super::*;

	fn known(number: u32) -> TrustedAnchor {
		let (hash, authorities) = ([number as u8; 32], vec![[1; 32]].into());
		TrustedAnchor { number, hash, set: 0, authorities, weights: None }
	}

	fn trust(anchors: &[u32], forks: &[u32]) -> Trust {
		let list =
			|numbers: &[u32]| numbers.iter().map(|number| known(*number)).collect::<Vec<_>>();
		let (anchors, forks) = (list(anchors).into(), list(forks).into());
		Trust { genesis: Some([7; 32]), anchors, forks, ..Trust::default() }
	}

	#[test]
	fn the_newest_anchor_that_is_not_above_is_taken() {
		for (anchors, forks, lowest, highest, expected) in [
			(&[10, 20, 30][..], &[][..], 25, 25, Some(20)),
			(&[10, 20, 30], &[], 20, 40, Some(20)),
			(&[30, 40], &[], 20, 25, Some(30)),
			(&[30, 40], &[], 20, 35, Some(30)),
			(&[10], &[30], 20, 35, Some(30)),
			(&[10], &[30], 20, 29, Some(10)),
			(&[10], &[30], 31, 35, Some(30)),
			(&[], &[], 20, 25, None),
		] {
			let trust = trust(anchors, forks);
			let found = best(&trust, lowest, highest).map(|known| known.number);
			assert_eq!(found, expected, "{anchors:?} {forks:?} {lowest} {highest}");
		}
	}

	#[test]
	fn a_fingerprint_may_come_out_of_a_letter() {
		let printed = "0EB1A-QVF8R-ZPBY8-DJMDQ-B11GW-3Y9V3-NKS1X-N3462";
		for between in ["-", "", " ", "\u{2013}", "\u{2011}", "\u{ad}-\n", "\u{a0}\t"] {
			let text = printed.replace('-', between);
			assert_eq!(pasted(&text).unwrap().to_string(), printed, "{text:?}");
		}
		for wrong in [&printed[1..], &printed.replace('-', "_"), &printed.replace('Q', "U")] {
			assert!(pasted(wrong).is_err(), "{wrong}");
		}
	}

	#[test]
	fn a_trust_file_is_read_as_it_was_written() {
		let anchor = as_anchor(&known(9));
		let written = trust_file(H256([7; 32]), anchor.clone());
		assert_eq!(Trust::parse(&written).unwrap(), trust(&[9], &[]));
		let genesis = trust_file(H256([7; 32]), Anchor { kind: AnchorKind::Genesis, ..anchor });
		assert_eq!(Trust::parse(&genesis).unwrap(), trust(&[], &[]));

		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("trust.json");
		std::fs::write(&path, &written).unwrap();
		assert_eq!(read_trust(&path).unwrap(), trust(&[9], &[]));
		std::fs::write(&path, &written[1..]).unwrap();
		assert!(format!("{:#}", read_trust(&path).unwrap_err()).contains("not a trust file"));
	}
}
