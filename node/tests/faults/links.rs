//! Ways between nodes that can be cut, and a look at whether there are others.

use std::{
	collections::HashSet,
	fs,
	net::{Ipv4Addr, SocketAddr, SocketAddrV4},
};
use tokio::{
	io::copy_bidirectional,
	net::{TcpListener, TcpSocket, TcpStream},
	sync::watch,
	task::{JoinHandle, JoinSet},
};

/// A way to a node's network address through a port of this process, which can bar some processes from it. It ends when this is
/// dropped.
///
/// Nodes tell one another of the addresses that they know, so whoever may pass today and whoever may not dial the same port;
/// whose connection it is the kernel tells.
pub struct Link {
	/// Where to dial.
	pub address: SocketAddrV4,
	barred: watch::Sender<HashSet<u32>>,
	task: JoinHandle<()>,
}

impl Link {
	/// A way to an address, whether somebody listens there already or not.
	pub fn to(target: SocketAddrV4) -> Link {
		let socket = TcpSocket::new_v4().unwrap();
		socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).unwrap();
		let port = socket.local_addr().unwrap().port();
		let address = SocketAddrV4::new(Ipv4Addr::LOCALHOST, port);
		let (barred, rule) = watch::channel(HashSet::new());
		let task = tokio::spawn(serve(socket.listen(64).unwrap(), target, rule));
		Link { address, barred, task }
	}

	/// Bars these processes and nobody else: their connections are dropped, new ones are closed at once.
	pub fn bar(&self, pids: impl IntoIterator<Item = u32>) {
		self.barred.send_replace(pids.into_iter().collect());
	}
}

impl Drop for Link {
	fn drop(&mut self) {
		self.task.abort();
	}
}

async fn serve(listener: TcpListener, target: SocketAddrV4, rule: watch::Receiver<HashSet<u32>>) {
	let mut ways = JoinSet::new();
	loop {
		let (near, _) = listener.accept().await.unwrap();
		ways.spawn(carry(near, target, rule.clone()));
	}
}

/// Carries a connection until one side ends it or its process is barred.
async fn carry(mut near: TcpStream, target: SocketAddrV4, mut rule: watch::Receiver<HashSet<u32>>) {
	let (Ok(dialer), Ok(here)) = (near.peer_addr(), near.local_addr()) else { return };
	let barred =
		|pids: &HashSet<u32>| pids.iter().any(|pid| connections(*pid).contains(&[dialer, here]));
	let through = async {
		let mut far = TcpStream::connect(target).await?;
		copy_bidirectional(&mut near, &mut far).await
	};
	tokio::select! {
		biased;
		_ = rule.wait_for(barred) => {},
		_ = through => {},
	}
}

/// Whether two processes have a TCP connection with each other, not through somebody else.
pub fn connected(one: u32, other: u32) -> bool {
	let theirs = connections(other);
	connections(one).into_iter().any(|[near, far]| theirs.contains(&[far, near]))
}

/// The two ends of each of a process's established TCP connections by IPv4, its own first.
fn connections(pid: u32) -> HashSet<[SocketAddr; 2]> {
	let sockets: HashSet<String> = fs::read_dir(format!("/proc/{pid}/fd"))
		.unwrap()
		.filter_map(|entry| fs::read_link(entry.ok()?.path()).ok())
		.filter_map(|target| {
			let inode = target.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?;
			Some(inode.to_string())
		})
		.collect();
	let table = fs::read_to_string(format!("/proc/{pid}/net/tcp")).unwrap();
	table
		.lines()
		.skip(1)
		.filter_map(|line| {
			let fields: Vec<&str> = line.split_whitespace().collect();
			let (ends, state, inode) = ([fields[1], fields[2]], fields[3], fields[9]);
			(state == ESTABLISHED && sockets.contains(inode)).then(|| ends.map(address))
		})
		.collect()
}

/// As `/proc/net/tcp` writes it.
const ESTABLISHED: &str = "01";

/// Reads an address such as `0100007F:1F90`: the number that the four bytes make on this machine, and the port.
fn address(hex: &str) -> SocketAddr {
	let (ip, port) = hex.split_once(':').unwrap();
	let ip = u32::from_str_radix(ip, 16).unwrap().to_ne_bytes();
	SocketAddr::from((ip, u16::from_str_radix(port, 16).unwrap()))
}
