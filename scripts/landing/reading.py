"""Read every number of a document, following the deck that the company landed last."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace

from ledgers.marks import Words

from landing.agreeing import date_what_has_no_date, follow_other_pages, pair_with_a_year_ago, put_odd_ones_to_their_row
from landing.apart import names_of, place_apart
from landing.assign import Page
from landing.by_value import find_by_value
from landing.contexts import mark_contexts
from landing.contradicted import mend_contradicted
from landing.deck import Deck, stated
from landing.dictionary import Company, Place, by_page
from landing.document import Sheet, plain
from landing.elsewhere import find_again, find_elsewhere, set_apart
from landing.evidence import Reading
from landing.facts import Known
from landing.fiscal import to_date
from landing.glued import Glued
from landing.going_on import complete_rows, fill_period_rows, go_on_in_rows, part_doubles
from landing.headed import mend_headed, periods_of_heads, rule_years
from landing.layout import place_columns, place_words
from landing.new_rows import set_pages_apart, set_rows_apart
from landing.numbers import Mark, Stream, read_numbers
from landing.page_numbers import is_page_number, numbered_pages
from landing.pagination import follow_pages
from landing.proposal import LandingError
from landing.reasons import told_by_print
from landing.runs import find_runs
from landing.said import mend_said, stay_together
from landing.slots import Slot, slots_of
from landing.stacked import place_stacked
from landing.table import move_together
from landing.text_columns import place_headed
from landing.whole_columns import mend_columns

PASSES = 2
# more numbers than this are no slide
MOST_NUMBERS = 1_500
FORECAST = re.compile(r"予想|予定|見通し|計画|見込|forecast|outlook|plan|expect", re.IGNORECASE)


def read_deck(company: Company, sheets: list[Sheet], last_sheets: list[Sheet] | None = None) -> Deck:
    """All numbers of a document with what the last deck's layout and values say of them."""
    assert company.last is not None
    deck, known, words = Deck(company, sheets), Known(company), words_of(company)
    _survey(deck, words)
    _put_to_places(deck, known, words, _last_words(company, last_sheets, words) if last_sheets else {})
    for page, problem in deck.pages.items():
        if problem.marks and problem.slots and problem.heed_units(deck.readings[page]):
            deck.readings[page] = problem.solve()
    for turn in range(PASSES):
        deck.arithmetic = stated(deck, known)
        for page, problem in deck.pages.items():
            if problem.marks and problem.slots:
                problem.heed_units(deck.readings[page])
                # a first guess is open to doubt, a second stands
                problem.judge(deck.arithmetic, deck.readings[page], is_open=turn == 0)
                deck.readings[page] = problem.solve()
    for readings in deck.readings.values():
        for reading in readings:
            reading.basis = basis_of(deck, reading)
    deck.arithmetic = stated(deck, known)
    move_together(deck)
    stay_together(deck)
    part_doubles(deck)
    mend_said(deck)
    mend_columns(deck, known)
    mend_contradicted(deck, known)
    set_apart(deck)
    set_rows_apart(deck)
    set_pages_apart(deck)
    mend_headed(deck)
    complete_rows(deck)
    fill_period_rows(deck)
    go_on_in_rows(deck)
    pair_with_a_year_ago(deck)
    put_odd_ones_to_their_row(deck)
    date_what_has_no_date(deck)
    follow_other_pages(deck)
    deck.arithmetic = stated(deck, known)
    find_runs(deck)
    find_by_value(deck)
    deck.arithmetic = stated(deck, known)
    find_elsewhere(deck, known)
    find_again(deck)
    deck.arithmetic = stated(deck, known)
    return deck


def _survey(deck: Deck, words: Words) -> None:
    """What a first look tells: the quarter that the document is of, its units, and which page follows which."""
    company, sheets = deck.company, deck.sheets
    assert company.last is not None
    last = company.last["deck"]
    hints = {row.digits for row in company.rows[last]}
    for sheet in sheets:
        deck.marks[sheet.page], _ = read_numbers(sheet, company.calendar, words, hints)
        if len(deck.marks[sheet.page]) > MOST_NUMBERS:
            told = f"page {sheet.page} has {len(deck.marks[sheet.page]):,} numbers; a slide has at most {MOST_NUMBERS:,}"
            raise LandingError(f"{told}. Is it a table of another document? Leave that page out")
    deck.was = current_quarter(company)
    deck.now = next_quarter(company, sheets, deck.was)
    deck.company = replace(company, calendar=replace(company.calendar, end=deck.now, current=to_date(deck.now)))
    followed = follow_pages(sheets, deck.marks, company, last)
    deck.follows = {page: pages[0] for page, pages in followed.items()}
    deck.parts = {page: pages[1:] for page, pages in followed.items() if pages[1:]}


