# `make run` and `make test` do all their own set-up; `make help` lists what there is.

PYTHON ?= python3
SEED ?= 20261126
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
MODULE ?= record/dates
TESTS ?= tests/record/test_dates.py
FLOOR ?= 94

# What one process compiled, tests with their asserts too, the next one need not: with this said, each would do it again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test coverage window mutants audit setup lint format bench pictures docs messages wheel installers lock clean

help: ## Say what there is.
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

setup: $(READY) ## Set everything up in .venv, and nothing more.

$(READY): requirements.lock pyproject.toml .ci/set-up $(wildcard locale/*/LC_MESSAGES/*.po)
	@PYTHON="$(PYTHON)" VENV="$(VENV)" bash .ci/set-up
	@touch $@

run: $(READY) ## Open the window; without a display, do the main job and say where everything lies.
	@BIN="$(BIN)" bash .ci/run-program

ifdef MEASURED
test: coverage window
else
test: $(READY) ## Run the tests, in an order of chance (SEED=number for another one; MEASURED=1 with the floor of coverage).
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 -q --random-order-seed=$(SEED)
endif

coverage: $(READY) ## Run the tests of everything but the window, and say what none of them reaches.
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 -q --ignore=tests/ui --random-order-seed=$(SEED) \
		--cov --cov-report=term-missing --cov-fail-under=$(FLOOR)

window: $(READY) ## Run the tests of the window; with those of `coverage` they are all.
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 -q tests/ui --random-order-seed=$(SEED)

mutants: $(READY) ## Make small mistakes in a module and see which the tests miss (MODULE=record/dates TESTS=tests/record/test_dates.py).
	$(BIN)/python .ci/mutants $(MODULE) $(TESTS)

audit: $(READY) ## See that what is installed is the lock; then ask a network what was withdrawn, and what weaknesses are known.
	@$(BIN)/python .ci/audit

lint: $(READY) ## Look at style, types and the arrows between the rooms.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY) ## Put the code into its one form.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY) ## Measure speed, as ratios against something in the same run.
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/bench --override-ini addopts= -q -s

pictures: $(READY) ## Write a picture of every page of the demonstration into build/pictures.
	@rm -rf build/demonstration build/pictures
	@$(BIN)/pledgebook demo --out build/demonstration
	@$(BIN)/pledgebook pictures build/demonstration/demonstration.pledgebook --out build/pictures

docs: $(READY) ## Build the manual and the documentation as pages into build/docs, and follow every link.
	@$(BIN)/python .ci/docs

messages: $(READY) ## Gather every text of the program and the forms into the catalogues of the languages.
	$(BIN)/python .ci/messages

wheel: $(READY) ## Build the wheel into dist.
	$(BIN)/python -m build --wheel --no-isolation

installers: $(READY) ## Build what people install into dist, and try it (needs wine64, mingw-w64, nsis, binutils, dpkg-dev, xvfb).
	./build_installer.py pack linux
	./build_installer.py test linux
	./build_installer.py pack windows
	./build_installer.py test windows

lock: ## Pin every dependency again (needs pip-tools, and uv for what is installed on other systems).
	pip-compile --quiet --extra dev --generate-hashes --allow-unsafe --no-strip-extras --no-header \
		--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-annotate \
		--output-file requirements.lock pyproject.toml
	grep -E '^[a-z0-9._-]+(\[[a-z,-]+\])?==' requirements.lock | sed 's/ *\\$$//' >build/pinned.txt
	uv pip compile --quiet --python-platform windows --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--constraint build/pinned.txt --output-file installers/requirements.lock pyproject.toml

clean: ## Remove what was built.
	rm -rf $(VENV) .ci-venv build dist
