"""Gaps in tables: what a line does not state though it states what is before and after, or what all lines beside it state."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator

from landing.fiscal import parse, shifted
from landing.project import Row

from auditing.slips import Deck

# a quarter, a year
STEPS = (1, 4)
BETWEEN = 4.0
# so many lines beside it state it, at least
BESIDE = 2

Column = tuple[str, str, str]


def gaps(deck: Deck) -> Iterator[tuple[float, Row]]:
    """What may have been left out, each as the row of its line that is nearest in its table, with the bits that speak for it."""
    for rows in deck.on_page.values():
        table: dict[tuple[str, ...], dict[Column, Row]] = defaultdict(dict)
        for row in rows:
            table[row["line_item"], row["measure"], row["unit"]][row["period"], row["basis"], row["as_of"]] = row
        for line in table.values():
            found = Counter[Column]()
            for column in between(deck, line):
                found[column] += BETWEEN
            for column, lines in beside(table, line).items():
                found[column] += math.log2(lines)
            for (period, basis, as_of), bits in found.items():
                yield bits, next(reversed(line.values())) | {"period": period, "basis": basis, "as_of": as_of}


def between(deck: Deck, line: dict[Column, Row]) -> Iterator[Column]:
    """One step after a period that it states and before another, where it goes on by that step."""
    calendar = deck.dictionary.calendar
    for step in STEPS:
        for period, basis, as_of in line:
            its, after, last = (shifted(calendar, period, step * turn) for turn in (1, 2, 3))
            is_regular = (step == 4) == bool(parse(period) and parse(period)[0] == "FY")  # type: ignore[index]
            before = shifted(calendar, period, -step)
            stated = [bool(one and (one, basis, as_of) in line) for one in (its, after, before, last)]
            if its and is_regular and not stated[0] and stated[1] and (stated[2] or stated[3]):
                yield its, basis, as_of


def beside(table: dict[tuple[str, ...], dict[Column, Row]], line: dict[Column, Row]) -> Counter[Column]:
    """What other lines state that state all that this one does, and one thing more."""
    found = Counter[Column]()
    mine = line.keys()
    for other in table.values():
        more = other.keys() - mine
        if len(mine) > 1 and len(more) == 1 and mine < other.keys():
            found[more.pop()] += 1
    return Counter({column: lines for column, lines in found.items() if lines >= BESIDE})
