"""Every number of a page: how it is printed, where it stands, and the words and periods around it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import ledger
import printed

from landing.document import Box, Line, Sheet, plain, union
from landing.fiscal import Calendar, Label

VALID = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
COMPOSITE = re.compile(r"[0-9,]+兆[0-9,]+(?=億)|[0-9]+億[0-9,]+(?=万)|[0-9]+万[0-9,]*[0-9](?=[円人名株])")
BROKEN = re.compile(r"[0-9][.,]$")
BULLET = re.compile(r"\s*[•■●◆▪※◎○➢❖✓\-]")
LONG = 6


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
    # unique in the document
    uid: int = 0

    @property
    def significant(self) -> int:
        """Digits that tell it from other numbers."""
        plain_digits = self.digits.replace(",", "").replace(".", "").lstrip("0")
        return len((plain_digits if self.decimals else plain_digits.rstrip("0")) or "0")


@dataclass(frozen=True)
class Words:
    """What can stand after a number: units and qualifiers, longest first."""

    units: tuple[str, ...]
    qualifiers: tuple[str, ...]


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
    if BROKEN.search(last.form) and line.form[:1].isdigit():
        return True
    if not line.boxes or not last.box or BULLET.match(line.text):
        return False
    return last.box[2] > right[last.block] - 1.6 * (last.box[3] - last.box[1])


@dataclass(frozen=True)
class Glued:
    """Numbers that the last deck's text ran together: the words beside them and how each was printed."""

    words: frozenset[str]
    digits: tuple[str, ...]


def read_numbers(
    sheet: Sheet, cal: Calendar, words: Words, hints: Iterable[str] = (), glued: Iterable[Glued] = ()
) -> tuple[list[Mark], list[Stream]]:
    """The numbers of a page in its order; `hints` are digits that the last deck printed there, for runs glued together."""
    known = frozenset(hints)
    groups = tuple(glued)
    marks: list[Mark] = []
    all_streams = streams(sheet)
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
    page = ledger.Page(ledger.PageNumber((0, "", 0, 0), "0"), {1: text}, list(words.units), list(words.qualifiers), [])
    found: list[Mark] = []
    for start, digits, rule in _unglued(_runs(text, rules, known), text, groups):
        end = start + len(digits)
        around = page.around(1, start, digits)
        line, position = next(place for place in stream.places[start:] if place[0])
        sign_at, per_cent = _extent(text, start, end)
        shown = text[sign_at : end + per_cent].replace("\n", "")
        bracketed = bool(re.search(r"\(\s?[¥$€]?\s?$", text[:start])) and text[end:].lstrip("% ").startswith(")")
        sign = printed.sign(_printed(shown)) if bracketed else around.sign
        found.append(
            Mark(
                order + len(found), line, position, digits.replace("\n", ""), _printed(shown), _value(digits, sign),
                len(digits.split(".")[1]) if "." in digits else 0, sign, around.is_per_cent or "%" in shown,
                around.unit, ("約" if around.is_about else "") + around.qualifier, rule, bracketed, stream.number, start,
                stream.box(lines, sign_at, end + per_cent),
            )
        )  # fmt: skip
    return found


def _printed(shown: str) -> str:
    return re.sub(r"[()約]", "", shown).strip()


