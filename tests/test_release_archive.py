"""A release of many companies: what is held back is named, what changed is told by company, and PostgreSQL loads it alone."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import duckdb
import pyarrow.dataset
import pytest
from conftest import ROOT, Project, made_once
from frictionless import Package, system
from generating.archive import write_archive
from generating.companies import generate
from landed import copy_of_project
from release_partitions import ROWS_IN_FILE, files_of
from test_archive import NUMBERS, SEED, WRONG, company_of, rewrite
from test_postgres import Server, empty, load, server  # noqa: F401

BROKEN = company_of(WRONG)
SOUND = company_of(NUMBERS[1])
OTHERS = [company_of(number) for number in NUMBERS[2:4]]


def current(project: Project) -> Path:
    return project.releases / "current"


def manifest(project: Project) -> dict:
    return json.loads((current(project) / "manifest.json").read_text(encoding="utf-8"))


def archive(project: Project) -> None:
    done = project.run(sys.executable, "scripts/archive.py", "archive")
    assert done.returncode == 0, done.stdout + done.stderr


def release(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    """scripts/release.py, with what dbt builds of the same seeds kept from one release to the next."""
    command = (sys.executable, ROOT / "tests/dying_release.py", project.root / "kept", "", "1", "SIGKILL")
    return project.run(*command, "create", "--archive", "warehouse/archive.duckdb", *arguments)


def released_rows(folder: Path, mart: str) -> Counter:
    """Read by another than the one that wrote."""
    table = pyarrow.dataset.dataset(folder / "parquet" / mart, format="parquet").to_table()
    return Counter(zip(*(column.to_pylist() for column in table.columns), strict=True))


def kept_rows(project: Project) -> dict[str, Counter]:
    with duckdb.connect(project.root / "warehouse/archive.duckdb", read_only=True) as connection:
        marts = connection.sql("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()
        return {mart: Counter(connection.sql(f"from marts.{mart}").fetchall()) for (mart,) in marts}


@pytest.fixture(scope="module")
def released_archive(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Four companies, one with a wrong figure, built and released."""

    def make(root: Path) -> None:
        project = copy_of_project(root)
        write_archive(root / "archive", [generate(number, SEED, wrong=number == WRONG) for number in NUMBERS[:4]])
        archive(project)
        done = release(project)
        assert done.returncode == 0, done.stderr
        assert "1 companies are held back" in done.stdout
        assert "xbrl are left out" in done.stdout

    return Project(made_once(tmp_path_factory, "released_archive", make))


@pytest.fixture
def again(released_archive: Project, tmp_path: Path) -> Project:
    """The same, to change the archive and release the next one."""
    shutil.copytree(released_archive.root, tmp_path / "kessan", symlinks=True)
    return Project(tmp_path / "kessan")


def test_every_format_has_the_rows_that_are_kept(released_archive: Project) -> None:
    kept = kept_rows(released_archive)
    with duckdb.connect(current(released_archive) / "kessan.duckdb", read_only=True) as connection:
        for mart, rows in kept.items():
            assert released_rows(current(released_archive), mart) == rows, mart
            assert Counter(connection.sql(f"from {mart}").fetchall()) == rows, mart
    assert sum(map(len, kept.values())) > 10_000
    with system.use_context(trusted=True):
        assert sorted(Package(current(released_archive) / "datapackage.json").resource_names) == sorted(kept)


def test_who_is_held_back_is_named_with_the_reasons(released_archive: Project) -> None:
    said = manifest(released_archive)
    assert {row["company"]: row["released"] for row in said["held_back"]} == {BROKEN: "nothing"}
    assert said["archive"]["companies"] == 4
    with (current(released_archive) / "held_back.csv").open(encoding="utf-8", newline="") as handle:
        reasons = list(csv.DictReader(handle))
    (planted,) = generate(WRONG, SEED, wrong=True).wrong
    assert sum(row["rows"] for row in said["held_back"]) == len(reasons)
    assert any(planted["printed"] in row["reason"] for row in reasons)
    assert not any(BROKEN in row for row in released_rows(current(released_archive), "companies"))


