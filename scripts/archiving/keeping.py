"""The warehouse of an archive: marts of all its companies, each replaced as a whole, in one transaction."""

from __future__ import annotations

from pathlib import Path

import duckdb
from sql_text import literal

SCHEMA = "marts"
# the database of a build: the name of its file
BUILT = "kessan"
STATE = """
create schema if not exists archive;
create table if not exists archive.companies (company varchar, fingerprint varchar, is_held_back boolean, is_typed boolean);
create table if not exists archive.held_back (company varchar, test varchar, reason varchar);
create table if not exists archive.project (fingerprint varchar);
"""
Reasons = dict[str, list[tuple[str, str]]]


class Kept:
    """A warehouse that is opened for writing; a company is in it as it was built, or not at all."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        # DuckDB 1.1 and later read it, as they do the warehouse
        self.connection = duckdb.connect(config={"storage_compatibility_version": "v1.0.0"})
        self.connection.execute(f"attach {literal(path)} as kept")
        self.connection.execute("use kept")
        self.connection.execute(STATE)

    def __enter__(self) -> Kept:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def fingerprints(self) -> dict[str, str]:
        """Of the companies of the archive as they were looked at last, those that are held back included."""
        return dict(self.connection.sql("select company, fingerprint from archive.companies where not is_typed").fetchall())

    def typed(self) -> set[str]:
        """The companies that are typed by hand, as they came with the last build."""
        return {company for (company,) in self.connection.sql("select company from archive.companies where is_typed").fetchall()}

    def project(self) -> str | None:
        found = self.connection.sql("select fingerprint from archive.project").fetchall()
        return found[0][0] if found else None

    def held(self) -> Reasons:
        reasons: Reasons = {}
        for company, test, reason in self.connection.sql("from archive.held_back order by all").fetchall():
            reasons.setdefault(company, []).append((test, reason))
        return reasons

    def replace(self, built: Path, fingerprints: dict[str, str], held: Reasons, project: str) -> None:
        """
        Take the rows of these companies from a build; what is held back keeps its last rows, and gets its reasons.

        What is typed by hand comes with every build, and is replaced with it.
        """
        connection = self.connection
        # under the name by which its views know it
        connection.execute(f"attach {literal(built)} as {BUILT} (read_only)")
        connection.execute("begin")
        try:
            typed = {company for (company,) in connection.sql(f"select company from {BUILT}.landing.companies").fetchall()}
            tables = tables_of(connection, BUILT)
            for table, columns in tables.items():
                self.make(table, columns)
            # also what was typed by hand and is no more
            self.delete((set(fingerprints) - set(held)) | typed | self.typed())
            for table, columns in tables.items():
                owned = owner(columns)
                rows = f"where {taken_by(owned, BUILT)}" if owned else f"except from {SCHEMA}.{table}"
                connection.execute(f"insert into {SCHEMA}.{table} by name select * from {BUILT}.{SCHEMA}.{table} {rows}")
            self.remember(fingerprints, held, typed, project)
            connection.execute("commit")
        except BaseException:
            connection.execute("rollback")
            raise
        finally:
            connection.execute(f"detach {BUILT}")

    def hold(self, fingerprints: dict[str, str], held: Reasons) -> None:
        """Hold companies back that could not be built at all."""
        self.connection.execute("begin")
        self.remember(fingerprints, held, set(), None)
        self.connection.execute("commit")

    def remove(self, companies: set[str]) -> None:
        """Take out companies that the archive has no more."""
        self.connection.execute("begin")
        self.delete(companies)
        self.forget()
        self.connection.execute("commit")

    def make(self, table: str, columns: list[str]) -> None:
        """
        The table as the build has it, comments included; without keys, whose index costs more than the rows.

        Of a table with other columns, rows of companies that are not built yet stay with what they have.
        """
        connection = self.connection
        known = tables_of(connection, "kept").get(table, [])
        if known == columns:
            return
        connection.execute(f"create schema if not exists {SCHEMA}")
        connection.execute(f"create temp table remade as from {BUILT}.{SCHEMA}.{table} limit 0")
        common = ", ".join(column for column in columns if column in known)
        if common:
            connection.execute(f"insert into remade by name select {common} from {SCHEMA}.{table}")
        connection.execute(f"create or replace table {SCHEMA}.{table} as from remade")
        connection.execute("drop table remade")
        in_build = f"database_name = '{BUILT}' and schema_name = '{SCHEMA}' and comment is not null"
        of_table = f"{in_build} and table_name = '{table}'"
        for (comment,) in connection.sql(
            f"select comment from duckdb_tables() where {of_table}"
            f" union all select comment from duckdb_views() where {in_build} and view_name = '{table}'"
        ).fetchall():
            connection.execute(f"comment on table {SCHEMA}.{table} is {literal(comment)}")
        for name, comment in connection.sql(f"select column_name, comment from duckdb_columns() where {of_table}").fetchall():
            connection.execute(f"comment on column {SCHEMA}.{table}.{name} is {literal(comment)}")

    def delete(self, companies: set[str]) -> None:
        """Take all rows of these companies out of the marts; they are `taken` from here on."""
        self.connection.execute("create or replace temp table taken as select unnest(?::varchar[]) as company", [sorted(companies)])
        for table, columns in tables_of(self.connection, "kept").items():
            if owner(columns):
                self.connection.execute(f"delete from {SCHEMA}.{table} where {taken_by(owner(columns), 'kept')}")

    def forget(self) -> None:
        """Forget what was said of the companies that are taken."""
        for table in ("companies", "held_back"):
            self.connection.execute(f"delete from archive.{table} where company in (from taken)")

    def remember(self, fingerprints: dict[str, str], held: Reasons, typed: set[str], project: str | None) -> None:
        connection = self.connection
        connection.execute(
            "create or replace temp table taken as select unnest(?::varchar[]) as company", [sorted({*fingerprints, *typed})]
        )
        self.forget()
        if typed:
            connection.execute("delete from archive.companies where is_typed")
        rows = [(company, mark, company in held, False) for company, mark in sorted(fingerprints.items())]
        rows += [(company, "", False, True) for company in sorted(typed)]
        if rows:
            connection.executemany("insert into archive.companies values (?, ?, ?, ?)", rows)
        reasons = [(company, *reason) for company in sorted(held) for reason in held[company]]
        if reasons:
            connection.executemany("insert into archive.held_back values (?, ?, ?)", reasons)
        if project:
            connection.execute("delete from archive.project")
            connection.execute("insert into archive.project values (?)", [project])


def owner(columns: list[str]) -> str:
    """What says whose a row is: its company, or its deck; empty for rows that are of no company."""
    if "company" in columns:
        return "company"
    if "deck" in columns:
        return "deck"
    return "split_part(figure_id, ':', 1)" if "figure_id" in columns else ""


def taken_by(owned: str, database: str) -> str:
    """Whether a row is of a company that is taken."""
    if owned == "company":
        return "company in (from taken)"
    return f"{owned} in (select deck from {database}.{SCHEMA}.decks semi join taken using (company))"


def tables_of(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, list[str]]:
    """Tables of the marts with their columns; `decks` last, for others are deleted by it."""
    found: dict[str, list[str]] = {}
    for table, column in connection.sql(
        f"select table_name, column_name from duckdb_columns() where database_name = '{database}' and schema_name = '{SCHEMA}'"
        " order by table_name = 'decks', table_name, column_index"
    ).fetchall():
        found.setdefault(table, []).append(column)
    return found
