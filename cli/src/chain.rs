//! The connection to a node: who it is, what it knows, and transactions from signing to finality.

use crate::{
	args::{Common, Wait},
	output::{hex, Report},
	refusal,
};
use anyhow::{anyhow, bail, Context, Result};
use std::{future, pin::pin, sync::Arc, time::Duration};
use subxt::{
	backend::LegacyBackend,
	client::OnlineClientAtBlockImpl,
	config::{
		substrate::{BlakeTwo256, SubstrateHeader},
		DefaultExtrinsicParamsBuilder, DefaultTransactionExtensions, SubstrateConfig,
	},
	error::{TransactionEventsError, TransactionStatusError},
	events::DecodeAsEvent,
	ext::{
		codec::{Decode, Encode},
		frame_decode::view_functions::decode_view_function_response,
		scale_decode::{DecodeAsType, IntoVisitor},
	},
	extrinsics::ExtrinsicEvents,
	metadata::Metadata,
	rpcs::{client::rpc_params, RpcClient},
	transactions::{
		Payload, SubmittableTransaction, TransactionInBlock, TransactionProgress, TransactionStatus,
	},
	utils::{AccountId32, MultiAddress, MultiSignature, H256},
	view_functions::Payload as ViewFunction,
	ArcMetadata, OnlineClient, OnlineClientAtBlock,
};
use subxt_signer::sr25519::Keypair;
use tokio::time::{sleep, timeout};

/// What the chain offers, generated from the metadata of `runtime/consortium` that is committed beside this crate. The
/// parachain's runtime offers the same, but for who makes blocks; what is encoded is looked up by its name in the metadata of the
/// node that gets it.
#[subxt::subxt(runtime_metadata_path = "metadata.scale", derive_for_all_types = "Clone, PartialEq")]
pub mod salus {}

use salus::runtime_types::sp_version::RuntimeVersion;

/// The metadata of `runtime/parachain`.
const PARACHAIN: &[u8] = include_bytes!("../parachain.scale");

/// The same metadata, for what is encoded without a node.
pub fn metadata() -> Result<ArcMetadata> {
	let metadata = Metadata::decode_from(include_bytes!("../metadata.scale"));
	Ok(metadata.context("cannot read the metadata in this program")?.arc())
}

/// The version of the runtime that this program was built for.
pub fn version() -> Result<u32> {
	let metadata = metadata()?;
	let version = metadata.pallet_by_name("System").and_then(|system| {
		let version = system.constant_by_name("Version")?;
		let (bytes, types) = (&mut version.value(), metadata.types());
		RuntimeVersion::decode_as_type(bytes, version.ty(), types).ok()
	});
	Ok(version.ok_or_else(|| anyhow!("the metadata in this program has no version"))?.spec_version)
}

/// Whether this program was built for a runtime with such metadata.
fn speaks_as(metadata: &Metadata) -> Result<bool> {
	if salus::is_codegen_valid_for(metadata) {
		return Ok(true);
	}
	let parachain = Metadata::decode_from(PARACHAIN)
		.context("cannot read the parachain's metadata in this program")?;
	Ok(metadata.hasher().hash() == parachain.hasher().hash())
}

/// A call whose shape is not compared again, alone: with the whole metadata it was, when the connection was made. After an
/// upgrade since then it is encoded by the names of the new metadata, or refused.
struct Known<'a, P>(&'a P);

impl<P: Payload> Payload for Known<'_, P> {
	type CallData = P::CallData;

	fn pallet_name(&self) -> &str {
		self.0.pallet_name()
	}

	fn call_name(&self) -> &str {
		self.0.call_name()
	}

	fn call_data(&self) -> &Self::CallData {
		self.0.call_data()
	}
}

/// The beginning of every Salus runtime's spec name.
const SPEC_NAME: &str = "salus";

/// How many blocks finality may lag behind before that is unusual.
const USUAL_LAG: u64 = 8;

/// How many blocks a transaction has to get into one.
const LIFETIME: u64 = 32;

/// How many blocks later a node has told of a transaction that the last possible block took, however busy it is.
const TELLING: u64 = 8;

/// How often the chain's height is looked at while nothing is heard of a transaction.
const LOOK: Duration = Duration::from_secs(2);

/// After how many of these without an answer a node is not asked any more.
const LOOKS: u32 = 10;

