//! A trial, its parties and a participant to measure with.

use crate::{consents::NewProposal, forms::NewForm, *};
use alloc::vec;
use frame::benchmarking::prelude::*;
use salus_primitives::{ids::DAY, Actor, Role, Signer};

/// A time at which the clocks of all chains have long been running: within the first month of 2027.
pub const START: Moment = 1_800_000_000_000;
/// When whoever has a month to sign again has not done so.
pub const LATER: Moment = START + DAY;
/// The scope without which nobody takes part.
pub const CORE: Scopes = Scopes(1);
/// A new version asks all, and there is no time left.
pub const AT_ONCE: Reconsent = Reconsent::Stages { mask: life::STAGES, grace_until: START };
/// The number of the key that signs.
pub const KEY: u32 = 1;

/// Who signs in the scene: everybody that can sign together.
const NEED: Signers = Signers(
	Signers::SELF.0 | Signers::REPRESENTATIVE.0 | Signers::WITNESS.0 | Signers::INVESTIGATOR.0,
);

pub type Helper<T> = <T as Config>::BenchmarkHelper;

/// Somebody with a licence, and with enough tokens for the rows of a scene.
pub struct Party<T: Config> {
	pub who: T::AccountId,
	pub licence: LicenceId,
}

impl<T: Config> Party<T> {
	pub fn new(name: &'static str, role: Role) -> Self {
		let who: T::AccountId = account(name, 0, 0);
		let licence = Helper::<T>::licence(&who, role);
		let actor = Actor { account: who.clone(), organisation: 1, role, bonded: true };
		let largest = FormOf::<T>::max_encoded_len().max(ParticipationOf::<T>::max_encoded_len());
		for _ in 0..2 * MAX_LIVE {
			T::Ticket::ensure_successful(&actor, Pallet::<T>::footprint(largest));
		}
		Party { who, licence }
	}

	pub fn origin(&self) -> RawOrigin<T::AccountId> {
		RawOrigin::Signed(self.who.clone())
	}
}

/// A trial with a site, and somebody who could take part.
pub struct Scene<T: Config> {
	pub trial: TrialId,
	pub sponsor: Party<T>,
	pub committee: Party<T>,
	pub investigator: Party<T>,
	pub subject: T::AccountId,
	pub representative: T::AccountId,
}

impl<T: Config> Scene<T> {
	/// Without a form.
	pub fn set() -> Result<Self, BenchmarkError> {
		Helper::<T>::set_time(START);
		frame_system::Pallet::<T>::set_block_number(1u32.into());
		let mut scene = Scene::<T> {
			trial: 0,
			sponsor: Party::new("sponsor", Role::Sponsor),
			committee: Party::new("committee", Role::EthicsCommittee),
			investigator: Party::new("investigator", Role::Investigator),
			subject: account("subject", 0, 0),
			representative: account("representative", 0, 0),
		};
		let Party { who, licence } = &scene.sponsor;
		let protocol = H256::repeat_byte(1);
		Pallet::<T>::do_register_trial(
			who.clone(),
			*licence,
			protocol,
			scene.committee.licence,
			Self::half_time(),
		)?;
		scene.trial = LastTrial::<T>::get();
		Ok(scene)
	}

	/// With a form in use and a site.
	pub fn open() -> Result<Self, BenchmarkError> {
		let scene = Self::set()?;
		scene.submit(None)?;
		scene.approve(1)?;
		let Party { who, licence } = &scene.sponsor;
		let site = scene.investigator.licence;
		Pallet::<T>::do_set_site(who.clone(), *licence, scene.trial, site, true)?;
		Ok(scene)
	}

	/// With as many versions as can be live, all submitted; the last asks everybody, by the next day.
	pub fn with_forms() -> Result<Self, BenchmarkError> {
		let scene = Self::set()?;
		let ask_all = Reconsent::Stages { mask: life::STAGES, grace_until: LATER };
		for version in 1..=MAX_LIVE {
			scene.submit(Some(if version < MAX_LIVE { Reconsent::NewOnly } else { ask_all }))?;
		}
		Ok(scene)
	}

	/// The same, all approved.
	pub fn with_live_forms() -> Result<Self, BenchmarkError> {
		let scene = Self::with_forms()?;
		scene.approve_all()?;
		Ok(scene)
	}

