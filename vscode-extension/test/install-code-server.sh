#!/usr/bin/env bash
# Installs code-server from npm with the native parts that the tests need, in about a minute.
# usage: test/install-code-server.sh VERSION FOLDER
# Wants the Node that the version asks for (4.100: Node 20, 4.139: Node 24), a C++ compiler, make, Python, and ripgrep,
# because the package that brings ripgrep downloads it from GitHub's interface for programs, which limits anonymous users.
set -euo pipefail
[ $# -eq 2 ] || {
  sed -n '2,5s/^# //p' "$0" >&2
  exit 2
}
version=$1
mkdir -p "$2"
cd "$2"
folder=$PWD
quiet=(--ignore-scripts --no-audit --no-fund --loglevel=error)
[ -f package.json ] || echo '{ "private": true }' >package.json
npm install "code-server@$version" node-gyp@11.4.2 "${quiet[@]}"

# What its own installation would do, which wants to build more than Linux needs.
cd node_modules/code-server/lib/vscode
npm install --omit=dev "${quiet[@]}" &
(cd extensions && npm install --omit=dev "${quiet[@]}")
wait $!
gyp=$folder/node_modules/node-gyp/bin/node-gyp.js
headers=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")
[ -d "$headers/include/node" ] || headers=${npm_config_nodedir:-}
export CFLAGS=-O0 CXXFLAGS=-O0 # they are used for a minute
build() {
  (cd "$1" && node "$gyp" rebuild ${headers:+--nodedir="$headers"}) >"$folder/build-${1//\//-}.log" 2>&1 || {
    tail -n 20 "$folder/build-${1//\//-}.log" >&2
    echo "$0: $1 cannot be built" >&2
    exit 1
  }
}
cd node_modules
builds=()
for part in node-pty @vscode/spdlog native-watchdog @vscode/native-watchdog @parcel/watcher @vscode/deviceid @vscode/fs-copyfile; do
  if [ -f "$part/binding.gyp" ]; then
    build "$part" &
    builds+=($!)
  fi
done
for each in "${builds[@]}"; do wait "$each"; done
if [ -d @vscode/ripgrep ] && [ ! -e @vscode/ripgrep/bin/rg ]; then
  mkdir -p @vscode/ripgrep/bin
  ln -s "$(command -v rg)" @vscode/ripgrep/bin/rg
fi
cd ..
[ -e node_modules.asar ] || ln -s node_modules node_modules.asar
ln -sf code-linux.sh bin/remote-cli/code-server
ln -sf browser-linux.sh bin/helpers/browser.sh

cd "$folder/node_modules"
if [ -d argon2 ] && [ ! -d argon2/prebuilds ]; then
  (cd argon2 && npx --no node-pre-gyp rebuild --build-from-source ${headers:+--nodedir="$headers"}) >"$folder/build-argon2.log" 2>&1
fi
XDG_CONFIG_HOME=$folder/config "$folder/node_modules/.bin/code-server" --version