/// How long a node may take to answer at first.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often a node is asked for a nonce while blocks come in.
const READINGS: u32 = 10;

/// How a Salus chain encodes what every Substrate chain has: as Substrate's default, with plain account ids as addresses.
#[derive(Clone, Debug, Default)]
pub struct SalusConfig(SubstrateConfig);

impl subxt::Config for SalusConfig {
	type AccountId = AccountId32;
	type Address = MultiAddress<AccountId32, ()>;
	type Signature = MultiSignature;
	type Hasher = BlakeTwo256;
	type Header = SubstrateHeader<H256>;
	type TransactionExtensions = DefaultTransactionExtensions<Self>;
	type AssetId = u32;

	fn metadata_for_spec_version(&self, spec_version: u32) -> Option<ArcMetadata> {
		self.0.metadata_for_spec_version(spec_version)
	}

	fn set_metadata_for_spec_version(&self, spec_version: u32, metadata: ArcMetadata) {
		self.0.set_metadata_for_spec_version(spec_version, metadata);
	}
}

/// The chain at one block.
pub type AtBlock = OnlineClientAtBlock<SalusConfig>;

/// A node of a Salus chain.
pub struct Chain {
	client: OnlineClient<SalusConfig>,
	rpc: RpcClient,
	wait: Wait,
}

impl Chain {
	/// Connects, and refuses a node whose chain is not the one this program was built for.
	pub async fn connect(common: &Common) -> Result<Chain> {
		let url = &common.url;
		let connecting = async {
			let rpc = RpcClient::from_url(url).await.map_err(|error| unreachable(url, &error))?;
			let version = running(&rpc).await.with_context(|| no_node(url))?;
			if !version.spec_name.starts_with(SPEC_NAME) {
				bail!("{url} runs the chain `{}`, which is not a Salus chain", version.spec_name);
			}
			let backend = LegacyBackend::builder().build(rpc.clone());
			let client =
				OnlineClient::from_backend_with_config(SalusConfig::default(), Arc::new(backend))
					.await
					.with_context(|| no_node(url))?;
			let chain = Chain { client, rpc, wait: common.wait() };
			if !speaks_as(chain.finalised().await?.metadata_ref())? {
				bail!(
					"{url} runs `{}` version {}, whose calls are not those this salus was built for; use the salus of that release",
					version.spec_name,
					version.spec_version
				);
			}
			Ok(chain)
		};
		timeout(PATIENCE, connecting)
			.await
			.map_err(|_| anyhow!("{url} did not answer within {} seconds", PATIENCE.as_secs()))?
	}

	/// The chain at its newest final block.
	pub async fn finalised(&self) -> Result<AtBlock> {
		self.client.at_current_block().await.context("cannot read the newest final block")
	}

	/// The chain at its newest block: what a transaction sent now will meet.
	pub async fn best(&self) -> Result<AtBlock> {
		self.at(self.newest().await?).await
	}

	async fn newest(&self) -> Result<H256> {
		self.request("chain_getBlockHash", rpc_params![]).await
	}

	/// The chain at a block.
	pub async fn at(&self, block: H256) -> Result<AtBlock> {
		self.client.at_block(block).await.with_context(|| format!("cannot read block {block:?}"))
	}

	/// Asks a pallet's view function. subxt's own way leaves out the length of the arguments, and the runtime stops.
	pub async fn view<Q: ViewFunction>(&self, at: &AtBlock, query: Q) -> Result<Q::ReturnType> {
		let (pallet, function) = (query.pallet_name().to_owned(), query.function_name().to_owned());
		let cannot = || format!("cannot ask {pallet}.{function}");
		let views = at.view_functions();
		let arguments = views.encode_args(query).with_context(cannot)?;
		let (id, arguments) = arguments.split_at_checked(32).with_context(cannot)?;
		let asked = [id, &arguments.encode()].concat();
		let answer = views.call_raw(Some(&asked)).await.with_context(cannot)?;
		let Ok(Ok(answer)) = Result::<Vec<u8>, Vec<u8>>::decode(&mut answer.as_slice()) else {
			bail!("{}: the runtime has no answer", cannot())
		};
		let (metadata, answer) = (at.metadata_ref(), &mut answer.as_slice());
		let visitor = Q::ReturnType::into_visitor();
		decode_view_function_response(
			&pallet,
			&function,
			answer,
			metadata,
			metadata.types(),
			visitor,
		)
		.map_err(|error| anyhow!("{}: {error}", cannot()))
	}

