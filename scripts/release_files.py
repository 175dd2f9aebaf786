"""The marts as files: DuckDB, Parquet, CSV and the data package that describes them."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from release_csv import GUARD, guarded, restored
from release_store import DATABASE, ReleaseError, write_json
from sql_text import literal

SCHEMA = "marts"
PACKAGE = "datapackage.json"
# what the end of a column's name says of its unit
UNITS = {
    "_mn": "million of the row's currency, as in column currency",
    "_line_month": "the row's currency, as in column currency",
    "_per_head": "the row's currency, as in column currency",
    "headcount": "people",
    "per_share": "the row's currency, as in column currency, for one share",
    "dividend": "the row's currency, as in column currency, for one share",
    "shares": "shares",
    "_pct": "%",
    "_pt": "percentage points",
    "_gb": "GB",
    "_years": "years",
}
FIELD_TYPES = {
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "SMALLINT": "integer",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "HUGEINT": "integer",
    "DECIMAL": "number",
    "DOUBLE": "number",
}
NUMBERS = tuple(kind for kind, field_type in FIELD_TYPES.items() if field_type in ("integer", "number"))


@dataclass(frozen=True)
class Column:
    """A column of a mart; `type` as DuckDB writes it."""

    name: str
    type: str
    description: str

    @property
    def unit(self) -> str | None:
        return next((unit for end, unit in UNITS.items() if self.name.endswith(end)), None)


@dataclass(frozen=True)
class Mart:
    """A table that BI reads, and the columns that identify a row."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def listed(names: list[str] | tuple[str, ...], prefix: str = "") -> str:
    return ", ".join(prefix + quoted(name) for name in names)


