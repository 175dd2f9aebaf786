"""A release by company: what a mart holds of each, told by a hash, and Parquet files that each have all rows of some companies."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import duckdb
from archiving.keeping import owner
from release_files import SCHEMA, Mart, listed, metadata_of, quoted, read_csv, read_parquet
from release_store import DATABASE, ReleaseError
from sql_text import literal

PARTITIONS = "partitions.csv"
COLUMNS = ("mart", "company", "rows", "md5")
# the company of a row in a query, also of a mart without the column
OWNER = "owned_by"
# what readers like: files of so many rows at most, on average, in groups of which one is read for one company
ROWS_IN_FILE, ROWS_IN_GROUP = 1_000_000, 122_880
# a mart's name to SQL that stands after `from`
Rows = Callable[[str], str]


class Part(NamedTuple):
    """What a mart holds of a company, or, under an empty name, of none."""

    rows: int
    md5: str


Parts = dict[tuple[str, str], Part]


def rows_in(database: str, schema: str = SCHEMA) -> Rows:
    """The rows of an attached database."""
    return lambda mart: f"{database}.{schema}.{quoted(mart)}"


def rows_of_release(folder: Path) -> Rows:
    """The rows of a release's Parquet files."""
    return lambda mart: read_parquet(folder, mart)


def owned(mart: Mart, rows: Rows, companies: tuple[str, str] | None = None) -> str:
    """SQL: the rows of a mart with the company that each is of; only those from one company to another in their order."""
    column = owner([column.name for column in mart.columns])
    within = f"between {literal(companies[0])} and {literal(companies[1])}" if companies else ""
    if column == "company":
        # asked of the column itself, a table in the order of its companies is read where they stand
        where = f"where company {within}" if companies and companies[0] else ""
        return f"(select *, coalesce(company, '') as {OWNER} from {rows(mart.name)} {where})"
    if not column:
        return f"(select *, '' as {OWNER} from {rows(mart.name)})"
    decks = f"(select deck as deck_of_owner, coalesce(company, '') as {OWNER} from {rows('decks')})"
    where = f"where {OWNER} {within}" if companies else ""
    return (
        f"(select mart.*, coalesce({OWNER}, '') as {OWNER} from (select *, {column} as of_deck from {rows(mart.name)}) as mart"
        f" left join {decks} as decks on of_deck = deck_of_owner {where})"
    )


def hashes(connection: duckdb.DuckDBPyConnection, marts: Iterable[Mart], rows: Rows) -> Parts:
    """
    A hash of the rows of each mart and company, whatever their order.

    Rows are keyed, so that no two cancel each other out; a text within a row cannot pass for two cells.
    """
    found: Parts = {}
    for mart in marts:
        cells = ", ".join(f"coalesce({quoted(column.name)}::varchar, chr(0))" for column in mart.columns)
        query = f"select {OWNER}, count(*), bit_xor(md5_number(concat_ws(chr(31), {cells}))) from {owned(mart, rows)} group by 1"
        for company, count, number in connection.execute(query).fetchall():
            found[mart.name, company] = Part(count, f"{number:032x}")
    return found


def hashes_of(connection: duckdb.DuckDBPyConnection, folder: Path, marts: list[Mart]) -> Parts:
    """Those of a release: as it states them, or computed of one that was made without."""
    path = folder / PARTITIONS
    return read_hashes(path) if path.exists() else hashes(connection, marts, rows_of_release(folder))


def read_hashes(path: Path) -> Parts:
    with path.open(encoding="utf-8", newline="") as handle:
        return {(row["mart"], row["company"]): Part(int(row["rows"]), row["md5"]) for row in csv.DictReader(handle)}


def write_hashes(parts: Parts, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((*key, *part) for key, part in sorted(parts.items()))


def changed(before: Parts, after: Parts) -> dict[str, list[str]]:
    """The companies of which a mart holds something else, or that only one of the two has, by mart."""
    keys = sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
    return {mart: [company for _, company in of_mart] for mart, of_mart in groupby(keys, key=lambda key: key[0])}


def files_of(rows: dict[str, int]) -> list[list[str]]:
    """
    Companies in their order, by the file that they stand in.

    Which company begins a file is told by a hash of its name: a company that comes or goes leaves the files of others as they are.
    """
    every = max(1, round(ROWS_IN_FILE * len(rows) / max(1, sum(rows.values()))))
    every = 1 << (every.bit_length() - 1)
    files: list[list[str]] = []
    for company in sorted(rows):
        begins = int(hashlib.md5(company.encode(), usedforsecurity=False).hexdigest(), 16) % every == 0
        if begins or not files:
            files.append([])
        files[-1].append(company)
    return files


def write_parquet_by_company(connection: duckdb.DuckDBPyConnection, marts: list[Mart], folder: Path, parts: Parts) -> None:
    """`parquet/<mart>/<first company>.parquet` of the attached `built`: rows of one company stand together in one file."""
    for mart in marts:
        home = folder / "parquet" / mart.name
        home.mkdir(parents=True)
        metadata = ", ".join(f"{literal(key)}: {literal(value)}" for key, value in metadata_of(mart).items())
        of_mart = {company: part.rows for (name, company), part in parts.items() if name == mart.name}
        # a mart without rows has its columns all the same
        for companies in files_of(of_mart) or [[""]]:
            rows = owned(mart, rows_in("built"), (companies[0], companies[-1]))
            connection.execute(
                f"copy (select {listed([column.name for column in mart.columns])} from {rows}"
                f" where {OWNER} between {literal(companies[0])} and {literal(companies[-1])}"
                f" order by {OWNER}, {listed(mart.key)}) to {literal(home / f'{companies[0] or mart.name}.parquet')}"
                f" (format parquet, compression zstd, row_group_size {ROWS_IN_GROUP}, kv_metadata {{{metadata}}})"
            )


def assert_partitions(connection: duckdb.DuckDBPyConnection, marts: list[Mart], folder: Path, parts: Parts) -> None:
    """Read every format back: of each company it has the rows that the kept warehouse has."""
    problems = problems_of_partitions(connection, marts, rows_of_release(folder), parts, "parquet")
    if (folder / "csv").exists():
        by_name = {mart.name: mart for mart in marts}
        problems += problems_of_partitions(connection, marts, lambda name: read_csv(folder, by_name[name]), parts, "csv")
    if (folder / DATABASE).exists():
        connection.execute(f"attach {literal(folder / DATABASE)} as released (read_only)")
        problems += problems_of_partitions(connection, marts, rows_in("released"), parts, DATABASE)
        connection.execute("detach released")
    if problems:
        raise ReleaseError("\n".join(["no release: what was written is not what was built", *problems]))


def problems_of_partitions(
    connection: duckdb.DuckDBPyConnection, marts: list[Mart], rows: Rows, parts: Parts, what: str | Path
) -> list[str]:
    """Where rows are not those that the hashes are of, by mart."""
    return [
        f"{what}: rows of {mart} are not as they were built, of {len(companies)} companies: {', '.join(companies[:5])}"
        for mart, companies in changed(parts, hashes(connection, marts, rows)).items()
    ]


def structure(mart: Mart) -> str:
    """A text that differs where the columns, types, key or descriptions of two marts do."""
    return json.dumps([mart.name, mart.description, mart.key, [tuple(vars(column).values()) for column in mart.columns]])
