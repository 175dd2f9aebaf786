"""The marts of one company, read from a warehouse or a release."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

Row = dict[str, Any]
NEEDED = ("companies", "decks", "periods", "line_items", "facts", "figure_audit", "tie_outs", "check_kinds", "deck_coverage")
# amounts that head the page, the first that is known of each
HEADLINES = (("revenue",), ("gross_profit",), ("operating_profit",), ("profit_attributable_to_owners", "profit"))
# states of a check that need no explanation
HARMLESS = ("consistent", "uncheckable")
# what a number of the company's currency is written in
MONEY = {"money": "{}_mn", "thousand": "{}_k", "price": "{}", "price_2": "{}_2"}


class NotReportable(Exception):
    """The file cannot be reported on; the text says why and what to do."""


@dataclass
class Marts:
    """Rows of each mart for the company of the report; a mart that is not there has no rows."""

    company: Row
    deck: Row
    tables: dict[str, list[Row]] = field(repr=False)

    def rows(self, mart: str, /, **equal: object) -> list[Row]:
        """Rows of a mart with the given values; a tuple means any of them.

        Raises KeyError where the mart has no such column: a slip of ours must not read as a company without such rows.
        """
        rows = self.tables.get(mart, [])
        if rows and (unknown := [column for column in equal if column not in rows[0]]):
            raise KeyError(f"marts.{mart} has no column {', '.join(unknown)}")
        wanted = {column: value if isinstance(value, tuple) else (value,) for column, value in equal.items()}
        return [row for row in rows if all(row[column] in values for column, values in wanted.items())]

    def one(self, mart: str, /, **equal: object) -> Row | None:
        """The only such row, or none."""
        found = self.rows(mart, **equal)
        return found[0] if len(found) == 1 else None

    @cached_property
    def period(self) -> str:
        """The period of the headline: the one that the deck reports, or all of the year up to its end where that says more."""
        current = self.deck["current_period"]
        to_date = self.to_date(current)
        return to_date if to_date and len(self.headlines(to_date)) > len(self.headlines(current)) else current

    @property
    def span(self) -> str:
        """How long that period is: quarter, half, nine_months or year. What is shown over time is of this length."""
        return self.periods.get(self.period, {}).get("period_type", "quarter")

    @property
    def year_ago(self) -> str:
        """The same period of the year before, where the calendar has it."""
        return self.periods.get(self.period, {}).get("year_ago_period") or ""

    @property
    def forecast_year(self) -> str | None:
        """The fiscal year that is not over after the period of the headline."""
        year = self.periods.get(self.period, {}).get("year_period")
        if year and self.periods[year]["ends_on"] == self.periods[self.period]["ends_on"]:
            return next((period for period, row in self.periods.items() if row["year_ago_period"] == year), None)
        return year

    def to_date(self, period: str) -> str | None:
        """The year up to the end of a period, where it is longer than the period."""
        to_date = self.periods.get(period, {}).get("year_to_date_period")
        return to_date if to_date != period else None

    def headlines(self, period: str) -> list[Row]:
        """The amounts that head the page, as far as they are known of a period."""
        rows = {row["line_item"]: row for row in self.rows("income_statement", period=period, basis="actual")}
        known = [[rows[item] for item in items if item in rows and rows[item]["amount_mn"] is not None] for items in HEADLINES]
        return [found[0] for found in known if found]

    def kind(self, kind: str) -> str:
        """How numbers are written: of money in the company's currency, with decimals where a million is much."""
        if kind not in MONEY:
            return kind
        currency = self.company["currency"].lower()
        written = MONEY[kind].format(currency)
        if kind == "money":
            return f"{written}{self.decimals_of_money}"
        # a yen is the smallest price, a dollar is not
        return f"{written}_2" if kind == "price" and currency not in ("jpy", "krw") else written

    @cached_property
    def decimals_of_money(self) -> str:
        largest = max((row["amount_mn"] or 0 for row in self.rows("income_statement", line_item="revenue")), default=0)
        return "" if largest >= 1_000 or not largest else "_1" if largest >= 100 else "_2"

    @cached_property
    def periods(self) -> dict[str, Row]:
        return {row["period"]: row for row in self.rows("periods")}

    @cached_property
    def item_of(self) -> dict[tuple[str, str], str]:
        """The line item that is a concept of a segment, in the statements that have segments."""
        statements = ("segment_results", "income_statement")
        return {(row["segment"], row["concept"]): row["line_item"] for row in self.rows("line_items", statement=statements)}

    @cached_property
    def qualifiers(self) -> dict[str, str]:
        """The word that hedges a fact, where all that is printed of it is hedged alike."""
        words: dict[str, set[str]] = defaultdict(set)
        fact_of = {row["figure_id"]: row["fact_id"] for row in self.rows("facts")}
        for row in self.rows("figure_audit"):
            if fact := fact_of.get(row["figure_id"]):
                words[fact].add(row["qualifier"] or "")
        return {fact: found.pop() for fact, found in words.items() if len(found) == 1}

    @property
    def unexplained(self) -> list[Row]:
        """The checks that do not hold and for which no reason is known."""
        return [row for row in self.rows("tie_outs") if row["status"] not in HARMLESS and not row["is_explained"]]

    @cached_property
    def kinds(self) -> dict[str, Row]:
        """The kinds of check, in their order."""
        return {row["kind"]: row for row in self.rows("check_kinds")}

    @cached_property
    def line_items(self) -> dict[str, Row]:
        return {row["line_item"]: row for row in self.rows("line_items")}


