#!/bin/sh
# Runs the packaged server in Neovim, without a screen.
# usage: editors/check-neovim.sh      after ./mvnw package
set -eu
# shellcheck source=editors/checking.sh
. "$(dirname "$0")/checking.sh"
needs nvim neovim
snippet 'Neovim 0.7 to 0.10' >"$work/init.lua"
drive neovim nvim --headless -u "$work/init.lua" -i NONE -n -c "luafile $here/check-neovim.lua"
