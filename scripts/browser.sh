# shellcheck shell=bash
# The browser of the tests. To be sourced after machine.sh.

need_browser() {
  local browser
  for browser in chromium chromium-browser google-chrome; do
    if has "$browser"; then
      CHROMIUM=$(command -v "$browser")
      export CHROMIUM
      return
    fi
  done
  # Without the fonts, emoji are boxes in pictures.
  install_packages Chromium chromium fonts-noto-color-emoji
  CHROMIUM=$(command -v chromium)
  export CHROMIUM
}
