# Chapter 8. Paid in the block of the dispense; by the deadline; on appeal; and paid back.
# shellcheck shell=bash

AUDITOR=//Auditor
CLINICIAN=//Clinician

# Fails unless a claim is in a state, however the chain says it.
#   claimed CLAIM STATE
claimed() {
	as "" escrow show "$1"
	expect "$2"
}

# A FHIR Claim of this morning for the first dispense of an item.
#   fhir_claim NAME RECEIPT AMOUNT
fhir_claim() {
	local item
	item=$(salus rx show "$2" | sed -n 's/^Item //p')
	DOCUMENTS+=("$DIR/$1.json")
	cat >"$DIR/$1.json" <<-END
		{ "resourceType": "Claim", "id": "$1", "status": "active", "use": "claim", "created": "$(date -u +%FT%TZ)",
		  "type": { "coding": [{ "system": "http://terminology.hl7.org/CodeSystem/claim-type", "code": "pharmacy" }] },
		  "patient": { "identifier": { "system": "urn:example:patients", "value": "12" } },
		  "provider": { "identifier": { "system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "VNE51" } },
		  "insurer": { "identifier": { "system": "urn:example:insurers", "value": "aurora" } },
		  "priority": { "coding": [{ "code": "normal" }] },
		  "prescription": { "identifier": { "system": "urn:salus:prescription", "value": "$item" } },
		  "insurance": [{ "sequence": 1, "focal": true, "coverage": { "display": "Aurora basic" } }],
		  "item": [{ "sequence": 1, "extension": [{ "url": "urn:salus:dispense", "valueUnsignedInt": 0 }],
		             "productOrService": { "text": "as dispensed" }, "net": { "value": $3, "currency": "USD" } }],
		  "total": { "value": $3, "currency": "USD" } }
	END
}

chapter "8. Claims"
note "The pharmacy hands out two items of the first form. Both are paid in the block of their dispense: see the blocks."
notice notice-first first repeat-primary-example-req.json
dispensed=$OUTPUT
for n in 1 2; do
	as "" escrow show "$DIR/receipts/first/first-$n.json/0/0"
	expect "Paid 55.00 CARE in the block of the dispense"
	paid=$(said lastBlock)
	at=$(printf '%s\n' "$dispensed" | awk -v row=$((n + 1)) 'NR == row { print $(NF - 1) }')
	[ "$at" = "$paid" ] || die "dispensed in block $at, paid in block $paid"
	note "dispensed in block $at, paid in block $paid"
done
note "A second claim for that dispense cannot even be written down:"
refused ReimbursementEscrow::AlreadyExists "$PHARMACY" escrow submit "$DIR/receipts/first/first-1.json/0/0" \
	--licence "$pharmacy" --payer "$insurer" --billed 60.00 --commitment "$CREDENTIAL"

note "The second form has no cover. The pharmacy claims its first item, by a FHIR Claim; the insurer says nothing."
notice notice-second second repeat-primary-example-req.json
mkdir -p "$DIR/claims"
fhir_claim silent "$DIR/receipts/second/second-1.json" 80.00
as "$PHARMACY" escrow submit --document "$DIR/silent.json" --out "$DIR/claims" --licence "$pharmacy" --payer "$insurer" --asset "$ASSET" --currency USD
silent=$DIR/receipts/second/second-1.json/0/0
sed 's/80\.00/80.001/g' "$DIR/silent.json" >"$DIR/fraction.json"
refused "80.001" "$PHARMACY" escrow submit --document "$DIR/fraction.json" --out "$DIR/claims" --licence "$pharmacy" --payer "$insurer" --asset "$ASSET" --currency USD

note "It claims the second item, and is refused in time: not authorised beforehand (CARC 197)."
denied=$DIR/receipts/second/second-2.json/0/0
as "$PHARMACY" escrow submit "$denied" --billed 120.00 --commitment "$DECISION" --licence "$pharmacy" --payer "$insurer"
refused ReimbursementEscrow::NotAuthorized "$PHARMACY" escrow adjudicate "$denied" --licence "$pharmacy" --payer-share 120.00
refused ReimbursementEscrow::Unbalanced "$INSURER" escrow adjudicate "$denied" --licence "$insurer" --payer-share 90.00 --adjust CO/45/29.99
as "$INSURER" escrow deny "$denied" --licence "$insurer" --carc 197
note "The pharmacy appeals. A panel of two others, an auditor and a clinician, overturns the denial: what the contract promised"
note "is paid, the rest is written off."
as "$PHARMACY" escrow appeal "$denied" --licence "$pharmacy" --grounds "$DECISION"
refused ReimbursementEscrow::NotAuthorized "$INSURER" escrow vote "$denied" overturn --licence "$insurer"
as "$AUDITOR" escrow vote "$denied" overturn --licence 9
refused ReimbursementEscrow::AlreadyVoted "$AUDITOR" escrow vote "$denied" overturn --licence 9
as "$CLINICIAN" escrow vote "$denied" overturn --licence 10
expect "Paid 100.00 CARE on appeal"

note "The insurer's five minutes for the first claim pass. Nobody calls anything about it: blocks go by."
blocks 150
claimed "$silent" "Paid 80.00 CARE by deadline, the payer was silent"
note "Now the insurer wakes up:"
refused ReimbursementEscrow::TooLate "$INSURER" escrow deny "$silent" --licence "$insurer" --carc 197

note "One dispense was a mistake. It can be withdrawn only with the money: the pharmacy pays back in the same call."
as "$PHARMACY" rx withdraw "$DIR/receipts/first/first-2.json" --dispense 0
claimed "$DIR/receipts/first/first-2.json/0/0" "Reversed, 55.00 CARE went back"
