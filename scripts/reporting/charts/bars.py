"""What something is made of, what moved it, and how far it has come: from top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import altair as alt

from reporting.charts.base import (
    BEFORE,
    MUTED,
    NOW,
    Number,
    as_float,
    axis_labels,
    chart,
    label,
    written,
)
from reporting.text import Lang, Text, number, unit


def named_bars(
    rows: Sequence[tuple[Text, Number | None, Number | None]],
    kind: str,
    notes: Sequence[Text] | None = None,
    bounds: Sequence[tuple[str, str]] | None = None,
) -> Callable[[Lang], alt.LayerChart]:
    """What something is made of: per part its name, the value now, and the value before as a lighter bar under it.

    `notes` follow a value, `bounds` precede it: `<` where only a bound is known.
    """

    def draw(lang: Lang) -> alt.LayerChart:
        paired = any(before is not None for _, _, before in rows)
        step = 54 if paired else 40
        data = []
        for place, (name, now, before) in enumerate(rows):
            note = f"  {notes[place].pick(lang)}" if notes else ""
            bound, old_bound = bounds[place] if bounds else ("", "")
            data.append(
                {
                    "name": name.pick(lang),
                    "label": place * step + 7,
                    "bar": place * step + 22,
                    "under": place * step + 38,
                    "now": as_float(now),
                    "before": as_float(before),
                    "now_text": bound + written(now, kind, lang) + note,
                    "before_text": old_bound + written(before, kind, lang),
                }
            )
        numbers = [float(v) for _, now, before in rows for v in (now, before) if v is not None]
        high, low = max([0.0, *numbers]), min([0.0, *numbers])
        room = alt.ExprRef(f"{high!r} + ({high - low!r}) * {'150' if notes else '70'} / width")
        start = alt.ExprRef(f"{low!r} - ({high - low!r}) * {'80' if low < 0 else '0'} / width")
        height = len(rows) * step
        x = alt.X("now:Q", axis=None, scale=alt.Scale(domainMin=start, domainMax=room, nice=False, zero=False))
        y = alt.Scale(domain=[0, height], range=[0, height])
        base = chart(data, height)

        def at(field_name: str) -> alt.Y:
            return alt.Y(f"{field_name}:Q", axis=None, scale=y)

        layers = [
            base.mark_text(align="left", baseline="middle", fontWeight=500).encode(x=alt.value(0), y=at("label"), text="name:N"),
            base.mark_bar(size=13, color=NOW).encode(x=x, x2=alt.X2Datum(0), y=at("bar"), opacity=alt.value(1)),
        ]
        for side, test, dx in (("left", "datum.now >= 0", 5), ("right", "datum.now < 0", -5)):
            layers.append(
                base.transform_filter(test).mark_text(align=side, dx=dx, fontWeight=600).encode(x=x, y=at("bar"), text="now_text:N")
            )
        if paired:
            x2 = alt.X("before:Q", axis=None)
            layers.append(base.mark_bar(size=9, color=BEFORE).encode(x=x2, x2=alt.X2Datum(0), y=at("under")))
            for side, test, dx in (("left", "datum.before >= 0", 5), ("right", "datum.before < 0", -5)):
                layers.append(
                    base.transform_filter(test)
                    .mark_text(align=side, dx=dx, color=MUTED, fontSize=10.5)
                    .encode(x=x2, y=at("under"), text="before_text:N")
                )
        return alt.layer(*layers)

    return draw


@dataclass(frozen=True)
class Step:
    """A bar of a waterfall: an opening or closing total from zero, or a change that begins where the one before ended."""

    name: Text
    starts_at: Number
    ends_at: Number
    is_total: bool
    amount: Number


def waterfall(steps: Sequence[Step], kind: str) -> Callable[[Lang], alt.LayerChart]:
    """From the opening total through each change to the closing one, top to bottom; names stand above their bars."""

    def draw(lang: Lang) -> alt.LayerChart:
        step = 42
        levels = [float(v) for s in steps for v in ((s.ends_at,) if s.is_total else (s.starts_at, s.ends_at))]
        high, low = max(0.0, *levels), min(0.0, *levels)
        least = min(levels)
        cut = 0.0
        if least > 0.6 * high:
            unit_of_cut = 10 ** (len(str(int(high - least))))
            cut = max(0.0, (least - 0.35 * (high - least)) // unit_of_cut * unit_of_cut)
        data = []
        for place, one in enumerate(steps):
            start = cut if one.is_total and cut else (0.0 if one.is_total else float(one.starts_at))
            end = float(one.ends_at)
            data.append(
                {
                    "name": one.name.pick(lang),
                    "from": start,
                    "to": end,
                    "right": max(start, end),
                    "label": place * step + 8,
                    "bar": place * step + 24,
                    "next": (place + 1) * step + 24,
                    "link": place < len(steps) - 1,
                    "text": number(one.amount, kind, lang, signed=not one.is_total),
                    "tone": "total" if one.is_total else "up" if one.amount >= 0 else "down",
                }
            )
        height = len(steps) * step + 4
        floor = cut or low
        room = alt.ExprRef(f"{high!r} + {high - floor!r} * 74 / width")
        scale = alt.Scale(domainMin=floor, domainMax=room, nice=False, zero=False)
        y = alt.Scale(domain=[0, height], range=[0, height])
        title = unit(kind).pick(lang)
        if cut:
            begins = number(int(cut), kind, lang)
            title += f"・軸は {begins} から" if lang == "ja" else f", axis begins at {begins}"
        axis = alt.Axis(title=title, labelExpr=axis_labels(lang), tickCount=4, titleAnchor="start")
        base = chart(data, height)
        x = alt.X("from:Q", scale=scale, axis=axis)
        color = alt.Color(
            "tone:N", scale=alt.Scale(domain=["total", "up", "down"], range=[NOW, "var(--up)", "var(--down)"]), legend=None
        )
        return alt.layer(
            base.transform_filter("datum.link")
            .mark_rule(color=MUTED, strokeWidth=1)
            .encode(x=alt.X("to:Q", scale=scale, axis=axis), y=alt.Y("bar:Q", axis=None, scale=y), y2="next:Q"),
            base.mark_bar(size=15).encode(x=x, x2="to:Q", y=alt.Y("bar:Q", axis=None, scale=y), color=color),
            base.mark_text(align="left", dx=5, fontWeight=600).encode(
                x=alt.X("right:Q", scale=scale, axis=axis), y=alt.Y("bar:Q", axis=None, scale=y), text="text:N"
            ),
            *label(
                base.encode(x=alt.XDatum(floor, scale=scale, axis=axis), y=alt.Y("label:Q", axis=None, scale=y), text="name:N"),
                align="left",
                baseline="middle",
            ),
        )

    return draw


@dataclass(frozen=True)
class Progress:
    """How much of a whole is reached, and how much was reached at the same time a year before."""

    name: Text
    pct: Decimal
    before_pct: Decimal | None
    note: Text


def progress(rows: Sequence[Progress]) -> Callable[[Lang], alt.LayerChart]:
    """A track of 100 %, filled as far as reached, with a mark where it stood a year before."""

    def draw(lang: Lang) -> alt.LayerChart:
        step = 52
        data = []
        for place, row in enumerate(rows):
            text = f"{number(row.pct, 'pct', lang)}%"
            if row.before_pct is not None:
                before = number(row.before_pct, "pct", lang)
                text += f"（前年 {before}%）" if lang == "ja" else f" (a year ago {before}%)"
            data.append(
                {
                    "name": row.name.pick(lang),
                    "note": row.note.pick(lang),
                    "label": place * step + 9,
                    "bar": place * step + 28,
                    "low": place * step + 19,
                    "high": place * step + 37,
                    "pct": as_float(row.pct),
                    "before": as_float(row.before_pct),
                    "text": text,
                    "beyond": max(float(row.pct), float(row.before_pct or 0)),
                }
            )
        height = len(rows) * step
        y = alt.Scale(domain=[0, height], range=[0, height])
        x_axis = alt.Axis(values=[0, 25, 50, 75, 100], labelExpr="datum.value + '%'", grid=True, title=None)
        scale = alt.Scale(domain=[0, 100], nice=False)
        base = chart(data, height)

        def at(name: str) -> alt.Y:
            return alt.Y(f"{name}:Q", axis=None, scale=y)

        return alt.layer(
            base.mark_bar(size=14, color="var(--track)").encode(
                x=alt.XDatum(0, scale=scale, axis=x_axis), x2=alt.X2Datum(100), y=at("bar")
            ),
            base.mark_bar(size=14, color=NOW).encode(x=alt.X("pct:Q", scale=scale, axis=x_axis), x2=alt.X2Datum(0), y=at("bar")),
            base.transform_filter("isValid(datum.before)")
            .mark_rule(color="var(--down)", strokeWidth=2.5)
            .encode(x=alt.X("before:Q", scale=scale, axis=x_axis), y=at("low"), y2="high:Q"),
            base.mark_text(align="left", dx=7, fontWeight=600).encode(
                x=alt.X("beyond:Q", scale=scale, axis=x_axis), y=at("bar"), text="text:N"
            ),
            base.mark_text(align="left", baseline="middle", fontWeight=500).encode(
                x=alt.XDatum(0, scale=scale, axis=x_axis), y=at("label"), text="name:N"
            ),
            base.mark_text(align="right", baseline="middle", color=MUTED).encode(
                x=alt.XDatum(100, scale=scale, axis=x_axis), y=at("label"), text="note:N"
            ),
        )

    return draw
