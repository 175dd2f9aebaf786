"""Bad input stops the real `dbt build` with an error that names file, row, column, text and what is allowed."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import DECK, Project

BAD_CELLS = [
    ("unit", "百万圓", ["one of", "百万円", "億円"]),
    ("unit", "円", ["a unit of money"]),
    ("printed", "1O.5", ["a number such as"]),
    ("printed", "1,23", ["a number such as"]),
    ("printed", "1e5", ["a number such as"]),
    ("printed", "12 3", ["a number such as"]),
    ("printed", "39,058.12345", ["a number with fewer digits"]),
    ("printed", "1234567890123", ["a number with fewer digits"]),
    ("printed", "", ["the number as printed"]),
    ("line_item", "network_service_revenue", ["seeds/reference/line_items.csv"]),
    ("measure", "yoy", ["one of", "yoy_pct"]),
    ("basis", "actuals", ["actual, forecast, plan"]),
    ("qualifier", "およそ", ["empty or one of", "約"]),
    ("period", "5Q24", ["1Q25, 1H25, FY25"]),
    ("period", "2024-06-30", ["measured over a duration"]),
    ("as_of", "May 2025", ["a month 2025-05"]),
    ("page", "five", ["the printed slide number"]),
    ("period", "2Q25", ["a period that had ended when the deck was published"]),
]


def test_bad_cells(project: Project, rebuild: Callable[[], str]) -> None:
    """Each in a row of its own, all of them in one build: network and systems revenue, cost and profit by quarter."""
    rows = [row for row in project.rows() if (row["page"], row["measure"], row["unit"]) == ("5", "level", "百万円")]
    slips = dict(zip((row["seq"] for row in rows), BAD_CELLS, strict=False))
    assert len(slips) == len(BAD_CELLS) <= 20, "at most twenty failing rows are shown"
    project.write([row | {slips[row["seq"]][0]: slips[row["seq"]][1]} if row["seq"] in slips else row for row in project.rows()])
    output = rebuild()
    for seq, (column, text, accepted) in slips.items():
        shown = output[output.index(f"seq: {seq}") :].split("seq: ")[1]
        for expected in [f"in_column: {column}", f'found: "{text}"', *accepted]:
            assert expected in shown, f"{column}={text}"
    assert output.count(str(DECK)) >= len(slips)
    assert "tie_outs" not in output.split("SKIP")[0], "checks ran on figures that cannot be read"


def test_duplicates(project: Project, rebuild: Callable[[], str]) -> None:
    """A row that is there twice, and a number that two rows have."""
    rows = project.rows()
    rows.append(rows[100] | {"seq": "99999"})
    rows[1]["seq"] = rows[0]["seq"]
    project.write(rows)
    output = rebuild()
    for expected in ["seq: 99999", "each figure once", f"seq: {rows[0]['seq']}", "a number that no other row has"]:
        assert expected in output


def header(text: str, change: Callable[[list[str]], list[str]]) -> str:
    first, rest = text.split("\n", 1)
    return ",".join(change(first.split(","))) + "\n" + rest


BAD_FILES = {
    "missing column": (
        lambda text: header(text, lambda columns: columns[:-1]).encode(),
        ["missing column remark"],
    ),
    "extra column": (
        lambda text: header(text, lambda columns: [*columns, "note"]).encode(),
        ["column note is not declared"],
    ),
    "reordered columns": (
        lambda text: header(text, lambda columns: [columns[1], columns[0], *columns[2:]]).encode(),
        ["columns are out of order", "found    page,seq", "expected seq,page"],
    ),
    "byte order mark": (lambda text: b"\xef\xbb\xbf" + text.encode(), ["byte order mark"]),
    "CRLF": (lambda text: text.replace("\n", "\r\n").encode(), ["CRLF"]),
}


@pytest.mark.parametrize("name", BAD_FILES)
@pytest.mark.parametrize("seed", [DECK, Path("seeds/reference/units.csv")], ids=lambda seed: seed.stem)
def test_bad_file(project: Project, rebuild: Callable[[], str], name: str, seed: Path) -> None:
    spoil, expected = BAD_FILES[name]
    path = project.root / seed
    path.write_bytes(spoil(path.read_text(encoding="utf-8")))
    if seed != DECK:
        expected = [text for text in expected if "remark" not in text and ",page" not in text and "page,seq" not in text]
    output = rebuild()
    for text in [str(seed), "nothing was loaded", *expected]:
        assert text in output


@pytest.mark.parametrize("seed", [DECK, Path("seeds/reference/units.csv")], ids=lambda seed: seed.stem)
def test_file_that_is_not_utf8(project: Project, rebuild: Callable[[], str], seed: Path) -> None:
    """dbt itself stops while it parses, without the file's name; the make commands give it."""
    path = project.root / seed
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp932", errors="replace"))
    assert "codec can't decode" in rebuild()
    assert not project.warehouse.exists()
    made = subprocess.run(["make", "encoding"], cwd=project.root, capture_output=True, text=True, check=False)
    assert made.returncode != 0
    assert f"{seed}: not UTF-8" in made.stderr


