"""A release as it lies there: its marts, its rows, and whether its DuckDB file has the rows of its other files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
from release_files import (
    PACKAGE,
    SCHEMA,
    Column,
    Mart,
    files_of_mart,
    keys_in_package,
    marts_in,
    open_built,
    package_of,
    quoted,
    read_csv,
    read_parquet,
    release_row,
    unlike,
)
from release_partitions import PARTITIONS, problems_of_partitions, read_hashes, rows_in
from release_store import DATABASE, ReleaseError
from sql_text import literal


def marts_of(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Mart]:
    """The marts of a release, as its data package describes them, with the types of its Parquet files."""
    package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    return [
        Mart(
            one["name"],
            one["description"],
            tuple(one["schema"]["primaryKey"]),
            tuple(
                Column(field["name"], kind, field["description"])
                for field, (_, kind, *_) in zip(
                    one["schema"]["fields"],
                    connection.execute(f"describe from {read_parquet(folder, one['name'])}").fetchall(),
                    strict=True,
                )
            ),
        )
        for one in package["resources"]
    ]


def attach_release(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """The marts of a release as `released`, whether it has a DuckDB file or Parquet alone."""
    if (folder / DATABASE).exists():
        connection.execute(f"attach {literal(folder / DATABASE)} as released (read_only)")
        return
    connection.execute(f"attach ':memory:' as released; create schema released.{SCHEMA}")
    for mart in marts_of(connection, folder):
        connection.execute(f"create view released.{SCHEMA}.{quoted(mart.name)} as from {read_parquet(folder, mart.name)}")


def newest_deck(connection: duckdb.DuckDBPyConnection) -> str:
    """The deck that gives the release of the attached `built` its name: the last one of each company, and of these the newest."""
    latest = f"select deck from built.{SCHEMA}.decks where is_latest order by published_on desc, deck limit 1"
    return connection.execute(latest).fetchall()[0][0]


def described(package: dict[str, Any]) -> list[Any]:
    """What a data package and the comments of a database both say: tables, columns, their types and descriptions."""
    return [
        (
            one["name"],
            one["description"],
            [(field["name"], field["type"], field["description"]) for field in one["schema"]["fields"]],
        )
        for one in package["resources"]
    ]


def problems_of_database(folder: Path, release: dict[str, Any]) -> list[str]:
    """Where the DuckDB file of a release, if it has one, differs from its other files, their data package, or its manifest."""
    path = folder / DATABASE
    if not path.exists():
        return []
    try:
        with open_built(path) as connection:
            marts = marts_in(connection, "built", keys_in_package(folder))
            problems = problems_of_rows(connection, marts, folder)
            if described(package_of(marts, folder, {})) != described(json.loads((folder / PACKAGE).read_text(encoding="utf-8"))):
                problems.append(f"{path}: columns or comments are not those of {PACKAGE}")
            if connection.execute("from built.main.release").fetchall() != connection.execute(release_row(release)).fetchall():
                problems.append(f"{path}: the view release does not name {release['release']}")
            return problems
    except (duckdb.Error, ReleaseError) as error:
        return [f"{path}: {error}"]


def problems_of_rows(connection: duckdb.DuckDBPyConnection, marts: list[Mart], folder: Path) -> list[str]:
    """Where the attached `built`, tables or views, has other rows than a release states; of an archive told by their hashes."""
    path = folder / DATABASE
    if (folder / PARTITIONS).exists():
        parts = read_hashes(folder / PARTITIONS)
        sides = [rows_in("built", schema) for schema in (SCHEMA, "main")]
        return [problem for rows in sides for problem in problems_of_partitions(connection, marts, rows, parts, path)]
    problems = []
    for mart in marts:
        rows = {f"built.{schema}.{quoted(mart.name)}": schema for schema in (SCHEMA, "main")}
        stated = files_of_mart(mart, folder)["path"]
        odd = unlike(connection, read_csv(folder, mart), *rows)
        problems += [f"{path}: {rows[one]}.{mart.name} does not have the rows of {stated}" for one in odd]
    return problems
