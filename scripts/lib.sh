# Shared by the scripts of this folder; sourced, never run.
# shellcheck shell=bash

set -euo pipefail

ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"

# CI clones afresh each time: a target folder outside the clone keeps what was compiled.
if [ -n "${CI:-}" ]; then
	export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$HOME/.cache/salus/target}"
	export CARGO_INCREMENTAL=0
fi
export CARGO_TERM_COLOR="${CARGO_TERM_COLOR:-auto}"
# The folder that cargo writes to.
# shellcheck disable=SC2034
TARGET="${CARGO_TARGET_DIR:-$ROOT/target}"
# The node and what is tested with it: always compiled as one set, so that dependencies compile once.
# shellcheck disable=SC2034
CHAIN=(
	-p salus-cli -p salus-consortium-runtime -p salus-evidence -p salus-fhir -p salus-node -p salus-rpc
	-p salus-runtime-api -p salus-runtime-common
)
# With which the verifier of evidence is built to Wasm: as in a runtime, `sp-core` comes without executors and their futures then.
# shellcheck disable=SC2034
VERIFIER_FLAGS="--cfg substrate_runtime"

# A line that says what happens now.
step() { printf '\n\033[1m==> %s\033[0m\n' "$*"; }

# A line under a step.
note() { printf '    %s\n' "$*"; }

# Ends the script with one sentence.
die() {
	printf '\033[31merror:\033[0m %s\n' "$*" >&2
	exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# Sets NODE to the node's binary, built if it is missing; SALUS_NODE names another one.
find_node() {
	NODE=${SALUS_NODE:-$TARGET/debug/salus-node}
	if [ -z "${SALUS_NODE:-}" ] && [ ! -x "$NODE" ]; then
		step "Building the node"
		cargo build --locked -p salus-node
	fi
	[ -x "$NODE" ] || die "there is no node at $NODE"
}

# Makes FOLDER/rehearsal.wasm: a runtime with these features, without one for this machine beside it. The flags are those of
# substrate-wasm-builder. Each has a target folder of its own, because all are called the same.
#   variant CRATE FOLDER FEATURES
variant() {
	note "$1: $3"
	CARGO_TARGET_DIR="$2/target" CARGO_PROFILE_RELEASE_LTO=thin CARGO_PROFILE_RELEASE_PANIC=abort \
		RUSTFLAGS="-C link-arg=--export-table -C link-arg=--export=__heap_base -C link-arg=--import-memory --cfg substrate_runtime" \
		cargo rustc --locked --release --target wasm32v1-none -p "$1" --lib --crate-type cdylib \
		--no-default-features --features "$3"
	cp "$2/target/wasm32v1-none/release/${1//-/_}.wasm" "$2/rehearsal.wasm"
}

# The lines FIGURE|... of a log as columns; the last two are numbers.
#   figures LOG TITLES
figures() {
	awk -F'|' '
		/FIGURE\|/ {
			sub(/^.*FIGURE\|/, "")
			rows++
			if (NF > columns) columns = NF
			for (i = 1; i <= NF; i++) {
				cell[rows, i] = $i
				if (length($i) > width[i]) width[i] = length($i)
			}
		}
		END {
			for (row = 1; row <= rows; row++) {
				line = ""
				for (i = 1; i <= columns; i++)
					line = line sprintf(i + 1 < columns ? "  %-*s" : "  %*s", width[i], cell[row, i])
				print "  " line
			}
		}
	' <(echo "FIGURE|$2") "$1"
}
