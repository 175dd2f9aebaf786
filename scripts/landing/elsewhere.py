"""Numbers that do not stand where the last deck had its figures: lines in another's stead, and known facts in new places."""

from __future__ import annotations

import re
from collections import defaultdict

from landing.assign import Page
from landing.deck import Deck
from landing.dictionary import Company, Row
from landing.document import plain
from landing.evidence import Reading
from landing.facts import Known, overlap
from landing.fiscal import DAY_ID
from landing.forms import PERIODS, UNLIKE, form_points, pairs
from landing.new_rows import is_borne_out, is_level
from landing.slots import slots_of
from landing.times import said_beside

# less of a label than this is another label
STRANGE = 0.6
# so much of what stands before a number in a known label, and it is that label
KNOWN = 0.9


def set_apart(deck: Deck) -> None:
    """
    Take from a place the number whose own words speak of something else, unless its value bears the place out.

    Where the last deck has a line of one thing and this deck of another in its stead, form and order fit all the same.
    """
    assert deck.arithmetic is not None
    for page, readings in deck.readings.items():
        last: Reading | None = None
        for reading in readings:
            if reading.slot is None:
                continue
            mark, row = reading.mark, reading.slot.row
            # a bracket explains what stands on the line over it
            is_first = not any(letter.isalnum() for letter in mark.near)
            words = own_words(mark.near) or (own_words(mark.head) if is_first and "(" in mark.near else "")
            follows = last is not None and last.mark.stream == mark.stream and not words and last.mark.order == mark.order - 1
            strange = words and reading.label < STRANGE and covered(words, row, deck.company) < STRANGE
            # a line of a text may go through two cells: what names another figure of the page tells nothing new
            strange = strange and not (mark.box is None and is_named(deck, page, words))
            # profit and its margin bear each other out as well in the place of a cost and its ratio
            is_other = strange and bare(words) in deck.company.named
            is_borne = not is_other and (is_borne_out(deck, page, reading) or is_of_row(deck, page, reading))
            is_told = reading.value_known or is_borne
            if (strange or follows) and not is_told:
                reading.set_apart()
                last = reading


def is_of_row(deck: Deck, page: str, reading: Reading) -> bool:
    """Whether a number stands on the level of another of its line item, which was printed before or follows from others."""
    assert reading.slot is not None
    return any(
        other is not reading
        and other.slot
        and other.slot.row.line_item == reading.slot.row.line_item
        and is_level(other, reading)
        and (other.value_known or is_borne_out(deck, page, other))
        for other in deck.readings[page]
    )


def own_words(near: str) -> str:
    """The words directly before a number, up to the last stop or bracket; none where they are too few to tell."""
    words = re.split(r"[。、:：・(（)）\n]", near.rstrip(" :：・(（+約△-\n"))[-1][-20:]
    return words if sum(mark.isalpha() for mark in words) >= 4 else ""


def is_named(deck: Deck, page: str, words: str) -> bool:
    """Whether words, as far as a gap parts them, are those of figures that the page had."""
    rows = [slot.row for slot in deck.pages[page].slots]
    return all(any(covered(piece, row, deck.company) >= KNOWN for row in rows) for piece in words.split())


def covered(words: str, row: Row, company: Company) -> float:
    """How much of a text's words a place has in its label or name."""
    item = company.line_items.get(row.line_item, {})
    mine, its = pairs(words), pairs(row.label) | pairs(item.get("name_ja", "")) | pairs(item.get("name_en", ""))
    return len(mine & its) / max(1, len(mine))


ELSEWHERE = 5.5
# so much of a name tells what a number is, and so much what it may be
NAMED, HEARD = 0.7, 0.3
# so few digits are many numbers', and fewer tell nothing though a name stands by them
SPECIFIC, FEWEST = 3, 2


