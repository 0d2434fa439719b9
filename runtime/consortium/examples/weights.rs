//! Prints what the healthcare pallets' calls weigh as whole transactions, against `Balances.transfer_keep_alive` of the same
//! runtime, and whether dispensing meets its aims. Compiled in: the weights that `scripts/bench-weights` measured.

use codec::Decode;
use frame_support::{
	dispatch::{DispatchClass, GetDispatchInfo},
	traits::{GetCallIndex, GetCallName, PalletInfoAccess},
	weights::Weight,
};
use pallet_prescriptions::WeightInfo as _;
use pallet_reimbursement_escrow::WeightInfo as _;
use salus_consortium_runtime::{
	constants::RuntimeBlockWeights, Address, HealthRecords, Prescriptions, Registry,
	ReimbursementEscrow, Runtime, RuntimeCall, Signature, Sponsorship, TrialConsents, TxExtension,
	UncheckedExtrinsic,
};

use sp_core::H256;
use sp_runtime::{generic::Era, traits::TrailingZeroInput, BoundedVec};

/// Measured storage of each step, as the generated comments list it.
const MEASURED: [&str; 2] = [
	include_str!("../../../pallets/prescriptions/src/weights.rs"),
	include_str!("../../../pallets/reimbursement-escrow/src/weights.rs"),
];

type Prescribing = <Runtime as pallet_prescriptions::Config>::WeightInfo;
type Paying = <Runtime as pallet_reimbursement_escrow::Config>::WeightInfo;

fn main() {
	let transfer = TableOf::transfer();
	println!("Weights of whole transactions: base, extensions and call; of calls with a list, the longest list.");
	println!("Times in microseconds. The network has no limit on proofs, so proof sizes are not shown.\n");
	transfer.row("Balances.transfer_keep_alive", transfer.of_transfer);
	transfer.pallet::<Registry, pallet_registry::Call<Runtime>>();
	transfer.pallet::<Prescriptions, pallet_prescriptions::Call<Runtime>>();
	transfer.pallet::<ReimbursementEscrow, pallet_reimbursement_escrow::Call<Runtime>>();
	transfer.pallet::<TrialConsents, pallet_trial_consents::Call<Runtime>>();
	transfer.pallet::<HealthRecords, pallet_health_records::Call<Runtime>>();
	transfer.pallet::<Sponsorship, pallet_sponsorship::Call<Runtime>>();
	transfer.refunded();
	transfer.aims();
}

/// Everything is told against a transfer.
struct TableOf {
	of_transfer: Weight,
}

impl TableOf {
	fn transfer() -> Self {
		let call = pallet_balances::Call::<Runtime>::transfer_keep_alive {
			dest: Address::Id([0; 32].into()),
			value: 0,
		};
		TableOf { of_transfer: whole(call.into()) }
	}

	fn ratio(&self, weight: Weight) -> f64 {
		micros(weight) / micros(self.of_transfer)
	}

	fn row(&self, name: &str, weight: Weight) {
		println!("  {name:<44}{:>10.1}{:>9.2}x", micros(weight), self.ratio(weight));
	}

	/// Every call of a pallet, charged for the worst.
	fn pallet<P: PalletInfoAccess, C: GetCallName + GetCallIndex>(&self) {
		println!("\n{}", P::name());
		for (name, index) in C::get_call_names().iter().zip(C::get_call_indices()) {
			let call = longest(P::name(), name).or_else(|| shortest(P::index(), *index));
			match call {
				Some(call) => self.row(name, whole(call)),
				None => println!("  {name:<44}cannot be made of zeros: give this example a call"),
			}
		}
	}

	/// What is charged in the end, where that is less than the worst.
	fn refunded(&self) {
		println!("\nAfter the refund");
		for (name, used) in dispenses() {
			self.row(name, around(used));
		}
		self.row("fund, nobody waits", around(Paying::fund().saturating_add(Paying::serve(0))));
		self.row("poke of a claim", around(Paying::poke()));
	}

	fn aims(&self) {
		println!("\nAims");
		for ((name, used), aim) in dispenses().into_iter().zip([1.5, 3.0, 3.0]) {
			let ratio = self.ratio(around(used));
			let met = if ratio <= aim { "met" } else { "MISSED" };
			println!("  {name:<44}{ratio:>9.2}x, at most {aim}x: {met}");
		}
		for step in
			["dispense", "on_dispensed_uncovered", "on_dispensed_paid_native", "on_dispensed_paid"]
		{
			println!("\nStorage of {step} (r: reads, w: writes)");
			storage_of(step).iter().for_each(|line| println!("  {line}"));
		}
	}
}

