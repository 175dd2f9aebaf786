"""The whole: what a user gets from `dbt build`, and what happens as decks are added."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest
import yaml
from conftest import DECK, Project, made_once
from landed import copy_of_project, failures, refused

ROUNDINGS = Path("seeds/reference/roundings.csv")
NOT_PRINTED = Path("seeds/reference/not_printed.csv")
RESTATEMENTS = Path("seeds/reference/restatements.csv")
SECOND = Path("seeds/decks/iij_2q25.csv")
# a figure that nothing totals
BANDWIDTH = ("contracted_bandwidth", "2025-06-30")
# what the first deck breaks down and the second one does not
NO_LONGER = {
    "network_services_revenue_by_service": "network_services_revenue",
    "systems_integration_revenue_by_stream": "systems_integration_revenue",
}


def land_second_deck(project: Project, bandwidth: str = "14,329", growth_of_2q25: str = "+7.7%") -> None:
    """A later deck that states 1Q25 again and 2Q25 for the first time: one file and one entry."""
    pattern = {row["line_item"]: row for row in project.rows() if row["period"] == "1Q25" and row["unit"] == "百万円"}
    amounts = {
        "network_services_revenue": "43,000",
        "systems_integration_revenue": "37,000",
        "atm_operation_revenue": "750",
        "revenue": "80,750",
    }
    rows = [pattern["revenue"] | {"seq": "1", "remark": ""}]
    for number, (line_item, printed) in enumerate(amounts.items(), start=2):
        rows.append(pattern[line_item] | {"seq": str(number), "period": "2Q25", "printed": printed, "remark": ""})
    revenue = rows[-1] | {"line_item": "revenue"}
    rows.append(revenue | {"seq": "6", "measure": "yoy_pct", "printed": growth_of_2q25, "unit": "%"})
    rows.append(revenue | {"seq": "7", "period": "FY24", "printed": "3,168", "unit": "億円"})
    (again,) = (row for row in project.rows() if (row["line_item"], row["period"]) == BANDWIDTH)
    rows.append(again | {"seq": "8", "printed": bandwidth, "remark": ""})
    project.write(rows, SECOND)
    project.list_deck("iij_2q25", published_on="2025-11", current_period="2Q25")


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Both decks, the second so short that most of what the first lets us check is lost."""

    def make(root: Path) -> None:
        project = copy_of_project(root)
        land_second_deck(project)
        refused(project)

    return Project(made_once(tmp_path_factory, "short_second_deck", make))


@pytest.fixture(scope="module")
def untied(tmp_path_factory: pytest.TempPathFactory, short: Project) -> Project:
    """The second deck with a growth that the first one belies, and with another amount for what the first one states."""

    def make(root: Path) -> None:
        project = copy_of_project(root)
        land_second_deck(project, bandwidth="14,203", growth_of_2q25="+9.9%")
        say_what_is_not_printed(project, short)
        refused(project)

    return Project(made_once(tmp_path_factory, "untied_second_deck", make))


def say_what_is_not_printed(project: Project, short: Project) -> None:
    """A row for each relation that is lost."""
    known = project.rows(NOT_PRINTED)
    lost = short.query("select distinct kind, relation, line_item from marts.tie_outs where status = 'lost' and not is_explained")
    row = dict.fromkeys(known[0], "") | {"company": "iij", "from_deck": "iij_2q25", "evidence": "a short deck"}
    new = [row | dict(zip(("kind", "relation", "line_item"), relation, strict=True)) for relation in sorted(lost)]
    project.write([*known, *new], NOT_PRINTED)


def test_what_a_deck_no_longer_breaks_down_is_missed(short: Project) -> None:
    found = failures(short)
    assert {failure.test for failure in found} == {"assert_coverage_is_kept"}
    for relation, line_item in NO_LONGER.items():
        assert any(failure.says(f"lost:footing:{relation}:iij_2q25:{line_item}:level:actual") for failure in found)


