//! Clients of the JSON-RPC server who take more than their share.

use crate::{
	common::{best, Node},
	net::{figure, peak_memory, within_time, Chain, Net},
	slots::Slots,
	wire::{batch, post, request, Wire},
};
use jsonrpsee::{core::client::SubscriptionClientT, rpc_params, ws_client::WsClient};
use serde_json::Value;
use std::{
	sync::{Arc, Mutex},
	thread,
	time::{Duration, Instant},
};
use tokio::task::JoinHandle;

// The node's limits, as `salus-node --help` shows them.
const BATCH: usize = 64;
const REQUEST: usize = 8 * 1024 * 1024;
const CONNECTIONS: usize = 100;
const SUBSCRIPTIONS: usize = 256;

/// MiB that a node may ever need.
const MEMORY: u64 = 2048;

/// How long somebody waits for an answer from a node that others abuse.
const ANSWER: Duration = Duration::from_secs(5);

/// The code of an error, and what it says.
fn refusal(answer: &Value) -> (i64, String) {
	let error = &answer["error"];
	(error["code"].as_i64().unwrap_or_default(), error.to_string())
}

/// A body of the largest size is read, a byte more is refused by its announced length.
fn large_bodies(port: u16) {
	let mut body = request("system_chain").into_bytes();
	body.resize(REQUEST, b' ');
	let (status, answer) = post(port, REQUEST, &body);
	assert!(status == 200 && answer.contains("result"), "{status}: {answer}");
	for length in [REQUEST + 1, 10_000_000] {
		let (status, answer) = post(port, length, b"{");
		let (code, words) = refusal(&serde_json::from_str(&answer).unwrap());
		assert_eq!((status, code), (413, -32007), "{answer}");
		assert!(words.contains(&REQUEST.to_string()), "{words}");
	}
	let mut wire = Wire::websocket(port).unwrap();
	body.push(b' ');
	wire.send(std::str::from_utf8(&body).unwrap()).unwrap();
	assert_eq!(refusal(&wire.receive()).0, -32007);
	// The connection goes on.
	wire.send(&request("system_chain")).unwrap();
	assert!(wire.receive()["result"].is_string());
}

/// A batch of the greatest length is answered, one item more is refused.
fn long_batches(port: u16) {
	let mut wire = Wire::websocket(port).unwrap();
	wire.send(&batch("system_chain", BATCH)).unwrap();
	assert_eq!(wire.receive().as_array().unwrap().len(), BATCH);
	for length in [BATCH + 1, 10_000] {
		let items = batch("system_chain", length);
		wire.send(&items).unwrap();
		let (code, words) = refusal(&wire.receive());
		assert!(code == -32010 && words.contains(&BATCH.to_string()), "{words}");
		let (_, answer) = post(port, items.len(), items.as_bytes());
		assert_eq!(refusal(&serde_json::from_str(&answer).unwrap()).0, -32010);
	}
}

/// What tells the most in each block: headers, changes of the state, and proofs of finality.
const SUBSCRIPTION: [&str; 4] = [
	"chain_subscribeAllHeads",
	"chain_subscribeFinalizedHeads",
	"state_subscribeStorage",
	"grandpa_subscribeJustifications",
];

/// As many subscriptions as a connection may have, and one more is refused. Nothing more is read from it.
fn subscriber(port: u16, methods: &[&str]) -> Wire {
	let mut wire = Wire::websocket(port).unwrap();
	for method in methods.iter().cycle().take(SUBSCRIPTIONS + 1) {
		wire.send(&request(method)).unwrap();
	}
	// Between the answers there are heads.
	let mut answers = vec![];
	while answers.len() <= SUBSCRIPTIONS {
		let message = wire.receive();
		if message.get("id").is_some() {
			answers.push(message);
		}
	}
	let refused: Vec<_> = answers.iter().filter(|answer| answer["error"].is_object()).collect();
	assert_eq!(refused.len(), 1);
	let (code, words) = refusal(refused[0]);
	assert!(code == -32006 && words.contains(&SUBSCRIPTIONS.to_string()), "{words}");
	wire
}

/// A thousand connections, of which the node takes as many as it has room for, or some less: those just closed may still count.
/// All stay open.
fn thousand(port: u16, room: usize) -> Vec<Wire> {
	let (taken, refused): (Vec<_>, Vec<_>) =
		(0..1000).map(|_| Wire::websocket(port)).partition(Result::is_ok);
	assert!((room - 10..=room).contains(&taken.len()), "{} of {room}", taken.len());
	for (status, words) in refused.into_iter().filter_map(Result::err) {
		assert_eq!(status, 429);
		assert_eq!(words, "Too many connections. Please try again later.");
	}
	taken.into_iter().filter_map(Result::ok).collect()
}

/// How long a client waits for a simple answer.
async fn asked(client: &WsClient) -> Duration {
	let begun = Instant::now();
	best(client).await;
	begun.elapsed()
}

/// When a node told of its blocks, from a moment on.
struct Heads {
	told: Arc<Mutex<Vec<Instant>>>,
	/// Who listens.
	task: JoinHandle<()>,
}

