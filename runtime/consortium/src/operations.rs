//! What [`OperationsApi`](salus_runtime_api::OperationsApi) answers.

use crate::{
	HealthRecords, Prescriptions, ReimbursementEscrow, Runtime, RuntimeCall, RuntimeEvent, System,
	UncheckedExtrinsic,
};
use alloc::{
	collections::BTreeMap,
	string::{String, ToString},
	vec::Vec,
};
use codec::{Decode, Encode};
use frame_support::traits::{GetCallMetadata, IsInherent, PalletInfoAccess};
use frame_system::Phase;
use pallet_meta_tx::MetaTxFor;
use salus_primitives::Upkeep;
use salus_runtime_api::Tally;
use sp_runtime::{traits::LazyExtrinsic, OpaqueExtrinsic, SaturatedConversion};

/// Every pallet that keeps a queue of deadlines.
pub fn upkeep() -> Vec<(String, Upkeep)> {
	[
		(Prescriptions::name(), Prescriptions::upkeep()),
		(ReimbursementEscrow::name(), ReimbursementEscrow::upkeep()),
		(HealthRecords::name(), HealthRecords::upkeep()),
	]
	.map(|(name, upkeep)| (name.to_string(), upkeep))
	.to_vec()
}

/// The calls of this block, whose body is given. As bounded as the block: each transaction and each event is read once.
pub fn calls(body: Vec<OpaqueExtrinsic>) -> Vec<Tally> {
	let mut verdicts = verdicts();
	let mut tallies = Tallies::default();
	for (index, extrinsic) in (0u32..).zip(body) {
		let Ok(extrinsic) = UncheckedExtrinsic::decode_unprefixed(extrinsic.inner()) else {
			continue;
		};
		let Some(verdicts) = verdicts.remove(&index) else { continue };
		if !Runtime::is_inherent(&extrinsic) {
			Ending { verdicts, tallies: &mut tallies }.transaction(&extrinsic.function);
		}
	}
	let tallies = tallies.0.into_iter();
	tallies.map(|(pallet, (ok, failed))| Tally { pallet: pallet.into(), ok, failed }).collect()
}

/// Pallets with what took effect and what did not.
#[derive(Default)]
struct Tallies(BTreeMap<&'static str, (u32, u32)>);

impl Tallies {
	fn count(&mut self, call: &RuntimeCall, ok: bool) {
		let pallet = call.get_call_metadata().pallet_name;
		let (good, bad) = self.0.entry(pallet).or_default();
		let number = if ok { good } else { bad };
		*number = number.saturating_add(1);
	}
}

/// What an event tells of how a call ended.
enum Verdict {
	/// Whether something took effect.
	Of(Subject, bool),
	/// A batch is over; the position of the call that stopped it, if one did.
	Batch(Option<u32>),
}

/// What a verdict is about.
#[derive(PartialEq, Eq)]
enum Subject {
	Transaction,
	MetaTransaction,
	Proxied,
	ItemOfBatch,
}

impl Verdict {
	fn told_by(event: RuntimeEvent) -> Option<Self> {
		use frame_system::Event as System;
		use pallet_meta_tx::Event as MetaTx;
		use pallet_proxy::Event as Proxy;
		use pallet_utility::Event as Utility;

		Some(match event {
			RuntimeEvent::System(System::ExtrinsicSuccess { .. }) => {
				Verdict::Of(Subject::Transaction, true)
			},
			RuntimeEvent::System(System::ExtrinsicFailed { .. }) => {
				Verdict::Of(Subject::Transaction, false)
			},
			RuntimeEvent::MetaTx(MetaTx::Dispatched { result }) => {
				Verdict::Of(Subject::MetaTransaction, result.is_ok())
			},
			RuntimeEvent::Proxy(Proxy::ProxyExecuted { result }) => {
				Verdict::Of(Subject::Proxied, result.is_ok())
			},
			RuntimeEvent::Utility(Utility::ItemCompleted) => {
				Verdict::Of(Subject::ItemOfBatch, true)
			},
			RuntimeEvent::Utility(Utility::ItemFailed { .. }) => {
				Verdict::Of(Subject::ItemOfBatch, false)
			},
			RuntimeEvent::Utility(Utility::BatchInterrupted { index, .. }) => {
				Verdict::Batch(Some(index))
			},
			RuntimeEvent::Utility(Utility::BatchCompleted | Utility::BatchCompletedWithErrors) => {
				Verdict::Batch(None)
			},
			_ => return None,
		})
	}
}

/// The verdicts of this block by transaction, in the order in which they fell.
fn verdicts() -> BTreeMap<u32, Vec<Verdict>> {
	let mut all: BTreeMap<u32, Vec<Verdict>> = BTreeMap::new();
	for record in System::read_events_no_consensus() {
		let Phase::ApplyExtrinsic(index) = record.phase else { continue };
		all.entry(index).or_default().extend(Verdict::told_by(record.event));
	}
	all
}

/// A transaction while its calls are counted.
///
/// A call around a call tells of it once it is over, after whatever the inner one told; what a failed call told is undone with
/// it. So the verdicts, read from the last to the first, come in the order in which calls are opened, the outermost and the
/// last first, and there are none of what is inside a failed call.
struct Ending<'a> {
	/// Those not yet read; the last is the next.
	verdicts: Vec<Verdict>,
	tallies: &'a mut Tallies,
}

impl Ending<'_> {
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
	fn transaction(mut self, call: &RuntimeCall) {
		if let Some(ok) = self.verdict(Subject::Transaction) {
			self.call(call, ok);
		}
	}

	/// Counts a call, or what is inside it. `ok`: whether whatever is around it took effect.
	fn call(&mut self, call: &RuntimeCall, ok: bool) {
		use pallet_meta_tx::Call as MetaTx;
		use pallet_proxy::Call as Proxy;
		use pallet_sponsorship::Call as Sponsorship;
		use pallet_utility::Call as Utility;

		match call {
			// These end as the call in them.
			RuntimeCall::Sponsorship(Sponsorship::relay { call, .. })
			| RuntimeCall::Utility(Utility::as_derivative { call, .. }) => self.call(call, ok),
			RuntimeCall::MetaTx(MetaTx::dispatch { meta_tx, .. }) => {
				let ok = self.inner(Subject::MetaTransaction, ok);
				match signed(meta_tx) {
					Some(inner) => self.call(&inner, ok),
					None => self.tallies.count(call, ok),
				}
			},
			RuntimeCall::Proxy(Proxy::proxy { call, .. } | Proxy::proxy_announced { call, .. }) => {
				let ok = self.inner(Subject::Proxied, ok);
				self.call(call, ok);
			},
			RuntimeCall::Utility(
				Utility::batch { calls }
				| Utility::batch_all { calls }
				| Utility::force_batch { calls },
			) => self.batch(calls, ok),
			_ => self.tallies.count(call, ok),
		}
	}

	/// Whether the call inside one that ended as `ok` took effect.
	fn inner(&mut self, subject: Subject, ok: bool) -> bool {
		ok && self.verdict(subject) == Some(true)
	}

	fn batch(&mut self, calls: &[RuntimeCall], ok: bool) {
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
fn signed(meta_tx: &MetaTxFor<Runtime>) -> Option<RuntimeCall> {
	meta_tx.using_encoded(|mut bytes| RuntimeCall::decode(&mut bytes)).ok()
}
