"""What the project knows of a company and of the names that taxonomies have for line items: rows of `seeds/reference/`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from landing.project import Project
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
    project = Project(root)
    companies = {row["company"]: row for row in project.rows("companies")}
    if company not in companies:
        known = ", ".join(sorted(companies))
        raise LandingError(f"seeds/reference/companies.csv has no company {company!r}, only {known}; add its profile first")
    exceptions = tuple(row for row in project.rows("fiscal_years") if row["company"] == company)
    items = project.line_items(company)
    return Dictionary(
        company=company,
        profile=companies[company],
        calendar=Calendar(companies[company], exceptions),
        items=items,
        rules=rules_of(company, items, project.rows("concepts")),
        units=tuple(project.rows("units")),
        decks=tuple(project.decks),
    )


def rules_of(company: str, items: dict[str, Row], concepts: list[Row]) -> dict[tuple[str, frozenset[str]], Rule]:
    """Names that line items have in public taxonomies, then the rows of concepts.csv, those of the company last."""
    rules: dict[tuple[str, frozenset[str]], Rule] = {}
    for line_item, row in items.items():
        for concept in row["taxonomy"].split():
            key = (concept, frozenset[str]())
            if key in rules:
                told = f"is the taxonomy of {rules[key].line_item} and of {line_item}"
                raise LandingError(f"seeds/reference/line_items.csv: {concept} {told}; leave it to one")
            rules[key] = Rule(line_item, "level", 1)
    for row in sorted(concepts, key=lambda row: row["company"]):
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
