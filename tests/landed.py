"""Further companies and decks, landed in a copy of the project from tests/landings; and what such a build found."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
import yaml
from conftest import NOT_COPIED, ROOT, Project, made_once

# not tests/fixtures, and no YAML in it: dbt reads both as its own
LANDINGS = Path(__file__).resolve().parent / "landings"
# of our own making: a Japanese company that cuts its amounts, and a US one with a year of 52 weeks
COMPANIES = ("aoba", "northfield")
DECKS = Path("seeds/decks")
# the seeds that are not in seeds/reference
RECORDS = {"deck_pages": Path("seeds/records"), "large_deals": Path("seeds/records")}

Row = dict[str, str]


def land(
    project: Project,
    folder: Path,
    *,
    without: tuple[str, ...] = (),
    rows: Callable[[str, Row], bool] = lambda deck, row: True,
    deck_columns: Callable[[Row], Row] = lambda entry: entry,
) -> None:
    """
    Land a folder of tests/landings: rows of seeds in files named as the seed, `decks.json` for the list in dbt_project.yml,
    and the decks themselves.

    `without` names files to leave out, `rows` says which rows of a deck are landed, `deck_columns` changes an entry of the list.
    """
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in without:
            append(project, path)
    (project.root / DECKS).mkdir(exist_ok=True)
    for path in sorted(folder.glob("decks/*.csv")):
        header, content = read(path)
        write(project.root / DECKS / path.name, header, [row for row in content if rows(path.stem, row)])
    list_decks(project, [deck_columns(entry) for entry in json.loads((folder / "decks.json").read_text(encoding="utf-8"))])


def append(project: Project, path: Path) -> None:
    """Add the rows of one fixture to the seed of its name, and sort it; a column that the fixture does not have is empty."""
    seed = project.root / RECORDS.get(path.stem, Path("seeds/reference")) / path.name
    header, known = read(seed)
    columns, rows = read(path)
    assert set(columns) <= set(header), f"{path}: {seed.name} has no column {', '.join(set(columns) - set(header))}"
    added = [dict.fromkeys(header, "") | row for row in rows]
    write(seed, header, sorted([*known, *added], key=lambda row: list(row.values())))


def list_decks(project: Project, entries: list[Row]) -> None:
    """Add entries to the var `decks`."""
    settings = project.root / "dbt_project.yml"
    content = yaml.safe_load(settings.read_text(encoding="utf-8"))
    variables = content["vars"]
    (variables if "decks" in variables else variables["kessan"])["decks"].extend(entries)
    settings.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")


def read(path: Path) -> tuple[list[str], list[Row]]:
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        return list(reader.fieldnames or []), list(reader)


def write(path: Path, header: list[str], rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def copy_of_project(root: Path) -> Project:
    """A fresh copy, not built."""
    shutil.copytree(ROOT, root, ignore=NOT_COPIED)
    return Project(root)


def built(project: Project) -> Project:
    """The copy after a build that passed."""
    result = project.dbt("build")
    assert result.returncode == 0, result.stdout
    return project


def three_companies(factory: pytest.TempPathFactory) -> Project:
    """IIJ, Aoba and Northfield in one warehouse, built once."""

    def make(root: Path) -> None:
        project = copy_of_project(root)
        for company in COMPANIES:
            land(project, LANDINGS / "companies" / company)
        built(project)

    return Project(made_once(factory, "three_companies", make))


def refused(project: Project) -> Project:
    """The copy after a build that failed."""
    result = project.dbt("build")
    assert result.returncode != 0, "the build passed:\n" + result.stdout
    return project


@dataclass(frozen=True)
class Failure:
    """One row of a test that failed."""

    test: str
    cells: tuple[str, ...]

    def says(self, *texts: str) -> bool:
        """Whether each of the texts is in one of the cells."""
        return all(any(text in cell for cell in self.cells) for text in texts)

    def is_of_row(self, deck: str, seq: str) -> bool:
        """Whether it is about the row of this deck."""
        return seq in self.cells and self.says(deck)


def failures(project: Project) -> list[Failure]:
    """Every row of every test that failed in the last build; what dbt prints ends after twenty of each."""
    results = json.loads((project.root / "target/run_results.json").read_text(encoding="utf-8"))["results"]
    failed = [result for result in results if result["status"] == "fail"]
    with duckdb.connect(project.warehouse, read_only=True) as connection:
        return [
            Failure(result["unique_id"].split(".")[2], tuple(str(cell) for cell in row if cell is not None))
            for result in failed
            for row in connection.sql(result["compiled_code"]).fetchall()
        ]


def shown(project: Project, sql: str) -> list[tuple[str | None, ...]]:
    """Rows as text: per cents with all their decimals, other decimals without the zeros at their end."""
    with duckdb.connect(project.warehouse, read_only=True) as connection:
        relation = connection.sql(sql)
        columns = relation.columns
        return [tuple(text(column, cell) for column, cell in zip(columns, row, strict=True)) for row in relation.fetchall()]


def text(column: str, cell: object) -> str | None:
    if cell is None:
        return None
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, Decimal) and not column.endswith("_pct"):
        return f"{cell.normalize():f}"
    return str(cell)