def test_deck_listed_without_a_file(project: Project, rebuild: Callable[[], str]) -> None:
    decks = Path("seeds/reference/decks.csv")
    rows = project.rows(decks)
    project.write([*rows, rows[0] | {"deck": "iij_2q25"}], decks)
    assert "seeds/decks/iij_2q25.csv does not exist or is empty" in rebuild()


def test_file_without_a_listing(project: Project, rebuild: Callable[[], str]) -> None:
    rows = project.rows()
    project.write(rows[:3], Path("seeds/decks/iij_2q25.csv"))
    output = rebuild()
    assert "seeds/decks/iij_2q25.csv" in output
    assert "deck iij_2q25 is not listed in seeds/reference/decks.csv" in output


SLIPS = {
    # what is slipped in one build: file, row, change, what the message says
    "reference data": [
        ("calculations", {"calculation": "revenue_by_segment"}, {"comparison": "equal"}, "equals or at_most"),
        ("calculations", {"calculation": "total_assets_balance"}, {"component": "no_such_item"}, "found: no_such_item"),
        ("line_items", {"line_item": "operating_profit"}, {"statement": "income_statment"}, "a listed statement"),
        ("line_items", {"line_item": "systems_integration_revenue"}, {"concept": "revenu"}, "a concept"),
        ("line_items", {"line_item": "inventories"}, {"part_of": "total_asset"}, "found: total_asset"),
        ("qualifiers", {"qualifier": "約"}, {"step_toward_zero": "9"}, "0 or 1 each"),
    ],
    "decks": [("decks", {"deck": "iij_1q25"}, {"current_period": "7Q99"}, 'current_period "7Q99" is not a period')],
    "records": [
        ("large_deals", {"deal": "chiba_city_education_network"}, {"amount_printed": "231"}, "the ledger has no such amount"),
        ("deck_pages", {"page": "25"}, {"numbers": "3"}, "3 numbers are on the page"),
        ("iij_1q25_ledger", {"entry": "5001"}, {"entry": "5002"}, "stands 0 times in the ledger"),
    ],
}


@pytest.mark.parametrize("name", SLIPS)
def test_slips_beside_the_figures(project: Project, rebuild: Callable[[], str], name: str) -> None:
    for file, key, change, _ in SLIPS[name]:
        (path,) = (project.root / "seeds").rglob(f"{file}.csv")
        seed = path.relative_to(project.root)
        project.write([row | change if key.items() <= row.items() else row for row in project.rows(seed)], seed)
    output = rebuild()
    for file, _, _, message in SLIPS[name]:
        assert message in output, f"{file}: {message}"


