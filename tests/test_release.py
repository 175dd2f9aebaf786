"""What BI reads: whole, described, readable by old clients, the same bytes from the same figures."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import frictionless
import pyarrow.parquet
import pytest
from clients import client_path
from conftest import ROOT, Project, made_once
from frictionless import Package, system
from landed import LANDINGS, copy_of_project, land

sys.path.insert(0, str(ROOT / "scripts"))
from release_csv import GUARD

# the first and the last Python for which the package registry has each DuckDB; CI's Python is in all of these
CLIENTS = {
    "1.0.0": ((3, 7), (3, 12)),
    "1.1.3": ((3, 7), (3, 13)),
    "1.3.2": ((3, 7), (3, 13)),
    "1.4.5": ((3, 9), (3, 14)),
    "1.5.6": ((3, 10), (3, 14)),
    "2.0.0": ((3, 11), (3, 14)),
}


def current(project: Project) -> Path:
    return project.releases / "current"


def manifest(project: Project) -> dict:
    return json.loads((current(project) / "manifest.json").read_text(encoding="utf-8"))


def query(path: Path, sql: str) -> list[tuple]:
    with duckdb.connect(path, read_only=True) as connection:
        return connection.execute(sql).fetchall()


def marts(project: Project) -> list[str]:
    found = query(
        current(project) / "kessan.duckdb", "select table_name from duckdb_tables() where schema_name = 'marts' order by 1"
    )
    assert len(found) > 10
    return [name for (name,) in found]


ASK = """
import duckdb, json
with duckdb.connect("releases/current/kessan.duckdb", read_only=True) as connection:
    tables = connection.execute("select table_name, comment from duckdb_tables() where schema_name = 'marts' order by 1").fetchall()
    columns = connection.execute(
        "select table_name, column_name, data_type, comment from duckdb_columns() where schema_name = 'marts' order by 1, 2"
    ).fetchall()
    rows = {name: connection.execute(f"from {name}").fetchall() for name, _ in [*tables, ("release", None)]}
print(json.dumps([duckdb.__version__, tables, columns, rows], default=str))
"""


@pytest.mark.parametrize("version", CLIENTS)
def test_every_duckdb_since_1_0_reads_the_same(released: Project, version: str) -> None:
    first, last = CLIENTS[version]
    if not first <= sys.version_info[:2] <= last:
        pytest.skip(f"the package registry has no duckdb {version} for this Python")
    there, here = (released.run(sys.executable, "-c", ASK, PYTHONPATH=path) for path in (str(client_path(version)), ""))
    assert there.returncode == 0, there.stderr
    (asked, *seen), (_, *expected) = json.loads(there.stdout), json.loads(here.stdout)
    assert asked == version
    assert len(expected[0]) > 10
    assert seen == expected


def test_parquet_and_csv_hold_the_rows_of_the_database(released: Project) -> None:
    """Read by others than the one that wrote them: Arrow, and the data package by Frictionless."""
    with duckdb.connect(current(released) / "kessan.duckdb", read_only=True) as connection, system.use_context(trusted=True):
        package = Package(current(released) / "datapackage.json")
        assert sorted(package.resource_names) == marts(released)
        compared = 0
        for resource in package.resources:
            relation = connection.sql(f"select * from marts.{resource.name}")
            names, rows = relation.columns, relation.fetchall()
            table = pyarrow.parquet.read_table(current(released) / f"parquet/{resource.name}.parquet")
            assert [tuple(row[name] for name in names) for row in table.to_pylist()] == rows, resource.name
            # Frictionless reads an empty text as missing; it knows no mark that keeps a text from being a formula
            read = [tuple(unmarked(row[name]) for name in names) for row in resource.read_rows()]
            assert read == [tuple(None if value == "" else value for value in row) for row in rows], resource.name
            compared += len(rows)
    assert compared > 5000


def unmarked(cell: object) -> object:
    """A cell of a CSV as datapackage.json says to read it."""
    return cell.removeprefix(GUARD["prefix"]) if isinstance(cell, str) else cell


@pytest.fixture(scope="module")
def released_labels(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A release with labels that a spreadsheet would take for formulas."""

    def make(root: Path) -> None:
        project = copy_of_project(root)
        land(project, LANDINGS / "cases/csv_formula")
        result = project.release("create", "--no-report")
        assert result.returncode == 0, result.stderr

    return Project(made_once(tmp_path_factory, "released_labels", make))


def test_a_double_click_on_a_csv_starts_no_formula(released_labels: Project) -> None:
    """And every cell reads back as it was."""
    guarded = 0
    with duckdb.connect(current(released_labels) / "kessan.duckdb", read_only=True) as connection:
        for mart in marts(released_labels):
            relation = connection.sql(f"select columns(*)::varchar from marts.{mart}")
            texts = [kind == "VARCHAR" for kind in connection.table(f"marts.{mart}").types]
            with (current(released_labels) / f"csv/{mart}.csv").open(encoding="utf-8-sig", newline="") as handle:
                header, *rows = csv.reader(handle)
            assert header == relation.columns
            started = [
                cell
                for row in rows
                for cell, is_text in zip(row, texts, strict=True)
                if is_text and re.match(r"[\s\u200b]*[=+@＝＋－＠-]|[\t\r\n]", cell)
            ]
            assert started == [], mart
            read = [[unmarked(cell) if text else cell for cell, text in zip(row, texts, strict=True)] for row in rows]
            assert read == [["" if cell is None else cell for cell in row] for row in relation.fetchall()], mart
            guarded += sum(cell.startswith("'") for row in rows for cell in row)
    assert guarded > 10
    labels = query(
        current(released_labels) / "kessan.duckdb", "select label from figure_audit where deck = 'hst_1q25' order by seq"
    )
    assert [label for (label,) in labels] == [row["label"] for row in released_labels.rows(Path("seeds/decks/hst_1q25.csv"))]


