"""First decks whose tables have headings of two lines, periods in their rows, two bases side by side or brackets for a sign."""

from __future__ import annotations

from dataclasses import replace

import pytest
from landing.deck import Deck
from landing.dictionary import Company, read_company
from landing.document import Line, Sheet
from landing.evidence import Reading
from landing.fiscal import Calendar, moves, parse
from landing.headed import periods_of_heads
from landing.heads import with_heads
from landing.labelled import Reader
from landing.layout import axes_of, place_columns
from landing.months import months_in, months_of
from landing.names import Names
from landing.numbers import read_numbers
from landing.project import ROOT
from landing.proposal import Number
from landing.reading import _survey, words_of
from landing.start import reader_rows
from landing.text_columns import place_headed

COMPANY = read_company("iij", ROOT, "")
COMPANY = replace(COMPANY, calendar=Calendar(4, "end", current="9M26"))
HEIGHT = 10.0
# the right edge, the top and the text of a cell
Cell = tuple[float, float, str]
YEARS = [(300.0, 40.0, "2025年3月期"), (300.0, 52.0, "第3四半期累計"), (420.0, 40.0, "2026年3月期"), (420.0, 52.0, "第3四半期累計")]


def sheet(*cells: Cell) -> Sheet:
    lines = []
    for number, (right, top, text) in enumerate(cells, start=1):
        widths = [HEIGHT if letter > "\u2000" else HEIGHT / 2 for letter in text]
        lefts = [right - sum(widths[at:]) for at in range(len(widths))]
        boxes = tuple((left, top, left + width, top + HEIGHT) for left, width in zip(lefts, widths, strict=True))
        lines.append(Line(number, text, number, boxes))
    return Sheet("1", tuple(lines), 0, 960.0, 540.0)


def read(*cells: Cell, company: Company = COMPANY) -> list[Number]:
    reader = Reader(company, Names(company), parse("3Q26")[1], "9M26")  # type: ignore[index]
    return [number for number in reader_rows(reader, sheet((120, 10, "Results"), *cells)) if number.is_figure]


def row(top: float, name: str, *values: tuple[float, str]) -> list[Cell]:
    return [(20 + HEIGHT * len(name), top, name), *((right, top, text) for right, text in values)]


def told(numbers: list[Number]) -> list[tuple[str, str, str, str, str]]:
    return [(number.line_item, number.measure, number.period, number.printed, number.unit) for number in numbers]


def test_a_part_under_its_year_and_a_rate_without_a_sign() -> None:
    """A cell of one line stands between the two lines of the others."""
    heads = [*YEARS, (520, 46, "構成比"), (620, 46, "増減率"), (720, 40, "2026年3月期"), (720, 52, "通期予想")]
    values = row(80, "営業利益", (300, "4,117"), (420, "4,164"), (520, "6.4"), (620, "1.1"), (720, "6,350"))
    assert told(read((900, 10, "(単位：百万円)"), *heads, *values)) == [
        ("operating_profit", "level", "9M25", "4,117", "百万円"),
        ("operating_profit", "level", "9M26", "4,164", "百万円"),
        ("operating_margin", "level", "9M26", "6.4", "%"),
        ("operating_profit", "yoy_pct", "9M26", "1.1", "%"),
        ("operating_profit", "level", "FY26", "6,350", "百万円"),
    ]


def test_rows_that_are_no_lines_of_one_heading_stay_apart() -> None:
    """Charts side by side have quarters over years, and what has a figure is no heading."""
    axis = sheet((100, 40, "1Q"), (200, 40, "2Q"), (100, 52, "2025年3月期"), (200, 52, "2025年3月期"))
    table = sheet((300, 40, "2025年3月期"), (420, 40, "2026年3月期"), (300, 52, "632"), (420, 52, "649"))
    far = sheet((300, 40, "2025年3月期"), (420, 40, "2026年3月期"), (300, 75, "実績"), (420, 75, "予想"))
    assert [len(with_heads(page, COMPANY.calendar).lines) for page in (axis, table, far)] == [2, 2, 2]


def test_the_company_alone_is_told_apart_from_its_group() -> None:
    alone = [(520, 40, "2025年3月期"), (520, 52, "第3四半期累計"), (640, 40, "2026年3月期"), (640, 52, "第3四半期累計")]
    values = row(80, "営業利益", (300, "4,117"), (420, "4,164"), (520, "2,222"), (640, "2,216"))
    numbers = read((360, 20, "連結"), (580, 20, "単体"), *YEARS, *alone, *values)
    assert [(number.line_item, number.period) for number in numbers[:2]] == [
        ("operating_profit", "9M25"),
        ("operating_profit", "9M26"),
    ]
    assert [(number.label, number.period) for number in numbers[2:]] == [("単体 営業利益", "9M25"), ("単体 営業利益", "9M26")]
    assert len({number.line_item for number in numbers[2:]}) == 1 and numbers[2].line_item.startswith("new:")


