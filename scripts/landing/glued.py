"""Numbers that a text ran together, cut apart by their form and by how the last deck had them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from landing.document import plain

VALID = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")


LONG = 6
# digits before the first comma of a number at most
THOUSANDS = 3


@dataclass(frozen=True)
class Glued:
    """Numbers that the last deck's text ran together: the words beside them and how each was printed."""

    words: frozenset[str]
    digits: tuple[str, ...]


@lru_cache(maxsize=4096)
def pieces(run: str, known: frozenset[str]) -> tuple[str, ...]:
    """A run of digits cut into numbers: as it is where it is one, else as the last deck and its own form suggest."""
    is_one = VALID.fullmatch(run) is not None
    if is_one and (two := _two(run, known)):
        return two
    if is_one and ("," in run or "." in run or len(run) < LONG or run in known):
        return (run,)
    if not is_one or len(run) >= LONG:
        best = min(_cuts(run, known), key=lambda cut: cut[0], default=None)
        if best:
            return best[1]
    return (run,)


def _two(run: str, known: frozenset[str]) -> tuple[str, ...]:
    """A number whose thousands have no comma as the page's have, cut into the only two that the last deck printed, if it did."""
    if run in known or "," in run or len(run.split(".")[0]) <= THOUSANDS or not any("," in digits for digits in known):
        return ()
    ways = [(run[:cut], run[cut:]) for cut in range(1, len(run)) if {run[:cut], run[cut:]} <= known]
    return ways[0] if len(ways) == 1 else ()


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


def unglued(runs: Iterable[tuple[int, str, str]], text: str, groups: tuple[Glued, ...]) -> Iterator[tuple[int, str, str]]:
    """Runs of digits beside the words where the last deck's text ran numbers together, cut into as many unless they stand apart."""
    runs = list(runs)
    letters = plain(text)
    around = {letters[at : at + 2] for at in range(len(letters) - 1)}
    fitting = [group for group in groups if group.words and len(group.words & around) >= 0.6 * len(group.words)]
    best = max(fitting, key=lambda group: len(group.words & around) / len(group.words), default=None)
    for start, digits, rule in runs:
        beside = text[:start][-1:] + text[start + len(digits) :][:1]
        is_alone = bool(re.search(r"[約+\-△±(億万千百円名%]", beside))
        is_apart = best is not None and sum(not other for _, _, other in runs) >= len(best.digits)
        if best is None or is_apart or rule or is_alone or not digits.isdecimal() or len(digits) < len(best.digits):
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
