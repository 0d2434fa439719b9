//! What [`OperationsApi`](salus_runtime_api::OperationsApi) answers.

use alloc::{
	collections::BTreeMap,
	string::{String, ToString},
	vec::Vec,
};
use codec::{Decode, Encode};
use core::marker::PhantomData;
use frame_support::traits::{GetCallMetadata, IsInherent, IsSubType, PalletInfoAccess};
use frame_system::{Pallet as System, Phase};
use pallet_meta_tx::MetaTxFor;
use salus_primitives::Upkeep;
use salus_runtime_api::Tally;
use sp_runtime::{
	traits::{Block, ExtrinsicCall, LazyExtrinsic},
	OpaqueExtrinsic, SaturatedConversion,
};

/// A runtime whose operators are answered: the pallets that keep deadlines, and those that wrap calls.
pub trait Operated:
	frame_system::Config<
		RuntimeCall: Decode
		                 + GetCallMetadata
		                 + IsSubType<pallet_meta_tx::Call<Self>>
		                 + IsSubType<pallet_proxy::Call<Self>>
		                 + IsSubType<pallet_sponsorship::Call<Self>>
		                 + IsSubType<pallet_utility::Call<Self>>,
		Block: Block<
			Extrinsic: ExtrinsicCall<Call = <Self as frame_system::Config>::RuntimeCall>
			               + LazyExtrinsic,
		>,
	> + IsInherent<ExtrinsicOf<Self>>
	+ pallet_health_records::Config
	+ pallet_meta_tx::Config
	+ pallet_prescriptions::Config
	+ pallet_proxy::Config<RuntimeCall = <Self as frame_system::Config>::RuntimeCall>
	+ pallet_reimbursement_escrow::Config
	+ pallet_sponsorship::Config
	+ pallet_utility::Config<RuntimeCall = <Self as frame_system::Config>::RuntimeCall>
{
	/// What an event tells, if it is of a pallet that tells how a call ended.
	fn verdict(event: EventOf<Self>) -> Option<Verdict>;
}

type CallOf<R> = <R as frame_system::Config>::RuntimeCall;
type EventOf<R> = <R as frame_system::Config>::RuntimeEvent;
type ExtrinsicOf<R> = <<R as frame_system::Config>::Block as Block>::Extrinsic;

/// Every pallet that keeps a queue of deadlines.
pub fn upkeep<R: Operated>() -> Vec<(String, Upkeep)> {
	type Prescriptions<R> = pallet_prescriptions::Pallet<R>;
	type Escrow<R> = pallet_reimbursement_escrow::Pallet<R>;
	type Records<R> = pallet_health_records::Pallet<R>;

	[
		(Prescriptions::<R>::name(), Prescriptions::<R>::upkeep()),
		(Escrow::<R>::name(), Escrow::<R>::upkeep()),
		(Records::<R>::name(), Records::<R>::upkeep()),
	]
	.map(|(name, upkeep)| (name.to_string(), upkeep))
	.to_vec()
}

/// The calls of this block, whose body is given. As bounded as the block: each transaction and each event is read once.
pub fn calls<R: Operated>(body: Vec<OpaqueExtrinsic>) -> Vec<Tally> {
	let mut verdicts = verdicts::<R>();
	let mut tallies = Tallies::default();
	for (index, extrinsic) in (0u32..).zip(body) {
		let Ok(extrinsic) = ExtrinsicOf::<R>::decode_unprefixed(extrinsic.inner()) else {
			continue;
		};
		let Some(verdicts) = verdicts.remove(&index) else { continue };
		if !R::is_inherent(&extrinsic) {
			Ending::<R>::new(verdicts, &mut tallies).transaction(extrinsic.call());
		}
	}
	let tallies = tallies.0.into_iter();
	tallies.map(|(pallet, (ok, failed))| Tally { pallet: pallet.into(), ok, failed }).collect()
}

