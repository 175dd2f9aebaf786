"""What MetricFlow answers is what the marts say."""

from __future__ import annotations

import csv
import shlex
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import forked
import pytest
from conftest import ROOT, Project, clean_environment
from reported import reported

METRICFLOW = "dbt_metricflow.cli.main"
forked.preload(METRICFLOW)

LINES = {
    "revenue": "revenue",
    "gross_profit": "gross_profit",
    "operating_profit": "operating_profit",
    "profit": "profit_attributable_to_owners",
}
CENT = Decimal("0.01")
Answer = dict[tuple[str, ...], dict[str, Decimal]]
Ask = Callable[[list[str], list[str]], Answer]


def mf(project: Project, *arguments: str | Path) -> str:
    """Run MetricFlow's own command in the project."""
    env = clean_environment() | {"HOME": str(project.root)}
    done = forked.run(METRICFLOW, ("mf", *map(str, arguments)), project.root, env)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """IIJ and Aoba, whose years start in April and in January and whose quarters overlap, among others in one warehouse."""
    copy = tmp_path_factory.mktemp("several") / "kessan"
    # MetricFlow opens the warehouse to write
    shutil.copytree(reported(tmp_path_factory).root, copy)
    return Project(copy)


@pytest.fixture
def ask(built: Project, tmp_path: Path) -> Ask:
    return asker(built, tmp_path)


@pytest.fixture
def ask_of_several(several: Project, tmp_path: Path) -> Ask:
    return asker(several, tmp_path)


def asker(project: Project, folder: Path) -> Ask:
    """Metrics by name and group, as decimals with two digits; rows in which all metrics are empty are left out."""

    def query(metrics: list[str], group_by: list[str]) -> Answer:
        answer = folder / "answer.csv"
        mf(project, "query", "--metrics", ",".join(metrics), "--group-by", ",".join(group_by), "--csv", answer)
        with answer.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
        known = {
            tuple(row[name] for name in group_by): {name: Decimal(row[name]).quantize(CENT) for name in metrics if row[name]}
            for row in rows
        }
        assert len(known) == len(rows), "two rows of one group"
        return {group: values for group, values in known.items() if values}

    return query


def marts(project: Project, sql: str) -> Answer:
    """Rows of (group ..., metric, value) as the semantic layer gives them; what is null is left out."""
    answer: Answer = {}
    for *group, metric, value in project.query(sql):
        if value is not None:
            answer.setdefault(tuple(str(part) for part in group), {})[metric] = Decimal(value).quantize(CENT)
    return answer


def count(answer: Answer) -> int:
    return sum(len(values) for values in answer.values())


def assert_same(answer: Answer, expected: Answer) -> None:
    differences = []
    for group in sorted(answer | expected):
        asked, there = answer.get(group, {}), expected.get(group, {})
        differences += [
            f"{', '.join(group)}: {metric} is {asked.get(metric)} in MetricFlow, {there.get(metric)} in the mart"
            for metric in sorted(asked | there)
            if asked.get(metric) != there.get(metric)
        ]
    assert not differences, "\n".join(differences)


def test_metricflow_finds_the_semantic_layer_valid(built: Project) -> None:
    output = mf(built, "validate-configs", "--show-all")
    for part in ("semantics of built manifest", "semantic models", "dimensions", "entities", "measures", "metrics"):
        assert any(part in line and "Successfully" in line and "ERRORS: 0," in line for line in output.splitlines()), output


AMOUNTS = {
    "revenue_mn": "revenue_mn",
    "gross_profit_mn": "gross_profit_mn",
    "operating_profit_mn": "operating_profit_mn",
    "profit_mn": "profit_attributable_to_owners_mn",
    "recurring_revenue_mn": "recurring_revenue_mn",
    "ebitda_mn": "adjusted_ebitda_mn",
    "operating_cash_flow_mn": "operating_cash_flow_mn",
    "free_cash_flow_mn": "free_cash_flow_mn",
    "capex_mn": "capex_mn",
}
RATIOS = {
    "gross_margin_pct": ("gross_profit_mn", "revenue_mn"),
    "operating_margin_pct": ("operating_profit_mn", "revenue_mn"),
    "profit_margin_pct": ("profit_mn", "revenue_mn"),
    "recurring_share_pct": ("recurring_revenue_mn", "revenue_mn"),
    "ebitda_margin_pct": ("ebitda_mn", "revenue_mn"),
    "capex_to_revenue_pct": ("capex_mn", "revenue_mn"),
}
# how the quarters of a group are named, of each grain that MetricFlow is asked for; of a company, all of them together
GRAINS = {
    "metric_time__fiscal_quarter": "period",
    "metric_time__fiscal_half": "half_period",
    "metric_time__fiscal_year": "year_period",
    "metric_time__quarter": "cast(date_trunc('quarter', starts_on) as timestamp)",
    "metric_time__year": "cast(date_trunc('year', starts_on) as timestamp)",
    "company": "company",
}


