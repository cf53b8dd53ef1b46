# The stages as targets, in the order data flows. `make` does the main job on the bundled dataset.
#
#   make run RECIPE=filters/default.yaml DATASET=datasets/demo/dataset.yaml RUN=runs/demo THREADS=2

DATASET ?= datasets/demo/dataset.yaml
RECIPE  ?= filters/default.yaml
RUN     ?= runs/$(notdir $(patsubst %/,%,$(dir $(DATASET))))
THREADS ?=
LIMIT   ?=

SLUICE  := .build/release/sluice
SOURCES := $(shell find Package.swift Sources filters/default.yaml filters/lists filters/benchmarks -type f 2>/dev/null)
COMMON   = --run $(RUN) --recipe $(RECIPE) --dataset $(DATASET) \
           $(if $(THREADS),--threads $(THREADS)) $(if $(LIMIT),--limit $(LIMIT))
STAGES  := ingest correctness complexity quality dedup decontaminate pair select blend shards

.DEFAULT_GOAL := run
.PHONY: run $(STAGES) audit audit-real bench-graders bench-filters sft sft-full status browse report export verify chat model tokenizers demo-tokenizer tokenizer-parity nvidia test-export test-checkpoint test-smollm2 deps build test lint format bench clean

run: build
	@$(SLUICE) run $(COMMON)

$(STAGES): build
	@$(SLUICE) $@ $(COMMON)

# Held-out prompts of the dataset, where it has some.
HELDOUT ?= $(wildcard $(dir $(DATASET))heldout.jsonl.zst)

sft: build
	@$(SLUICE) sft --run $(RUN) $(if $(HELDOUT),--heldout $(HELDOUT)) $(if $(THREADS),--threads $(THREADS)) $(ARGS)

sft-full: build
	@$(SLUICE) sft --full --run $(RUN) $(if $(HELDOUT),--heldout $(HELDOUT)) $(if $(THREADS),--threads $(THREADS)) $(ARGS)

status report: build
	@$(SLUICE) $@ --run $(RUN)

browse: build
	@$(SLUICE) browse --run $(RUN) $(ARGS)

export: build
	@$(SLUICE) export --run $(RUN) --schema $(or $(SCHEMA),nemotron) $(or $(OUT),$(RUN)/export/$(or $(SCHEMA),nemotron))

# Python's own reader on every layout; makes a virtual environment once.
test-export: run
	@test -x .venv-export/bin/python || { python3 -m venv .venv-export && .venv-export/bin/pip -q install datasets zstandard; }
	@for s in nemotron messages prompt-completion rl preference; do $(SLUICE) export --quiet --run $(RUN) --schema $$s $(RUN)/export/$$s || exit 1; done
	HF_HUB_OFFLINE=1 .venv-export/bin/python Tests/export_check.py $(RUN)/manifest.json $(RUN)/export/nemotron $(RUN)/export/messages $(RUN)/export/prompt-completion \
	  --rl $(RUN)/export/rl --preference $(RUN)/export/preference

# PyTorch and `transformers`: logits, gradients, a loss curve of 50 steps, tokens of a small model; and
# the same greedy answers of the checkpoint of `make sft`. TORCH may name a build without CUDA
# ("torch==2.13.0+cpu"), which is smaller.
test-checkpoint: build
	@test -x .venv-checkpoint/bin/python || { python3 -m venv .venv-checkpoint && .venv-checkpoint/bin/pip -q install "$(or $(TORCH),torch)" transformers numpy; }
	@test -d $(RUN)/sft/checkpoint || { $(SLUICE) run $(COMMON) && $(SLUICE) sft --run $(RUN) $(if $(HELDOUT),--heldout $(HELDOUT)); }
	swift build -c release --build-tests
	HF_HUB_OFFLINE=1 .venv-checkpoint/bin/python Tests/TrainerTests/parity.py
	HF_HUB_OFFLINE=1 .venv-checkpoint/bin/python Tests/checkpoint_check.py $(SLUICE) $(RUN)/sft/checkpoint

# SmolLM2's token ids, logits, greedy answer, loss and IFD against the reference's figures.
test-smollm2: deps model
	swift build -c release --build-tests
	SLUICE_NEEDS_SMOLLM2=1 swift test -c release --skip-build --filter SmolLM2Tests

