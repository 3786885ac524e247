#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# The third judge: Debian's kernels of several releases in QEMU, without hardware virtualisation.
#
#   conformance/qemu.sh [VERSION]... [OPTION of fasync-run]... [FILE|FOLDER]...
#
# A VERSION is a release such as 6.1; without one: 5.10 6.1 6.12 7.2.
#
#   FASYNC_LENS_CACHE     where the kernels are kept (~/.cache/fasync-lens)
#   FASYNC_LENS_SUITES    the suites to look for kernels in, if not those of the last releases
#   FASYNC_LENS_CONSOLES  a folder for the consoles of crash scenarios that do not match
#
# Kernels are fetched with apt from where this machine's own apt has Debian from, but with folders
# of its own: neither apt's configuration nor the installed packages are touched.
set -euo pipefail

# shellcheck source=vm/common.sh
. "$(dirname "$0")/vm/common.sh"

suites=${FASYNC_LENS_SUITES:-"bullseye bullseye-security bookworm bookworm-security
	trixie trixie-security trixie-backports"}
flavour=cloud-amd64
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
status=0

own_apt() {
	local command=$1
	shift
	"$command" -qq -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=/dev/null \
		-o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null \
		-o Dir::State="$apt/state" -o Dir::State::status="$apt/status" \
		-o Dir::Cache="$apt/cache" -o APT::Sandbox::User="$(id -un)" \
		-o APT::Architecture=amd64 -o APT::Get::List-Cleanup=false "$@"
}

# The addresses of Debian and of its security updates, as this machine has them.
# shellcheck disable=SC2016
mirror_of() {
	case $1 in
	*-security)
		apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' |
			sed -n 's/ [a-z]*-security$//p' | head -n 1
		;;
	*)
		apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' \
			'Origin: Debian' | sed -n 's/ [a-z]*$//p' | head -n 1
		;;
	esac
}

prepare_apt() {
	local suite mirror
	apt=$cache/apt
	if [ -e "$apt/updated" ]; then
		return
	fi
	[ -e "$keyring" ] || fail "$keyring is missing (Debian package debian-archive-keyring)"
	rm -rf "$apt"
	mkdir -p "$apt/state/lists/partial" "$apt/cache/archives/partial"
	: > "$apt/status"
	for suite in $suites; do
		mirror=$(mirror_of "$suite")
		[ -n "$mirror" ] || fail "this machine's apt does not say where $suite is"
		echo "deb [signed-by=$keyring] $mirror $suite main"
	done > "$apt/sources.list"
	echo "reading the lists of packages"
	own_apt apt-get update || fail "the lists of packages cannot be read"
	touch "$apt/updated"
}

packages() {
	own_apt apt-cache pkgnames "$1"
}

# The newest kernel of a release, with headers if there are any of it.
newest_kernel() {
	local names
	names=$(packages "linux-image-$1." | grep -E "^linux-image-${1//./\\.}[.+-].*-$flavour\$" |
		sed 's/^linux-image-//' | sort -V)
	local kernel
	for kernel in $(echo "$names" | tac); do
		if [ -n "$(packages "linux-headers-$kernel")" ]; then
			echo "$kernel"
			return
		fi
	done
	echo "$names" | tail -n 1
}

# Image and headers, and what they need of the kernel's own packages.
wanted_packages() {
	local package
	for package in "linux-image-$1" "linux-headers-$1"; do
		if [ -n "$(packages "$package")" ]; then
			echo "$package"
			own_apt apt-cache depends "$package" | sed -nE \
				's/^ *Depends: (linux-(binary|modules|headers|kbuild)-.*)/\1/p'
		fi
	done | sort -u
}

fetch_packages() {
	local folder=$1 package
	shift
	mkdir -p "$folder.debs" "$folder"
	(
		cd "$folder.debs"
		for package in "$@"; do
			own_apt apt-get download "$package"
		done
		for package in *.deb; do
			dpkg-deb -x "$package" "$folder"
		done
	)
	rm -rf "$folder.debs"
}

