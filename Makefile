# The project's habits, each by its name. PYTHON picks the interpreter.
PYTHON ?= python3

.PHONY: all lint types test bench build
all: lint types test

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

types:
	$(PYTHON) -m mypy

test:
	$(PYTHON) -m pytest

bench:
	$(PYTHON) -m benchmarks

build:
	$(PYTHON) -m build