def test_a_deck_is_added_by_one_file_and_one_entry(project: Project, short: Project) -> None:
    land_second_deck(project)
    say_what_is_not_printed(project, short)
    result = project.dbt("build")
    assert result.returncode == 0, result.stdout
    assert project.query("select deck, is_latest from marts.decks order by 1") == [
        ("iij_1q25", False),
        ("iij_2q25", True),
    ]
    assert project.query(
        "select status from marts.tie_outs where tie_out_id = 'footing:revenue_by_segment:iij_2q25:revenue:level:2Q25:actual'"
    ) == [("consistent",)]
    # both decks state 1Q25: each is kept, the later is the latest, and nothing is restated
    assert project.query(
        "select deck, is_latest, is_restatement from marts.facts"
        " where line_item = 'revenue' and measure = 'level' and period = '1Q25' order by deck"
    ) == [("iij_1q25", False, False), ("iij_2q25", True, False)]
    assert project.query("select fact_id from marts.restatements") == []
    # the coarse print of FY24 in the later deck does not blur the sharp one of the first
    assert project.query(
        "select amount_mn::varchar, deck from marts.income_statement where line_item = 'revenue' and period = 'FY24'"
    ) == [("316831.000000", "iij_1q25")]
    # growth crosses decks: 2Q25 on 2Q24 and on 1Q25, and what is printed of it is checked
    assert project.query(
        "select status, addends from marts.tie_outs where tie_out_id = 'recalculation:yoy_pct:iij_2q25:revenue:yoy_pct:2Q25:actual'"
    ) == [("consistent", "80,750百万円 (p. 5) / 75,006百万円 (p. 5) in iij_1q25")]
    assert project.query(
        "select amount_mn::varchar, currency, amount_source, yoy_pct::varchar, qoq_pct::varchar, yoy_source"
        " from marts.income_statement where line_item = 'revenue' and period = '2Q25'"
    ) == [("80750.000000", "JPY", "printed", "7.66", "5.11", "calculated")]


def test_growth_is_checked_against_the_deck_before(untied: Project) -> None:
    (growth,) = (found for found in failures(untied) if found.says("recalculation:yoy_pct:iij_2q25:revenue:yoy_pct:2Q25:actual"))
    assert growth.test == "assert_tie_outs_hold"
    assert growth.says("+9.9%", "75,006百万円 (p. 5) in iij_1q25")


def test_a_restatement_is_missed_until_it_is_confirmed(untied: Project) -> None:
    """It may be a slip of the transcription."""
    assert {failure.test for failure in failures(untied)} == {"assert_tie_outs_hold"}
    assert len(failures(untied)) == 2
    tie_out = "cross_vintage:deck_before:iij_2q25:contracted_bandwidth:level:2025-06-30:actual"
    (restated,) = (found for found in failures(untied) if found.says(tie_out))
    assert restated.says("a restatement to confirm in restatements.csv", "14,203Gbps (p. 7)")
    assert restated.says("14,329Gbps (p. 7) in iij_1q25")


def test_a_confirmed_restatement_is_visible(project: Project, short: Project) -> None:
    land_second_deck(project, bandwidth="14,203")
    say_what_is_not_printed(project, short)
    header = (project.root / RESTATEMENTS).read_text(encoding="utf-8").strip().split(",")
    row = {"deck": "iij_2q25", "line_item": BANDWIDTH[0], "measure": "level", "period": BANDWIDTH[1], "reason": "error_correction"}
    project.write([dict.fromkeys(header, "") | row | {"evidence": "note on p. 7"}], RESTATEMENTS)
    result = project.dbt("build")
    assert result.returncode == 0, result.stdout
    assert project.query(
        "select deck, value::varchar, is_latest, previous_deck, previous_value::varchar from marts.facts where is_restatement"
    ) == [("iij_2q25", "14203.000000", True, "iij_1q25", "14329.000000")]
    assert project.query(
        "select fact_id, previous_deck, previous_value::varchar, value::varchar, difference::varchar, unit, reason, evidence,"
        " is_confirmed from marts.restatements"
    ) == [
        (
            "iij_2q25:contracted_bandwidth:level:2025-06-30:actual",
            "iij_1q25",
            "14329.000000",
            "14203.000000",
            "-126.000000",
            "gbps",
            "error_correction",
            "note on p. 7",
            True,
        )
    ]


