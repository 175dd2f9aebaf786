# Two commands: `make build` makes the warehouse, `make test` proves the project.

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/requirements.lock
export DBT_SEND_ANONYMOUS_USAGE_STATS := 0

.PHONY: build
build: $(INSTALLED) encoding ## Build the warehouse from the landed decks, every check included
	$(BIN)/dbt build

.PHONY: test
test: export KESSAN_WAREHOUSE := target/test/kessan.duckdb
test: export PATH := $(CURDIR)/$(BIN):$(PATH)
test: $(INSTALLED) encoding ## Lint, build into a scratch file, run all tests
	rm -rf target/test && mkdir -p target/test
	ruff check . && ruff format --check .
	sqlfluff lint --quiet --processes 0 models tests analyses
	dbt build --quiet
	pytest

# What `make release ARGS=--accept-changes`, `make rollback ARGS=<release>` or `make bench ARGS="--against main"` passes on.
ARGS ?=

.PHONY: release
release: $(INSTALLED) encoding ## Build, and if everything passed make it what BI reads
	$(BIN)/python scripts/release.py create $(ARGS)

.PHONY: rollback
rollback: $(INSTALLED) ## Make the release before the current one what BI reads
	$(BIN)/python scripts/release.py rollback $(ARGS)

.PHONY: verify
verify: $(INSTALLED) ## Check the current release against its checksums
	$(BIN)/python scripts/release.py verify $(ARGS)

.PHONY: serve-postgres
serve-postgres: $(INSTALLED) ## Load the current release into the PostgreSQL that PGHOST ... name
	$(BIN)/python scripts/serve_postgres.py $(ARGS)

# dbt reads seeds as UTF-8 before any check of ours can run, and does not say which one is not.
.PHONY: encoding
encoding:
	@for file in seeds/*/*.csv; do \
		iconv -f UTF-8 -t UTF-8 "$$file" > /dev/null 2>&1 || { echo "$$file: not UTF-8; save it as UTF-8 without BOM" >&2; exit 1; }; \
	done

.PHONY: bench
bench: $(INSTALLED) ## Where the time of a build goes; ARGS="--against main" compares with another commit
	$(BIN)/python scripts/bench.py $(ARGS)

.PHONY: mutate
mutate: $(INSTALLED) ## How many wrong digits the checks notice
	$(BIN)/python scripts/mutate.py iij_1q25

.PHONY: report
report: $(INSTALLED) ## Write the last build as a page, target/report.html
	$(BIN)/python scripts/report.py

.PHONY: picture
picture: report ## Take the picture that heads the README
	$(BIN)/python scripts/picture.py

.PHONY: film
film: $(INSTALLED) ## Take the film of the review for the documentation
	$(BIN)/python tests/film.py

.PHONY: readme
readme: $(INSTALLED) ## Run the queries of README.md and put in what they give
	$(BIN)/python scripts/render_readme.py

.PHONY: docs
docs: build ## Every table and column, its description and where it comes from, in target/static_index.html
	$(BIN)/dbt docs generate --static

.PHONY: format
format: $(INSTALLED) ## Format SQL and Python
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .
	PATH="$(CURDIR)/$(BIN):$$PATH" sqlfluff fix models tests analyses

.PHONY: lock
lock: ## Resolve requirements.in anew (needs uv)
	uv pip compile requirements.in --universal --python-version 3.10 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-annotate --no-header --no-strip-extras --output-file requirements.lock

.PHONY: clean
clean: ## Remove what the other commands made, but no release
	rm -rf .venv target logs warehouse/*.duckdb*

.PHONY: help
help:
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

# The environment is made anew when the lock changes, and never otherwise.
$(INSTALLED): requirements.lock
	rm -rf .venv
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m compileall -q -j 0 .venv/lib > /dev/null || true
	cp requirements.lock $(INSTALLED)
