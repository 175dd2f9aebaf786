"""
What rows that are alike are: how much a reading of a row is that of the rows around it, in bits.

Nothing here proves anything. It tells which of two repairs that satisfy the same checks a person would look at first: the one
whose label, page and neighbours say the same.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from functools import cached_property, lru_cache

import printed
from landing.dictionary import Company as Dictionary
from landing.fiscal import same_time
from landing.project import Row

# a period in a label, which rows of one line have each its own of
PERIODS = re.compile(
    r"FY[0-9]{2,4}|[1-4]Q[0-9]{2}|[12]H[0-9]{2}|9M[0-9]{2}|[0-9]+年[0-9]*月?|[0-9]+月|[0-9]+[/.-][0-9]+|(?:19|20)[0-9]{2}|末"
)
ROWS_LIKE_IT = {
    "line_item": lambda row: [("label", bare(row["label"])), ("page and label", row["page"], bare(row["label"]))],
    "measure": lambda row: [("words", words(row["label"]), row["unit"]), ("page", row["page"], row["unit"], "%" in row["printed"])],
    "basis": lambda row: [("page", row["page"], row["period"]), ("label", row["page"], row["label"]), ("period", row["period"])],
    "as_of": lambda row: [("page", row["page"], row["period"], row["basis"]), ("label", row["label"])],
    "unit": lambda row: [("page", row["page"], row["line_item"], row["measure"]), ("sheet", row["page"], row["measure"])],
    "qualifier": lambda row: [("page", row["page"], row["measure"]), ("line", row["line_item"], row["measure"])],
    "section": lambda row: [("page", row["page"])],
    "period": lambda row: [("label", row["page"], row["label"], row["measure"])],
    "decimals": lambda row: [("page", row["page"], row["unit"], row["measure"]), ("line", row["line_item"], row["measure"])],
}
MOST, SIGN = 6.0, 3.0


def bare(label: str) -> str:
    return PERIODS.sub("", label).strip()


def words(label: str) -> tuple[str, ...]:
    return tuple(word for word in ("YoY", "QoQ", "比", "率", "構成", "見通し", "計画") if word in label)


class Habits:
    """Of the rows of a deck, what those of one kind are."""

    def __init__(self, rows: tuple[Row, ...], dictionary: Dictionary) -> None:
        self.rows, self.dictionary = rows, dictionary
        self.counts: dict[tuple[str, Hashable], Counter[str]] = defaultdict(Counter)
        for row in rows:
            for column, key in self.keys(row):
                self.counts[column, key][cell(row, column)] += 1

    @cached_property
    def facts(self) -> Counter[tuple[str, ...]]:
        return Counter(fact(row) for row in self.rows)

    @cached_property
    def signs(self) -> Counter[tuple[str, str, bool]]:
        return Counter((row["line_item"], row["measure"], is_negative(row)) for row in self.rows)

    @cached_property
    def neighbours(self) -> dict[str, tuple[Row | None, Row | None]]:
        rows: list[Row | None] = [None, *self.rows, None]
        return {row["seq"]: (rows[at], rows[at + 2]) for at, row in enumerate(self.rows)}

    def keys(self, row: Row) -> Iterator[tuple[str, Hashable]]:
        for column, of in ROWS_LIKE_IT.items():
            for key in of(row):
                yield column, key

    def bits(self, was: Row, now: Row, together: Iterable[Row] = ()) -> float:
        """How much likelier the rows around it make a row as it is now than as it was; some others change with it."""
        total = 0.0
        others = [row for row in together if row["seq"] != was["seq"]]
        for column in ROWS_LIKE_IT:
            before, after = cell(was, column), cell(now, column)
            if before == after or (column == "section" and was["page"] != now["page"]):
                continue
            changed = Counter((key, cell(row, column)) for row in others for key in ROWS_LIKE_IT[column](row))
            for key in ROWS_LIKE_IT[column](was):
                counts = self.counts[column, key]
                mine, its = (counts[one] - changed[key, one] + 0.25 for one in (before, after))
                total += math.log2(its / (mine - 1))
        if was["line_item"] != now["line_item"]:
            total += MOST * (self.named(now) - self.named(was))
        if was["period"] != now["period"]:
            total += self.dated(now) - self.dated(was) + self.in_line(now) - self.in_line(was)
        if was["page"] != now["page"]:
            total += self.in_order(now) - self.in_order(was)
        total += SIGN * (self.usual_sign(now, was) - self.usual_sign(was, was))
        again = self.facts[fact(now)] - (fact(now) in {fact(was), *map(fact, others)})
        return total - 3.0 * again + 3.0 * (self.facts[fact(was)] - 1)

    def named(self, row: Row) -> float:
        """How much of the line item's name its label has, by pairs of letters."""
        label = pairs(bare(row["label"]))
        item = self.dictionary.line_items.get(row["line_item"], {})
        names = [pairs(item.get(name, "")) for name in ("name_ja", "name_en")]
        return max((len(label & name) / len(label | name) for name in names if label and name), default=0.0)

    def dated(self, row: Row) -> float:
        """Whether the label names the period, where it names one."""
        said = [period for label in self.dictionary.calendar.labels(row["label"]) for period in label.periods]
        if not said:
            return 0.0
        return 3.0 if any(same_time(self.dictionary.calendar, period, row["period"]) for period in said) else -3.0

    def in_line(self, row: Row) -> float:
        """Whether the rows before and after, of the same line, have other periods, in their order."""
        before, after = self.neighbours[row["seq"]]
        total = 0.0
        for other, is_before in ((before, True), (after, False)):
            same = other and all(other[column] == row[column] for column in ("page", "line_item", "measure", "basis"))
            if other and same:
                earlier, later = (other, row) if is_before else (row, other)
                ends = [self.dictionary.calendar.end_of(one["period"]) for one in (earlier, later)]
                if None not in ends:
                    total += 1.5 if ends[1] - ends[0] in (1, 4) else -1.5  # type: ignore[operator]
        return total

    def in_order(self, row: Row) -> float:
        """Whether the rows before and after are of its page: a deck is landed in the order in which it is read."""
        return sum(2.0 if other["page"] == row["page"] else -2.0 for other in self.neighbours[row["seq"]] if other)

    def usual_sign(self, row: Row, own: Row) -> float:
        counts = [
            self.signs[row["line_item"], row["measure"], sign] - (sign == is_negative(own) and row["line_item"] == own["line_item"])
            for sign in (False, True)
        ]
        mine = counts[is_negative(row)]
        return (mine + 0.25) / (sum(counts) + 0.5)


def cell(row: Row, column: str) -> str:
    """What a row has in a column; how many decimals it prints, too."""
    return decimals(row["printed"]) if column == "decimals" else row[column]


@lru_cache(maxsize=65536)
def decimals(text: str) -> str:
    return str(len(printed.digits(text).partition(".")[2]))


def fact(row: Row) -> tuple[str, ...]:
    return tuple(row[column] for column in ("page", "line_item", "measure", "period", "basis", "as_of", "unit"))


def is_negative(row: Row) -> bool:
    return sign_of(row["printed"]) == "-"


sign_of = lru_cache(maxsize=65536)(printed.sign)


def pairs(text: str) -> set[str]:
    plain = "".join(letter for letter in text.lower() if letter.isalnum())
    return {plain[at : at + 2] for at in range(len(plain) - 1)}