/// What a dispense takes, by what becomes of its payment.
fn dispenses() -> [(&'static str, Weight); 3] {
	[
		("dispense without cover", Paying::on_dispensed_uncovered()),
		("dispense paid in its block, native token", Paying::on_dispensed_paid_native()),
		("dispense paid in its block, another asset", Paying::on_dispensed_paid()),
	]
	.map(|(name, used)| (name, Prescribing::dispense().saturating_add(used)))
}

fn micros(weight: Weight) -> f64 {
	weight.ref_time() as f64 / 1_000_000.0
}

/// The weight of a signed transaction before it is dispatched.
fn whole(call: RuntimeCall) -> Weight {
	let signature = Signature::Sr25519([0; 64].into());
	let signer = Address::Id([0; 32].into());
	let info =
		UncheckedExtrinsic::new_signed(call, signer, signature, extensions()).get_dispatch_info();
	base().saturating_add(info.total_weight())
}

/// The weight of a signed transaction whose call took this.
fn around(call: Weight) -> Weight {
	let empty = frame_system::Call::<Runtime>::remark { remark: Vec::new() };
	let info = RuntimeCall::from(empty.clone()).get_dispatch_info();
	whole(empty.into()).saturating_sub(info.call_weight).saturating_add(call)
}

fn base() -> Weight {
	RuntimeBlockWeights::get().get(DispatchClass::Normal).base_extrinsic
}

fn extensions() -> TxExtension {
	(
		frame_system::AuthorizeCall::new(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(Era::Immortal),
		frame_system::CheckNonce::from(0),
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(0).into(),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
		frame_system::WeightReclaim::new(),
	)
}

/// A call whose arguments are zeros: its weight depends on none of them, but for those of [`longest`].
fn shortest(pallet: usize, call: u8) -> Option<RuntimeCall> {
	let start = [u8::try_from(pallet).ok()?, call];
	RuntimeCall::decode(&mut TrailingZeroInput::new(&start)).ok()
}

/// The calls whose weight depends on an argument, at their dearest.
fn longest(pallet: &str, call: &str) -> Option<RuntimeCall> {
	use pallet_health_records::Call as Records;
	use pallet_prescriptions::{Access, Call as Rx, Terms};

	let id = H256::zero();
	let form = BoundedVec::truncate_from(vec![id; 64]);
	let zeros = || TrailingZeroInput::zeroes();
	Some(match (pallet, call) {
		("Registry", "set_group") => pallet_registry::Call::set_group {
			organisations: BoundedVec::truncate_from(vec![0; 64]),
			group: None,
		}
		.into(),
		("Registry", "suspend") => pallet_registry::Call::suspend {
			licences: BoundedVec::truncate_from(vec![0; 64]),
			ground: pallet_registry::Ground::Ordinary,
			decision: id,
		}
		.into(),
		("Prescriptions", "issue") => Rx::issue {
			licence: 0,
			commitment: id,
			authored_at: 0,
			patient: [0; 32].into(),
			terms: Terms::decode(&mut zeros()).ok()?,
			substitution: true,
			access: Access::Any,
			prior: Some(id),
		}
		.into(),
		("Prescriptions", "claim") => Rx::claim { licence: 0, ids: form }.into(),
		("Prescriptions", "present") => {
			Rx::present { ids: BoundedVec::truncate_from(vec![(id, 0); 64]), to: 0 }.into()
		},
		("Prescriptions", "return_item") => Rx::return_item { ids: form, reason: 0 }.into(),
		("Prescriptions", "cancel") => Rx::cancel { licence: 0, ids: form }.into(),
		("Prescriptions", "attest_death") => {
			Rx::attest_death { ids: BoundedVec::truncate_from(vec![id; 64]) }.into()
		},
		("HealthRecords", "access") => Records::access {
			patient: [0; 32].into(),
			slot: 0,
			licence: Some(0),
			records: BoundedVec::truncate_from(vec![id; 64]),
			receipt: id,
		}
		.into(),
		("HealthRecords", "access_incident") => Records::access_incident {
			licence: 0,
			patient: [0; 32].into(),
			incident: 0,
			records: BoundedVec::truncate_from(vec![id; 64]),
			receipt: id,
		}
		.into(),
		_ => return None,
	})
}

/// The lines that list what a step reads and writes.
fn storage_of(step: &str) -> Vec<&'static str> {
	let head = format!("fn {step}() -> Weight {{");
	let lines = |text: &'static str| {
		let before = text.split_once(&head)?.0;
		let mut lines: Vec<_> = before
			.lines()
			.rev()
			.skip(1)
			.take_while(|line| line.trim().starts_with("///"))
			.collect();
		lines.reverse();
		Some(
			lines
				.into_iter()
				.filter_map(|line| line.trim().strip_prefix("/// Storage: "))
				.collect(),
		)
	};
	MEASURED.into_iter().find_map(lines).unwrap_or_default()
}
