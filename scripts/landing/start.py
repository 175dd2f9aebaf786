"""`land.py start`: a company's first deck, with no layout to follow; names, headings and sums alone tell what its numbers are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path

from landing.dictionary import ROOT, Company, read_company
from landing.document import Line, Sheet
from landing.facts import interval, overlap
from landing.fiscal import DAY_ID, name_of, parse
from landing.layout import place_columns, place_words
from landing.names import Names
from landing.numbers import Mark, Stream, mark_contexts, read_numbers
from landing.proposal import (
    FIGURE,
    FOLDER,
    LIKELY,
    NEW,
    UNKNOWN,
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
from landing.rows import _is_figure, _label, _placed, counted, drafted
from landing.statement import tell as tell_statement

STATED_UNIT = re.compile(
    r"(?:単位|Unit|in)\s?[：:]?\s?((?:[十百千万億兆]+円|円|[A-Za-z$€¥ ]*(?:million|billion|thousand)[A-Za-z ]*|名|人|社|万?回線))",
    re.IGNORECASE,
)
FORECAST = re.compile(r"予想|見通し|計画|見込|forecast|outlook|guidance", re.IGNORECASE)
CHANGE = re.compile(r"(?:前年同期比|前期比|YoY)(?:増減)?率?|増減率?|change", re.IGNORECASE)
RATIO = re.compile(r"売上(?:高|収益)?比率?|構成比|利益率|ratio|margin|% of (?:sales|revenue)", re.IGNORECASE)


@dataclass
class Reader:
    """What one document's pages say of their numbers."""

    company: Company
    names: Names
    now: int
    marks: dict[str, list[Mark]] = field(default_factory=dict)


@dataclass(frozen=True)
class Column:
    """A column of a heading: amounts of a period, or their change or their share of revenue."""

    period: str
    is_change: bool = False
    is_ratio: bool = False
    is_forecast: bool = False


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
    reader = Reader(its, Names(its), newest_quarter(its, sheets))
    numbers = counted([number for sheet in sheets for number in reader_rows(reader, sheet)])
    for said in sums_shown(its, numbers):
        tell(said)
    paths = [path.resolve() for path in (pdf, text, pages) if path is not None]
    source = Source(
        deck, company, "pdf" if pdf else "text", "", tuple(map(str, paths)), tuple(map(digest, paths)), published_on(sheets[:2]), title,
        name_of("Q", reader.now) or "",
    )  # fmt: skip
    proposal = Proposal(folder_of(deck, base), source, tuple(map(page_of, sheets)), tuple(numbers))
    write(proposal)
    tell(summary(numbers))
    return proposal


def newest_quarter(company: Company, sheets: list[Sheet]) -> int:
    """The quarter that most of a document's own periods end with."""
    counts: Counter[int] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            for label in company.calendar.labels(line.text):
                end = company.calendar.end_of(label.periods[0])
                if end is not None and not label.is_announcement and (parse(label.periods[0]) or ("FY",))[0] != "FY":
                    counts[end] += 1
    if not counts:
        raise LandingError(
            "the document prints no quarter, half or month end that the company's calendar knows; is its row in companies.csv right?"
        )
    return max(counts, key=lambda end: (counts[end], end))


def page_of(sheet: Sheet) -> Page:
    if sheet.has_boxes:
        place = {"sheet": str(sheet.index), "width": f"{sheet.width:.1f}", "height": f"{sheet.height:.1f}"}
    else:
        place = {"first_line": str(sheet.lines[0].number), "last_line": str(sheet.lines[-1].number)}
    return Page(sheet.page, f"PAGE-{sheet.page}", sheet.title or f"({sheet.page})", "", **place)


