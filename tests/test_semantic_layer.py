"""What MetricFlow answers is what the marts say."""

from __future__ import annotations

import csv
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import ROOT, Project
from landed import LANDINGS, copy_of_project, land
from landed import built as build

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
    env = {key: value for key, value in os.environ.items() if not key.startswith(("DBT_", "KESSAN_"))}
    done = subprocess.run(
        [Path(sys.executable).with_name("mf"), *arguments],
        cwd=project.root,
        env=env | {"HOME": str(project.root), "DBT_SEND_ANONYMOUS_USAGE_STATS": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """IIJ and Aoba, whose years start in April and in January and whose quarters overlap, in one warehouse."""
    project = copy_of_project(tmp_path_factory.mktemp("two_companies") / "kessan")
    land(project, LANDINGS / "companies/aoba")
    return build(project)


@pytest.fixture
def ask(built: Project, tmp_path: Path) -> Ask:
    return asker(built, tmp_path)


@pytest.fixture
def ask_of_two(two: Project, tmp_path: Path) -> Ask:
    return asker(two, tmp_path)


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


def test_metrics_of_a_quarter_are_those_of_the_income_statement(built: Project, ask: Ask) -> None:
    """Growth is compared where the mart recomputes it: a printed growth has no base that a metric could find."""
    metrics = [f"{name}_{suffix}" for name in LINES for suffix in ("mn", "yoy_pct", "qoq_pct")]
    expected = marts(
        built,
        " union all ".join(
            f"""
            select period, '{name}_' || suffix, value
            from (
                select
                    period,
                    amount_mn as mn,
                    case when yoy_source = 'calculated' then yoy_pct end as yoy_pct,
                    case when qoq_source = 'calculated' then qoq_pct end as qoq_pct
                from marts.income_statement
                where company = 'iij' and line_item = '{line_item}' and basis = 'actual' and period_type = 'quarter'
            ) unpivot (value for suffix in (mn, yoy_pct, qoq_pct))
            """
            for name, line_item in LINES.items()
        )
        + """
        union all
        select period, replace(line_item, 'profit', 'margin_pct'), ratio_to_revenue_pct
        from marts.income_statement
        where line_item in ('gross_profit', 'operating_profit') and basis = 'actual' and period_type = 'quarter'
            and ratio_to_revenue_source = 'calculated'
        """,
    )
    answer = ask([*metrics, "gross_margin_pct", "operating_margin_pct"], ["metric_time__fiscal_quarter"])
    assert_same(answer, expected)
    assert count(expected) >= 4 * 5 + 4 * 1 + 4 * 4 + 2 * 5
    assert answer["1Q25",]["operating_profit_yoy_pct"] == Decimal("34.56")


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
                case when bases.revenue_mn is not null then results.revenue_yoy_pct end as segment_revenue_yoy_pct,
                case when bases.gross_profit_mn is not null then results.gross_profit_yoy_pct end as segment_gross_profit_yoy_pct
            from marts.segment_results as results
            inner join marts.periods using (company, period)
            left join marts.segment_results as bases
                on bases.company = results.company and bases.segment = results.segment
                    and bases.period = periods.year_ago_period and bases.basis = results.basis
            where results.segment <> 'consolidated' and results.basis = 'actual' and results.period_type = 'quarter'
        ) unpivot (value for metric in (columns('segment_.*')))
        """,
    )
    assert_same(ask(metrics, ["metric_time__fiscal_quarter", "segment_result__segment"]), expected)
    assert count(expected) >= 3 * 5 * 3 + 3 * 2


def test_progress_to_the_forecast_is_that_of_the_guidance(built: Project, ask: Ask) -> None:
    metrics = ["revenue_progress_pct", "operating_profit_progress_pct", "profit_progress_pct"]
    expected = marts(
        built,
        """
        select
            guidance.fiscal_year,
            companies.name_en,
            replace(guidance.line_item, 'profit_attributable_to_owners', 'profit') || '_progress_pct',
            guidance.progress_pct
        from marts.guidance
        inner join marts.companies using (company)
        where guidance.basis = 'forecast' and guidance.target_period_type = 'year'
            and guidance.line_item in ('revenue', 'operating_profit', 'profit_attributable_to_owners')
        """,
    )
    answer = ask(metrics, ["guidance_line__fiscal_year", "company__name_en"])
    assert_same(answer, expected)
    assert count(expected) >= 3
    # by hand from the deck: 76,821 of 340,000; 6,031 of 36,500; 3,777 of 23,000
    assert list(answer["2025", "Internet Initiative Japan Inc."].values()) == [Decimal("22.59"), Decimal("16.52"), Decimal("16.42")]


QUARTER = "metric_time__quarter"
# as revenue does, one of each kind of metric
METRICS = ["revenue_mn", "gross_margin_pct", "revenue_qoq_pct", "revenue_yoy_pct"]


def test_a_metric_is_of_one_company(two: Project, ask_of_two: Ask) -> None:
    """Where two companies have the quarter it is null, whatever else is asked for; grouped by company it is each one's."""
    by_company = ask_of_two(METRICS, ["company", QUARTER])
    together = ask_of_two(METRICS, [QUARTER])
    companies: dict[str, set[str]] = {}
    for (company, quarter), values in by_company.items():
        if "revenue_mn" in values:
            companies.setdefault(quarter, set()).add(company)
    shared = [quarter for quarter, names in companies.items() if len(names) > 1]
    alone = [quarter for quarter, names in companies.items() if len(names) == 1]
    assert shared
    assert alone
    assert [together.get((quarter,)) for quarter in shared] == [None] * len(shared)
    for quarter in alone:
        (company,) = companies[quarter]
        values, expected = together[quarter,], by_company[company, quarter]
        assert values["revenue_mn"] == expected["revenue_mn"]
        # a growth is missing where the quarter that it is measured from is of two companies
        assert values.items() <= expected.items()
    assert_same(
        {group: {"revenue_mn": values["revenue_mn"]} for group, values in by_company.items() if "revenue_mn" in values},
        marts(
            two,
            """
            select company, cast(date_trunc('quarter', starts_on) as timestamp), 'revenue_mn', amount_mn
            from marts.income_statement
            where line_item = 'revenue' and basis = 'actual' and period_type = 'quarter'
            """,
        ),
    )


def test_segments_and_forecasts_are_of_one_company(ask_of_two: Ask) -> None:
    for metric, group in [
        ("segment_revenue_mn", QUARTER),
        ("revenue_forecast_mn", "guidance_line__fiscal_year"),
        ("revenue_progress_pct", "guidance_line__fiscal_year"),
    ]:
        by_company = ask_of_two([metric], ["company", group])
        groups = [group for _, group in by_company]
        shared = {group for group in groups if groups.count(group) > 1}
        assert shared, metric
        assert not {(group,) for group in shared} & ask_of_two([metric], [group]).keys(), metric


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
