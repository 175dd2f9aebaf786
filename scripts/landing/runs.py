"""Lines of numbers that the last decks printed one after the other, found where no name stands by them."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise

from landing.deck import Deck
from landing.dictionary import Row
from landing.evidence import Reading
from landing.fiscal import Calendar
from landing.slots import Slot

# so many numbers of so many digits on average are no coincidence
RUN, DIGITS = 4, 3
# a place that is none of its page's
NOWHERE = -9
Series = dict[str, list[Row]]


def find_runs(deck: Deck) -> None:
    """Put a line of numbers without places to the one series of which the last decks print them, period after period."""
    series: dict[tuple[str, ...], Series] = defaultdict(lambda: defaultdict(list))
    for rows in deck.company.rows.values():
        for row in rows:
            if row.basis == "actual" and not row.qualifier:
                series[row.line_item, row.measure, row.unit][row.digits].append(row)
    for sheet in deck.sheets:
        left = [reading for reading in deck.readings[sheet.page] if reading.slot is None and not reading.mark.rule]
        for its in lines_of_numbers(left):
            digits = sum(reading.mark.significant for reading in its)
            if len(its) < RUN or digits < DIGITS * len(its) or any(reading.mark.qualifier for reading in its):
                continue
            found = [rows for one in series.values() if (rows := printed_so(deck.company.calendar, its, one))]
            if len(found) == 1:
                for reading, row in zip(its, found[0], strict=True):
                    reading.put_anew(Slot((row,), NOWHERE, None), "keep", row.period, row.unit, row.basis)
                    reading.value_known = True


def lines_of_numbers(readings: list[Reading]) -> list[list[Reading]]:
    """Numbers that stand one after the other: in one line, or each on a line of its own."""
    alone = {stream for stream, count in Counter(reading.mark.stream for reading in readings).items() if count == 1}
    found: list[list[Reading]] = []
    for reading in readings:
        before = found[-1][-1].mark.stream if found else NOWHERE
        stream = reading.mark.stream
        goes_on = stream == before or (stream == before + 1 and {before, stream} <= alone)
        if goes_on:
            found[-1].append(reading)
        else:
            found.append([reading])
    return found


def printed_so(cal: Calendar, line: list[Reading], series: Series) -> list[Row]:
    """The figures of a series that are printed as the numbers of a line, at equal steps of time; none where not all are."""
    if not all(reading.mark.digits in series for reading in line):
        return []
    for step in (1, -1, 4, -4):
        for first in series[line[0].mark.digits]:
            rows = [first]
            for reading in line[1:]:
                rows += [row for row in series[reading.mark.digits] if is_step(cal, rows[-1], row, step)][:1]
            if len(rows) == len(line) and all(is_step(cal, one, other, step) for one, other in pairwise(rows)):
                return rows
    return []


def is_step(cal: Calendar, one: Row, other: Row, step: int) -> bool:
    ends = cal.end_of(one.period), cal.end_of(other.period)
    return ends[0] is not None and ends[1] is not None and ends[1] - ends[0] == step and len(one.period) == len(other.period)
