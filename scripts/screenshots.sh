#!/usr/bin/env bash
# Pictures of every page, both themes and both widths, from the real binary.
set -euo pipefail
# shellcheck source=scripts/machine.sh
. "$(dirname "$0")/machine.sh"
# shellcheck source=scripts/browser.sh
. "$(dirname "$0")/browser.sh"

need_compiler
build_web
need_browser
need_modules e2e
cargo build -p aldaba
export ALDABA_BIN=$CARGO_TARGET_DIR/debug/aldaba
npm --prefix e2e run screenshots -- "$@"
