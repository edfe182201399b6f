# Everything a newcomer types. `make` alone lists it.

CARGO  ?= cargo
FUYI   := $(or $(CARGO_TARGET_DIR),target)/release/fuyi
DEMO   := demo-data
LEDGER := config/demo/ledger.xlsx
URL    := sqlite://$(DEMO)/fuyi.sqlite
# on this machine alone, without TLS
HERE   := FUYI_SERVER_COOKIES=plain FUYI_SERVER_FILES=$(DEMO)/files

.DEFAULT_GOAL := help
.PHONY: help demo test screenshots fuzz-api check bench

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## install what is missing, build, fill ./demo-data from the bundled ledger, print the 2023 figures, serve until Ctrl-C
	@.ci/need build
	$(CARGO) build --release --locked
	@mkdir -p $(DEMO)
	$(FUYI) --database $(URL) migrate
	$(FUYI) --database $(URL) unit import config/demo/units.csv
	$(FUYI) --database $(URL) import $(LEDGER) --handler 青禾区司法局
	$(FUYI) --database $(URL) report annual --year 2023
	$(HERE) $(FUYI) --database $(URL) demo
	$(HERE) $(FUYI) --database $(URL) serve

test: ## install what is missing (PostgreSQL, Chromium and LibreOffice too), run every test on both engines
	@.ci/need build postgresql pages office fuzz
	@.ci/pages
	@.ci/smtp >/dev/null
	$(CARGO) test --locked
	@.ci/fuzz-api

screenshots: ## look at the main pages: pictures in both languages into target/screenshots
	@.ci/need build pages
	@.ci/pages
	FUYI_SCREENSHOTS=$(or $(CARGO_TARGET_DIR),target)/screenshots $(CARGO) test --locked --test it pages_in_chromium::

fuzz-api: ## fuzz the API against its own description on both engines, longer than `make test` does
	@.ci/need build postgresql fuzz
	@.ci/fuzz-api 200

check: ## formatting, clippy with warnings denied, licences and banned dependencies
	@.ci/need build
	$(CARGO) fmt --check
	$(CARGO) clippy --all-targets --locked -- -D warnings
	$(CARGO) test --locked --test it dependencies::

bench: ## measure what is promised to be fast
	@.ci/need build postgresql
	$(CARGO) bench --locked
