"""The last deck's figures of a page, as the places that the numbers of the new page may take."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ledgers.rows import ONE_PRINT

from landing.columns import PROGRESS
from landing.dictionary import Company, Place, Row
from landing.document import Box
from landing.fiscal import moves


@dataclass(frozen=True)
class Slot:
    """One printed figure of the last deck; several rows where it states several facts."""

    rows: tuple[Row, ...]
    # where it stands among the figures of its page, in the text's order and in the landing's
    rank: int
    place: tuple[int, int] | None
    # where it stood on its page, of a deck that was landed from a PDF
    box: Box | None = None
    moves: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    after: int = -1
    before: int = -1
    next_in_series: int = -1
    previous_in_series: int = -1

    @property
    def row(self) -> Row:
        return self.rows[0]

    @property
    def series(self) -> tuple[str, ...]:
        return self.row.series


def slots_of(
    company: Company, rows: list[Row], places: dict[str, Place], was: int, now: int, boxes: dict[str, Box] | None = None
) -> list[Slot]:
    """The figures of a page in the order of the last deck's text, where its ledger has it, else of its landing."""
    merged: list[list[Row]] = []
    for row in rows:
        last = merged[-1][0] if merged else None
        if (
            last
            and ONE_PRINT in row.remark
            and (row.line_item, row.measure, row.printed) == (last.line_item, last.measure, last.printed)
        ):
            merged[-1].append(row)
        else:
            merged.append([row])
    found: list[tuple[tuple[int, int] | None, Box | None, list[Row]]] = []
    for group in merged:
        place = places.get(" ".join(str(row.seq) for row in group)) or places.get(str(group[0].seq))
        # a deck landed from a PDF has boxes instead of lines
        found.append(((place.line, place.position) if place and place.line else None, (boxes or {}).get(str(group[0].seq)), group))
    found.sort(key=lambda item: (*(item[0] or (10**9, 0)), item[2][0].seq))
    slots = [
        Slot(tuple(group), rank, place, box, _moves(company, group[0], was, now)) for rank, (place, box, group) in enumerate(found)
    ]
    return _chained(company, slots)


def _moves(company: Company, row: Row, was: int, now: int) -> tuple[tuple[str, str], ...]:
    found = moves(company.calendar, row.period, was, now)
    # what was announced on a day is of its own year
    if row.as_of:
        year = company.calendar.year_of(row.period)
        found = {move: period for move, period in found.items() if company.calendar.year_of(period) == year}
    item = company.line_items.get(row.line_item, {})
    # what has been reached of a year is reached by the time since it began
    if (
        row.unit == "%"
        and "to_date" in found
        and PROGRESS.search(" ".join((row.label, item.get("name_ja", ""), item.get("name_en", ""))))
    ):
        found.pop("roll", None)
    return tuple(found.items())


def _chained(company: Company, slots: list[Slot]) -> list[Slot]:
    """Each slot with the ones beside it, and with the period before and after it in its series."""
    series: dict[tuple[str, ...], list[Slot]] = defaultdict(list)
    for slot in slots:
        series[slot.series].append(slot)
    after: dict[int, int] = {}
    for members in series.values():
        # print order tells a chart's row apart from the same series in a sentence
        by_period: dict[str, Slot] = {}
        for slot in members:
            by_period.setdefault(slot.row.period, slot)
        ordered = sorted(by_period, key=lambda period: _sortable(company, period))
        for one, other in pairwise(ordered):
            after[by_period[one].rank] = by_period[other].rank
    before = {to: at for at, to in after.items()}
    last = len(slots) - 1
    return [
        replace(
            slot,
            after=slot.rank + 1 if slot.rank < last else -1,
            before=slot.rank - 1,
            next_in_series=after.get(slot.rank, -1),
            previous_in_series=before.get(slot.rank, -1),
        )
        for slot in slots
    ]


def _sortable(company: Company, period: str) -> tuple[float, str]:
    end = company.calendar.end_of(period)
    if end is not None:
        return float(end), period
    if period[:4].isdigit() and period[4:5] == "-" and period[5:7].isdigit():
        return int(period[:4]) * 4 + int(period[5:7]) / 3, period
    return 0.0, period
