"""Which page of the last deck a page of this one follows, though pages are added, dropped and moved."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

import numpy as np
from scipy.optimize import linear_sum_assignment

from landing.dictionary import Company, Row
from landing.document import Sheet, plain
from landing.numbers import Mark

# below this a page has more of its own than of any page of the last deck
LEAST = 0.16
# a page of the last deck is a part of that page of this deck which is so much like it, more than the one that it has else
PART, CLEARLY = 0.5, 0.12
# so little is chance, where another page is much more like it
WEAK = 0.3


def bigrams(text: str) -> Counter[str]:
    letters = plain(text)
    return (
        Counter(letters[at : at + 2] for at in range(len(letters) - 1))
        if len(letters) > 1
        else Counter([letters] if letters else [])
    )


def follow_pages(sheets: list[Sheet], marks: dict[str, list[Mark]], company: Company, deck: str) -> dict[str, list[str]]:
    """The page of the last deck for each page of this one, or several that it puts into one; pages that have none are new."""
    last = company.pages(deck)
    rows: dict[str, list[Row]] = {page: [] for page in last}
    for row in company.rows[deck]:
        rows.setdefault(row.page, []).append(row)
    names = list(rows)
    titles = {page: [last.get(page, {}).get(name, "") for name in ("title_ja", "title_en")] for page in names}
    was_words = [[_words([*titles[page], *(_said(company, row)[way] for row in rows[page])]) for way in (0, 1)] for page in names]
    was_titles = [[set(bigrams(title)) for title in titles[page] if title] for page in names]
    was_numbers = [Counter(row.digits for row in rows[page] if len(row.digits) > 1) for page in names]
    is_words = [set(bigrams(" ".join(line.text for line in sheet.lines))) for sheet in sheets]
    is_numbers = [Counter(mark.digits for mark in marks[sheet.page] if not mark.rule and len(mark.digits) > 1) for sheet in sheets]
    rare = _rarity([labels | names_en for labels, names_en in was_words])
    rare_numbers = _rarity([set(numbers) for numbers in [*was_numbers, *is_numbers]])
    score = np.zeros((len(sheets), len(names)))
    for at, sheet in enumerate(sheets):
        title = set(bigrams(sheet.title))
        for to in range(len(names)):
            shared_title = max((len(title & was) / max(1, len(title | was)) for was in was_titles[to]), default=0.0)
            words = max(_share(its, is_words[at], rare) for its in was_words[to])
            same = sum(rare_numbers[number] * count for number, count in (was_numbers[to] & is_numbers[at]).items())
            least = min(_weight(was_numbers[to], rare_numbers), _weight(is_numbers[at], rare_numbers))
            numbers = same / least if least else 0.0
            near = 0.02 * max(0.0, 1 - abs(at / max(1, len(sheets)) - to / max(1, len(names))) * 8)
            score[at, to] = 0.35 * shared_title + 0.35 * words + 0.4 * numbers + near
    chosen = {int(to): int(at) for at, to in zip(*linear_sum_assignment(-score), strict=True)}
    found = {sheets[at].page: [names[to]] for to, at in chosen.items() if score[at, to] > LEAST}
    for to in range(len(names)):
        at, most = chosen.get(to), int(np.argmax(score[:, to]))
        own = float(score[at, to]) if at is not None else 0.0
        if at == most or score[most, to] < own + CLEARLY:
            continue
        is_part = score[most, to] > PART and sheets[most].page in found
        if at is not None and (is_part or own < WEAK):
            found.pop(sheets[at].page, None)
        if is_part:
            found[sheets[most].page].append(names[to])
    return found | _opening([sheet.page for sheet in sheets], names, rows, found)


def _opening(pages: list[str], names: list[str], rows: dict[str, list[Row]], found: dict[str, list[str]]) -> dict[str, list[str]]:
    """The pages before the first with figures, where the deck has as many as the last one: its cover and its contents."""
    first = next((at for at, page in enumerate(pages) if page in found), 0)
    opening = names[: names.index(found[pages[first]][0])] if pages and pages[first] in found else []
    if len(opening) != first or any(rows[name] for name in opening):
        return {}
    return {page: [name] for page, name in zip(pages[:first], opening, strict=True)}


def _said(company: Company, row: Row) -> list[str]:
    """What a figure may be called: the label of the last deck, and the names of its line item."""
    item = company.line_items.get(row.line_item, {})
    return [row.label, item.get("name_en", "")]


def _words(texts: Iterable[str]) -> set[str]:
    return {pair for text in texts for pair in bigrams(text)}


def _rarity(sets: list[set[str]]) -> dict[str, float]:
    counts = Counter(item for items in sets for item in items)
    return {item: math.log((len(sets) + 1) / count) for item, count in counts.items()}


def _weight(counts: Counter[str], rare: dict[str, float]) -> float:
    return sum(rare[item] * count for item, count in counts.items())


def _share(words: set[str], others: set[str], rare: dict[str, float]) -> float:
    whole = sum(rare[word] for word in words)
    return sum(rare[word] for word in words & others) / whole if whole else 0.0