def in_rows(sheet: Sheet) -> Sheet:
    """The pieces of a page joined to the rows that they stand in, each from left to right: as the text of a table reads."""
    if not sheet.has_boxes:
        return sheet
    rows: list[list[Line]] = []
    for line in sorted(sheet.lines, key=lambda line: (line.boxes[0][1] + line.boxes[0][3], line.boxes[0][0])):
        top, bottom = line.boxes[0][1], line.boxes[0][3]
        last = rows[-1][0].boxes[0] if rows else None
        if last and abs((last[1] + last[3]) - (top + bottom)) < 0.8 * min(last[3] - last[1], bottom - top):
            rows[-1].append(line)
        else:
            rows.append([line])
    lines = []
    for number, row in enumerate(rows, start=1):
        text, boxes = "", []
        for line in sorted(row, key=lambda line: line.boxes[0][0]):
            gap = " " if text else ""
            boxes += [line.boxes[0]] * len(gap) + list(line.boxes)
            text += gap + line.text
        lines.append(Line(number, text, number, tuple(boxes)))
    return replace(sheet, lines=tuple(lines))


def reader_rows(reader: Reader, printed_sheet: Sheet) -> list[Number]:
    company, sheet = reader.company, in_rows(printed_sheet)
    marks, streams = read_numbers(sheet, company.calendar, words_of(company))
    for at, mark in enumerate(marks):
        mark.uid = at
    mark_contexts(sheet, marks, streams, company.calendar)
    if sheet.has_boxes:
        place_columns(sheet, marks, company.calendar, lambda mark, periods: False)
        place_words(sheet, marks)
    headings = [columns_of(reader, stream) for stream in streams]
    stated = Counter(STATED_UNIT.findall(" ".join(stream.text for stream in streams)))
    unit = unit_named(company, max(stated, key=lambda name: stated[name])) if stated else ""
    found: dict[int, Number] = {}
    for stream in streams:
        its = [mark for mark in marks if mark.stream == stream.number and not mark.rule]
        for row in runs(stream, its):
            found |= _row(reader, sheet, streams, headings, stream, row, unit)
    found |= _charts(reader, sheet, streams, headings, marks, unit, found)
    labelled = {
        item for stream in streams for piece in re.split(r"[\s()（）]+", stream.text) if (item := reader.names.find(piece)[0])
    }
    found |= _statement(reader, sheet, marks, labelled, unit, found)
    rows = []
    for mark in marks:
        base = _placed(sheet, mark, f"PAGE-{sheet.page}")
        if mark.rule:
            rows.append(base(disposition=mark.rule, printed=mark.digits))
        elif mark.uid in found:
            rows.append(found[mark.uid])
        elif _is_figure(mark):
            rows.append(_unknown(reader, sheet, mark, unit))
        else:
            rows.append(base(disposition="wording", printed=mark.digits, why="a bare number inside a sentence; no unit, no column"))
    return rows


def unit_named(company: Company, said: str) -> str:
    """The unit of the dictionary that a page states, by its name in either language; the company's currency first."""
    said = said.strip().lower()
    names = [(row["unit"], row["name_en"].lower()) for row in company.scoped("units")]
    exact = next((unit for unit, name in names if said in (unit.lower(), name)), "")
    within = max((name for _, name in names if name in said), key=len, default="")
    return exact or next((unit for unit, name in names if name and name == within), said)


@dataclass(frozen=True)
class Run:
    """Numbers of a line that stand side by side, and the words before and behind them."""

    marks: tuple[Mark, ...]
    before: str
    after: str
    index: int
    count: int


def runs(stream: Stream, marks: list[Mark]) -> list[Run]:
    groups: list[list[Mark]] = []
    for mark in marks:
        last = groups[-1][-1] if groups else None
        between = stream.text[last.start + len(last.digits) : mark.start] if last else ""
        if last and sum(letter.isalpha() for letter in re.sub(r"YoY|QoQ|億円|百万円|円", "", between)) < 2:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    found = []
    for index, group in enumerate(groups):
        end = groups[index + 1][0].start if index + 1 < len(groups) else len(stream.text)
        last = group[-1]
        found.append(Run(tuple(group), group[0].near, stream.text[last.start + len(last.digits) : end], index, len(groups)))
    return found


def columns_of(reader: Reader, stream: Stream) -> list[Column]:
    """The columns that a line heads: periods, and changes between them; nothing where it is no heading."""
    labels = reader.company.calendar.labels(stream.text)
    parts = [
        (label.start, Column(label.periods[0], is_forecast=FORECAST.search(stream.text[label.end : label.end + 4]) is not None))
        for label in labels
        if not label.is_announcement
    ]
    parts += [(match.start(), Column("", is_change=True)) for match in CHANGE.finditer(stream.text)]
    parts += [(match.start(), Column("", is_ratio=True)) for match in RATIO.finditer(stream.text)]
    covered = sum(label.end - label.start for label in labels)
    if not labels or len(parts) < 2 or covered < 0.25 * len(stream.text.strip()):
        return []
    return _with_periods(reader, [column for _, column in sorted(parts, key=lambda part: part[0])])


