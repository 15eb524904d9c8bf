PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint bench golden clean

demo: $(VENV)/.ready
	$(BIN)/selfcheck assess examples/cloud-cdn/answers.yaml --profile inspection --as-of 2026-11-24

test: $(VENV)/.ready lint
	$(BIN)/pytest -q

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/selfcheck lint

bench: $(VENV)/.ready
	$(BIN)/pip install --quiet --group bench
	$(BIN)/python benchmarks/run.py

golden: $(VENV)/.ready
	$(BIN)/pytest -q --update-golden

clean:
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade "pip>=25.1" # older pip knows no dependency groups
	$(BIN)/pip install --quiet --editable . --group dev
	touch $@