def base_of(row: dict[str, Decimal | None], column: str) -> Decimal | None:
    """What growth on the year before is measured from, where there is a rate."""
    amount, change, rate = (row[column + end] for end in ("_mn", "_yoy_change_mn", "_yoy_pct"))
    return None if amount is None or change is None or rate is None else amount - change


def of_quarters(rows: list[dict[str, Decimal | None]]) -> dict[str, Decimal]:
    """The metrics of a group, worked out from its quarters: a sum of all of them, or nothing."""

    def total(name: str) -> Decimal | None:
        values = [row[name] for row in rows]
        return None if None in values else sum(value for value in values if value is not None)

    sums = {metric: total(column) for metric, column in AMOUNTS.items()}
    answer: dict[str, Decimal | None] = dict(sums)
    for metric, (numerator, denominator) in RATIOS.items():
        pairs = [(row[AMOUNTS[numerator]], row[AMOUNTS[denominator]]) for row in rows]
        both = [(a, b) for a, b in pairs if a is not None and b is not None]
        known = both and all((a is None) == (b is None) for a, b in pairs)
        answer[metric] = 100 * sum(a for a, _ in both) / sum(b for _, b in both) if known else None
    for name in LINES:
        column = AMOUNTS[f"{name}_mn"].removesuffix("_mn")
        pairs = [(row[column + "_mn"], base_of(row, column)) for row in rows]
        both = [(a, b) for a, b in pairs if a is not None and b is not None]
        known = both and all((a is None) == (b is None) for a, b in pairs)
        answer[f"{name}_yoy_pct"] = 100 * sum(a - b for a, b in both) / sum(b for _, b in both) if known else None
        quarter = rows[0][column + "_qoq_pct"] if len(rows) == 1 and rows[0][column + "_qoq_change_mn"] is not None else None
        answer[f"{name}_qoq_pct"] = quarter
    last = rows[-1]
    answer["headcount"], answer["total_assets_mn"], answer["net_cash_mn"] = (
        last["headcount"],
        last["total_assets_mn"],
        last["net_cash_after_leases_mn"],
    )
    answer["equity_ratio_pct"] = 100 * last["equity_mn"] / last["total_assets_mn"] if last["equity_mn"] else None
    return {name: Decimal(value).quantize(CENT) for name, value in answer.items() if value is not None}


@pytest.mark.parametrize("grain", GRAINS)
def test_metrics_are_those_of_the_quarters_at_every_grain(built: Project, ask: Ask, grain: str) -> None:
    """A numerator and a denominator of different quarters, or growth without all of its bases, is nothing at all."""
    columns = [row[0] for row in built.query("select column_name from (describe marts.quarterly_results)")]
    groups: dict[str, list[dict[str, Decimal | None]]] = {}
    for group, *values in built.query(f"select {GRAINS[grain]}, * from marts.quarterly_results order by period_sort"):
        groups.setdefault(str(group), []).append(dict(zip(columns, values, strict=True)))
    expected = {(group,): of_quarters(rows) for group, rows in groups.items()}
    metrics = [*AMOUNTS, *RATIOS, *(f"{name}_{growth}_pct" for name in LINES for growth in ("yoy", "qoq"))]
    metrics += ["headcount", "total_assets_mn", "net_cash_mn", "equity_ratio_pct"]
    assert_same(ask(metrics, [grain]), {group: values for group, values in expected.items() if values})
    assert grain == "company" or count(expected) >= 30


