"""The ids of line items for marts that name a segment, a business or a plan instead."""

from __future__ import annotations

from decimal import Decimal

from reporting.marts import Marts
from reporting.sections.base import RATIOS
from reporting.tables import order_of
from reporting.text import RESTATED, UNCONFIRMED, period_name


def round_once(marts: Marts) -> None:
    """Put the printed rate where a mart's two decimals end in 5: rounded a second time, 22.05 for 22.049 would be 22.1."""
    printed = {
        (row["line_item"], row["measure"], row["period"], row["basis"]): row["value"]
        for row in marts.rows("facts", is_latest=True, unit="pct")
    }
    for rows in marts.tables.values():
        for row in rows:
            for column, item, measure in (
                ("yoy_pct", row.get("line_item"), "yoy_pct"),
                ("qoq_pct", row.get("line_item"), "qoq_pct"),
                ("ratio_to_revenue_pct", RATIOS.get(row.get("line_item", "")), "level"),
                ("gross_margin_pct", row.get("gross_margin_item"), "level"),
            ):
                rate = row.get(column)
                as_printed = printed.get((item, measure, row.get("period"), row.get("basis")))
                if (
                    rate is not None
                    and as_printed is not None
                    and rate * 100 % 10 == 5
                    and abs(rate - as_printed) <= Decimal("0.05")
                ):
                    row[column] = as_printed


def keyed(marts: Marts) -> None:
    """Give rows the ids of the line items that they state, where the mart names a segment or a business instead."""
    for mart in ("disclosures", "restatements"):
        for row in marts.rows(mart):
            row["when_ja"], row["when_en"] = period_name(row["period"], row["basis"])
            row["when"] = row["period"]
    for row in marts.rows("tie_outs"):
        # a page alone is one of the deck that the report is on
        if row["pages"] and row["deck"] != marts.deck["deck"]:
            row["pages"] = f"{row['pages']} ({row['deck']})"
    for row in marts.rows("restatements"):
        row["why"] = row["reason"] or ""
        row["why_ja"], row["why_en"] = RESTATED.get(row["why"], UNCONFIRMED)
    for row in marts.rows("segment_results"):
        for concept in ("revenue", "cost_of_sales", "gross_profit", "gross_margin"):
            row[f"{concept}_item"] = marts.item_of.get((row["segment"], concept), "")
        profit = marts.item_of.get((row["segment"], "segment_profit")) or marts.item_of.get((row["segment"], "operating_profit"))
        row["segment_profit_item"] = profit or ""
    round_once(marts)
    breakdowns = [row["breakdown"] for row in marts.rows("revenue_by_service")]
    main = next((one for one in (MAIN_BREAKDOWN, *breakdowns) if one in breakdowns and one not in OTHER_BREAKDOWNS), None)
    for row in marts.rows("revenue_by_service"):
        row["is_main"] = row["breakdown"] == main
    detailed: set[tuple[str, ...]] = set()
    for row in marts.rows("revenue_by_service"):
        key = (row["line_item"], row["period"], row["basis"])
        is_shown = row["is_main"] or row["breakdown"] in OTHER_BREAKDOWNS or row["breakdown"] == HISTORY
        # a line of several breakdowns is listed once
        row["is_detail"] = not is_shown and key not in detailed
        detailed |= {key} if row["is_detail"] else set()
    for row in marts.rows("workforce"):
        row["quarter"] = row["quarter"] or ""
    key_businesses(marts)
    key_bridges(marts)
    for row in marts.rows("guidance"):
        for column, then in (("target_period", "target_before"), ("latest_actual_period", "actual_before")):
            row[then] = marts.periods.get(row[column], {}).get("year_ago_period") or ""
        row["year"] = row["half"] = ""
        if row["amount_source"] in ("implied", "calculated") and row["period_type"] == "half":
            period = marts.periods[row["target_period"]]
            row["year"], row["half"] = (f"{row['line_item']}@{period[column]}" for column in ("year_period", "previous_period"))
    for row in marts.rows("large_deals"):
        row["label"] = row["subject_ja"]
        row["term"] = f"{row['term_years']}年" if row["term_years"] else ""
        row["amount_and_term"] = f"{row['amount_as_printed']} / {row['term']}"


HISTORY = "services_shown_in_revenue"
MAIN_BREAKDOWN = "revenue_by_service"
# what a section of its own shows
OTHER_BREAKDOWNS = ("revenue_by_segment", "revenue_by_recurrence")


def key_businesses(marts: Marts) -> None:
    """Lines of business of mobile services, streams of orders, plans: their marts have no line item."""

    def known(*candidates: str) -> str:
        return next((item for item in candidates if item in marts.line_items), "")

    for row in marts.rows("mobile_subscriptions"):
        business = row["line_of_business"]
        row["lines_item"] = known(f"{business}_mobile_lines", f"{business}_lines", "mobile_lines" if business == "total" else "")
        row["opens_on"] = marts.periods.get(str(row["ends_on"]), {}).get("previous_period") or ""
        row["revenue_item"] = known(
            f"{business}_mobile_revenue", f"{business}_revenue", "mobile_services_revenue" if business == "total" else ""
        )
    for row in marts.rows("order_book"):
        for stream in ("si_construction", "si_operation"):
            row[stream] = f"{stream}_backlog@{row['ends_on']}" if row["stream"] == "systems_integration" else ""
    latest_price = {row["line_item"]: row["period"] for row in sorted(marts.rows("facts", measure="level"), key=order_of)}
    for row in marts.rows("mobile_plans"):
        row["item"] = f"iijmio_gigaplan_{row['plan']}"
        row["price_on"] = row["price_from"] or latest_price.get(f"{row['item']}_voice_price", "")
        # a share that is printed as less than one per cent is no number but a bound
        row["mix_bound"], row["mix_before_bound"] = (
            "<" if "未満" in (row[column] or "") else "" for column in ("mix_printed", "mix_before_printed")
        )


def key_bridges(marts: Marts) -> None:
    """What each step of a bridge states: an amount now or a year ago, or a change."""
    subjects = {(row["bridge"], row["period"], row["basis"]): row for row in marts.rows("profit_bridge", step_type="closing")}
    for row in marts.rows("profit_bridge"):
        year_ago = marts.periods[row["period"]]["year_ago_period"] or ""
        row["fact_period"] = year_ago if row["step_type"] == "opening" else row["period"]
        # what is forecast is bridged from what happened
        row["fact_basis"] = "actual" if row["step_type"] == "opening" else row["basis"]
        row["fact_measure"] = "yoy_change" if row["step_type"] == "bar" else "level"
        row["fact_item"] = row["line_item"]
        row["now"] = row["then"] = ""
        if row["step_type"] == "rounding":
            row["fact_item"], row["now"], row["then"] = (
                f"{row['line_item']}:rounding",
                row["line_item"],
                f"{row['line_item']}@{year_ago}",
            )
            row["name_ja"], row["name_en"] = "端数処理", "Rounding"
        subject = subjects.get((row["bridge"], row["period"], row["basis"]), row)
        row["subject_ja"], row["subject_en"] = subject["name_ja"], subject["name_en"]
