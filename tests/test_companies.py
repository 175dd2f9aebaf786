"""Two companies of our own making beside IIJ: a Japanese one that cuts its amounts, a US one with a year of 52 weeks."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from auditing.telling import audit
from conftest import Project
from landed import COMPANIES, shown, three_companies


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return three_companies(tmp_path_factory)


def test_another_company_changes_no_row(built: Project, three: Project) -> None:
    """Every mart with a company, row for row and as text."""
    marts = [
        table
        for (table,) in built.query(
            "select table_name from duckdb_columns() where schema_name = 'marts' and column_name = 'company' order by 1"
        )
    ]
    assert {"income_statement", "balance_sheet", "facts", "tie_outs", "figure_audit"} <= set(marts)
    for mart in marts:
        rows = f"select columns(*)::varchar from marts.{mart} where company = 'iij' order by all"
        assert three.query(rows) == built.query(rows), mart


def test_all_relations_of_each_company_hold_together(three: Project) -> None:
    with duckdb.connect(three.warehouse, read_only=True) as connection:
        held, problems = audit(connection)
    assert problems == []
    assert [line.split(":")[0] for line in held] == ["aoba", "iij", "northfield"]


@pytest.mark.parametrize("company", COMPANIES)
def test_every_check_of_the_company_holds(three: Project, company: str) -> None:
    """And each kind that the figures make possible was made."""
    assert three.query(f"select count(*) from marts.facts where company = '{company}'")[0][0] > 100
    assert (
        shown(
            three,
            f"select tie_out_id from marts.tie_outs where company = '{company}' and status not in ('consistent', 'uncheckable')",
        )
        == []
    )
    kinds = {kind for (kind,) in three.query(f"select distinct kind from marts.tie_outs where company = '{company}'")}
    assert {"footing", "cross_print", "cross_vintage", "recalculation", "roll_forward"} <= kinds


@pytest.mark.parametrize("company", COMPANIES)
def test_each_relation_of_the_company_is_checked_in_each_deck(three: Project, company: str) -> None:
    own = {row["calculation"] for row in three.rows(Path("seeds/reference/calculations.csv")) if row["company"] == company}
    decks = {deck for (deck,) in three.query(f"select deck from marts.decks where company = '{company}'")}
    checked = set(
        three.query(
            f"select relation, deck from marts.tie_outs where company = '{company}' and kind = 'footing' and status = 'consistent'"
        )
    )
    assert {(relation, deck) for relation in own for deck in decks} <= checked


AOBA_PERIODS = [
    ("1H25", "2025-01-01", "2025-06-30"),
    ("3Q25", "2025-07-01", "2025-09-30"),
    ("9M25", "2025-01-01", "2025-09-30"),
    ("FY24", "2024-01-01", "2024-12-31"),
    ("FY25", "2025-01-01", "2025-12-31"),
]
# FY25 is named by its end, the last Saturday of September
NORTHFIELD_PERIODS = [
    ("3Q25", "2025-03-30", "2025-06-28"),
    ("4Q25", "2025-06-29", "2025-09-27"),
    ("9M25", "2024-09-29", "2025-06-28"),
    ("FY24", "2023-10-01", "2024-09-28"),
    ("FY25", "2024-09-29", "2025-09-27"),
]


@pytest.mark.parametrize(("company", "expected"), [("aoba", AOBA_PERIODS), ("northfield", NORTHFIELD_PERIODS)])
def test_periods_are_those_of_the_company(three: Project, company: str, expected: list[tuple[str, str, str]]) -> None:
    names = ", ".join(f"'{period}'" for period, _, _ in expected)
    assert (
        shown(
            three,
            f"select period, starts_on, ends_on from marts.periods where company = '{company}' and period in ({names}) order by 1",
        )
        == expected
    )


def income(project: Project, company: str, line_item: str, period: str, columns: str) -> tuple[str | None, ...]:
    (row,) = shown(
        project,
        f"select {columns} from marts.income_statement"
        f" where company = '{company}' and line_item = '{line_item}' and period = '{period}' and basis = 'actual'",
    )
    return row


AMOUNT = "amount_mn, amount_source, currency"


def test_amounts_that_are_cut(three: Project) -> None:
    """A thousand yen is the sharper print; what it stands for reaches up to the next one and not there."""
    assert income(three, "aoba", "revenue", "1H25", AMOUNT) == ("13067.162", "printed", "JPY")
    assert income(three, "aoba", "ordinary_profit", "1H24", AMOUNT) == ("981.219", "printed", "JPY")
    assert shown(
        three,
        "select distinct lower_bound, upper_bound from marts.facts"
        " where company = 'aoba' and deck = 'aoba_2q25' and line_item = 'revenue' and measure = 'level' and period = '1H25'",
    ) == [("13067.162", "13067.163")]
    # a loss is cut toward zero as well
    assert income(three, "aoba", "profit_before_tax", "1H24", AMOUNT) == ("-949.022", "printed", "JPY")


def test_a_quarter_by_difference(three: Project) -> None:
    """Only the half and the nine months are printed."""
    assert income(three, "aoba", "revenue", "3Q25", AMOUNT) == ("6856.217", "calculated", "JPY")
    assert income(three, "aoba", "revenue", "3Q24", AMOUNT) == ("6286.846", "calculated", "JPY")
    assert income(three, "aoba", "operating_profit", "3Q25", AMOUNT) == ("536.551", "calculated", "JPY")
    assert income(three, "aoba", "revenue", "3Q25", "yoy_pct") == ("9.06",)
    # 4Q24 is the year, in million yen, less nine months in thousand
    assert income(three, "aoba", "operating_profit", "4Q24", "amount_source") == ("calculated",)
    # nine months that are printed by name and as 3Q25累計 are one period
    assert shown(
        three,
        "select distinct period from marts.cash_flow"
        " where company = 'aoba' and amount_source = 'printed' and fiscal_year = 2025 order by 1",
    ) == [("1H25",), ("9M25",)]


def test_a_turn_of_sign_has_no_rate(three: Project) -> None:
    assert income(three, "aoba", "profit_attributable_to_owners", "9M25", "yoy_pct, yoy_turn") == (None, "turned_to_profit")
    assert income(three, "aoba", "revenue", "9M25", "yoy_pct, yoy_turn") == ("7.57", None)
    # a dash among amounts is zero; nothing grows from it
    assert income(three, "aoba", "extraordinary_income", "9M24", AMOUNT) == ("0", "printed", "JPY")
    assert income(three, "aoba", "extraordinary_income", "9M25", "yoy_pct, yoy_turn") == (None, "from_zero")


# name, revenue, segment profit; nothing is sold under the adjustment
AOBA_SEGMENTS = [("domestic", "14544", "1943"), ("overseas", "5378", "213"), ("adjustment", None, "-484")]


def test_segment_profit_and_its_adjustment(three: Project) -> None:
    """The segments' profits and the adjustment are the consolidated operating profit."""
    assert (
        shown(
            three,
            "select segment, revenue_mn, segment_profit_mn from marts.segment_results"
            " where company = 'aoba' and period = '9M25' and basis = 'actual' and segment <> 'consolidated' order by display_order",
        )
        == AOBA_SEGMENTS
    )
    assert shown(
        three,
        "select period, status from marts.tie_outs"
        " where company = 'aoba' and deck = 'aoba_3q25' and kind = 'footing' and relation = 'operating_profit_by_segment'"
        " and measure = 'level' and basis = 'actual' order by 1",
    ) == [("9M24", "consistent"), ("9M25", "consistent")]


