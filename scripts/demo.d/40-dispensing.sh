# Chapter 4. Pharmacies claim, dispense, return.
# shellcheck shell=bash

# Records what a dispense notice says, for the first pharmacy.
#   notice NAME FORM FILE
notice() {
	input "$1" "$NHS/dispensing/dispense-notification/$3"
	as "$PHARMACY" rx dispense "$DIR/$1.json" --licence "$pharmacy" --receipts "$DIR/receipts/$2" --out "$DIR/dispensed" --profile nhs-eps
}

chapter "4. At the counter"
note "The patient nominated the first pharmacy. The other one is turned away:"
refused Prescriptions::AccessDenied "$OTHER_PHARMACY" rx claim "$DIR"/receipts/acute/acute-1.json --licence "$other_pharmacy"
note "The first one claims the whole form, by its release message, and hands out what it has: two items wholly, one not yet."
input release "$NHS/dispensing/release/acute-primary-example-req.json"
as "$PHARMACY" rx claim --message "$DIR/release.json" --receipts "$DIR/receipts/acute" --licence "$pharmacy"
refused Prescriptions::AlreadyHeld "$PHARMACY" rx claim "$DIR"/receipts/acute/acute-1.json --licence "$pharmacy"
notice notice-1 acute acute-primary-example-01-req.json
stands "$DIR/receipts/acute/acute-1.json" "Closed(Completed)"
stands "$DIR/receipts/acute/acute-2.json" "Closed(Completed)"
note "Half of the third item next time, the rest the time after; a fourth notice asks for more than was prescribed."
notice notice-2 acute acute-primary-example-02-req.json
stands "$DIR/receipts/acute/acute-3.json" "Held by licence $pharmacy"
notice notice-3 acute acute-primary-example-03-req.json
stands "$DIR/receipts/acute/acute-3.json" "Closed(Completed)"
input notice-4 "$NHS/dispensing/dispense-notification/acute-primary-example-04-req.json"
refused Prescriptions::NotHolder "$PHARMACY" rx dispense "$DIR/notice-4.json" --licence "$pharmacy" \
	--receipts "$DIR/receipts/acute" --out "$DIR/dispensed" --profile nhs-eps

note "The repeat prescription:"
as "$PHARMACY" rx claim "$DIR"/receipts/repeat/repeat-{1,2,3,4}.json --licence "$pharmacy"
notice notice-repeat repeat repeat-primary-example-req.json

note "Repeat dispensing: the pharmacy returns the form on the patient's request, and later claims it again."
as "$PHARMACY" rx claim "$DIR"/receipts/erd/erd-{1,2,3,4}.json --licence "$pharmacy"
input return "$NHS/dispensing/return/eRD-primary-example-req.json"
as "$PHARMACY" rx return --message "$DIR/return.json" --receipts "$DIR/receipts/erd"
stands "$DIR/receipts/erd/erd-1.json" Free
as "$PHARMACY" rx claim "$DIR"/receipts/erd/erd-{1,2,3}.json --licence "$pharmacy"
notice notice-erd erd eRD-primary-example-req.json
note "The first of seven fills is handed out. The next one is not due yet:"
refused Prescriptions::TooEarly "$PHARMACY" rx claim "$DIR"/receipts/erd/erd-1.json --licence "$pharmacy"

note "Nobody is nominated for the last form: no pharmacy can claim it, the patient presents it where she is."
refused Prescriptions::AccessDenied "$OTHER_PHARMACY" rx claim "$DIR"/receipts/walkin/walkin-1.json --licence "$other_pharmacy"
as "$PATIENT" rx present "$DIR"/receipts/walkin/walkin-{1,2}.json --to "$other_pharmacy"
as "$OTHER_PHARMACY" rx return "$DIR"/receipts/walkin/walkin-2.json --reason 3
stands "$DIR/receipts/walkin/walkin-1.json" "Held by licence $other_pharmacy"
stands "$DIR/receipts/walkin/walkin-2.json" Free
