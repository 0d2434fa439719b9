//! The APIs of the healthcare pallets, of relayers and of operators, declared in `salus-runtime-api`.

/// Implements the healthcare pallets' APIs, those [of the frame](crate::frame_apis), and the `$own` ones, for a runtime whose
/// types bear the usual names.
#[macro_export]
macro_rules! healthcare_apis {
	($($own:tt)*) => {
		use alloc::{boxed::Box, string::String, vec};
		use pallet_health_records::{
			Conduct, EmergencyRules, Grant, Incident, IncidentId, Patient, Record, RowKey,
		};
		use pallet_prescriptions::{Outcome, Policy, Rx};
		use pallet_registry::{
			Bond, File, Licence, Organisation, Pending, Registrar, Report, RolePolicy, Target,
		};
		use pallet_reimbursement_escrow::{
			CarcUse, Claim, ClaimKey, ClaimsOf, Contract, Cover, DueKey, Pool, Quote, Rules, Tariff,
		};
		use pallet_trial_consents::{Form, Participation, Trial};
		use salus_primitives::{
			LicenceId, LicenceStatus, OrganisationId, Page, Purpose, RecordId, RegistrarId, Role, RxId,
			Standing, TrialId, Upkeep,
		};
		use salus_runtime_api::{RowEvent, Tally, MAX_ASKED};
		use sp_core::H256;
		use sp_runtime::{DispatchError, DispatchResult, OpaqueExtrinsic};
		use $crate::{operations, AnyAssetId, BlockNumber, Moment};

		$crate::frame_apis! {
			impl salus_runtime_api::PrescriptionsApi<Block, AccountId> for Runtime {
				fn item(id: RxId) -> Option<Rx<AccountId, ()>> {
					Prescriptions::item(id)
				}

				fn items(ids: Vec<RxId>) -> Vec<Option<Rx<AccountId, ()>>> {
					ids.into_iter().take(MAX_ASKED).map(Prescriptions::item).collect()
				}

				fn eligible_at(id: RxId) -> Option<Moment> {
					Prescriptions::eligible_at(id)
				}

				fn cancel_outcome(id: RxId) -> Option<Outcome> {
					Prescriptions::cancel_outcome(id)
				}

				fn policy(index: u8) -> Option<Policy> {
					Prescriptions::policy(index)
				}

				fn held_by(licence: LicenceId, after: Option<RxId>, limit: u32) -> Page<RxId, RxId> {
					Prescriptions::held_by(licence, after, limit)
				}

				fn id(licence: LicenceId, authored_at: Moment, commitment: H256) -> RxId {
					Prescriptions::id(licence, authored_at, commitment)
				}

				fn events() -> Vec<RowEvent<RxId>> {
					System::read_events_no_consensus()
						.filter_map(|record| match record.event {
							RuntimeEvent::Prescriptions(event) => {
								Some(RowEvent::new(event.item()?, &event, Timestamp::get()))
							},
							_ => None,
						})
						.collect()
				}
			}

			impl salus_runtime_api::RegistryApi<Block, AccountId, Balance> for Runtime {
				fn licence(licence: LicenceId) -> Option<Licence<AccountId>> {
					Registry::licence(licence)
				}

				fn licences(licences: Vec<LicenceId>) -> Vec<Option<Licence<AccountId>>> {
					licences.into_iter().take(MAX_ASKED).map(Registry::licence).collect()
				}

				fn status(licence: LicenceId) -> Option<LicenceStatus> {
					Registry::status(licence)
				}

				fn file(licence: LicenceId) -> Option<File<AccountId, Balance>> {
					Registry::file(licence)
				}

				fn organisation(organisation: OrganisationId) -> Option<Organisation<AccountId, Balance>> {
					Registry::organisation(organisation)
				}

				fn organisation_by_identity(
					identity: H256,
				) -> Option<(OrganisationId, Organisation<AccountId, Balance>)> {
					Registry::organisation_by_identity(identity)
				}

				fn registrars() -> Vec<(RegistrarId, Registrar<AccountId>)> {
					Registry::registrars()
				}

				fn bond(licence: LicenceId) -> Option<Bond<Balance>> {
					Registry::bond(licence)
				}

				fn policy(role: Role) -> Option<RolePolicy<Balance>> {
					Registry::policy(role)
				}

				fn licences_by_holder(
					holder: AccountId,
					cursor: Option<LicenceId>,
					limit: u32,
				) -> Page<(LicenceId, Licence<AccountId>), LicenceId> {
					Registry::licences_by_holder(holder, cursor, limit)
				}

				fn licences_by_organisation(
					organisation: OrganisationId,
					cursor: Option<LicenceId>,
					limit: u32,
				) -> Page<(LicenceId, Licence<AccountId>), LicenceId> {
					Registry::licences_by_organisation(organisation, cursor, limit)
				}

				fn licences_by_registrar(
					registrar: RegistrarId,
					since: Option<BlockNumber>,
					cursor: Option<LicenceId>,
					limit: u32,
				) -> Page<(LicenceId, Licence<AccountId>), LicenceId> {
					Registry::licences_by_registrar(registrar, since, cursor, limit)
				}

				fn pending(
					cursor: Option<Target>,
					limit: u32,
				) -> Page<(Target, Pending<AccountId>), Target> {
					Registry::pending(cursor, limit)
				}

				fn open_reports(
					older_than: BlockNumber,
					cursor: Option<LicenceId>,
					limit: u32,
				) -> Page<(LicenceId, Vec<Report>), LicenceId> {
					Registry::open_reports(older_than, cursor, limit)
				}

				fn old_suspensions(
					older_than: Moment,
					cursor: Option<LicenceId>,
					limit: u32,
				) -> Page<(LicenceId, Licence<AccountId>), LicenceId> {
					Registry::old_suspensions(older_than, cursor, limit)
				}

				fn expiring(
					before: Moment,
					cursor: Option<LicenceId>,
					limit: u32,
				) -> Page<(LicenceId, Licence<AccountId>), LicenceId> {
					Registry::expiring(before, cursor, limit)
				}
			}

			impl salus_runtime_api::ReimbursementApi<Block, AccountId, AnyAssetId> for Runtime {
				fn rules() -> Option<Rules> {
					ReimbursementEscrow::rules()
				}

				fn carc(carc: u16) -> Option<CarcUse> {
					ReimbursementEscrow::carc(carc)
				}

				fn panel(level: u8) -> Vec<LicenceId> {
					ReimbursementEscrow::panel(level)
				}

				fn pool(payer: LicenceId, asset: AnyAssetId) -> Option<Pool<AccountId>> {
					ReimbursementEscrow::pool(payer, asset)
				}

				fn contract(payer: LicenceId, provider: LicenceId) -> Option<Contract<AnyAssetId, ()>> {
					ReimbursementEscrow::contract(payer, provider)
				}

				fn tariff(payer: LicenceId, number: u16) -> Option<Tariff<()>> {
					ReimbursementEscrow::tariff(payer, number)
				}

				fn cover(rx: RxId, rank: u8) -> Option<Cover<AccountId, AnyAssetId, ()>> {
					ReimbursementEscrow::cover_of(rx, rank)
				}

				fn claim(key: ClaimKey) -> Option<Claim<AnyAssetId>> {
					ReimbursementEscrow::claim(key)
				}

				fn claims(rx: RxId) -> ClaimsOf<AnyAssetId> {
					ReimbursementEscrow::claims(rx)
				}

				fn claims_of_provider(
					provider: LicenceId,
					cursor: Option<ClaimKey>,
					limit: u32,
				) -> Page<(ClaimKey, Claim<AnyAssetId>), ClaimKey> {
					ReimbursementEscrow::claims_of_provider(provider, cursor, limit)
				}

				fn claims_of_payer(
					payer: LicenceId,
					cursor: Option<ClaimKey>,
					limit: u32,
				) -> Page<(ClaimKey, Claim<AnyAssetId>), ClaimKey> {
					ReimbursementEscrow::claims_of_payer(payer, cursor, limit)
				}

				fn quote(
					rx: RxId,
					provider: Option<LicenceId>,
					quantity: u32,
				) -> Option<Quote<AnyAssetId>> {
					ReimbursementEscrow::quote(rx, provider, quantity)
				}

				fn next_deadline(key: ClaimKey) -> Option<Moment> {
					ReimbursementEscrow::next_deadline(key)
				}

				fn due(
					cursor: Option<(Moment, DueKey<AnyAssetId>)>,
					limit: u32,
				) -> Page<(Moment, DueKey<AnyAssetId>), (Moment, DueKey<AnyAssetId>)> {
					ReimbursementEscrow::due(cursor, limit)
				}

				fn shortfalls(
					payer: LicenceId,
					asset: AnyAssetId,
					cursor: Option<u64>,
					limit: u32,
				) -> Page<ClaimKey, u64> {
					ReimbursementEscrow::shortfalls(payer, asset, cursor, limit)
				}

				fn debt(payer: LicenceId, provider: LicenceId, asset: AnyAssetId) -> Balance {
					ReimbursementEscrow::debt(payer, provider, asset)
				}

				fn copay(rx: RxId) -> Option<(AnyAssetId, Balance, Moment)> {
					ReimbursementEscrow::copay(rx)
				}

				fn payee(provider: LicenceId) -> Option<AccountId> {
					ReimbursementEscrow::payee(provider)
				}

				fn now() -> Moment {
					Timestamp::get()
				}

				fn events() -> Vec<RowEvent<ClaimKey>> {
					System::read_events_no_consensus()
						.filter_map(|record| match record.event {
							RuntimeEvent::ReimbursementEscrow(event) => {
								Some(RowEvent::new(event.claim()?, &event, Timestamp::get()))
							},
							_ => None,
						})
						.collect()
				}
			}

			impl salus_runtime_api::TrialConsentsApi<Block, AccountId> for Runtime {
				fn trial(id: TrialId) -> Option<Trial<()>> {
					TrialConsents::trial(id)
				}

				fn forms(trial: TrialId, cursor: Option<u16>, limit: u32) -> Page<(u16, Form<()>), u16> {
					TrialConsents::forms(trial, cursor, limit)
				}

				fn form(trial: TrialId, version: u16) -> Option<Form<()>> {
					TrialConsents::form(trial, version)
				}

				fn is_site(trial: TrialId, investigator: LicenceId) -> bool {
					TrialConsents::is_site(trial, investigator)
				}

				fn consent(trial: TrialId, subject: AccountId) -> Option<Participation<AccountId, ()>> {
					TrialConsents::consent(trial, subject)
				}

				fn standing(trial: TrialId, subject: AccountId) -> Standing {
					TrialConsents::standing(trial, subject)
				}

				fn standing_at(trial: TrialId, subject: AccountId, moment: Moment) -> Standing {
					TrialConsents::standing_at(trial, subject, moment)
				}

				fn due(
					trial: TrialId,
					cursor: Option<AccountId>,
					limit: u32,
				) -> Page<(AccountId, Standing), AccountId> {
					TrialConsents::due(trial, cursor, limit)
				}

				fn overdue_erasures(
					trial: TrialId,
					cursor: Option<AccountId>,
					limit: u32,
				) -> Page<(AccountId, pallet_trial_consents::Erasure), AccountId> {
					TrialConsents::overdue_erasures(trial, cursor, limit)
				}

				fn now() -> Moment {
					Timestamp::get()
				}

				fn events() -> Vec<RowEvent<(TrialId, AccountId)>> {
					System::read_events_no_consensus()
						.filter_map(|record| match record.event {
							RuntimeEvent::TrialConsents(event) => {
								let (trial, subject) = event.participant()?;
								Some(RowEvent::new((trial, subject.clone()), &event, Timestamp::get()))
							},
							_ => None,
						})
						.collect()
				}

				fn keys(trial: TrialId, subject: AccountId) -> Vec<Vec<u8>> {
					use pallet_trial_consents::{Consent, Consents, Forms, Trials};
					let row = TrialConsents::consent(trial, subject.clone());
					let given = row.and_then(|row| match row.consent {
						Consent::Given(given) => Some(given),
						Consent::Ended { last, .. } => last,
						Consent::Absent => None,
					});
					let version = given.map(|given| given.version);
					let form = version.map(|version| Forms::<Runtime>::hashed_key_for(trial, version));
					[Consents::<Runtime>::hashed_key_for(trial, subject)]
						.into_iter()
						.chain(form)
						.chain([
							Trials::<Runtime>::hashed_key_for(trial),
							pallet_timestamp::Now::<Runtime>::hashed_key().to_vec(),
						])
						.collect()
				}
			}

			impl salus_runtime_api::HealthRecordsApi<Block, AccountId> for Runtime {
				fn record(id: RecordId) -> Option<Record<AccountId, ()>> {
					HealthRecords::record(id)
				}

				fn opens(id: RecordId, custodian: LicenceId, authored_at: Moment, root: H256) -> bool {
					HealthRecords::opens(id, custodian, authored_at, root)
				}

				fn id(custodian: LicenceId, authored_at: Moment, root: H256) -> RecordId {
					HealthRecords::id(custodian, authored_at, root)
				}

				fn grants(patient: AccountId) -> Vec<(u8, Grant<AccountId>)> {
					HealthRecords::grants(patient)
				}

				fn grants_to(
					licence: LicenceId,
					cursor: Option<(AccountId, u8)>,
					limit: u32,
				) -> Page<(AccountId, u8), (AccountId, u8)> {
					HealthRecords::grants_to(licence, cursor, limit)
				}

				fn incidents(
					patient: AccountId,
					cursor: Option<IncidentId>,
					limit: u32,
				) -> Page<(IncidentId, Incident), IncidentId> {
					HealthRecords::incidents(patient, cursor, limit)
				}

				fn conduct(licence: LicenceId) -> (Conduct<AccountId>, bool) {
					HealthRecords::conduct(licence)
				}

				fn may_access(who: AccountId, record: RecordId, purpose: Purpose) -> bool {
					HealthRecords::may_access(who, record, purpose)
				}

				fn patient(key: AccountId) -> Option<Patient<AccountId, ()>> {
					HealthRecords::patient(key)
				}

				fn shred_requests(
					custodian: LicenceId,
					cursor: Option<RecordId>,
					limit: u32,
				) -> Page<(RecordId, pallet_health_records::Erasure), RecordId> {
					HealthRecords::shred_requests(custodian, cursor, limit)
				}

				fn overdue_shreds(
					custodian: LicenceId,
					cursor: Option<RecordId>,
					limit: u32,
				) -> Page<RecordId, RecordId> {
					HealthRecords::overdue_shreds(custodian, cursor, limit)
				}

				fn successor(custodian: LicenceId) -> Option<LicenceId> {
					pallet_health_records::Successors::<Runtime>::get(custodian)
				}

				fn emergency() -> EmergencyRules {
					HealthRecords::emergency()
				}

				fn now() -> Moment {
					Timestamp::get()
				}

				fn events() -> Vec<RowEvent<RowKey<AccountId>>> {
					System::read_events_no_consensus()
						.filter_map(|record| match record.event {
							RuntimeEvent::HealthRecords(event) => Some(event),
							_ => None,
						})
						.flat_map(|event| {
							let patient = event.joined().cloned().map(RowKey::Patient);
							let rows = event.row().into_iter().chain(patient);
							rows.map(|row| RowEvent::new(row, &event, Timestamp::get())).collect::<Vec<_>>()
						})
						.collect()
				}

				fn keys(row: RowKey<AccountId>) -> Vec<Vec<u8>> {
					use pallet_health_records::{Grants, Incidents, Patients, Records};
					let row = match row {
						RowKey::Record(id) => Records::<Runtime>::hashed_key_for(id),
						RowKey::Grant(patient, slot) => Grants::<Runtime>::hashed_key_for(patient, slot),
						RowKey::Incident(patient, id) => Incidents::<Runtime>::hashed_key_for(patient, id),
						RowKey::Patient(key) => Patients::<Runtime>::hashed_key_for(key),
					};
					vec![row, pallet_timestamp::Now::<Runtime>::hashed_key().to_vec()]
				}
			}

			impl salus_runtime_api::RelayApi<Block, pallet_meta_tx::MetaTxFor<Runtime>> for Runtime {
				fn dry_run(
					meta_tx: pallet_meta_tx::MetaTxFor<Runtime>,
					block_hash: <Block as BlockT>::Hash,
				) -> Result<DispatchResult, DispatchError> {
					// As the pool validates: the next block knows this one's hash.
					let next = System::block_number().saturating_add(1);
					System::initialize(&next, &block_hash, &Default::default());
					let length = u32::try_from(meta_tx.encoded_size()).unwrap_or(u32::MAX);
					MetaTx::dispatch(RuntimeOrigin::none(), Box::new(meta_tx), length)
						.map_err(|refusal| refusal.error)?;
					let answers = System::read_events_no_consensus().filter_map(|record| match record.event {
						RuntimeEvent::MetaTx(pallet_meta_tx::Event::Dispatched { result }) => Some(result),
						_ => None,
					});
					let answer = answers.last().ok_or(DispatchError::Unavailable)?;
					Ok(answer.map(drop).map_err(|failure| failure.error))
				}
			}

			impl salus_runtime_api::OperationsApi<Block> for Runtime {
				fn upkeep() -> Vec<(String, Upkeep)> {
					operations::upkeep::<Runtime>()
				}

				fn calls(body: Vec<OpaqueExtrinsic>) -> Vec<Tally> {
					operations::calls::<Runtime>(body)
				}
			}

			$($own)*
		}
	};
}
