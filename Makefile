# Two commands: `make build` makes the warehouse, `make test` proves the project.

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/requirements.lock
ARELLE := .venv-arelle/requirements-arelle.lock
SUPERSET := .venv-superset/requirements-superset.lock
SPARK := .venv-spark/requirements-spark.lock
export DBT_SEND_ANONYMOUS_USAGE_STATS := 0

.PHONY: build
build: ready ## Build the warehouse from the landed decks, every check included
	@$(BIN)/dbt build || { failed=$$?; [ $$failed -ne 1 ] || $(BIN)/python scripts/audit.py suspects; exit $$failed; }
	$(BIN)/python scripts/audit.py relations

# One worker more than there are cores: tests wait for the processes that they start, and for a browser.
.PHONY: test
test: export KESSAN_WAREHOUSE := target/test/kessan.duckdb
test: export PATH := $(CURDIR)/$(BIN):$(PATH)
test: ready ## Lint, build into a scratch file, run all tests
	rm -rf target/test && mkdir -p target/test
	ruff check . && ruff format --check .
	sqlfluff lint --quiet --processes 0 models tests analyses
	dbt build --quiet --selector everything
	python scripts/audit.py relations
	pytest -n $$(($$(getconf _NPROCESSORS_ONLN) + 1))

# What `make release ARGS=--accept-changes`, `make rollback ARGS=<release>` or `make bench ARGS="--against main"` passes on.
ARGS ?=

.PHONY: release
release: ready ## Build, and if everything passed make it what BI reads
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

# What dbt would meet with a traceback, or in words that do not name the file.
.PHONY: ready
ready: $(INSTALLED)
	@$(BIN)/python scripts/ready.py

.PHONY: bench
bench: $(INSTALLED) ## Where the time of a build goes; ARGS="--against main" compares with another commit, ARGS="--figures 100000" tells what a figure costs
	$(BIN)/python scripts/bench.py $(ARGS)

.PHONY: archive
archive: ready ## Build the companies of an archive that changed: make archive ARCHIVE=<folder>
	@test -n "$(ARCHIVE)" || { echo "name the folder of the archive: make archive ARCHIVE=<folder>" >&2; exit 2; }
	$(BIN)/python scripts/archive.py "$(ARCHIVE)" $(ARGS)

.PHONY: mutate
mutate: $(INSTALLED) ## Spoil hundreds of figures, measure what notices and whom it suspects: docs/mutation.md
	$(BIN)/python scripts/audit.py mutate iij_1q25 $(ARGS)

.PHONY: xbrl
xbrl: $(INSTALLED) $(ARELLE) ## Write the last build as report packages of XBRL, target/xbrl, and have Arelle check them
	$(BIN)/python scripts/xbrl.py write
	$(BIN)/python scripts/xbrl.py check

.PHONY: spark
spark: ready $(SPARK) ## Build the same warehouse on Spark, in warehouse/spark (needs Java 17 and Python 3.11)
	@command -v java > /dev/null || { echo "Spark needs Java: apt-get install openjdk-17-jre-headless" >&2; exit 1; }
	.venv-spark/bin/dbt build --target spark --target-path target/spark $(ARGS)

.PHONY: test-spark
test-spark: export KESSAN_SPARK := 1
test-spark: $(INSTALLED) $(SPARK) ## Build companies on Spark and compare every mart with DuckDB's, row by row; KESSAN_SPARK_COMPANIES=100 for so many
	$(BIN)/pytest tests/test_spark.py -n 0

.PHONY: report
report: $(INSTALLED) ## Write the last build as a page, target/report.html
	$(BIN)/python scripts/report.py

.PHONY: workbook
workbook: report ## Write the last build as a workbook of each company, target/<company>.xlsx, beside its report
	$(BIN)/python scripts/write_workbook.py

.PHONY: picture
picture: report ## Take the picture that heads the README
	$(BIN)/python scripts/picture.py

.PHONY: dashboard
dashboard: $(INSTALLED) ## Pack the dashboard of the current release for Superset's import, target/kessan_dashboard.zip
	$(BIN)/python scripts/dashboard.py $(ARGS)

.PHONY: test-superset
test-superset: export KESSAN_SUPERSET := 1
test-superset: $(INSTALLED) $(SUPERSET) ## Import the dashboard into a real Superset and compare each chart with the marts
	$(BIN)/pytest tests/test_superset.py -n 0

.PHONY: dashboard-picture
dashboard-picture: $(INSTALLED) $(SUPERSET) ## Take the picture of the dashboard for the README, of the current release
	$(BIN)/python tests/supersets.py

.PHONY: film
film: $(INSTALLED) ## Take the film of the review for the documentation
	$(BIN)/python tests/film.py

.PHONY: readme
readme: $(INSTALLED) ## Run the queries of README.md and put in what they give, and the project's graph
	$(BIN)/python scripts/render_readme.py
	$(BIN)/dbt parse --quiet
	$(BIN)/python scripts/draw_dag.py

.PHONY: docs
docs: build ## Every table and column, its description and where it comes from, in target/static_index.html
	$(BIN)/dbt docs generate --static

.PHONY: format
format: $(INSTALLED) ## Format SQL and Python
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .
	PATH="$(CURDIR)/$(BIN):$$PATH" sqlfluff fix models tests analyses

.PHONY: lock
lock: ## Resolve requirements*.in anew (needs uv); Spark needs Python 3.11
	for lock in requirements:3.10 requirements-arelle:3.10 requirements-superset:3.10 requirements-spark:3.11; do \
		name=$${lock%:*}; \
		uv pip compile $$name.in --universal --python-version $${lock#*:} --generate-hashes \
			--no-emit-index-url --no-emit-find-links --no-annotate --no-header --no-strip-extras --output-file $$name.lock || exit 1; \
	done

.PHONY: clean
clean: ## Remove what the other commands made, but no release
	rm -rf .venv .venv.old .venv-arelle .venv-arelle.old .venv-superset .venv-superset.old .venv-spark .venv-spark.old target logs warehouse/*.duckdb*

.PHONY: help
help:
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

.PHONY: arelle
arelle: $(ARELLE) ## The environment of Arelle, which checks XBRL reports and reads filings, in .venv-arelle

.PHONY: superset
superset: $(SUPERSET) ## The environment of Superset, in which the dashboard is tested, in .venv-superset

# An environment is made anew when what its lock says changes, and never otherwise: a checkout that only touches the file leaves it.
# The old one stays until the new one is whole.
define environment
@if cmp -s $< $@; then touch $@; exit 0; fi; \
if [ -e $@ ]; then rm -rf $(@D).old && mv $(@D) $(@D).old; else rm -rf $(@D); fi; \
$(PYTHON) -m venv $(@D) && \
$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $< || { \
	rm -rf $(@D); if [ -d $(@D).old ]; then mv $(@D).old $(@D); fi; \
	echo "$<: not installed; the environment is as it was before" >&2; exit 1; }; \
$(@D)/bin/python -m compileall -q -j 0 $(@D)/lib > /dev/null || true; \
cp $< $@ && rm -rf $(@D).old
endef

$(INSTALLED): requirements.lock
	$(environment)

$(ARELLE): requirements-arelle.lock
	$(environment)

$(SUPERSET): requirements-superset.lock
	$(environment)

$(SPARK): requirements-spark.lock
	$(environment)
