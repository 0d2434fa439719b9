# The demo's stage: a node of its own, a folder of its own, and the words in which chapters are written; sourced, never run.
# shellcheck shell=bash

readonly DATA=fhir/data
# Every document that the demo reads: none of it may be on the chain in the end.
DOCUMENTS=()
# The processes of the nodes that run.
NODES=()
# How long a node may take until it answers, in seconds.
readonly PATIENCE=180

have curl || die "curl is missing: apt-get install curl"

# Builds the node and the client.
build() {
	step "Building the node and the client"
	cargo build --locked -p salus-node -p salus-cli
}

# Starts the chain on a port, of the node's choice if it is 0. Sets URL and DIR.
open_stage() {
	DIR=$(mktemp -d "${TMPDIR:-/tmp}/salus-demo.XXXXXX")
	start_node node --dev --rpc-port "$1"
	NODE=${NODES[0]}
}

# Starts another chain beside it, whose only validator votes on its blocks, and whose node keeps everything and answers what
# evidence is made of. Everything speaks to it from then on.
open_voting() {
	"$TARGET/debug/salus-node" export-chain-spec --chain dev 2>/dev/null |
		sed 's/"chainType": "Development"/"chainType": "Local"/' >"$DIR/voting.spec"
	start_node voting --chain "$DIR/voting.spec" --rpc-port 0 --alice --force-authoring --no-mdns \
		--listen-addr /ip4/127.0.0.1/tcp/0 --evidence-rpc --state-pruning archive --blocks-pruning archive
}

# Starts a node and waits until it says where it answers. Sets URL; NODES has its process.
#   start_node NAME ARGUMENTS...
start_node() {
	local name=$1 node port='' end=$((SECONDS + PATIENCE))
	shift
	step "Starting a chain"
	: >"$DIR/$name.log" # so that it can be read at once
	"$TARGET/debug/salus-node" "$@" --base-path "$DIR/$name" --no-prometheus --no-telemetry >"$DIR/$name.log" 2>&1 &
	node=$!
	NODES+=("$node")
	until [ -n "$port" ]; do
		kill -0 "$node" 2>/dev/null || die "the node ended: $(tail -n 3 "$DIR/$name.log")"
		[ "$SECONDS" -lt "$end" ] || die "the node does not answer after $PATIENCE seconds: $(tail -n 3 "$DIR/$name.log")"
		sleep 0.2
		port=$(sed -n 's/.*Running JSON-RPC server: addr=127\.0\.0\.1:\([0-9]*\),.*/\1/p' "$DIR/$name.log")
	done
	URL=ws://127.0.0.1:$port
	note "$URL, process $node, files in $DIR"
}

# Ends the node that was started last.
stop_node() {
	local node=${NODES[-1]}
	unset 'NODES[-1]'
	kill "$node"
	wait "$node" 2>/dev/null || true
}

# Ends the nodes and removes their files, or says how to.
close_stage() {
	local status=$?
	[ -n "${DIR:-}" ] || return 0
	if $keep && [ $status -eq 0 ]; then
		disown "$NODE"
		note "it keeps running; end it with: kill $NODE; sleep 2; rm -r $DIR"
		return 0
	fi
	if [ ${#NODES[@]} -gt 0 ]; then
		kill "${NODES[@]}" 2>/dev/null || true
		wait "${NODES[@]}" 2>/dev/null || true
	fi
	rm -rf "$DIR"
}

# Has the development chain make blocks, with or without transactions. However fast they come, each is two seconds after the one
# before at least, by the chain's clock: so time passes, and no more of it than a chapter says.
#   blocks NUMBER
blocks() {
	local made answer
	for ((made = 0; made < $1; made++)); do
		answer=$(curl -sS --max-time "$PATIENCE" -H 'Content-Type: application/json' "${URL/#ws/http}" \
			-d '{"id":1,"jsonrpc":"2.0","method":"engine_createBlock","params":[true,true]}') || die "the node makes no block"
		[[ $answer = *'"hash"'* ]] || die "the node makes no block: $answer"
	done
}

# The client, at this node.
salus() { "$TARGET/debug/salus" --url "$URL" "$@"; }

chapter() { step "$*"; }

# Runs the client as somebody (or, with an empty key, as nobody) and shows what it says; the demo ends if it is refused.
# OUTPUT keeps what it said.
#   as KEY COMMAND...
as() {
	sign "$@"
	OUTPUT=$(salus "${COMMAND[@]}" 2>&1) || die "unexpected refusal: $OUTPUT"
	indent "$OUTPUT"
}

# Runs the client as somebody and expects it to be refused with an error of this name.
#   refused NAME KEY COMMAND...
refused() {
	local name=$1
	shift
	sign "$@"
	if OUTPUT=$(salus "${COMMAND[@]}" 2>&1); then
		indent "$OUTPUT"
		die "this should have been refused with $name"
	fi
	case $OUTPUT in
		*"$name"*) indent "refused, as expected: $OUTPUT" ;;
		*) die "expected $name, not: $OUTPUT" ;;
	esac
}

