"""The whole: what a user gets from `dbt build`, and what happens as decks are added."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import yaml
from conftest import DECK, Project

DECKS = Path("seeds/reference/decks.csv")
SECOND = Path("seeds/decks/iij_2q25.csv")


def land_second_deck(project: Project, revenue_of_1q25: str = "76,821", growth_of_2q25: str = "+7.7%") -> None:
    """A later deck that states 1Q25 again and 2Q25 for the first time: one file and one row."""
    pattern = {row["line_item"]: row for row in project.rows() if row["period"] == "1Q25" and row["unit"] == "百万円"}
    amounts = {
        "network_services_revenue": "43,000",
        "systems_integration_revenue": "37,000",
        "atm_operation_revenue": "750",
        "revenue": "80,750",
    }
    rows = [pattern["revenue"] | {"seq": "1", "printed": revenue_of_1q25, "remark": ""}]
    for number, (line_item, printed) in enumerate(amounts.items(), start=2):
        rows.append(pattern[line_item] | {"seq": str(number), "period": "2Q25", "printed": printed, "remark": ""})
    revenue = rows[-1] | {"line_item": "revenue"}
    rows.append(revenue | {"seq": "6", "measure": "yoy_pct", "printed": growth_of_2q25, "unit": "%"})
    rows.append(revenue | {"seq": "7", "period": "FY24", "printed": "3,168", "unit": "億円"})
    project.write(rows, SECOND)
    decks = project.rows(DECKS)
    project.write(
        sorted(
            [*decks, decks[0] | {"deck": "iij_2q25", "published_on": "2025-11", "current_period": "2Q25"}],
            key=lambda row: row["deck"],
        ),
        DECKS,
    )


def test_a_deck_is_added_by_one_file_and_one_row(project: Project) -> None:
    land_second_deck(project)
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
        "select amount_jpy_mn::varchar, deck from marts.income_statement where line_item = 'revenue' and period = 'FY24'"
    ) == [("316831.0000", "iij_1q25")]
    # growth crosses decks: 2Q25 on 2Q24 and on 1Q25, and what is printed of it is checked
    assert project.query(
        "select status, addends from marts.tie_outs where tie_out_id = 'recalculation:yoy_pct:iij_2q25:revenue:yoy_pct:2Q25:actual'"
    ) == [("consistent", "80,750百万円 (p. 5) / 75,006百万円 (p. 5) in iij_1q25")]
    assert project.query(
        "select amount_jpy_mn::varchar, yoy_pct::varchar, qoq_pct::varchar, yoy_source from marts.income_statement"
        " where line_item = 'revenue' and period = '2Q25'"
    ) == [("80750.0000", "7.66", "5.11", "recomputed")]


def test_growth_is_checked_against_the_deck_before(project: Project) -> None:
    land_second_deck(project, growth_of_2q25="+9.9%")
    result = project.dbt("build")
    assert result.returncode != 0
    assert "tie_out: recalculation:yoy_pct:iij_2q25:revenue:yoy_pct:2Q25:actual" in result.stdout
    assert "75,006百万円 (p. 5) in iij_1q25" in result.stdout


def test_a_restatement_is_visible(project: Project) -> None:
    land_second_deck(project, revenue_of_1q25="76,900")
    result = project.dbt("build")
    assert result.returncode == 0, result.stdout
    assert project.query(
        "select deck, value::varchar, is_latest, previous_deck, previous_value::varchar from marts.facts"
        " where line_item = 'revenue' and measure = 'level' and period = '1Q25' and is_restatement"
    ) == [("iij_2q25", "76900.0000", True, "iij_1q25", "76821.0000")]
    assert project.query(
        "select fact_id, previous_deck, previous_value::varchar, value::varchar, difference::varchar, unit from marts.restatements"
    ) == [("iij_2q25:revenue:level:1Q25:actual", "iij_1q25", "76821.0000", "76900.0000", "79.0000", "jpy_mn")]


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
            and figure_audit.page in (2, 3, 4, 5, 6, 14)
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
    """A decimal column of a mart ends in its unit, or its text says where the unit stands."""
    allowed = ("_jpy_mn", "_pct", "_pt", "_jpy")
    bare = built.query(
        "select table_name, column_name, comment from duckdb_columns() where schema_name = 'marts' and data_type like 'DECIMAL%'"
    )
    for table, column, comment in bare:
        assert column.endswith(allowed) or "unit" in comment, f"{table}.{column}"


def test_the_build_has_fewer_than_sixty_test_nodes(built: Project) -> None:
    results = json.loads((built.root / "target/run_results.json").read_text(encoding="utf-8"))["results"]
    kinds = [result["unique_id"].split(".")[0] for result in results]
    assert 0 < kinds.count("test") + kinds.count("unit_test") < 60


def test_the_file_can_be_opened_read_only_and_is_of_the_old_storage_version(built: Project) -> None:
    with duckdb.connect(built.warehouse, read_only=True) as connection:
        ((tags,),) = connection.sql("select tags from duckdb_databases() where database_name = 'kessan'").fetchall()
    assert "v1.0.0" in str(tags)


def test_another_company_rounds_and_counts_its_years_its_own_way(project: Project) -> None:
    """A fiscal year from January, amounts in thousand yen and truncated: a row each in companies and decks, and a file."""
    companies = Path("seeds/reference/companies.csv")
    known = project.rows(companies)
    project.write([known[0] | {"company": "acme", "fiscal_year_start_month": "1", "securities_code": "0000"}, *known], companies)
    decks = project.rows(DECKS)
    project.write(
        [decks[0] | {"deck": "acme_1q25", "company": "acme", "published_on": "2025-04-30", "rounding": "truncate"}, *decks], DECKS
    )
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
    ) == [("2025-01-01", "1234.5670", "1234.5680", 2)]
    assert project.query("select kind, status from marts.tie_outs where company = 'acme' order by kind") == [
        ("cross_print", "consistent"),
        ("footing", "consistent"),
        ("recalculation", "consistent"),
    ]
    # a base below zero gives a change and no per cent
    assert project.query(
        "select yoy_change_jpy_mn::varchar, yoy_pct from marts.income_statement"
        " where company = 'acme' and line_item = 'revenue' and period = '1Q25'"
    ) == [("1239.5670", None)]
