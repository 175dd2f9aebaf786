"""The keys that marts declare are proven by a test, for no engine enforces them."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest
from conftest import NOT_COPIED, Project

SPOILT = {
    "twice": ("insert into marts.tie_outs select * from marts.tie_outs limit 1", "tie_outs"),
    "null": ("update marts.figure_audit set figure_id = null where figure_id like '%:5010'", "figure_audit"),
}


@pytest.mark.parametrize(("statement", "mart"), SPOILT.values(), ids=SPOILT)
def test_a_key_that_is_there_twice_or_null_is_named(built: Project, tmp_path: Path, statement: str, mart: str) -> None:
    project = Project(shutil.copytree(built.root, tmp_path / "kessan"))
    with duckdb.connect(project.warehouse) as connection:
        connection.execute(statement)
    tested = project.dbt("test", "--select", "assert_marts_have_their_key")
    assert tested.returncode == 1
    assert f"mart: {mart}" in tested.stdout


def test_a_mart_whose_key_is_not_tested_is_named(built: Project, tmp_path: Path) -> None:
    root = tmp_path / "kessan"
    shutil.copytree(built.root, root, ignore=NOT_COPIED)
    path = root / "tests/assert_marts_have_their_key.sql"
    path.write_text(path.read_text(encoding="utf-8").replace("    'tie_outs',\n", ""), encoding="utf-8")
    compiled = Project(root).dbt("compile", "--select", "assert_marts_have_their_key")
    assert compiled.returncode != 0
    assert "it lacks or should not have: tie_outs" in compiled.stdout
