"""Charts of a mart's rows, in words as well: what becomes a panel of a section."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from reporting import charts
from reporting.charts import Panel, Point, Progress
from reporting.marts import Marts, Row, distinct
from reporting.tables import order_of
from reporting.text import (
    Text,
    named,
    number_text,
    period_name,
    same,
    unit,
    whole,
    why_null,
    without_common,
)

Panels = Callable[[Marts], list[Panel]]


def name(row: Row) -> Text:
    return named(row["name_ja"], row["name_en"])


def points(rows: Iterable[Row], column: str, series: Callable[[Row], Text] = name) -> list[Point]:
    """A point per row that has the value, in the order of time."""
    found = sorted((row for row in rows if row.get(column) is not None), key=order_of)
    return [
        Point(
            period_name(row["period"], row.get("basis") or "actual"),
            row[column],
            series(row),
            order_of(row),
            row.get("basis") in ("forecast", "plan"),
            row["period"],
        )
        for row in found
    ]


def unbroken(marts: Marts, found: list[Point], *, with_year_ago: bool = False) -> list[Point]:
    """Without what happened before a gap: beside one another, periods read as consecutive. Bars may keep those a year ago."""
    known = {point.period for point in found if not point.is_expected}
    kept, period = (
        set(),
        max((point for point in found if not point.is_expected), key=lambda point: point.when).period if known else None,
    )
    while period in known:
        kept.add(period)
        row = marts.periods.get(period, {})
        # after a half of which only the same one of the year before is stated, that one is the neighbour
        before = row.get("previous_period")
        period = before if before in known or row.get("period_type") == "quarter" else row.get("year_ago_period")
    if with_year_ago:
        kept |= {marts.periods.get(period, {}).get("year_ago_period") for period in kept}
    return [point for point in found if point.is_expected or point.period in kept]


def between(marts: Marts, found: Sequence[Point]) -> list[Point]:
    """Periods within the time shown of which nothing is known: left out, their neighbours would read as consecutive."""
    known = {point.period for point in found}
    begins = min((point.when for point in found), default=0)
    missing: dict[str, Point] = {}
    for step in ("previous_period", "year_ago_period"):
        before = {period: marts.periods.get(period, {}).get(step) for period in known}
        if known.isdisjoint(before.values()):
            continue
        for period in before.values():
            while period and period not in known | missing.keys() and (when := order_of(marts.periods.get(period, {}))) > begins:
                missing[period] = Point(period_name(period), 0, when=when, period=period)
                period = marts.periods[period].get(step)
        break
    return list(missing.values()) if len(missing) <= len(known) else []


def series_of(rows: Iterable[Row], series: Callable[[Row], Text] = name) -> list[Text]:
    return distinct(series(row) for row in rows)


def span(found: Sequence[Point], kind: str) -> Text:
    """From the first to the last value, in words."""
    first, last = found[0], found[-1]
    before, now = (number_text(point.value, kind, with_unit=True) for point in (first, last))
    return Text(
        f"{first.at.ja} {before.ja} から {last.at.ja} {now.ja}",
        f"from {before.en} in {first.at.en} to {now.en} in {last.at.en}",
    )


def described(title: Text, found: Sequence[Point], kind: str, series: Sequence[Text] = ()) -> Text:
    """The alternative text of a chart over time."""
    parts = [(one, [point for point in found if point.series == one]) for one in series] or [(same(""), list(found))]
    texts = [(one, span(own, kind)) for one, own in parts if own]
    return Text(
        f"{title.ja}: " + "、".join(f"{one.ja} {text.ja}".strip() for one, text in texts),
        f"{title.en}: " + "; ".join(f"{one.en} {text.en}".strip() for one, text in texts),
    )


def line_legend(series: Sequence[Text]) -> list[tuple[Text, str]]:
    return [(one, f"line-{place + 1}") for place, one in enumerate(series)]


def area_legend(series: Sequence[Text]) -> list[tuple[Text, str]]:
    return [(one, f"area-{place + 1}") for place, one in enumerate(series)]


def column_panel(title: Text, found: list[Point], kind: str, marts: Marts, *, is_small: bool = False) -> list[Panel]:
    """Columns over time; the period of the report beside that of a year before."""
    if len(found) < 2:
        return []
    kind = whole(marts.kind(kind), [point.value for point in found])
    now, before = period_name(marts.period), period_name(marts.year_ago)
    if now not in [point.at for point in found]:
        known = [point.at for point in found if not point.is_expected]
        now, before = (known or [found[-1].at])[-1], known[-2] if len(known) > 1 else None
    legend = []
    if not is_small and any(point.is_expected for point in found):
        actual = [point.at for point in found if not point.is_expected]
        legend = [(now, "bar-now")] if now in actual else []
        legend += [(before, "bar-before")] if before in actual else []
        legend += [(Text("実績", "Actual"), "bar-other")] if set(actual) - {now, before} else []
        legend += [(Text("予想・計画", "Forecast, plan"), "bar-expected")]
    drawn = charts.columns(found, kind, now, before, is_small=is_small, gaps=between(marts, found))
    return [Panel(title, described(title, found, kind), drawn, legend, is_small)]


def line_panel(title: Text, found: list[Point], kind: str, marts: Marts, *, zero: bool = False, height: int = 220) -> list[Panel]:
    found = unbroken(marts, found)
    kind = whole(marts.kind(kind), [point.value for point in found])
    series = distinct(point.series for point in found)
    if len({point.at for point in found}) < 2:
        return []
    legend = line_legend(series) if len(series) > 1 else []
    drawn = charts.lines(found, kind, series, height=height, zero=zero)
    note = None if zero or min(point.value for point in found) <= 0 else CUT
    return [Panel(title, described(title, found, kind, series), drawn, legend, note=note)]


CUT = Text("縦軸は0から始まらない。", "The axis does not begin at zero.")


def stack_panel(
    title: Text,
    found: list[Point],
    kind: str,
    marts: Marts,
    series: Sequence[Text],
    totals: list[Point] | None = None,
    *,
    gaps: bool = False,
) -> list[Panel]:
    """Only periods in which each part is known: a stack without a part would be a wrong total.

    What the whole has beyond its parts is a part of its own. `gaps` keeps what happened before a gap, and shows the gap.
    """
    parts = {at: {point.series for point in found if point.at == at} for at in distinct(point.at for point in found)}
    complete = [at for at, own in parts.items() if own == set(series)]
    found = [point for point in found if point.at in complete]
    found = found if gaps else unbroken(marts, found, with_year_ago=True)
    if not found:
        return []
    found = with_rest(found, totals or [])
    series = distinct([*series, *(point.series for point in found)])
    kind = whole(marts.kind(kind), [point.value for point in found])
    sums = {point.at: point.value for point in totals or [] if point.at in {part.at for part in found}}
    exceeded = any(
        sum(part.value for part in found if part.at == at) > (1 + LEAST_REST) * Decimal(total) for at, total in sums.items()
    )
    return [
        Panel(
            title,
            described(title, found, kind, series),
            charts.stacked(found, kind, series, {} if exceeded else sums, gaps=between(marts, found)),
            area_legend(without_common(list(series))),
            note=BEFORE_ELIMINATION if exceeded else None,
        )
    ]


def growth_note(row: Row) -> Text:
    text = number_text(row["yoy_pct"], "pct", signed=True, with_unit=True)
    if row["yoy_pct"] is None:
        text = why_null(row, "yoy_pct") or text
    return Text(f"({text.ja})", f"({text.en})")


REST = Text("その他（合計との差）", "Rest, by difference")


BEFORE_ELIMINATION = Text("消去前。内訳の合計は全体を上回る。", "Before elimination: the parts come to more than the whole.")
# below this share of the whole, a rest is what rounding leaves, and too thin to see
LEAST_REST = Decimal("0.005")


def with_rest(parts: list[Point], totals: list[Point]) -> list[Point]:
    """The parts of each period, and what the total has beyond them where it has more."""
    whole = {point.at: point for point in totals}
    rest = []
    for at in distinct(point.at for point in parts):
        if at in whole:
            left = whole[at].value - sum(point.value for point in parts if point.at == at)
            rest.append(replace(whole[at], value=max(left, Decimal(0)), series=REST))
    return parts + rest if any(point.value > LEAST_REST * whole[point.at].value for point in rest) else parts


def named_bar_panel(
    title: Text,
    rows: list[tuple[Text, Decimal | None, Decimal | None]],
    kind: str,
    marts: Marts,
    now: Text,
    before: Text | None,
    notes: list[Text] | None = None,
    bounds: list[tuple[str, str]] | None = None,
) -> list[Panel]:
    if not rows:
        return []
    kind = whole(marts.kind(kind), [value for row in rows for value in row[1:] if value is not None])
    rows = [(short, now_, old) for short, (_, now_, old) in zip(without_common([row[0] for row in rows]), rows, strict=True)]
    texts = [(one, number_text(value, kind, with_unit=True)) for one, value, _ in rows]
    words = Text(
        f"{title.ja}（{now.ja}）: " + "、".join(f"{one.ja} {text.ja}" for one, text in texts),
        f"{title.en}, {now.en}: " + "; ".join(f"{one.en} {text.en}" for one, text in texts),
    )
    legend = (
        [(now, "bar-now"), (before, "bar-before")] if before and any(old is not None for _, _, old in rows) else [(now, "bar-now")]
    )
    return [Panel(with_unit(title, kind), words, charts.named_bars(rows, kind, notes, bounds), legend)]


def with_unit(title: Text, kind: str) -> Text:
    """The title with the unit in it: bars with their values beside them have no axis to say it."""
    of = unit(kind)
    return title if not of.en or of.ja in title.ja else Text(f"{title.ja}（{of.ja}）", f"{title.en}, {of.en}")


def now_and_before(
    marts: Marts, rows: list[Row], column: str, key: str = "line_item"
) -> list[tuple[Text, Decimal | None, Decimal | None]]:
    """Per item the amount of the period of the report and of the year before."""
    actual = [row for row in rows if row.get("basis", "actual") == "actual"]
    old = {row[key]: row[column] for row in actual if row["period"] == marts.year_ago}
    return [
        (name(row), row[column], old.get(row[key])) for row in actual if row["period"] == marts.period and row[column] is not None
    ]


def now_and_year_ago(marts: Marts) -> tuple[Text, Text]:
    """The names of the period of the report and of the year before, as the legend of bars has them."""
    return period_name(marts.period), period_name(marts.year_ago)


def progress_panel(title: Text, rows: list[Progress]) -> list[Panel]:
    if not rows:
        return []
    texts = []
    for row in rows:
        now, before = (number_text(pct, "pct", with_unit=True) for pct in (row.pct, row.before_pct))
        aside = Text(f"（前年 {before.ja}）", f", a year ago {before.en}") if row.before_pct is not None else same("")
        texts.append(Text(f"{row.name.ja} {now.ja}{aside.ja}", f"{row.name.en} {now.en}{aside.en}"))
    words = Text(
        f"{title.ja}: " + "、".join(text.ja for text in texts),
        f"{title.en}: " + "; ".join(text.en for text in texts),
    )
    legend = [
        (Text("累計実績", "Actual to date"), "bar-now"),
        *([(Text("前年同時点", "A year ago"), "tick")] if any(row.before_pct is not None for row in rows) else []),
        (Text("予想", "Forecast"), "track"),
    ]
    return [Panel(title, words, charts.progress(rows), legend)]
