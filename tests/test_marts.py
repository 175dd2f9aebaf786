"""What an analyst finds: each printed number of the deck in the mart of its section."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pytest
from conftest import Project

# statements.csv says in which mart a statement is shown; of some, figures are in another one as well
ALSO_IN = {"mobile_subscriptions": ["mobile_plans"]}
TIMES = ("period", "target_period")

Row = tuple[set[object], set[Decimal]]


def rows_of(built: Project, mart: str) -> list[Row]:
    """Of each row of a mart: what names its time, and all its numbers."""
    columns = built.query(
        f"select column_name, data_type from duckdb_columns() where schema_name = 'marts' and table_name = '{mart}'"
    )
    assert columns, f"no mart {mart}"
    times = [name for name, kind in columns if name in TIMES or kind == "DATE"]
    numbers = [name for name, kind in columns if kind.startswith("DECIMAL") or kind in ("INTEGER", "BIGINT")]
    at = len(times)
    return [
        ({value for value in row[:at] if value is not None}, {Decimal(value) for value in row[at:] if value is not None})
        for row in built.query(f"select {', '.join([*times, *numbers])} from marts.{mart}")
    ]


def test_each_printed_number_is_in_the_mart_of_its_section(built: Project) -> None:
    facts = built.query(
        """
        select
            line_items.mart, facts.line_item, facts.measure, facts.period, facts.ends_on, facts.basis,
            facts.value, coalesce(facts.lower_bound, facts.value), coalesce(facts.upper_bound, facts.value)
        from marts.facts inner join intermediate.int_line_items as line_items using (company, line_item)
        where facts.is_latest
        """
    )
    marts: dict[str, list[Row]] = {}
    missing = defaultdict(list)
    for mart, line_item, measure, period, ends_on, basis, value, lower, upper in facts:
        if mart not in marts:
            marts[mart] = [row for name in [mart, *ALSO_IN.get(mart, [])] for row in rows_of(built, name)]
        if not any(
            (not times or period in times or ends_on in times) and any(lower <= number <= upper for number in numbers)
            for times, numbers in marts[mart]
        ):
            missing[mart].append(f"{line_item} {measure} {period} {basis}: {value}")
    assert len(facts) > 1000
    assert not missing, "\n".join(f"{mart}: {', '.join(lines)}" for mart, lines in sorted(missing.items()))


# worked out by hand from the figures of the deck
BY_HAND = [
    ("order_book", "stream = 'si_construction' and period = '1Q25'", "book_to_bill", "1.46"),  # 17,073 / 11,689
    # 21,189 of 67,856 a year
    ("order_book", "stream = 'si_construction' and period = '1Q25'", "backlog_months_of_revenue", "3.75"),
    ("order_book", "stream = 'si_operation' and period = 'FY24'", "backlog_months_of_revenue", "14.49"),  # 99,638 of 82,533 a year
    ("order_book", "stream = 'systems_integration' and period = '1Q25'", "backlog_mn", "127200.000000"),  # 21,189 + 106,011
    ("order_book", "stream = 'systems_integration' and period = '1Q25'", "backlog_yoy_pct", "8.90"),  # of 116,803
    ("mobile_subscriptions", "line_of_business = 'consumer' and period = '1Q25'", "net_additions", "38000"),
    # 6,110 over three months and the mean of 1,312 and 1,350 thousand lines
    ("mobile_subscriptions", "line_of_business = 'consumer' and period = '1Q25'", "revenue_per_line_month", "1530.18"),
    ("mobile_subscriptions", "line_of_business = 'total' and period = '1Q25'", "revenue_per_line_month", "753.42"),
    # 11,049 and 76,821 over the mean of 5,221 and 5,504 heads
    ("workforce", "contract = 'total' and period = '2025-06-30'", "personnel_cost_per_head", "2060419.58"),
    ("workforce", "contract = 'total' and period = '2025-06-30'", "revenue_per_head", "14325594.41"),
    ("workforce", "contract = 'contract' and period = '2025-06-30'", "share_pct", "4.52"),  # 249 of 5,504
    ("workforce", "contract = 'contract' and period = '2025-06-30'", "personnel_cost_per_head", None),
    ("interconnection_charges", "period = 'FY20' and vintage = '2020'", "forecast_error_pct", "11.15"),  # 41,436 of 37,280
    ("interconnection_charges", "period = 'FY21' and vintage = '2020'", "yoy_pct", "-19.85"),  # 33,211 of 41,436, the same proposal
    ("interconnection_charges", "period = 'FY21' and vintage = '2021'", "yoy_pct", "-23.86"),  # 28,385 of 37,280, as fixed
    ("interconnection_charges", "period = 'FY21' and vintage = 'fixed'", "yoy_pct", "-27.51"),  # 27,024 of 37,280
    ("mobile_plans", "plan = '5gb'", "data_price_change", "-40.000000"),  # 900 to 860
    ("mobile_plans", "plan = '45gb'", "data_price_change", None),  # one price alone
    ("mobile_plans", "plan = '45gb'", "mix_change_pt", None),  # under 1 %
    ("mobile_plans", "plan = '10gb'", "mix_change_pt", "2.00"),  # 11 to 13
]


@pytest.mark.parametrize(("mart", "row", "column", "expected"), BY_HAND)
def test_numbers_worked_out_by_hand(built: Project, mart: str, row: str, column: str, expected: str | None) -> None:
    # as text, so that no cast to the type of the column rounds what is expected
    assert built.query(f"select cast({column} as varchar) from marts.{mart} where {row}") == [(expected,)]