/// Pallets with what took effect and what did not.
#[derive(Default)]
struct Tallies(BTreeMap<&'static str, (u32, u32)>);

impl Tallies {
	fn count(&mut self, call: &impl GetCallMetadata, ok: bool) {
		let pallet = call.get_call_metadata().pallet_name;
		let (good, bad) = self.0.entry(pallet).or_default();
		let number = if ok { good } else { bad };
		*number = number.saturating_add(1);
	}
}

/// What an event tells of how a call ended.
pub enum Verdict {
	/// Whether something took effect.
	Of(Subject, bool),
	/// A batch is over; the position of the call that stopped it, if one did.
	Batch(Option<u32>),
}

/// What a verdict is about.
#[derive(PartialEq, Eq)]
pub enum Subject {
	/// The whole transaction.
	Transaction,
	/// The call that a patient signed.
	MetaTransaction,
	/// The call that somebody's proxy made.
	Proxied,
	/// The next call of a batch.
	ItemOfBatch,
}

impl Verdict {
	/// What the frame tells.
	pub fn of_system<R: frame_system::Config>(event: frame_system::Event<R>) -> Option<Self> {
		use frame_system::Event;

		match event {
			Event::ExtrinsicSuccess { .. } => Some(Verdict::Of(Subject::Transaction, true)),
			Event::ExtrinsicFailed { .. } => Some(Verdict::Of(Subject::Transaction, false)),
			_ => None,
		}
	}

	/// What the pallet of meta-transactions tells.
	pub fn of_meta_tx<R: pallet_meta_tx::Config>(event: pallet_meta_tx::Event<R>) -> Option<Self> {
		use pallet_meta_tx::Event;

		match event {
			Event::Dispatched { result } => {
				Some(Verdict::Of(Subject::MetaTransaction, result.is_ok()))
			},
			_ => None,
		}
	}

	/// What the pallet of proxies tells.
	pub fn of_proxy<R: pallet_proxy::Config>(event: pallet_proxy::Event<R>) -> Option<Self> {
		use pallet_proxy::Event;

		match event {
			Event::ProxyExecuted { result } => Some(Verdict::Of(Subject::Proxied, result.is_ok())),
			_ => None,
		}
	}

	/// What the pallet of batches tells.
	pub fn of_utility(event: pallet_utility::Event) -> Option<Self> {
		use pallet_utility::Event;

		Some(match event {
			Event::ItemCompleted => Verdict::Of(Subject::ItemOfBatch, true),
			Event::ItemFailed { .. } => Verdict::Of(Subject::ItemOfBatch, false),
			Event::BatchInterrupted { index, .. } => Verdict::Batch(Some(index)),
			Event::BatchCompleted | Event::BatchCompletedWithErrors => Verdict::Batch(None),
			_ => return None,
		})
	}
}

/// The verdicts of this block by transaction, in the order in which they fell.
fn verdicts<R: Operated>() -> BTreeMap<u32, Vec<Verdict>> {
	let mut all: BTreeMap<u32, Vec<Verdict>> = BTreeMap::new();
	for record in System::<R>::read_events_no_consensus() {
		let Phase::ApplyExtrinsic(index) = record.phase else { continue };
		all.entry(index).or_default().extend(R::verdict(record.event));
	}
	all
}

/// A transaction while its calls are counted.
///
/// A call around a call tells of it once it is over, after whatever the inner one told; what a failed call told is undone with
/// it. So the verdicts, read from the last to the first, come in the order in which calls are opened, the outermost and the
/// last first, and there are none of what is inside a failed call.
struct Ending<'a, R> {
	/// Those not yet read; the last is the next.
	verdicts: Vec<Verdict>,
	tallies: &'a mut Tallies,
	of: PhantomData<R>,
}

impl<'a, R: Operated> Ending<'a, R> {
	fn new(verdicts: Vec<Verdict>, tallies: &'a mut Tallies) -> Self {
		Ending { verdicts, tallies, of: PhantomData }
	}

