"""Tables, each described by data: which mart, which rows, which columns, and what each number states."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from markupsafe import Markup, escape

from reporting.marts import Marts, Row, distinct
from reporting.provenance import Provenance, Source
from reporting.text import LANGS, MARKS, MINUS, NULL, Text, digits, number, period_name, unit, united_exact, whole, why_null

Filter = dict[str, Any]
LAST = 10**12


@dataclass(frozen=True)
class Value:
    """A column of a mart: what it is called, how it is written, and which fact it states.

    `item`, `over` and `of` are templates over the row's columns; `item` may also be given by `items`, line item to line item.
    `over` is what the amount is divided by, `of` lists the `line_item@period@basis` that it is computed from. `prefix` is the
    column with what stands before the number, `printed` the one with its print where it is no fact but part of a record.
    """

    column: str
    label: Text
    kind: str
    item: str = "{line_item}"
    measure: str = "level"
    period: str = "{period}"
    over: str = ""
    of: tuple[str, ...] = ()
    items: dict[str, str] | None = None
    signed: bool = False
    basis: str = "{basis}"
    prefix: str = ""
    printed: str = ""

    @property
    def source_column(self) -> str:
        """The column that says how the amount was obtained."""
        return re.sub(r"(?:_mn)?$", "_source", self.column, count=1)

    def source(self, row: Row) -> Source | None:
        """What the number in this row states, as far as the row says."""
        try:
            item = self.item.format_map(row)
            period = self.period.format_map(row)
            of = [[*text.split("@"), "", ""][:3] for part in self.of if (text := part.format_map(row))]
            over = self.over.format_map(row)
        except KeyError:
            return None
        if not item:
            return None
        basis = self.basis.format_map(row | {"basis": row.get("basis") or "actual"})
        measure = self.measure.format_map(row)
        as_of = row.get("as_of")
        parts = [Source(name, at or period, on or basis, as_of=None if on else as_of) for name, at, on in of]
        if over:
            parts = [Source(item, period, basis, as_of=as_of), Source(over, period, basis, as_of=as_of)]
        if self.items is not None:
            item = self.items.get(item, f"{item}_to_{over}" if over else item)
        elif over and measure == "level":
            item = f"{item}_to_{over}"
        title = None
        if "name_en" in row:
            title = Text(f"{row['name_ja']}　{self.label.ja}", f"{row['name_en']}, {self.label.en}")
        return Source(item, period, basis, measure, as_of, tuple(parts), title)


@dataclass(frozen=True)
class Cell:
    """A number with where it comes from, or a text."""

    content: Markup
    key: str | None = None
    is_number: bool = True
    mark: str = ""


@dataclass
class TableRow:
    head: Text
    cells: list[Cell]
    level: int = 0
    is_total: bool = False


@dataclass
class Group:
    """Rows of one measure and unit under a heading."""

    head: Text
    rows: list[TableRow] = field(default_factory=list)


@dataclass
class Table:
    caption: Text
    corner: Text
    columns: list[tuple[Text, bool]]
    groups: list[Group]
    is_over_time: bool = False

    @property
    def marks(self) -> list[str]:
        """The marks that its numbers have."""
        found = {cell.mark for group in self.groups for row in group.rows for cell in row.cells}
        return [mark for mark in MARKS if mark in found]


@dataclass(frozen=True)
class Pivot:
    """Line items down, periods across, one group of rows per value."""

    caption: Text
    values: tuple[Value, ...]
    period_types: tuple[str, ...]
    mart: str = ""
    filter: Filter = field(default_factory=dict)
    totals: tuple[str, ...] = ()
    # only periods of which the deck states something: the sums of quarters are in the marts
    is_as_stated: bool = False
    # what is a part stands under its whole
    is_tree: bool = False
    row_key: str = "line_item"
    names: tuple[str, str] = ("name_ja", "name_en")

    def build(self, marts: Marts, provenance: Provenance, mart: str) -> Table | None:
        rows = marts.rows(self.mart or mart, period_type=self.period_types, **self.filter)
        shown = [row for row in rows if any(row.get(value.column) is not None for value in self.values)]
        if self.is_as_stated:
            stated = {
                (row["period"], row.get("basis"))
                for row in shown
                if any(row.get(value.source_column) == "printed" for value in self.values)
            }
            shown = [row for row in shown if (row["period"], row.get("basis")) in stated]
        periods = sorted({(order_of(row), row["period"], row.get("basis") or "actual") for row in shown})
        if not periods:
            return None
        items = distinct(row[self.row_key] for row in shown)
        at = {(row[self.row_key], row["period"], row.get("basis") or "actual"): row for row in shown}
        names = {row[self.row_key]: row for row in shown}
        if self.is_tree:
            items = as_tree(items, names, marts)
        groups = []
        for value in self.values:
            group = Group(heading(value, provenance.marts))
            for item in items:
                found = [at.get((item, period, basis)) for _, period, basis in periods]
                if any(row and is_told(row, value.column) for row in found):
                    cells = [cell(row, value, provenance) if row else Cell(Markup(NULL)) for row in found]
                    row = names[item]
                    group.rows.append(
                        TableRow(
                            Text(row[self.names[0]], row[self.names[1]]),
                            cells,
                            level=depth(row, names),
                            is_total=item in self.totals,
                        )
                    )
            if group.rows:
                groups.append(group)
        return Table(self.caption, Text("", ""), [(period_name(period, basis), True) for _, period, basis in periods], groups, True)


@dataclass(frozen=True)
class Listing:
    """One row of the mart per row; the first column heads it."""

    caption: Text
    head: Callable[[Row], Text]
    head_label: Text
    values: tuple[Value, ...]
    mart: str = ""
    filter: Filter = field(default_factory=dict)
    group: Callable[[Row], Text] | None = None
    order: Callable[[Row], Any] | None = None
    keep: Callable[[Row], bool] = lambda row: True

    def build(self, marts: Marts, provenance: Provenance, mart: str) -> Table | None:
        rows = [row for row in marts.rows(self.mart or mart, **self.filter) if self.keep(row)]
        values = [value for value in self.values if any(row.get(value.column) is not None for row in rows)]
        if not values:
            return None
        if self.order:
            rows.sort(key=self.order)
        kinds = {value.column: kind_of(value, rows, marts) for value in values}
        groups: dict[Text, Group] = {}
        for row in rows:
            name = self.group(row) if self.group else Text("", "")
            line = TableRow(self.head(row), [cell(row, value, provenance, kinds[value.column]) for value in values])
            groups.setdefault(name, Group(name)).rows.append(line)
        return Table(
            self.caption,
            self.head_label,
            [(heading(value, marts), value.kind != "text") for value in values],
            list(groups.values()),
        )


def is_told(row: Row, column: str) -> bool:
    """Whether there is a number, or a reason why there is none."""
    return row.get(column) is not None or why_null(row, column) is not None


def as_tree(items: list[str], rows: dict[str, Row], marts: Marts) -> list[str]:
    """Each item after what it is a part of, and those of one whole in the order of the line items."""
    ordered = sorted(items, key=lambda item: marts.line_items.get(item, {}).get("display_order") or LAST)
    parts: dict[str, list[str]] = {}
    for item in ordered:
        whole = rows[item].get("part_of")
        parts.setdefault(whole if whole in rows else "", []).append(item)
    found: dict[str, None] = {}
    waiting = parts.get("", [])[::-1]
    while waiting:
        found[item := waiting.pop()] = None
        waiting += [part for part in parts.get(item, [])[::-1] if part not in found]
    return [*found, *(item for item in ordered if item not in found)]


def depth(row: Row, names: dict[str, Row]) -> int:
    """How many of the other rows the row is a part of, one inside the other."""
    levels, parent = 0, row.get("part_of")
    while parent in names and levels < 3:
        levels, parent = levels + 1, names[parent].get("part_of")
    return levels


def order_of(row: Row) -> int:
    """When a period ends, the longer after the shorter; a period without an end comes last."""
    return row.get("period_sort") or LAST


def heading(value: Value, marts: Marts) -> Text:
    """The label with its unit: Revenue (¥m)."""
    name = unit(marts.kind(value.kind))
    return Text(
        f"{value.label.ja}（{name.ja}）" if name.ja else value.label.ja,
        f"{value.label.en} ({name.en})" if name.en else value.label.en,
    )


def number_html(value: Decimal | int | None, kind: str, *, signed: bool = False) -> Markup:
    """A number in both languages; only the sign of a negative differs."""
    if value is None:
        return Markup(NULL)
    text, is_negative = digits(value, kind)
    if is_negative:
        signs = Markup("").join(Markup('<span lang="{}">{}</span>').format(lang, MINUS[lang]) for lang in LANGS)
        return signs + escape(text)
    return escape(number(value, kind, "en", signed=signed))


def reason_html(reason: Text) -> Markup:
    """Why there is no number, where one would stand."""
    return Markup('<span class="why">{}</span>').format(reason)


def rate_html(row: Row, column: str, *, signed: bool = False) -> Markup | None:
    """A per cent with its sign, or why there is none; nothing where none is stated."""
    if row.get(column) is None:
        reason = why_null(row, column)
        return reason_html(reason) if reason else None
    return number_html(row[column], "pct", signed=signed) + Markup("%")


def in_unit(row: Row, value: Value, provenance: Provenance) -> Cell:
    """A figure in its own unit, with every digit that it has."""
    content, measure = row[value.column], row.get("measure", "level")
    source = Source(row["line_item"], row["period"], row["basis"], measure, row["as_of"])
    key = provenance.find(source)
    return Cell(united_exact(content, row["unit"]).__html__(), key, mark=provenance.mark(key))


def kind_of(value: Value, rows: Iterable[Row], marts: Marts) -> str:
    """How the numbers of a column are written: shares that were printed without decimals have none."""
    if value.measure != "share_pct" or value.over:
        return value.kind
    return whole(marts.kind(value.kind), [row[value.column] for row in rows if row.get(value.column) is not None])


def cell(row: Row, value: Value, provenance: Provenance, kind: str = "") -> Cell:
    """The number or text of a column in a row."""
    content = row.get(value.column)
    if value.kind in ("text", "page"):
        names = (row.get(f"{value.column}_ja", content), row.get(f"{value.column}_en", content))
        return Cell(Text(*(NULL if name is None else str(name) for name in names)).__html__(), is_number=value.kind == "page")
    if content is None:
        reason = why_null(row, value.column)
        return Cell(reason_html(reason) if reason else Markup(NULL))
    if value.kind == "in_unit":
        return in_unit(row, value, provenance)
    key = None
    if value.printed:
        key = provenance.record(
            Source(f"{row['deal']}", "", measure=value.column, title=value.label), row["page"], row["label"], row[value.printed]
        )
    elif source := value.source(row):
        key = provenance.find(source)
    before = escape(row[value.prefix]) if value.prefix else Markup("")
    text = number_html(content, provenance.marts.kind(kind or value.kind), signed=value.signed)
    return Cell(before + text, key, mark=provenance.mark(key))


def build_all(specs: Sequence[Pivot | Listing], marts: Marts, provenance: Provenance, mart: str) -> list[Table]:
    """The tables that have something to show."""
    return [table for spec in specs if (table := spec.build(marts, provenance, mart)) and table.groups]
