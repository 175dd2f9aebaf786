"""Numbers and lines that a document has in parts."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from landing.arithmetic import Arithmetic
from landing.called import firsts_of_charts
from landing.columns import columns_of, columns_over
from landing.contexts import mark_contexts
from landing.deck import Deck
from landing.dictionary import read_company
from landing.document import Line, Sheet
from landing.evidence import Reading
from landing.facts import Known
from landing.fiscal import Calendar, canonical
from landing.going_on import go_on_in_rows
from landing.headed import cells_of, mend_headed
from landing.labelled import unit_named
from landing.layout import axes_of
from landing.numbers import read_numbers
from landing.page_numbers import numbered_pages
from landing.pdf_worker import Box, joined
from landing.pieces import in_rows
from landing.project import ROOT
from landing.propose import published_on
from landing.reading import units_of, words_of
from landing.slots import Slot
from landing.text_columns import place_headed


def piece(text: str, left: float, top: float = 0.0, size: float = 10.0) -> tuple[str, list[Box]]:
    return text, [(left + 6 * at, top, left + 6 * at + 6, top + size) for at in range(len(text))]


def test_pieces_of_a_line_are_joined_in_whatever_order_they_were_drawn() -> None:
    drawn = [piece("revenue", 0), piece("elsewhere", 0, top=40), piece("up 5%", 90), piece("1,234", 46)]
    assert [text for text, _ in joined(drawn)] == ["revenue 1,234", "elsewhere", "up 5%"]


def test_pieces_of_another_size_or_line_stay_apart() -> None:
    drawn = [piece("12", 0), piece("34", 12, top=12), piece("56", 12, size=5)]
    assert [text for text, _ in joined(drawn)] == ["12", "34", "56"]


@pytest.mark.parametrize(
    ("lines", "broken"),
    [
        (["42,5", "3"], [True, False]),
        (["sales 9175 .7"], [True, True]),
        (["sales 98."], [True]),
        (["sales 91.7 and 42,536"], [False, False]),
    ],
)
def test_a_part_of_a_number_is_known_as_one(lines: list[str], broken: list[bool]) -> None:
    company = read_company("iij", ROOT, "")
    sheet = Sheet("1", tuple(Line(number, text, number) for number, text in enumerate(lines, start=1)))
    marks, streams = read_numbers(sheet, company.calendar, words_of(company))
    mark_contexts(sheet, marks, streams, company.calendar)
    assert [mark.is_broken for mark in marks] == broken


def test_a_line_that_begins_with_decimals_goes_on() -> None:
    company = read_company("iij", ROOT, "")
    sheet = Sheet("1", (Line(1, "total 325", 1), Line(2, ".6", 2)))
    marks, _ = read_numbers(sheet, company.calendar, words_of(company))
    assert [mark.digits for mark in marks] == ["325.6"]


@pytest.mark.parametrize(
    ("first", "second", "read"),
    [("sales 42,5", "36", ["42,536"]), ("42,", "536 cars", ["42,536"]), ("42,5", "361", ["42,5", "361"])],
)
def test_a_number_broken_within_its_thousands_goes_on(first: str, second: str, read: list[str]) -> None:
    company = read_company("iij", ROOT, "")
    marks, _ = read_numbers(table(first, second), company.calendar, words_of(company))
    assert [mark.digits for mark in marks] == read


def table(*lines: str) -> Sheet:
    return Sheet("1", tuple(Line(number, text, number) for number, text in enumerate(lines, start=1)))


def test_rows_of_a_text_have_the_periods_of_their_heading() -> None:
    """As many numbers as the heading has columns, or as it has without its changes; other lines are no rows."""
    company = read_company("iij", ROOT, "")
    sheet = table("2Q25 2Q24 増減率", "revenue 1,136 1,090 4.2%", "cost 640 617", "total 1,234")
    marks, streams = read_numbers(sheet, company.calendar, words_of(company))
    mark_contexts(sheet, marks, streams, company.calendar)
    place_headed(company.calendar, streams, marks)
    found = [(mark.digits, mark.column) for mark in marks if not mark.rule]
    assert found[:3] == [("1,136", ("2Q25",)), ("1,090", ("2Q24",)), ("4.2", ("2Q25",))]
    assert found[3:] == [("640", ("2Q25",)), ("617", ("2Q24",)), ("1,234", ())]


@pytest.mark.parametrize(
    ("heading", "rates"), [("2Q25 2Q24 増減額 増減率", [False, True]), ("2Q25 2Q24 Change % change", [False, True])]
)
def test_a_heading_says_whether_changes_are_rates(heading: str, rates: list[bool]) -> None:
    company = read_company("iij", ROOT, "")
    _, (stream,) = read_numbers(table(heading), company.calendar, words_of(company))
    assert [column.is_rate for column in columns_of(company.calendar, stream) if column.is_change] == rates


@pytest.mark.parametrize(("said", "unit"), [("in millions of yen", "百万円"), ("billions", "十億円"), ("百万円", "百万円")])
def test_a_unit_is_known_by_its_name(said: str, unit: str) -> None:
    assert unit_named(read_company("iij", ROOT, ""), said) == unit


@pytest.mark.parametrize(
    ("written", "period"), [("3Q25累計", "9M25"), ("2Q25累計", "1H25"), ("4Q25累計", "FY25"), ("6M25", "1H25"), ("2Q25", "2Q25")]
)
def test_a_period_has_one_name(written: str, period: str) -> None:
    assert canonical(written) == period


def test_page_numbers_stand_alone_or_end_the_line_that_runs_through_the_pages() -> None:
    running = [Sheet(str(page), (Line(1, f"sales {page}", 1), Line(2, f"Tozai Corp. {page}", 2))) for page in range(1, 4)]
    alone = [Sheet(str(page), (Line(1, f"shops {page}", 1), Line(2, str(page), 2))) for page in range(4, 8)]
    found = numbered_pages([*running, *alone, Sheet("8", (Line(1, "rank 8", 1),))])
    assert {found[page] for page in "4567"} == {""}
    assert set(found) == set("1234567")


def as_read(lines: list[str]) -> list[str]:
    """The lines of a text as they are read."""
    company = read_company("iij", ROOT, "")
    sheet = Sheet("1", tuple(Line(number, text, number) for number, text in enumerate(lines, start=1)))
    return [stream.text for stream in read_numbers(sheet, company.calendar, words_of(company))[1]]


def test_cells_of_a_table_on_lines_of_their_own_are_rows() -> None:
    rows = [["売上", "120", "+4.1%"], ["費用", "80", "△2.0%"], ["利益", "40", "+9.9%"]]
    assert as_read(["1Q25", "YoY", *(cell for row in rows for cell in row)]) == ["1Q25 YoY", *map(" ".join, rows)]


def test_numbers_of_a_chart_that_follow_words_by_chance_are_no_rows() -> None:
    lines = ["売上", "120", "118", "費用", "80", "77", "91", "利益", "40", "33", "12", "31", "備考"]
    assert as_read(lines) == lines


def test_a_sign_on_a_line_of_its_own_is_that_of_the_number_after_it() -> None:
    assert as_read(["△", "2,264"]) == ["△2,264"]


def test_a_unit_within_another_is_not_printed() -> None:
    company = read_company("iij", ROOT, "")
    assert units_of(company, Sheet("1", (Line(1, "単位：百万円", 1),)), []) == {"百万円"}


def test_what_was_added_up_from_a_fact_is_no_witness_of_it() -> None:
    company = read_company("iij", ROOT, "")
    arithmetic = Arithmetic(company, Known(company))
    first, second, half = (("made_up", "level", period, "actual") for period in ("1Q40", "2Q40", "1H40"))
    company.line_items["made_up"] = {"period_kind": "duration", "unit_family": "money"}
    arithmetic.put_all([(first, (99.5, 100.5), 1), (second, (119.5, 120.5), 2)])
    assert arithmetic.derived(second) == []
    assert [amount.bounds for amount in arithmetic.derived(half)] == [(219.0, 221.0)]
    arithmetic.put(half, (219.5, 220.5), 3)
    assert [amount.bounds for amount in arithmetic.derived(second)] == [(119.0, 121.0)]


@pytest.mark.parametrize(
    ("printed", "periods"),
    [
        ("26/2期 2Q", ("2Q26", "1H26")),
        ("26/2期 上期", ("1H26",)),
        ("2026年2月期 第2四半期累計", ("1H26",)),
        ("25/2期 通期実績", ("FY25",)),
        ("FY2026/2 1Q", ("1Q26",)),
        ("2026年2月期末", ("2026-02-28",)),
        ("2025年度 3Q", ("3Q25",)),
        ("Full Year 2025 Outlook", ("FY25",)),
    ],
)
def test_a_year_is_named_by_the_month_in_which_it_ends(printed: str, periods: tuple[str, ...]) -> None:
    assert [label.periods for label in Calendar(3, "end").labels(printed)] == [periods]


def page(*pieces: tuple[float, float, str]) -> Sheet:
    """A page of pieces, each with its left, its top and its text; a character is six points wide and ten high."""
    lines = [
        Line(at, text, at, tuple((left + 6 * place, top, left + 6 * place + 6, top + 10) for place in range(len(text))))
        for at, (left, top, text) in enumerate(pieces, start=1)
    ]
    return Sheet("1", tuple(lines), 0, 960.0, 540.0)


def test_quarters_of_an_axis_are_of_the_years_under_them() -> None:
    quarters = [(100.0 + 60 * at, 300.0, f"{name}Q") for at, name in enumerate((4, 1, 2, 3, 4))]
    axes = axes_of(page(*quarters, (100.0, 314.0, "25/2期"), (160.0, 314.0, "26/2期")), Calendar(3, "end"))
    assert [[periods[0] for _, _, periods in axis.labels] for axis in axes] == [["4Q25", "1Q26", "2Q26", "3Q26", "4Q26"]]


def test_years_under_months_are_columns_with_changes_beside_them() -> None:
    sheet = page(
        (200.0, 80.0, "Six months ended June 30,"), (200.0, 100.0, "2025"), (300.0, 100.0, "2024"), (400.0, 100.0, "% change")
    )
    (axis,) = axes_of(sheet, Calendar(1, "end"))
    assert [periods for _, _, periods in axis.labels] == [("1H25",), ("1H24",)]


def test_a_dash_in_a_cell_is_no_sign_of_the_next_number() -> None:
    (line,) = in_rows(page((50.0, 100.0, "売上高"), (200.0, 100.0, "-"), (260.0, 100.0, "1,272.4"))).lines
    assert line.text == "売上高 - | 1,272.4"


def test_numbers_stand_under_their_own_columns_though_cells_are_empty() -> None:
    cal = Calendar(4, "start")
    heads = (200.0, 80.0, "1Q24"), (300.0, 80.0, "増減率"), (400.0, 80.0, "1Q25")
    sheet = in_rows(page(*heads, (200.0, 100.0, "51.2"), (400.0, 100.0, "62.0")))
    marks, streams = read_numbers(sheet, cal, words_of(read_company("iij")))
    heading = columns_of(cal, streams[0], {line.number: line for line in sheet.lines})
    cells = tuple(mark for mark in marks if not mark.rule)
    assert [(column.period, column.is_change) for column in columns_over(heading, cells)] == [("1Q24", False), ("1Q25", False)]


@pytest.mark.parametrize(("heights", "series"), [((150.0, 170.0, 140.0), 1), ((150.0, 150.0, 170.0), 3)])
def test_a_chart_with_one_number_for_each_place_of_its_axis_is_one_series(heights: tuple[float, ...], series: int) -> None:
    """Bars of any height are one line item; where two numbers stand over one place, as in a stack, nothing says which is which."""
    lefts = (100.0, 200.0, 300.0) if series == 1 else (100.0, 200.0, 200.0)
    numbers = [(left, top, text) for left, top, text in zip(lefts, heights, ("61.2", "59.0", "56.1"), strict=True)]
    sheet = page((90.0, 100.0, "受注残高"), *numbers, *((left, 300.0, "1Q24") for left in lefts))
    marks, _ = read_numbers(sheet, Calendar(4), words_of(read_company("iij")))
    bars = [mark for mark in marks if not mark.rule]
    for mark, left in zip(bars, lefts, strict=True):
        mark.is_cell, mark.column = True, (f"{left:.0f}",)
    firsts = firsts_of_charts(sheet, bars)
    assert {id(firsts.get(mark.uid, mark)) for mark in bars} == {id(mark) for mark in bars[:series]}


def test_the_cover_tells_the_day_in_either_language() -> None:
    assert published_on([page((0.0, 0.0, "April 24, 2025")), page((0.0, 0.0, "March 31, 2025"))]) == "2025-04-24"
    assert published_on([page((0.0, 0.0, "2025年10月9日"))]) == "2025-10-09"


def test_a_half_beside_a_quarter_is_told_by_heading_and_name() -> None:
    company = read_company("iij")
    rows = {row.measure: row for row in company.rows["iij_1q25"] if row.line_item == "operating_profit" and row.basis == "actual"}
    name = rows["level"].label
    moves = {"level": (("to_date", "1H25"), ("roll", "2Q25")), "yoy_pct": (("roll", "2Q25"),)}
    slots = [Slot((replace(rows[measure], label=name),), at, None, None, its) for at, (measure, its) in enumerate(moves.items())]
    heads = [(200.0 + 100 * at, 80.0, head) for at, head in enumerate(("1H24", "1H25", "増減率", "2Q24", "2Q25"))]
    cells = [(200.0 + 100 * at, 100.0, cell) for at, cell in enumerate(("117.8", "130.5", "+10.8%", "73.0", "70.2"))]
    sheet = page(*heads, (20.0, 100.0, name), *cells)
    marks, _ = read_numbers(sheet, company.calendar, words_of(company))
    readings = [Reading(mark) for mark in marks if not mark.rule]
    for reading, period in zip(readings[:2], ("1H24", "1H25"), strict=True):
        reading.slot, reading.period, reading.unit = slots[0], period, "億円"
    for reading in readings:
        reading.mark.row, reading.mark.is_cell = name, True
    deck = Deck(company, [sheet], readings={"1": readings})
    deck.pages["1"] = SimpleNamespace(slots=slots)  # type: ignore[assignment]
    mend_headed(deck)
    assert [reading.slot and (reading.slot.row.measure, reading.period) for reading in readings] == [
        ("level", "1H24"),
        ("level", "1H25"),
        ("yoy_pct", "1H25"),
        ("level", "2Q24"),
        ("level", "2Q25"),
    ]


def test_a_row_goes_on_in_the_months_that_the_last_deck_did_not_have() -> None:
    """A month that has not ended is another's, and what has a name of its own too."""
    company = read_company("iij")
    was = next(row for row in company.rows["iij_1q25"] if row.line_item == "operating_profit")
    slots = [Slot((replace(was, period=f"2025-{month:02}"),), month, None) for month in range(4, 7)]
    cells = [(100.0 * month, 100.0, f"10{month}.1") for month in range(4, 9)]
    sheet = page((20.0, 100.0, was.label), *cells)
    marks, _ = read_numbers(sheet, company.calendar, words_of(company))
    readings = [Reading(mark) for mark in marks if not mark.rule]
    for reading, month in zip(readings, range(4, 9), strict=True):
        reading.mark.row, reading.mark.is_cell, reading.mark.column = was.label, True, (f"2025-{month:02}",)
    for reading, slot in zip(readings, slots, strict=False):
        reading.slot, reading.period, reading.unit, reading.value_known = slot, slot.row.period, "百万円", True
    company = replace(company, calendar=replace(company.calendar, end=company.calendar.quarter_of(2025, 7)))
    deck = Deck(company, [sheet], readings={"1": readings})
    go_on_in_rows(deck)
    assert [(reading.slot is not None, reading.period) for reading in readings[3:]] == [(True, "2025-07"), (True, "2025-08")]
    # numbers printed before name the row as a label does
    assert [reading.label for reading in readings[3:]] == [1.0, 1.0]
    for reading in readings[3:]:
        reading.slot = None
    deck.company = replace(company, calendar=replace(company.calendar, end=company.calendar.quarter_of(2025, 4)))
    go_on_in_rows(deck)
    assert [reading.slot for reading in readings[3:]] == [None, None]


def test_a_balance_under_a_period_is_of_the_day_that_ends_it() -> None:
    company = read_company("iij")
    row = next(row for row in company.rows["iij_1q25"] if row.line_item == "total_assets" and row.measure == "level")
    heads = [(200.0, 80.0, "1H24"), (300.0, 80.0, "1H25")]
    sheet = page(*heads, (20.0, 100.0, row.label), (200.0, 100.0, "311,234"), (300.0, 100.0, "325,678"))
    marks, _ = read_numbers(sheet, company.calendar, words_of(company))
    readings = [Reading(mark) for mark in marks if not mark.rule]
    for reading in readings:
        reading.mark.row, reading.mark.is_cell = row.label, True
    deck = Deck(company, [sheet], readings={"1": readings})
    deck.pages["1"] = SimpleNamespace(slots=[Slot((row,), 0, None)])  # type: ignore[assignment]
    assert [cell.said[2] for cell in cells_of(deck, sheet)] == ["2024-09-30", "2025-09-30"]
    # and none of a day that has not come
    deck.company = replace(company, calendar=replace(company.calendar, end=company.calendar.quarter_of(2025, 4)))
    assert [cell.said[2] for cell in cells_of(deck, sheet)] == ["2024-09-30"]
