# One virtual environment, made once and renewed when the project's dependencies change.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8501
STAMP  := $(VENV)/.installed

.PHONY: install run test check bench lock clean

$(STAMP): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "需要 Python 3.11 或更新的版本；可用 make PYTHON=python3.12 指定。" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e '.[dev]'
	@touch $(STAMP)

install: $(STAMP)

# Loads the built-in data only when the workspace is new: what a planner loaded or took back stays as it is.
run: install
	@test -e "$${MENGTU_HOME:-.mengtu}/register.sqlite" || $(BIN)/mengtu sample > /dev/null
	$(BIN)/mengtu explore --port $(PORT) --headless

test: install
	$(BIN)/python -m tests.chromium
	$(BIN)/python -m pytest --numprocesses=2 --dist=loadgroup --no-loadscope-reorder --cov --cov-report=term-missing:skip-covered

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/python -m pytest -q --no-cov tests/test_queries.py

# Ours beside other libraries on 100,000 invented studios; the table is kept in bench/results. About five minutes.
bench: install
	$(BIN)/python -m bench

# The exact versions a clean installation of everything takes today.
lock:
	rm -rf $(VENV)-lock && $(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	$(VENV)-lock/bin/python -m pip freeze --exclude-editable > requirements.lock
	rm -rf $(VENV)-lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage
