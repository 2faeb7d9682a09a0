# Two commands do everything: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Environments hold no pip of their own: the one that is there fills them, and Debian's
# python3-venv is not needed.
FILL := -m pip --disable-pip-version-check --python
INSTALL := install --quiet --require-hashes
SELF := install --quiet --no-deps --no-build-isolation --editable .
PYTEST := $(BIN)/python -m pytest

.DEFAULT_GOAL := help
.PHONY: help run test test-whoosh3 torture lint format messages lock corpora bench recommendations relevance audit clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(BIN)/.run: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv --without-pip $(VENV)
	$(PYTHON) $(FILL) $(BIN)/python $(INSTALL) -r requirements.lock
	$(PYTHON) $(FILL) $(BIN)/python $(SELF)
	@touch $@

$(BIN)/.dev: requirements-dev.lock $(BIN)/.run
	$(PYTHON) $(FILL) $(BIN)/python $(INSTALL) -r requirements-dev.lock
	@touch $@

run: $(BIN)/.run ## build the index of content/ and serve it on http://127.0.0.1:8000
	$(BIN)/pressmark rebuild --config content/pressmark.toml
	$(BIN)/pressmark serve --config content/pressmark.toml --port $${PORT:-8000}

test: $(BIN)/.dev ## run every test, linter and type check
	@.ci/chromium
	$(MAKE) --no-print-directory lint
	$(PYTEST) -n 2 $(ARGS)

OTHER := .venv-whoosh3/bin

$(OTHER)/.ready: requirements-dev.lock .ci/whoosh3.lock
	@test -x $(OTHER)/python || $(PYTHON) -m venv --without-pip .venv-whoosh3
	$(PYTHON) $(FILL) $(OTHER)/python $(INSTALL) -r requirements-dev.lock
	$(PYTHON) $(FILL) $(OTHER)/python uninstall --quiet --yes Whoosh
	$(PYTHON) $(FILL) $(OTHER)/python $(INSTALL) -r .ci/whoosh3.lock
	$(PYTHON) $(FILL) $(OTHER)/python $(SELF)
	@touch $@

test-whoosh3: $(OTHER)/.ready ## run the tests of index/ on whoosh3, which could take Whoosh's place
	$(OTHER)/python -m pytest tests/index -n 2 $(ARGS)

# Kills and damage count up to the first number; sequences of edits are the second.
torture: $(BIN)/.dev ## the long forms of tests: kills, damage, readers, edits, the codec; hours
	PRESSMARK_TORTURE=500 $(PYTEST) tests/index/building/test_crash.py tests/index/building/test_verify.py --timeout 14400 $(ARGS)
	PRESSMARK_TORTURE=2000 $(PYTEST) tests/index/building/test_update.py --timeout 36000 $(ARGS)
	PRESSMARK_EXAMPLES=500 PRESSMARK_ORACLE_QUERIES=10000 $(PYTEST) tests/index/building/test_edition.py tests/index/searching/test_whoosh_oracle.py tests/index/columnar/test_oracle.py --timeout 14400 --log-cli-level INFO $(ARGS)

lint: $(BIN)/.dev ## check style, types and spelling
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/codespell archive index web *.md

format: $(BIN)/.dev ## put the code into the one format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

CATALOGUES := $(wildcard web/translations/*.po)
EXTRACT := --mapping-file pyproject.toml --keywords "Sentence counted:1,2" --no-location --no-wrap --sort-output
UPDATE := --previous --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap --input-file $(VENV)/messages.pot
# Header lines that differ from run to run say nothing here.
DATED := Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By

messages: $(BIN)/.dev ## take the texts of pages into the catalogues of web/translations
	$(BIN)/pybabel --quiet extract $(EXTRACT) --output-file $(VENV)/messages.pot index web
	@for each in $(CATALOGUES); do \
		$(BIN)/pybabel --quiet update $(UPDATE) --locale $$(basename $$each .po) --output-file $$each && \
		grep -vE '^"($(DATED)): ' $$each > $(VENV)/cleaned.po && mv $(VENV)/cleaned.po $$each || exit 1; \
	done

COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-options --no-header --allow-unsafe

lock: $(BIN)/.dev ## write the lock files anew from pyproject.toml
	$(COMPILE) --extra build --output-file requirements.lock pyproject.toml
	$(COMPILE) --extra build --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
	$(COMPILE) --extra build --extra dev --extra bench --constraint requirements-dev.lock --output-file requirements-bench.lock pyproject.toml
	$(COMPILE) --extra build --extra dev --extra audit --constraint requirements-dev.lock --output-file requirements-audit.lock pyproject.toml

corpora: $(BIN)/.dev ## check against real archives: make corpora DIR=folder
	PRESSMARK_CORPORA="$(abspath $(DIR))" $(PYTEST) tests/corpora --timeout 1800 $(ARGS)

$(BIN)/.bench: requirements-bench.lock $(BIN)/.dev
	$(PYTHON) $(FILL) $(BIN)/python $(INSTALL) -r requirements-bench.lock
	@touch $@

bench: $(BIN)/.bench ## measure against peers, side by side, in 40 minutes: make bench ARGS="--sizes 1000"
	$(BIN)/python tests/benchmarks/run.py $(ARGS)

recommendations: $(BIN)/.bench ## measure suggested themes and related posts beside peers: make recommendations DIR=folder
	$(BIN)/python -W ignore::SyntaxWarning tests/benchmarks/recommendations.py "$(DIR)" $(ARGS)

relevance: $(BIN)/.bench ## measure the ranking against peers on judged collections: make relevance DIR=folder
	$(BIN)/python tests/benchmarks/relevance.py "$(DIR)" $(ARGS)

TOOLS := $(VENV)/audit

$(BIN)/.audit: requirements-audit.lock .ci/audit/package-lock.json $(BIN)/.dev
	$(PYTHON) $(FILL) $(BIN)/python $(INSTALL) -r requirements-audit.lock
	@mkdir -p $(TOOLS) && cp .ci/audit/package.json .ci/audit/package-lock.json $(TOOLS)/
	npm ci --prefix $(TOOLS) --ignore-scripts --no-audit --no-fund
	@touch $@

audit: $(BIN)/.audit ## ask judges from outside about a running site; needs Node.js and Java
	@.ci/chromium
	PRESSMARK_AUDIT="$(abspath $(TOOLS))" $(PYTEST) tests/web/audit --timeout 1800 $(ARGS)

clean: ## remove the environment, the caches and the index
	rm -rf $(VENV) .venv-whoosh3 .pressmark .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
