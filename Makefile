# make demo, make test, make check: each sets up what it needs (make setup does only that). make bench and make soak take longer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: setup demo test check lint types houserules bench soak clean
.DELETE_ON_ERROR:

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Pomoc needs Python 3.11 or newer; run: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(STAMP)

demo: $(STAMP)
	$(BIN)/pomoc demo

test: $(STAMP)
	$(BIN)/python -m pytest -n auto --dist loadgroup

check: lint types houserules

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

houserules: $(STAMP)
	$(BIN)/lint-imports
	$(BIN)/python -m tests.house_rules

bench: $(STAMP)
	$(BIN)/python -m benchmarks

soak: $(STAMP)
	POMOC_KILLS=1000 $(BIN)/python -m pytest tests/acceptance/test_random_kills.py

clean:
	rm -rf $(VENV) demo-output .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