def test_line_items_over_the_columns_need_no_units_of_their_own() -> None:
    heads = [(300, 40, "中間配当"), (420, 40, "期末配当"), (300, 52, "(円)"), (420, 52, "(円)")]
    years = [
        *row(80, "2025年3月期", (300, "35.00"), (420, "36.00")),
        *row(110, "2026年3月期(予想)", (300, "38.00"), (420, "40.00")),
    ]
    numbers = read(*heads, *years)
    assert told(numbers)[0] == ("interim_dividend_per_share", "level", "FY25", "35.00", "円")
    assert told(numbers)[3] == ("year_end_dividend_per_share", "level", "FY26", "40.00", "円")
    assert [number.basis for number in numbers] == ["actual", "actual", "forecast", "forecast"]
    bare = read(
        (900, 10, "(単位：百万円)"), (300, 40, "営業利益"), (420, 40, "経常利益"), *row(80, "2025年3月期", (300, "61"), (420, "62"))
    )
    assert [(number.line_item, number.unit) for number in bare] == [("operating_profit", "百万円"), ("ordinary_profit", "百万円")]


def test_a_change_between_two_forecasts_of_a_year_is_no_growth() -> None:
    heads = [
        (300, 40, "前回予想"),
        (420, 40, "修正後予想"),
        (520, 40, "増減額"),
        (300, 52, "(A)"),
        (420, 52, "(B)"),
        (520, 52, "(B-A)"),
    ]
    heads += [(640, 40, "前期実績"), (640, 52, "2025年3月期"), (740, 52, "前期比")]
    values = row(80, "営業利益", (300, "6,000"), (420, "6,350"), (520, "+350"), (640, "5,575"), (740, "+13.9%"))
    numbers = read(*heads, *values)
    assert [(number.measure, number.period, number.basis) for number in numbers] == [
        ("level", "FY26", "forecast"),
        ("level", "FY26", "forecast"),
        ("level", "FY26", "forecast"),
        ("level", "FY25", "actual"),
        ("yoy_pct", "FY26", "forecast"),
    ]
    assert [number.line_item for number in numbers].count("operating_profit") == 4


def test_brackets_are_a_sign_where_a_page_has_no_other() -> None:
    values = row(80, "投資活動によるキャッシュ・フロー", (300, "(2,345)"), (420, "(3,011)"))
    assert [number.printed for number in read(*YEARS, *values)] == ["(2,345)", "(3,011)"]
    others = row(110, "財務活動によるキャッシュ・フロー", (300, "△905"), (420, "△1,493"))
    assert [number.printed for number in read(*YEARS, *values, *others)] == ["2,345", "3,011", "△905", "△1,493"]


def test_growth_over_a_bar_leaves_the_bar_what_its_chart_is_of() -> None:
    places = [100.0, 160.0, 220.0]
    axis = [(x, 200, text) for x, text in zip(places, ("1Q26", "2Q26", "3Q26"), strict=True)]
    values = [(x, 150, text) for x, text in zip(places, ("215.1", "213.2", "221.1"), strict=True)]
    growth = [(160.0, 130, "△1.0%"), (220.0, 130, "+6.4%")]
    numbers = read((900, 10, "(単位：億円)"), (90, 60, "営業利益"), *growth, *values, *axis)
    assert {number.line_item for number in numbers} == {"operating_profit"}
    assert [number.measure for number in numbers] == ["yoy_pct", "yoy_pct", "level", "level", "level"]


def test_the_deck_that_ends_a_year_expects_the_next() -> None:
    quarter = {name: parse(name)[1] for name in ("1Q26", "3Q26", "4Q26", "1Q27")}  # type: ignore[index]
    cal = Calendar(4, "end")
    assert moves(cal, "FY26", quarter["3Q26"], quarter["4Q26"])["roll"] == "FY27"
    assert "roll" not in moves(cal, "FY26", quarter["1Q26"], quarter["3Q26"])
    assert "roll" not in moves(cal, "FY27", quarter["4Q26"], quarter["1Q27"])


def test_a_part_of_a_year_is_of_the_year_that_stands_over_its_columns() -> None:
    """The year is in the middle over the amounts and their shares, and no year stands over a forecast."""
    heads = [(365, 40, "2025年3月期"), (575, 40, "2026年3月期"), (300, 52, "3Q累計実績"), (390, 52, "構成比")]
    heads += [(510, 52, "3Q累計実績"), (600, 52, "構成比"), (700, 52, "増減率")]
    page = sheet(*heads, *row(80, "営業利益", (300, "4,117"), (390, "6.2"), (510, "4,164"), (600, "6.4"), (700, "1.1")))
    cal = replace(COMPANY.calendar, current="")
    assert [(axis.labels[0][2], axis.labels[1][2]) for axis in axes_of(page, cal)][-1] == (("9M25",), ("9M26",))
    numbers = read(
        (900, 10, "(単位：百万円)"), *heads, *row(80, "営業利益", (300, "4,117"), (390, "6.2"), (510, "4,164"), (600, "6.4"))
    )
    assert [number.period for number in numbers] == ["9M25", "9M25", "9M26", "9M26"]
    assert periods_of_heads(page, cal) >= {"9M25", "9M26"}


