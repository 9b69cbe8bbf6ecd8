# The project's habits, each by its name. PYTHON picks the interpreter.
PYTHON ?= python3

.PHONY: all lint types test bench build model
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

model: # after a change to schemas/
	$(PYTHON) -m tools.generate_model

build:
	$(PYTHON) -m build