def _with_periods(reader: Reader, columns: list[Column]) -> list[Column]:
    """Changes and shares with the period that they are of: a change beside a period and the one a year before is the newer's."""
    found: list[Column] = []
    amounts: list[Column] = []
    first = next((column for column in columns if column.period), Column(""))
    for column in columns:
        if column.period:
            amounts.append(column)
            found.append(column)
            continue
        of = amounts[-1] if amounts else first
        if column.is_change and len(amounts) > 1 and not of.is_forecast:
            ends = [reader.company.calendar.end_of(one.period) for one in amounts[-2:]]
            if None not in ends and ends[0] - ends[1] == 4:  # type: ignore[operator]
                of = amounts[-2]
        found.append(replace(column, period=of.period, is_forecast=of.is_forecast))
    return found


def _row(
    reader: Reader, sheet: Sheet, streams: list[Stream], headings: list[list[Column]], stream: Stream, run: Run, unit: str
) -> dict[int, Number]:
    item, alike, label = _named(reader, streams, stream, run)
    if not item:
        return {}
    columns = _columns_for(headings, stream.number, run)
    found = {}
    for at, mark in enumerate(run.marks):
        column = columns[at] if at < len(columns) else None
        said = mark.column[:1] or next((labels[:1] for labels, closeness in mark.periods if closeness >= 0.4), ())
        column = column or Column(said[0] if said else "")
        row = _number(reader, sheet, mark, item, label, column, unit, alike)
        if row:
            found[mark.uid] = row
    return found


def _charts(
    reader: Reader,
    sheet: Sheet,
    streams: list[Stream],
    headings: list[list[Column]],
    marks: list[Mark],
    unit: str,
    named: dict[int, Number],
) -> dict[int, Number]:
    """Charts without a label beside them: as many as there are headings without numbers, in the same order."""
    titles = [item for stream in streams if not re.search(r"[0-9]", stream.text) and (item := reader.names.find(stream.text)[0])]
    groups: list[tuple[list[Mark], list[Column]]] = []
    singles: list[Mark] = []
    open_marks: list[Mark] = []
    for stream in streams:
        its = [mark for mark in marks if mark.stream == stream.number and not mark.rule and mark.uid not in named]
        heading = headings[stream.number]
        if heading and not its:
            if len(open_marks) == len(heading):
                groups.append((open_marks, heading))
            open_marks = []
        elif len(its) == 1 and its[0].periods and its[0].periods[0][1] == 1.0:
            singles.append(its[0])
        elif its and not re.search(r"[^\W0-9_]{3,}", stream.text):
            open_marks = [*open_marks, *its]
        elif stream.text.strip():
            open_marks = []
    found = {}
    names = list(dict.fromkeys(titles))
    if len(groups) == len(names):
        for item, (its, heading) in zip(names, groups, strict=True):
            for mark, column in zip(its, heading, strict=True):
                row = _number(reader, sheet, mark, item, reader.company.line_items[item]["name_ja"], column, unit, 0.9)
                found |= {mark.uid: row} if row else {}
    if len(singles) == len(names):
        for item, mark in zip(names, singles, strict=True):
            row = _number(
                reader, sheet, mark, item, reader.company.line_items[item]["name_ja"], Column(mark.periods[0][0][0]), unit, 0.9
            )
            found |= {mark.uid: row} if row else {}
    return found


def _named(reader: Reader, streams: list[Stream], stream: Stream, run: Run) -> tuple[str, float, str]:
    """The line item of a row by the words before it, behind it, beside it or over it."""
    before = re.split(r"[、。]", run.before.strip(" 　:：・•\n"))[-1]
    for words in (before, re.sub(r"\[.*|YoY.*", "", run.after), run.marks[0].row, *_over(streams, stream, reader)):
        bare = re.sub(r"[(（][^)）]*[)）]?$", "", re.sub(r"^うち、?", "", words.strip(" 　:：・•*＊")))
        for text in (words, bare):
            item, alike = reader.names.find(_without_periods(reader, text))
            if item:
                return item, alike, text.strip()
    return "", 0.0, ""


