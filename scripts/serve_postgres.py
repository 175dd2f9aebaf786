"""Load the current release into PostgreSQL, for BI that cannot read files. The connection comes from libpq's environment."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import duckdb
import psycopg
import typer
from psycopg.sql import SQL, Composed, Identifier, Literal
from release import RELEASES, Folder
from release_files import SCHEMA, Mart, listed, quoted, release_row
from release_partitions import OWNER, PARTITIONS, Part, Parts, changed, owned, read_hashes, rows_of_release, structure
from release_proof import whole
from release_reading import marts_of
from release_store import ReleaseError, Store
from sql_text import literal

# where PostgreSQL has another name than DuckDB
TYPES = {"VARCHAR": "text", "HUGEINT": "numeric(38, 0)", "DOUBLE": "double precision", "DECIMAL": "numeric"}
MARK = "Kessan release "
CHUNK = 1 << 20
# what a release of an archive leaves beside its marts, so that the next one is loaded as far as it differs
LOADED = "release_partitions"


def postgres_type(duckdb_type: str) -> SQL:
    name, bracket, size = duckdb_type.partition("(")
    return SQL(TYPES.get(name, name.lower()) + bracket + size)


def create_table(mart: Mart, schema: str) -> list[Composed]:
    """Statements that make an empty table with the types, key and comments of the mart."""
    table = Identifier(schema, mart.name)
    columns = [SQL("{} {}").format(Identifier(column.name), postgres_type(column.type)) for column in mart.columns]
    columns.append(SQL("primary key ({})").format(SQL(", ").join(map(Identifier, mart.key))))
    statements = [
        SQL("create table {} ({})").format(table, SQL(", ").join(columns)),
        SQL("comment on table {} is {}").format(table, Literal(mart.description)),
    ]
    statements += [
        SQL("comment on column {} is {}").format(Identifier(schema, mart.name, column.name), Literal(column.description))
        for column in mart.columns
    ]
    return statements


def fill(cursor: psycopg.Cursor, mart: Mart, schema: str, folder: Path, companies: list[str] | None = None) -> int:
    """Copy the rows in, of all companies or of some; how many there are."""
    with tempfile.TemporaryDirectory() as scratch, duckdb.connect(config={"temp_directory": scratch}) as connection:
        path = Path(scratch) / "rows.csv"
        columns = listed([column.name for column in mart.columns])
        rows = owned(mart, rows_of_release(folder))
        some = f"where {OWNER} in (select unnest($companies::varchar[]))" if companies is not None else ""
        query = f"copy (select {columns} from {rows} {some}) to {literal(path)} (format csv, header)"
        connection.execute(query, {"companies": companies} if some else None)
        statement = SQL("copy {} from stdin (format csv, header match, encoding 'utf8')").format(Identifier(schema, mart.name))
        with cursor.copy(statement) as copy, path.open("rb") as handle:
            while chunk := handle.read(CHUNK):
                copy.write(chunk)
    return cursor.rowcount


def swap(cursor: psycopg.Cursor, schema: str, new: str, old: str) -> None:
    """Give the new schema the place of the old one; what others built on the old tables is an error, never dropped in silence."""
    comment = "select obj_description(oid, 'pg_namespace') from pg_namespace where nspname = %s"
    if found := cursor.execute(comment, [schema]).fetchone():
        if not (found[0] or "").startswith(MARK):
            raise ReleaseError(f"schema {schema} holds something else than a release; choose another with --schema")
        cursor.execute(SQL("alter schema {} rename to {}").format(Identifier(schema), Identifier(old)))
        tables = cursor.execute("select tablename from pg_tables where schemaname = %s", [old]).fetchall()
        cursor.execute(SQL("drop view if exists {}").format(Identifier(old, "release")))
        cursor.execute(SQL("drop table {}").format(SQL(", ").join(Identifier(old, table) for (table,) in tables)))
        cursor.execute(SQL("drop schema {}").format(Identifier(old)))
    cursor.execute(SQL("alter schema {} rename to {}").format(Identifier(new), Identifier(schema)))


def grant(cursor: psycopg.Cursor, schema: str, reader: str) -> None:
    """Let the role read the schema and nothing else; it is made if it is not there, and cannot log in itself."""
    if not cursor.execute("select 1 from pg_roles where rolname = %s", [reader]).fetchone():
        try:
            cursor.execute(SQL("create role {} nologin").format(Identifier(reader)))
        except psycopg.errors.InsufficientPrivilege:
            raise ReleaseError(f"there is no role {reader}; once as a superuser: create role {reader} nologin") from None
    cursor.execute(SQL("grant usage on schema {} to {}").format(Identifier(schema), Identifier(reader)))
    cursor.execute(SQL("grant select on all tables in schema {} to {}").format(Identifier(schema), Identifier(reader)))


def load(connection: psycopg.Connection, folder: Path, schema: str, reader: str) -> int:
    """The release in place of the one before, in one transaction; how many rows were loaded."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    parts = read_hashes(folder / PARTITIONS) if (folder / PARTITIONS).exists() else {}
    with duckdb.connect() as reading:
        marts = marts_of(reading, folder)
    with connection.transaction(), connection.cursor() as cursor:
        # a dashboard's long query holds the old tables: do not wait for it for ever
        cursor.execute("set local lock_timeout = '1min'")
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"{MARK}{schema}"])
        before = loaded_parts(cursor, schema, marts) if parts else None
        if before is None:
            return load_all(cursor, marts, parts, (schema, reader, folder), manifest)
        return load_changed(cursor, marts, (before, parts), (schema, reader, folder), manifest)


