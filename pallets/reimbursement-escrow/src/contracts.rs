//! What payer and provider agree on, and where the provider is paid.

use crate::{
	rows::NOWHERE, AccountIdOf, AdmittedAssets, Config, Contract, ContractOf, Contracts, DueKey,
	Error, Event, Pallet, Payees, RulesInForce, Terms, TermsOf,
};
use frame::{hashing::blake2_256, prelude::*};
use salus_primitives::{LicenceId, Licensing, Moment, Role, Roles, RowTicket};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_offer_contract(
		who: AccountIdOf<T>,
		licence: LicenceId,
		provider: LicenceId,
		terms: TermsOf<T>,
	) -> DispatchResult {
		let now = Self::now();
		let payer = Self::actor(&who, licence, Roles::from(Role::Payer), now)?;
		T::Licences::find(provider, Roles::from(Role::Dispenser), now).map_err(Self::fault)?;
		ensure!(!Self::have_ties(licence, provider), Error::<T>::ConflictOfInterest);
		let rules = RulesInForce::<T>::get().ok_or(Error::<T>::NoRules)?;
		ensure!(AdmittedAssets::<T>::contains_key(&terms.asset), Error::<T>::AssetNotAdmitted);
		ensure!(rules.admits(&terms, now), Error::<T>::OutOfBounds);

		let hash = hash_of(&terms);
		let mut contract = match Contracts::<T>::get(licence, provider) {
			Some(contract) => ContractOf::<T> { offer: Some(terms), ..contract },
			None => {
				let ticket = T::Ticket::new(&payer, Self::size_of::<ContractOf<T>>())?;
				Contract { since: None, offer: Some(terms.clone()), terms, due: NOWHERE, ticket }
			},
		};
		Self::keep(licence, provider, &mut contract);
		Contracts::<T>::insert(licence, provider, contract);
		Self::deposit_event(Event::ContractOffered { payer: licence, provider, hash });
		Ok(())
	}

	pub(crate) fn do_accept_contract(
		who: AccountIdOf<T>,
		licence: LicenceId,
		payer: LicenceId,
		hash: H256,
	) -> DispatchResult {
		let now = Self::now();
		Self::actor(&who, licence, Roles::from(Role::Dispenser), now)?;
		let mut contract = Contracts::<T>::get(payer, licence).ok_or(Error::<T>::NotFound)?;
		let terms = contract.offer.take().ok_or(Error::<T>::NotFound)?;
		ensure!(hash_of(&terms) == hash, Error::<T>::Mismatch);
		ensure!(now < terms.until, Error::<T>::TooLate);
		// A change to a contract that is over begins a new one.
		let in_force = contract.since.filter(|_| now < contract.terms.until);
		contract.since = Some(in_force.unwrap_or(now));
		contract.terms = terms;
		Self::keep(payer, licence, &mut contract);
		Contracts::<T>::insert(payer, licence, contract);
		Self::deposit_event(Event::ContractAccepted { payer, provider: licence, hash });
		Ok(())
	}

	pub(crate) fn do_end_contract(
		who: AccountIdOf<T>,
		licence: LicenceId,
		other: LicenceId,
	) -> DispatchResult {
		let now = Self::now();
		Self::ensure_holder(&who, licence)?;
		let (payer, provider) = if Contracts::<T>::contains_key(licence, other) {
			(licence, other)
		} else {
			(other, licence)
		};
		let mut contract = Contracts::<T>::get(payer, provider).ok_or(Error::<T>::NotFound)?;
		let rules = RulesInForce::<T>::get().ok_or(Error::<T>::NoRules)?;
		// An offer that nobody accepted binds nobody.
		let notice = if contract.since.is_some() { rules.ending } else { 0 };
		let until = contract.terms.until.min(now.saturating_add(notice));
		contract.terms.until = until;
		contract.offer = None;
		Self::keep(payer, provider, &mut contract);
		Contracts::<T>::insert(payer, provider, contract);
		Self::deposit_event(Event::ContractEnded { payer, provider, until });
		Ok(())
	}

	fn keep(payer: LicenceId, provider: LicenceId, contract: &mut ContractOf<T>) {
		let end = contract.removable_at();
		Self::bring_forward(&mut contract.due, end, DueKey::Contract(payer, provider));
	}

	/// The row goes and the deposit goes back.
	pub(crate) fn close_contract(
		payer: LicenceId,
		provider: LicenceId,
		contract: ContractOf<T>,
	) -> DispatchResult {
		contract.ticket.drop()?;
		Contracts::<T>::remove(payer, provider);
		Ok(())
	}

	pub(crate) fn do_set_payee(
		who: AccountIdOf<T>,
		licence: LicenceId,
		account: Option<AccountIdOf<T>>,
	) -> DispatchResult {
		Self::actor(&who, licence, Roles::from(Role::Dispenser), Self::now())?;
		if let Some(account) = &account {
			ensure!(frame_system::Pallet::<T>::account_exists(account), Error::<T>::NoSuchAccount);
		}
		let debts = Payees::<T>::get(licence).map_or(0, |payee| payee.debts);
		let chosen = account.clone().map(|account| (account, who));
		Payees::<T>::set(licence, Self::payee_row(chosen, debts));
		Self::deposit_event(Event::PayeeSet { provider: licence, account });
		Ok(())
	}
}

impl<K, Ticket> Contract<K, Ticket> {
	/// When no dispense under it can be claimed any more: its end and the filing limit later.
	pub fn removable_at(&self) -> Moment {
		let end = |terms: &Terms<K>| match self.since {
			Some(_) => terms.until.saturating_add(terms.filing),
			None => terms.until,
		};
		self.offer.as_ref().map_or(0, |offer| offer.until).max(end(&self.terms))
	}
}

/// What the provider signs to have seen.
fn hash_of<K: Encode>(terms: &Terms<K>) -> H256 {
	blake2_256(&terms.encode()).into()
}
