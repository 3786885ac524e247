# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# What the judges with virtual machines share. The script that reads this defines
#
#   boot ARGUMENTS CONSOLE SECONDS CPUS PANIC
#
# which runs a machine with fasync-run's ARGUMENTS (separated by commas), with its console in a
# file, for SECONDS at most; PANIC is "panic" if an oops has to stop the machine.

here=$(cd "$(dirname "$0")" && pwd)
cache=${FASYNC_LENS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/fasync-lens}
runner=$here/runner/out/fasync-run-static
work=

fail() {
	echo "$(basename "$0"): $*" >&2
	exit 2
}

# need COMMAND PACKAGE
need() {
	command -v "$1" > /dev/null || fail "$1 is missing (Debian package $2)"
}

need_tools() {
	need make make
	need cc gcc
	need cpio cpio
	need gzip gzip
	need flock util-linux
	need busybox busybox-static
	if ldd "$(command -v busybox)" > /dev/null 2>&1; then
		fail "busybox is not static (Debian package busybox-static)"
	fi
}

begin() {
	work=$(mktemp -d "${TMPDIR:-/tmp}/fasync-lens-XXXXXX")
	trap 'rm -rf "$work"' EXIT
	trap 'exit 130' INT TERM
	mkdir -p "$cache"
	make -s -C "$here/runner" STATIC=1 || fail "the runner does not build"
}

seconds() {
	date +%s
}

# The name of a cache entry changes with what it was made from.
digest() {
	cat "$@" | sha256sum | cut -c1-12
}

# take_arguments ARGUMENT...: what exists is a scenario, what does not is an option of fasync-run.
take_arguments() {
	options=
	mkdir -p "$work/root/scenarios"
	staged=no
	for argument in "$@"; do
		if [ "$argument" = --crash ]; then
			fail "what takes a machine down runs anyway, in machines of its own"
		elif [ -d "$argument" ]; then
			cp -R "$argument/." "$work/root/scenarios/"
			staged=yes
		elif [ -e "$argument" ]; then
			cp "$argument" "$work/root/scenarios/"
			staged=yes
		else
			options="$options $argument"
		fi
	done
	if [ "$staged" = no ]; then
		[ -d "$here/../samples/scenarios" ] || fail "samples/scenarios is missing"
		cp -R "$here/../samples/scenarios/." "$work/root/scenarios/"
	fi
	# shellcheck disable=SC2086
	"$runner" --list $options "$work/root/scenarios" > /dev/null ||
		fail "the scenarios cannot be read"
}

# module_for NAME MAKE-ARGUMENT...: builds the module, or takes it from the cache. Sets $module, to
# nothing if it does not build.
module_for() {
	name=$1
	shift
	folder=$cache/module-$name-$(digest "$here"/module/*)
	module=$folder/fz.ko
	if [ -e "$module" ]; then
		return
	fi
	rm -rf "$folder"
	mkdir -p "$folder"
	cp "$here"/module/* "$folder/"
	if ! make "$@" M="$folder" W=1 modules > "$folder/build.log" 2>&1; then
		tail -n 20 "$folder/build.log" >&2
		echo "the module does not build for $name: without devices" >&2
		module=
	elif grep -i warning "$folder/build.log" | grep -vE '(compiler|pahole version) differs' >&2; then
		echo "the module builds with warnings for $name" >&2
	fi
}

# make_initrd FILE: with the runner, the scenarios, and the module if there is one.
make_initrd() {
	mkdir -p "$work/root/bin"
	cp "$(command -v busybox)" "$runner" "$here/vm/init" "$work/root/bin/"
	mv "$work/root/bin/init" "$work/root/init"
	mv "$work/root/bin/$(basename "$runner")" "$work/root/bin/fasync-run"
	chmod 755 "$work/root/init"
	rm -f "$work/root/fz.ko"
	if [ -n "$module" ]; then
		cp "$module" "$work/root/fz.ko"
	fi
	(cd "$work/root" && find . | cpio -o -H newc --quiet | gzip -1) > "$1"
}

with_commas() {
	echo "$*" | tr -s ' ' ,
}

# What the runner in the machine said, without what the kernel said.
report_of() {
	tr -d '\r' < "$1" | sed -n '/^@@@report$/,/^@@@end /p' | sed '/^@@@/d'
}

# run_harmless SECONDS: all that leave the machine running, in one machine.
run_harmless() {
	start=$(seconds)
	# shellcheck disable=SC2086
	boot "$(with_commas $options /scenarios)" "$work/console" "$1" 1 -
	report_of "$work/console"
	case $(tr -d '\r' < "$work/console" | sed -n 's/^@@@end //p') in
	0) ;;
	'')
		tail -n 30 "$work/console"
		echo "the machine did not come to an end"
		status=1
		;;
	*) status=1 ;;
	esac
	echo "in $(($(seconds) - start)) s, with the start of the machine"
}

# run_crashes KERNEL SECONDS: the others, one machine each.
run_crashes() {
	if [ -z "$module" ]; then
		return
	fi
	start=$(seconds)
	# shellcheck disable=SC2086
	"$runner" --list --kernel "$1" $options "$work/root/scenarios" | grep '^[a-z,]*crash' \
		> "$work/crashes" || return 0
	matches=0
	mismatches=0
	skipped=0
	while read -r _ cpus panic name; do
		# A busy host can be too slow for an emulated machine to start at all.
		for _ in 1 2 3; do
			boot "--crash,--trace,/scenarios/$name.json" "$work/console" "$2" "$cpus" \
				"$panic" < /dev/null
			verdict=$(cd "$work/root/scenarios" &&
				"$runner" --judge "$work/console" "$name.json" || true)
			case $verdict in
			*"the console shows no run of it"*) ;;
			*) break ;;
			esac
		done
		echo "$verdict"
		case $verdict in
		ok*) matches=$((matches + 1)) ;;
		skipped*) skipped=$((skipped + 1)) ;;
		*)
			mismatches=$((mismatches + 1))
			status=1
			if [ -n "${FASYNC_LENS_CONSOLES:-}" ]; then
				mkdir -p "$FASYNC_LENS_CONSOLES"
				cp "$work/console" "$FASYNC_LENS_CONSOLES/$1-$(echo "$name" | tr / -)"
			fi
			;;
		esac
	done < "$work/crashes"
	echo "$((matches + mismatches + skipped)) crash scenarios, $matches match," \
		"$mismatches mismatch, $skipped skipped (Linux $1), in $(($(seconds) - start)) s"
}
