#!/usr/bin/env bash
# Removes what was built: packages, the web app, and the folder that cargo builds in.
set -euo pipefail
# shellcheck source=scripts/machine.sh
. "$(dirname "$0")/machine.sh"

rm -rf web/dist web/node_modules e2e/node_modules interop/node_modules
cargo clean
