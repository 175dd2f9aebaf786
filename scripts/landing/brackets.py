"""Brackets that are the sign of an amount, where a currency is one whose decks have them for notes as well."""

from __future__ import annotations

from landing.document import Sheet
from landing.numbers import Mark
from landing.unnamed import WORDS


def sign_brackets(sheet: Sheet, marks: list[Mark]) -> None:
    """
    Take brackets for the sign of the amounts that they are around, where that is what a page has for one.

    It prints no other, and each stands in brackets alone in its cell, in a row that a name begins.
    """
    amounts = [mark for mark in marks if not mark.rule and not mark.is_per_cent]
    if any(mark.sign == "-" and not mark.is_bracketed for mark in amounts):
        return
    pieces = {line.form.strip() for line in sheet.lines}
    for mark in amounts:
        if mark.is_bracketed and mark.is_cell and mark.in_brackets in pieces and is_of_row(marks, mark):
            mark.printed = mark.in_brackets


def is_of_row(marks: list[Mark], mark: Mark) -> bool:
    """Whether a number stands in a line of several that begins with a name."""
    its = [other for other in marks if other.stream == mark.stream]
    return len(its) > 1 and WORDS.search(its[0].near) is not None
