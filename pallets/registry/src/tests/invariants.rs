//! Random operations of several actors over time. After each, the numbered invariants of the design page, section 8.

use crate::{mock::*, *};
use frame::{deps::sp_io, testing_prelude::*};
use proptest::prelude::*;
use salus_primitives::{
	ids::{DAY, HOUR},
	Infraction, LicenceId, LicenceStatus, Licensing, Moment, Role, Roles, Trail,
};
use std::collections::BTreeMap;

/// The rows as the events alone tell them: a verifier who was never shown the state.
#[derive(Default)]
pub struct Replay {
	licences: BTreeMap<LicenceId, (LicenceOf<Test>, FileOf<Test>)>,
	/// The suspension that the council was last asked to lift.
	to_lift: BTreeMap<LicenceId, (Standing, Stamp)>,
	organisations: BTreeMap<u32, Trail>,
}

impl Replay {
	/// Follows the events of this block since the last look.
	pub fn follow(&mut self) {
		let at = Registry::clock();
		for event in events() {
			self.apply(&event, at);
			let trail = match subject(&event) {
				Some(Target::Licence(id)) => &mut self.licences.get_mut(&id).unwrap().1.trail,
				Some(Target::Organisation(id)) => self
					.organisations
					.entry(id)
					.or_insert_with(|| Trail::of_key(TRAIL, &Target::Organisation(id))),
				None => continue,
			};
			trail.push(&event, at.0, at.1);
		}
	}

	/// 4: replay gives head, row and file.
	pub fn check(&self) {
		for (id, (row, file)) in &self.licences {
			assert_eq!(Licences::<Test>::get(id).as_ref(), Some(row));
			assert_eq!(Files::<Test>::get(id).as_ref(), Some(file));
		}
		assert_eq!(Licences::<Test>::iter_keys().count(), self.licences.len());
		for (id, trail) in &self.organisations {
			assert_eq!(&house(*id).trail, trail);
		}
	}

	fn begin(&mut self, id: LicenceId, terms: &TermsOf<Test>, at: Stamp) {
		let rows = Registry::new_licence(id, terms, at);
		assert!(self.licences.insert(id, rows).is_none());
	}