def distinct(values: Iterable[Any]) -> list[Any]:
    """Each value once, in the order in which they come."""
    return list(dict.fromkeys(values))


def reported(decks: list[Row]) -> Row:
    """The newest deck; of a quarter that has an earnings deck, that and not what was filed of it later."""
    newest = max((row for row in decks if row["is_latest"]), key=lambda row: (str(row["published_on"]), row["deck"]))
    told = [row for row in decks if all(row[column] == newest[column] for column in ("company", "current_period"))]
    own = [row for row in told if row["document"] != "filing"]
    return newest if newest["document"] != "filing" or not own else max(own, key=lambda row: row["deck_no"])


def connected(warehouse: Path) -> duckdb.DuckDBPyConnection:
    """The file, read-only. Raises NotReportable where it is missing, or is no warehouse."""
    if not warehouse.is_file():
        raise NotReportable(f"{warehouse} does not exist; run `make build` first")
    try:
        return duckdb.connect(warehouse, read_only=True)
    except duckdb.Error as error:
        raise NotReportable(f"{warehouse} cannot be read: {error}") from error


def columns_of(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """The columns of each mart."""
    found: dict[str, list[str]] = {}
    for table, column in connection.execute(
        "select table_name, column_name from information_schema.columns where table_schema = 'marts'"
        " and table_name not like 'time_spine%' order by table_name, ordinal_position"
    ).fetchall():
        found.setdefault(table, []).append(column)
    return found


def rows_of(connection: duckdb.DuckDBPyConnection, mart: str, where: str = "", *values: object) -> list[Row]:
    result = connection.execute(f'select * from marts."{mart}" {where} order by all', list(values))
    columns = [column[0] for column in result.description]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def companies_in(warehouse: Path) -> list[str]:
    """The companies that have a deck, in the order of their names in English."""
    with connected(warehouse) as connection:
        known = columns_of(connection)
        missing = [mart for mart in NEEDED if mart not in known]
        if missing:
            raise NotReportable(f"{warehouse} has no marts.{missing[0]}; run `make build` first")
        with_deck = {row["company"] for row in rows_of(connection, "decks")}
        names = {row["company"]: row["name_en"] or row["name_ja"] for row in rows_of(connection, "companies")}
    return sorted(with_deck, key=lambda company: (names[company].lower(), company))


def read(warehouse: Path, company: str | None = None) -> Marts:
    """Every mart, for a company or for that of the newest deck, in an order that depends on nothing but the rows.

    Raises NotReportable where the file is missing, is no warehouse, or does not know the company.
    """
    companies_in(warehouse)
    with connected(warehouse) as connection:
        try:
            decks = [row for row in rows_of(connection, "decks") if not company or row["company"] == company]
            if not decks:
                known = ", ".join(row["company"] for row in rows_of(connection, "companies")) or "none"
                raise NotReportable(f"{warehouse} has no deck of {company or 'any company'}; companies: {known}")
            # decks of one company have their order, those of several the date
            deck = reported(decks)
            own = [row["deck"] for row in decks if row["company"] == deck["company"]]
            tables = {
                mart: rows_of_company(connection, mart, columns, deck, own) for mart, columns in columns_of(connection).items()
            }
        except duckdb.Error as error:
            raise NotReportable(f"{warehouse} cannot be read: {error}") from error
    types = {row["period"]: row["period_type"] for row in tables["periods"]}
    for rows in tables.values():
        for row in rows:
            if "period" in row or "target_period" in row:
                row.setdefault("period", row.get("target_period"))
                row.setdefault("period_type", types.get(row["period"]))
    return Marts(company=tables["companies"][0], deck=deck, tables=tables)


def rows_of_company(connection: duckdb.DuckDBPyConnection, mart: str, columns: list[str], deck: Row, decks: list[str]) -> list[Row]:
    """The rows of a mart for the company of a deck, in the order in which they are shown where the mart has one."""
    if "company" in columns:
        rows = rows_of(connection, mart, "where company = ? or company is null", deck["company"])
    elif "deck" in columns:
        rows = rows_of(connection, mart, "where list_contains(?, deck)", decks)
    else:
        rows = rows_of(connection, mart)
    if "display_order" in columns:
        rows.sort(key=lambda row: (row["display_order"] is None, row["display_order"]))
    return rows