	/// A participant who takes part, by the word of all who can sign together. Another proposal was made since and has run out;
	/// nobody has written that down. The participant's key is another one since.
	pub fn participant() -> Result<Self, BenchmarkError> {
		let scene = Self::consented()?;
		scene.enrol()?;
		scene.propose_in_vain()?;
		Ok(scene)
	}

	/// The same before the enrolment and the other proposal.
	pub fn consented() -> Result<Self, BenchmarkError> {
		let scene = Self::to_be_completed()?;
		scene.sign(scene.investigator.who.clone(), Signer::Investigator)?;
		Ok(scene)
	}

	/// All have signed but the investigator.
	pub fn to_be_completed() -> Result<Self, BenchmarkError> {
		let scene = Self::open()?;
		scene.propose()?;
		scene.sign(scene.succeed(), Signer::Subject)?;
		scene.sign(scene.representative.clone(), Signer::Representative)?;
		scene.sign(account("witness", 0, 0), Signer::Witness)?;
		Ok(scene)
	}

	/// Halfway to the latest end that a trial can have.
	pub fn half_time() -> Moment {
		START + T::MaxTrial::get() / 2
	}

	/// What a form of the scene says, as much as it can.
	pub fn form(replace: Option<Reconsent>) -> NewForm {
		NewForm {
			commitment: H256::repeat_byte(2),
			offered: Scopes::ALL,
			core: CORE,
			sets: Self::sets(),
			replace,
			deferred_h: 1,
		}
	}

	/// As many sets as a form admits, the one that signs last.
	pub fn sets() -> Sets {
		let alone = Signers::INVESTIGATOR.or(Signers::SELF);
		let represented = Signers::INVESTIGATOR.or(Signers::REPRESENTATIVE);
		let sets = vec![
			alone,
			alone.or(Signers::WITNESS),
			represented,
			represented.or(Signers::WITNESS),
			represented.or(Signers::ASSENT),
			NEED,
		];
		Sets::truncate_from(sets)
	}

	pub fn submit(&self, replace: Option<Reconsent>) -> DispatchResult {
		let Party { who, licence } = &self.sponsor;
		Pallet::<T>::do_submit_form(who.clone(), *licence, self.trial, Self::form(replace))
	}

	pub fn approve(&self, version: u16) -> DispatchResult {
		let Party { who, licence } = &self.committee;
		let decision = Self::approval();
		Pallet::<T>::do_decide_form(who.clone(), *licence, self.trial, version, decision)
	}

	pub fn approval() -> Decision {
		Decision::Approve { from: None, until: Moment::MAX - 1 }
	}

	/// Approves as many versions as can be live.
	pub fn approve_all(&self) -> DispatchResult {
		(1..=MAX_LIVE as u16).try_for_each(|version| self.approve(version))
	}

	/// A proposal of everything to everybody.
	pub fn proposal(&self) -> NewProposal<T::AccountId> {
		NewProposal {
			version: 1,
			scopes: Scopes::ALL,
			need: NEED,
			representative: Some(self.representative.clone()),
			majority: Some(Month::MAX),
		}
	}

	pub fn propose(&self) -> DispatchResult {
		let Party { who, licence } = &self.investigator;
		let (subject, proposal) = (self.subject.clone(), self.proposal());
		Pallet::<T>::do_propose(who.clone(), *licence, self.trial, subject, proposal)
	}

	/// A proposal that nobody signs in time.
	pub fn propose_in_vain(&self) -> DispatchResult {
		self.propose()?;
		Helper::<T>::set_time(START + T::SignWithin::get());
		Ok(())
	}

	/// The participant's key is lost; the one that speaks for it since.
	pub fn succeed(&self) -> T::AccountId {
		let successor = Helper::<T>::key(KEY);
		Helper::<T>::succeed(&self.subject, &successor);
		successor
	}

	fn sign(&self, who: T::AccountId, role: Signer) -> DispatchResult {
		Pallet::<T>::do_sign(who, self.trial, self.subject.clone(), role, 1, Scopes::ALL)
	}

	pub fn enrol(&self) -> DispatchResult {
		let Party { who, licence } = &self.investigator;
		Pallet::<T>::do_enrol(who.clone(), *licence, self.trial, self.subject.clone())
	}

	pub fn row(&self) -> Option<ParticipationOf<T>> {
		Consents::<T>::get(self.trial, &self.subject)
	}

	/// Whether the lapse of the second proposal has been written down.
	pub fn is_told(&self) -> bool {
		self.row().is_some_and(|row| row.proposal.is_none())
	}
}