def _extent(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sign of a number begins, and how many characters of a per cent or bracket follow it."""
    before = re.search(
        r"(?:\(\s?)?(?:[-+△±]\s?(?:約\s?)?(?:[¥$€]\s?)?|(?:約\s?)?(?:[¥$€]\s?)?[-+△±]\s?|(?:約\s?)?[¥$€]\s?|約)?$", text[:start]
    )
    sign_at = before.start() if before else start
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
        (match.start(), match.end(), reason)
        for reason, rule in ledger.RULES
        for match in rule.finditer(stream.text.replace("\n", " "))
    ]
    found += [(label.start, label.end, "period_label") for label in cal.labels(stream.text)]
    return found


@lru_cache(maxsize=4096)
def _pieces(run: str, known: frozenset[str]) -> tuple[str, ...]:
    """A run of digits cut into numbers: as it is where it is one, else as the last deck and its own form suggest."""
    is_one = VALID.fullmatch(run) is not None
    if is_one and ("," in run or "." in run or len(run) < LONG or run in known):
        return (run,)
    if not is_one or len(run) >= LONG:
        best = min(_cuts(run, known), key=lambda cut: cut[0], default=None)
        if best:
            return best[1]
    return (run,)


def _cuts(run: str, known: frozenset[str]) -> Iterator[tuple[float, tuple[str, ...]]]:
    """Ways to cut a run, with how unlikely each is; the numbers of one run are mostly alike in form."""
    shapes = [None, *range(3)]
    for decimals in shapes:
        way = _cut(run, known, decimals)
        if way and len(way) <= 12:
            lengths = Counter(len(piece) for piece in way)
            spread = max(lengths) - min(lengths)
            strange = sum(piece not in known for piece in way)
            yield strange + 0.3 * spread + 0.1 * len(way) + (0.5 if decimals is None else 0.0), way


def _cut(run: str, known: frozenset[str], decimals: int | None) -> tuple[str, ...] | None:
    best: list[tuple[float, tuple[str, ...]] | None] = [None] * (len(run) + 1)
    best[0] = (0.0, ())
    for end in range(1, len(run) + 1):
        for start in range(max(0, end - 11), end):
            so_far, piece = best[start], run[start:end]
            if so_far is None or not VALID.fullmatch(piece) or (len(piece) > 1 and piece[0] == "0" and piece[1] != "."):
                continue
            places = len(piece.split(".")[1]) if "." in piece else 0
            if decimals is not None and places != decimals:
                continue
            if "," not in piece and "." not in piece and len(piece) > 4:
                continue
            # a number of more than three digits has commas where the others have
            unlikely = (0.1 * abs(len(piece) - 5) if "," in piece else 0.2 * abs(len(piece) - 3)) + (
                1.0 if piece.isdecimal() and len(piece) > 3 else 0.0
            )
            cost = 0.05 if piece in known else 1.0 + unlikely
            total = so_far[0] + cost
            if best[end] is None or total < best[end][0]:  # type: ignore[index]
                best[end] = (total, (*so_far[1], piece))
    return best[-1][1] if best[-1] else None


def _unglued(runs: Iterable[tuple[int, str, str]], text: str, groups: tuple[Glued, ...]) -> Iterator[tuple[int, str, str]]:
    """Runs of digits beside the words where the last deck's text ran numbers together, cut into as many."""
    letters = plain(text)
    around = {letters[at : at + 2] for at in range(len(letters) - 1)}
    fitting = [group for group in groups if group.words and len(group.words & around) >= 0.6 * len(group.words)]
    best = max(fitting, key=lambda group: len(group.words & around) / len(group.words), default=None)
    for start, digits, rule in runs:
        beside = text[:start][-1:] + text[start + len(digits) :][:1]
        is_alone = bool(re.search(r"[約+\-△±(億万千百円名%]", beside))
        if best is None or rule or is_alone or not digits.isdecimal() or len(digits) < len(best.digits):
            yield start, digits, rule
            continue
        for piece in _like(digits, best.digits):
            yield start, piece, rule
            start += len(piece)


def _like(run: str, digits: tuple[str, ...]) -> tuple[str, ...]:
    """A run cut into as many numbers as stood there, each about as long and as large as the one before it."""
    if len(digits) == 1:
        return (run,)
    ways = [
        (run[:cut], *rest)
        for cut in range(1, len(run) - len(digits) + 2)
        for rest in (_like(run[cut:], digits[1:]),)
        if len(rest) == len(digits) - 1
    ]

    def unlike(way: tuple[str, ...]) -> float:
        return sum(
            abs(len(piece) - len(was)) + abs(math.log((int(piece) + 1) / (int(was.replace(",", "").split(".")[0] or 0) + 1)))
            for piece, was in zip(way, digits, strict=True)
        )

    return min(ways, key=unlike, default=(run,))


def _runs(text: str, rules: list[tuple[int, int, str]], known: frozenset[str]) -> Iterator[tuple[int, str, str]]:
    """Each number with its place and the rule that explains it, in order."""
    covered = {}
    for start, end, reason in rules:
        for at in range(start, end):
            covered.setdefault(at, reason)
    composite = {match.start(): match for match in COMPOSITE.finditer(text)}
    done = 0
    for match in ledger.RUN.finditer(text):
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
                    for part in _pieces(piece, known):
                        yield start, part, ""
                        start += len(part)
            at = stop


def mark_contexts(sheet: Sheet, marks: list[Mark], all_streams: list[Stream], cal: Calendar) -> None:
    """Put to each number the words before and behind it, the lines above it, and the periods printed near."""
    by_stream: dict[int, list[Mark]] = {}
    for mark in marks:
        by_stream.setdefault(mark.stream, []).append(mark)
    title = sheet.title
    heading, distance = "", 99
    for stream in all_streams:
        labels = cal.labels(stream.text)
        if stream.number not in by_stream:
            if stream.text.strip():
                heading, distance = stream.text.strip(), 0
            else:
                distance += 1
            continue
        above = heading if distance < 4 else ""
        figures = [mark for mark in by_stream[stream.number] if not mark.rule]
        for mark in by_stream[stream.number]:
            _words_of(mark, stream, figures, labels, above)
            mark.words.append((title, 0.25))
        last = max((mark.start + len(mark.digits) for mark in figures), default=0)
        tail = stream.text[last:].strip()
        if not figures and len(tail) > 1:
            heading, distance = tail, 0
        else:
            distance += 1


def _words_of(mark: Mark, stream: Stream, figures: list[Mark], labels: list[Label], above: str) -> None:
    text, start, end = stream.text, mark.start, mark.start + len(mark.digits)
    before = [other for other in figures if other.start + len(other.digits) <= start]
    after = [other for other in figures if other.start >= end]
    left = before[-1].start + len(before[-1].digits) if before else 0
    right = after[0].start if after else len(text)
    mark.near = text[left:start]
    own = next(line for line in text[: start + 1].split("\n")[::-1]) + text[start + 1 :].split("\n")[0]
    mark.is_cell = sum(letter.isalpha() for letter in own) <= 8
    mark.after = text[end : min(right, end + 16)]
    first = figures[0].start if figures else start
    head = text[:first]
    for cut in ("\n", "。"):
        head = head.rsplit(cut, 1)[-1]
    sentence = text[:start].rsplit("\n", 1)[-1]
    # words of an earlier number of the sentence fade with each number between
    mark.words += [(mark.near, 1.0), (head, 0.8), (mark.after.split("\n")[0], 0.35), (above, 0.5)]
    for step, other in enumerate(reversed(before[-4:]), start=1):
        mark.words.append((other.near, 0.75 - 0.12 * step))
    if sentence:
        mark.words.append((sentence, 0.4))
    tail = text[max(other.start + len(other.digits) for other in figures) :].split("\n")[0] if figures else ""
    if sum(letter.isalpha() for letter in tail) >= 3:
        mark.words.append((tail, 0.6 if mark.is_cell or len(tail) < 24 else 0.3))
    mark.head = head or above
    near = [label for label in labels if label.end <= start and not label.is_announcement]
    # what a closed bracket says holds inside it alone
    shut = [label for label in near if _is_shut(text, label.end, start)]
    near = [label for label in near if label not in shut]
    for step, label in enumerate(reversed(near[-3:])):
        between = len([other for other in figures if label.end <= other.start < start])
        closeness = max(0.15, 1.0 - 0.25 * step - 0.12 * between)
        mark.periods.append((label.periods, closeness))
    if not near:
        mark.periods += [(label.periods, 0.2) for label in reversed(shut[-2:])]
    behind = next((label for label in labels if label.start >= end and label.start <= right), None)
    if behind and not near and not behind.is_announcement:
        mark.periods.append((behind.periods, 0.45))


def _is_shut(text: str, end: int, start: int) -> bool:
    """Whether a bracket closes between two places that did not open there."""
    depth = 0
    for mark in text[end:start]:
        depth += (mark == "(") - (mark == ")")
        if depth < 0:
            return True
    return False
