"""Numbers and lines that a document has in parts."""

from __future__ import annotations

import pytest
from landing.contexts import mark_contexts
from landing.dictionary import read_company
from landing.document import Line, Sheet
from landing.numbers import read_numbers
from landing.pdf_worker import Box, joined
from landing.project import ROOT
from landing.reading import words_of


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
        (["42,5", "36"], [True, False]),
        (["sales 91 .7"], [True, True]),
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
