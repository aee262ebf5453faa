#!/usr/bin/env bash
# The demo server and Vite with reload, started and stopped together.
set -euo pipefail
# shellcheck source=scripts/machine.sh
. "$(dirname "$0")/machine.sh"

server=127.0.0.1:8088

need_compiler
need_node
need_modules web
# The server embeds web/dist even while Vite serves the pages.
[ -f web/dist/index.html ] || npm --prefix web run --silent build
cargo build -p aldaba

pids=()
stop() {
  trap - EXIT
  kill "${pids[@]}" 2>/dev/null || true
  wait
}
trap stop EXIT
trap 'exit 130' INT TERM

"$CARGO_TARGET_DIR/debug/aldaba" demo --listen "$server" "$@" &
pids+=($!)
(cd web && ALDABA_SERVER=http://$server exec node_modules/.bin/vite) &
pids+=($!)
wait -n
