"""How the workbook looks: fonts, colours, number formats."""

from __future__ import annotations

from functools import cache
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

FONT = "Arial"
BLUE, BLACK, GREY, RED = "#0000FF", "#000000", "#6B7280", "#B91C1C"
NAVY, PALE, RULE = "#1F3A5F", "#EEF2F7", "#9CA3AF"
FORECAST, RESTATED, FAILED, HOLDS = "#FFF7DB", "#FDE3CF", "#FECACA", "#15803D"
COLOURS = {"printed": BLUE, "formula": BLACK, "derived": BLACK, "check": HOLDS, "reason": GREY}


def number_format(decimals: int, percent: bool) -> str:
    places = "." + "0" * decimals if decimals else ""
    if percent:
        return f"0{places or '.0'}%_);(0{places or '.0'}%)"
    return f"#,##0{places}_);(#,##0{places});0{places}_)"


class Style:
    """The formats of a workbook, each made once."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.workbook = workbook
        self.of = cache(self._of)

    def _of(self, *properties: tuple[str, Any]) -> Format:
        return self.workbook.add_format({"font_name": FONT, "font_size": 9, "valign": "vcenter"} | dict(properties))

    def text(self, **properties: Any) -> Format:  # noqa: ANN401
        return self.of(*sorted(properties.items()))

    def cell(self, kind: str, decimals: int, percent: bool, is_total: bool, basis: str, is_restated: bool) -> Format:
        """The format of a number: by where it comes from, what it counts, and when it is of."""
        properties: dict[str, Any] = {"font_color": COLOURS[kind], "align": "right"}
        if kind == "reason":
            properties |= {"italic": True, "font_size": 8}
        elif kind == "check":
            properties |= {"font_size": 8, "align": "center"}
        else:
            properties["num_format"] = number_format(decimals, percent)
        if kind == "derived":
            properties["italic"] = True
        if is_total:
            properties |= {"bold": True, "top": 1, "top_color": RULE}
        if is_restated:
            properties["bg_color"] = RESTATED
        elif basis != "actual":
            properties["bg_color"] = FORECAST
        return self.text(**properties)
