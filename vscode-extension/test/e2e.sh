#!/usr/bin/env bash
# The packaged extension in a real workbench: code-server in a headless Chromium.
# usage: test/e2e.sh CODE_SERVER_FOLDER SCREENSHOTS [SCENARIO...]     all of test/e2e/scenarios, if none is named
# CODE_SERVER_FOLDER is where `npm install code-server` put node_modules. PACKAGE is another .vsix than that with a
# runtime, PORT another port, CHROMIUM another browser; oldJava wants OLD_JAVA, the folder of a Java before 25.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -ge 2 ] || {
  sed -n '2,5s/^# //p' "$0" >&2
  exit 2
}
exec node test/e2e/run.mjs "$(cd "$1" && pwd)" "$(mkdir -p "$2" && cd "$2" && pwd)" "${@:3}"
