"""Figures brought into line with those that they stand with: of a year ago, of one row, of the day of the deck."""

from __future__ import annotations

from collections import Counter, defaultdict

from landing.deck import Deck
from landing.evidence import Reading
from landing.fiscal import name_of, parse
from landing.going_on import PAIR, key_of, rows_of
from landing.times import said_beside

# so many numbers of a row, all but one of one thing, tell that the last is of it too
ROW = 4
QUARTERS = 4
# so few digits are many numbers'
DIGITS = 2


def pair_with_a_year_ago(deck: Deck) -> None:
    """
    Where a page had a period and the same a year before, and each has moved on, both have done so in one way.

    Of two that differ the one that stands surer tells: beside 1H24 stands 1H25, and not the quarter 2Q25.
    """
    for page, readings in deck.readings.items():
        series: dict[tuple[str, ...], list[Reading]] = defaultdict(list)
        for reading in readings:
            if reading.slot and not reading.is_new_place and parse(reading.slot.row.period):
                series[reading.slot.series].append(reading)
        for its in series.values():
            if len(its) != PAIR:
                continue
            surer, other = sorted(its, key=lambda one: -one.score)
            assert surer.slot and other.slot
            had = surer.slot.row.period, other.slot.row.period
            (kind, end), (its_kind, its_end) = (parse(period) or ("", 0) for period in had)
            is_pair = kind == its_kind and abs(end - its_end) == QUARTERS and deck.pages[page]._length(surer.slot) == PAIR
            moves = dict(other.slot.moves)
            if is_pair and "keep" not in (surer.move, other.move) and surer.move in moves and not other.value_known:
                other.move, other.period = surer.move, moves[surer.move]


def put_odd_ones_to_their_row(deck: Deck) -> None:
    """Put the one number of a row that was taken for another thing to that of all others, in its own column's period."""
    for page, readings in deck.readings.items():
        held = {reading.fact: reading for reading in readings if reading.slot}
        for row in rows_of(readings):
            keys = Counter(key_of(one) for one in row if one.slot and one.period in one.mark.column)
            key, count = keys.most_common(1)[0] if keys else (("", "", ""), 0)
            odd = [one for one in row if not one.slot or key_of(one) != key]
            if len(odd) != 1 or count < ROW or count != len(row) - 1 or odd[0].value_known or odd[0].mark.rule:
                continue
            (reading,) = odd
            places = (
                (slot, move, period)
                for slot in deck.pages[page].slots
                if (slot.row.line_item, slot.row.measure, slot.row.unit) == key
                for move, period in slot.moves
                if period in reading.mark.column
            )
            slot, move, period = next(places, (None, "", ""))
            holder = held.get((slot.row.line_item, slot.row.measure, period, slot.row.told)) if slot else None
            if slot is None or (holder and (holder.value_known or holder.score >= max(reading.score, 1.0))):
                continue
            if holder:
                holder.set_apart()
            reading.put_anew(slot, move, period, deck.pages[page].unit_in(reading.mark, slot.row), slot.row.basis)
            reading.is_new_place, reading.value_differs, reading.label = False, False, 1.0


def date_what_has_no_date(deck: Deck) -> None:
    """
    Move what repeats the last deck's number of its own day to this deck's day, where no date stands by it.

    A share or a count without a date is as of the deck that states it. Where the page prints the old day, and not the
    new, that day may be meant.
    """
    cal = deck.company.calendar
    was, now = cal.quarter_end(deck.was), cal.quarter_end(deck.now)
    for page, readings in deck.readings.items():
        printed = deck.pages[page].printed_periods
        says_was, says_now = (bool({day, day[:7], name_of("Q", end)} & printed) for day, end in ((was, deck.was), (now, deck.now)))
        facts = {reading.fact for reading in readings if reading.slot}
        periods: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for slot in deck.pages[page].slots:
            periods[slot.series].add(slot.row.period)
        for reading in readings if says_now or not says_was else ():
            slot = reading.slot
            if slot is None or reading.move != "keep" or reading.period != was or periods[slot.series] != {was}:
                continue
            anew = (*reading.fact[:2], now, reading.fact[3])
            is_undated = not said_beside(reading.mark) and not reading.is_new_place
            if (
                is_undated
                and len(slot.rows) == 1
                and slot.row.basis == "actual"
                and anew not in facts
                and "roll" in dict(slot.moves)
            ):
                reading.move, reading.period, reading.value_known = "roll", now, False


def follow_other_pages(deck: Deck) -> None:
    """
    Give growth the period for which another page prints the very same of its line, where nothing bears it out for its own.

    A heading that stands near it may be that of the chart beside it.
    """
    assert deck.arithmetic is not None
    for page, readings in deck.readings.items():
        for reading in readings:
            slot = reading.slot
            if slot is None or reading.is_new_place or reading.value_known or slot.row.measure == "level":
                continue
            bounds = deck.pages[page].bounds_of(reading)
            if reading.mark.significant < DIGITS or deck.arithmetic.verdicts(reading.fact, bounds, reading.mark.uid)[0]:
                continue
            found = {}
            for move, period in slot.moves:
                agree, against = deck.arithmetic.verdicts((*reading.fact[:2], period, reading.fact[3]), bounds, reading.mark.uid)
                # a print of this deck, and nothing to the contrary
                if not against and any(amount.kind == "print" and amount.sources for amount in agree):
                    found[move] = period
            if len(found) == 1:
                ((reading.move, reading.period),) = found.items()
