"""
Headings of two lines: three months ended September 30 and the years under it, as American statements have them, and the
quarters of an axis with the fiscal years under or over them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import count, pairwise
from typing import TYPE_CHECKING

from landing.document import Box, Line, union
from landing.fiscal import Calendar, name_of, parse
from landing.period_labels import MONTH

if TYPE_CHECKING:
    from landing.numbers import Mark, Stream

SPAN = rf"(?:three|six|nine|twelve) months ended {MONTH}\s?[0-9]{{1,2}}"
# a span whose year stands on another line, and one with the year put to it
ENDED = re.compile(rf"{SPAN}(?!,?\s?20[0-9]{{2}})", re.IGNORECASE)
TOLD = re.compile(rf"{SPAN}, 20[0-9]{{2}}", re.IGNORECASE)
# years side by side, and the changes between them
YEARS = re.compile(
    r"\s*(?:20[0-9]{2}\s*){2,}(?:(?:20[0-9]{2}|[%$(),./]|change|increase|decrease|variance|percent)\s*)*", re.IGNORECASE
)
YEAR = re.compile(r"20[0-9]{2}")
# so many lines may stand between the two
BETWEEN = 2


def with_years(streams: list[Stream], marks: list[Mark]) -> list[Stream]:
    """The streams, each line of years as what it heads; its years are no figures."""
    found = list(streams)
    for at, text in years_under([stream.text for stream in streams]).items():
        found[at] = replace(streams[at], text=text, places=_places(streams[at], text))
        for mark in marks:
            if mark.stream == streams[at].number:
                mark.rule = "period_label"
    return found


def years_under(texts: list[str]) -> dict[int, str]:
    """Lines of nothing but years, as the periods that they are of: as many years for each of the spans that stand over them."""
    found = {}
    for at, text in enumerate(texts):
        spans, years = ENDED.findall(" ".join(texts[max(0, at - BETWEEN) : at])), YEAR.findall(text)
        if YEARS.fullmatch(text) and spans and len(years) % len(spans) == 0:
            each, places = len(years) // len(spans), count()
            found[at] = YEAR.sub(lambda year: f"{spans[next(places) // each]}, {year[0]}", text)  # noqa: B023
    return found


def _places(stream: Stream, text: str) -> tuple[tuple[int, int], ...]:
    """The places of a line whose years were told in full: what was put before a year stands where the year does."""
    found: list[tuple[int, int]] = []
    done = 0
    for was, said in zip(YEAR.finditer(stream.text), TOLD.finditer(text), strict=True):
        found += [*stream.places[done : was.start()], *[stream.places[was.start()]] * (len(said[0]) - len(was[0]))]
        found += stream.places[was.start() : was.end()]
        done = was.end()
    return (*found, *stream.places[done:])


# a part of a year whose year stands on the line over it, or the year itself as it is expected or was
PART_OF_YEAR = r"第?[1-4](?:Q|四半期)|[上下]半?期|中間期?|通期"
PART = re.compile(
    rf"(?<![0-9A-Za-z年期])(?:(?:{PART_OF_YEAR})(?:累計)?(?:実績|予想|計画|見通し)?|実績|予想|計画|見通し)"
    r"(?![0-9A-Za-z])"
)
# what may stand beside the years: a unit in brackets, the head of a column of changes
ASIDE = re.compile(r"[(（][^)）0-9]*[)）]|増減[額率]?|前[年期](?:同期)?比|構成比")


def with_parts_told(streams: list[Stream], cal: Calendar) -> list[Stream]:
    """
    The lines of a text, each part of a year with the year that stands on the line over it, where there are as many of both.

    What was put to its part is no longer in its own line; each character keeps its place in the document.
    """
    found: list[Stream] = []
    for stream in streams:
        upper = found[-1] if found else None
        years = _years_alone(upper, cal) if upper else []
        parts = list(PART.finditer(stream.text)) if years and not replace(cal, current="").labels(stream.text) else []
        if upper is None or not parts or len(parts) != len(years):
            found.append(stream)
            continue
        found.pop()
        # the line that heads more columns has those of both
        is_upper = not PART.sub("", stream.text).strip()
        heading, other = (upper, stream) if is_upper else (stream, upper)
        spans = [part.span() for part in parts]
        text, places, done = "", list[tuple[int, int]](), 0
        for year, part in zip(years, spans, strict=True):
            start, end = year if is_upper else part
            text += f"{heading.text[done:start]}{upper.text[slice(*year)]} {stream.text[slice(*part)]}"
            places += [*heading.places[done:start], *upper.places[slice(*year)], (0, 0), *stream.places[slice(*part)]]
            done = end
        rest = other.text
        for start, end in spans if is_upper else years:
            rest = rest[:start] + " " * (end - start) + rest[end:]
        if rest.strip():
            found.append(replace(other, text=rest))
        found.append(replace(heading, text=text + heading.text[done:], places=(*places, *heading.places[done:])))
    return found


def _years_alone(stream: Stream, cal: Calendar) -> list[tuple[int, int]]:
    """Where the years of a line are that has no number and no name of an amount besides."""
    labels = cal.labels(stream.text)
    years = [(label.start, label.end) for label in labels if label.periods[0].startswith("FY") and "-" not in label.periods[0]]
    rest = stream.text
    for start, end in reversed(years):
        rest = rest[:start] + rest[end:]
    return years if len(years) == len(labels) and not ASIDE.sub("", rest).strip() else []


# a quarter or a half whose year stands on another line; no digit or year is glued to it
ORDINAL = re.compile(
    r"(?<![0-9A-Za-z/.])(?:第?(?P<q>[1-4])(?:Q|四半期)|Q(?P<q2>[1-4])|(?P<h>[12])H|H(?P<h2>[12])|(?P<k>[上下])半?期)(?![0-9A-Za-z'’]|\s?(?:累計|YTD))"
)
YEAR_ALONE = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
# at least so many parts of years make an axis, and the years stand so many of its heights from it
PARTS, AWAY = 3, 3.0
Part = tuple[str, int, Box]
Head = list[tuple[Box, tuple[str, ...]]]


def split_axes(lines: Iterable[Line], cal: Calendar) -> tuple[list[Head], set[Box]]:
    """
    Axes of quarters whose years stand on a line of their own: the periods with their boxes, and the boxes of the years.

    A year begins where the quarters begin anew; there have to be as many years as beginnings, in the same order.
    """
    parts, years = [], []
    for line in lines:
        periods = cal.labels(line.text)
        labels = [label for label in periods if (read := parse(label.periods[0])) and read[0] == "FY"]
        taken = [(label.start, label.end) for label in periods]
        alone = [match for match in YEAR_ALONE.finditer(line.text) if not any(a <= match.start() < b for a, b in taken)]
        found = [(label.start, label.end, int(label.periods[0][2:])) for label in labels]
        found += [(match.start(), match.end(), int(match[0]) % 100) for match in alone]
        # a line of nothing but years
        if found and len(re.sub(r"\s", "", line.text)) <= sum(end - start for start, end, _ in found):
            years += [(year, union(line.boxes[start:end])) for start, end, year in found]
        for match in ORDINAL.finditer(line.text):
            if not any(start <= match.start() < end for start, end in taken):
                parts.append((*_part(match), union(line.boxes[match.start() : match.end()])))
    found_periods: list[Head] = []
    used: set[Box] = set()
    for row in _rows_of(parts):
        groups: list[list[Part]] = []
        for part in row:
            if groups and part[0] == groups[-1][-1][0] and part[1] == groups[-1][-1][1] + 1:
                groups[-1].append(part)
            else:
                groups.append([part])
        for its in _years_by(row, years):
            if len(its) == len(groups):
                used |= {box for _, box in its}
                head: Head = []
                for group, (year, _) in zip(groups, its, strict=True):
                    for kind, number, box in group:
                        end = (2000 + year) * 4 + (number if kind == "Q" else 2 * number) - 1
                        head.append((box, (name_of(kind, end) or "",)))
                found_periods += _charts_of(head)
                break
    return found_periods, used


def _charts_of(head: Head) -> list[Head]:
    """A row of periods as the axes of the charts side by side that it is under."""
    middles = [(box[0] + box[2]) / 2 for box, _ in head]
    step = min(after - before for before, after in pairwise(middles))
    charts = [[head[0]]]
    for at in range(1, len(head)):
        if middles[at] - middles[at - 1] > 1.6 * step:
            charts.append([])
        charts[-1].append(head[at])
    return charts


def _part(match: re.Match[str]) -> tuple[str, int]:
    quarter, half = match["q"] or match["q2"], match["h"] or match["h2"]
    return ("Q", int(quarter)) if quarter else ("H", int(half) if half else 1 + (match["k"] == "下"))


def _rows_of(parts: list[Part]) -> list[list[Part]]:
    """Parts of years on one level, from left to right."""
    rows: list[list[Part]] = []
    for part in sorted(parts, key=lambda part: part[2][1] + part[2][3]):
        last = rows[-1][0][2] if rows else None
        if last and abs(last[1] + last[3] - part[2][1] - part[2][3]) < part[2][3] - part[2][1]:
            rows[-1].append(part)
        else:
            rows.append([part])
    return [sorted(row, key=lambda part: part[2][0]) for row in rows if len(row) >= PARTS]


def _years_by(row: list[Part], years: list[tuple[int, Box]]) -> list[list[tuple[int, Box]]]:
    """The years on each level near a row of parts, those of the nearest first, each from left to right."""
    top, bottom = min(box[1] for _, _, box in row), max(box[3] for _, _, box in row)
    levels: dict[int, list[tuple[float, float, int, Box]]] = {}
    for year, box in years:
        away = max(box[1] - bottom, top - box[3])
        if away + 0.5 * (bottom - top) >= 0 and away < AWAY * (bottom - top):
            levels.setdefault(round((box[1] + box[3]) / (bottom - top)), []).append((away, box[0], year, box))
    return [[one[2:] for one in sorted(level, key=lambda one: one[1])] for level in sorted(levels.values(), key=min)]
