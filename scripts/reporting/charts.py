"""Chart forms: time runs across in columns and lines, structure runs down in bars, and values are written on the chart.

Colours are the page's CSS variables, so a chart follows light, dark and print without being drawn again.
Every label is text made in Python, so it is the same number as in the table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import altair as alt

from reporting.text import Lang, Text, number, unit

Number = Decimal | int
INK, MUTED, RULE, PAPER = "var(--ink)", "var(--muted)", "var(--rule)", "var(--paper)"
NOW, BEFORE, OTHER = "var(--now)", "var(--before)", "var(--other)"
TONES = {"now": NOW, "before": BEFORE, "other": OTHER, "expected": PAPER}
SERIES = tuple(f"var(--c{place})" for place in range(1, 7))
ON_SERIES = tuple(f"var(--on-c{place})" for place in range(1, 7))
DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [1, 3], [12, 3])
SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down", "cross")
FONT = "var(--sans)"
ROOMY = "width > 460"

CONFIG: dict[str, Any] = {
    "background": None,
    "padding": {"left": 2, "right": 2, "top": 4, "bottom": 2},
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "domain": False,
        "ticks": False,
        "grid": False,
        "labelColor": MUTED,
        "labelFont": FONT,
        "labelFontSize": 11.5,
        "labelPadding": 6,
        "titleColor": MUTED,
        "titleFont": FONT,
        "titleFontSize": 11.5,
        "titleFontWeight": "normal",
    },
    "axisQuantitative": {"grid": True, "gridColor": RULE, "tickCount": 4},
    "text": {"font": FONT, "fontSize": 11.5, "color": INK},
    "bar": {"color": OTHER},
    "line": {"strokeWidth": 2.2},
    "rule": {"color": RULE},
}


NO_NAME = Text("", "")


@dataclass(frozen=True)
class Point:
    """A value of a series at a place of the axis that is not the value's."""

    at: Text
    value: Number
    series: Text = NO_NAME
    when: str = ""
    is_expected: bool = False
    period: str = ""


@dataclass(frozen=True)
class Panel:
    """A chart with its title, what it shows in words, and its legend in business order."""

    title: Text
    alt: Text
    draw: Callable[[Lang], alt.LayerChart | alt.Chart]
    legend: list[tuple[Text, str]] = field(default_factory=list)
    is_small: bool = False


def as_float(value: Number | None) -> float | None:
    """For the position on the page only; labels are made from the decimal."""
    return None if value is None else float(value)


def axis_labels(lang: Lang) -> str:
    """Vega's expression for the numbers of an axis."""
    text = "format(datum.value, ',')"
    return f"replace({text}, '−', '△')" if lang == "ja" else text


def value_axis(kind: str, lang: Lang, *, horizontal: bool = False) -> alt.Axis:
    title = unit(kind).pick(lang)
    if horizontal:
        return alt.Axis(title=title or None, labelExpr=axis_labels(lang), titleAnchor="end", tickCount=4)
    return alt.Axis(
        title=title or None, labelExpr=axis_labels(lang), titleAngle=0, titleAlign="left", titleAnchor="start", titleY=-20, titleX=0
    )


def chart(data: list[dict[str, Any]], height: int) -> alt.Chart:
    return alt.Chart(alt.Data(values=data), height=height, width="container")


def label(base: alt.Chart, *, color: Any = INK, halo: bool = True, **mark: Any) -> list[alt.Chart]:  # noqa: ANN401
    """Text with the paper's colour around it, so that it can be read on a line."""
    front = base.mark_text(color=color, **mark) if isinstance(color, str) else base.mark_text(**mark).encode(color=color)
    return [base.mark_text(stroke=PAPER, strokeWidth=4, strokeJoin="round", color=PAPER, **mark), front] if halo else [front]


def order(points: Sequence[Point], lang: Lang) -> list[str]:
    """The places of the axis in the order of time."""
    return list(dict.fromkeys(point.at.pick(lang) for point in sorted(points, key=lambda point: point.when)))


def time_axis(places: int) -> alt.Axis:
    """Names of periods, the words after the period under it, short where there is little room."""
    short = f"width / {places} < 46 ? replace(datum.value, 'forecast', 'fcst') : datum.value"
    return alt.Axis(
        labelAngle=0,
        labelExpr=f"split(replace({short}, '年', '年 '), ' ')",
        labelLineHeight=13,
        labelOverlap="parity",
        labelSeparation=3,
    )


