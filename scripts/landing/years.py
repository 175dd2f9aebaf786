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
    """The streams, each line of years as what it heads; its years are no figures."""
    found = list(streams)
    for at, text in years_under([stream.text for stream in streams]).items():
        found[at] = replace(streams[at], text=text)
        for mark in marks:
            if mark.stream == streams[at].number:
                mark.rule = "period_label"
    return found


def years_under(texts: list[str]) -> dict[int, str]:
    """Lines of nothing but years, as the periods that they are of: as many years for each of the spans that stand over them."""
    found = {}
    for at, text in enumerate(texts):
        spans, years = ENDED.findall(" ".join(texts[max(0, at - BETWEEN) : at])), text.split()
        if YEARS.fullmatch(text) and spans and len(years) % len(spans) == 0:
            each = len(years) // len(spans)
            found[at] = " ".join(f"{spans[place // each]}, {year}" for place, year in enumerate(years))
    return found
