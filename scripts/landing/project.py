"""What the project has: its decks, its reference data, and the words that a landed row may use."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

from landing.fiscal import Calendar, parse
from landing.proposal import ROOT, LandingError, Proposal, Source

Row = dict[str, str]
BASES = ("actual", "forecast", "plan")
# how a quarter is said in the English title of a deck
ORDINALS = ("first", "second", "third", "fourth")


@dataclass(frozen=True)
class Project:
    """The project that a deck is landed in; `without` are rows to leave out, by seed, as if they were not there yet."""

    root: Path = ROOT
    without: dict[str, list[Row]] = field(default_factory=dict, hash=False)

    @cached_property
    def settings(self) -> dict:
        path = self.root / "dbt_project.yml"
        try:
            return yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, yaml.YAMLError) as error:
            raise LandingError(f"{path}: cannot be read ({type(error).__name__}: {error})") from None

    @property
    def decks(self) -> list[dict]:
        try:
            return [dict(entry) for entry in self.settings["vars"]["decks"] or []]
        except (KeyError, TypeError, ValueError):
            raise LandingError(f"{self.root / 'dbt_project.yml'}: no list of decks under vars, decks") from None

    def decks_of(self, company: str) -> list[dict]:
        """The entries of a company's decks, oldest first; of one day in their sequence."""
        mine = [entry for entry in self.decks if entry["company"] == company]
        return sorted(mine, key=lambda entry: (str(entry.get("published_on", "")), int(entry.get("sequence") or 0)))

    @cached_property
    def seeds(self) -> dict[str, tuple[Path, list[str]]]:
        """Path and columns of each seed of reference data and records, by name."""
        declared = self.settings["seeds"]["kessan"]
        return {
            name: (Path("seeds") / group / f"{name}.csv", list(settings["+column_types"]))
            for group in ("reference", "records")
            for name, settings in declared[group].items()
            if isinstance(settings, dict)
        }

    def path(self, seed: str) -> Path:
        return self.root / self.seeds[seed][0]

    def columns(self, seed: str) -> list[str]:
        return self.seeds[seed][1]

    def rows(self, seed: str) -> list[Row]:
        return [row for row in rows_in(self.path(seed)) if row not in self.without.get(seed, [])]

    def scoped(self, seed: str, company: str) -> list[Row]:
        """Rows of a seed that hold for a company: the standard's first."""
        rows = self.rows(seed)
        return [row for scope in ("", company) for row in rows if row.get("company", "") == scope]

    def figures(self, deck: str) -> list[Row]:
        """The landed figures of a deck; none where it is not there."""
        path = self.root / f"seeds/decks/{deck}.csv"
        return rows_in(path) if deck and path.exists() else []

    def ledger(self, deck: str) -> list[Row]:
        """The ledger of a deck; none where it has none."""
        path = self.root / f"seeds/ledgers/{deck}_ledger.csv"
        return rows_in(path) if path.exists() else []

    def is_landed(self, deck: str) -> bool:
        return any(entry["deck"] == deck for entry in self.decks) or (self.root / f"seeds/decks/{deck}.csv").exists()

    def before(self, source: Source) -> dict | None:
        """The entry of the deck that this one follows: the one that was named, else the company's newest that is no filing."""
        of_company = [entry for entry in self.decks_of(source.company) if entry["deck"] != source.deck]
        named = [entry for entry in of_company if entry["deck"] == source.after]
        printed = [entry for entry in of_company if entry.get("document") != "filing"]
        return (named or printed or [None])[-1]

    def line_items(self, company: str) -> dict[str, Row]:
        """What the company may measure, by id: the standard's, in the company's names where it has its own, and its own."""
        known: dict[str, Row] = {}
        for row in self.scoped("line_items", company):
            general = known.get(row["line_item"], {})
            known[row["line_item"]] = {column: cell or general.get(column, "") for column, cell in row.items()}
        return known

    def end_of(self, company: str, period: str) -> str:
        """The last day of a quarter by the company's calendar; empty where it is no quarter."""
        cal, read = self.calendar(company), parse(period)
        return cal.quarter_end(read[1]) if cal and read else ""

    def calendar(self, company: str) -> Calendar | None:
        """The fiscal years of a company; none where it is not in companies.csv."""
        row = next((row for row in self.rows("companies") if row["company"] == company), None)
        return Calendar(int(row["fiscal_year_start_month"]), row["fiscal_year_named_by"]) if row else None

    def entry(self, proposal: Proposal, published_on: str = "") -> dict:
        """The deck's entry in dbt_project.yml, as far as the document and the deck before tell it."""
        source, before = proposal.source, self.before(proposal.source)
        period = source.current_period or next_quarter(before["current_period"] if before else "")
        published = published_on or source.published_on
        return {
            "deck": source.deck,
            "company": source.company,
            "title_ja": source.title_ja or (before or {}).get("title_ja") or source.deck,
            "title_en": title_en(
                str((before or {}).get("title_en") or ""), str((before or {}).get("current_period") or ""), period
            ),
            "published_on": published
            or next_publication(str(before["published_on"]) if before else "", self.end_of(source.company, period)),
            "current_period": period,
            "ledger": source.kind == "text",
        }


def rows_in(path: Path) -> list[Row]:
    """The rows of a CSV of the project."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            return list(csv.DictReader(handle))
    except FileNotFoundError:
        raise LandingError(f"{path} is not there; restore it from the repository") from None
    except (OSError, UnicodeDecodeError) as error:
        raise LandingError(f"{path}: cannot be read ({error})") from None


def next_quarter(period: str) -> str:
    """The quarter after 1Q25 is 2Q25; nothing follows from what is no quarter."""
    found = re.fullmatch(r"([1-4])Q([0-9]{2})", period)
    if not found:
        return ""
    quarter, year = int(found[1]), int(found[2])
    return f"{quarter + 1}Q{year:02d}" if quarter < 4 else f"1Q{(year + 1) % 100:02d}"


def next_publication(published: str, ended: str) -> str:
    """Three months after the deck before, as a month; for a first deck, the second month after its quarter."""
    found = re.match(r"([0-9]{4})-([0-9]{2})", published or ended)
    months = int(found[1]) * 12 + int(found[2]) - 1 + (3 if published else 2) if found else 2099 * 12 + 11
    return f"{months // 12}-{months % 12 + 1:02d}"


def title_en(before: str, period_before: str, period: str) -> str:
    """The title of the deck before with its quarter and year replaced."""
    old, new = (re.fullmatch(r"([1-4])Q([0-9]{2})", text) for text in (period_before, period))
    if not (before and old and new):
        return f"Consolidated results for {period}" if period else "Consolidated results"
    title = before.replace(f"FY20{old[2]}", f"FY20{new[2]}").replace(period_before, period)
    return title.replace(ORDINALS[int(old[1]) - 1], ORDINALS[int(new[1]) - 1])


def refuse_unknown(kind: str, found: str, accepted: Iterable[str], where: str, advice: str) -> None:
    """Say of a cell what it may hold, the nearest words first."""
    accepted = list(accepted)
    if found in accepted:
        return
    from difflib import get_close_matches

    near = get_close_matches(found, accepted, n=3, cutoff=0.6) or accepted[:12]
    raise LandingError(f"{where}, column {kind}: {found!r} is unknown; {advice}: {', '.join(near)}")
