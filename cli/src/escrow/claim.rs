//! What is claimed and what is decided, from FHIR documents or flags.

use super::{
	acts::{claimed, known, on_claim},
	args::{group, AdjudicateArgs, ClaimArgs, SubmitArgs},
	asset::{Asset, AssetId},
	key,
	show::{self, ask, queries},
};
use crate::{
	args::Common,
	chain::{
		salus::{
			self,
			runtime_types::{
				bounded_collections::bounded_vec::BoundedVec,
				pallet_reimbursement_escrow::types::{claims::ClaimKey, decisions::Adjustment},
			},
		},
		AtBlock, Chain, Sent,
	},
	fhir::numbered,
	files,
	refusal::Refused,
};
use anyhow::{anyhow, bail, Context, Result};
use jiff::Timestamp;
use salus_fhir::{
	claims::{self, Prescribed, Use},
	json, os_salt, Document,
};
use std::path::{Path, PathBuf};
use subxt::{transactions::Payload, utils::H256};
use subxt_signer::sr25519::Keypair;

/// One `submit` or `resubmit`.
struct Asked {
	key: ClaimKey,
	billed: u128,
	commitment: H256,
}

/// What is to be sent, and the document that is committed to, with where its salts go.
struct Prepared {
	asked: Vec<Asked>,
	document: Option<(PathBuf, Document)>,
}

/// Claims dispenses: one submission for each that the document names.
pub async fn submit(args: SubmitArgs, common: &Common) -> Result<()> {
	let chain = Chain::connect(common).await?;
	let (licence, payer) = (args.claim.by.licence, args.payer);
	let at = chain.best().await?;
	let asset = match (&args.claim.asset, &args.claim.claim) {
		(Some(asset), _) => asset.find(&at).await?,
		(None, Some(claim)) => {
			let key = claim.key()?;
			match ground(&at, &key, payer, licence).await? {
				Some(asset) => Asset::of(&at, &asset).await?,
				None => return Err(no_contract(payer, licence).into()),
			}
		},
		(None, None) => bail!("name the asset: --asset"),
	};
	let prepared = prepare(&args.claim, &asset, &at).await?;
	for asked in &prepared.asked {
		same_asset(&at, &asked.key, payer, licence, &asset).await?;
	}
	let call = |asked: &Asked| {
		salus::transactions().reimbursement_escrow().submit(
			licence,
			asked.key.clone(),
			payer,
			asked.billed,
			asked.commitment,
		)
	};
	send_all(&chain, common, "Submitted", prepared, call).await
}

/// Answers notices.
pub async fn resubmit(args: ClaimArgs, common: &Common) -> Result<()> {
	let chain = Chain::connect(common).await?;
	let at = chain.best().await?;
	let asset = match (&args.asset, &args.claim) {
		(Some(asset), _) => asset.find(&at).await?,
		(None, Some(claim)) => known(&chain, claim).await?.1,
		(None, None) => bail!("name the asset: --asset"),
	};
	let prepared = prepare(&args, &asset, &at).await?;
	for asked in &prepared.asked {
		let row = show::found(&at, &asked.key).await?;
		if row.asset != asset.id {
			bail!("the claim {} is not in {}", key::text(&asked.key), asset.symbol());
		}
	}
	let call = |asked: &Asked| {
		salus::transactions().reimbursement_escrow().resubmit(
			args.by.licence,
			asked.key.clone(),
			asked.billed,
			asked.commitment,
		)
	};
	send_all(&chain, common, "Resubmitted", prepared, call).await
}

