# Chapter 2. Registrars enter organisations and grant licences.
# shellcheck shell=bash

PRACTICE=//Dave
DOCTOR=//Dave//stash
COLLEAGUE=//Eve//stash
PHARMACY=//Eve
OTHER_PHARMACY=//Ferdie
# What a licence commits to; the credential itself stays with the registrar.
CREDENTIAL=0x$(printf '%064d' 1)
DECISION=0x$(printf '%064d' 2)

chapter "2. Registrars grant licences"
note "The medical board enters a practice; the practice sets a bond aside, and two of its doctors are licensed."

as "$BOARD" registry enter-organisation "$(address "$PRACTICE")" --register ODS --number A83008
practice=$(said organisation)
as "$PRACTICE" registry deposit-bond "$practice" 1000
as "$BOARD" registry grant "$(address "$DOCTOR")" --role prescriber --organisation "$practice" --until +365d --credential "$CREDENTIAL"
doctor=$(said licence)
as "$BOARD" registry grant "$(address "$COLLEAGUE")" --role prescriber --organisation "$practice" --until +365d --credential "$CREDENTIAL"
colleague=$(said licence)

note "The health authority licenses two pharmacies. A pharmacy's licence is the house's own."
as "$AUTHORITY" registry enter-organisation "$(address "$PHARMACY")" --register ODS --number VNE51
as "$PHARMACY" registry deposit-bond "$(said organisation)" 1000
as "$AUTHORITY" registry grant "$(address "$PHARMACY")" --role dispenser --organisation "$(said organisation)" --until +365d --credential "$CREDENTIAL"
pharmacy=$(said licence)
as "$AUTHORITY" registry enter-organisation "$(address "$OTHER_PHARMACY")" --register ODS --number FCG71
as "$OTHER_PHARMACY" registry deposit-bond "$(said organisation)" 1000
as "$AUTHORITY" registry grant "$(address "$OTHER_PHARMACY")" --role dispenser --organisation "$(said organisation)" --until +365d --credential "$CREDENTIAL"
other_pharmacy=$(said licence)

note "A registrar licenses its own roles only:"
refused Registry::NotAuthorized "$BOARD" registry grant "$(address "$PHARMACY")" --role dispenser --organisation "$practice" --until +365d --credential "$CREDENTIAL"
