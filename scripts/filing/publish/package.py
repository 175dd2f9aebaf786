"""Report packages (Report Package 1.0): a deck's reports, or the report of the whole warehouse, with the taxonomy that they name.

The same figures give the same bytes: files have their place by name, and no time.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb

from filing.publish import report_csv, report_json
from filing.publish.linkbase import TEMPLATES
from filing.publish.read import Deck, Print, Sum, Warehouse, read
from filing.publish.taxonomy import taxonomy_of_all, taxonomy_of_company

DOCUMENT_TYPE = "https://xbrl.org/report-package/2023"
# a zip has several reports of any kind, an xbr exactly one that is not inline
OF_WAREHOUSE = "warehouse.xbr"
# what a package says of itself, beside its reports
ABOUT = "about.json"
# Arelle's options for Calculations 1.1: round to nearest, and truncation
CALC = {"half_up": "c11r", "truncate": "c11t"}
# the earliest time that a zip can have
NO_TIME = (1980, 1, 1, 0, 0, 0)
REASONS = {
    "hedged": "About, over, or so: the deck qualifies the number",
    "no_decimals": "A range, or a rounding that is not known: no number of decimals says what it can be",
    "conflicting": "The deck prints the fact more than once, and no number is all of these",
    "no_end": "Its period has no end",
    "dash": "A dash, which states nothing",
    "turn": "Words in the place of a number",
}


@dataclass(frozen=True)
class Summary:
    """What a package has, for itself and for the manifest of a release; `calc` is Arelle's option that adds it up."""

    file: str
    calc: str
    reports: int
    facts: int
    calculations: int
    omitted_figures: dict[str, int]
    omitted_calculations: int


def zipped(root: str, files: dict[str, bytes]) -> bytes:
    """Files in one folder of a zip."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{root}/{path}", NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[path])
    return content.getvalue()


def as_json(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def metadata(document_type: str) -> dict[str, bytes]:
    return {"META-INF/reportPackage.json": as_json({"documentInfo": {"documentType": document_type}})}


def in_folder(folder: str, files: dict[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{path}": content for path, content in files.items()}


def deck_package(warehouse: Warehouse, deck: Deck) -> tuple[bytes, Summary]:
    """The package of one deck."""
    concepts, terms = warehouse.by_company[deck.company]
    prints, sums = warehouse.by_deck[deck.deck]
    reports = report_json.reports(deck, concepts, prints, sums)
    summary = summed_up(f"{deck.deck}.zip", CALC[deck.mode], len(reports), prints, sums)
    content = zipped(
        deck.deck,
        {
            **metadata(DOCUMENT_TYPE),
            **in_folder("reports", reports),
            **in_folder("taxonomy", taxonomy_of_company(concepts, terms)),
            ABOUT: as_json({**asdict(summary), **report_json.omitted(prints, sums)}),
            "README.md": readme(deck, summary),
        },
    )
    return content, summary


def summed_up(file: str, calc: str, reports: int, prints: list[Print], sums: list[Sum]) -> Summary:
    reasons = Counter(one.omitted_because for one in prints if one.omitted_because)
    return Summary(
        file=file,
        calc=calc,
        reports=reports,
        facts=sum(one.omitted_because is None for one in prints),
        calculations=sum(one.omitted_because is None for one in sums),
        omitted_figures={reason: reasons[reason] for reason in REASONS if reasons[reason]},
        omitted_calculations=sum(one.omitted_because is not None for one in sums),
    )


def readme(deck: Deck, summary: Summary) -> bytes:
    """What the package is and how it is checked, for who unpacks it."""
    return TEMPLATES.get_template("readme.md.j2").render(deck=deck, summary=summary, reasons=REASONS).encode()


def warehouse_package(warehouse: Warehouse) -> tuple[bytes, Summary]:
    """The package of all decks."""
    summary = summed_up(OF_WAREHOUSE, CALC["half_up"], 1, warehouse.prints, [])
    content = zipped(
        "warehouse",
        {
            **metadata(f"{DOCUMENT_TYPE}/xbr"),
            **in_folder("reports", report_csv.report(warehouse)),
            **in_folder("taxonomy", taxonomy_of_all(warehouse.concepts)),
            ABOUT: as_json(asdict(summary)),
        },
    )
    return content, summary


def write_packages(connection: duckdb.DuckDBPyConnection, database: str, folder: Path) -> list[Summary]:
    """A package for each deck and one for the whole of an attached database, in a folder that is made."""
    warehouse = read(connection, database)
    folder.mkdir(parents=True)
    summaries = []
    for content, summary in (*(deck_package(warehouse, deck) for deck in warehouse.decks), warehouse_package(warehouse)):
        (folder / summary.file).write_bytes(content)
        summaries.append(summary)
    return summaries