def test_parquet_is_typed_and_compressed(released: Project) -> None:
    schema = pyarrow.parquet.read_schema(current(released) / "parquet/facts.parquet")
    assert str(schema.field("value").type) == "decimal128(18, 6)"
    assert str(schema.field("ends_on").type) == "date32[day]"
    read = [pyarrow.parquet.ParquetFile(path).metadata for path in (current(released) / "parquet").iterdir()]
    groups = [metadata.row_group(index) for metadata in read for index in range(metadata.num_row_groups)]
    assert len(groups) > 10
    assert {group.column(index).compression for group in groups for index in range(group.num_columns)} == {"ZSTD"}


def test_the_data_package_describes_every_column_and_validates(released: Project) -> None:
    with system.use_context(trusted=True):
        report = frictionless.validate(current(released) / "datapackage.json")
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])[:5]
    assert report.stats["tasks"] == len(marts(released))
    package = json.loads((current(released) / "datapackage.json").read_text(encoding="utf-8"))
    units = set()
    for resource in package["resources"]:
        assert resource["description"], resource["name"]
        assert resource["schema"]["primaryKey"], resource["name"]
        for field in resource["schema"]["fields"]:
            assert field["description"], f"{resource['name']}.{field['name']}"
            units.add((field["name"].rpartition("_")[2], field.get("unit")))
    assert {("mn", "million of the row's currency, as in column currency"), ("pct", "%"), ("item", None)} <= units
    assert package["formulaGuard"] == GUARD


def test_money_stands_beside_its_currency(released: Project) -> None:
    """A unit that points to the row's currency needs one in the row."""
    package = json.loads((current(released) / "datapackage.json").read_text(encoding="utf-8"))
    names = {resource["name"]: [field["name"] for field in resource["schema"]["fields"]] for resource in package["resources"]}
    money = ("_mn", "per_share", "dividend")
    with_money = [mart for mart, columns in names.items() if any(column.endswith(money) for column in columns)]
    assert len(with_money) >= 10
    assert [mart for mart in with_money if "currency" not in names[mart]] == []


def test_a_wrong_cell_makes_the_data_package_invalid(next_release: Project) -> None:
    path = current(next_release) / "csv/facts.csv"
    path.chmod(0o644)
    content = path.read_text(encoding="utf-8-sig")
    path.write_text(content.replace(",8621.000000,", ",about 8621,", 1), encoding="utf-8-sig")
    with system.use_context(trusted=True):
        assert not frictionless.validate(current(next_release) / "datapackage.json").valid


def test_a_csv_opens_in_excel_as_utf8(released: Project) -> None:
    for name in marts(released):
        content = (current(released) / f"csv/{name}.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert not content.startswith(b"\xef\xbb\xbf\xef\xbb\xbf")


def test_the_default_schema_shows_every_mart(released: Project) -> None:
    """For tools that list one schema only; with the comments, which some of them show."""
    path = current(released) / "kessan.duckdb"
    views = query(path, "select view_name, comment from duckdb_views() where not internal and schema_name = 'main' order by 1")
    tables = query(path, "select table_name, comment from duckdb_tables() order by 1")
    assert sorted([*tables, ("release", None)]) == views
    uncommented = (
        "select table_name, column_name from duckdb_columns() where not internal and table_name <> 'release' and comment is null"
    )
    assert query(path, uncommented) == []
    assert query(path, "select release from release") == [(manifest(released)["release"],)]


def test_the_manifest_says_what_was_made_from_what_and_checked(released: Project) -> None:
    said = manifest(released)
    assert said["release"] == current(released).readlink().name
    for path, digest in said["seeds"].items():
        assert hashlib.sha256((released.root / path).read_bytes()).hexdigest() == digest
    assert set(said["seeds"]) == {path.relative_to(released.root).as_posix() for path in (released.root / "seeds").rglob("*.csv")}
    assert said["decks"] == {"iij_1q25": said["seeds"]["seeds/decks/iij_1q25.csv"]}
    assert said["versions"]["duckdb"] == duckdb.__version__
    assert {node["status"] for node in said["nodes"]} == {"success", "pass"}
    path = current(released) / "kessan.duckdb"
    counts = query(path, "select kind, status, count(*) from tie_outs group by all order by all")
    assert [tuple(check.values()) for check in said["checks"]] == counts
    assert sum(check["count"] for check in said["checks"] if check["status"] == "consistent") > 700
    assert len(said["known_discrepancies"]) == query(path, "select count(*) from tie_outs where status <> 'consistent'")[0][0]
    assert all(known["evidence"] for known in said["known_discrepancies"])


def test_sha256sum_agrees(released: Project) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=current(released), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    listed = [line.split("  ")[1] for line in (current(released) / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    there = [path.relative_to(current(released)).as_posix() for path in current(released).rglob("*") if path.is_file()]
    assert sorted([*listed, "SHA256SUMS"]) == sorted(there)


def test_the_report_is_drawn_from_the_release(released: Project, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    done = released.run(sys.executable, "scripts/report.py", "--warehouse", current(released) / "kessan.duckdb", "--output", page)
    assert done.returncode == 0, done.stderr
    assert (current(released) / "report.html").read_bytes() == page.read_bytes()