	/// The client, for streams of blocks.
	pub fn client(&self) -> &OnlineClient<SalusConfig> {
		&self.client
	}

	/// Asks the node, by the name of a JSON-RPC method.
	pub async fn request<T: serde::de::DeserializeOwned>(
		&self,
		method: &str,
		params: subxt::rpcs::client::RpcParams,
	) -> Result<T> {
		self.rpc.request(method, params).await.map_err(|error| match error {
			subxt::rpcs::Error::User(error) => refusal::of_node(method, error.code, &error.message),
			error => anyhow!(error).context(format!("the node does not answer {method}")),
		})
	}

	/// Signs a call, sends it, and waits as long as the command line says, or until no block can take it any more.
	pub async fn send(&self, call: &impl Payload, signer: &Keypair) -> Result<Sent> {
		let (signed, life) = self.sign(call, signer).await?;
		let progress = signed.submit_and_watch().await.map_err(refusal::of_submission)?;
		self.follow(progress, Some(life)).await
	}

	/// Sends a call that carries its own right to be heard, and for which nobody pays.
	pub async fn send_free(&self, call: &impl Payload) -> Result<Sent> {
		let params = DefaultExtrinsicParamsBuilder::new().nonce(0).immortal().build();
		let transactions = self.best().await?.transactions();
		// A general transaction. It has no signer: of our extensions none takes what is written here in its place.
		let signed = transactions
			.create_v5_signable_offline(&Known(call), params)
			.and_then(|mut general| {
				let nobody = MultiSignature::Sr25519([0; 64]);
				general.sign_with_account_and_signature(&AccountId32([0; 32]), &nobody)
			})
			.map_err(refusal::of_submission)?;
		let progress = signed.submit_and_watch().await.map_err(refusal::of_submission)?;
		self.follow(progress, None).await
	}

	/// What a call would cost, in the native token.
	pub async fn fee(&self, call: &impl Payload, signer: &Keypair) -> Result<u128> {
		let (signed, _) = self.sign(call, signer).await?;
		signed.partial_fee_estimate().await.context("the node does not tell the fee")
	}

	async fn sign(&self, call: &impl Payload, signer: &Keypair) -> Result<(Transaction, Life)> {
		let account = signer.public_key().to_account_id();
		let nonce = self.next_nonce(&account).await?;
		// The newest block's runtime is the one that checks it, also when an upgrade is not final yet.
		let best = self.best().await?;
		let birth = self.birth(&best).await?;
		let params = DefaultExtrinsicParamsBuilder::new()
			.nonce(nonce)
			.mortal_from_unchecked(LIFETIME, birth.block_number(), birth.block_hash())
			.build();
		let signed = best
			.transactions()
			.create_signed(&Known(call), signer, params)
			.await
			.map_err(refusal::of_submission)?;
		Ok((signed, Life { account, nonce, end: birth.block_number() + LIFETIME }))
	}

	/// The nonce after all that the pool has of an account, so that a transaction may follow one that is not final yet. A node
	/// reads its state first and then its pool: what it answers is too low if a block came in between, so it is asked again. One
	/// that catches up takes in block after block; there the last answer has to do.
	pub async fn next_nonce(&self, account: &AccountId32) -> Result<u64> {
		let mut before = self.newest().await?;
		let mut readings = 0;
		loop {
			let nonce = self.request("system_accountNextIndex", rpc_params![account.to_string()]);
			let (nonce, after) = (nonce.await?, self.newest().await?);
			readings += 1;
			if after == before || readings == READINGS {
				return Ok(nonce);
			}
			before = after;
		}
	}

	/// The block from which a transaction lives: the newest final one, which no fork takes back. While finality lags it is
	/// the newest of all, since the transaction would be dead before it is sent, and the council must be able to act just
	/// then.
	async fn birth(&self, best: &AtBlock) -> Result<AtBlock> {
		let last = self.finalised().await?;
		let lag = best.block_number().saturating_sub(last.block_number());
		Ok(if lag > USUAL_LAG { best.clone() } else { last })
	}

