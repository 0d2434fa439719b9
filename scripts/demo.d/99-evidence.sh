# Chapter 13. A prescription, a consent and a payment, proved to somebody who has neither a chain nor a node.
# shellcheck shell=bash

# Exports a statement as NAME.salus.json.
#   export_as NAME KIND ARGUMENTS...
export_as() {
	local name=$1
	shift
	as "" evidence export "$@" --out "$DIR/$name.salus.json"
	expect "every link holds"
}

# Puts another text in the place of one that stands in a file once, with the digest that a forger would put there.
#   forge FILE TEXT OTHER
forge() {
	local body digest
	[ "$(grep -oF "$2" "$1" | wc -l)" -eq 1 ] || die "$2 does not stand once in $1"
	body=$(<"$1")
	body=${body%,\"digest\":*}
	body=${body/"$2"/"$3"}
	digest=$(printf %s "$body" | b2sum -l 256 | cut -d ' ' -f 1)
	printf '%s,"digest":"0x%s"}\n' "$body" "$digest"
}

# Verifies a file without a node and expects this exit code; shows how the answer begins.
#   judged CODE FILE ARGUMENTS...
judged() {
	local expected=$1 code=0
	shift
	sign "" evidence verify "$@"
	OUTPUT=$("$TARGET/debug/salus" "${COMMAND[@]}" 2>&1) || code=$?
	indent "$(head -n 5 <<<"$OUTPUT" | cut -c 1-220)"
	note "exit code $code"
	[ "$code" -eq "$expected" ] || die "expected exit code $expected: $OUTPUT"
}

chapter "13. Evidence"
note "The chain above makes its blocks on demand, and nobody votes on them: there is no finality to prove. Here is one with votes,"
note "whose licences are in its genesis."
FIRST=$URL
open_voting
mkdir -p "$DIR/papers"

note "A participant signs a form of a trial, and so does the investigator."
PARTICIPANT=$(address //Charlie//stash)
salus consent trial --licence 5 --committee 7 --protocol "$(something)" --until +300d --suri "$SPONSOR" --no-wait >/dev/null
salus consent site 1 6 --licence 5 --suri "$SPONSOR" --no-wait >/dev/null
as "$SPONSOR" consent form 1 --licence 5 --commitment "$(something)" --offered 0,1 --core 0 --set subject,investigator --in-block
as "$ETHICS" consent decide 1 1 approve --until +299d --licence 7 --in-block
as "$INVESTIGATOR" consent propose 1 "$PARTICIPANT" --version 1 --scopes 0,1 --need subject,investigator --licence 6 --in-block
as //Charlie//stash consent sign 1 "$PARTICIPANT" --scopes 0,1 --in-block
as "$INVESTIGATOR" consent sign 1 "$PARTICIPANT" --as investigator --scopes 0,1 --in-block
expect Active
# A moment in whole seconds: it must not lie before the block's.
sleep 3
MOMENT=$(date -u +%FT%TZ)

note "An item is prescribed and handed out; the insurer decides on the claim, and pays."
salus escrow fund 500.00 --licence 3 --asset "$ASSET" --suri "$INSURER" --no-wait >/dev/null
as "$INSURER" escrow offer --licence 3 --provider 2 --asset "$ASSET" --notice 10d --pay 14d --filing 90d --silent-cap 100.00 --until +365d --in-block
as //Pharmacy escrow accept --licence 2 --payer 3 --hash "$(said hash)" --in-block
completion evidence 20 '"class": 1,
  "lines": ["fe1ddf3f-f751-464e-9c69-c9006b6dbdb9"],
  "supply": {
    "dispenseRequest.quantity": { "value": 30, "system": "http://snomed.info/sct", "code": "428673006" },
    "dispenseRequest.numberOfRepeatsAllowed": 0,
    "dispenseRequest.performer": { "identifier": { "system": "urn:example", "value": "VNE51" } },
    "dispenseRequest.validityPeriod": { "start": "NOW", "end": "UNTILT00:00:00Z" },
    "substitution": { "allowedBoolean": true }
  },
  "override": { "authoredOn": "NOW", "status": "active" }'
note "Of the claims in the record one has a prescription on this chain:"
refused NotIssued //Pharmacy escrow batch "$DIR/synthea.json" --profile synthea --completion "$DIR/evidence.completion" --out "$DIR/papers" \
	--licence 1 --patient "$(address //Dave//stash)" --dispenser VNE51=2 --pharmacy 2 --payer 3 --asset "$ASSET" --currency USD \
	--max-age 9999d --prescriber-suri //Prescriber --in-block
mapfile -t receipts < <(find "$DIR/papers" -name '*.json' ! -name '*-dispense-*' ! -name '*-claim-*')
[ "${#receipts[@]}" -eq 1 ] || die "expected one receipt, found: ${receipts[*]}"
receipt=${receipts[0]}
as "$INSURER" escrow adjudicate "$receipt/0/0" --payer-share 80.00 --adjust CO/45/175.00 --licence 3
expect "Paid 80.00"

note "Three files. Each proves one thing and says what it discloses; no field of a document, unless the holder names it."
export_as prescription prescription "$receipt"
export_as consent consent 1 "$PARTICIPANT" "$MOMENT"
export_as payment claim "$receipt/0/0"
note "What the consortium publishes, and an expert compares: the fingerprint of the chain's first block."
as "" evidence fingerprint --genesis
PRINT=$(said fingerprint)

note "The chain is stopped, and so is its only node."
stop_node
! salus registry list policies >/dev/null 2>&1 || die "the node still answers"
judged 0 "$DIR/prescription.salus.json" --anchor "$PRINT"
expect "under licence 1, that of a prescriber"
judged 0 "$DIR/consent.salus.json" --anchor "$PRINT"
expect "was active"
judged 0 "$DIR/payment.salus.json" --anchor "$PRINT"
expect ": 8000, plus 0 interest"
note "Whoever does not compare the fingerprint learns that nothing contradicts anything, which is not yet a proof:"
judged 2 "$DIR/payment.salus.json"
expect "Consistent"
note "A page for people, with declarations to be signed:"
as "" evidence render "$DIR/payment.salus.json" --anchor "$PRINT" --out "$DIR/payment.html"
expect "Page written"

note "Somebody makes it 800.00 that was paid, and puts the digest that fits behind it:"
forge "$DIR/payment.salus.json" '"paid.payer":8000,' '"paid.payer":80000,' >"$DIR/forged.salus.json"
judged 43 "$DIR/forged.salus.json" --anchor "$PRINT"
expect "The claim about \`paid.payer\` is not what the chain holds"
note "And a file that is not evidence at all:"
judged 3 "$DIR/evidence.completion" --anchor "$PRINT"
URL=$FIRST
