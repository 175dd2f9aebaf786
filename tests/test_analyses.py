"""The questions of analyses/ are answered."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from conftest import ROOT, Project

QUESTIONS = sorted(path.stem for path in (ROOT / "analyses").glob("*.sql"))


@pytest.fixture(scope="module")
def compiled(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("analyses")
    done = built.dbt("compile", "--quiet", "--select", "resource_type:analysis", "--target-path", str(target))
    assert done.returncode == 0, done.stdout
    return target / "compiled/kessan/analyses"


def test_ten_questions_are_asked(compiled: Path) -> None:
    assert len(QUESTIONS) >= 10
    assert sorted(path.stem for path in compiled.glob("*.sql")) == QUESTIONS


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered(built: Project, compiled: Path, question: str) -> None:
    """It says what it asks, and gives rows in which no column is empty throughout and none is there twice."""
    sql = (compiled / f"{question}.sql").read_text(encoding="utf-8")
    first_line, _ = sql.split("\n", 1)
    assert first_line.startswith("-- ")
    assert "?" in first_line
    with duckdb.connect(built.warehouse, read_only=True) as connection:
        result = connection.execute(sql)
        columns = [name for name, *_ in result.description]
        rows = result.fetchall()
    assert rows, "no row"
    assert len(set(rows)) == len(rows), "a row twice"
    assert [name for name, *values in zip(columns, *rows, strict=True) if all(value is None for value in values)] == []
