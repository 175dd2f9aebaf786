"""The project, copied to where a test may break it, and the real `dbt` run on the copy."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import forked
import pytest
import yaml
from filelock import FileLock
from playwright.sync_api import Browser
from reporting.browser import INSTALL, installed, launched
from visiting import write

ROOT = Path(__file__).resolve().parent.parent
NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv*", "target", "logs", "releases", "*.duckdb*", "__pycache__", ".pytest_cache", ".ruff_cache"
)
DECK = Path("seeds/decks/iij_1q25.csv")


def clean_environment() -> dict[str, str]:
    """The environment without any profile or flag from outside."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(("DBT_", "KESSAN_", "PG"))}
    return env | {"DBT_SEND_ANONYMOUS_USAGE_STATS": "0"}


@cache
def parsed() -> Path:
    """
    What dbt keeps of the files that it has parsed, as it does in `target` for the next build. A copy that a test breaks starts from
    it, and dbt parses what differs: a quarter of a build.
    """
    folder = ROOT / "target/parsed"
    folder.mkdir(parents=True, exist_ok=True)
    made_for = folder / "run"
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    with FileLock(folder / "lock"):
        if not made_for.exists() or made_for.read_text(encoding="utf-8") != run:
            done = forked.dbt(
                ("--quiet", "parse", "--target-path", str(folder), "--log-path", str(folder)), ROOT, clean_environment()
            )
            assert done.returncode == 0, done.stdout + done.stderr
            made_for.write_text(run, encoding="utf-8")
    return folder / "partial_parse.msgpack"


@dataclass
class Project:
    """A copy of the project with a warehouse of its own."""

    root: Path

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse/kessan.duckdb"

    @property
    def releases(self) -> Path:
        return self.root / "releases"

    @property
    def env(self) -> dict[str, str]:
        """The environment without any profile or flag from outside, and what dbt needs not parse again."""
        env = clean_environment() | {"HOME": str(self.root)}
        if not (self.root / "target/partial_parse.msgpack").exists():
            env["DBT_PARTIAL_PARSE_FILE_PATH"] = str(parsed())
        return env

    def dbt(self, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Run dbt as a user would."""
        return forked.dbt(("--no-use-colors", *arguments), self.root, self.env | env)

    def release(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run scripts/release.py as a user would."""
        return self.run(sys.executable, "scripts/release.py", *arguments)

    def run(self, *command: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=self.root, env=self.env | env, capture_output=True, text=True, check=False)

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

    def list_deck(self, deck: str, **changes: str | bool | None) -> None:
        """List a deck in dbt_project.yml, as the first one without its ledger; of a listed deck, change the entry."""
        path = self.root / "dbt_project.yml"
        project = yaml.safe_load(path.read_text(encoding="utf-8"))
        decks = project["vars"]["decks"]
        if deck not in [entry["deck"] for entry in decks]:
            decks.append(decks[0] | {"deck": deck, "ledger": False})
        (entry,) = (entry for entry in decks if entry["deck"] == deck)
        entry.update(changes)
        path.write_text(yaml.safe_dump(project, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8")

    def edit(self, seq: str, seed: Path = DECK, **changes: str) -> None:
        """Change columns of the row with this seq."""
        rows = self.rows(seed)
        (row,) = (row for row in rows if row["seq"] == seq)
        row.update(changes)
        self.write(rows, seed)


def environment(name: str) -> Path:
    """The folder of the commands of an environment of its own, which the first worker that asks makes through make."""
    (ROOT / "target").mkdir(exist_ok=True)
    env = {key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    lock = f".venv-{name}/requirements-{name}.lock"
    with FileLock(ROOT / f"target/{name}.lock"):
        made = subprocess.run(["make", lock], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    return ROOT / f".venv-{name}/bin"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes minutes comes first, so that no worker is left with it when the others are done."""
    items.sort(key=lambda item: item.path.name not in ("test_spark.py", "test_archive.py"))


@pytest.fixture(scope="session")
def arelle() -> Path:
    """The folder of Arelle's commands."""
    return environment("arelle")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A fresh copy, not built."""
    shutil.copytree(ROOT, tmp_path / "kessan", ignore=NOT_COPIED)
    return Project(tmp_path / "kessan")


def made_once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that the first worker of a test run makes and the others read."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            making = folder.with_suffix(".making")
            make(making)
            making.rename(folder)
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy that was built once, for tests that only read."""

    def make(root: Path) -> None:
        shutil.copytree(ROOT, root, ignore=NOT_COPIED)
        project = Project(root)
        result = project.dbt("build")
        assert result.returncode == 0, result.stdout

    # of each worker its own, since dbt and MetricFlow open a warehouse to write
    copy = tmp_path_factory.mktemp("built") / "kessan"
    shutil.copytree(made_once(tmp_path_factory, "built", make), copy)
    return Project(copy)


@pytest.fixture(scope="session")
def report(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the built warehouse."""

    def make(folder: Path) -> None:
        folder.mkdir()
        result = write(built.warehouse, folder / "report.html")
        assert result.returncode == 0, result.stderr

    return made_once(tmp_path_factory, "report", make) / "report.html"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = installed()
    if not path:
        message = f"no Chrome or Chromium; install one: {INSTALL}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with launched(path) as running:
        yield running


@pytest.fixture
def rebuild(project: Project) -> Callable[[], str]:
    """Build the copy, expect it to fail, return what a user sees."""

    def build() -> str:
        result = project.dbt("build")
        assert result.returncode != 0, "the build passed:\n" + result.stdout
        return result.stdout

    return build


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy with one release, for tests that only read."""

    def make(root: Path) -> None:
        shutil.copytree(ROOT, root, ignore=NOT_COPIED)
        result = Project(root).release("create")
        assert result.returncode == 0, result.stderr

    return Project(made_once(tmp_path_factory, "released", make))


@pytest.fixture
def next_release(released: Project, tmp_path: Path) -> Project:
    """A copy with the same release, to make the next one in."""
    shutil.copytree(released.root, tmp_path / "kessan", symlinks=True)
    return Project(tmp_path / "kessan")
