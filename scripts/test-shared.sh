#!/usr/bin/env bash
# Runs the tests against the source texts that are kept outside the
# repository (build tag shared, names TestShared...), and the reader's floor on
# the repository's own texts beside them. SHARED is their folder: seeds, gold,
# tools and data. bin/katto must be built.
set -eu
shared=${1:-}
for part in seeds gold tools/score-import data/stratml; do
	if [ ! -e "$shared/$part" ]; then
		echo "test-shared: no $part in \"$shared\". Give the folder of the shared texts: make test-shared SHARED=../shared" >&2
		exit 2
	fi
done
KATTO_SHARED=$(cd "$shared" && pwd)
export KATTO_SHARED
packages=$(git ls-files -co --exclude-standard -- '*_test.go' | xargs grep -l '^//go:build shared' | xargs -n1 dirname | sort -u | sed 's|^|./|')
tool="go tool -modfile=tools/go.mod"
exec go run ./internal/db/dbtest/withpostgres \
	$tool gotestsum --format testname --format-hide-empty-pkg -- -tags shared -count=1 -timeout 10m -run '^Test(Shared|Corpus$)' $packages ./internal/intake
