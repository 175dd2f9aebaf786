"""The calendars of companies that count their years differently, and profiles from which no calendar can be made."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Project, made_once
from landed import copy_of_project

COMPANIES, YEARS = Path("seeds/reference/companies.csv"), Path("seeds/reference/fiscal_years.csv")
NODES = (
    "companies fiscal_years units period_relations stg_companies stg_fiscal_years base_deck_figures"
    " int_fiscal_years int_fiscal_calendar int_periods int_period_parts assert_company_profiles_are_sound"
)
SELECTED = ("--exclude-resource-type", "unit_test", "--indirect-selection", "cautious", "--select", *NODES.split())
PROFILES = {
    "april": {},
    "september": {"fiscal_year_named_by": "end", "fiscal_year_start_month": "10"},
    "december": {"fiscal_year_named_by": "end", "fiscal_year_start_month": "1"},
    "twentieth": {"fiscal_year_start_month": "2", "closing_day": "20"},
    "weeks": {"fiscal_year_named_by": "end", "fiscal_year_start_month": "10"},
    "changed": {},
    "long": {},
    "longest": {},
}
EXCEPTIONS = [
    ("weeks", "2023", "2022-09-25", "2022-12-31", "2023-04-01", "2023-07-01", "2023-09-30"),
    ("weeks", "2024", "2023-10-01", "", "", "", "2024-09-28"),
    ("weeks", "2025", "2024-09-29", "", "", "", "2025-09-27"),
    ("changed", "2025", "2025-04-01", "", "", "", "2025-12-31"),
    ("long", "2024", "2024-04-01", "", "", "", "2025-06-30"),
    ("longest", "2024", "2024-04-01", "", "", "", "2025-09-30"),
]
FIGURES = {
    "april": ["1Q25", "9M25", "7M25", "FY98-FY05", "FY27-", "2025-04", "2025-06-30"],
    "september": ["FY25"],
    "december": ["FY25"],
    "twentieth": ["2025-02-20", "2024-02-20", "FY24"],
    "weeks": ["2025-09-27", "4Q25"],
    "changed": ["FY25", "1Q26", "FY27"],
    "long": ["12M24", "FY25"],
    "longest": ["FY24"],
}


def make(project: Project, profiles: dict[str, dict[str, str]], exceptions: list[tuple[str, ...]]) -> None:
    """Companies with these profiles; base_deck_figures holds only what the calendar reads of it."""
    (known,) = project.rows(COMPANIES)
    project.write([known | {"company": company} | profile for company, profile in sorted(profiles.items())], COMPANIES)
    header = (project.root / YEARS).read_text(encoding="utf-8").strip().split(",")
    if exceptions:
        project.write([dict(zip(header, (*row, "test"), strict=True)) for row in sorted(exceptions)], YEARS)
    rows = " union all ".join(
        f"select '{company}' as company, '{period}' as period" for company in profiles for period in FIGURES.get(company, ["1Q25"])
    )
    model = "with named as (" + rows + ") select *, {{ period_type('period') }} as period_type from named\n"
    (project.root / "models/staging/base/base_deck_figures.sql").write_text(model, encoding="utf-8")


@pytest.fixture(scope="module")
def calendars(tmp_path_factory: pytest.TempPathFactory) -> Project:
    def land(root: Path) -> None:
        project = copy_of_project(root)
        make(project, PROFILES, EXCEPTIONS)
        result = project.dbt("build", *SELECTED)
        assert result.returncode == 0, result.stdout

    return Project(made_once(tmp_path_factory, "calendars", land))


@pytest.mark.parametrize(
    ("company", "period", "starts_on", "ends_on", "months"),
    [
        ("april", "9M25", "2025-04-01", "2025-12-31", 9),
        ("april", "7M25", "2025-04-01", "2025-10-31", 7),
        ("april", "FY98-FY05", "1998-04-01", "2006-03-31", 96),
        ("april", "FY99", "1999-04-01", "2000-03-31", 12),
        ("april", "FY27-", "2027-04-01", None, None),
        ("september", "FY25", "2024-10-01", "2025-09-30", 12),
        ("september", "2Q25", "2025-01-01", "2025-03-31", 3),
        ("december", "FY25", "2025-01-01", "2025-12-31", 12),
        ("twentieth", "FY24", "2024-02-21", "2025-02-20", 12),
        ("twentieth", "4Q24", "2024-11-21", "2025-02-20", 3),
        ("twentieth", "2024-03", "2024-02-21", "2024-03-20", 1),
        ("weeks", "1Q23", "2022-09-25", "2022-12-31", 3),
        ("weeks", "1Q24", "2023-10-01", "2023-12-30", 3),
        ("weeks", "4Q25", "2025-06-29", "2025-09-27", 3),
        ("changed", "FY24", "2024-04-01", "2025-03-31", 12),
        ("changed", "FY25", "2025-04-01", "2025-12-31", 9),
        ("changed", "3Q25", "2025-10-01", "2025-12-31", 3),
        ("changed", "FY26", "2026-01-01", "2026-12-31", 12),
        ("changed", "2H27", "2027-07-01", "2027-12-31", 6),
        ("long", "4Q24", "2025-01-01", "2025-03-31", 3),
        ("long", "12M24", "2024-04-01", "2025-03-31", 12),
        ("long", "5Q24", "2025-04-01", "2025-06-30", 3),
        ("long", "FY24", "2024-04-01", "2025-06-30", 15),
        ("long", "1Q25", "2025-07-01", "2025-09-30", 3),
        ("longest", "6Q24", "2025-07-01", "2025-09-30", 3),
        ("longest", "FY24", "2024-04-01", "2025-09-30", 18),
    ],
)
def test_dates(calendars: Project, company: str, period: str, starts_on: str, ends_on: str | None, months: int | None) -> None:
    assert calendars.query(
        "select starts_on::varchar, ends_on::varchar, months from intermediate.int_periods"
        f" where company = '{company}' and period = '{period}'"
    ) == [(starts_on, ends_on, months)]


@pytest.mark.parametrize(
    ("company", "period", "neighbour", "expected"),
    [
        ("april", "9M25", "year_ago_period", "9M24"),
        ("april", "7M25", "year_ago_period", "7M24"),
        ("april", "1Q25", "previous_period", "4Q24"),
        ("april", "2025-06-30", "previous_period", "2025-03-31"),
        ("april", "2025-06-30", "fiscal_year_end_period", "2025-03-31"),
        ("april", "2025-03-31", "fiscal_year_end_period", "2024-03-31"),
        ("april", "2025-06-30", "quarter", "1Q25"),
        ("april", "2025-04-30", "quarter", None),
        ("april", "2025-02-28", "year_ago_period", "2024-02-29"),
        ("april", "2Q25", "year_to_date_period", "1H25"),
        ("april", "2H25", "year_to_date_period", "FY25"),
        ("april", "FY98-FY05", "base_year_period", "FY97"),
        ("april", "FY98-FY05", "last_year_period", "FY05"),
        ("twentieth", "2025-02-20", "year_ago_period", "2024-02-20"),
        ("twentieth", "2025-02-20", "quarter", "4Q24"),
        ("weeks", "2025-09-27", "year_ago_period", "2024-09-28"),
        ("weeks", "2024-09-28", "year_ago_period", "2023-09-30"),
        ("weeks", "2025-09-27", "previous_period", "2025-06-28"),
        ("weeks", "2025-09-27", "quarter", "4Q25"),
        ("weeks", "2025-09-27", "fiscal_year_end_period", "2024-09-28"),
        ("weeks", "4Q25", "year_ago_period", "4Q24"),
        ("weeks", "FY24", "year_ago_period", "FY23"),
        # nine months are not compared with twelve; quarters and instants go by the calendar
        # a year of nine months is compared with nine months
        ("changed", "FY25", "year_ago_period", "9M24"),
        ("changed", "FY26", "year_ago_period", None),
        ("changed", "FY27", "year_ago_period", "FY26"),
        ("changed", "9M25", "year_ago_period", "9M24"),
        ("changed", "1Q26", "year_ago_period", "4Q24"),
        ("changed", "1H26", "year_ago_period", None),
        ("changed", "1Q26", "previous_period", "3Q25"),
        ("changed", "3Q25", "year_to_date_period", "FY25"),
        ("changed", "2026-03-31", "year_ago_period", "2025-03-31"),
        ("changed", "2026-03-31", "fiscal_year_end_period", "2025-12-31"),
        # neither 15 months nor the year after them are compared with twelve months, but their quarters and the first twelve are
        ("long", "FY24", "year_ago_period", None),
        ("long", "FY25", "year_ago_period", None),
        ("long", "12M24", "year_ago_period", "FY23"),
        ("long", "5Q24", "year_ago_period", "1Q24"),
        ("long", "1Q25", "year_ago_period", "2Q24"),
        ("long", "1Q25", "previous_period", "5Q24"),
        ("long", "5Q24", "year_to_date_period", "FY24"),
        ("longest", "1Q25", "year_ago_period", "3Q24"),
    ],
)
def test_neighbours(calendars: Project, company: str, period: str, neighbour: str, expected: str | None) -> None:
    assert calendars.query(
        f"select {neighbour} from intermediate.int_periods where company = '{company}' and period = '{period}'"
    ) == [(expected,)]


def parts(project: Project, company: str, whole: str) -> dict[str, str]:
    """Of a period, each way to write it."""
    return dict(
        project.query(
            "select p.span, string_agg(case p.weight when 1 then '+' else '-' end || part.period, ' ' order by part.period)"
            " from intermediate.int_period_parts as p join intermediate.int_periods as whole using (company, period_no)"
            " join intermediate.int_periods as part on whole.company = part.company and p.part_period_no = part.period_no"
            f" where whole.company = '{company}' and whole.period = '{whole}' group by p.span"
        )
    )


def test_a_period_follows_from_others_of_its_year(calendars: Project) -> None:
    fourth = parts(calendars, "april", "4Q25")
    assert fourth["year_less_nine_months"] == "-9M25 +FY25"
    assert fourth["year_less_first_second_and_third_quarters"] == "-1Q25 -2Q25 -3Q25 +FY25"
    assert fourth["months_to_quarter"] == "+2026-01 +2026-02 +2026-03"
    assert parts(calendars, "april", "2Q25")["half_less_first_quarter"] == "+1H25 -1Q25"
    assert len(parts(calendars, "april", "FY25")) == 6
    assert "months_to_quarter" not in parts(calendars, "weeks", "4Q25")


def test_a_year_of_nine_months_is_made_of_what_it_has(calendars: Project) -> None:
    assert parts(calendars, "changed", "FY25") == {
        "half_and_quarter_to_nine_months": "+1H25 +3Q25",
        "quarters_to_nine_months": "+1Q25 +2Q25 +3Q25",
        "year_is_nine_months": "+9M25",
    }
    assert parts(calendars, "changed", "9M25") == {"nine_months_are_year": "+FY25"}
    assert parts(calendars, "changed", "3Q25")["nine_months_less_half"] == "-1H25 +FY25"
    assert calendars.query("select 1 from intermediate.int_periods where company = 'changed' and period in ('4Q25', '2H25')") == []


def test_a_year_of_fifteen_or_eighteen_months_is_made_of_more_quarters(calendars: Project) -> None:
    year = parts(calendars, "long", "FY24")
    assert year["quarters_to_long_year"] == "+1Q24 +2Q24 +3Q24 +4Q24 +5Q24"
    assert year["twelve_months_and_quarters_to_long_year"] == "+12M24 +5Q24"
    assert parts(calendars, "long", "5Q24")["long_year_less_twelve_months"] == "-12M24 +FY24"
    fourth = parts(calendars, "longest", "4Q24")
    assert fourth["long_year_less_nine_months_and_fifth_and_sixth_quarters"] == "-5Q24 -6Q24 -9M24 +FY24"
    assert "months_to_quarter" in fourth


def test_no_calendar_has_a_gap_and_parts_fill_their_whole(calendars: Project) -> None:
    sql = (calendars.root / "tests/assert_periods_are_gapless.sql").read_text(encoding="utf-8")
    sql = sql.replace("{{ ref('int_figures') }}", "(select *, 'x' as figure_id from {{ ref('base_deck_figures') }})")
    (calendars.root / "tests/assert_periods_are_gapless.sql").write_text(sql, encoding="utf-8")
    result = calendars.dbt("test", "--select", "assert_periods_are_gapless")
    assert result.returncode == 0, result.stdout
    assert "PASS assert_periods_are_gapless" in result.stdout


def test_ids_do_not_repeat(calendars: Project) -> None:
    ((periods, ids),) = calendars.query("select count(*), count(distinct (company, period_no)) from intermediate.int_periods")
    assert periods == ids > 1000


def test_a_wrong_profile_is_told_where_it_is_written(project: Project) -> None:
    profiles = {
        "april": {},
        "month": {"fiscal_year_start_month": "13"},
        "day": {"closing_day": "32"},
        "named": {"fiscal_year_named_by": "middle"},
        "money": {"currency": "XXX"},
        "standard": {"accounting_standard": "GAAP"},
        "dashed": {"dash": "-"},
        "gap": {},
        "overlap": {},
        "order": {},
        "no_date": {},
    }
    exceptions = [
        ("gap", "2025", "2025-05-01", "", "", "", "2026-03-31"),
        ("overlap", "2024", "2024-04-01", "", "", "", "2025-03-29"),
        ("overlap", "2025", "2025-03-29", "", "", "", "2026-03-28"),
        ("order", "2025", "2025-04-01", "2025-09-30", "2025-06-30", "", "2026-03-31"),
        ("no_date", "2025", "2025-04-31", "", "", "", "2026-03-31"),
    ]
    make(project, profiles, exceptions)
    result = project.dbt("build", *SELECTED)
    assert result.returncode != 0
    assert "assert_company_profiles_are_sound: 10 failing rows" in result.stdout, result.stdout
    for column, found in [
        ("fiscal_year_start_month", "13"),
        ("closing_day", "32"),
        ("fiscal_year_named_by", "middle"),
        ("currency", "XXX"),
        ("accounting_standard", "GAAP"),
        ("dash", "-"),
        ("starts_on", "2025-04-31"),
    ]:
        assert f"in_column: {column}\n    found: {found}\n" in result.stdout, column
    for row_key in ("gap 2025", "overlap 2025", "order 2025"):
        assert f"row_key: {row_key}\n" in result.stdout, row_key
    # no model stumbles over what the test tells
    models = project.dbt("run", *SELECTED[2:])
    assert models.returncode == 0, models.stdout
