"""An income statement whose labels stand apart from its numbers, told by what must add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from landing.columns import FORECAST
from landing.document import Sheet
from landing.fiscal import parse
from landing.labelled import Reader, is_past
from landing.numbers import Mark
from landing.proposal import FIGURE, LIKELY, Number
from landing.rows import _placed

ORDER = (
    "revenue",
    "cost_of_sales",
    "gross_profit",
    "sga_expenses",
    "operating_profit",
    "profit_before_tax",
    "profit_attributable_to_owners",
)
SUMS = (("revenue", "cost_of_sales", "gross_profit"), ("gross_profit", "sga_expenses", "operating_profit"))
RATIOS = {
    "cost_of_sales": "cost_of_sales_ratio",
    "gross_profit": "gross_margin",
    "sga_expenses": "sga_ratio",
    "operating_profit": "operating_margin",
    "profit_before_tax": "profit_before_tax_margin",
    "profit_attributable_to_owners": "profit_margin",
}


@dataclass(frozen=True)
class Told:
    """What a number of such a statement is: the item, its measure, and which column of amounts it belongs to."""

    item: str
    measure: str
    column: int


def rows_of_numbers(marks: list[Mark]) -> list[list[Mark]]:
    rows: dict[int, list[Mark]] = {}
    for mark in marks:
        if not mark.rule:
            rows.setdefault(mark.line, []).append(mark)
    return [rows[line] for line in sorted(rows)]


def tell(marks: list[Mark], labelled: set[str]) -> dict[int, Told]:
    """The numbers of a page's income statement by uid; nothing where no rows add up as one."""
    rows = rows_of_numbers(marks)
    levels = [row for row in rows if len(row) >= 2 and not row[0].is_per_cent and row[0].sign != "+"]
    best: tuple[float, dict[str, list[Mark]]] = (0.0, {})
    items = [item for item in ORDER if item in labelled]
    for count in range(min(len(items), len(levels), 7), 3, -1):
        for its_items in combinations(items, count):
            if "revenue" not in its_items:
                continue
            for start in range(len(levels) - count + 1):
                table = dict(zip(its_items, levels[start : start + count], strict=True))
                points = _points(table, rows)
                if points > best[0]:
                    best = (points, table)
    return dict(_told(best[1], rows)) if best[0] >= 3 else {}


def _points(table: dict[str, list[Mark]], rows: list[list[Mark]]) -> float:
    points = 0.1 * len(table)
    for whole, part, rest in SUMS:
        if whole in table and part in table and rest in table:
            first = [table[name][0] for name in (whole, part, rest)]
            points += 1.5 if _adds(*first) else -4.0
    revenue = table["revenue"][0].value
    for item, row in table.items():
        share = _share_row(row, rows)
        if item in RATIOS and share and revenue:
            points += 0.8 if abs(row[0].value / revenue * 100 - share[0].value) <= 0.2 + 50 / revenue else -1.5
    return points


def _adds(whole: Mark, part: Mark, rest: Mark) -> bool:
    step = 10.0 ** -min(whole.decimals, part.decimals, rest.decimals)
    return abs(whole.value - part.value - rest.value) <= 1.5 * step


def _share_row(row: list[Mark], rows: list[list[Mark]]) -> list[Mark]:
    """Rates printed on the line before the amounts, one for each."""
    at = rows.index(row)
    before = rows[at - 1] if at else []
    return before if before and all(mark.is_per_cent and not mark.sign for mark in before) else []


def _told(table: dict[str, list[Mark]], rows: list[list[Mark]]) -> Iterator[tuple[int, Told]]:
    for item, row in table.items():
        column = -1
        for mark in row:
            if mark.sign == "+" or (mark.sign and mark.is_per_cent):
                measure = "yoy_pct" if mark.is_per_cent else "yoy_change"
                of = 0 if column == 1 and measure else max(column, 0)
                yield mark.uid, Told(item, measure, of)
            else:
                column += 1
                yield mark.uid, Told(item, "level", column)
        for at, mark in enumerate(_share_row(row, rows)):
            if item in RATIOS:
                yield mark.uid, Told(RATIOS[item], "level", at)


def by_sums(
    reader: Reader, sheet: Sheet, marks: list[Mark], labelled: set[str], unit: str, named: dict[int, Number]
) -> dict[int, Number]:
    """Rows that add up as an income statement, though their labels stand elsewhere on the page."""
    told = tell(marks, labelled)
    if not told:
        return {}
    is_forecast = bool(FORECAST.search(sheet.title + " ".join(line.text for line in sheet.lines[:3])))
    periods = _periods(reader, sheet, is_forecast)
    found = {}
    for mark in marks:
        if mark.uid in told and mark.uid not in named:
            its = told[mark.uid]
            period = periods[its.column] if its.column < len(periods) else ""
            basis = "actual" if is_past(reader, period) else "forecast"
            found[mark.uid] = _placed(sheet, mark, f"PAGE-{sheet.page}")(
                label=reader.company.line_items[its.item]["name_ja"],
                line_item=its.item,
                measure=its.measure,
                period=period,
                basis=basis,
                printed=mark.printed,
                unit="%" if mark.is_per_cent else mark.unit or unit,
                qualifier=mark.qualifier,
                disposition=FIGURE,
                confidence=LIKELY,
                why="the rows add up as an income statement",
            )
    return found


def _periods(reader: Reader, sheet: Sheet, is_forecast: bool) -> list[str]:
    """The periods of the page in order: of what happened the newest first, of a forecast as printed."""
    said = [
        label.periods[0]
        for line in sheet.lines
        for label in reader.company.calendar.labels(line.text)
        if parse(label.periods[0]) and not label.is_announcement
    ]
    order = list(dict.fromkeys(said))
    if is_forecast:
        return [period for period in order if not is_past(reader, period)]
    past = [period for period in order if is_past(reader, period) and not period.startswith("FY")]
    newest = [period for period in past if reader.company.calendar.end_of(period) == reader.now][:1]
    ago = [
        period
        for period in past
        if newest and reader.company.calendar.end_of(period) == reader.now - 4 and period[0:2] == newest[0][0:2]
    ][:1]
    return [*newest, *ago, *[period for period in order if not is_past(reader, period)]]
