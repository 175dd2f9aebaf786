"""What holds of decks whose text runs in another order, whose numbers stand apart, or whose company has rules of its own."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from landed import land
from landing.arithmetic import Arithmetic
from landing.contexts import mark_contexts
from landing.dictionary import read_company
from landing.document import Line, Sheet
from landing.evidence import Reading
from landing.facts import Known
from landing.forms import is_negative_bracket
from landing.glued import Glued, unglued
from landing.layout import place_columns
from landing.neighbours import Neighbours
from landing.new_rows import set_pages_apart, set_rows_apart
from landing.numbers import read_numbers
from landing.page_numbers import numbered_pages
from landing.pagination import follow_pages
from landing.project import ROOT
from landing.reading import words_of
from landing.table import column_of

COMPANIES = Path(__file__).parent / "landings" / "companies"


@pytest.fixture(scope="module")
def northfield(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("northfield")
    shutil.copytree(ROOT / "seeds", root / "seeds")
    shutil.copy(ROOT / "dbt_project.yml", root)
    land(SimpleNamespace(root=root), COMPANIES / "northfield")
    return root


def test_a_rule_of_the_company_replaces_the_standard_one(northfield: Path) -> None:
    company = read_company("northfield", northfield, "")
    totals = Arithmetic(company, Known(company)).totals["operating_profit"]
    assert [sorted(components) for components in totals] == [
        [("gross_profit", 1.0), ("research_and_development", -1.0), ("sga_expenses", -1.0)]
    ]


@pytest.mark.parametrize(("profits", "holds"), [(("60", "60", "60"), False), (("60", "50", "60"), True), (("60",), True)])
def test_a_sum_that_no_period_of_the_last_deck_bears_out_is_none(northfield: Path, profits: tuple[str, ...], holds: bool) -> None:
    """Other income stands between the two; one period alone may be a misprint."""
    company = read_company("northfield", northfield, "")
    row = next(row for row in company.rows["northfield_3q25"] if row.line_item == "gross_profit" and row.measure == "level")
    company.rows.clear()
    company.rows["northfield_3q25"] = [
        replace(row, line_item=item, period=f"FY{23 + at}", printed=printed, basis="actual", as_of="")
        for at, profit in enumerate(profits)
        for item, printed in {
            "gross_profit": "100",
            "research_and_development": "20",
            "sga_expenses": "30",
            "operating_profit": profit,
        }.items()
    ]
    assert bool(Arithmetic(company, Known(company)).totals.get("operating_profit")) == holds


def test_brackets_are_below_zero_where_the_company_prints_them_so(northfield: Path) -> None:
    american, japanese = read_company("northfield", northfield, ""), read_company("iij", ROOT, "")
    row = next(row for row in american.rows["northfield_3q25"] if row.measure == "level" and row.value and row.value > 0)
    assert is_negative_bracket(row, american)
    assert not is_negative_bracket(row, japanese)


@pytest.mark.parametrize(
    ("runs", "read"),
    [
        ([(6, "915", "")], ["9", "15"]),
        ([(6, "27", ""), (9, "24", "")], ["27", "24"]),
    ],
)
def test_numbers_that_stand_apart_are_not_cut(runs: list[tuple[int, str, str]], read: list[str]) -> None:
    text = "depots" + " ".join(digits for _, digits, _ in runs)
    was = Glued(frozenset({"de", "ep", "po", "ot", "ts"}), ("8", "14"))
    assert [digits for _, digits, _ in unglued(runs, text, (was,))] == read


@pytest.mark.parametrize(
    ("first", "second", "read"),
    [("an order of 30億", "円 in 5 years", [("30", "億円"), ("5", "")]), ("Ⅱ-", "5. Costs", [("5", "")])],
)
def test_a_line_that_breaks_a_unit_or_a_section_goes_on(first: str, second: str, read: list[tuple[str, str]]) -> None:
    company = read_company("iij", ROOT, "")
    sheet = Sheet("1", (Line(1, first, 1), Line(2, second, 2)))
    marks, streams = read_numbers(sheet, company.calendar, words_of(company))
    assert len(streams) == 1
    assert [(mark.digits, mark.unit) for mark in marks] == read


def test_a_page_without_the_running_line_has_its_number_alone() -> None:
    pages = [Sheet(str(page), (Line(page, f"© Example {page}", page),)) for page in range(1, 8)]
    pages.append(Sheet("8", (Line(8, "8", 8),)))
    assert numbered_pages(pages)["8"] == ""


def cell(number: int, text: str, left: float, top: float) -> Line:
    boxes = tuple((left + 6 * at, top, left + 6 * at + 6, top + 10) for at in range(len(text)))
    return Line(number, text, number, boxes)


def cells(text: str, top: float, *lefts: float) -> list[Line]:
    return [cell(int(top) * 10 + at, word, left, top) for at, (word, left) in enumerate(zip(text.split(), lefts, strict=True), 1)]


def test_a_number_on_its_axis_is_not_of_the_chart_around_it() -> None:
    company = read_company("iij", ROOT, "")
    lines = [
        *cells("1Q24 2Q24 3Q24", 0, 100, 200, 300),
        *cells("11,111 12,222 13,333", 16, 100, 200, 300),
        *cells("55 66 77", 200, 100, 200, 300),
        *cells("1Q25末 2Q25末 3Q25末", 213, 100, 200, 300),
    ]
    sheet = Sheet("1", tuple(lines), 0, 960.0, 540.0)
    marks, _ = read_numbers(sheet, company.calendar, words_of(company))
    for mark in marks:
        mark.is_cell = True
    place_columns(sheet, marks, company.calendar, lambda mark, periods: "," in mark.digits and "24" in periods[0])
    assert [mark.column for mark in marks if mark.digits in ("55", "66", "77")] == [
        ("2025-06-30",),
        ("2025-09-30",),
        ("2025-12-31",),
    ]


def reading(stream: int, order: int, near: str, period: str = "1Q25") -> Reading:
    mark = SimpleNamespace(stream=stream, order=order, near=near, box=None)
    row = SimpleNamespace(measure="level", period=period)
    return Reading(mark, SimpleNamespace(row=row), "roll")  # type: ignore[arg-type]


def test_a_column_of_a_text_is_what_stands_at_one_place_of_its_rows() -> None:
    rows = [reading(line, 2 * line + at, "name" if not at else "") for line in range(3) for at in range(2)]
    sentence = [reading(3, 6, "sales of "), reading(3, 7, " and costs of ")]
    found = column_of([*rows, *sentence], rows[0])
    assert found == [rows[2], rows[4]]


def columns(lines: list[Line], digits: str) -> list[str]:
    """The period of each of a page's numbers, none of which was printed before."""
    company = read_company("iij", ROOT, "")
    sheet = Sheet("1", tuple(lines), 0, 960.0, 540.0)
    marks, streams = read_numbers(sheet, company.calendar, words_of(company))
    mark_contexts(sheet, marks, streams, company.calendar)
    place_columns(sheet, marks, company.calendar, lambda *_: False)
    found = {mark.digits: (mark.column or (mark.periods[0][0] if mark.periods else ("",)))[0] for mark in marks if not mark.rule}
    return [found[each] for each in digits.split()]


