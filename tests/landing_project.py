"""A copy of the project in which a company's first deck is landed and its second is not."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pytest
import yaml
from conftest import Project, made_once
from landed import LANDINGS, copy_of_project, land
from landing.project import Project as Landing
from landing.proposal import LANDED
from landing.verdicts import compiled
from landing_deck import BEFORE, DECK, landed_rows, numbers_of, proposal


def before_the_deck(root: Path) -> Project:
    """The project with the deck before, and without the one that is to be landed."""
    project = copy_of_project(root)
    land(project, LANDINGS / "companies/aoba")
    (root / f"seeds/decks/{DECK}.csv").unlink()
    settings = root / "dbt_project.yml"
    content = yaml.safe_load(settings.read_text(encoding="utf-8"))
    content["vars"]["decks"] = [entry for entry in content["vars"]["decks"] if entry["deck"] != DECK]
    settings.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return project


def made_before(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The same, to read or to copy: made once, and compiled with the deck in its list, which takes seconds each time."""

    def make(root: Path) -> None:
        project = before_the_deck(root)
        compiled(proposal(tmp_path_factory.mktemp("landing"), numbers_of(landed_rows())), Landing(project.root))

    return Project(made_once(tmp_path_factory, "before_the_deck", make))


def replace_deck(project: Project, rows: list[dict[str, str]]) -> None:
    """Other figures in the place of those of the deck before."""
    with (project.root / f"seeds/decks/{BEFORE}.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, LANDED, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def tree(root: Path) -> dict[str, bytes]:
    """Every file that landing a deck may change."""
    paths = [root / "dbt_project.yml", *sorted((root / "seeds").rglob("*.csv"))]
    return {str(path.relative_to(root)): path.read_bytes() for path in paths}


def run(project: Project, *arguments: str) -> tuple[int, str]:
    """Run scripts/land.py as a user would; its exit code and what it says."""
    done = project.run(sys.executable, "scripts/land.py", *arguments, COLUMNS="200")
    return done.returncode, done.stdout + done.stderr