def columns(
    points: Sequence[Point], kind: str, now: Text | None, before: Text | None, *, is_small: bool = False
) -> Callable[[Lang], alt.LayerChart]:
    """One value per period: the one of the report and the one it is compared with stand out, what is only expected is an outline.

    A small one has no axis of values, its labels say them.
    """
    height = 110 if is_small else 220

    def draw(lang: Lang) -> alt.LayerChart:
        x_order = order(points, lang)
        tones = [
            "expected" if point.is_expected else "now" if point.at == now else "before" if point.at == before else "other"
            for point in points
        ]
        data = [
            {
                "x": point.at.pick(lang),
                "y": as_float(point.value),
                "text": number(point.value, kind, lang),
                "tone": tone,
                "steps": steps,
            }
            for point, tone, steps in zip(points, tones, steps_to_label(tones), strict=True)
        ]
        base = chart(data, height).encode(x=alt.X("x:N", sort=x_order, title=None, axis=time_axis(len(x_order))))
        values = [float(point.value) for point in points]
        low, high = min(0.0, *values), max(0.0, *values)
        # room for the label under a negative bar
        scale = alt.Scale(domainMin=low - 18 / height * (high - low), domainMax=high, nice=False) if low < 0 else alt.Undefined
        size = alt.ExprRef(f"max(8, min(54, width / {len(x_order)} * 0.72))")
        bars = base.mark_bar(size=size, strokeDash=[4, 3], strokeWidth=1.3).encode(
            y=alt.Y("y:Q", axis=None if is_small else value_axis(kind, lang), scale=scale),
            color=alt.Color("tone:N", scale=alt.Scale(domain=list(TONES), range=list(TONES.values())), legend=None),
            stroke=alt.when("datum.tone === 'expected'").then(alt.value(NOW)).otherwise(alt.value("transparent")),
        )
        widest = max(len(row["text"]) for row in data) * 6 + 3
        has_room = f"width / {len(x_order)} * datum.steps > {widest}"
        above = alt.ExprRef("datum.y < 0 ? 10 : -8")
        texts = base.transform_filter(has_room).mark_text(dy=above).encode(y="y:Q", text="text:N")
        zero = chart([{}], height).mark_rule(color=MUTED, strokeWidth=0.8).encode(y=alt.YDatum(0))
        return alt.layer(bars, zero, texts) if low < 0 else alt.layer(bars, texts)

    return draw


def steps_to_label(tones: Sequence[str]) -> list[int]:
    """How many columns away the next label is that matters more: a label is written where it has as much room.

    The column of the report always has its label, then what is expected, then the column it is compared with.
    """
    rank = {"now": 0, "expected": 1, "before": 2, "other": 3}
    steps = []
    for place, tone in enumerate(tones):
        others = [abs(place - other) for other, its in enumerate(tones) if (rank[its], -other) < (rank[tone], -place)]
        steps.append(1 if tone == "other" else min(others, default=len(tones) * 9))
    return steps


def stacked(
    points: Sequence[Point], kind: str, series: Sequence[Text], totals: dict[Text, Number] | None = None, *, height: int = 260
) -> Callable[[Lang], alt.LayerChart]:
    """Parts of a whole per period, in business order from the bottom, each labelled where it has room, the total above."""

    def draw(lang: Lang) -> alt.LayerChart:
        x_order = order(points, lang)
        names = [name.pick(lang) for name in series]
        top: dict[str, float] = {}
        for point in points:
            top[point.at.pick(lang)] = top.get(point.at.pick(lang), 0.0) + max(0.0, float(point.value))
        tallest = max(top.values(), default=1.0)
        data, sums, running = [], [], dict.fromkeys(x_order, 0.0)
        for name in series:
            for point in points:
                if point.series == name:
                    x, value = point.at.pick(lang), float(point.value)
                    data.append(
                        {
                            "x": x,
                            "from": running[x],
                            "to": running[x] + value,
                            "mid": running[x] + value / 2,
                            "series": name.pick(lang),
                            "text": number(point.value, kind, lang) if value / tallest * height > 15 else "",
                        }
                    )
                    running[x] += value
        for at, total in (totals or {}).items():
            sums.append(
                {
                    "x": at.pick(lang),
                    "to": running.get(at.pick(lang), 0.0),
                    "text": number(total, kind, lang),
                    "last": at == points[-1].at,
                }
            )
        x = alt.X("x:N", sort=x_order, title=None, axis=time_axis(len(x_order)))
        size = alt.ExprRef(f"max(10, min(64, width / {len(x_order)} * 0.78))")
        base = chart(data, height).encode(x=x)
        bars = base.mark_bar(size=size, stroke=PAPER, strokeWidth=1).encode(
            y=alt.Y("from:Q", axis=value_axis(kind, lang)),
            y2="to:Q",
            color=alt.Color("series:N", scale=alt.Scale(domain=names, range=list(SERIES[: len(names)])), legend=None),
        )
        room = f"width / {len(x_order)}"
        fits = f"{room} * 0.78 > {max(len(row['text']) for row in data) * 6}"
        inside = (
            base.transform_filter(fits)
            .mark_text(fontSize=11)
            .encode(
                y="mid:Q",
                text="text:N",
                color=alt.Color("series:N", scale=alt.Scale(domain=names, range=list(ON_SERIES[: len(names)])), legend=None),
            )
        )
        widest = max((len(row["text"]) for row in sums), default=0) * 6.6
        last = f"{room} > {widest} || datum.last"
        above = (
            alt.Chart(alt.Data(values=sums))
            .transform_filter(last)
            .mark_text(dy=-8, fontWeight=600)
            .encode(x=x, y="to:Q", text="text:N")
        )
        return alt.layer(bars, inside, above).resolve_scale(color="independent")

    return draw