def test_balance_sheet_since_the_year_end_and_since_the_quarter_before(three: Project) -> None:
    assert shown(
        three,
        "select period, quarter, amount_mn, change_mn, qoq_change_mn from marts.balance_sheet"
        " where company = 'aoba' and line_item = 'total_equity' and period = '2025-09-30'",
    ) == [("2025-09-30", "3Q25", "15449", "815", "364")]


def test_progress_is_that_of_nine_months(three: Project) -> None:
    assert shown(
        three,
        "select line_item, amount_mn, actual_to_date_mn, progress_pct, rest_mn from marts.guidance"
        " where company = 'aoba' and target_period = 'FY25' and line_item in ('operating_profit', 'revenue')"
        " order by display_order",
    ) == [
        ("revenue", "26400", "19923.379", "75.47", "6476.621"),
        ("operating_profit", "2250", "1672.206", "74.32", "577.794"),
    ]


def test_a_revision_is_shown_once(three: Project) -> None:
    """The next deck prints the revised forecast again, which revises nothing."""
    assert shown(
        three,
        "select line_item, target_period, previous_amount_mn, amount_mn, change_mn from marts.forecast_revisions"
        " where company = 'aoba' and line_item in ('operating_profit', 'ordinary_profit', 'revenue') order by 1",
    ) == [
        ("operating_profit", "FY25", "1950", "2250", "300"),
        ("ordinary_profit", "FY25", "1880", "2170", "290"),
        ("revenue", "FY25", "25000", "26400", "1400"),
    ]


