"""Every number of a page: how it is printed, where it stands, and the words and periods around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import printed
from ledgers.marks import Marks, Words, marks_around
from ledgers.page import breaks_inside
from ledgers.rules import RULES, RUN

from landing.document import Box, Line, Sheet, union
from landing.fiscal import Calendar
from landing.glued import VALID, Glued, pieces, unglued
from landing.halves import healed
from landing.mixed import CUT_UNIT, unmixed
from landing.torn import mended
from landing.years import with_parts_told

COMPOSITE = re.compile(r"[0-9,]+兆[0-9,]+(?=億)|[0-9]+億[0-9,]+(?=万)|[0-9]+万[0-9,]*[0-9](?=[円人名株])")
# a point between two numbers that the document has apart
CUT_OFF = re.compile(r"\s?[.,]")
SIGNS = ("△", "+", "-")
# a section of which a line has the first part, up to its dash
SECTION = re.compile(r"[Ⅰ-Ⅹ]\s?-\s*$")
# the name of a rate that stands behind a number: 142 円/米ドル
RATE = re.compile(r"\s+[^\W\d_]{1,3}/[^\W\d_]")
BULLET = re.compile(r"\s*[•■●◆▪※◎○➢❖✓\-]")


@dataclass(frozen=True)
class Stream:
    """Text that runs on: a line of a text, or a paragraph of a page of a PDF, with the line and place of each character."""

    text: str
    places: tuple[tuple[int, int], ...] = field(repr=False)
    number: int = 0

    def box(self, lines: dict[int, Line], start: int, end: int) -> Box | None:
        found = [lines[line].boxes[at] for line, at in self.places[start:end] if line and lines[line].boxes]
        return union(found) if found else None


@dataclass
class Mark:
    """A number of the document, as printed there."""

    order: int
    line: int
    position: int
    digits: str
    printed: str
    value: float
    decimals: int
    sign: str
    is_per_cent: bool
    unit: str
    qualifier: str
    # what a rule of the ledger says that it is, if not a figure
    rule: str
    is_bracketed: bool
    stream: int
    start: int
    box: Box | None
    # words near it, each with its weight; `near` stands directly before, `after` behind
    near: str = ""
    after: str = ""
    words: list[tuple[str, float]] = field(default_factory=list)
    # periods printed around it, nearest first, with how close they are; from a column apart
    periods: list[tuple[tuple[str, ...], float]] = field(default_factory=list)
    column: tuple[str, ...] = ()
    row: str = ""
    head: str = ""
    places: tuple[str, ...] = ()

    # whether little but numbers stands with it: a cell of a table, a label of a bar
    is_cell: bool = False
    # whether it is one of the numbers with which a line of a text ends that begins with a name
    is_in_row: bool = False
    # unique in the document
    uid: int = 0
    # the number and what stands around it, in the characters of the document
    text: str = ""
    marks: Marks = field(default=Marks())

    @property
    def significant(self) -> int:
        """Digits that tell it from other numbers."""
        plain_digits = self.digits.replace(",", "").replace(".", "").lstrip("0")
        return len((plain_digits if self.decimals else plain_digits.rstrip("0")) or "0")

    @property
    def in_brackets(self) -> str:
        """The number with the brackets that are its sign: (1.2), (1.2%) or (1.2)%."""
        return f"({self.printed.removesuffix('%')})%" if self.after.startswith(")%") else f"({self.printed})"

    @property
    def is_broken(self) -> bool:
        """Whether it looks like a part of a number: thousands without three digits, or a point with digits apart from it."""
        is_whole = not set(self.digits) <= set("0123456789,.") or VALID.fullmatch(self.digits) is not None
        return not is_whole or CUT_OFF.fullmatch(self.after) is not None or CUT_OFF.fullmatch(self.near) is not None


def streams(sheet: Sheet) -> list[Stream]:
    """The lines that run on, joined: paragraphs of a PDF, and a text's lines that break inside a number."""
    found: list[Stream] = []
    text, places = "", []
    last: Line | None = None
    right: dict[int, float] = {}
    for line in sheet.lines:
        if line.box:
            right[line.block] = max(right.get(line.block, 0.0), line.box[2])
    for line in sheet.lines:
        if last is not None and not _runs_on(last, line, right):
            found.append(Stream(text, tuple(places), len(found)))
            text, places = "", []
        elif last is not None and not _is_wrapped(last, line, right):
            text += "\n"
            places.append((0, 0))
        text += line.form
        places += [(line.number, at) for at in range(len(line.form))]
        last = line
    if text:
        found.append(Stream(text, tuple(places), len(found)))
    return found


def _runs_on(last: Line, line: Line, right: dict[int, float]) -> bool:
    if line.boxes:
        return last.block == line.block
    return _is_wrapped(last, line, right)


def _is_wrapped(last: Line, line: Line, right: dict[int, float]) -> bool:
    """Whether a line breaks inside a sentence, so that the next goes on without a space."""
    if breaks_inside(last.form, line.form):
        return True
    if last.form.strip() in SIGNS and re.match(r"\s?[0-9]", line.form):
        return True
    if last.form[-1:].isdigit() and re.match(r"[.,][0-9]", line.form):
        return True
    if SECTION.search(last.form) and re.match(r"\s?[0-9]", line.form):
        return True
    if CUT_UNIT.search(last.form) and line.form.startswith(("円", "人", "名", "株")):
        return True
    if not line.boxes or not last.box or BULLET.match(line.text):
        return False
    return last.box[2] > right[last.block] - 1.6 * (last.box[3] - last.box[1])


