#!/bin/sh
# Runs the packaged server in Neovim, without a screen: opens a sample, repairs a line, looks again.
# usage: editors/check-neovim.sh      after ./mvnw verify; needs nvim 0.7 or newer
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$root"/samples/drivers/echobox/*.[ch] "$work"

FASYNC_LENS=$root/server/target/dist/fasync-lens/bin/fasync-lens
SAMPLE=$work/echobox.c
XDG_STATE_HOME=$work XDG_CACHE_HOME=$work XDG_DATA_HOME=$work
export FASYNC_LENS SAMPLE XDG_STATE_HOME XDG_CACHE_HOME XDG_DATA_HOME
nvim --headless -u NONE -i NONE -n -c "luafile $here/check-neovim.lua"
