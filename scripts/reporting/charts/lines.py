"""Over time: lines, and what was proposed against what it became."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import altair as alt

from reporting.charts.base import (
    DASHES,
    MUTED,
    NOW,
    ROOMY,
    SERIES,
    SHAPES,
    Point,
    as_float,
    chart,
    label,
    order,
    time_axis,
    value_axis,
    written,
)
from reporting.text import Lang, Text


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
                "text": written(point.value, kind, lang),
                "end": point.at in ends[point.series],
                "side": side,
            }
            for point, side in zip(points, sides, strict=True)
        ]
        data += gaps(data, x_order)
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
        shown = base.transform_filter(f"isValid(datum.y) && (datum.end || width / {len(x_order)} > 44)").encode(y=y, text="text:N")
        dy = alt.ExprRef("datum.side === 'over' ? -11 : datum.side === 'under' ? 12 : 0")
        dx = alt.ExprRef("datum.side === 'beside' ? 20 : 0")
        return alt.layer(drawn, marks, *label(shown, dx=dx, dy=dy))

    return draw


def gaps(data: Sequence[dict[str, Any]], x_order: Sequence[str]) -> list[dict[str, Any]]:
    """Places without a value between the first and the last of a series: the line does not cross them."""
    places: dict[str, list[int]] = {}
    for row in data:
        places.setdefault(row["series"], []).append(x_order.index(row["x"]))
    return [
        {"x": x_order[place], "y": None, "series": series, "text": "", "end": False, "side": "over"}
        for series, known in places.items()
        for place in range(min(known), max(known))
        if place not in known
    ]


def label_sides(points: Sequence[Point], height: int, *, zero: bool) -> list[str]:
    """On which side of its mark each label stands, so that those of near marks do not cover one another."""
    values = [float(point.value) for point in points]
    low = min(0.0, *values) if zero else min(values)
    pixels = (height - 40) / ((max(values) - low) or 1)
    sides = []
    neighbours = beside(points)
    for place, (point, value) in enumerate(zip(points, values, strict=True)):
        near = [float(other.value) for other in points if other.at == point.at and abs(float(other.value) - value) * pixels < 24]
        above, below = sum(other > value for other in near), sum(other < value for other in near)
        # the line leaves a low point upwards
        under = [value - float(other.value) for other in points if other.at == point.at and float(other.value) < value]
        is_low = not above and value < min(neighbours[place], default=value) and min(under, default=low + 1e12) * pixels > 44
        sides.append("under" if is_low else "over" if not above else "under" if not below else "beside")
    return sides


def beside(points: Sequence[Point]) -> list[list[float]]:
    """The values before and after each point in its series."""
    places: dict[Text, list[int]] = {}
    for place, point in enumerate(points):
        places.setdefault(point.series, []).append(place)
    found: list[list[float]] = [[] for _ in points]
    for own in places.values():
        for before, after in pairwise(own):
            found[before].append(float(points[after].value))
            found[after].append(float(points[before].value))
    return found


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
            {"x": p.at.pick(lang), "y": as_float(p.value), "text": written(p.value, kind, lang)}
            for p in points
            if p.series == newest
        ]
        settled = [{"x": p.at.pick(lang), "y": as_float(p.value), "text": written(p.value, kind, lang)} for p in fixed]
        x = alt.X("x:N", sort=x_order, title=None, axis=time_axis(len(x_order)))
        y = alt.Y("y:Q", axis=value_axis(kind, lang), scale=alt.Scale(zero=False, padding=16))
        base = chart(data, height)
        layers = [
            base.mark_line(color=SERIES[1], strokeWidth=1.4, strokeDash=DASHES[1]).encode(x=x, y=y, detail="series:N"),
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
