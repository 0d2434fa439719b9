//! What is said of a transaction that a node took and then pushed out of its pool.

mod common;

use common::{run, Node};
use std::{
	io::{Read, Write},
	net::TcpStream,
	thread,
	time::{Duration, Instant},
};

const BOB: &str = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";

/// What a node answers to a method, with parameters in JSON.
fn ask(node: &Node, method: &str, params: &str) -> String {
	let host = node.url.strip_prefix("ws://").unwrap();
	let body = format!(r#"{{"id":1,"jsonrpc":"2.0","method":"{method}","params":{params}}}"#);
	let length = body.len();
	let mut stream = TcpStream::connect(host).unwrap();
	write!(
		stream,
		"POST / HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
	)
	.unwrap();
	let mut answer = String::new();
	stream.read_to_string(&mut answer).unwrap();
	answer
}

/// Makes a final block.
fn block(node: &Node) {
	let answer = ask(node, "engine_createBlock", "[true, true]");
	assert!(answer.contains("hash"), "{answer}");
}

#[test]
fn a_transaction_that_left_the_pool_may_be_sent_again_when_no_block_can_take_it() {
	// Room for one, and no blocks unless they are asked for.
	let node = Node::dev(&["--sealing", "manual", "--pool-limit", "1"]);
	let send = |who, wait| ["transfer", BOB, "1", "--suri", who, wait];
	let (name, message) = thread::scope(|scope| {
		let strangers = scope.spawn(|| node.refused(&send("//Eve", "--in-block")));
		let start = Instant::now();
		while !ask(&node, "author_pendingExtrinsics", "[]").contains(r#"["0x"#) {
			assert!(start.elapsed() < Duration::from_secs(60), "nothing waits");
			thread::sleep(Duration::from_millis(100));
		}
		// A member of the council goes before her.
		assert!(run(&node.url, &send("//Alice", "--no-wait")).status.success());
		// Born with the genesis, hers can be in the blocks up to 31.
		(0..30).for_each(|_| block(&node));
		thread::sleep(Duration::from_secs(5));
		assert!(!strangers.is_finished(), "there is one more block that can take it");
		block(&node);
		strangers.join().unwrap()
	});
	assert_eq!(name, "Expired");
	assert!(message.contains("no block before 32"), "{message}");
}
