#!/usr/bin/env bash
# What is quick to know before a commit: format, shape, lints, types.
set -euo pipefail
# shellcheck source=scripts/machine.sh
. "$(dirname "$0")/machine.sh"

need_compiler
need_node
need_modules web
need_modules e2e
cargo fmt --all --check
cargo run --quiet -p xtask -- tidy
npm --prefix web run --silent check
npm --prefix e2e run --silent check
need_modules interop
npm --prefix interop run --silent check
[ -f web/dist/index.html ] || npm --prefix web run --silent build
cargo clippy --workspace --all-targets -- -D warnings
