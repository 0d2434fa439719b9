//! Which validators the next session has: those whom the council names and who have registered keys.

use crate::{constants::SESSIONS_KEPT, types::AccountId};
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::traits::SortedMembers;
use pallet_session::historical;
use sp_runtime::traits::Convert;
use sp_staking::SessionIndex;

/// A session manager over a list of members.
///
/// It answers `None` while nothing has changed, because `pallet-session` takes every `Some` for a change, and GRANDPA then
/// opens a new set: a mandatory justification in each session, and one link more in every warp proof and evidence file.
/// "Nothing" means the members **and their keys**: had a rotated key been answered with `None`, session would activate it,
/// but [`historical::NoteHistoricalRoot`] would copy the previous session's root, and an equivocation under the new key
/// could not be proved.
///
/// A list without anybody who has keys would stop the chain: the present set goes on.
pub struct MemberSessions<T, Members>(PhantomData<(T, Members)>);

impl<T, Members> MemberSessions<T, Members>
where
	T: pallet_session::Config<ValidatorId = AccountId>,
	Members: SortedMembers<AccountId>,
{
	/// The members with registered keys, or `None` if they are the planned set with the planned keys, or nobody.
	fn changed_set() -> Option<Vec<AccountId>> {
		let mut next: Vec<(AccountId, T::Keys)> = Members::sorted_members()
			.into_iter()
			.filter_map(|member| {
				let keys = pallet_session::NextKeys::<T>::get(&member)?;
				Some((member, keys))
			})
			.collect();
		let mut present = pallet_session::QueuedKeys::<T>::get();
		next.sort_by(|a, b| a.0.cmp(&b.0));
		present.sort_by(|a, b| a.0.cmp(&b.0));
		(!next.is_empty() && next != present)
			.then(|| next.into_iter().map(|(member, _)| member).collect())
	}
}

impl<T, Members> pallet_session::SessionManager<AccountId> for MemberSessions<T, Members>
where
	T: historical::Config<ValidatorId = AccountId>,
	Members: SortedMembers<AccountId>,
{
	fn new_session(_: SessionIndex) -> Option<Vec<AccountId>> {
		Self::changed_set()
	}

	fn start_session(index: SessionIndex) {
		if let Some(oldest) = index.checked_sub(SESSIONS_KEPT) {
			historical::Pallet::<T>::prune_up_to(oldest);
		}
	}

	fn end_session(_: SessionIndex) {}
}

impl<T, Members> historical::SessionManager<AccountId, ()> for MemberSessions<T, Members>
where
	T: historical::Config<ValidatorId = AccountId>,
	Members: SortedMembers<AccountId>,
{
	fn new_session(_: SessionIndex) -> Option<Vec<(AccountId, ())>> {
		Some(Self::changed_set()?.into_iter().map(|member| (member, ())).collect())
	}

	fn start_session(index: SessionIndex) {
		<Self as pallet_session::SessionManager<AccountId>>::start_session(index)
	}

	fn end_session(_: SessionIndex) {}
}

/// A validator is its account; nothing else identifies it.
pub struct NoIdentification;

impl Convert<AccountId, Option<()>> for NoIdentification {
	fn convert(_: AccountId) -> Option<()> {
		Some(())
	}
}
