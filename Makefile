# `make` alone lists what there is. Every target does the set-up it needs.
.DEFAULT_GOAL := help
.PHONY: help setup run test lint clean
PYTHON := .venv/bin/python
ARGS ?=

help: ## this list
	@echo 'Kindhours 爱心计时'
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

setup: ## install what is missing: locked packages, RabbitMQ, nginx (done by every other target)
	@sh deploy/setup.sh

run: setup ## start everything on this machine; Ctrl-C ends it, the data stays in var/
	@$(PYTHON) -m deploy.local.cli run

test: setup ## all tests on temporary instances; make test ARGS="tests/unit -k hours" for some
	@$(PYTHON) -m pytest $(ARGS)

lint: setup ## style, types and who may import whom
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports

clean: ## throw away the environment and all local data
	@rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
