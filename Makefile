# Two targets do all the set-up on a fresh machine: make demo, make test. Nothing is needed but Python 3.11+ and pip.
PYTHON ?= python3
# Programs that the tests start would else compile all of vfc each time.
unexport PYTHONDONTWRITEBYTECODE
BIN := .venv/bin

.PHONY: demo test matrix fuzz bench gpu schema goldens clean

demo: .venv/installed
	$(BIN)/vfc build examples/first-light

test: .venv/tested
	$(BIN)/ruff check vfc tests
	$(BIN)/ruff format --check vfc tests examples
	$(BIN)/basedpyright --pythonpath $(BIN)/python
	$(BIN)/python -m pytest -n 2 --dist worksteal

# One cell: make matrix MATRIX='--python 3.13 --versions lowest'
matrix:
	$(PYTHON) -m tests.matrix $(MATRIX)

# Each reader of bytes from elsewhere, MINUTES long; READER=text takes one of text, lock, records, values, edits, media, imports.
MINUTES ?= 60
fuzz: .venv/fuzzed
	$(BIN)/python -m tests.fuzz --minutes $(MINUTES) $(READER)

bench: .venv/tested
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.diffusion

gpu: .venv/tested
	$(BIN)/python -m tests.bench.gpu --json gpu.json

schema: .venv/installed
	$(BIN)/python -m vfc.language.words.schema > schemas/film.schema.json
	$(BIN)/python -m vfc.language.words.reference > schemas/LANGUAGE.md
	$(BIN)/python -m vfc.cli.manual > schemas/vfc.1

goldens: .venv/tested
	$(BIN)/python -m pytest tests/golden --remake

clean:
	rm -rf .venv examples/*/.vfc examples/*/out

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python pyproject.toml tests/constraints.txt
	$(BIN)/python -m pip install --quiet --constraint tests/constraints.txt --editable .
	touch $@

.venv/tested: .venv/installed
	$(BIN)/python -m pip install --quiet --constraint tests/constraints.txt --editable '.[test,diffusion,hosted,review,c2pa,lsp]'
	touch $@

.venv/fuzzed: .venv/tested
	$(BIN)/python -m pip install --quiet --constraint tests/constraints.txt --editable '.[fuzz]'
	touch $@
