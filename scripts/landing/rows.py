"""What was read, as the rows of a proposal: every number of the document has one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import printed
from ledgers.marks import OPEN

from landing.deals import DealNumber
from landing.deck import Deck
from landing.dictionary import Company, Place, Row
from landing.document import Sheet
from landing.evidence import Reading
from landing.fiscal import Label, moves
from landing.forms import is_negative_bracket
from landing.numbers import Mark
from landing.proposal import FIGURE, LARGE_DEAL, LIKELY, NEW, UNKNOWN, Number
from landing.relabelling import relabelled

SAYS_GROWTH = re.compile(r"yoy|前年", re.IGNORECASE)
SAYS_QUARTER = re.compile(r"qoq|前四半期", re.IGNORECASE)
STATED_UNIT = re.compile(r"(?:単位|unit|in)[：:\s]*([^\s、,）)]{1,12})", re.IGNORECASE)
OFFERED = 4
# an axis has so many periods, and stands so many lines from its numbers
AXIS, NEAR = 3, 3


def rows_of(deck: Deck, deals: dict[int, DealNumber]) -> list[Number]:
    """The numbers of a document in its order, each with what it is."""
    found: list[Number] = []
    assert deck.company.last is not None
    last = deck.company.last["deck"]
    reasons = _reasons(deck.company, last)
    sections = {page: row["section"] for page, row in deck.company.pages(last).items()}
    for sheet in deck.sheets:
        page = deck.follows.get(sheet.page, "")
        section = sections.get(page, f"PAGE-{sheet.page}")
        read = {reading.mark.uid: reading for reading in deck.readings[sheet.page]}
        axes = periods_under(deck, sheet)
        its_reasons = [place for its in deck.followed(sheet.page) for place in reasons.get(its, ())]
        free = [
            mark
            for mark in deck.marks[sheet.page]
            if not mark.rule and mark.uid not in deals and not (mark.uid in read and read[mark.uid].slot)
        ]
        excused = excused_by(its_reasons, free)
        for mark in deck.marks[sheet.page]:
            base = _placed(sheet, mark, section)
            reading = read.get(mark.uid)
            if mark.uid in deals:
                deal = deals[mark.uid]
                found.append(
                    base(
                        disposition=LARGE_DEAL,
                        large_deal=deal.deal,
                        measure=deal.field,
                        label=deal.title,
                        unit="" if mark.rule else mark.unit,
                        qualifier=mark.qualifier,
                        why=deal.why,
                        printed=mark.digits,
                    )
                )
            elif reading is not None and reading.slot is not None:
                found += _figures(deck, base, reading)
            elif mark.rule:
                found.append(base(disposition=mark.rule, printed=mark.digits))
            elif mark.uid in excused:
                found.append(
                    base(disposition=excused[mark.uid], printed=mark.digits, why="the last deck's ledger has it so on this page")
                )
            elif _is_figure(mark) or (reading is not None and reading.is_apart):
                found.append(_new(deck, base, sheet, mark, reading, axes))
            else:
                found.append(
                    base(disposition="wording", printed=mark.digits, why="a bare number inside a sentence; no unit, no column")
                )
    return counted(found)


def counted(rows: list[Number]) -> list[Number]:
    """Seqs as landings have them: the page's thousand and a count where pages are whole numbers."""
    from dataclasses import replace

    found, last, page = [], 0, ""
    for row in rows:
        if row.is_figure:
            starts = row.page != page and row.page.isdecimal()
            last = max(last + 1, int(row.page) * 1000 + 1 if starts else 0)
            page = row.page
            row = replace(row, seq=str(last))
        found.append(row)
    return found


def _placed(sheet: Sheet, mark: Mark, section: str):  # noqa: ANN202
    place = {"page": sheet.page, "section": section, "text_number": mark.text}
    place |= {"text_sign": mark.marks.sign, "text_unit": mark.marks.unit, "text_qualifier": mark.marks.qualifier}
    if mark.box:
        place |= {side: f"{value:.1f}" for side, value in zip(("x0", "top", "x1", "bottom"), mark.box, strict=True)}
    else:
        place |= {"line": str(mark.line), "position": str(mark.position)}

    def row(**cells: str) -> Number:
        return Number(**{**place, **cells})

    return row


