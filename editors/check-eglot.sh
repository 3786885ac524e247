#!/bin/sh
# Runs the packaged server in Emacs with eglot, without a screen.
# usage: editors/check-eglot.sh      after ./mvnw package
set -eu
# shellcheck source=editors/checking.sh
. "$(dirname "$0")/checking.sh"
needs emacs emacs-nox
snippet 'Emacs with eglot' >"$work/init.el"
drive eglot emacs --batch --no-site-file --funcall package-initialize --load "$here/checking.el" --load "$work/init.el" \
  --load "$here/check-eglot.el"
