# Chapter 11. A patient without tokens consents to a trial, is asked again, and withdraws for free.
# shellcheck shell=bash

SPONSOR=//Sponsor
ETHICS=//Ethics
HOSPITAL=//Hospital
INVESTIGATOR=//Investigator
RELAYER=//Relayer

# What a participant was asked to agree to, as arguments.
proposed() { salus consent show "$1" "$2" | sed -n 's/^ *proposed .*scopes \(.*\), needs.*/\1/p' | tr -d ' '; }

# Says what a consent is worth, and fails unless it is that.
#   worth STANDING
worth() {
	OUTPUT=$(salus consent standing "$trial" "$participant") || true
	indent "$OUTPUT"
	expect "$1"
}

# The participant, the witness and the investigator sign what is proposed.
#   all_sign NAME
all_sign() {
	local scopes
	scopes=$(proposed "$trial" "$participant")
	tokenless "$1-witness" witness trial-1 "proposal/$trial/$participant" consent sign "$trial" "$participant" --as witness --scopes "$scopes"
	as "$INVESTIGATOR" consent sign "$trial" "$participant" --as investigator --scopes "$scopes"
	refused TrialConsents::NotConsented "$INVESTIGATOR" consent enrol "$trial" "$participant" --licence 6
	tokenless "$1-patient" patient trial-1 "proposal/$trial/$participant" consent sign "$trial" "$participant" --scopes "$scopes"
	worth Active
}

chapter "11. A trial"
mkdir -p "$DIR/trial"
note "A sponsor registers a trial; its protocol is a commitment. An investigator of the hospital is its site."
sample study study.json
as "$SPONSOR" consent trial --licence 5 --committee 7 --study "$DIR/study.json" --zone Europe/Amsterdam --out "$DIR/trial"
trial=$(said trial)
as "$SPONSOR" consent site "$trial" 6 --licence 5
form=$(something)
sample scopes scopes.json "s|\"form\": .*|\"form\": \"$trial/1/$form\",|"
as "$SPONSOR" consent form "$trial" --licence 5 --scopes "$DIR/scopes.json" --set subject,witness,investigator

note "A patient: a key that the chain has never heard of, with no tokens. So is the impartial witness."
salus key new "$DIR/witness.secret" >/dev/null
participant=$(derived patient trial-1)
sample consent consent.json "s|7/2/0xabab[ab]*|$trial/1/$form|"
propose=(consent propose "$trial" "$participant" --licence 6 --need subject,witness,investigator)
document=(--document "$DIR/consent.json" --table "$DIR/scopes.json" --zone Europe/Amsterdam)
note "No form is used before the ethics committee approves it, and the sponsor is no ethics committee:"
refused TrialConsents::NotApproved "$INVESTIGATOR" "${propose[@]}" "${document[@]}"
refused TrialConsents::NotAuthorized "$SPONSOR" consent decide "$trial" 1 approve --until +300d --licence 5
as "$ETHICS" consent decide "$trial" 1 approve --until +300d --licence 7

note "The investigator proposes what a FHIR Consent says: everything but further research. Three must sign, in any order."
as "$INVESTIGATOR" "${propose[@]}" "${document[@]}"
refused TrialConsents::NotAuthorized "$INVESTIGATOR" consent sign "$trial" "$participant" --as subject --scopes "$(proposed "$trial" "$participant")"
all_sign first
as "" consent show "$trial" "$participant"
as "$INVESTIGATOR" consent enrol "$trial" "$participant" --licence 6
as "$INVESTIGATOR" consent advance "$trial" "$participant" --to on-study --licence 6
input spirometry hl7-r4/observation-example-spirometry.json
data=(consent record-data "$trial" "$participant" --scopes 0 --licence 6)
as "$INVESTIGATOR" "${data[@]}" --document "$DIR/spirometry.json" --zone Europe/Amsterdam --out "$DIR/trial"

note "A safety finding: a new version of the form, which every participant must sign at once. What was agreed to lapses."
as "$SPONSOR" consent form "$trial" --licence 5 --commitment "$(something)" --offered 0,1,2,4 --core 0,1 \
	--set subject,witness,investigator --asks none,enrolled,on-study,follow-up --grace +0s
as "$ETHICS" consent decide "$trial" 2 approve --until +300d --licence 7
worth Lapsed
note "No data without a consent in force:"
refused TrialConsents::NotConsented "$INVESTIGATOR" "${data[@]}" --commitment "$(something)"
note "She signs anew, without further analyses. What she signed for the first version is good for nothing any more:"
as "$INVESTIGATOR" "${propose[@]}" --version 2 --scopes 0,1
refused TrialConsents::StaleRound "$RELAYER" relay submit "$DIR/first-patient.act" --sponsor "$(address "$HOSPITAL")"
all_sign second
as "$INVESTIGATOR" "${data[@]}" --commitment "$(something)"

note "She withdraws. The hospital that has paid for her does so no longer:"
as "$HOSPITAL" sponsor remove "$(address "$RELAYER")"
signed leave patient trial-1 "consent/$trial/$participant" consent withdraw "$trial" "$participant" --erase
refused Sponsorship::NoPolicy "$RELAYER" relay submit "$DIR/leave.act" --sponsor "$(address "$HOSPITAL")"
note "Withdrawing depends on nobody: it has a lane of its own, without a relayer, without a fee, without tokens."
as "" patient sign --free --context-file "$DIR/leave.context" --out "$DIR/leave-free.act" \
	--suri-file "$DIR/patient.secret" --context trial-1 consent withdraw "$trial" "$participant" --erase
as "" relay submit "$DIR/leave-free.act"
worth Ended
refused TrialConsents::NotConsented "$INVESTIGATOR" "${data[@]}" --commitment "$(something)"
note "Nobody can do it twice, and nobody knew more than a key:"
refused InvalidTransaction "" relay submit "$DIR/leave-free.act"
as "$SPONSOR" consent answer-erasure "$trial" "$participant" partly --licence 5
as "" consent show "$trial" "$participant"
expect "off: withdrawn"
note "Her whole history stays, event by event. The node has replayed it against the hash in her row before it answers:"
history=$(salus --json consent export "$trial" "$participant") || die "the history cannot be replayed"
for event in Proposed Signed Given Enrolled DataRecorded Withdrawn ErasureAnswered; do
	count=$(grep -o "\"$event\"" <<<"$history" | wc -l)
	[ "$count" -gt 0 ] || die "the history has no $event"
	indent "$event: $count"
done
as "$HOSPITAL" sponsor set "$(address "$RELAYER")" --organisation 4 --per-day 1000 --max-fee 0.1 --until +365d