def test_metrics_of_halves_and_years_are_those_of_the_statements(built: Project, ask: Ask) -> None:
    """What is worked out from quarters is what the deck prints of the half and the year."""
    stated = marts(
        built,
        """
        select period, case line_item when 'profit_attributable_to_owners' then 'profit' else line_item end || '_mn', amount_mn
        from marts.income_statement
        where basis = 'actual' and period_type in ('half', 'year')
            and line_item in ('revenue', 'gross_profit', 'operating_profit', 'profit_attributable_to_owners')
        union all
        select period, replace(line_item, 'profit', 'margin_pct'), ratio_to_revenue_pct
        from marts.income_statement
        where basis = 'actual' and period_type in ('half', 'year') and line_item in ('gross_profit', 'operating_profit')
        union all
        select period, line_item || '_mn', amount_mn
        from marts.cash_flow
        where basis = 'actual' and period_type in ('half', 'year') and line_item in ('operating_cash_flow', 'free_cash_flow')
        """,
    )
    metrics = sorted({metric for values in stated.values() for metric in values})
    compared = 0
    for grain in ("metric_time__fiscal_half", "metric_time__fiscal_year"):
        for period, values in ask(metrics, [grain]).items():
            for metric, value in values.items():
                # of the half and the year that are under way the statements have nothing
                if period in stated:
                    assert value == stated[period][metric], (period, metric)
                    compared += 1
    assert compared >= 3 * len(metrics)
    assert stated["FY24",]["operating_margin_pct"] == Decimal("9.50")


def test_an_operating_margin_over_quarters_without_revenue_is_none(built: Project, ask: Ask) -> None:
    """Nine quarters of profit over five of revenue are no margin, nor is a calendar year that has one quarter of profit alone."""
    everything = ask(["operating_margin_pct", "revenue_yoy_pct", "quarters"], ["company"])
    assert everything["iij",].keys() == {"quarters"}
    # nothing is stated of the first quarter of 2024 by segment: a sum of the other three would be called the year's
    counted = ask(["segment_quarters", "segment_revenue_mn"], ["metric_time__year", "segment_result__segment"])
    assert counted["2024-01-01 00:00:00", "network_services"] == {"segment_quarters": 4}
    assert ask(["order_quarters", "orders_mn"], ["metric_time__year"])["2024-01-01 00:00:00",] == {"order_quarters": 4}
    years = ask(["operating_margin_pct", "revenue_yoy_pct"], ["metric_time__year"])
    assert {year: list(values) for (year,), values in years.items()} == {"2025-01-01 00:00:00": ["operating_margin_pct"]}


def test_orders_and_revenue_per_line_are_those_of_the_marts(built: Project, ask: Ask) -> None:
    orders = marts(
        built,
        """
        select period, stream, metric, value
        from (
            select period, stream, orders_mn, backlog_mn, cast(book_to_bill as decimal(18, 6)) as book_to_bill
            from marts.order_book
            where period_type = 'quarter' and adds_up and basis = 'actual'
        ) unpivot (value for metric in (orders_mn, backlog_mn, book_to_bill))
        """,
    )
    answer = ask(["orders_mn", "backlog_mn", "book_to_bill"], ["metric_time__fiscal_quarter", "order_stream__stream"])
    assert_same(answer, orders)
    assert answer["1Q25", "si_construction"]["book_to_bill"] == Decimal("1.46")
    totals = "select period, metric, value from (select period, orders_mn, backlog_mn from marts.order_book where is_total"
    totals += " and period_type in ({})) unpivot (value for metric in (orders_mn, backlog_mn))"
    for grain, kinds in {"fiscal_quarter": "'quarter'", "fiscal_half": "'half'", "fiscal_year": "'year'"}.items():
        asked = ask(["orders_mn", "backlog_mn"], [f"metric_time__{grain}"])
        expected = marts(built, totals.format(kinds))
        assert_same({group: values for group, values in asked.items() if group in expected}, expected)
        assert expected
    arpu = marts(
        built,
        """
        select period, line_of_business, 'mobile_arpu', revenue_per_line_month
        from marts.mobile_subscriptions
        where basis = 'actual'
        """,
    )
    by_line = ask(["mobile_arpu"], ["metric_time__fiscal_quarter", "line_of_business_in_quarter__line_of_business"])
    assert_same(by_line, arpu)
    assert_same(
        ask(["mobile_arpu"], ["metric_time__fiscal_quarter"]), {(p,): v for (p, line), v in arpu.items() if line == "total"}
    )
    # 12,250 + 12,870 + 13,170 million over the line months of three quarters would leave out the first of the year
    assert ("FY24",) not in ask(["mobile_arpu"], ["metric_time__fiscal_year"])


