//! Random operations of many actors, with the numbered invariants after each one, against [`Model`].
//!
//! As a rule 60 cases of about 50 operations. With `SALUS_LONG=1` in the environment 100,000 operations and more:
//! `SALUS_LONG=1 cargo nextest run -p pallet-reimbursement-escrow --features runtime-benchmarks,try-runtime -E 'test(invariants)'`.

use super::{
	acts,
	mock::*,
	model::*,
	ops::{ops, Op},
	setup::*,
};
use crate::*;
use frame::testing_prelude::*;
use proptest::{prelude::ProptestConfig, test_runner::TestRunner};
use salus_primitives::{
	ids::{DAY, HOUR},
	LicenceFault, LicenceId, RxId,
};
use std::{
	cell::{Cell, RefCell},
	collections::BTreeSet,
};

fn rx(item: u8) -> RxId {
	H256::repeat_byte(item + 1)
}

/// What a number picks, the first again after the last.
fn nth<T: Copy>(all: &[T], n: u8) -> Option<T> {
	all.get(usize::from(n).checked_rem(all.len())?).copied()
}

/// The claim that a number picks.
fn pick(model: &Model, n: u8, odd: bool, fits: impl Fn(&Stage) -> bool) -> Option<ClaimKey> {
	let fits = |key: &ClaimKey| Escrow::claim(*key).is_some_and(|claim| odd || fits(&claim.stage));
	let fitting: Vec<_> = model.order.iter().rev().copied().filter(fits).collect();
	nth(&fitting, n)
}

/// The dispenses, newest first.
fn dispenses() -> Vec<(RxId, u8)> {
	let mut all: Vec<_> = Dispensed::get().into_values().collect();
	all.sort_by_key(|facts| (core::cmp::Reverse(facts.at), facts.id()));
	all.into_iter().map(|facts| facts.id()).collect()
}

/// The dispense that a number picks.
fn dispensed(n: u8) -> Option<(RxId, u8)> {
	nth(&dispenses(), n)
}

/// The dispense that a number picks among those that nobody has claimed.
fn unclaimed(n: u8) -> Option<(RxId, u8)> {
	let is_free = |(rx, seq): &(RxId, u8)| !Claims::<Test>::contains_key(rx, (*seq, 0));
	let free: Vec<_> = dispenses().into_iter().filter(is_free).collect();
	nth(&free, n)
}

/// Who acts for the payer of a claim, and for its provider.
fn sides(key: ClaimKey) -> (u64, u64) {
	let claim = stored(key);
	let adjudicator = if claim.payer == licence(PAYER) { ADJUDICATOR } else { SECOND_PAYER };
	(adjudicator, claim.provider.into())
}

fn is_open(stage: &Stage) -> bool {
	matches!(stage, Stage::Submitted { .. })
}

fn perform(model: &mut Model, op: Op) {
	match op {
		Op::Wait { time } => after(time),
		Op::Turn { time } => turn_after(time),
		Op::Starve => {
			let mut meter = WeightMeter::with_limit(Weight::from_parts(1, 1));
			attempt(|| {
				<Escrow as Hooks<u64>>::on_poll(1, &mut meter);
				Err("starved".into())
			});
		},
		Op::Dispense { by, item, quantity } => {
			dispense_by(by, rx(item), quantity);
		},
		Op::WithdrawDispense { n } => {
			let of = dispensed(n).filter(|id| Dispensed::get()[id].payable);
			let Some((rx, seq)) = of else { return };
			attempt(|| withdraw_dispense(rx, seq));
		},
		Op::Void { n } => {
			let Some((rx, seq)) = dispensed(n) else { return };
			void(rx, seq);
		},
		Op::UseUp { item } => UsedUp::mutate(|used| {
			used.insert(rx(item));
		}),
		Op::Block { who, on: true } => block(who),
		Op::Block { who, on: false } => thaw(who),
		Op::Fault { who, on } => fault(who, on.then_some(LicenceFault::Suspended)),
		Op::Govern { what, on } => attempt(|| govern(what, on)),
		op => attempt(|| act(model, op).unwrap_or(Ok(()))),
	}
}

/// An error changes nothing.
fn attempt(act: impl FnOnce() -> DispatchResult) {
	let root = || frame::deps::sp_io::storage::root(StateVersion::V1);
	let before = root();
	if let Err(error) = act() {
		assert_eq!(before, root(), "a failed call changed something: {error:?}");
	}
}

