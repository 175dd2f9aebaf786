"""Chart forms: time runs across in columns and lines, structure runs down in bars, and values are written on the chart."""

from reporting.charts.bars import Progress, Step, named_bars, progress, waterfall
from reporting.charts.base import CONFIG, LINES, Panel, Point
from reporting.charts.columns import columns, sparkline, stacked
from reporting.charts.lines import fan, label_sides, lines
from reporting.charts.specification import differences, specification

__all__ = [
    "CONFIG",
    "LINES",
    "Panel",
    "Point",
    "Progress",
    "Step",
    "columns",
    "differences",
    "fan",
    "label_sides",
    "lines",
    "named_bars",
    "progress",
    "sparkline",
    "specification",
    "stacked",
    "waterfall",
]
