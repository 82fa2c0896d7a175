#!/usr/bin/env bash
# Runs every fuzz test for a while, one after another: FUZZTIME each.
set -eu
each=${FUZZTIME:-20s}
found=$(git ls-files -co --exclude-standard -- '*_test.go' | LC_ALL=C sort | xargs grep -Eo '^func Fuzz[A-Za-z0-9_]+\(f \*testing\.F\)' |
	sed -E 's/^(.*)\/[^/]+:func (Fuzz[A-Za-z0-9_]+).*/\1 \2/')
if [ -z "$found" ]; then
	echo "fuzz: no fuzz tests found" >&2
	exit 1
fi
count=0
while read -r folder name; do
	echo "== $folder $name ($each)"
	go test "./$folder" -run '^$' -fuzz "^$name\$" -fuzztime "$each"
	count=$((count + 1))
done <<<"$found"
echo "fuzz: $count tests, $each each, nothing found"
