#!/usr/bin/env bash
# Builds the web app and the release binary, then runs the demo. Arguments go to `aldaba demo`.
set -euo pipefail
# shellcheck source=scripts/machine.sh
. "$(dirname "$0")/machine.sh"

need_compiler
need_node

say "1/3 Building the web app"
build_web
say "2/3 Building aldaba; the first time takes several minutes"
cargo build --release -p aldaba
say "3/3 Starting the demo; Ctrl+C stops it"
exec "$CARGO_TARGET_DIR/release/aldaba" demo "$@"
