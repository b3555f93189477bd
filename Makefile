# `make` alone lists what there is. Every target does the set-up it needs.
.DEFAULT_GOAL := help
.PHONY: help setup run demo test browser faults lint bench pictures clean
PYTHON := .venv/bin/python
ARGS ?=
SIDE_BY_SIDE := -n 2 --dist loadfile --no-loadscope-reorder
VOLUNTEERS ?= 3000
ONLY ?=
EVENTS ?= 50000

help: ## this list
	@echo 'Kindhours 爱心计时'
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

setup: ## install what is missing: locked packages, RabbitMQ, nginx (done by every other target)
	@sh deploy/setup.sh

run: setup ## start everything on this machine; Ctrl-C ends it, the data stays in var/
	@$(PYTHON) -m deploy.cli run

demo: setup ## play a county's season and check its hours; make demo VOLUNTEERS=300 for a small one
	@$(PYTHON) -m deploy.cli demo --volunteers $(VOLUNTEERS)

test: setup ## all tests on temporary instances; make test ARGS="tests/unit -k hours" for some
	@sh deploy/setup.sh browser
	@$(PYTHON) -m pytest $(or $(ARGS),$(SIDE_BY_SIDE))

browser: setup ## walk every road in chromium: phone and desk, both languages, with a script and without
	@sh deploy/setup.sh browser
	@ROADS=every $(PYTHON) -m pytest tests/browser $(ARGS)

faults: setup ## kill every part of a running season again and again; hours must still add up
	@FAULTS=long $(PYTHON) -m pytest tests/faults $(ARGS)

lint: setup ## style, types and who may import whom
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports

bench: ## measure against the peers; make bench ONLY=P1,P4 EVENTS=5000 for a quick one
	@sh deploy/setup.sh bench
	@var/bench/bin/python -m tests.benchmarks.main --only "$(ONLY)" --events $(EVENTS) $(ARGS)

pictures: setup ## make the README's pictures and those of the pages again; the demo is played
	@sh deploy/setup.sh browser
	@$(PYTHON) -m deploy.pictures --photographs --pages --demo $(VOLUNTEERS)

clean: ## throw away the environment and all local data
	@rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
