"""Writes companies as an archive: a folder for each, a Parquet file for each seed that it has rows of, and one for its figures."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable
from pathlib import Path

import duckdb
import yaml

from generating.companies import Company
from generating.decks import Row

ROOT = Path(__file__).resolve().parents[2]
LIST_OF_DECKS = ("deck", "company", "title_ja", "title_en", "published_on", "current_period", "document", "sequence", "corrects")


def columns_of_seeds() -> dict[str, tuple[str, ...]]:
    """The columns of each file of an archive, as dbt_project.yml declares those of the seeds."""
    seeds = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))["seeds"]["kessan"]
    columns = {
        name: tuple(declared["+column_types"])
        for folder in ("reference", "records")
        for name, declared in seeds[folder].items()
        if isinstance(declared, dict)
    }
    return columns | {"decks": LIST_OF_DECKS, "figures": ("deck", *seeds["decks"]["+column_types"])}


def write_parquet(connection: duckdb.DuckDBPyConnection, path: Path, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    """Rows as a Parquet file of text columns; an empty cell is null."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="", suffix=".csv") as handle:
        writer = csv.DictWriter(handle, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        handle.flush()
        read = connection.read_csv(handle.name, all_varchar=True, header=True, delimiter=",", quotechar='"', escapechar='"')
        read.write_parquet(str(path), compression="zstd")


def write_archive(folder: Path, companies: Iterable[Company]) -> dict[str, int]:
    """
    Write each company's folder, and `wrong.csv` with the figures that were planted; how many of what was written.

    Raises FileExistsError where the folder holds something.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(folder)
    columns = columns_of_seeds()
    counts = {"companies": 0, "decks": 0, "figures": 0, "wrong": 0}
    planted: list[Row] = []
    with duckdb.connect() as connection:
        for company in companies:
            home = folder / company.company
            home.mkdir(parents=True)
            for name, rows in (company.seeds | {"figures": company.figures}).items():
                if rows:
                    write_parquet(connection, home / f"{name}.parquet", columns[name], rows)
            planted += [{"company": company.company} | row for row in company.wrong]
            counts["companies"] += 1
            counts["decks"] += len(company.seeds["decks"])
            counts["figures"] += len(company.figures)
            counts["wrong"] += len(company.wrong)
    with (folder / "wrong.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, ("company", "deck", "seq", "printed", "right"), lineterminator="\n")
        writer.writeheader()
        writer.writerows(planted)
    return counts
