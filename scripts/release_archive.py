"""A release of the warehouse that `make archive` keeps: its companies, those that are held back and why, what is left out."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
from archiving.folder import fingerprint_of_project
from filelock import FileLock, Timeout
from release_files import SCHEMA, Mart, write_csv, write_database, write_package
from release_partitions import PARTITIONS, Parts, hashes, rows_in, write_hashes, write_parquet_by_company
from release_store import DATABASE, ReleaseError
from sql_text import literal

HELD_BACK = "held_back.csv"


class HeldBack(NamedTuple):
    """Why a company is held back: a row that a test gives, and what readers have of the company meanwhile."""

    company: str
    released: str
    test: str
    reason: str


@dataclass(frozen=True)
class Limits:
    """Megabytes of Parquet beyond which a release has no DuckDB file, and no CSV files."""

    duckdb: float
    csv: float


@contextmanager
def to_release(warehouse: Path) -> Iterator[list[HeldBack]]:
    """
    A kept warehouse that no build changes meanwhile; which companies it holds back.

    Raises ReleaseError where it is none, or its companies were built by other rules than those that are here.
    """
    if not warehouse.is_file():
        raise ReleaseError(f"no release: there is no {warehouse}; make it with: make archive ARCHIVE=<folder>")
    try:
        with FileLock(f"{warehouse}.lock", timeout=0):
            with duckdb.connect() as connection:
                connection.execute(f"attach {literal(warehouse)} as built (read_only)")
                refuse_old_rules(connection, warehouse)
                held_back = held_back_in(connection)
            yield held_back
    except Timeout:
        raise ReleaseError(f"no release: {warehouse} is being built by another command; wait for it to end") from None


def refuse_old_rules(connection: duckdb.DuckDBPyConnection, warehouse: Path) -> None:
    tables = connection.execute("select table_name from duckdb_tables() where schema_name = 'archive'").fetchall()
    if not {"companies", "held_back", "project"} <= {table for (table,) in tables}:
        raise ReleaseError(f"no release: {warehouse} is no warehouse that `make archive` keeps")
    project = fingerprint_of_project()
    old = connection.execute(
        "select company from built.archive.companies where not is_typed and not starts_with(fingerprint, ?) order by all", [project]
    ).fetchall()
    if old or connection.execute("from built.archive.project").fetchall() != [(project,)]:
        raise ReleaseError(
            f"no release: {len(old)} companies of {warehouse} were built by other models, macros or seeds than those that are here;"
            " run make archive again"
        )


def held_back_in(connection: duckdb.DuckDBPyConnection) -> list[HeldBack]:
    """Each reason for which a company is held back, with what readers have of the company."""
    query = f"""
        select
            company,
            case when company in (select company from built.{SCHEMA}.companies) then 'the last rows that tied' else 'nothing' end,
            test,
            reason
        from built.archive.held_back
        order by all
    """
    return [HeldBack(*row) for row in connection.execute(query).fetchall()]


def write_held_back(held_back: list[HeldBack], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(HeldBack._fields)
        writer.writerows(held_back)


def write_archive(
    connection: duckdb.DuckDBPyConnection, marts: list[Mart], folder: Path, held_back: list[HeldBack], limits: Limits
) -> Parts:
    """The attached `built` in each format that is not left out; the hash of each mart and company."""
    parts = hashes(connection, marts, rows_in("built"))
    write_hashes(parts, folder / PARTITIONS)
    write_held_back(held_back, folder / HELD_BACK)
    write_parquet_by_company(connection, marts, folder, parts)
    size = sum(path.stat().st_size for path in (folder / "parquet").rglob("*.parquet")) / 1e6
    if size <= limits.csv:
        write_csv(connection, marts, folder)
    if size <= limits.duckdb:
        write_database(connection, marts, folder / DATABASE)
    write_package(marts, folder, {})
    return parts


def left_out(folder: Path) -> list[str]:
    """What a release of an archive does not have, and why, for a person and for its manifest."""
    said = "is left out: its Parquet files are larger than {} allows"
    reasons = [] if (folder / DATABASE).exists() else [f"{DATABASE} {said.format('--duckdb-up-to')}"]
    reasons += [] if (folder / "csv").exists() else [f"csv {said.format('--csv-up-to')}"]
    return [*reasons, "report.html, the workbooks and xbrl are left out: a release of what is typed by hand has them"]


def stated_of_archive(connection: duckdb.DuckDBPyConnection, folder: Path, held_back: list[HeldBack]) -> dict[str, Any]:
    """What a release says of the companies that come as Parquet."""
    marks = connection.execute(
        "select company, fingerprint from built.archive.companies where not is_typed order by company"
    ).fetchall()
    ((figures,),) = connection.execute(f"select count(*) from built.{SCHEMA}.figure_audit").fetchall()
    tests = Counter((row.company, row.released, row.test) for row in held_back)
    return {
        "archive": {
            "companies": len(marks),
            "figures": figures,
            "sha256": hashlib.sha256(repr(marks).encode()).hexdigest(),
        },
        "held_back": [
            {"company": company, "released": released, "test": test, "rows": rows}
            for (company, released, test), rows in sorted(tests.items())
        ],
        "left_out": left_out(folder),
    }
