"""Labels whose periods move on with the figure's own."""

from __future__ import annotations

from dataclasses import asdict, replace
from types import SimpleNamespace

import pytest
from landing.called import label_by
from landing.deciding import label_of_line, renamed
from landing.fiscal import Calendar
from landing.proposal import Number
from landing.relabelling import moved_with

CALENDAR = Calendar(4)


@pytest.mark.parametrize(
    ("label", "was", "now", "anew"),
    [
        ("売上収益 2Q24", "2Q24", "3Q24", "売上収益 3Q24"),
        ("期末受注残 4Q24末", "2025-03-31", "2025-09-30", "期末受注残 2Q25末"),
        # the last day of a month may be meant by it, and the month
        ("自己資本比率 25年6月末", "2025-06-30", "2025-09-30", "自己資本比率 25年9月末"),
        ("月額売上 FY23下期", "2H23", "1H24", "月額売上 FY24上期"),
        ("月額売上 FY25 1Q", "1Q25", "1H25", "月額売上 FY25 上期"),
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
    assert label_by(SimpleNamespace(near=near, row=row, head="", is_cell=True)) == label  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("label", "was", "now", "anew"),
    [
        ("売上 2Q24", "売上 1Q24", "売上収益 1Q24", "売上収益 2Q24"),
        ("外注 2Q25 YoY", "外注 2Q25", "マネージド サービス 2Q25", "マネージド サービス 2Q25 YoY"),
        ("大型 （3ヶ月） 月額", "大型 （3ヶ月） 一時", "大型 （6ヶ月） 一時", "大型 （6ヶ月） 月額"),
        # what is added stands at no word of the other, and what is not in it changes nothing
        ("売上 2Q24", "売上", "売上 累計", "売上 2Q24"),
        ("利益 2Q24", "売上 1Q24", "売上収益 1Q24", "利益 2Q24"),
        ("売上 2Q24", "", "売上", "売上 2Q24"),
        ("売上 2Q24", "売上 1Q24", "1Q24", "2Q24"),
    ],
)
def test_the_other_columns_of_a_line_are_called_as_one_is(label: str, was: str, now: str, anew: str) -> None:
    assert renamed(label, was, now) == anew


def row(label: str, line_item: str, period: str, **cells: str) -> Number:
    return Number(page="4", section="II", label=label, line_item=line_item, measure="level", period=period, basis="actual", **cells)


def test_a_line_is_called_as_its_other_columns_are_and_as_the_last_deck_called_it() -> None:
    cost = row("売上原価 2Q25", "cost_of_sales", "2Q25")
    others = [cost, row("粗利（2Q24）", "gross_profit", "2Q24"), replace(row("総利益", "gross_profit", "2Q24"), page="5")]
    last = [asdict(row("営業利益 1Q25", "operating_profit", "1Q25"))]
    now = replace(cost, line_item="gross_profit")
    assert label_of_line(now, others, last, CALENDAR) == "粗利（2Q25）"
    assert label_of_line(replace(cost, line_item="operating_profit"), others, last, CALENDAR) == "営業利益 2Q25"
    # in another section, or of another measure, it may be called anything
    assert label_of_line(replace(now, line_item="operating_profit", section="III"), others, last, CALENDAR) == ""
    assert label_of_line(replace(now, measure="yoy_pct"), others, last, CALENDAR) == ""