def test_amounts_in_dollars(three: Project) -> None:
    assert income(three, "northfield", "revenue", "4Q25", AMOUNT) == ("1136", "printed", "USD")
    assert shown(three, "select distinct currency from marts.income_statement where company = 'iij'") == [("JPY",)]
    # parentheses are a minus; an expense that is printed with one is positive in the warehouse, a loss is not
    assert shown(
        three,
        "select line_item, amount_mn from marts.profit_and_loss_below_operating"
        " where company = 'northfield' and period = '4Q25' and line_item in ('interest_expense', 'other_income_net') order by 1",
    ) == [("interest_expense", "13"), ("other_income_net", "-3")]


# gross profit, research and development, SG&A of FY25 in $ millions
NORTHFIELD_OPERATING_PROFIT = ("2,011", "498", "600")


def test_a_company_replaces_a_standard_relation(three: Project) -> None:
    """Research and development stands beside SG&A; the standard's relation without it is not checked for this company."""
    operating_profit = (
        "select distinct company, addends from marts.tie_outs where relation = 'operating_profit_from_gross_profit'"
        " and kind = 'footing' and deck = 'northfield_4q25' and period = 'FY25'"
    )
    ((company, addends),) = shown(three, operating_profit)
    assert company == "northfield"
    for printed in NORTHFIELD_OPERATING_PROFIT:
        assert printed in (addends or "")
    assert income(three, "northfield", "research_and_development", "FY25", AMOUNT) == (
        "498",
        "printed",
        "USD",
    )


def test_the_fourth_quarter_ties_through_the_deck_before(three: Project) -> None:
    """FY25 of one deck is the nine months of the other and the quarter."""
    assert shown(
        three,
        "select status from marts.tie_outs where deck = 'northfield_4q25' and kind = 'period_footing'"
        " and relation = 'nine_months_and_quarter_to_year' and line_item = 'revenue' and period = 'FY25'",
    ) == [("consistent",)]
    # shares on average and earnings per share of parts of a year add up to nothing
    assert three.query(
        "select count(*) from marts.tie_outs where company = 'northfield' and kind = 'period_footing'"
        " and (line_item like '%per_share' or line_item like '%shares%')"
    ) == [(0,)]
    # the nine months less the third quarter
    assert income(three, "northfield", "revenue", "1H25", AMOUNT) == ("2334", "calculated", "USD")


PER_SHARE = [
    ("average_shares_outstanding", "398200000"),
    ("basic_earnings_per_share", "1.85"),
    ("diluted_average_shares", "403400000"),
    ("diluted_earnings_per_share", "1.82"),
]


def test_earnings_per_share_and_shares_reach_a_mart(three: Project) -> None:
    """As amounts of their own units, in the facts and in a mart of finance."""
    assert (
        shown(
            three,
            "select line_item, value from marts.facts where deck = 'northfield_4q25' and measure = 'level' and period = 'FY25'"
            " and (line_item like '%per_share' or line_item like '%shares%') order by 1",
        )
        == PER_SHARE
    )
    tables = three.query(
        "select table_name from duckdb_columns() where schema_name = 'marts' and column_name in ('company', 'line_item', 'period')"
        " group by 1 having count(*) = 3"
    )
    finance = [table for (table,) in tables if (three.root / f"models/marts/finance/{table}.sql").exists()]
    for line_item, _ in PER_SHARE:
        of_it = f"where company = 'northfield' and line_item = '{line_item}' and period = 'FY25'"
        assert any(three.query(f"select 1 from marts.{table} {of_it}") for table in finance), line_item
