"""What is known of an amount: intervals by rounding, in the base unit, of what decks print."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

from landing.dictionary import Company, Row

Interval = tuple[float, float]
Fact = tuple[str, str, str, str]


@dataclass(frozen=True)
class Print:
    """A print of a fact: its interval, its digits and where it stands."""

    low: float
    high: float
    digits: str
    page: str
    as_of: str
    unit: str


def interval(company: Company, value: float, decimals: int, unit: str, qualifier: str, line_item: str, measure: str) -> Interval:
    """What a printed number can stand for, in the base unit of its family."""
    known = company.unit(unit, line_item, measure)
    scale = known.scale if known else 1.0
    step = 10.0**-decimals
    rounding = company.rounding(known.family if known else "")
    below, above = _rounded(value, step, rounding) if known is None or known.is_rounded or decimals else (0.0, 0.0)
    size = abs(value)
    low, high = size - below, size + above
    if qualifier:
        meaning = company.qualifiers.get(qualifier)
        # an approximation is as coarse as its last digit that is not zero
        coarse = _coarse(size, step) if meaning and (meaning.toward != 0 or meaning.away != 0) else step
        toward, away = (meaning.toward, meaning.away) if meaning else (1.0, 1.0)
        low = 0.0 if toward is None else min(low, size - toward * coarse)
        high = math.inf if away is None else max(high, size + away * coarse)
    low, high = low * scale, high * scale
    return (-high, -low) if value < 0 else (low, high)


def _rounded(value: float, step: float, rounding: str) -> tuple[float, float]:
    if rounding in ("down", "truncate", "cut", "toward_zero"):
        return 0.0, step
    if rounding in ("up", "away_from_zero"):
        return step, 0.0
    return (step / 2, step / 2) if rounding.startswith("half") else (step, step)


def _coarse(size: float, step: float) -> float:
    while size and size % (step * 10) == 0:
        step *= 10
    return step


def of_row(company: Company, row: Row) -> Interval | None:
    if row.value is None:
        return None
    decimals = len(row.digits.split(".")[1]) if "." in row.digits else 0
    sign = company.sign(row.section, row.line_item) if row.measure == "level" else 1
    low, high = interval(company, row.value, decimals, row.unit, row.qualifier, row.line_item, row.measure)
    return (low, high) if sign > 0 else (-high, -low)


class Known:
    """What the landed decks of a company state of each fact, the newest deck last."""

    def __init__(self, company: Company) -> None:
        self.prints: dict[Fact, list[Print]] = defaultdict(list)
        for rows in company.rows.values():
            for row in rows:
                bounds = of_row(company, row)
                if bounds:
                    fact = (row.line_item, row.measure, row.period, row.told)
                    self.prints[fact].append(Print(*bounds, row.digits, row.page, row.as_of, row.unit))

    def of(self, fact: Fact) -> list[Print]:
        return self.prints.get(fact, [])


def overlap(one: Interval, other: Interval) -> bool:
    """Whether two intervals share more than an end, which belongs to the next number; a point is in what ends with it."""
    low, high = max(one[0], other[0]), min(one[1], other[1])
    # what a float loses
    slack = 1e-9 * max(abs(low), abs(high)) if math.isfinite(low) and math.isfinite(high) else 0.0
    if one[0] == one[1] or other[0] == other[1]:
        return low <= high + slack
    return low < high - slack
