#!/usr/bin/env bash
# All checks and tests, from fast to slow; installs what is missing. Ends with `N passed, N failed`.
set -euo pipefail
# shellcheck source=scripts/machine.sh
. "$(dirname "$0")/machine.sh"
# shellcheck source=scripts/stages.sh
. "$(dirname "$0")/stages.sh"
# shellcheck source=scripts/postgres.sh
. "$(dirname "$0")/postgres.sh"
# shellcheck source=scripts/browser.sh
. "$(dirname "$0")/browser.sh"

typos_version=1.52.0
nextest_version=0.9.143

need_components() {
  cargo fmt --version >/dev/null 2>&1 || rustup component add rustfmt
  cargo clippy --version >/dev/null 2>&1 || rustup component add clippy
}

need_nextest() {
  if ! cargo nextest --version >/dev/null 2>&1; then
    say "Building cargo-nextest $nextest_version; this happens once"
    cargo install cargo-nextest --locked --version "$nextest_version" --root "$cache/tools"
  fi
}

need_typos() {
  local home=$cache/typos-$typos_version
  typos=$home/bin/typos
  [ ! -x "$typos" ] || return 0
  python3 -c 'import ensurepip' 2>/dev/null || install_packages "Python with venv" python3 python3-venv
  python3 -m venv "$home"
  "$home/bin/pip" install --quiet --disable-pip-version-check "typos==$typos_version"
}

storage_and_api_on_postgres() {
  ALDABA_TEST_DATABASE_URL=$postgres_url cargo nextest run --workspace --no-fail-fast \
    -E 'package(aldaba-storage) + package(aldaba-services) + package(aldaba-http)'
}

# The way in and the way out with crashes at every step: a thousand runs, each point hit a hundred times.
simulation() {
  ALDABA_SIM_SEEDS=${ALDABA_SIM_SEEDS:-1000} ALDABA_SIM_THREADS=${ALDABA_SIM_THREADS:-$(nproc)} \
    cargo nextest run --workspace \
    -E 'test(=simulation::nothing_is_lost_doubled_or_reordered_whatever_happens)'
}

# A moment of load on the real binary, and a few kills: that nothing is missing, not how fast it is.
bench_smoke() {
  local database
  # Cargo builds it once more only if the tests did not; the flags keep the features the same.
  cargo build --quiet --workspace --bins
  for database in sqlite postgres; do
    "$CARGO_TARGET_DIR/debug/bench" load --binary "$CARGO_TARGET_DIR/debug/aldaba" --database "$database" \
      --rate 200 --seconds 2 --redeliveries 30 --statuses 10
  done
  # Each to another person, so that nobody waits behind a message in doubt.
  "$CARGO_TARGET_DIR/debug/bench" kill-sends --binary "$CARGO_TARGET_DIR/debug/aldaba" \
    --rounds 2 --messages 200 --conversations 200
}

browser_tests() {
  cargo build --quiet --workspace --bins
  ALDABA_BIN=$CARGO_TARGET_DIR/debug/aldaba npm --prefix e2e test
}

# Clients that others have written, unmodified, against the simulated Meta of the real binary.
interop_tests() {
  cargo build --quiet --workspace --bins
  ALDABA_BIN=$CARGO_TARGET_DIR/debug/aldaba npm --prefix interop test
}

leave() {
  stop_postgres
  rm -rf "$stage_logs"
}

heading "Tools"
need_compiler
need_components
need_node
need_nextest
need_typos
need_browser
need_modules web
need_modules e2e
need_modules interop
trap leave EXIT
trap 'exit 130' INT TERM
if [ -n "${ALDABA_TEST_POSTGRES:-}" ]; then
  postgres_url=$ALDABA_TEST_POSTGRES
else
  need_postgres
  # These tests are about what is right, not about what survives a power cut.
  start_postgres fsync=off synchronous_commit=on
fi

stage "Format" check cargo fmt --all --check
stage "Spelling" check "$typos"
stage "Tidy" check cargo run --quiet -p xtask -- tidy
stage "Features" check cargo run --quiet -p xtask -- features
stage "Scripts" node node --test scripts/counts.test.mjs

stage "Web: lint and types" check npm --prefix web run check
stage "Web: server's contract" check npm --prefix web run schema:check
stage "Browser tests: lint and types" check npm --prefix e2e run check
stage "Web: tests" vitest npm --prefix web test
stage "Web: build" check npm --prefix web run build
stage "Web: size" check npm --prefix web run size

stage "Lints" check cargo clippy --workspace --all-targets -- -D warnings
stage "Tests on SQLite" nextest cargo nextest run --workspace --no-fail-fast
stage "Tests on PostgreSQL" nextest storage_and_api_on_postgres
stage "Simulation" nextest simulation
stage "Bench smoke" check bench_smoke
stage "Interop" node interop_tests
stage "Browser" browser browser_tests

finish
