"""Where each amount stands: sheets with sections, a section with rows for line items and columns for periods."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from reporting.marts import Row
from reporting.provenance import UNIT_OF_FAMILY
from reporting.text import Text, named, unit
from xlsxwriter.utility import xl_rowcol_to_cell

from workbook.book import BASES, Book, Key

# columns of names and units before the first period
NAMES = 3
GROUPS = {
    "quarter": Text("四半期", "Quarters"),
    "half": Text("半期", "Halves"),
    "nine_months": Text("9か月", "Nine months"),
    "cumulative": Text("累計", "Other spans from the start of the year"),
    "year": Text("通期", "Fiscal years"),
    "years": Text("複数年度", "Several years"),
    "open": Text("以降", "Onwards"),
    "month": Text("月", "Months"),
    "instant": Text("時点", "At"),
}
BASIS = {"actual": Text("実績", "actual"), "forecast": Text("予想", "forecast"), "plan": Text("計画", "plan")}


class Place(NamedTuple):
    """A cell of the workbook."""

    sheet: str
    row: int
    column: int

    def seen_from(self, sheet: str) -> str:
        """The reference to it in a formula of a sheet."""
        cell = xl_rowcol_to_cell(self.row, self.column)
        return cell if sheet == self.sheet else f"{quoted(self.sheet)}!{cell}"


def quoted(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"


@dataclass
class Cell:
    """What a cell shows: `kind` is printed, formula, derived (a number without a formula), check, or reason (no number)."""

    kind: str
    value: Decimal | str | bool | None
    formula: str = ""
    note: str = ""
    link: str = ""
    percent: bool = False
    is_restated: bool = False


@dataclass(frozen=True)
class Column:
    """A period on a basis."""

    period: str
    basis: str
    index: int
    row: Row = field(compare=False, repr=False)


@dataclass
class Line:
    """A row of a section."""

    row: int
    name: Text
    item: str | None = None
    measure: str = "level"
    unit: Text | None = None
    indent: int = 0
    is_total: bool = False
    is_heading: bool = False
    decimals: int = 0
    check: tuple[str, ...] = ()


@dataclass
class Section:
    """A table of line items over periods, with its growth and its checks below."""

    sheet: str
    title: Text
    top: int
    columns: list[Column]
    lines: list[Line] = field(default_factory=list)

    @property
    def header(self) -> int:
        """The first of the header's rows: kinds of period, periods, what they are, whether everything ties."""
        return self.top + 1

    @property
    def status(self) -> int:
        return self.header + 3

    @property
    def last(self) -> int:
        return max([line.row for line in self.lines], default=self.status)

    def column(self, period: str, basis: str) -> Column | None:
        return next((one for one in self.columns if (one.period, one.basis) == (period, basis)), None)

    def ending(self, ends_on: object, basis: str) -> list[Column]:
        """Columns of periods that end on a day, the shortest first."""
        return sorted(
            (one for one in self.columns if one.row["ends_on"] == ends_on and one.basis == basis and one.row["months"]),
            key=lambda one: one.row["months"],
        )


@dataclass
class Sheet:
    """A sheet of the workbook; `is_statement` where it has one section under a header that stays in view."""

    name: str
    title: Text
    is_statement: bool
    sections: list[Section] = field(default_factory=list)
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)


@dataclass
class Layout:
    """All sheets, and where each amount stands."""

    book: Book
    sheets: dict[str, Sheet] = field(default_factory=dict)
    places: dict[Key, Place] = field(default_factory=dict)
    sections: dict[str, Section] = field(default_factory=dict)

    def cell(self, place: Place) -> Cell | None:
        return self.sheets[place.sheet].cells.get((place.row, place.column))

    def put(self, place: Place, cell: Cell) -> None:
        self.sheets[place.sheet].cells[place.row, place.column] = cell

    def column_of(self, section: Section, period: str, basis: str) -> Column | None:
        """The column in which an amount of the period stands: its own, or for an instant that of the quarter which ends on it."""
        found = section.column(period, basis)
        row = self.book.marts.periods.get(period)
        if found or not row or row["period_type"] != "instant":
            return found
        return next(iter(section.ending(row["ends_on"], basis)), None)


def sheet_name(text: str, taken: Iterable[str]) -> str:
    """A name that Excel accepts: 31 characters, none of []:*?/\\, not there yet."""
    clean = re.sub(r"[\[\]:*?/\\']", " ", text).strip()[:31].strip() or "Sheet"
    names = {name.lower() for name in taken}
    if clean.lower() not in names:
        return clean
    return next(name for number in range(2, 1000) if (name := f"{clean[:27]} {number}").lower() not in names)


