# The stages as targets, in the order data flows. `make` does the main job on the bundled dataset.
#
#   make run RECIPE=filters/default.yaml DATASET=datasets/demo/dataset.yaml RUN=runs/demo THREADS=2

DATASET ?= datasets/demo/dataset.yaml
RECIPE  ?= filters/default.yaml
RUN     ?= runs/$(notdir $(patsubst %/,%,$(dir $(DATASET))))
THREADS ?=
LIMIT   ?=

SLUICE  := .build/release/sluice
SOURCES := $(shell find Package.swift Sources filters/default.yaml filters/lists -type f 2>/dev/null)
COMMON   = --run $(RUN) --recipe $(RECIPE) --dataset $(DATASET) \
           $(if $(THREADS),--threads $(THREADS)) $(if $(LIMIT),--limit $(LIMIT))
STAGES  := ingest correctness complexity quality dedup decontaminate pair blend shards

.DEFAULT_GOAL := run
.PHONY: run $(STAGES) status browse report export verify deps build test lint format bench docs clean

run: build
	@$(SLUICE) run $(COMMON)

$(STAGES): build
	@$(SLUICE) $@ $(COMMON)

status report: build
	@$(SLUICE) $@ --run $(RUN)

browse: build
	@$(SLUICE) browse --run $(RUN) $(ARGS)

export: build
	@$(SLUICE) export --run $(RUN) --schema $(or $(SCHEMA),nemotron) $(or $(OUT),$(RUN)/export)

verify: build
	@$(SLUICE) verify --run $(RUN)

# What the Debian packages are for stands in docs/dependencies.md.
deps:
	@sh .ci/deps
	@sh filters/fetch-punkt.sh || true

build: $(SLUICE)

$(SLUICE): $(SOURCES) | deps
	swift build -c release --product sluice
	@touch $@

test: deps
	swift build -c release --build-tests
	swift test -c release --skip-build

lint:
	@sh .ci/lint

format:
	swift format -i -r Package.swift Sources Tests

clean:
	rm -rf .build runs