def lines(
    points: Sequence[Point], kind: str, series: Sequence[Text], *, height: int = 220, zero: bool = False
) -> Callable[[Lang], alt.LayerChart]:
    """One line per series, told apart by colour, dash and shape; values at the ends, and on the way where there is room."""

    def draw(lang: Lang) -> alt.LayerChart:
        x_order = order(points, lang)
        names = [name.pick(lang) for name in series]
        ends = {}
        for point in points:
            ends.setdefault(point.series, [point.at, point.at])[1] = point.at
        sides = label_sides(points, height, zero=zero)
        data = [
            {
                "x": point.at.pick(lang),
                "y": as_float(point.value),
                "series": point.series.pick(lang),
                "text": number(point.value, kind, lang),
                "end": point.at in ends[point.series],
                "side": side,
            }
            for point, side in zip(points, sides, strict=True)
        ]
        place = len(names)
        base = chart(data, height).encode(x=alt.X("x:N", sort=x_order, title=None, axis=time_axis(len(x_order))))
        color = alt.Color("series:N", scale=alt.Scale(domain=names, range=list(SERIES[:place])), legend=None)
        y = alt.Y("y:Q", axis=value_axis(kind, lang), scale=alt.Scale(zero=zero, nice=True, padding=14))
        drawn = base.mark_line().encode(
            y=y,
            color=color,
            strokeDash=alt.StrokeDash("series:N", scale=alt.Scale(domain=names, range=list(DASHES[:place])), legend=None),
        )
        marks = base.mark_point(filled=True, size=44, opacity=1).encode(
            y=y, color=color, shape=alt.Shape("series:N", scale=alt.Scale(domain=names, range=list(SHAPES[:place])), legend=None)
        )
        shown = base.transform_filter(f"datum.end || width / {len(x_order)} > 44").encode(y=y, text="text:N")
        dy = alt.ExprRef("datum.side === 'over' ? -11 : datum.side === 'under' ? 12 : 0")
        dx = alt.ExprRef("datum.side === 'beside' ? 20 : 0")
        return alt.layer(drawn, marks, *label(shown, dx=dx, dy=dy))

    return draw


def label_sides(points: Sequence[Point], height: int, *, zero: bool) -> list[str]:
    """On which side of its mark each label stands, so that those of near marks do not cover one another."""
    values = [float(point.value) for point in points]
    low = min(0.0, *values) if zero else min(values)
    pixels = (height - 40) / ((max(values) - low) or 1)
    sides = []
    for point, value in zip(points, values, strict=True):
        near = [float(other.value) for other in points if other.at == point.at and abs(float(other.value) - value) * pixels < 24]
        above, below = sum(other > value for other in near), sum(other < value for other in near)
        sides.append("over" if not above else "under" if not below else "beside")
    return sides


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
        step = 50 if paired else 40
        data = []
        for place, (name, now, before) in enumerate(rows):
            note = f"  {notes[place].pick(lang)}" if notes else ""
            bound, old_bound = bounds[place] if bounds else ("", "")
            data.append(
                {
                    "name": name.pick(lang),
                    "label": place * step + 7,
                    "bar": place * step + 22,
                    "under": place * step + 35,
                    "now": as_float(now),
                    "before": as_float(before),
                    "now_text": bound + number(now, kind, lang) + note,
                    "before_text": old_bound + number(before, kind, lang),
                }
            )
        numbers = [float(v) for _, now, before in rows for v in (now, before) if v is not None]
        high, low = max([0.0, *numbers]), min([0.0, *numbers])
        room = alt.ExprRef(f"{high!r} + ({high - low!r}) * {'150' if notes else '70'} / width")
        start = alt.ExprRef(f"{low!r} - ({high - low!r}) * {'70' if low < 0 else '0'} / width")
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


