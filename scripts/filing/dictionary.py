"""What the project knows of a company and of the names that taxonomies have for line items: rows of `seeds/reference/`."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import yaml
from landing.proposal import ROOT, LandingError

from filing.periods import Calendar

Row = dict[str, str]


@dataclass(frozen=True)
class Rule:
    """
    What a concept is: a line item and a measure of it.

    Of several concepts for one amount, one of a higher `rank` is taken only where the filing has none of a lower.
    """

    line_item: str
    measure: str
    rank: int


@dataclass(frozen=True)
class Dictionary:
    """All that is known for a company."""

    company: str
    profile: Row
    calendar: Calendar
    items: dict[str, Row]
    # by concept and the members of its context beside consolidation and forecast, such as a segment
    rules: dict[tuple[str, frozenset[str]], Rule]
    units: tuple[Row, ...]
    decks: tuple[dict, ...]


def of(company: str, root: Path = ROOT) -> Dictionary:
    """Raises LandingError where the project does not know the company, or a name stands for two things."""
    companies = {row["company"]: row for row in rows("companies", root)}
    if company not in companies:
        known = ", ".join(sorted(companies))
        raise LandingError(f"seeds/reference/companies.csv has no company {company!r}, only {known}; add its profile first")
    exceptions = tuple(row for row in rows("fiscal_years", root) if row["company"] == company)
    items = line_items(company, root)
    return Dictionary(
        company=company,
        profile=companies[company],
        calendar=Calendar(companies[company], exceptions),
        items=items,
        rules=rules_of(company, items, root),
        units=tuple(rows("units", root)),
        decks=tuple(listed(root)),
    )


def rows(name: str, root: Path) -> list[Row]:
    path = root / f"seeds/reference/{name}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))
    except (OSError, UnicodeDecodeError) as error:
        raise LandingError(f"{path}: cannot be read ({error})") from None


def line_items(company: str, root: Path) -> dict[str, Row]:
    """The standard's and the company's own; a cell of the company's replaces that of the standard's."""
    items: dict[str, Row] = {}
    for row in sorted(rows("line_items", root), key=lambda row: row["company"]):
        if row["company"] in ("", company):
            known = items.get(row["line_item"], row)
            items[row["line_item"]] = {column: cell or known[column] for column, cell in row.items()}
    return items


def listed(root: Path) -> list[dict]:
    """The decks of dbt_project.yml."""
    path = root / "dbt_project.yml"
    try:
        return [dict(entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["vars"]["decks"]]
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise LandingError(f"{path}: no list of decks under vars, decks ({type(error).__name__}: {error})") from None


def rules_of(company: str, items: dict[str, Row], root: Path) -> dict[tuple[str, frozenset[str]], Rule]:
    """Names that line items have in public taxonomies, then the rows of concepts.csv, those of the company last."""
    rules: dict[tuple[str, frozenset[str]], Rule] = {}
    for line_item, row in items.items():
        for concept in row["taxonomy"].split():
            key = (concept, frozenset[str]())
            if key in rules:
                told = f"is the taxonomy of {rules[key].line_item} and of {line_item}"
                raise LandingError(f"seeds/reference/line_items.csv: {concept} {told}; leave it to one")
            rules[key] = Rule(line_item, "level", 1)
    for row in sorted(rows("concepts", root), key=lambda row: row["company"]):
        if row["company"] not in ("", company):
            continue
        where = f"seeds/reference/concepts.csv, {row['company']} {row['concept']} {row['members']}".rstrip()
        key = (row["concept"], frozenset(row["members"].split()))
        if not row["line_item"]:
            rules.pop(key, None)
            continue
        if row["line_item"] not in items:
            raise LandingError(f"{where}: {company} has no line item {row['line_item']!r} in line_items.csv")
        if not row["rank"].isdecimal():
            raise LandingError(f"{where}: rank {row['rank']!r} is no number, 1 for the first choice")
        rules[key] = Rule(row["line_item"], row["measure"], int(row["rank"]))
    return rules
