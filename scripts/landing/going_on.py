"""Tables and charts that go on with another period: a further row under a heading, a further number in a row."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise

from landing.columns import FORECAST
from landing.deck import Deck
from landing.document import without_brackets
from landing.evidence import Reading
from landing.fiscal import MONTH_ID, Calendar, kind_of
from landing.headed import SURE, numbers_in_rows
from landing.new_rows import is_level
from landing.slots import Slot

# so many rows beside it tell what the columns of a row are, and a row has so many
ROWS, COLUMNS = 2, 2
# so many numbers of a row that were printed before tell what the others of it are
TOLD = 3
# so many numbers that state one figure, where the last deck had as many
PAIR = 2
# so far the columns of a chart may be from one distance
APART = 0.2
Key = tuple[str, str, str]


def periods_of_row(cal: Calendar, name: str) -> tuple[str, ...]:
    """The periods that the name of a row may mean, where it is a period and nothing else but a forecast."""
    labels = cal.labels(name)
    left = without_brackets(name[labels[0].end :]) if len(labels) == 1 and labels[0].start <= 1 else name
    return labels[0].periods if labels and not FORECAST.sub("", left).strip(" )）") else ()


def fill_period_rows(deck: Deck) -> None:
    """
    Put the numbers of a row that begins with a period to the columns that rows beside it have.

    A table that goes on with another year has places for its last rows, and for one row none.
    """
    for readings in deck.readings.values():
        tables: dict[int, list[tuple[str, tuple[str, ...], list[Reading]]]] = defaultdict(list)
        for row in rows_of(readings):
            name = row[0].mark.near.strip() or row[0].mark.row
            periods = periods_of_row(deck.company.calendar, name)
            if periods:
                tables[len(row)].append((name, periods, row))
        for table in tables.values():
            _fill(deck, table)


def go_on_in_rows(deck: Deck) -> None:
    """
    Put a number without a place to the series whose last periods stand before it, each in its column, at the same distance.

    Of several series in those columns, to the one on its level.
    """
    for readings in deck.readings.values():
        taken = {reading.fact for reading in readings if reading.slot}
        cells = [reading for reading in readings if reading.mark.is_cell and not reading.mark.rule]
        series: dict[Key, list[Reading]] = defaultdict(list)
        for reading in cells:
            if reading.slot and reading.period in reading.mark.column:
                series[key_of(reading)].append(reading)
        for reading in sorted((one for one in cells if is_open(one)), key=_middle):
            found = []
            for its in series.values():
                left = [one for one in its if _middle(one) < _middle(reading) and (reading.mark.box or is_in_line(one, reading))]
                before = sorted(left, key=_middle)[-ROWS:]
                period = next(
                    (said for said in reading.mark.column if _goes_on(deck.company.calendar, [*before, reading], said)), ""
                )
                is_over = period != "" and (before[-1].fact[3] != "actual" or deck.company.calendar.has_ended(period))
                if is_over and (*before[-1].fact[:2], period, before[-1].fact[3]) not in taken:
                    found.append((before, period))
            level = [one for one in found if is_level(one[0][-1], reading)]
            for before, period in found if len(found) == 1 else level if len(level) == 1 else []:
                _put(reading, before, period, is_forecast=before[-1].basis != "actual")
                taken.add(reading.fact)
                its = series[key_of(reading)]
                its.append(reading)
                # numbers printed before name the row
                if sum(one.value_known for one in its) >= TOLD:
                    reading.score = reading.margin = SURE


def is_open(reading: Reading) -> bool:
    """Whether a number in a column has no place, or one of another period that was not printed before."""
    return bool(reading.mark.column) and (
        reading.slot is None or not (reading.value_known or reading.period in reading.mark.column)
    )


def part_doubles(deck: Deck) -> None:
    """
    Give one of two numbers the period that is free, where both state one figure and the last deck had two there.

    A value that comes twice in a series, once of a period that the last deck printed too, lets both be taken for that.
    """
    for readings in deck.readings.values():
        facts: dict[tuple, list[Reading]] = defaultdict(list)
        for reading in readings:
            if reading.slot and not reading.is_new_place:
                facts[reading.fact].append(reading)
        for doubles in [its for its in facts.values() if len(its) == PAIR]:
            periods = {reading.slot.row.period for reading in doubles if reading.slot}
            series = {reading.slot.series for reading in doubles if reading.slot}
            if len(periods) < PAIR or len(series) > 1:
                continue
            free = [
                (reading, move, period)
                for reading in doubles
                if reading.slot
                for move, period in reading.slot.moves
                if (*reading.fact[:2], period, reading.fact[3]) not in facts and _is_current(deck, period, reading.period)
            ]
            if len(free) == 1:
                ((reading, move, period),) = free
                reading.move, reading.period, reading.value_known = move, period, False


def _is_current(deck: Deck, period: str, like: str) -> bool:
    """Whether a period of a kind, a quarter or a half, has ended since the last deck."""
    end = deck.company.calendar.end_of(period)
    return end is not None and deck.was < end <= deck.now and kind_of(period) == kind_of(like)


def complete_rows(deck: Deck) -> None:
    """Put the numbers that a named row has without a place to the places of that name which follow those of its other numbers."""
    for page, readings in deck.readings.items():
        slots = deck.pages[page].slots
        taken = {reading.slot.rank for reading in readings if reading.slot and not reading.is_new_place}
        for row in rows_of(readings):
            placed = [(at, reading, reading.slot) for at, reading in enumerate(row) if reading.slot and not reading.is_new_place]
            steps = {(slot.rank - at, slot.row.label) for at, _, slot in placed}
            moves = Counter(reading.move for _, reading, _ in placed)
            if len(placed) < ROWS or len(steps) != 1 or len(moves) != 1:
                continue
            (first, label), (move,) = next(iter(steps)), moves
            for at, reading in enumerate(row):
                slot = slots[first + at] if 0 <= first + at < len(slots) else None
                if reading.slot or slot is None or slot.rank in taken or slot.row.label != label:
                    continue
                if move in dict(slot.moves) and reading.mark.is_per_cent == slot.row.printed.endswith("%"):
                    unit = deck.pages[page].unit_in(reading.mark, slot.row)
                    reading.put_anew(slot, move, dict(slot.moves)[move], unit, slot.row.basis)
                    reading.is_new_place, reading.label = False, min(other.label for _, other, _ in placed)
                    taken.add(slot.rank)


def _goes_on(cal: Calendar, its: list[Reading], period: str) -> bool:
    """Whether the last of some numbers, with a period, follows the others in print, in time and on the page."""
    periods = [*(one.period for one in its[:-1]), period]
    ends = [end for one in periods if (end := _end(cal, one)) is not None]
    if len(its) <= ROWS or len(ends) < len(its) or len({one.mark.is_per_cent for one in its}) > 1:
        return False
    steps = [_middle(after) - _middle(before) for before, after in pairwise(its)]
    times = {after - before for before, after in pairwise(ends)}
    is_one_kind = len(set(map(kind_of, periods))) == 1
    return is_one_kind and len(times) == 1 and times != {0} and max(steps) < (1 + APART) * min(steps)


def _end(cal: Calendar, period: str) -> int | None:
    """When a period ends, in months."""
    month, end = MONTH_ID.fullmatch(period), cal.end_of(period)
    return int(month[1]) * 12 + int(month[2]) if month else None if end is None else 3 * end


def is_in_line(one: Reading, other: Reading) -> bool:
    """Whether two numbers of a text stand in one line."""
    return one.mark.stream == other.mark.stream


def _middle(reading: Reading) -> float:
    """Where a number stands from left to right, or in its text."""
    return (reading.mark.box[0] + reading.mark.box[2]) / 2 if reading.mark.box else float(reading.mark.order)


def rows_of(readings: list[Reading]) -> list[list[Reading]]:
    """Numbers side by side: on one level of a page, or in one line of a text."""
    lines: dict[int, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.mark.box is None and reading.mark.is_cell and not reading.mark.rule:
            lines[reading.mark.stream].append(reading)
    return [row for row in [*numbers_in_rows(readings), *lines.values()] if len(row) >= COLUMNS]


def _fill(deck: Deck, table: list[tuple[str, tuple[str, ...], list[Reading]]]) -> None:
    """Where the names of most rows tell the periods of their numbers, and most of a column is of one thing, all are."""
    if len({periods for _, periods, _ in table}) < len(table):
        return
    columns = []
    for at in range(len(table[0][2])):
        its = Counter(key_of(row[at]) for _, periods, row in table if row[at].slot and row[at].period in periods)
        key, count = its.most_common(1)[0] if its else (("", "", ""), 0)
        if count < ROWS or count <= its.total() / 2:
            return
        columns.append(key)
    if len(set(columns)) < len(columns):
        return
    kinds = [
        periods.index(reading.period) for _, periods, row in table for reading in row if reading.slot if reading.period in periods
    ]
    kind = Counter(kinds).most_common(1)[0][0]
    for name, periods, row in table:
        is_forecast = FORECAST.search(name) is not None
        # nothing has happened in a year that is not over, whatever its row leaves out
        if kind >= len(periods) or not (is_forecast or deck.company.calendar.has_ended(periods[kind])):
            continue
        for at, reading in enumerate(row):
            is_placed = reading.slot is not None and reading.period in periods and key_of(reading) == columns[at]
            if not is_placed and reading.mark.is_per_cent == (columns[at][2] == "%"):
                like = [other[at] for _, _, other in table if other[at].slot and key_of(other[at]) == columns[at]]
                _put(reading, like, periods[kind], is_forecast=is_forecast)


def _put(reading: Reading, like: list[Reading], period: str, *, is_forecast: bool) -> None:
    """Put a number beside those of its column: to the place of one that is expected as it is, or has happened as it has."""
    expected = [other for other in like if (other.basis != "actual") == is_forecast]
    other = (expected or like)[-1]
    assert other.slot is not None
    slot: Slot = other.slot
    basis = other.basis if expected else "forecast" if is_forecast else "actual"
    move = next((move for move, its in slot.moves if its == period), "roll")
    reading.put_anew(slot, move, period, other.unit, basis)
    reading.label, reading.value_known, reading.value_differs = 1.0, False, False


def key_of(reading: Reading) -> Key:
    assert reading.slot is not None
    return reading.slot.row.line_item, reading.slot.row.measure, reading.unit