def test_a_row_of_numbers_has_the_periods_of_the_axis_that_it_lines_up_with() -> None:
    lines = [
        *cells("1Q24 2Q24 3Q24 4Q24 1Q25", 100, 60, 150, 240, 330, 420),
        *cells("278 263 458 185 383", 110, 262, 342, 422, 502, 582),
        *cells("2Q24 3Q24 4Q24 1Q25 2Q25", 126, 260, 340, 420, 500, 580),
    ]
    assert columns(lines, "278 263 458 185 383") == ["2Q24", "3Q24", "4Q24", "1Q25", "2Q25"]


def test_a_row_is_not_of_an_axis_far_below_that_some_of_its_numbers_stand_over_by_chance() -> None:
    table = [
        *cells("1H25 1H24 1Q25 1Q24 FY25", 100, 160, 225, 290, 355, 420),
        *cells("178.9 278.6 263.4 458.5 383.2", 112, 182, 247, 327, 377, 427),
    ]
    chart = [
        *cells("11 12 13 14 15", 300, 182, 262, 342, 422, 502),
        *cells("2Q24 3Q24 4Q24 1Q25 2Q25", 312, 180, 260, 340, 420, 500),
    ]
    assert columns([*table, *chart], "178.9 278.6 383.2") == ["1H25", "1H24", "FY25"]
    assert columns([*table, *chart], "11 12 13 14 15") == ["2Q24", "3Q24", "4Q24", "1Q25", "2Q25"]


def test_a_number_has_the_period_that_it_is_printed_with_whatever_axis_is_near() -> None:
    lines = [*cells("3Q23 4Q23 1Q24", 100, 100, 200, 300), *cells("2Q24：31 1Q25：48 2Q25：53", 112, 100, 200, 300)]
    assert columns(lines, "31 48 53") == ["2Q24", "1Q25", "2Q25"]


