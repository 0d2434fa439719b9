//! Who may act: organisations, registrars and licences.

pub mod council;
mod keys;
mod root;
mod show;

use crate::{
	args::{self, Common},
	chain::{
		salus::{self, registry::events, runtime_types as types},
		Chain, Sent,
	},
	output::{moment, Report},
};
use anyhow::{bail, Result};
use clap::{Args, Subcommand, ValueEnum};
use keys::KeyChange;
use sp_crypto_hashing::blake2_256;
use subxt::{
	transactions::Payload,
	utils::{AccountId32, H256},
};
use types::{
	bounded_collections::bounded_vec::BoundedVec,
	pallet_registry::types::{Ground, RolePolicy, Target},
	salus_primitives::roles,
};

/// Who may act: organisations, registrars, licences.
#[derive(Debug, Subcommand)]
pub enum RegistryCommand {
	/// Set what a role's licences must keep to (council).
	Policy {
		/// The role.
		role: Role,
		/// Longest validity of a licence, in days.
		#[arg(long, value_name = "DAYS")]
		max_validity: u16,
		/// How long the bond's share stays held after a licence's end, in days.
		#[arg(long, value_name = "DAYS")]
		tail: u16,
		/// The share by tier, ascending, in SAL.
		#[arg(long, value_name = "A,B,C,D", value_delimiter = ',', num_args = 1, value_parser = args::amount)]
		bonds: Vec<u128>,
	},
	/// Enter an organisation (registrar, or council with --council).
	EnterOrganisation {
		/// The organisation's account: it bears the bonds.
		#[arg(value_parser = args::account)]
		account: AccountId32,
		/// The public register that lists the organisation.
		#[arg(long)]
		register: String,
		/// Its number there.
		#[arg(long)]
		number: String,
		#[command(flatten)]
		by: By,
	},
	/// Set tokens aside for the bonds of an organisation (its account signs).
	DepositBond {
		/// The organisation.
		organisation: u32,
		/// The amount, in SAL.
		#[arg(value_parser = args::amount)]
		amount: u128,
	},
	/// Name a registrar (council).
	AddRegistrar {
		/// The registrar's account.
		#[arg(value_parser = args::account)]
		account: AccountId32,
		/// Its own house.
		#[arg(long)]
		organisation: u32,
		/// What it may license.
		#[arg(long, value_delimiter = ',', num_args = 1, required = true)]
		roles: Vec<Role>,
		/// What it may do in other pallets.
		#[arg(long, value_delimiter = ',', num_args = 1)]
		duties: Vec<Duty>,
		/// How many licences it may grant and organisations enter, together.
		#[arg(long)]
		allotment: u32,
	},
	/// Grant a licence (the registrar of its role signs).
	Grant {
		/// The key that may act.
		#[arg(value_parser = args::account)]
		holder: AccountId32,
		/// As what.
		#[arg(long)]
		role: Role,
		/// For whom.
		#[arg(long)]
		organisation: u32,
		/// From when; now if absent.
		#[arg(long, value_parser = args::moment)]
		from: Option<u64>,
		/// Until when (exclusive): 2027-01-31, 2027-01-31T12:00:00Z or +90d.
		#[arg(long, value_parser = args::moment)]
		until: u64,
		/// Commitment to the credential, which stays off the chain.
		#[arg(long, value_parser = args::hash)]
		credential: H256,
		/// Tier of the bond, 0 to 3.
		#[arg(long, default_value_t = 0)]
		tier: u8,
	},
	/// Prolong a licence (the registrar of its role signs).
	Renew {
		/// The licence.
		licence: u32,
		/// Until when (exclusive).
		#[arg(long, value_parser = args::moment)]
		until: u64,
		/// Commitment to the credential, which stays off the chain.
		#[arg(long, value_parser = args::hash)]
		credential: H256,
	},
	/// Give a licence up (its holder, or the organisation's account, signs).
	Surrender {
		/// The licence.
		licence: u32,
	},
	/// Pay part of a licence's share of the bond out (council).
	Forfeit {
		/// The licence.
		licence: u32,
		/// The amount, in SAL.
		#[arg(value_parser = args::amount)]
		amount: u128,
		/// To whom.
		#[arg(long, value_parser = args::account)]
		to: AccountId32,
		/// The decision's commitment; the decision itself stays off the chain.
		#[arg(long, value_parser = args::hash)]
		decision: H256,
	},
	/// Changes of a key.
	#[command(flatten)]
	Keys(KeyChange),
	/// Put licences out of force (registrar, or council with --council).
	Suspend {
		/// The licences.
		#[arg(required = true)]
		licences: Vec<u32>,
		#[command(flatten)]
		why: Why,
		#[command(flatten)]
		by: By,
	},
	/// End a suspension (registrar, or council with --council).
	Resume {
		/// The licence.
		licence: u32,
		#[command(flatten)]
		by: By,
	},
	/// Take a licence away (registrar, or council with --council).
	Revoke {
		/// The licence.
		licence: u32,
		#[command(flatten)]
		why: Why,
		#[command(flatten)]
		by: By,
	},
	/// Agree to what waits for the council in a licence's file, as it stands there now, or refuse it (council).
	Countersign {
		/// The licence.
		licence: u32,
		/// Refuse it.
		#[arg(long)]
		refuse: bool,
	},
	/// Show a licence: row, file, bond and where it stands.
	Show {
		/// The licence.
		licence: u32,
	},
	/// List licences, organisations, registrars or policies.
	List {
		/// What to list.
		#[arg(default_value = "licences")]
		what: Listed,
	},
}

