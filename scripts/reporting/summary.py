"""The first screen: the headline numbers, and four questions with the answers that the marts give."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from markupsafe import Markup

from reporting import charts
from reporting.charts import Panel
from reporting.marts import Marts, Row
from reporting.panels import name, points
from reporting.provenance import Provenance, Source
from reporting.sections.base import RATIOS
from reporting.sections.outlook import guidance_rows
from reporting.tables import number_html
from reporting.text import Text, number_text, period_name

HEADLINES = ("revenue", "gross_profit", "operating_profit", "profit_attributable_to_owners")
LONG_NAME_OF = {"profit_attributable_to_owners": Text("当期利益", "Profit")}


@dataclass(frozen=True)
class Headline:
    """A headline number of the quarter, and how many checks stand behind it."""

    name: Text
    value: Markup
    key: str | None
    yoy: Markup
    yoy_key: str | None
    margin: Markup | None
    margin_key: str | None
    holding: int
    failing: int
    trend: Panel
    first: Text
    last: Text


@dataclass
class Answer:
    """A question, its answer in one line, and the lines that support it."""

    question: Text
    answer: Text
    section: str
    details: list[tuple[Text, list[Text]]] = field(default_factory=list)
    columns: list[Text] = field(default_factory=list)


def headlines(marts: Marts, provenance: Provenance) -> list[Headline]:
    """The headline line items of the quarter that the deck reports."""
    found = []
    for item in HEADLINES:
        row = marts.one("income_statement", line_item=item, period=marts.period, basis="actual")
        if not row or row["amount_jpy_mn"] is None:
            continue
        trend = points(marts.rows("income_statement", line_item=item, period_type="quarter", basis="actual"), "amount_jpy_mn")
        year_ago = marts.periods[marts.period]["year_ago_period"]
        title = LONG_NAME_OF.get(item, name(row))
        texts = [(point.at, number_text(point.value, "jpy_mn")) for point in trend]
        words = Text(
            f"{title.ja}の推移（百万円）: " + "、".join(f"{at.ja} {text.ja}" for at, text in texts),
            f"{title.en} by quarter, ¥m: " + "; ".join(f"{at.en} {text.en}" for at, text in texts),
        )
        before = period_name(year_ago) if year_ago else None
        draw = charts.sparkline(trend, period_name(marts.period), before)
        level = Source(item, marts.period)
        key = provenance.find(level)
        holding, failing = provenance.checks(key)
        margin_key = None
        if item in RATIOS:
            margin_key = provenance.find(Source(RATIOS[item], marts.period, of=(level, Source("revenue", marts.period))))
        found.append(
            Headline(
                title,
                number_html(row["amount_jpy_mn"], "jpy_mn"),
                key,
                number_html(row["yoy_pct"], "pct", signed=True),
                provenance.find(Source(item, marts.period, measure="yoy_pct")),
                number_html(row["ratio_to_revenue_pct"], "pct") if row["ratio_to_revenue_pct"] is not None else None,
                margin_key,
                holding,
                failing,
                Panel(title, words, draw),
                trend[0].at,
                trend[-1].at,
            )
        )
    return found


def money(value: Decimal | None, *, signed: bool = False) -> Text:
    return number_text(value, "jpy_mn", signed=signed, with_unit=True)


def per_cent(value: Decimal | None, *, signed: bool = False) -> Text:
    return number_text(value, "pct", signed=signed, with_unit=True)


def segments(marts: Marts) -> Answer | None:
    rows = [row for row in marts.rows("segment_results", period=marts.period, basis="actual") if row["segment"] != "consolidated"]
    if not rows:
        return None
    grew = [row for row in rows if (row["gross_profit_yoy_pct"] or 0) > 0]
    details = []
    for row in rows:
        cells = [number_text(row["revenue_jpy_mn"], "jpy_mn"), per_cent(row["revenue_yoy_pct"], signed=True)]
        cells += [number_text(row["gross_profit_jpy_mn"], "jpy_mn"), per_cent(row["gross_profit_yoy_pct"], signed=True)]
        details.append((name(row), [*cells, per_cent(row["gross_margin_pct"])]))
    columns = [
        Text("売上", "Revenue"),
        Text("前年比", "YoY"),
        Text("粗利", "Gross profit"),
        Text("前年比", "YoY"),
        Text("粗利率", "Margin"),
    ]
    count, total = len(grew), len(rows)
    return Answer(
        Text("各セグメントはどうだったか", "How did each segment do?"),
        Text(
            f"{total}セグメント中{count}つが前年同期より粗利を伸ばした。",
            f"{count} of {total} segments made more gross profit than a year ago.",
        ),
        "segments",
        details,
        columns,
    )


def cause(marts: Marts) -> Answer | None:
    """The bridge from a year ago to this quarter's operating profit."""
    steps = marts.rows("profit_bridge", bridge="operating_profit_by_segment", period=marts.period, basis="actual")
    total = {row["step_type"]: row for row in steps}
    if "opening" not in total or "closing" not in total:
        return None
    opening, closing = total["opening"]["amount_jpy_mn"], total["closing"]["amount_jpy_mn"]
    change = closing - opening
    bars = sorted((row for row in steps if row["step_type"] == "bar"), key=lambda row: row["step"])
    largest = max(bars, key=lambda row: row["amount_jpy_mn"] * (1 if change >= 0 else -1))
    part, moved, now = money(largest["amount_jpy_mn"], signed=True), money(abs(change)), money(closing)
    subject = name(total["closing"])
    verb = Text("増加", "rose") if change >= 0 else Text("減少", "fell")
    noun = Text("増えた", "rise") if change >= 0 else Text("減った", "fall")
    details = [(name(row), [money(row["amount_jpy_mn"], signed=True)]) for row in bars]
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
    for row in rows:
        if row["line_item"] in HEADLINES:
            done, goal = per_cent(row["progress_pct"]), money(row["amount_jpy_mn"])
            before = per_cent(row["year_ago_progress_pct"])
            details.append(
                (
                    LONG_NAME_OF.get(row["line_item"], name(row)),
                    [goal, done, before],
                )
            )
    return Answer(
        Text("通期は順調か", "Is the year on track?"),
        verdict(marts, main),
        "guidance",
        details,
        [Text("通期予想", "Forecast"), Text("進捗", "Reached"), Text("前年同時点", "A year ago")],
    )


def verdict(marts: Marts, row: Row) -> Text:
    """Ahead of or behind the pace of the year before."""
    subject, goal = name(row), money(row["amount_jpy_mn"])
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