def follows(*texts: str) -> dict[str, list[str]]:
    """What pages follow of a deck of two, one of depots and one of vans, and one of staff."""
    labels = {"1": "depots by region north", "2": "vans bought and vans sold", "3": "staff of drivers and clerks"}
    rows = [SimpleNamespace(page=page, label=label, line_item="", digits=page * 4) for page, label in labels.items()]
    pages = {page: {"title_ja": "", "title_en": label} for page, label in labels.items()}
    company = SimpleNamespace(pages=lambda _: pages, rows={"last": rows}, line_items={})
    sheets = [Sheet(str(at), tuple(Line(n, text, n) for n, text in enumerate(page.split("\n")))) for at, page in enumerate(texts)]
    marks = {
        sheet.page: [SimpleNamespace(rule="", digits=word) for line in sheet.lines for word in line.text.split() if word.isdigit()]
        for sheet in sheets
    }
    return follow_pages(sheets, marks, company, "last")  # type: ignore[arg-type]


def test_a_page_may_put_two_of_the_last_deck_into_one() -> None:
    both = "depots by region north 1111\nvans bought and vans sold 2222"
    assert follows(both, "staff of drivers and clerks 3333") == {"0": ["1", "2"], "1": ["3"]}


def test_a_page_that_was_dropped_is_no_part_of_another() -> None:
    assert follows("depots by region north 1111", "staff of drivers and clerks 3333") == {"0": ["1"], "1": ["3"]}


def placed(line: int, at: int, *, slot: bool = True, known: bool = False, differs: bool = False) -> Reading:
    box = (100.0 * at, 20.0 * line, 100.0 * at + 30, 20.0 * line + 9)
    mark = SimpleNamespace(stream=line, order=at, near="", box=box, is_cell=True, rule="", uid=10 * line + at)
    row = SimpleNamespace(measure="level", period="1Q25", line_item="vans", told="actual", basis="actual")
    place = SimpleNamespace(row=row) if slot else None
    return Reading(mark, place, value_known=known, value_differs=differs)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "left"),
    [
        # one number of a new series was put to a place
        ([placed(1, 0, slot=False), placed(1, 1, slot=False), placed(1, 2)], 0),
        # none of a series is what was printed of it
        ([placed(1, 0, differs=True), placed(1, 1, differs=True), placed(1, 2)], 0),
        # two numbers of a known series are new, or found no place
        ([placed(1, 0, known=True), placed(1, 1, slot=False), placed(1, 2, slot=False)], 1),
        # of a restated series one number is as it was
        ([placed(1, 0, known=True), placed(1, 1, differs=True), placed(1, 2, differs=True)], 3),
        # bars of three heights are no row
        ([placed(1, 0, slot=False), placed(2, 1, slot=False), placed(3, 2)], 1),
    ],
)
def test_a_row_is_new_as_a_whole(row: list[Reading], left: int) -> None:
    arithmetic = SimpleNamespace(verdicts=lambda *_: ([], []))
    page = SimpleNamespace(bounds_of=lambda _: (0.0, 1.0))
    set_rows_apart(SimpleNamespace(readings={"1": row}, pages={"1": page}, arithmetic=arithmetic))  # type: ignore[arg-type]
    assert sum(reading.slot is not None for reading in row) == left


@pytest.mark.parametrize(("places", "left"), [(40, 1), (4, 3)])
def test_a_page_of_which_little_is_left_is_another(places: int, left: int) -> None:
    """Of three numbers one has its name; the others are small and fit by chance."""
    readings = [placed(1, at, known=True) for at in range(3)]
    readings[0].label = 0.9
    for reading in readings:
        reading.mark.significant = 1
    page = SimpleNamespace(bounds_of=lambda _: (0.0, 1.0), slots=[None] * places)
    set_pages_apart(SimpleNamespace(readings={"1": readings}, pages={"1": page}, arithmetic=None))  # type: ignore[arg-type]
    assert sum(reading.slot is not None for reading in readings) == left


def test_a_table_of_a_text_column_by_column_goes_on_with_the_row_below() -> None:
    """The last deck had five rows of two columns; here the columns stand one after the other, and one figure is open."""
    slots = [
        SimpleNamespace(
            rank=rank,
            series=(),
            next_in_series=-1,
            previous_in_series=-1,
            row=SimpleNamespace(line_item=f"item {rank // 2}", measure=measure, period="1Q25", basis="actual"),
        )
        for rank, measure in enumerate(["level", "yoy_pct"] * 5)
    ]
    page = Neighbours.__new__(Neighbours)
    page.slots = slots  # type: ignore[assignment]
    page.marks = [SimpleNamespace(box=None, stream=at, line=at) for at in range(10)]  # type: ignore[list-item]
    page.moves = [(("keep", "1Q25"),)] * 10  # type: ignore[assignment]
    page.values = {(to, "keep"): np.zeros(10) for to in range(10)}
    page.orders = [list(range(10))]
    taken = {at: to for at, to in enumerate([0, 2, 4, 6, 8, 1, 3, 5, 7, 9]) if at != 7}
    near = page._neighbours(taken)
    assert int(near[7].argmax()) == 5
