"""Every print of the warehouse that can be a fact, as one report of xBRL-CSV: a table, and the metadata that say what it holds."""

from __future__ import annotations

import csv
import io
from typing import Any

from filing.publish import names, oim
from filing.publish.read import Concept, Print, Warehouse
from filing.publish.report_json import write
from filing.publish.taxonomy import statements_in

NONE = "#none"
DIMENSIONS = {
    "concept": "$concept",
    "entity": "$entity",
    "period": "$period",
    "unit": "$unit",
    "kessan:basis": "$basis",
    "kessan:vintage": "$vintage",
    "kessan:as_of": "$as_of",
}
# what an XBRL processor passes over
COMMENTS = ("page", "printed")
COLUMNS = ("figure", "concept", "entity", "period", "unit", "basis", "vintage", "as_of", "value", "decimals", *COMMENTS)


def report(warehouse: Warehouse) -> dict[str, bytes]:
    """The metadata and the table, by file name."""
    concepts = {(one.company, one.line_item, one.measure): one for one in warehouse.concepts}
    stated = [one for one in warehouse.prints if one.omitted_because is None]
    used = [concepts[one.company, one.line_item, one.measure] for one in stated]
    rows = [row(concept, one) for concept, one in zip(used, stated, strict=True)]
    metadata: dict[str, Any] = {
        "documentInfo": {
            "documentType": "https://xbrl.org/2021/xbrl-csv",
            "features": {"xbrl:allowedDuplicates": oim.duplicates({deck.mode for deck in warehouse.decks})},
            "namespaces": oim.namespaces(warehouse.concepts),
            "taxonomy": [f"../taxonomy/{path}" for path in statements_in(used)],
        },
        "tableTemplates": {
            "prints": {
                "rowIdColumn": "figure",
                "columns": {
                    **{name: {} for name in COLUMNS if name != "value" and name not in COMMENTS},
                    "value": {"dimensions": DIMENSIONS, "decimals": "$decimals"},
                    **{name: {"comment": True} for name in COMMENTS},
                },
            }
        },
        "tables": {"prints": {"url": "prints.csv"}},
    }
    return {"warehouse.json": write(metadata), "prints.csv": table(rows)}


def row(concept: Concept, one: Print) -> tuple[str, ...]:
    return (
        row_name(one),
        concept.qname,
        oim.entity_of(one.company),
        oim.period_of(one.starts_on, one.ends_on, one.is_instant),
        concept.unit or NONE,
        NONE if one.basis == "actual" else f"kessan:{one.basis}",
        one.deck,
        one.as_of or NONE,
        oim.value_of(one.value),
        NONE if one.decimals is None else str(one.decimals),
        one.page,
        names.text(one.print),
    )


def row_name(one: Print) -> str:
    """Deck and place in it; the name of a row has no dot."""
    return f"{names.local_name(one.deck).replace('.', '-')}-{one.seq}"


def table(rows: list[tuple[str, ...]]) -> bytes:
    """A header and the rows; UTF-8 without byte order mark, lines ending as RFC 4180 has them."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return text.getvalue().encode()
