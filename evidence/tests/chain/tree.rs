//! A file as a tree of JSON values, each of which can be changed, also into what the types of the format cannot hold.
//! Compiled into the fuzz target too (`evidence/fuzz`).

use salus_evidence::{
	file::{Anchor, AnchorKind, File, RuntimeFacts},
	trust::{Release, Trust, TrustedAnchor},
};
use sp_crypto_hashing::blake2_256;

/// A value.
#[derive(Clone, PartialEq, Debug)]
pub enum Node {
	Number(u64),
	Flag(bool),
	Text(String),
	List(Vec<Node>),
	Object(Vec<(String, Node)>),
}

/// A value's place: the places of the lists and objects around it, from the outermost.
pub type Address = Vec<usize>;

/// No file nests deeper.
const MAX_DEPTH: usize = 12;

impl Node {
	/// Reads a file, all but its digest; `None` if it is none in the form.
	pub fn parse(file: &[u8]) -> Option<Node> {
		let mut rest = file;
		let mut root = read(&mut rest, MAX_DEPTH)?;
		let Node::Object(fields) = &mut root else { return None };
		fields.pop_if(|(name, _)| name == "digest")?;
		(rest == b"\n").then_some(root)
	}

	/// The file with the digest that it needs.
	pub fn sealed(&self) -> Vec<u8> {
		let mut text = String::new();
		self.write(&mut text);
		text.pop();
		let digest = blake2_256(text.as_bytes());
		let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
		format!("{text},\"digest\":\"0x{digest}\"}}\n").into_bytes()
	}

	fn write(&self, text: &mut String) {
		let comma = |n: usize| if n == 0 { "" } else { "," };
		match self {
			Node::Number(number) => *text += &number.to_string(),
			Node::Flag(flag) => *text += &flag.to_string(),
			Node::Text(letters) => *text += &format!("\"{letters}\""),
			Node::List(items) => {
				*text += "[";
				for (n, item) in items.iter().enumerate() {
					*text += comma(n);
					item.write(text);
				}
				*text += "]";
			},
			Node::Object(fields) => {
				*text += "{";
				for (n, (name, value)) in fields.iter().enumerate() {
					*text += &format!("{}\"{name}\":", comma(n));
					value.write(text);
				}
				*text += "}";
			},
		}
	}

	/// All values with their addresses and their paths, such as `points[].finality.round`; the file itself has the path "".
	pub fn values(&self) -> Vec<(Address, String)> {
		let mut found = vec![(Address::new(), String::new())];
		let mut next = 0;
		while let Some((address, path)) = found.get(next).cloned() {
			next += 1;
			let below = |place| [&address[..], &[place]].concat();
			match self.at(&address) {
				Node::List(items) => {
					found.extend((0..items.len()).map(|place| (below(place), format!("{path}[]"))))
				},
				Node::Object(fields) => {
					let dot = if path.is_empty() { "" } else { "." };
					let named = fields.iter().enumerate();
					found
						.extend(named.map(|(place, (name, _))| {
							(below(place), format!("{path}{dot}{name}"))
						}));
				},
				_ => (),
			}
		}
		found
	}

	/// The value at an address of this tree.
	pub fn at(&self, address: &[usize]) -> &Node {
		address.iter().fold(self, |node, place| match node {
			Node::List(items) => &items[*place],
			Node::Object(fields) => &fields[*place].1,
			_ => panic!("no such address"),
		})
	}

	/// The tree with another value at an address.
	pub fn with(&self, address: &[usize], value: Node) -> Node {
		let mut changed = self.clone();
		*address.iter().fold(&mut changed, |node, place| match node {
			Node::List(items) => &mut items[*place],
			Node::Object(fields) => &mut fields[*place].1,
			_ => panic!("no such address"),
		}) = value;
		changed
	}

	/// What a forger may make of a value.
	pub fn forged(&self) -> Vec<Node> {
		let mut forged: Vec<Node> = match self {
			Node::Number(number) => numbers(*number).into_iter().map(Node::Number).collect(),
			Node::Flag(flag) => vec![Node::Flag(!flag)],
			Node::Text(text) => texts(text).into_iter().map(Node::Text).collect(),
			Node::List(items) => lists(items).into_iter().map(Node::List).collect(),
			Node::Object(fields) => {
				let without = |place: usize| [&fields[..place], &fields[place + 1..]].concat();
				(0..fields.len()).map(|place| Node::Object(without(place))).collect()
			},
		};
		forged.retain(|node| node != self);
		forged
	}
}

