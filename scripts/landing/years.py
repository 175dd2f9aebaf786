"""Headings of two lines, as American statements have them: three months ended September 30, and the years under it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from landing.fiscal import MONTH

if TYPE_CHECKING:
    from landing.numbers import Mark, Stream

ENDED = re.compile(rf"(?:three|six|nine|twelve) months ended {MONTH}\s?[0-9]{{1,2}}(?!,?\s?20[0-9]{{2}})", re.IGNORECASE)
YEARS = re.compile(r"\s*(?:20[0-9]{2}\s*){2,}")
# so many lines may stand between the two
BETWEEN = 2


def with_years(streams: list[Stream], marks: list[Mark]) -> list[Stream]:
    """The streams, each line of years with what it heads: as many years for each of the spans that stand over it."""
    found = list(streams)
    for at, stream in enumerate(streams):
        if not YEARS.fullmatch(stream.text):
            continue
        over = " ".join(other.text for other in streams[max(0, at - BETWEEN) : at])
        spans, years = ENDED.findall(over), stream.text.split()
        if not spans or len(years) % len(spans):
            continue
        each = len(years) // len(spans)
        text = " ".join(f"{spans[place // each]}, {year}" for place, year in enumerate(years))
        found[at] = replace(stream, text=text)
        for mark in marks:
            if mark.stream == stream.number:
                mark.rule = "period_label"
    return found