/// As whom to act where registrar and council both may.
#[derive(Args, Debug)]
pub struct By {
	/// Act as the council: at once if it has one member, else as a proposal.
	#[arg(long)]
	council: bool,
}

/// Why a licence is put out of force.
#[derive(Args, Debug)]
pub struct Why {
	/// The decision's commitment; the decision itself stays off the chain.
	#[arg(long, value_parser = args::hash)]
	decision: H256,
	/// Fraud: what was issued in this block or later cannot be used. Else it stays good.
	#[arg(long, value_name = "BLOCK")]
	fraud_since: Option<u32>,
}

impl Why {
	fn ground(&self) -> Ground {
		match self.fraud_since {
			Some(since) => Ground::Fraud { since },
			None => Ground::Ordinary,
		}
	}
}

/// What to list.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Listed {
	/// All licences.
	Licences,
	/// All organisations.
	Organisations,
	/// The registrars, acting and ended.
	Registrars,
	/// What each role's licences must keep to.
	Policies,
}

/// What a licence entitles to; in the order of the runtime's indices, which are the bits of a mask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Role {
	/// Doctors and others who prescribe.
	Prescriber,
	/// Pharmacies.
	Dispenser,
	/// Insurers.
	Payer,
	/// Custodians of records.
	Hospital,
	/// Sponsors of trials.
	Sponsor,
	/// Investigators of trials.
	Investigator,
	/// Ethics committees.
	EthicsCommittee,
	/// Regulators.
	Regulator,
	/// Auditors.
	Auditor,
	/// Nurses and others who treat.
	Clinician,
}

impl From<Role> for roles::Role {
	fn from(role: Role) -> Self {
		match role {
			Role::Prescriber => roles::Role::Prescriber,
			Role::Dispenser => roles::Role::Dispenser,
			Role::Payer => roles::Role::Payer,
			Role::Hospital => roles::Role::Hospital,
			Role::Sponsor => roles::Role::Sponsor,
			Role::Investigator => roles::Role::Investigator,
			Role::EthicsCommittee => roles::Role::EthicsCommittee,
			Role::Regulator => roles::Role::Regulator,
			Role::Auditor => roles::Role::Auditor,
			Role::Clinician => roles::Role::Clinician,
		}
	}
}

/// A power of a registrar in other pallets; in the order of the runtime's indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Duty {
	/// Attests deaths.
	Deaths,
	/// Recovers patients' keys.
	Recovery,
	/// Names successors of custodians.
	Custody,
}

/// The mask of several roles.
fn role_mask(roles: &[Role]) -> roles::Roles {
	roles::Roles(roles.iter().fold(0, |mask, role| mask | 1 << *role as u16))
}

/// The mask of several duties.
fn duty_mask(duties: &[Duty]) -> roles::Duties {
	roles::Duties(duties.iter().fold(0, |mask, duty| mask | 1 << *duty as u8))
}

