"""What the project knows before a deck is read: the dictionary, the company's profile, its landed decks and their ledgers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import printed

from landing.document import plain
from landing.fiscal import Calendar, canonical
from landing.project import Project, rows_in
from landing.proposal import LandingError

ROOT = Path(__file__).resolve().parent.parent.parent
BRACKETS = ("(", "（")
KEY = ("line_item", "measure", "period", "basis", "unit")


@dataclass(frozen=True)
class Row:
    """A landed figure."""

    deck: str
    seq: int
    page: str
    section: str
    label: str
    line_item: str
    measure: str
    period: str
    basis: str
    as_of: str
    printed: str
    unit: str
    qualifier: str
    remark: str

    @cached_property
    def digits(self) -> str:
        return printed.digits(self.printed)

    @cached_property
    def value(self) -> float | None:
        bare = self.digits.replace(",", "")
        if not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", bare):
            return None
        return -float(bare) if printed.sign(self.printed) == "-" else float(bare)

    @property
    def told(self) -> str:
        """The basis, with the date of what was announced then: as_of is part of what a forecast is."""
        return f"{self.basis}@{self.as_of}" if self.as_of else self.basis

    @property
    def series(self) -> tuple[str, str, str, str, str]:
        return self.line_item, self.measure, self.basis, self.unit, self.as_of


@dataclass(frozen=True)
class Place:
    """A row of a ledger: a number, where the last deck had it, and what it is."""

    page: str
    line: int
    position: int
    number: str
    disposition: str
    entry: str
    box: tuple[float, ...] = ()
    unit: str = ""
    qualifier: str = ""


@dataclass(frozen=True)
class Unit:
    family: str
    currency: str
    base: str
    scale: float
    is_rounded: bool


@dataclass(frozen=True)
class Qualifier:
    """
    Where a qualifier stands by its number, and how many steps of the last digit it opens towards zero and away from it; none
    where it has no end.
    """

    stands: str
    toward: float | None
    away: float | None


@dataclass(frozen=True)
class Company:
    """Whatever reading a company's next deck needs."""

    company: str
    names: tuple[str, ...]
    calendar: Calendar
    dash: str
    currency: str
    decks: tuple[dict, ...]
    project: Project = field(repr=False)

    def is_same_money(self, sign: str, unit: str, line_item: str, measure: str) -> bool:
        """Whether a currency's sign stands by a number whose unit the page states: $1,136 in millions of dollars."""
        mine, its = self.unit(sign, line_item, measure), self.unit(unit, line_item, measure)
        is_sign = len(sign) == 1 and not sign.isalnum()
        return is_sign and mine is not None and its is not None and mine.family == its.family and mine.base == its.base

    @property
    def last(self) -> dict | None:
        return self.decks[-1] if self.decks else None

    @cached_property
    def rows(self) -> dict[str, list[Row]]:
        return {deck["deck"]: _landed(self.project, deck["deck"]) for deck in self.decks}

    @cached_property
    def prints_brackets(self) -> bool:
        """Whether its decks print amounts below zero in brackets; brackets that only annotate are not landed."""
        return any(row.printed.startswith(BRACKETS) for rows in self.rows.values() for row in rows)

    @cached_property
    def line_items(self) -> dict[str, dict[str, str]]:
        """The company's dictionary; its own row replaces what it states of a standard one."""
        return self.project.line_items(self.company)

    @cached_property
    def named(self) -> dict[str, set[str]]:
        """The line items that have each name, in Japanese or in English, by its plain letters."""
        found: dict[str, set[str]] = {}
        for item, row in self.line_items.items():
            for column in ("name_ja", "name_en"):
                if name := plain(row.get(column, "")):
                    found.setdefault(name, set()).add(item)
        return found

    def scoped(self, seed: str) -> list[dict[str, str]]:
        """Rows of a reference seed that hold for the company: the standard's first."""
        if seed not in self._scoped:
            self._scoped[seed] = self.project.scoped(seed, self.company)
        return self._scoped[seed]

    def rules(self, seed: str, *key: str) -> list[dict[str, str]]:
        """Rows of a reference seed of rules: a rule of the company's own replaces the standard's of the same key."""
        rows = self.scoped(seed)
        own = {tuple(row[column] for column in key) for row in rows if row["company"]}
        return [row for row in rows if row["company"] or tuple(row[column] for column in key) not in own]

    @cached_property
    def _scoped(self) -> dict[str, list[dict[str, str]]]:
        return {}

    @cached_property
    def units(self) -> dict[tuple[str, str], Unit]:
        return {
            (row["unit"], row["unit_family"]): Unit(
                row["unit_family"], row["currency"], row["base_unit"], float(row["scale"]), row["is_rounded"] == "true"
            )
            for row in self.project.rows("units")
        }

    def unit(self, name: str, line_item: str, measure: str) -> Unit | None:
        """The unit as this line item is counted in it: 円 is money, a price or an amount per share."""
        key = (name, line_item, measure)
        if key not in self._units:
            self._units[key] = self._unit(*key)
        return self._units[key]

    @cached_property
    def _units(self) -> dict[tuple[str, str, str], Unit | None]:
        return {}

    def _unit(self, name: str, line_item: str, measure: str) -> Unit | None:
        family = self.line_items.get(line_item, {}).get("unit_family", "")
        if measure in ("yoy_pct", "qoq_pct", "share_pct") or name in ("%", "pt"):
            family = "percent"
        return self.units.get((name, family)) or next((unit for (other, _), unit in self.units.items() if other == name), None)

    @cached_property
    def qualifiers(self) -> dict[str, Qualifier]:
        return {
            row["qualifier"]: Qualifier(
                row["stands"], *(float(row[step]) if row[step] else None for step in ("step_toward_zero", "step_away_from_zero"))
            )
            for row in self.project.rows("qualifiers")
        }

    def rounding(self, family: str) -> str:
        """How the company rounds a family of units in its newest deck."""
        if family not in self._roundings:
            self._roundings[family] = self._rounding(family)
        return self._roundings[family]

    @cached_property
    def _roundings(self) -> dict[str, str]:
        return {}

    def _rounding(self, family: str) -> str:
        rows = [row for row in self.scoped("roundings") if row["unit_family"] in ("", family)]
        return rows[-1]["rounding"] if rows else "unknown"

    @cached_property
    def printed_signs(self) -> dict[tuple[str, str], int]:
        return {(row["section"], row["line_item"]): int(row["sign"]) for row in self.scoped("printed_signs")}

    def sign(self, section: str, line_item: str) -> int:
        return self.printed_signs.get((section, line_item), self.printed_signs.get(("", line_item), 1))

    def ledger(self, deck: str) -> list[Place]:
        return [
            Place(
                row["page"],
                int(row["line"] or 0),
                int(row["position"] or 0),
                row["number"],
                row["disposition"],
                row["entry"],
                tuple(map(float, row["box"].split())),
                printed.read(row["unit"]),
                row["qualifier"],
            )
            for row in self.project.ledger(deck)
        ]

    def pages(self, deck: str) -> dict[str, dict[str, str]]:
        return {row["page"]: row for row in self.project.rows("deck_pages") if row["deck"] == deck}

    def deals(self, deck: str) -> list[dict[str, str]]:
        return [row for row in self.project.rows("large_deals") if row["deck"] == deck]

    def boxes(self, deck: str) -> dict[str, tuple[float, float, float, float]]:
        """Where the figures of a deck that was landed from a PDF stand on their pages, by seq."""
        places = [place for place in self.ledger(deck) if place.box and place.disposition == "figure"]
        return {seq: place.box for place in places for seq in place.entry.split()}  # type: ignore[misc]


