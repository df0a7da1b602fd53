# run: start the dashboard · test: the whole suite · browser: what it drives · quick: its unit tests, in a minute
# check: style, types, contracts · bench: speed · lock: the requirements anew from pyproject.toml · pictures: those of docs/ anew
# Needs Python 3.11 or newer; everything else goes into .venv. On Windows see README.

# Where this is set, every process compiles anew what it imports: six seconds for one in place of two.
export PYTHONDONTWRITEBYTECODE :=

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
UV := uv==0.13.9
# Two of pytest's workers: the machine that decides has two cores. Each takes half of the tests as
# they stand, so that a module's server is started once, and what the other has left at the end.
PYTEST_ARGS ?= -n 2 --dist worksteal
# Tests that go through whole pages, processes, folders and imports: not for `make quick`.
WHOLE := browser pages commands importing/test_service.py \
	ledger/test_crash.py ledger/test_csv_folder.py ledger/test_state_cache.py
# Node comes from PyPI with the other tools: a machine that has Python needs nothing else.
WITH_NODE := PATH="$(CURDIR)/$(BIN):$$PATH"
# For every system and every Python from 3.11 on, whichever machine runs it.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" $(UPGRADE)

.PHONY: run test browser quick check check-style check-types check-imports check-sql check-scripts bench lock pictures

run: .venv/installed
	@exec $(BIN)/python -m dashboard serve

test: browser
	$(BIN)/node --test 'tests/js/*.test.js'
	$(BIN)/python -m pytest $(PYTEST_ARGS)

browser: .venv/installed-dev
	@$(BIN)/python -m tests.support.set_up_browser

quick: .venv/installed-dev
	$(BIN)/python -m pytest $(PYTEST_ARGS) -m "not hypothesis" $(WHOLE:%=--ignore=tests/%)

# The slowest first, two at a time; each shows what it says when it is done.
check: .venv/installed-dev
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target \
		check-types check-sql check-scripts check-imports check-style

check-sql:
	$(BIN)/sqlfluff lint --disable-progress-bar queries

check-types:
	$(BIN)/mypy --num-workers 2

check-imports:
	$(BIN)/lint-imports
	$(BIN)/vulture

check-style:
	$(BIN)/ruff check
	$(BIN)/ruff format --check

check-scripts: node_modules/installed
	$(WITH_NODE) node_modules/.bin/biome lint
	$(WITH_NODE) node_modules/.bin/tsc

bench: .venv/installed-dev
	$(BIN)/python -m tests.bench $(SIZES)

pictures: .venv/installed-dev
	$(BIN)/python -m tests.support.pictures

# Keeps the pins that still fit; UPGRADE=--upgrade takes the newest of each package.
lock: .venv/installed-dev
	@$(PIP) $(UV)
	$(LOCK) pyproject.toml --output-file requirements.txt
	$(LOCK) pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt

define VENV
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "需要 Python 3.11 或更新的版本;已装在别处时可用 make run PYTHON=/路径/python3.11" >&2; exit 2; }
	@echo "正在把所需的软件包装入 .venv(只在第一次,约一分钟)……"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
endef

# The stamps are written last, so that a broken installation is begun again.
.venv/installed: requirements.txt
	$(VENV)
	@$(PIP) -r requirements.txt
	@touch $@

# What the program needs is among what the tests need: one installation is both. uv takes a tenth of
# pip's time, and knows nothing of pip's settings: where it finds no index, pip does it. Most modules
# are never imported by a test: they are compiled when they are.
.venv/installed-dev: requirements.txt requirements-dev.txt
	$(VENV)
	@{ $(PIP) $(UV) && $(BIN)/uv pip install --quiet --python $(BIN)/python -r requirements-dev.txt; } || \
		$(PIP) --no-compile -r requirements-dev.txt
	@touch .venv/installed $@

node_modules/installed: package-lock.json .venv/installed-dev
	@$(WITH_NODE) npm ci --no-audit --no-fund --loglevel=error
	@touch $@
