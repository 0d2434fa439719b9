# Chapter 1. The council says who may license, and within which limits.
# shellcheck shell=bash

COUNCIL=//Alice
BOARD=//Bob
AUTHORITY=//Charlie

chapter "1. The council names registrars"
note "The council (here of one member) sets the limits, enters two public bodies and names each a registrar."

as "$COUNCIL" registry policy prescriber --max-validity 730 --tail 3200 --bonds 100,200,400,800
as "$COUNCIL" registry policy dispenser --max-validity 730 --tail 2000 --bonds 100,200,400,800
as "$COUNCIL" rx set-policy 1 --max-repeats 0 --max-validity 4500 --max-quantity 1000 --partial-hours 72 --transfers 1
as "$COUNCIL" rx set-policy 2 --max-repeats 12 --max-validity 9000 --max-quantity 1000 --min-interval 168 --partial-hours 72

as "$COUNCIL" registry enter-organisation "$(address "$BOARD")" --register GMC --number 1 --council
board=$(said organisation)
as "$COUNCIL" registry enter-organisation "$(address "$AUTHORITY")" --register GPhC --number 1 --council
authority=$(said organisation)

as "$COUNCIL" registry add-registrar "$(address "$BOARD")" --organisation "$board" --roles prescriber --duties deaths --allotment 100
as "$COUNCIL" registry add-registrar "$(address "$AUTHORITY")" --organisation "$authority" --roles dispenser --allotment 100

note "Nobody else may act for the council:"
refused Council::NotMember "$BOARD" registry add-registrar "$(address "$BOARD")" --organisation "$board" --roles dispenser --allotment 100
