"""What the company owes, against what it earns and owns."""

from __future__ import annotations

from decimal import Decimal

from reporting.answers.base import Answer, Group, Told, computed, money, per_cent, stated
from reporting.marts import Marts, Row
from reporting.panels import name
from reporting.provenance import Provenance, Source
from reporting.text import NULL, Text, number_text, period_name, same, unit

PARTS = {
    "borrowings_mn": (Text("借入金", "Borrowings"), "borrowings", 1),
    "operating_lease_liabilities_mn": (Text("オペレーティング・リース負債", "Operating leases"), "operating_lease_liabilities", 1),
    "finance_lease_liabilities_mn": (Text("ファイナンス・リース負債", "Finance leases"), "finance_lease_liabilities", 1),
    "cash_mn": (Text("現金及び現金同等物", "Cash"), "cash_and_cash_equivalents", -1),
}
EBITDA = "adjusted_ebitda"


def debt(marts: Marts, provenance: Provenance) -> Answer | None:
    """Net debt with leases, its multiple of a year's EBITDA, and the equity ratio, at the latest date and the year end before."""
    rows = sorted(marts.rows("financial_position"), key=lambda row: row["period_sort"])
    if not rows:
        return None
    now = rows[-1]
    if now["borrowings_mn"] is None and now["equity_ratio_pct"] is None:
        return None
    year_end = marts.periods.get(now["period"], {}).get("fiscal_year_end_period")
    shown = [now, *[row for row in rows if row["period"] == year_end]]
    kind = marts.kind("money")
    lines = [
        (label, [stated(provenance, number_text(row[column], kind), item, row["period"]) for row in shown])
        for column, (label, item, _) in PARTS.items()
        if now[column] is not None
    ]
    lines += derived(marts, provenance, shown)
    return Answer(
        Text("有利子負債はどれくらいか", "How much debt is there?"),
        said(marts, now),
        "balance-sheet",
        [Group(None, lines)],
        [at_date(marts, row) for row in shown],
    )


def at_date(marts: Marts, row: Row) -> Text:
    at, of = period_name(row["period"]), unit(marts.kind("money"))
    return Text(f"{at.ja}（{of.ja}）", f"{at.en}, {of.en}")


def net_debt(row: Row) -> Decimal | None:
    """Borrowings and leases, as far as they are known, less cash."""
    if row["borrowings_mn"] is None or row["cash_mn"] is None:
        return None
    return sum(((row[column] or Decimal(0)) * sign for column, (_, _, sign) in PARTS.items()), Decimal(0))


def yearly_ebitda(marts: Marts, until: str | None) -> tuple[Decimal, list[str]] | None:
    """Adjusted EBITDA of the four quarters up to one, where all are known."""
    known = {
        row["period"]: row["amount_mn"]
        for row in marts.rows("capital_expenditure", line_item=EBITDA, basis="actual")
        if row["amount_mn"] is not None
    }
    quarters: list[str] = []
    while until in known and len(quarters) < 4:
        quarters.append(until)
        until = marts.periods.get(until, {}).get("previous_period")
    return (sum((known[one] for one in quarters), Decimal(0)), quarters) if len(quarters) == 4 else None


def derived(marts: Marts, provenance: Provenance, shown: list[Row]) -> list[tuple[Text, list[Told]]]:
    """Net debt, leverage and the equity ratio of each date."""
    lines, kind = [], marts.kind("money")
    if net_debt(shown[0]) is not None:
        label = NET_DEBT if any(shown[0][column] is not None for column in LEASES) else NET_DEBT_WITHOUT_LEASES
        lines.append((label, [net_of(provenance, row, number_text(net_debt(row), kind), label) for row in shown]))
    ebitda = [yearly_ebitda(marts, row["quarter"]) for row in shown]
    if lines and ebitda[0]:
        of_year = marts.line_items.get(EBITDA)
        label = Text(f"{name(of_year).ja}（12か月）", "Adjusted EBITDA, twelve months") if of_year else same(EBITDA)
        lines.append(
            (
                label,
                [
                    computed(
                        provenance,
                        number_text(found[0], kind),
                        f"{EBITDA}:twelve_months",
                        row["period"],
                        *[Source(EBITDA, one) for one in found[1]],
                        title=label,
                    )
                    if found
                    else Told(same(NULL))
                    for row, found in zip(shown, ebitda, strict=True)
                ],
            )
        )
        lines.append((LEVERAGE, [Told(leverage(row, found)) for row, found in zip(shown, ebitda, strict=True)]))
    if shown[0]["equity_ratio_pct"] is not None:
        parts = ("equity_attributable_to_owners", "total_assets")
        lines.append(
            (
                Text("自己資本比率", "Equity ratio"),
                [
                    Told(
                        per_cent(row["equity_ratio_pct"]),
                        provenance.find(
                            Source("equity_ratio", row["period"], of=tuple(Source(part, row["period"]) for part in parts))
                        ),
                    )
                    for row in shown
                ],
            )
        )
    return lines


NET_DEBT = Text("純有利子負債（リース負債を含む）", "Net debt, leases included")
NET_DEBT_WITHOUT_LEASES = Text("純有利子負債", "Net debt")
LEVERAGE = Text("純有利子負債 ÷ EBITDA", "Net debt over EBITDA")
LEASES = ("operating_lease_liabilities_mn", "finance_lease_liabilities_mn")


def net_of(provenance: Provenance, row: Row, text: Text, title: Text) -> Told:
    known = [Source(item, row["period"]) for column, (_, item, _) in PARTS.items() if row[column] is not None]
    return computed(provenance, text, "net_debt", row["period"], *known, title=title)


def leverage(row: Row, ebitda: tuple[Decimal, list[str]] | None) -> Text:
    net = net_debt(row)
    return number_text(net / ebitda[0], "times_1", with_unit=True) if net is not None and ebitda and ebitda[0] > 0 else same(NULL)


def said(marts: Marts, row: Row) -> Text:
    net, at = net_debt(row), period_name(row["period"])
    ratio = per_cent(row["equity_ratio_pct"])
    if net is None:
        return Text(f"{at.ja}の自己資本比率は{ratio.ja}。", f"At the end of {at.en} equity is {ratio.en} of assets.")
    owed = sum(((row[column] or Decimal(0)) for column, (_, _, sign) in PARTS.items() if sign > 0), Decimal(0))
    has_leases = any(row[column] is not None for column in LEASES)
    what = Text("借入金とリース負債", "borrowings and leases") if has_leases else Text("借入金", "borrowings")
    total, cash, rest = money(marts, owed), money(marts, row["cash_mn"]), money(marts, abs(net))
    side = Text("純有利子負債", "net debt") if net >= 0 else Text("ネットキャッシュ", "net cash")
    ebitda = yearly_ebitda(marts, row["quarter"])
    times = leverage(row, ebitda)
    aside = Text(f"（EBITDAの{times.ja}）", f", {times.en} the EBITDA of twelve months") if ebitda and net > 0 else same("")
    return Text(
        f"{at.ja}の{what.ja}は{total.ja}、現金は{cash.ja}。差し引き{side.ja}は{rest.ja}{aside.ja}。",
        f"At the end of {at.en}, {what.en} of {total.en} stand against cash of {cash.en}: {side.en} of {rest.en}{aside.en}.",
    )