def test_a_changed_header_never_moves_columns(project: Project) -> None:
    """A seed is loaded by position; with the columns declared in another order each text is still under its name."""
    assert project.dbt("seed", "--select", DECK.stem).returncode == 0
    before = project.query("select seq, label, printed, unit, remark from landing.iij_1q25 order by seq")

    order = ["unit", "seq", "printed", "page", "section", "label", "line_item", "measure", "period", "basis", "as_of"]
    order += ["remark", "qualifier"]
    project.write([{column: row[column] for column in order} for row in project.rows()])
    settings = project.root / "dbt_project.yml"
    content = yaml.safe_load(settings.read_text(encoding="utf-8"))
    content["seeds"]["kessan"]["decks"]["+column_types"] = dict.fromkeys(order, "string")
    settings.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")

    result = project.dbt("seed", "--select", DECK.stem)
    assert result.returncode == 0, result.stdout
    assert project.query("select seq, label, printed, unit, remark from landing.iij_1q25 order by seq") == before


def test_bad_input_leaves_the_warehouse_as_it_was(built: Project, project: Project) -> None:
    project.warehouse.write_bytes(built.warehouse.read_bytes())
    before = project.query("select * from marts.tie_outs order by tie_out_id")
    path = project.root / DECK
    path.write_text(path.read_text(encoding="utf-8").replace("seq,page", "page,seq", 1), encoding="utf-8")
    assert project.dbt("build").returncode != 0
    assert project.query("select * from marts.tie_outs order by tie_out_id") == before


def test_the_consolidated_results_are_checked_throughout(built: Project) -> None:
    """Pages 2 to 6 and 14: an independent count finds about 190 checks; below 170 some would not bind."""
    ((checks,),) = built.query(
        """
        select count(distinct tie_outs.tie_out_id)
        from marts.tie_outs
        inner join marts.figure_audit using (deck, line_item, measure, period, basis)
        where tie_outs.status = 'consistent'
            and tie_outs.as_of is not distinct from figure_audit.as_of
            and figure_audit.page in ('2', '3', '4', '5', '6', '14')
        """
    )
    assert checks >= 170


def test_every_mart_is_described_and_typed(built: Project) -> None:
    manifest = json.loads((built.root / "target/manifest.json").read_text(encoding="utf-8"))
    catalog = dict(built.query("select table_name, comment from duckdb_tables() where schema_name = 'marts'"))
    columns = built.query("select table_name, column_name, comment from duckdb_columns() where schema_name = 'marts'")
    marts = [node for node in manifest["nodes"].values() if node.get("schema") == "marts" and node["resource_type"] == "model"]
    assert {node["alias"] for node in marts} == set(catalog)
    assert all(catalog.values()), "a table without a comment"
    assert all(comment for _, _, comment in columns), "a column without a comment"
    assert all(node["config"]["contract"]["enforced"] for node in marts)
    for node in manifest["nodes"].values():
        if node["resource_type"] == "model":
            assert node["description"], f"{node['name']} has no description"


def test_columns_say_their_unit(built: Project) -> None:
    """A decimal column of a mart ends in its unit, or its text says what or where the unit is; money stands beside its currency."""
    allowed = ("_mn", "_pct", "_pt", "shares")
    said = ("unit", "yen", "currency")
    bare = built.query(
        "select table_name, column_name, comment from duckdb_columns() where schema_name = 'marts' and data_type like 'DECIMAL%'"
    )
    for table, column, comment in bare:
        assert column.endswith(allowed) or any(word in comment for word in said), f"{table}.{column}"
    with_currency = {table for (table,) in built.query("select table_name from duckdb_columns() where column_name = 'currency'")}
    assert {table for table, column, _ in bare if column.endswith("_mn")} <= with_currency


