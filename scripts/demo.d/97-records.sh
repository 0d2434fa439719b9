# Chapter 12. A record shared for one purpose and two reads; an emergency that ends by itself.
# shellcheck shell=bash

CLINIC=//Hospital2
EMERGENCY=//Clinician2

chapter "12. Records"
mkdir -p "$DIR/records"
note "The hospital enters a key of the patient's, another one than in the trial. The key must have agreed."
patient=$(derived patient hospital-1)
as "" patient context --out "$DIR/enter.context"
as "" patient agree --context-file "$DIR/enter.context" --custodian 4 --out "$DIR/agreement" --suri-file "$DIR/patient.secret" --context hospital-1
as "$HOSPITAL" record enter-patient "$DIR/agreement" --licence 4
note "It anchors what its laboratory measured: one hash, from the document and salts that stay in the house."
as "$HOSPITAL" record anchor "$DIR/spirometry.json" --licence 4 --patient "$patient" --set 19 --out "$DIR/records" --zone Europe/Amsterdam
record=$(said record)
receipt=$DIR/records/spirometry-1.json

note "A field of it can be shown alone, and checked by anybody who has the id from the chain:"
as "" record disclose "$receipt" Observation.code --out "$DIR/shown.json"
as "" record verify "$record" "$DIR/shown.json"
expect "Observation.code"
sed 's/"system":"[^"]*"/"system":"urn:forged"/' "$DIR/shown.json" >"$DIR/forged.json"
! cmp -s "$DIR/shown.json" "$DIR/forged.json" || die "nothing was changed in the shown field"
refused DocumentMismatch "" record verify "$record" "$DIR/forged.json"

note "She lets another hospital read, as a FHIR Consent says: observations, for her treatment, twice."
sample sets sets.json
sample grant grant.json
tokenless share patient hospital-1 "patient/$patient" record grant "$patient" 0 --to 11 --document "$DIR/grant.json" --table "$DIR/sets.json" --zone Europe/Amsterdam
as "" record grants "$patient"
expect "2 reads left"

# The other hospital's gateway accounts for a read before it gets the data.
#   reading NAME [SED_EXPRESSION...]
reading() {
	local name=$1
	shift
	sample "$name" access.json "s/0xcdcd[cd]*/$record/" "$@"
	READ=(record access "$patient" --slot 0 --licence 11 --document "$DIR/$name.json" --out "$DIR/records" --zone Europe/Amsterdam)
}
note "The patient's own hospital has no need to ask; a stranger has no right to:"
reading stranger
refused HealthRecords::NotAuthorized "$PHARMACY" "${READ[@]}"
note "Research is not what she allowed:"
reading research 's/"TREAT"/"HRESCH"/'
refused PurposeNotGranted "$CLINIC" "${READ[@]}"
reading first-read
as "$CLINIC" "${READ[@]}"
reading second-read
as "$CLINIC" "${READ[@]}"
note "The third read is refused:"
reading third-read
refused HealthRecords::ReadsExhausted "$CLINIC" "${READ[@]}"
as "" record receipts "$patient" 0

note "An emergency: she cannot be asked. For the demonstration the council makes a day of reading one minute, and the three"
note "days in which the clinician must explain herself five."
as "$COUNCIL" record set-emergency --read 60s --justify 300s --review 1d
sample emergency emergency.json
as "$EMERGENCY" record break-glass "$patient" --licence 13 --sets 19 --document "$DIR/emergency.json" --out "$DIR/records" --zone Europe/Amsterdam
incident=$(said incident)
as "$EMERGENCY" record access "$patient" "$record" --incident "$incident" --licence 13 --receipt "$(something)"
note "The patient sees who it was, when, and until when:"
as "" record incidents "$patient"
expect "EmergencyTreatment"
note "It ends by itself. (The clock is the chain's, which goes on with its blocks.)"
blocks 30
refused HealthRecords::Expired "$EMERGENCY" record access "$patient" "$record" --incident "$incident" --licence 13 --receipt "$(something)"
note "Who does not explain an emergency opens no other one:"
blocks 120
conduct=$(salus record conduct 13)
[[ $conduct =~ suspended\ +true ]] || die "nobody minds that the emergency was not explained: $conduct"
refused HealthRecords::AccessSuspended "$EMERGENCY" record break-glass "$patient" --licence 13 --sets 19 --reason emergency-treatment --receipt "$(something)"
as "$EMERGENCY" record justify "$patient" "$incident" --commitment "$(something)"
refused HealthRecords::NotAuthorized "$EMERGENCY" record review "$patient" "$incident" cleared --licence 13
as "$AUDITOR" record review "$patient" "$incident" cleared --licence 9
as "" record incidents "$patient"
expect "Cleared"
