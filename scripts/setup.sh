#!/usr/bin/env bash
# Installs what is missing for a goal (test or bench) with apt when this is
# root, or when sudo asks no password; otherwise says exactly what to install.
set -eu
goal=${1:-test}

missing=()
need() { # COMMAND-OR-FILE PACKAGE
	if command -v "$1" >/dev/null 2>&1 || compgen -G "$1" >/dev/null; then return; fi
	missing+=("$2")
}

for c in go node npm make; do
	command -v "$c" >/dev/null 2>&1 || { echo "katto: $c is not installed. Install Go 1.26, Node 20 or newer and make first." >&2; exit 1; }
done
need gcc gcc
need '/usr/include/stdlib.h' libc6-dev
need chromium chromium
need '/usr/lib/postgresql/*/bin/postgres' postgresql
need '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf' fonts-dejavu-core
if [ "$goal" = bench ]; then
	need nginx nginx-light
	need wrk wrk
fi
[ ${#missing[@]} -eq 0 ] && exit 0

run=
if [ "$(id -u)" -ne 0 ]; then
	if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then run="sudo -n"; else
		echo "katto: missing: ${missing[*]}" >&2
		echo "Install them with: sudo apt-get install ${missing[*]}" >&2
		exit 1
	fi
fi
echo "katto: installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
$run apt-get update -qq
$run apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