fn govern(what: u8, on: bool) -> DispatchResult {
	let call = match what {
		0 => Call::set_rules { rules: Rules { answer: if on { 60 } else { 20 } * DAY, ..rules() } },
		1 => Call::set_rules { rules: Rules { rounds: 0, ..rules() } },
		2 => {
			let usage = carcs().into_iter().find(|(carc, _)| *carc == 45).map(|(_, usage)| usage);
			Call::set_carc { carc: 45, usage: usage.filter(|_| on) }
		},
		3 => Call::admit_asset { asset: NATIVE, admitted: on },
		_ => {
			let members = if on { panel(&FIRST_PANEL) } else { panel(&FIRST_PANEL[1..]) };
			Call::set_panel { level: 1, members: members.try_into().unwrap() }
		},
	};
	send_from(RuntimeOrigin::root(), call)
}

/// Sends the operation's call; `None` if there is nothing that it could be about.
fn act(model: &Model, op: Op) -> Option<DispatchResult> {
	match op {
		Op::Submit { .. }
		| Op::Notice { .. }
		| Op::Resubmit { .. }
		| Op::Retract { .. }
		| Op::Adjudicate { .. }
		| Op::Deny { .. } => act_on_claim(model, op),
		Op::Appeal { .. }
		| Op::Vote { .. }
		| Op::OrderReversal { .. }
		| Op::PokeClaim { .. }
		| Op::PokeFirst => act_on_decision(model, op),
		op => {
			let (who, call) = call_of(op)?;
			Some(send(who, call))
		},
	}
}

/// Between provider and payer.
fn act_on_claim(model: &Model, op: Op) -> Option<DispatchResult> {
	Some(match op {
		Op::Submit { n, rank, payer, billed, odd } => {
			let (key, by, billed) = if rank > 0 && !odd {
				let below = pick(model, n, false, |stage| {
					matches!(
						stage,
						Stage::Paid { .. } | Stage::Denied { .. } | Stage::Closed { .. }
					)
				})?;
				let claim = stored(below);
				(at_rank(below.rank + 1, below), claim.provider, claim.billed)
			} else {
				let id = if odd { dispensed(n)? } else { unclaimed(n)? };
				(at_rank(rank, key(id.0, id.1)), Dispensed::get()[&id].by, billed)
			};
			acts::submit(if odd { RIVAL } else { by.into() }, key, payer, billed)
		},
		Op::Notice { n, defects, odd } => {
			let key = pick(model, n, odd, is_open)?;
			acts::notice(if odd { PAYER } else { sides(key).0 }, key, defects)
		},
		Op::Resubmit { n, percent, odd } => {
			let key = pick(model, n, odd, |stage| matches!(stage, Stage::Noticed { .. }))?;
			let billed = stored(key).billed * percent / 100;
			acts::resubmit(if odd { BRANCH } else { sides(key).1 }, key, billed)
		},
		Op::Retract { n, odd } => {
			let key = pick(model, n, odd, |stage| {
				is_open(stage)
					|| matches!(
						stage,
						Stage::Noticed { .. } | Stage::Denied { .. } | Stage::Paid { .. }
					)
			})?;
			acts::retract(if odd { RIVAL } else { sides(key).1 }, key)
		},
		Op::Adjudicate { n, payer, patient, off, odd } => {
			let key = pick(model, n, odd, is_open)?;
			let claim = stored(key);
			let promised = claim.promise.split(claim.billed);
			let (payer, patient) = if claim.promise.is_covered() {
				(promised.payer, promised.patient * patient / 100)
			} else {
				let payer = promised.payer * payer / 100;
				(payer, (claim.billed - claim.promise.prior - payer) * patient / 100)
			};
			let rest = claim.billed - payer - patient + off;
			let parts = [(Group::OA, 45, claim.promise.prior.min(rest))];
			let rest = rest - parts[0].2;
			let parts = [parts[0], (Group::CO, 97, rest)];
			let who = if odd { PAYER } else { sides(key).0 };
			acts::adjudicate_with(who, key, payer, patient, &parts)
		},
		Op::Deny { n, carc, odd } => {
			let key = pick(model, n, odd, is_open)?;
			acts::deny(if odd { SECOND_PAYER } else { sides(key).0 }, key, carc)
		},
		_ => return None,
	})
}

