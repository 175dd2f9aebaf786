"""Tables of a PDF whose headings say what each column is: a half beside a quarter, where the last deck had one of the two."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from landing.columns import Column, columns_of, columns_over
from landing.deck import Deck
from landing.dictionary import Row
from landing.document import Sheet, plain, without_brackets
from landing.evidence import Reading
from landing.fiscal import DAY_ID, Calendar
from landing.heads import with_parts
from landing.months import months_of
from landing.new_rows import is_level
from landing.numbers import Mark, Stream
from landing.pieces import in_rows, lines_of, rows_of_pieces
from landing.slots import Slot
from landing.text_columns import has_name
from landing.years import YEAR, split_axes, with_years, years_under

# a row of a table has so many numbers, and its heading is believed that so many of the table's readings agree with
CELLS, AGREE = 2, 0.5
# as sure as label and heading make it
SURE = 4.0
Said = tuple[str, str, str]


@dataclass(frozen=True)
class Cell:
    """A number under a heading and beside a name, and what the two say that it is."""

    reading: Reading
    said: Said
    slot: Slot
    heading: int


def mend_headed(deck: Deck) -> None:
    """
    Give the rows of a table what their names and the headings over their columns say.

    Of a heading at least half of which the readings agree with already: what remains is a column more, one fewer, or another.
    """
    for sheet in deck.sheets:
        if not sheet.has_boxes or not deck.readings[sheet.page]:
            continue
        tables: dict[int, list[Cell]] = defaultdict(list)
        for cell in cells_of(deck, sheet):
            tables[cell.heading].append(cell)
        for cells in tables.values():
            placed = [cell for cell in cells if cell.reading.slot]
            agreeing = sum(stated(cell.reading) == cell.said for cell in placed)
            if agreeing < max(CELLS, AGREE * len(placed)) or len({cell.said for cell in cells}) < len(cells):
                continue
            for cell in cells:
                if stated(cell.reading) != cell.said and not cell.reading.value_known:
                    put(deck, sheet.page, cell)


def stated(reading: Reading) -> Said | None:
    return (reading.slot.row.line_item, reading.slot.row.measure, reading.period) if reading.slot else None


def put(deck: Deck, page: str, cell: Cell) -> None:
    reading, row = cell.reading, cell.slot.row
    reading.slot, reading.period, reading.basis = cell.slot, cell.said[2], row.basis
    reading.move = next((move for move, period in cell.slot.moves if period == reading.period), "roll")
    reading.unit = "%" if row.unit == "%" else reading.mark.unit or unit_of(deck, page, row)
    reading.label, reading.score, reading.margin, reading.rivals = 1.0, SURE, SURE, []
    reading.value_known = reading.value_differs = reading.is_apart = False
    reading.mark.column = (reading.period,)


def unit_of(deck: Deck, page: str, row: Row) -> str:
    """The unit in which the page states others that were in the same unit."""
    units = Counter(
        other.unit for other in deck.readings[page] if other.slot and other.slot.row.unit == row.unit and not other.mark.unit
    )
    return units.most_common(1)[0][0] if units else row.unit


def cells_of(deck: Deck, sheet: Sheet) -> list[Cell]:
    """The numbers of the rows of a page that stand under a heading, each in a column of its own, beside a name of the last deck."""
    lines = lines_of(with_parts(rows_of_pieces(sheet), deck.company.calendar))
    by_number = {line.number: line for line in lines}
    streams = [Stream(line.form, tuple((line.number, at) for at in range(len(line.form))), line.number) for line in lines]
    streams = with_years(streams, [])
    headings = [(at, columns_of(deck.company.calendar, stream, by_number)) for at, stream in enumerate(streams)]
    slots = slots_by_name(deck, sheet.page)
    found: list[Cell] = []
    for row in numbers_in_rows(deck.readings[sheet.page]):
        top = row[0].mark.box[1] if row[0].mark.box else 0.0
        over = [(at, columns) for at, columns in headings if columns and lines[at].boxes[0][3] <= top + 1.0]
        columns = columns_over(over[-1][1], tuple(reading.mark for reading in row)) if over else []
        name = plain(without_brackets(named(row[0]) or row[0].mark.row))
        for reading, column in zip(row, columns, strict=bool(columns)):
            said = measured(column, reading)
            slot = slots.get((name, said[0], said[1])) if said else None
            if said and slot and column.period:
                # a balance is of the day with which the period of its heading ends
                is_day = DAY_ID.fullmatch(slot.row.period) is not None
                period = deck.company.calendar.closing(column.period) if is_day else column.period
                if deck.company.calendar.has_ended(period):
                    found.append(Cell(reading, (slot.row.line_item, said[0], period), slot, over[-1][0]))
    return found


def measured(column: Column, reading: Reading) -> tuple[str, bool] | None:
    """The measure of a number under a heading, and whether it is in per cent; none where the heading does not tell."""
    if column.is_ratio or column.is_other or column.is_forecast:
        return None
    if not column.is_change:
        return None if reading.mark.is_per_cent else ("level", False)
    if reading.mark.is_per_cent or column.is_rate:
        return ("yoy_pct", True) if reading.mark.is_per_cent else None
    return ("change" if DAY_ID.fullmatch(column.period) else "yoy_change"), False


def numbers_in_rows(readings: list[Reading]) -> list[list[Reading]]:
    """Numbers side by side on one level of a page, from left to right; a name between two parts them."""
    rows: list[list[Reading]] = []
    marked = [reading for reading in readings if reading.mark.box and reading.mark.is_cell and not reading.mark.rule]
    for reading in sorted(marked, key=lambda one: (one.mark.box or (0.0, 0.0))[1]):
        if rows and is_level(rows[-1][0], reading):
            rows[-1].append(reading)
        else:
            rows.append([reading])
    return [
        ordered
        for row in rows
        if len(row) >= CELLS
        and (ordered := sorted(row, key=lambda one: one.mark.box or (0.0,)))
        and len({reading.mark.row for reading in ordered[:1]} | {named(reading) for reading in ordered[1:]} - {""}) == 1
    ]


def named(reading: Reading) -> str:
    """The words that stand between a number and the one before it."""
    return reading.mark.near if has_name(reading.mark) else ""


def slots_by_name(deck: Deck, page: str) -> dict[tuple[str, str, bool], Slot]:
    """The places of a page by their name, measure and kind of unit, where one line item alone has them."""
    found: dict[tuple[str, str, bool], dict[str, Slot]] = defaultdict(dict)
    for slot in deck.pages[page].slots:
        row = slot.row
        if row.basis == "actual" and not row.as_of:
            name = plain(without_brackets(row.label))
            found[name, row.measure, row.unit == "%"].setdefault(row.line_item, slot)
    return {key: next(iter(its.values())) for key, its in found.items() if key[0] and len(its) == 1}


def rule_years(sheet: Sheet, marks: list[Mark]) -> None:
    """The years under the months that a statement's columns are of are no figures."""
    lines = in_rows(sheet).lines
    heads = [lines[at].box for at in years_under([line.form for line in lines])]
    for mark in marks:
        inside = [box for box in heads if box and mark.box and box[1] - 1 <= mark.box[1] and mark.box[3] <= box[3] + 1]
        if inside and YEAR.fullmatch(mark.digits):
            mark.rule = "period_label"


def periods_of_heads(sheet: Sheet, cal: Calendar) -> frozenset[str]:
    """The periods that a page prints on two lines: years under the months of a statement, quarters over the years of an axis."""
    if not sheet.has_boxes:
        return frozenset()
    lines = in_rows(sheet).lines
    texts = years_under([line.form for line in lines]).values()
    axes = [*split_axes(sheet.lines, cal)[0], *months_of(sheet, cal)]
    return frozenset(
        [period for text in texts for label in cal.labels(text) for period in label.periods]
        + [period for axis in axes for _, periods in axis for period in periods]
        + [
            period
            for row in with_parts(rows_of_pieces(sheet), cal)
            for cell in row
            for label in cal.labels(cell.text)
            for period in label.periods
        ]
    )
