# Chapter 6. What a document proves, and where everything stands.
# shellcheck shell=bash

chapter "6. Proof"
note "The receipt's document is what was issued:"
as "" rx verify "$DIR/receipts/acute/acute-1.json" "$DIR/receipts/acute/acute-1.json"
expect "Verified"
item=$(said item)
note "The same document, with 200 in the place of 20:"
sed 's/"value":20\b/"value":200/' "$DIR/receipts/acute/acute-1.json" >"$DIR/tampered.json"
! cmp -s "$DIR/receipts/acute/acute-1.json" "$DIR/tampered.json" || die "nothing was changed in the document"
refused DocumentMismatch "" rx verify "$item" "$DIR/tampered.json"
note "Another item's document:"
refused DocumentMismatch "" rx verify "$item" "$DIR/receipts/acute/acute-2.json"

step "Where everything stands"
OUTPUT=$(salus rx show "$DIR"/receipts/*/*.json)
indent "$OUTPUT"
note "completed: handed out; cancelled: by the prescriber; active: may be claimed, or a pharmacy holds it"
stands "$DIR/receipts/repeat/repeat-1.json" "Closed(Completed)"
stands "$DIR/receipts/erd/erd-1.json" Free
stands "$DIR/receipts/hl7/hl7-1.json" Free
stands "$DIR/receipts/synthea/synthea-1.json" Free
issued=$(find "$DIR/receipts" -name '*.json' | wc -l)
[ "$issued" -eq 17 ] || die "17 items should have been issued, not $issued"
