"""Texts that go column by column, or have each number of a chart on a line of its own."""

from __future__ import annotations

from landing.contexts import mark_contexts
from landing.dictionary import read_company
from landing.document import Line, Sheet
from landing.numbers import Mark, read_numbers
from landing.project import ROOT
from landing.reading import words_of
from landing.stacked import place_stacked

COMPANY = read_company("iij", ROOT, "")


def columns(lines: str, **known: str) -> dict[str, str]:
    """The period of each number of a text, whose lines are parted by bars; `known` are the periods of values printed before."""
    sheet = Sheet("1", tuple(Line(number, text, number) for number, text in enumerate(lines.split("|"), start=1)))
    marks, streams = read_numbers(sheet, COMPANY.calendar, words_of(COMPANY))
    mark_contexts(sheet, marks, streams, COMPANY.calendar)

    def knows(mark: Mark, periods: tuple[str, ...]) -> bool:
        return known.get(f"n{mark.digits}") in periods

    place_stacked(COMPANY.calendar, streams, marks, knows)
    return {mark.digits: mark.column[0] if mark.column else "" for mark in marks if not mark.rule}


def test_bars_have_the_period_under_them_where_values_of_before_do() -> None:
    found = columns("41|2Q24|53|20|3Q24|60|4Q24|62|1Q25", n41="2Q24", n53="3Q24")
    assert found == {"41": "2Q24", "53": "3Q24", "20": "3Q24", "60": "4Q24", "62": "1Q25"}


def test_columns_have_the_period_over_them_where_values_of_before_do() -> None:
    assert columns("1H24|41|53|1H25|60|62|sales", n41="1H24") == {"41": "1H24", "53": "1H24", "60": "1H25", "62": "1H25"}


def test_a_column_under_a_period_alone_is_of_it_and_a_number_or_two_may_not_be() -> None:
    assert columns("1H25|41|53|60|sales") == dict.fromkeys(("41", "53", "60"), "1H25")
    assert columns("1H25|41|53|sales") == {"41": "", "53": ""}


def test_nothing_tells_a_period_over_numbers_from_the_one_under_them() -> None:
    assert columns("1H24|41|53|60|1H25") == {"41": "", "53": "", "60": ""}


def test_a_sentence_and_a_row_are_no_column() -> None:
    assert columns("in 1H25 sales grew|41|53|60|1H25 1H24|70|80|90") == dict.fromkeys(("41", "53", "60", "70", "80", "90"), "")
