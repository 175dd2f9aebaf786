"""What was read, as the rows of a proposal: every number of the document has one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ledgers.marks import OPEN

from landing.called import label_by
from landing.deals import DealNumber
from landing.deck import Deck
from landing.dictionary import Row
from landing.document import Sheet
from landing.evidence import Reading
from landing.fiscal import Label, moves
from landing.forms import is_negative_bracket
from landing.new_lines import new_line, stated_units, with_one_id
from landing.numbers import Mark
from landing.proposal import FIGURE, LARGE_DEAL, Number
from landing.reasons import excused_by, left, reasons_of, said_by
from landing.relabelling import of_length, relabelled
from landing.titles import sections_of

OFFERED = 4
# an axis has so many periods, and stands so many lines from its numbers
AXIS, NEAR = 3, 3


def rows_of(deck: Deck, deals: dict[int, DealNumber]) -> list[Number]:
    """The numbers of a document in its order, each with what it is."""
    every: list[Number] = []
    assert deck.company.last is not None
    last = deck.company.last["deck"]
    reasons = reasons_of(deck.company, last)
    sections = sections_of(deck, deck.company.pages(last))
    for sheet in deck.sheets:
        section = sections[sheet.page]
        read = {reading.mark.uid: reading for reading in deck.readings[sheet.page]}
        axes = periods_under(deck, sheet)
        spent = Counter(said_by(mark) for mark in deck.marks[sheet.page] if mark.rule)
        its_reasons = left([place for its in deck.followed(sheet.page) for place in reasons.get(its, ())], spent)
        free = [
            mark
            for mark in deck.marks[sheet.page]
            if not mark.rule and mark.uid not in deals and not (mark.uid in read and read[mark.uid].slot)
        ]
        excused, found = excused_by(its_reasons, free), list[Number]()
        stated = stated_units(sheet.lines)
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
                found += _figures(deck, base, reading, stated)
            elif mark.rule:
                found.append(base(disposition=mark.rule, printed=mark.digits))
            elif mark.uid in excused:
                found.append(
                    base(disposition=excused[mark.uid], printed=mark.digits, why="the last deck's ledger has it so on this page")
                )
            elif _is_figure(mark) or (reading is not None and reading.is_apart):
                found.append(base(**new_line(deck, sheet, mark, axes), candidates=" | ".join(_offers(reading)) if reading else ""))
            else:
                found.append(
                    base(disposition="wording", printed=mark.digits, why="a bare number inside a sentence; no unit, no column")
                )
        every += with_one_id(found)
    return counted(every)


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


def _figures(deck: Deck, base, reading: Reading, stated: set[str]) -> Iterator[Number]:  # noqa: ANN001
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
            label=label_of(deck, row, reading) if not reading.is_new_place else label_by(mark) or row.label,
            line_item=row.line_item,
            measure=row.measure,
            period=period,
            basis=reading.basis or row.basis,
            as_of=row.as_of if (reading.basis or row.basis) == row.basis else "",
            printed=shown,
            unit=reading.unit,
            qualifier=mark.qualifier or (row.qualifier if not mark.qualifier and row.digits == mark.digits else ""),
            remark=row.remark if is_so_again(row, reading, stated) else "",
            disposition=FIGURE,
            confidence=reading.confidence,
            why="; ".join(reading.why),
            candidates=" | ".join(_offers(reading)),
            **annotated,
        )


def is_so_again(row: Row, reading: Reading, stated: set[str]) -> bool:
    """
    Whether what the last deck's landing remarks of a figure is so in this one.

    A heading that says another unit than its amounts have does so again where the page states that one and not theirs.
    """
    if not row.remark.startswith("misprint:"):
        return "one printed figure" in row.remark or reading.move == "keep"
    said = {unit for unit in stated if unit in row.remark.partition(";")[0]}
    return bool(said - {row.unit}) and row.unit not in stated and reading.unit == row.unit


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
        is_own = row.period in periods or "misprint" in row.remark
        return reading.period if is_own else moves(cal, periods[0], deck.was, deck.now).get(reading.move)

    return of_length(relabelled(cal, row.label, moved), row.period, reading.period)


def _is_figure(mark: Mark) -> bool:
    """Whether a number without a place looks like a figure: it has a unit, a sign, decimals, thousands or a column."""
    counts = (
        mark.unit not in ("", "年", "円") or mark.is_per_cent or mark.sign in ("+", "-") or mark.decimals > 0 or "," in mark.digits
    )
    return bool(counts or mark.column or mark.qualifier or len(mark.digits) >= 3 or mark.is_cell or mark.is_in_row)


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