/// What follows a decision.
fn act_on_decision(model: &Model, op: Op) -> Option<DispatchResult> {
	Some(match op {
		Op::Appeal { n, by, odd } => {
			let key = pick(model, n, odd, |stage| match stage {
				Stage::Denied { .. } => true,
				Stage::Paid { appeal_by, .. } => Now::get() < *appeal_by,
				_ => false,
			})?;
			let provider = by == PHARMACY;
			acts::appeal(if provider { sides(key).1 } else { by }, key)
		},
		Op::Vote { n, member, overturn, odd } => {
			let key = pick(model, n, odd, |stage| matches!(stage, Stage::Appealed { .. }))?;
			let level = match claim(key).stage {
				Stage::Appealed { level, .. } => level,
				_ => 1,
			};
			let members = if level == 1 { &FIRST_PANEL[..] } else { &SECOND_PANEL[..] };
			acts::vote(members[member % members.len()], key, overturn)
		},
		Op::OrderReversal { n, percent, odd } => {
			let key = pick(model, n, odd, |stage| matches!(stage, Stage::Paid { .. }))?;
			let paid = match claim(key).stage {
				Stage::Paid { payment, .. } => payment.split.payer,
				_ => 100,
			};
			acts::order_reversal(REGULATOR, key, paid * percent / 100)
		},
		Op::PokeClaim { n } => acts::poke(pick(model, n, true, |_| true)?),
		Op::PokeFirst => {
			let first = Escrow::due(None, 1).items.pop()?;
			let poked = acts::poke_at(first.1.clone());
			if poked.is_ok() && matches!(first.1, DueKey::Cover(..) | DueKey::Copay(_)) {
				assert_noop!(acts::poke_at(first.1), Error::<Test>::NotFound);
			}
			poked
		},
		_ => return None,
	})
}

/// Calls that no claim is named in.
fn call_of(op: Op) -> Option<(u64, Call<Test>)> {
	let now = Now::get();
	let until = |days: u64| now + days * DAY;
	let id = |who: u64| -> LicenceId { licence(who) };
	Some(match op {
		Op::Fund { payer, asset, amount } => {
			(payer, Call::fund { licence: id(payer), asset, amount })
		},
		Op::Withdraw { payer, asset, amount } => {
			if !waiting(id(payer), &asset).is_empty() {
				let call = Call::withdraw { licence: id(payer), asset, amount };
				assert!(send(payer, call).is_err(), "11: withdrawn while others wait");
				return None;
			}
			(payer, Call::withdraw { licence: id(payer), asset, amount })
		},
		Op::Offer { payer, provider, asset, cap, pay, days } => {
			let terms = Terms {
				asset,
				silent_cap: cap,
				notice: DAY / 2,
				pay: pay * DAY,
				until: until(days),
				..terms()
			};
			(payer, Call::offer_contract { licence: id(payer), provider: id(provider), terms })
		},
		Op::Accept { payer, provider } => {
			let contract = Contracts::<Test>::get(id(payer), id(provider))?;
			let hash = contract.offer.map_or_else(H256::zero, |terms| hash(&terms));
			(provider, Call::accept_contract { licence: id(provider), payer: id(payer), hash })
		},
		Op::EndContract { payer, provider, by_payer } => {
			let (who, other) = if by_payer { (payer, provider) } else { (provider, payer) };
			(who, Call::end_contract { licence: id(who), other: id(other) })
		},
		Op::Tariff { payer, number, days } => {
			let (rule, until) = (price(), until(days));
			(payer, Call::set_tariff { licence: id(payer), number, rule, from: now, until })
		},
		Op::Cover { payer, item, rank, asset, tariff, days, reserve } => {
			let rule = if tariff { Rule::Tariff(1) } else { Rule::Inline(price()) };
			let provider = (days % 4 == 0).then_some(licence(PHARMACY));
			let (rx, until, licence) = (rx(item), until(days), id(payer));
			let call = Call::cover { licence, rx, rank, asset, rule, provider, until, reserve };
			(payer, call)
		},
		Op::EndCover { payer, item, rank } => {
			(payer, Call::end_cover { licence: id(payer), rx: rx(item), rank })
		},
		Op::HoldCopay { item, asset, amount, days } => {
			let who = if days % 5 == 0 { PHARMACY } else { STRANGER };
			(who, Call::hold_copay { rx: rx(item), asset, amount, until: until(days) })
		},
		Op::ReleaseCopay { item, who } => (who, Call::release_copay { rx: rx(item) }),
		Op::SetPayee { provider, account } => {
			(provider, Call::set_payee { licence: id(provider), account })
		},
		_ => return None,
	})
}

