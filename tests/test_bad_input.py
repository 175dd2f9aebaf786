"""Bad input stops the real `dbt build` with an error that names file, row, column, text and what is allowed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import DECK, ROOT, Project, made_once
from landed import copy_of_project, failures, refused

BAD_CELLS = [
    ("unit", "百万圓", ["one of", "百万円", "億円"]),
    ("unit", "人", ["a unit of money"]),
    ("printed", "1O.5", ["a number such as"]),
    ("printed", "1,23", ["a number such as"]),
    ("printed", "1e5", ["a number such as"]),
    ("printed", "12 3", ["a number such as"]),
    ("printed", "39,058.12345678", ["a number with fewer digits"]),
    ("printed", "1234567890123", ["a number with fewer digits"]),
    ("printed", "", ["the number as printed"]),
    ("line_item", "network_service_revenue", ["seeds/reference/line_items.csv"]),
    ("measure", "yoy", ["one of", "yoy_pct"]),
    ("basis", "actuals", ["actual, forecast, plan"]),
    ("qualifier", "およそ", ["empty or one of", "約"]),
    ("period", "7Q24", ["1Q25, 1H25, 9M25, FY25"]),
    ("period", "2024-06-30", ["measured over a duration"]),
    ("as_of", "May 2025", ["a month 2025-05"]),
    ("page", "five", ["the printed slide number"]),
    ("period", "2Q25", ["a period that had ended when the deck was published"]),
    # a year of twelve months has no fifth quarter
    ("period", "5Q24", ["a period of the calendar that seeds/reference/fiscal_years.csv gives iij"]),
]
# what only some decks print, and what only some companies state
BAD_FORMS = [
    ("unit", "百万ドル", ["a unit in JPY, as the company reports in"]),
    ("unit", "百万円", ["%, as printed"]),  # +18.1％ in wide characters
    ("printed", "1,100～1,000", ["a range from the lower number to the upper one"]),
    ("printed", "$1,234", ["no currency mark, or that of 百万円"]),
    ("printed", "42,512億円", ["with no unit but 百万円"]),
    ("printed", "△(5)", ["a number such as"]),
    ("printed", ".5", ["a number such as"]),
    ("printed", "007", ["a number such as"]),
    ("page", "5-", ["12, 12-2, A-1 or ⅳ"]),
    ("page", "A-", ["12, 12-2, A-1 or ⅳ"]),
    ("page", "1.5", ["12, 12-2, A-1 or ⅳ"]),
]
# what a cell may not hold beside the others of its row
BAD_ROWS = [
    ("period", "FY25-FY24", ["FY24-FY26 in this order"]),
    ("period", "13M25", ["9M25"]),
    ("period", "FY", ["FY25"]),
    ("section", "", ["a section code of the deck"]),
    ("label", "", ["the label as printed"]),
    ("measure", "change", ["the change of a balance: its period is a date"]),
    ("measure", "qoq_change", ["qoq compares with the quarter before"]),
    ("basis", "forecast", ["the period had ended on 20", "say in as_of when it was stated", "why it is still a forecast"]),
]
# what is written where the cell that is named is right by itself
BESIDE = {
    ("unit", "百万円"): {"printed": "+18.1％"},
    ("measure", "qoq_change"): {"period": "1H24"},
    # a plan of a year that had ended, though the month of its statement is the one in which it did
    ("basis", "forecast"): {"period": "FY24", "as_of": "2025-04"},
}


@pytest.mark.parametrize("cells", [BAD_CELLS, BAD_FORMS, BAD_ROWS], ids=["slips", "forms", "rows"])
def test_bad_cells(project: Project, rebuild: Callable[[], str], cells: list[tuple[str, str, list[str]]]) -> None:
    """Each in a row of its own, all of them in one build: network and systems revenue, cost and profit by quarter."""
    rows = [row for row in project.rows() if (row["page"], row["measure"], row["unit"]) == ("5", "level", "百万円")]
    slips = dict(zip((row["seq"] for row in rows), cells, strict=False))
    assert len(slips) == len(cells) <= 20, "at most twenty failing rows are shown"
    spoiled = {seq: {column: text} | BESIDE.get((column, text), {}) for seq, (column, text, _) in slips.items()}
    project.write([row | spoiled.get(row["seq"], {}) for row in project.rows()])
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


# each file is spoilt in a way of its own
BAD_FILES = {
    "decks/iij_1q25": (lambda text: header(text, lambda columns: columns[:-1]).encode(), ["missing column remark"]),
    "reference/units": (
        lambda text: header(text, lambda columns: [*columns, "note"]).encode(),
        ["column note is not declared"],
    ),
    "ledgers/iij_1q25_ledger": (
        lambda text: header(text, lambda columns: [columns[1], columns[0], *columns[2:]]).encode(),
        ["columns are out of order", "found    line,page,position", "expected page,line,position"],
    ),
    "reference/measures": (lambda text: b"\xef\xbb\xbf" + text.encode(), ["byte order mark"]),
    "records/deck_pages": (lambda text: text.replace("\n", "\r\n").encode(), ["CRLF"]),
    "reference/concepts": (lambda text: text.replace("\n", "\n\x00", 1).encode() + b"\x00", ["holds a NUL character"]),
}


def test_bad_files_and_a_bad_list_of_decks(project: Project, rebuild: Callable[[], str]) -> None:
    """
    All are named at once: a file whose columns SQL would stumble over, one where dbt does not look for it, one that is not listed,
    a ledger that no deck has, a slip in the list.
    """
    project.list_deck("o'b", published_on="2025-11")
    project.list_deck("acme_2q25", published_on="2025-11")
    project.list_deck("iij_1q25", seqence="1", ledger="yes", title_en=None)
    deep = project.root / "seeds/decks/sub/acme_2q25.csv"
    deep.parent.mkdir()
    for path in (deep, project.root / "seeds/decks/o'b.csv", project.root / "seeds/decks/iij_2q25.csv"):
        shutil.copy(project.root / DECK, path)
    ledgers = project.root / "seeds/ledgers"
    shutil.copy(ledgers / "iij_1q25_ledger.csv", ledgers / "acme_2q25_ledger.csv")
    shutil.copy(project.root / "seeds/reference/segments.csv", project.root / "seeds/reference/o'c.csv")
    for name, (spoil, _) in BAD_FILES.items():
        path = project.root / "seeds" / f"{name}.csv"
        path.write_bytes(spoil(path.read_text(encoding="utf-8")))
    output = rebuild()
    for expected in [
        "nothing was loaded",
        "seeds/reference/o'c.csv, row 1: column company",
        "decks, o'b: a deck is named with letters, digits, _, - and . alone, as its file is",
        "seeds/decks/sub/acme_2q25.csv: move it to seeds/decks/acme_2q25.csv",
        "seeds/decks/iij_2q25.csv: the deck is not listed; give it an entry under vars, decks in dbt_project.yml",
        "seeds/ledgers/acme_2q25_ledger.csv: no deck has this ledger; set `ledger: true` at its deck",
        "dbt_project.yml, decks, iij_1q25: title_en is missing",
        "dbt_project.yml, decks, iij_1q25: seqence is none of deck, company, ",
        "dbt_project.yml, decks, iij_1q25: ledger is neither true nor false",
    ]:
        assert expected in output
    for name, (_, expected) in BAD_FILES.items():
        said = [part for part in output.split("seeds/") if part.startswith(f"{name}.csv")]
        assert any(all(text in part for text in expected) for part in said), said
    assert "Parser Error" not in output
    assert "Traceback" not in output


@pytest.mark.parametrize("seed", [DECK, Path("seeds/reference/units.csv")], ids=lambda seed: seed.stem)
def test_file_that_is_not_utf8(project: Project, rebuild: Callable[[], str], seed: Path) -> None:
    """dbt itself stops while it parses, without the file's name; the make commands give it."""
    path = project.root / seed
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp932", errors="replace"))
    assert "codec can't decode" in rebuild()
    assert not project.warehouse.exists()
    assert f"{seed}: not UTF-8 (row " in not_ready(project)


