"""Line items by the names that decks give them, in Japanese and English."""

from __future__ import annotations

import csv
from pathlib import Path

from landing.dictionary import Company
from landing.document import plain

ALIKE = 0.8
OF_WHICH = ("", "うち", "内")


class Names:
    """The dictionary's names, those of the public taxonomies and other words for the standard line items (names.csv)."""

    def __init__(self, company: Company) -> None:
        self.by_name: dict[str, str] = {}
        for item, row in company.line_items.items():
            for name in (row.get("name_ja", ""), row.get("name_en", "")):
                if plain(name):
                    self.by_name.setdefault(plain(name), item)
        with Path(__file__).with_name("names.csv").open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                if row["line_item"] in company.line_items:
                    self.by_name[plain(row["name"])] = row["line_item"]
        self.pairs = {name: _pairs(name) for name in self.by_name}

    def find(self, label: str) -> tuple[str, float]:
        """The line item of a label and how alike its name is; nothing where none is."""
        letters = plain(label)
        if not letters:
            return "", 0.0
        for name in (letters, letters.removesuffix("合計")):
            if name in self.by_name:
                return self.by_name[name], 1.0
        mine = _pairs(letters)
        best, name = max(
            (
                (2 * len(mine & its) / max(1, len(mine) + len(its)), name)
                for name, its in self.pairs.items()
                # what stands before a name narrows it: tangible fixed assets are no fixed assets
                if not _narrows(letters, name) and not _narrows(name, letters)
            ),
            default=(0.0, ""),
        )
        return (self.by_name[name], best) if best >= ALIKE else ("", best)


def _narrows(letters: str, name: str) -> bool:
    """Whether letters are a name with more in front of it than 'of which'."""
    return letters.endswith(name) and letters.removesuffix(name) not in OF_WHICH


def _pairs(letters: str) -> set[str]:
    return {letters[at : at + 2] for at in range(len(letters) - 1)} or {letters}
