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
	-p salus-cli -p salus-consortium-runtime -p salus-fhir -p salus-node -p salus-rpc
	-p salus-runtime-api -p salus-runtime-common
)

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
