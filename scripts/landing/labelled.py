"""Figures told by the names beside them and the headings over them."""

from __future__ import annotations

import re
from dataclasses import dataclass

import printed

from landing.columns import CHANGE, FORECAST, OTHER, RATIO, Column, Run
from landing.dictionary import Company
from landing.document import WORDS, Sheet
from landing.fiscal import DAY_ID, name_of, parse
from landing.names import Names
from landing.numbers import Mark, Stream
from landing.proposal import FIGURE, LIKELY, Number
from landing.rows import _placed

STATED_UNIT = re.compile(
    r"(?:単位|Unit|in)\s?[：:]?\s?"
    r"((?:[十百千万億兆]+円|円|[A-Za-z$€£₩¥ ]*(?:million|billion|thousand)[A-Za-z ]*|名|人|社|万?回線))",
    re.IGNORECASE,
)

# "Net sales, change" is a change; 増減 within a name is a part of it
SAID_CHANGE = re.compile(rf"[,、:：(（\s]\s*(?:{CHANGE.pattern})\s*[)）]?\s*$", re.IGNORECASE)

# a name that a table gives to one of its rows is not printed by it
ALL_ALIKE = 0.95
YEAR_AGO = re.compile(r"前年(?!(?:同期|度)?[比差])|prior.year|year.ago|last year|previous year", re.IGNORECASE)
SIGN = r"[-+△]"
# what a sentence goes on with behind the name of what it tells of: 売上高は前年同期比, net sales of $
TOPIC = re.compile(
    rf"[はがも][、,]?\s*(?:{CHANGE.pattern}|同)?\s*{SIGN}?$"
    r"|\s(?:of|was|were|at|reached|total(?:l?ed|s)|(?:increased|rose|grew|decreased|fell|declined) to)\s*"
    rf"[{printed.CURRENCY_MARKS}]?$",
    re.IGNORECASE,
)
# growth over the year before, as a sentence says before its number: 同 is the same comparison again
GROWN = re.compile(rf"(?:{CHANGE.pattern}|同)\s*{SIGN}?$", re.IGNORECASE)
# a table by region or by product is of what its name ends with
BY = re.compile(r"^\S{1,12}別の?|の?内訳$")
# the row of a table that adds up those over it
TOTAL = re.compile(r"(?:連結|全社|総)?(?:合計|計|連結)|(?:consolidated|grand )?\s?total|consolidated", re.IGNORECASE)
# so many lines over it stands what the whole of a table is of
TABLE = 12
OF_WHICH = re.compile(r"(?:^|\s)うち")
NUMBERS = re.compile(r"[+\-△▲]?\s?[0-9][0-9,.]*%?")
# the whole stands within so many lines over its parts
ROWS_OVER = 4


@dataclass
class Reader:
    """What one document's pages say of their numbers."""

    company: Company
    names: Names
    now: int
    # the period that the document says most of those that end with it
    spoken: str = ""


def unit_named(company: Company, said: str) -> str:
    """The unit of the dictionary that a page states, by its name in either language; the company's currency first."""
    said = said.strip().lower()
    rows = company.scoped("units")
    names = [(row["unit"], row["name_en"].lower()) for row in rows]
    exact = next((unit for unit, name in names if said in (unit.lower(), name)), "")
    scale = scale_of(said)
    within = max((name for _, name in names if name and name in said and scale_of(name) == scale), key=len, default="")
    # "in millions" is in those of the company's currency
    money = (row for row in rows if row["unit_family"] == "money" and row["currency"] == company.currency)
    scaled = next((row["unit"] for row in money if scale and scale_of(row["name_en"]) == scale), "")
    return exact or next((unit for unit, name in names if name and name == within), scaled or said)


def scale_of(name: str) -> list[str]:
    """The words of a unit that say how much of a currency it is: of millions of US dollars, million."""
    return re.findall(r"hundred|ten|thousand|million|billion|trillion", name.lower())