	fn apply(&mut self, event: &Event<Test>, at: Stamp) {
		match event {
			Event::Granted { licence, terms } if !self.licences.contains_key(licence) => {
				// 5: nobody licenses its own house, a regulator or an auditor alone.
				let granter = Registrars::<Test>::get(terms.registrar).unwrap();
				assert!(!terms.role.needs_council());
				let keys = [&terms.holder, &house(terms.organisation).account];
				assert!(!Registry::is_house_of(&granter, terms.organisation, &keys));
				return self.begin(*licence, terms, at);
			},
			Event::CouncilAsked { target: Target::Licence(id), terms: Some(terms), .. } => {
				self.begin(*id, terms, at);
				self.licences.get_mut(id).unwrap().0.standing = Standing::Awaiting;
			},
			_ => (),
		}
		let Some(Target::Licence(id)) = subject(event) else { return };
		let (row, file) = self.licences.get_mut(&id).unwrap();
		let stand = |row: &mut LicenceOf<Test>, standing| {
			row.standing = standing;
			row.set = at;
		};
		match event.clone() {
			Event::Granted { terms, .. } => {
				stand(row, Standing::Active);
				(row.from, row.bonded, file.bond) = (terms.from, true, terms.bond);
			},
			Event::CouncilAsked { act, due, .. } => {
				if matches!(act, Act::Resume { .. }) {
					self.to_lift.insert(id, (row.standing, row.set));
				}
				file.pending = Some(Pending { act, by: Asker::Registrar, council: true, due });
			},
			Event::Countersigned { .. } => match &mut file.pending {
				Some(pending @ Pending { act: Act::Change { .. }, .. }) => pending.council = false,
				pending => {
					// 6: the council lifts the suspension that it was asked to lift, and no later one.
					if let Some(Pending { act: Act::Resume { .. }, .. }) = pending.take() {
						assert_eq!(self.to_lift[&id], (row.standing, row.set));
					}
				},
			},
			Event::Refused { .. } => {
				if row.standing == Standing::Awaiting {
					stand(row, Standing::Void);
					file.ended = Some(at.1);
				}
				file.pending = None;
			},
			Event::Renewed { from, until, credential, bond, .. } => {
				if row.from != from {
					row.set = at;
				}
				(row.from, row.until, row.bonded) = (from, until, true);
				(file.credential, file.bond, file.pending) = (credential, bond, None);
			},
			Event::Suspended { ground, .. } => {
				stand(row, Standing::Suspended(ground));
				let stays = |pending: &PendingOf<Test>| match pending.act {
					Act::Resume { .. } => false,
					_ => pending.by != Asker::Holder,
				};
				file.pending = file.pending.take().filter(stays);
			},
			Event::Resumed { .. } => {
				stand(row, Standing::Active);
				file.pending = None;
			},
			Event::Revoked { ground, .. } => {
				stand(row, Standing::Revoked(ground));
				file.ended = file.ended.or(Some(at.1));
				file.pending = None;
			},
			Event::Surrendered { .. } => {
				stand(row, Standing::Surrendered);
				(file.ended, file.pending) = (Some(at.1), None);
			},
			Event::Overruled { .. } => {
				stand(row, Standing::Active);
				file.ended = None;
				let stays = |pending: &PendingOf<Test>| !matches!(pending.act, Act::Resume { .. });
				file.pending = file.pending.take().filter(stays);
			},
			Event::ChangeRequested { new, from, due, by, council, .. } => {
				let act = Act::Change { new, from };
				file.pending = Some(Pending { act, by, council, due });
			},
			Event::ChangeCancelled { veto, .. } => {
				file.pending = None;
				file.vetoed |= veto;
			},
			Event::HolderChanged { old, new, .. } => {
				// 5: only by the new key that was asked for, in its time, with the council if asked.
				let pending = file.pending.take().unwrap();
				let Act::Change { new: asked, from } = pending.act else { panic!("no change") };
				assert!(asked == new && old == row.holder && !pending.council);
				assert!(from <= at.1 && at.1 < pending.due);
				(row.holder, row.set, file.vetoed) = (new, at, false);
			},
			Event::TierSet { tier, bond, .. } => {
				(row.bonded, file.tier, file.bond) = (true, tier, bond);
			},
			Event::Rebonded { bond, .. } => (row.bonded, file.bond) = (true, bond),
			Event::BondReleased { amount, .. } => {
				assert_eq!(amount, file.bond);
				if row.standing == Standing::Awaiting {
					file.ended = Some(file.pending.take().unwrap().due);
					stand(row, Standing::Void);
				}
				// 3: no share before end and tail.
				let end = file.ended.unwrap_or(row.until + GRACE);
				let tail = if row.standing == Standing::Void { 0 } else { TAIL };
				assert!(end + tail <= at.1);
				(row.bonded, file.bond) = (false, 0);
			},
			Event::BondForfeited { amount, .. } => {
				(row.bonded, file.bond) = (false, file.bond - amount);
			},
			Event::InfractionReported { what, count, .. } => {
				match file.reports.iter_mut().find(|report| report.what == what) {
					Some(report) => (report.count, report.last) = (count, at.0),
					None => {
						let first = Report { what, count, answered: 0, last: at.0 };
						file.reports.try_push(first).unwrap();
					},
				}
			},
			Event::ReportAnswered { what, answered, .. } => {
				let report = file.reports.iter_mut().find(|report| report.what == what);
				report.unwrap().answered = answered;
			},
			other => panic!("{other:?} is about no licence"),
		}
		// 3: the bit is set only with a share of the size that is asked at present.
		let sets_bit = matches!(
			event,
			Event::Granted { .. }
				| Event::Renewed { .. }
				| Event::TierSet { .. }
				| Event::Rebonded { .. }
		);
		if sets_bit {
			let (_, size) = Registry::asked(row.role, file.tier).unwrap();
			assert!(row.bonded && file.bond == size);
		}
	}
}