def fan(points: Sequence[Point], fixed: Sequence[Point], kind: str, *, height: int = 280) -> Callable[[Lang], alt.LayerChart]:
    """What was proposed for each year, a line per proposal, against what it became."""

    def draw(lang: Lang) -> alt.LayerChart:
        x_order = order([*points, *fixed], lang)
        data = [{"x": p.at.pick(lang), "y": as_float(p.value), "series": p.series.pick(lang)} for p in points]
        starts = {}
        for point in points:
            starts.setdefault(point.series.pick(lang), point)
        first = [{"x": p.at.pick(lang), "y": as_float(p.value), "text": f"{name}"} for name, p in starts.items()]
        newest = points[-1].series
        ends = [
            {"x": p.at.pick(lang), "y": as_float(p.value), "text": number(p.value, kind, lang)}
            for p in points
            if p.series == newest
        ]
        settled = [{"x": p.at.pick(lang), "y": as_float(p.value), "text": number(p.value, kind, lang)} for p in fixed]
        x = alt.X("x:N", sort=x_order, title=None, axis=time_axis(len(x_order)))
        y = alt.Y("y:Q", axis=value_axis(kind, lang), scale=alt.Scale(zero=False, padding=16))
        base = chart(data, height)
        layers = [
            base.mark_line(color=SERIES[1], strokeWidth=1.4, strokeDash=[5, 3]).encode(x=x, y=y, detail="series:N"),
            base.mark_point(color=SERIES[1], filled=True, size=20, opacity=1).encode(x=x, y=y),
        ]
        known = chart(settled, height).encode(x=x, y=y)
        layers += [known.mark_line(color=NOW, strokeWidth=2.6), known.mark_point(color=NOW, filled=True, size=60, opacity=1)]
        layers += label(
            chart(ends, height).encode(x=x, y=y, text="text:N").transform_filter(ROOMY), color=MUTED, dy=13, fontSize=10.5
        )
        layers += label(
            chart(first, height).encode(x=x, y=y, text="text:N").transform_filter(ROOMY), color=MUTED, dy=-11, fontSize=10.5
        )
        layers += label(known.encode(text="text:N"), dy=15, fontWeight=600)
        return alt.layer(*layers)

    return draw


def sparkline(points: Sequence[Point], now: Text, before: Text | None) -> Callable[[Lang], alt.Chart]:
    """The trend in the space of a line of text."""

    def draw(lang: Lang) -> alt.Chart:
        data = [
            {
                "x": place,
                "y": as_float(point.value),
                "tone": "now" if point.at == now else "before" if point.at == before else "other",
            }
            for place, point in enumerate(points)
        ]
        return (
            chart(data, 44)
            .mark_bar(size=alt.ExprRef(f"width / {len(data)} * 0.7"))
            .encode(
                x=alt.X("x:O", axis=None),
                y=alt.Y("y:Q", axis=None),
                color=alt.Color("tone:N", scale=alt.Scale(domain=list(TONES), range=list(TONES.values())), legend=None),
            )
        )

    return draw


def specification(panel: Panel, lang: Lang) -> dict[str, Any]:
    """The Vega-Lite specification in a language, without what all charts of the page share."""
    spec = panel.draw(lang).to_dict()
    for shared in ("config", "$schema"):
        spec.pop(shared, None)
    return spec


def differences(one: Any, other: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:  # noqa: ANN401
    """Where two values of one structure differ, and what the other has there: a chart in two languages differs in its texts."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return [found for key in one for found in differences(one[key], other[key], (*path, key))]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [found for place, pair in enumerate(zip(one, other, strict=True)) for found in differences(*pair, (*path, place))]
    return [] if one == other else [(path, other)]
