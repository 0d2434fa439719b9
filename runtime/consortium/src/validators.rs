//! Which validators the next session has: those whom the council names and who have registered keys.

use crate::{constants::SESSIONS_KEPT, AccountId, Historical, Runtime, SessionKeys, Validators};
use alloc::vec::Vec;
use frame_support::traits::SortedMembers;
use pallet_session::historical;
use sp_runtime::traits::Convert;
use sp_staking::SessionIndex;

/// The validators' instance of `pallet-membership`.
pub type ValidatorMembers = pallet_membership::Instance2;

/// A session manager over the council's list.
///
/// It answers `None` while nothing has changed, because `pallet-session` takes every `Some` for a change, and GRANDPA then
/// opens a new set: a mandatory justification in each session, and one link more in every warp proof and evidence file.
/// "Nothing" means the members **and their keys**: had a rotated key been answered with `None`, session would activate it,
/// but [`historical::NoteHistoricalRoot`] would copy the previous session's root, and an equivocation under the new key
/// could not be proved.
///
/// A list without anybody who has keys would stop the chain: the present set goes on.
pub struct MemberSessions;

impl MemberSessions {
	/// The members with registered keys, or `None` if they are the planned set with the planned keys, or nobody.
	fn changed_set() -> Option<Vec<AccountId>> {
		let mut next: Vec<(AccountId, SessionKeys)> = Validators::sorted_members()
			.into_iter()
			.filter_map(|member| {
				let keys = pallet_session::NextKeys::<Runtime>::get(&member)?;
				Some((member, keys))
			})
			.collect();
		let mut present = pallet_session::QueuedKeys::<Runtime>::get();
		next.sort_by(|a, b| a.0.cmp(&b.0));
		present.sort_by(|a, b| a.0.cmp(&b.0));
		(!next.is_empty() && next != present)
			.then(|| next.into_iter().map(|(member, _)| member).collect())
	}
}

impl pallet_session::SessionManager<AccountId> for MemberSessions {
	fn new_session(_: SessionIndex) -> Option<Vec<AccountId>> {
		Self::changed_set()
	}

	fn start_session(index: SessionIndex) {
		if let Some(oldest) = index.checked_sub(SESSIONS_KEPT) {
			Historical::prune_up_to(oldest);
		}
	}

	fn end_session(_: SessionIndex) {}
}

impl historical::SessionManager<AccountId, ()> for MemberSessions {
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
