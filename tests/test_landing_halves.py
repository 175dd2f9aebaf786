"""Numbers that a text tears in two or runs together, and what is no unit and no single period."""

from __future__ import annotations

import pytest
from landing.fiscal import Calendar
from landing.glued import pieces
from landing.halves import gaps_of
from test_landing_lines import read


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("87,5 21 75,006", "87,521 75,006"),
        ("6 ,917 boats", "6,917 boats"),
        ("1, 406.8 1,494.1", "1,406.8 1,494.1"),
        ("2 0,240", "20,240"),
        ("4 4,303", "44,303"),
        ("保守：442.7億円・+11 .5%YoY", "保守：442.7億円・+11.5%YoY"),
        ("98. 5 74.7 +31.8%", "98.5 74.7 +31.8%"),
        ("14.3 13. 4 13.0 Raptor", "14.3 13.4 13.0 Raptor"),
        ("(12. 3%) (11.3%)", "(12.3%) (11.3%)"),
        ("約125億円 約1 35億円", "約125億円 約135億円"),
        ("総回線数：590.6万・+6 7.8万YoY", "総回線数：590.6万・+67.8万YoY"),
        ("+1 9.2億円", "+19.2億円"),
        ("121.0 12 3.1 125.2", "121.0 123.1 125.2"),
        ("1 2,245 12,871 13,169 13,007", "12,245 12,871 13,169 13,007"),
        ("34.36 35.0 0", "34.36 35.00"),
        ("201~3 00社", "201~300社"),
        ("FY2000 FY20 05 FY2 020", "FY2000 FY2005 FY2020"),
        # two numbers each
        ("1 2,245 12,871 3,169 13,007", "1 2,245 12,871 3,169 13,007"),
        ("349 +1 9.2%", "349 +1 9.2%"),
        ("売上 13 3.1", "売上 13 3.1"),
        ("売上 10 2.5", "売上 10 2.5"),
        ("売上は98. 30社", "売上は98. 30社"),
        ("8 4,303", "8 4,303"),
        ("12,345 678", "12,345 678"),
        ("1,234 56", "1,234 56"),
        ("in 1, 200 and 10, 300 and 400", "in 1, 200 and 10, 300 and 400"),
    ],
)
def test_a_number_torn_in_two_is_one_where_no_two_can_be_printed_so(text: str, joined: str) -> None:
    gaps = gaps_of(text, frozenset({"44,303", "123.1", "10", "2.5", "102.5", "35.00"}))
    assert "".join(letter for at, letter in enumerate(text) if at not in gaps) == joined


def test_a_number_torn_in_two_is_read_as_one() -> None:
    assert [mark.digits for mark in read("sales 87,5 21 and 75,006")] == ["87,521", "75,006"]


@pytest.mark.parametrize(
    ("run", "cut"),
    [
        ("40511.9", ("405", "11.9")),
        ("1371", ("13", "71")),
        ("1372", ("1372",)),
        # printed so before, with its comma, or short enough
        ("4051", ("4051",)),
        ("13,713", ("13,713",)),
        ("137", ("137",)),
    ],
)
def test_a_number_without_the_comma_of_its_page_is_two_that_were_printed_before(run: str, cut: tuple[str, ...]) -> None:
    assert pieces(run, frozenset({"405", "11.9", "13", "71", "7", "4051", "40", "51", "1,234"})) == cut


def test_thousands_without_a_comma_are_one_number_where_the_page_has_no_commas() -> None:
    assert pieces("1371", frozenset({"13", "71"})) == ("1371",)


def test_the_name_of_a_rate_is_no_unit() -> None:
    assert read("7,300 円/米ドル (142.73)")[0].unit == ""
    assert read("7,300 円")[0].unit == "円"


def test_a_span_of_quarters_names_each_of_them() -> None:
    assert [label.periods for label in Calendar(4).labels("2Q-4Q24 △6")] == [("4Q24", "3Q24", "2Q24")]
    assert [label.periods for label in Calendar(4).labels("2Q24-4Q24")] == [("2Q24",), ("4Q24",)]
