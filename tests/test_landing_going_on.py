"""Tables and charts that go on with another period than the last deck's, and marks of notes beside them."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from landing.contexts import mark_contexts
from landing.deck import Deck
from landing.dictionary import Company, Place, Row, read_company
from landing.document import Line, Sheet
from landing.evidence import Evidence, Reading
from landing.going_on import complete_rows, fill_period_rows, go_on_in_rows, part_doubles, periods_of_row
from landing.layout import place_columns, place_words
from landing.numbers import read_numbers
from landing.project import ROOT
from landing.reading import words_of
from landing.reasons import excused_by
from landing.slots import Slot, slots_of

COMPANY = read_company("iij", ROOT, "")
Fact = tuple[str, str, str, str, str]


def line(number: int, text: str, left: float, top: float) -> Line:
    return Line(number, text, number, tuple((left + 6 * at, top, left + 6 * at + 6, top + 10) for at in range(len(text))))


def page(rows: list[tuple[float, str]], lefts: tuple[float, ...], *, boxed: bool = True) -> list[Reading]:
    """The numbers of a page whose rows have their words at the same places; a comma parts them."""
    lines = []
    for at, (top, text) in enumerate(rows):
        words = [*zip(text.split("|"), lefts, strict=False)]
        if boxed:
            lines += [line(100 * at + each + 1, word, left, top) for each, (word, left) in enumerate(words) if word]
        else:
            lines.append(Line(at + 1, text.replace("|", " "), at + 1))
    sheet = Sheet("1", tuple(lines), 0, 960.0, 540.0) if boxed else Sheet("1", tuple(lines))
    marks, streams = read_numbers(sheet, COMPANY.calendar, words_of(COMPANY))
    mark_contexts(sheet, marks, streams, COMPANY.calendar)
    if boxed:
        place_columns(sheet, marks, COMPANY.calendar, lambda *_: False)
        place_words(sheet, marks)
    return [Reading(mark) for mark in marks if not mark.rule]


def take(readings: list[Reading], digits: str, item: str, period: str, basis: str = "actual", unit: str = "円") -> None:
    reading = next(reading for reading in readings if reading.mark.digits == digits and reading.slot is None)
    measure = "yoy_pct" if unit == "%" else "level"
    cells = {"section": "A", "label": item, "as_of": "", "qualifier": "", "remark": ""}
    row = Row(deck="d", seq=1, page="1", line_item=item, measure=measure, period=period, basis=basis, printed=digits, unit=unit,
              **cells)  # fmt: skip
    reading.slot, reading.period, reading.unit, reading.basis = Slot((row,), 0, None), period, unit, basis


def facts(readings: list[Reading], *digits: str) -> list[Fact | None]:
    return [
        (*one.fact[:3], one.basis, one.unit) if one.slot else None for one in readings if one.mark.digits in digits or not digits
    ]


DIVIDENDS = [
    (10.0, "|interim|year end|annual"),
    (40.0, "2023年度|30.00|35.00|65.00"),
    (60.0, "2024年度|35.00|36.00|71.00"),
    (80.0, "2025年度|38.00|40.00|78.00"),
    (100.0, "2026年度（予想）|41.00|42.00|83.00"),
]


def dividends(*, boxed: bool, forecast: str = "（予想）") -> list[Reading]:
    readings = page([(top, text.replace("（予想）", forecast)) for top, text in DIVIDENDS], (20, 200, 300, 400), boxed=boxed)
    for year, printed, basis in (("FY23", "30.00 35.00 65.00", "actual"), ("FY24", "35.00 36.00 71.00", "actual")):
        for item, digits in zip(("interim", "year_end", "annual"), printed.split(), strict=True):
            take(readings, digits, item, year, basis)
    return readings


def ended(end: int) -> Company:
    """The company at the end of a quarter."""
    return replace(COMPANY, calendar=replace(COMPANY.calendar, end=end))


def after_year(readings: list[Reading]) -> Deck:
    """A deck of one page that is of the year 2025."""
    end = COMPANY.calendar.end_of("FY25") or 0
    return Deck(ended(end), [], now=end, readings={"1": readings})


@pytest.mark.parametrize("boxed", [True, False])
def test_a_row_that_begins_with_a_period_has_the_columns_of_the_rows_beside_it(boxed: bool) -> None:
    readings = dividends(boxed=boxed)
    # a number of the new row fits a place of the last deck's newest row, by chance
    take(readings, "38.00", "annual", "FY25", "forecast")
    fill_period_rows(after_year(readings))
    assert facts(readings, "38.00", "40.00", "78.00", "41.00", "42.00", "83.00") == [
        (item, "level", period, basis, "円")
        for period, basis in (("FY25", "actual"), ("FY26", "forecast"))
        for item in ("interim", "year_end", "annual")
    ]
    assert facts(readings, "30.00") == [("interim", "level", "FY23", "actual", "円")]


@pytest.mark.parametrize("why", ["one row tells nothing", "columns of two kinds", "a row of another length", "no forecast"])
def test_a_row_is_not_filled_where_its_columns_are_not_told(why: str) -> None:
    readings = dividends(boxed=True, forecast="" if why == "no forecast" else "（予想）")
    if why == "columns of two kinds":
        readings[3].slot = readings[4].slot
    for reading in readings[3:6] if why == "one row tells nothing" else []:
        reading.slot = None
    left = readings[:-1] if why == "a row of another length" else readings
    fill_period_rows(after_year(left))
    assert facts(left, "41.00", "42.00") == [None, None]


@pytest.mark.parametrize(
    ("name", "periods"),
    [("2026年度", "FY26"), ("2026年度（予想）", "FY26"), ("2026年度 計画", "FY26"), ("2026年度の売上高", ""), ("売上高", "")],
)
def test_a_row_is_of_a_period_where_its_name_is_nothing_else(name: str, periods: str) -> None:
    assert periods_of_row(COMPANY.calendar, name)[:1] == ((periods,) if periods else ())


GROWTH = [
    (30.0, "+2.9%|+1.0%|+6.4%|+4.3%||+3.1%|+4.8%|+2.5%|+2.2%"),
    (60.0, "1Q24|2Q24|3Q24|4Q24||1Q24|2Q24|3Q24|4Q24"),
]
LEFTS = (20, 80, 140, 200, 300, 420, 480, 540, 600)


def test_growth_over_a_new_bar_is_that_of_the_bars_before_it() -> None:
    readings = page(GROWTH, LEFTS)
    for item, printed in (("revenue", "2.9 1.0 6.4"), ("profit", "3.1 4.8 2.5")):
        for digits, period in zip(printed.split(), ("1Q24", "2Q24", "3Q24"), strict=True):
            take(readings, digits, item, period, unit="%")
    go_on_in_rows(following(readings, []))
    assert facts(readings, "4.3", "2.2") == [
        ("revenue", "yoy_pct", "4Q24", "actual", "%"),
        ("profit", "yoy_pct", "4Q24", "actual", "%"),
    ]


@pytest.mark.parametrize("why", ["a period is left out", "the column is far away", "it is there already"])
def test_a_number_does_not_go_on_where_it_may_be_of_another_chart(why: str) -> None:
    lefts = LEFTS[:3] + ((260,) if why == "the column is far away" else (200,)) + LEFTS[4:]
    axis = GROWTH[1][1].replace("4Q24", "1Q25", 1) if why == "a period is left out" else GROWTH[1][1]
    readings = page([GROWTH[0], (60.0, axis)], lefts)
    for digits, period in zip(["2.9", "1.0", "6.4"], ("1Q24", "2Q24", "3Q24"), strict=True):
        take(readings, digits, "revenue", period, unit="%")
    if why == "it is there already":
        take(readings, "2.2", "revenue", "4Q24", unit="%")
    go_on_in_rows(following(readings, []))
    assert facts(readings, "4.3") == [None]


def test_a_line_of_a_text_goes_on_in_its_columns() -> None:
    """Three months of it were printed before; a number on another line is no part of it."""
    readings = page([(10.0, "客数|99.1|98.4|99.7|101.2|100.3"), (20.0, "客単価|103.1")], (20, 100, 200, 300, 400, 500), boxed=False)
    for reading, month in zip(readings, (4, 5, 6, 7, 8, 9), strict=True):
        reading.mark.column = (f"2025-{month:02}",)
    for reading in readings[:3]:
        take(readings, reading.mark.digits, "customers", reading.mark.column[0], unit="%")
        reading.value_known = True
    deck = following(readings, [])
    deck.company = ended(COMPANY.calendar.quarter_of(2025, 9))
    go_on_in_rows(deck)
    assert [reading.period for reading in readings] == ["2025-04", "2025-05", "2025-06", "2025-07", "2025-08", ""]


ROW = [(10.0, "営業外収益|380,771|386,394|5,623|1.5")]
CELLS = [("level", "1Q24", "千円"), ("level", "1Q25", "千円"), ("yoy_change", "1Q25", "千円"), ("yoy_pct", "1Q25", "%")]


def row_of(at: int, label: str = "営業外収益") -> Row:
    measure, period, unit = CELLS[at]
    cells = {"section": "A", "label": label, "as_of": "", "qualifier": "", "remark": "", "basis": "actual"}
    return Row(deck="d", seq=at, page="1", line_item="income", measure=measure, period=period, printed="1.0", unit=unit, **cells)


def following(readings: list[Reading], slots: list[Slot]) -> Deck:
    """A deck of one page that follows one with these places, a quarter later."""
    end = COMPANY.calendar.end_of("1Q25") or 0
    its = SimpleNamespace(slots=slots, unit_in=lambda mark, row: row.unit)
    return Deck(ended(end + 1), [], was=end, now=end + 1, pages={"1": its}, readings={"1": readings})  # type: ignore[dict-item]


def places(rows: list[Row]) -> list[Slot]:
    end = COMPANY.calendar.end_of("1Q25") or 0
    return slots_of(COMPANY, rows, {}, end, end + 1)


@pytest.mark.parametrize("boxed", [True, False])
@pytest.mark.parametrize("why", ["", "other name", "other move"])
def test_a_named_row_goes_on_with_the_places_of_its_name(boxed: bool, why: str) -> None:
    readings = page(ROW, (20, 200, 300, 400, 500), boxed=boxed)
    slots = places([row_of(at, "支払利息" if why == "other name" and at > 1 else "営業外収益") for at in range(4)])
    for at, move in enumerate(("roll", "keep" if why == "other move" else "roll")):
        readings[at].slot, readings[at].move, readings[at].period = slots[at], move, dict(slots[at].moves)[move]
        readings[at].unit, readings[at].basis = "千円", "actual"
    complete_rows(following(readings, slots))
    expected = [("income", "yoy_change", "2Q25", "actual", "千円"), ("income", "yoy_pct", "2Q25", "actual", "%")]
    assert facts(readings, "5,623", "1.5") == ([None, None] if why else expected)


@pytest.mark.parametrize("is_free", [True, False])
def test_of_two_numbers_that_state_one_figure_one_is_of_the_new_period(is_free: bool) -> None:
    readings = page([(10.0, "営業利益|15.0|15.0|16.0")], (20, 200, 300, 400))
    slots = places([replace(row_of(0), seq=at, period=period) for at, period in enumerate(("4Q24", "1Q25"))])
    for reading, slot, move in zip(readings[:2], slots, ("roll", "keep"), strict=True):
        reading.slot, reading.move, reading.period = slot, move, dict(slot.moves)[move]
    if not is_free:
        readings[2].slot, readings[2].move, readings[2].period = slots[1], "roll", "2Q25"
    part_doubles(following(readings, slots))
    assert [reading.period for reading in readings[:2]] == (["1Q25", "2Q25"] if is_free else ["1Q25", "1Q25"])


@pytest.mark.parametrize("text", ["（注1） words", "(注)2. words", "※1 words", "注3：words", "Note 4: words", "*5 words"])
def test_the_mark_of_a_note_is_no_figure(text: str) -> None:
    assert page([(10.0, text)], (20,)) == []


@pytest.mark.parametrize("text", ["※12億円を含む", "（注）3社を除く", "注1,234百万円", "Note 4.5%"])
def test_an_amount_in_a_note_is_no_mark(text: str) -> None:
    assert len(page([(10.0, text)], (20,))) == 1


def test_a_number_that_was_no_figure_is_known_in_full_width_too() -> None:
    (mark,) = [reading.mark for reading in page([(10.0, "about 30%")], (20,))]
    assert excused_by([Place("1", 1, 0, "３０", "wording", "")], [mark]) == {mark.uid: "wording"}


def test_a_reason_is_that_of_the_number_printed_as_its_number_was() -> None:
    """An order of 10億円 beside the limit of 10億円以上."""
    marks = [reading.mark for reading in page([(10.0, "10億円"), (30.0, "10億円以上")], (20,))]
    for uid, mark in enumerate(marks):
        mark.uid = uid
    assert excused_by([Place("1", 1, 0, "10", "threshold", "", (), "億円", "以上")], marks) == {1: "threshold"}


@pytest.mark.parametrize(("label", "moves"), [("進捗率", ["1Q25", "1H25"]), ("利益率", ["1Q25", "2Q25", "1H25"])])
def test_what_was_reached_of_a_year_goes_on_as_time_to_date(label: str, moves: list[str]) -> None:
    cells = {"section": "A", "label": label, "as_of": "", "qualifier": "", "remark": ""}
    row = Row(deck="d", seq=1, page="1", line_item="x", measure="level", period="1Q25", basis="actual", printed="22.9%", unit="%",
              **cells)  # fmt: skip
    end = COMPANY.calendar.end_of("1Q25") or 0
    (slot,) = slots_of(COMPANY, [row], {}, end, end + 1)
    assert [period for _, period in slot.moves] == moves


def told(*lines: str) -> list[str]:
    """The lines of a text as its numbers are read from them; each number stands in one of them, at its place of the document."""
    sheet = Sheet("1", tuple(Line(at, text, at) for at, text in enumerate(lines, start=1)))
    marks, streams = read_numbers(sheet, COMPANY.calendar, words_of(COMPANY))
    digits = [lines[mark.line - 1][mark.position :][: len(mark.digits)] for mark in marks]
    assert digits == [mark.digits for mark in marks]
    printed = "".join(letter for line in lines for letter in line if letter.isdigit())
    assert sorted("".join(digits).replace(",", "").replace(".", "")) == sorted(printed)
    return [" ".join(stream.text.split()) for stream in streams]


@pytest.mark.parametrize(
    ("lines", "heading"),
    [
        # row by row, the years over their parts
        (
            ("2026年3月期 2027年3月期 2027年3月期 (単位：億円)", "第1四半期 第1四半期 増減額 通期予想 進捗率"),
            "2026年3月期 第1四半期 2027年3月期 第1四半期 増減額 2027年3月期 通期予想 進捗率",
        ),
        (("2025年2月期 2026年2月期 増減額", "3Q累計実績 3Q累計実績"), "2025年2月期 3Q累計実績 2026年2月期 3Q累計実績 増減額"),
        # cell by cell
        (("2026年3月期", "第1四半期 構成比"), "2026年3月期 第1四半期 構成比"),
    ],
)
def test_a_part_of_a_year_has_the_year_on_the_line_over_it(lines: tuple[str, ...], heading: str) -> None:
    assert told(*lines, "営業収益 21,512 22,177")[-2] == heading


@pytest.mark.parametrize(
    "lines",
    [
        # a year has more parts than there are years
        ("2025年3月期 2026年3月期", "1Q 2Q 3Q 4Q 1Q 2Q 3Q 4Q"),
        # a line that has its years
        ("2025年3月期 2026年3月期", "1Q24 1Q25"),
        # years of a sentence
        ("2025年3月期 の売上高", "第1四半期"),
    ],
)
def test_a_part_of_a_year_is_not_told_by_other_years(lines: tuple[str, ...]) -> None:
    assert told(*lines) == list(lines)


def test_nothing_has_happened_in_a_year_that_is_not_over() -> None:
    """A heading 2026年度 over a quarter's column does not make its figures those of the year."""
    end = COMPANY.calendar.end_of("1Q26") or 0
    cells = {"section": "A", "label": "営業収益", "as_of": "", "qualifier": "", "remark": "", "basis": "actual"}
    row = Row(deck="d", seq=1, page="1", line_item="revenue", measure="level", period="FY25", printed="86,273", unit="百万円",
              **cells)  # fmt: skip
    (place,) = slots_of(COMPANY, [row], {}, end - 1, end)
    mark = SimpleNamespace(column=("FY26",), periods=[])
    for now, periods in ((end, ["FY25", "1Q26"]), (COMPANY.calendar.end_of("FY26"), ["FY25", "1Q26", "FY26"])):
        company = SimpleNamespace(calendar=replace(COMPANY.calendar, end=now))
        page = Evidence(company, None, [mark], [place], end - 1, [])  # type: ignore[arg-type]
        assert sorted({period for _, period in page._moves()[0]}) == sorted(periods)


@pytest.mark.parametrize(
    ("as_of", "period", "moves"),
    [
        ("", "FY25", ["FY25", "FY26"]),
        ("2025-11-07", "FY25", ["FY25"]),
        # the plan at the beginning of a year is of all its parts
        ("2025-05-13", "9M25", ["9M25", "FY25", "4Q25"]),
    ],
)
def test_what_was_announced_on_a_day_is_not_of_the_next_year(as_of: str, period: str, moves: list[str]) -> None:
    cells = {"section": "A", "label": "営業収益", "qualifier": "", "remark": "", "basis": "forecast"}
    row = Row(deck="d", seq=1, page="1", line_item="revenue", measure="level", period=period, printed="86,273", unit="百万円",
              as_of=as_of, **cells)  # fmt: skip
    end = COMPANY.calendar.end_of("3Q25") or 0
    (slot,) = slots_of(COMPANY, [row], {}, end, end + 1)
    assert sorted(said for _, said in slot.moves) == sorted(moves)
