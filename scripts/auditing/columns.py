"""What is wrong with many rows of a page at once: the unit of its table, two columns exchanged, all columns moved by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from landing.fiscal import shifted
from landing.project import Row

from auditing.copies import Edit
from auditing.slips import Deck, Slip

# a column or a table has so many rows
LEAST = 3
# a quarter, a year
STEPS = (1, -1, 4, -4)


def of_page(deck: Deck, page: str) -> Iterator[Slip]:
    """Every row of a unit in another unit; every row of a period in another period, and those of that one in this."""
    rows = deck.on_page.get(page, [])
    for unit, its in grouped(rows, "unit"):
        for other in deck.other_units(its[0]):
            yield together("page_unit", f"unit {unit}", f"unit {other}", ((row, {"unit": other}) for row in its))
    columns = dict(grouped(rows, "period"))
    calendar = deck.dictionary.calendar
    for step in STEPS:
        moved = {period: shifted(calendar, period, step) for period in columns}
        for period, other in moved.items():
            if other in columns and period < other:
                both = [
                    *((row, {"period": other}) for row in columns[period]),
                    *((row, {"period": period}) for row in columns[other]),
                ]
                yield together("page_exchanged", f"{period} and {other}", f"{other} and {period}", both)
        all_moved = [(row, {"period": period}) for column, period in moved.items() if period for row in columns[column]]
        if len(columns) > 1 and all_moved:
            yield together("page_moved", ", ".join(columns), ", ".join(filter(None, moved.values())), all_moved)


def grouped(rows: Iterable[Row], column: str) -> Iterator[tuple[str, list[Row]]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    yield from ((value, its) for value, its in found.items() if len(its) >= LEAST)


def together(kind: str, was: str, now: str, changes: Iterable[tuple[Row, Row]]) -> Slip:
    edit = Edit({row["seq"]: row | cells for row, cells in changes})
    return Slip(kind, tuple(edit.rows), was, now, edit)
