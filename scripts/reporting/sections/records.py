"""What is stated besides: large deals, figures of no other section."""

from __future__ import annotations

from reporting.marts import Marts, distinct
from reporting.panels import name
from reporting.sections.base import (
    Section,
    Tables,
    disclosed,
)
from reporting.tables import Listing, Value, order_of
from reporting.text import Text, upper_first

# disclosures that have a section of their own
ELSEWHERE = ("mid_term_plan", "customer_mix")


def other_tables(marts: Marts) -> Tables:
    """What decks say beside their statements, in the order of the line items; and what they have said otherwise before."""
    named = {row["statement"]: Text(row["statement_name_ja"], row["statement_name_en"]) for row in marts.line_items.values()}
    statements = distinct(row["statement"] for row in marts.rows("disclosures") if row["statement"] not in ELSEWHERE)
    return (RESTATED_FIGURES, *(disclosed(statement, named[statement]) for statement in statements))


RESTATED_FIGURES = Listing(
    Text("後の資料で改められた数値", "Restated by a later deck"),
    mart="restatements",
    head=name,
    head_label=Text("項目", "Item"),
    values=(
        Value("when", Text("期間", "Period"), "text"),
        Value("previous_value", Text("前の資料", "Before"), "in_unit"),
        Value("value", Text("後の資料", "Restated"), "in_unit"),
        Value("difference", Text("差", "Difference"), "in_unit"),
        Value("why", Text("理由", "Reason"), "text"),
    ),
    order=lambda row: (row["display_order"], order_of(row)),
)


SECTIONS = (
    Section(
        "large-deals",
        Text("大型案件", "Large deals"),
        "large_deals",
        lambda marts: [],
        (
            Listing(
                Text("獲得済みの案件", "Deals won"),
                head=lambda row: Text(
                    "：".join(part for part in (row["client_kind_ja"], row["subject_ja"]) if part),
                    upper_first(", ".join(part for part in (row["client_kind_en"], row["subject_en"]) if part)),
                ),
                head_label=Text("案件", "Deal"),
                order=lambda row: -(row["amount_mn"] or 0),
                values=(
                    Value("amount_mn", Text("総額", "Contract value"), "money", printed="amount_as_printed"),
                    Value("term_years", Text("年数", "Years"), "year", printed="term"),
                    Value("amount_per_year_mn", Text("年あたり", "Per year"), "money", printed="amount_and_term"),
                    Value("page", Text("頁", "Page"), "page"),
                ),
            ),
        ),
        is_table_alone=True,
    ),
    Section(
        "other",
        Text("その他の数値", "Other figures"),
        "facts",
        lambda marts: [],
        other_tables,
        is_table_alone=True,
        starts_closed=True,
    ),
)
