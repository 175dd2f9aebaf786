"""Whether the year is on track."""

from __future__ import annotations

from reporting.answers.base import Answer, Group, Told, effects, hedged, money, per_cent, rate, stated
from reporting.headlines import short_name
from reporting.marts import HEADLINES, Marts, Row
from reporting.panels import name
from reporting.provenance import Provenance, Source
from reporting.sections.outlook import guidance_rows, running_targets
from reporting.text import Text, lower_first, period_name

HEADING = [item for items in HEADLINES for item in items]


def outlook(marts: Marts, provenance: Provenance) -> Answer | None:
    """Progress of the year under way and of the half that it began with, for all that heads the page."""
    targets = {
        target: [row for row in guidance_rows(marts, target) if row["progress_pct"] is not None and row["line_item"] in HEADING]
        for target in running_targets(marts)
    }
    year = marts.forecast_year or ""
    rows = {row["line_item"]: row for row in targets.get(year, [])}
    judged = [rows[item] for item in HEADING[2:] if item in rows] or list(rows.values())[:1]
    if not judged:
        return None
    groups = [
        Group(forecast_head(target), [(short_name(row), cells(marts, provenance, row)) for row in found])
        for target, found in sorted(targets.items(), key=lambda item: marts.periods[item[0]]["ends_on"])
        if found
    ]
    return Answer(
        Text("通期予想に対して順調か", "Is the year on track?"),
        verdict(marts, judged),
        "guidance",
        groups + expected_effects(marts, provenance),
        [Text("予想", "Forecast"), Text("前年比", "YoY"), Text("進捗率", "Reached"), Text("前年同時点", "A year ago")],
    )


def forecast_head(target: str) -> Text:
    return Text(f"{target}予想", f"{target} forecast")


def cells(marts: Marts, provenance: Provenance, row: Row) -> list[Told]:
    item, target = row["line_item"], row["target_period"]
    goal = stated(provenance, money(marts, row["amount_mn"]), item, target, "forecast")
    reached = provenance.find(
        Source(
            f"{item}:progress_pct",
            target,
            "forecast",
            of=(Source(item, row["latest_actual_period"]), Source(item, target, "forecast")),
            title=Text(f"{row['name_ja']}　進捗率", f"{row['name_en']}, progress"),
        )
    )
    growth = provenance.find(Source(item, target, "forecast", "yoy_pct")) if row["yoy_pct"] is not None else None
    return [goal, Told(rate(row, "yoy_pct"), growth), Told(per_cent(row["progress_pct"]), reached), Told(before(row))]


def before(row: Row) -> Text:
    return per_cent(row["year_ago_progress_pct"])


def expected_effects(marts: Marts, provenance: Provenance) -> list[Group]:
    """What the deck says that the forecast contains."""
    year = marts.forecast_year
    rows = [
        row
        for row in effects(marts, basis=("forecast", "plan"))
        if year in (row["period"], marts.periods.get(row["period"], {}).get("year_period"))
        and (marts.periods[row["period"]]["ends_on"] > marts.periods[marts.period]["ends_on"])
    ]
    found = []
    for row in rows:
        at = period_name(row["period"])
        source = Source(row["line_item"], row["period"], row["basis"], row["measure"], row["as_of"])
        much = Told(hedged(marts, row), provenance.find(source))
        found.append((Text(f"{row['name_ja']}（{at.ja}）", f"{row['name_en']}, {at.en}"), [much]))
    return [Group(Text("予想に織り込まれた要因", "Contained in the forecast, says the deck"), found)] if found else []


def verdict(marts: Marts, rows: list[Row]) -> Text:
    """Ahead of or behind the pace of the year before, of operating profit and of profit."""
    said = [progress(marts, row, is_first=place == 0) for place, row in enumerate(rows)]
    return Text("。".join(one.ja for one in said) + "。", "; ".join(one.en for one in said) + ".")


def progress(marts: Marts, row: Row, *, is_first: bool) -> Text:
    subject, goal = name(row) if is_first else short_name(row), money(marts, row["amount_mn"])
    done, ago = row["progress_pct"], row["year_ago_progress_pct"]
    done_text, ago_text, until = per_cent(done), per_cent(ago), period_name(row["latest_actual_period"])
    said = Text(
        f"{until.ja}までの{subject.ja}は通期予想{goal.ja}の{done_text.ja}",
        f"After {until.en}, {lower_first(subject.en)} stands at {done_text.en} of the {goal.en} forecast for the year",
    )
    if not is_first:
        said = Text(
            f"{subject.ja}は通期予想{goal.ja}の{done_text.ja}",
            f"{lower_first(subject.en)} at {done_text.en} of {goal.en}",
        )
    if ago is None:
        return said
    pace = (
        Text("を上回る", "ahead of") if done > ago else Text("と同じ", "level with") if done == ago else Text("を下回る", "behind")
    )
    return Text(
        f"{said.ja}で、前年同時点の{ago_text.ja}{pace.ja}", f"{said.en}, {pace.en} last year's pace ({ago_text.en} at this point)"
    )
