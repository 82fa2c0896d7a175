# Two commands do everything: `make demo` and `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

TOOL = go tool -modfile=tools/go.mod
SHARED ?= ../shared
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
ADDR ?= 127.0.0.1:8080
export CGO_ENABLED ?= 0

.PHONY: help demo test test-shared bench build assets generate lint check fuzz vuln clean

help: ## this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

demo: build ## build, fill a database with the example houses, serve them on http://127.0.0.1:8080
	bin/katto demo --addr $(ADDR)

test: ## install what the tests need, then run everything
	scripts/setup.sh test
	$(MAKE) build check
	scripts/test.sh

test-shared: ## checks against the shared source texts (SHARED=../shared)
	scripts/setup.sh test
	$(MAKE) build
	scripts/test-shared.sh "$(SHARED)"

bench: ## ratios against a peer or a limit, measured in the same run
	scripts/setup.sh bench
	$(MAKE) build
	scripts/bench.sh "$(SHARED)"

build: assets ## bin/katto
	go build -trimpath -ldflags "-s -w -X main.version=$(VERSION)" -o bin/katto ./cmd/katto

assets: internal/web/dist/manifest.json ## styles, scripts and fonts, bundled from pinned packages

ASSETS := package.json $(shell find internal/web/assets internal/web/build -type f)
internal/web/dist/manifest.json: node_modules/.package-lock.json $(ASSETS)
	go run ./internal/web/build

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

generate: ## pages and queries: templ and sqlc write Go
	$(TOOL) templ generate -path internal -log-level error
	CGO_ENABLED=1 $(TOOL) sqlc generate
	scripts/generated.sh write

check: ## format, generated code, vet, lint
	scripts/check.sh

fuzz: ## every fuzz test for a while (FUZZTIME=30s)
	scripts/fuzz.sh

vuln: ## known vulnerabilities; needs the public database
	go run golang.org/x/vuln/cmd/govulncheck@v1.8.0 ./...

clean:
	rm -rf bin node_modules test-results
	find internal/web/dist -type f ! -name README.md -delete