def statements(book: Book) -> dict[str, list[Row]]:
    """Line items of which an amount is known, by statement, both in the order of the company."""
    known = {key.line_item for source in (book.amounts, book.ratios) for key in source}
    found: dict[str, list[Row]] = defaultdict(list)
    for row in book.marts.rows("line_items"):
        if row["line_item"] in known:
            found[row["statement"]].append(row)
    return dict(sorted(found.items(), key=lambda one: (one[1][0]["display_order"] is None, one[1][0]["display_order"] or 0)))


def is_statement(book: Book, statement: str, items: list[Row]) -> bool:
    """Whether it has a sheet of its own: a mart that bears its name, and money in most of its lines."""
    money = sum(row["unit_family"] == "money" for row in items)
    return bool(book.marts.rows(statement)) and 2 * money > len(items)


def columns_of(book: Book, items: list[Row], start: int) -> list[Column]:
    """The periods of line items, quarters before halves before years, with a gap between the kinds."""
    names = {row["line_item"] for row in items}
    sources, periods = (book.amounts, book.ratios, book.shares), book.marts.periods
    stated = {(key.period, key.basis) for source in sources for key in source if key.line_item in names}
    spans = {(period, basis) for period, basis in stated if periods[period]["period_type"] in SPANS}
    days = {(period, basis) for period, basis in stated if periods[period]["period_type"] == "instant"}
    # among periods, an instant stands in the column of the period that ends on it; among instants it has its own
    ends = {(periods[period]["ends_on"], basis) for period, basis in spans} if len(spans) > len(days) else set()
    kinds = list(GROUPS)
    wanted = sorted(
        (kinds.index(row["period_type"]), row["period_sort"], BASES.index(basis), period)
        for period, basis in stated
        for row in [periods[period]]
        if (period, basis) not in days or (row["ends_on"], basis) not in ends
    )
    columns, index = [], start
    for at, (kind, _, basis, period) in enumerate(wanted):
        if at and kind != wanted[at - 1][0]:
            index += 1
        columns.append(Column(period, BASES[basis], index, periods[period]))
        index += 1
    return columns


SPANS = ("quarter", "half", "nine_months", "cumulative", "year")


def depth(items: dict[str, Row], item: str) -> int:
    """How far a line item stands in, by what it is part of within the section."""
    steps, seen = 0, {item}
    while (parent := items[item]["part_of"]) in items and parent not in seen:
        steps, item = steps + 1, parent
        seen.add(item)
    return steps


def decimals_of(book: Book, row: Row) -> int:
    """As many as the amounts have, two at most."""
    if row["unit_family"] == "money":
        return int(book.marts.decimals_of_money[-1:] or 0)
    values = [amount["value"] for _, amount in book.amounts.of_item(row["line_item"]) if amount["value"] is not None]
    least = 1 if row["unit_family"] == "percent" else 0
    return min(2, max([least, *(-int(value.normalize().as_tuple().exponent) for value in values)]))


def totals_among(book: Book, items: set[str]) -> set[str]:
    """Line items that others of the same section add up to."""
    found = set()
    for row in book.marts.rows("tie_outs", kind="footing", measure="level"):
        inputs = {one["line_item"] for one in book.tie_out_inputs.get(row["tie_out_id"], [])}
        if inputs and inputs | {row["line_item"]} <= items:
            found.add(row["line_item"])
    for key, derivation in book.shown.items():
        if derivation["method"] == "calculated" and {key.line_item, *(term.key.line_item for term in book.terms(key))} <= items:
            found.add(key.line_item)
    return found


def item_lines(book: Book, items: list[Row], first: int) -> Iterator[Line]:
    """A row for each line item; one that others are part of is a total."""
    own = {row["line_item"]: row for row in items}
    totals = {row["part_of"] for row in items} | totals_among(book, set(own))
    for row, item in enumerate(items):
        family = item["unit_family"]
        counted = None if family == "money" else unit_of(book, family, item["line_item"])
        name = item["line_item"]
        yield Line(
            first + row, named(item["name_ja"], item["name_en"]), name, unit=counted, indent=depth(own, name),
            is_total=family == "money" and name in totals, decimals=decimals_of(book, item),
        )  # fmt: skip


def unit_of(book: Book, family: str, item: str | None = None) -> Text:
    """What numbers are counted in: the unit that decks state, else that of the family."""
    stated = next((row["unit"] for row in book.marts.rows("facts", line_item=item, measure="level")), None)
    for kind in (stated or "", book.marts.kind(UNIT_OF_FAMILY.get(family, family))):
        found = unit(kind)
        if found.en or found.ja:
            return found
    return Text("", "") if family in ("multiple", "count") else Text(family.replace("_", " "), family.replace("_", " "))