/// Invariant 13: left alone, everything ends, and nothing stays but what retention demands.
fn silence(model: &mut Model) {
	for who in [PHARMACY, PAYER, STRANGER] {
		thaw(who);
	}
	let mut pass = |days: u64| {
		for _ in 0..days / 30 {
			// A deadline that could not be met is tried again an hour later.
			for time in [30 * DAY, 2 * HOUR] {
				turn_after(time);
				model.learn();
			}
		}
		model.check();
	};
	pass(3 * 365);
	for (rx, (dispense, rank), claim) in Claims::<Test>::iter() {
		let is_final = claim.final_at(Now::get()).is_some();
		assert!(is_final, "13: {rx:?} {dispense} {rank} is {:?}", claim.stage);
		assert_eq!(claim.reserved, 0, "13: a final claim has a reserve");
	}
	for who in ACCOUNTS {
		assert_eq!(deposited(who), 0, "13: a deposit of {who} stays");
	}
	let claims_only = Due::<Test>::iter_keys().all(|(_, key)| matches!(key, DueKey::Claim(_)));
	assert!(claims_only, "13: an entry without a reason stays");
	pass(2 * 365);
	assert_eq!(Claims::<Test>::iter().count(), 0, "13: a claim stays");
	assert_eq!(Due::<Test>::iter_keys().count(), 0, "13: an entry stays");
	assert_eq!(Shortfalls::<Test>::iter_keys().count(), 0, "13: somebody waits");
}

/// What every long run comes to; a short one may miss some.
const REACHED: [&str; 37] = [
	"Funded",
	"Withdrawn",
	"ContractOffered",
	"ContractAccepted",
	"ContractEnded",
	"TariffSet",
	"Covered",
	"CoverShortened",
	"CoverEnded",
	"PaymentDeferred",
	"Submitted",
	"Unfunded",
	"Reserved",
	"DeficiencyNoticed",
	"Resubmitted",
	"Adjudicated",
	"Denied",
	"Appealed",
	"AppealWaived",
	"Voted",
	"Decided",
	"Paid",
	"Payable",
	"PaymentStopped",
	"Reversed",
	"Recouped",
	"Closed",
	"Lapsed",
	"ClaimPruned",
	"CopayHeld",
	"CopayReleased",
	"PayeeSet",
	"RulesSet",
	"CarcSet",
	"AssetAdmitted",
	"PanelSet",
	"Lapsed { Debt }",
];

/// What the events of a case are called.
fn names() -> BTreeSet<String> {
	let mut names = BTreeSet::new();
	for (event, ..) in Journal::get() {
		if let Event::Lapsed { lapse, .. } = &event {
			names.insert(format!("Lapsed {{ {lapse:?} }}"));
		}
		let told = format!("{event:?}");
		let name = told.trim_start_matches("Event::").split(' ').next();
		names.extend(name.map(String::from));
	}
	names
}

fn case(ops: Vec<Op>) {
	Journal::set(Vec::new());
	new_test_ext().execute_with(|| {
		let mut model = Model::new();
		contract();
		contract_between(SECOND_PAYER, PHARMACY, terms());
		contract_between(PAYER, RIVAL, Terms { asset: NATIVE, ..terms() });
		fund(PAYER, CARE, 20_000);
		model.learn();
		for op in ops {
			perform(&mut model, op);
			model.learn();
			model.check();
		}
		silence(&mut model);
		check();
	});
}

#[test]
fn invariants_hold_after_any_operations() {
	let long = std::env::var("SALUS_LONG").is_ok();
	let cases = if long { 2_100 } else { 60 };
	let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases) };
	let (reached, performed) = (RefCell::new(BTreeSet::new()), Cell::new(0));
	let tested = TestRunner::new(config).run(&ops(), |ops| {
		performed.set(performed.get() + ops.len());
		case(ops);
		reached.borrow_mut().extend(names());
		Ok(())
	});
	if let Err(failed) = tested {
		panic!("{failed}");
	}
	let reached = reached.into_inner();
	let missed: Vec<_> = REACHED.iter().filter(|name| !reached.contains(**name)).collect();
	println!("{} operations; not reached: {missed:?}", performed.get());
	assert!(!long || missed.is_empty(), "the operations never reach {missed:?}");
}
