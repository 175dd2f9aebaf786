"""The same project on Spark: every mart has the rows that DuckDB gives, decimals included."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest
from conftest import NOT_COPIED, Project, environment
from landed import three_companies

asked = os.environ.get("KESSAN_SPARK") == "1"
pytestmark = pytest.mark.skipif(not asked, reason="`make test-spark` asks for it")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Path]:
    """Three companies on DuckDB, and the folder of the marts that Spark made of the same seeds."""
    on_duckdb = three_companies(tmp_path_factory)
    root = tmp_path_factory.mktemp("spark") / "kessan"
    shutil.copytree(on_duckdb.root, root, ignore=NOT_COPIED)
    done = subprocess.run(
        [environment("spark") / "dbt", "--no-use-colors", "build", "--target", "spark"],
        cwd=root,
        env=Project(root).env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:]
    return on_duckdb, root / "warehouse/spark/marts.db"


def test_every_mart_has_the_same_rows(both: tuple[Project, Path]) -> None:
    on_duckdb, folder = both
    with duckdb.connect(on_duckdb.warehouse, read_only=True) as connection:
        marts = [
            name
            for (name,) in connection.sql(
                "select table_name from duckdb_tables() where schema_name = 'marts' order by table_name"
            ).fetchall()
        ]
        assert {"income_statement", "balance_sheet", "facts", "tie_outs", "figure_audit", "derivations"} <= set(marts)
        compared = 0
        for mart in marts:
            ours, theirs = f"marts.{mart}", f"read_parquet('{folder / mart}/*.parquet')"
            columns = [(name, str(kind)) for name, kind, *_ in connection.sql(f"describe {ours}").fetchall()]
            on_spark = [(name, str(kind)) for name, kind, *_ in connection.sql(f"describe select * from {theirs}").fetchall()]
            assert on_spark == columns, mart
            differing = connection.sql(
                f"(select * from {ours} except all select * from {theirs})"
                f" union all (select * from {theirs} except all select * from {ours}) limit 5"
            ).fetchall()
            assert not differing, (mart, differing)
            compared += connection.sql(f"select count(*) from {ours}").fetchall()[0][0]
    assert compared > 10000
