"""What an analyst finds: each printed number of the deck in the mart of its section."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from conftest import Project

# every section has the mart of its name; of some, figures are in another one as well
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
            line_items.statement, facts.line_item, facts.measure, facts.period, facts.ends_on, facts.basis,
            facts.value, coalesce(facts.lower_bound, facts.value), coalesce(facts.upper_bound, facts.value)
        from marts.facts inner join marts.line_items using (line_item)
        where facts.is_latest
        """
    )
    marts: dict[str, list[Row]] = {}
    missing = defaultdict(list)
    for statement, line_item, measure, period, ends_on, basis, value, lower, upper in facts:
        if statement not in marts:
            marts[statement] = [row for mart in [statement, *ALSO_IN.get(statement, [])] for row in rows_of(built, mart)]
        if not any(
            (not times or period in times or ends_on in times) and any(lower <= number <= upper for number in numbers)
            for times, numbers in marts[statement]
        ):
            missing[statement].append(f"{line_item} {measure} {period} {basis}: {value}")
    assert len(facts) > 1000
    assert not missing, "\n".join(f"{statement}: {', '.join(lines)}" for statement, lines in sorted(missing.items()))
