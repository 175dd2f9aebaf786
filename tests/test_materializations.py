"""Tables and views are replaced in place: in a small project of their own, with the macros of this one."""

from __future__ import annotations

import shutil
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
        return self.dbt("run", "--no-partial-parse").returncode

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
