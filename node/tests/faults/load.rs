//! Somebody who issues prescriptions all the time, through whatever node answers.

use crate::{
	common::{
		acts::Paper,
		extrinsic::{self, key},
	},
	net::Member,
};
use futures::future::join_all;
use jsonrpsee::{
	core::{client::ClientT, ClientError},
	http_client::HttpClient,
	rpc_params,
};
use salus_primitives::RxId;
use serde_json::Value;
use sp_core::{sr25519::Pair, Bytes, Encode, H256};
use std::{
	sync::{Arc, Mutex},
	time::{Duration, UNIX_EPOCH},
};
use tokio::task::JoinHandle;

/// A prescriber at work in the background; it ends when this is dropped.
pub struct Load {
	issued: Arc<Mutex<Vec<RxId>>>,
	nodes: Arc<Mutex<Vec<HttpClient>>>,
	task: JoinHandle<()>,
}

impl Load {
	/// One prescription in each period, through the first of the members that answers.
	pub fn start<'a>(members: impl IntoIterator<Item = &'a Member>, period: Duration) -> Load {
		let issued = Arc::<Mutex<Vec<RxId>>>::default();
		let nodes = Arc::<Mutex<Vec<HttpClient>>>::default();
		let task = tokio::spawn(issue_always(issued.clone(), nodes.clone(), period));
		let load = Load { issued, nodes, task };
		load.through(members);
		load
	}

	/// Uses other nodes from now on, as after a restart, which changes their ports.
	pub fn through<'a>(&self, members: impl IntoIterator<Item = &'a Member>) {
		*self.nodes.lock().unwrap() = members.into_iter().map(Member::rpc).collect();
	}

	/// What a node took so far. Whether it reached a block is another question.
	pub fn issued(&self) -> Vec<RxId> {
		self.issued.lock().unwrap().clone()
	}
}

impl Drop for Load {
	fn drop(&mut self) {
		self.task.abort();
	}
}

async fn issue_always(
	issued: Arc<Mutex<Vec<RxId>>>,
	nodes: Arc<Mutex<Vec<HttpClient>>>,
	period: Duration,
) {
	let prescriber = key("Prescriber");
	for n in 1.. {
		let paper = Paper {
			commitment: H256::from_low_u64_be(n),
			authored_at: UNIX_EPOCH.elapsed().unwrap().as_millis() as u64,
		};
		let candidates = nodes.lock().unwrap().clone();
		for rpc in candidates {
			match issue(&rpc, &prescriber, &paper).await {
				Ok(()) => issued.lock().unwrap().push(paper.id()),
				// A block came between two questions. Another node might not have the last one yet, and take this in its place.
				Err(ClientError::Call(_)) => (),
				Err(_) => continue,
			}
			break;
		}
		tokio::time::sleep(period).await;
	}
}

async fn issue(rpc: &HttpClient, who: &Pair, paper: &Paper) -> Result<(), ClientError> {
	let genesis: H256 = rpc.request("chain_getBlockHash", rpc_params![0]).await?;
	let account = extrinsic::account(who).to_string();
	let nonce: u32 = rpc.request("system_accountNextIndex", rpc_params![account]).await?;
	let version = extrinsic::spec_version(rpc).await?;
	let signed = extrinsic::sign_for(version, who, paper.issue(), nonce, genesis);
	let bytes = Bytes(signed.encode());
	rpc.request::<H256, _>("author_submitExtrinsic", rpc_params![bytes]).await?;
	Ok(())
}

/// Which of the prescriptions exist at a block.
pub async fn existing(rpc: &HttpClient, ids: &[RxId], at: H256) -> Vec<RxId> {
	let mut found = vec![];
	for some in ids.chunks(AT_ONCE) {
		let answers = join_all(some.iter().map(|id| exists(rpc, *id, at))).await;
		found.extend(some.iter().zip(answers).filter_map(|(id, exists)| exists.then_some(*id)));
	}
	found
}

/// Questions that a node is asked at a time.
const AT_ONCE: usize = 16;

async fn exists(rpc: &HttpClient, id: RxId, at: H256) -> bool {
	let answer: Result<Value, _> = rpc.request("prescriptions_get", rpc_params![id, at]).await;
	match answer {
		Ok(_) => true,
		Err(ClientError::Call(error)) if error.code() == salus_rpc::error::NOT_FOUND => false,
		Err(error) => panic!("{error}"),
	}
}
