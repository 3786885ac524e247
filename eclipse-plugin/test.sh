#!/usr/bin/env bash
# Builds the plug-in and its p2 site, and tests it in a real workbench on a display of its own.
# Usage: test.sh [FOLDER_FOR_SCREENSHOTS [MAVEN_OPTION...]]
# Needs the packaged program (./mvnw package -DskipTests), Xvfb, openbox and GTK 3.
set -euo pipefail
cd "$(dirname "$0")"
screenshots=
if [ $# -gt 0 ]; then
  mkdir -p "$1"
  screenshots=$(cd "$1" && pwd)
  shift
fi

for program in Xvfb openbox; do
  command -v $program >/dev/null || {
    echo "test.sh: $program is missing; on Debian: apt-get install xvfb openbox libgtk-3-0" >&2
    exit 2
  }
done

# A display that nobody else has, with a window manager: without one no window is active.
display_file=$(mktemp)
Xvfb -displayfd 3 -screen 0 1500x950x24 -nolisten tcp 3>"$display_file" 2>/dev/null &
server=$!
manager=
cleanup() {
  [ -z "$manager" ] || kill "$manager" 2>/dev/null || true
  kill "$server" 2>/dev/null || true
  rm -f "$display_file"
}
trap cleanup EXIT
for _ in $(seq 100); do
  [ ! -s "$display_file" ] || break
  sleep 0.1
done
DISPLAY=:$(cat "$display_file")
export DISPLAY
openbox 2>/dev/null &
manager=$!

../mvnw -B -f pom.xml verify -DskipWorkbenchTests=false ${screenshots:+"-Dscreenshots=$screenshots"} "$@"
