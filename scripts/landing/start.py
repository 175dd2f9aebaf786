"""`land.py start`: a company's first deck, with no layout to follow; names, headings and sums alone tell what its numbers are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from landing.bars import bars, set_axes
from landing.brackets import sign_brackets
from landing.called import firsts_of_charts, unit_in_name
from landing.columns import Column, Run, columns_for, columns_of, runs
from landing.company_alone import heads_of, said_alone
from landing.contexts import mark_contexts
from landing.dictionary import ROOT, Company, read_company
from landing.document import WORDS, Line, Sheet
from landing.fiscal import name_of, parse
from landing.heads import told_lines, with_heads
from landing.labelled import (
    STATED_UNIT,
    TOPIC,
    Reader,
    charts,
    row_of,
    unit_named,
)
from landing.layout import place_columns, place_words
from landing.named_columns import named_columns
from landing.names import Names
from landing.numbers import Mark, Stream, read_numbers
from landing.page_numbers import is_page_number, numbered_pages
from landing.pieces import in_rows
from landing.proposal import (
    FOLDER,
    LandingError,
    Number,
    Page,
    Proposal,
    Source,
    digest,
    folder_of,
    write,
)
from landing.propose import Tell, company_of, empty_pages, is_of, published_on, read_sheets, summary
from landing.reading import words_of
from landing.rows import _is_figure, _placed, counted
from landing.statement import by_sums
from landing.sums import sums_shown
from landing.text_columns import place_headed
from landing.unnamed import unnamed
from landing.years import with_years, years_under

# more letters than these beside a number are no unit or sign
CELL = 8
OWNERS = "profit_attributable_to_owners"


def start(
    company: str,
    deck: str,
    *,
    pdf: Path | None = None,
    text: Path | None = None,
    pages: Path | None = None,
    base: Path = FOLDER,
    root: Path = ROOT,
    tell: Tell = print,
) -> Proposal:
    """Propose a first deck: every number with its place, unit and period, and the line item where its name is known."""
    company_of(deck, company, None, root)
    its = read_company(company, root)
    sheets, title = read_sheets(pdf, text, pages)
    is_of(its, sheets, root)
    for page, reason in empty_pages(sheets):
        tell(f"page {page}: {reason}")
    now = newest_quarter(its, sheets)
    spoken = spoken_most(its, sheets, now)
    # from here on 前年同期 and 当期 are read by the period that the document is about
    its = replace(its, calendar=replace(its.calendar, current=spoken, end=now))
    reader = Reader(its, Names(its), now, spoken)
    numbered = numbered_pages([in_rows(sheet) for sheet in sheets])
    rows = [number for sheet in sheets for number in reader_rows(reader, sheet, numbered.get(sheet.page))]
    numbers = counted(told_apart(rows))
    for said in sums_shown(its, numbers):
        tell(said)
    paths = [path.resolve() for path in (pdf, text, pages) if path is not None]
    source = Source(
        deck,
        company,
        "pdf" if pdf else "text",
        "",
        tuple(map(str, paths)),
        tuple(map(digest, paths)),
        published_on(sheets[:2]),
        title,
        name_of("Q", reader.now) or "",
    )
    proposal = Proposal(folder_of(deck, base), source, tuple(map(page_of, sheets)), tuple(numbers))
    write(proposal)
    tell(summary(numbers))
    return proposal


def told_apart(rows: list[Number]) -> list[Number]:
    """A page that says the same of two numbers, as a table and a sentence do: the second has a count behind its label."""
    times: Counter[tuple[str, str, str]] = Counter()
    found = []
    for row in rows:
        place = row.page, row.label, row.printed
        times[place] += row.is_figure
        is_again = row.is_figure and times[place] > 1
        found.append(replace(row, label=f"{row.label} ({times[place]})") if is_again else row)
    return found


def newest_quarter(company: Company, sheets: list[Sheet]) -> int:
    """The quarter that most of a document's own periods end with."""
    counts: Counter[int] = Counter()
    days: Counter[int] = Counter()
    for sheet in sheets:
        texts = [line.text for line in told_lines(sheet, company.calendar)]
        for text in (*texts, *years_under(texts).values()):
            for label in company.calendar.labels(text):
                end, read = company.calendar.end_of(label.periods[0]), parse(label.periods[0])
                if end is not None and not label.is_announcement and (read is None or read[0] != "FY"):
                    (counts if read else days)[end] += 1
    # a statement may have nothing but the days between which its periods lie
    counts = counts or days
    if not counts:
        raise LandingError(
            "the document prints no quarter, half or month end that the company's calendar knows; "
            "is its row in companies.csv right?"
        )
    return max(counts, key=lambda end: (counts[end], end))


