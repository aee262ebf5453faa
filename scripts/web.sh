#!/usr/bin/env bash
# Builds the web app into web/dist.
set -euo pipefail
# shellcheck source=scripts/machine.sh
. "$(dirname "$0")/machine.sh"

build_web
