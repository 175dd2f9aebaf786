"""What the sums of a page show: line items that add up to another in every period that it prints."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

import printed

from landing.proposal import NEW, Number

# fewer periods may agree by chance, but for the amounts of so many digits right over their total; more parts than these are
# seldom on one page
LEAST_PERIODS, MOST_PARTS, MOST_ITEMS = 3, 6, 12
TWO_PERIODS, DIGITS = 2, 4
# the numbers of a column end so near to each other
ALIGNED = 6.0
PLAIN = re.compile(r"[0-9][0-9,]*(?:[.][0-9]+)?")


@dataclass(frozen=True)
class Sum:
    """A total and its parts, and in how many periods the page shows it."""

    page: str
    total: str
    parts: tuple[str, ...]
    periods: int

    def __str__(self) -> str:
        return f"page {self.page}: {' + '.join(self.parts)} = {self.total}, in {self.periods} of {self.periods} periods{self.doubt}"

    @property
    def doubt(self) -> str:
        return "" if self.periods >= LEAST_PERIODS else " alone, right over their total: less sure"


Series = dict[str, dict[str, tuple[Decimal, Decimal]]]


def sums(numbers: Iterable[Number], involving: set[str] | None = None) -> list[Sum]:
    """
    Totals of a page with the only parts that add up to them in all periods that the page prints of the total.

    `involving` names line items of which at least one has to take part. Where several sets of parts would do, none is proposed:
    the numbers do not tell which.
    """
    pages: dict[tuple[str, str], list[Number]] = defaultdict(list)
    for number in numbers:
        if number.is_figure and number.measure == "level" and number.basis == "actual" and not number.qualifier:
            pages[number.page, number.unit].append(number)
    found = [found for (page, _), on_page in sorted(pages.items()) for found in sums_of_page(page, series_of(on_page), involving)]
    told = {one.total for one in found}
    over = [
        one for (page, _), its in sorted(pages.items()) for one in sums_over_totals(page, its, involving) if one.total not in told
    ]
    return list({(one.total, one.parts): one for one in (*found, *over)}.values())


def series_of(numbers: list[Number], least: int = LEAST_PERIODS) -> Series:
    """By line item and period, the value and half a unit of its last digit."""
    series: Series = defaultdict(dict)
    for number in numbers:
        digits = printed.digits(number.printed)
        if number.line_item and PLAIN.fullmatch(digits):
            value = Decimal(digits.replace(",", ""))
            half = Decimal(1).scaleb(value.as_tuple().exponent) / 2
            series[number.line_item.removeprefix(NEW)][number.period] = (
                -value if printed.sign(number.printed) == "-" else value,
                half,
            )
    return {name: cells for name, cells in series.items() if len(cells) >= least and any(value for value, _ in cells.values())}


def sums_of_page(page: str, series: Series, involving: set[str] | None) -> list[Sum]:
    found = []
    for total, cells in series.items():
        parts = [name for name, others in series.items() if name != total and set(cells) <= set(others)][:MOST_ITEMS]
        ways = [
            way
            for count in range(2, min(MOST_PARTS, len(parts)) + 1)
            for way in combinations(parts, count)
            if (involving is None or involving & {total, *way}) and adds_up(cells, [series[name] for name in way])
        ]
        if len(ways) == 1:
            found.append(Sum(page, total, ways[0], len(cells)))
    return found


def sums_over_totals(page: str, numbers: list[Number], involving: set[str] | None) -> list[Sum]:
    """Totals of two periods with the rows right over them, in one column, that alone add up to them in both, digit by digit."""
    series = series_of(numbers, TWO_PERIODS)
    found = []
    for column in columns_of(numbers):
        names = [name for name in column if name in series]
        for at, total in enumerate(names):
            cells = series[total]
            ways = [
                tuple(parts)
                for count in range(2, min(MOST_PARTS, at) + 1)
                if (parts := names[at - count : at])
                and (involving is None or involving & {total, *parts})
                and all(set(cells) == set(series[part]) for part in parts)
                and adds_up(cells, [series[part] for part in parts])
            ]
            if len(ways) == 1 and len(cells) == TWO_PERIODS and is_exact(cells):
                found.append(Sum(page, total, ways[0], TWO_PERIODS))
    return found


def is_exact(cells: dict[str, tuple[Decimal, Decimal]]) -> bool:
    """Whether the amounts of a series have so many digits, and differ, that little adds up to them by chance."""
    return all(abs(value) / (2 * half) >= 10 ** (DIGITS - 1) for value, half in cells.values()) and len(set(cells.values())) > 1


def columns_of(numbers: list[Number]) -> list[list[str]]:
    """The line items of a page from top to bottom, by the column that the first number of each ends in."""
    firsts: dict[str, Number] = {}
    for number in numbers:
        firsts.setdefault(number.line_item.removeprefix(NEW), number)
    columns: list[tuple[float, list[tuple[float, str]]]] = []
    for name, number in firsts.items():
        right, top = (number.box[2], number.box[1]) if number.box else (0.0, 0.0)
        column = next((its for edge, its in columns if abs(edge - right) < ALIGNED), None)
        if column is None:
            columns.append((right, column := []))
        column.append((top, name))
    return [[name for _, name in sorted(its, key=lambda one: one[0])] for _, its in columns]


def adds_up(total: dict[str, tuple[Decimal, Decimal]], parts: list[dict[str, tuple[Decimal, Decimal]]]) -> bool:
    """In every period the parts can be the total, each rounded by itself; a part that is nothing adds nothing to the proof."""
    if any(all(value == 0 for value, _ in part.values()) for part in parts):
        return False
    return all(
        abs(sum(part[period][0] for part in parts) - value) < half + sum(part[period][1] for part in parts)
        for period, (value, half) in total.items()
    )
