# Common tasks. PYTHON selects the interpreter.
PYTHON ?= python3

.PHONY: all lint types test quick thorough conformance fuzz platforms bench build model docs pictures
all: lint types test

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

types:
	$(PYTHON) -m mypy

test:
	$(PYTHON) -m pytest -q -n auto

quick: # under a minute: one case of each test, without the slow ones
	IPSXML_TESTS=quick $(PYTHON) -m pytest -q -n auto

thorough: # the suite with all examples of every property
	IPSXML_TESTS=thorough $(PYTHON) -m pytest -q -n auto

conformance: # a million generated documents, judged by every engine
	$(PYTHON) tests/conformance --documents 1000000

SECONDS ?= 1200
fuzz: # each operation for SECONDS seconds; needs atheris: pip install -e '.[fuzz]'
	$(PYTHON) -m fuzz --seconds $(SECONDS)

PYTHONS ?=
platforms: # the suite with each of PYTHONS (default: all on the PATH), and in other environments
	$(PYTHON) -m tools.platforms $(PYTHONS)

bench:
	$(PYTHON) -m benchmarks

model: # run this after a change to schemas/
	$(PYTHON) -m tools.generate_model

build:
	$(PYTHON) -m build

docs: # the documentation site, in build/docs; a broken link or a missing page is an error
	$(PYTHON) -m sphinx -q -W --keep-going -j auto docs build/docs

pictures: # the pictures in docs/pictures, after a change to what commands print; needs Chromium
	$(PYTHON) -m tools.make_pictures
