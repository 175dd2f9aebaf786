"""What a release of many companies changes: counts by mart, and which companies; rows are compared of those that differ alone."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import duckdb
from release_diff import STATED, Change, MartDiff, as_key, columns_of, differ
from release_files import Mart, listed, quoted
from release_partitions import OWNER, Parts, Rows, changed, hashes, owned
from rich.console import Console
from rich.table import Table

# companies and changes that are named; all are counted
NAMED = 100
Side = tuple[list[Mart], Rows, Parts | None]


@dataclass
class Counted:
    """One mart against the same mart of the last release."""

    mart: str
    columns_added: list[str]
    columns_gone: list[str]
    columns_retyped: list[str]
    rows_added: int = 0
    rows_gone: int = 0
    rows_changed: int = 0
    companies: int = 0
    first_companies: tuple[str, ...] = ()


@dataclass
class Summary:
    """All marts that differ, and released facts that would say something else."""

    marts: list[Counted]
    restated: int
    first_restated: list[Change]


def summarise(connection: duckdb.DuckDBPyConnection, before: Side, after: Side) -> Summary:
    """A release, marts and rows and hashes, against what is to be released; hashes are computed where there are none."""
    (were, old, was), (are, new, now) = before, after
    was, now = (
        parts if parts is not None else hashes(connection, marts, rows)
        for marts, rows, parts in ((were, old, was), (are, new, now))
    )
    differing = changed(was, now)
    by_name = [{mart.name: mart for mart in marts} for marts in (were, are)]
    summary = Summary([], 0, [])
    for name in sorted(by_name[0] | by_name[1]):
        one, other = (marts.get(name) for marts in by_name)
        counted = count_mart(connection, (one, old), (other, new), differing.get(name, []))
        if counted.companies or counted.columns_added or counted.columns_gone or counted.columns_retyped:
            summary.marts.append(counted)
        if name == "facts" and counted.companies and one and other:
            summary.restated, summary.first_restated = restated_facts(connection, one, other)
    return summary


def count_mart(
    connection: duckdb.DuckDBPyConnection, before: tuple[Mart | None, Rows], after: tuple[Mart | None, Rows], companies: list[str]
) -> Counted:
    """Rows added, gone and changed of the companies that differ; their rows stay as temporary tables `was` and `now`."""
    (one, old), (other, new) = before, after
    structure: MartDiff = columns_of((one or other).name, one, other)
    named = {key: value for key, value in asdict(structure).items() if key.startswith("columns")}
    counted = Counted(structure.mart, **named, companies=len(companies), first_companies=tuple(companies[:NAMED]))
    if not companies:
        return counted
    connection.execute("create or replace temp table differing as select unnest(?::varchar[]) as company", [companies])
    for table, mart, rows in (("was", one, old), ("now", other, new)):
        some = (
            f"select * exclude ({OWNER}) from {owned(mart, rows)} where {OWNER} in (from differing)" if mart else "select 1 limit 0"
        )
        connection.execute(f"create or replace temp table {table} as {some}")
    if not (one and other and set(other.key) <= {column.name for column in one.columns}):
        counted.rows_added, counted.rows_gone = (count(connection, f"from {table}") for table in ("now", "was"))
        return counted
    same = same_key(one, other)
    counted.rows_added = count(connection, f"from now as a anti join was as b on {same}")
    counted.rows_gone = count(connection, f"from was as b anti join now as a on {same}")
    shared = {column.name for column in one.columns} & {column.name for column in other.columns} - set(other.key)
    if tests := tests_of(one, other, sorted(shared)):
        counted.rows_changed = count(connection, f"from was as b inner join now as a on {same} where {' or '.join(tests)}")
    return counted


def count(connection: duckdb.DuckDBPyConnection, rows: str) -> int:
    return connection.execute(f"select count(*) {rows}").fetchall()[0][0]


def same_key(one: Mart, other: Mart) -> str:
    was, now = ({column.name: column for column in mart.columns} for mart in (one, other))
    return " and ".join(differ("b", was[column], "a", now[column], "is not distinct from") for column in other.key)


def tests_of(one: Mart, other: Mart, columns: list[str]) -> list[str]:
    was, now = ({column.name: column for column in mart.columns} for mart in (one, other))
    return [differ("b", was[column], "a", now[column], "is distinct from") for column in columns]


def restated_facts(connection: duckdb.DuckDBPyConnection, one: Mart, other: Mart) -> tuple[int, list[Change]]:
    """Released facts that are gone or say something else, of `was` and `now`: how many cells, and the first of them."""
    same, key = same_key(one, other), other.key
    was, now = ({column.name for column in mart.columns} for mart in (one, other))
    queries = [f"select {listed(key, 'b.')}, 'row', 'released', null from was as b anti join now as a on {same}"]
    for column in STATED:
        if column in was & now:
            (test,) = tests_of(one, other, [column])
            cell = f"b.{quoted(column)}::varchar, a.{quoted(column)}::varchar"
            queries.append(
                f"select {listed(key, 'a.')}, '{column}', {cell} from was as b inner join now as a on {same} where {test}"
            )
        elif column in was:
            queries.append(f"select {listed(key, 'b.')}, '{column}', 'released', null from was as b semi join now as a on {same}")
    connection.execute(f"create or replace temp table restated as {' union all '.join(queries)}")
    rows: list[tuple[Any, ...]] = connection.execute(f"from restated order by all limit {NAMED}").fetchall()
    size = len(key)
    return count(connection, "from restated"), [Change(as_key(key, row), *row[size:]) for row in rows]


def show_summary(summary: Summary, console: Console, limit: int = 5) -> None:
    table = Table("mart", "rows added", "gone", "changed", "companies", "columns", title="against the last release")
    for mart in summary.marts:
        more = f" and {mart.companies - limit} more" if mart.companies > limit else ""
        companies = ", ".join(company or "of no company" for company in mart.first_companies[:limit]) + more
        columns = [f"+ {name}" for name in mart.columns_added] + [f"- {name}" for name in mart.columns_gone] + mart.columns_retyped
        counts = (mart.rows_added, mart.rows_gone, mart.rows_changed)
        table.add_row(mart.mart, *(f"{number:,}" for number in counts), companies, ", ".join(columns))
    console.print(table)
