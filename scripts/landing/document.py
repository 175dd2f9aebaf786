"""A document as lines of text on pages, from a PDF (with a box for each character) or from a text with a page map."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

import printed

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Line:
    """A line of a text, or a piece of one line of a page of a PDF: what is printed without a gap."""

    number: int
    text: str
    block: int = 0
    # left, top, right, bottom of each character, in points from the top left; none where the document is a text
    boxes: tuple[Box, ...] = ()

    @property
    def form(self) -> str:
        """The text in the characters that patterns know, each at its place."""
        return form(self.text)

    @property
    def box(self) -> Box | None:
        return union(self.boxes) if self.boxes else None


@dataclass(frozen=True)
class Sheet:
    """One page: its number as printed, its place in the document, its lines in the document's order."""

    page: str
    lines: tuple[Line, ...] = field(repr=False)
    index: int = 0
    width: float = 0.0
    height: float = 0.0

    @property
    def has_boxes(self) -> bool:
        return self.width > 0

    @property
    def title(self) -> str:
        """The largest print near the top, or, of a text, the line that looks most like a heading."""
        if self.has_boxes:
            top = [line for line in self.lines if line.box and line.box[1] < self.height / 3 and len(line.text.strip()) > 1]
            if not top:
                return ""
            size = max(line.box[3] - line.box[1] for line in top if line.box)
            best = [line for line in top if line.box and line.box[3] - line.box[1] > 0.85 * size]
            level = min(line.box[1] for line in best if line.box)
            row = [line for line in best if line.box and abs(line.box[1] - level) < size]
            return " ".join(line.text.strip() for line in sorted(row, key=lambda line: line.boxes[0][0]))
        heads = [line.text.strip() for line in self.lines if any("Ⅰ" <= mark <= "Ⅻ" for mark in line.text)]
        return heads[0] if heads else ""


# letters that make a word
WORDS = re.compile(r"[^\W\d_]{2}")


def form(text: str) -> str:
    """
    The text in the characters that patterns know, each at its place.

    On top of what every reader of printed numbers maps, variants of glyphs that PDFs have instead of the letters: radicals
    (⽉ for 月) and compatibility forms.
    """
    return printed.read("".join(map(_plain, text)))


def _plain(mark: str) -> str:
    if mark < "\u2000":
        return mark
    if "⼀" <= mark <= "⿕" or "豈" <= mark <= "龎" or "⺀" <= mark <= "⻳":
        plain = unicodedata.normalize("NFKC", mark)
        return plain if len(plain) == 1 else mark
    return {"‧": "・", "･": "・", "∙": "・"}.get(mark, mark)


def edges_apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """How far two spans are from beginning, ending or having their middles at the same place, whichever is nearest."""
    return min(abs(one[0] - other[0]), abs(one[1] - other[1]), abs(sum(one) - sum(other)) / 2)


def union(boxes: Iterable[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def without_brackets(text: str) -> str:
    """A name without what stands in brackets at its end: its unit, or a note."""
    return re.sub(r"\s*[(（][^)）]*[)）]\s*$", "", text)


def plain(text: str) -> str:
    """What of a text can be compared with other texts: letters alone, in one width and case."""
    normal = unicodedata.normalize("NFKC", form(text)).lower()
    return "".join(mark for mark in normal if mark.isalpha() or mark in "ー+")
