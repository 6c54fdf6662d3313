# gongwen. `make test` is everything that has to hold before a change lands; `make` alone lists the rest.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c

# Without C all but the race detector builds once, into one static file.
export CGO_ENABLED := 0

GO       ?= go
BIN      := bin
PROGRAM  := $(BIN)/gongwen
IMPORTSECONDS ?= 600
FUZZTIME ?= 2000x# a count: at the end of a time, Go's fuzzer may fail with nothing found (golang/go#75804)
BENCH    ?= .

# The linter is kept out of go.mod: pinned here, built once into a cache beside Go's. staticcheck is one of those in it.
GOLANGCI := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
CACHE    := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/gongwen
LINTERS  := $(CACHE)/linters/$(notdir $(GOLANGCI))

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 16

.PHONY: test
test: check smoke lint-here race fuzz unit ## everything: format, vet, build, lint, races, a little fuzzing, all tests

.PHONY: check
check: ## gofmt and go vet
	@bad=$$(gofmt -l $$($(GO) list -f '{{.Dir}}' ./...)); if [ -n "$$bad" ]; then echo "gofmt -w $$bad"; exit 1; fi
	$(GO) vet ./...

.PHONY: unit
unit: ## all tests
	$(GO) test ./...

# Packages that start goroutines or hold what requests share; forms is shared through them.
RACED := ./api/... ./cmd/... ./fonts ./renderer ./renderer/layout ./renderer/pdf ./renderer/png

.PHONY: race
race: ## the tests but the longest, with the race detector (needs a C compiler)
	@if command -v "$$($(GO) env CC)" >/dev/null || [ "$${CI:-}" = true ]; \
	then echo "$(GO) test -race -short $(RACED)"; CGO_ENABLED=1 $(GO) test -race -short $(RACED); \
	else echo "race: skipped, needs a C compiler"; fi

.PHONY: build
build: ## the program, one static file: bin/gongwen
	$(GO) build -o $(PROGRAM) ./cmd/gongwen

.PHONY: smoke
smoke: build ## the program fills each built-in form with its own sample, as PDF, workbook and picture
	@out=$$(mktemp -d); trap 'rm -rf "$$out"' EXIT; \
	$(PROGRAM) version; \
	for form in $$($(PROGRAM) forms list | grep -oE '^[a-z0-9-]+/[a-z0-9-]+'); do \
	  for as in pdf xlsx png; do \
	    $(PROGRAM) forms sample $$form | $(PROGRAM) render $$form - -o $$out/sample.$$as; \
	    [ -s $$out/sample.$$as ] || { echo "smoke: $$form made no $$as"; exit 1; }; rm $$out/sample.$$as; \
	  done; echo "smoke: $$form"; \
	done

.PHONY: fuzz
fuzz: ## each fuzz target for FUZZTIME (make fuzz FUZZTIME=5m)
	@grep -rnoE '^func Fuzz[A-Za-z0-9_]+' --include='*_test.go' . | sed -E 's,/[^/]*_test\.go:[0-9]+:func , ,' | sort -u | \
	while read -r dir target; do echo "fuzz $$dir $$target"; \
	  $(GO) test -run='^$$' -fuzz="^$$target\$$" -fuzztime=$(FUZZTIME) -fuzzminimizetime=100x $$dir </dev/null; \
	done

# Counted runs until the time is over: at the end of a time of its own, Go's fuzzer may fail with nothing found.
.PHONY: fuzz-import
fuzz-import: ## what reads files of others, ten minutes, in 1 GiB of Go's memory and 6 GiB of address space a process
	@ulimit -v 6291456; export GOMEMLIMIT=1GiB; SECONDS=0; \
	while :; do for at in ./renderer/xlsx:FuzzDecode ./renderer/xlsx:FuzzDecodeParts ./renderer/xlsx:FuzzAnnotate ./forms:FuzzEnter ./forms:FuzzTable; do \
	  [ $$SECONDS -lt $(IMPORTSECONDS) ] || exit 0; echo "fuzz $$at ($${SECONDS}s)"; \
	  $(GO) test -run='^$$' -fuzz="^$${at#*:}\$$" -fuzztime=20000x -fuzzminimizetime=100x $${at%:*} </dev/null; \
	done; done

.PHONY: soak
soak: ## the long tests: many kills of the service and of a cluster's processes, a full disk (minutes)
	GONGWEN_SOAK=1 $(GO) test -count=1 -timeout 30m -run 'TestKill|TestCluster|TestPoison|TestDiskFull' ./api/batch ./cmd/gongwen

.PHONY: linters
linters: $(LINTERS)/golangci-lint

.PHONY: lint
lint: linters ## go mod tidy, golangci-lint with staticcheck in it (fetched when missing)
	$(GO) mod tidy -diff
	$(LINTERS)/golangci-lint run

# In CI the linters always run; elsewhere when `make lint` has fetched them, so that the tests need no network.
.PHONY: lint-here
lint-here:
	@if [ "$${CI:-}" = true ] || [ -x $(LINTERS)/golangci-lint ]; then $(MAKE) --no-print-directory lint; \
	else echo "lint: skipped, the linters are not here (make lint fetches them)"; fi

$(LINTERS)/golangci-lint:
	GOBIN=$(LINTERS) GOFLAGS= $(GO) install $(GOLANGCI)

.PHONY: bench
bench: ## benchmarks on one core (make bench BENCH=Ledger)
	GOMAXPROCS=1 $(GO) test -run='^$$' -bench='$(BENCH)' -benchmem ./...

.PHONY: cover
cover: ## what the tests reach, by function, in cover.out
	$(GO) test -coverpkg=./... -coverprofile=cover.out ./...
	$(GO) tool cover -func=cover.out | tail -n 1

.PHONY: fonts
fonts: ## the embedded faces from Debian's packages, compared with the committed ones (minutes, 370 MB)
	fonts/build/build-fonts.sh $(CACHE)/faces

.PHONY: clean
clean: ## remove what make built
	rm -rf $(BIN) cover.out