# SmolLM2-135M-Instruct, for `sluice chat models/smollm2` and as a base to fine-tune.
model:
	@sh filters/fetch-smollm2.sh

# lid.176.ftz, fastText's model of languages, for recipes whose quality.language names it.
lid176:
	@sh filters/fetch-lid176.sh

# Published vocabularies for complexity.tokens into models/tokenizers (docs/tokenizers.md).
tokenizers:
	@sh filters/fetch-tokenizers.sh

# The small tokenizer that the project ships, learnt from the demo.
demo-tokenizer:
	swift build -c release --product tokenize
	.build/release/tokenize train datasets/demo/raw.jsonl.zst filters/tokenizers/demo.json

# Token ids beside PyPI `tokenizers`; TEXTS is a folder of .jsonl.zst files to compare on, too.
tokenizer-parity: tokenizers
	@test -x .venv-tokenizers/bin/python || { python3 -m venv .venv-tokenizers && .venv-tokenizers/bin/pip -q install tokenizers==0.23.3 zstandard numpy; }
	swift build -c release --product tokenize
	@.venv-tokenizers/bin/python -c 'import sentencepiece' 2>/dev/null || .venv-tokenizers/bin/pip -q install sentencepiece==0.2.3
	.venv-tokenizers/bin/python Tests/TokenizersTests/sentencepiece_parity.py .build/release/tokenize models/tokenizers/mistral-v1.model $(TEXTS)
	.venv-tokenizers/bin/python Tests/TokenizersTests/parity.py .build/release/tokenize models/tokenizers $(if $(TEXTS),--texts $(TEXTS)) $(ARGS)

chat: build
	@$(SLUICE) chat $(or $(MODEL),$(RUN)/sft/checkpoint)

# NVIDIA's curation tutorial as a plain script beside the same steps here, row by row, with the models
# that both need (fetched once, with a virtual environment); FILES adds rows to the demo's.
nvidia: build
	@sh bench/nvidia.sh $(SLUICE) runs/nvidia datasets/demo/raw.jsonl.zst $(FILES)

# Counting and encoding of tokens beside `tokenizers`, `tiktoken` and `gigatoken`, one thread each; TEXTS
# names other files of samples than the demo's.
bench-tokens: tokenizers
	@test -x .venv-bench/bin/python || { python3 -m venv .venv-bench && .venv-bench/bin/pip -q install tokenizers==0.23.3 gigatoken==0.10.0 tiktoken==0.14.0; }
	swift build -c release --product tokenize
	@.venv-bench/bin/python bench/token_rates.py .build/release/tokenize models/tokenizers $(or $(TEXTS),datasets/demo/raw.jsonl.zst)

# Speed beside the peers' scripts where they are present; docs/benchmarks.md keeps the figures.
bench: build
	@sh bench/run.sh

# Known faults of raw lines, where the dataset tells them.
TRUTH   ?= $(wildcard $(dir $(DATASET))defects.jsonl.zst)

# Needs a finished run; status 4 below the recipe's bars.
audit: build
	@$(SLUICE) audit --run $(RUN) $(if $(TRUTH),--truth $(TRUTH)) $(if $(THREADS),--threads $(THREADS)) $(ARGS)

# Processor time of each grader, and Math-Verify's beside it.
bench-graders: build
	@sh bench/graders.sh

# MB of text a CPU-second of each complexity and quality filter alone.
bench-filters: build
	@sh bench/filters.sh $(FILE)

# Correctness filters against labels of real responses, where they are at hand.
audit-real: build
	@sh bench/audit-real.sh $(ARGS)

.PHONY: bench-trainer bench-tokens test-sandbox
# The trainer beside PyTorch, in a virtual environment of its own (TORCH as above).
bench-trainer: deps
	@TORCH="$(TORCH)" sh bench/trainer.sh $(ARGS)

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

# The hostile code again: as this user, as an ordinary user, and without bubblewrap.
test-sandbox:
	swift build -c release --build-tests
	@sh .ci/test-sandbox

lint:
	@sh .ci/lint

format:
	swift format -i -r Package.swift Sources Tests

clean:
	rm -rf .build runs
