//! Lists for queries, page by page: ids have no gaps, so a page walks them in order and never the trie.

use crate::*;
use alloc::vec::Vec;
use salus_primitives::{BlockNumber, LicenceId, Page, RegistrarId};

impl<T: Config> Pallet<T> {
	/// The licences from `cursor` on of which `pick` makes something.
	fn walk<R>(
		cursor: Option<LicenceId>,
		limit: u32,
		pick: impl Fn(LicenceId) -> Option<R>,
	) -> Page<R, LicenceId> {
		let ids = cursor.unwrap_or(1)..NextLicence::<T>::get();
		Page::collect(ids, limit, |id| pick(*id))
	}

	/// The licences whose row fits.
	pub(crate) fn page_of_licences(
		cursor: Option<LicenceId>,
		limit: u32,
		fits: impl Fn(&LicenceOf<T>) -> bool,
	) -> Page<(LicenceId, LicenceOf<T>), LicenceId> {
		Self::walk(cursor, limit, |id| Licences::<T>::get(id).filter(&fits).map(|row| (id, row)))
	}

	/// The licences that a registrar granted in block `since` or later.
	pub(crate) fn page_by_registrar(
		registrar: RegistrarId,
		since: Option<BlockNumber>,
		cursor: Option<LicenceId>,
		limit: u32,
	) -> Page<(LicenceId, LicenceOf<T>), LicenceId> {
		let since = since.unwrap_or(0);
		Self::walk(cursor, limit, |id| {
			let file = Files::<T>::get(id)?;
			let fits = file.registrar == registrar && file.granted >= since;
			fits.then(|| Licences::<T>::get(id)).flatten().map(|row| (id, row))
		})
	}

	/// What waits and can still take effect.
	pub(crate) fn page_of_pending(
		cursor: Option<Target>,
		limit: u32,
	) -> Page<(Target, PendingOf<T>), Target> {
		let (licence, organisation) = match cursor {
			None => (1, 1),
			Some(Target::Licence(id)) => (id, 1),
			Some(Target::Organisation(id)) => (NextLicence::<T>::get(), id),
		};
		let targets = (licence..NextLicence::<T>::get())
			.map(Target::Licence)
			.chain((organisation..NextOrganisation::<T>::get()).map(Target::Organisation));
		let now = Self::clock().1;
		Page::collect(targets, limit, |target| {
			let pending = match target {
				Target::Licence(id) => Files::<T>::get(id)?.pending,
				Target::Organisation(id) => Organisations::<T>::get(id)?.pending,
			};
			pending.filter(|pending| pending.is_live(now)).map(|pending| (*target, pending))
		})
	}

	/// The licences with unanswered reports, each older than a block.
	pub(crate) fn page_of_reports(
		older_than: BlockNumber,
		cursor: Option<LicenceId>,
		limit: u32,
	) -> Page<(LicenceId, Vec<Report>), LicenceId> {
		Self::walk(cursor, limit, |id| {
			let open: Vec<_> = Files::<T>::get(id)?
				.reports
				.into_iter()
				.filter(|report| report.is_open() && report.last < older_than)
				.collect();
			(!open.is_empty()).then_some((id, open))
		})
	}
}