def test_the_project_has_fewer_than_sixty_test_nodes_and_a_build_runs_every_test_of_data(built: Project) -> None:
    target = built.root / "target"
    manifest, run = (json.loads((target / f"{name}.json").read_text(encoding="utf-8")) for name in ("manifest", "run_results"))
    tests = {key: node["original_file_path"] for key, node in manifest["nodes"].items() if node["resource_type"] == "test"}
    of_data = {key for key, path in tests.items() if not path.startswith("tests/macros/")}
    ran = {result["unique_id"] for result in run["results"]}
    assert {key for key in ran if key.startswith(("test.", "unit_test."))} == of_data
    assert len(of_data) >= 16
    assert len(of_data) < len(tests) + len(manifest["unit_tests"]) < 60


def test_the_file_can_be_opened_read_only_and_is_of_the_old_storage_version(built: Project) -> None:
    with duckdb.connect(built.warehouse, read_only=True) as connection:
        ((tags,),) = connection.sql("select tags from duckdb_databases() where database_name = 'kessan'").fetchall()
    assert "v1.0.0" in str(tags)


def test_another_company_rounds_and_counts_its_years_its_own_way(project: Project) -> None:
    """A fiscal year from January, amounts in thousand yen and truncated: rows in companies and roundings, an entry, a file."""
    companies = Path("seeds/reference/companies.csv")
    known = project.rows(companies)
    project.write([known[0] | {"company": "acme", "fiscal_year_start_month": "1", "securities_code": "0000"}, *known], companies)
    roundings = project.rows(ROUNDINGS)
    project.write([roundings[0] | {"company": "acme", "rounding": "truncate"}, *roundings], ROUNDINGS)
    project.list_deck("acme_1q25", company="acme", published_on="2025-04-30")
    blank = dict.fromkeys(project.rows()[0], "") | {"page": "1", "section": "I", "measure": "level", "basis": "actual"}
    figures = [
        ("revenue", "1Q25", "1,234,567", "千円"),
        ("revenue", "1Q25", "1,234", "百万円"),  # half up would print 1,235
        ("cost_of_sales", "1Q25", "1,000,999", "千円"),
        ("gross_profit", "1Q25", "233,568", "千円"),
        ("gross_margin", "1Q25", "18.9", "%"),
        ("revenue", "1Q24", "(5,000)", "千円"),
    ]
    rows = [
        blank | {"seq": str(seq), "label": item, "line_item": item, "period": period, "printed": printed, "unit": unit}
        for seq, (item, period, printed, unit) in enumerate(figures, start=1)
    ]
    project.write(rows, Path("seeds/decks/acme_1q25.csv"))
    result = project.dbt("build")
    assert result.returncode == 0, result.stdout
    assert project.query(
        "select starts_on::varchar, lower_bound::varchar, upper_bound::varchar, prints from marts.facts"
        " where company = 'acme' and line_item = 'revenue' and period = '1Q25'"
    ) == [("2025-01-01", "1234.567000", "1234.568000", 2)]
    assert project.query("select kind, status from marts.tie_outs where company = 'acme' order by kind") == [
        ("cross_print", "consistent"),
        ("footing", "consistent"),
        ("recalculation", "consistent"),
    ]
    # a base below zero gives a change and no per cent
    assert project.query(
        "select yoy_change_mn::varchar, yoy_pct from marts.income_statement"
        " where company = 'acme' and line_item = 'revenue' and period = '1Q25'"
    ) == [("1239.567000", None)]


def test_a_copied_checkout_reads_its_own_files(project: Project, tmp_path: Path) -> None:
    """With what dbt kept of the files that it parsed where it was before."""
    assert project.dbt("seed").returncode == 0
    copy = Project(shutil.copytree(project.root, tmp_path / "copy"))
    project.edit("5001", remark="of the first checkout")
    assert copy.dbt("seed").returncode == 0
    assert copy.query("select remark from landing.iij_1q25 where seq = '5001'") == [(None,)]
    shutil.rmtree(project.root)
    done = copy.dbt("seed")
    assert done.returncode == 0, done.stdout
