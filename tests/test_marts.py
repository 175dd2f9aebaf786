"""What an analyst finds: each printed number of the deck in the mart of its section."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from conftest import Project

# a section whose figures are spread over the marts named; every other section has the mart of its name
SPREAD = {
    "financial_position": ["financial_position"],
    "mobile_subscriptions": ["mobile_subscriptions", "mobile_plans"],
    "order_book": ["order_book"],
}


def numbers_of(built: Project, mart: str) -> list[tuple[set[object], set[Decimal]]]:
    """Of each row of a mart: what names its time, and all its numbers."""
    columns = built.query(f"select column_name, data_type from information_schema.columns where table_schema = 'marts' and table_name = '{mart}'")
    assert columns, f"no mart {mart}"
    time_columns = [name for name, kind in columns if name in ("period", "target_period") or kind == "DATE"]
    number_columns = [name for name, kind in columns if kind.startswith("DECIMAL") or kind in ("INTEGER", "BIGINT")]
    rows = built.query(f"select {', '.join([*time_columns, *number_columns])} from marts.{mart}")
    at = len(time_columns)
    return [({value for value in row[:at] if value is not None}, {Decimal(value) for value in row[at:] if value is not None}) for row in rows]


def test_each_printed_number_is_in_the_mart_of_its_section(built: Project) -> None:
    facts = built.query(
        """
        select line_items.statement, facts.line_item, facts.measure, facts.period, facts.ends_on, facts.basis, facts.value, facts.lower_bound, facts.upper_bound
        from marts.facts inner join marts.line_items using (line_item)
        where facts.is_latest
        """
    )
    marts: dict[str, list[tuple[set[object], set[Decimal]]]] = {}
    missing = defaultdict(list)
    compared = 0
    for statement, line_item, measure, period, ends_on, basis, value, lower, upper in facts:
        if statement not in marts:
            marts[statement] = [row for mart in SPREAD.get(statement, [statement]) for row in numbers_of(built, mart)]
        compared += 1
        if not any(
            (not times or period in times or ends_on in times) and any(lower <= number <= upper for number in numbers)
            for times, numbers in marts[statement]
        ):
            missing[statement].append(f"{line_item} {measure} {period} {basis}: {value}")
    assert compared > 1000
    assert not missing, "\n".join(f"{statement}: {', '.join(lines)}" for statement, lines in sorted(missing.items()))
