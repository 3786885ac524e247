#!/bin/sh
# Checks the committed libraries: checksums, exports, glibc version, a rebuild of linux-x64 and,
# as far as the tools for it are installed, a run of each of them.
#
# Needs what build.sh needs for linux-x64. Optional: llvm-nm and llvm-readobj, qemu-aarch64 with
# aarch64-linux-gnu-gcc, wine with x86_64-w64-mingw32-gcc.
set -eu
export LC_ALL=C

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
resources=$here/../resources/native
newest_glibc=2.28
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

fail() {
  echo "check.sh: $*" >&2
  exit 1
}

available() {
  command -v "$1" > /dev/null
}

# llvm <tool>: its name with or without a version
llvm() {
  for candidate in "llvm-$1" "llvm-$1-14" "llvm-$1-19"; do
    if available "$candidate"; then
      echo "$candidate"
      return
    fi
  done
}

# same_names <library> <file with names>
same_names() {
  sort "$2" | diff "$here/exports.txt" - || fail "$1 exports other names than exports.txt"
  echo "$1: exports"
}

check_elf() {
  nm -D --defined-only "$1" | awk '{ sub("@.*", "", $3); print $3 }' > "$work/names"
  same_names "$1" "$work/names"
  needed=$(objdump -T "$1" | grep -o 'GLIBC_[0-9.]*' | sort -uV | tail -n 1)
  newest=$(printf 'GLIBC_%s\n%s\n' "$newest_glibc" "$needed" | sort -V | tail -n 1)
  [ "$newest" = "GLIBC_$newest_glibc" ] || fail "$1 needs $needed"
}

check_mach_o() {
  nm=$(llvm nm)
  if [ -n "$nm" ]; then
    "$nm" -g --defined-only "$1" | awk '{ sub("^_", "", $3); print $3 }' > "$work/names"
    same_names "$1" "$work/names"
  else
    echo "$1: exports not checked, no llvm-nm"
  fi
}

check_dll() {
  readobj=$(llvm readobj)
  if [ -n "$readobj" ]; then
    # A symbol the optimizer dropped is exported with an address beyond the library.
    "$readobj" --coff-exports "$1" > "$work/exports"
    ! grep -q 'RVA: 0x[0-9A-F]\{7,\}' "$work/exports" || fail "$1 exports what it does not have"
    awk '$1 == "Name:" { print $2 }' "$work/exports" > "$work/all-names"
    for name in malloc calloc realloc free; do
      grep -qx "$name" "$work/all-names" || fail "$1 does not export $name"
    done
    grep -vxE 'malloc|calloc|realloc|free' "$work/all-names" > "$work/names"
    same_names "$1" "$work/names"
  else
    echo "$1: exports not checked, no llvm-readobj"
  fi
}

cd "$resources"
sha256sum -c --quiet SHA256SUMS || fail "the libraries do not match SHA256SUMS"
find . -name '*fasynclens.*' -type f | sed 's|^\./||' | sort > "$work/files"
cut -c 67- SHA256SUMS | diff - "$work/files" || fail "SHA256SUMS does not list every library"
while read -r crc library; do
  found=$(gzip -1 -c "$library" | tail -c 8 | od -A n -t x1 -N 4 | awk '{ print $4 $3 $2 $1 }')
  [ "$found" = "$crc" ] || fail "$library does not match CRC32SUMS"
done < CRC32SUMS
cut -c 11- CRC32SUMS | diff - "$work/files" || fail "CRC32SUMS does not list every library"

while read -r library; do
  case $library in
    linux-*) check_elf "$library" ;;
    macos-*) check_mach_o "$library" ;;
    windows-*) check_dll "$library" ;;
  esac
done < "$work/files"

FASYNCLENS_NATIVE_OUT=$work/rebuilt FASYNCLENS_HEADERS_OUT=$work/headers "$here/build.sh" linux-x64
rebuilt=$work/rebuilt/linux-x64/libfasynclens.so
if cmp -s "$rebuilt" linux-x64/libfasynclens.so; then
  echo "linux-x64: the rebuilt library is the committed one"
else
  echo "linux-x64: $(gcc --version | head -n 1) builds other bytes; testing the rebuilt library too"
fi

# smoke <compiler> <library> [<command that runs foreign programs>...]
smoke() {
  compiler=$1
  library=$2
  shift 2
  "$compiler" -std=gnu11 -D_DEFAULT_SOURCE -I"$here" -I"$work/headers" "$here/smoke.c" \
    -o "$work/smoke.exe" ${dl:-}
  result=$("$@" "$work/smoke.exe" "$library" "$here/fasynclens.c" "$here") || fail "$library: $result"
  hash=$(echo "$result" | tr -d '\r' | tail -n 1)
  [ "${expected:=$hash}" = "$hash" ] || fail "$library: $hash instead of $expected"
  echo "$library: $hash"
}

dl=-ldl
smoke gcc "$rebuilt" env
smoke gcc linux-x64/libfasynclens.so env
if available qemu-aarch64 && available aarch64-linux-gnu-gcc; then
  smoke aarch64-linux-gnu-gcc linux-arm64/libfasynclens.so qemu-aarch64 -L /usr/aarch64-linux-gnu
else
  echo "linux-arm64: not run, no qemu-aarch64 or aarch64-linux-gnu-gcc"
fi
dl=
if available wine && available x86_64-w64-mingw32-gcc; then
  export WINEPREFIX="$work/wine" WINEDEBUG=-all
  smoke x86_64-w64-mingw32-gcc windows-x64/fasynclens.dll wine 2> "$work/wine.log" ||
    fail "wine: $(cat "$work/wine.log")"
else
  echo "windows-x64: not run, no wine or x86_64-w64-mingw32-gcc"
fi
echo "the native libraries are fine"
