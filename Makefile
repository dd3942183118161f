# What one runs here. Nothing else has to be known to begin.

PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check --no-input
DEMO := SITE_URL=http://localhost:$(PORT) DEMO=1

SERVER ?= granian
WORKERS ?=

.PHONY: help setup demo serve dev test lint bench
.DEFAULT_GOAL := help

help:
	@echo "make demo   the newsroom with demo content on http://localhost:$(PORT) (another port: PORT=…)"
	@echo "make serve  the newsroom for readers, with what the environment says (PORT=… WORKERS=… SERVER=granian or gunicorn)"
	@echo "make test   everything that has to hold, on SQLite and on PostgreSQL"
	@echo "make dev    a server that reloads when code changes"
	@echo "make lint   the quick checks of the code alone"
	@echo "make sbom   what it is made of, as CycloneDX;  make audit  whether a hole of it has become known (asks a service)"
	@echo "make bench  what pages and the desk cost beside 1,000 to 100,000 stories; writes docs/benchmarks.md"
	@echo "make soak   what needs minutes to break: kills, a full disk, load, nonsense at every address; about half an hour"
	@echo "make setup  only the environment, in .venv"

setup: .venv/.installed
	$(if $(filter $@,$(MAKECMDGOALS)),@echo "The environment in .venv is ready.",@:)

demo: setup
	@exec env $(DEMO) DEBUG=0 $(BIN)/python manage.py serve --port $(PORT) --prepare

# Debug off whatever the environment says; which database, which address: README.md, “Running it for real”.
serve: setup
	@exec env DEBUG=0 DEMO= PORT=$(PORT) SERVER=$(SERVER) WORKERS=$(WORKERS) $(BIN)/python manage.py serve --prepare

dev: setup
	@$(DEMO) DEBUG=1 $(BIN)/python manage.py prepare --no-static
	@exec env $(DEMO) DEBUG=1 $(BIN)/python manage.py runserver $(PORT)

test: .venv/.installed-for-tests
	@tests/run

bench: .venv/.installed
	@$(BIN)/python bench/whole.py $(if $(SIZES),--sizes $(SIZES))

lint: .venv/.installed-for-tests
	@$(BIN)/ruff check .
	@find templates -name '*.html' | xargs $(BIN)/djade --check --target-version 5.2
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/mypy

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || \
	  { echo "Python 3.11 or newer is needed, and there is no $(PYTHON) here. Another name: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed, and $(PYTHON) is older. Another one: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "$(PYTHON) comes without its module venv. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Making the environment in .venv …"
	@$(PYTHON) -m venv .venv

# The stamps are newer than the pins they were made from, so a second run has nothing to do.
.venv/.installed: requirements.txt requirements-video.txt | .venv/bin/python
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null # a first run cut short
	@echo "Installing what the newsroom needs (a minute or two the first time) …"
	@$(PIP) install -r requirements.txt
	@$(PIP) install -r requirements-video.txt || echo "No video can be taken here, for it cannot be measured; clips have the durations one types."
	@touch $@

.venv/.installed-for-tests: tests/requirements.txt .venv/.installed
	@echo "Installing what the tests need …"
	@$(PIP) install -r tests/requirements.txt
	@touch $@

.PHONY: sbom audit
sbom: .venv/.installed-for-tests
	@mkdir -p var
	@$(BIN)/python deploy/sbom.py > var/sbom.json && echo "var/sbom.json lists what the newsroom is made of (CycloneDX)."

# Asks a service for holes that have become known, so it needs a network and stands in no test: once a week, by hand or by cron.
AUDIT := var/audit/bin
audit: .venv/bin/python
	@[ -x $(AUDIT)/pip-audit ] || { $(BIN)/python -m venv var/audit && $(AUDIT)/python -m pip install --quiet pip-audit==2.10.1; }
	@$(AUDIT)/pip-audit --strict --disable-pip --no-deps -r requirements.txt -r requirements-video.txt || \
	  { echo "Either something above has a known hole (raise its pin), or the service could not be asked (try again)."; exit 1; }

# What takes longer than the test run allows: kills, load, nonsense at every address, three writers at once; on SQLite
# and, where one answers, on PostgreSQL. About half an hour; one part: make soak PARTS=kills
.PHONY: soak
soak: .venv/.installed-for-tests
	@HOSTILE=all $(BIN)/python -m pytest -q tests/hostile -o timeout=900
	@$(BIN)/python bench/soak/run.py $(PARTS)

# For maintainers alone, and the only thing here that needs Node: what the story editor stands on, joined and locked.
.PHONY: editor-bundle
editor-bundle:
	@cd deploy/editor-bundle && npm ci --no-audit --no-fund && node bundle.mjs
