#!/usr/bin/env bash
# The long proofs: load, latency and kills on both databases. Figures go to docs/proofs.
# PostgreSQL is a private one that the bench starts itself, with fsync on.
set -euo pipefail
# shellcheck source=scripts/machine.sh
. "$(dirname "$0")/machine.sh"
# shellcheck source=scripts/postgres.sh
. "$(dirname "$0")/postgres.sh"

need_compiler
need_postgres
has strace || install_packages strace strace
[ -z "$(git status --porcelain)" ] || say "warning: the tree has changes that the commit in the figures does not name"

build_web
cargo build --release --workspace --bins
"$CARGO_TARGET_DIR/release/bench" prove --binary "$CARGO_TARGET_DIR/release/aldaba" --out docs/proofs "$@"
