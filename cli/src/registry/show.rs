//! What the registry holds.

use super::Listed;
use crate::{
	args::{self, Common},
	chain::{
		salus::{
			self,
			runtime_types::{
				pallet_registry::types::{Act, Ground, Licence, Standing},
				salus_primitives::{licensing::LicenceStatus, roles::Role},
			},
		},
		AtBlock, Chain,
	},
	output::{hex, moment, Report},
};
use anyhow::{anyhow, Context, Result};
use clap::ValueEnum;
use subxt::utils::AccountId32;

/// A licence: row, file, bond and where it stands at the newest final block.
pub async fn licence(chain: &Chain, id: u32) -> Result<Report> {
	let at = chain.finalised().await?;
	let apis = at.runtime_apis();
	let queries = salus::runtime_apis().registry_api();
	let row = apis
		.call(queries.licence(id))
		.await
		.context("cannot read the licence")?
		.ok_or_else(|| anyhow!("there is no licence {id}"))?;
	let status = apis.call(queries.status(id)).await.context("cannot read the licence's status")?;
	let file = apis.call(queries.file(id)).await.context("cannot read the licence's file")?;
	let bond = apis.call(queries.bond(id)).await.context("cannot read the licence's bond")?;
	let report = Report::new(format!("Licence {id}"))
		.and(facts(id, &row))
		.with_some("status", status.as_ref().map(in_words));
	let report = match file {
		Some(file) => report
			.with("registrar", file.registrar)
			.with("granted", file.granted)
			.with("credential", hex(file.credential))
			.with("tier", file.tier)
			.with_some("pending", file.pending.map(|pending| format!("{:?}", pending.act)))
			.with("events", file.trail.n),
		None => report,
	};
	Ok(match bond {
		Some(bond) => {
			report.with("share", args::sal(bond.share)).with("releasable", moment(bond.releasable))
		},
		None => report,
	})
}

/// What waits for the council in a licence's file.
pub async fn pending(chain: &Chain, id: u32) -> Result<Act<AccountId32>> {
	let file = chain
		.best()
		.await?
		.runtime_apis()
		.call(salus::runtime_apis().registry_api().file(id))
		.await
		.context("cannot read the licence's file")?
		.ok_or_else(|| anyhow!("there is no licence {id}"))?;
	let pending = file.pending.filter(|pending| pending.council);
	Ok(pending.ok_or_else(|| anyhow!("licence {id}: nothing waits for the council"))?.act)
}

/// All licences, organisations, registrars or policies at the newest final block.
pub async fn list(chain: &Chain, common: &Common, what: Listed) -> Result<()> {
	let at = chain.finalised().await?;
	let (empty, mut rows) = match what {
		Listed::Licences => ("There is no licence.", licences(&at).await?),
		Listed::Organisations => ("There is no organisation.", organisations(&at).await?),
		Listed::Registrars => ("There is no registrar.", registrars(&at).await?),
		Listed::Policies => ("No role has a policy.", policies(&at).await?),
	};
	rows.sort_by_key(|(key, _)| *key);
	let rows: Vec<Report> = rows.into_iter().map(|(_, row)| row).collect();
	common.format().table(empty, &rows)
}

type Rows = Vec<(u32, Report)>;

/// Reads a whole map of the registry: `$entry`, each pair of key and value turned into a row of the table.
macro_rules! rows {
	($at:expr, $entry:ident, |$key:ident, $value:ident| $row:expr) => {{
		let storage = $at.storage();
		let address = salus::storage().registry().$entry();
		let mut entries = storage.iter(address, ()).await.context("cannot read the registry")?;
		let mut rows = Rows::new();
		while let Some(entry) = entries.next().await {
			let entry = entry.context("cannot read the registry")?;
			let ($key,) =
				entry.key().and_then(|key| key.decode()).context("cannot decode a key")?;
			let $value = entry.value().decode().context("cannot decode a row")?;
			rows.push($row);
		}
		rows
	}};
}

async fn licences(at: &AtBlock) -> Result<Rows> {
	Ok(rows!(at, licences, |id, row| (id, facts(id, &row))))
}

async fn organisations(at: &AtBlock) -> Result<Rows> {
	Ok(rows!(at, organisations, |id, row| (
		id,
		Report::new("")
			.with("organisation", id)
			.with("account", row.account.to_string())
			.with("free", args::sal(row.free))
			.with("bonded", args::sal(row.bonded))
			.with("group", row.group)
			.with("identity", hex(row.identity))
	)))
}

async fn registrars(at: &AtBlock) -> Result<Rows> {
	Ok(rows!(at, registrars, |id, row| (
		u32::from(id),
		Report::new("")
			.with("registrar", id)
			.with("account", row.account.to_string())
			.with("organisation", row.organisation)
			.with("roles", roles(row.roles.0))
			.with("allotment", row.allotment)
			.with("ended", row.ended.map(|(block, _)| block))
	)))
}

async fn policies(at: &AtBlock) -> Result<Rows> {
	Ok(rows!(at, role_policies, |role, policy| (
		index(&role),
		Report::new("")
			.with("role", format!("{role:?}"))
			.with("maxValidityDays", policy.max_validity_d)
			.with("tailDays", policy.tail_d)
			.with("bonds", policy.bonds.map(args::sal).join(", "))
	)))
}

fn index(role: &Role) -> u32 {
	role.clone() as u32
}

fn facts(id: u32, row: &Licence<AccountId32>) -> Report {
	Report::new("")
		.with("licence", id)
		.with("role", format!("{:?}", row.role))
		.with("organisation", row.organisation)
		.with("standing", standing(&row.standing))
		.with("from", moment(row.from))
		.with("until", moment(row.until))
		.with("bonded", row.bonded)
		.with("holder", row.holder.to_string())
}

/// What decisions left of a licence; what the clock makes of it is its status.
fn standing(standing: &Standing) -> String {
	match standing {
		Standing::Suspended(ground) => format!("Suspended, {}", because(ground)),
		Standing::Revoked(ground) => format!("Revoked, {}", because(ground)),
		other => format!("{other:?}"),
	}
}

fn because(ground: &Ground) -> String {
	match ground {
		Ground::Ordinary => "what was issued stays good".into(),
		Ground::Fraud { since } => format!("fraud since block {since}"),
	}
}

fn in_words(status: &LicenceStatus) -> String {
	match status {
		LicenceStatus::Suspended { fraud: true } => "Suspended for fraud".into(),
		LicenceStatus::Suspended { fraud: false } => "Suspended".into(),
		LicenceStatus::Revoked { fraud: true } => "Revoked for fraud".into(),
		LicenceStatus::Revoked { fraud: false } => "Revoked".into(),
		other => format!("{other:?}"),
	}
}

/// The roles of a mask, by name.
fn roles(mask: u16) -> String {
	let all = super::Role::value_variants().iter();
	let named = all.filter(|role| mask & (1 << **role as u16) != 0);
	named.map(|role| format!("{role:?}")).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_mask_is_shown_by_its_roles() {
		assert_eq!(roles(0b1000000011), "Prescriber,Dispenser,Clinician");
		assert_eq!(roles(0), "");
	}

	#[test]
	fn a_suspension_says_what_it_means() {
		let fraud = Ground::Fraud { since: 7 };
		assert_eq!(standing(&Standing::Suspended(fraud)), "Suspended, fraud since block 7");
		assert_eq!(in_words(&LicenceStatus::Revoked { fraud: false }), "Revoked");
	}
}
