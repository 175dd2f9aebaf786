"""What the tools answer: bounded, with what was left out, and with what there is where nothing was found."""

from __future__ import annotations

from collections.abc import Callable

from mcp.server.fastmcp.exceptions import ToolError
from reporting.provenance import plain

from assistant.evidence import Evidence, Subject
from assistant.names import companies, company_named, line_item_named, line_items, ranked
from assistant.warehouse import Row, Rows


def answer(rows: Rows, key: str, found: list[Row], left_out: int, **more: object) -> Row:
    """An answer with what it was read from, and how much is left out."""
    return {"release": rows.release, **more, key: found, "left_out": max(0, left_out)}


def proven(rows: list[Row], limit: int, tell: Callable[[Row], Row | None], *names: str) -> tuple[list[Row], Row]:
    """What is told of the first rows; and the names of those of which nothing is, because nothing that is printed leads to them."""
    told = [(row, tell(row)) for row in rows[:limit]]
    withheld = [" ".join(row[name] for name in names) for row, one in told if one is None]
    return [one for _, one in told if one is not None], {"withheld_for_want_of_evidence": withheld} if withheld else {}


def found_companies(rows: Rows, name: str, limit: int) -> Row:
    there = companies(rows)
    found = (
        [row for score, row in ranked(there, name, "company", "name_ja", "name_en", "securities_code") if score > 0.6]
        if name
        else there
    )
    if not found:
        company_named(rows, name)
    decks = rows.all("from marts.decks order by company, deck_no desc")
    told = [
        {column: row[column] for column in ("company", "name_ja", "name_en", "securities_code", "currency", "accounting_standard")}
        | {
            "decks": [
                {column: deck[column] for column in ("deck", "title_ja", "title_en", "published", "current_period")}
                for deck in decks
                if deck["company"] == row["company"]
            ][:8]
        }
        for row in found[:limit]
    ]
    return answer(rows, "companies", told, len(found) - limit)


def found_line_items(rows: Rows, company: str, name: str, limit: int) -> Row:
    owner = company_named(rows, company)["company"]
    there = line_items(rows, owner)
    found = [row for score, row in ranked(there, name, "line_item", "name_ja", "name_en") if score > 0.75] if name else there
    if not found:
        line_item_named(rows, owner, name)
    known = rows.all(
        "select line_item, period_type, basis, count(*) as periods, max_by(period, period_sort) as newest from marts.amounts"
        " where company = $company and value is not null group by all order by all",
        company=owner,
    )
    told = [
        {column: row[column] for column in ("line_item", "name_ja", "name_en", "statement", "segment", "part_of", "unit_family")}
        | {
            "known": [
                {column: one[column] for column in ("period_type", "basis", "periods", "newest")}
                for one in known
                if one["line_item"] == row["line_item"]
            ]
        }
        for row in found[:limit]
    ]
    return answer(rows, "line_items", told, len(found) - limit, company=owner)


def values(
    rows: Rows, company: str, asked: str, periods: list[str] | None, period_type: str | None, basis: str, measure: str, limit: int
) -> Row:
    owner = company_named(rows, company)["company"]
    item = line_item_named(rows, owner, asked)["line_item"]
    there = rows.all(
        "with known as ("
        " select period, period_sort, basis, value as number, yoy_pct, qoq_pct, amount_source as source,"
        " coalesce(yoy_turn, yoy_source) as yoy_why, coalesce(qoq_turn, qoq_source) as qoq_why from marts.amounts"
        " where company = $company and line_item = $item and not exists"
        " (from marts.ratios where company = $company and ratio = $item and measure = 'level' and ratio_pct is not null)"
        " union all select period, period_sort, basis, ratio_pct, null, null, ratio_source, ratio_source, ratio_source"
        " from marts.ratios"
        " where company = $company and ratio = $item and measure = 'level')"
        # a balance is asked for by its day, or by the quarter that ends on it
        " select known.*, periods.period_type, case when periods.period_type = 'instant' then periods.quarter end as quarter"
        " from known inner join marts.periods using (period) where periods.company = $company"
        " order by period_sort desc",
        company=owner, item=item,
    )  # fmt: skip
    column, why = ("number", "source") if measure == "level" else (measure, measure.replace("_pct", "_why"))
    if periods:
        refuse_unknown(owner, item, periods, there)
    asked_for = [
        row
        for row in there
        if row["basis"] == basis
        and period_type in (None, row["period_type"])
        and (not periods or {row["period"], row["quarter"]} & set(periods))
    ]
    known = [row for row in asked_for if row[column] is not None]
    evidence = Evidence(rows, owner)
    shown, withheld = proven(known, limit, lambda row: evidence.of(Subject(item, row["period"], basis, measure)), "period")
    # of growth also why there is none: from a loss, from zero, over a break
    unknown = [row for row in asked_for if row[column] is None]
    without = [{"period": row["period"], "basis": row["basis"], "why": row[why]} for row in unknown[:limit]]
    more: Row = {"company": owner, "line_item": item, "basis": basis, "measure": measure, "not_known": without} | withheld
    if not known:
        more["there_is"] = summary(there)
    return answer(rows, "values", shown, len(known) - limit, **more)


