#!/bin/sh
# Runs the packaged server in Vim with ALE, without a screen.
# usage: editors/check-vim-ale.sh      after ./mvnw package
set -eu
# shellcheck source=editors/checking.sh
. "$(dirname "$0")/checking.sh"
needs vim vim
mkdir -p "$HOME/.vim/ale_linters/c"
snippet 'Vim with ALE' >"$HOME/.vim/ale_linters/c/fasync_lens.vim"
cat >"$HOME/.vimrc" <<'END'
set nocompatible noswapfile nomore
filetype plugin on
packadd ale
END
drive vim-ale vim -N -n -i NONE -T dumb --not-a-term -S "$here/check-vim-ale.vim"