def wrong_figures(project: Project, company: str) -> None:
    rewrite(
        project.root / "archive" / company / "figures.parquet",
        "select * replace (case when line_item = 'revenue' and measure = 'level' then replace(printed, '1', '7') else printed end"
        " as printed) from {old}",
    )


def mend(project: Project) -> None:
    """The company with the wrong figure, as its decks print it."""
    shutil.rmtree(project.root / "archive" / BROKEN)
    scratch = project.root / "mended"
    write_archive(scratch, [generate(WRONG, SEED)])
    shutil.move(scratch / BROKEN, project.root / "archive" / BROKEN)


def test_one_company_broken_and_another_mended(again: Project, empty: Server) -> None:  # noqa: F811
    """The broken one keeps its last rows and stops nobody; PostgreSQL loads the mended one alone; then both are mended."""
    first, before = current(again).resolve(), kept_rows(again)
    assert load(again, empty).returncode == 0
    oid = empty.query("select 'marts.facts'::regclass::oid")
    sound = (again.root / "archive" / SOUND / "figures.parquet").read_bytes()
    wrong_figures(again, SOUND)
    mend(again)
    archive(again)
    done = release(again)
    assert done.returncode == 0, done.stderr
    assert {row["company"]: row["released"] for row in manifest(again)["held_back"]} == {SOUND: "the last rows that tied"}
    kept = kept_rows(again)
    for mart, rows in kept.items():
        assert released_rows(current(again), mart) == rows
        if not mart.startswith("time_spine"):
            assert not before[mart] - rows, mart
    diff = json.loads((current(again) / "diff.json").read_text(encoding="utf-8"))
    assert diff["summarised"] and diff["restated"] == 0 and diff["previous"] == first.name
    named = {company for mart in diff["marts"] for company in mart["first_companies"]}
    assert named <= {BROKEN, ""} and BROKEN in named
    facts = next(mart for mart in diff["marts"] if mart["mart"] == "facts")
    assert (facts["rows_added"], facts["rows_gone"], facts["rows_changed"]) == ((kept["facts"] - before["facts"]).total(), 0, 0)

    assert_loads_what_differs(again, empty, before, kept)
    assert empty.query("select 'marts.facts'::regclass::oid") == oid

    # mended: the same rows, and nobody is held back any more
    (again.root / "archive" / SOUND / "figures.parquet").write_bytes(sound)
    archive(again)
    assert release(again).returncode == 0
    assert manifest(again)["held_back"] == []
    assert kept_rows(again) == kept
    done = load(again, empty)
    assert done.returncode == 0 and ": 0 rows" in done.stdout, done.stdout + done.stderr
    done = release(again)
    assert "Nothing changed" in done.stdout

    for command in (("rollback", first.name), ("verify",), ("list",)):
        done = again.release(*command)
        assert done.returncode == 0, done.stderr
    assert current(again).resolve() == first
    assert load(again, empty).returncode == 0
    assert empty.query(f"select count(*) from marts.facts where company = '{BROKEN}'") == [(0,)]
    assert empty.query("select count(*) from marts.tie_out_figures") == [(before["tie_out_figures"].total(),)]


def assert_loads_what_differs(project: Project, server: Server, before: dict, kept: dict) -> None:  # noqa: F811
    """Rows of other companies stay as they lie there."""
    there = set(server.query("select ctid, fact_id from marts.facts"))
    done = load(project, server)
    assert done.returncode == 0, done.stderr
    added = sum((kept[mart] - before[mart]).total() for mart in kept if not mart.startswith("time_spine"))
    loaded = int(done.stdout.partition(" rows")[0].rpartition(" ")[2])
    assert added <= loaded < added + 20_000
    assert there <= set(server.query("select ctid, fact_id from marts.facts"))
    for mart, rows in kept.items():
        with duckdb.connect(project.root / "warehouse/archive.duckdb", read_only=True) as connection:
            names = connection.sql(f"from marts.{mart} limit 0").columns
            texts = ", ".join(f'"{name}"::text' for name in names)
            expected = sorted(map(repr, connection.sql(f"select {texts} from marts.{mart}").fetchall()))
        assert sorted(map(repr, server.query(f"select {texts} from marts.{mart}"))) == expected, mart
        assert rows.total() == len(expected)
    assert server.query("select release from marts.release") == [((project.releases / "current").readlink().name,)]


