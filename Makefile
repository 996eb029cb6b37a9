# make run    set up once, then open the app          PORT=8501
# make test   set up once, then run every test
# make help   the rest
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin

.PHONY: help run test test-browsers lint format messages schema screenshots bench check clean
.DEFAULT_GOAL := help

help: ## what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: .venv/run.stamp ## set up once, then open the app (PORT=8501)
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: .venv/test.stamp ## set up once, then run every test in a real browser too
	sh tests/install
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal --ignore tests/browser --ignore tests/browsers
	$(BIN)/python tests/retry.py -n auto --maxprocesses 2 --dist worksteal tests/browser

test-browsers: .venv/test.stamp ## walk a case through the app in Firefox and WebKit
	sh tests/browsers/install
	$(BIN)/python -m pytest tests/browsers

lint: .venv/test.stamp ## format, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: .venv/test.stamp ## mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

check: .venv/run.stamp ## validate data/ and report every fault with its file and key
	$(BIN)/python -m her2core check

messages: .venv/run.stamp ## bring new strings into the Chinese catalogue
	$(BIN)/python locales/update.py

schema: .venv/run.stamp ## write the JSON Schemas that editors use for data/
	$(BIN)/python -m her2core schema

screenshots: .venv/test.stamp ## take the pictures of the README anew
	sh tests/install
	$(BIN)/python tests/browser/screenshots.py

bench: .venv/test.stamp ## every claim about speed, against its baseline in the same run
	sh tests/install
	for file in benchmarks/bench_*.py; do $(BIN)/python $$file || exit 1; done

clean: ## remove the virtual environment and caches
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/made.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Name another with PYTHON=")'
	$(PYTHON) -m venv .venv
	touch $@

.venv/run.stamp: .venv/made.stamp requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/test.stamp: .venv/run.stamp requirements-dev.txt requirements-engines.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@
