"""What a release changes for those who read the last one: rows added, gone and changed, by mart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import duckdb
from release_files import NUMBERS, SCHEMA, Column, Mart, listed, quoted
from rich.console import Console
from rich.table import Table

Key = dict[str, str | None]
# marts whose new rows are named, not only counted
NEWS = ("companies", "decks", "restatements")
# what a released fact says; the rest of its row says where it stands and may grow
STATED = ("value", "lower_bound", "upper_bound", "unit")


@dataclass(frozen=True)
class Change:
    """A cell that says something else than before."""

    key: Key
    column: str
    before: str | None
    after: str | None


@dataclass
class MartDiff:
    """One mart against the same mart of the last release."""

    mart: str
    columns_added: list[str] = field(default_factory=list)
    columns_gone: list[str] = field(default_factory=list)
    columns_retyped: list[str] = field(default_factory=list)
    rows_added: list[Key] = field(default_factory=list)
    rows_gone: list[Key] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @property
    def rows_changed(self) -> int:
        return len({tuple(change.key.items()) for change in self.changes})

    def __bool__(self) -> bool:
        return any(value for name, value in vars(self).items() if name != "mart")


def compare(connection: duckdb.DuckDBPyConnection, before: list[Mart], after: list[Mart]) -> list[MartDiff]:
    """The marts of the attached `released` against those of the attached `built`."""
    was, now = ({mart.name: mart for mart in marts} for marts in (before, after))
    return [compare_mart(connection, name, was.get(name), now.get(name)) for name in sorted(was | now)]


def columns_of(name: str, before: Mart | None, after: Mart | None) -> MartDiff:
    """What differs in the columns of a mart alone."""
    was, now = ({column.name: column for column in mart.columns} if mart else {} for mart in (before, after))
    return MartDiff(
        name,
        columns_added=[column for column in now if column not in was],
        columns_gone=[column for column in was if column not in now],
        columns_retyped=[
            f"{column}: {was[column].type} to {now[column].type}"
            for column in now
            if column in was and was[column].type != now[column].type
        ],
    )


def compare_mart(connection: duckdb.DuckDBPyConnection, name: str, before: Mart | None, after: Mart | None) -> MartDiff:
    diff = columns_of(name, before, after)
    was, now = ({column.name: column for column in mart.columns} if mart else {} for mart in (before, after))
    one, other = f"released.{SCHEMA}.{quoted(name)}", f"built.{SCHEMA}.{quoted(name)}"
    if before and after and set(after.key) <= set(was):
        same = " and ".join(differ("b", was[column], "a", now[column], "is not distinct from") for column in after.key)
        diff.rows_added = keys(connection, f"{other} as a", "a", after.key, f"anti join {one} as b on {same}")
        diff.rows_gone = keys(connection, f"{one} as b", "b", after.key, f"anti join {other} as a on {same}")
        shared = [column for column in now if column in was and column not in after.key]
        diff.changes = changes(connection, f"{one} as b inner join {other} as a on {same}", after.key, was, now, shared)
    else:
        diff.rows_added = keys(connection, f"{other} as a", "a", after.key) if after else []
        diff.rows_gone = keys(connection, f"{one} as b", "b", before.key) if before else []
    return diff


def differ(left: str, was: Column, right: str, now: Column, operator: str) -> str:
    """Two columns compared as numbers where both are, as what they are where the types agree, else as text."""
    alike = was.type == now.type or (was.type.startswith(NUMBERS) and now.type.startswith(NUMBERS))
    ending = "" if alike else "::varchar"
    return f"{left}.{quoted(was.name)}{ending} {operator} {right}.{quoted(now.name)}{ending}"


def keys(connection: duckdb.DuckDBPyConnection, table: str, alias: str, key: tuple[str, ...], join: str = "") -> list[Key]:
    columns = listed(key, f"{alias}.")
    rows = connection.execute(f"select {columns} from {table} {join} order by {columns}").fetchall()
    return [as_key(key, row) for row in rows]


def as_key(key: tuple[str, ...], row: tuple[Any, ...]) -> Key:
    return {column: None if value is None else str(value) for column, value in zip(key, row, strict=False)}


def changes(
    connection: duckdb.DuckDBPyConnection,
    joined: str,
    key: tuple[str, ...],
    was: dict[str, Column],
    now: dict[str, Column],
    columns: list[str],
) -> list[Change]:
    """Cell by cell what differs in the rows that both have."""
    if not columns:
        return []
    tests = [differ("b", was[column], "a", now[column], "is distinct from") for column in columns]
    cells = [
        f"{test}, b.{quoted(column)}::varchar, a.{quoted(column)}::varchar" for test, column in zip(tests, columns, strict=True)
    ]
    rows = connection.execute(
        f"select {listed(key, 'a.')}, {', '.join(cells)} from {joined} where {' or '.join(tests)} order by {listed(key, 'a.')}"
    ).fetchall()
    return [
        Change(as_key(key, row), column, before, after)
        for row in rows
        for column, differs, before, after in zip(columns, *(row[len(key) + part :: 3] for part in range(3)), strict=True)
        if differs
    ]


def restated(diffs: list[MartDiff]) -> list[Change]:
    """Released facts that the new release states otherwise or no longer."""
    found = []
    for facts in (diff for diff in diffs if diff.mart == "facts"):
        found += [Change(key, "row", "released", None) for key in facts.rows_gone]
        found += [Change({}, column, "released", None) for column in facts.columns_gone if column in STATED]
        found += [change for change in facts.changes if change.column in STATED]
    return found


def news(diffs: list[MartDiff]) -> dict[str, list[str]]:
    """What a reader wants to know first: companies, decks and restatements that the last release did not have."""
    added = {diff.mart: [", ".join(map(str, key.values())) for key in diff.rows_added] for diff in diffs}
    return {mart: added[mart] for mart in NEWS if added.get(mart)}


def show(diffs: list[MartDiff], console: Console, limit: int = 20) -> None:
    """The counts by mart, then the changes themselves, `limit` of each mart at most."""
    table = Table("mart", "rows added", "gone", "changed", "columns added", "gone", "retyped", title="against the last release")
    for diff in filter(None, diffs):
        counts = (len(diff.rows_added), len(diff.rows_gone), diff.rows_changed)
        columns = (diff.columns_added, diff.columns_gone, diff.columns_retyped)
        table.add_row(diff.mart, *map(str, counts), *(", ".join(names) for names in columns))
    console.print(table)
    for mart, added in news(diffs).items():
        more = f" and {len(added) - limit} more, in diff.json" if len(added) > limit else ""
        console.print(f"{mart} added: {'; '.join(added[:limit])}{more}")
    for diff in diffs:
        show_changes(diff.mart, [*(Change(key, "row", "released", None) for key in diff.rows_gone), *diff.changes], console, limit)


def show_changes(title: str, found: list[Change], console: Console, limit: int = 20) -> None:
    if found:
        table = Table("key", "column", "before", "after", title=title)
        for change in found[:limit]:
            key = ", ".join(str(value) for value in change.key.values())
            table.add_row(key, change.column, *("null" if value is None else value for value in (change.before, change.after)))
        console.print(table)
        if len(found) > limit:
            console.print(f"and {len(found) - limit} more, in diff.json")