def read_numbers(
    sheet: Sheet, cal: Calendar, words: Words, hints: Iterable[str] = (), glued: Iterable[Glued] = ()
) -> tuple[list[Mark], list[Stream]]:
    """The numbers of a page in its order; `hints` are digits that the last deck printed there, for runs glued together."""
    known = frozenset(hints)
    groups = tuple(glued)
    marks: list[Mark] = []
    all_streams = streams(sheet)
    if not sheet.has_boxes:
        all_streams = mended(with_parts_told(unmixed(healed(all_streams, known), cal), cal), cal)
    lines = {line.number: line for line in sheet.lines}
    for stream in all_streams:
        marks += _of_stream(stream, lines, cal, words, known, len(marks), groups)
    return marks, all_streams


def _of_stream(
    stream: Stream,
    lines: dict[int, Line],
    cal: Calendar,
    words: Words,
    known: frozenset[str],
    order: int,
    groups: tuple[Glued, ...],
) -> list[Mark]:
    text = stream.text
    rules = _ruled(stream, cal)
    # the same text in the characters of the document
    raw = "".join(lines[line].text[at] if line else "\n" for line, at in stream.places)
    found: list[Mark] = []
    for start, digits, rule in unglued(_runs(text, rules, known), text, groups):
        end = start + len(digits)
        marks = marks_around(raw, start, end, words)[0]
        unit = "" if RATE.match(text[end:]) else printed.read(marks.unit)
        line, position = next(place for place in stream.places[start:] if place[0])
        sign_at, per_cent = _extent(text, start, end)
        shown = text[sign_at : end + per_cent].replace("\n", "")
        bracketed = bool(re.search(rf"\(\s?[{printed.CURRENCY_MARKS}]?\s?$", text[:start])) and text[end:].lstrip("% ").startswith(
            ")"
        )
        sign = printed.sign(_printed(shown)) if bracketed else marks.sign_read
        found.append(
            Mark(
                order + len(found), line, position, digits.replace("\n", ""), _printed(shown), _value(digits, sign),
                len(digits.split(".")[1]) if "." in digits else 0, sign, marks.is_per_cent or "%" in shown,
                unit if unit in words.units else "", marks.qualifier, rule, bracketed, stream.number, start,
                stream.box(lines, sign_at, end + per_cent), text=raw[start:end].replace("\n", ""), marks=marks,
            )
        )  # fmt: skip
    return found


def _printed(shown: str) -> str:
    return re.sub(r"[()約]", "", shown).strip()


def _extent(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sign of a number begins, and how many characters of a per cent or bracket follow it."""
    mark = rf"[{printed.CURRENCY_MARKS}]\s?"
    before = re.search(
        rf"(?:\(\s?)?(?:[-+△±]\s?(?:約\s?)?(?:{mark})?|(?:約\s?)?(?:{mark})?[-+△±]\s?|(?:約\s?)?{mark}|約)?$", text[:start]
    )
    fell = re.search(rf"(?<![A-Za-z]){printed.FALLING} $", text[:start]) if text[end : end + 1] == "%" else None
    sign_at = fell.start() if fell else before.start() if before else start
    after = re.match(r"\s?%\)?(?:減(?!価))?|\)%?", text[end:])
    count = len(after[0]) if after else 0
    if count and ")" in text[end : end + count] and "(" not in text[sign_at:start]:
        count = text[end : end + count].index(")")
    if "(" in text[sign_at:start] and ")" not in text[end : end + count]:
        sign_at = sign_at + text[sign_at:start].index("(") + 1
    return sign_at, count


def _value(digits: str, sign: str) -> float:
    plain = digits.replace(",", "").replace("\n", "")
    if any(mark in plain for mark in "兆億万"):
        total, scales = 0.0, {"兆": 1e12, "億": 1e8, "万": 1e4}
        for number, scale in re.findall(r"([0-9.]+)([兆億万]?)", plain):
            total += float(number) * scales.get(scale, 1.0)
        smallest = {"兆": 1e8, "億": 1e4, "万": 1.0}
        # 45兆953億円 is read in the unit that follows it
        plain_value = total / next(scale for mark, scale in smallest.items() if mark in plain)
        return -plain_value if sign == "-" else plain_value
    value = float(plain)
    return -value if sign == "-" else value


def _ruled(stream: Stream, cal: Calendar) -> list[tuple[int, int, str]]:
    """Places that a rule of the ledger or a printed period explains."""
    found = [
        (match.start(), match.end(), reason) for reason, rule in RULES for match in rule.finditer(stream.text.replace("\n", " "))
    ]
    found += [(label.start, label.end, "period_label") for label in cal.labels(stream.text)]
    return found


def _runs(text: str, rules: list[tuple[int, int, str]], known: frozenset[str]) -> Iterator[tuple[int, str, str]]:
    """Each number with its place and the rule that explains it, in order."""
    covered = {}
    for start, end, reason in rules:
        for at in range(start, end):
            covered.setdefault(at, reason)
    composite = {match.start(): match for match in COMPOSITE.finditer(text)}
    done = 0
    for match in RUN.finditer(text):
        if match.start() < done:
            continue
        if match.start() in composite and match.start() not in covered:
            yield match.start(), composite[match.start()][0], ""
            done = composite[match.start()].end()
            continue
        if not match[0][0].isdigit():
            yield match.start(), match[0], "wording"
            continue
        # a label glued to a number ends or begins it: +48.11Q24
        at = match.start()
        while at < match.end():
            reason = covered.get(at, "")
            stop = next((place for place in range(at, match.end()) if covered.get(place, "") != reason), match.end())
            piece = text[at:stop].strip(".,")
            if piece:
                start = text.index(piece, at)
                if reason:
                    yield start, piece, reason
                else:
                    for part in pieces(piece, known):
                        yield start, part, ""
                        start += len(part)
            at = stop
