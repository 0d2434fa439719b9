# Chapter 10. Every account before and after.
# shellcheck shell=bash

chapter "10. The sum is unchanged"
OUTPUT=$(salus escrow accounts --asset "$ASSET") || die "the accounts do not sum up: $OUTPUT"
AFTER=$OUTPUT

# What a table of accounts says of one: free, held, total.
#   funds TABLE ACCOUNT
funds() {
	local row
	row=$(printf '%s\n' "$1" | awk -v account="$2" '$1 == account { print $2, $3, $4 }')
	printf '%s' "${row:-0.00 0.00 0.00}"
}

printf '\n    %-12s %38s   %38s\n' "" "before: free, held, total" "after: free, held, total"
for name in "${HOLDERS[@]}" sum; do
	account=$name
	[ "$name" = sum ] || account=$(address "$name")
	read -r -a was <<<"$(funds "$BEFORE" "$account")"
	read -r -a is <<<"$(funds "$AFTER" "$account")"
	printf '    %-12s' "$name"
	printf ' %13s %10s %13s  ' "${was[@]}" "${is[@]}"
	printf '\n'
done
total() { funds "$1" sum | awk '{ print $3 }'; }
[ "$(total "$BEFORE")" = "$(total "$AFTER")" ] || die "money was made or lost: $(total "$BEFORE") before, $(total "$AFTER") after"
rows() { printf '%s\n' "$1" | awk '$4 + 0 > 0 && $1 != "sum"' | wc -l; }
[ "$(rows "$AFTER")" -le ${#HOLDERS[@]} ] || die "an account is missing in the table"
note "$(total "$AFTER") $ASSET before and after, which is the issuance: nothing was made, nothing was lost, holds included"