def _put_to_places(deck: Deck, known: Known, words: Words, last_words: dict[tuple[int, int], str]) -> None:
    """Each page on its own: its numbers put to the places that the last deck's figures had."""
    company = deck.company
    assert company.last is not None
    last = company.last["deck"]
    places, boxes = company.ledger(last), company.boxes(last)
    rows, entries = by_page(company.rows[last]), defaultdict(dict)
    for place in places:
        if place.disposition == "figure":
            entries[place.page][place.entry] = place
    numbered = numbered_pages(deck.sheets)
    count = 0
    for sheet in deck.sheets:
        pages = deck.followed(sheet.page)
        its_rows = [row for page in pages for row in rows.get(page, [])]
        its_entries = {entry: place for page in pages for entry, place in entries.get(page, {}).items()}
        slots = slots_of(company, its_rows, its_entries, deck.was, deck.now, boxes)
        hints = {row.digits for row in its_rows}
        glued = [group for page in pages for group in glued_of(places, page, slots)]
        marks, its_streams = _prepared(company, known, sheet, words, hints, slots, glued, numbered)
        excused = told_by_print([place for place in places if place.page in pages], its_rows)
        for mark in marks:
            mark.rule = mark.rule or excused.get((mark.digits, mark.unit, mark.qualifier), "")
        for count, mark in enumerate(marks, start=count + 1):  # noqa: B020
            mark.uid = count
        deck.marks[sheet.page] = marks
        # of a text, lines that are whole again
        texts = [line.text for line in sheet.lines] if sheet.has_boxes else [stream.text for stream in its_streams]
        deck.pages[sheet.page] = _page(deck, known, sheet, slots, texts)
        deck.pages[sheet.page].last_words = last_words
        deck.readings[sheet.page] = deck.pages[sheet.page].solve()


def basis_of(deck: Deck, reading: Reading) -> str:
    """What was expected of a quarter that is over now is told as it happened, unless it is a forecast of a certain date."""
    if reading.slot is None:
        return ""
    row = reading.slot.row
    end = deck.company.calendar.end_of(reading.period)
    if (
        row.basis != "actual"
        and not row.as_of
        and end is not None
        and deck.was < end <= deck.now
        and FORECAST.search(reading.mark.near + reading.mark.after) is None
    ):
        return "actual"
    return row.basis


def _prepared(
    company: Company,
    known: Known,
    sheet: Sheet,
    words: Words,
    hints: set[str],
    slots: list[Slot],
    glued: list[Glued],
    numbered: dict[str, str],
) -> tuple[list[Mark], list[Stream]]:
    marks, its_streams = read_numbers(sheet, company.calendar, words, hints, glued)
    mark_contexts(sheet, marks, its_streams, company.calendar)
    if sheet.page in numbered:
        own = [mark for mark in marks if not mark.rule and is_page_number(sheet, mark, numbered[sheet.page])]
        for mark in own[-1:] if not sheet.has_boxes else own:
            mark.rule = "page_number"
    items = {(slot.row.line_item, slot.row.measure, slot.row.basis, slot.row.unit) for slot in slots}

    def knows(mark: Mark, periods: tuple[str, ...]) -> bool:
        if mark.significant < 2:
            return False
        for item, measure, basis, unit in items:
            for period in periods:
                if any(print_.digits == mark.digits and print_.unit == unit for print_ in known.of((item, measure, period, basis))):
                    return True
        return False

    if sheet.has_boxes:
        rule_years(sheet, marks)
        place_columns(sheet, marks, company.calendar, knows)
        place_words(sheet, marks)
    else:
        place_apart(company.calendar, its_streams, marks, names_of(slots))
        place_headed(company.calendar, its_streams, marks, knows)
        place_stacked(company.calendar, its_streams, marks, knows)
    return marks, its_streams


def glued_of(places: list[Place], page: str, slots: list[Slot]) -> list[Glued]:
    """Figures of a page of the last deck that its text ran together without anything between."""
    by_place = {slot.place: slot for slot in slots if slot.place}
    figures = sorted(
        (place.line, place.position, place.number) for place in places if place.page == page and place.disposition == "figure"
    )
    runs: list[list[tuple[int, int, str]]] = []
    for figure in figures:
        last = runs[-1][-1] if runs else None
        if last and last[0] == figure[0] and last[1] + len(last[2]) == figure[1]:
            runs[-1].append(figure)
        else:
            runs.append([figure])
    found = []
    for run in runs:
        slot = by_place.get(run[0][:2])
        if len(run) > 1 and slot:
            letters = plain(slot.row.label)
            found.append(
                Glued(frozenset(letters[at : at + 2] for at in range(len(letters) - 1)), tuple(number for _, _, number in run))
            )
    return found