	/// Follows a transaction, through its life if it has an end: a pool may lose one, with or without a word, and only the chain
	/// knows what became of it then.
	async fn follow(&self, mut progress: Progress, life: Option<Life>) -> Result<Sent> {
		let extrinsic = progress.extrinsic_hash();
		if self.wait == Wait::Accepted {
			return Ok(Sent { extrinsic, block: None, is_final: false, events: None });
		}
		let life = life.as_ref();
		let mut silence = pin!(self.silence(life));
		let told = tokio::select! {
			biased;
			told = self.told(&mut progress, life) => told?,
			silence = &mut silence => return Err(self.unheard(extrinsic, life, silence)),
		};
		let Some((block, is_final)) = told else {
			let silence = if life.is_some() { silence.await } else { Silence::Spent };
			return Err(self.unheard(extrinsic, life, silence));
		};
		let events = block.wait_for_success().await.map_err(|error| match error {
			TransactionEventsError::ExtrinsicFailed(error) => refusal::of_dispatch(error),
			error => {
				anyhow!(error).context("the transaction is in a block whose events cannot be read")
			},
		})?;
		let number = self.at(block.block_hash()).await?.block_number();
		let block = Some((number, block.block_hash()));
		Ok(Sent { extrinsic, block, is_final, events: Some(events) })
	}

	/// The block that the command line waits for, and whether it is final. `None`: the node has dropped the transaction.
	async fn told(
		&self,
		progress: &mut Progress,
		life: Option<&Life>,
	) -> Result<Option<(InBlock, bool)>> {
		while let Some(status) = progress.next().await {
			match status.context("the node ended the watch")? {
				TransactionStatus::InFinalizedBlock(block) => return Ok(Some((block, true))),
				TransactionStatus::InBestBlock(block) if self.wait == Wait::InBlock => {
					return Ok(Some((block, false)))
				},
				TransactionStatus::Error { message } => {
					return Err(refusal::of_pool(TransactionStatusError::Error(message)))
				},
				TransactionStatus::Invalid { message } => {
					// As it is, too, when its life is over.
					let best = self.best().await?.block_number();
					if life.is_some_and(|life| best >= life.last()) {
						return Ok(None);
					}
					return Err(refusal::of_pool(TransactionStatusError::Invalid(message)));
				},
				TransactionStatus::Dropped { .. } => return Ok(None),
				_ => {},
			}
		}
		Err(refusal::unfollowed(progress.extrinsic_hash(), life.map(|life| life.end)))
	}

	fn unheard(&self, extrinsic: H256, life: Option<&Life>, silence: Silence) -> anyhow::Error {
		match silence {
			Silence::Void(end) => refusal::expired(extrinsic, end, self.wait == Wait::Finalised),
			Silence::Spent => refusal::unfollowed(extrinsic, life.map(|life| life.end)),
		}
	}

	/// Waits until the chain says that nothing more can be heard of a transaction. What the command line waits for decides which
	/// blocks are asked: while nothing becomes final, the newest ones are all that there is.
	async fn silence(&self, life: Option<&Life>) -> Silence {
		let Some(life) = life else { return future::pending().await };
		let mut failed = 0;
		while failed < LOOKS {
			sleep(LOOK).await;
			match self.look(life).await {
				Ok(Some(silence)) => return silence,
				Ok(None) => failed = 0,
				Err(_) => failed += 1,
			}
		}
		Silence::Spent
	}

	async fn look(&self, life: &Life) -> Result<Option<Silence>> {
		let newest = match self.wait {
			Wait::InBlock => self.best().await?,
			Wait::Finalised | Wait::Accepted => self.finalised().await?,
		};
		let next = newest.transactions().account_nonce(&life.account).await?;
		Ok(life.silence(newest.block_number(), next))
	}
}

/// How long a transaction can be taken, and how that shows.
struct Life {
	account: AccountId32,
	nonce: u64,
	/// No block from this height on can hold it.
	end: u64,
}

/// Nothing more will be heard of a transaction.
#[derive(Debug, PartialEq)]
enum Silence {
	/// No block took it, and none from this height on can.
	Void(u64),
	/// A block took it or another one in its place, and the node does not tell; or the node tells nothing at all.
	Spent,
}

impl Life {
	/// The last block that can hold it.
	fn last(&self) -> u64 {
		self.end - 1
	}