def not_ready(project: Project, **env: str) -> str:
    """What the make commands say before they build, where that cannot go well."""
    made = project.run(sys.executable, "scripts/ready.py", **env)
    assert made.returncode == 1, made.stdout
    assert "Traceback" not in made.stderr
    return made.stderr


def test_a_build_can_begin(project: Project) -> None:
    made = project.run(sys.executable, "scripts/ready.py")
    assert (made.returncode, made.stdout, made.stderr) == (0, "", "")


def test_files_and_places_that_no_build_can_use(project: Project) -> None:
    """Each is named before dbt begins, all of them at once."""
    nul, deep, folder = (project.root / "seeds" / path for path in ("decks/nul.csv", "decks/sub/deep.csv", "reference/folder.csv"))
    nul.write_bytes(b"seq\n1\n\x00\n")
    deep.parent.mkdir()
    deep.touch()
    folder.mkdir()
    (project.root / "logs").touch()
    said = not_ready(project)
    assert "seeds/decks/nul.csv: row 3: a NUL character; take it out" in said
    assert "seeds/decks/sub/deep.csv: in a folder of its own; move it to seeds/decks/deep.csv" in said
    assert "seeds/reference/folder.csv: cannot be read: Is a directory" in said
    assert "logs: cannot be written; build in a copy that is yours" in said
    assert len(said.splitlines()) == 4


