# make demo: the graph of seeds/ in out/.  make test: everything that CI runs.  make model: train the language model anew.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TREEBANKS ?= ../shared/treebanks

.PHONY: demo test model clean

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.base: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.test: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test]"
	@$(BIN)/python -c "import lightgbm" 2>/dev/null || apt-get install --yes --quiet libgomp1 2>/dev/null || true
	@test -x "$${CHROMIUM:-/usr/bin/chromium}" || apt-get install --yes --quiet chromium 2>/dev/null || true
	@command -v java >/dev/null || apt-get install --yes --quiet default-jre-headless 2>/dev/null || true
	@touch $@ $(VENV)/.base

$(VENV)/.train: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[train]"
	@touch $@

demo: $(VENV)/.base
	@mkdir -p out
	$(BIN)/kg build seeds/articles.jsonl -o out/graph.ttl
	$(BIN)/kg validate out/graph.ttl
	$(BIN)/kg export out/graph.ttl -o out/graph.graphml
	$(BIN)/kg facts out/graph.ttl --limit 20
	@echo "Built out/graph.ttl and out/graph.graphml from the articles in seeds/."

test: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto

model: $(VENV)/.train
	$(BIN)/python -m kg.language.training $(TREEBANKS) seeds kg/language/model

clean:
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
