"""The page: sections, audit and data put into one HTML file that needs nothing else."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import vl_convert
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reporting.answers import answers
from reporting.charts import CONFIG, LINES, Panel, differences, specification
from reporting.headlines import headlines
from reporting.marts import Marts
from reporting.provenance import Provenance
from reporting.sections import SECTIONS
from reporting.sections.base import Section
from reporting.sections.keys import keyed
from reporting.tables import Table, build_all
from reporting.text import BASIS_SUFFIX, CURRENCIES, MEASURES, REASONS, STATUSES, Text, currency_sign, named, period_name, unit

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Chapter:
    """A section with what it shows."""

    section: Section
    panels: list[tuple[str, Panel]]
    tables: list[Table]


def embedded_json(value: Any) -> Markup:  # noqa: ANN401
    """JSON that cannot end the element it stands in, whatever the texts hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def in_both_languages(panel: Panel) -> dict[str, Any]:
    """The chart in English, and what is otherwise in Japanese."""
    en, ja = (specification(panel, lang) for lang in ("en", "ja"))
    return {"en": en, "ja": differences(en, ja)}


def sha256(text: str) -> str:
    """The source expression by which a content security policy allows this very text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


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
    for reason, title in REASONS.items():
        rows = sorted((row for row in tie_outs if row["reason"] == reason), key=lambda row: row["tie_out_id"])
        if rows:
            evidence: dict[str, list[Any]] = {}
            for row in rows:
                evidence.setdefault(row["evidence"], []).append(row)
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
    }


def in_page_order(page: str) -> list[tuple[int, str]]:
    """Pages as a reader turns them: 2 before 12, 12-2 after 12, those of an appendix last."""
    return [(int(part), "") if part.isdigit() else (10**9, part) for part in page.split("-")]


def render(marts: Marts) -> str:
    """The whole page; the same marts give the same bytes."""
    keyed(marts)
    provenance = Provenance(marts)
    ids = count(1)
    top = [(f"chart-{next(ids)}", headline) for headline in headlines(marts, provenance)]
    charts = {place: headline.trend for place, headline in top}
    questions = answers(marts, provenance)
    chapters = []
    for section in SECTIONS:
        if not marts.rows(section.mart):
            continue
        panels = [(f"chart-{next(ids)}", panel) for panel in section.panels(marts)]
        tables = build_all(section.tables_of(marts), marts, provenance, section.mart)
        if panels or (tables and section.is_table_alone):
            chapters.append(Chapter(section, panels, tables))
            charts |= dict(panels)

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    style = (TEMPLATES / "report.css").read_text(encoding="utf-8").strip()
    script = (TEMPLATES / "report.js").read_text(encoding="utf-8").strip()
    vega = vl_convert.javascript_bundle().strip()
    data = {
        **provenance.as_json(),
        "kinds": {kind: Text(row["name_ja"], row["name_en"]) for kind, row in marts.kinds.items()},
        "statuses": STATUSES,
        "measures": MEASURES,
        "bases": BASIS_SUFFIX,
        "signs": [sign for _, sign in CURRENCIES.values()],
        "config": CONFIG,
        "charts": {place: in_both_languages(panel) for place, panel in charts.items()},
    }
    template = environment.get_template("report.html.j2")
    return template.render(
        marts=marts,
        company=named(marts.company["name_ja"], marts.company["name_en"]),
        deck=named(marts.deck["title_ja"], marts.deck["title_en"]),
        top=top,
        money=unit(marts.kind("money")),
        sign=currency_sign(unit(marts.kind("money")).en),
        answers=questions,
        chapters=chapters,
        audit=audit(marts),
        kinds={kind: Text(row["name_ja"], row["name_en"]) for kind, row in marts.kinds.items()},
        meanings={kind: Text(row["meaning_ja"], row["meaning_en"]) for kind, row in marts.kinds.items()},
        Text=Text,
        lines=LINES,
        period_name=period_name,
        places=provenance.places,
        style=Markup(style),
        scripts=[Markup(vega), Markup(script)],
        policy="; ".join(
            (
                "default-src 'none'",
                f"script-src {sha256(vega)} {sha256(script)}",
                f"style-src {sha256(style)}",
                "img-src data:",
                "base-uri 'none'",
                "form-action 'none'",
            )
        ),
        data=embedded_json(data),
    )