def test_a_cumulative_quarter_is_none_of_an_axis_and_a_part_no_column_beside_itself() -> None:
    years = ("2025/3期", "2026/3期")
    heads = [(right, 40, years[at % 2]) for at, right in enumerate((200.0, 300.0, 500.0, 600.0))]
    heads += [(right, 51, "3Q累計") for right, _, _ in heads]
    page = sheet(*heads)
    axes = axes_of(page, replace(COMPANY.calendar, current=""))
    assert [tuple(periods for _, _, periods in axis.labels) for axis in axes if axis.level > 45] == [
        (("9M25",), ("9M26",)),
        (("9M25",), ("9M26",)),
    ]
    bars = sheet(*[(100.0 * at, 100, f"{at}Q") for at in range(1, 5)], (400, 112, "2025年3月期"))
    assert [axis.step for axis in axes_of(bars, COMPANY.calendar)] == [100.0]


def test_months_without_a_year_are_those_that_ended_last() -> None:
    def periods(end: str, *cells: Cell) -> list[str]:
        heads = months_of(sheet(*cells), replace(COMPANY.calendar, end=parse(end)[1]))  # type: ignore[index]
        return [said for head in heads for _, (said,) in head]

    half = [(100.0 * at, 40.0, f"{3 + at}月") for at in range(1, 7)]
    assert periods("2Q26", *half, (700, 40, "上期")) == [f"2025-{month:02}" for month in range(4, 10)] + ["1H26"]
    assert periods("2Q26", *half[:5], (700, 40, "累計")) == [f"2025-{month:02}" for month in range(4, 9)]
    assert periods("4Q26", (100, 40, "11月"), (200, 40, "12月"), (300, 40, "1月")) == ["2025-11", "2025-12", "2026-01"]
    assert periods("2Q26", (100, 40, "10月"), (200, 40, "11月"), (300, 40, "12月")) == ["2024-10", "2024-11", "2024-12"]
    assert not periods("2Q26", (100, 40, "4月"), (200, 40, "6月"), (300, 40, "7月")) and not periods("2Q26", *half[:2])


def test_a_part_of_a_year_beside_days_is_not_of_the_day_left_of_it() -> None:
    page = sheet((200, 40, "2025年3月末"), (300, 40, "3Q累計"), (400, 40, "2025年12月末"), (500, 40, "比率"))
    (axis,) = axes_of(page, replace(COMPANY.calendar, current=""))
    assert [periods for _, _, periods in axis.others] == [(), axis.labels[1][2]]


def test_one_period_said_again_and_again_heads_no_columns() -> None:
    tiles = sheet(*[cell for x in (100, 300, 500) for cell in ((x, 40, "前年同期"), (x + 90, 40, "85.3"))])
    assert not axes_of(tiles, COMPANY.calendar)


def test_what_has_numbers_directly_under_it_is_the_head_of_a_table_not_the_foot_of_one() -> None:
    heads = [(300, 40, "2025年3月末"), (420, 40, "2025年12月末"), (300, 140, "2025年3月期"), (420, 140, "2026年3月期")]
    page = sheet(*heads, (300, 90, "312.4"), (420, 90, "358.1"), (300, 160, "42.8"), (420, 160, "51.3"))
    marks, _ = read_numbers(page, COMPANY.calendar, words_of(COMPANY))
    for mark in marks:
        mark.is_cell = True
    place_columns(page, marks, COMPANY.calendar, lambda mark, periods: False)
    days = [mark.column[0] for mark in marks if not mark.rule]
    assert days == ["2025-03-31", "2025-12-31", "FY25", "FY26"]


def test_the_next_deck_is_read_by_the_period_that_it_is_of() -> None:
    company = read_company("iij", ROOT, "")
    deck = Deck(company, [sheet((300, 40, "2Q25"), (420, 40, "1H25"), (300, 60, "5,123"), (420, 60, "9,876"))])
    _survey(deck, words_of(company))
    labels = [label.periods[0] for text in ("前年同期", "当期") for label in deck.company.calendar.labels(text)]
    assert labels == ["1H24", "1H25"]