def test_metrics_of_a_segment_are_those_of_the_segment_results(built: Project, ask: Ask) -> None:
    """Growth is compared where the mart has its base: from a print alone the mart has growth that no metric could find."""
    metrics = ["segment_revenue_mn", "segment_gross_profit_mn", "segment_gross_margin_pct"]
    metrics += ["segment_revenue_yoy_pct", "segment_gross_profit_yoy_pct"]
    expected = marts(
        built,
        """
        select period, segment, metric, value
        from (
            select
                results.period,
                results.segment,
                cast(results.revenue_mn as decimal(18, 2)) as segment_revenue_mn,
                cast(results.gross_profit_mn as decimal(18, 2)) as segment_gross_profit_mn,
                case when results.gross_margin_source = 'calculated' then results.gross_margin_pct end as segment_gross_margin_pct,
                case when results.revenue_yoy_source = 'calculated' then results.revenue_yoy_pct end as segment_revenue_yoy_pct,
                case when results.gross_profit_yoy_source = 'calculated' then results.gross_profit_yoy_pct end
                    as segment_gross_profit_yoy_pct
            from marts.segment_results as results
            where results.adds_up and results.basis = 'actual' and results.period_type = 'quarter'
        ) unpivot (value for metric in (columns('segment_.*')))
        """,
    )
    assert_same(ask(metrics, ["metric_time__fiscal_quarter", "segment_result__segment"]), expected)
    assert count(expected) >= 3 * 5 * 3 + 3 * 2


SEGMENT_METRICS = [
    "segment_revenue_mn", "segment_gross_profit_mn", "segment_gross_margin_pct", "segment_revenue_yoy_pct",
    "segment_gross_profit_yoy_pct",
]  # fmt: skip
ORDER_METRICS = ["orders_mn", "book_to_bill", "backlog_mn"]
# as the group of a quarter is named, of each grain; of a company, all of its quarters together
QUARTERS_OF = {grain: group for grain, group in GRAINS.items() if grain != "company"}


BASE = "case when {0}_yoy_source = 'calculated' then {0}_mn - {0}_yoy_change_mn end"
Parts = list[dict[str, Decimal | None]]
# amounts of a mart by segment or stream, and what growth is measured from where the mart calculates it
AMOUNTS_OF_PARTS = {
    "segment_results": {
        "revenue": "revenue_mn",
        "gross_profit": "gross_profit_mn",
        "base_of_revenue": BASE.format("revenue"),
        "base_of_gross_profit": BASE.format("gross_profit"),
    },
    "order_book": {"orders": "orders_mn", "revenue": "revenue_mn", "backlog": "backlog_mn"},
}


def quarters_of(project: Project, mart: str, grain: str) -> dict[tuple[str, str], list[Parts]]:
    """Of each company and group of quarters, quarter by quarter, the rows that add up: one without amounts where there is none."""
    amounts = AMOUNTS_OF_PARTS[mart]
    known: dict[tuple[str, str], Parts] = {}
    for company, period, *row in project.query(
        f"select company, period, {', '.join(amounts.values())} from marts.{mart}"
        " where adds_up and basis = 'actual' and period_type = 'quarter'"
    ):
        known.setdefault((company, period), []).append(dict(zip(amounts, row, strict=True)))
    companies = {company for company, _ in known}
    groups: dict[tuple[str, str], list[Parts]] = {}
    for company, period, group in project.query(
        f"select company, period, cast({QUARTERS_OF[grain]} as varchar) from marts.quarterly_results order by company, period_sort"
    ):
        if company in companies:
            groups.setdefault((company, group), []).append(known.get((company, period), [dict.fromkeys(amounts)]))
    return groups


def of_parts(quarters: list[Parts]) -> dict[str, Decimal]:
    """The metrics of a group, worked out from its quarters: of every part of all, or nothing. A backlog is the last one's."""

    def total(name: str, rows: Parts) -> Decimal | None:
        values = [row.get(name) for row in rows]
        return None if None in values else sum(value for value in values if value is not None)

    rows = [row for quarter in quarters for row in quarter]
    of = {name: total(name, rows) for name in rows[0]}
    found: dict[str, Decimal | None] = {}
    if "orders" in of:
        found = {"orders_mn": of["orders"], "backlog_mn": total("backlog", quarters[-1])}
        if of["orders"] is not None and of["revenue"]:
            found["book_to_bill"] = of["orders"] / of["revenue"]
    else:
        for name in ("revenue", "gross_profit"):
            amount, base = of[name], of[f"base_of_{name}"]
            found[f"segment_{name}_mn"] = amount
            if amount is not None and base is not None and amount >= 0 and base > 0:
                found[f"segment_{name}_yoy_pct"] = 100 * (amount - base) / base
        if of["gross_profit"] is not None and of["revenue"]:
            found["segment_gross_margin_pct"] = 100 * of["gross_profit"] / of["revenue"]
    return {name: Decimal(value).quantize(CENT) for name, value in found.items() if value is not None}


