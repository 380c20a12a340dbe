# Everything stands on `make install`: a virtual environment from the lock file, cheap when nothing changed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: install install-dev run demo test test-slow test-year check eval train backtest bench lock docs clean

install: $(VENV)/.installed
install-dev: $(VENV)/.installed-dev

$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or later is needed; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12 install")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the pinned packages into $(VENV) …"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

run: install
	$(BIN)/accords run

demo: install
	$(BIN)/accords demo

test: install-dev
	$(BIN)/python -m pytest -n 2 -m "not slow and not year"

test-slow: install-dev
	$(BIN)/python -m pytest -m slow

test-year: install-dev
	$(BIN)/python -m pytest -m year -s

check: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# How well the extractor reads: the project's own labelled texts, and the shared samples where they are.
eval: install
	@for file in tests/corpus/*.jsonl tests/corpus/unseen/*.jsonl ../shared/corpus/*.jsonl; do \
		if [ -f "$$file" ]; then echo "== $$file"; $(BIN)/accords eval "$$file" || exit 1; fi; done
	@for round in tests/corpus/round-*/ tests/corpus/unseen/round-*/; do \
		echo "== $$round (accords with nothing but a file)"; \
		$(BIN)/accords eval "$$round/articles.jsonl" $$(printf -- '--accord %s ' "$$round"accords/*.toml) || exit 1; done

# The learned choice and the verdict: fitted anew on all labelled texts, and shown on those they had not seen.
TRAIN := $(wildcard ../shared/corpus/*.jsonl) $(wildcard ../shared/backtest/x-* ../shared/backtest/opec-* ../shared/backtest/abraham-*) \
	$(wildcard tests/backtest/*-*) $(wildcard tests/corpus/*.jsonl tests/corpus/*/articles.jsonl) \
	$(wildcard tests/corpus/choice/*.jsonl tests/corpus/choice/*/articles.jsonl)
train: install-dev $(VENV)/.installed-train
	@$(BIN)/python -m tests.corpus.train_choice $(TRAIN) --write

# How well it decides: each scenario with hand-read claims, then with its own reading.
backtest: install
	@$(BIN)/accords backtest

# How quickly it works, beside peers and limits; make bench EVENTS=1000000 fills the logs so far.
EVENTS ?= 50000
bench: install-dev $(VENV)/.installed-bench
	@EVENTS=$(EVENTS) $(BIN)/python -m tests.bench

$(VENV)/.installed-bench: requirements-bench.lock
	@$(PIP) install --require-hashes --no-deps -r requirements-bench.lock
	@touch $@

$(VENV)/.installed-train: requirements-train.lock
	@$(PIP) install --require-hashes --no-deps -r requirements-train.lock
	@touch $@

# The pages that are made from the definitions.
docs: install
	@$(BIN)/python -m store.views.page > docs/sql.md
	@$(BIN)/python -m store.datasette > docs/datasette.json

# The lock files: pinned, with hashes, without an index address. Needs uv.
UV ?= uv
LOCK := $(UV) pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" --quiet
lock:
	$(LOCK) pyproject.toml --group build -o requirements.lock
	$(LOCK) pyproject.toml --group build --group dev -o requirements-dev.lock
	$(LOCK) --group bench -c requirements-dev.lock -o requirements-bench.lock
	$(LOCK) --group train -c requirements-dev.lock -o requirements-train.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
