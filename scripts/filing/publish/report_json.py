"""The facts of a deck as xBRL-JSON: one report for each period and basis.

Calculations 1.1 adds the parts that a report has and knows of no others, so that a part which is printed nowhere would be a false
alarm. A report therefore names the module of a calculation only where it has all of its terms; and of the statements, those that
it has a fact of.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from itertools import groupby
from math import inf
from typing import Any

from filing.publish import names, oim
from filing.publish.read import Concept, Deck, Print, Sum
from filing.publish.taxonomy import calculation_file, statements_in

Key = tuple[str, str, str]


def key_of(row: Print | Sum) -> Key:
    """What one report is about: a period, a basis, and as of when."""
    return (row.period, row.basis, row.as_of or "")


def reports(deck: Deck, concepts: list[Concept], prints: list[Print], sums: list[Sum]) -> dict[str, bytes]:
    """The reports of a deck by file name."""
    by_name = {(concept.line_item, concept.measure): concept for concept in concepts}
    stated = sorted(in_order([one for one in prints if one.omitted_because is None]), key=key_of)
    complete: dict[Key, list[Sum]] = {}
    for one in sums:
        if one.omitted_because is None:
            complete.setdefault(key_of(one), []).append(one)
    found = {
        file_name(key): write(report(deck, by_name, list(rows), complete.get(key, []))) for key, rows in groupby(stated, key=key_of)
    }
    # a package has a report, be there nothing to say
    return found or {"nothing.json": write(report(deck, by_name, [], []))}


def in_order(prints: list[Print]) -> list[Print]:
    """In reading order; of the prints of one fact the sharpest last, which is the one that Arelle's tables show."""
    first: dict[tuple, int] = {}
    for one in prints:
        first.setdefault((key_of(one), one.line_item, one.measure), one.seq)

    def place(one: Print) -> tuple[int, float, int]:
        decimals = inf if one.decimals is None else one.decimals
        return first[key_of(one), one.line_item, one.measure], decimals, -one.seq

    return sorted(prints, key=place)


def file_name(key: Key) -> str:
    """`1Q25-actual.json`, `FY25-forecast-as-of-2025-05.json`."""
    period, basis, as_of = key
    return f"{period}-{basis}{'-as-of-' + as_of if as_of else ''}.json"


def report(deck: Deck, concepts: dict[tuple[str, str], Concept], prints: list[Print], sums: list[Sum]) -> dict[str, Any]:
    used = [concepts[one.line_item, one.measure] for one in prints]
    modules = sorted({calculation_file(one.calculation, one.measure) for one in sums})
    facts: dict[str, Any] = {}
    for one, concept in zip(prints, used, strict=True):
        facts[oim.fact_name(one)] = fact(deck, concept, one)
    for one in prints:
        facts[note_name(one)] = note(one)
    return {
        "documentInfo": {
            "documentType": "https://xbrl.org/2021/xbrl-json",
            "features": {"xbrl:allowedDuplicates": oim.duplicates({deck.mode})},
            "namespaces": oim.namespaces(used),
            "linkTypes": {"footnote": "http://www.xbrl.org/2003/arcrole/fact-footnote"},
            "linkGroups": {"_": "http://www.xbrl.org/2003/role/link"},
            "taxonomy": [f"../taxonomy/{path}" for path in (*statements_in(used), *modules)],
        },
        "facts": facts,
    }


def fact(deck: Deck, concept: Concept, one: Print) -> dict[str, Any]:
    """A print: its value, as sharply as it is printed, and a note that says where."""
    dimensions = {
        "concept": concept.qname,
        "entity": oim.entity_of(one.company),
        "period": oim.period_of(one.starts_on, one.ends_on, one.is_instant),
        "unit": concept.unit,
        "kessan:basis": None if one.basis == "actual" else f"kessan:{one.basis}",
        "kessan:vintage": deck.deck,
        "kessan:as_of": one.as_of,
    }
    return {
        "value": oim.value_of(one.value),
        **({} if one.decimals is None else {"decimals": one.decimals}),
        "dimensions": {name: value for name, value in dimensions.items() if value is not None},
        "links": {"footnote": {"_": [note_name(one)]}},
    }


def note_name(one: Print) -> str:
    return f"n{one.seq}"


def note(one: Print) -> dict[str, Any]:
    """The label and the number as printed, and the page; in no language, for it quotes the deck."""
    return {
        # a note is XHTML
        "value": escape(names.text(one.note), quote=False),
        "dimensions": {"concept": "xbrl:note", "noteId": note_name(one), "language": "und"},
    }


def write(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def omitted(prints: Iterable[Print], sums: Iterable[Sum]) -> dict[str, Any]:
    """What the reports do not have, each with its reason."""
    return {
        "figures_omitted": [
            {
                "figure_id": one.figure_id,
                "page": one.page,
                "printed": one.note,
                "line_item": one.line_item,
                "measure": one.measure,
                "period": one.period,
                "basis": one.basis,
                "as_of": one.as_of,
                "reason": one.omitted_because,
            }
            for one in prints
            if one.omitted_because
        ],
        "calculations_omitted": [
            {
                "calculation": one.calculation,
                "total": one.total,
                "measure": one.measure,
                "period": one.period,
                "basis": one.basis,
                "as_of": one.as_of,
                "missing": one.omitted_because,
            }
            for one in sums
            if one.omitted_because
        ],
    }
