"""What vouches for a figure, and what does not: generated readings of a page, each with its evidence."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from landing.arithmetic import Amount
from landing.beside import _goes_on_from
from landing.blame import blamed
from landing.confidence import Judge
from landing.contexts import mark_contexts
from landing.dictionary import Row
from landing.document import Line, Sheet
from landing.evidence import Reading
from landing.facts import Print
from landing.fiscal import Calendar
from landing.in_order import in_known_order
from landing.numbers import Mark, read_numbers
from landing.repeated import Repeated
from landing.slots import Slot
from landing.table import cells_of
from landing.text_columns import place_headed
from ledgers.marks import Words

CALENDAR = Calendar(4)


def row(item: str, period: str, printed: str, unit: str = "億円") -> Row:
    cells = {"section": "A", "label": item, "measure": "level", "basis": "actual", "as_of": "", "qualifier": "", "remark": ""}
    return Row(deck="d", seq=1, page="1", line_item=item, period=period, printed=printed, unit=unit, **cells)


def reading(digits: str, was: Row, period: str, rank: int = 0, **given: str | int | bool | tuple[str, ...]) -> Reading:
    mark = SimpleNamespace(
        uid=rank, order=rank, printed=digits, digits=digits, significant=len(digits.replace(".", "").strip("0")), box=None,
        stream=given.pop("stream", 0), near=given.pop("near", ""), column=given.pop("column", ()), periods=[],
    )  # fmt: skip
    move = "keep" if period == was.period else "roll"
    slot = Slot((was,), rank, None, moves=(("keep", was.period), ("roll", period)))
    return Reading(mark, slot, move, period, was.unit, **given)  # type: ignore[arg-type]


def standing(readings: list[Reading], printed_periods: set[str], known: dict[tuple, list[Print]] | None = None) -> Repeated:
    prints = known or {}
    arithmetic = SimpleNamespace(known=SimpleNamespace(of=lambda fact: prints.get(fact, [])))
    page = SimpleNamespace(printed_periods=frozenset(printed_periods), bounds_of=lambda one: (304.5, 305.5))
    company = SimpleNamespace(calendar=CALENDAR, rows={})
    page_of = {one.mark.uid: "1" for one in readings}
    return Repeated(company, arithmetic, {"1": page}, {"1": readings}, page_of)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("checks", "found"),
    [
        # 1 stands in each of three failing checks, the others in one
        ([{1, 2}, {1, 3, 4}, {1, 5}], {1}),
        # of two numbers that contradict each other nothing tells which is wrong
        ([{1, 2}], set()),
        ([{1, 2}, {1, 2, 3}], set()),
        # two faults apart from each other
        ([{1, 2}, {1, 3}, {7, 8}, {7, 9}], {1, 7}),
        # what contradicts the last decks by itself, and another number too
        ([{1}, {1, 2}], {1}),
        ([], set()),
    ],
)
def test_the_number_that_failing_checks_share_is_blamed(checks: list[set[int]], found: set[int]) -> None:
    assert blamed(frozenset(check) for check in checks) == found


def test_a_figure_that_repeats_the_last_digits_is_no_copy_where_the_old_one_stands_on_the_page_too() -> None:
    was = row("boats", "1Q25", "305")
    old, new = reading("305", was, "1Q25", 0, value_known=True), reading("305", was, "2Q25", 1)
    known = {("boats", "level", "1Q25", "actual"): [Print(304.5, 305.5, "305", "1", "", "億円")]}
    assert standing([new], {"1Q25", "2Q25"})._is_unmoved("1", new)
    assert not standing([old, new], {"1Q25", "2Q25"}, known)._is_unmoved("1", new)
    # in another unit it is no original of a copy, and no other figure
    old.unit = "百万円"
    assert standing([old, new], {"1Q25", "2Q25"}, known)._is_unmoved("1", new)
    new.mark.column = ("2Q25",)
    assert not standing([old, new], {"1Q25", "2Q25"}, known)._is_unmoved("1", new, is_sound=True)


@pytest.mark.parametrize(
    ("periods", "is_sound", "is_unmoved"),
    [
        # the page has no period but the new one
        ({"2025-09-30"}, False, False),
        # it has others, and nothing else bears the figure out
        ({"2025-09-30", "2025-03-31"}, False, True),
        # it follows from others, and the page does not print the old period
        ({"2025-09-30", "2025-03-31"}, True, False),
        ({"2025-09-30", "2025-06-30"}, True, True),
        (set(), True, True),
    ],
)
def test_a_figure_that_repeats_the_last_digits_is_told_by_the_periods_of_its_page(
    periods: set[str], is_sound: bool, is_unmoved: bool
) -> None:
    new = reading("15", row("officers", "2025-06-30", "15", "名"), "2025-09-30")
    assert standing([new], periods)._is_unmoved("1", new, is_sound=is_sound) is is_unmoved


@pytest.mark.parametrize("count", [1, 3])
def test_a_column_that_moved_alike_tells_a_figure_that_repeats_the_last_digits(count: int) -> None:
    its = [
        reading(f"{at}4", row(f"share_{at}", "2025-06-30", f"{at}4", "%"), "2025-09-30", at, column=("2025-09-30",))
        for at in range(count)
    ]
    assert standing(its, {"2025-09-30", "2025-03-31"})._is_unmoved("1", its[0]) is (count == 1)


@pytest.mark.parametrize(
    ("unit", "digits", "is_so"), [("百万円", "30,512", True), ("百万円", "30,549", False), ("億円", "304", False)]
)
def test_a_figure_that_was_printed_before_in_another_unit_is_the_same(unit: str, digits: str, is_so: bool) -> None:
    old = reading("305", row("boats", "1Q25", "305"), "1Q25", value_known=True)
    middle = float(digits.replace(",", "")) / (100 if unit == "百万円" else 1)
    known = {("boats", "level", "1Q25", "actual"): [Print(middle - 0.05, middle + 0.05, digits, "1", "", unit)]}
    assert standing([old], {"1Q25"}, known)._printed_before(old) is is_so


def test_a_line_goes_on_from_a_figure_that_is_vouched_for() -> None:
    level, growth = reading("305", row("boats", "1Q25", "290"), "2Q25", 0), reading("4.2", row("boats", "1Q25", "3.9"), "2Q25", 1)
    assert not _goes_on_from(growth, level)
    level.confidence = "certain"
    assert _goes_on_from(growth, level)
    assert not _goes_on_from(growth, reading("305", row("trains", "1Q25", "290"), "2Q25", 0, confidence="certain"))
    growth.mark.stream = 1
    assert not _goes_on_from(growth, level)


def test_cells_are_counted_from_the_name_of_their_row() -> None:
    """A text may have the numbers of a chart before the row of a table: 5,798 6,038 boats 4 8."""
    marks = [("5,798", "", 0), ("6,038", " ", 0), ("4", " boats ", 0), ("8", " ", 0), ("52", "trains ", 1), ("69", " ", 1)]
    its = [
        reading(digits, row("boats", "1Q25", "1"), "2Q25", at, near=near, stream=stream)
        for at, (digits, near, stream) in enumerate(marks)
    ]
    assert cells_of(its) == {0: (0, 2), 1: (1, 2), 2: (0, 2), 3: (1, 2), 4: (0, 2), 5: (1, 2)}


def test_a_ratio_leaves_one_small_number_and_a_rounded_sum_does_not() -> None:
    assert Amount(6.998, 7.012, kind="ratio").is_fine
    assert not Amount(6.9, 7.1, kind="ratio").is_fine


def read(*lines: str, known: dict[str, str] | None = None) -> list[Mark]:
    """The numbers of a text; `known` are digits with the period for which they were printed before."""
    sheet = Sheet("1", tuple(Line(number, text, number) for number, text in enumerate(lines, start=1)))
    marks, streams = read_numbers(sheet, CALENDAR, Words(("億円", "百万円", "%")))
    mark_contexts(sheet, marks, streams, CALENDAR)
    its = known or {}
    place_headed(CALENDAR, streams, marks, lambda mark, periods: its.get(mark.digits, "") in periods)
    return [mark for mark in marks if not mark.rule]


def test_a_name_behind_its_numbers_is_the_name_of_all() -> None:
    for mark in read("+346 △5,135 taxes paid"):
        assert (" taxes paid", 1.0) in mark.words
    # behind numbers that have names of their own it is the rest of a sentence
    assert all((" and trains", 1.0) not in mark.words for mark in read("boats 346 ferries 5,135 and trains"))


def test_a_heading_beside_other_numbers_heads_the_rows_beside_others() -> None:
    marks = read("8,257 of which 1H24 1H25", "boats 52 69", "2,303 1,408", "5,798 6,038 trains 4 8")
    found = {mark.digits: mark.column for mark in marks if mark.column}
    assert found == {"52": ("1H24",), "69": ("1H25",), "4": ("1H24",), "8": ("1H25",)}


def test_numbers_in_several_units_are_no_row_of_amounts() -> None:
    assert not any(mark.column for mark in read("1H24 1H25", "a deal of (30%, 55億円)"))


def test_a_row_whose_values_were_printed_before_for_other_columns_has_not_that_heading() -> None:
    known = {"206": "2Q25", "202": "1Q25", "197": "2Q24"}
    lines = "2Q24 1Q25 2Q25", "shops 206 202 197"
    assert [mark.column for mark in read(*lines)] == [("2Q24",), ("1Q25",), ("2Q25",)]
    assert not any(mark.column for mark in read(*lines, known=known))


ITEMS = ("boats", "sails", "hulls", "fleet")


def column(period: str, items: tuple[str, ...] = ITEMS, start: int = 0) -> list[Reading]:
    return [reading(f"{11 * (start + at)}", row(item, period, "1"), period, start + at) for at, item in enumerate(items)]


def uids(readings: list[Reading]) -> set[int]:
    return {one.mark.uid for one in readings}


def test_a_column_that_names_the_same_in_the_order_of_two_that_are_vouched_for_is_vouched_for_too() -> None:
    old, older, new = column("4Q24", start=10), column("1Q25", start=20), column("2Q25", start=30)
    known, total = uids([*old, *older]), new[-1].mark.uid
    assert in_known_order([*old, *older, *new], known | {total}) >= uids(new)
    # its period is not known by any of them; one known column is too few; so is a column that is known in part
    assert not in_known_order([*old, *older, *new], known) & uids(new)
    assert not in_known_order([*older, *new], known | {total}) & uids(new)
    assert not in_known_order([*old, *older, *new], (known | {total}) - {old[0].mark.uid}) & uids(new)


@pytest.mark.parametrize("items", [("sails", "boats", "hulls", "fleet"), ("boats", "hulls", "fleet"), (*ITEMS, "oars")])
def test_a_column_of_other_names_or_in_another_order_is_not(items: tuple[str, ...]) -> None:
    old, older, new = column("4Q24", start=10), column("1Q25", start=20), column("2Q25", items, start=30)
    known = uids([*old, *older, new[-1]])
    assert not in_known_order([*old, *older, *new], known) & uids(new)


def test_a_number_that_is_no_figure_ends_a_column() -> None:
    old, older, new = column("4Q24", start=10), column("1Q25", start=20), column("2Q25", start=30)
    known = uids([*old, *older, new[-1]])
    assert not in_known_order([*old, *older, *new[:2], None, *new[2:]], known) & uids(new)


def test_a_row_that_goes_on_as_three_vouched_rows_do_is_vouched_for_too() -> None:
    rows = [
        [column(period, (item,), 10 * at + step)[0] for step, period in enumerate(("1H24", "1H25"))]
        for at, item in enumerate(ITEMS)
    ]
    known, new = uids([one for its in rows[:3] for one in its]), rows[3]
    order = [one for its in rows for one in its]
    assert in_known_order(order, known | {new[0].mark.uid}) >= uids(new)
    assert not in_known_order(order, known) & uids(new)
    assert not in_known_order(order[2:], (known | {new[0].mark.uid}) - uids(rows[0])) & uids(new)


def test_no_actual_of_a_year_that_is_not_over_is_vouched_for() -> None:
    calendar = replace(CALENDAR, end=CALENDAR.end_of("1Q25"))
    judge = Judge(SimpleNamespace(calendar=calendar), SimpleNamespace(known=None), {})  # type: ignore[arg-type]
    taken = reading("86,273", row("revenue", "FY24", "86,273"), "FY25")
    assert judge._unsettled("1", taken) == "its period is not over when the deck's own is"