	/// What there is to say at a block after which `next` is the account's nonce.
	fn silence(&self, height: u64, next: u64) -> Option<Silence> {
		let last = self.last();
		match next > self.nonce {
			false if height >= last => Some(Silence::Void(self.end)),
			true if height >= last + TELLING => Some(Silence::Spent),
			_ => None,
		}
	}
}

/// A transaction on its way.
pub type Progress = TransactionProgress<SalusConfig, OnlineClientAtBlockImpl<SalusConfig>>;

type Transaction = SubmittableTransaction<SalusConfig, OnlineClientAtBlockImpl<SalusConfig>>;
type InBlock = TransactionInBlock<SalusConfig, OnlineClientAtBlockImpl<SalusConfig>>;

/// A transaction that went through.
pub struct Sent {
	extrinsic: H256,
	block: Option<(u64, H256)>,
	is_final: bool,
	events: Option<ExtrinsicEvents<SalusConfig>>,
}

impl Sent {
	/// The first event of a kind; `None` if there is none, or if nobody waited for a block.
	pub fn event<E: DecodeAsEvent>(&self) -> Result<Option<E>> {
		let event = self.events.as_ref().and_then(|events| events.find_first::<E>());
		event.transpose().context("cannot decode an event")
	}

	/// All events of a kind.
	pub fn events<E: DecodeAsEvent>(&self) -> Result<Vec<E>> {
		let Some(events) = &self.events else { return Ok(Vec::new()) };
		events.find::<E>().collect::<Result<_, _>>().context("cannot decode an event")
	}

	/// The block that holds the transaction, if anybody waited for it.
	pub fn block(&self) -> Option<H256> {
		self.block.map(|(_, hash)| hash)
	}

	/// Where the transaction is, for a report.
	pub fn facts(&self) -> Report {
		let state = match (self.block, self.is_final) {
			(None, _) => "accepted by the node, in no block yet",
			(Some(_), false) => "in a block, not final yet",
			(Some(_), true) => "final",
		};
		Report::new("")
			.with_some("block", self.block.map(|(number, _)| number))
			.with_some("blockHash", self.block.map(|(_, hash)| hex(hash)))
			.with("transaction", hex(self.extrinsic))
			.with("finality", state)
	}
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Version {
	spec_name: String,
	spec_version: u32,
}

async fn running(rpc: &RpcClient) -> Result<Version, subxt::rpcs::Error> {
	rpc.request("state_getRuntimeVersion", rpc_params![]).await
}

fn no_node(url: &str) -> String {
	format!("{url} does not answer as a node does")
}

fn unreachable(url: &str, error: &subxt::rpcs::Error) -> anyhow::Error {
	match error {
		subxt::rpcs::Error::InsecureUrl(_) => anyhow!(
			"{url} is unencrypted and not on this machine; use wss://, or a tunnel to a local port"
		),
		error => anyhow!("cannot connect to {url}: {error}; is a node running there?"),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_transaction_is_void_when_the_last_block_that_could_hold_it_left_its_nonce() {
		let life = Life { account: AccountId32([0; 32]), nonce: 7, end: 40 };
		assert_eq!(life.silence(38, 7), None);
		assert_eq!(life.silence(39, 7), Some(Silence::Void(40)));
		assert_eq!(life.silence(38 + TELLING, 8), None);
		assert_eq!(life.silence(39 + TELLING, 8), Some(Silence::Spent));
	}

	/// What the pallets that both networks have store otherwise than the consortium's metadata says. Whatever reads it has to ask
	/// by name: a `salus::storage()` of it is refused by a parachain.
	#[test]
	fn what_a_parachain_stores_in_another_form_is_known() {
		let ours = metadata().unwrap();
		let parachain = Metadata::decode_from(PARACHAIN).unwrap();
		let mut others = Vec::new();
		for pallet in ours.pallets() {
			let Some(there) = parachain.pallet_by_name(pallet.name()) else { continue };
			for entry in pallet.storage().into_iter().flat_map(|storage| storage.entries()) {
				if pallet.storage_hash(entry.name()) != there.storage_hash(entry.name()) {
					others.push(format!("{}.{}", pallet.name(), entry.name()));
				}
			}
		}
		let known = [
			"System.Events",
			"Balances.Holds",
			"AssetsHolder.Holds",
			"Session.QueuedKeys",
			"Session.NextKeys",
			"Council.ProposalOf",
		];
		assert_eq!(others, known);
	}
}