def test_a_check_that_is_not_made_is_missed(project: Project, rebuild: Callable[[], str]) -> None:
    """As if a change to a model lost the changes on the year before."""
    model = project.root / "models/intermediate/int_growth_members.sql"
    model.write_text(
        model.read_text(encoding="utf-8").replace("compared_with in ('year_ago', 'previous')", "measure = 'yoy_pct'"),
        encoding="utf-8",
    )
    output = rebuild()
    assert "assert_every_possible_tie_out_is_checked" in output
    assert "the landed figures make this check possible, and it was not made" in output


def test_calculation_that_binds_nowhere(project: Project, rebuild: Callable[[], str]) -> None:
    calculations = Path("seeds/reference/calculations.csv")
    rows = project.rows(calculations)
    relation = {"calculation": "zzz_never_printed", "total": "vmware_provision", "weight": "1", "comparison": "equals"}
    project.write([*rows, *(relation | {"component": item} for item in ("wan_revenue", "mobile_lines"))], calculations)
    output = rebuild()
    assert "tie_out: unbound:footing:zzz_never_printed:vmware_provision:level" in output
    assert "is its total or a component mistyped?" in output


def test_explanation_of_what_no_longer_occurs(project: Project, rebuild: Callable[[], str]) -> None:
    seed = Path("seeds/reference/known_discrepancies.csv")
    rows = project.rows(seed)
    tie_out = "footing:revenue_by_segment:iij_1q25:revenue:level:1Q25:actual"
    project.write([*rows, rows[0] | {"tie_out_id": tie_out}], seed)
    output = rebuild()
    assert "assert_known_discrepancies_occur: 1 failing row" in output
    assert f"tie_out: {tie_out}" in output
    assert "actual_status: consistent" in output


WRONG_DIGITS = [
    # seq, as printed, mistyped, the check that must name it
    ("5005", "42,512", "42,521", "footing:revenue_by_segment:iij_1q25:revenue:level:1Q25:actual"),
    ("3001", "768.2", "768.4", "cross_print:prints:iij_1q25:revenue:level:1Q25:actual"),
    ("3013", "+3.9%", "+4.0%", "recalculation:yoy_pct:iij_1q25:cost_of_sales:yoy_pct:1Q25:actual"),
    ("6048", "22.2%", "22.3%", "recalculation:quotient:iij_1q25:gross_margin:level:3Q24:actual"),
    ("6033", "248,429", "249,429", "period_footing:quarters_to_year:iij_1q25:cost_of_sales:level:FY24:actual"),
    ("4009", "+8.5", "+8.9", "bridge:operating_profit_by_segment:iij_1q25:operating_profit:yoy_change:1Q24:actual"),
    (
        "14059",
        "△653",
        "653",
        "footing:profit_from_profit_before_tax:iij_1q25:profit_attributable_to_owners:level:4Q24:actual",
    ),
]


@pytest.mark.parametrize(("seq", "printed", "mistyped", "tie_out"), WRONG_DIGITS, ids=[w[3].split(":")[0] for w in WRONG_DIGITS])
def test_wrong_digit(project: Project, rebuild: Callable[[], str], seq: str, printed: str, mistyped: str, tie_out: str) -> None:
    (row,) = (row for row in project.rows() if row["seq"] == seq)
    assert row["printed"] == printed
    project.edit(seq, printed=mistyped)
    output = rebuild()
    assert "assert_tie_outs_hold" in output
    start = output.index(f"tie_out: {tie_out}")
    detail = output[start : output.index("recomputed_interval", start) + 60]
    assert "status: inconsistent" in detail
    assert mistyped in detail
    assert "pages:" in detail
    assert "printed_interval: [" in detail


def test_at_most_twenty_rows_are_shown(project: Project, rebuild: Callable[[], str]) -> None:
    project.write([row | {"unit": "?"} for row in project.rows()])
    output = rebuild()
    assert output.count("in_column: unit") == 20
    assert "all of them: dbt show --select assert_figures_are_valid --limit -1 --output json" in output
