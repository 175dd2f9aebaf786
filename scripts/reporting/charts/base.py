"""What all charts share: colours, points, axes.

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
SERIES = tuple(f"var(--c{place})" for place in range(1, 9))
ON_SERIES = tuple(f"var(--on-c{place})" for place in range(1, 9))
DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [1, 3], [12, 3])
# the line of a legend, as the chart draws it: colour and dash
SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down", "cross")
# the marks of a legend, drawn as Vega draws them
MARKS = (
    "M15 6A3 3 0 1 1 9 6A3 3 0 1 1 15 6Z",
    "M9.2 3.2H14.8V8.8H9.2Z",
    "M12 2.6L15.6 8.8H8.4Z",
    "M12 2.2L15 6L12 9.8L9 6Z",
    "M12 9.4L15.6 3.2H8.4Z",
    "M11 2.4H13V5H15.6V7H13V9.6H11V7H8.4V5H11Z",
)
LINES = {
    f"line-{place + 1}": (color, dash, mark) for place, (color, dash, mark) in enumerate(zip(SERIES, DASHES, MARKS, strict=False))
}
LINES["line-now"] = (NOW, DASHES[0], MARKS[0])
FONT = "var(--sans)"
ROOMY = "width > 460"

CONFIG: dict[str, Any] = {
    "background": None,
    "padding": {"left": 2, "right": 7, "top": 4, "bottom": 2},
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
    when: int = 0
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
    note: Text | None = None


def as_float(value: Number | None) -> float | None:
    """For the position on the page only; labels are made from the decimal."""
    return None if value is None else float(value)


def axis_labels(lang: Lang) -> str:
    """Vega's expression for the numbers of an axis."""
    text = "format(datum.value, ',')"
    return f"replace({text}, '−', '△')" if lang == "ja" else text


def written(value: Number | None, kind: str, lang: Lang, *, signed: bool = False) -> str:
    """A number as a label has it: a per cent with its sign, other units stand at the axis or in the title."""
    return number(value, kind, lang, signed=signed) + ("%" if is_per_cent(kind) and value is not None else "")


def is_per_cent(kind: str) -> bool:
    return unit(kind).en == "%"


def value_axis(kind: str, lang: Lang) -> alt.Axis:
    title, labels = unit(kind).pick(lang), axis_labels(lang)
    if is_per_cent(kind):
        title, labels = "", f"{labels} + '%'"
    return alt.Axis(
        title=title or None, labelExpr=labels, titleAngle=0, titleAlign="left", titleAnchor="start", titleY=-20, titleX=0
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


def time_places(places: Sequence[str]) -> alt.X:
    """Periods side by side in this order, also those without a mark."""
    return alt.X("x:N", sort=list(places), scale=alt.Scale(domain=list(places)), title=None, axis=time_axis(len(places)))


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
