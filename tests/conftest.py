"""The project, copied to where a test may break it, and the real `dbt` run on the copy."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).resolve().parent.parent
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "target", "logs", "*.duckdb*", "__pycache__", ".pytest_cache", ".ruff_cache")
DECK = Path("seeds/decks/iij_1q25.csv")


@dataclass
class Project:
    """A copy of the project with a warehouse of its own."""

    root: Path

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse/kessan.duckdb"

    def dbt(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run dbt as a user would, without any profile or flag from outside."""
        env = {key: value for key, value in os.environ.items() if not key.startswith(("DBT_", "KESSAN_"))}
        return subprocess.run(
            [Path(sys.executable).with_name("dbt"), "--no-use-colors", *arguments],
            cwd=self.root,
            env=env | {"HOME": str(self.root), "DBT_SEND_ANONYMOUS_USAGE_STATS": "0"},
            capture_output=True,
            text=True,
            check=False,
        )

    def query(self, sql: str) -> list[tuple]:
        with duckdb.connect(self.warehouse, read_only=True) as connection:
            return connection.sql(sql).fetchall()

    def rows(self, seed: Path = DECK) -> list[dict[str, str]]:
        with (self.root / seed).open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))

    def write(self, rows: list[dict[str, str]], seed: Path = DECK) -> None:
        with (self.root / seed).open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def edit(self, seq: str, seed: Path = DECK, **changes: str) -> None:
        """Change columns of the row with this seq."""
        rows = self.rows(seed)
        (row,) = (row for row in rows if row["seq"] == seq)
        row.update(changes)
        self.write(rows, seed)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A fresh copy, not built."""
    shutil.copytree(ROOT, tmp_path / "kessan", ignore=NOT_COPIED)
    return Project(tmp_path / "kessan")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy that was built once, for tests that only read."""
    root = tmp_path_factory.mktemp("built") / "kessan"
    shutil.copytree(ROOT, root, ignore=NOT_COPIED)
    project = Project(root)
    result = project.dbt("build")
    assert result.returncode == 0, result.stdout
    return project


@pytest.fixture
def rebuild(project: Project) -> Callable[[], str]:
    """Build the copy, expect it to fail, return what a user sees."""

    def build() -> str:
        result = project.dbt("build")
        assert result.returncode != 0, "the build passed:\n" + result.stdout
        return result.stdout

    return build
