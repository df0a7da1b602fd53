# run: start the dashboard · test: the whole suite · check: style, types, contracts · bench: speed
# lock: the requirements anew from pyproject.toml · pictures: those of docs/ anew
# Needs Python 3.11 or newer; everything else goes into .venv. On Windows see README.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# Two of pytest's workers: the machine that decides has two cores.
PYTEST_ARGS ?= -n 2
# Node comes from PyPI with the other tools: a machine that has Python needs nothing else.
WITH_NODE := PATH="$(CURDIR)/$(BIN):$$PATH"
# For every system and every Python from 3.11 on, whichever machine runs it.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" $(UPGRADE)

.PHONY: run test check bench lock pictures

run: .venv/installed
	@exec $(BIN)/python -m dashboard serve

test: .venv/installed-dev
	$(BIN)/node --test 'tests/js/*.test.js'
	@$(BIN)/python -m tests.support.set_up_browser
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: .venv/installed-dev node_modules/installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vulture
	$(BIN)/sqlfluff lint --disable-progress-bar queries
	$(WITH_NODE) node_modules/.bin/biome lint
	$(WITH_NODE) node_modules/.bin/tsc

bench: .venv/installed-dev
	$(BIN)/python -m tests.bench $(SIZES)

pictures: .venv/installed-dev
	$(BIN)/python -m tests.support.pictures

# Keeps the pins that still fit; UPGRADE=--upgrade takes the newest of each package.
lock: .venv/installed-dev
	@$(PIP) uv==0.13.9
	$(LOCK) pyproject.toml --output-file requirements.txt
	$(LOCK) pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt

# The stamps are written last, so that a broken installation is begun again.
.venv/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "需要 Python 3.11 或更新的版本;已装在别处时可用 make run PYTHON=/路径/python3.11" >&2; exit 2; }
	@echo "正在把所需的软件包装入 .venv(只在第一次,约一分钟)……"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) -r requirements.txt
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	@$(PIP) -r requirements-dev.txt
	@touch $@

node_modules/installed: package-lock.json .venv/installed-dev
	@$(WITH_NODE) npm ci --no-audit --no-fund --loglevel=error
	@touch $@
