# Chapter 3. Real prescriptions are issued: NHS EPS messages, a Synthea record, HL7's own example.
# shellcheck shell=bash

# A patient who holds some of the native token can sign alone; patients without any follow in chapter 11.
PATIENT=//Charlie//stash
NHS=nhs-eps/spec
PRIMARY=nhs-eps/primary-care/acute
NOMINATED=$PRIMARY/nominated-pharmacy

# What replaces the times of an example: authored now, valid from today.
ANEW='"override": { "authoredOn": "NOW", "dispenseRequest.validityPeriod": { "start": "TODAY", "end": "UNTIL" } }'

# Issues an order under the doctor's licence.
#   prescribe NAME PATIENT_ACCOUNT... [-- ARGUMENTS]
prescribe() {
	local name=$1 patients=()
	shift
	while [ $# -gt 0 ] && [ "$1" != -- ]; do
		patients+=(--patient "$1")
		shift
	done
	[ $# -eq 0 ] || shift
	as "$DOCTOR" rx issue "$DIR/$name.json" --licence "$doctor" "${patients[@]}" --out "$DIR/receipts/$name" \
		--completion "$DIR/$name.completion" --dispenser "VNE51=$pharmacy" --dispenser "FCG71=$other_pharmacy" "$@"
}

chapter "3. Prescriptions are issued"
mkdir -p "$DIR"/receipts/{acute,repeat,erd,single,walkin,synthea,hl7,refused} "$DIR/dispensed"
input acute "$NOMINATED/responsible-party-org/3-Process-Request-Send-200_OK.json"
input repeat "$NHS/prescribing/prescription-order/repeat-primary-example-req.json"
input erd "$NHS/prescribing/prescription-order/eRD-primary-example-req.json"
input single "$NOMINATED/medical-prescriber/cancellations/1-Process-Request-Send-200_OK.json"
input walkin "$PRIMARY/no-nominated-pharmacy/medical-prescriber/author/unknown/1-Process-Request-Send-200_OK.json"
input hl7 hl7-r4/medicationrequest0301.json
input synthea synthea/Johnnie679_Hermiston71_2cd30bd6-3a87-4191-af90-6daa70f58f55.json

note "Each item gets a key of its own from the patient's secret: nothing on the chain links two of them."
salus key new "$DIR/patient.secret" >/dev/null
as "" key derive item-1 item-2 item-3 item-4 item-5 item-6 item-7 item-8 item-9 item-10 item-11 item-12 item-13 item-14 --suri-file "$DIR/patient.secret"
mapfile -t KEYS < <(printf '%s\n' "$OUTPUT" | awk 'NR > 1 { print $NF }')

note "An acute prescription of 2022, as it was sent. The chain takes nothing that was authored long ago:"
refused Prescriptions::Stale "$DOCTOR" rx issue "$DIR/acute.json" --licence "$doctor" --patient "${KEYS[0]}" --class 1 \
	--profile nhs-eps --dispenser "VNE51=$pharmacy" --out "$DIR/receipts/refused"

note "The doctor authors it anew: a completion says what is replaced, by whom and why, and is committed with the document."
completion acute 28 "\"class\": 1, \"partialHours\": 72, $ANEW"
prescribe acute "${KEYS[@]:0:4}" -- --profile nhs-eps

note "A repeat prescription, and repeat dispensing with six repeats on one signature:"
completion repeat 28 "\"class\": 1, \"partialHours\": 72, $ANEW"
prescribe repeat "${KEYS[@]:4:4}" -- --profile nhs-eps
completion erd 365 "\"class\": 2, \"partialHours\": 72, $ANEW"
prescribe erd "${KEYS[@]:8:4}" -- --profile nhs-eps

note "A single item for the other pharmacy, and a form without a nominated pharmacy, on a key with which the patient signs:"
completion single 28 "\"class\": 1, $ANEW"
prescribe single "${KEYS[12]}" -- --profile nhs-eps
completion walkin 28 "\"class\": 1, $ANEW"
prescribe walkin "$(address "$PATIENT")" -- --profile nhs-eps

note "HL7's example is \`completed\`, so that it is no order:"
OUTPUT=$(salus fhir check "$DIR/hl7.json" --zone Europe/Amsterdam) || die "the example cannot be read: $OUTPUT"
indent "$OUTPUT"
expect "refused MedicationRequest.status"
note "A completion makes it one, with the doctor's name on it:"
completion hl7 28 '"class": 1, "override": { "status": "active", "authoredOn": "NOW", "dispenseRequest.validityPeriod": { "start": "TODAY", "end": "UNTIL" } }'
prescribe hl7 "${KEYS[13]}" -- --zone Europe/Amsterdam --dispenser "Practitioner/f001=$pharmacy"

note "Synthea's record says nothing about dispensing; what it lacks is supplied, not guessed:"
completion synthea 28 '"class": 1,
  "lines": ["fe1ddf3f-f751-464e-9c69-c9006b6dbdb9"],
  "supply": {
    "dispenseRequest.quantity": { "value": 30, "system": "http://snomed.info/sct", "code": "428641000", "unit": "capsule" },
    "dispenseRequest.numberOfRepeatsAllowed": 0,
    "dispenseRequest.validityPeriod": { "start": "TODAY", "end": "UNTIL" },
    "substitution": { "allowedBoolean": true }
  },
  "override": { "authoredOn": "NOW" }'
prescribe synthea "$(address "$PATIENT")" -- --zone America/New_York

note "A colleague's licence is suspended, and she tries to prescribe:"
as "$BOARD" registry suspend "$colleague" --decision "$DECISION"
refused Prescriptions::LicenceNotValid "$COLLEAGUE" rx issue "$DIR/single.json" --licence "$colleague" --patient "${KEYS[12]}" \
	--profile nhs-eps --completion "$DIR/single.completion" --dispenser "FCG71=$other_pharmacy" --out "$DIR/receipts/refused"
rmdir "$DIR/receipts/refused" || die "a refused prescription left a receipt"