def summary(there: list[Row]) -> list[Row]:
    """Periods of which the amount is known, by basis and length."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in there:
        if row["number"] is not None:
            found.setdefault((row["basis"], row["period_type"]), []).append(row["period"])
    return [{"basis": basis, "period_type": kind, "periods": periods[:20]} for (basis, kind), periods in found.items()]


def refuse_unknown(company: str, item: str, periods: list[str], there: list[Row]) -> None:
    known = {name for row in there for name in (row["period"], row["quarter"])}
    if unknown := [period for period in periods if period not in known]:
        listed = ", ".join(dict.fromkeys(row["period"] for row in there[:40]))
        raise ToolError(f"nothing is known of {item} of {company} in {', '.join(unknown)}. Periods: {listed}")


def only(rows: Rows, owner: str, asked: str | None) -> str | None:
    return line_item_named(rows, owner, asked)["line_item"] if asked else None


def guidance(rows: Rows, company: str, asked: str | None, limit: int) -> Row:
    owner = company_named(rows, company)["company"]
    item = only(rows, owner, asked)
    there = rows.all(
        "from marts.guidance where company = $company and ($item is null or line_item = $item) and amount_mn is not null"
        " order by period_sort desc, basis, display_order, line_item",
        company=owner, item=item,
    )  # fmt: skip
    evidence = Evidence(rows, owner)
    told, withheld = proven(there, limit, lambda row: expected(evidence, row), "line_item", "target_period", "basis")
    more: Row = {"company": owner} | withheld
    if not there:
        items = rows.all("select distinct line_item from marts.guidance where company = $company order by 1", company=owner)
        more["there_is"] = [row["line_item"] for row in items]
    return answer(rows, "guidance", told, len(there) - limit, **more)


def expected(evidence: Evidence, row: Row) -> Row | None:
    """What is expected of a period, and how far it has come."""
    found = evidence.of(Subject(row["line_item"], row["target_period"], row["basis"]))
    if found is None:
        return None
    done = evidence.of(Subject(row["line_item"], row["latest_actual_period"])) if row["latest_actual_period"] else None
    progress = plain(row["progress_pct"]) if done else None
    return {"expected": found, "actual_to_date": done, "progress_pct": progress, "stated": row["stated"]}


def guidance_changes(rows: Rows, company: str, asked: str | None, limit: int) -> Row:
    owner = company_named(rows, company)["company"]
    item = only(rows, owner, asked)
    there = rows.all(
        "from marts.forecast_revisions where company = $company and ($item is null or line_item = $item)"
        " order by stated_on desc, period_sort, display_order, line_item",
        company=owner, item=item,
    )  # fmt: skip
    evidence = Evidence(rows, owner)
    told, withheld = proven(there, limit, lambda row: revised(evidence, row), "line_item", "target_period", "basis")
    decks = [deck["deck"] for deck in sorted(evidence.decks.values(), key=lambda deck: -deck["deck_no"])]
    more: Row = {"company": owner, "decks_compared": decks[:20]} | withheld
    if not there:
        more["told"] = "no deck in this release states a forecast or plan otherwise than a deck before it"
    return answer(rows, "changes", told, len(there) - limit, **more)


def revised(evidence: Evidence, row: Row) -> Row | None:
    """A forecast before and now, where both are printed."""
    money = row["amount_mn"] is not None
    now, before = (row["amount_mn"], row["previous_amount_mn"]) if money else (row["per_share"], row["previous_per_share"])
    proof, proof_before = (stated(evidence, row, row[day]) for day in ("stated_on", "previously_stated_on"))
    if not proof["printed"] or not proof_before["printed"]:
        return None
    unit = f"million {row['currency']}" if money else f"{row['currency']} per share"
    change = plain(now - before) if now is not None and before is not None else None
    return (
        evidence.named(Subject(row["line_item"], row["target_period"], row["basis"]))
        | {"unit": unit, "change": change, "change_pct": plain(row["change_pct"])}
        | {"now": {"value": plain(now), "stated": row["stated"]} | proof}
        | {"before": {"value": plain(before)} | proof_before}
    )


def stated(evidence: Evidence, row: Row, day: object) -> Row:
    """Where a forecast is printed, as it was stated on a day."""
    prints = evidence.rows.all(
        "select figures.* from marts.figure_audit as figures inner join marts.facts as facts"
        " on figures.deck = facts.deck and figures.line_item = facts.line_item and figures.measure = facts.measure"
        " and figures.period = facts.period and figures.basis = facts.basis and figures.as_of is not distinct from facts.as_of"
        " where figures.company = $company and figures.line_item = $item and figures.measure = 'level' and figures.period = $period"
        " and figures.basis = $basis and facts.stated_on = $day order by figures.deck, figures.seq",
        company=evidence.company, item=row["line_item"], period=row["target_period"], basis=row["basis"], day=day,
    )  # fmt: skip
    return evidence.proof(prints)
