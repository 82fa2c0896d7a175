#!/usr/bin/env bash
# Ratios against a peer or a limit measured in the same run. Asserts nothing.
set -eu
shared=${1:-}
[ -d "$shared/seeds" ] || shared=
exec go run ./internal/app/bench -shared "$shared"
