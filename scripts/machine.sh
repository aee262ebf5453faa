# shellcheck shell=bash
# What the other scripts need of the machine: folders, tools, and how to get what is missing.
# To be sourced.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit
cache=$HOME/.cache/aldaba
# Outside the working tree, so that a fresh clone builds on what an earlier one compiled.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$cache/target}
export PATH=$cache/tools/bin:$PATH:$HOME/.cargo/bin

say() {
  printf '%s\n' "$*" >&2
}

refuse() {
  say "error: $1"
  say "hint: $2"
  exit 1
}

has() {
  command -v "$1" >/dev/null
}

as_administrator() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  else
    sudo -n "$@"
  fi
}

can_install() {
  has apt-get && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }
}

# install_packages WHAT PACKAGE...: from the distribution, or says what to install by hand.
install_packages() {
  local what=$1
  shift
  can_install || refuse "$what is missing" "install it and run this again (on Debian: apt-get install $*)"
  say "Installing $what ($*)"
  as_administrator apt-get update -qq
  as_administrator env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=400 \
    install -y -qq --no-install-recommends "$@" >&2
}

need_compiler() {
  has cargo || refuse "Rust is missing" "install it from https://rustup.rs and run this again"
  # SQLite and the cryptography are compiled from C, and Rust links with cc.
  has cc || install_packages "a C compiler" gcc libc6-dev
}

need_node() {
  has npm || refuse "Node.js is missing" "install Node.js 20.19 or newer, with npm"
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    refuse "Node.js $(node --version) is too old" "install Node.js 20.19 or newer"
}

# need_modules FOLDER: npm packages exactly as its lock file says, fetched again only when that changed.
need_modules() {
  local lock mark
  lock=$(cd "$1" && cksum package-lock.json package.json)
  mark=$1/node_modules/.lock-of-install
  if [ -f "$mark" ] && [ "$(cat "$mark")" = "$lock" ]; then
    return
  fi
  say "Fetching the packages of $1"
  (cd "$1" && npm ci --no-fund --no-audit)
  printf '%s\n' "$lock" >"$mark"
}

# The binary embeds web/dist, so this comes before cargo.
build_web() {
  need_node
  need_modules web
  npm --prefix web run --silent build
}
