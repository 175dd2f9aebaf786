"""Clients that people use read the warehouse as it is: SQLAlchemy and pandas, and older versions of DuckDB."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal

import pandas
import pytest
import sqlalchemy
from clients import client_path
from conftest import ROOT, Project
from sqlalchemy import Engine, Table, inspect, select


@pytest.fixture
def engine(built: Project) -> Iterator[Engine]:
    engine = sqlalchemy.create_engine(f"duckdb:///{built.warehouse}", connect_args={"read_only": True})
    yield engine
    engine.dispose()


@pytest.fixture
def income_statement(engine: Engine) -> Table:
    return Table("income_statement", sqlalchemy.MetaData(), schema="marts", autoload_with=engine)


def test_sqlalchemy_reflects_tables_columns_types_and_comments(built: Project, engine: Engine) -> None:
    tables = dict(built.query("select table_name, comment from duckdb_tables() where schema_name = 'marts'"))
    columns: dict[str, dict[str, tuple[str, str]]] = {}
    for table, column, data_type, comment in built.query(
        "select table_name, column_name, data_type, comment from duckdb_columns() where schema_name = 'marts'"
    ):
        columns.setdefault(table, {})[column] = (data_type.replace("DECIMAL", "NUMERIC").replace(",", ", "), comment)

    inspector = inspect(engine)
    assert sorted(inspector.get_table_names(schema="marts")) == sorted(tables)
    for table, comment in tables.items():
        assert inspector.get_table_comment(table, schema="marts") == {"text": comment}
        reflected = {
            column["name"]: (column["type"].compile(engine.dialect), column["comment"])
            for column in inspector.get_columns(table, schema="marts")
        }
        assert reflected == columns[table], table
    assert len(tables) >= 15
    assert sum(len(names) for names in columns.values()) >= 250


def test_pandas_reads_numbers_dates_and_text_as_such(engine: Engine, income_statement: Table) -> None:
    columns = income_statement.c
    query = select(columns.period, columns.fiscal_year, columns.starts_on, columns.amount_mn, columns.yoy_pct).where(
        columns.line_item == "revenue", columns.basis == "actual", columns.period_type == "quarter"
    )
    frame = pandas.read_sql(query.order_by(columns.starts_on), engine, parse_dates=["starts_on"], index_col="period")
    assert {name: dtype.kind for name, dtype in frame.dtypes.items()} == {
        "fiscal_year": "i",
        "starts_on": "M",
        "amount_mn": "f",
        "yoy_pct": "f",
    }
    assert frame.loc["1Q25"].to_dict() == {
        "fiscal_year": 2025,
        "starts_on": pandas.Timestamp(2025, 4, 1),
        "amount_mn": 76821.0,
        "yoy_pct": 6.67,
    }
    # a rate that is undefined is missing, never 0
    assert frame["yoy_pct"].isna().any()

    exact = pandas.read_sql(query.order_by(columns.starts_on.desc()).limit(1), engine, coerce_float=False)
    assert exact["amount_mn"].tolist() == [Decimal("76821.000000")]


def test_sqlalchemy_cannot_write_to_a_file_opened_read_only(engine: Engine, income_statement: Table) -> None:
    with engine.connect() as connection, pytest.raises(sqlalchemy.exc.ProgrammingError, match="read-only"):
        connection.execute(income_statement.delete())


@pytest.mark.parametrize("version", ["1.4.5", "1.5.6"])
def test_an_older_duckdb_gives_what_the_readme_shows(built: Project, version: str) -> None:
    env = os.environ | {"PYTHONPATH": str(client_path(version))}
    loaded = subprocess.run(
        [sys.executable, "-c", "import duckdb; print(duckdb.__version__)"], env=env, capture_output=True, text=True, check=True
    )
    assert loaded.stdout.strip() == version
    done = subprocess.run(
        [sys.executable, ROOT / "scripts/render_readme.py", "--check", "--warehouse", built.warehouse],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
