"""Tables and views are replaced in place: in a small project of their own, with the macros of this one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, Project

PROJECT = """
name: small
version: "1.0"
profile: small
"""
PROFILES = """
small:
  target: duckdb
  outputs:
    duckdb: {type: duckdb, path: warehouse/kessan.duckdb}
"""


class Small(Project):
    def model(self, name: str, sql: str, materialized: str = "table") -> None:
        (self.root / f"models/{name}.sql").write_text(f"{{{{ config(materialized='{materialized}') }}}}\n{sql}\n", encoding="utf-8")

    def run_models(self) -> int:
        return self.build().returncode

    def build(self) -> subprocess.CompletedProcess[str]:
        return self.dbt("build", "--no-partial-parse")

    def kinds(self) -> dict[str, str]:
        return dict(self.query("select table_name, table_type from information_schema.tables"))


@pytest.fixture
def small(tmp_path: Path) -> Small:
    (tmp_path / "models").mkdir()
    (tmp_path / "macros").mkdir()
    (tmp_path / "warehouse").mkdir()
    shutil.copy(ROOT / "macros/materializations.sql", tmp_path / "macros")
    (tmp_path / "dbt_project.yml").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "profiles.yml").write_text(PROFILES, encoding="utf-8")
    return Small(tmp_path)


def test_what_fails_leaves_what_was_there(small: Small) -> None:
    small.model("kept", "select 1 as n")
    assert small.run_models() == 0
    small.model("kept", "select cast(word as integer) as n from (values ('2'), ('two')) as words (word)")
    assert small.run_models() == 1
    assert small.query("select n from kept") == [(1,)]
    small.model("kept", "select 2 as n")
    assert small.run_models() == 0
    assert small.query("select n from kept") == [(2,)]


def test_a_table_becomes_a_view_and_a_view_a_table(small: Small) -> None:
    small.model("first", "select 1 as n")
    small.model("second", "select n from {{ ref('first') }}", "view")
    assert small.run_models() == 0
    assert small.kinds() == {"first": "BASE TABLE", "second": "VIEW"}
    small.model("first", "select 2 as n", "view")
    small.model("second", "select n from {{ ref('first') }}")
    assert small.run_models() == 0
    assert small.kinds() == {"first": "VIEW", "second": "BASE TABLE"}
    assert small.query("select n from second") == [(2,)]


CONTRACT = """
models:
  - name: kept
    description: A reader's table
    config: {contract: {enforced: true}, persist_docs: {relation: true, columns: true}}
    columns:
      - {name: n, data_type: integer, description: "A company's number"}
      - {name: word, data_type: string}
"""


def test_a_contract_that_is_broken_leaves_what_was_there(small: Small) -> None:
    (small.root / "models/kept.yml").write_text(CONTRACT, encoding="utf-8")
    small.model("kept", "select 'two' as word, 1 as n")
    assert small.run_models() == 0
    for broken, told in (
        ("select 1 as n, 'two' as words", "missing in contract"),
        ("select 1 as n", "missing in definition"),
        ("select cast(1 as bigint) as n, 'two' as word", "data type mismatch"),
    ):
        small.model("kept", broken)
        done = small.build()
        assert done.returncode == 1
        assert "enforced contract that failed" in done.stdout
        assert told in done.stdout
        assert small.query("select n, word from kept") == [(1, "two")]


def test_comments_are_those_of_the_model(small: Small) -> None:
    (small.root / "models/kept.yml").write_text(CONTRACT, encoding="utf-8")
    small.model("kept", "select 1 as n, 'two' as word")
    assert small.run_models() == 0
    assert small.query("select comment from duckdb_tables()") == [("A reader's table",)]
    assert small.query("select column_name, comment from duckdb_columns() where not internal") == [
        ("n", "A company's number"),
        ("word", None),
    ]


def test_a_seed_is_made_anew_from_its_file(small: Small) -> None:
    (small.root / "seeds").mkdir()
    project = small.root / "dbt_project.yml"
    project.write_text(PROJECT + "seeds: {small: {+column_types: {n: string, word: string}}}\n", encoding="utf-8")
    seed = small.root / "seeds/printed.csv"
    seed.write_text('n,word\n"1,000",one\n007,\n', encoding="utf-8")
    done = small.build()
    assert done.returncode == 0
    assert "CREATE 2" in done.stdout
    assert small.query("select n, word from printed") == [("1,000", "one"), ("007", None)]
    seed.write_text("n,word\n", encoding="utf-8")
    project.write_text(PROJECT + "seeds: {small: {+column_types: {n: string, word: string, more: integer}}}\n", encoding="utf-8")
    assert small.run_models() == 0
    assert small.query("select n, word, more from printed") == []