/// Neighbours, and the limits of what numbers are read into.
fn numbers(number: u64) -> [u64; 6] {
	[0, 1, number.saturating_sub(1), number.saturating_add(1), u32::MAX.into(), (1 << 53) - 1]
}

/// Another letter at the beginning, in the middle and at the end; a byte less; nothing.
fn texts(text: &str) -> Vec<String> {
	let start: usize = if text.starts_with("0x") { 2 } else { 0 };
	let other = |letter: char| if letter == '0' { '1' } else { '0' };
	let with = |place: usize| {
		let letters = text.chars().enumerate();
		letters.map(|(at, letter)| if at == place { other(letter) } else { letter }).collect()
	};
	let less = |letters: usize| text.chars().take(text.len().saturating_sub(letters)).collect();
	let middle = start.midpoint(text.len());
	vec![
		with(start),
		with(middle),
		with(text.len().saturating_sub(1)),
		less(2),
		less(4),
		less(text.len()),
	]
}

/// Empty; without the first, without the last; the first twice, the last twice; the first two swapped.
fn lists(items: &[Node]) -> Vec<Vec<Node>> {
	let [first, .., last] = items else {
		return vec![vec![], [items, items].concat()];
	};
	let mut swapped = items.to_vec();
	swapped.swap(0, 1);
	vec![
		vec![],
		items[1..].to_vec(),
		items[..items.len() - 1].to_vec(),
		[std::slice::from_ref(first), items].concat(),
		[items, std::slice::from_ref(last)].concat(),
		swapped,
	]
}

/// What an expert trusts who accepts the anchor of a file and the releases that it names.
pub fn accepting(file: &File) -> Trust {
	let Anchor { kind, number, hash, set, authorities, weights, .. } = file.anchor.clone();
	let anchor = TrustedAnchor { number, hash, set, authorities, weights };
	let anchors = if kind == AnchorKind::Genesis { vec![] } else { vec![anchor] };
	let release = |facts: &RuntimeFacts| {
		let RuntimeFacts { spec, code, metadata, .. } = *facts;
		Some(Release { code, spec, metadata: metadata? })
	};
	let releases = file.runtime.iter().filter_map(release).collect::<Vec<_>>();
	let (genesis, anchors, releases) = (Some(file.chain.genesis), anchors.into(), releases.into());
	Trust { genesis, anchors, releases, ..Trust::default() }
}

fn read(rest: &mut &[u8], depth: usize) -> Option<Node> {
	let below = depth.checked_sub(1)?;
	match rest.first()? {
		b'{' => {
			let mut fields = Vec::new();
			series(rest, b'}', |rest| {
				let name = text(rest)?;
				take(rest, b":")?;
				fields.push((name, read(rest, below)?));
				Some(())
			})?;
			Some(Node::Object(fields))
		},
		b'[' => {
			let mut items = Vec::new();
			series(rest, b']', |rest| {
				items.push(read(rest, below)?);
				Some(())
			})?;
			Some(Node::List(items))
		},
		b'"' => text(rest).map(Node::Text),
		b't' => take(rest, b"true").map(|()| Node::Flag(true)),
		b'f' => take(rest, b"false").map(|()| Node::Flag(false)),
		_ => {
			let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
			let (number, after) = rest.split_at(digits);
			*rest = after;
			std::str::from_utf8(number).ok()?.parse().ok().map(Node::Number)
		},
	}
}

/// What stands between brackets, with commas in between.
fn series(rest: &mut &[u8], end: u8, mut item: impl FnMut(&mut &[u8]) -> Option<()>) -> Option<()> {
	*rest = &rest[1..];
	let mut first = true;
	while rest.first()? != &end {
		if !first {
			take(rest, b",")?;
		}
		first = false;
		item(rest)?;
	}
	take(rest, &[end])
}

fn take(rest: &mut &[u8], expected: &[u8]) -> Option<()> {
	*rest = rest.strip_prefix(expected)?;
	Some(())
}

fn text(rest: &mut &[u8]) -> Option<String> {
	take(rest, b"\"")?;
	let length = rest.iter().position(|byte| *byte == b'"')?;
	let (letters, after) = rest.split_at(length);
	*rest = after;
	take(rest, b"\"")?;
	letters.is_ascii().then(|| String::from_utf8_lossy(letters).into_owned())
}