@pytest.fixture(scope="module")
def lacking(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """IIJ as if no deck stated anything of the second quarter of FY24: neither a statement, nor a segment, nor an order."""
    copy = tmp_path_factory.mktemp("lacking") / "kessan"
    shutil.copytree(built.root, copy)
    project = Project(copy)
    with duckdb.connect(project.warehouse) as connection:
        connection.execute("delete from intermediate.int_statement_lines where quarter = '2Q24' and period_type = 'quarter'")
    done = project.dbt(
        "run", "--select", "segment_results", "order_book", "quarterly_results", "quarterly_segments", "quarterly_orders"
    )
    assert done.returncode == 0, done.stdout
    return project


@pytest.fixture
def ask_of_lacking(lacking: Project, tmp_path: Path) -> Ask:
    return asker(lacking, tmp_path)


@pytest.mark.parametrize(
    ("warehouse", "grain"),
    [("built", grain) for grain in QUARTERS_OF] + [("several", "metric_time__quarter"), ("lacking", "metric_time__year")],
)
def test_segments_and_orders_are_those_of_all_the_quarters_at_every_grain(
    warehouse: str, grain: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """By the marts, in which a quarter of which nothing is known is no row at all."""
    project: Project = request.getfixturevalue(warehouse)
    found: Answer = {}
    for mart in AMOUNTS_OF_PARTS:
        for group, quarters in quarters_of(project, mart, grain).items():
            found.setdefault(group, {}).update(of_parts(quarters))
    expected = {group: values for group, values in found.items() if values}
    assert_same(asker(project, tmp_path)([*SEGMENT_METRICS, *ORDER_METRICS], ["company", grain]), expected)
    assert expected


def test_companies_with_other_years_have_each_its_own(several: Project, ask_of_several: Ask) -> None:
    """The year of a company whose years start in April is no year of one whose years start in January; nor is a part of it."""
    known = set()
    for grain in ("half", "year"):
        groups = quarters_of(several, "segment_results", f"metric_time__fiscal_{grain}")
        expected = {group: values for group, quarters in groups.items() if (values := of_parts(quarters))}
        known |= expected.keys()
        assert_same(ask_of_several(SEGMENT_METRICS, ["company", f"segment_result__{grain}_period"]), expected)
        shared = ask_of_several(SEGMENT_METRICS, ["company", f"metric_time__fiscal_{grain}"])
        # a group without a name is of the quarters that companies name differently
        assert {group: values for group, values in shared.items() if group[1] and values != expected.get(group)} == {}
    # of the other two quarters of its year Northfield's decks have nothing
    assert ("northfield", "2H25") in known
    assert ("northfield", "FY25") not in known
    assert ("iij", "FY24") in known
    by_year = ask_of_several(["revenue_mn"], ["company", "quarter__year_period"])
    assert by_year["iij", "FY24"]["revenue_mn"] == Decimal("316831")


def test_a_quarter_that_is_missing_empties_the_half_and_the_year(ask_of_lacking: Ask) -> None:
    """The half would be the first quarter's, and the year three quarters'; the quarters that are known stay."""
    metrics = ["revenue_mn", "segment_revenue_mn", "orders_mn", "segment_gross_margin_pct", "book_to_bill", "operating_profit_mn"]
    known = {
        "metric_time__fiscal_quarter": {"1Q24", "3Q24", "4Q24", "1Q25"},
        "metric_time__fiscal_half": {"2H24", "1H25"},
        "metric_time__fiscal_year": {"FY25"},
    }
    for grain, groups in known.items():
        answer = ask_of_lacking(metrics, ["company", grain])
        for metric in metrics[:-1]:
            assert {group for (_, group), values in answer.items() if metric in values} == groups, (grain, metric)
    by_segment = ask_of_lacking(["segment_revenue_mn"], ["segment_result__segment", "metric_time__fiscal_half"])
    assert {half for _, half in by_segment} == {"2H24", "1H25"}
    assert len(by_segment) == 2 * 3
    by_year = ask_of_lacking(["operating_profit_mn"], ["metric_time__fiscal_year"])
    assert by_year.keys() == {("FY23",), ("FY25",)}


def test_some_segments_are_null_where_one_of_them_is(built: Project, tmp_path: Path) -> None:
    """Asked for two of the segments, the answer is of both; a balance is of the last of the quarters."""
    answer = tmp_path / "two.csv"
    where = "{{ Dimension('segment_result__segment') }} in ('network_services', 'atm_operation')"
    mf(
        built,
        "query",
        "--metrics",
        "segment_revenue_mn",
        "--group-by",
        "metric_time__fiscal_year",
        "--where",
        where,
        "--csv",
        answer,
    )
    with answer.open(encoding="utf-8", newline="") as handle:
        found = {row["metric_time__fiscal_year"]: row["segment_revenue_mn"] for row in csv.DictReader(handle)}
    # by hand: 162,577 and 2,948 of FY24, 42,512 and 749 of 1Q25
    assert {year: Decimal(value) for year, value in found.items() if value} == {"FY24": Decimal(165525), "FY25": Decimal(43261)}


def test_progress_to_the_forecast_is_that_of_the_guidance(built: Project, ask: Ask) -> None:
    metrics = ["revenue_progress_pct", "operating_profit_progress_pct", "profit_progress_pct"]
    expected = marts(
        built,
        """
        select
            guidance.target_period,
            companies.name_en,
            replace(guidance.line_item, 'profit_attributable_to_owners', 'profit') || '_progress_pct',
            guidance.progress_pct
        from marts.guidance
        inner join marts.companies using (company)
        where guidance.basis = 'forecast' and guidance.target_period_type = 'year'
            and guidance.line_item in ('revenue', 'operating_profit', 'profit_attributable_to_owners')
        """,
    )
    answer = ask(metrics, ["guidance_line__target_period", "company__name_en"])
    assert_same(answer, expected)
    assert count(expected) >= 3
    # by hand from the deck: 76,821 of 340,000; 6,031 of 36,500; 3,777 of 23,000
    assert list(answer["FY25", "Internet Initiative Japan Inc."].values()) == [Decimal("22.59"), Decimal("16.52"), Decimal("16.42")]


QUARTER = "metric_time__quarter"
# as revenue does, one of each kind of metric
METRICS = ["revenue_mn", "gross_margin_pct", "revenue_qoq_pct", "revenue_yoy_pct"]


def test_a_metric_is_of_one_company(several: Project, ask_of_several: Ask) -> None:
    """Where two companies have the quarter it is null, whatever else is asked for; grouped by company it is each one's."""
    by_company = ask_of_several([*METRICS, "quarters"], ["company", QUARTER])
    together = ask_of_several([*METRICS, "quarters"], [QUARTER])
    companies: dict[str, set[str]] = {}
    for company, quarter in by_company:
        companies.setdefault(quarter, set()).add(company)
    shared = [quarter for quarter, names in companies.items() if len(names) > 1]
    alone = [quarter for quarter, names in companies.items() if len(names) == 1]
    assert shared
    assert alone
    assert [together[quarter,].keys() for quarter in shared] == [{"quarters"}] * len(shared)
    for quarter in alone:
        (company,) = companies[quarter]
        values, expected = together[quarter,], by_company[company, quarter]
        assert values == expected
    assert_same(
        {group: {"revenue_mn": values["revenue_mn"]} for group, values in by_company.items() if "revenue_mn" in values},
        marts(
            several,
            """
            select company, cast(date_trunc('quarter', starts_on) as timestamp), 'revenue_mn', amount_mn
            from marts.income_statement
            where line_item = 'revenue' and basis = 'actual' and period_type = 'quarter'
            """,
        ),
    )


def test_segments_and_forecasts_are_of_one_company(ask_of_several: Ask) -> None:
    for metric, group in [
        ("segment_revenue_mn", QUARTER),
        ("revenue_forecast_mn", "guidance_line__target_period"),
        ("revenue_progress_pct", "guidance_line__target_period"),
    ]:
        by_company = ask_of_several([metric], ["company", group])
        groups = [group for _, group in by_company]
        shared = {group for group in groups if groups.count(group) > 1}
        assert shared, metric
        assert not {(group,) for group in shared} & ask_of_several([metric], [group]).keys(), metric


def test_the_queries_of_the_readme_are_answered(built: Project, tmp_path: Path) -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    commands = [shlex.split(line) for line in lines if line.startswith("mf query ")]
    assert len(commands) >= 3
    for number, (_, *arguments) in enumerate(commands):
        answer = tmp_path / f"{number}.csv"
        output = mf(built, *arguments, "--csv", answer)
        assert answer.exists(), output
        with answer.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
        assert any(all(row.values()) for row in rows), f"nothing but gaps: {shlex.join(arguments)}"
