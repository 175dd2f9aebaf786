"""Load the current release into PostgreSQL, for BI that cannot read files. The connection comes from libpq's environment."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Annotated

import duckdb
import psycopg
import typer
from psycopg.sql import SQL, Composed, Identifier, Literal
from release import RELEASES, Folder
from release_files import DATABASE, SCHEMA, Mart, keys_in_package, marts_in, read_csv, release_row
from release_proof import whole
from release_store import ReleaseError, Store
from sql_text import literal

# where PostgreSQL has another name than DuckDB
TYPES = {"VARCHAR": "text", "HUGEINT": "numeric(38, 0)", "DOUBLE": "double precision", "DECIMAL": "numeric"}
MARK = "Kessan release "


def postgres_type(duckdb_type: str) -> SQL:
    name, bracket, size = duckdb_type.partition("(")
    return SQL(TYPES.get(name, name.lower()) + bracket + size)


def marts_of(folder: Path) -> list[Mart]:
    with duckdb.connect() as connection:
        connection.execute(f"attach {literal(folder / DATABASE)} as released (read_only)")
        return marts_in(connection, "released", keys_in_package(folder))


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


def fill(cursor: psycopg.Cursor, mart: Mart, schema: str, folder: Path) -> int:
    """Copy the rows in; how many there are. The CSV of the release is for spreadsheets: what PostgreSQL reads is made anew."""
    with tempfile.TemporaryDirectory() as scratch, duckdb.connect() as connection:
        path = Path(scratch) / "rows.csv"
        connection.execute(f"copy (from {read_csv(folder, mart)}) to {literal(path)} (format csv, header)")
        content = path.read_text(encoding="utf-8")
    statement = SQL("copy {} from stdin (format csv, header match, encoding 'utf8')").format(Identifier(schema, mart.name))
    with cursor.copy(statement) as copy:
        copy.write(content)
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
    """The release in place of the one before, in one transaction; how many rows it has."""
    new, old = f"{schema}_new", f"{schema}_old"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    loaded = 0
    with connection.transaction(), connection.cursor() as cursor:
        # a dashboard's long query holds the old tables: do not wait for it for ever
        cursor.execute("set local lock_timeout = '1min'")
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"{MARK}{schema}"])
        cursor.execute(SQL("create schema {}").format(Identifier(new)))
        for mart in marts_of(folder):
            for statement in create_table(mart, new):
                cursor.execute(statement)
            loaded += fill(cursor, mart, new, folder)
        cursor.execute(SQL("create view {} as {}").format(Identifier(new, "release"), SQL(release_row(manifest))))
        cursor.execute(SQL("comment on schema {} is {}").format(Identifier(new), Literal(MARK + folder.name)))
        grant(cursor, new, reader)
        swap(cursor, schema, new, old)
    return loaded


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