def _figures(deck: Deck, base, reading: Reading) -> Iterator[Number]:  # noqa: ANN001
    assert reading.slot is not None
    mark = reading.mark
    for row in reading.slot.rows:
        period = reading.period if len(reading.slot.rows) == 1 else row.period
        shown = mark.printed
        annotated = {}
        if mark.is_bracketed and is_negative_bracket(row, deck.company):
            shown = mark.in_brackets
        elif mark.is_bracketed and mark.marks.sign_read == "-" and mark.sign != "-":
            # brackets that only annotated in the deck before
            annotated = {"text_sign": OPEN}
        yield base(
            label=label_of(deck, row, reading) if not reading.is_new_place else _label(mark) or row.label,
            line_item=row.line_item,
            measure=row.measure,
            period=period,
            basis=reading.basis or row.basis,
            as_of=row.as_of if (reading.basis or row.basis) == row.basis else "",
            printed=shown,
            unit=reading.unit,
            qualifier=mark.qualifier or (row.qualifier if not mark.qualifier and row.digits == mark.digits else ""),
            remark=row.remark
            if "one printed figure" in row.remark or (reading.move == "keep" and "misprint" not in row.remark)
            else "",
            disposition=FIGURE,
            confidence=reading.confidence,
            why="; ".join(reading.why),
            candidates=" | ".join(_offers(reading)),
            **annotated,
        )


def _offers(reading: Reading) -> list[str]:
    """Other readings worth offering, best first."""
    own = " ".join((*reading.fact[:3], reading.fact[3].split("@")[0], reading.unit)) if reading.slot else ""
    found = []
    for slot, period, unit, points in reading.rivals:
        row = slot.row
        offer = " ".join((row.line_item, row.measure, period, row.basis, unit))
        if offer != own and offer not in found and points > reading.score - 12 and points > -6:
            found.append(offer)
    return found[:OFFERED]


def label_of(deck: Deck, row: Row, reading: Reading) -> str:
    """The label of the last deck with its periods moved on: the figure's own as it did, others in the same way."""
    cal = deck.company.calendar

    def moved(periods: tuple[str, ...]) -> str | None:
        return reading.period if row.period in periods else moves(cal, periods[0], deck.was, deck.now).get(reading.move)

    return relabelled(cal, row.label, moved)


def _is_figure(mark: Mark) -> bool:
    """Whether a number without a place looks like a figure: it has a unit, a sign, decimals, thousands or a column."""
    counts = (
        mark.unit not in ("", "年", "円") or mark.is_per_cent or mark.sign in ("+", "-") or mark.decimals > 0 or "," in mark.digits
    )
    return bool(counts or mark.column or mark.qualifier or len(mark.digits) >= 3 or mark.is_cell or mark.is_in_row)


# a unit that stands alone names nothing
ALONE = re.compile(r"(?<!\S)[十百千万億兆]*円(?!\S)")
# the long vowel of kana, which reads as a dash
LONG = re.compile(r"(?<=[ァ-ヺ])—|(?<=[ぁ-ゖ])—")


def _label(mark: Mark, *before: str) -> str:
    """The words that a number stands under: those given, else those nearest to it."""
    for text in (*before, mark.near, mark.row, mark.head):
        bare = re.sub(r"—(?=[ァ-ヺ])", "ー", LONG.sub("ー", text))
        bare = re.sub(r"[\s•■●・:：、。(（）)\[\]約+\-△]+", " ", bare).strip()
        bare = " ".join(ALONE.sub(" ", re.sub(r"^[\d.,%]+", "", bare)).split())
        if sum(letter.isalpha() for letter in bare) >= 2:
            return bare[-40:]
    return ""