def _page(deck: Deck, known: Known, sheet: Sheet, slots: list[Slot], texts: list[str]) -> Page:
    marks = [mark for mark in deck.marks[sheet.page] if not mark.rule or _may_be(mark, slots)]
    periods = frozenset(period for text in texts for label in deck.company.calendar.labels(text) for period in label.periods)
    periods |= periods_of_heads(sheet, deck.company.calendar)
    return Page(deck.company, known, marks, slots, deck.was, _orders(sheet, marks), periods, units_of(deck.company, sheet, slots))


def units_of(company: Company, sheet: Sheet, slots: list[Slot]) -> frozenset[str]:
    """The units that a page may use without saying so beside each number: those it prints, and those of the last deck's page."""
    names = sorted({name for name, _ in company.units if len(name) > 1}, key=len, reverse=True)
    # 百万円 is no 万円
    longest = re.compile("|".join(map(re.escape, names)))
    printed = {found for line in sheet.lines for found in longest.findall(line.form)}
    return frozenset({slot.row.unit for slot in slots} | printed)


def _may_be(mark: Mark, slots: list[Slot]) -> bool:
    """A number that a rule explains was landed nonetheless where the last deck has it so."""
    return (
        mark.rule in ("date", "name", "wording", "rank")
        and mark.unit != ""
        and any(slot.row.digits == mark.digits and slot.row.unit == mark.unit for slot in slots)
    )


def _orders(sheet: Sheet, marks: list[Mark]) -> list[list[int]]:
    """The orders in which the numbers of a page may follow each other: the document's, by rows and by columns."""
    orders = [list(range(len(marks)))]
    if sheet.has_boxes:
        boxed = [at for at, mark in enumerate(marks) if mark.box]
        height = sheet.height / 60

        def middle(at: int) -> tuple[float, float]:
            left, top, right, bottom = marks[at].box or (0.0, 0.0, 0.0, 0.0)
            return (left + right) / 2, (top + bottom) / 2

        orders.append(sorted(boxed, key=lambda at: (round(middle(at)[1] / height), middle(at)[0])))
        orders.append(sorted(boxed, key=lambda at: (round(middle(at)[0] / height), -middle(at)[1])))
    return orders


def _last_words(company: Company, sheets: list[Sheet], words: Words) -> dict[tuple[int, int], str]:
    """The words directly beside each number of the last deck's text, by its place there."""
    found = {}
    for sheet in sheets:
        marks, its_streams = read_numbers(sheet, company.calendar, words)
        mark_contexts(sheet, marks, its_streams, company.calendar)
        for mark in marks:
            found[mark.line, mark.position] = " ".join((mark.near, mark.head, mark.row))
    return found


def current_quarter(company: Company) -> int:
    """The quarter that the last deck is of."""
    assert company.last is not None
    named = company.calendar.end_of(str(company.last.get("current_period", "")))
    if named is not None:
        return named
    counts = Counter(
        end
        for row in company.rows[company.last["deck"]]
        if row.basis == "actual" and (end := company.calendar.end_of(row.period)) is not None
    )
    return max(counts, key=lambda end: (counts[end], end))


def next_quarter(company: Company, sheets: list[Sheet], was: int) -> int:
    """The quarter that the document is of: of those after the last deck's, the one whose periods it prints most."""
    counts: Counter[int] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            for label in company.calendar.labels(line.text):
                end = company.calendar.end_of(label.periods[0])
                if end is not None and not label.is_announcement and not label.periods[0].startswith("FY"):
                    counts[end] += 1
    later = {end: counts[end] for end in range(was, was + 9)}
    best = max(later.values(), default=0)
    return max((end for end, count in later.items() if count >= 0.5 * best and count), default=was + 1)


def words_of(company: Company) -> Words:
    """What may stand around a number: the words of the dictionary and the units that the company's decks use."""
    rows = [row for rows in company.rows.values() for row in rows]
    units = {name for name, _ in company.units} | {row.unit for row in rows}
    return Words.of(units, [(name, qualifier.stands) for name, qualifier in company.qualifiers.items()])
