"""Why profit is not what it was: the arithmetic, and what the deck itself names beside it."""

from __future__ import annotations

from reporting.answers.base import Answer, Group, Told, effects, hedged, money, stated
from reporting.headlines import short_name
from reporting.marts import Marts, Row
from reporting.panels import name
from reporting.provenance import Provenance, Source
from reporting.text import Text, lower_first, period_name

# the bridges to operating profit, the finer first; and those from there to profit, one after the other
TO_OPERATING_PROFIT = ("operating_profit_by_segment", "operating_profit_from_gross_profit")
TO_PROFIT = (
    ("profit_before_tax_from_operating_profit", "profit_attributable_from_profit_before_tax"),
    ("profit_before_tax_from_operating_profit", "profit_from_profit_before_tax"),
)


def steps_of(marts: Marts, bridge: str) -> list[Row]:
    """The steps of a bridge to the period of the report, where it has a beginning, an end and something between."""
    steps = marts.rows("profit_bridge", bridge=bridge, period=marts.period, basis="actual")
    kinds = {row["step_type"] for row in steps}
    return sorted(steps, key=lambda row: row["step"]) if {"opening", "closing", "bar"} <= kinds else []


def cause(marts: Marts, provenance: Provenance) -> Answer | None:
    """The bridge from a year ago to the operating profit of the period, and on to profit."""
    steps = next((found for bridge in TO_OPERATING_PROFIT if (found := steps_of(marts, bridge))), None)
    if not steps:
        return None
    opening, closing = steps[0], steps[-1]
    change = closing["amount_mn"] - opening["amount_mn"]
    bars = [row for row in steps if row["step_type"] == "bar"]
    largest = max(bars, key=lambda row: row["amount_mn"] * (1 if change >= 0 else -1))
    subject = name(closing)
    verb = Text("増加", "rose") if change >= 0 else Text("減少", "fell")
    noun = Text("増えた", "rise") if change >= 0 else Text("減った", "fall")
    moved, now = money(marts, abs(change)), money(marts, closing["amount_mn"])
    part = money(marts, largest["amount_mn"], signed=True)
    named_effect = largest_effect(marts)
    groups = [Group(Text("前年同期からの増減", "Change on the year"), lines(marts, provenance, bars))]
    groups += [Group(NAMED, found)] if (found := effect_lines(marts, provenance)) else []
    return Answer(
        Text(f"{subject.ja}はなぜ{noun.ja}か", f"Why did {lower_first(subject.en)} {noun.en}?"),
        Text(
            f"前年同期から{moved.ja}{verb.ja}し{now.ja}。最大の要因は{largest['name_ja']}（{part.ja}）。{named_effect.ja}",
            f"It {verb.en} by {moved.en} to {now.en}, above all through {lower_first(largest['name_en'])} ({part.en})."
            f" {named_effect.en}".rstrip(),
        ),
        "bridges",
        groups + to_profit(marts, provenance),
    )


NAMED = Text("資料が挙げる要因（上の増減とは合算しない）", "Named by the deck; not to be added to the lines above")
SHOWN = 5


def lines(marts: Marts, provenance: Provenance, bars: list[Row]) -> list[tuple[Text, list[Told]]]:
    return [
        (
            name(row),
            [
                stated(
                    provenance, money(marts, row["amount_mn"], signed=True), row["line_item"], row["period"], measure="yoy_change"
                )
            ],
        )
        for row in bars
    ]


def named_effects(marts: Marts) -> list[Row]:
    """Effects on the period, and those on the period a year ago that are gone: both move the change."""
    now = effects(marts, period=marts.period, basis="actual")
    repeated = {row["line_item"] for row in now}
    before = effects(marts, period=marts.year_ago, basis="actual", measure="level")
    found = now + [row for row in before if row["line_item"] not in repeated]
    return sorted(found, key=lambda row: -abs(row["value"]))[:SHOWN]


def effect_lines(marts: Marts, provenance: Provenance) -> list[tuple[Text, list[Told]]]:
    found = []
    for row in named_effects(marts):
        at = period_name(row["period"])
        when = Text(f"（{at.ja} 前年同期比）", f", {at.en} on the year") if row["measure"] == "yoy_change" else None
        when = when or Text(f"（{at.ja}）", f", in {at.en}")
        label = Text(row["name_ja"] + when.ja, row["name_en"] + when.en)
        source = Source(row["line_item"], row["period"], row["basis"], row["measure"], row["as_of"])
        found.append((label, [Told(hedged(marts, row, signed=row["measure"] != "level"), provenance.find(source))]))
    return found


def largest_effect(marts: Marts) -> Text:
    """The largest effect that the deck names, as a sentence."""
    row = max(named_effects(marts), key=lambda row: abs(row["value"]), default=None)
    if not row:
        return Text("", "")
    at, much = period_name(row["period"]), hedged(marts, row)
    if row["period"] == marts.year_ago:
        return Text(
            f"資料によれば、前年同期には{row['name_ja']}（{at.ja}、{much.ja}）があった。",
            f"A year ago, the deck says, there was the {lower_first(row['name_en'])} ({much.en} in {at.en}).",
        )
    return Text(f"資料は{row['name_ja']}（{much.ja}）を挙げる。", f"The deck names {lower_first(row['name_en'])} ({much.en}).")


def to_profit(marts: Marts, provenance: Provenance) -> list[Group]:
    """What stands between the change of operating profit and that of profit."""
    for bridges in TO_PROFIT:
        chain = [steps_of(marts, bridge) for bridge in bridges]
        if not all(chain):
            continue
        bars = [row for steps in chain for row in steps if row["step_type"] == "bar"]
        within = {steps[-1]["line_item"] for steps in chain[:-1]}
        end = chain[-1][-1]
        change = end["amount_mn"] - chain[-1][0]["amount_mn"]
        found = lines(marts, provenance, [row for row in bars if row["line_item"] not in within])
        total = stated(provenance, money(marts, change, signed=True), end["line_item"], marts.period, measure="yoy_change")
        subject = short_name(end)
        head = Text(f"営業利益から{subject.ja}まで（増減）", f"From operating profit to {lower_first(subject.en)}, changes")
        return [Group(head, [*found, (subject, [total])])]
    return []
