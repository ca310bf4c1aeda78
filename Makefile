PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup demo test

setup: .venv/.installed

.venv/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -qq --disable-pip-version-check -c constraints.txt -e '.[studio,dev]'
	touch $@
