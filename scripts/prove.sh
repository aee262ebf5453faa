#!/usr/bin/env bash
# The long proofs: damaged webhooks and files, ten thousand runs of the simulation, then load, latency and kills
# on both databases, the inbox in the browser. Figures go to docs/proofs.
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

fuzz_version=0.13.2

need_fuzz() {
  if ! cargo fuzz --version 2>/dev/null | grep -q "$fuzz_version"; then
    say "Building cargo-fuzz $fuzz_version; this happens once"
    cargo install cargo-fuzz --locked --version "$fuzz_version" --root "$cache/tools"
  fi
}

# fuzz TARGET SEEDS: whatever it finds ends the run, and lies in fuzz/artifacts.
fuzz() {
  mkdir -p "fuzz/corpus/$1"
  cargo fuzz run --sanitizer none --fuzz-dir fuzz "$1" "fuzz/corpus/$1" "$2" -- \
    -max_total_time="${ALDABA_FUZZ_SECONDS:-600}" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1
}

# Webhooks and files that nobody would send. Without a sanitizer, and so with the compiler that builds all
# else: what is read here is read by safe code.
need_fuzz
fuzz webhook crates/graph/tests/corpus
fuzz media fuzz/seeds/media

build_web
# Before the binaries: both are made of the same parts.
ALDABA_SIM_SEEDS=${ALDABA_SIM_SEEDS:-10000} ALDABA_SIM_THREADS=${ALDABA_SIM_THREADS:-$(nproc)} \
  cargo test --release -p aldaba-services --test it -- --nocapture \
  --exact simulation::nothing_is_lost_doubled_or_reordered_whatever_happens
cargo build --release --workspace --bins
export ALDABA_BIN=$CARGO_TARGET_DIR/release/aldaba BENCH_BIN=$CARGO_TARGET_DIR/release/bench
E2E_FIGURES=${root:?}/docs/proofs/$(date -u +%F)-$(git rev-parse --short HEAD)-browser.md npm --prefix e2e run prove
"$CARGO_TARGET_DIR/release/bench" prove --binary "$CARGO_TARGET_DIR/release/aldaba" --out docs/proofs "$@"
