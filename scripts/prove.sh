#!/usr/bin/env bash
# The long proofs: load, latency and kills on both databases, the inbox in the browser. Figures go to docs/proofs.
# PostgreSQL is a private one that the bench starts itself, with fsync on.
set -euo pipefail
# shellcheck source=scripts/machine.sh
. "$(dirname "$0")/machine.sh"
# shellcheck source=scripts/postgres.sh
. "$(dirname "$0")/postgres.sh"
# shellcheck source=scripts/browser.sh
. "$(dirname "$0")/browser.sh"

need_compiler
need_postgres
need_browser
need_modules web
need_modules e2e
has strace || install_packages strace strace
[ -z "$(git status --porcelain)" ] || say "warning: the tree has changes that the commit in the figures does not name"

build_web
cargo build --release --workspace --bins
export ALDABA_BIN=$CARGO_TARGET_DIR/release/aldaba BENCH_BIN=$CARGO_TARGET_DIR/release/bench
E2E_FIGURES=${root:?}/docs/proofs/$(date -u +%F)-$(git rev-parse --short HEAD)-browser.md npm --prefix e2e run prove
"$CARGO_TARGET_DIR/release/bench" prove --binary "$CARGO_TARGET_DIR/release/aldaba" --out docs/proofs "$@"
