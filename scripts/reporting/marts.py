"""The marts of one company, read from a warehouse or a release."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

Row = dict[str, Any]
NEEDED = ("companies", "decks", "periods", "line_items", "facts", "figure_audit", "tie_outs", "deck_coverage")


class NotReportable(Exception):
    """The file cannot be reported on; the text says why and what to do."""


@dataclass
class Marts:
    """Rows of each mart for the company of the report; a mart that is not there has no rows."""

    company: Row
    deck: Row
    tables: dict[str, list[Row]] = field(repr=False)

    def rows(self, mart: str, /, **equal: object) -> list[Row]:
        """Rows of a mart with the given values; a tuple means any of them. A column that the mart lacks matches nothing."""
        wanted = {column: value if isinstance(value, tuple) else (value,) for column, value in equal.items()}
        return [row for row in self.tables.get(mart, []) if all(row.get(column) in values for column, values in wanted.items())]

    def one(self, mart: str, /, **equal: object) -> Row | None:
        """The only such row, or none."""
        found = self.rows(mart, **equal)
        return found[0] if len(found) == 1 else None

    @property
    def period(self) -> str:
        """The quarter that the deck reports."""
        return self.deck["current_period"]

    @cached_property
    def periods(self) -> dict[str, Row]:
        return {row["period"]: row for row in self.rows("periods")}

    @cached_property
    def line_items(self) -> dict[str, Row]:
        return {row["line_item"]: row for row in self.rows("line_items")}


def distinct(values: Iterable[Any]) -> list[Any]:
    """Each value once, in the order in which they come."""
    return list(dict.fromkeys(values))


def read(warehouse: Path, company: str | None = None) -> Marts:
    """Every mart, for a company or for that of the newest deck, in an order that depends on nothing but the rows.

    Raises NotReportable where the file is missing, is no warehouse, or does not know the company.
    """
    if not warehouse.is_file():
        raise NotReportable(f"{warehouse} does not exist; run `make build` first")
    try:
        with duckdb.connect(warehouse, read_only=True) as connection:
            names = connection.execute(
                "select table_name from information_schema.tables where table_schema = 'marts'"
                " and table_name not like 'time_spine%' order by table_name"
            ).fetchall()
            missing = [mart for mart in NEEDED if (mart,) not in names]
            if missing:
                raise NotReportable(f"{warehouse} has no marts.{missing[0]}; run `make build` first")
            tables = {}
            for (name,) in names:
                result = connection.execute(f'select * from marts."{name}" order by all')
                columns = [column[0] for column in result.description]
                tables[name] = [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
    except duckdb.Error as error:
        raise NotReportable(f"{warehouse} cannot be read: {error}") from error

    decks = sorted(tables["decks"], key=lambda row: (str(row["published_on"]), row["deck"]))
    if company:
        decks = [row for row in decks if row["company"] == company]
    if not decks:
        known = ", ".join(row["company"] for row in tables["companies"]) or "none"
        raise NotReportable(f"{warehouse} has no deck of {company or 'any company'}; companies: {known}")
    deck = decks[-1]
    company = deck["company"]
    own = {deck["deck"] for deck in decks if deck["company"] == company}
    for name, rows in tables.items():
        if rows and "company" in rows[0]:
            tables[name] = [row for row in rows if row["company"] in (company, None)]
        elif rows and "deck" in rows[0]:
            tables[name] = [row for row in rows if row["deck"] in own]
        if rows and "display_order" in rows[0]:
            tables[name].sort(key=lambda row: (row["display_order"] is None, row["display_order"]))
    types = {row["period"]: row["period_type"] for row in tables["periods"]}
    for rows in tables.values():
        for row in rows:
            if "period" in row or "target_period" in row:
                row.setdefault("period", row.get("target_period"))
                row.setdefault("period_type", types.get(row["period"]))
    return Marts(company=tables["companies"][0], deck=deck, tables=tables)
