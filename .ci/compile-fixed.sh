#!/usr/bin/env bash
# Makes every fix, the unsafe ones too, in copies of the samples and of the rules' examples, and
# compiles what comes out, and what becomes of drivers that get asynchronous notification.
#
#	.ci/compile-fixed.sh FOLDER	an empty folder for the copies
set -euo pipefail
cd "$(dirname "$0")/.."
work=$1
cp -R samples "$work/samples"
drivers=$work/samples/drivers

# add NAME FILE: one more sample.
add() {
  mkdir "$drivers/$1"
  cp "$2" "$drivers/$1/$1.c"
  echo "obj-m := $1.o" >"$drivers/$1/Makefile"
  echo "obj-m += $1/" >>"$drivers/Makefile"
}

mkdir "$work/rules"
cp -R rules/FA5* "$work/rules" # programs, which are compiled as such
for file in rules/FA[!5]*/bad*.c; do
  case $file in *does-not-compile*) continue ;; esac
  name=$(basename "$(dirname "$file")")_$(basename "$file" .c)
  add "$(echo "$name" | tr 'A-Z-' 'a-z_')" "$file"
done
for run in 1 2 3; do # fixes of the same place wait for each other
  ./fasync-lens lint --quiet --fix --unsafe "$drivers" "$work/rules" >/dev/null || [ $? -eq 1 ]
done
for file in server/src/test/resources/notification/after-*/*.c; do
  name=after_$(basename "$(dirname "$file")")_$(basename "$file" .c)
  add "$(echo "$name" | tr '.-' '__')" "$file"
done
# A fix may take the last use of a variable away, which is for people to delete.
KCFLAGS=-Wno-unused-variable "$work/samples/check-compiles.sh"
