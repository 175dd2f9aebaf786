"""Specifications as the page embeds them."""

from __future__ import annotations

from typing import Any

from reporting.charts.base import Panel
from reporting.text import Lang


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