impl RegistryCommand {
	/// Runs the command.
	pub async fn run(self, common: &Common) -> Result<()> {
		let chain = Chain::connect(common).await?;
		let calls = salus::transactions().registry();
		let report = match self {
			RegistryCommand::Policy { role, max_validity, tail, bonds } => {
				let Ok(bonds) = <[u128; 4]>::try_from(bonds) else {
					bail!("--bonds takes four amounts, one for each tier");
				};
				let policy = RolePolicy { max_validity_d: max_validity, tail_d: tail, bonds };
				let acted =
					council::propose(&chain, common, &calls.set_role_policy(role.into(), policy))
						.await?;
				acted.report(&format!("policy of {role:?} set"))
			},
			RegistryCommand::AddRegistrar { account, organisation, roles, duties, allotment } => {
				let (roles, duties) = (role_mask(&roles), duty_mask(&duties));
				let call = calls.add_registrar(account, organisation, roles, duties, allotment);
				let acted = council::propose(&chain, common, &call).await?;
				let id = acted.sent.event::<events::RegistrarAdded>()?.map(|event| event.registrar);
				acted.report("registrar named").with_some("registrar", id)
			},
			RegistryCommand::EnterOrganisation { account, register, number, by } => {
				let call = calls.enter_organisation(account, identity(&register, &number));
				let (report, sent) = act(&chain, common, by, &call, "Organisation entered").await?;
				let id =
					sent.event::<events::OrganisationEntered>()?.map(|event| event.organisation);
				report.with_some("organisation", id)
			},
			RegistryCommand::DepositBond { organisation, amount } => {
				let sent = chain
					.send(&calls.deposit_bond(organisation, amount), &common.signer()?)
					.await?;
				let report = Report::new("Bond deposited").with("organisation", organisation);
				report.with("amount", args::sal(amount)).and(sent.facts())
			},
			RegistryCommand::Grant {
				holder,
				role,
				organisation,
				from,
				until,
				credential,
				tier,
			} => {
				let call =
					calls.grant(holder, role.into(), organisation, from, until, credential, tier);
				granted(chain.send(&call, &common.signer()?).await?)?
			},
			RegistryCommand::Renew { licence, until, credential } => {
				let call = calls.renew(licence, until, credential);
				let sent = chain.send(&call, &common.signer()?).await?;
				let report = Report::new("Licence prolonged").with("until", moment(until));
				asked(report.and(sent.facts()), &sent)?.with("licence", licence)
			},
			RegistryCommand::Surrender { licence } => {
				let sent = chain.send(&calls.surrender(licence), &common.signer()?).await?;
				Report::new("Licence given up").with("licence", licence).and(sent.facts())
			},
			RegistryCommand::Forfeit { licence, amount, to, decision } => {
				let call = calls.forfeit(licence, amount, to, decision);
				let acted = council::propose(&chain, common, &call).await?;
				let report = acted.report("share of the bond forfeited").with("licence", licence);
				report.with("amount", args::sal(amount)).with("to", to.to_string())
			},
			RegistryCommand::Keys(command) => command.run(&chain, common).await?,
			RegistryCommand::Suspend { licences, why, by } => {
				let list = licences.clone();
				let call = calls.suspend(BoundedVec(list), why.ground(), why.decision);
				let (report, _) = act(&chain, common, by, &call, "Suspended").await?;
				report.with("licences", licences)
			},
			RegistryCommand::Resume { licence, by } => {
				let (report, sent) =
					act(&chain, common, by, &calls.resume(licence), "Resumed").await?;
				asked(report, &sent)?.with("licence", licence)
			},
			RegistryCommand::Revoke { licence, why, by } => {
				let call = calls.revoke(licence, why.ground(), why.decision);
				let (report, _) = act(&chain, common, by, &call, "Revoked").await?;
				report.with("licence", licence)
			},
			RegistryCommand::Countersign { licence, refuse } => {
				// The council says what it saw, so that nothing else can take its place meanwhile.
				let act = show::pending(&chain, licence).await?;
				let seen = format!("{act:?}");
				let call = calls.countersign(Target::Licence(licence), act, !refuse);
				let acted = council::propose(&chain, common, &call).await?;
				let done = if refuse { "refused" } else { "countersigned" };
				acted.report(done).with("licence", licence).with("act", seen)
			},
			RegistryCommand::Show { licence } => show::licence(&chain, licence).await?,
			RegistryCommand::List { what } => return show::list(&chain, common, what).await,
		};
		common.format().report(&report)
	}
}

/// Sends a call as the registrar who signs, or as the council.
async fn act(
	chain: &Chain,
	common: &Common,
	by: By,
	call: &impl Payload,
	done: &str,
) -> Result<(Report, Sent)> {
	if by.council {
		let acted = council::propose(chain, common, call).await?;
		return Ok((acted.report(done), acted.sent));
	}
	let sent = chain.send(call, &common.signer()?).await?;
	Ok((Report::new(done).and(sent.facts()), sent))
}

fn granted(sent: Sent) -> Result<Report> {
	let report = match sent.event::<events::Granted>()? {
		Some(event) => Report::new("Licence granted").with("licence", event.licence),
		None => Report::new("Grant sent"),
	};
	asked(report.and(sent.facts()), &sent)
}

/// Says so if the registry waits for the council.
fn asked(report: Report, sent: &Sent) -> Result<Report> {
	let Some(event) = sent.event::<events::CouncilAsked>()? else { return Ok(report) };
	let licence = match event.target {
		Target::Licence(licence) => Some(licence),
		Target::Organisation(_) => None,
	};
	Ok(report
		.with("waits", "for the council: `salus registry countersign LICENCE`")
		.with_some("licence", licence))
}

/// What identifies an organisation: its entry in a public register, unsalted by intent.
fn identity(register: &str, number: &str) -> H256 {
	H256(blake2_256(
		&[b"salus/organisation".as_slice(), register.as_bytes(), number.as_bytes()].concat(),
	))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn masks_have_the_runtimes_bits() {
		assert_eq!(role_mask(&[Role::Prescriber, Role::Clinician]).0, 1 | 1 << 9);
		assert_eq!(duty_mask(&[Duty::Deaths, Duty::Custody]).0, 0b101);
		assert_eq!(duty_mask(&[]).0, 0);
	}

	#[test]
	fn an_identity_is_the_hash_of_register_and_number() {
		assert_eq!(identity("ODS", "A83008").0, blake2_256(b"salus/organisationODSA83008"));
		assert_ne!(identity("ODS", "A83008"), identity("ODS", "VNE51"));
	}
}