/// Whose trail an event belongs to.
fn subject(event: &Event<Test>) -> Option<Target> {
	match event {
		Event::CouncilAsked { target, .. }
		| Event::Countersigned { target }
		| Event::Refused { target }
		| Event::ChangeRequested { target, .. }
		| Event::ChangeCancelled { target, .. } => Some(*target),
		Event::OrganisationEntered { organisation, .. }
		| Event::GroupSet { organisation, .. }
		| Event::AccountChanged { organisation, .. }
		| Event::BondDeposited { organisation, .. }
		| Event::BondWithdrawn { organisation, .. } => Some(Target::Organisation(*organisation)),
		Event::Granted { licence, .. }
		| Event::Renewed { licence, .. }
		| Event::Suspended { licence, .. }
		| Event::Resumed { licence }
		| Event::Revoked { licence, .. }
		| Event::Surrendered { licence }
		| Event::Overruled { licence, .. }
		| Event::HolderChanged { licence, .. }
		| Event::TierSet { licence, .. }
		| Event::Rebonded { licence, .. }
		| Event::BondReleased { licence, .. }
		| Event::BondForfeited { licence, .. }
		| Event::InfractionReported { licence, .. }
		| Event::ReportAnswered { licence, .. } => Some(Target::Licence(*licence)),
		_ => None,
	}
}

#[derive(Clone, Debug)]
enum Op {
	Pass(Moment),
	/// Waits until what is pending may be accepted.
	Await(Target),
	Grant {
		holder: AccountId,
		role: usize,
		organisation: u32,
		wait: Moment,
		length: Moment,
		tier: u8,
	},
	Renew(LicenceId, Moment),
	Suspend(LicenceId, Option<u32>),
	Resume(LicenceId),
	Revoke(LicenceId, Option<u32>),
	Surrender(LicenceId),
	Countersign(Target, bool),
	Overrule(LicenceId),
	Rotate(Target, AccountId),
	Replace(Target, AccountId),
	Accept(Target),
	Cancel(Target),
	SetTier(LicenceId, u8),
	Rebond(LicenceId),
	Deposit(u32, Balance),
	Withdraw(u32, Balance),
	Release(LicenceId),
	Forfeit(LicenceId, Balance),
	Report(LicenceId),
	Answer(LicenceId),
	Policy(usize, Balance),
	Group(u32, Option<u32>),
	End(Option<u16>),
}

/// Whoever may sign; 0 is the council.
const ACTORS: [AccountId; 10] =
	[0, BOARD, RIVAL, BOARD_HOUSE, CLINIC, PHARMACY, DOCTOR, COLLEAGUE, FRESH, STRANGER];

fn origin(who: AccountId) -> RuntimeOrigin {
	if who == 0 {
		council()
	} else {
		by(who)
	}
}

/// One operation, or several that belong together and are rarely met by chance.
fn ops() -> impl Strategy<Value = Vec<Op>> {
	let story = (1u32..7, proptest::sample::select(&ACTORS[1..]), any::<bool>()).prop_map(
		|(id, new, by_holder)| {
			let target = Target::Licence(id);
			let ask = if by_holder { Op::Rotate(target, new) } else { Op::Replace(target, new) };
			vec![ask, Op::Countersign(target, true), Op::Await(target), Op::Accept(target)]
		},
	);
	let suspension = (1u32..7, proptest::option::of(any::<bool>())).prop_map(|(id, worse)| {
		let mut ops = vec![Op::Suspend(id, Some(1)), Op::Resume(id)];
		// While the council deliberates, more is found; and the registrar may ask once more.
		if let Some(again) = worse {
			ops.push(Op::Suspend(id, Some(0)));
			ops.extend(again.then_some(Op::Resume(id)));
		}
		ops.push(Op::Countersign(Target::Licence(id), true));
		ops
	});
	prop_oneof![
		8 => op().prop_map(|op| vec![op]),
		2 => story,
		1 => suspension,
	]
}

