PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup demo test bench-harvest bench-figures bench-rules bench-facts bench-studio bench-backend bench-rank bench-train bench-extract bench-scale bench-cluener bench-objectives

setup: .venv/.installed

.venv/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -qq --disable-pip-version-check -c constraints.txt -e '.[studio,dev]'
	touch $@

demo: setup
	$(BIN)/zhibiao demo

test: setup
	$(BIN)/pip check
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest

bench-harvest: setup
	$(BIN)/python -m evaluate.benchmarks.harvest

bench-figures: setup
	$(BIN)/python -m evaluate.benchmarks.figures
	$(BIN)/python -m evaluate.benchmarks.specs
	$(BIN)/python -m evaluate.benchmarks.time_specs
	$(BIN)/python -m evaluate.benchmarks.peers

bench-rules: setup
	$(BIN)/python -m evaluate.benchmarks.rules

bench-facts: setup
	$(BIN)/python -m evaluate.benchmarks.facts

bench-studio: setup
	$(BIN)/python -m evaluate.benchmarks.studio

bench-backend: setup
	$(BIN)/python -m evaluate.benchmarks.serving

bench-rank: setup
	$(BIN)/python -m evaluate.benchmarks.ranking

bench-train: setup
	$(BIN)/python -m evaluate.benchmarks.training
	$(BIN)/python -m evaluate.benchmarks.learning

bench-extract: setup
	$(BIN)/python -m evaluate.benchmarks.extract
	$(BIN)/python -m evaluate.benchmarks.overheads

bench-scale: setup
	$(BIN)/python -m evaluate.benchmarks.scale

bench-cluener: setup
	$(BIN)/python -m evaluate.benchmarks.cluener
	$(BIN)/python -m evaluate.benchmarks.cluener configs/train/cluener-base.yaml

bench-objectives: setup
	$(BIN)/python -m evaluate.benchmarks.objectives