async fn prepare(args: &ClaimArgs, asset: &Asset, at: &AtBlock) -> Result<Prepared> {
	let (Some(file), Some(out), Some(code)) = (&args.document, &args.out, &args.currency) else {
		let (Some(claim), Some(billed), Some(commitment)) =
			(&args.claim, &args.billed, args.commitment)
		else {
			bail!("name the claim, --billed and --commitment, or a --document");
		};
		let asked = Asked { key: claim.key()?, billed: asset.units(billed)?, commitment };
		return Ok(Prepared { asked: vec![asked], document: None });
	};
	let terms = claims::Terms {
		currency: asset.currency(code)?,
		now_ms: now(at).await?,
		max_age_ms: args.reading.max_age,
	};
	let bytes = files::read(file, json::MAX_BYTES)?;
	let name = || file.display().to_string();
	let claim = claims::read(&bytes, &args.reading.profile()?, &terms).with_context(name)?;
	match claim.purpose {
		Use::Claim => {},
		Use::Preauthorization => {
			bail!("{}: asks for a pre-authorisation: send it to the payer, who answers with `salus escrow cover`", name())
		},
		Use::Predetermination => {
			bail!("{}: asks for an estimate: see `salus escrow quote`", name())
		},
	}
	let document = claim.draft.commit(os_salt)?;
	let commitment = H256(document.commitment());
	let Prescribed::Chain(rx) = claim.prescription else {
		bail!("{}: names no prescription of the chain", name());
	};
	let asked = claim
		.billed()
		.into_iter()
		.map(|(dispense, billed)| {
			let dispense =
				dispense.ok_or_else(|| anyhow!("{}: an item names no dispense", name()))?;
			let key = ClaimKey { rx: H256(rx), dispense, rank: claim.rank };
			Ok(Asked { key, billed, commitment })
		})
		.collect::<Result<_>>()?;
	Ok(Prepared { asked, document: Some((first_path(file, out)?, document)) })
}

/// The time, for whoever looks at how old a claim is: it was dated by a clock, and the chain's newest block is behind that by a
/// block or more. A development chain runs ahead of the clock, and so may what is made of its blocks.
pub async fn now(at: &AtBlock) -> Result<u64> {
	let clock = u64::try_from(Timestamp::now().as_millisecond())?;
	Ok(clock.max(ask(at, queries().now()).await?))
}

fn first_path(file: &Path, out: &Path) -> Result<PathBuf> {
	numbered(file, out)?.next().ok_or_else(|| anyhow!("{} names no file", file.display()))
}

/// Sends one call for each dispense. The salts are on the disk before the chain has the commitment; if the chain takes none
/// of the calls, they go.
async fn send_all<P: Payload>(
	chain: &Chain,
	common: &Common,
	headline: &str,
	prepared: Prepared,
	call: impl Fn(&Asked) -> P,
) -> Result<()> {
	let signer = common.signer()?;
	let kept = prepared.document.as_ref().map(|(path, _)| path.clone());
	if let Some((path, document)) = &prepared.document {
		files::write_new(&[(path.clone(), document.private_json().into_bytes())])?;
	}
	let mut done = Vec::new();
	for asked in &prepared.asked {
		match send(chain, &signer, call(asked)).await {
			Ok(sent) => {
				let report = claimed(chain, headline, &asked.key, &sent).await?;
				let path = kept.as_ref().map(|path| path.display().to_string());
				done.push(report.with_some("document", path));
			},
			Err(error) => {
				if let Some(path) =
					kept.as_ref().filter(|_| done.is_empty() && error.is::<Refused>())
				{
					files::remove(path)?;
				}
				if !done.is_empty() {
					common.format().table("", &done)?;
				}
				let named = format!("not {}", key::text(&asked.key));
				return Err(if prepared.asked.len() > 1 { error.context(named) } else { error });
			},
		}
	}
	match done.as_slice() {
		[one] => common.format().report(one),
		many => common.format().table("", many),
	}
}

async fn send(chain: &Chain, signer: &Keypair, call: impl Payload) -> Result<Sent> {
	chain.send(&call, signer).await
}

/// What a claim would be paid in: the asset of the payer's cover, else of its contract with the provider.
pub async fn ground(
	at: &AtBlock,
	key: &ClaimKey,
	payer: u32,
	provider: u32,
) -> Result<Option<AssetId>> {
	let cover = ask(at, queries().cover(key.rx, key.rank)).await?;
	if let Some(cover) = cover.filter(|cover| cover.payer == payer) {
		return Ok(Some(cover.asset));
	}
	let contract = ask(at, queries().contract(payer, provider)).await?;
	Ok(contract.map(|contract| contract.terms.asset))
}

