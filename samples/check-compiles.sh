#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Builds every sample in a temporary folder: the drivers as modules against
# the newest installed kernel headers, the user programs and the examples of
# the rules about them with gcc. Prints one
# line per sample: ok, WARNING, FAIL, or skipped if the kernel lacks the
# subsystem. Exit status: 0 all built without warnings, 1 something did not,
# 2 headers or tools are missing.
#
#	KDIR=/path/to/headers ./check-compiles.sh	other headers
#	CC=gcc-13 ./check-compiles.sh			other compiler
#	JOBS=4 ./check-compiles.sh			other number of jobs

set -u
LC_ALL=C
export LC_ALL

here=$(cd "$(dirname "$0")" && pwd) || exit 2
cc=${CC:-gcc}
jobs=${JOBS:-$(nproc 2>/dev/null || echo 2)}

newest_headers()
{
	for dir in /lib/modules/*/build /usr/src/linux-headers-*; do
		release=$dir/include/config/kernel.release
		if [ -e "$dir/Module.symvers" ] && [ -e "$release" ]; then
			echo "$(cat "$release") $dir"
		fi
	done | sort -V | tail -n 1 | cut -d ' ' -f 2-
}

if [ -z "${KDIR:-}" ]; then
	KDIR=$(newest_headers)
	if [ -z "$KDIR" ]; then
		echo "check-compiles: no kernel headers found. Install them, e.g. on Debian:" >&2
		echo "    apt-get install linux-headers-amd64" >&2
		echo "or name a configured kernel tree: KDIR=/path $0" >&2
		exit 2
	fi
elif [ ! -e "$KDIR/Makefile" ]; then
	echo "check-compiles: KDIR=$KDIR holds no kernel tree or headers" >&2
	echo "(Debian package: linux-headers-amd64)" >&2
	exit 2
fi
for tool in make "$cc"; do
	if ! command -v "$tool" >/dev/null 2>&1; then
		echo "check-compiles: $tool is missing (Debian package: build-essential)" >&2
		exit 2
	fi
done

tmp=$(mktemp -d "${TMPDIR:-/tmp}/fasync-samples.XXXXXX") || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
cp -R "$here/drivers" "$here/user" "$tmp" || exit 2

failed=0
count=0

# Prints the line of a sample; $1 name, $2 file that must exist, $3 its messages.
report()
{
	count=$((count + 1))
	if [ ! -s "$2" ] || grep -q -E "error:|ERROR" "$3"; then
		echo "FAIL     $1"
	elif [ -s "$3" ]; then
		echo "WARNING  $1"
	else
		echo "ok       $1"
		return
	fi
	failed=$((failed + 1))
	sed 's/^/    /' "$3"
}

echo "headers: $KDIR"
log=$tmp/build.log
make -C "$KDIR" M="$tmp/drivers" CC="$cc" CONFIG_DEBUG_INFO_BTF_MODULES= \
	-k -j "$jobs" modules >"$log" 2>&1
status=$?

for dir in "$tmp"/drivers/*/; do
	name=$(basename "$dir")
	needs=$(sed -n 's/^ifdef \(CONFIG_[A-Z0-9_]*\)$/\1/p' "$dir/Makefile")
	if [ -n "$needs" ] &&
	   ! grep -q "^$needs=[ym]" "$KDIR/include/config/auto.conf"; then
		echo "skipped  drivers/$name (this kernel has no $needs)"
		continue
	fi
	grep -F "drivers/$name/" "$log" | grep -E "error:|warning:|ERROR|WARNING" |
		sed "s|$tmp/||g" >"$tmp/messages"
	# A module that did not compile keeps the others from being linked.
	built=$dir$name.ko
	[ $status -ne 0 ] && [ ! -e "$built" ] && built=$dir$name.o
	report "drivers/$name" "$built" "$tmp/messages"
done
if [ $status -ne 0 ] && [ $failed -eq 0 ]; then
	echo "FAIL     kbuild ended with status $status"
	sed 's/^/    /' "$log" | tail -n 20
	failed=1
fi

for src in "$tmp"/user/*.c "$here"/../rules/FA5*/*.c; do
	case $src in
	"$tmp"/*) name=user/$(basename "$src" .c) ;;
	*) name=rules/$(basename "$(dirname "$src")")/$(basename "$src" .c) ;;
	esac
	mkdir -p "$tmp/programs/$(dirname "$name")"
	"$cc" -std=gnu11 -O2 -Wall -Wextra -o "$tmp/programs/$name" "$src" \
		2>"$tmp/messages"
	sed -i "s|$tmp/||g; s|$here/../||g" "$tmp/messages"
	report "$name" "$tmp/programs/$name" "$tmp/messages"
done

echo "$count samples, $failed failed"
[ $failed -eq 0 ]
