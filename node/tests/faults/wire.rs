//! A client that speaks HTTP and WebSocket by hand, so that it can do what client libraries would not.

use serde_json::Value;
use std::{
	io::{self, Read, Write},
	net::TcpStream,
	time::Duration,
};

/// How long the node may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// An answer in HTTP: its status and its body.
pub type Answer = (u16, String);

/// An open connection.
pub struct Wire(TcpStream);

impl Wire {
	/// Connects, and says nothing.
	pub fn open(port: u16) -> io::Result<Wire> {
		let stream = TcpStream::connect(("127.0.0.1", port))?;
		stream.set_read_timeout(Some(PATIENCE))?;
		stream.set_write_timeout(Some(PATIENCE))?;
		stream.set_nodelay(true)?;
		Ok(Wire(stream))
	}

	/// Connects and asks for a WebSocket. If the node does not want it: its answer.
	pub fn websocket(port: u16) -> Result<Wire, Answer> {
		let mut wire = Wire::open(port).unwrap();
		let ask = format!(
			"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
			Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
		);
		wire.0.write_all(ask.as_bytes()).unwrap();
		match wire.answer() {
			(101, _) => Ok(wire),
			refusal => Err(refusal),
		}
	}

	/// Sends a message over the WebSocket.
	pub fn send(&mut self, text: &str) -> io::Result<()> {
		// A final frame of text, masked by zeros.
		let mut frame = vec![0x81];
		match text.len() {
			short @ 0..126 => frame.push(0x80 | short as u8),
			long => {
				frame.push(0x80 | 127);
				frame.extend((long as u64).to_be_bytes());
			},
		}
		frame.extend([0; 4]);
		frame.extend(text.as_bytes());
		self.0.write_all(&frame)
	}

	/// The next message of the WebSocket.
	pub fn receive(&mut self) -> Value {
		loop {
			let [kind, length] = self.bytes();
			let length = match length {
				126 => u16::from_be_bytes(self.bytes()).into(),
				127 => u64::from_be_bytes(self.bytes()),
				short => short.into(),
			};
			let mut payload = vec![0; length as usize];
			self.0.read_exact(&mut payload).unwrap();
			// Text; the rest are pings.
			if kind == 0x81 {
				return serde_json::from_slice(&payload).unwrap();
			}
		}
	}

	fn bytes<const N: usize>(&mut self) -> [u8; N] {
		let mut bytes = [0; N];
		self.0.read_exact(&mut bytes).unwrap();
		bytes
	}

	/// Reads an answer in HTTP.
	fn answer(&mut self) -> Answer {
		let mut head = vec![];
		while !head.ends_with(b"\r\n\r\n") {
			head.extend(self.bytes::<1>());
		}
		let head = String::from_utf8(head).unwrap().to_lowercase();
		let status = head.split(' ').nth(1).unwrap().parse().unwrap();
		let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
		let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
		self.0.read_exact(&mut body).unwrap();
		(status, String::from_utf8(body).unwrap())
	}
}

/// Announces a body of a length, sends what there is of it, and answers what the node says.
pub fn post(port: u16, length: usize, body: &[u8]) -> Answer {
	let mut wire = Wire::open(port).unwrap();
	let head = format!(
		"POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
	);
	wire.0.write_all(head.as_bytes()).unwrap();
	wire.0.write_all(body).unwrap();
	wire.answer()
}

/// A request.
pub fn request(method: &str) -> String {
	format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{method}","params":[]}}"#)
}

/// So many requests in one.
pub fn batch(method: &str, length: usize) -> String {
	format!("[{}]", vec![request(method); length].join(","))
}