/// Refuses to bill in an asset other than the one that would be paid in: its decimals may be others.
pub async fn same_asset(
	at: &AtBlock,
	key: &ClaimKey,
	payer: u32,
	provider: u32,
	asset: &Asset,
) -> Result<()> {
	match ground(at, key, payer, provider).await? {
		Some(own) if own != asset.id => {
			let own = Asset::of(at, &own).await?;
			bail!("payer {payer} pays for this in {}, not in {}", own.symbol(), asset.symbol())
		},
		_ => Ok(()),
	}
}

fn no_contract(payer: u32, provider: u32) -> Refused {
	Refused::new(
		"ReimbursementEscrow::NoContract",
		format!(
			"payer {payer} has neither a cover for this nor a contract with provider {provider}"
		),
	)
}

/// Says who bears what.
pub async fn adjudicate(args: AdjudicateArgs, common: &Common) -> Result<()> {
	let chain = Chain::connect(common).await?;
	let named = match &args.claim {
		Some(claim) => Some(claim.key()?),
		None => None,
	};
	let (key, payer, patient, adjustments) = match (&args.document, &args.currency) {
		(Some(file), Some(code)) => from_document(&chain, file, code, named).await?,
		_ => from_flags(&chain, &args).await?,
	};
	let call = salus::transactions().reimbursement_escrow().adjudicate(
		args.by.licence,
		key.clone(),
		payer,
		patient,
		BoundedVec(adjustments),
	);
	on_claim(&chain, common, "Adjudicated", key, &call).await
}

type Decided = (ClaimKey, u128, u128, Vec<Adjustment>);

async fn from_flags(chain: &Chain, args: &AdjudicateArgs) -> Result<Decided> {
	let (Some(claim), Some(payer)) = (&args.claim, &args.payer_share) else {
		bail!("name the claim and --payer-share, or a --document");
	};
	if args.adjust.len() > claims::MAX_ADJUSTMENTS {
		bail!(
			"{} adjustments: one decision takes at most {}",
			args.adjust.len(),
			claims::MAX_ADJUSTMENTS
		);
	}
	let (key, asset) = known(chain, claim).await?;
	let patient = args.patient_share.as_ref().map_or(Ok(0), |amount| asset.units(amount))?;
	let adjustments = args.adjust.iter().map(|adjust| adjust.adjustment(&asset));
	Ok((key, asset.units(payer)?, patient, adjustments.collect::<Result<_>>()?))
}

/// The document's decimals are those of the claim's asset, so the claim must be known first: from the command line, or from
/// the document itself, which then is read again.
async fn from_document(
	chain: &Chain,
	file: &Path,
	code: &str,
	named: Option<ClaimKey>,
) -> Result<Decided> {
	let bytes = files::read(file, json::MAX_BYTES)?;
	let name = || file.display().to_string();
	let at = chain.best().await?;
	let key = match named {
		Some(key) => key,
		None => {
			let any = Asset::of(&at, &AssetId::Native).await?.currency(code)?;
			let claim = claims::read_adjudication(&bytes, &any).with_context(name)?.claim;
			let claim =
				claim.ok_or_else(|| anyhow!("{}: names no claim of the chain; name it", name()))?;
			key::chain(&claim)
		},
	};
	let row = show::found(&at, &key).await?;
	let currency = Asset::of(&at, &row.asset).await?.currency(code)?;
	let decision = claims::read_adjudication(&bytes, &currency).with_context(name)?;
	if let Some(other) = decision.claim.filter(|claim| key::chain(claim) != key) {
		bail!("{}: decides on the claim {other}, not on {}", name(), key::text(&key));
	}
	if decision.billed != row.billed {
		bail!(
			"{}: decides on {} billed, the claim bills {}",
			name(),
			currency.render(decision.billed),
			currency.render(row.billed)
		);
	}
	let adjustments = decision.adjustments.iter().map(|one| Adjustment {
		group: group(one.group),
		carc: one.carc,
		amount: one.amount,
	});
	Ok((key, decision.split.payer, decision.split.patient, adjustments.collect()))
}