def _without_periods(reader: Reader, text: str) -> str:
    for label in reversed(reader.company.calendar.labels(text)):
        text = text[: label.start] + text[label.end :]
    return text


def _over(streams: list[Stream], stream: Stream, reader: Reader) -> list[str]:
    """Headings without numbers over a line that begins with a period, as over 1Q25：60.3億円."""
    if not any(label.start < 4 for label in reader.company.calendar.labels(stream.text)):
        return []
    texts = [other.text.strip() for other in streams[max(0, stream.number - 6) : stream.number] if other.text.strip()]
    return [text for text in reversed(texts[-2:]) if not re.search(r"[0-9]", text)]


def _columns_for(headings: list[list[Column]], at: int, run: Run) -> list[Column]:
    """The heading over a row, else under it, that has a column for each of its numbers."""
    count = len(run.marks)
    if count < 2:
        return []
    above = [headings[index] for index in range(at - 1, -1, -1) if headings[index]]
    below = [headings[index] for index in range(at + 1, len(headings)) if headings[index]]
    for heading in [*above[:3], *below[:2]]:
        amounts = [column for column in heading if not column.is_ratio]
        if len(heading) == count:
            return heading
        # what is its own share of itself is not printed
        if len(amounts) == count:
            return amounts
        if len(heading) == count * run.count:
            return heading[run.index * count : (run.index + 1) * count]
        # a row of one half of a table whose halves have the same columns
        if len(heading) % count == 0 and all(heading[at] == heading[at % count] for at in range(len(heading))):
            return heading[:count]
    return []


def _number(
    reader: Reader, sheet: Sheet, mark: Mark, item: str, label: str, column: Column, unit: str, alike: float
) -> Number | None:
    company, period, is_change = reader.company, column.period, column.is_change
    if column.is_ratio and mark.is_per_cent:
        item = next(
            (row["line_item"] for row in company.scoped("ratios") if (row["numerator"], row["denominator"]) == (item, "revenue")),
            "",
        )
        if item not in company.line_items:
            return None
    row = company.line_items[item]
    growing = (
        is_change
        or (mark.sign in ("+", "-") and mark.is_per_cent)
        or (mark.sign == "+" and re.search(r"YoY|前年", mark.after) is not None)
    )
    is_rate = row.get("unit_family") == "percent"
    measure = "level"
    if growing and not (is_rate and not mark.sign):
        instant = DAY_ID.fullmatch(period) is not None
        measure = "change" if instant and not mark.is_per_cent else "yoy_pct" if mark.is_per_cent else "yoy_change"
    elif mark.is_per_cent and not is_rate:
        return None
    if row.get("period_kind") == "instant" and parse(period):
        end = company.calendar.end_of(period)
        period = company.calendar.quarter_end(end) if end is not None else period
    context = " ".join(text for text, _ in mark.words) + sheet.title
    is_expected = column.is_forecast or (FORECAST.search(context) is not None and not _is_past(reader, period))
    basis = "forecast" if is_expected else "actual"
    found_unit = "%" if mark.is_per_cent else mark.unit or unit
    return _placed(sheet, mark, f"PAGE-{sheet.page}")(
        label=label, line_item=item, measure=measure, period=period, basis=basis, printed=mark.printed, unit=found_unit,
        qualifier=mark.qualifier, disposition=FIGURE, confidence=LIKELY,
        why="its name stands by it" if alike == 1.0 else "a name like its own stands by it",
    )  # fmt: skip


def _is_past(reader: Reader, period: str) -> bool:
    end = reader.company.calendar.end_of(period)
    return end is not None and end <= reader.now


