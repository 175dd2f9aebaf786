"""The dashboard in a real Superset: what it shows is what the marts have. Slow, so only with `make test-superset`."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from conftest import ROOT, Project
from reporting.browser import INSTALL, installed, launched
from supersets import BIN, Shown, names_of_charts, opened, running

DASHBOARD = ROOT / "dashboards"
asked = os.environ.get("KESSAN_SUPERSET") == "1"
only_if_asked = pytest.mark.skipif(not asked, reason="starts Superset for minutes: make test-superset")

QUARTER = "period_type = 'quarter' and basis = 'actual' and company = 'iij'"
LABEL = "concat(fiscal_year, ' Q', fiscal_quarter)"
# what each chart has to show, asked of the release; a quarter of which only some parts are known is no stack
EXPECTED = {
    "Income statement": """
        select period, revenue_mn, gross_profit_mn, operating_profit_mn, profit_before_tax_mn, profit_attributable_to_owners_mn,
            gross_margin_pct, operating_margin_pct, revenue_yoy_pct, operating_profit_yoy_pct
        from marts.quarterly_results where company = 'iij' and operating_profit_mn is not null
    """,
    "Revenue and operating profit": f"""
        select {LABEL} as quarter_label, revenue_mn as "Revenue", operating_profit_mn as "Operating profit"
        from marts.quarterly_results
        where company = 'iij' and revenue_mn is not null
    """,
    "Margins, %": f"""
        select {LABEL} as quarter_label, gross_margin_pct as "Gross margin, %", operating_margin_pct as "Operating margin, %"
        from marts.quarterly_results
        where company = 'iij' and gross_margin_pct is not null
    """,
    "Revenue by segment": f"""
        select fiscal_year || ' Q' || quarter[1] as quarter_label, name_en, revenue_mn from marts.segment_results
        where {QUARTER} and segment <> 'consolidated' and adds_up and revenue_mn is not null
    """,
    "Gross margin by segment, %": f"""
        select fiscal_year || ' Q' || quarter[1] as quarter_label, name_en, gross_margin_pct from marts.segment_results
        where {QUARTER} and gross_profit_mn is not null
    """,
    "Orders": f"""
        select {LABEL} as quarter_label, name_en, orders_mn from marts.order_book
        where {QUARTER} and stream <> 'systems_integration' and orders_mn is not null
    """,
    "Order backlog": f"""
        select {LABEL} as quarter_label, name_en, backlog_mn from marts.order_book
        where {QUARTER} and stream <> 'systems_integration' and adds_up and backlog_mn is not null
    """,
    "Mobile lines": f"""
        select {LABEL} as quarter_label, name_en, lines from marts.mobile_subscriptions
        where {QUARTER} and line_of_business <> 'total' and lines is not null
    """,
    "Mobile revenue": f"""
        select {LABEL} as quarter_label, name_en, revenue_mn from marts.mobile_subscriptions
        where {QUARTER} and line_of_business <> 'total' and revenue_mn is not null
    """,
    "Guidance": """
        select name_en, target_period, amount_mn, year_ago_mn, yoy_pct, actual_to_date_mn, progress_pct,
            year_ago_progress_pct, stated
        from marts.guidance
        where company = 'iij' and basis = 'forecast' and target_period_type = 'year' and amount_mn is not null
    """,
}


@pytest.fixture(scope="session")
def shown(released: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    path = installed()
    assert path, f"no Chrome or Chromium; install one: {INSTALL}"
    assert (BIN / "superset").is_file(), "no Superset: make superset"
    home = tmp_path_factory.mktemp("superset")
    warehouse = released.releases / "current/kessan.duckdb"
    with running(warehouse, home) as superset, launched(path) as browser:
        yield opened(browser, superset, names_of_charts(home))


Cells = set[tuple[Any, str, Any]]


def plain(value: Any) -> Any:  # noqa: ANN401
    """A value as both sides have it: numbers to six decimals."""
    return round(float(value), 6) if isinstance(value, Decimal | int | float) else value


def cells(rows: list[dict[str, Any]]) -> Cells:
    """Every cell of an answer: the row by its first column, the name of the column, what stands there."""
    return {
        (next(iter(row.values())), name, plain(value)) for row in rows for name, value in list(row.items())[1:] if value is not None
    }


def expected(connection: duckdb.DuckDBPyConnection, query: str) -> Cells:
    """The same of the marts; where the second column names a series, a column for each series."""
    result = connection.execute(query)
    names = [column[0] for column in result.description]
    rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    if names[:2] == ["quarter_label", "name_en"]:
        return cells([{"quarter_label": row["quarter_label"], row["name_en"]: row[names[2]]} for row in rows])
    return cells(rows)


def test_no_chart_rounds_a_per_cent_again() -> None:
    """A margin of 7.8507 is 7.85 in the mart and 7.9 in the deck: with one decimal a chart would make 7.8 of it."""
    formats = {path.stem: path.read_text(encoding="utf-8") for path in (DASHBOARD / "charts").glob("*.yaml")}
    assert sum(",.2f" in text for text in formats.values()) >= 4
    assert [name for name, text in formats.items() if ",.1f" in text] == []


@only_if_asked
@pytest.mark.parametrize("chart", EXPECTED)
def test_a_chart_shows_the_numbers_of_the_marts(shown: Shown, released: Project, chart: str) -> None:
    assert shown.errors == []
    with duckdb.connect(released.releases / "current/kessan.duckdb", read_only=True) as connection:
        there = expected(connection, EXPECTED[chart])
    assert len(there) >= 10
    answer = shown.answers[chart]
    assert cells(answer) == there
    quarters = [row["quarter_label"] for row in answer if "quarter_label" in row]
    assert quarters == sorted(quarters)


@only_if_asked
def test_every_chart_is_drawn(shown: Shown) -> None:
    assert set(shown.answers) == set(EXPECTED)
    text = shown.page.inner_text("body")
    for failure in ("Unexpected error", "Data error", "No results were returned"):
        assert failure not in text


def test_every_chart_is_tested() -> None:
    charts = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in (DASHBOARD / "charts").glob("*.yaml")]
    assert {chart["slice_name"] for chart in charts} == set(EXPECTED)


def test_the_pack_has_columns_and_comments_of_the_marts(built: Project, tmp_path: Path) -> None:
    output = tmp_path / "dashboard.zip"
    arguments = ("scripts/dashboard.py", "--warehouse", built.warehouse, "--database", "/data/kessan.duckdb", "--output", output)
    done = built.run(sys.executable, *arguments)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(output) as file:
        files = {name: yaml.safe_load(file.read(name)) for name in file.namelist()}
    assert files["kessan/databases/Kessan.yaml"]["sqlalchemy_uri"] == "duckdb:////data/kessan.duckdb?access_mode=read_only"
    datasets = [content for name, content in files.items() if "/datasets/" in name]
    assert len(datasets) == 5
    for dataset in datasets:
        assert dataset["description"]
        assert all(column["description"] for column in dataset["columns"]), dataset["table_name"]
    before = output.read_bytes()
    output.unlink()
    assert built.run(sys.executable, *arguments).returncode == 0
    assert output.read_bytes() == before, "the same files give the same bytes"


@pytest.mark.parametrize(
    ("table", "message"), [("order_book", "has no marts.order_book"), (None, "does not exist; run `make release` first")]
)
def test_what_cannot_be_packed_is_told(built: Project, tmp_path: Path, table: str | None, message: str) -> None:
    warehouse = tmp_path / "kessan.duckdb"
    if table:
        warehouse.write_bytes(built.warehouse.read_bytes())
        with duckdb.connect(warehouse) as connection:
            connection.execute(f"drop table marts.{table}")
    done = subprocess.run(
        [sys.executable, ROOT / "scripts/dashboard.py", "--warehouse", warehouse, "--output", tmp_path / "out.zip"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert message in " ".join(done.stderr.replace("│", " ").split())
    assert not (tmp_path / "out.zip").exists()
