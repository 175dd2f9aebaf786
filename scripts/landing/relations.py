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

# fewer periods may agree by chance; more parts than these are seldom on one page
LEAST_PERIODS, MOST_PARTS, MOST_ITEMS = 3, 6, 12
PLAIN = re.compile(r"[0-9][0-9,]*(?:[.][0-9]+)?")


@dataclass(frozen=True)
class Sum:
    """A total and its parts, and in how many periods the page shows it."""

    page: str
    total: str
    parts: tuple[str, ...]
    periods: int

    def __str__(self) -> str:
        return f"page {self.page}: {' + '.join(self.parts)} = {self.total}, in {self.periods} of {self.periods} periods"


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
    return list({(one.total, one.parts): one for one in found}.values())


def series_of(numbers: list[Number]) -> Series:
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
    return {
        name: cells for name, cells in series.items() if len(cells) >= LEAST_PERIODS and any(value for value, _ in cells.values())
    }


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


def adds_up(total: dict[str, tuple[Decimal, Decimal]], parts: list[dict[str, tuple[Decimal, Decimal]]]) -> bool:
    """In every period the parts can be the total, each rounded by itself; a part that is nothing adds nothing to the proof."""
    if any(all(value == 0 for value, _ in part.values()) for part in parts):
        return False
    return all(
        abs(sum(part[period][0] for part in parts) - value) < half + sum(part[period][1] for part in parts)
        for period, (value, half) in total.items()
    )