# Sets COMMAND to a command with the key that signs it, and shows it.
sign() {
	local key=$1
	shift
	COMMAND=("$@")
	if [ -n "$key" ]; then COMMAND+=(--suri "$key"); fi
	printf '\n    \033[2m$ salus %s\033[0m\n' "${COMMAND[*]//"$DIR/"/}"
}

# What the last command said of something: the text after that word.
said() {
	local found
	found=$(sed -n "/^ *$1  */{s///p;q}" <<<"$OUTPUT")
	[ -n "$found" ] || die "no \`$1\` in: $OUTPUT"
	printf '%s' "$found"
}

# Fails unless the last command's output contains a text.
expect() {
	case $OUTPUT in
		*"$1"*) ;;
		*) die "expected \`$1\` in: $OUTPUT" ;;
	esac
}

# Fails unless an item is in a state.
#   stands RECEIPT STATE
stands() {
	local row
	row=$(salus rx show "$1")
	case $row in
		*"state "*"$2"*) ;;
		*) die "$1 should be $2, but: $row" ;;
	esac
}

# Shows what the client said, without the hashes.
indent() { printf '%s\n' "$1" | sed -e '/^  \(blockHash\|transaction\|trail\|finality\) /d' -e 's/^/      /'; }

# The address of a secret.
address() { salus key show --suri "$1" | sed -n 's/^ *address  *//p'; }

# Brings an input under a short name, by which its items go from then on: NAME-1, NAME-2 ...
#   input NAME FILE
input() {
	cp "$DATA/$2" "$DIR/$1.json"
	DOCUMENTS+=("$DIR/$1.json")
}

# Brings a sample under a short name, with this chain's ids and today's times in it.
#   sample NAME FILE [SED_EXPRESSION...]
sample() {
	local name=$1 file=$2 edits=()
	shift 2
	for edit in "$@"; do edits+=(-e "$edit"); done
	sed -e "s/2026-03-02T10:00:00Z/$(date -u +%FT%TZ)/; s/2026-03-02/$(date -u +%F)/; s/2026-04-01/$(date -u -d '+20 days' +%F)/" \
		-e "s/2027-12-31/$(date -u -d '+400 days' +%F)/" "${edits[@]}" "fhir/samples/$file" >"$DIR/$name.json"
	DOCUMENTS+=("$DIR/$name.json")
}

# Lets somebody without an account act: fetches a context, signs without the node, and has it relayed; the hospital pays.
# The act is kept as NAME.act.
#   tokenless NAME SECRET CONTEXT ROW ACT...
tokenless() {
	signed "$@"
	as "$RELAYER" relay submit "$DIR/$1.act" --sponsor "$(address "$HOSPITAL")"
	expect "Relayed"
}

# The same, as far as the signature.
signed() {
	local name=$1 secret=$2 context=$3 row=$4
	shift 4
	as "" patient context --row "$row" --out "$DIR/$name.context"
	as "" patient sign --context-file "$DIR/$name.context" --out "$DIR/$name.act" \
		--suri-file "$DIR/$secret.secret" --context "$context" "$@"
}

# The address of somebody's key for a context.
#   derived SECRET CONTEXT
derived() { salus key show --suri-file "$DIR/$1.secret" --context "$2" | sed -n 's/^ *address  *//p'; }

# A random commitment, to something that the demo does not have.
something() { printf '0x%s' "$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')"; }

# Writes a completion: what today's prescriber adds to a published example, under the prescriber's name. The examples are
# years old, and an item is issued within 24 hours of its authoring. In the members, NOW, TODAY and UNTIL are replaced.
#   completion NAME VALID_DAYS MEMBERS
completion() {
	local now until members=$3
	now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
	until=$(date -u -d "+$2 days" +%F)
	members=${members//NOW/$now}
	members=${members//TODAY/${now%T*}}
	members=${members//UNTIL/$until}
	DOCUMENTS+=("$DIR/$1.completion")
	cat >"$DIR/$1.completion" <<-END
		{
		  "format": "salus-completion/1",
		  "author": "Dr Okoye",
		  "reason": "published example of an earlier year, authored anew for the demonstration",
		  $members
		}
	END
}
