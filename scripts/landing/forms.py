"""How prints and labels are alike in form, whatever they state."""

from __future__ import annotations

import re

import printed

from landing.dictionary import BRACKETS, Company, Row
from landing.document import form, plain
from landing.numbers import Mark

GROWTH_WORDS = {
    "yoy": re.compile(r"yoy|前年|前期比|year.on.year|yr/yr", re.IGNORECASE),
    "qoq": re.compile(r"qoq|前四半期|quarter.on.quarter", re.IGNORECASE),
}


def is_negative_bracket(row: Row, company: Company) -> bool:
    """Whether a number in brackets would be below zero: as a row has it, or else as its company prints what is."""
    return row.printed.startswith(BRACKETS) or (company.prints_brackets and row.measure == "level")


def pairs(text: str) -> set[str]:
    """What of a label is compared: pairs of letters, and numbers that are part of a name with the letter they stand at."""
    bare = PERIODS.sub(" ", form(text))
    letters = plain(bare)
    found = {letters[at : at + 2] for at in range(len(letters) - 1)} or ({letters} if letters else set())
    return found | set(_NAMED.findall(bare))


_NAMED = re.compile(r"(?<![0-9.,])[0-9]{1,4}[^\W0-9_年月日名億円百%社万]")


PERIODS = re.compile(r"[1-4]Q[0-9]{2}|[12]H[0-9]{2}|FY[0-9]{2,4}|9M[0-9]{2}|[0-9]{2,4}年[0-9]{1,2}月")


# below these points the form of a number is another than that of the place
UNLIKE = -2.5


def form_points(mark: Mark, row: Row, company: Company) -> float:
    """How alike two prints are in form: sign, per cent, decimals, unit and the words of growth around them."""
    points = 0.0
    if mark.is_per_cent != ("%" in printed.read(row.printed)):
        return -12.0
    signed, was_signed = mark.sign != "", printed.sign(row.printed) not in ("",)
    if signed != was_signed:
        change = row.measure != "level"
        points -= 5.0 if change or mark.sign == "+" else 1.0
    elif signed:
        points += 0.7
    decimals = len(row.digits.split(".")[1]) if "." in row.digits else 0
    points += 0.6 if decimals == mark.decimals else -1.6
    about = bool(row.qualifier) == bool(mark.qualifier)
    points += 0.4 if about and row.qualifier else 0.0 if about else -1.0
    if mark.unit and mark.unit != "%":
        mine, its = company.unit(mark.unit, row.line_item, row.measure), company.unit(row.unit, row.line_item, row.measure)
        if mark.unit == row.unit:
            points += 1.0
        elif company.is_same_money(mark.unit, row.unit, row.line_item, row.measure):
            points += 0.0
        elif mine is None or its is None or mine.family != its.family or mine.base != its.base:
            points -= 7.0
        else:
            points -= 1.6
    if mark.rule:
        points -= 2.5 if mark.digits == row.digits and mark.unit == row.unit else 30.0
    said = {name for name, pattern in GROWTH_WORDS.items() if pattern.search(mark.near[-12:] + " " + mark.after)}
    wanted = row.measure.split("_")[0]
    if said and wanted in GROWTH_WORDS:
        points += 1.0 if wanted in said else -1.2
    return points
