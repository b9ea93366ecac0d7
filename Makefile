# `make` lists what there is. Every target does its own set-up; a second run of the set-up is a look at one stamp file.
# .venv needs Python >= 3.11 with the venv module, nothing else. Choose another one with `make PYTHON=python3.12 …`.

PYTHON ?= python3
RAW ?= raw
OUT ?= parsed
ARGS ?=
SITE ?= site
SITES ?=
CONTACT ?= $(TAIZHANG_CONTACT)
BIN := .venv/bin
READY := .venv/.ready
READY_ALL := .venv/.ready-all
READY_DEV := .venv/.ready-dev
PEERS := jionlp cpca dateparser
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: spark-check notebooks explore explore-bench explore-pictures compare compare-bench clean-bench plans-bench fetch fetch-soak facts-bench readers-bench repair-bench gate help setup parse explain export todo check-rules dictionary test lint types format bench bench-check build lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo '  make parse RAW=some/folder OUT=elsewhere [ARGS=--json]        reads other notices than the samples'

setup: $(READY) ## make .venv with the pinned dependencies (the other targets do this by themselves)

parse: $(READY) ## read the notices in RAW (raw/) and write the tables to OUT (parsed/)
	@$(BIN)/taizhang parse "$(RAW)" --out "$(OUT)" $(ARGS)

fetch: $(READY_ALL) ## collect notices of SITES into RAW (raw/): make fetch SITES=guangdong CONTACT=you@where; then make parse
	@test -n "$(SITES)" || { echo 'make fetch: say which sources, e.g. make fetch SITES=guangdong (taizhang sites lists them)' >&2; exit 2; }
	@$(BIN)/taizhang fetch $(SITES) --raw "$(RAW)" --contact "$(CONTACT)" $(ARGS)

explain: $(READY) ## show each reading of one notice beside its words: make explain FILE=raw/NAME.html
	@test -n "$(FILE)" || { echo 'make explain: say which notice, e.g. make explain FILE=raw/NAME.html' >&2; exit 2; }
	@$(BIN)/taizhang explain "$(FILE)"

export: $(READY_ALL) ## write OUT (parsed/) for another program: make export FORMAT=xlsx TO=tables.xlsx (csv, sqlite, duckdb, stata, jsonl, ics)
	@test -n "$(FORMAT)" -a -n "$(TO)" || { echo 'make export: say which format and where to, e.g. make export FORMAT=xlsx TO=tables.xlsx' >&2; exit 2; }
	@$(BIN)/taizhang export "$(OUT)" --format "$(FORMAT)" --out "$(TO)"

explore: $(READY_ALL) ## write a site to look through OUT (parsed/) into SITE (site/), with the pages of RAW (raw/) as evidence
	@$(BIN)/taizhang explore "$(OUT)" --out "$(SITE)" --raw "$(RAW)"

compare: $(READY_ALL) ## find the same work in the notices of OUT (parsed/): adds alignments and topics; then ask: .venv/bin/taizhang ask --help
	@$(BIN)/taizhang compare "$(OUT)" $(ARGS)

notebooks: $(READY_DEV) ## run notebooks/ on the tables of the samples, and write them back with their pictures; ARGS=2_comparing_provinces runs one
	@$(BIN)/python notebooks/execute.py $(ARGS)

todo: $(READY) ## list the headers, units and phrases nobody could read, as YAML ready to paste
	@$(BIN)/taizhang todo "$(OUT)"

check-rules: $(READY) ## run every rule's own examples
	@$(BIN)/taizhang check-rules

dictionary: $(READY) ## write docs/data-dictionary.md from rules/tables.yaml
	@$(BIN)/taizhang dictionary --write docs/data-dictionary.md

test: $(READY_DEV) ## lint, types, rules, tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet . || { echo 'make format mends the layout' >&2; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/taizhang check-rules
	@$(BIN)/python -m pytest $(ARGS)

gate: $(READY_DEV) ## score the readings against the annotated pages; fails below the floors of tests/gate.yaml
	@$(BIN)/python -m tests.gate

lint: $(READY_DEV) ## ruff alone
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(READY_DEV) ## mypy alone
	@$(BIN)/mypy

format: $(READY_DEV) ## lay the code out
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

bench: $(READY_DEV) ## measure speed, memory and growth, and write docs/performance.md
	@$(BIN)/python -m benchmarks.performance $(ARGS)

bench-check: $(READY_DEV) ## measure the ratios of docs/performance.md again; fails where one got worse than noise explains
	@$(BIN)/python -m benchmarks.performance --check

facts-bench: $(READY_DEV) ## read the same phrases with JioNLP, cpca and dateparser, and write docs/facts-bench.md (fetches them once)
	@for peer in $(PEERS); do test -d .bench-peers/$$peer || $(PIP) install --target .bench-peers --upgrade $$peer >/dev/null 2>&1 \
	  || echo "$$peer could not be installed; the page says so" >&2; done
	@test -d .bench-peers/pkg_resources || $(PIP) install --target .bench-peers 'setuptools<81' >/dev/null 2>&1 || true  # cpca asks for it
	@PYTHONPATH=.bench-peers $(BIN)/python benchmarks/facts_bench.py docs/facts-bench.md

