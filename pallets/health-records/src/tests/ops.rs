//! What actors may do, at random.

use super::mock::*;
use proptest::prelude::*;
use salus_primitives::ids::{DAY, HOUR};

/// Keys of patients. The last one is left alone more often than the others.
pub const PATIENTS: [u64; 3] = [PATIENT, OTHER_PATIENT, 102];
/// Slots that are used, so that they are used again.
const SLOTS: u8 = 4;

/// What somebody does. Records, incidents and calls to repeat are named by a number, 0 the newest.
#[derive(Clone, Debug)]
pub enum Op {
	Enter {
		by: u64,
		patient: u64,
		guardians: u8,
	},
	Close {
		by: u64,
		patient: u64,
	},
	Anchor {
		by: u64,
		patient: u64,
		set: u8,
	},
	Amend {
		by: u64,
		n: u8,
	},
	MarkError {
		by: u64,
		n: u8,
	},
	Dispute {
		who: u64,
		n: u8,
	},
	RequestShred {
		who: u64,
		n: u8,
	},
	Shred {
		by: u64,
		n: u8,
		reason: u8,
	},
	Hold {
		by: u64,
		n: u8,
		days: u64,
	},
	Lift {
		by: u64,
		n: u8,
	},
	Succeed {
		who: u64,
	},
	Grant {
		who: u64,
		patient: u64,
		gift: Gift,
	},
	/// `None`: whoever speaks as the patient.
	Revoke {
		who: Option<u64>,
		grant: u8,
		free: bool,
	},
	/// `None`: the grantee reads.
	Access {
		by: Option<u64>,
		grant: u8,
		n: Vec<u8>,
	},
	Break {
		by: u64,
		patient: u64,
		sets: u32,
	},
	Read {
		by: Option<u64>,
		incident: u8,
		n: u8,
	},
	Justify {
		by: Option<u64>,
		incident: u8,
	},
	Review {
		by: u64,
		incident: u8,
		abuse: bool,
	},
	Seal {
		who: u64,
		patient: u64,
		sets: u32,
	},
	SetGuardians {
		who: u64,
		patient: u64,
		guardians: u8,
		court: bool,
	},
	Recover {
		who: u64,
		patient: u64,
		new: u64,
	},
	/// `None`: whoever speaks as the patient.
	Veto {
		who: Option<u64>,
		patient: u64,
	},
	Govern {
		short: bool,
	},
	/// A call that was heard is sent once more.
	Again {
		n: u8,
	},
	Fault {
		who: u64,
		on: bool,
	},
	End,
	Wait {
		time: u64,
		blocks: u64,
	},
	/// The same, and the hooks of the block run.
	Turn {
		time: u64,
		blocks: u64,
	},
}

/// A grant's terms.
#[derive(Clone, Debug)]
pub struct Gift {
	pub slot: u8,
	/// `None`: to a key.
	pub to: Option<u64>,
	/// `None`: of the record with this number.
	pub sets: Option<u32>,
	pub n: u8,
	pub from: u64,
	pub lasts: u64,
	pub reads: u16,
	/// How old the patient's writing is.
	pub age: u64,
}

fn patient() -> impl Strategy<Value = u64> {
	prop_oneof![6 => Just(PATIENTS[0]), 3 => Just(PATIENTS[1]), 1 => Just(PATIENTS[2])]
}

fn seldom() -> impl Strategy<Value = u64> {
	prop_oneof![1 => patient(), 1 => Just(PATIENTS[2])]
}

/// Who may speak for a patient, and who may not.
fn voice() -> impl Strategy<Value = u64> {
	prop_oneof![
		8 => Just(PATIENT),
		3 => Just(OTHER_PATIENT),
		1 => Just(PATIENTS[2]),
		3 => Just(GUARDIANS[0]),
		1 => Just(GUARDIANS[1]),
		2 => Just(GUARDIANS[2]),
		3 => Just(SUCCESSOR),
		1 => Just(OTHER_SUCCESSOR),
		1 => Just(STRANGER),
	]
}