fn op() -> impl Strategy<Value = Op> {
	let id = || 1u32..7;
	let account = || proptest::sample::select(&ACTORS[1..]);
	let target = || {
		prop_oneof![
			4 => id().prop_map(Target::Licence),
			1 => (1u32..5).prop_map(Target::Organisation),
		]
	};
	let since = || proptest::option::of(0u32..4);
	let wait = proptest::sample::select(vec![0, 0, DAY]);
	let time =
		|| proptest::sample::select(vec![1, HOUR, DAY, 3 * DAY, 30 * DAY, 91 * DAY, 2 * YEAR]);
	let grant = (account(), 0usize..10, 1u32..5, wait, time(), 0u8..5).prop_map(
		|(holder, role, organisation, wait, length, tier)| Op::Grant {
			holder,
			role,
			organisation,
			wait,
			length: length.max(DAY) * 2,
			tier,
		},
	);
	prop_oneof![
		3 => time().prop_map(Op::Pass),
		3 => target().prop_map(Op::Await),
		2 => grant,
		3 => (id(), time()).prop_map(|(id, time)| Op::Renew(id, time)),
		4 => (id(), since()).prop_map(|(id, since)| Op::Suspend(id, since)),
		4 => id().prop_map(Op::Resume),
		1 => (id(), since()).prop_map(|(id, since)| Op::Revoke(id, since)),
		1 => id().prop_map(Op::Surrender),
		3 => (target(), any::<bool>()).prop_map(|(target, accept)| Op::Countersign(target, accept)),
		2 => id().prop_map(Op::Overrule),
		3 => (target(), account()).prop_map(|(target, new)| Op::Rotate(target, new)),
		2 => (target(), account()).prop_map(|(target, new)| Op::Replace(target, new)),
		6 => target().prop_map(Op::Accept),
		2 => target().prop_map(Op::Cancel),
		1 => (id(), 0u8..5).prop_map(|(id, tier)| Op::SetTier(id, tier)),
		1 => id().prop_map(Op::Rebond),
		1 => (1u32..5, 0u128..400).prop_map(|(id, amount)| Op::Deposit(id, amount)),
		1 => (1u32..5, 0u128..400).prop_map(|(id, amount)| Op::Withdraw(id, amount)),
		2 => id().prop_map(Op::Release),
		1 => (id(), 0u128..200).prop_map(|(id, amount)| Op::Forfeit(id, amount)),
		1 => id().prop_map(Op::Report),
		1 => id().prop_map(Op::Answer),
		1 => (0usize..10, 0u128..200).prop_map(|(role, bond)| Op::Policy(role, bond)),
		1 => (1u32..5, proptest::option::of(0u32..2)).prop_map(|(id, group)| Op::Group(id, group)),
		1 => proptest::option::of(1u16..3).prop_map(Op::End),
	]
}

/// For fraud since some blocks after the grant.
fn ground(id: LicenceId, since: Option<u32>) -> Ground {
	let granted = Files::<Test>::get(id).map_or(0, |file| file.granted);
	since.map_or(Ground::Ordinary, |since| Ground::Fraud { since: granted + since })
}

impl Op {
	/// Who would do this, as things are.
	fn natural(&self) -> AccountId {
		let file = |id: &u32| Files::<Test>::get(id);
		let registrar = |id| Registry::successor_of(id).map_or(0, |(_, row)| row.account);
		let key = |target: &Target| match target {
			Target::Licence(id) => Licences::<Test>::get(id).map_or(STRANGER, |row| row.holder),
			Target::Organisation(id) => house(*id).account,
		};
		match self {
			Op::Grant { role, .. } => registrar(if *role < 2 { RIVAL_ID } else { BOARD_ID }),
			Op::Renew(id, _)
			| Op::Suspend(id, _)
			| Op::Resume(id)
			| Op::Revoke(id, _)
			| Op::SetTier(id, _)
			| Op::Replace(Target::Licence(id), _)
			| Op::Answer(id) => file(id).map_or(BOARD, |file| registrar(file.registrar)),
			Op::Surrender(id) => key(&Target::Licence(*id)),
			Op::Rotate(target, _) | Op::Cancel(target) => key(target),
			Op::Accept(target) => match waiting(*target).map(|pending| pending.act) {
				Some(Act::Change { new, .. }) => new,
				_ => STRANGER,
			},
			Op::Rebond(id) => {
				Licences::<Test>::get(id).map_or(CLINIC, |row| house(row.organisation).account)
			},
			Op::Deposit(id, _) | Op::Withdraw(id, _) => house(*id).account,
			Op::Release(_) => STRANGER,
			_ => 0,
		}
	}

