"""Texts that go line by line across a page, through charts and columns side by side."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from landing import contradicted, elsewhere
from landing.arithmetic import Amount
from landing.assign import Page
from landing.contexts import DIRECT, mark_contexts
from landing.dictionary import Company, Row, read_company
from landing.document import Line, Sheet
from landing.evidence import Evidence, Reading
from landing.facts import Print, of_row, overlap
from landing.neighbours import AROUND, AWAY, Neighbours
from landing.numbers import Mark, read_numbers
from landing.project import ROOT
from landing.reading import words_of
from landing.repeated import Repeated
from landing.shares import whole_again
from landing.slots import Slot
from landing.table import move_together

COMPANY = read_company("iij", ROOT, "")


def read(*lines: str, known: tuple[str, ...] = ()) -> list[Mark]:
    sheet = Sheet("1", tuple(Line(number, text, number) for number, text in enumerate(lines, start=1)))
    marks, streams = read_numbers(sheet, COMPANY.calendar, words_of(COMPANY), known)
    mark_contexts(sheet, marks, streams, COMPANY.calendar)
    for uid, mark in enumerate(marks):
        mark.uid = uid
    return [mark for mark in marks if not mark.rule]


def mark_of(marks: list[Mark], digits: str) -> Mark:
    return next(mark for mark in marks if mark.digits == digits)


def row(item: str, period: str, printed: str, **given: str) -> Row:
    cells = {"section": "A", "label": item, "measure": "level", "basis": "actual", "as_of": "", "unit": "百万円", "qualifier": ""}
    return Row(deck="d", seq=1, page="1", line_item=item, period=period, printed=printed, remark="", **(cells | given))


def slot(rank: int, was: Row, to: str = "", **given: int) -> Slot:
    return Slot((was,), rank, None, moves=(("keep", was.period), *([("roll", to)] if to else [])), **given)


def cell(uid: int, line: int, was: Slot, period: str, **given: bool) -> Reading:
    mark = SimpleNamespace(uid=uid, order=uid, line=line, box=None, stream=line, near="", column=(), periods=[], significant=4)
    return Reading(mark, was, "keep" if period == was.row.period else "roll", period, was.row.unit, **given)  # type: ignore[arg-type]


# columns of sentences beside each other


def test_a_bracket_in_the_middle_of_a_line_follows_the_figure_over_it() -> None:
    marks = read("• boats: 29.3億円 +4.7%YoY", "how trains are counted (2Q24: +7.1%YoY)、+39百万円", "in each year")
    assert {mark_of(marks, digits).stream for digits in ("29.3", "4.7", "7.1", "39")} == {mark_of(marks, "4.7").stream}


def test_a_bracket_behind_a_figure_of_its_own_stays() -> None:
    marks = read("• boats: 29.3億円 +4.7%YoY", "trains: 65.0億円 +9.9%YoY (2Q24: +7.1%YoY)")
    assert mark_of(marks, "7.1").stream == mark_of(marks, "9.9").stream != mark_of(marks, "4.7").stream


def test_a_figure_has_one_bracket_of_another_time() -> None:
    marks = read("• boats: 29.3億円 +4.7%YoY", "(2Q24: +7.1%YoY)", "how trains are counted", "(2Q24: +8.8%YoY)")
    assert mark_of(marks, "7.1").stream == mark_of(marks, "4.7").stream != mark_of(marks, "8.8").stream


def test_an_amount_takes_its_unit_from_the_line_that_goes_on() -> None:
    marks = read("• boats: 62.0億", "words of another column 円 +8.0%YoY")
    assert (mark_of(marks, "62.0").unit, mark_of(marks, "8.0").stream) == ("億円", mark_of(marks, "62.0").stream)
    # words that begin so are no unit
    assert mark_of(read("• boats: 62.0億", "words of another column 円高"), "62.0").unit != "億円"


def test_a_period_is_that_of_the_piece_that_goes_on_and_of_no_bar_between() -> None:
    marks = read("effect: 1Q24約△9億円、2Q24", "14.6% 14.1%", "約△1億円、3Q24約△2億円")
    assert mark_of(marks, "1").periods[0] == (("2Q24",), DIRECT)
    assert all(closeness < DIRECT for _, closeness in mark_of(marks, "14.6").periods)


def test_a_bullet_within_a_line_begins_another_column() -> None:
    marks = read("42,468 42,512 • boats: 29.3億円", "5 ● 6 ● 7")
    assert mark_of(marks, "42,512").stream != mark_of(marks, "29.3").stream
    assert "42" not in mark_of(marks, "29.3").near


# charts side by side


def chart(item: str, start: int, first: int) -> tuple[list[Slot], list[Reading]]:
    """A series of four quarters on lines that follow each other, and the place that its newest figure may take."""
    periods = ["1Q24", "2Q24", "3Q24", "4Q24", "1Q25"]
    slots = [
        slot(start + at, row(item, period, "1,234"), to, next_in_series=start + at + 1 if at < 4 else -1, previous_in_series=0)
        for at, (period, to) in enumerate(zip(periods, [*periods[1:], "2Q25"], strict=True))
    ]
    return slots, [cell(start + at, first + at, slots[at], periods[at + 1], value_known=True) for at in range(4)]


def test_a_new_bar_belongs_to_the_series_on_whose_lines_it_stands() -> None:
    (boats, sailing), (trains, riding) = chart("boats", 0, 10), chart("trains", 5, 30)
    page = object.__new__(Neighbours)
    page.marks = [reading.mark for reading in [*sailing, *riding]]  # type: ignore[misc]
    page.marks += [SimpleNamespace(box=None, line=12), SimpleNamespace(box=None, line=33 + AROUND + 2)]  # type: ignore[list-item]
    page.slots = [*boats, *trains]
    page.moves = [its.moves for its in page.slots]
    page.values = {(to, move): np.full(len(page.marks), 5.0) for to, its in enumerate(page.slots) for move, _ in its.moves}
    points = page._among_its_own({0: 0, 1: 1, 2: 2, 3: 3, 4: 5, 5: 6, 6: 7, 7: 8})
    assert points[8, 4] == 0.0 > points[8, 9]
    assert points[9, 9] == pytest.approx(-2 * AWAY) and points[9, 4] < points[9, 9]
    # two figures tell no lines
    assert not page._among_its_own({0: 0, 1: 1}).any()


@pytest.mark.parametrize(
    ("line", "others", "is_so"),
    # on its lines; far from them; on lines that another series has too, with a new bar of its own
    [(12, 30, True), (25, 30, False), (12, 11, False)],
)
def test_a_new_bar_on_the_lines_of_its_series_alone_is_told_by_them(line: int, others: int, is_so: bool) -> None:
    (boats, sailing), (trains, riding) = chart("boats", 0, 10), chart("trains", 5, others)
    new, other = cell(20, line, boats[4], "2Q25"), cell(21, others + 2, trains[4], "2Q25")
    page = SimpleNamespace(slots=[*boats, *trains])
    standing = Repeated(None, None, {"1": page}, {"1": [*sailing, new, *riding, other]}, {})  # type: ignore[arg-type]
    assert standing._is_on_its_lines("1", new) is is_so
    # a bar of before is another now, or the new one is: two numbers would fit either place
    standing.rows["1"].remove(sailing[3])
    assert not standing._is_on_its_lines("1", new)


def test_the_figure_of_a_year_is_no_bar_of_the_quarters() -> None:
    boats, sailing = chart("boats", 0, 10)
    year = slot(9, row("boats", "FY24", "5,000"))
    new = cell(20, 25, boats[4], "2Q25")
    rows = [*sailing, cell(9, 24, year, "FY24", value_known=True), new]
    page = SimpleNamespace(slots=[*boats, year])
    standing = Repeated(None, None, {"1": page}, {"1": rows}, {})  # type: ignore[arg-type]
    assert not standing._is_on_its_lines("1", new)


@pytest.mark.parametrize(("length", "moved"), [(5, "2Q25"), (1, "1H25")])
def test_a_bar_moves_with_its_series_though_a_column_moved_otherwise(length: int, moved: str) -> None:
    was = [slot(at, row(f"item {at}", "1Q25", "5"), "2Q25") for at in range(6)]
    its = [Slot(one.rows, one.rank, None, moves=(*one.moves, ("to_date", "1H25"))) for one in was]
    rows = [cell(2 * at + 1, at, one, "2Q25") for at, one in enumerate(its)]
    for reading in rows[:-1]:
        reading.move, reading.period = "to_date", "1H25"
    first = [Reading(SimpleNamespace(uid=2 * at, order=2 * at, stream=at, near="")) for at in range(6)]  # type: ignore[arg-type]
    readings = [one for pair in zip(first, rows, strict=True) for one in pair]
    page = SimpleNamespace(_length=lambda one: length)
    move_together(SimpleNamespace(readings={"1": readings}, pages={"1": page}))  # type: ignore[arg-type]
    assert rows[-1].period == moved


@pytest.mark.parametrize(("significant", "moved"), [(2, "2Q25"), (4, "1Q25")])
def test_a_value_of_few_digits_that_was_printed_before_moves_with_its_column(significant: int, moved: str) -> None:
    places = [slot(at, row(f"item {at}", "1Q25", "5"), "2Q25") for at in range(6)]
    rows = [cell(at, at, one, "2Q25") for at, one in enumerate(places)]
    rows[-1].move, rows[-1].period, rows[-1].value_known, rows[-1].mark.significant = "keep", "1Q25", True, significant
    for at, reading in enumerate(rows):
        reading.mark.box = (10.0, 20.0 * at, 40.0, 20.0 * at + 10)
    page = SimpleNamespace(_length=lambda one: 1)
    move_together(SimpleNamespace(readings={"1": rows}, pages={"1": page}))  # type: ignore[arg-type]
    assert (rows[-1].period, rows[-1].value_known) == (moved, moved == "1Q25")


# what values and sums tell


def known_of(company: Company, *rows: Row) -> SimpleNamespace:
    prints = {
        (one.line_item, one.measure, one.period, one.told): [
            Print(*(of_row(company, one) or (0, 0)), one.digits, "1", "", one.unit)
        ]
        for one in rows
    }
    return SimpleNamespace(of=lambda fact: prints.get(fact, []))


def test_what_was_about_one_and_a_half_is_not_about_one_and_six_tenths() -> None:
    given = {"basis": "plan", "unit": "倍", "qualifier": "約"}
    rows = [row("boats", "FY24-FY26", "1.5", **given), row("trains", "FY24-FY26", "1.6", **given)]
    marks = read("約1.6倍", "約1.5倍")
    page = Page(COMPANY, known_of(COMPANY, *rows), marks, [slot(at, one) for at, one in enumerate(rows)], 101, [[0, 1]])  # type: ignore[arg-type]
    assert [reading.slot.row.line_item if reading.slot else "" for reading in page.solve()] == ["trains", "boats"]


def test_the_same_five_digits_are_the_same_figure_where_another_unit_would_do_too() -> None:
    rows = [row("boats", "2Q24", "23,761"), row("boats", "2Q24", "237.6", unit="億円")]
    page = Page(COMPANY, known_of(COMPANY, rows[1]), read("23,761"), [slot(0, rows[0])], 101, [[0]])  # type: ignore[arg-type]
    page.prepare()
    near = float(page.values[0, "keep"][0])
    page.known = known_of(COMPANY, rows[0])  # type: ignore[assignment]
    page.prepare()
    assert float(page.values[0, "keep"][0]) > near > 0


def test_an_exchange_of_two_addends_says_nothing_of_their_sum() -> None:
    """A sum that does not hold speaks against the one addend as against the other in its place."""
    marks = [SimpleNamespace(uid=1, value=24.0), SimpleNamespace(uid=2, value=25.0)]
    page = SimpleNamespace(
        marks=marks, slots=[slot(0, row("boats", "1H25", "24"))], units={(0, "keep"): ["", ""]}, unit_in=lambda mark, its: "",
        _bounds=lambda mark, its, unit: (mark.value - 0.5, mark.value + 0.5),
    )  # fmt: skip
    for mark in marks:
        mark.significant = 2
    fails = [Amount(30.0, 31.0, frozenset({2, 3}), "sum")]
    own = Evidence._judgement(page, 0, 0, "keep", fails, marks[0])  # type: ignore[arg-type]
    other = Evidence._judgement(page, 1, 0, "keep", fails, marks[0])  # type: ignore[arg-type]
    assert own == other < 0
    grown = [Amount(30.0, 31.0, frozenset({2, 3}), "growth")]
    assert Evidence._judgement(page, 1, 0, "keep", grown, marks[0]) == 0.0  # type: ignore[arg-type]


# what else vouches


def shares(*values: str, order: tuple[int, ...] = ()) -> tuple[list[Slot], list[Reading]]:
    was = ["33%", "44%", "23%"]
    slots = [
        slot(at, row(f"item {at}", "2025-06-30", one, measure="share_pct", unit="%"), "2025-09-30") for at, one in enumerate(was)
    ]
    readings = [cell(order[at] if order else at, at, one, "2025-09-30") for at, one in enumerate(slots)]
    for reading, value in zip(readings, values, strict=True):
        reading.mark.value, reading.mark.decimals = float(value), 0
    return slots, readings


@pytest.mark.parametrize(
    ("values", "order", "is_so"),
    [
        (("30", "45", "25"), (), True),
        (("30", "45", "29"), (), False),
        # in another order nothing tells which share is which
        (("30", "45", "25"), (1, 0, 2), False),
    ],
)
def test_shares_that_add_up_to_a_whole_again_tell_each_other(values: tuple[str, ...], order: tuple[int, ...], is_so: bool) -> None:
    slots, readings = shares(*values, order=order)
    assert whole_again(slots, readings) == ({0, 1, 2} if is_so else set())


def test_shares_that_are_no_whole_tell_nothing() -> None:
    slots, readings = shares("30", "45", "25")
    assert whole_again(slots[:2], readings) == set()
    assert whole_again(slots, readings[:2]) == set()


@pytest.mark.parametrize(("words", "is_kept"), [("営業利益 2Q25：", False), ("boats on the sea：", True)])
def test_the_name_of_another_line_item_outweighs_what_bears_a_number_out(
    words: str, is_kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = cell(1, 1, slot(0, row("personnel_expenses", "1Q25", "9,000")), "2Q25")
    reading.mark.near = reading.mark.head = words
    deck = SimpleNamespace(company=COMPANY, readings={"1": [reading]}, pages={"1": SimpleNamespace(slots=[])}, arithmetic=True)
    monkeypatch.setattr(elsewhere, "is_borne_out", lambda *_: True)
    elsewhere.set_apart(deck)  # type: ignore[arg-type]
    assert (reading.slot is not None) is is_kept


@pytest.mark.parametrize(
    ("stream", "is_known", "is_tied"),
    # behind a known figure of its line item; on another line; behind one that nothing bears out
    [(1, True, True), (2, True, False), (1, False, False)],
)
def test_what_a_line_says_more_of_a_known_item_is_not_exchanged(stream: int, is_known: bool, is_tied: bool) -> None:
    level = cell(1, 1, slot(0, row("boats", "1Q25", "290")), "1Q25", value_known=is_known)
    growth = cell(2, stream, slot(1, row("boats", "1Q25", "+3.9%", measure="yoy_pct", unit="%")), "1Q25")
    arithmetic = SimpleNamespace(verdicts=lambda *_: ([], []))
    page = SimpleNamespace(bounds_of=lambda _: (0.0, 1.0))
    assert Repeated(None, arithmetic, {"1": page}, {"1": [level, growth]}, {})._is_tied("1", growth) is is_tied  # type: ignore[arg-type]


@pytest.mark.parametrize(("stream", "points"), [(1, True), (2, False)])
def test_a_line_says_more_of_one_item_in_whichever_order(stream: int, points: bool) -> None:
    """The last deck had the change of each before its amount, this one has it behind."""
    page = object.__new__(Neighbours)
    page.slots = [slot(at, row(f"item {at // 2}", "1Q25", "5", measure=("yoy_change", "level")[at % 2])) for at in range(4)]
    page.marks = [SimpleNamespace(box=None, stream=1), SimpleNamespace(box=None, stream=stream)]  # type: ignore[list-item]
    near = np.zeros((2, 4))
    page._of_one_item([0, 1], [1, -1], near)
    assert bool(near[1, 0]) is points
    assert not near[1, 2]


# what another page of the deck states too


@pytest.mark.parametrize(
    ("line", "heading", "period"),
    [
        # digits of an amount under its period are that amount, though the page says no unit
        ("87,521 76,821", "4Q24 1Q25", "4Q24"),
        # another period's, other digits, and digits that no period heads, are not
        ("87,521 76,821", "3Q24 1Q25", ""),
        ("87,520 76,821", "4Q24 1Q25", ""),
        ("87,521 76,821", "as planned", ""),
        # nor are few digits, unless its name stands by them
        ("870 76,821", "4Q24 1Q25", ""),
        ("営業利益 870 76,821", "4Q24 1Q25", "4Q24"),
        ("営業利益率 870 76,821", "4Q24 1Q25", ""),
    ],
)
def test_an_amount_of_another_page_is_known_by_its_digits_and_period(line: str, heading: str, period: str) -> None:
    printed = "870" if " 870 " in f" {line}" else "87,521"
    stated = Reading(read(f"profit {printed}")[0], slot(0, row("operating_profit", "4Q24", printed)), "keep", "4Q24", "百万円")
    again = Reading(read(heading, line)[-2])
    again.mark.column = ()
    page = object.__new__(Page)
    page.company = COMPANY
    deck = SimpleNamespace(
        company=COMPANY, sheets=[SimpleNamespace(page="2")], readings={"1": [stated], "2": [again]}, pages={"2": page}
    )
    page._bounds = lambda mark, its, unit: (mark.value - 0.5, mark.value + 0.5)  # type: ignore[method-assign]
    again.mark.periods = [((said,), DIRECT) for said in heading.split()[:1] if said != "as"]
    elsewhere.find_again(deck)  # type: ignore[arg-type]
    assert (again.period, again.unit if again.slot else "") == (period, "百万円" if period else "")


# what follows from others


@pytest.mark.parametrize(
    ("free", "value", "period"),
    [
        # one free place of its measure, of which others give the number
        (("sga",), 5.1, "1H25"),
        # none gives it; two do; the place is held
        (("sga",), 9.9, ""),
        (("sga", "other_sga"), 5.1, ""),
        ((), 5.1, ""),
    ],
)
def test_a_number_that_others_contradict_moves_to_the_one_free_place_that_they_give(
    free: tuple[str, ...], value: float, period: str
) -> None:
    held = slot(0, row("gross_profit", "1Q25", "+9", measure="yoy_change"), "1H25")
    places = [slot(at, row(item, "1Q25", "+4", measure="yoy_change"), "1H25") for at, item in enumerate(free, start=1)]
    level = slot(9, row("sga", "1Q25", "+5", measure="level"), "1H25")
    wrong = Reading(read(f"+{value}")[0], held, "roll", "1H25", "億円")
    page = SimpleNamespace(
        slots=[held, *places, level], unit_in=lambda *_: "億円", _is_unit=lambda *_: True, label_of=lambda *_: 0.0,
        _bounds=lambda mark, its, unit: (mark.value - 0.05, mark.value + 0.05),
    )  # fmt: skip
    gives = {"gross_profit": Amount(39.7, 39.9, kind="change")} | dict.fromkeys(
        ("sga", "other_sga"), Amount(5.05, 5.15, kind="change")
    )

    def verdicts(fact: tuple[str, ...], bounds: tuple[float, float], *_: object, **__: object) -> tuple[list, list]:
        amounts = [gives[fact[0]]] if fact[2] == "1H25" else []
        fits = [amount for amount in amounts if overlap(amount.bounds, bounds)]
        return fits, [amount for amount in amounts if amount not in fits]

    deck = SimpleNamespace(company=COMPANY, arithmetic=SimpleNamespace(verdicts=verdicts))
    found = contradicted.moved(deck, page, wrong, [wrong])  # type: ignore[arg-type]
    assert (found, wrong.slot.row.line_item, wrong.period if found else "") == (
        bool(period),
        "sga" if period else "gross_profit",
        period,
    )  # type: ignore[union-attr]


def test_a_number_takes_the_place_of_its_whole_name_though_sign_and_decimals_are_others() -> None:
    page = object.__new__(Page)
    page.marks = read("changes in assets △7.2", "other △7.2")
    page.slots = [slot(0, row("changes in assets", "1Q25", "2,952"), "1H25"), slot(1, row("deposits", "1Q25", "2,952"), "1H25")]
    page.labels = np.array([[1.0, 0.2], [0.2, 0.2]])
    page.base = np.array([[0.3, -3.0], [0.3, 0.3]])
    assigned: dict[int, int] = {}
    page._fill_named(assigned)
    assert assigned == {0: 0}
    # a per cent is no amount, whatever its name
    page.base[0, 0], assigned = -9.0, {}
    page._fill_named(assigned)
    assert not assigned
