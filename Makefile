# Everything a newcomer types. `make` alone lists it.

CARGO  ?= cargo
FUYI   := $(or $(CARGO_TARGET_DIR),target)/release/fuyi
DEMO   := demo-data
LEDGER := config/demo/ledger.xlsx
URL    := sqlite://$(DEMO)/fuyi.sqlite

.DEFAULT_GOAL := help
.PHONY: help demo test fuzz-api check bench

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## install what is missing, build, fill ./demo-data from the bundled ledger, print the 2023 figures
	@.ci/need build
	$(CARGO) build --release --locked
	@mkdir -p $(DEMO)
	$(FUYI) --database $(URL) import $(LEDGER)
	$(FUYI) --database $(URL) report annual --year 2023

test: ## install what is missing (a PostgreSQL server too), run every test on both engines
	@.ci/need build postgresql fuzz
	@.ci/smtp >/dev/null
	$(CARGO) test --locked
	@.ci/fuzz-api

fuzz-api: ## fuzz the API against its own description, longer than `make test` does
	@.ci/need build fuzz
	@.ci/fuzz-api 200

check: ## formatting, clippy with warnings denied, licences and banned dependencies
	@.ci/need build
	$(CARGO) fmt --check
	$(CARGO) clippy --all-targets --locked -- -D warnings
	$(CARGO) test --locked --test it dependencies::

bench: ## measure what is promised to be fast
	@.ci/need build postgresql
	$(CARGO) bench --locked
