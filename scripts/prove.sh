#!/usr/bin/env bash
# The long proofs: load, latency and kills on both databases. Figures go to docs/proofs.
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

trap stop_postgres EXIT
trap 'exit 130' INT TERM
if [ -z "${ALDABA_TEST_POSTGRES:-}" ]; then
  # Durability is part of what is measured.
  start_postgres fsync=on synchronous_commit=on
  export ALDABA_TEST_POSTGRES=$postgres_url
fi
export ALDABA_BIN=$CARGO_TARGET_DIR/release/aldaba
cargo run --release -p bench -- prove --out docs/proofs "$@"
