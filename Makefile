# `make test` is the one test command: README, the commit hook and .ci/run all call it. It needs nothing but Python;
# the tests that need a judge (Java, Node.js, LibreOffice, Chromium, pandoc) are skipped without it.
.PHONY: test lint setup judges bench
PYTHON ?= .venv/bin/python

setup: .venv/ready

.venv/ready: pyproject.toml
	python3 -m venv .venv
	.venv/bin/python -m pip install --quiet --upgrade pip
	.venv/bin/python -m pip install --quiet --editable '.[service,test]'
	touch $@

lint: setup
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

test: lint
	$(PYTHON) -m pytest -n auto --dist loadgroup

# The judges that come from a registry. Java, Maven, Node.js and the rest are programs of the system: see CONTRIBUTING.md.
judges: tests/judges/verapdf/target/pdf-judge-1.jar tests/judges/node/node_modules/.package-lock.json

tests/judges/verapdf/target/pdf-judge-1.jar: tests/judges/verapdf/pom.xml tests/judges/verapdf/src/main/java/PdfJudge.java
	mvn --quiet --batch-mode --file $< package

# Not `npm ci`: it wants the SDK's binaries of every platform in the lock file, and each registry need not have them.
tests/judges/node/node_modules/.package-lock.json: tests/judges/node/package-lock.json
	cd tests/judges/node && npm install --no-save --no-audit --no-fund
	touch $@

bench: setup
	$(PYTHON) -m tests.bench
