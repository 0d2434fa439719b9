//! `registry_*`: licences.

use crate::{
	chain::{BlockRef, Chain, Client},
	json::{Licence, LicenceStatus, Page},
	page_size, Block, Error,
};
use jsonrpsee::proc_macros::rpc;
use salus_primitives::LicenceId;
use salus_runtime_api::RegistryApi;
use sp_core::H256;
use sp_runtime::AccountId32;
use std::sync::Arc;

/// Amounts of the native token, which no answer tells.
pub(crate) type Balance = u128;

/// Licences.
#[rpc(client, server, namespace = "registry")]
pub trait RegistryRpc {
	/// The licence.
	#[method(name = "licence", blocking)]
	fn licence(&self, id: LicenceId, at: Option<H256>) -> Result<Licence, Error>;

	/// Where the licence stands.
	#[method(name = "status", blocking)]
	fn status(&self, id: LicenceId, at: Option<H256>) -> Result<LicenceStatus, Error>;

	/// The licences that an account holds, in any standing, by id: from `cursor` on, at most `limit` (64).
	#[method(name = "licencesOf", blocking)]
	fn licences_of(
		&self,
		account: AccountId32,
		cursor: Option<LicenceId>,
		limit: Option<u32>,
		at: Option<H256>,
	) -> Result<Page<Licence, LicenceId>, Error>;
}

/// The server of [`RegistryRpc`].
pub struct Registry<C> {
	chain: Chain<C>,
}

impl<C> Registry<C> {
	/// The methods over a client.
	pub fn new(client: Arc<C>) -> Self {
		Registry { chain: Chain(client) }
	}
}

impl<C> Registry<C>
where
	C: Client,
	C::Api: RegistryApi<Block, AccountId32, Balance>,
{
	fn status_at(&self, id: LicenceId, at: BlockRef) -> Result<LicenceStatus, Error> {
		let status = self.chain.0.runtime_api().status(at.hash, id)?;
		Ok(status.ok_or(Error::NotFound("licence"))?.into())
	}
}

impl<C> RegistryRpcServer for Registry<C>
where
	C: Client,
	C::Api: RegistryApi<Block, AccountId32, Balance>,
{
	fn licence(&self, id: LicenceId, at: Option<H256>) -> Result<Licence, Error> {
		let at = self.chain.at(at)?;
		let row = self.chain.0.runtime_api().licence(at.hash, id)?;
		let row = row.ok_or(Error::NotFound("licence"))?;
		Ok(Licence::new(id, row, self.status_at(id, at)?))
	}

	fn status(&self, id: LicenceId, at: Option<H256>) -> Result<LicenceStatus, Error> {
		self.status_at(id, self.chain.at(at)?)
	}

	fn licences_of(
		&self,
		account: AccountId32,
		cursor: Option<LicenceId>,
		limit: Option<u32>,
		at: Option<H256>,
	) -> Result<Page<Licence, LicenceId>, Error> {
		let at = self.chain.at(at)?;
		let api = self.chain.0.runtime_api();
		let page = api.licences_by_holder(at.hash, account, cursor, page_size(limit)?)?;
		let items = page
			.items
			.into_iter()
			.map(|(id, row)| Ok(Licence::new(id, row, self.status_at(id, at)?)))
			.collect::<Result<_, Error>>()?;
		Ok(Page { items, next: page.next })
	}
}