def periods_under(deck: Deck, sheet: Sheet) -> dict[int, str]:
    """The period of each number of a line of a text that has as many numbers as the nearest line of nothing but periods has."""
    by_line: dict[int, list[Mark]] = defaultdict(list)
    for mark in deck.marks[sheet.page]:
        if not mark.rule and not sheet.has_boxes:
            by_line[mark.line].append(mark)
    axes = []
    for line in sheet.lines:
        labels = deck.company.calendar.labels(line.form)
        if len(labels) >= AXIS and not left_over(line.form, labels):
            axes.append((line.number, [label.periods[0] for label in labels]))
    found: dict[int, str] = {}
    for number, marks in by_line.items():
        near = [(abs(at - number), at < number, periods) for at, periods in axes if abs(at - number) <= NEAR]
        if near and len(periods := min(near)[2]) == len(marks):
            found |= {mark.uid: period for mark, period in zip(marks, periods, strict=True)}
    return found


def left_over(text: str, labels: Sequence[Label]) -> str:
    """What of a line is no period."""
    for label in reversed(labels):
        text = text[: label.start] + text[label.end :]
    return text.strip()


def is_alone(deck: Deck, sheet: Sheet, mark: Mark) -> bool:
    """Whether it is the one number of a row that words begin: a line of its own, and no bar of the chart whose axis it is over."""
    if mark.box is None or not mark.row:
        return False
    _, top, _, bottom = mark.box
    beside = [other.box for other in deck.marks[sheet.page] if other is not mark and other.is_cell and not other.rule and other.box]
    return not any(abs(box[1] + box[3] - top - bottom) < bottom - top for box in beside)


def _new(deck: Deck, base, sheet: Sheet, mark: Mark, reading: Reading | None, axes: dict[int, str]) -> Number:  # noqa: ANN001
    column = () if is_alone(deck, sheet, mark) else mark.column
    said = column or next((labels for labels, closeness in mark.periods if closeness >= 0.85), ())
    measure = "level"
    if mark.sign in ("+", "-"):
        words = mark.near + mark.after + mark.head
        kind = "yoy" if SAYS_GROWTH.search(words) else "qoq" if SAYS_QUARTER.search(words) else ""
        measure = f"{kind}_{'pct' if mark.is_per_cent else 'change'}" if kind else ""
    label = _label(mark)
    return base(
        label=label,
        line_item=NEW + drafted(label, sheet.page, mark),
        measure=measure,
        period=axes.get(mark.uid) or (said[0] if said else ""),
        basis="",
        printed=mark.in_brackets if mark.is_bracketed and mark.is_cell and deck.company.prints_brackets else mark.printed,
        unit="%" if mark.is_per_cent else mark.unit,
        qualifier=mark.qualifier,
        disposition=FIGURE,
        confidence=UNKNOWN,
        why="no figure of the last deck fits: a new line, or one that moved",
        candidates=" | ".join(_offers(reading)) if reading else "",
    )


def drafted(label: str, page: str, mark: Mark) -> str:
    """An id for a new line item to begin with: the label's Latin words, else its page and place."""
    words = re.findall(r"[a-z]{2,}", label.lower())
    stem = "_".join(words[:4])
    where = f"p{re.sub(r'[^0-9a-z]', '', page.lower())}_{mark.order + 1}"
    return f"{stem}_{where}" if stem else f"item_{where}"


def _reasons(company: Company, deck: str) -> dict[str, list[Place]]:
    """By page, the numbers of the last deck that were no figures, and why."""
    found: dict[str, list[Place]] = defaultdict(list)
    for place in company.ledger(deck):
        if place.disposition not in (FIGURE, LARGE_DEAL, "period_label", "date", "page_number", "section_number"):
            found[place.page].append(place)
    return found


def excused_by(places: list[Place], marks: list[Mark]) -> dict[int, str]:
    """By number, why it is no figure: each reason of the last deck once, for the number that is printed most as its number was."""
    found: dict[int, str] = {}
    for place in places:
        alike = [mark for mark in marks if mark.uid not in found and mark.digits == printed.read(place.number)]
        if alike:
            best = max(alike, key=lambda mark: (mark.unit == place.unit) + (mark.qualifier == place.qualifier))
            found[best.uid] = place.disposition
    return found


__all__ = ["LIKELY", "counted", "drafted", "rows_of"]
