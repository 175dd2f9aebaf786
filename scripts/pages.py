"""Page numbers as decks print them, in the order of a deck: ⅳ, 1, 2, 12-2, 100, A-1; as macros/parsing.sql sorts them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

SMALL_ROMAN = ("ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ", ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"))


@dataclass(frozen=True, order=True)
class PageNumber:
    """Sorts by its place in the deck, shows as it is printed."""

    place: tuple[int, str, int, int] = field(repr=False)
    text: str

    def __str__(self) -> str:
        return self.text


def read_page(text: str) -> PageNumber | None:
    """None where the text is no page number."""
    for letters in SMALL_ROMAN:
        if text in list(letters):
            return PageNumber((0, "", list(letters).index(text) + 1, 0), text)
    found = re.fullmatch(r"([A-Z]{1,3})-?([0-9]{1,4})", text)
    if found:
        return PageNumber((2, found[1], int(found[2]), 0), text)
    found = re.fullmatch(r"([0-9]{1,4})(?:-([0-9]{1,4}))?", text)
    if found:
        return PageNumber((1, "", int(found[1]), int(found[2] or -1)), text)
    return None
