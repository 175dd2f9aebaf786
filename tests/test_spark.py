"""The same project on Spark: every mart has the rows that DuckDB gives, decimals included."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest
from conftest import NOT_COPIED, Project, environment
from generating.archive import write_archive
from generating.companies import generate
from landed import three_companies
from test_archive import NUMBERS, SEED, WRONG, company_of

asked = os.environ.get("KESSAN_SPARK") == "1"
# companies in the archive; those of short histories first, so that a few take little
COUNT = int(os.environ.get("KESSAN_SPARK_COMPANIES", "4"))
ARCHIVED = [*NUMBERS, *(number for number in range(1, COUNT + 1) if number not in NUMBERS)][:COUNT]
# what optimises the code of hours takes half of the time of minutes
QUICK = {"JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}
pytestmark = pytest.mark.skipif(not asked, reason="`make test-spark` asks for it")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Path]:
    """Three companies and an archive on DuckDB, and the folder of the marts that Spark made of the same files."""
    root = tmp_path_factory.mktemp("spark") / "kessan"
    shutil.copytree(three_companies(tmp_path_factory).root, root, ignore=NOT_COPIED)
    # of the generated ones the first has a wrong figure, and the last no profile
    write_archive(root / "archive", [generate(number, SEED, wrong=number == WRONG) for number in ARCHIVED])
    (root / "archive" / company_of(ARCHIVED[-1]) / "companies.parquet").unlink()
    archive = ("--vars", "archive: archive")
    on_duckdb = Project(root)
    landed = on_duckdb.dbt("build", *archive)
    assert landed.returncode == 0, landed.stdout
    done = subprocess.run(
        [environment("spark") / "dbt", "--no-use-colors", "build", "--target", "spark", *archive],
        cwd=root,
        env=Project(root).env | (QUICK if COUNT < 10 else {}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:]
    held = f"archive: 2 of {COUNT} companies are held back"
    assert held in landed.stdout
    assert held in done.stdout
    return on_duckdb, root / "warehouse/spark/marts.db"


def test_every_mart_has_the_same_rows(both: tuple[Project, Path]) -> None:
    on_duckdb, folder = both
    with duckdb.connect(on_duckdb.warehouse, read_only=True) as connection:
        marts = [
            name
            for (name,) in connection.sql(
                "select table_name from information_schema.tables where table_schema = 'marts' order by table_name"
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
