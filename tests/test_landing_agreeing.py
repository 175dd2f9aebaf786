"""Figures brought into line with those that they stand with."""

from __future__ import annotations

from dataclasses import replace

import pytest
from landing.agreeing import (
    date_what_has_no_date,
    follow_other_pages,
    pair_with_a_year_ago,
    put_odd_ones_to_their_row,
)
from landing.assign import Page
from landing.deck import Deck, stated
from landing.dictionary import Company, Row
from landing.evidence import Reading
from landing.facts import Known
from landing.slots import slots_of
from test_landing_going_on import ended, page

FIRST_QUARTER, HALF = 2025 * 4, 2025 * 4 + 1


def row_of(seq: int, item: str, period: str, printed: str, unit: str = "億円", **cells: str) -> Row:
    cells = {"section": "A", "label": item, "as_of": "", "qualifier": "", "remark": "", "basis": "actual"} | cells
    return Row(deck="d", seq=seq, page="1", line_item=item, measure="level", period=period, printed=printed, unit=unit, **cells)


def deck_of(readings: list[Reading], rows: list[Row], printed: tuple[str, ...] = ()) -> Deck:
    """A deck of one page whose places are those of rows of the last one."""
    company: Company = ended(HALF)
    slots = slots_of(company, rows, {}, FIRST_QUARTER, HALF)
    its = Page(company, Known(company), [one.mark for one in readings], slots, FIRST_QUARTER, [], frozenset(printed))
    return Deck(company, [], was=FIRST_QUARTER, now=HALF, readings={"1": readings}, pages={"1": its})


def put(deck: Deck, reading: Reading, at: int, move: str, score: float, *, value_known: bool = False) -> None:
    slot = deck.pages["1"].slots[at]
    reading.slot, reading.move, reading.period = slot, move, dict(slot.moves)[move]
    reading.unit, reading.basis, reading.score, reading.value_known = slot.row.unit, slot.row.basis, score, value_known


@pytest.mark.parametrize(("value_known", "period"), [(False, "1H25"), (True, "2Q25")])
def test_what_stands_beside_a_half_a_year_ago_is_a_half(value_known: bool, period: str) -> None:
    readings = page([(10.0, "orders 125 135")], (20.0,))
    deck = deck_of(readings, [row_of(1, "orders", "1Q24", "60"), row_of(2, "orders", "1Q25", "75")])
    put(deck, readings[0], 0, "to_date", 6.8)
    put(deck, readings[1], 1, "roll", 3.2, value_known=value_known)
    pair_with_a_year_ago(deck)
    assert [one.period for one in readings] == ["1H24", period]


def test_two_quarters_in_a_row_each_move_on_as_they_do() -> None:
    readings = page([(10.0, "orders 125 135")], (20.0,))
    deck = deck_of(readings, [row_of(1, "orders", "4Q24", "60"), row_of(2, "orders", "1Q25", "75")])
    put(deck, readings[0], 0, "roll", 6.8)
    put(deck, readings[1], 1, "to_date", 3.2)
    pair_with_a_year_ago(deck)
    assert [one.period for one in readings] == ["1Q25", "1H25"]


def sales(last: float) -> tuple[Deck, list[Reading]]:
    """A row of five halves whose last number was taken for another thing, with a score."""
    text = [(10.0, "|1H23|2H23|1H24|2H24|1H25"), (30.0, "one time|4|50|23|77|15"), (60.0, "monthly|14|17|24|45|65")]
    readings = page(text, (20, 100, 200, 300, 400, 500))
    halves = ("1H23", "2H23", "1H24", "2H24")
    rows = [
        row_of(at, item, half, "1") for at, (item, half) in enumerate((item, half) for item in ("one", "month") for half in halves)
    ]
    deck = deck_of(readings, [*rows, row_of(8, "one", "1Q25", "30"), row_of(9, "month", "1Q25", "31")])
    for at in range(4):
        put(deck, readings[at], at, "keep", 8.0)
        put(deck, readings[5 + at], 4 + at, "keep", 8.0)
    put(deck, readings[4], 7, "roll", last)
    put(deck, readings[9], 9, "to_date", 7.0)
    return deck, readings


def test_one_odd_number_of_a_row_is_of_what_the_row_is_of() -> None:
    deck, readings = sales(3.0)
    put_odd_ones_to_their_row(deck)
    assert [(one.fact[0], one.period) for one in readings[:5]][-1] == ("one", "1H25")
    assert [one.fact[0] for one in readings[5:]] == ["month"] * 5


def test_a_number_that_was_printed_before_stays_where_it_is() -> None:
    deck, readings = sales(3.0)
    readings[4].value_known = True
    put_odd_ones_to_their_row(deck)
    assert readings[4].fact[0] == "month"


@pytest.mark.parametrize(
    ("printed", "period"),
    [
        ((), "2025-09-30"),
        # the old day is printed, and not the new one
        (("2025-06",), "2025-06-30"),
        (("2025-06-30", "2025-09-30"), "2025-09-30"),
    ],
)
def test_what_has_no_date_is_of_the_day_of_the_deck(printed: tuple[str, ...], period: str) -> None:
    readings = page([(10.0, "shareholders 43")], (20.0,))
    deck = deck_of(readings, [row_of(1, "shareholders", "2025-06-30", "43", "社")], printed)
    put(deck, readings[0], 0, "keep", 5.0, value_known=True)
    date_what_has_no_date(deck)
    assert readings[0].period == period
    assert readings[0].value_known is (period == "2025-06-30")


def test_a_date_beside_it_and_a_series_keep_a_number_where_it_was() -> None:
    readings = page([(10.0, "25年6月末 43")], (20.0,))
    rows = [row_of(1, "shareholders", "2025-06-30", "43", "社")]
    deck = deck_of(readings, rows)
    put(deck, readings[-1], 0, "keep", 5.0, value_known=True)
    date_what_has_no_date(deck)
    assert readings[-1].period == "2025-06-30"
    readings = page([(10.0, "shareholders 41 43")], (20.0,))
    deck = deck_of(readings, [replace(rows[0], period="2025-03-31", printed="41"), rows[0]])
    put(deck, readings[1], 1, "keep", 5.0, value_known=True)
    date_what_has_no_date(deck)
    assert readings[1].period == "2025-06-30"


@pytest.mark.parametrize(("other", "period"), [("+7.4%", "1H25"), ("+7.9%", "1H24")])
def test_growth_is_of_the_period_for_which_another_page_prints_it(other: str, period: str) -> None:
    readings = page([(10.0, f"revenue {other}"), (40.0, "1H24 revenue +7.4%")], (20.0,))
    for at, reading in enumerate(readings):
        reading.mark.uid = at
    growth = replace(row_of(1, "revenue", "1Q25", "+6.7%", "%"), measure="yoy_pct")
    deck = deck_of(readings, [growth])
    put(deck, readings[0], 0, "to_date", 6.0)
    put(deck, readings[-1], 0, "to_date", 3.0)
    readings[-1].move, readings[-1].period = "said 1H24", "1H24"
    deck.arithmetic = stated(deck, deck.pages["1"].known)
    follow_other_pages(deck)
    assert [readings[0].period, readings[-1].period] == ["1H25", period]