def unit_of(company: Company, item: dict[str, str], mark: Mark, page: str) -> str:
    """The unit of a number: its own, else that of its page where it suits the line item; per share, the currency itself."""
    name = item["line_item"]
    if mark.unit and not company.is_same_money(mark.unit, page, name, "level"):
        return mark.unit
    stated = company.unit(page, name, "level")
    if stated is not None and stated.family == item.get("unit_family", ""):
        return page
    if item.get("unit_family") == "per_share":
        units = [
            row for row in company.scoped("units") if row["unit_family"] == "per_share" and row["currency"] == company.currency
        ]
        return next((row["unit"] for row in units if float(row["scale"]) == 1), "")
    return "" if item.get("unit_family") in ("shares", "people") else mark.unit or page


def row_of(
    reader: Reader, sheet: Sheet, streams: list[Stream], columns: list[Column], stream: Stream, run: Run, unit: str
) -> dict[int, Number]:
    item, alike, label = _named(reader, streams, stream, run)
    if not item:
        return {}
    found = {}
    for at, mark in enumerate(run.marks):
        column = columns[at] if at < len(columns) else None
        said = mark.column[:1] or next((labels[:1] for labels, closeness in mark.periods if closeness >= 0.4), ())
        column = column or Column(said[0] if said else "")
        row = _number(reader, sheet, mark, item, label, column, unit, alike)
        if row:
            found[mark.uid] = row
    return found


