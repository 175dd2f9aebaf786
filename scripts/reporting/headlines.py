"""The headline numbers of the first screen."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from reporting import charts
from reporting.charts import Panel, Point
from reporting.marts import Marts, Row
from reporting.panels import name, now_and_year_ago, points
from reporting.provenance import Provenance, Source
from reporting.sections.base import RATIOS
from reporting.tables import number_html, rate_html
from reporting.text import NULL, Text, number_text, period_name, unit

SHORT_NAMES = {"profit_attributable_to_owners": Text("当期利益", "Profit")}


@dataclass(frozen=True)
class Rate:
    """A per cent with its sign, or why there is none; and where it comes from."""

    content: Markup
    key: str | None


@dataclass(frozen=True)
class ToDate:
    """The year up to the end of the quarter: what most companies print first."""

    period: Text
    value: Markup
    key: str | None
    yoy: Rate


@dataclass(frozen=True)
class Confirmed:
    """The filings that confirm a number, and of which period where that is the year to date."""

    period: Text
    is_to_date: bool
    filings: Text


@dataclass(frozen=True)
class Headline:
    """A headline number of the period, how many checks stand behind it, and the filings that confirm it."""

    name: Text
    value: Markup
    key: str | None
    yoy: Rate
    margin: Rate | None
    to_date: ToDate | None
    holding: int
    failing: int
    checked: str | None
    confirmed: Confirmed | None
    trend: Panel
    first: Text
    last: Text


def short_name(row: Row) -> Text:
    return SHORT_NAMES.get(row["line_item"], name(row))


def growth(row: Row, provenance: Provenance) -> Rate:
    content = rate_html(row, "yoy_pct", signed=True)
    key = provenance.find(Source(row["line_item"], row["period"], measure="yoy_pct")) if row["yoy_pct"] is not None else None
    return Rate(Markup(NULL) if content is None else content, key)


def margin(row: Row, provenance: Provenance) -> Rate | None:
    content, item, period = rate_html(row, "ratio_to_revenue_pct"), row["line_item"], row["period"]
    if content is None or item == "revenue":
        return None
    parts = (Source(item, period), Source("revenue", period))
    return Rate(content, provenance.find(Source(RATIOS.get(item, f"{item}_to_revenue"), period, of=parts)))


def trend_of(marts: Marts, row: Row) -> tuple[Panel, list[Point]]:
    """The line item over periods as long as that of the headline."""
    rows = marts.rows("income_statement", line_item=row["line_item"], period_type=marts.span, basis="actual")
    found, kind, title = points(rows, "amount_mn"), marts.kind("money"), short_name(row)
    texts = [(point.at, number_text(point.value, kind)) for point in found]
    words = Text(
        f"{title.ja}の推移（{unit(kind).ja}）: " + "、".join(f"{at.ja} {text.ja}" for at, text in texts),
        f"{title.en} over time, {unit(kind).en}: " + "; ".join(f"{at.en} {text.en}" for at, text in texts),
    )
    now, before = now_and_year_ago(marts)
    return Panel(title, words, charts.sparkline(found, now, before)), found


def filings(marts: Marts, confirming: list[str]) -> Text | None:
    """The titles of the filings that confirm a number."""
    titles = [row for row in marts.rows("decks") if row["deck"] in confirming]
    if not titles:
        return None
    return Text("、".join(row["title_ja"] for row in titles), ", ".join(row["title_en"] for row in titles))


def headlines(marts: Marts, provenance: Provenance) -> list[Headline]:
    """The headline line items of the period that the deck reports."""
    found, kind = [], marts.kind("money")
    to_date = marts.to_date(marts.period)
    longer = {row["line_item"]: row for row in marts.headlines(to_date)} if to_date else {}
    for row in marts.headlines(marts.period):
        trend, places = trend_of(marts, row)
        item = row["line_item"]
        key = provenance.find(Source(item, row["period"]))
        so_far = None
        if item in longer:
            whole = longer[item]
            value = number_html(whole["amount_mn"], kind)
            so_far = ToDate(period_name(to_date), value, provenance.find(Source(item, to_date)), growth(whole, provenance))
        value = number_html(row["amount_mn"], kind)
        # a quarter that follows from two prints of the year to date stands on the checks of the later
        checked = key if so_far is None or any(provenance.checks(key)) else so_far.key
        holding, failing = provenance.checks(checked)
        # what is filed of a quarter is the year to date, as the deck prints it
        filed = key if so_far is None or key in provenance.facts else so_far.key
        titles = filings(marts, provenance.filings(filed))
        confirmed = titles and Confirmed(period_name(to_date if filed != key else row["period"]), filed != key, titles)
        growing, earning = growth(row, provenance), margin(row, provenance)
        ends = places[0].at, places[-1].at
        checks = holding, failing, checked, confirmed
        found.append(Headline(short_name(row), value, key, growing, earning, so_far, *checks, trend, *ends))
    return found
