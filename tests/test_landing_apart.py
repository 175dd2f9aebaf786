"""Tables of which a text has the names in one run of lines and the numbers in another."""

from __future__ import annotations

import pytest
from landing.apart import names_of, place_apart
from landing.contexts import mark_contexts
from landing.document import Line, Sheet
from landing.numbers import Mark, read_numbers
from landing.reading import words_of
from landing.slots import slots_of
from test_landing_agreeing import row_of
from test_landing_going_on import COMPANY

NAMES = ("税引前利益", "減価償却費", "配当金の支払", "法人所得税支払")
LAST = slots_of(COMPANY, [row_of(at, name, "1Q25", "1", label=f"{name} 1Q25") for at, name in enumerate(NAMES)], {}, 8100, 8101)


def placed(*lines: str) -> list[Mark]:
    sheet = Sheet("1", tuple(Line(at, text, at) for at, text in enumerate(lines, start=1)))
    marks, streams = read_numbers(sheet, COMPANY.calendar, words_of(COMPANY))
    mark_contexts(sheet, marks, streams, COMPANY.calendar)
    place_apart(COMPANY.calendar, streams, marks, names_of(LAST))
    return [mark for mark in marks if not mark.rule]


def test_each_number_of_a_column_has_the_name_of_its_row() -> None:
    numbers = ("14,688", "16,015", "△716", "△5,135", "+3,571", "+791", "+88", "△346")
    marks = placed("主内訳", *NAMES, "単位：百万円", "1H25", "前年同期比", *numbers)
    assert [mark.row for mark in marks] == [*NAMES, *NAMES]
    assert [mark.column for mark in marks] == [("1H25",)] * 4 + [()] * 4
    assert ("前年同期比", 0.8) in marks[4].words and ("前年同期比", 0.8) not in marks[3].words


def test_one_column_needs_no_head() -> None:
    assert [mark.row for mark in placed(*NAMES, "14,688", "16,015", "△716", "△5,135")] == [*NAMES]


@pytest.mark.parametrize(
    "lines",
    [
        # a number too few; of two columns no head; names that the last deck did not have
        (*NAMES, "14,688", "16,015", "△716"),
        (*NAMES, "14,688", "16,015", "△716", "△5,135", "+3,571", "+791", "+88", "△346"),
        ("甲乙丙丁", "甲乙丙戊", "甲乙丙己", "甲乙丙庚", "14,688", "16,015", "△716", "△5,135"),
        (*NAMES[:3], "14,688", "16,015", "△716"),
    ],
)
def test_what_may_be_chance_has_no_names(lines: tuple[str, ...]) -> None:
    assert not {mark.row for mark in placed(*lines)} & set(NAMES)
