#!/usr/bin/env bash
# Runs every test once, on one PostgreSQL that all packages share. Closes with
# the test runner's own summary.
set -eu
tool="go tool -modfile=tools/go.mod"
exec go run ./internal/db/dbtest/withpostgres \
	$tool gotestsum --format pkgname-and-test-fails --format-hide-empty-pkg -- -timeout 10m "$@" ./...
