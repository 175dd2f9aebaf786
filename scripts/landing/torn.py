"""Rows of a table that a text has cell by cell, each on a line of its own, as rows again."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from landing.columns import CHANGE, RATIO
from landing.mixed import TERM

if TYPE_CHECKING:
    from landing.fiscal import Calendar
    from landing.numbers import Stream

CELL = re.compile(r"\s*\(?[-+△±]?\s?\(?[0-9][0-9,.]*\s?%?\)?\s*")
# a table has so many rows of as many cells each, and they are this share of the page's
ROWS, CELLS, MOST = 3, 2, 0.5
# a title or a sentence is longer than the name of a row
NAME = 30


def mended(streams: list[Stream], cal: Calendar) -> list[Stream]:
    """Lines joined to the row that they are the cells of, where the page has several such rows; and headings likewise."""
    runs = rows_of(streams)
    counts = Counter(count for _, count in runs)
    counts.update(cells for stream in streams if (cells := cells_of(stream.text)) >= CELLS)
    # numbers of a chart that follow a word by chance are now more, now fewer
    usual = {count for count in counts if counts[count] >= max(ROWS, MOST * counts.total())}
    joined = {at: count for at, count in runs if count in usual} | dict(headings_of(streams, cal))
    found: list[Stream] = []
    at = 0
    while at < len(streams):
        size = joined.get(at, 0) + 1
        found.append(replace(join(streams[at : at + size]), number=len(found)))
        at += size
    return found


def rows_of(streams: list[Stream]) -> list[tuple[int, int]]:
    """Each line of words with the count of lines of one number that follow it."""
    found = []
    for at, stream in enumerate(streams):
        count = 0
        while at + count + 1 < len(streams) and CELL.fullmatch(streams[at + count + 1].text):
            count += 1
        is_name = 2 <= sum(letter.isalpha() for letter in stream.text) <= NAME and not re.search(r"[0-9。]", stream.text)
        if count >= CELLS and is_name:
            found.append((at, count))
    return found


def cells_of(text: str) -> int:
    """How many numbers alone end a line that begins with words."""
    parts = text.split()
    count = next((at for at, part in enumerate(reversed(parts)) if not CELL.fullmatch(part)), 0)
    return count if re.search(r"[0-9]", " ".join(parts[: len(parts) - count])) is None else 0


def headings_of(streams: list[Stream], cal: Calendar) -> list[tuple[int, int]]:
    """The first of the lines that are each nothing but the head of a column, with the count of the others."""
    found, at = [], 0
    while at < len(streams):
        count = 0
        while at + count < len(streams) and is_head(streams[at + count].text, cal):
            count += 1
        if count >= CELLS:
            found.append((at, count - 1))
        at += max(1, count)
    return found


def is_head(text: str, cal: Calendar) -> bool:
    bare = TERM.sub("", text, count=1).strip()
    labels = cal.labels(bare)
    is_period = len(labels) == 1 and labels[0].end - labels[0].start >= len(bare) - 2
    return bool(bare) and (is_period or CHANGE.fullmatch(bare) is not None or RATIO.fullmatch(bare) is not None)


def join(streams: list[Stream]) -> Stream:
    text, places = streams[0].text, streams[0].places
    for stream in streams[1:]:
        text += " " + stream.text
        places += ((0, 0), *stream.places)
    return replace(streams[0], text=text, places=places)
