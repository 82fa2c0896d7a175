#!/usr/bin/env bash
# Says whether the committed pages and queries are what templ and sqlc make of
# their sources. The sum of all sources is kept in internal/generated.sum, so
# that a check needs neither tool; `make generate` writes it.
set -eu
sources() { git ls-files -co --exclude-standard -- '*.templ' '*/query.sql' 'internal/db/migrations/*.sql' sqlc.yaml tools/go.mod | LC_ALL=C sort; }
outputs() { git ls-files -co --exclude-standard -- '*_templ.go' 'internal/*/*sql/*.go' | LC_ALL=C sort; }
sum() { { sources; outputs; } | xargs sha256sum | sha256sum | cut -d' ' -f1; }
case ${1:-check} in
write) sum >internal/generated.sum ;;
check)
	if [ "$(sum)" != "$(cat internal/generated.sum 2>/dev/null)" ]; then
		echo "check: pages or queries changed without their Go: run \`make generate\` and commit what it writes" >&2
		exit 1
	fi
	;;
esac