def read_company(name: str, root: Path = ROOT, after: str = "") -> Company:
    """A company of the dictionary and its decks, oldest first, up to `after` where it is given."""
    project = Project(root)
    companies = {row["company"]: row for row in project.rows("companies")}
    if name not in companies:
        known = ", ".join(companies)
        raise LandingError(
            f"company {name!r} is not in {root / 'seeds/reference/companies.csv'}, which has {known}; add its row first"
        )
    profile = companies[name]
    cal = Calendar(int(profile["fiscal_year_start_month"] or 1), profile["fiscal_year_named_by"] or "start")
    # a filing has no layout that a deck could follow
    decks = [deck for deck in project.decks_of(name) if deck.get("document") != "filing"]
    if after:
        names = [deck["deck"] for deck in decks]
        if after not in names:
            raise LandingError(f"deck {after!r} of {name} is not landed; landed are {', '.join(names) or 'none'}")
        decks = decks[: names.index(after) + 1]
    found = tuple(value for column in ("name_ja", "name_en", "securities_code") if (value := profile.get(column, "")))
    return Company(name, found, cal, profile.get("dash", ""), profile.get("currency", ""), tuple(decks), project)


def _landed(project: Project, deck: str) -> list[Row]:
    names = [name for name in Row.__dataclass_fields__ if name not in ("deck", "seq")]
    rows = [row | {"period": canonical(row["period"])} for row in rows_in(project.root / f"seeds/decks/{deck}.csv")]
    return sorted((Row(deck, int(row["seq"]), *(row[name] for name in names)) for row in rows), key=lambda row: row.seq)


def by_page(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.page].append(row)
    return dict(found)
