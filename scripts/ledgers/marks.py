"""
What stands around a number in a text: a sign mark and a hedge before it, a unit, a per-cent sign and a hedge after it.

The words are those of units.csv and qualifiers.csv, whatever the deck's landing uses of them; characters and signs are read by
macros/print_forms.sql, as staging reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import printed

if TYPE_CHECKING:
    from ledgers.rows import Figure

# in a cell of the ledger: what the text prints there is not beside the number, or belongs to something else
OPEN = "?"
# brackets around a per cent may be a remark in brackets
BRACKETS = "(%)"
# words that begin as a unit or a hedge does and are none
OTHER_WORD = re.compile(
    r"年度|人[件材員口事]|件[数名]|名[目称義古]|社[内外員会債長]|点[検数灯]|株[式主価]|円[高安滑換]|割[合引高安当]|回線数|倍率"
    r"|強[化み調含い]|弱[み含い]|台[数湾帳風]|超過|前後[半期]"
)
# a range goes on after its first end: what follows its last end is said of both
RANGE_GOES_ON = re.compile(rf"~\s?[-+△]?\s?[{printed.CURRENCY_MARKS}]?[0-9]+(?:[.,][0-9]+)*")
CURRENCIES = {"¥": "円元¥", "$": "$ドル", "€": "€ユーロ", "£": "£ポンド", "₩": "₩ウォン"}


@dataclass(frozen=True)
class Words:
    """What can stand around a number, as read, the longest first: units, and hedges before and after."""

    units: tuple[str, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @classmethod
    def of(cls, units: Iterable[str], qualifiers: Iterable[tuple[str, str]]) -> Words:
        """The words of units and of qualifiers with where each stands: before, after, or around a number (約弱)."""
        hedges = sorted(set(qualifiers))

        def longest(words: Iterable[str]) -> tuple[str, ...]:
            return tuple(sorted({printed.read(word) for word in words} - {"", "%"}, key=lambda word: (-len(word), word)))

        return cls(
            longest(units),
            longest(word for word, at in hedges if at == "before"),
            longest(word for word, at in hedges if at == "after"),
        )

    @cached_property
    def before_pattern(self) -> re.Pattern[str]:
        """Hedge, sign and currency mark stand in any order: 約△9, △約1.8, ¥△1,234; a parenthesis may enclose them."""
        # a word of letters is one by itself: turnover 5,000 is not over 5,000
        hedge = "|".join((r"(?<![A-Za-z])" if word[0].isascii() else "") + re.escape(word) for word in self.before) or r"(?!)"
        fell = rf"(?<![A-Za-z]){printed.FALLING}(?= )"
        return re.compile(
            rf"(?P<about>{hedge})?(?P<sign>[-+△±]?|{fell})\s*(?P<about_too>{hedge})?(?P<opened>\(?)\s?(?P<currency>[{printed.CURRENCY_MARKS}]?)\s?"
            r"(?P<sign_too>[-+△±]?)\s?$"
        )

    @cached_property
    def unit_pattern(self) -> re.Pattern[str]:
        """A unit, or what of it is said first: 74.8万 of lines. Letters end where the word does."""
        units = "|".join(re.escape(unit) + (r"(?![A-Za-z])" if unit[-1].isascii() else "") for unit in self.units) or r"(?!)"
        return re.compile(rf" ?(?!{OTHER_WORD.pattern})(?:(?P<unit>{units})|(?P<scale>{_any_of(printed.SCALES)})(?![0-9]))")

    @cached_property
    def hedge_pattern(self) -> re.Pattern[str]:
        return re.compile(rf" ?[A-Za-z]*(?!{OTHER_WORD.pattern})(?P<hedge>{_any_of(self.after)})")

    def parts(self, qualifier: str) -> tuple[str, str]:
        """A qualifier as the hedge before the number and the one after it."""
        before = next((word for word in self.before if qualifier.startswith(word)), "")
        return before, qualifier.removeprefix(before)


CLOSING = re.compile(r"(?P<per_cent>%?)\s?(?P<closed>\)?)(?P<per_cent_too>%?)(?P<less>減(?!価))?")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words)) or r"(?!)"


@dataclass(frozen=True)
class Marks:
    """The marks of a number, as the text has them; empty is none, and of a unit nothing is claimed then."""

    sign: str = ""
    unit: str = ""
    about: str = ""
    hedge: str = ""
    words: Words = field(default=Words(()), compare=False, repr=False)

    @property
    def qualifier(self) -> str:
        return self.about + self.hedge

    @property
    def sign_read(self) -> str:
        """-, +, ± or none; brackets around a per cent leave it open."""
        return "" if self.sign == BRACKETS else printed.sign_of_mark(self.sign)

    @property
    def is_per_cent(self) -> bool:
        return printed.read(self.unit) == "%"

    def heeding(self, sign: str, unit: str, qualifier: str) -> Marks:
        """These marks, except where whoever keeps the ledger left one open."""
        found = replace(self, sign=OPEN if sign == OPEN else self.sign, unit=OPEN if unit == OPEN else self.unit)
        return replace(found, about=OPEN, hedge="") if qualifier == OPEN else found

    @classmethod
    def of_cells(cls, sign: str, unit: str, qualifier: str, words: Words) -> Marks:
        """The marks that the cells of a row say."""
        about, hedge = (OPEN, "") if qualifier == OPEN else words.parts(qualifier)
        return cls(sign, unit, about, hedge, words)

    def contradiction(self, figure: Figure) -> str:
        """What the text prints and the landed row has not, or the other way round; empty where they agree."""
        return self._of_sign(figure) or self._of_unit(figure) or self._of_qualifier(figure)

    def _of_sign(self, figure: Figure) -> str:
        landed, number = figure.sign, figure.digits
        if self.sign == OPEN or self.sign_read == landed or printed.is_nil(number) or (self.sign == BRACKETS and landed == "-"):
            return ""
        names = {"-": "minus sign", "+": "plus sign", "±": "± sign"}
        row = f"the landed row has {f'a {names[landed]}' if landed else f'no {names[self.sign_read]}'}"
        if not self.sign_read:
            return f"the text prints no sign before {number}, {row}"
        where = "brackets around" if "(" in printed.read(self.sign) else f"{self.sign} {'after' if self.sign == '減' else 'before'}"
        return f"the text prints {where} {number}, {row}"

    def _of_unit(self, figure: Figure) -> str:
        text, landed = printed.read(self.unit), printed.read(figure.unit)
        if self.unit == OPEN:
            return ""
        if (text == "%") != figure.is_per_cent:
            return (
                f"the text prints {self.unit if text == '%' else 'no %'} after {figure.digits}, "
                f"the landed print has {'one' if figure.is_per_cent else 'none'}"
            )
        if text in ("", landed) or figure.has_unit(text):
            return ""
        where = "before" if text in CURRENCIES else "after"
        return f"the text prints {self.unit} {where} {figure.digits}, the landed row has {figure.unit}"

    def _of_qualifier(self, figure: Figure) -> str:
        if self.about == OPEN or self.qualifier == figure.qualifier:
            return ""
        # a hedge may stand further on, as after a verb; one before the number is always beside it
        if not self.hedge and self.words.parts(figure.qualifier)[0] == self.about:
            return ""
        text = f"prints {self.qualifier} with" if self.qualifier else "prints no such hedge beside"
        return f"the text {text} {figure.digits}, the landed row has {figure.qualifier or 'no qualifier'}"

    def as_landed(self, figure: Figure) -> Marks:
        """What the ledger has of a figure that these marks do not contradict: a hedge that stands further on is left open."""
        is_open = self.about != OPEN and self.qualifier != figure.qualifier
        return replace(self, about=OPEN, hedge="") if is_open else self

    def doubts(self, figure: Figure) -> int:
        """How much of the figure these marks leave open."""
        return (printed.read(self.unit) != printed.read(figure.unit)) + (self.qualifier != figure.qualifier)


def marks_around(text: str, start: int, end: int, words: Words, following: str = "") -> list[Marks]:
    """
    The marks of the number at a place of a line: those on the line, then, where the line ends within them, those with the
    beginning of the following line.
    """
    found = [_marks(text, start, end, words)]
    if following and not text[found[0][1] :].strip():
        joined = text.rstrip() + following.lstrip()
        found.append(_marks(joined, start, end, words))
    return list(dict.fromkeys(marks for marks, _ in found))


def _marks(raw: str, start: int, end: int, words: Words) -> tuple[Marks, int]:
    """The marks, and where what was looked at ends."""
    text = printed.read(raw)
    before = words.before_pattern.search(text, max(0, start - 24), start)
    assert before is not None
    close = CLOSING.match(text, end)
    assert close is not None
    is_enclosed = bool(before["opened"] and close["closed"])
    is_per_cent = bool(close["per_cent"] or (is_enclosed and close["per_cent_too"]))
    at = close.end() if is_enclosed else close.end("per_cent")

    def raw_of(match: re.Match[str], *groups: str) -> str:
        return "".join(raw[match.start(group) : match.end(group)] for group in groups if match[group])

    sign = raw_of(before, "sign_too") or raw_of(before, "sign")
    if not is_per_cent and re.match(printed.FALLING, sign):
        # down 12 stores, where the number has no sign
        sign = ""
    if is_enclosed and not close["per_cent"] and not sign:
        sign = raw_of(before, "opened") + raw_of(close, "closed")
    elif is_per_cent and close["less"]:
        sign = raw_of(close, "less")
        at = close.end()
    elif is_enclosed and not sign:
        sign = BRACKETS
    if far := RANGE_GOES_ON.match(text, at):
        at = far.end()
    unit, at = ("", at) if is_per_cent else _unit(raw, text, at, before, words)
    per_cent = "per_cent" if close["per_cent"] else "per_cent_too"
    if text.startswith("%", at) and far:
        at += 1
    hedge = words.hedge_pattern.match(text, at)
    marks = Marks(
        sign,
        raw_of(close, per_cent) if is_per_cent else unit,
        raw_of(before, "about") or raw_of(before, "about_too"),
        raw_of(hedge, "hedge") if hedge else "",
        words,
    )
    return marks, hedge.end() if hedge else at


def _unit(raw: str, text: str, at: int, before: re.Match[str], words: Words) -> tuple[str, int]:
    """The unit after a number, with the currency mark before it where the two are one: $ billion."""
    found = words.unit_pattern.match(text, at)
    group = ("unit" if found["unit"] else "scale") if found else ""
    after = raw[found.start(group) : found.end(group)] if found else ""
    end = found.end() if found else at
    if not before["currency"]:
        return after, end
    mark = raw[before.start("currency") : before.end("currency")]
    word = re.match(r"\s?([A-Za-z]+)", text[at:])
    if word and f"{before['currency']} {word[1]}" in words.units:
        return f"{mark} {raw[at + word.start(1) : at + word.end(1)]}", at + word.end()
    return (after, end) if found and found["unit"] else (mark, end)
