"""What a section is, and the columns that recur."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reporting.marts import Marts
from reporting.panels import (
    Panels,
)
from reporting.tables import Listing, Pivot, Value, order_of
from reporting.text import MEASURES, Text

QUARTERS, LONGER, YEARS = ("quarter",), ("half", "nine_months"), ("year",)


IN_QUARTERS, IN_YEARS = Text("四半期", "By quarter"), Text("年度", "By fiscal year")


AS_STATED = Text("半期・9か月（資料の記載分）", "Half-years and nine months, as far as decks state them")


ACTUAL: dict[str, Any] = {"basis": "actual"}


AMOUNT, REVENUE = Text("金額", "Amount"), Text("売上", "Revenue")


YOY, QOQ, SHARE = Text("前年同期比", "Year on year"), Text("前四半期比", "Quarter on quarter"), Text("構成比", "Share")


# how decks name the ratio of a line of the income statement to revenue
RATIOS = {
    "cost_of_sales": "cost_of_sales_ratio",
    "gross_profit": "gross_margin",
    "sga_expenses": "sga_ratio",
    "operating_profit": "operating_margin",
    "profit_before_tax": "profit_before_tax_margin",
    "profit_attributable_to_owners": "profit_margin",
}


Tables = tuple[Pivot | Listing, ...]


@dataclass(frozen=True)
class Section:
    """A chapter of the report."""

    id: str
    title: Text
    mart: str
    panels: Panels
    tables: Tables | Callable[[Marts], Tables] = ()
    is_table_alone: bool = False
    starts_closed: bool = False
    has_own_units: bool = False

    def tables_of(self, marts: Marts) -> Tables:
        return self.tables(marts) if callable(self.tables) else self.tables


def amount(column: str = "amount_mn", label: Text = AMOUNT, item: str = "{line_item}", kind: str = "money") -> Value:
    return Value(column, label, kind, item)


def yoy(column: str = "yoy_pct", item: str = "{line_item}", label: Text = YOY) -> Value:
    return Value(column, label, "pct", item, "yoy_pct", signed=True)


def yoy_change(column: str = "yoy_change_mn", item: str = "{line_item}", kind: str = "money") -> Value:
    return Value(column, Text("前年同期比 増減", "Change on the year"), kind, item, "yoy_change", signed=True)


def qoq(column: str = "qoq_pct", item: str = "{line_item}") -> Value:
    return Value(column, QOQ, "pct", item, "qoq_pct", signed=True)


def to_revenue(column: str = "ratio_to_revenue_pct", over: str = "revenue") -> Value:
    return Value(column, Text("売上高比", "Ratio to revenue"), "pct", over=over, items=RATIOS)


def share(column: str, over: str) -> Value:
    return Value(column, SHARE, "pct", measure="share_pct", over=over)


def computed(column: str, label: Text, kind: str, *of: str, item: str = "{line_item}", signed: bool = False) -> Value:
    """A number that no deck states, and what it is computed from."""
    return Value(column, label, kind, f"{item}:{column}", of=of, signed=signed)


def both(values: tuple[Value, ...], **more: Any) -> tuple[Pivot, ...]:  # noqa: ANN401
    """The same table by quarter, by half-year and nine months where a deck states them, and by year."""
    return (
        Pivot(IN_QUARTERS, values, QUARTERS, **more),
        Pivot(AS_STATED, values, LONGER, is_as_stated=True, **more),
        Pivot(IN_YEARS, values, YEARS, **more),
    )


def disclosed(statement: str, caption: Text) -> Listing:
    """The figures of one table of the deck that has no mart with columns of its own."""
    return Listing(
        caption,
        head=lambda row: Text(
            f"{row['name_ja']}　{MEASURES[row['measure']].ja}".strip(),
            ", ".join(filter(None, (row["name_en"], MEASURES[row["measure"]].en))),
        ),
        head_label=Text("項目", "Item"),
        mart="disclosures",
        filter={"statement": statement},
        values=(
            Value("when", Text("期間", "Period"), "text"),
            Value("value", Text("数値", "Figure"), "in_unit"),
            Value("printed", Text("印字", "As printed"), "text"),
        ),
        order=lambda row: (row["display_order"], order_of(row), row["measure"]),
    )