def test_what_is_too_large_is_left_out_and_said(again: Project, empty: Server) -> None:  # noqa: F811
    done = release(again, "--duckdb-up-to", "0", "--csv-up-to", "0")
    assert done.returncode == 0, done.stderr
    assert "kessan.duckdb is left out" in done.stdout and "csv is left out" in done.stdout
    assert not (current(again) / "kessan.duckdb").exists() and not (current(again) / "csv").exists()
    assert any("kessan.duckdb is left out" in reason for reason in manifest(again)["left_out"])
    assert again.release("verify").returncode == 0
    with system.use_context(trusted=True):
        package = Package(current(again) / "datapackage.json")
        rows = package.get_resource("companies").read_rows()
    assert {row["company"] for row in rows} == {"iij", SOUND, *OTHERS}
    assert load(again, empty).returncode == 0
    assert empty.query("select count(*) from marts.facts") == [(kept_rows(again)["facts"].total(),)]
    # and the next one, with all files, is compared with it
    done = release(again)
    assert done.returncode == 0, done.stderr
    assert (current(again) / "kessan.duckdb").exists()
    path = next((current(again) / "parquet/facts").glob("*.parquet"))
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1])
    done = again.release("verify")
    assert done.returncode == 1 and "parquet/facts/" in done.stderr and ": changed" in done.stderr


def test_a_released_fact_that_changes_stops_the_release(again: Project) -> None:
    """Also where it ties: another quarter's figures under the same names."""
    shutil.rmtree(again.root / "archive" / SOUND)
    archive(again)
    before = current(again).readlink()
    done = release(again)
    assert done.returncode == 1
    assert "changes of released facts" in done.stderr and SOUND in done.stdout
    assert current(again).readlink() == before
    assert release(again, "--accept-changes").returncode == 0
    assert not any(SOUND in row for row in released_rows(current(again), "companies"))


def test_other_rules_and_a_missing_warehouse_are_refused(again: Project) -> None:
    before = current(again).readlink()
    model = again.root / "models/staging/stg_units.sql"
    model.write_text(model.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    done = release(again)
    assert done.returncode == 1 and "were built by other models, macros or seeds" in done.stderr
    done = again.release("create", "--archive", "warehouse/nowhere.duckdb")
    assert done.returncode == 1 and "make archive ARCHIVE=<folder>" in done.stderr
    assert current(again).readlink() == before


def test_what_is_typed_by_hand_keeps_the_strict_rule(again: Project) -> None:
    """A warning of it stops the release of the archive as it stops that of its own."""
    path = again.root / "kept/target/run_results.json"
    results = json.loads(path.read_text(encoding="utf-8"))
    (result,) = (one for one in results["results"] if one["unique_id"].endswith(".assert_no_figure_looks_wrong"))
    result.update(status="warn", message="1 row")
    path.write_text(json.dumps(results), encoding="utf-8")
    before = current(again).readlink()
    done = release(again)
    assert done.returncode == 1
    assert "assert_no_figure_looks_wrong: warn, 1 row" in done.stderr
    assert current(again).readlink() == before


def test_a_file_has_whole_companies_and_one_that_comes_moves_no_other() -> None:
    rows = {f"c{number:04d}": 3_000 for number in range(4_000)}
    files = files_of(rows)
    assert sum(map(len, files)) == len(rows) and [company for file in files for company in file] == sorted(rows)
    assert 0.3 < 3_000 * len(rows) / len(files) / ROWS_IN_FILE < 3
    more = {frozenset(file) for file in files_of(rows | {"c0100a": 3_000})}
    assert len({frozenset(file) for file in files} - more) <= 1
    assert files_of({"a": 10, "b": 10}) == [["a", "b"]] or files_of({"a": 10, "b": 10}) == [["a"], ["b"]]
