"""Numbers of a text that a gap tears in two, put together where no two numbers can be printed so."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

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
# digits before a number that the last deck printed with them: 8 7,521
ANY = re.compile(rf"{BEGINS}[0-9]{{1,2}}(\s)[0-9]{{1,2}},[0-9]{{3}}(?:,[0-9]{{3}})*(?![0-9])")
LIST = re.compile(r",\s")


def healed(streams: list[Stream], known: frozenset[str]) -> list[Stream]:
    """Lines without the gaps that tear their numbers; `known` are digits that the last deck printed on the page."""
    return [without(stream, gaps_of(stream.text, known)) for stream in streams]


def gaps_of(text: str, known: frozenset[str]) -> set[int]:
    found = {match.start(2) for match in SHORT.finditer(text) if len(match[1] + match[3]) == 3}
    found |= {match.start(1) for match in BEFORE.finditer(text)}
    found |= {match.start(2) for match in NOUGHT.finditer(text) if len(match[1] + match[3]) <= 3}
    found |= {match.start(1) for match in ANY.finditer(text) if re.sub(r"\s", "", match[0]) in known}
    # a sentence has a gap behind each of its commas
    is_list = len(LIST.findall(text)) > 1
    return found | {match.start(1) for match in BEHIND.finditer(text) if not is_list or re.sub(r"\s", "", match[0]) in known}


def without(stream: Stream, gaps: set[int]) -> Stream:
    if not gaps:
        return stream
    kept = [at for at in range(len(stream.text)) if at not in gaps]
    return replace(stream, text="".join(stream.text[at] for at in kept), places=tuple(stream.places[at] for at in kept))
