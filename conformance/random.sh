#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Makes random scenarios that expect what the model does on the kernel of this machine, and runs
# them on it. Files of mismatches are kept.
#
#   conformance/random.sh [COUNT [SEED]]
#
# COUNT scenarios (2000), the first one from SEED (the time). Build first: ./mvnw verify
# Changing users needs root; without it such scenarios are skipped.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$here/..
count=${1:-2000}
seed=${2:-$(date +%s)}
folder=${TMPDIR:-/tmp}/fasync-random-$seed
classes=$root/server/target/test-classes
jar=$root/server/target/dist/fasync-lens/lib/fasync-lens.jar

if [ ! -d "$classes" ] || [ ! -e "$jar" ]; then
	echo "random.sh: build first: ./mvnw verify" >&2
	exit 2
fi

rm -rf "$folder"
"$root/scripts/java" -cp "$classes:$jar" dev.fasynclens.scenario.RandomScenarios \
	"$folder" "$(uname -r)" "$count" "$seed"

status=0
"$here/host.sh" "$folder" > "$folder/report.txt" || status=$?
if [ "$status" -gt 1 ]; then
	exit "$status"
fi
grep -v '^ok ' "$folder/report.txt" || true
if [ "$status" -eq 0 ]; then
	rm -rf "$folder"
	echo "seed $seed"
	exit 0
fi

# A match is of no further interest.
sed -n 's/^ok //p' "$folder/report.txt" | while read -r name; do
	rm -f "$folder/${name##*/}.json"
done
echo "seed $seed; mismatches are kept in $folder"
exit 1
