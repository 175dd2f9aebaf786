"""What a page is called: its title and its section, moved on from the last deck's, or as a new page prints them."""

from __future__ import annotations

import re
import unicodedata

from landing.deck import Deck
from landing.dictionary import Row
from landing.document import Sheet
from landing.fiscal import moves
from landing.relabelling import relabelled

# the number that a title begins with: Ⅱ-13, 3., 4-2
NUMBERED = re.compile(r"([IVX]+|[0-9]{1,2})((?:\s?[-.–]\s?[0-9]{1,2})*)(?=[\s.、:：])")
# so many pages of the last deck tell that its sections are the numbers of its titles
TOLD = 3
KINDS = ("keep", "roll", "to_date", "quarter")


def title_of(deck: Deck, sheet: Sheet, row: dict[str, str]) -> str:
    """
    The title of the last deck's page with its periods moved on, where this page prints it so; else as it was.

    A page that follows none is called as its largest print is.
    """
    was = row.get("title_ja", "")
    if not was:
        return re.sub(r"\s?・\s?", "・", re.sub(r"(?<=[Ⅰ-Ⅻ])(\s?-)\s?", r"\1", sheet.title)) or f"({sheet.page})"
    printed = bare(" ".join(line.form for line in sheet.lines))
    titles = [was, *(moved(deck, was, kind) for kind in KINDS[1:])]
    return next((title for title in titles if bare(title) in printed), was)


def bare(text: str) -> str:
    """A text in plain letters and digits, without its spaces."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def moved(deck: Deck, title: str, kind: str) -> str:
    """A title with all the periods that it names moved on in one way."""
    cal = deck.company.calendar
    return relabelled(cal, title, lambda periods: moves(cal, periods[0], deck.was, deck.now).get(kind))


def english_title(deck: Deck, row: dict[str, str], title: str) -> str:
    """The English title of the last deck's page, its periods moved on as those of the other title were."""
    was = row.get("title_ja", "")
    kind = next((kind for kind in KINDS if title == (was if kind == "keep" else moved(deck, was, kind))), "keep")
    said = row.get("title_en", "")
    return said if kind == "keep" else moved(deck, said, kind)


def sections_of(deck: Deck, last: dict[str, Row]) -> dict[str, str]:
    """The section of each page: that of the page which it follows, else the number of its title, where sections are such."""
    is_numbered = sum(row["section"] == numbered(row["title_ja"]) != "" for row in last.values()) >= TOLD
    found = {sheet.page: last[its]["section"] for sheet in deck.sheets if (its := deck.follows.get(sheet.page, "")) in last}
    for sheet in deck.sheets:
        number = numbered(sheet.title) if is_numbered else ""
        if sheet.page not in found:
            found[sheet.page] = number if number and number not in found.values() else f"PAGE-{sheet.page}"
    return found


def numbered(title: str) -> str:
    """The number that a title begins with, in plain letters; empty where it has none."""
    found = NUMBERED.match(unicodedata.normalize("NFKC", title).strip())
    return re.sub(r"\s", "", found[1] + found[2]).replace("–", "-") if found else ""