def spoken_most(company: Company, sheets: list[Sheet], now: int) -> str:
    """The quarter, half or year to date that a document names most of those that end with a quarter."""
    texts = [line.text for sheet in sheets for line in told_lines(sheet, company.calendar)]
    said = [label.periods[0] for text in texts for label in company.calendar.labels(text) if not label.is_announcement]
    counts = Counter(period for period in said if (read := parse(period)) and read[1] == now)
    return max(counts, key=lambda period: counts[period], default="")


def page_of(sheet: Sheet) -> Page:
    if sheet.has_boxes:
        place = {"sheet": str(sheet.index), "width": f"{sheet.width:.1f}", "height": f"{sheet.height:.1f}"}
    else:
        place = {"first_line": str(sheet.lines[0].number), "last_line": str(sheet.lines[-1].number)}
    return Page(sheet.page, f"PAGE-{sheet.page}", sheet.title or f"({sheet.page})", "", **place)


def stands_alone(sheet: Sheet, mark: Mark) -> bool:
    """Whether a number is a piece of its own on its page, whatever stands in its row."""
    if mark.box is None:
        return False
    x, y = (mark.box[0] + mark.box[2]) / 2, (mark.box[1] + mark.box[3]) / 2
    held = (line for line in sheet.lines if line.box and line.box[0] <= x <= line.box[2] and line.box[1] <= y <= line.box[3])
    return any(sum(letter.isalpha() for letter in line.text) <= CELL for line in held)


def told_streams(streams: list[Stream], told: tuple[Line, ...], lines: dict[int, Line]) -> Iterator[tuple[Stream, dict[int, Line]]]:
    """The streams of a page with its lines, each line that says less than its heading does as the heading has it in full."""
    by_number = {line.number: line for line in told}
    for stream in streams:
        number = stream.places[0][0] if stream.places else 0
        line = by_number.get(number)
        if line is None or line.text == lines[number].text:
            yield stream, lines
        else:
            places = tuple((number, at) for at in range(len(line.form)))
            yield replace(stream, text=line.form, places=places), lines | {number: line}


def unit_in_brackets(company: Company, sheet: Sheet) -> str:
    """The unit that a page prints in brackets alone, over each of its charts; none where it prints several."""
    alone = [line.text.strip() for line in sheet.lines if line.text.strip()[:1] in ("(", "（")]
    units = {unit for text in alone if text and (unit := unit_in_name(company, text))}
    return units.pop() if len(units) == 1 and "%" not in units else ""