Place = tuple[str, str, Path]


def load_all(cursor: psycopg.Cursor, marts: list[Mart], parts: Parts, place: Place, manifest: dict) -> int:
    """Every row into new tables, which then take the place of the old ones."""
    schema, reader, folder = place
    new, old = f"{schema}_new", f"{schema}_old"
    cursor.execute(SQL("create schema {}").format(Identifier(new)))
    loaded = 0
    for mart in marts:
        for statement in create_table(mart, new):
            cursor.execute(statement)
        loaded += fill(cursor, mart, new, folder)
    if parts:
        remember(cursor, new, marts, parts)
    name(cursor, new, folder, manifest)
    grant(cursor, new, reader)
    swap(cursor, schema, new, old)
    return loaded


def load_changed(cursor: psycopg.Cursor, marts: list[Mart], parts: tuple[Parts, Parts], place: Place, manifest: dict) -> int:
    """Of each mart the rows of the companies that differ; queries that run see the old rows to their end."""
    schema, reader, folder = place
    differing = changed(*parts)
    # by the decks that were loaded it is told whose the rows of some marts are
    for mart in sorted(marts, key=lambda mart: mart.name == "decks"):
        if mart.name in differing:
            take_out(cursor, mart, schema, differing[mart.name])
    loaded = sum(fill(cursor, mart, schema, folder, differing[mart.name]) for mart in marts if mart.name in differing)
    cursor.execute(SQL("drop table {}").format(Identifier(schema, LOADED)))
    remember(cursor, schema, marts, parts[1])
    name(cursor, schema, folder, manifest)
    grant(cursor, schema, reader)
    return loaded


def take_out(cursor: psycopg.Cursor, mart: Mart, schema: str, companies: Iterable[str]) -> None:
    key = SQL(", ").join(map(Identifier, mart.key))
    rows = owned(mart, lambda name: f"{quoted(schema)}.{quoted(name)}")
    cursor.execute(
        SQL("delete from {} where ({}) in (select {} from {} as owned where {} = any(%s))").format(
            Identifier(schema, mart.name), key, key, SQL(rows), Identifier(OWNER)
        ),
        [list(companies)],
    )


def structures(marts: list[Mart]) -> str:
    return hashlib.sha256("\n".join(map(structure, marts)).encode()).hexdigest()


def loaded_parts(cursor: psycopg.Cursor, schema: str, marts: list[Mart]) -> Parts | None:
    """What was loaded of each mart and company; None where that is not known, or the tables have another structure."""
    found = cursor.execute(
        "select obj_description(pg_class.oid, 'pg_class') from pg_class inner join pg_namespace on pg_namespace.oid = relnamespace"
        " where nspname = %s and relname = %s",
        [schema, LOADED],
    ).fetchone()
    if not found or found[0] != structures(marts):
        return None
    rows = cursor.execute(SQL("select mart, company, rows, md5 from {}").format(Identifier(schema, LOADED))).fetchall()
    return {(mart, company): Part(count, md5) for mart, company, count, md5 in rows}


def remember(cursor: psycopg.Cursor, schema: str, marts: list[Mart], parts: Parts) -> None:
    """Which rows of each mart and company are loaded, by their hash, and into which structure."""
    table = Identifier(schema, LOADED)
    cursor.execute(
        SQL("create table {} (mart text, company text, rows bigint, md5 text, primary key (mart, company))").format(table)
    )
    cursor.execute(SQL("comment on table {} is {}").format(table, Literal(structures(marts))))
    with cursor.copy(SQL("copy {} from stdin").format(table)) as copy:
        for key, part in parts.items():
            copy.write_row((*key, *part))


def name(cursor: psycopg.Cursor, schema: str, folder: Path, manifest: dict) -> None:
    """Say which release it is."""
    cursor.execute(SQL("create or replace view {} as {}").format(Identifier(schema, "release"), SQL(release_row(manifest))))
    cursor.execute(SQL("comment on schema {} is {}").format(Identifier(schema), Literal(MARK + folder.name)))


def main(
    schema: Annotated[str, typer.Option(help="The schema that BI reads.")] = SCHEMA,
    reader_role: Annotated[str, typer.Option(help="The role that may read it; grant it to the users of BI.")] = "kessan_reader",
    releases: Folder = RELEASES,
) -> None:
    """Load the current release into the PostgreSQL that PGHOST, PGUSER, PGDATABASE, PGPASSFILE ... name."""
    store = Store(releases)
    try:
        folder = store.current()
        if folder is None:
            raise ReleaseError(f"there is no release in {releases}; make one with `make release`")
        whole(store, folder)
        with psycopg.connect() as connection:
            rows = load(connection, folder, schema, reader_role)
    except (ReleaseError, OSError, psycopg.Error) as error:
        typer.echo(f"{str(error).strip()}\nA release is loaded whole or not at all: PostgreSQL has what it had.", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"Loaded {folder.name} into schema {schema}: {rows} rows. Who is granted {reader_role} can read it.")


if __name__ == "__main__":
    typer.run(main)
