"""Seed files as files: what an editor or a spreadsheet can spoil without a trace."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import yaml
from conftest import ROOT

SEEDS = sorted((ROOT / "seeds").rglob("*.csv"))
# the columns that identify a row, and by which a file is sorted
KEYS = {
    "balances": ("company", "line_item"),
    "calculations": ("company", "calculation", "total", "component"),
    "check_kinds": ("kind",),
    "companies": ("company",),
    "concepts": ("company", "concept", "members"),
    "deck_pages": ("deck", "page"),
    "dispositions": ("disposition",),
    "fiscal_years": ("company", "fiscal_year"),
    "known_discrepancies": ("tie_out_id",),
    "large_deals": ("deck", "deal"),
    "line_items": ("company", "line_item"),
    "measures": ("measure",),
    "not_printed": ("company", "from_deck", "kind", "relation", "line_item", "missing"),
    "printed_signs": ("company", "section", "line_item"),
    "period_relations": ("span", "whole", "part"),
    "qualifiers": ("qualifier",),
    "ratios": ("company", "line_item", "measure"),
    "restatements": ("deck", "segment", "line_item", "measure", "period", "reason"),
    "reasonableness": ("company", "relation", "component", "component_period"),
    "roll_forwards": ("company", "balance", "flow"),
    "roundings": ("company", "document", "from_deck", "unit_family"),
    "segments": ("company", "segment"),
    "statement_totals": ("company", "statement", "total"),
    "statements": ("company", "statement"),
    "unit_families": ("unit_family",),
    "units": ("unit", "unit_family", "currency"),
}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_every_seed_is_here() -> None:
    assert {path.stem for path in SEEDS if path.parent.name in ("reference", "records")} == set(KEYS)
    assert any(path.parent.name == "decks" for path in SEEDS)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_bytes(path: Path) -> None:
    content = path.read_bytes()
    content.decode("utf-8")
    assert not content.startswith(b"\xef\xbb\xbf"), "byte order mark"
    assert b"\r" not in content, "CRLF"
    assert content.endswith(b"\n"), "last line has no end"


def numbered(text: str) -> tuple[int, str]:
    """Numbers in the order of their value, before words."""
    return (int(text), "") if text.isdigit() else (10**9, text)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_sorted_by_a_key_that_is_unique(path: Path) -> None:
    if path.parent.name == "decks":
        keys = [int(row["seq"]) for row in read(path)]
    elif path.parent.name == "ledgers":
        keys = [(int(row["line"]), int(row["position"])) for row in read(path)]
    else:
        keys = [tuple(numbered(row[column]) for column in KEYS[path.stem]) for row in read(path)]
    assert keys == sorted(set(keys))


def test_every_column_of_every_seed_is_declared_as_text() -> None:
    seeds = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))["seeds"]["kessan"]
    assert seeds["+full_refresh"] is True
    for path in SEEDS:
        folder = seeds[path.parent.name]
        declared = folder if "+column_types" in folder else folder[path.stem]
        with path.open(encoding="utf-8") as handle:
            header = handle.readline().rstrip("\n").split(",")
        assert list(declared["+column_types"]) == header
        assert set(declared["+column_types"].values()) == {"string"}


def test_no_sentence_of_the_deck_is_landed() -> None:
    """Figures and short labels go into the project, the company's sentences do not."""
    for path in SEEDS:
        if path.parent.name == "decks":
            for row in read(path):
                assert len(row["label"]) <= 40, row["seq"]
                assert "。" not in row["label"] + row["remark"], row["seq"]