def test_a_warehouse_that_another_build_writes(project: Project) -> None:
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import duckdb, time; c = duckdb.connect('warehouse/kessan.duckdb'); print(flush=True); time.sleep(60)",
        ],
        cwd=project.root,
        stdout=subprocess.PIPE,
    )
    try:
        holder.stdout.readline()
        assert "kessan.duckdb: another build or client has it open; wait for it, or close it" in not_ready(project)
    finally:
        holder.kill()
        holder.wait()


def test_a_warehouse_that_is_none(project: Project) -> None:
    project.warehouse.parent.mkdir(exist_ok=True)
    project.warehouse.write_text("no database", encoding="utf-8")
    assert f"{project.warehouse}: " in not_ready(project)


def test_a_lock_that_cannot_be_installed_leaves_the_environment(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv/requirements.lock").write_text("as it was", encoding="utf-8")
    os.utime(tmp_path / ".venv/requirements.lock", (0, 0))
    (tmp_path / "requirements.lock").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    made = subprocess.run(["make", "ready"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert made.returncode != 0
    assert "requirements.lock: not installed; the environment is as it was before" in made.stderr
    assert (tmp_path / ".venv/requirements.lock").read_text(encoding="utf-8") == "as it was"
    assert not (tmp_path / ".venv.old").exists()


def test_deck_listed_without_a_file(project: Project, rebuild: Callable[[], str]) -> None:
    project.list_deck("iij_2q25", published_on="2025-11")
    assert "(models/staging/base/base_deck_figures.sql) depends on a node named 'iij_2q25' which was not found" in rebuild()


def test_decks_that_cannot_be_put_in_order(project: Project, rebuild: Callable[[], str]) -> None:
    """One without a row, two of a month, a month and a day in it, and a correction of what came later."""
    header = (project.root / DECK).read_text(encoding="utf-8").split("\n")[0]
    listed = {
        "iij_2q25": {"published_on": "2025-11"},
        "iij_month": {"published_on": "2025-08"},
        "iij_day": {"published_on": "2025-08-20"},
        "iij_before": {"published_on": "2025-07", "corrects": "iij_1q25"},
    }
    for deck, entry in listed.items():
        project.list_deck(deck, **entry)
        project.write(project.rows()[:3], Path(f"seeds/decks/{deck}.csv"))
    (project.root / "seeds/decks/iij_2q25.csv").write_text(header + "\n", encoding="utf-8")
    output = rebuild()
    assert "seeds/decks/iij_2q25.csv is empty: land the deck or take its entry out" in output
    for published_on in ("2025-08", "2025-08-20"):
        assert f"its order among the decks of {published_on} is not known: give `sequence`, 1 for the first, at each" in output
    assert 'corrects "iij_1q25", which is no earlier deck of the company' in output


def test_deck_whose_period_cannot_be_read(project: Project, rebuild: Callable[[], str]) -> None:
    project.list_deck("iij_1q25", current_period="7Q99")
    assert 'current_period "7Q99" is not a period' in rebuild()


def test_rules_that_a_company_lacks(project: Project, rebuild: Callable[[], str]) -> None:
    """Segments that nothing adds up, a balance sheet item on no side, a rule for all that names what one has, no rounding."""
    calculations, line_items, roundings = (
        Path(f"seeds/reference/{seed}.csv") for seed in ("calculations", "line_items", "roundings")
    )
    standard = {"company": "", "calculation": "a", "total": "revenue", "component": "wan_revenue", "weight": "1"}
    rows = [row for row in project.rows(calculations) if row["calculation"] != "cost_of_sales_by_segment"]
    project.write([standard | {"comparison": "equals"}, *rows], calculations)
    rows = [row | {"part_of": ""} if row["line_item"] == "inventories" else row for row in project.rows(line_items)]
    project.write(rows, line_items)
    project.write([project.rows(roundings)[0] | {"unit_family": "percent"}], roundings)
    output = rebuild()
    assert "in a calculation of the company by which its segments equal cost_of_sales" in output
    assert "what leads to total_assets, total_liabilities or total_equity" in output
    assert "a line item of the standard in seeds/reference/line_items.csv" in output
    # the first family of the units, by its name
    assert "no row of seeds/reference/roundings.csv says how iij rounds accounts" in output


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


# what a print is landed as, though the text prints otherwise: seq, changes, message
SLIPPED_MARKS = [
    ("2004", {"printed": "7.3%"}, "the text prints △ before 7.3, the landed row has no minus sign"),
    ("2006", {"printed": "△11.4%"}, "the text prints + before 11.4, the landed row has a minus sign"),
    ("2001", {"printed": "△335.6"}, "the text prints no sign before 335.6, the landed row has a minus sign"),
    ("2005", {"unit": "百万円"}, "the text prints 億円 beside 218.7, the landed row has 百万円"),
    ("2017", {"unit": "回線"}, "the text prints 万 beside 577.2, the landed row has 回線"),
    ("2010", {"printed": "+12.9"}, "the text prints % after 12.9, the landed print has none"),
    ("2029", {"qualifier": ""}, "the text prints 約 beside 440, the landed row has no qualifier"),
    ("2030", {"qualifier": "約強"}, "the text prints 約 beside 60, the landed row has 約強"),
    ("2003", {"qualifier": "約"}, "the text prints no hedge beside 116.9, the landed row has 約"),
    ("3081", {"qualifier": ""}, "the text prints 強 beside 10, the landed row has no qualifier"),
    ("5017", {"unit": "億円"}, "beside 75,006, which is landed in 億円; the other figures of revenue on the page are in 百万円"),
]


def test_marks_that_the_text_prints_otherwise(project: Project, rebuild: Callable[[], str]) -> None:
    """Each is named with page, seq and place, and a print of several facts of which one was left out."""
    changes = {seq: change for seq, change, _ in SLIPPED_MARKS}
    project.write([row | changes.get(row["seq"], {}) for row in project.rows() if row["seq"] != "10083"])
    rebuild()
    found = failures(project)
    for seq, _, message in SLIPPED_MARKS:
        place = f"seq {seq}, line "
        assert any(failure.says(place, message) for failure in found if failure.test == "assert_ledger_marks_are_landed"), message
    marks = [failure for failure in found if failure.test == "assert_ledger_marks_are_landed"]
    assert len(marks) == len(SLIPPED_MARKS)
    assert any(failure.says("only 2 of its rows 10082 10083 10084 are landed") for failure in found)


def test_a_check_that_is_not_made_is_missed(project: Project, rebuild: Callable[[], str]) -> None:
    """As if a change to a model lost the changes on the year before."""
    model = project.root / "models/intermediate/checks/int_growth_inputs.sql"
    content = model.read_text(encoding="utf-8")
    condition = "compared_with in ('year_ago', 'previous', 'fiscal_year_end')"
    assert condition in content
    model.write_text(content.replace(condition, "measure = 'yoy_pct'"), encoding="utf-8")
    output = rebuild()
    assert "assert_every_possible_tie_out_is_checked" in output
    assert "the landed figures make this check possible, and it was not made" in output


def test_calculation_that_binds_nowhere(project: Project, rebuild: Callable[[], str]) -> None:
    calculations = Path("seeds/reference/calculations.csv")
    rows = project.rows(calculations)
    relation = {"company": "iij", "calculation": "zzz_never_printed", "total": "vmware_provision", "weight": "1"}
    relation |= {"comparison": "equals"}
    project.write([*rows, *(relation | {"component": item} for item in ("wan_revenue", "inventories"))], calculations)
    output = rebuild()
    assert "tie_out: unbound:footing:iij:zzz_never_printed:vmware_provision:level" in output
    assert "is its total or a component mistyped?" in output


RESTATEMENTS = [
    # the row, what the message says of it
    ({"deck": "iij_9q99", "reason": "accounting_policy", "evidence": "p. 3"}, "a listed deck"),
    ({"reason": "whim", "evidence": "p. 3"}, "error_correction, real_change, reclassification"),
    ({"reason": "share_split", "evidence": "p. 3"}, "new shares per old one of a share_split"),
    ({"reason": "reclassification", "factor": "2", "evidence": "p. 3"}, "empty for any other reason"),
    ({"reason": "scope_of_consolidation"}, "where the deck says so"),
    ({"line_item": "revenu", "reason": "accounting_policy", "evidence": "p. 3"}, "a line item of the company"),
    ({"segment": "atm", "reason": "accounting_policy", "evidence": "p. 3"}, "a segment of the company"),
    ({"measure": "levels", "reason": "accounting_policy", "evidence": "p. 3"}, "a measure of seeds/reference/measures.csv"),
    ({"period": "5Q24", "reason": "accounting_policy", "evidence": "p. 3"}, "a period of the company"),
]


def test_restatements_that_are_none(project: Project, rebuild: Callable[[], str]) -> None:
    seed = Path("seeds/reference/restatements.csv")
    header = (project.root / seed).read_text(encoding="utf-8").strip().split(",")
    rows = [dict.fromkeys(header, "") | {"deck": "iij_1q25"} | row for row, _ in RESTATEMENTS]
    project.write(sorted(rows, key=lambda row: [row[column] for column in header]), seed)
    output = rebuild()
    for _, message in RESTATEMENTS:
        assert message in output


def test_explanations_of_what_does_not_occur(project: Project, rebuild: Callable[[], str]) -> None:
    """Of a check that holds, of a figure that is printed, of a restatement that there is not."""
    known, not_printed, restatements = (
        Path(f"seeds/reference/{name}.csv") for name in ("known_discrepancies", "not_printed", "restatements")
    )
    rows = project.rows(known)
    tie_out = "footing:revenue_by_segment:iij_1q25:revenue:level:1Q25:actual"
    project.write([*rows, rows[0] | {"tie_out_id": tie_out}], known)
    rows = project.rows(not_printed)
    project.write([*rows, rows[0] | {"relation": "total_assets_balance", "line_item": "total_assets"}], not_printed)
    header = (project.root / restatements).read_text(encoding="utf-8").strip().split(",")
    row = {"deck": "iij_1q25", "line_item": "revenue", "period": "1Q25", "reason": "error_correction", "evidence": "p. 3"}
    project.write([dict.fromkeys(header, "") | row], restatements)
    # the deck prints 142 and 143, and that is listed: it is no excuse for another number
    listed = "cross_print:prints:iij_1q25:operating_profit:level:FY20:actual"
    project.edit("37007", printed="413")
    output = rebuild()
    assert "assert_known_discrepancies_occur: 4 failing rows" in output
    assert f"tie_out: {listed}" in output
    assert "known_discrepancies.csv lists it with other texts" in output
    for explained, problem in {
        tie_out: "the check is consistent",
        listed: "142億円 (p. 30); 142億円 (p. 31); 413億円 (p. 37)",
        "iij iij_1q25 bridge total_assets_balance total_assets": "no check lacks it",
        "iij_1q25 revenue 1Q25": "the deck restates no such figure",
    }.items():
        assert problem in output[output.index(f"explained: {explained}") :]


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
        "footing:profit_attributable_from_profit_before_tax:iij_1q25:profit_attributable_to_owners:level:4Q24:actual",
    ),
    ("14042", "△249", "249", "reasonableness:foreign_exchange_by_rate:iij_1q25:foreign_exchange_gain_loss:level:2Q24:actual"),
    ("21023", "31.1%", "31.7%", "reasonableness:payout_by_dividends_paid:iij_1q25:dividend_payout_ratio:level:FY24:actual"),
]


@pytest.fixture(scope="module")
def mistyped(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """All of them in one deck."""

    def make(root: Path) -> None:
        project = copy_of_project(root)
        for seq, printed, wrong, _ in WRONG_DIGITS:
            (row,) = (row for row in project.rows() if row["seq"] == seq)
            assert row["printed"] == printed
            project.edit(seq, printed=wrong)
        refused(project)

    return Project(made_once(tmp_path_factory, "wrong_digits", make))


@pytest.mark.parametrize(
    ("seq", "printed", "wrong", "tie_out"), WRONG_DIGITS, ids=[":".join(w[3].split(":")[:2]) for w in WRONG_DIGITS]
)
def test_wrong_digit(mistyped: Project, seq: str, printed: str, wrong: str, tie_out: str) -> None:
    (failure,) = (failure for failure in failures(mistyped) if failure.says(tie_out))
    assert failure.test == "assert_tie_outs_hold"
    name, status, what_to_do, pages, shown, *_ = failure.cells
    assert (name, status) == (tie_out, "inconsistent")
    assert what_to_do.startswith("no number can be all of these")
    assert re.fullmatch(r"[0-9]+(, [0-9]+)*", pages)
    assert wrong in shown + " ".join(failure.cells[5:])
    assert sum(cell.startswith(("[", "(")) for cell in failure.cells) == 2, "the printed interval and the recomputed one"


def test_a_wrong_digit_is_shown(project: Project, rebuild: Callable[[], str]) -> None:
    """What a user sees of it."""
    seq, _, wrong, tie_out = WRONG_DIGITS[0]
    project.edit(seq, printed=wrong)
    output = rebuild()
    assert "assert_tie_outs_hold" in output
    start = output.index(f"tie_out: {tie_out}")
    detail = output[start : output.index("recomputed_interval", start) + 60]
    for expected in ("status: inconsistent", wrong, "pages:", "printed_interval: ["):
        assert expected in detail


def test_at_most_twenty_rows_are_shown(project: Project, rebuild: Callable[[], str]) -> None:
    project.write([row | {"unit": "?"} for row in project.rows()])
    output = rebuild()
    assert output.count("in_column: unit") == 20
    assert "all of them: dbt show --select assert_figures_are_valid --limit -1 --output json" in output