	fn call(self, who: AccountId) -> DispatchResult {
		let signer = origin(who);
		match self {
			Op::Pass(time) => Ok(pass(time)),
			Op::Await(target) => {
				let now = Now::get();
				let from = match waiting(target).map(|pending| pending.act) {
					Some(Act::Change { from, .. }) => from,
					_ => now,
				};
				Ok(go_to(from.max(now)))
			},
			Op::Grant { holder, role, organisation, wait, length, tier } => {
				let from = (wait > 0).then_some(Now::get() + wait);
				let until = Now::get() + wait + length;
				let role = Role::ALL[role];
				Registry::grant(signer, holder, role, organisation, from, until, credential(), tier)
			},
			Op::Renew(id, time) => Registry::renew(signer, id, Now::get() + time, decision()),
			Op::Suspend(id, since) => suspend_by(signer, id, ground(id, since)),
			Op::Resume(id) => Registry::resume(signer, id),
			Op::Revoke(id, since) => Registry::revoke(signer, id, ground(id, since), decision()),
			Op::Surrender(id) => Registry::surrender(signer, id),
			Op::Countersign(target, accept) => {
				let act = waiting(target).map_or(Act::Grant, |pending| pending.act);
				Registry::countersign(signer, target, act, accept)
			},
			Op::Overrule(id) => Registry::overrule(signer, id, decision()),
			Op::Rotate(target, new) => Registry::rotate(signer, target, new),
			Op::Replace(target, new) => Registry::replace_holder(signer, target, new),
			Op::Accept(target) => Registry::accept_change(signer, target),
			Op::Cancel(target) => Registry::cancel_change(signer, target),
			Op::SetTier(id, tier) => Registry::set_tier(signer, id, tier),
			Op::Rebond(id) => Registry::rebond(signer, id),
			Op::Deposit(id, amount) => Registry::deposit_bond(signer, id, amount),
			Op::Withdraw(id, amount) => Registry::withdraw_bond(signer, id, amount),
			Op::Release(id) => Registry::release_bond(signer, id),
			Op::Forfeit(id, amount) => Registry::forfeit(signer, id, amount, STRANGER, decision()),
			Op::Report(id) => {
				<Registry as Licensing<AccountId>>::report(id, Infraction::Unratified);
				Ok(())
			},
			Op::Answer(id) => {
				Registry::answer_report(signer, id, Infraction::Unratified, decision())
			},
			Op::Policy(role, bond) => {
				let bonds = [bond, bond, bond * 2, bond * 3];
				let policy = RolePolicy { max_validity_d: VALIDITY_D, tail_d: TAIL_D, bonds };
				Registry::set_role_policy(signer, Role::ALL[role], policy)
			},
			Op::Group(id, group) => {
				Registry::set_group(signer, BoundedVec::truncate_from(vec![id]), group)
			},
			Op::End(successor) => Registry::end_registrar(signer, RIVAL_ID, successor),
		}
	}

	/// Whether this may end the taint of a licence for which `pending` waited: by a resumption, which the council agreed to if
	/// it had to, by a milder revocation, or by its word.
	fn may_end_taint(&self, licence: LicenceId, pending: Option<&PendingOf<Test>>) -> bool {
		match self {
			Op::Resume(id) | Op::Overrule(id) | Op::Revoke(id, None) => *id == licence,
			Op::Countersign(Target::Licence(id), true) => {
				let resumes = |pending: &PendingOf<Test>| matches!(pending.act, Act::Resume { .. });
				*id == licence && pending.is_some_and(resumes)
			},
			_ => false,
		}
	}
}

/// 6, and the state machine of section 3.
fn may_become(before: Standing, after: Standing) -> bool {
	use Standing::*;
	match (before, after) {
		(Awaiting, Active | Void) => true,
		(Active | Suspended(_), Active | Suspended(_) | Revoked(_) | Surrendered) => true,
		(Revoked(Ground::Ordinary), Revoked(_)) => true,
		(Revoked(Ground::Fraud { since }), Revoked(Ground::Fraud { since: wider })) => {
			wider <= since
		},
		(Revoked(_), Active) => true,
		(Surrendered, Revoked(_)) => true,
		_ => before == after,
	}
}

