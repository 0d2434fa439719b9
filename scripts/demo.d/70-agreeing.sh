# Chapter 7. An insurer funds a pool, agrees with a pharmacy, and decides beforehand.
# shellcheck shell=bash

# Licence 3 is in the genesis of every development chain, and so are a million Care Dollars of its holder.
INSURER=//Insurer
insurer=3
ASSET=CARE
# To whom Care Dollars belong, for the tables.
HOLDERS=("$INSURER" "$PHARMACY" //Insurer2 //Pharmacy //Pharmacy2 //Pharmacy3 //Pharmacy4 //Prescriber //Relayer)

chapter "7. An insurer and a pharmacy agree"
note "What everybody has before: the sum is to be the same at the end."
as "" escrow accounts --asset "$ASSET"
BEFORE=$OUTPUT

note "The insurer sets 5,000.00 aside on its own account. Nobody keeps it for it, and the chain has no account of its own."
as "$INSURER" escrow fund 5000.00 --licence "$insurer" --asset "$ASSET"
refused "no amount of CARE" "$INSURER" escrow fund 0.001 --licence "$insurer" --asset "$ASSET"

note "A contract, signed by both. Its deadlines are short, so that we can watch them pass: the rules of the development"
note "chain allow that. A real network sets days (42 CFR 423.520: 14 days to pay an electronic claim)."
as "$INSURER" escrow offer --licence "$insurer" --provider "$pharmacy" --asset "$ASSET" \
	--notice 4s --pay 300s --filing 90d --interest 50000 --silent-cap 100.00 --until +365d
terms=$(said hash)
note "The pharmacy accepts what it saw, not what might stand there meanwhile:"
refused ReimbursementEscrow::Mismatch "$PHARMACY" escrow accept --licence "$pharmacy" --payer "$insurer" --hash "$CREDENTIAL"
as "$PHARMACY" escrow accept --licence "$pharmacy" --payer "$insurer" --hash "$terms"

note "Two more prescriptions of the same form, and the pharmacy takes them."
mkdir -p "$DIR"/receipts/{first,second}
as "" key derive claim-1 claim-2 claim-3 claim-4 claim-5 claim-6 claim-7 claim-8 claim-9 claim-10 claim-11 claim-12 --suri-file "$DIR/patient.secret"
mapfile -t KEYS < <(printf '%s\n' "$OUTPUT" | awk 'NR > 1 { print $NF }')
for name in first second; do
	input "$name" "$NHS/prescribing/prescription-order/repeat-primary-example-req.json"
	completion "$name" 28 "\"class\": 1, \"partialHours\": 72, $ANEW"
done
prescribe first "${KEYS[@]:0:4}" -- --profile nhs-eps
prescribe second "${KEYS[@]:4:4}" -- --profile nhs-eps
as "$PHARMACY" rx claim "$DIR"/receipts/first/first-{1,2,3,4}.json --licence "$pharmacy"
as "$PHARMACY" rx claim "$DIR"/receipts/second/second-{1,2,3,4}.json --licence "$pharmacy"

note "For the first form the insurer decides beforehand: 3.00 a tablet, at most 60.00, of that 5.00 by the patient; and it sets"
note "60.00 aside for each of two items. That is a pre-authorisation, and it binds."
for n in 1 2; do
	as "$INSURER" escrow cover "$DIR/receipts/first/first-$n.json" --licence "$insurer" --asset "$ASSET" \
		--per-unit 3.00 --cap 60.00 --copay 5.00 --until +90d --reserve 60.00
done
refused ReimbursementEscrow::AuthorisationBinding "$INSURER" escrow end-cover "$DIR/receipts/first/first-1.json" --licence "$insurer"
as "" escrow quote "$DIR/receipts/first/first-1.json" 20 --provider "$pharmacy"
expect "would pay 55.00 CARE"
note "What is promised is not the insurer's to take back:"
refused ReimbursementEscrow::InsufficientFree "$INSURER" escrow withdraw 4900.00 --licence "$insurer" --asset "$ASSET"
