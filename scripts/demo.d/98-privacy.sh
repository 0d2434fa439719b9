# Before the end. Nothing of what was read is on the chain.
# shellcheck shell=bash

chapter "Nothing of the documents is on the chain"
item=$(salus rx show "$DIR/receipts/acute/acute-1.json" | sed -n 's/^Item //p')
scripts/privacy-scan --url "$URL" --control "$item" "${DOCUMENTS[@]}"
