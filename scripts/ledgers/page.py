"""One page of a text: its numbers, and what stands around each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import printed
from pages import PageNumber

from ledgers.marks import Marks, Words, marks_around
from ledgers.rows import Figure, Number
from ledgers.rules import RUN

# a number that a line breaks after its mark, before it or within its thousands, and what of the next line belongs to it
BREAKS = re.compile(r"(?<![0-9.,])(?:[0-9]{1,3}(?:,[0-9]{3})*,([0-9]{0,2})|[0-9]+(?:,[0-9]{3})*\.)$")
GOES_ON = re.compile(r"([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)%?(?:(?!約)[^\W0-9_])*")


@dataclass(frozen=True)
class Page:
    """The lines of one page as printed, and the words that can stand around a number."""

    page: PageNumber
    printed_lines: dict[int, str]
    words: Words
    # what was landed as one number though more than digits
    spans: tuple[str, ...] = ()
    # the rows that the ledger has of this page
    recorded: tuple[Number, ...] = ()

    @cached_property
    def known(self) -> dict[tuple[int, int], Number]:
        return {(row.line, row.position): row for row in self.recorded}

    @cached_property
    def lines(self) -> dict[int, str]:
        """The lines in the characters that the patterns know, each at its place."""
        return {line: printed.read(text) for line, text in self.printed_lines.items()}

    @cached_property
    def run(self) -> re.Pattern[str]:
        """A number: what was landed as one though more than digits (1,000～1,100, 45兆953), else unbroken digits."""
        landed = sorted({span for span in self.spans if not RUN.fullmatch(span)}, key=len, reverse=True)
        alone = {True: (r"(?<!\S)", r"(?!\S)"), False: (r"(?<![0-9.,])", r"(?![0-9])")}
        whole = [re.escape(span).join(alone[printed.is_nil(span)]) for span in landed]
        return re.compile("|".join([*whole, RUN.pattern]))

    def runs(self) -> Iterator[tuple[int, re.Match[str]]]:
        """Unbroken digits, which may be several numbers that the extraction ran together."""
        for line, text in self.lines.items():
            for match in self.run.finditer(text):
                yield line, match

    def readings(self, line: int, position: int, length: int) -> list[Marks]:
        """The marks of a number, without and with the line after it where its own ends within them."""
        return marks_around(self.printed_lines[line], position, position + length, self.words, self.printed_lines.get(line + 1, ""))

    def marks(self, line: int, position: int, length: int, figure: Figure | None = None) -> Marks:
        """The marks of a number as those of a figure, where they can be; what its row leaves open stays open."""
        found = self.readings(line, position, length)
        known = self.known.get((line, position))
        if known is not None and (figure is None or not figure.seqs or known.entry == figure.entry):
            found = [marks.heeding(known.sign, known.unit, known.qualifier) for marks in found]
            # what was landed once with the line after it is no longer a question
            told = (known.sign, known.unit, known.qualifier)
            found = [marks for marks in found if (marks.sign, marks.unit, marks.qualifier) == told] or found
        if figure is None:
            return found[0]
        borne = [marks for marks in found if not marks.contradiction(figure)]
        return min(borne, key=lambda marks: marks.doubts(figure)).as_landed(figure) if borne else found[0]

    def fits(self, figure: Figure, line: int, position: int) -> bool:
        """Whether the figure can begin there."""
        text = self.lines[line]
        if not text.startswith(figure.digits, position):
            return False
        return not self.marks(line, position, len(figure.digits), figure).contradiction(figure)

    def original(self, number: Number) -> str:
        return self.printed_lines[number.line][number.position : number.end]


def unbroken(lines: dict[int, str]) -> dict[int, str]:
    """The lines of a page with every number whole in the line where it begins; blanks stand where its end was."""
    whole = dict(lines)
    for line in sorted(lines):
        if line - 1 in whole and (length := breaks_inside(whole[line - 1], lines[line])):
            whole[line - 1] += lines[line][:length]
            whole[line] = " " * length + lines[line][length:]
    return whole


def breaks_inside(line: str, following: str) -> int:
    """How many characters of the following line belong to the number that a line ends in; none where it does not break there."""
    start, rest = BREAKS.search(printed.read(line)), GOES_ON.match(printed.read(following))
    if not start or not rest:
        return 0
    # thousands have three digits, however many of them the line ends in
    is_whole = start[1] is None or re.match(rf"[0-9]{{{3 - len(start[1])}}}(?![0-9])", rest[1])
    return rest.end() if is_whole else 0


def lines_of(text: str) -> dict[int, str]:
    """The lines of a text by number, as an editor and a page map count them."""
    return dict(enumerate(text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n"), start=1))
