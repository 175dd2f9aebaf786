"""Periods that the line of a number tells, figures that were restated, and amounts that are told by their name alone."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from landing import elsewhere
from landing.contexts import DIRECT
from landing.dictionary import Row, read_company
from landing.document import Sheet
from landing.evidence import Reading
from landing.filling import Filling
from landing.project import ROOT
from landing.runs import find_runs
from landing.said import mend_said, stay_together
from landing.slots import Slot
from test_landing_lines import read

COMPANY = read_company("iij", ROOT, "")


def row(item: str, period: str, printed: str, label: str = "") -> Row:
    cells = {
        "section": "A",
        "label": label or item,
        "measure": "level",
        "basis": "actual",
        "as_of": "",
        "unit": "億円",
        "qualifier": "",
    }
    return Row(deck="d", seq=1, page="1", line_item=item, period=period, printed=printed, remark="", **cells)


def slot(rank: int, was: Row, to: str) -> Slot:
    return Slot((was,), rank, None, moves=(("keep", was.period), ("roll", to)), next_in_series=rank + 1)


def reading(digits: str, at: Slot, period: str, *, stream: int = 1, said: str = "", **given: bool) -> Reading:
    periods = [((said,), DIRECT)] if said else []
    mark = SimpleNamespace(uid=at.rank, digits=digits, stream=stream, periods=periods, column=(), near="", box=None, line=stream)
    return Reading(mark, at, "keep" if period == at.row.period else "roll", period, "億円", **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("digits", "stream", "known", "period"),
    [
        ("5", 1, True, "1Q25"),
        # another value, another line, and one beside it that nothing tells
        ("7", 1, True, "1H25"),
        ("5", 2, True, "1H25"),
        ("5", 1, False, "1H25"),
    ],
)
def test_a_figure_that_repeats_its_digits_stays_with_the_one_beside_it(digits: str, stream: int, known: bool, period: str) -> None:
    years, amount = slot(0, row("years", "1Q25", "5"), "1H25"), slot(1, row("amount", "1Q25", "55"), "1H25")
    its = [reading(digits, years, "1H25"), reading("55", amount, "1Q25", stream=stream, value_known=known)]
    stay_together(SimpleNamespace(readings={"1": its}))  # type: ignore[arg-type]
    assert its[0].period == period


@pytest.mark.parametrize(
    ("said", "printed", "held", "period"),
    [
        ("1Q24", "9", "", "1Q24"),
        # nothing printed at once before it; another value there; a number that has the place
        ("", "9", "", "1Q25"),
        ("1Q24", "8", "", "1Q25"),
        ("1Q24", "9", "1Q24", "1Q25"),
    ],
)
def test_a_number_has_the_period_printed_at_once_before_it(said: str, printed: str, held: str, period: str) -> None:
    old, new = slot(0, row("effect", "1Q24", printed), "2Q24"), slot(1, row("effect", "4Q24", "2"), "1Q25")
    its = [reading("9", new, "1Q25", said=said)]
    if held:
        its.append(reading(printed, old, held, value_known=True))
    known = SimpleNamespace(of=lambda fact: [SimpleNamespace(digits=printed)] if fact[2] == "1Q24" else [])
    page = SimpleNamespace(slots=[old, new], known=known)
    mend_said(SimpleNamespace(readings={"1": its}, pages={"1": page}, company=COMPANY))  # type: ignore[arg-type]
    assert its[0].period == period


@pytest.mark.parametrize(
    ("values", "line", "placed"),
    [
        ((14203.0,), 12, True),
        # far from its chart, where no other number is like it
        ((14203.0,), 40, True),
        ((14203.0, 14300.0), 40, False),
        # far from what was printed
        ((9000.0,), 12, False),
    ],
)
def test_a_restated_bar_takes_the_place_that_its_chart_has_left(values: tuple[float, ...], line: int, placed: bool) -> None:
    periods = ["1Q24", "2Q24", "3Q24", "4Q24", "1Q25"]
    page = object.__new__(Filling)
    page.slots = [
        slot(at, row("lines", one, "14,329"), to) for at, (one, to) in enumerate(zip(periods, [*periods[1:], "2Q25"], strict=True))
    ]
    page.moves = [its.moves for its in page.slots]
    printed = [11000.0, 12000.0, 13000.0, 14881.0, *values]
    lines, count = [10, 11, 12, 13, line, line + 1], len(printed)
    page.marks = [SimpleNamespace(box=None, line=at, value=one) for at, one in zip(lines, printed, strict=False)]  # type: ignore[misc]
    page.own, page.base = np.zeros(count, dtype=bool), np.zeros((count, 5))
    points = np.array([5.0, 5.0, 5.0, 0.0, *[-5.0] * (count - 4)])
    page.values = {(to, move): points for to in range(5) for move in ("keep", "roll")}
    page.differs = {(to, move): np.full(count, (to, move) == (3, "roll")) for to in range(5) for move in ("keep", "roll")}
    page.units = {(to, move): ["億円"] * count for to in range(5) for move in ("keep", "roll")}
    page.known = SimpleNamespace(of=lambda fact: [SimpleNamespace(low=14328.5, high=14329.5)])  # type: ignore[assignment]
    page._bounds = lambda mark, its, unit: (mark.value - 0.5, mark.value + 0.5)  # type: ignore[method-assign]
    for newest in (4, 3):
        # whichever of the two numbers the new place was given, the restated one is nearer to what it was
        assigned = {0: 0, 1: 1, 2: 2, (3 if newest == 4 else 4): 4} if placed else {0: 0, 1: 1, 2: 2, 3: 4}
        page._fill_restated(assigned)
        assert (assigned.get(4) == 3) is placed
        assert assigned[3] == 4


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("■ 営業利益：", True),
        # its label, whatever period stands in it
        ("■ 営業利益 2Q25累計：", True),
        ("■ 海外の営業利益：", False),
        ("■ ", False),
    ],
)
def test_an_amount_without_a_period_is_told_by_the_name_of_its_line_item_alone(words: str, found: bool) -> None:
    stated = reading("152.5", slot(0, row("operating_profit", "1H25", "60.3", label="営業利益 1Q25累計"), "2Q25"), "1H25")
    again = reading("152.5", slot(1, row("x", "1H25", "1"), "2Q25"), "1H25")
    again.mark.near = words
    # a label that is a period alone is no name
    dated = reading("152.5", slot(2, row("assets", "1H25", "60.3", label="1Q25"), "2Q25"), "1H25")
    assert elsewhere.named_so(SimpleNamespace(company=COMPANY), again, [stated, dated]) == ([stated] if found else [])  # type: ignore[arg-type]


def test_a_line_of_numbers_that_were_printed_one_after_the_other_needs_no_name() -> None:
    known = [row("boats", f"{quarter}Q24", digits) for quarter, digits in enumerate(("4,482", "7,300", "8,923", "9,399"), start=1)]
    company = SimpleNamespace(rows={"d": known}, calendar=COMPANY.calendar)

    def found(*digits: str, between: str = " ") -> list[str]:
        readings = [Reading(mark) for mark in read(*between.join(digits).split("\n"))]
        find_runs(SimpleNamespace(company=company, sheets=[Sheet("1", ())], readings={"1": readings}))  # type: ignore[arg-type]
        return [reading.period for reading in readings]

    assert found("4,482", "7,300", "8,923", "9,399") == ["1Q24", "2Q24", "3Q24", "4Q24"]
    assert found("9,399", "8,923", "7,300", "4,482") == ["4Q24", "3Q24", "2Q24", "1Q24"]
    # each on a line of its own, but not with words between
    assert found("4,482", "7,300", "8,923", "9,399", between="\n") == ["1Q24", "2Q24", "3Q24", "4Q24"]
    assert not any(found("4,482", "7,300", "8,923", "9,399", between="\nand then\n"))
    # another number among them, another order, too few
    for digits in (("4,482", "7,300", "8,924", "9,399"), ("7,300", "4,482", "8,923", "9,399"), ("4,482", "7,300", "8,923")):
        assert not any(found(*digits))
