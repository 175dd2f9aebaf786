"""The words and periods around each number of a page."""

from __future__ import annotations

import re

from landing.document import Sheet
from landing.fiscal import Calendar, Label
from landing.numbers import Mark, Stream
from landing.torn import CELLS, cells_of

# a period that nothing but a sign parts from its number says more than one of the same line
DIRECT = 1.5
# a name is shorter than a sentence
NAME = 24


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
        for mark in figures[-count:] if (count := cells_of(stream.text)) >= CELLS and not sheet.has_boxes else ():
            mark.is_in_row = True
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
        is_short = mark.is_cell or len(tail) < NAME
        # a name behind its numbers, as a text may have the cells of a row, is the name of all
        is_name = not any(letter.isalpha() for letter in head + "".join(other.near for other in figures[1:])) and len(tail) < NAME
        mark.words.append((tail, 1.0 if is_name else 0.6 if is_short else 0.3))
    mark.head = head if any(letter.isalpha() for letter in head) else above or head
    near = [label for label in labels if label.end <= start and not label.is_announcement]
    # what a closed bracket says holds inside it alone
    shut = [label for label in near if _is_shut(text, label.end, start)]
    near = [label for label in near if label not in shut]
    for step, label in enumerate(reversed(near[-3:])):
        between = len([other for other in figures if label.end <= other.start < start])
        closeness = DIRECT if is_direct(text[label.end : start]) else max(0.15, 1.0 - 0.25 * step - 0.12 * between)
        mark.periods.append((label.periods, closeness))
    if not near:
        mark.periods += [(label.periods, 0.2) for label in reversed(shut[-2:])]
    behind = next((label for label in labels if label.start >= end and label.start <= right), None)
    if behind and not near and not behind.is_announcement:
        mark.periods.append((behind.periods, 0.45))


def is_direct(between: str) -> bool:
    """Whether a number follows its period at once: 1Q24約△3, 2Q25：129.2; no letter, digit or gap between."""
    return re.fullmatch(r"[:：]?[約+\-△±¥$€(]*", between) is not None


def _is_shut(text: str, end: int, start: int) -> bool:
    """Whether a bracket closes between two places that did not open there."""
    depth = 0
    for mark in text[end:start]:
        depth += (mark == "(") - (mark == ")")
        if depth < 0:
            return True
    return False