fn voter() -> impl Strategy<Value = u64> {
	prop_oneof![
		4 => Just(GUARDIANS[0]),
		4 => Just(GUARDIANS[1]),
		1 => Just(GUARDIANS[2]),
		1 => Just(REGISTRAR),
		1 => Just(STRANGER),
	]
}

fn heir() -> impl Strategy<Value = u64> {
	prop_oneof![6 => Just(SUCCESSOR), 2 => Just(OTHER_SUCCESSOR), 1 => Just(PATIENT), 1 => Just(GUARDIANS[2])]
}

fn custodian() -> impl Strategy<Value = u64> {
	prop_oneof![8 => Just(HOSPITAL), 2 => Just(OTHER_HOSPITAL)]
}

fn keeper() -> impl Strategy<Value = u64> {
	prop_oneof![5 => Just(HOSPITAL), 2 => Just(OTHER_HOSPITAL), 3 => Just(REGULATOR)]
}

fn clinician() -> impl Strategy<Value = u64> {
	prop_oneof![4 => Just(CLINICIAN), 2 => Just(COLLEAGUE), 1 => Just(DOCTOR), 1 => Just(CLINIC)]
}

fn reader() -> impl Strategy<Value = u64> {
	prop_oneof![5 => Just(CLINIC), 3 => Just(CLINICIAN), 2 => Just(STRANGER)]
}

fn sets() -> impl Strategy<Value = u32> {
	prop_oneof![1 => Just(0), 4 => Just(1), 2 => 1..8u32, 2 => Just(u32::MAX)]
}

fn gift() -> BoxedStrategy<Gift> {
	let to = prop_oneof![6 => Just(Some(CLINIC)), 3 => Just(Some(CLINICIAN)), 2 => Just(None)];
	let sets = prop_oneof![3 => sets().prop_map(Some), 1 => Just(None)];
	let from = prop_oneof![5 => Just(0), 1 => 1..2 * DAY];
	let lasts = prop_oneof![1 => Just(0), 6 => 1..20 * DAY, 2 => 1..400 * DAY];
	let age = prop_oneof![5 => Just(0), 1 => 0..26 * HOUR];
	((0..SLOTS, to, sets, number()), (from, lasts, 0..4u16, age))
		.prop_map(|((slot, to, sets, n), (from, lasts, reads, age))| Gift {
			slot,
			to,
			sets,
			n,
			from,
			lasts,
			reads,
			age,
		})
		.boxed()
}

fn number() -> impl Strategy<Value = u8> {
	0..4u8
}

fn some() -> impl Strategy<Value = Vec<u8>> {
	prop_oneof![1 => Just(vec![]), 9 => proptest::collection::vec(number(), 1..3)]
}

fn span() -> impl Strategy<Value = u64> {
	prop_oneof![
		6 => 1..HOUR,
		8 => (1..48u64).prop_map(|hours| hours * HOUR),
		6 => (1..15u64).prop_map(|days| days * DAY),
		2 => (15..100u64).prop_map(|days| days * DAY),
		1 => (400..420u64).prop_map(|days| days * DAY),
	]
}

fn blocks() -> impl Strategy<Value = u64> {
	prop_oneof![3 => Just(0), 1 => Just(11)]
}

/// What custodians do.
fn keeping() -> BoxedStrategy<Op> {
	let guardians = || 0..4u8;
	prop_oneof![
		3 => (custodian(), seldom(), guardians())
			.prop_map(|(by, patient, guardians)| Op::Enter { by, patient, guardians }),
		3 => (custodian(), seldom())
			.prop_map(|(by, patient)| Op::Close { by, patient }),
		7 => (custodian(), patient(), prop_oneof![5 => 0..3u8, 1 => 30..34u8])
			.prop_map(|(by, patient, set)| Op::Anchor { by, patient, set }),
		2 => (custodian(), number()).prop_map(|(by, n)| Op::Amend { by, n }),
		1 => (custodian(), number()).prop_map(|(by, n)| Op::MarkError { by, n }),
		3 => (custodian(), number(), 0..4u8)
			.prop_map(|(by, n, reason)| Op::Shred { by, n, reason }),
		3 => (keeper(), number(), prop_oneof![4 => 0..40u64, 1 => 360..370u64])
			.prop_map(|(by, n, days)| Op::Hold { by, n, days }),
		2 => (keeper(), number()).prop_map(|(by, n)| Op::Lift { by, n }),
		1 => prop_oneof![4 => Just(REGISTRAR), 1 => Just(STRANGER)]
			.prop_map(|who| Op::Succeed { who }),
	]
	.boxed()
}

