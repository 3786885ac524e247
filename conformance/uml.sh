#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The second judge: User Mode Linux with KASAN and lock checking, built once from Debian's sources
# of a kernel. Needs neither root nor virtualisation.
#
#   conformance/uml.sh [OPTION of fasync-run]... [FILE|FOLDER]...
#
#   FASYNC_LENS_CACHE     where the kernel is kept (~/.cache/fasync-lens)
#   FASYNC_LENS_UML       the release whose sources to take (6.1)
#   FASYNC_LENS_CONSOLES  a folder for the consoles of crash scenarios that do not match
set -eu

# shellcheck source=vm/common.sh
. "$(dirname "$0")/vm/common.sh"

version=${FASYNC_LENS_UML:-6.1}
sources=/usr/src/linux-source-$version.tar.xz
status=0

check_kernel_tools() {
	[ -e "$sources" ] || fail "$sources is missing (Debian package linux-source-$version)"
	need flex flex
	need bison bison
	need bc bc
	need xz xz-utils
}

build_kernel() {
	check_kernel_tools
	rm -rf "$tree"
	mkdir -p "$tree/source" "$tree/build"
	tar -xf "$sources" -C "$tree/source" --strip-components=1
	cd "$tree/source"
	make ARCH=um O="$tree/build" tinyconfig
	./scripts/kconfig/merge_config.sh -m -O "$tree/build" "$tree/build/.config" \
		"$here/uml/kernel.config"
	make ARCH=um O="$tree/build" olddefconfig
	grep '^CONFIG_[A-Z0-9_]*=y' "$here/uml/kernel.config" | while read -r wanted; do
		grep -qx "$wanted" "$tree/build/.config" || echo "not in the kernel: $wanted"
	done
	make ARCH=um O="$tree/build" -j"$(nproc)" linux
	make ARCH=um O="$tree/build" modules_prepare
	cp "$tree/build/vmlinux.symvers" "$tree/build/Module.symvers"
	shed_weight
	touch "$tree/complete"
}

# A module needs the headers and the tools, not what the kernel was made from.
shed_weight() {
	find "$tree/source" -mindepth 1 -maxdepth 1 -type d ! -name arch ! -name include \
		! -name scripts -exec rm -rf {} +
	find "$tree/source/arch" -mindepth 1 -maxdepth 1 -type d ! -name um ! -name x86 \
		-exec rm -rf {} +
	find "$tree/build" -type f \( -name '*.o' -o -name '*.a' -o -name '*.cmd' \) \
		! -path '*/scripts/*' -delete
	rm -f "$tree/build/vmlinux"
}

take_kernel() {
	tree=$cache/uml-$version-$(digest "$here/uml/kernel.config")
	(
		flock 9
		if [ -e "$tree/complete" ]; then
			exit 0
		fi
		start=$(seconds)
		echo "building User Mode Linux $version in $tree, once"
		if ! (build_kernel) > "$cache/uml-build.log" 2>&1; then
			tail -n 20 "$cache/uml-build.log" >&2
			fail "the kernel does not build, see $cache/uml-build.log"
		fi
		grep '^not in the kernel' "$cache/uml-build.log" || true
		echo "built in $(($(seconds) - start)) s"
	) 9> "$cache/uml-lock"
}

# A panic ends User Mode Linux by SIGABRT, which is nothing that the shell need report.
boot() {
	(
		# shellcheck disable=SC3045
		ulimit -c 0
		export TMPDIR="$work"
		timeout "$3" "$tree/build/linux" mem=512M initrd="$work/initrd" \
			con=null con0=fd:0,fd:1 ssl=null panic=-1 loglevel=6 printk.devkmsg=on "fasync=$1" \
			< /dev/null > "$2" 2>&1 || true
	) 2> /dev/null
}

need_tools
begin
take_arguments "$@"
take_kernel
release=$(cat "$tree/build/include/config/kernel.release")
module_for "uml-$release" -C "$tree/build" ARCH=um
make_initrd "$work/initrd"
run_harmless 600
run_crashes "$release" 60
exit "$status"
