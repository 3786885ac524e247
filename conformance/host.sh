#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The first judge: builds the runner and runs the scenarios on the kernel of this machine.
#
#   conformance/host.sh [OPTION of fasync-run]... [FILE|FOLDER]...
#
# Without a file or folder it runs all scenarios of the repository.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
scenarios=$here/../samples/scenarios

for tool in make cc; do
	if ! command -v "$tool" > /dev/null; then
		echo "host.sh: $tool is missing (Debian packages make, gcc, libc6-dev)" >&2
		exit 2
	fi
done

make -s -C "$here/runner"

named=no
for argument in "$@"; do
	if [ -e "$argument" ]; then
		named=yes
	fi
done
if [ "$named" = no ]; then
	set -- "$@" "$scenarios"
fi
exec "$here/runner/out/fasync-run" "$@"
