"""A newcomer asks every mart by SUM and gets the number of the deck, or the mart says why not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from conftest import Project
from reported import reported

# What is summed, within which rows, and by how much the parts may miss their total where the deck rounds each of them:
# half of the last digit of each of four prints.
SUMS: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "amounts": ({"value": "0"}, ("total",)),
    "balance_sheet": ({"amount_mn": "0"}, ("side",)),
    "capital_expenditure": ({"amount_mn": "0"}, ()),
    "cash_flow": ({"amount_mn": "0"}, ("activity",)),
    "mobile_subscriptions": ({"lines": "2000", "revenue_mn": "20"}, ()),
    "order_book": ({"orders_mn": "0", "revenue_mn": "0", "backlog_mn": "0"}, ()),
    "profit_bridge": ({"amount_mn": "0"}, ("bridge",)),
    "security_and_cloud": ({"revenue_mn": "0"}, ("service_group",)),
    "segment_results": ({"revenue_mn": "0", "cost_of_sales_mn": "0", "gross_profit_mn": "0"}, ()),
    "sga_expenses": ({"amount_mn": "0"}, ()),
    "workforce": ({"headcount": "0"}, ()),
}
# the total stands in another mart
TOTALS_ELSEWHERE = {
    "cost_by_nature": ("part_of", "amount_mn", "select line_item, period, basis, amount_mn as total from marts.amounts"),
    "revenue_by_service": (
        "'revenue'",
        "revenue_mn",
        "select line_item, period, basis, amount_mn as total from marts.income_statement",
    ),
}
# what a newcomer filters by, and what the deck prints
BY_HAND = [
    ("amounts", "amount_mn", "adds_up and total = 'revenue' and period = '1Q25' and basis = 'actual'", "76821"),
    ("segment_results", "revenue_mn", "adds_up and period_type = 'quarter' and fiscal_year = 2024", "316831"),
    ("segment_results", "revenue_mn", "adds_up and period = 'FY25' and basis = 'forecast'", "340000"),
    ("revenue_by_service", "revenue_mn", "adds_up and period = '1Q25'", "76821"),
    ("sga_expenses", "amount_mn", "adds_up and period = 'FY24'", "38298"),
    ("balance_sheet", "amount_mn", "adds_up and side = 'assets' and period = '2025-06-30'", "312998"),
    ("balance_sheet", "amount_mn", "adds_up and side <> 'assets' and period = '2025-06-30'", "312998"),
    ("cash_flow", "amount_mn", "adds_up and period = '1Q25'", "-2478"),
    ("capital_expenditure", "amount_mn", "adds_up and period_type = 'quarter' and fiscal_year = 2024", "26274"),
    ("order_book", "orders_mn", "adds_up and period = '1Q25'", "45317"),
    ("workforce", "headcount", "adds_up and quarter = '1Q25'", "5504"),
    ("mobile_subscriptions", "revenue_mn", "adds_up and period = '1Q25'", "13010"),
    ("quarterly_results", "revenue_mn", "fiscal_year = 2024", "316831"),
    ("quarterly_results", "operating_profit_mn", "fiscal_year = 2023", "29029"),
    ("quarterly_segments", "revenue_mn", "fiscal_year = 2024", "316831"),
    ("quarterly_segments", "gross_profit_mn", "period = '1Q25'", "16693"),
    ("quarterly_orders", "orders_mn", "fiscal_year = 2024", "157856"),
    ("quarterly_orders", "backlog_mn", "period = '1Q25'", "127200"),
    ("deck_coverage", "numbers", "deck = 'iij_1q25'", "2573"),
]
# marts in which every row counts once, whatever is asked
PLAIN = {"deck_against_filing", "deck_coverage", "decks", "large_deals", "quarterly_results"}


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """IIJ and companies that print other breakdowns."""
    return reported(tmp_path_factory)


def marts_with(project: Project, column: str) -> set[str]:
    found = project.query(f"select table_name from duckdb_columns() where schema_name = 'marts' and column_name = '{column}'")
    return {name for (name,) in found}


def test_every_mart_with_amounts_says_what_adds_up(built: Project) -> None:
    """By the columns, or in its comment."""
    tables = built.query(
        """
        select tables.table_name, tables.comment
        from duckdb_tables() as tables
        where tables.schema_name = 'marts' and exists (
            select 1 from duckdb_columns() as columns
            where columns.schema_name = 'marts' and columns.table_name = tables.table_name
                and (
                    columns.data_type like 'DECIMAL%'
                    or columns.column_name in ('lines', 'headcount', 'numbers', 'facts', 'figures', 'tie_outs')
                )
        )
        """
    )
    by_column = marts_with(built, "adds_up")
    assert by_column == SUMS.keys() | TOTALS_ELSEWHERE.keys()
    assert marts_with(built, "is_total") == SUMS.keys() | {"segments"}
    assert [name for name, comment in tables if " add up" not in comment and " adds up" not in comment and name not in PLAIN] == []
    assert len(tables) >= 25


@pytest.mark.parametrize("mart", SUMS)
@pytest.mark.parametrize("warehouse", ["built", "several"])
def test_rows_that_add_up_are_their_total(mart: str, warehouse: str, request: pytest.FixtureRequest) -> None:
    project: Project = request.getfixturevalue(warehouse)
    amounts, within = SUMS[mart]
    keys = ", ".join(["company", "period", "basis", *within])
    compared = 0
    for amount, tolerance in amounts.items():
        groups = project.query(
            f"""
            select
                {keys}, sum({amount}) filter (where adds_up), sum({amount}) filter (where is_total),
                count(*) filter (where is_total), count(*) filter (where adds_up)
            from marts.{mart}
            group by {keys}
            having count(*) filter (where is_total and {amount} is not null) > 0
            """
        )
        for *key, parts, total, totals, addends in groups:
            # others cut their amounts: of each part, and of the total, less than a million is lost
            allowed = Decimal(tolerance) + (0 if warehouse == "built" else addends)
            assert totals == 1, (mart, key, "two totals")
            if parts is None and warehouse != "built":
                # no segment of Northfield states its cost of sales: the sum of them is null
                continue
            assert parts is not None, (mart, amount, key, "nothing adds up to", total)
            assert abs(Decimal(parts) - Decimal(total)) <= allowed, (mart, amount, key, parts, total)
        compared += len(groups)
    assert compared


@pytest.mark.parametrize("mart", TOTALS_ELSEWHERE)
def test_rows_that_add_up_are_the_total_that_another_mart_has(built: Project, mart: str) -> None:
    total, amount, elsewhere = TOTALS_ELSEWHERE[mart]
    groups = built.query(
        f"""
        select parts.whole, parts.period, parts.basis, parts.amount, totals.total
        from (
            select {total} as whole, period, basis, sum({amount}) as amount from marts.{mart} where adds_up group by all
        ) as parts
        left join ({elsewhere}) as totals
            on parts.whole = totals.line_item and parts.period = totals.period and parts.basis = totals.basis
        """
    )
    assert len(groups) >= 9
    assert [group for group in groups if group[3] != group[4]] == []


@pytest.mark.parametrize(("mart", "amount", "condition", "expected"), BY_HAND)
def test_a_sum_is_what_the_deck_prints(built: Project, mart: str, amount: str, condition: str, expected: str) -> None:
    (row,) = built.query(f"select sum({amount}) from marts.{mart} where {condition}")
    assert Decimal(row[0]) == Decimal(expected)


def test_the_star_joins_on_one_column_each(built: Project) -> None:
    """Every key of a fact has its dimension once, so that no join drops or doubles a row."""
    (counts,) = built.query(
        """
        select count(*), count(distinct (line_item_key, period_key, basis)), (
            select count(*)
            from marts.amounts
            inner join marts.companies on amounts.company = companies.company
            inner join marts.line_items on amounts.line_item_key = line_items.line_item_key
            inner join marts.segments on amounts.segment_key = segments.segment_key
            inner join marts.periods on amounts.period_key = periods.period_key
            inner join marts.decks on amounts.deck = decks.deck
        )
        from marts.amounts
        """
    )
    rows, keys, joined = counts
    assert rows == keys == joined
    assert rows >= 1000
    # a balance and what was earned meet in the quarter
    (ratio,) = built.query(
        """
        select round(
            100 * max(value) filter (where line_item = 'operating_profit') / max(value) filter (where line_item = 'total_assets'), 2
        )
        from marts.amounts
        where quarter_key = 'iij:1Q25' and basis = 'actual' and period_type in ('quarter', 'instant')
        """
    )
    assert float(ratio[0]) == pytest.approx(1.93)


def test_every_period_has_its_length_its_year_and_its_order(built: Project) -> None:
    marts = marts_with(built, "period")
    for column in ("period_type", "fiscal_year", "period_sort"):
        assert marts - marts_with(built, column) == set(), column
    assert {"guidance", "forecast_revisions", "guidance_history"} == marts_with(built, "target_period")
    # as text 1Q25 comes before 2Q24
    for mart in sorted(marts):
        (wrong,) = built.query(
            f"""
            select count(*) from marts.{mart} as a inner join marts.periods as b using (company, period)
            where a.period_sort <> b.period_sort or a.fiscal_year <> b.fiscal_year or a.period_type <> b.period_type
            """
        )
        assert wrong == (0,), mart
