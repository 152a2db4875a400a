# `make test` is the one test command: README, the commit hook and .ci/run all call it.
.PHONY: test lint setup bench
PYTHON ?= .venv/bin/python

setup: .venv/ready

.venv/ready: pyproject.toml
	python3 -m venv .venv
	$(PYTHON) -m pip install --quiet --upgrade pip
	$(PYTHON) -m pip install --quiet --editable '.[service,test]'
	touch $@

lint: setup
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

test: lint
	$(PYTHON) -m pytest -n auto

bench: setup
	$(PYTHON) -m tests.bench
