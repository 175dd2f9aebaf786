"""Texts whose columns were mixed line by line, or torn, and tables that are told as a whole."""

from __future__ import annotations

import math
from types import SimpleNamespace

import pytest
from landing.arithmetic import Amount
from landing.contexts import DIRECT, mark_contexts
from landing.dictionary import Row, read_company
from landing.document import Line, Sheet
from landing.evidence import Reading
from landing.numbers import Mark, read_numbers
from landing.project import ROOT
from landing.reading import words_of
from landing.slots import Slot
from landing.values import is_one_off, is_wide
from landing.whole_columns import changes


def read(*lines: str) -> list[Mark]:
    company = read_company("iij", ROOT, "")
    sheet = Sheet("1", tuple(Line(number, text, number) for number, text in enumerate(lines, start=1)))
    marks, streams = read_numbers(sheet, company.calendar, words_of(company))
    mark_contexts(sheet, marks, streams, company.calendar)
    return [mark for mark in marks if not mark.rule]


def mark_of(marks: list[Mark], digits: str) -> Mark:
    return next(mark for mark in marks if mark.digits == digits)


def test_a_bracket_is_closed_where_it_opens_though_another_column_stands_between() -> None:
    """The words of the other column, and its numbers, say nothing of what stands in the bracket."""
    marks = read("• of which boats: 29.3 +4.7%YoY（2Q24:", "12,345", "• how trains（all of them） are counted", "987 +7.1%YoY）")
    assert [mark.digits for mark in marks][:3] == ["29.3", "4.7", "7.1"]
    assert mark_of(marks, "7.1").periods[0] == (("2Q24",), DIRECT)
    assert "trains" not in mark_of(marks, "7.1").near


def test_a_bracket_that_no_line_closes_moves_nothing() -> None:
    marks = read("• boats: 29.3 +4.7%YoY（2Q24:", "trains 987", "cars 654")
    assert [mark.digits for mark in marks] == ["29.3", "4.7", "987", "654"]


def test_a_bracket_that_begins_a_line_follows_the_figure_over_it() -> None:
    marks = read("• boats: 29.3億円 +4.7%YoY", "how trains are counted", "（2Q24: +7.1%YoY）、+39百万円")
    assert mark_of(marks, "7.1").stream == mark_of(marks, "4.7").stream
    assert mark_of(marks, "39").stream == mark_of(marks, "4.7").stream


def test_a_legend_is_no_name_of_the_figure_behind_it() -> None:
    marks = read("boats: 591.4億円 +8.1%YoY", "YoY=change +9.4%YoY、trains: 987", "", "note", "987 = boats 12")
    assert "YoY=" not in mark_of(marks, "9.4").near
    # a sum is no legend, and an empty line stays
    assert "boats" in mark_of(marks, "12").near


def test_lines_torn_at_a_dot_or_after_a_bullet_are_one() -> None:
    marks = read("■", "2Q25：161.1億円", "・", "+11.5%YoY", "trains", "987")
    assert mark_of(marks, "161.1").stream == mark_of(marks, "11.5").stream != mark_of(marks, "987").stream


@pytest.mark.parametrize(
    ("lines", "read_as"),
    [
        (("of which boats: 98.", "words of another column 0億円 +11.2%YoY"), [("98.0", ""), ("11.2", "+")]),
        (("about 5億円（of which boats△", "a share: 約7億円）"), [("5", ""), ("7", "-")]),
        (("total 98.", "trains 650 and 1,234"), [("98", ""), ("650", ""), ("1,234", "")]),
    ],
)
def test_a_number_that_its_line_breaks_off_goes_on(lines: tuple[str, ...], read_as: list[tuple[str, str]]) -> None:
    assert [(mark.digits, mark.sign) for mark in read(*lines)] == read_as


def test_a_row_that_begins_as_a_span_of_days_does_is_a_row() -> None:
    """Only a day after 自 begins a span that the next line ends."""
    marks = read("自動車 34 30 28", "trains 47 57 56", "boats 20 15 20")
    assert len({mark.stream for mark in marks}) == 3
    assert all(mark.is_in_row for mark in marks)


def test_the_period_at_once_before_a_number_says_more_than_another_of_its_line() -> None:
    marks = read("effect: boats 1Q24約△3億円、2Q24", "約△4億円、in the third quarter of 3Q24 trains 5億円")
    assert mark_of(marks, "3").periods[0] == (("1Q24",), DIRECT)
    assert mark_of(marks, "4").periods[0] == (("2Q24",), DIRECT)
    assert mark_of(marks, "5").periods[0][1] < DIRECT


def test_a_heading_at_the_end_of_a_line_is_no_period_of_the_next() -> None:
    marks = read("boats 1H241H25", "271.5億円")
    assert all(closeness < DIRECT for _, closeness in mark_of(marks, "271.5").periods)


@pytest.mark.parametrize(
    ("one", "other", "is_so"),
    [
        ("5,554", "5,954", True),
        ("7,130", "7,310", True),
        ("5,554", "5,966", False),
        ("12", "13", False),
        ("1,234", "12,345", False),
    ],
)
def test_prints_with_one_digit_mistyped_are_alike(one: str, other: str, is_so: bool) -> None:
    assert is_one_off(one, other) is is_so


def test_what_has_no_upper_end_is_neither_sharp_nor_like_a_number() -> None:
    assert not Amount(100.0, math.inf).is_sharp
    assert is_wide((100.0, math.inf)) and not is_wide((99.5, 100.5))


def slot(rank: int, item: str, period: str) -> Slot:
    cells = {"section": "A", "label": item, "measure": "level", "basis": "actual", "as_of": "", "unit": "億円", "qualifier": ""}
    row = Row(deck="d", seq=rank, page="1", line_item=item, period=period, printed="10", remark="", **cells)
    return Slot((row,), rank, None, moves=(("roll", f"2Q{period[2:]}"), ("to_date", f"1H{period[2:]}")))


def test_the_rows_of_a_table_have_the_same_columns() -> None:
    """Rows read in opposite orders are given one order, the other one, and each length of period, as a whole."""
    rows = [
        [
            Reading(SimpleNamespace(printed=f"{item} left"), slot(at, item, periods[0]), "roll"),  # type: ignore[arg-type]
            Reading(SimpleNamespace(printed=f"{item} right"), slot(at + 1, item, periods[1]), "roll"),  # type: ignore[arg-type]
        ]
        for at, item, periods in ((0, "boats", ("1Q24", "1Q25")), (2, "trains", ("1Q25", "1Q24")))
    ]
    told = [[(reading.mark.printed, place[0].row.line_item, place[2]) for reading, place in change] for change in changes(rows)]
    older_first = [("boats left", "boats", "1H24"), ("boats right", "boats", "1H25")]
    assert [*older_first, ("trains left", "trains", "1H24"), ("trains right", "trains", "1H25")] in told
    assert all(change[0][2][:2] == change[3][2][:2] for change in told)
    assert len(told) == 4