spark-check: $(READY_DEV) ## read the tables with Spark: needs Java 17 or later, fetches Spark once (600 MB)
	@test -d .bench-peers/spark || $(PIP) install --target .bench-peers/spark 'pyspark>=4' >/dev/null
	@PYTHONPATH=.bench-peers/spark $(BIN)/python -m pytest tests/edges/test_spark.py -q $(ARGS)

fetch-soak: $(READY_DEV) ## fetch 10,000 pages of a site on this machine and watch the memory of the collector
	@$(BIN)/python benchmarks/fetch_soak.py $(ARGS)

compare-bench: $(READY_DEV) ## score the comparison against labelled pairs, beside plain ways, time it, write docs/compare-bench.md
	@$(BIN)/python -m benchmarks.compare_bench $(ARGS)

explore-bench: $(READY_DEV) ## time the explorer in Chromium with 1,000, 10,000 and 100,000 tasks, write docs/explorer-bench.md
	@$(BIN)/python -m benchmarks.explore_bench $(ARGS)

explore-pictures: $(READY_DEV) ## take the pictures of docs/explorer.md with the browser of the tests
	@$(BIN)/python -m benchmarks.explore_pictures

repair-bench: $(READY_DEV) ## damage clean notices in every known way, repair them beside other tools, write docs/repair-bench.md
	@$(BIN)/python benchmarks/repair_bench.py $(ARGS)

readers-bench: $(READY_DEV) ## give the annotated pages to pandas, trafilatura and bare parsers too, write docs/table-readers.md
	@$(BIN)/python benchmarks/readers_bench.py $(ARGS)

plans-bench: $(READY_DEV) ## read plans that nobody wrote in every layout and damage, write docs/generated-plans.md
	@$(BIN)/python -m benchmarks.plans_bench $(ARGS)

clean-bench: $(READY_DEV) ## count what repair changes on sound text: make clean-bench TEXTS=some/folder [ARGS='--show 20']
	@test -n "$(TEXTS)" || { echo 'make clean-bench: say where the texts are, e.g. make clean-bench TEXTS=some/folder' >&2; exit 2; }
	@$(BIN)/python benchmarks/clean_bench.py "$(TEXTS)" $(ARGS)

build: $(READY_DEV) ## build a wheel into dist/
	@$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .

lock: ## pin the dependencies anew (needs a registry; uses uv in a folder of its own)
	@test -x .lock-tool/bin/uv || { $(PYTHON) -m venv .lock-tool && .lock-tool/bin/python -m pip --quiet install uv; }
	@for job in 'requirements-build.lock --group pyproject.toml:build' \
	            'requirements.lock pyproject.toml -c requirements-build.lock' \
	            'requirements-all.lock pyproject.toml --all-extras -c requirements-build.lock -c requirements.lock' \
	            'requirements-dev.lock pyproject.toml --all-extras --group pyproject.toml:dev -c requirements-build.lock -c requirements-all.lock'; do \
	  set -- $$job; file=$$1; shift; \
	  .lock-tool/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	    --custom-compile-command 'make lock' "$$@" -o $$file || exit 1; \
	done

clean: ## take away what the targets made, .venv included; raw/ stays
	@rm -rf .venv .lock-tool .bench-peers .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build parsed site
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# One line says what is missing and how to mend it; a half-made .venv is made anew.
.venv/.made:
	@command -v "$(PYTHON)" >/dev/null 2>&1 || { echo 'taizhang needs Python >= 3.11, and $(PYTHON) is not there: install it, or say make PYTHON=/path/to/python3' >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "taizhang needs Python >= 3.11, and $(PYTHON) is $$("$(PYTHON)" -V 2>&1): install a newer one, or say make PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || { echo 'this Python has no venv module: install it (Debian, Ubuntu: apt install python3-venv) and run make again' >&2; exit 1; }
	@echo 'setting up .venv (once) …' >&2
	@"$(PYTHON)" -m venv --clear .venv
	@touch $@

$(READY): .venv/.made requirements-build.lock requirements.lock pyproject.toml
	@$(PIP) install --require-hashes -r requirements-build.lock
	@$(PIP) install --require-hashes --no-build-isolation -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q pipeline  # else the first run compiles all of it in each of its processes
	@touch $@

# What fetching, comparing, exporting and clusters need beyond reading: the optional dependencies of pyproject.toml.
$(READY_ALL): $(READY) requirements-all.lock
	@$(PIP) install --require-hashes --no-build-isolation -r requirements-all.lock
	@touch $@

$(READY_DEV): $(READY) requirements-dev.lock
	@$(PIP) install --require-hashes --no-build-isolation -r requirements-dev.lock
	@touch $@
