# Chapter 5. Cancellations, before and while a pharmacy holds the item.
# shellcheck shell=bash

# Cancels what an NHS EPS message names.
#   cancel NAME FORM FILE
cancel() {
	input "$1" "$NOMINATED/medical-prescriber/cancellations/$3"
	as "$DOCTOR" rx cancel --message "$DIR/$1.json" --receipts "$DIR/receipts/$2" --licence "$doctor"
}

chapter "5. Cancellations"
note "Before anybody has claimed it, a cancellation closes the item:"
cancel cancel-1 single 1-Process-Request-Cancel-200_OK.json
expect "R-0001 Cancelled"
stands "$DIR/receipts/single/single-1.json" "Closed(Cancelled)"
refused Prescriptions::NotOpen "$OTHER_PHARMACY" rx claim "$DIR"/receipts/single/single-1.json --licence "$other_pharmacy"

note "While a pharmacy holds the item, the cancellation waits for it to come back:"
cancel cancel-2 acute 2-Process-Request-Cancel-200_OK.json
expect "R-0002 WithDispenser"
stands "$DIR/receipts/acute/acute-4.json" "cancellation pending"
as "$PHARMACY" rx return "$DIR"/receipts/acute/acute-4.json --reason 5
stands "$DIR/receipts/acute/acute-4.json" "Closed(Cancelled)"

note "A stranger cannot cancel:"
refused Prescriptions::NotAuthorized "$PHARMACY" rx cancel "$DIR"/receipts/hl7/hl7-1.json --licence "$pharmacy"
