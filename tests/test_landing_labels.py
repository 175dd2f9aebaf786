"""Labels whose periods move on with the figure's own."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from landing.fiscal import Calendar
from landing.relabelling import moved_with
from landing.rows import _label

CALENDAR = Calendar(4)


@pytest.mark.parametrize(
    ("label", "was", "now", "anew"),
    [
        ("売上収益 2Q24", "2Q24", "3Q24", "売上収益 3Q24"),
        ("期末受注残 4Q24末", "2025-03-31", "2025-09-30", "期末受注残 2Q25末"),
        # the last day of a month may be meant by it, and the month
        ("自己資本比率 25年6月末", "2025-06-30", "2025-09-30", "自己資本比率 25年9月末"),
        ("月額売上 FY23下期", "2H23", "1H24", "月額売上 FY24上期"),
        # what it is compared with is another period
        ("売上収益 2Q24 対1Q24", "2Q24", "3Q24", "売上収益 3Q24 対1Q24"),
        # neither another period nor one in a form that the new one has not
        ("売上収益 1Q24", "2Q24", "3Q24", "売上収益 1Q24"),
        ("期末受注残 25年6月末", "2025-06-30", "1H25", "期末受注残 25年6月末"),
        ("売上収益", "2Q24", "3Q24", "売上収益"),
    ],
)
def test_a_label_names_the_period_of_its_figure(label: str, was: str, now: str, anew: str) -> None:
    assert moved_with(CALENDAR, label, was, now) == anew


@pytest.mark.parametrize(
    ("near", "row", "label"),
    [
        ("億円 ", "新規案件", "新規案件"),
        ("億円 白井DC ", "", "白井DC"),
        ("百万円", "", ""),
        ("億円規模の案件", "", "億円規模の案件"),
    ],
)
def test_a_unit_alone_names_nothing(near: str, row: str, label: str) -> None:
    """Numbers with the same unit would be named together in a review."""
    assert _label(SimpleNamespace(near=near, row=row, head="")) == label  # type: ignore[arg-type]
