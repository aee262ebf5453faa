#!/usr/bin/env bash
# Builds what is needed and runs `aldaba serve`, as in production. Arguments go to it.
set -euo pipefail
# shellcheck source=scripts/machine.sh
. "$(dirname "$0")/machine.sh"

need_compiler
build_web
cargo build --release -p aldaba
exec "$CARGO_TARGET_DIR/release/aldaba" serve "$@"
