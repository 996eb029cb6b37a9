# make run    set up once, then open the app          PORT=8501
# make test   set up once, then run every test
# make help   the rest
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin
TOOLS := .venv/tools/bin

.PHONY: help run test test-browsers lint format messages schema screenshots bench check lock sbom audit digests clean
.DEFAULT_GOAL := help

help: ## what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: .venv/run.stamp ## set up once, then open the app (PORT=8501)
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: .venv/test.stamp ## set up once, then run every test in a real browser too
	sh tests/install
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadgroup --ignore tests/browser --ignore tests/browsers
	$(BIN)/python tests/retry.py -n auto --maxprocesses 2 --dist loadgroup tests/browser

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

lock: .venv/tools.stamp ## renew requirements.lock after requirements.txt, and the licences (UPGRADE=1: all that it leaves open, too)
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(TOOLS)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--only-binary :all: --emit-build-options $(if $(UPGRADE),--upgrade) --output-file requirements.lock requirements.txt
	$(MAKE) .venv/run.stamp
	$(BIN)/python deploy/licences.py

sbom: .venv/run.stamp .venv/tools.stamp ## write sbom.cdx.json: all that runs, its licences and what asks for what (CycloneDX)
	$(BIN)/python deploy/sbom.py $(TOOLS)

# Strict, since a package that the service does not answer for would else pass as sound.
audit: .venv/tools.stamp ## known vulnerabilities of what is locked (asks PyPI)
	$(TOOLS)/pip-audit --progress-spinner off --strict --require-hashes --disable-pip --requirement requirements.lock

digests: .venv/made.stamp ## write the digests of the images into Containerfile and compose.yaml (asks their registry)
	$(BIN)/python deploy/digests.py

clean: ## remove the virtual environment and caches
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/made.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Name another with PYTHON=")'
	$(PYTHON) -m venv .venv
	touch $@

.venv/run.stamp: .venv/made.stamp requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

.venv/test.stamp: .venv/run.stamp requirements-dev.txt requirements-engines.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

# Apart from what runs and what tests it: what these need must not move any of that.
.venv/tools.stamp: .venv/made.stamp requirements-tools.txt
	$(BIN)/python -m venv .venv/tools
	$(TOOLS)/python -m pip install --quiet --disable-pip-version-check -r requirements-tools.txt
	touch $@