	/// The next verdict on a subject. What lies between was told by calls that are not opened. (A motion of the council that runs
	/// a batch, closed within a batch, lends its verdicts to the calls before it: then a count may be wrong, and nothing else.)
	fn verdict(&mut self, on: Subject) -> Option<bool> {
		loop {
			match self.verdicts.pop()? {
				Verdict::Of(subject, ok) if subject == on => return Some(ok),
				_ => {},
			}
		}
	}

	/// Counts a transaction. One whose end was not told is left out.
	fn transaction(mut self, call: &CallOf<R>) {
		if let Some(ok) = self.verdict(Subject::Transaction) {
			self.call(call, ok);
		}
	}

	/// Counts a call, or what is inside it. `ok`: whether whatever is around it took effect.
	fn call(&mut self, call: &CallOf<R>, ok: bool) {
		let wrapper = self.relay(call, ok)
			|| self.meta_tx(call, ok)
			|| self.proxy(call, ok)
			|| self.utility(call, ok);
		if !wrapper {
			self.tallies.count(call, ok);
		}
	}

	fn relay(&mut self, call: &CallOf<R>, ok: bool) -> bool {
		let Some(pallet_sponsorship::Call::relay { call, .. }) = call.is_sub_type() else {
			return false;
		};
		self.call(call, ok);
		true
	}

	fn meta_tx(&mut self, call: &CallOf<R>, ok: bool) -> bool {
		let Some(pallet_meta_tx::Call::dispatch { meta_tx, .. }) = call.is_sub_type() else {
			return false;
		};
		let ok = self.inner(Subject::MetaTransaction, ok);
		match signed::<R>(meta_tx) {
			Some(inner) => self.call(&inner, ok),
			None => self.tallies.count(call, ok),
		}
		true
	}

	fn proxy(&mut self, call: &CallOf<R>, ok: bool) -> bool {
		use pallet_proxy::Call;

		let Some(Call::proxy { call, .. } | Call::proxy_announced { call, .. }) =
			call.is_sub_type()
		else {
			return false;
		};
		let ok = self.inner(Subject::Proxied, ok);
		self.call(call, ok);
		true
	}

	fn utility(&mut self, call: &CallOf<R>, ok: bool) -> bool {
		use pallet_utility::Call;

		match call.is_sub_type() {
			// It ends as the call in it.
			Some(Call::as_derivative { call, .. }) => self.call(call, ok),
			Some(
				Call::batch { calls } | Call::batch_all { calls } | Call::force_batch { calls },
			) => self.batch(calls, ok),
			_ => return false,
		}
		true
	}

	/// Whether the call inside one that ended as `ok` took effect.
	fn inner(&mut self, subject: Subject, ok: bool) -> bool {
		ok && self.verdict(subject) == Some(true)
	}

	fn batch(&mut self, calls: &[CallOf<R>], ok: bool) {
		if !ok {
			calls.iter().for_each(|call| self.call(call, false));
			return;
		}
		let stopped_at = self.stopped_at().map_or(calls.len(), |at| at.saturated_into());
		if let Some(failed) = calls.get(stopped_at) {
			self.call(failed, false);
		}
		for call in calls.iter().take(stopped_at).rev() {
			let ok = self.inner(Subject::ItemOfBatch, true);
			self.call(call, ok);
		}
	}

	/// Which call stopped the batch whose end is the next that was told of.
	fn stopped_at(&mut self) -> Option<u32> {
		loop {
			if let Verdict::Batch(stopped_at) = self.verdicts.pop()? {
				return stopped_at;
			}
		}
	}
}

/// The call that a meta-transaction carries: what its encoding begins with, since its fields are its pallet's own.
fn signed<R: Operated>(meta_tx: &MetaTxFor<R>) -> Option<CallOf<R>> {
	meta_tx.using_encoded(|mut bytes| Decode::decode(&mut bytes)).ok()
}
