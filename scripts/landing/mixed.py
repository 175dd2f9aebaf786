"""Lines of a text whose columns were mixed line by line, or torn at every gap, put together again where print itself says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from landing.fiscal import Calendar
    from landing.numbers import Stream

# a dot between two things stands on no line of its own, and a bullet begins the line after it
BETWEEN = re.compile(r"\s*[・·:：／/]\s*")
BULLETS = re.compile(r"\s*[•■●◆▪※◎○➢❖✓]\s*")
# what the periods of a statement are called, over their days, and the first of two days
TERM = re.compile(r"\s*[前当](?:第[1-4]四半期|中間)?(?:連結)?(?:会計|累計|事業)?(?:期間|年度)\s*")
FROM = re.compile(r"\s*\(?\s*自\s*[0-9]{2,4}年\s?[0-9]{1,2}月(?:\s?[0-9]{1,2}日)?\s*")
# a bracket is closed within so many lines, by a piece that begins with a number
AHEAD = 8
# a bracket that begins a line explains the figure with which one of so many lines over it ends
OVER = 4
EXPLAINS = re.compile(r"(?:^|(?<= ))\s*\((?:[1-4]Q|[12]H|9M|FY|[0-9]{2,4}年)[^()]*[0-9]%[^()]*\)\S*")
# what such a bracket follows: a bare number may be of another column
FOLLOWED = re.compile(r"(?:[0-9]|[0-9](?:\s?%|[十百千万億兆]*円|[^\W\d_]{1,3})\s?(?:YoY|QoQ)?\s*|\)\s*)$")
# a bracket that follows a figure already, and little behind it
EXPLAINED = re.compile(r"[0-9]%[^()]*\)[^()]{0,14}$")
FIGURE = re.compile(r"[0-9](?:\s?%|[十百千万億兆]*円|[^\W\d_]{0,3})\s?(?:YoY|QoQ)?\s*$")
NUMBER = re.compile(r"[約+\-△±]*\s?[0-9]")
# what stands behind a bullet within a line begins a column of its own
COLUMN = re.compile(r"(?<=\S)\s+(?=[•■●◆▪➢❖✓]\s*[^\W_])")
# what a legend at the start of a line defines is no name of what stands behind it
LEGEND = re.compile(r"^[^=0-9]{1,14}=\s?[^\W\d_]+\s+(?=[約+\-△±(]*\s?[0-9])")
# an amount whose unit its line breaks off, and how the piece of another line begins that goes on with it
CUT_UNIT, UNIT = re.compile(r"[0-9][兆億万千]$"), re.compile(r"(?:^|(?<= ))[円人名株](?=[\s・(、。]|$)")
# how a number goes on behind its period, or behind its name: with a sign, or at the start of a line with its unit
SIGNED = re.compile(r"(?:^|(?<= ))(?:[約+\-△±]\s?){1,3}[0-9]|^[0-9][0-9,.]*[兆億万千百円]")


def unmixed(streams: list[Stream], cal: Calendar) -> list[Stream]:
    return explained(closed(joined(parted(streams)), cal))


def parted(streams: list[Stream]) -> list[Stream]:
    """Lines cut before each bullet within them and behind a legend, where the next column of a page begins."""
    found: list[Stream] = []
    for stream in streams:
        gaps = sorted(gap.end() for cut in (COLUMN, LEGEND) for gap in cut.finditer(stream.text))
        cuts = [0, *gaps, len(stream.text)]
        for start, end in pairwise(cuts):
            found.append(replace(stream, text=stream.text[start:end].rstrip(), places=stream.places[start:end], number=len(found)))
    return found


def joined(streams: list[Stream]) -> list[Stream]:
    """Lines torn apart at a dot or after a bullet, as one."""
    found: list[Stream] = []
    goes_on = False
    for stream in streams:
        is_between = BETWEEN.fullmatch(stream.text) is not None
        if found and (goes_on or is_between) and found[-1].text.strip() and stream.text.strip():
            found[-1] = together(found[-1], stream)
        else:
            found.append(stream)
        goes_on = is_between or any(pattern.fullmatch(found[-1].text) for pattern in (BULLETS, FROM))
        goes_on = goes_on or TERM.fullmatch(stream.text) is not None or is_since(found[-1].text)
    return [replace(stream, number=at) for at, stream in enumerate(found)]


def is_since(text: str) -> bool:
    """Whether a line names a period and the first of its days, and not yet the last."""
    named = TERM.match(text)
    return named is not None and FROM.fullmatch(text[named.end() :]) is not None


def together(one: Stream, other: Stream) -> Stream:
    return replace(one, text=f"{one.text} {other.text}", places=(*one.places, (0, 0), *other.places))


def closed(streams: list[Stream], cal: Calendar) -> list[Stream]:
    """Pieces of a line that go on with the bracket, the number or the sentence with which an earlier line breaks off."""
    found = list(streams)
    for at in range(len(found)):
        if re.search(r"[0-9]\.$", found[at].text):
            go_on(found, at, after_point)
        if CUT_UNIT.search(found[at].text):
            go_on(found, at, rest_from(UNIT))
        if is_open(found[at].text):
            go_on(found, at, closing)
        if ends_in_period(found[at].text, cal):
            go_on(found, at, rest_from(SIGNED))
    return found


def go_on(streams: list[Stream], at: int, find: Callable[[str], tuple[int, int] | None]) -> None:
    """Move the piece with which a line goes on behind it."""
    for ahead in range(at + 1, min(at + 1 + AHEAD, len(streams))):
        piece = find(streams[ahead].text)
        if piece:
            streams[at], streams[ahead] = moved(streams[at], streams[ahead], *piece)
            return


def after_point(text: str) -> tuple[int, int] | None:
    """What a line has from a gap and a digit on that begin no number of their own: 0億円, 00."""
    found = re.search(r"(?:^|(?<= ))0[0-9]?(?![0-9.,])", text)
    return (found.start(), len(text)) if found else None


def rest_from(pattern: re.Pattern[str]) -> Callable[[str], tuple[int, int] | None]:
    """What a line has from a pattern on."""

    def find(text: str) -> tuple[int, int] | None:
        found = pattern.search(text)
        return (found.start(), len(text)) if found else None

    return find


def ends_in_period(text: str, cal: Calendar) -> bool:
    """Whether a sentence breaks off behind a period, itself behind a comma or a bracket."""
    bare = text.rstrip(" :：")
    last = next(reversed(cal.labels(text)), None)
    return bool(last and last.end >= len(bare) and not last.is_announcement and bare[: last.start].endswith(("、", ",", "(", "・")))


def explained(streams: list[Stream]) -> list[Stream]:
    """Brackets of another time that follow no figure, put behind the figure of a line over them that they compare with."""
    found = list(streams)
    for at in range(len(found)):
        bracket = EXPLAINS.search(found[at].text)
        if not bracket or FOLLOWED.search(found[at].text[: bracket.start()]):
            continue
        for over in range(at - 1, max(-1, at - 1 - OVER), -1):
            text = found[over].text
            if FIGURE.search(text) and not EXPLAINED.search(text) and re.search(r"[^\W\d_]{2}", text.replace("YoY", "")):
                found[over], found[at] = moved(found[over], found[at], bracket.start(), bracket.end())
                break
    return found


def is_open(text: str) -> bool:
    """Whether a line ends in a bracket that is open and waits for a number: (2Q24: or (of which △"""
    return re.search(r"\([^()]{0,16}[:：△+\-約]\s*$", text) is not None


def closing(text: str) -> tuple[int, int] | None:
    """Where the piece of a line begins and ends that closes a bracket which no piece of it opens."""
    for piece in re.finditer(r"\S+", text):
        first = re.search(r"[()]", piece[0])
        if first and first[0] == ")" and NUMBER.match(piece[0]):
            return piece.span()
    return None


def moved(one: Stream, other: Stream, start: int, end: int) -> tuple[Stream, Stream]:
    """A piece of a later line put behind an earlier one."""
    longer = replace(one, text=one.text + other.text[start:end], places=(*one.places, *other.places[start:end]))
    shorter = replace(other, text=other.text[:start] + other.text[end:], places=(*other.places[:start], *other.places[end:]))
    return longer, shorter
