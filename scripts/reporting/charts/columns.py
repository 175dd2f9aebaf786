"""Over time: columns, stacks and small trends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from reporting.charts.base import (
    MUTED,
    NOW,
    ON_SERIES,
    PAPER,
    SERIES,
    TONES,
    Number,
    Point,
    as_float,
    chart,
    order,
    time_places,
    value_axis,
    written,
)
from reporting.text import Lang, Text


@dataclass(frozen=True)
class Upright:
    """Labels at the ends of columns: turned by a quarter where the columns are too narrow for the longest."""

    data: Sequence[dict[str, Any]]
    places: int

    @property
    def length(self) -> float:
        """Of the longest, in pixels."""
        return max((len(row["text"]) for row in self.data), default=0) * 6.4

    @property
    def condition(self) -> str:
        return f"width / {self.places} < {self.length + 3:.0f}"

    def room(self, height: int, span: float, sides: int = 1) -> str:
        """What a scale needs beyond its values for the labels at so many of its ends."""
        flat, turned = (f"{span * pixels / max(height - sides * pixels, 20):.6g}" for pixels in (17, self.length + 8))
        return f"({self.condition} ? {turned} : {flat})"

    def mark(self) -> dict[str, Any]:
        """Of text that runs upwards, what moves it sideways moves it up."""
        turned, is_below = self.condition, "datum.y < 0"
        return {
            "angle": alt.ExprRef(f"{turned} ? 270 : 0"),
            "align": alt.ExprRef(f"{turned} ? ({is_below} ? 'right' : 'left') : 'center'"),
            "dx": alt.ExprRef(f"{turned} ? ({is_below} ? -4 : 4) : 0"),
            "dy": alt.ExprRef(f"{turned} ? 0 : {is_below} ? 10 : -8"),
            "baseline": "middle",
        }


def columns(
    points: Sequence[Point],
    kind: str,
    now: Text | None,
    before: Text | None,
    *,
    is_small: bool = False,
    gaps: Sequence[Point] = (),
) -> Callable[[Lang], alt.LayerChart]:
    """One value per period: the one of the report and the one it is compared with stand out, what is only expected is an outline.

    Each has its label, upright where the columns are too narrow for it. A small one has no axis of values. `gaps` are places
    without a column.
    """
    height = 130 if is_small else 220

    def draw(lang: Lang) -> alt.LayerChart:
        x_order = order([*points, *gaps], lang)
        tones = [
            "expected" if point.is_expected else "now" if point.at == now else "before" if point.at == before else "other"
            for point in points
        ]
        data = [
            {
                "x": point.at.pick(lang),
                "y": as_float(point.value),
                "text": written(point.value, kind, lang),
                "tone": tone,
            }
            for point, tone in zip(points, tones, strict=True)
        ]
        base = chart(data, height).encode(x=time_places(x_order))
        values = [float(point.value) for point in points]
        low, high = min(0.0, *values), max(0.0, *values)
        label = Upright(data, len(x_order))
        sides = (low < 0) + (high > 0)
        room = label.room(height, high - low, sides)
        scale = alt.Scale(
            domainMin=alt.ExprRef(f"{low!r} - {room}") if low < 0 else 0,
            domainMax=alt.ExprRef(f"{high!r} + {room}") if high > 0 else 0,
            nice=False,
        )
        size = alt.ExprRef(f"max(8, min(54, width / {len(x_order)} * 0.72))")
        bars = base.mark_bar(size=size, strokeDash=[4, 3], strokeWidth=1.3).encode(
            y=alt.Y("y:Q", axis=None if is_small else value_axis(kind, lang), scale=scale),
            color=alt.Color("tone:N", scale=alt.Scale(domain=list(TONES), range=list(TONES.values())), legend=None),
            stroke=alt.when("datum.tone === 'expected'").then(alt.value(NOW)).otherwise(alt.value("transparent")),
        )
        texts = base.mark_text(**label.mark()).encode(y="y:Q", text="text:N")
        zero = chart([{}], height).mark_rule(color=MUTED, strokeWidth=0.8).encode(y=alt.YDatum(0))
        return alt.layer(bars, zero, texts) if low < 0 else alt.layer(bars, texts)

    return draw


def stacked(
    points: Sequence[Point],
    kind: str,
    series: Sequence[Text],
    totals: dict[Text, Number] | None = None,
    *,
    gaps: Sequence[Point] = (),
    height: int = 260,
) -> Callable[[Lang], alt.LayerChart]:
    """Parts of a whole per period, in business order from the bottom, each labelled where it has room, the total above."""

    def draw(lang: Lang) -> alt.LayerChart:
        x_order = order([*points, *gaps], lang)
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
                            "text": written(point.value, kind, lang) if value / tallest * height > 15 else "",
                        }
                    )
                    running[x] += value
        for at, total in (totals or {}).items():
            sums.append(
                {
                    "x": at.pick(lang),
                    "to": running.get(at.pick(lang), 0.0),
                    "text": written(total, kind, lang),
                }
            )
        x = time_places(x_order)
        size = alt.ExprRef(f"max(10, min(64, width / {len(x_order)} * 0.78))")
        label = Upright(sums, len(x_order))
        scale = alt.Scale(domainMin=0, domainMax=alt.ExprRef(f"{tallest!r} + {label.room(height, tallest)}"), nice=False)
        base = chart(data, height).encode(x=x)
        bars = base.mark_bar(size=size, stroke=PAPER, strokeWidth=1).encode(
            y=alt.Y("from:Q", axis=value_axis(kind, lang), scale=scale),
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
        above = alt.Chart(alt.Data(values=sums)).mark_text(fontWeight=600, **label.mark()).encode(x=x, y="to:Q", text="text:N")
        return alt.layer(bars, inside, above).resolve_scale(color="independent")

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
