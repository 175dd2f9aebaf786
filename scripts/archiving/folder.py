"""What stands in an archive: its companies, and a fingerprint of each that changes with whatever its rows are made from."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[2]
# what the rows of every company are made from
PROJECT = ("dbt_project.yml", "seeds/**/*.csv", "models/**/*.sql", "macros/**/*.sql")


class ArchiveError(Exception):
    """Why nothing was done, and what to do."""


@dataclass(frozen=True)
class Company:
    """
    A company of the archive: its folder, its fingerprint, how many figures it has as far as that can be read, and which of its
    decks another company lists too.
    """

    company: str
    folder: Path
    fingerprint: str
    figures: int
    shared: tuple[str, ...]


def fingerprint_of_project(root: Path = ROOT) -> str:
    """Changes with the rules of all companies, and with what is typed by hand."""
    digest = hashlib.md5(usedforsecurity=False)
    for path in sorted(path for pattern in PROJECT for path in root.glob(pattern)):
        digest.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def companies_in(archive: Path) -> list[Company]:
    """
    The companies of an archive, by name.

    Raises ArchiveError where no company is found.
    """
    folders = sorted({path.parent for path in archive.glob("*/*.parquet")})
    if not folders:
        raise ArchiveError(f"{archive}: holds no file <company>/<seed>.parquet")
    figures, decks = rows_and_decks(folders)
    listing = Counter(deck for listed in decks.values() for deck in listed)
    found = []
    for folder in folders:
        shared = tuple(sorted(deck for deck in decks.get(folder, ()) if listing[deck] > 1))
        # whether it can be built changes with the other company
        mark = ":".join((fingerprint(folder), *shared))
        found.append(Company(folder.name, folder, mark, figures.get(folder, 0), shared))
    return found


def fingerprint(folder: Path) -> str:
    digest = hashlib.md5(usedforsecurity=False)
    for path in sorted(folder.glob("*.parquet")):
        digest.update(f"{path.name}\0".encode() + hashlib.md5(path.read_bytes(), usedforsecurity=False).digest())
    return digest.hexdigest()


def rows_and_decks(folders: list[Path]) -> tuple[dict[Path, int], dict[Path, list[str]]]:
    """How many figures each folder has and which decks it lists; of files that cannot be read the build tells."""
    figures, decks = {}, {}
    with duckdb.connect() as connection:
        for folder in folders:
            try:
                counted = connection.execute(
                    "select coalesce(sum(num_rows), 0)::int from parquet_file_metadata(?)", [str(folder / "figures.parquet")]
                )
                figures[folder] = counted.fetchall()[0][0]
                listed = connection.execute("select distinct deck::varchar from read_parquet(?)", [str(folder / "decks.parquet")])
                decks[folder] = [deck for (deck,) in listed.fetchall()]
            except duckdb.Error:
                continue
    return figures, decks
