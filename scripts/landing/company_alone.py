"""Figures of the company alone beside those of its group: 単体 over columns next to 連結, or in the title of a page."""

from __future__ import annotations

import re

from landing.document import Box, Sheet
from landing.numbers import Mark

ALONE = r"(?:単体|個別|単独|非連結|non-?consolidated|parent(?: company)? only)"
GROUP = r"(?:連結|consolidated)"
HEAD = re.compile(
    rf"\W*(?:(?P<alone>{ALONE})|{GROUP})(?:ベース|業績|決算|実績|の業績| (?:results|basis))?\W*",
    re.IGNORECASE,
)
IN_TITLE = re.compile(ALONE, re.IGNORECASE)
OF_GROUP = re.compile(rf"(?<!非)(?<!non-)(?<!non){GROUP}", re.IGNORECASE)


def heads_of(sheet: Sheet) -> list[tuple[Box, str]]:
    """What a page heads by the company alone or by its group: the place, and the words where they say the company alone."""
    found = [(line.box, match["alone"] or "") for line in sheet.lines if line.box and (match := HEAD.fullmatch(line.text.strip()))]
    return found if any(alone for _, alone in found) else []


def said_alone(sheet: Sheet, heads: list[tuple[Box, str]], mark: Mark) -> str:
    """The words that say that a number is of the company alone: the nearest over it, of those on the nearest level."""
    over = [(box, alone) for box, alone in heads if mark.box and box[3] <= mark.box[1] + 1.0]
    if over and mark.box:
        level = max(box[1] for box, _ in over)
        middle = mark.box[0] + mark.box[2]
        row = [(box, alone) for box, alone in over if level - box[1] < box[3] - box[1]]
        return min(row, key=lambda head: abs(head[0][0] + head[0][2] - middle))[1]
    said = IN_TITLE.search(sheet.title)
    return said[0] if said and not OF_GROUP.search(sheet.title) and not mark.rule else ""