# The tools of a later Debian's kernel need its libraries, too.
adapt_tools() {
	local root=$1 tool loader
	find "$root/usr/lib" -path '*/linux-kbuild-*' -type f -perm -u+x > "$work/tools"
	while read -r tool; do
		if ! ldd "$tool" 2>&1 | grep -q 'not found'; then
			continue
		fi
		if [ ! -e "$root/later" ]; then
			fetch_packages "$root/later" libc6 libelf1t64 zlib1g libzstd1
		fi
		loader=$(find "$root/later" -name 'ld-linux-x86-64.so.2' | head -n 1)
		mv "$tool" "$tool.later"
		printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' \
			"$loader" "$(dirname "$loader")" "$tool.later" > "$tool"
		chmod 755 "$tool"
	done < "$work/tools"
}

fetch_kernel() {
	local kernel=$1 folder=$2
	rm -rf "$folder"
	# shellcheck disable=SC2046
	fetch_packages "$folder/root" $(wanted_packages "$kernel")
	# The headers expect to be installed.
	find "$folder/root/usr/src" -maxdepth 2 -name Makefile -exec \
		sed -i "s|/usr/src/linux-|$folder/root/usr/src/linux-|" {} + 2> /dev/null || true
	adapt_tools "$folder/root"
	touch "$folder/complete"
}

take_kernel() {
	local start
	exec 9> "$cache/qemu-lock"
	flock 9
	kernel=$(cat "$cache/debian-$1.name" 2> /dev/null || true)
	if [ -z "$kernel" ] || [ ! -e "$cache/debian-$kernel/complete" ]; then
		prepare_apt
		kernel=$(newest_kernel "$1")
		[ -n "$kernel" ] || fail "no kernel $1 in the suites $(echo "$suites" | tr -s '\n\t ' ' ')"
		start=$(seconds)
		echo "fetching $kernel"
		fetch_kernel "$kernel" "$cache/debian-$kernel"
		echo "$kernel" > "$cache/debian-$1.name"
		echo "fetched in $(($(seconds) - start)) s"
	fi
	exec 9>&-
	root=$cache/debian-$kernel/root
	image=$(find "$root" -name "vmlinuz*" -type f | head -n 1)
	[ -n "$image" ] || fail "no image in $root"
}

# What newer kernels are built with that the compiler here may lack, and what a module needs not.
make_module() {
	local headers=$root/usr/src/linux-headers-$kernel
	module=
	if [ -d "$headers" ]; then
		module_for "$kernel" -C "$headers" CC="${CC:-gcc}" CONFIG_DEBUG_INFO_BTF_MODULES= \
			CONFIG_CC_HAS_MIN_FUNCTION_ALIGNMENT=
	else
		echo "no headers of $kernel: without devices"
	fi
}

# A machine in which a crash scenario is over may not be able to power off.
end_when_finished() {
	while kill -0 "$1" 2> /dev/null; do
		if grep -q '@@\.finished' "$2" 2> /dev/null; then
			sleep 1
			kill "$1" 2> /dev/null || true
			return
		fi
		sleep 0.2
	done
}

boot() {
	local oops='' qemu
	if [ "$5" = panic ]; then
		oops=oops=panic
	fi
	rm -f "$2"
	timeout "$3" qemu-system-x86_64 -M pc,accel=tcg -cpu max -smp "$4" -m 512 -nodefaults \
		-no-user-config -display none -serial "file:$2" -no-reboot \
		-kernel "$image" -initrd "$work/initrd" -append "console=ttyS0 no_timer_check \
loglevel=6 panic=-1 printk.devkmsg=on $oops fasync=$1" < /dev/null > "$work/qemu" 2>&1 &
	qemu=$!
	end_when_finished "$qemu" "$2"
	wait "$qemu" || true
	grep -v 'terminating on signal' "$work/qemu" >&2 || true
	touch "$2"
}

judge_with() {
	take_kernel "$1"
	make_module
	make_initrd "$work/initrd"
	echo "== Linux $kernel"
	run_harmless 900
	run_crashes "$kernel" 45
}

need_tools
need qemu-system-x86_64 qemu-system-x86
need apt-get apt
need dpkg-deb dpkg
begin

versions=()
while [[ ${1:-} =~ ^[0-9]+\.[0-9]+$ ]]; do
	versions+=("$1")
	shift
done
take_arguments "$@"
for version in "${versions[@]:-5.10 6.1 6.12 7.2}"; do
	for each in $version; do
		judge_with "$each"
	done
done
exit "$status"
