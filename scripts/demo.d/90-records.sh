# Chapter 9. A whole record's claims in one command, and statements in FHIR.
# shellcheck shell=bash

chapter "9. All claims of a record"
note "Synthea's record has 26 claims: four for prescriptions, the others for visits. One command issues, dispenses and submits"
note "what is a claim for the chain, and says of each other one why it is none. The years and the missing quantities are"
note "supplied under the doctor's name."
mkdir -p "$DIR/receipts/record"
input record synthea/Johnnie679_Hermiston71_2cd30bd6-3a87-4191-af90-6daa70f58f55.json
completion record 28 '"class": 1,
  "lines": ["de698418-6100-4b80-890d-4e1f26b832d0", "fdfc5406-6824-4bc7-ad2c-21c349225a29",
            "fe1ddf3f-f751-464e-9c69-c9006b6dbdb9", "b09e102a-a4e0-455a-b8a4-c38a930a49d4"],
  "supply": {
    "dispenseRequest.quantity": { "value": 30, "system": "http://snomed.info/sct", "code": "428673006", "unit": "tablet" },
    "dispenseRequest.numberOfRepeatsAllowed": 0,
    "dispenseRequest.performer": { "identifier": { "system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "VNE51" } },
    "dispenseRequest.validityPeriod": { "start": "NOW", "end": "UNTILT00:00:00Z" },
    "substitution": { "allowedBoolean": true }
  },
  "override": { "authoredOn": "NOW", "status": "active" }'
as "$PHARMACY" escrow batch "$DIR/record.json" --profile synthea --completion "$DIR/record.completion" \
	--licence "$doctor" --prescriber-suri "$DOCTOR" --dispenser "VNE51=$pharmacy" --out "$DIR/receipts/record" \
	--patient "${KEYS[8]}" --patient "${KEYS[9]}" --patient "${KEYS[10]}" --patient "${KEYS[11]}" \
	--pharmacy "$pharmacy" --payer "$insurer" --asset "$ASSET" --currency USD --max-age 9999d
expect "26 of 26 claims dealt with"
expect "1020.00 CARE"
[ "$(said submitted)" = 4 ] || die "four claims should have been submitted"
[ "$(said unfit)" = 22 ] || die "22 claims should be none for the chain"
note "Run again, it finds what stands and does nothing twice:"
OUTPUT=$(salus "${COMMAND[@]}" 2>&1) || die "unexpected refusal: $OUTPUT"
indent "$(printf '%s\n' "$OUTPUT" | tail -n 8)"
[ "$(said stoodAlready)" = 4 ] || die "the four claims should have been found"

note "What the insurer has been asked, and what became of it; an answer and an explanation as FHIR:"
as "" escrow list --payer "$insurer"
as "" escrow response "$silent" --currency USD
expect '"disposition":"paid"'
as "" escrow eob "$denied" --currency USD
expect '"resourceType":"ExplanationOfBenefit"'
note "All payments to the pharmacy, summed up by the chain's own events:"
as "" escrow reconcile --payer "$insurer" --provider "$pharmacy" --asset "$ASSET" --currency USD --from 2020-01-01 --until +30d
expect '"resourceType":"PaymentReconciliation"'
