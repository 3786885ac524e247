# shellcheck shell=sh
# What the checks of the editors share; they source it after `set -eu`.
#
# The editor gets a home of its own, the set-up from README.md in this folder, and a copy of a sample. `fasync-lens` on
# its path is the packaged program, or FASYNC_LENS, and writes down its process, so that it can be missed afterwards.
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
FASYNC_LENS=${FASYNC_LENS:-$root/server/target/dist/fasync-lens/bin/fasync-lens}
[ -x "$FASYNC_LENS" ] || {
  echo "$0: $FASYNC_LENS is missing; build it with ./mvnw package -DskipTests" >&2
  exit 2
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

HOME=$work/home
PATH=$work/bin:$PATH
TMPDIR=$work/tmp
FASYNC_LENS_JAVA_OPTS=-Djava.io.tmpdir=$TMPDIR
PROJECT="$work/my drivers, new"
SAMPLE=$PROJECT/echobox.c
SERVERS=$work/servers
CLIENT_LOG=$work/client.log
unset XDG_CONFIG_HOME XDG_STATE_HOME XDG_CACHE_HOME XDG_DATA_HOME
export FASYNC_LENS FASYNC_LENS_JAVA_OPTS HOME PATH TMPDIR PROJECT SAMPLE SERVERS CLIENT_LOG
mkdir "$HOME" "$work/bin" "$TMPDIR" "$PROJECT"
cp "$root/samples/drivers/echobox/echobox.c" "$SAMPLE"
echo '{}' >"$PROJECT/.fasync-lens.json"
cat >"$work/bin/fasync-lens" <<'END'
#!/bin/sh
echo $$ >>"$SERVERS"
exec "$FASYNC_LENS" "$@" 2>>"$SERVERS.err"
END
chmod +x "$work/bin/fasync-lens"

# needs COMMAND PACKAGE
needs() {
  command -v "$1" >/dev/null || {
    echo "$0: $1 is missing; in Debian it is in the package $2" >&2
    exit 2
  }
}

# snippet HEADING: the first fenced block below a heading of README.md
snippet() {
  awk -v heading="## $1" '
    $0 == heading { below = 1; next }
    below && /^## / { exit }
    below && /^```/ { if (inside) exit; inside = 1; found = 1; next }
    inside
    END { exit !found }' "$here/README.md" || {
    echo "$0: README.md has no set-up below \"$1\"" >&2
    exit 2
  }
}

# drive NAME COMMAND...: runs an editor. It has to succeed, to have started a server, and to leave none behind.
drive() {
  name=$1
  shift
  problem=
  timeout -k 5 300 "$@" >>"$work/output" 2>&1 </dev/null || problem="exit code $?"
  if ! grep -q '^ok ' "$work/output"; then
    problem="$problem; nothing was checked"
  elif [ ! -s "$SERVERS" ]; then
    problem="$problem; no server was started"
  elif ! gone; then
    problem="$problem; a server is still there"
  elif [ -n "$(find "$TMPDIR" -name 'fasync-lens*')" ]; then
    problem="$problem; left behind: $(find "$TMPDIR" -name 'fasync-lens*')"
  fi
  if [ -n "$problem" ]; then
    for log in "$work/output" "$CLIENT_LOG" "$SERVERS.err"; do
      if [ -s "$log" ]; then
        echo "-- ${log##*/}"
        tail -c 8000 "$log"
      fi
    done >&2
    echo "FAIL $name: ${problem#; }" >&2
    exit 1
  fi
  grep '^ok ' "$work/output"
  echo "PASS $name"
}

# True when all servers are gone, at the latest after two seconds. What is left then is ended.
gone() {
  tenths=20
  while
    left=
    while read -r server; do
      if kill -0 "$server" 2>/dev/null; then left="$left $server"; fi
    done <"$SERVERS"
    [ -n "$left" ] && [ "$tenths" -gt 0 ]
  do
    tenths=$((tenths - 1))
    sleep 0.1
  done
  if [ -z "$left" ]; then return 0; fi
  # shellcheck disable=SC2086 # a list of processes
  kill -9 $left 2>/dev/null
  return 1
}
