"""The deck after IIJ's first, an invention of a few dozen rows that ties to it: a half year, a restatement, a revised forecast."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from auditing.telling import audit
from conftest import Project, made_once
from landed import LANDINGS, copy_of_project, failures, land, refused, shown


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Both decks. The second is so short that much can no longer be checked, which fails; nothing else does."""

    def make(root: Path) -> None:
        project = copy_of_project(root)
        land(project, LANDINGS / "next_deck")
        refused(project)

    return Project(made_once(tmp_path_factory, "next_deck", make))


@pytest.fixture(scope="module")
def unconfirmed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The same without the row that confirms the restatement."""

    def make(root: Path) -> None:
        project = copy_of_project(root)
        land(project, LANDINGS / "next_deck", without=("restatements",))
        refused(project)

    return Project(made_once(tmp_path_factory, "next_deck_unconfirmed", make))


def test_lost_coverage_is_named_and_nothing_else_fails(second: Project) -> None:
    """The first deck breaks the cost of sales down by nature; the second does not, and says nothing of it."""
    found = failures(second)
    assert {failure.test for failure in found if "coverage" not in failure.test} == set()
    assert any(failure.says("network_services_cost_by_nature") for failure in found)
    # what the second deck states as the first did is not lost
    assert not any(failure.says("lost:footing:revenue_by_segment:iij_2q25:revenue:level:actual") for failure in found)


def test_all_relations_of_both_decks_hold_together(second: Project) -> None:
    """What the second restates bounds the amounts of the first no more."""
    with duckdb.connect(second.warehouse, read_only=True) as connection:
        held, problems = audit(connection)
    assert problems == [] and len(held) == 1


QUARTERS = {
    "cost_of_sales": "62950",
    "operating_profit": "8020",
    "revenue": "81085",
}


@pytest.mark.parametrize("line_item", QUARTERS)
def test_the_second_quarter_is_the_half_less_the_first(second: Project, line_item: str) -> None:
    assert shown(
        second,
        "select amount_mn, amount_source, currency, deck from marts.income_statement"
        f" where company = 'iij' and line_item = '{line_item}' and period = '2Q25' and basis = 'actual'",
    ) == [(QUARTERS[line_item], "calculated", "JPY", "iij_2q25")]


def test_the_second_quarter_of_each_segment(second: Project) -> None:
    assert shown(
        second,
        "select segment, revenue_mn, revenue_source from marts.segment_results"
        " where company = 'iij' and period = '2Q25' and basis = 'actual' and segment <> 'consolidated' order by display_order",
    ) == [
        ("network_services", "43210", "calculated"),
        ("systems_integration", "37120", "calculated"),
        ("atm_operation", "755", "calculated"),
    ]


def test_growth_of_the_second_quarter(second: Project) -> None:
    """On 2Q24 and on 1Q25, both of the first deck."""
    assert shown(
        second,
        "select yoy_pct, qoq_pct, trailing_twelve_months_mn from marts.income_statement"
        " where company = 'iij' and line_item = 'revenue' and period = '2Q25' and basis = 'actual'",
    ) == [("8.10", "5.55", "327715")]


def test_progress_is_that_of_the_half(second: Project) -> None:
    assert shown(
        second,
        "select line_item, amount_mn, actual_to_date_mn, progress_pct, rest_mn from marts.guidance"
        " where company = 'iij' and target_period = 'FY25' and basis = 'forecast' and line_item in ('operating_profit', 'revenue')"
        " order by display_order",
    ) == [("revenue", "345000", "157906", "45.77", "187094"), ("operating_profit", "37000", "14051", "37.98", "22949")]
    # nothing is left of the half, whatever was expected of it
    assert shown(
        second,
        "select rest_mn from marts.guidance where company = 'iij' and target_period = '1H25' and line_item = 'revenue'",
    ) == [(None,)]


def test_a_balance_has_two_changes(second: Project) -> None:
    """The deck prints the change since March; since June it is another."""
    assert shown(
        second,
        "select line_item, quarter, amount_mn, change_mn, qoq_change_mn from marts.balance_sheet"
        " where company = 'iij' and period = '2025-09-30'"
        " and line_item in ('cash_and_cash_equivalents', 'total_assets') order by 1",
    ) == [("cash_and_cash_equivalents", "2Q25", "31000", "-1534", "980"), ("total_assets", "2Q25", "318400", "5965", "5402")]
    assert set(
        shown(
            second,
            "select status from marts.tie_outs where deck = 'iij_2q25' and kind = 'recalculation' and measure = 'change'"
            " and status <> 'lost'",
        )
    ) == {("consistent",)}


def test_the_revised_forecast_is_a_revision(second: Project) -> None:
    assert shown(
        second,
        "select line_item, target_period, previous_amount_mn, amount_mn, change_mn from marts.forecast_revisions"
        " where company = 'iij' and line_item in ('operating_profit', 'revenue') order by 1",
    ) == [("operating_profit", "FY25", "36500", "37000", "500"), ("revenue", "FY25", "340000", "345000", "5000")]


def test_a_confirmed_restatement_is_shown(second: Project) -> None:
    assert shown(
        second, "select line_item, period, previous_value, value from marts.restatements where company = 'iij' order by 1"
    ) == [("contracted_bandwidth", "2025-06-30", "14329", "14203")]


def test_an_unconfirmed_restatement_fails_by_name(unconfirmed: Project) -> None:
    assert any(
        failure.says("iij_2q25", "contracted_bandwidth", "2025-06-30")
        for failure in failures(unconfirmed)
        if "coverage" not in failure.test
    )