/// 2: a licence entitles exactly its holder, in its role, active, in its period.
fn check_entitles(row: &LicenceOf<Test>, id: LicenceId) {
	let now = Now::get();
	let valid = row.standing == Standing::Active && (row.from..row.until).contains(&now);
	for who in ACTORS {
		for roles in [Roles::ALL, Roles::from(row.role), Roles::of(&[Role::Payer])] {
			let expected = valid && row.holder == who && roles.contains(row.role);
			let entitled = <Registry as Licensing<_>>::check(id, &who, roles, now).is_ok();
			assert_eq!(entitled, expected);
		}
	}
	let status = <Registry as Licensing<AccountId>>::status(id, now).unwrap();
	assert_eq!(status == LicenceStatus::Valid, valid);
}

/// 5: a registrar that replaces a key in its own house waits for the council.
fn check_replaced(target: Target, new: AccountId, who: AccountId) {
	let Some((_, registrar)) = Registry::acting_registrar(&who) else { return };
	let (organisation, key) = match target {
		Target::Licence(id) => (row(id).organisation, row(id).holder),
		Target::Organisation(id) => (id, house(id).account),
	};
	if Registry::is_house_of(&registrar, organisation, &[&key, &new]) {
		assert!(waiting(target).unwrap().council);
	}
}

fn step(op: Op, who: AccountId, replay: &mut Replay) {
	let before: BTreeMap<_, _> = Licences::<Test>::iter().collect();
	let files: BTreeMap<_, _> = Files::<Test>::iter().collect();
	let root = || sp_io::storage::root(StateVersion::V1);
	let unchanged = root();
	let result = op.clone().call(who);
	if result.is_err() {
		assert_eq!(root(), unchanged, "{op:?} by {who} failed and left a trace");
	}
	if let (Op::Replace(target, new), Ok(())) = (&op, result) {
		check_replaced(*target, *new, who);
	}
	replay.follow();
	replay.check();
	Registry::do_try_state().unwrap();
	for (id, row) in Licences::<Test>::iter() {
		check_entitles(&row, id);
		let Some(old) = before.get(&id) else { continue };
		// 1: what never changes.
		assert_eq!((old.organisation, old.role), (row.organisation, row.role));
		assert!(may_become(old.standing, row.standing), "{op:?}: {old:?} to {row:?}");
		// 2: the row answers for every block since `set`.
		let core = |row: &LicenceOf<Test>| (row.holder, row.standing, row.from);
		assert!(core(old) == core(&row) || row.set == Registry::clock());
		assert!(old.from <= row.from);
		// 6: a taint ends by decision only.
		if let Some(since) = old.standing.tainted_since() {
			let stays = row.standing.tainted_since().is_some_and(|now| now <= since);
			let may_end = op.may_end_taint(id, files[&id].pending.as_ref());
			assert!(stays || may_end, "{op:?} ended a taint");
		}
		// 5: no act of a registrar for its own house takes effect at once.
		if let (Op::Renew(..) | Op::Resume(_), Some((_, registrar))) =
			(&op, Registry::acting_registrar(&who))
		{
			if Registry::is_house_of(&registrar, row.organisation, &[&row.holder]) {
				assert_eq!(old, &row);
			}
		}
	}
}

fn cases() -> u32 {
	std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(64)
}

proptest! {
	#![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..Default::default() })]

	#[test]
	fn hold_whatever_anybody_does(ops in proptest::collection::vec((ops(), 0usize..80), 1..40)) {
		run(|| {
			let mut replay = Replay::default();
			doctor();
			grant_by(RIVAL, DOCTOR, Role::Prescriber, CLINIC_ORG);
			own_house_active();
			grant_by(BOARD, COLLEAGUE, Role::Regulator, PHARMACY_ORG);
			replay.follow();
			let flat = ops.into_iter().flat_map(|(ops, who)| ops.into_iter().map(move |op| (op, who)));
			for (op, who) in flat {
				// Mostly who would; sometimes whoever.
				let who = ACTORS.get(who).copied().unwrap_or_else(|| op.natural());
				step(op, who, &mut replay);
			}
		});
	}
}
