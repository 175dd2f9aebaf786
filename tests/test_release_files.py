"""What a release writes it reads back; what not every client can read it refuses."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import frictionless
import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
import release_files
from release_store import ReleaseError

KEYS = {"awkward": ("id",), "empty": ("id",)}
ROWS = [
    (1, "a,b", "12.3450", "2025-06-30", True),
    (2, 'said "x"', "-0.0001", "1999-12-31", False),
    (3, "two\nlines", None, None, None),
    (4, "", "0.0000", "2025-01-01", True),
    (5, None, "99999999999999.9999", "2025-01-01", True),
    (6, "△7.3% 約440強", "1.0000", "2025-01-01", True),
    (7, "= 1 + 1", "1.0000", "2025-01-01", True),
    (8, "007", "1.0000", "2025-01-01", True),
    (9, " null ", "1.0000", "2025-01-01", True),
    (10, "'", "1.0000", "2025-01-01", True),
    (11, '=HYPERLINK("http://x.invalid","x")', "-1.0000", "2025-01-01", True),
    (12, "+α", "1.0000", "2025-01-01", True),
    (13, "-うち構築", "1.0000", "2025-01-01", True),
    (14, "@SUM(1,1)", "1.0000", "2025-01-01", True),
    (15, "＝全角", "1.0000", "2025-01-01", True),
    (16, " \u3000\u200b＋1", "1.0000", "2025-01-01", True),
    (17, "\tTab", "1.0000", "2025-01-01", True),
    (18, "\rReturn", "1.0000", "2025-01-01", True),
    (19, "'=1", "1.0000", "2025-01-01", True),
    (20, "''", "1.0000", "2025-01-01", True),
    (21, "a=1", "1.0000", "2025-01-01", True),
]
IDENTITY = {"deck": "iij_1q25", "content_sha256": "0" * 64}
FORMULA = tuple("=+-@＝＋－＠\t\r\n")


@pytest.fixture
def built() -> Iterator[duckdb.DuckDBPyConnection]:
    """A build with texts that files like to spoil, and a mart without rows."""
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute("attach ':memory:' as built; create schema built.marts")
        columns = '(id integer, "order" varchar, value decimal(18, 4), on_day date, flag boolean)'
        for mart in KEYS:
            connection.execute(f"create table built.marts.{mart} {columns}")
        connection.executemany("insert into built.marts.awkward values (?, ?, ?, ?, ?)", ROWS)
        connection.execute("comment on table built.marts.awkward is 'It''s \"quoted\".'")
        yield connection


@pytest.fixture
def written(built: duckdb.DuckDBPyConnection, tmp_path: Path) -> tuple[list[release_files.Mart], Path]:
    marts = release_files.marts_in(built, "built", KEYS)
    release_files.write_tables(built, marts, tmp_path)
    release_files.write_package(marts, tmp_path, IDENTITY)
    release_files.write_parquet(built, marts, tmp_path, IDENTITY)
    release_files.write_database(built, marts, tmp_path / release_files.DATABASE)
    return marts, tmp_path


def test_awkward_texts_survive_every_format(
    built: duckdb.DuckDBPyConnection, written: tuple[list[release_files.Mart], Path]
) -> None:
    marts, folder = written
    release_files.assert_written(built, marts, folder)
    with duckdb.connect(folder / release_files.DATABASE, read_only=True) as connection:
        assert connection.execute('select "order" from awkward order by id').fetchall() == [(row[1],) for row in ROWS]
        assert ('It\'s "quoted".',) in connection.execute("select comment from duckdb_tables()").fetchall()
    assert release_files.keys_in_package(folder) == KEYS


def test_no_text_of_a_csv_starts_a_formula_and_each_reads_back_as_it_was(
    written: tuple[list[release_files.Mart], Path],
) -> None:
    """Read as datapackage.json says, by others than the one that wrote."""
    _, folder = written
    with (folder / "csv/awkward.csv").open(encoding="utf-8-sig", newline="") as handle:
        found = list(csv.DictReader(handle))
    assert not [row for row in found if row["order"].lstrip().startswith(FORMULA)]
    mark = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["formulaGuard"]["prefix"]
    assert [row["order"].removeprefix(mark) for row in found] == [row[1] or "" for row in ROWS]
    # a text that starts nothing is as it was, and a number or a date is one whatever its sign
    assert {row["order"] for row in found} >= {"a=1", "007", "△7.3% 約440強"}
    assert {row["value"] for row in found} >= {"-0.0001", "-1.0000"}
    assert {row["on_day"] for row in found} >= {"1999-12-31"}


def test_files_say_of_which_release_they_are_and_in_which_units(
    built: duckdb.DuckDBPyConnection, written: tuple[list[release_files.Mart], Path]
) -> None:
    _, folder = written
    rows = built.execute(f"select key, value from parquet_kv_metadata('{folder / 'parquet/awkward.parquet'}')").fetchall()
    metadata = {key.decode(): value.decode() for key, value in rows}
    assert metadata["description"] == 'It\'s "quoted".'
    assert json.loads(metadata["primary_key"]) == ["id"]
    assert json.loads(metadata["columns"]).keys() == {"id", "order", "value", "on_day", "flag"}
    assert json.loads(metadata["units"]) == {}
    assert metadata.items() >= IDENTITY.items()
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["release"] == IDENTITY
    assert frictionless.Package.from_descriptor(package).to_descriptor()["release"] == IDENTITY


def spoil_csv(folder: Path) -> None:
    path = folder / "csv/awkward.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace('4,"",', "4,,"), encoding="utf-8-sig")


def lose_a_row(folder: Path) -> None:
    path = folder / "parquet/awkward.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"copy (select * from read_parquet('{path}') where id < 10) to '{path}.new' (format parquet)")
    Path(f"{path}.new").replace(path)


def double_a_row(folder: Path) -> None:
    with duckdb.connect(folder / release_files.DATABASE) as connection:
        connection.execute("insert into marts.awkward from marts.awkward where id = 3")


def put_a_row_in_place_of_another(folder: Path) -> None:
    with duckdb.connect(folder / release_files.DATABASE) as connection:
        connection.execute("insert into marts.awkward from marts.awkward where id = 3")
        connection.execute("delete from marts.awkward where id = 4")


@pytest.mark.parametrize(
    ("spoil", "file"),
    [
        (spoil_csv, "csv/awkward.csv"),
        (lose_a_row, "parquet/awkward.parquet"),
        (double_a_row, "kessan.duckdb"),
        (put_a_row_in_place_of_another, "kessan.duckdb"),
    ],
)
def test_a_file_that_is_not_as_built_is_noticed(
    built: duckdb.DuckDBPyConnection,
    written: tuple[list[release_files.Mart], Path],
    spoil: Callable[[Path], None],
    file: str,
) -> None:
    marts, folder = written
    spoil(folder)
    with pytest.raises(ReleaseError, match=file):
        release_files.assert_written(built, marts, folder)


@pytest.mark.parametrize(
    ("statement", "keys", "message"),
    [
        ("create table built.marts.more (id integer)", KEYS, "do not agree on which marts there are: more"),
        ("drop table built.marts.empty", KEYS, "do not agree on which marts there are: empty"),
        ("select 1", KEYS | {"empty": ()}, "mart empty declares no key"),
        ("alter table built.marts.empty add column parts integer[]", KEYS, "empty.parts is INTEGER[]"),
    ],
)
def test_a_mart_that_cannot_be_released_is_named(
    built: duckdb.DuckDBPyConnection, statement: str, keys: dict[str, tuple[str, ...]], message: str
) -> None:
    built.execute(statement)
    with pytest.raises(ReleaseError) as error:
        release_files.marts_in(built, "built", keys)
    assert message in str(error.value)


NAMES = ("revenue_mn", "per_share", "shares", "x_pct", "x_pt", "data_gb", "lines")


def test_a_name_says_its_unit() -> None:
    units = {name: release_files.Column(name, "INTEGER", "").unit for name in NAMES}
    assert units == {
        "revenue_mn": "million of the row's currency, as in column currency",
        "per_share": "the row's currency, as in column currency, for one share",
        "shares": "shares",
        "x_pct": "%",
        "x_pt": "percentage points",
        "data_gb": "GB",
        "lines": None,
    }