def find_elsewhere(deck: Deck, known: Known) -> None:
    """Facts that the last deck states on other pages: by their label, their period and what follows for their value."""
    assert deck.company.last is not None and deck.arithmetic is not None
    rows: dict[tuple, Row] = {}
    for row in deck.company.rows[deck.company.last["deck"]]:
        if row.basis == "actual":
            # the newest statement of each series stands for it, under each of its names
            rows[row.line_item, row.measure, row.unit, frozenset(pairs(row.label))] = row
    slots = slots_of(deck.company, list(rows.values()), {}, deck.was, deck.now)
    for sheet in deck.sheets:
        left = [reading for reading in deck.readings[sheet.page] if reading.slot is None and not reading.mark.rule]
        if not left or len(left) > 80:
            continue
        its = deck.pages[sheet.page]
        marks = [reading.mark for reading in left]
        problem = Page(deck.company, known, marks, slots, deck.was, [], its.printed_periods, its.used_units, is_loose=True)
        own = {slot.series for slot in its.slots}
        near = problem._labels().max(axis=0)
        problem.slots = [slot for slot in slots if near[slot.rank] >= HEARD or slot.series in own]
        if not problem.slots:
            continue
        problem.prepare()
        problem.judge(deck.arithmetic, (), is_open=False)
        for reading, found in zip(left, problem.best(), strict=True):
            if found.slot is None or found.score < ELSEWHERE or found.margin < 1.0:
                continue
            is_heard = found.label >= HEARD or found.slot.series in own
            if found.label >= NAMED or (is_heard and follows_from_others(deck, problem, found)):
                reading.__dict__.update(found.__dict__)
                reading.is_new_place = True


def find_again(deck: Deck) -> None:
    """Amounts that this deck states on another page too: by their digits and the period beside them, few digits by a name too."""
    stated: dict[str, list[Reading]] = defaultdict(list)
    for readings in deck.readings.values():
        for reading in readings:
            if reading.slot and reading.slot.row.measure == "level" and not reading.is_new_place:
                stated[reading.period].append(reading)
    every = [reading for its in stated.values() for reading in its]
    for sheet in deck.sheets:
        page = deck.pages[sheet.page]
        for reading in deck.readings[sheet.page]:
            if reading.slot or reading.is_apart or reading.mark.significant < FEWEST:
                continue
            said = set(said_beside(reading.mark))
            if not said and not reading.mark.unit:
                continue
            # where no period stands by it, or few digits tell it, its name must
            others = [other for period in said for other in stated[period]] if said else every
            if not said or reading.mark.significant <= SPECIFIC:
                others = named_so(deck, reading, others)
            same = {other.fact: other for other in others if is_same_amount(deck, page, reading, other)}
            if len(same) == 1 and not names_another(deck, reading, others, next(iter(same.values()))):
                (other,) = same.values()
                assert other.slot is not None
                reading.put_anew(other.slot, other.move, other.period, unit_beside(reading, other), other.basis)


def named_so(deck: Deck, reading: Reading, others: list[Reading]) -> list[Reading]:
    """The amounts of the deck whose name or label the words before a number are, its period apart, and nothing else."""
    words = bare(own_words(reading.mark.near))
    its = deck.company.named.get(words, ())
    if not words:
        return []
    return [other for other in others if other.slot and (other.slot.row.line_item in its or bare(other.slot.row.label) == words)]


def bare(words: str) -> str:
    return plain(PERIODS.sub("", words))


def names_another(deck: Deck, reading: Reading, others: list[Reading], found: Reading) -> bool:
    """Whether the words before a number are those of another amount of its period than the one that has its digits."""
    words = re.split(r"[。、:：]", reading.mark.near.rstrip(" :：+約△-\n"))[-1]

    def told(other: Reading) -> float:
        return covered(words, other.slot.row, deck.company) if other.slot else 0.0

    return any(told(other) >= STRANGE and told(other) > told(found) for other in others)


def unit_beside(reading: Reading, other: Reading) -> str:
    """A number's own unit; where it has none and the same digits as another, that of the other."""
    return reading.mark.unit or (other.unit if reading.mark.digits == other.mark.digits else "")


def is_same_amount(deck: Deck, page: Page, reading: Reading, other: Reading) -> bool:
    assert other.slot is not None
    row, unit = other.slot.row, unit_beside(reading, other)
    if form_points(reading.mark, row, deck.company) < UNLIKE or not page._is_unit(unit, row):
        return False
    mine, its = page._bounds(reading.mark, row, unit), page._bounds(other.mark, row, other.unit)
    return other.mark.significant >= min(reading.mark.significant, SPECIFIC + 1) and overlap(mine, its)


def follows_from_others(deck: Deck, problem: Page, found: Reading) -> bool:
    """Whether a line of the page would be this number in the period printed beside it, and by nothing in any other way."""
    assert deck.arithmetic is not None
    if found.mark.significant < SPECIFIC or found.period not in {
        problem._named(said, DAY_ID.fullmatch(found.period) is not None) for said in said_beside(found.mark)
    }:
        return False
    agree, against = deck.arithmetic.verdicts(found.fact, problem.bounds_of(found), found.mark.uid)
    return not against and any(amount.is_sharp_for(found.fact[1]) for amount in agree)
