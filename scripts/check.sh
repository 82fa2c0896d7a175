#!/usr/bin/env bash
# Format, generated code, vet and lint.
set -eu
tool="go tool -modfile=tools/go.mod"
bad=$(git ls-files '*.go' | grep -vE '_templ\.go$|/[a-z]+sql/' | xargs $tool gofumpt -l)
if [ -n "$bad" ]; then
	printf 'check: not formatted (run gofumpt -w):\n%s\n' "$bad" >&2
	exit 1
fi
scripts/generated.sh check
go vet ./...
$tool golangci-lint run --timeout 10m
