"""What a page tells of its new lines, of its own title, and of numbers that are told by their print alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from types import SimpleNamespace

import pytest
from landing.called import label_by
from landing.carried import said
from landing.contexts import mark_contexts
from landing.deck import Deck
from landing.dictionary import Place, read_company
from landing.document import Line, Sheet
from landing.drafts import stands_with
from landing.evidence import Reading
from landing.layout import place_columns, place_words
from landing.new_lines import new_line, stated_units, with_one_id
from landing.numbers import Mark, read_numbers
from landing.pagination import _opening
from landing.project import ROOT
from landing.proposal import FIGURE, NEW, UNKNOWN, Number
from landing.reading import words_of
from landing.reasons import excused_by, left, told_by_print
from landing.relabelling import of_length
from landing.rows import is_so_again
from landing.titles import english_title, numbered, sections_of, title_of
from test_landing_agreeing import row_of
from test_landing_going_on import line

COMPANY = read_company("iij", ROOT, "")
FIRST_QUARTER, HALF = 2025 * 4, 2025 * 4 + 1


def marks_of(text: str) -> list[Mark]:
    sheet = Sheet("1", (Line(1, text, 1),))
    return read_numbers(sheet, COMPANY.calendar, words_of(COMPANY))[0]


def place(number: str, qualifier: str, disposition: str) -> Place:
    return Place("1", 0, 0, number, disposition, "", unit="億円", qualifier=qualifier)


def test_what_follows_an_address_is_no_part_of_it() -> None:
    """Japanese goes on without a space."""
    rules = {mark.digits: mark.rule for mark in marks_of("出典：https://example.jp/survey/2024/有効回答数：363件")}
    assert rules == {"2024": "web_address", "363": ""}


def test_a_threshold_is_told_by_its_word_though_a_figure_has_its_digits() -> None:
    places = [place("10", "以上", "threshold"), place("20", "", FIGURE)]
    assert told_by_print(places, []) == {("10", "億円", "以上"): "threshold"}
    figure, threshold = marks_of("大型案件は10億円、定義は10億円以上")
    assert [mark.qualifier for mark in (figure, threshold)] == ["", "以上"]
    for at, mark in enumerate((figure, threshold)):
        mark.uid = at
    # the reason is of the number that has its word, and when that has it of no other
    assert excused_by(places[:1], [figure]) == {}
    assert excused_by(places[:1], [figure, threshold]) == {1: "threshold"}
    assert left(places[:1], Counter([("10", "億円", "以上")])) == []
    assert left(places[:1], Counter()) == places[:1]


@pytest.mark.parametrize(
    ("near", "row", "head", "is_cell", "label"),
    [
        # behind an arrow the line is the same
        ("ラック → 2Q25末：", "", "設置ラック数 1Q25末：", False, "設置ラック数 2Q25末"),
        ("24年9月末：", "設置ラック数", "", True, "設置ラック数 24年9月末"),
        # a sentence is named by what it begins with, whatever row it is level with
        ("億円 ・ ", "受注残", "• 基盤構築(", False, "基盤構築"),
        ("億円 ・ ", "受注残", "• 基盤構築(", True, "受注残"),
        ("2Q25末：", "", "", False, "2Q25末"),
        # of a name its brackets and its dots stay, those around it do not
        ("設備投資額(CAPEX) 2Q25：", "", "", False, "設備投資額(CAPEX) 2Q25"),
        ("AI ・ GPU関連売上", "", "", True, "AI・GPU関連売上"),
        ("■ (個別大型", "", "", False, "個別大型"),
        ("(期末受注残 2Q25末：", "", "", False, "期末受注残 2Q25末"),
    ],
)
def test_a_number_is_called_as_its_line_is(near: str, row: str, head: str, is_cell: bool, label: str) -> None:
    assert label_by(SimpleNamespace(near=near, row=row, head=head, is_cell=is_cell)) == label  # type: ignore[arg-type]


def chart(*heads: Line) -> list[Number]:
    """Three bars over an axis of quarters, under heads."""
    axis = [line(10 + at, f"{at + 2}Q24", 100.0 + 100 * at, 300.0) for at in range(3)]
    bars = [line(20 + at, digits, 105.0 + 100 * at, 200.0) for at, digits in enumerate(("4.1", "4.6", "6.9"))]
    sheet = Sheet("8", (*heads, *axis, *bars), 0, 960.0, 540.0)
    marks, streams = read_numbers(sheet, COMPANY.calendar, words_of(COMPANY))
    mark_contexts(sheet, marks, streams, COMPANY.calendar)
    place_columns(sheet, marks, COMPANY.calendar, lambda *_: False)
    place_words(sheet, marks)
    deck = Deck(COMPANY, [sheet], marks={"8": marks})
    rows = [new_line(deck, sheet, mark, {}) for mark in marks if not mark.rule]
    return with_one_id(Number(page="8", section="A", **row) for row in rows)


def test_the_bars_of_a_new_chart_are_one_line_in_the_unit_of_its_heading() -> None:
    rows = chart(line(1, "AI関連売上", 60.0, 50.0), line(2, "（単位：億円）", 500.0, 50.0))
    assert [row.label for row in rows] == ["AI関連売上 2Q24", "AI関連売上 3Q24", "AI関連売上 4Q24"]
    assert {(row.line_item, row.unit, row.confidence) for row in rows} == {(rows[0].line_item, "億円", UNKNOWN)}
    # what is said of another chart, further down, is said of that one
    other = chart(line(1, "AI関連売上", 60.0, 50.0), line(2, "（単位：億円）", 500.0, 400.0))
    assert {row.unit for row in other} == {""}
    assert {row.unit for row in chart(line(1, "AI関連売上（百万円）", 60.0, 50.0))} == {"百万円"}


def test_two_numbers_of_one_name_are_two_lines_where_their_units_are_two() -> None:
    """The amount of a deal and its years; growth is of the amount."""
    amount = Number(page="1", section="A", label="基盤構築", line_item=f"{NEW}item_p1_1", measure="level", unit="億円",
                    disposition=FIGURE, confidence=UNKNOWN)  # fmt: skip
    years = replace(amount, line_item=f"{NEW}item_p1_2", unit="年")
    again = replace(amount, line_item=f"{NEW}item_p1_3", label="基盤構築 2Q25")
    growth = replace(amount, line_item=f"{NEW}item_p1_4", measure="yoy_pct", unit="%")
    nameless = [replace(amount, line_item=f"{NEW}item_p1_{at}", label="") for at in (5, 6)]
    found = [row.line_item.removeprefix(NEW) for row in with_one_id([amount, years, again, growth, *nameless])]
    assert found == ["item_p1_1", "item_p1_2", "item_p1_1", "item_p1_1", "item_p1_5", "item_p1_6"]


@pytest.mark.parametrize(
    ("label", "was", "now", "anew"),
    [
        ("売上推移（3ヶ月） 月額", "1Q25", "1H25", "売上推移（6ヶ月） 月額"),
        ("Sales, 3 months", "1Q25", "9M25", "Sales, 9 months"),
        ("売上推移（3ヶ月）", "1Q25", "2Q25", "売上推移（3ヶ月）"),
        ("13ヶ月の契約", "1Q25", "1H25", "13ヶ月の契約"),
        ("残高 3ヶ月", "2025-06-30", "2025-09-30", "残高 3ヶ月"),
    ],
)
def test_a_label_says_how_long_its_period_is(label: str, was: str, now: str, anew: str) -> None:
    assert of_length(label, was, now) == anew


def deck_of(*sheets: Sheet, follows: dict[str, str]) -> Deck:
    deck = Deck(COMPANY, list(sheets))
    deck.was, deck.now, deck.follows = FIRST_QUARTER, HALF, follows
    return deck


def test_a_title_moves_on_where_the_page_prints_it_so() -> None:
    row = {"title_ja": "Ⅰ. 1Q25決算概要", "title_en": "1Q25 summary"}
    moved, kept = Sheet("2", (Line(1, "Ⅰ.2Q25決算概要 単位：億円", 1),)), Sheet("3", (Line(1, "Ⅰ. 1Q25決算概要", 1),))
    deck = deck_of(moved, kept, follows={})
    assert title_of(deck, moved, row) == "Ⅰ. 2Q25決算概要"
    assert english_title(deck, row, title_of(deck, moved, row)) == "2Q25 summary"
    assert title_of(deck, kept, row) == "Ⅰ. 1Q25決算概要"
    assert english_title(deck, row, title_of(deck, kept, row)) == "1Q25 summary"


def test_a_new_page_is_of_the_section_that_its_title_is_numbered_as() -> None:
    last = {f"{at}": {"section": f"II-{at}", "title_ja": f"Ⅱ-{at} 連結"} for at in range(1, 5)}
    pages = [
        Sheet(name, (line(1, text, 20.0, 10.0),), 0, 960.0, 540.0) for name, text in (("4", "Ⅱ-4 連結"), ("5", "Ⅱ- 13. AI関連"))
    ]
    deck = deck_of(*pages, follows={"4": "4"})
    assert sections_of(deck, last) == {"4": "II-4", "5": "II-13"}
    # where sections are names, a number is none
    names = {page: row | {"section": f"S{page}"} for page, row in last.items()}
    assert sections_of(deck, names) == {"4": "S4", "5": "PAGE-5"}
    # and no section is given twice
    assert sections_of(deck_of(*pages, follows={"4": "4"}), last | {"4": {"section": "II-13", "title_ja": "x"}})["5"] == "PAGE-5"


@pytest.mark.parametrize(
    ("title", "number"), [("Ⅱ-5 NW", "II-5"), ("3. 業績", "3"), ("IIJmio", ""), ("2025年3月期", ""), ("V字", "")]
)
def test_the_number_of_a_title(title: str, number: str) -> None:
    assert numbered(title) == number


def test_the_cover_follows_the_cover() -> None:
    """Though neither prints anything alike; but not where a page was put in before the figures, or the last had figures there."""
    found = {"2": ["2"], "3": ["3"]}
    assert _opening(["0", "1", "2", "3"], ["0", "1", "2", "3"], {"0": [], "1": []}, found) == {"0": ["0"], "1": ["1"]}
    assert _opening(["0", "1", "2", "3"], ["1", "2", "3"], {"1": []}, found) == {}
    assert _opening(["0", "1", "2", "3"], ["0", "1", "2", "3"], {"0": [], "1": [object()]}, found) == {}  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("text", "unit", "is_again"),
    [
        ("単位：億円", "百万円", True),
        # mended, both said, over other amounts now, and no unit said
        ("単位：百万円", "百万円", False),
        ("（単位：億円） （単位：百万円）", "百万円", False),
        ("単位：億円", "億円", False),
        ("売上高 億円", "百万円", False),
    ],
)
def test_a_heading_that_says_another_unit_does_so_again(text: str, unit: str, is_again: bool) -> None:
    remark = "misprint: the heading says 億円 over amounts in 百万円; page 5 sums to it"
    its = row_of(1, "revenue", "1Q25", "100", "百万円", remark=remark)
    reading = Reading(marks_of("100")[0], move="roll", unit=unit)
    stated = stated_units([Line(1, text, 1)])
    assert is_so_again(its, reading, stated) is is_again


def test_what_is_misprinted_is_told_apart_from_how_it_is_known() -> None:
    assert said("The heading says 億円; page 5 sums to it") == said("the heading says 億円; others foot to it")
    assert said("the heading says 億円") != said("the heading says 百万円")


def test_a_new_line_stands_with_the_line_of_its_page_that_is_called_most_like_it() -> None:
    dictionary = {
        "deal": {"statement": "large_deal_revenue", "segment": "consolidated"},
        "orders": {"statement": "order_book", "segment": "systems_integration"},
        "backlog": {"statement": "order_book", "segment": "systems_integration"},
    }
    known = {"deal": "メガバンク向けNW構築案件", "orders": "SI構築 受注", "backlog": "期末受注残"}
    new = Number(page="10", section="A", label="製造業向けNW更改", line_item=f"{NEW}x", measure="level")
    rows = [replace(new, line_item=item, label=label) for item, label in known.items()]
    proposal = SimpleNamespace(numbers=rows)
    assert stands_with(new, proposal, dictionary) == ("large_deal_revenue", "consolidated")  # type: ignore[arg-type]
    # where none is called like it, and on a page without others
    assert stands_with(replace(new, label="店舗数"), proposal, dictionary) == ("order_book", "consolidated")  # type: ignore[arg-type]
    assert stands_with(replace(new, page="3"), proposal, dictionary) == ("company_profile", "consolidated")  # type: ignore[arg-type]