/// What patients and their guardians do.
fn ruling() -> BoxedStrategy<Op> {
	prop_oneof![
		8 => (voice(), patient(), gift())
			.prop_map(|(who, patient, gift)| Op::Grant { who, patient, gift }),
		4 => (prop_oneof![2 => Just(None), 1 => voice().prop_map(Some)], number(), any::<bool>())
			.prop_map(|(who, grant, free)| Op::Revoke { who, grant, free }),
		2 => (voice(), number()).prop_map(|(who, n)| Op::Dispute { who, n }),
		4 => (voice(), number()).prop_map(|(who, n)| Op::RequestShred { who, n }),
		2 => (voice(), patient(), prop_oneof![3 => Just(0), 1 => sets()])
			.prop_map(|(who, patient, sets)| Op::Seal { who, patient, sets }),
		2 => (prop_oneof![4 => voice(), 1 => Just(REGISTRAR)], patient(), 0..4u8, any::<bool>())
			.prop_map(|(who, patient, guardians, court)| {
				Op::SetGuardians { who, patient, guardians, court }
			}),
		7 => (voter(), patient(), heir())
			.prop_map(|(who, patient, new)| Op::Recover { who, patient, new }),
		2 => (prop_oneof![4 => Just(None), 1 => voice().prop_map(Some)], patient())
			.prop_map(|(who, patient)| Op::Veto { who, patient }),
	]
	.boxed()
}

/// What readers do, and whoever judges them.
fn reading() -> BoxedStrategy<Op> {
	let by = || prop_oneof![8 => Just(None), 1 => clinician().prop_map(Some)];
	let auditor = prop_oneof![
		4 => Just(AUDITOR),
		2 => Just(REGULATOR),
		1 => Just(HOUSE_AUDITOR),
		1 => Just(GROUP_AUDITOR),
		1 => Just(DOCTOR),
	];
	prop_oneof![
		9 => (prop_oneof![9 => Just(None), 1 => reader().prop_map(Some)], number(), some())
			.prop_map(|(by, grant, n)| Op::Access { by, grant, n }),
		5 => (clinician(), patient(), sets())
			.prop_map(|(by, patient, sets)| Op::Break { by, patient, sets }),
		5 => (by(), number(), number()).prop_map(|(by, incident, n)| Op::Read { by, incident, n }),
		3 => (by(), number()).prop_map(|(by, incident)| Op::Justify { by, incident }),
		2 => (auditor, number(), any::<bool>())
			.prop_map(|(by, incident, abuse)| Op::Review { by, incident, abuse }),
	]
	.boxed()
}

/// What time does, and what disturbs.
fn passing() -> BoxedStrategy<Op> {
	let licensed = prop_oneof![Just(HOSPITAL), Just(CLINIC), Just(CLINICIAN)];
	prop_oneof![
		6 => (span(), blocks()).prop_map(|(time, blocks)| Op::Wait { time, blocks }),
		6 => (span(), blocks()).prop_map(|(time, blocks)| Op::Turn { time, blocks }),
		5 => (0..8u8).prop_map(|n| Op::Again { n }),
		2 => (licensed, proptest::bool::weighted(0.3)).prop_map(|(who, on)| Op::Fault { who, on }),
		1 => any::<bool>().prop_map(|short| Op::Govern { short }),
		1 => Just(Op::End),
	]
	.boxed()
}

pub fn ops() -> impl Strategy<Value = Vec<Op>> {
	let any = prop_oneof![4 => keeping(), 5 => ruling(), 5 => reading(), 5 => passing()];
	proptest::collection::vec(any, 40..70)
}