def reader_rows(reader: Reader, printed_sheet: Sheet, before_number: str | None = None) -> list[Number]:
    """The numbers of a page; `before_number` are the words of the line that ends in the page's own, where one does."""
    company, sheet = reader.company, with_heads(printed_sheet, reader.company.calendar)
    marks, streams = read_numbers(sheet, company.calendar, words_of(company))
    own = [mark for mark in marks if before_number is not None and not mark.rule and is_page_number(sheet, mark, before_number)]
    if own:
        own[-1].rule = "page_number"
    streams = with_years(streams, marks)
    for at, mark in enumerate(marks):
        mark.uid = at
    mark_contexts(sheet, marks, streams, company.calendar)
    if not sheet.has_boxes:
        place_headed(company.calendar, streams, marks)
    else:
        for mark in marks:
            mark.is_cell = mark.is_cell or stands_alone(printed_sheet, mark)
        if company.currency == "JPY":
            sign_brackets(printed_sheet, marks)
        place_columns(sheet, marks, company.calendar, lambda mark, periods: False)
        place_words(sheet, marks)
    lines = {line.number: line for line in sheet.lines}
    headings = [
        columns_of(company.calendar, *one) for one in told_streams(streams, told_lines(printed_sheet, company.calendar), lines)
    ]
    if sheet.has_boxes:
        # a row of cells that has figures heads nothing, though each tile of it says 前年同期
        figures = Counter(mark.stream for mark in marks if not mark.rule and mark.is_cell)
        headings = [[] if figures[stream.number] > 1 else its for stream, its in zip(streams, headings, strict=True)]
        set_axes(sheet, company.calendar, headings)
    stated = Counter(STATED_UNIT.findall(" ".join(stream.text for stream in streams)))
    unit = unit_named(company, max(stated, key=lambda name: stated[name])) if stated else unit_in_brackets(company, printed_sheet)
    found: dict[int, Number] = {}
    of_rows: dict[int, tuple[Run, Column | None]] = {}
    for stream in streams:
        its = [mark for mark in marks if mark.stream == stream.number and not mark.rule]
        for row in runs(stream, its):
            # the numbers of a sentence stand in no column, though a heading may be next to it
            is_sentence = TOPIC.search(row.before) or (sheet.has_boxes and not any(mark.is_cell for mark in row.marks))
            columns = [] if is_sentence else columns_for(headings, stream.number, row)
            found |= row_of(reader, sheet, streams, columns, stream, row, unit)
            of_rows |= {mark.uid: (row, columns[at] if columns else None) for at, mark in enumerate(row.marks)}
    found = named_columns(reader, sheet, streams, marks, unit) | found
    if sheet.has_boxes:
        loose = [mark for mark in marks if mark.uid in of_rows and not WORDS.search(of_rows[mark.uid][0].before)]
        found |= bars(reader, printed_sheet, loose, unit, found)
    else:
        found |= charts(reader, sheet, streams, headings, marks, unit, found)
    labelled = {
        item for stream in streams for piece in re.split(r"[\s()（）]+", stream.text) if (item := reader.names.find(piece)[0])
    }
    # what stands in a row with a name of its own is told by that alone
    apart = [mark for mark in marks if mark.uid not in of_rows or not WORDS.search(of_rows[mark.uid][0].before)]
    found |= by_sums(reader, sheet, apart, labelled, unit, found)
    heads = heads_of(printed_sheet)
    alone = {mark.uid: said for mark in marks if not mark.rule and (said := said_alone(printed_sheet, heads, mark))}
    # the names of the dictionary are the group's
    found = {uid: row for uid, row in found.items() if uid not in alone}
    nameless = [mark for mark in apart if not mark.rule and mark.uid not in found and _is_figure(mark)]
    firsts = firsts_of_charts(printed_sheet, nameless) if sheet.has_boxes else {}
    rows = []
    for mark in marks:
        base = _placed(sheet, mark, f"PAGE-{sheet.page}")
        if mark.rule:
            rows.append(base(disposition=mark.rule, printed=mark.digits))
        elif mark.uid in found:
            rows.append(found[mark.uid])
        elif _is_figure(mark):
            said = alone.get(mark.uid, "")
            rows.append(unnamed(reader, printed_sheet, mark, unit, *of_rows[mark.uid], firsts.get(mark.uid), said))
        else:
            rows.append(base(disposition="wording", printed=mark.digits, why="a bare number inside a sentence; no unit, no column"))
    return whole_profits(rows)


def whole_profits(rows: list[Number]) -> list[Number]:
    """The profit of a page that names its owners' part as well is the whole: 中間利益 beside 親会社の所有者に帰属する中間利益."""
    labels = {row.label for row in rows if row.line_item == OWNERS}
    whole = {label for label in labels if any(other.endswith(f"帰属する{label}") for other in labels)}
    return [replace(row, line_item="profit") if row.line_item == OWNERS and row.label in whole else row for row in rows]
