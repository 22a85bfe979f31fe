# `make run` shows the Hanoi analysis; `make test` runs every check, `make check` the quick ones.
# All set up .venv first.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help run test check test-browser torture same-bytes fuzz lint docs bench clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Winset needs Python 3.11 or newer; set PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "Setting up .venv (once; a minute or two) ..." >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1" -c constraints.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --group dev -e '.[report]'
	@echo "Compiling Winset's loops (once; about half a minute) ..." >&2
	@for verb in analyze advise; do $(BIN)/winset $$verb docs/examples/dam.yaml >/dev/null || exit 1; done
	@touch $@

run: $(READY) ## set up, show the Hanoi analysis, write its brief and its study guide
	@$(BIN)/winset analyze
	@echo
	@$(BIN)/winset brief --output hanoi-brief.html --force
	@$(BIN)/winset study --output hanoi-study.html --force

test: lint ## set up and run every check and test
	@$(BIN)/pytest --numprocesses auto --dist loadgroup

check: lint ## the same without the slow tests: two or three minutes
	@$(BIN)/pytest --numprocesses auto --dist loadgroup -m "not slow"

test-browser: .venv/.browser ## look at the pages in Chromium (CHROMIUM=/path where it is elsewhere)
	@$(BIN)/pytest tests_browser

.venv/.browser: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --group browser
	@touch $@

fuzz: $(READY) ## mutated files, hostile texts, tampered results (COUNT=10000 SEED=1)
	@$(BIN)/python tests/fuzz.py $(or $(COUNT),10000) $(or $(SEED),1)

lint: $(READY) ## style, types and the direction of imports
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

torture: $(READY) ## end commands by a signal at 200 random moments, and look at what they leave
	@$(BIN)/python tests/torture.py 200

same-bytes: $(READY) ## compare every output's bytes under other seeds, threads, locales, clocks
	@$(BIN)/python tests/same_bytes.py

docs: $(READY) ## write the shown outputs in README.md and docs/ anew
	@$(BIN)/python tests/regenerate_docs.py

bench: $(READY) ## speed and memory, as ratios where there is a peer
	@$(BIN)/python -m benchmarks

clean: ## remove .venv and caches, that of compiled code included
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
	rm -rf "$${NUMBA_CACHE_DIR:-$${XDG_CACHE_HOME:-$$HOME/.cache}}/winset" "$$HOME/Library/Caches/winset"
