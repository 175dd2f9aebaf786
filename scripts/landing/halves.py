"""Numbers of a text that a gap tears in two, put together where no two numbers can be printed so."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from landing.document import WORDS

if TYPE_CHECKING:
    from landing.numbers import Stream

BEGINS, THOUSANDS = r"(?<![0-9.,])", r"[0-9]{1,3}(?:,[0-9]{3})*"
# thousands without their three digits: 87,5 21
SHORT = re.compile(rf"{BEGINS}{THOUSANDS},([0-9]{{1,2}})(\s)([0-9]{{1,2}})(?:\.[0-9]+)?(?![0-9,])")
# a gap beside the comma: 6 ,917 and 1, 406.8
BEFORE = re.compile(rf"{BEGINS}{THOUSANDS}(\s),[0-9]{{3}}(?![0-9])")
BEHIND = re.compile(rf"{BEGINS}{THOUSANDS},(\s)[0-9]{{3}}(?:\.[0-9]+)?(?![0-9])")
# thousands that begin with a nought: 2 0,240
NOUGHT = re.compile(rf"{BEGINS}([0-9]{{1,2}})(\s)(0[0-9]?),[0-9]{{3}}(?![0-9])")
# digits before a number that the last deck printed with them, or that has as many as each other of its line with them: 8 7,521
ANY = re.compile(rf"{BEGINS}[0-9]{{1,2}}(\s)[0-9]{{1,2}},[0-9]{{3}}(?:,[0-9]{{3}})*(?![0-9])")
# a gap beside the point: 11 .5%, and 90. 0 among numbers or before a per cent sign
POINT = re.compile(rf"{BEGINS}{THOUSANDS}(\s)\.[0-9]+(?![0-9.,])")
BEHIND_POINT = re.compile(rf"{BEGINS}{THOUSANDS}\.(\s)[0-9]{{1,2}}(?![0-9.,])\s?([%％)）]?)")
# digits of a number that begins as only one can, with a hedge or a sign, and has a unit: 約1 35億円, +6 7.8万
BEGUN = re.compile(
    r"(?:約|(?:^|[・（(：:、])\s?[+\-△])[0-9]{1,2}(\s)[0-9]{1,3}(?:\.[0-9]+)?(?=\s?(?:[十百千万億兆円倍名人社件]|[%％]))"
)
# parts of a number that the last deck printed whole, and not as two: 12 3.1, 34 9
WHOLE = re.compile(rf"{BEGINS}([0-9]{{1,2}})(\s)([0-9]{{1,3}}(?:\.[0-9]+)?)(?![0-9.,])")
DECIMALS = re.compile(rf"{BEGINS}({THOUSANDS}\.[0-9]+)(\s)([0-9]{{1,2}})(?![0-9.,%％])")
# no number begins so: 3 00社, FY20 05
NO_NUMBER = re.compile(rf"{BEGINS}[0-9]{{1,3}}(\s)0[0-9]{{1,2}}(?![0-9.,])")
NUMBER = re.compile(r"[0-9][0-9.,]*")
# so many others of a line tell how long its numbers are
OTHERS = 3
LIST = re.compile(r",\s")


def healed(streams: list[Stream], known: frozenset[str]) -> list[Stream]:
    """Lines without the gaps that tear their numbers; `known` are digits that the last deck printed on the page."""
    return [without(stream, gaps_of(stream.text, known)) for stream in streams]


def gaps_of(text: str, known: frozenset[str]) -> set[int]:
    """Where in a line a gap tears a number; `known` are digits that were printed whole."""
    found = {match.start(2) for match in SHORT.finditer(text) if len(match[1] + match[3]) == 3}
    found |= {match.start(2) for match in NOUGHT.finditer(text) if len(match[1] + match[3]) <= 3}
    found |= {match.start(1) for pattern in (BEFORE, POINT, BEGUN, NO_NUMBER) for match in pattern.finditer(text)}
    found |= {match.start(1) for match in ANY.finditer(text) if whole(match[0]) in known or is_as_long_as_others(match, text)}
    found |= {
        match.start(2) for pattern in (WHOLE, DECIMALS) for match in pattern.finditer(text) if is_one(match[1], match[3], known)
    }
    points = [match for match in BEHIND_POINT.finditer(text) if match[2] or is_cell(match, text) or whole(match[0]) in known]
    found |= {match.start(1) for match in points}
    # a sentence has a gap behind each of its commas
    is_list = len(LIST.findall(text)) > 1
    return found | {match.start(1) for match in BEHIND.finditer(text) if not is_list or whole(match[0]) in known}


def is_as_long_as_others(match: re.Match[str], text: str) -> bool:
    """Whether a number in two parts has as many digits in all as each other number of a line of nothing but numbers."""
    others = [len(whole(number)) for number in NUMBER.findall(text[: match.start()] + text[match.end() :])]
    return not WORDS.search(text) and len(others) >= OTHERS and set(others) == {len(whole(match[0]))}


def is_cell(match: re.Match[str], text: str) -> bool:
    """Whether what is beside a number in two parts are numbers too, or the ends of the line."""
    before, after = text[: match.start()].split(), text[match.end() :].split()
    return not any(WORDS.search(word) for word in [*before[-1:], *after[:1]])


def whole(torn: str) -> str:
    return re.sub(r"[^0-9.,]", "", torn)


def is_one(first: str, second: str, known: frozenset[str]) -> bool:
    """Whether two runs of digits were printed as one number of three digits and more, and not both as they are."""
    return len(whole(first + second).replace(".", "")) > 2 and first + second in known and not {first, second} <= known


def without(stream: Stream, gaps: set[int]) -> Stream:
    if not gaps:
        return stream
    kept = [at for at in range(len(stream.text)) if at not in gaps]
    return replace(stream, text="".join(stream.text[at] for at in kept), places=tuple(stream.places[at] for at in kept))
