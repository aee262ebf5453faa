#!/usr/bin/env bash
# What is quick to know before a commit: format, shape, lints, types.
set -euo pipefail
# shellcheck source=scripts/machine.sh
. "$(dirname "$0")/machine.sh"

need_compiler
need_node
need_modules web
cargo fmt --all --check
cargo run --quiet -p xtask -- tidy
npm --prefix web run --silent check
[ -f web/dist/index.html ] || npm --prefix web run --silent build
cargo clippy --workspace --all-targets -- -D warnings
