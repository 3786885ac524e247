#!/bin/sh
# Runs the packaged server in Emacs with lsp-mode, without a screen.
# usage: editors/check-lsp-mode.sh      after ./mvnw package
set -eu
# shellcheck source=editors/checking.sh
. "$(dirname "$0")/checking.sh"
needs emacs emacs-nox
snippet 'Emacs with lsp-mode' >"$work/init.el"
drive lsp-mode emacs --batch --no-site-file --funcall package-initialize --load "$here/checking.el" \
  --load "$work/init.el" --load "$here/check-lsp-mode.el"