def _statement(
    reader: Reader, sheet: Sheet, marks: list[Mark], labelled: set[str], unit: str, named: dict[int, Number]
) -> dict[int, Number]:
    """Rows that add up as an income statement, though their labels stand elsewhere on the page."""
    told = tell_statement(marks, labelled)
    if not told:
        return {}
    is_forecast = bool(FORECAST.search(sheet.title + " ".join(line.text for line in sheet.lines[:3])))
    periods = _statement_periods(reader, sheet, is_forecast)
    found = {}
    for mark in marks:
        if mark.uid in told and mark.uid not in named:
            its = told[mark.uid]
            period = periods[its.column] if its.column < len(periods) else ""
            basis = "actual" if _is_past(reader, period) else "forecast"
            found[mark.uid] = _placed(sheet, mark, f"PAGE-{sheet.page}")(
                label=reader.company.line_items[its.item]["name_ja"], line_item=its.item, measure=its.measure, period=period, basis=basis,
                printed=mark.printed, unit="%" if mark.is_per_cent else mark.unit or unit, qualifier=mark.qualifier, disposition=FIGURE,
                confidence=LIKELY, why="the rows add up as an income statement",
            )  # fmt: skip
    return found


def _statement_periods(reader: Reader, sheet: Sheet, is_forecast: bool) -> list[str]:
    """The periods of the page in order: of what happened the newest first, of a forecast as printed."""
    said = [
        label.periods[0] for line in sheet.lines for label in reader.company.calendar.labels(line.text)
        if parse(label.periods[0]) and not label.is_announcement
    ]  # fmt: skip
    order = list(dict.fromkeys(said))
    if is_forecast:
        return [period for period in order if not _is_past(reader, period)]
    past = [period for period in order if _is_past(reader, period) and not period.startswith("FY")]
    newest = [period for period in past if reader.company.calendar.end_of(period) == reader.now][:1]
    ago = [
        period
        for period in past
        if newest and reader.company.calendar.end_of(period) == reader.now - 4 and period[0:2] == newest[0][0:2]
    ][:1]
    return [*newest, *ago, *[period for period in order if not _is_past(reader, period)]]


def _unknown(reader: Reader, sheet: Sheet, mark: Mark, unit: str) -> Number:
    said = mark.column[:1] or next((labels[:1] for labels, closeness in mark.periods if closeness >= 0.8), ())
    label = _label(mark)
    return _placed(sheet, mark, f"PAGE-{sheet.page}")(
        label=label, line_item=NEW + drafted(label, sheet.page, mark), measure="" if mark.sign else "level", period=said[0] if said else "",
        printed=mark.printed, unit="%" if mark.is_per_cent else mark.unit or unit, qualifier=mark.qualifier, disposition=FIGURE,
        confidence=UNKNOWN, why="its name is not in the dictionary",
    )  # fmt: skip


def sums_shown(company: Company, numbers: list[Number]) -> list[str]:
    """Rows of a page that add up in every period they share: relations to propose."""
    tables: dict[str, dict[str, dict[str, Number]]] = defaultdict(lambda: defaultdict(dict))
    for number in numbers:
        if number.is_figure and number.measure == "level" and number.period and number.unit != "%":
            tables[number.page][number.line_item][number.period] = number
    found = []
    for page, items in tables.items():
        names = [name for name, cells in items.items() if len(cells) >= 2]
        for at in range(2, len(names)):
            for size in range(2, min(6, at) + 1):
                parts = names[at - size : at]
                shared = set(items[names[at]]).intersection(*(items[part] for part in parts))
                if len(shared) >= 3 and all(
                    _adds(company, [items[part][period] for part in parts], items[names[at]][period]) for period in shared
                ):
                    found.append(f"page {page}: {' + '.join(parts)} = {names[at]} in {len(shared)} of {len(shared)} periods")
    return found


def _adds(company: Company, parts: list[Number], whole: Number) -> bool:
    bounds = [_bounds(company, part) for part in parts]
    return overlap((sum(low for low, _ in bounds), sum(high for _, high in bounds)), _bounds(company, whole))


def _bounds(company: Company, number: Number) -> tuple[float, float]:
    digits = re.sub(r"[^0-9.]", "", number.printed)
    value = float(digits or 0) * (-1 if re.match(r"[-△▲(]", number.printed) else 1)
    return interval(
        company, value, len(digits.split(".")[1]) if "." in digits else 0, number.unit, number.qualifier, number.line_item, "level"
    )