def keys_in_manifest(manifest: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """The columns that identify a row, by mart, as its contract declares them."""
    return {
        node["alias"]: next((tuple(one["columns"]) for one in node["constraints"] if one["type"] == "primary_key"), ())
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["schema"] == SCHEMA
    }


def keys_in_package(folder: Path) -> dict[str, tuple[str, ...]]:
    """The same, as a release states them."""
    package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    return {resource["name"]: tuple(resource["schema"]["primaryKey"]) for resource in package["resources"]}


def marts_in(connection: duckdb.DuckDBPyConnection, database: str, keys: dict[str, tuple[str, ...]]) -> list[Mart]:
    """The marts of an attached database, with the comments that they carry; `keys` says which there have to be."""
    tables = dict(
        connection.execute(
            "select table_name, comment from duckdb_tables() where database_name = ? and schema_name = ? order by table_name",
            [database, SCHEMA],
        ).fetchall()
    )
    if set(tables) != set(keys):
        odd = ", ".join(sorted(set(tables) ^ set(keys)))
        raise ReleaseError(f"schema {SCHEMA} and the project do not agree on which marts there are: {odd}")
    columns = connection.execute(
        "select table_name, column_name, data_type, coalesce(comment, '') from duckdb_columns()"
        " where database_name = ? and schema_name = ? order by table_name, column_index",
        [database, SCHEMA],
    ).fetchall()
    marts = [
        Mart(table, comment or "", keys[table], tuple(Column(*column) for name, *column in columns if name == table))
        for table, comment in tables.items()
    ]
    for mart in marts:
        if not mart.key:
            raise ReleaseError(f"mart {mart.name} declares no key; give it a primary_key constraint in its YAML")
        for column in mart.columns:
            if column.type.partition("(")[0] not in FIELD_TYPES:
                raise ReleaseError(f"{mart.name}.{column.name} is {column.type}, which not every client reads; cast it in the mart")
    return marts


def write_database(connection: duckdb.DuckDBPyConnection, marts: list[Mart], path: Path) -> None:
    """The marts of the attached `built`, in a file that DuckDB 1.0 opens, and in its default schema a view of each.

    No key is declared: a file with an index that DuckDB 2.0 wrote cannot be opened by 1.0.
    """
    connection.execute(f"attach {literal(path)} as released (storage_version 'v1.0.0')")
    connection.execute("use released")
    connection.execute("begin")
    connection.execute(f"create schema {SCHEMA}")
    for mart in marts:
        table, view = f"{SCHEMA}.{quoted(mart.name)}", f"main.{quoted(mart.name)}"
        connection.execute(f"create table {table} as select * from built.{table} order by {listed(in_order(mart))}")
        connection.execute(f"create view {view} as select * from {table}")
        connection.execute(f"comment on table {table} is {literal(mart.description)}")
        connection.execute(f"comment on view {view} is {literal(mart.description)}")
        for column in mart.columns:
            for relation in (table, view):
                connection.execute(f"comment on column {relation}.{quoted(column.name)} is {literal(column.description)}")
    connection.execute("commit")
    connection.execute("use memory")
    connection.execute("detach released")


def in_order(mart: Mart) -> tuple[str, ...]:
    """The key with the company before it: what is asked of one company is read where its rows stand."""
    has_company = any(column.name == "company" for column in mart.columns)
    return (*(["company"] if has_company and "company" not in mart.key else []), *mart.key)


def name_database(path: Path, release: dict[str, Any]) -> None:
    """Add the view that says which release is read."""
    with duckdb.connect() as connection:
        connection.execute(f"attach {literal(path)} as released (storage_version 'v1.0.0')")
        connection.execute("use released")
        connection.execute(f"create view main.release as {release_row(release)}")
        connection.execute("use memory")
        connection.execute("detach released")


def release_row(release: dict[str, Any]) -> str:
    """A query that says which release is read."""
    return (
        f"select {literal(release['release'])} as release, cast({literal(release['created_at'])} as timestamp) as created_at_utc,"
        f" {literal(release['content_sha256'])} as content_sha256"
    )


def write_tables(connection: duckdb.DuckDBPyConnection, marts: list[Mart], folder: Path) -> None:
    """Parquet and CSV of the attached `built`, in the order of their keys."""
    (folder / "parquet").mkdir()
    write_parquet(connection, marts, folder, {})
    write_csv(connection, marts, folder)


def write_csv(connection: duckdb.DuckDBPyConnection, marts: list[Mart], folder: Path) -> None:
    (folder / "csv").mkdir()
    for mart in marts:
        rows = f"select * from built.{SCHEMA}.{quoted(mart.name)} order by {listed(mart.key)}"
        csv = csv_of(folder, mart)
        columns = ", ".join(f"{as_in_csv(column, guarded)} as {quoted(column.name)}" for column in mart.columns)
        connection.execute(f"copy (select {columns} from ({rows})) to {literal(csv)} (format csv, header)")
        # Excel reads a CSV as UTF-8 only where it starts with a byte order mark
        csv.write_bytes(codecs.BOM_UTF8 + csv.read_bytes())


def write_parquet(connection: duckdb.DuckDBPyConnection, marts: list[Mart], folder: Path, identity: dict[str, str]) -> None:
    """Parquet of the attached `built`, with what it is in the key-value metadata of each file; `identity` says of which release."""
    for mart in marts:
        rows = f"select * from built.{SCHEMA}.{quoted(mart.name)} order by {listed(mart.key)}"
        metadata = ", ".join(f"{literal(key)}: {literal(value)}" for key, value in (metadata_of(mart) | identity).items())
        connection.execute(
            f"copy ({rows}) to {literal(parquet_of(folder, mart))} (format parquet, compression zstd, kv_metadata {{{metadata}}})"
        )


def metadata_of(mart: Mart) -> dict[str, str]:
    """What a file says of its mart, by key: JSON where it is of columns."""
    return {
        "description": mart.description,
        "primary_key": json.dumps(mart.key),
        "columns": json.dumps({column.name: column.description for column in mart.columns}, ensure_ascii=False),
        "units": json.dumps({column.name: column.unit for column in mart.columns if column.unit}, ensure_ascii=False),
    }


def as_in_csv(column: Column, change: Callable[[str], str]) -> str:
    """SQL: the column, changed if it is text."""
    return change(quoted(column.name)) if column.type == "VARCHAR" else quoted(column.name)


def read_csv(folder: Path, mart: Mart) -> str:
    """SQL: the rows of a mart's CSV, as they were before they were written."""
    types = ", ".join(f"{literal(column.name)}: {literal(column.type)}" for column in mart.columns)
    columns = ", ".join(f"{as_in_csv(column, restored)} as {quoted(column.name)}" for column in mart.columns)
    return (
        f"(select {columns} from read_csv({literal(csv_of(folder, mart))}, header = true, columns = {{{types}}},"
        " auto_detect = false, nullstr = '', allow_quoted_nulls = false))"
    )


def parquet_of(folder: Path, mart: Mart) -> Path:
    return folder / "parquet" / f"{mart.name}.parquet"


def read_parquet(folder: Path, mart: str) -> str:
    """SQL: the rows of a mart's Parquet files: one, or one for some companies each."""
    one = folder / "parquet" / f"{mart}.parquet"
    return f"read_parquet({literal(one if one.exists() else one.with_suffix('') / '*.parquet')}, hive_partitioning = false)"


def csv_of(folder: Path, mart: Mart) -> Path:
    return folder / "csv" / f"{mart.name}.csv"


def field(column: Column) -> dict[str, Any]:
    """A column as Frictionless describes it."""
    described = {"name": column.name, "type": FIELD_TYPES[column.type.partition("(")[0]], "description": column.description}
    return described | ({"unit": column.unit} if column.unit else {})


def files_of_mart(mart: Mart, folder: Path) -> dict[str, Any]:
    """Where a mart's rows stand and how they are to be read: its CSV file, or Parquet where a release has no CSV."""
    if csv_of(folder, mart).exists():
        path = csv_of(folder, mart).relative_to(folder).as_posix()
        return {"path": path, "format": "csv", "mediatype": "text/csv", "encoding": "utf-8-sig"}
    first, *others = (path.relative_to(folder).as_posix() for path in sorted((folder / "parquet" / mart.name).glob("*.parquet")))
    parts = {"extrapaths": others} if others else {}
    return {"path": first, **parts, "format": "parquet", "mediatype": "application/vnd.apache.parquet"}


def package_of(marts: list[Mart], folder: Path, identity: dict[str, str]) -> dict[str, Any]:
    """A Frictionless data package of the CSV files, or of Parquet where there are none; `identity` says of which release."""
    resources = [
        {
            "name": mart.name,
            "type": "table",
            "description": mart.description,
            **files_of_mart(mart, folder),
            "schema": {"fields": [field(column) for column in mart.columns], "primaryKey": list(mart.key)},
        }
        for mart in marts
    ]
    return {
        "name": "kessan-marts",
        "title": "Kessan: audited figures of earnings decks",
        "description": f"{GUARD['write']} {GUARD['read']}",
        "formulaGuard": GUARD,
        **({"release": identity} if identity else {}),
        "resources": resources,
    }


def write_package(marts: list[Mart], folder: Path, identity: dict[str, str]) -> None:
    write_json(folder / PACKAGE, package_of(marts, folder, identity))


def unlike(connection: duckdb.DuckDBPyConnection, one: str, *others: str) -> list[str]:
    """
    Of sources of rows, as SQL after `from`, those that hold other rows than the first, fewer or more.

    No row of a mart is there twice: sources are alike where each has as many rows as all of them have in common.
    """

    def alike(*sources: str) -> bool:
        common = " intersect ".join(f"from {source}" for source in sources)
        counts = ", ".join(f"(select count(*) from {source})" for source in sources)
        (row,) = connection.execute(f"select (select count(*) from ({common})), {counts}").fetchall()
        return len(set(row)) == 1

    return [] if alike(one, *others) else [other for other in others if not alike(one, other)]


def assert_written(connection: duckdb.DuckDBPyConnection, marts: list[Mart], folder: Path) -> None:
    """Read every file back: each has the rows of the attached `built`, no more, no fewer, none changed."""
    connection.execute(f"attach {literal(folder / DATABASE)} as released (read_only)")
    for mart in marts:
        written = {
            f"released.main.{quoted(mart.name)}": folder / DATABASE,
            f"read_parquet({literal(parquet_of(folder, mart))})": parquet_of(folder, mart),
            read_csv(folder, mart): csv_of(folder, mart),
        }
        for rows in unlike(connection, f"built.{SCHEMA}.{quoted(mart.name)}", *written):
            raise ReleaseError(f"{written[rows].relative_to(folder)}: rows of {mart.name} are not as they were built")
    connection.execute("detach released")


def open_built(warehouse: Path) -> duckdb.DuckDBPyConnection:
    """A connection with a warehouse attached as `built`; one thread, so that the same rows give the same bytes."""
    connection = duckdb.connect(config={"threads": 1})
    connection.execute(f"attach {literal(warehouse)} as built (read_only)")
    return connection
