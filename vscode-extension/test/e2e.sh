#!/usr/bin/env bash
# The packaged extension in a real workbench: code-server in a headless Chromium.
# usage: test/e2e.sh CODE_SERVER_FOLDER SCREENSHOTS [workbench | dark | oldJava]
# CODE_SERVER_FOLDER is where `npm install code-server` put node_modules. oldJava wants OLD_JAVA, a folder of one; PACKAGE is another than that with a runtime.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -ge 2 ] || {
  sed -n '2,4s/^# //p' "$0" >&2
  exit 2
}
code=$1/node_modules/.bin/code-server
mkdir -p "$2"
shots=$(cd "$2" && pwd)
test=${3:-workbench}
vsix=${PACKAGE:-out/fasync-lens-linux-x64.vsix}
port=${PORT:-18123}
work=$(mktemp -d)
server=
finish() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap finish EXIT

export XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data XDG_CACHE_HOME=$work/cache
mkdir -p "$work/user/User" "$work/ws"
cp test/e2e/settings.json "$work/user/User/settings.json"
if [ "$test" = oldJava ]; then
  vsix=out/fasync-lens-universal.vsix
  sed -i "s|^{|{\n  \"fasyncLens.java.home\": \"${OLD_JAVA:?}\",|" "$work/user/User/settings.json"
fi
cp ../samples/drivers/echobox/echobox.c ../samples/drivers/lampdimmer/*.c "$work/ws/"
"$code" --user-data-dir "$work/user" --extensions-dir "$work/ext" --install-extension "$vsix"
if [ "$test" = dark ]; then
  sed -i 's|^{|{\n  "workbench.colorTheme": "Default Dark Modern",|' "$work/user/User/settings.json"
fi
# no gallery is asked
EXTENSIONS_GALLERY='{"serviceUrl":"http://127.0.0.1:9/"}' "$code" --bind-addr "127.0.0.1:$port" --auth none \
  --disable-telemetry --disable-update-check --disable-workspace-trust --disable-getting-started-override \
  --user-data-dir "$work/user" --extensions-dir "$work/ext" "$work/ws" >"$shots/server.log" 2>&1 &
server=$!
for _ in $(seq 300); do
  if curl -sf -o /dev/null "http://127.0.0.1:$port/healthz"; then break; fi
  sleep 0.1
done
node "test/e2e/$test.mjs" "http://127.0.0.1:$port" "$work/ws" "$shots"
