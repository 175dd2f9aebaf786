"""The page: sections, audit and data put into one HTML file that needs nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from reporting.answers import answers
from reporting.charts import Panel
from reporting.decks import in_page_order
from reporting.document import document
from reporting.headlines import headlines
from reporting.marts import HARMLESS, Marts
from reporting.peers import path_of
from reporting.provenance import Provenance
from reporting.sections import SECTIONS
from reporting.sections.base import Section
from reporting.tables import Table, build_all
from reporting.text import (
    BASIS_SUFFIX,
    CURRENCIES,
    MEASURES,
    MINUS,
    REASONS,
    RESTATED,
    STATUSES,
    Text,
    currency_sign,
    named,
    period_name,
    published_on,
    unit,
)


@dataclass(frozen=True)
class Chapter:
    """A section with what it shows."""

    section: Section
    panels: list[tuple[str, Panel]]
    tables: list[Table]


UNEXPLAINED = Text("説明のない不成立", "Not explained")


def audit(marts: Marts) -> dict[str, Any]:
    """What the audit says of the deck as a whole."""
    tie_outs = marts.rows("tie_outs")
    counts = Counter((row["kind"], row["status"]) for row in tie_outs)
    statuses = [status for status in STATUSES if any(of == status for _, of in counts)]
    kinds = [
        (kind, [counts[kind, status] for status in statuses])
        for kind in marts.kinds
        if any(counts[kind, status] for status in statuses)
    ]
    reasons = []
    for reason, title in {"": UNEXPLAINED, **REASONS, **RESTATED}.items():
        of_reason = [row for row in tie_outs if row["reason"] == reason and row["status"] not in HARMLESS]
        rows = of_reason if reason else marts.unexplained
        evidence: dict[str, list[Any]] = {}
        for row in sorted(rows, key=lambda row: row["tie_out_id"]):
            evidence.setdefault(row["evidence"] or row["tie_out_id"], []).append(row)
        if rows:
            reasons.append((reason, title, len(rows), list(evidence.items())))
    coverage = [row for row in marts.rows("deck_coverage", deck=marts.deck["deck"])]
    coverage.sort(key=lambda row: in_page_order(row["page"]))
    figures = marts.rows("figure_audit")
    return {
        "statuses": [STATUSES[status] for status in statuses],
        "kinds": kinds,
        "totals": [sum(numbers[place] for _, numbers in kinds) for place in range(len(statuses))],
        "reasons": reasons,
        "coverage": coverage,
        "holding": sum(row["status"] == "consistent" for row in tie_outs),
        "equalities": sum(row["status"] == "consistent" and marts.kinds[row["kind"]]["is_equality"] for row in tie_outs),
        "weak": sum(row["is_weak"] and row["status"] == "consistent" for row in tie_outs),
        "figures": len(figures),
        "tied": sum(row["is_tied"] for row in figures),
        "in_equality": sum(row["is_in_an_equality"] for row in figures),
        "protected": sum(row["is_protected"] for row in figures),
    }


def chapters_of(marts: Marts, provenance: Provenance, ids: Iterator[int]) -> list[Chapter]:
    """The sections that have something to show."""
    chapters = []
    for section in SECTIONS:
        if not marts.rows(section.mart):
            continue
        panels = [(f"chart-{next(ids)}", panel) for panel in section.panels(marts)]
        tables = build_all(section.tables_of(marts), marts, provenance, section.mart)
        if panels or (tables and section.is_table_alone):
            chapters.append(Chapter(section, panels, tables))
    return chapters


def render(marts: Marts, overview: str = "", pages: str | None = None) -> str:
    """The whole page of marts that are keyed; the same give the same bytes.

    `overview` is the address of the index of companies, `pages` that of the folder in which each deck has its page, if any.
    """
    provenance = Provenance(marts)
    ids = count(1)
    top = [(f"chart-{next(ids)}", headline) for headline in headlines(marts, provenance)]
    questions = answers(marts, provenance)
    chapters = chapters_of(marts, provenance, ids)
    charts = {place: headline.trend for place, headline in top}
    for chapter in chapters:
        charts |= dict(chapter.panels)
    kinds = {kind: Text(row["name_ja"], row["name_en"]) for kind, row in marts.kinds.items()}
    data = {
        **provenance.as_json(),
        "kinds": kinds,
        "statuses": STATUSES,
        "measures": MEASURES,
        "bases": BASIS_SUFFIX,
        "signs": [sign for _, sign in CURRENCIES.values()],
        "company": marts.company["company"],
        "deck": marts.deck["deck"],
        "pages": pages,
        # what `report.html#revenue:level:1Q25:actual` opens
        "anchors": provenance.places,
    }
    return document(
        "report.html.j2",
        "report.js",
        charts,
        data,
        marts=marts,
        overview=overview,
        company=named(marts.company["name_ja"], marts.company["name_en"]),
        deck=named(marts.deck["title_ja"], marts.deck["title_en"]),
        span=span_of(marts),
        published=published_on(marts.deck["published"]),
        deck_page=None if pages is None else f"{pages}{path_of(marts.deck['deck'])}",
        decks=[]
        if pages is None
        else [
            (f"{pages}{path_of(row['deck'])}", named(row["title_ja"], row["title_en"]), published_on(row["published"]))
            for row in sorted(marts.rows("decks"), key=lambda row: -row["deck_no"])
        ],
        top=top,
        money=unit(marts.kind("money")),
        sign=currency_sign(unit(marts.kind("money")).en),
        answers=questions,
        kept=kept,
        chapters=chapters,
        audit=audit(marts),
        kinds=kinds,
        meanings={kind: Text(row["meaning_ja"], row["meaning_en"]) for kind, row in marts.kinds.items()},
        period_name=period_name,
        places=provenance.places,
    )


def kept(text: Text) -> Text:
    """A sentence in which no line ends between a sign and its amount: +¥1,597m."""
    return Text(text.ja, re.sub(f"([+{MINUS['en']}])(?=[^0-9\\s])", "\\1\u2060", text.en))


def span_of(marts: Marts) -> Text:
    """The months of the period that heads the page."""
    row = marts.periods.get(marts.period)
    if not row or not row["starts_on"] or row["starts_on"] == row["ends_on"]:
        return Text("", "")
    first, last = row["starts_on"], row["ends_on"]
    return Text(f"（{first.year}年{first.month}月～{last.year}年{last.month}月）", f" ({first:%b %Y} to {last:%b %Y})")
