"""Four questions of the first screen, with the answers that the marts give."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from reporting.headlines import short_name
from reporting.marts import HEADLINES, Marts, Row
from reporting.panels import name
from reporting.sections.outlook import guidance_rows
from reporting.text import NULL, Text, number_text, period_name, same, why_null


@dataclass
class Answer:
    """A question, its answer in one line, and the lines that support it."""

    question: Text
    answer: Text
    section: str
    details: list[tuple[Text, list[Text]]] = field(default_factory=list)
    columns: list[Text] = field(default_factory=list)


def segments(marts: Marts) -> Answer | None:
    """Growth of what the company tells of its segments: gross profit, else segment profit, else revenue."""
    rows = marts.rows("segment_results", period=marts.period, basis="actual")
    # what is only eliminated between segments has no revenue
    rows = [row for row in rows if row["segment"] != "consolidated" and row["revenue_mn"] is not None]
    told = next((one for one in TOLD if any(row[f"{one}_mn"] is not None for row in rows)), None)
    if not told:
        return None
    grew = [row for row in rows if has_grown(row, told)]
    shown = ["revenue"] if told == "revenue" else ["revenue", told]
    has_margin = any(row["gross_margin_pct"] is not None for row in rows)
    details = []
    for row in rows:
        cells = [
            text for one in shown for text in (number_text(row[f"{one}_mn"], marts.kind("money")), rate(row, f"{one}_yoy_pct"))
        ]
        details.append((name(row), [*cells, rate(row, "gross_margin_pct", signed=False)] if has_margin else cells))
    columns = [column for one in shown for column in (TOLD[one].column, Text("前年比", "YoY"))]
    if has_margin:
        columns.append(Text("粗利率", "Margin"))
    return Answer(
        Text("各セグメントはどうだったか", "How did each segment do?"),
        Text(
            f"{len(rows)}セグメント中{len(grew)}つが前年同期より{TOLD[told].noun.ja}を伸ばした。",
            f"{len(grew)} of {len(rows)} segments made more {TOLD[told].noun.en} than a year ago.",
        ),
        "segments",
        details,
        columns,
    )


class Told(NamedTuple):
    column: Text
    noun: Text


TOLD = {
    "gross_profit": Told(Text("粗利", "Gross profit"), Text("粗利", "gross profit")),
    "segment_profit": Told(Text("利益", "Profit"), Text("利益", "profit")),
    "revenue": Told(Text("売上", "Revenue"), Text("売上", "revenue")),
}


def has_grown(row: Row, column: str) -> bool:
    """More than a year ago, be it from a loss."""
    return (row[f"{column}_yoy_change_mn"] or 0) > 0


def rate(row: Row, column: str, *, signed: bool = True) -> Text:
    """A per cent, or why there is none."""
    return per_cent(row[column], signed=signed) if row[column] is not None else why_null(row, column) or same(NULL)


def money(marts: Marts, value: Decimal | None, *, signed: bool = False) -> Text:
    return number_text(value, marts.kind("money"), signed=signed, with_unit=True)


def per_cent(value: Decimal | None, *, signed: bool = False) -> Text:
    return number_text(value, "pct", signed=signed, with_unit=True)


def cause(marts: Marts) -> Answer | None:
    """The bridge from a year ago to the operating profit of the period."""
    for bridge in ("operating_profit_by_segment", "operating_profit_from_gross_profit"):
        steps = marts.rows("profit_bridge", bridge=bridge, period=marts.period, basis="actual")
        total = {row["step_type"]: row for row in steps}
        if "opening" in total and "closing" in total and "bar" in total:
            break
    else:
        return None
    opening, closing = total["opening"]["amount_mn"], total["closing"]["amount_mn"]
    change = closing - opening
    bars = sorted((row for row in steps if row["step_type"] == "bar"), key=lambda row: row["step"])
    largest = max(bars, key=lambda row: row["amount_mn"] * (1 if change >= 0 else -1))
    part, moved, now = money(marts, largest["amount_mn"], signed=True), money(marts, abs(change)), money(marts, closing)
    subject = name(total["closing"])
    verb = Text("増加", "rose") if change >= 0 else Text("減少", "fell")
    noun = Text("増えた", "rise") if change >= 0 else Text("減った", "fall")
    details = [(name(row), [money(marts, row["amount_mn"], signed=True)]) for row in bars]
    return Answer(
        Text(f"{subject.ja}はなぜ{noun.ja}か", f"Why did {subject.en.lower()} {noun.en}?"),
        Text(
            f"前年同期より{moved.ja}{verb.ja}し{now.ja}。最も寄与したのは{largest['name_ja']}（{part.ja}）。",
            f"It {verb.en} by {moved.en} to {now.en}, above all through {lower_first(largest['name_en'])} ({part.en}).",
        ),
        "bridges",
        details,
    )


def lower_first(text: str) -> str:
    """For the middle of a sentence; an abbreviation stays as it is."""
    return text if len(text) > 1 and text[1].isupper() else text[:1].lower() + text[1:]


def outlook(marts: Marts) -> Answer | None:
    rows = [row for row in guidance_rows(marts) if row["progress_pct"] is not None]
    main = next((row for row in rows if row["line_item"] == "operating_profit"), rows[0] if rows else None)
    if not main:
        return None
    details = []
    heading = {item for items in HEADLINES for item in items}
    for row in rows:
        if row["line_item"] in heading:
            goal, done, before = (
                money(marts, row["amount_mn"]),
                per_cent(row["progress_pct"]),
                per_cent(row["year_ago_progress_pct"]),
            )
            details.append((short_name(row), [goal, done, before]))
    return Answer(
        Text("通期は順調か", "Is the year on track?"),
        verdict(marts, main),
        "guidance",
        details,
        [Text("通期予想", "Forecast"), Text("進捗", "Reached"), Text("前年同時点", "A year ago")],
    )


def verdict(marts: Marts, row: Row) -> Text:
    """Ahead of or behind the pace of the year before."""
    subject, goal = name(row), money(marts, row["amount_mn"])
    done, before = row["progress_pct"], row["year_ago_progress_pct"]
    done_text, before_text = per_cent(done), per_cent(before)
    until = period_name(row["latest_actual_period"])
    said = Text(
        f"{until.ja}までの{subject.ja}は通期予想{goal.ja}の{done_text.ja}",
        f"After {until.en}, {lower_first(subject.en)} stands at {done_text.en} of the {goal.en} forecast for the year",
    )
    if before is None:
        return Text(said.ja + "。", said.en + ".")
    pace = (
        Text("前年を上回る進捗", "ahead of")
        if done > before
        else Text("前年並みの進捗", "level with")
        if done == before
        else Text("前年を下回る進捗", "behind")
    )
    return Text(
        f"{said.ja}。前年同時点は{before_text.ja}で、{pace.ja}。",
        f"{said.en}, {pace.en} last year's pace ({before_text.en} at this point).",
    )


def trust(marts: Marts) -> Answer:
    tie_outs, figures = marts.rows("tie_outs"), marts.rows("figure_audit")
    holding = sum(row["status"] == "consistent" for row in tie_outs)
    errors = [row for row in tie_outs if row["status"] == "inconsistent"]
    unexplained = sum(not row["is_explained"] for row in tie_outs if row["status"] != "consistent")
    tied = sum(row["is_tied"] for row in figures)
    details = [
        (Text("成立した照合", "Checks that hold"), [Text(f"{holding:,}", f"{holding:,}")]),
        (Text("照合された数値", "Figures in a check"), [Text(f"{tied:,} / {len(figures):,}", f"{tied:,} of {len(figures):,}")]),
        (
            Text("資料自体の誤り（根拠付き）", "Errors of the deck itself, with evidence"),
            [Text(f"{len(errors)}", f"{len(errors)}")],
        ),
        (Text("説明のない不成立", "Unexplained"), [Text(f"{unexplained}", f"{unexplained}")]),
    ]
    if unexplained:
        answer = Text(
            f"{unexplained}件の照合が説明なく成立していない。",
            f"Not yet: {unexplained} checks do not hold and nothing explains why.",
        )
    else:
        answer = Text(
            f"印字どうしの照合{holding:,}件が成立。成立しない照合と、資料だけでは確かめられない照合には、すべて理由を記載。",
            f"Yes: {holding:,} checks between printed figures hold, and each that fails or cannot be made says why.",
        )
    return Answer(Text("この数値は信頼できるか", "Can I trust these numbers?"), answer, "audit", details)


def answers(marts: Marts) -> list[Answer]:
    """The questions that the marts can answer."""
    return [answer for answer in (segments(marts), cause(marts), outlook(marts), trust(marts)) if answer]