def test_profit_beside_its_owners_part_is_the_whole() -> None:
    own = row(110, "親会社の所有者に帰属する中間利益", (300, "2,117"), (420, "2,164"))
    whole = row(80, "中間利益", (300, "2,201"), (420, "2,250"))
    unit = (900.0, 10.0, "(単位：百万円)")
    assert [number.line_item for number in read(unit, *YEARS, *whole, *own)] == [
        *["profit"] * 2,
        *["profit_attributable_to_owners"] * 2,
    ]
    assert [number.line_item for number in read(unit, *YEARS, *whole)] == ["profit_attributable_to_owners"] * 2


def test_the_total_of_a_breakdown_is_what_its_title_breaks_down() -> None:
    parts = [*row(80, "地代家賃", (300, "62"), (420, "64")), *row(110, "合計", (300, "117"), (420, "164"))]
    numbers = read((900, 10, "(単位：百万円)"), (300, 25, "販売費及び一般管理費の内訳"), *YEARS, *parts)
    assert [number.line_item for number in numbers[2:]] == ["sga_expenses", "sga_expenses"]


def test_a_change_from_the_year_before_is_growth_between_two_forecasts_too() -> None:
    heads = [(300, 40, "期初予想"), (420, 40, "修正予想"), (540, 40, "増減額"), (660, 40, "前期比")]
    numbers = read(*heads, *row(80, "営業利益", (300, "6,000"), (420, "6,350"), (540, "+350"), (660, "+13.9%")))
    assert [(number.line_item.startswith("new:"), number.measure) for number in numbers] == [
        (False, "level"),
        (False, "level"),
        (True, "level"),
        (False, "yoy_pct"),
    ]


def test_a_plan_is_of_the_period_whose_amounts_differ_from_it() -> None:
    """What is reached of a year's plan is a share of it, and a year that is said is meant."""

    def periods(plan: str, against: str) -> list[tuple[str, str]]:
        heads = [(300, 40, "前年同期"), (420, 40, "当期"), (540, 40, plan), (660, 40, against)]
        numbers = read(*heads, *row(80, "営業利益", (300, "4,117"), (420, "4,164"), (540, "4,100"), (660, "64")))
        return [(number.period, number.basis) for number in numbers[2:]]

    assert periods("期初計画", "計画差") == [("9M26", "forecast"), ("9M26", "actual")]
    assert periods("期初計画", "進捗率")[0] == periods("通期計画", "計画差")[0] == ("FY26", "forecast")


def test_tiles_that_each_say_a_period_head_nothing() -> None:
    tiles = [cell for x in (150, 350, 550) for cell in ((x, 100, "前年同期"), (x + 80, 100, "85.3億円"))]
    numbers = read(*[(x, 60, f"1,2{at}4.5") for at, x in enumerate((200, 400, 600))], *tiles)
    assert {number.period for number in numbers if number.printed.startswith("1,2")} == {""}


@pytest.mark.parametrize(("second", "unit"), [("（億円）", "億円"), ("（百万円）", "")])
def test_the_unit_in_brackets_over_each_chart_is_the_page_s(second: str, unit: str) -> None:
    axis = [(x, 200, text) for x, text in zip((100, 160, 220), ("1Q26", "2Q26", "3Q26"), strict=True)]
    values = [(x, 150, text) for x, text in zip((100, 160, 220), ("215.1", "213.2", "221.1"), strict=True)]
    numbers = read((90, 60, "営業利益"), (260, 60, "（億円）"), (560, 60, second), *values, *axis)
    assert [(number.line_item, number.unit) for number in numbers] == [("operating_profit", unit)] * 3


def test_a_line_of_months_heads_the_row_under_it() -> None:
    cal = replace(COMPANY.calendar, end=parse("2Q26")[1])  # type: ignore[index]
    assert months_in("4月 5月 6月 7月 8月 9月 上期", cal) == "2025年4月 2025年5月 2025年6月 2025年7月 2025年8月 2025年9月 1H26"
    assert not months_in("4月 5月 6月 前年", cal) and not months_in("4月は 5月 6月", cal)
    lines = [Line(1, "4月 5月 6月 7月 8月", 1), Line(2, "客数 99.1 98.4 99.7 101.2 100.3", 2)]
    marks, streams = read_numbers(Sheet("1", tuple(lines)), cal, words_of(COMPANY))
    place_headed(cal, streams, marks)
    readings = [Reading(mark) for mark in marks if not mark.rule]
    assert [reading.mark.column for reading in readings] == [(f"2025-{month:02}",) for month in range(4, 9)]


def test_the_forecast_of_a_year_under_that_year_is_of_it_whatever_the_deck_is_about() -> None:
    three = [(540.0, 40.0, "2026年3月期"), (540.0, 52.0, "通期予想")]
    (axis,) = axes_of(sheet(*YEARS, *three, (300.0, 70.0, "21,512"), (420.0, 70.0, "22,177")), COMPANY.calendar)
    assert [periods[0] for _, _, periods in axis.labels] == ["9M25", "9M26", "FY26"]
