# Two commands do everything: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest

.DEFAULT_GOAL := help
.PHONY: help run test lint format lock corpora clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(BIN)/.run: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(BIN)/.dev: requirements-dev.lock $(BIN)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

run: $(BIN)/.run ## build the index of content/ and serve it on http://127.0.0.1:8000
	$(BIN)/pressmark rebuild --config content/pressmark.toml
	$(BIN)/pressmark serve --config content/pressmark.toml --port $${PORT:-8000}

test: $(BIN)/.dev ## run every test, linter and type check
	@.ci/chromium
	$(MAKE) --no-print-directory lint
	$(PYTEST) $(ARGS)

lint: $(BIN)/.dev ## check style, types and spelling
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/codespell archive index web *.md

format: $(BIN)/.dev ## put the code into the one format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-options --no-header --allow-unsafe

lock: $(BIN)/.dev ## write both lock files anew from pyproject.toml
	$(COMPILE) --extra build --output-file requirements.lock pyproject.toml
	$(COMPILE) --extra build --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

corpora: $(BIN)/.dev ## check against real archives: make corpora DIR=folder
	PRESSMARK_CORPORA="$(abspath $(DIR))" $(PYTEST) tests/corpora -n 0 --timeout 1800 $(ARGS)

clean: ## remove the environment, the caches and the index
	rm -rf $(VENV) .pressmark .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