def charts(
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
        elif len(its) == 1 and its[0].periods and its[0].periods[0][1] >= 1.0:
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
    before = re.split(r"[、。;]", run.before.strip(" 　:：・•\n"))[-1]
    item, alike = reader.names.find(_of_whole(streams, stream, run, before))
    if item:
        return item, alike, run.before.strip(" 　:：・•\n")
    if TOTAL.fullmatch(before.strip()) and (item := _of_table(reader, streams, stream)):
        return item, ALL_ALIKE, run.before.strip(" 　:：・•\n")
    # what stands between two rows side by side is the name of the second
    after = "" if run.index + 1 < run.count and WORDS.search(before) else re.sub(r"\[.*|YoY.*", "", run.after)
    for words in (before, after, run.marks[0].row, *_over(streams, stream, reader)):
        bare = re.sub(r"[(（][^)）]*[)）]?$", "", re.sub(r"^うち、?", "", words.strip(" 　:：・•*＊")))
        # a profit or a loss, whichever it was
        for text in (words, bare, re.sub(r"又は.*|\s*[(（]?(?:loss|損失)[)）]?$", "", bare)):
            item, alike = reader.names.find(_without_periods(reader, text))
            if item:
                return item, alike, text.strip()
        item, alike = reader.names.find(TOPIC.sub("", bare))
        if item:
            return item, alike, re.sub(rf"\s*{SIGN}$", "", bare)
    return "", 0.0, ""


def _of_table(reader: Reader, streams: list[Stream], stream: Stream) -> str:
    """What a table is of, by the name over it or before the periods of its heading; the last one said."""
    for other in reversed(streams[max(0, stream.number - TABLE) : stream.number]):
        text = re.sub(r"[(（][^)）]*[)）]", "", SAID_CHANGE.sub("", _without_periods(reader, other.text)))
        name = re.sub(rf"(?:{CHANGE.pattern}|{RATIO.pattern}|{OTHER.pattern}|[%\s])+$", "", text, flags=re.IGNORECASE)
        item, alike = reader.names.find(BY.sub("", name.strip()))
        if item and alike == 1.0 and not re.search(r"[0-9]", name):
            return item
        if TOTAL.fullmatch(other.text.split(" ")[0]):
            return ""
    return ""


def _of_whole(streams: list[Stream], stream: Stream, run: Run, part: str) -> str:
    """The name of a part behind that of its whole: of a row of which, the row over it at the same place of the table."""
    if not OF_WHICH.search(run.before):
        return ""
    for other in reversed(streams[max(0, stream.number - ROWS_OVER) : stream.number]):
        names = [words.strip() for words in NUMBERS.split(other.text) if WORDS.search(words)]
        if names and not OF_WHICH.search(other.text):
            return re.sub(r"[(（].*", "", names[run.index]) + part if run.index < len(names) else ""
    return ""


def _without_periods(reader: Reader, text: str) -> str:
    text = SAID_CHANGE.sub("", text)
    for label in reversed(reader.company.calendar.labels(text)):
        text = text[: label.start] + text[label.end :]
    return text


def _over(streams: list[Stream], stream: Stream, reader: Reader) -> list[str]:
    """Headings without numbers over a line that begins with a period, as over 1Q25：60.3億円."""
    if not any(label.start < 4 for label in reader.company.calendar.labels(stream.text)):
        return []
    texts = [other.text.strip() for other in streams[max(0, stream.number - 6) : stream.number] if other.text.strip()]
    return [text for text in reversed(texts[-2:]) if not re.search(r"[0-9]", text)]


def _number(
    reader: Reader, sheet: Sheet, mark: Mark, item: str, label: str, column: Column, unit: str, alike: float
) -> Number | None:
    company, period, is_change = reader.company, column.period, column.is_change
    if column.is_other:
        return None
    is_share = mark.is_per_cent and not mark.sign and not column.is_change
    if column.is_ratio or (is_share and company.line_items[item].get("unit_family") != "percent"):
        item = next(
            (
                row["line_item"]
                for row in company.rules("ratios", "line_item", "measure")
                if (row["numerator"], row["denominator"]) == (item, "revenue")
            ),
            "",
        )
        if item not in company.line_items:
            return None
    row = company.line_items[item]
    growing = (
        is_change
        or SAID_CHANGE.search(label) is not None
        or (mark.sign in ("+", "-") and mark.is_per_cent)
        or (mark.sign == "+" and re.search(r"YoY|前年", mark.after) is not None)
    )
    is_rate = row.get("unit_family") == "percent"
    measure = "level"
    if growing and not (is_rate and not mark.sign):
        instant = DAY_ID.fullmatch(period) is not None
        is_rate_of_growth = mark.is_per_cent or column.is_rate
        measure = "yoy_pct" if is_rate_of_growth else "change" if instant else "yoy_change"
    elif mark.is_per_cent and not is_rate:
        return None
    if not period and not mark.periods:
        period = default_period(reader, mark)
    if row.get("period_kind") == "instant":
        period = company.calendar.closing(period)
    basis = basis_of(reader, sheet, mark, column, period)
    is_per_cent = mark.is_per_cent or column.is_ratio or measure.endswith("_pct") or (is_rate and measure == "level")
    found_unit = "%" if is_per_cent else unit_of(company, row, mark, unit)
    return _placed(sheet, mark, f"PAGE-{sheet.page}")(
        label=label,
        line_item=item,
        measure=measure,
        period=period,
        basis=basis,
        printed=shown(reader, mark),
        unit=found_unit,
        qualifier=mark.qualifier,
        disposition=FIGURE,
        confidence=LIKELY,
        why="its name stands by it" if alike == 1.0 else "a name like its own stands by it",
    )


def default_period(reader: Reader, mark: Mark) -> str:
    """What a number is of beside which no period stands: the time that the document reports, or that of the year before."""
    if not reader.spoken or (kind := parse(reader.spoken)) is None:
        return ""
    return (name_of(kind[0], kind[1] - 4) or "") if YEAR_AGO.search(mark.near[-16:]) else reader.spoken


def basis_of(reader: Reader, sheet: Sheet, mark: Mark, column: Column, period: str) -> str:
    context = " ".join(text for text, _ in mark.words) + sheet.title
    # what a period that is not over yet brings is expected
    is_open = reader.company.calendar.end_of(period) is not None
    is_expected = column.is_forecast or ((is_open or FORECAST.search(context) is not None) and not is_past(reader, period))
    return "forecast" if is_expected else "actual"


def shown(reader: Reader, mark: Mark) -> str:
    """A number as printed; brackets are the sign of an amount where they do not annotate, as they do in yen."""
    if not mark.is_bracketed or reader.company.currency == "JPY" or (mark.is_per_cent and not mark.is_cell):
        return mark.printed
    return mark.in_brackets


def is_past(reader: Reader, period: str) -> bool:
    end = reader.company.calendar.end_of(period)
    return end is not None and end <= reader.now