impl Heads {
	/// Listens in the background, through a connection of its own.
	async fn watch(client: WsClient) -> Heads {
		let told = Arc::new(Mutex::new(vec![Instant::now()]));
		let mut heads = client
			.subscribe::<Value, _>(
				"chain_subscribeNewHeads",
				rpc_params![],
				"chain_unsubscribeNewHeads",
			)
			.await
			.unwrap();
		let task = tokio::spawn({
			let told = told.clone();
			async move {
				while heads.next().await.is_some() {
					told.lock().unwrap().push(Instant::now());
				}
				drop(client);
			}
		});
		Heads { told, task }
	}

	/// The longest time from one to the next, with that which comes after now.
	async fn longest_gap(self) -> Duration {
		let known = self.told.lock().unwrap().len();
		within_time(ANSWER, "there is one more block", || async {
			self.told.lock().unwrap().len() > known
		})
		.await;
		self.task.abort();
		let told = self.told.lock().unwrap();
		told.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or_default()
	}
}

/// Everything at once for a time: half of the connections listen to all and never read, the other half is opened again and
/// again a thousandfold, and all the while large bodies and long batches come.
fn abuse(port: u16, time: Duration) {
	let begun = Instant::now();
	let deaf: Vec<_> = (0..CONNECTIONS / 2).map(|_| subscriber(port, &SUBSCRIPTION)).collect();
	while begun.elapsed() < time {
		large_bodies(port);
		long_batches(port);
		// One is the ordinary client's.
		drop(thousand(port, CONNECTIONS - deaf.len() - 1));
		// The node notices with a delay that they are closed.
		while Wire::websocket(port).is_err() {
			thread::sleep(Duration::from_millis(100));
		}
		thread::sleep(Duration::from_secs(1));
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_takes_too_much_is_told_so() {
	let node = Node::dev(&["--sealing", "interval=1000"]);
	let (port, client) = (node.rpc_port(), node.client().await);
	let heads = Heads::watch(node.client().await).await;
	large_bodies(port);
	long_batches(port);
	drop(subscriber(port, &SUBSCRIPTION[..1]));

	// Who says nothing takes no room.
	let silent: Vec<_> = (0..1000).map(|_| Wire::open(port).unwrap()).collect();
	within_time(ANSWER, "closed connections leave room", || async {
		Wire::websocket(port).is_ok()
	})
	.await;
	drop(silent);
	tokio::time::sleep(Duration::from_secs(1)).await;
	// Two are the test's own.
	let open = thousand(port, CONNECTIONS - 2);
	let waited = asked(&client).await;
	assert!(waited < ANSWER, "{waited:?}");
	drop(open);
	let waited =
		within_time(ANSWER, "there is room again", || async { Wire::websocket(port).is_ok() })
			.await;
	figure("RPC abuse, one node", "room after 1,000 connections, s", waited.as_secs(), 5);

	let gap = heads.longest_gap().await;
	figure(
		"RPC abuse, one node",
		"longest time without a block, s",
		gap.as_secs(),
		ANSWER.as_secs(),
	);
	assert!(gap < ANSWER, "no block for {gap:?}");
	let memory = peak_memory(node.pid());
	figure("RPC abuse, one node", "memory, MiB", memory, MEMORY);
	assert!(memory < MEMORY);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "scripts/test-faults"]
async fn validators_go_on_while_one_of_them_is_abused() {
	let net = Net::start(&Chain::local()).await;
	let port = net.members[0].node().rpc_port();
	let inside = net.members[0].node().client().await;
	let outside = net.members[1].node().client().await;
	let slots = Slots::since_now(&net.members[3].rpc()).await;

	let abuse = thread::spawn(move || abuse(port, Duration::from_secs(90)));
	let (mut at_it, mut elsewhere) = (Duration::ZERO, Duration::ZERO);
	while !abuse.is_finished() {
		at_it = at_it.max(asked(&inside).await);
		elsewhere = elsewhere.max(asked(&outside).await);
		tokio::time::sleep(Duration::from_millis(500)).await;
	}
	abuse.join().unwrap();
	let (missed, passed) = slots.missed(&net.members[3].rpc()).await;
	let room =
		within_time(ANSWER, "there is room again", || async { Wire::websocket(port).is_ok() })
			.await;

	let memory = net.members[0].peak_memory();
	let fault = "RPC abuse of one of four";
	figure(fault, &format!("slots missed of {passed}"), missed, passed / 20);
	figure(fault, "an answer at that node, worst, ms", at_it.as_millis(), ANSWER.as_millis());
	figure(fault, "an answer elsewhere, worst, ms", elsewhere.as_millis(), ANSWER.as_millis());
	figure(fault, "room afterwards, ms", room.as_millis(), ANSWER.as_millis());
	figure(fault, "memory, MiB", memory, MEMORY);
	assert!(missed * 20 <= passed, "{missed} of {passed} slots missed");
	assert!(at_it < ANSWER && elsewhere < ANSWER, "{at_it:?}, elsewhere {elsewhere:?}");
	assert!(memory < MEMORY, "{memory} MiB");
	net.finality_goes_on(Duration::from_secs(60)).await;
}
