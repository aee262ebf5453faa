# shellcheck shell=bash
# Stages of a long run: a heading and a time each, their counts added up. To be sourced after machine.sh.

# Logs of a server show colours as noise, and some tools colour whatever they are told.
export NO_COLOR=1
plain() {
  sed -u $'s/\033\\[[0-9;]*m//g'
}

passed=0
failed=0
failed_stages=()
stage_number=0
stage_logs=$(mktemp -d)

heading() {
  printf '\n== %s\n' "$1"
}

# stage NAME KIND COMMAND...: runs it and goes on, whatever comes of it. KIND says how it counts:
# check (one), or the runner whose summary is read: node, vitest, nextest, browser.
stage() {
  local name=$1 kind=$2 started=$SECONDS log status counts
  shift 2
  stage_number=$((stage_number + 1))
  log=$stage_logs/$stage_number.log
  heading "$name"
  # Not behind `||` or `if`: there bash would ignore `set -e` inside the command as well.
  set +e
  (set -e && "$@") 2>&1 | plain | tee "$log"
  status=$?
  set -e

  counts=$(node "${root:?}/scripts/counts.mjs" "$kind" "$status" <"$log")
  passed=$((passed + ${counts% *}))
  failed=$((failed + ${counts#* }))
  if [ "${counts#* }" != 0 ]; then
    failed_stages+=("$name")
  fi
  printf -- '-- %s: %s passed, %s failed, %s s\n' "$name" "${counts% *}" "${counts#* }" "$((SECONDS - started))"
}

finish() {
  if [ "$failed" != 0 ]; then
    printf '\nFailed:\n'
    printf '  %s\n' "${failed_stages[@]}"
  fi
  printf '\nTook %s minutes %s seconds\n' "$((SECONDS / 60))" "$((SECONDS % 60))"
  printf '%s passed, %s failed\n' "$passed" "$failed"
  [ "$failed" = 0 ]
}
