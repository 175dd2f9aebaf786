"""The questions of analyses/ are answered."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT, Project

QUESTIONS = sorted(path.stem for path in (ROOT / "analyses").glob("*.sql"))


@pytest.fixture(scope="module")
def compiled(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("analyses")
    done = built.dbt("compile", "--quiet", "--select", "resource_type:analysis", "--target-path", str(target))
    assert done.returncode == 0, done.stdout
    return target / "compiled/kessan/analyses"


def test_ten_questions_are_asked(compiled: Path) -> None:
    assert len(QUESTIONS) >= 10
    assert sorted(path.stem for path in compiled.glob("*.sql")) == QUESTIONS


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered(built: Project, compiled: Path, question: str) -> None:
    """It says what it asks, and gives rows in which no column is empty throughout and none is there twice."""
    sql = (compiled / f"{question}.sql").read_text(encoding="utf-8")
    first_line, _ = sql.split("\n", 1)
    assert first_line.startswith("-- ")
    assert "?" in first_line
    with duckdb.connect(built.warehouse, read_only=True) as connection:
        result = connection.execute(sql)
        columns = [name for name, *_ in result.description]
        rows = result.fetchall()
    assert rows, "no row"
    assert len(set(rows)) == len(rows), "a row twice"
    assert [name for name, *values in zip(columns, *rows, strict=True) if all(value is None for value in values)] == []


# An analyst's questions, each with rows of its answer that were worked out by hand from what the deck prints.
BY_HAND: dict[str, list[tuple[dict[str, str], dict[str, str]]]] = {
    # page 6 prints 14.1 % and 9.8 %: 4,738 of 33,560 and 3,174 of 32,243
    "what_is_the_si_margin_against_last_year": [
        ({"period": "1Q25"}, {"gross_margin_pct": "14.12", "gross_margin_yoy_pt": "4.27", "gross_profit_yoy_pct": "49.28"})
    ],
    # page 10: 21,189 over the 14,282 of 2Q24; 15,805 over the 11,689 that came
    "how_much_of_the_next_quarter_does_the_backlog_cover": [
        ({"name_en": "SI construction, equipment sales included", "period": "1Q25"}, {"coverage_pct": "148.36"}),
        (
            {"name_en": "SI construction, equipment sales included", "period": "4Q24"},
            {"next_revenue_mn": "11689", "coverage_pct": "135.21"},
        ),
    ],
    # pages 7 and 9: 13,010 over three months and the mean of 5,740 and 5,772 thousand lines; 1.0833 over 1.1487
    "what_does_a_mobile_line_bring_in": [
        (
            {"name_en": "Mobile services", "period": "1Q25"},
            {
                "revenue_per_line_month": "753.42",
                "revenue_per_closing_line_month": "751.33",
                "revenue_per_closing_line_yoy_pct": "-5.71",
            },
        )
    ],
    # pages 5, 6 and 19: 33,560 of 158,400; 4,738 of 25,900
    "how_far_has_each_segment_come": [
        (
            {"segment_name_en": "Systems integration", "concept": "revenue"},
            {"progress_pct": "21.19", "year_ago_progress_pct": "21.31"},
        ),
        ({"segment_name_en": "Systems integration", "concept": "gross_profit"}, {"progress_pct": "18.29"}),
        ({"segment_name_en": "Network services", "concept": "revenue"}, {"progress_pct": "23.79"}),
    ],
    # page 17: 8,257 over 4,523; 26,274 over 17,312
    "does_investment_exceed_depreciation": [
        ({"period": "1Q25"}, {"ratio_to_depreciation_pct": "182.56"}),
        ({"period": "FY24"}, {"ratio_to_depreciation_pct": "151.77"}),
    ],
    # pages 16 and 17: 12,106 over 10,554
    "how_much_of_ebitda_becomes_cash": [({"period": "1Q25"}, {"ebitda_mn": "10554", "ratio_to_ebitda_pct": "114.71"})],
    # page 30: 461 + 236 + 164 + 255 + 270 and two more of 2,045; page 29 prints 77 % of FY24
    "how_recurring_is_revenue": [
        ({"period": "FY19"}, {"charted_share_pct": "81.12"}),
        ({"period": "FY24"}, {"charted_share_pct": "76.28", "recurring_share_pct": "77.36"}),
    ],
    # page 3: the forecast of May stands
    "what_changed_in_guidance": [
        (
            {"target_period": "FY25", "name_en": "Operating profit"},
            {"stated": "2025-05", "amount_mn": "36500", "is_revision": "False"},
        )
    ],
    # page 14: 1,928 of 5,737
    "what_is_the_tax_rate": [({"period": "1Q25"}, {"tax_rate_pct": "33.61"}), ({"period": "1Q24"}, {"tax_rate_pct": "32.82"})],
    # page 6: 3,174 and about 900 of 32,243
    "what_is_the_si_margin_without_vmware": [
        ({"period": "1Q24"}, {"effect_mn": "-900", "margin_without_effect_pct": "12.64"}),
        ({"period": "1Q25"}, {"margin_without_effect_pct": "14.12"}),
    ],
    # pages 14 and 19: 174 of about 700
    "how_does_decurret_stand_against_plan": [
        ({"target_period": "FY25"}, {"planned_mn": "-700", "actual_to_date_mn": "-174", "part_of_plan_pct": "24.86"})
    ],
    # pages 15 and 17: 33,600 + 27,983 + 19,561 - 30,020 over 47,416 - 8,621 + 10,554
    "how_many_years_of_ebitda_is_net_debt": [
        ({"period": "1Q25"}, {"net_debt_mn": "51124", "trailing_adjusted_ebitda_mn": "49349", "net_debt_to_ebitda": "1.04"})
    ],
    # page 21
    "what_is_the_dividend_and_its_payout": [
        ({"period": "FY25", "basis": "forecast"}, {"dividend": "39", "yoy_pct": "11.43", "payout_ratio_pct": "30"}),
        ({"period": "FY24", "basis": "actual"}, {"dividend": "35", "payout_ratio_pct": "31.1"}),
    ],
    # page 33: 48 %, 61 % with the next hundred
    "how_concentrated_are_the_customers": [
        (
            {"name_en": "Revenue of the parent company from customers ranked 101 to 200"},
            {"share_pct": "13", "running_share_pct": "61"},
        ),
        ({"name_en": "Revenue of the parent company from customers ranked 501 and below"}, {"running_share_pct": "100"}),
    ],
    # page 12: 11,049 of 76,821, over the mean of 5,221 and 5,504 people
    "what_does_a_head_cost_and_bring_in": [
        ({"quarter": "1Q25"}, {"personnel_cost_ratio_pct": "14.38", "personnel_cost_per_head": "2060419.58"})
    ],
}


def same(found: object, expected: str) -> bool:
    return (
        found == Decimal(expected) if isinstance(found, (Decimal, int)) and not isinstance(found, bool) else str(found) == expected
    )


def test_fifteen_questions_have_answers_by_hand() -> None:
    asked = {path.stem for path in (ROOT / "analyses/questions").glob("*.sql")}
    assert asked == BY_HAND.keys()
    assert len(asked) == 15


@pytest.mark.parametrize("question", BY_HAND)
def test_an_analyst_is_answered_in_eight_lines(built: Project, compiled: Path, question: str) -> None:
    asked = (ROOT / f"analyses/questions/{question}.sql").read_text(encoding="utf-8").splitlines()
    assert asked[0].startswith("-- ")
    assert "?" in asked[0]
    assert len([line for line in asked if not line.startswith("--")]) <= 8
    with duckdb.connect(built.warehouse, read_only=True) as connection:
        result = connection.execute((compiled / f"questions/{question}.sql").read_text(encoding="utf-8"))
        columns = [name for name, *_ in result.description]
        rows = [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
    for where, expected in BY_HAND[question]:
        (row,) = [row for row in rows if all(same(row[name], value) for name, value in where.items())]
        assert {name: row[name] for name in expected if not same(row[name], expected[name])} == {}
